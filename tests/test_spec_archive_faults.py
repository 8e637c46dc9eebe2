"""A mall that fetches from rows or columns that its table lacks is refused, with the nearest right name."""

from __future__ import annotations

import pytest

from drawing import template
from reportgen.spec.archive_faults import archive_faults

TABLE = """
    [[tabell]]
    nyckel = "drift"
    titel = "Drift"
    kolumn = [{{ nyckel = "post", typ = "etikett" }}, {{ nyckel = "utfall_fg", fran_arkiv = {column} }}, {{ nyckel = "utfall" }}]
    rad = [{{ nyckel = "vard_fg", etikett = "Vård förra året", fran_arkiv = {row} }}, {{ nyckel = "vard", etikett = "Vård" }}]
"""


@pytest.mark.parametrize(
    ("column", "row", "expected"),
    [
        ('{ kolumn = "utfall", period = "foregaende_ar" }', '[{ rad = "vard", period = "bokslut" }]', []),
        (
            '{ kolumn = "utfal", period = "foregaende" }',
            "[]",
            [
                "kolumn utfall_fg, fran_arkiv, kolumn: 'utfal' finns inte. Menade du utfall? Tillåtet: utfall_fg, utfall."
            ],
        ),
        (
            "[]",
            '[{ period = "foregaende" }, { rad = "vard_f", period = "april" }]',
            ["rad vard_fg, fran_arkiv, rad: 'vard_f' finns inte. Menade du vard_fg? Tillåtet: vard_fg, vard."],
        ),
    ],
)
def test_names_that_refer_to_nothing_are_told(column: str, row: str, expected: list[str]) -> None:
    (table,) = template(TABLE.format(column=column, row=row)).tables
    assert list(archive_faults(table)) == expected
