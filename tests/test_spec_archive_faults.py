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
    spec = template(TABLE.format(column=column, row=row))
    assert list(archive_faults(spec.tables[0], spec)) == expected


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ('{ tabell = "drift", kolumn = "utfall", rad = "vard", period = "bokslut", ar_bak = 2 }', None),
        ('{ tabell = "drif", period = "bokslut" }', "tabell: 'drif' finns inte. Menade du drift?"),
        ('{ tabell = "drift", kolumn = "minne", period = "bokslut" }', "kolumn: 'minne' finns inte."),
    ],
)
def test_names_are_those_of_the_table_that_is_fetched_from(source: str, fault: str | None) -> None:
    spec = template(
        TABLE.format(column="[]", row="[]")
        + f"""
    [[tabell]]
    nyckel = "historik"
    titel = "Historik"
    kolumn = [{{ nyckel = "ar", typ = "etikett" }}, {{ nyckel = "minne", fran_arkiv = {source} }}]
    rad = [{{ nyckel = "vard", etikett = "Vård" }}]
    """
    )
    found = list(archive_faults(spec.tables[1], spec))
    assert [line.startswith(f"kolumn minne, fran_arkiv, {fault}") for line in found] == [True] * (fault is not None)
