"""Rules that a report is held against. Each check is one function that yields findings; `CHECKS` lists them."""
