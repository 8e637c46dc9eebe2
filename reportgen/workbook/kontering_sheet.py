"""The sheet Kontering: which codes of the economy system belong to which row. Written from the mall's proposal, and read back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from reportgen.model.kontering import KonteringLine
from reportgen.spec.schema import KONTERING
from reportgen.workbook import styles
from reportgen.workbook.cells import read_label
from reportgen.workbook.grid import Area, Book
from reportgen.workbook.marks import OWN
from reportgen.workbook.plan import SheetPlan, Validation
from reportgen.workbook.text_sheets import LIST_TOP, list_canvas, list_headings, list_plan

_LINE: Final = f"{OWN}kontering"
_SPARE: Final = 40
_FIELDS: Final = ("table", "row", "konto", "verksamhet", "ansvar", "objekt", "motpart", "columns", "sign")
_HEADINGS: Final = ("Tabell", "Rad", "Konto", "Verksamhet", "Ansvar", "Objekt", "Motpart", "Kolumner", "Tecken")
_WIDTHS: Final = {0: 12.0, 1: 34.0, 2: 30.0, 3: 28.0, 4: 24.0, 5: 20.0, 6: 18.0, 7: 14.0, 8: 22.0, 9: 10.0}
_CODES: Final = "Koder med komma emellan: 5010, 50-53, 51*. Tom: alla."
_HELP: Final = {
    "row": "Radens namn. Ett streck: beloppen ska inte vara med i tabellen.",
    "columns": "Tom: utfall, periodbudget, utfall_fg, budget och prognos, de som tabellen har. Annars t.ex. utfall, budget.",
    "sign": "Tom: som källan säger (kostnader är plus i exporten och vänds). Annars vänd eller lika.",
}
_ABOUT: Final = (
    "Här står vilka koder i ekonomisystemet som hör till vilken rad, för reportgen importera. En rad får stå flera gånger. "
    "Ett belopp måste passa på alla koder som är skrivna på raden, och på en enda rad i varje tabell. Streck i stället för rad: "
    "beloppet ska inte vara med. En rad utan koder läses inte."
)


def kontering_sheet(lines: Sequence[KonteringLine], name: Callable[[str, str], tuple[str, str]]) -> SheetPlan:
    """The plan of the sheet; `name` gives the words that a table's and a row's keys are shown as."""
    canvas = list_canvas(dict(_WIDTHS), KONTERING, _ABOUT, len(_HEADINGS))
    list_headings(canvas, _HEADINGS)
    first, last = LIST_TOP + 1, LIST_TOP + len(lines) + _SPARE
    for row in range(first, last + 1):
        line = lines[row - first] if row - first < len(lines) else None
        canvas.mark(row, _LINE)
        values = [getattr(line, field) for field in _FIELDS] if line else [""] * len(_FIELDS)
        if line:
            values[:2] = name(line.table, line.row)
        for column, value in enumerate(values, 1):
            canvas.put(row, column, value or None, styles.INPUT_WORDS)
        canvas.grow(row)
    for column, field in enumerate(_FIELDS, 1):
        if help_ := _HELP.get(field, _CODES if field not in ("table",) else ""):
            area = Area(first, column, last, column)
            canvas.guide(Validation(area, title=_HEADINGS[column - 1], message=help_))
    return list_plan(canvas, KONTERING, freeze=(first, 3))


def read_kontering(book: Book) -> list[KonteringLine] | None:
    """The lines that are there, all of them also those without codes; None when there is no such sheet."""
    grid = book.grid(KONTERING)
    if grid is None:
        return None
    top = next((row for row in grid.rows() if read_label(grid.cell(row, 1)).casefold() == "tabell"), LIST_TOP)
    lines = []
    for row in grid.rows():
        values = [read_label(grid.cell(row, column)) for column in range(1, len(_FIELDS) + 1)]
        if row > top and any(values):
            lines.append(KonteringLine(**dict(zip(_FIELDS, values, strict=True)), at=grid.ref(row, 1)))
    return lines


def proposed(lines: Iterable[KonteringLine], post_rows: Iterable[tuple[str, str]]) -> list[KonteringLine]:
    """The mall's lines, and an empty one for each of the rows that has none; in the order of the rows."""
    said = list(lines)
    found: list[KonteringLine] = []
    for key, row in post_rows:
        own = [line for line in said if (line.table, line.row) == (key, row)]
        found += own or [KonteringLine(key, row)]
    return [*found, *(line for line in said if line not in found and line.row)]
