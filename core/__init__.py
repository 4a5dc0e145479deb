"""The headless heart of Strata: shapes, counts, workings and documents, without Qt."""

VERSION = "0.1.0"
