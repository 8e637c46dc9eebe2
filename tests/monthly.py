"""A month table drawn for the rules that look at series: care days and persons of three years, and a second thing."""

from __future__ import annotations

from drawing import context, report, template
from reportgen.checks import Context
from reportgen.model.period import MANADER_KORT

_TABLE = """
    [[tabell]]
    nyckel = "{key}"
    titel = "{title}"
    enhet = "{unit}"
    kolumner_fran = "manader"
    [[tabell.kolumn]]
    nyckel = "ar_text"
    typ = "etikett"
    [[tabell.rad]]
    nyckel = "ffg"
    etikett = "{{ar-2}}"
    [[tabell.rad]]
    nyckel = "fg"
    etikett = "{{ar-1}}"
    [[tabell.rad]]
    nyckel = "i_ar"
    etikett = "{{ar}}"
"""

TABLES = "".join(
    _TABLE.format(key=key, title=title, unit=unit)
    for key, title, unit in (("dygn", "Vårddygn", "dygn"), ("personer", "Personer", "personer"))
)

BOUND = """
    [[kontroll]]
    nyckel = "tak"
    text = "Vårddygn mot personerna gånger månadens dygn"
    vanster = "dygn.{rad}.{kolumn}"
    relation = "hogst"
    hoger = "personer.{rad}.{kolumn} * dygn_{kolumn}"
    rader = ["ffg", "fg", "i_ar"]
    kolumner_fran = "manader"
    grad = "varning"
"""


def monthly(
    dygn: dict[str, str], personer: dict[str, str] | None = None, *, period: str = "2023-12", more: str = ""
) -> Context:
    """The context of a report with these rows; twelve figures parted by spaces, `.` an empty month."""
    spec = template(TABLES + more)
    tables = [_drawn("dygn", dygn), _drawn("personer", personer or {})]
    drawn = report(spec, "\n\n".join(tables), period=period)
    labels = {"ffg": -2, "fg": -1, "i_ar": 0}
    year = int(period[:4])
    named = {
        key: type(table)(
            table.key,
            tuple(type(row)(row.key, str(year + labels[row.key]), row.kind, row.cells, row.at) for row in table.rows),
            table.sheet,
            table.columns,
        )
        for key, table in drawn.tables.items()
    }
    return context(spec, drawn.with_tables(named))


def _drawn(key: str, rows: dict[str, str]) -> str:
    lines = [f"{key} | {' | '.join(MANADER_KORT)}"]
    for name, figures in rows.items():
        cells = ["" if cell == "." else cell for cell in figures.split()]
        lines.append(f"{name} | {' | '.join([*cells, *[''] * (12 - len(cells))])}")
    return "\n".join(lines)
