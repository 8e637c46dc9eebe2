"""Figures from the economy system into the workbook, at the edge: exports and sources are read here, and the workbook written.

The thinking is done in `ledger` (what exports say, and which row it belongs to) and `workbook` (what the sheets look like).
"""
