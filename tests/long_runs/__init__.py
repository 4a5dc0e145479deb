"""Runs that are too long for every commit; each prints its seed, and has a short form among the tests."""
