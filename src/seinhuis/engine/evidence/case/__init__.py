"""The package for machines: CASE/UCO 1.5 as JSON-LD, written by hand and checked with `case_validate`."""
