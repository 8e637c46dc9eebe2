"""Where a figure comes from, at the edge: the workbook, the archive and the exports are read here. The thinking is in `explain`."""
