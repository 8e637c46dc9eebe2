"""Exports of the economy system → sums of öre by the codes they are booked on → the rows of a workbook.

Here are the formats (`sie`, `tabular`), what an export says (`export`), and which codes belong to which row (`mapping`).
Amounts are whole öre as `int` from the file to the row, so that no sum loses or gains anything. Files are opened elsewhere.
"""
