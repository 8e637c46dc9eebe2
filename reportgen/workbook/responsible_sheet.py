"""The sheet Ansvariga: the chefer, and who answers for what. Written with the mall's proposals, read back as it was filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Final

from reportgen.exchange.responsibility import ALL, Chef, Item, Kind, Responsibility, folded, named, roles
from reportgen.model.position import column_letter
from reportgen.spec.schema import RESPONSIBLE, ColumnType
from reportgen.workbook import styles
from reportgen.workbook.canvas import ROW_HEIGHT, Canvas
from reportgen.workbook.cells import Expects, read_entered, read_label
from reportgen.workbook.grid import Area, Grid
from reportgen.workbook.marks import OWN
from reportgen.workbook.plan import Accepts, PlannedCell, SheetPlan, Style, Validation

CHEF: Final = f"{OWN}chef"
ITEM: Final = f"{OWN}ansvar:"
"""The marks of the rows with a chef, and of those with something to answer for."""

_NAME, _EMAIL, _DUE, _ROLE = 1, 2, 3, 4
_WHAT, _WHO, _KIND, _NOW = 1, 2, 3, 4
_HELP: Final = 6
"""Unseen: in the list of chefer whom the others are chosen from, below it what stands for each line before roles have names."""
_WIDTHS: Final = {0: 12.0, 1: 46.0, 2: 40.0, 3: 16.0, 4: 38.0}
_CHEFER: Final = 20
_TOP: Final = 5
_ABOUT: Final = (
    "Här står vem som svarar för vad när underlaget skickas ut med reportgen skicka-ut. Skriv först cheferna. Välj sedan vem "
    "som svarar för varje tabell. Svarar någon annan för en grupp eller en rad i den: välj den personen där. Ett streck (-) "
    "betyder att du själv fyller i; då skickas raden inte ut."
)
_ABOUT_ROLES: Final = (
    "Här står vem som svarar för vad när underlaget skickas ut med reportgen skicka-ut. Skriv namn och e-post vid rollerna; resten "
    "är föreslaget. Samma person får ha flera roller, och en roll som ni inte har tar du bort. Svarar någon annan för en tabell, "
    "grupp eller rad: välj den personen där. Ett streck (-) betyder att du själv fyller i; då skickas raden inte ut."
)
_ABOUT_WHO: Final = (
    "Välj i listan, eller skriv två namn med komma emellan. Alla: varje chef. Streck (-): du fyller i själv."
)
_NOBODY, _CONTROLLER = "ingen än", "ingen: du fyller i"
_UNSEEN: Final = Style(colour="#FFFFFF")
_INDENT: Final = {Kind.TABELL: 1, Kind.TEXT: 1, Kind.GRUPP: 2, Kind.RAD: 3, Kind.NYA: 3}


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
    chefer = list(chefer)
    there = {folded(name) for chef in chefer for name in (chef.name, *chef.roles)}
    new = (Chef("", roles=(role,)) for role in roles(items) if folded(role) not in there)
    return _sheet(items, [*chefer, *new])


def _names(owners: tuple[str, ...] | None) -> str:
    """As they are written in a cell: a dash when it has been said that nobody gets it."""
    return "" if owners is None else ", ".join(owners) or "-"


def _sheet(items: list[Item], chefer: list[Chef]) -> SheetPlan:
    lines = [(chef, role) for chef in chefer for role in chef.roles or ("",)]
    canvas = Canvas(_WIDTHS)
    canvas.mark(1, f"{OWN}blad", height=30)
    canvas.put(1, 1, RESPONSIBLE, styles.TITLE)
    canvas.wide(2, _ABOUT_ROLES if any(role for _, role in lines) else _ABOUT, styles.NOTE, last=_NOW)
    canvas.mark(3, f"{OWN}luft", height=6)
    last = _chefer(canvas, lines)
    _items(canvas, items, last + 2, Area(_TOP + 1, _NAME, last, _NAME), Responsibility(tuple(chefer)))
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
    said = Responsibility(tuple(chefer))
    for row in grid.rows():
        mark = grid.text(row, 0)
        if not mark.startswith(ITEM):
            continue
        text = read_label(grid.cell(row, _WHO))
        if not text:
            continue
        names = tuple(_parted(named(text), said))
        problems += [
            f"{RESPONSIBLE}!C{row}: {name} står inte bland cheferna överst på bladet."
            for name in names
            if said.chef(name) is None and folded(name) != ALL
        ]
        owners[mark.removeprefix(ITEM)] = names
    return ReadResponsibility(Responsibility(tuple(chefer), MappingProxyType(owners)), tuple(problems))


def _parted(names: Iterable[str], said: Responsibility) -> Iterator[str]:
    """The names, where "Anna Ek och Bo Al" is two and "Verksamhetschef barn och unga" is one of the chefer."""
    for name in names:
        if said.chef(name):
            yield name
        else:
            yield from name.split(" och ")


def _read_chefer(grid: Grid) -> tuple[list[Chef], list[str]]:
    """Chefer by name, each with all their roles. A role without a name is itself the name."""
    chefer: dict[str, Chef] = {}
    problems: list[str] = []
    for row in (row for row in grid.rows() if grid.text(row, 0) == CHEF):
        role, email = read_label(grid.cell(row, _ROLE)), read_label(grid.cell(row, _EMAIL))
        name = read_label(grid.cell(row, _NAME)) or role
        cell, _ = read_entered(grid.cell(row, _DUE), grid.ref(row, _DUE), Expects(ColumnType.DATUM))
        if not name:
            if email:
                problems.append(f"{RESPONSIBLE}!B{row}: namnet saknas bredvid {email}.")
            continue
        if cell.value is not None and not isinstance(cell.value, date):
            problems.append(f"{RESPONSIBLE}!D{row}: {cell.value} är inget datum. Skriv till exempel 2025-09-05.")
        due = cell.value if isinstance(cell.value, date) else None
        former = chefer.get(folded(name))
        if former and not (role and former.roles):
            problems.append(f"{RESPONSIBLE}!B{row}: {name} står två gånger bland cheferna.")
            continue
        own = (*former.roles, role) if former else (role,) if role else ()
        was = former or Chef(name)
        chefer[folded(name)] = Chef(was.name, was.email or email, was.due or due, own)
    return list(chefer.values()), problems


def _chefer(canvas: Canvas, lines: list[tuple[Chef, str]]) -> int:
    """The list of chefer, each role on a line, with rows to spare; returns its last row."""
    canvas.mark(_TOP - 1, f"{OWN}rubrik", height=26)
    canvas.put(_TOP - 1, 1, "Chefer", styles.SECTION)
    _headings(canvas, _TOP, ("Namn", "E-post", "Svar senast", "Roll"))
    last = _TOP + len(lines) + _CHEFER
    for n in range(last - _TOP):
        row = _TOP + 1 + n
        chef, role = lines[n] if n < len(lines) else (Chef(""), "")
        name = "" if chef.key == folded(role) else chef.name
        canvas.mark(row, CHEF, height=ROW_HEIGHT)
        canvas.put(row, _NAME, name or None, styles.INPUT_FORM_WORDS)
        canvas.put(row, _EMAIL, chef.email or None, styles.INPUT_FORM_WORDS)
        canvas.put(row, _DUE, chef.due, styles.INPUT_DATE)
        canvas.put(row, _ROLE, role or None, styles.INPUT_FORM_WORDS)
        canvas.cells[row, _HELP] = PlannedCell(name or role, f'=IF(B{row}<>"",B{row},E{row}&"")', _UNSEEN)
    for column, accepts, title, message in (
        (_NAME, Accepts.ANYTHING, "Namn", "Namnet står på chefens fil och i mejlet. Är det tomt står rollen där."),
        (_EMAIL, Accepts.ANYTHING, "E-post", "Får vara tom. Mejlets text görs ändå."),
        (_DUE, Accepts.DATE, "Svar senast", "Sista dagen att svara, som 2025-09-05."),
        (
            _ROLE,
            Accepts.ANYTHING,
            "Roll",
            "Den som har rollen svarar för det som är föreslaget nedanför. Får vara tom.",
        ),
    ):
        canvas.guide(Validation(Area(_TOP + 1, column, last, column), accepts, title=title, message=message))
    return last


def _items(canvas: Canvas, items: list[Item], top: int, names: Area, chefer: Responsibility) -> None:
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
        canvas.cells[row, _NOW] = PlannedCell(style=styles.STATUS_CELL)
        if item.kind.is_leaf:
            raw = _raw(item, rows, said)
            canvas.cells[row, _HELP] = raw
            canvas.cells[row, _NOW] = _now(row, str(raw.value), names, chefer)
    if items:
        area = Area(top + 2, _WHO, top + 1 + len(items), _WHO)
        letter = column_letter(_HELP)
        source = f"${letter}${names.top}:${letter}${names.bottom}"
        canvas.guide(Validation(area, Accepts.CHOICE, source, "Ansvarig", _ABOUT_WHO))


def _raw(item: Item, rows: Mapping[str, int], said: Mapping[str, str]) -> PlannedCell:
    """Who or which role it is: the first of itself and what it is part of where somebody is named."""
    marks = (item.mark, *item.above)
    formula = f'"{_NOBODY}"'
    for mark in reversed(marks):
        formula = f'IF(C{rows[mark]}<>"",C{rows[mark]},{formula})'
    value = next((said[mark] for mark in marks if said[mark]), _NOBODY)
    return PlannedCell(value, f"={formula}", _UNSEEN)


def _now(row: int, raw: str, names: Area, chefer: Responsibility) -> PlannedCell:
    """Who gets it: the one who has the role, if there is a name beside it; a dash is the controller."""
    at, top, bottom = f"{column_letter(_HELP)}{row}", names.top, names.bottom
    found = f"INDEX($B${top}:$B${bottom},MATCH({at},$E${top}:$E${bottom},0))"
    formula = f'=IF({at}="-","{_CONTROLLER}",IFERROR(IF({found}="",{at},{found}),{at}))'
    chef = chefer.chef(raw)
    value = _CONTROLLER if raw == "-" else chef.name if chef and chef.name else raw
    return PlannedCell(value, formula, styles.STATUS_COMPUTED)


def _headings(canvas: Canvas, row: int, headings: Iterable[str]) -> None:
    canvas.mark(row, f"{OWN}rubrik", height=ROW_HEIGHT)
    for column, heading in enumerate(headings, 1):
        canvas.put(row, column, heading, styles.HEADER)


def item_marks(grid: Grid) -> Iterator[str]:
    """The marks that the sheet has a line for."""
    return (grid.text(row, 0).removeprefix(ITEM) for row in grid.rows() if grid.text(row, 0).startswith(ITEM))
