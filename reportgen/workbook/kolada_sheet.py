"""The sheet Kolada: whom the nämnd is compared with, and what Kolada said of every figure that has been fetched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from reportgen.model.kolada import GENDERS, OWN, PROTECTED, KoladaFigure
from reportgen.model.position import CellRef, Place
from reportgen.model.value import DASH, Value
from reportgen.spec.schema import KOLADA, TemplateSpec
from reportgen.workbook import styles
from reportgen.workbook.canvas import ROW_HEIGHT, Canvas
from reportgen.workbook.cells import read_label, read_prose
from reportgen.workbook.grid import Area, Book, Grid, GridCell
from reportgen.workbook.marks import OWN as MARK
from reportgen.workbook.plan import SheetPlan, Style, Validation
from reportgen.workbook.text_sheets import LIST_TOP, list_canvas, list_headings, list_plan

_CHOICE: Final = f"{MARK}kolada:val:"
_FIGURE: Final = f"{MARK}kolada:"
_HELD: Final = " prövas"
_FIELDS: Final = (
    "Vad", "Kommun eller grupp", "Nyckeltal", "Jämförelse", "Id", "År", "Kön", "Värde", "Antal", "Senaste år", "Ur", "När",
)  # fmt: skip
_WIDTHS: Final = dict(enumerate((12.0, 46.0, 44.0, 12.0, 16.0, 16.0, 8.0, 10.0, 16.0, 8.0, 11.0, 30.0, 18.0)))
_NUMBER: Final = Style(colour=styles.INK, number_format="#,##0.######", align="right")
_YEAR: Final = Style(colour=styles.INK, number_format="0", align="right")
_WORDS: Final = Style(colour=styles.INK, wrap=True, number_format="@")
_ABOUT: Final = (
    "Skriv i de skuggade cellerna vilka nämnden jämförs med: kommunkoden (0180), gruppens id (G och siffror) eller namnet som det "
    "står i Kolada. Flera kommuner skrivs med semikolon emellan och blir ett ovägt medelvärde. Kör sedan reportgen kolada. "
    "Listan nedanför är vad Kolada säger om varje siffra, och skrivs om varje gång."
)
_HELP: Final = "Kommunkod (0180), gruppens id (G1234) eller namn. Flera kommuner: semikolon emellan."


def proposed_choices(template: TemplateSpec) -> dict[str, str]:
    """What the mall proposes for each comparison, the municipality itself first."""
    return {OWN: "", **{comparison.key: comparison.proposal for comparison in template.comparisons}}


def kolada_sheet(
    template: TemplateSpec, choices: Mapping[str, str], figures: Sequence[tuple[KoladaFigure, str]] = ()
) -> SheetPlan:
    """The plan of the sheet; with each figure what people call its cell."""
    canvas = list_canvas(dict(_WIDTHS), KOLADA, _ABOUT, len(_FIELDS))
    list_headings(canvas, ("Jämförelse", "Kommun eller grupp"))
    labels = {OWN: "Egen kommun", **{one.key: one.label for one in template.comparisons}}
    helps = {one.key: one.help for one in template.comparisons}
    row = LIST_TOP + 1
    for key, label in labels.items():
        canvas.mark(row, f"{_CHOICE}{key}")
        canvas.put(row, 1, label, styles.TEXT_LABEL)
        canvas.put(row, 2, choices.get(key) or None, styles.INPUT_WORDS)
        canvas.guide(Validation(Area(row, 2, row, 2), title=label[:32], message=(helps.get(key) or _HELP)[:255]))
        canvas.grow(row)
        row += 1
    if figures:
        canvas.mark(row, f"{MARK}luft", height=12)
        _list(canvas, row + 1, figures, labels)
    return list_plan(canvas, KOLADA, freeze=(LIST_TOP + 1, 2))


def read_choices(book: Book) -> dict[str, str] | None:
    """What is written for each comparison; None when there is no such sheet."""
    grid = book.grid(KOLADA)
    if grid is None:
        return None
    marks = ((row, grid.text(row, 0)) for row in grid.rows())
    return {
        mark.removeprefix(_CHOICE): read_label(grid.cell(row, 2)) for row, mark in marks if mark.startswith(_CHOICE)
    }


def read_figures(book: Book) -> tuple[KoladaFigure, ...]:
    """The figures that are listed; a line that somebody has spoilt is left out, and its cell then has no source."""
    grid = book.grid(KOLADA)
    return tuple(_figures(grid)) if grid else ()


def _list(canvas: Canvas, top: int, figures: Iterable[tuple[KoladaFigure, str]], labels: Mapping[str, str]) -> None:
    canvas.mark(top, f"{MARK}rubrik", height=ROW_HEIGHT)
    for column, heading in enumerate(_FIELDS, 1):
        canvas.put(top, column, heading, styles.HEADER)
    for row, (figure, what) in enumerate(figures, top + 1):
        canvas.mark(row, f"{_FIGURE}{figure.place}")
        part = labels.get(figure.part, figure.part) + (_HELD if figure.is_held else "")
        words = (what, figure.who, figure.kpi, part, figure.area)
        for column, text in enumerate(words, 1):
            canvas.put(row, column, text, _WORDS)
        canvas.put(row, 6, Decimal(figure.year), _YEAR)
        canvas.put(row, 7, GENDERS[figure.gender], _WORDS)
        is_number = isinstance(figure.value, Decimal)
        canvas.put(row, 8, figure.value if is_number else str(figure.value), _NUMBER if is_number else _WORDS)
        canvas.put(row, 9, Decimal(figure.count), _YEAR)
        canvas.put(row, 10, Decimal(figure.newest), _YEAR)
        canvas.put(row, 11, figure.file, _WORDS)
        canvas.put(row, 12, figure.fetched, _WORDS)
        canvas.grow(row)


def _figures(grid: Grid) -> Iterator[KoladaFigure]:
    parts = {
        read_label(grid.cell(row, 1)): mark.removeprefix(_CHOICE)
        for row in grid.rows()
        if (mark := grid.text(row, 0)).startswith(_CHOICE)
    }
    genders = {word: letter for letter, word in GENDERS.items()}
    for row in grid.rows():
        mark = grid.text(row, 0)
        if not mark.startswith(_FIGURE) or mark.startswith(_CHOICE):
            continue
        who, kpi, part, area = (read_prose(grid.cell(row, column)) for column in (2, 3, 4, 5))
        year, count, newest = (grid.cell(row, column).value for column in (6, 9, 10))
        value, gender = _value(grid.cell(row, 8)), genders.get(read_label(grid.cell(row, 7)))
        numbers = [int(one) for one in (year, count, newest) if isinstance(one, Decimal)]
        place = _place(mark.removeprefix(_FIGURE))
        if value is None or gender is None or len(numbers) < 3 or not kpi or place is None:
            continue
        label = part.removesuffix(_HELD)
        yield KoladaFigure(
            place=place,
            kpi=kpi,
            part=parts.get(label, label),
            area=area,
            who=who,
            year=numbers[0],
            gender=gender,
            value=value,
            count=numbers[1],
            newest=numbers[2],
            is_held=part.endswith(_HELD),
            file=read_prose(grid.cell(row, 11)),
            fetched=read_prose(grid.cell(row, 12)),
            at=CellRef(grid.name, row, "I"),
        )


def _place(mark: str) -> Place | None:
    try:
        return Place.parse(mark)
    except ValueError:
        return None


def _value(cell: GridCell) -> Value:
    if isinstance(cell.value, Decimal):
        return cell.value
    words = read_label(cell)
    return PROTECTED if words == PROTECTED else DASH if words in ("-", "–") else None
