"""The Excel workbook: laid out and written from the spec, read back cell by cell.

Only `read.py` and `write.py` touch files."""
