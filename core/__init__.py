"""The headless heart of Strata: shapes, counts, workings and documents, without Qt."""
