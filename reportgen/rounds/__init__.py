"""The round trip with verksamhetschefer, at the edge: one workbook each goes out, answers come in, and one workbook is the current.

The thinking is done in `exchange` (whose is what, merging) and `workbook` (what files look like); here files are read, written
and replaced. Each command is a function: `send`, `collect`, `status`, `undo`.
"""
