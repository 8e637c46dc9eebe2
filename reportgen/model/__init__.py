"""What a report is made of: positions, values, tables, periods, findings, and how a number is written. No files, no rules."""
