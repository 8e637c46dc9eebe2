"""The Excel workbook: laid out and written from the spec, read back cell by cell.

    Report  --layout-->  SheetPlan  --write-->  .xlsx bytes
                            | to_grid
    .xlsx   --read-->     Book of Grids  --parse-->  Report, findings

Only `read` opens files; `write` gives bytes. What people do to a workbook between the two is met in `locate` (tables that
have been moved), `rows` (rows sorted, copied, inserted), `cells` (values in any form) and `outside` (notes beside tables).
"""
