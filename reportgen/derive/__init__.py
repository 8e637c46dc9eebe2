"""Works out what the mall says is worked out: sums, derived columns and rows, look-ups. Exact decimals; a new Report."""
