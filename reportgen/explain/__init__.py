"""A report worked out → where any of its figures comes from, step by step down to what somebody typed or imported. Pure.

Nothing is worked out anew here: formulas, sums, counts and judgements are those of `derive`, and a step says which of them
gave its value, of what. What files know of the leaves (imports, the archive, the log) is handed in as `Provenance`.
"""
