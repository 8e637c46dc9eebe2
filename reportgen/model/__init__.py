"""What a report is made of: positions, values, tables, periods, findings. Plain frozen records; no files, no rules."""
