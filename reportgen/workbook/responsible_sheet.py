"""The sheet Ansvariga: the chefer, and who answers for what. Written with the mall's proposals, read back as it was filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Final

from reportgen.exchange.responsibility import Chef, Item, Kind, Responsibility, folded
from reportgen.model.value import DASH
from reportgen.spec.schema import RESPONSIBLE, ColumnType
from reportgen.workbook import styles
from reportgen.workbook.canvas import ROW_HEIGHT, Canvas
from reportgen.workbook.cells import Expects, read_entered, read_label
from reportgen.workbook.grid import Area, Grid
from reportgen.workbook.marks import OWN
from reportgen.workbook.numbers import read_number
from reportgen.workbook.plan import Accepts, PlannedCell, SheetPlan, Validation

CHEF: Final = f"{OWN}chef"
ITEM: Final = f"{OWN}ansvar:"
"""The marks of the rows with a chef, and of those with something to answer for."""

_NAME, _EMAIL, _DUE, _NOW = 1, 2, 3, 4
_WHAT, _WHO, _KIND = 1, 2, 3
_WIDTHS: Final = {0: 12.0, 1: 46.0, 2: 40.0, 3: 16.0, 4: 34.0}
_CHEFER: Final = 20
_TOP: Final = 5
_ABOUT: Final = (
    "Här står vem som svarar för vad när underlaget skickas ut med reportgen skicka-ut. Skriv först cheferna. Välj sedan vem "
    "som svarar för varje tabell. Svarar någon annan för en grupp eller en rad i den: välj den personen där. Ett streck (-) "
    "betyder att du själv fyller i; då skickas raden inte ut."
)
_ABOUT_WHO: Final = "Välj i listan, eller skriv två namn med komma emellan. Streck (-): du fyller i själv."
_INDENT: Final = {Kind.TABELL: 1, Kind.TEXT: 1, Kind.GRUPP: 2, Kind.RAD: 3, Kind.NYA: 3}
_SEPARATORS: Final = re.compile(r"[,;\n]| och ")


@dataclass(frozen=True, slots=True)
class ReadResponsibility:
    """What stands on the sheet; `problems` are lines for the controller about what cannot be followed as it stands."""

    responsibility: Responsibility
    problems: tuple[str, ...] = ()


def responsible_sheet(
    items: Iterable[Item], chefer: Iterable[Chef] = (), owners: Mapping[str, tuple[str, ...]] | None = None
) -> SheetPlan:
    """The plan of the sheet, with `chefer` and their marks; with those whom the mall proposes when nobody has said yet."""
    items = [item if owners is None else replace(item, proposed=_names(owners.get(item.mark))) for item in items]
    if owners is not None:
        return _sheet(items, list(chefer))
    named = {chef.key: chef for chef in (*chefer, *(Chef(item.proposed) for item in items if item.proposed))}
    return _sheet(items, list(named.values()))


def _names(owners: tuple[str, ...] | None) -> str:
    """As they are written in a cell: a dash when it has been said that nobody gets it."""
    return "" if owners is None else ", ".join(owners) or "-"


def _sheet(items: list[Item], chefer: list[Chef]) -> SheetPlan:
    canvas = Canvas(_WIDTHS)
    canvas.mark(1, f"{OWN}blad", height=30)
    canvas.put(1, 1, RESPONSIBLE, styles.TITLE)
    canvas.wide(2, _ABOUT, styles.NOTE, last=_NOW)
    canvas.mark(3, f"{OWN}luft", height=6)
    last = _chefer(canvas, chefer)
    _items(canvas, items, last + 2, Area(_TOP + 1, _NAME, last, _NAME))
    return SheetPlan(
        name=RESPONSIBLE,
        cells=canvas.cells,
        merged=tuple(canvas.merged),
        validations=tuple(canvas.validations),
        widths=_WIDTHS,
        heights=canvas.heights,
        tab=styles.MUTED,
        insert_rows=True,
    )


def read_responsible(grid: Grid) -> ReadResponsibility:
    """The chefer and their marks, by the hidden marks of the rows."""
    chefer, problems = _read_chefer(grid)
    owners: dict[str, tuple[str, ...]] = {}
    known = {chef.key for chef in chefer}
    for row in grid.rows():
        mark = grid.text(row, 0)
        if not mark.startswith(ITEM):
            continue
        text = read_label(grid.cell(row, _WHO))
        if not text:
            continue
        names = () if read_number(text) is DASH else tuple(filter(None, map(str.strip, _SEPARATORS.split(text))))
        problems += [
            f"{RESPONSIBLE}!C{row}: {name} står inte bland cheferna överst på bladet."
            for name in names
            if folded(name) not in known
        ]
        owners[mark.removeprefix(ITEM)] = names
    return ReadResponsibility(Responsibility(tuple(chefer), MappingProxyType(owners)), tuple(problems))


def _read_chefer(grid: Grid) -> tuple[list[Chef], list[str]]:
    chefer: list[Chef] = []
    problems: list[str] = []
    for row in (row for row in grid.rows() if grid.text(row, 0) == CHEF):
        name, email = read_label(grid.cell(row, _NAME)), read_label(grid.cell(row, _EMAIL))
        cell, _ = read_entered(grid.cell(row, _DUE), grid.ref(row, _DUE), Expects(ColumnType.DATUM))
        if not name:
            if email:
                problems.append(f"{RESPONSIBLE}!B{row}: namnet saknas bredvid {email}.")
            continue
        if cell.value is not None and not isinstance(cell.value, date):
            problems.append(f"{RESPONSIBLE}!D{row}: {cell.value} är inget datum. Skriv till exempel 2025-09-05.")
        chef = Chef(name, email, cell.value if isinstance(cell.value, date) else None)
        if chef.key in {other.key for other in chefer}:
            problems.append(f"{RESPONSIBLE}!B{row}: {name} står två gånger bland cheferna.")
            continue
        chefer.append(chef)
    return chefer, problems


def _chefer(canvas: Canvas, chefer: list[Chef]) -> int:
    """The list of chefer with rows to spare; returns its last row."""
    canvas.mark(_TOP - 1, f"{OWN}rubrik", height=26)
    canvas.put(_TOP - 1, 1, "Chefer", styles.SECTION)
    _headings(canvas, _TOP, ("Namn", "E-post", "Svar senast"))
    last = _TOP + len(chefer) + _CHEFER
    for n in range(last - _TOP):
        row = _TOP + 1 + n
        chef = chefer[n] if n < len(chefer) else Chef("")
        canvas.mark(row, CHEF, height=ROW_HEIGHT)
        canvas.put(row, _NAME, chef.name or None, styles.INPUT_FORM_WORDS)
        canvas.put(row, _EMAIL, chef.email or None, styles.INPUT_FORM_WORDS)
        canvas.put(row, _DUE, chef.due, styles.INPUT_DATE)
    for column, accepts, title, message in (
        (_NAME, Accepts.ANYTHING, "Namn", "Namnet står på chefens fil och i mejlet."),
        (_EMAIL, Accepts.ANYTHING, "E-post", "Får vara tom. Mejlets text görs ändå."),
        (_DUE, Accepts.DATE, "Svar senast", "Sista dagen att svara, som 2025-09-05."),
    ):
        canvas.guide(Validation(Area(_TOP + 1, column, last, column), accepts, title=title, message=message))
    return last


def _items(canvas: Canvas, items: list[Item], top: int, names: Area) -> None:
    """Who answers for what, with what each line inherits as a live formula."""
    canvas.mark(top, f"{OWN}rubrik", height=26)
    canvas.put(top, 1, "Vem svarar för vad", styles.SECTION)
    _headings(canvas, top + 1, ("Vad", "Ansvarig", "Slag", "Skickas till"))
    rows = {item.mark: row for row, item in enumerate(items, top + 2)}
    said = {item.mark: item.proposed for item in items}
    for item in items:
        row = rows[item.mark]
        canvas.mark(row, ITEM + item.mark, height=ROW_HEIGHT)
        label = styles.GROUP_BAND if item.kind is Kind.TABELL else styles.STATUS_CELL
        canvas.put(row, _WHAT, item.label, replace(label, indent=_INDENT[item.kind]))
        canvas.put(row, _WHO, item.proposed or None, styles.INPUT_FORM_WORDS)
        canvas.put(row, _KIND, item.kind.value, styles.STATUS_QUIET)
        canvas.cells[row, _NOW] = _now(item, rows, said) if item.kind.is_leaf else PlannedCell(style=styles.STATUS_CELL)
    if items:
        area = Area(top + 2, _WHO, top + 1 + len(items), _WHO)
        source = f"$B${names.top}:$B${names.bottom}"
        canvas.guide(Validation(area, Accepts.CHOICE, source, "Ansvarig", _ABOUT_WHO))


def _now(item: Item, rows: Mapping[str, int], said: Mapping[str, str]) -> PlannedCell:
    """Who gets it: the first of itself and what it is part of where somebody is named."""
    marks = (item.mark, *item.above)
    formula = '"ingen än"'
    for mark in reversed(marks):
        formula = f'IF(C{rows[mark]}<>"",C{rows[mark]},{formula})'
    value = next((said[mark] for mark in marks if said[mark]), "ingen än")
    return PlannedCell(value, f"={formula}", styles.STATUS_COMPUTED)


def _headings(canvas: Canvas, row: int, headings: Iterable[str]) -> None:
    canvas.mark(row, f"{OWN}rubrik", height=ROW_HEIGHT)
    for column, heading in enumerate(headings, 1):
        canvas.put(row, column, heading, styles.HEADER)


def item_marks(grid: Grid) -> Iterator[str]:
    """The marks that the sheet has a line for."""
    return (grid.text(row, 0).removeprefix(ITEM) for row in grid.rows() if grid.text(row, 0).startswith(ITEM))
