"""The sheet Konflikter: what both sides have changed, with every value, and a cell to choose in. Written, and read back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from reportgen.exchange.merge import Conflict, Memory, standing
from reportgen.exchange.slots import Slots
from reportgen.model.difference import same_value
from reportgen.model.finding import Code, Finding
from reportgen.model.position import CellRef, Place, column_letter
from reportgen.model.value import Value
from reportgen.spec.schema import CONFLICTS
from reportgen.workbook import styles
from reportgen.workbook.canvas import ROW_HEIGHT, Canvas, shortened
from reportgen.workbook.cells import read_label, read_prose
from reportgen.workbook.grid import Area, Book, Grid
from reportgen.workbook.marks import OWN
from reportgen.workbook.plan import Accepts, SheetPlan, Style, Validation
from reportgen.workbook.words import same_words

CONFLICT: Final = f"{OWN}konflikt:"
"""The mark of a row: after it the number of the proposal and the place."""

OURS, THEIRS = "Vårt", "Svaret"

_WHAT, _SENT, _OURS, _THEIRS, _WHO, _CHOICE = 1, 2, 3, 4, 5, 6
_HEADINGS: Final = ("Vad", "Skickades", "Vårt", "Svaret", "Vem", "Välj")
_WIDTHS: Final = {0: 12.0, 1: 44.0, 2: 32.0, 3: 32.0, 4: 32.0, 5: 26.0, 6: 14.0}
_TOP: Final = 4
_LISTS: Final = 8
_SHOWN: Final = 60
"""Signs of a value in a finding; the sheet has it whole."""

_ABOUT: Final = (
    "Här har både vi och den som svarade eller skrev i Word-filen ändrat, eller två av dem, och till olika värden. Vårt värde står "
    "kvar tills du har valt. Välj Vårt eller Svaret (det som stod i svaret eller i Word) i sista kolumnen, spara, stäng och kör "
    "reportgen samla-in på arbetsboken, utan svar. Ska det stå något tredje: skriv det i cellen på sitt blad."
)
_NONE: Final = "Det finns inget att välja."


@dataclass(frozen=True, slots=True)
class Choices:
    """The values chosen by place; `problems` are lines about choices that cannot be followed."""

    chosen: Slots
    problems: tuple[str, ...] = ()


def conflict_sheet(conflicts: Sequence[Conflict], name: Callable[[Place], str]) -> SheetPlan:
    """The plan of the sheet; `name` tells what people call a place."""
    canvas = Canvas(_WIDTHS)
    canvas.mark(1, f"{OWN}blad", height=30)
    canvas.put(1, 1, CONFLICTS, styles.TITLE)
    canvas.wide(2, _ABOUT if conflicts else _NONE, styles.NOTE, last=_CHOICE)
    canvas.mark(_TOP, f"{OWN}rubrik", height=ROW_HEIGHT)
    for column, heading in enumerate(_HEADINGS, 1):
        canvas.put(_TOP, column, heading, styles.HEADER)
    row = _TOP + 1
    for conflict in conflicts:
        for number, proposal in enumerate(conflict.proposals):
            canvas.mark(row, f"{CONFLICT}{number}:{conflict.place}")
            canvas.put(row, _WHAT, name(conflict.place), styles.TEXT_LABEL)
            for column, value in ((_SENT, proposal.base), (_OURS, conflict.ours), (_THEIRS, proposal.value)):
                canvas.put(row, column, value, _style(value))
            canvas.put(row, _WHO, proposal.who, styles.TEXT_HELP)
            canvas.put(row, _CHOICE, None, styles.INPUT_WORDS)
            canvas.grow(row)
            row += 1
    for at, word in enumerate((OURS, THEIRS), 1):
        canvas.put(at, _LISTS, word, Style(colour="#FFFFFF"))
    if conflicts:
        letter = column_letter(_LISTS)
        area = Area(_TOP + 1, _CHOICE, row - 1, _CHOICE)
        source = f"${letter}$1:${letter}$2"
        canvas.guide(Validation(area, Accepts.CHOICE, source, "Välj", "Vårt värde, eller svarets."))
    return SheetPlan(
        name=CONFLICTS,
        cells=canvas.cells,
        merged=tuple(canvas.merged),
        validations=tuple(canvas.validations),
        widths=_WIDTHS,
        heights=canvas.heights,
        growing=frozenset(canvas.growing),
        freeze=(_TOP + 1, _WHAT + 1),
        repeat=(_TOP, _TOP),
        landscape=True,
        tab="#9C2B23" if conflicts else styles.MUTED,
    )


def read_choices(book: Book, memory: Memory) -> Choices:
    """What has been chosen. The values are those remembered, whatever has been written over them on the sheet."""
    grid = book.grid(CONFLICTS)
    if grid is None:
        return Choices(MappingProxyType({}))
    words: dict[Place, dict[int, str]] = defaultdict(dict)
    problems = []
    for row, number, place in _lines(grid):
        word = read_label(grid.cell(row, _CHOICE))
        if word and same_words(word) not in (same_words(OURS), same_words(THEIRS)):
            problems.append(f"{CONFLICTS}!G{row}: välj {OURS} eller {THEIRS}. Där står {word}.")
        elif word:
            words[place][number] = same_words(word)
    chosen: dict[Place, Value] = {}
    for place, by_number in words.items():
        proposals = standing(memory[place]) if place in memory else ()
        theirs = [proposals[n] for n, word in by_number.items() if word == same_words(THEIRS) and n < len(proposals)]
        if any(not same_value(other.value, theirs[0].value) for other in theirs):
            problems.append(f"{CONFLICTS}: {THEIRS} är valt på flera rader för {place}. Välj det ena.")
        elif theirs:
            chosen[place] = theirs[0].value
        elif proposals and len(by_number) == len(proposals):
            chosen[place] = memory[place].own
    return Choices(MappingProxyType(chosen), tuple(problems))


def open_conflicts(book: Book) -> int:
    """How many places on the sheet wait for a choice, or for the choice to be carried out."""
    grid = book.grid(CONFLICTS)
    return len({place for _, _, place in _lines(grid)}) if grid else 0


def find_conflicts(book: Book) -> Iterator[Finding]:
    """Each conflict that has not been settled, at the cell where it is chosen."""
    grid = book.grid(CONFLICTS)
    if grid is None:
        return
    for row, _, place in _lines(grid):
        ours, theirs = (shortened(read_prose(grid.cell(row, at)), _SHOWN) or "tomt" for at in (_OURS, _THEIRS))
        details = {"label": read_label(grid.cell(row, _WHAT)), "who": read_label(grid.cell(row, _WHO))}
        at = CellRef(CONFLICTS, row, column_letter(_CHOICE))
        yield Finding(Code.KONFLIKT, at, place, theirs, ours, details)


def _lines(grid: Grid) -> Iterator[tuple[int, int, Place]]:
    """Row, number of the proposal and place of each line."""
    for row in grid.rows():
        mark = grid.text(row, 0)
        if mark.startswith(CONFLICT):
            number, _, place = mark.removeprefix(CONFLICT).partition(":")
            yield row, int(number), _place(place)


def _place(text: str) -> Place:
    return Place(*text.split("."))


def _style(value: Value) -> Style:
    if isinstance(value, date):
        return Style(colour=styles.INK, number_format="yyyy-mm-dd", align="left", wrap=True)
    return Style(colour=styles.INK, wrap=True, number_format="@" if isinstance(value, str) else "General")
