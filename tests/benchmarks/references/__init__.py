"""Fixed programs that Strata is measured against, in the same run; they know nothing of Strata."""
