"""The mall's word on what counts persons goes before the unit, the row's before the column's before the table's."""

from __future__ import annotations

import pytest

from drawing import template
from reportgen.derive.persons import counts_persons

TABLE = """
    [[tabell]]
    nyckel = "t"
    titel = "T"
    {table}
    kolumn = [{{ nyckel = "post", typ = "etikett" }}, {{ nyckel = "k", {column} }}]
    rad = [{{ nyckel = "r", etikett = "R"{row} }}]
"""


@pytest.mark.parametrize(
    ("table", "column", "row", "counts"),
    [
        ('enhet = "personer"', 'typ = "antal"', "", True),
        ('enhet = "Antal barn"', 'typ = "tal"', "", True),
        ('enhet = "personer"', 'typ = "procent"', "", False),
        ('enhet = "personer"', 'typ = "text"', "", False),
        ('enhet = "personer"', 'typ = "antal", enhet = "dygn"', "", False),
        ('enhet = "dygn"', 'typ = "antal"', 'enhet = "personer"', True),
        ('enhet = "dygn"', 'typ = "antal"', "", False),
        ("personer = true", 'typ = "antal"', "", True),
        ('enhet = "personer"', 'typ = "antal", personer = false', "", False),
        ("", 'typ = "antal", personer = false', "personer = true", True),
    ],
)
def test_a_cell_counts_persons(table: str, column: str, row: str, counts: bool) -> None:
    spec = template(TABLE.format(table=table, column=column, row=f", {row}" if row else "")).tables[0]
    assert counts_persons(spec, spec.rows[0], spec.columns[1]) is counts
