"""What closed periods have to do with a new one: which of their values stand in its cells, and what was written last time.

Pure: the closed periods come as values. A new workbook is filled from them, and `checks` holds a filled one against them.
"""
