"""The sheet Granskning: every finding a row when reportgen has filled it in, and the reasons of those that are to stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from reportgen.model.format import format_number_plain
from reportgen.model.report import Acknowledgement, Report
from reportgen.spec.schema import REVIEW
from reportgen.workbook import styles
from reportgen.workbook.grid import Area
from reportgen.workbook.marks import ABOUT, CELL, GRADE, REVIEW_COLUMNS
from reportgen.workbook.marks import REVIEW as REVIEW_MARK
from reportgen.workbook.plan import Highlight, SheetPlan, Style, Validation
from reportgen.workbook.text_sheets import LIST_TOP, list_canvas, list_headings, list_plan

SETTLED: Final = "kvitterat"
"""What stands for the severity of a finding that has its reason."""

SPARE_ROWS: Final = 60


class ReviewColumn(NamedTuple):
    """A column of the sheet, in its order."""

    heading: str
    width: float
    style: Style
    help: str = ""


COLUMNS: Final[Mapping[str, ReviewColumn]] = {
    GRADE: ReviewColumn("Grad", 11.0, styles.REVIEW_TOLD),
    CELL: ReviewColumn("Cell", 30.0, styles.REVIEW_LINK),
    ABOUT: ReviewColumn("Fynd och vad du gör åt det", 64.0, styles.REVIEW_TOLD),
    "skal": ReviewColumn("Skäl", 44.0, styles.INPUT_WORDS, "Varför det ska stå som det står."),
    "av": ReviewColumn("Av", 16.0, styles.INPUT_WORDS, "Namn på den som har bedömt det."),
    "bro": ReviewColumn(
        "Bro",
        12.0,
        styles.INPUT_WORDS,
        "Bara för en skillnad som är förklarad: skillnaden som fyndet skriver den, med sitt tecken. Kvitteringen gäller så länge "
        "skillnaden är densamma, även om värdena ändras.",
    ),
    "kod": ReviewColumn(
        "Kod",
        24.0,
        styles.INPUT_WORDS,
        "Fyndets kod, så som reportgen kontrollera skriver den, till exempel SUMMA_FEL.",
    ),
    "plats": ReviewColumn(
        "Plats",
        40.0,
        styles.INPUT_WORDS,
        "Fyndets plats, så som reportgen kontrollera skriver den, till exempel resultatrakning.summa_totalt.utfall.",
    ),
    "varde": ReviewColumn(
        "Värde", 20.0, styles.INPUT_WORDS, "Värdet som fyndet gäller. Kvitteringen gäller inte om värdet ändras."
    ),
}
"""The columns by what the hidden row calls them."""

_ABOUT: Final = (
    "Ett fynd som är känt och ska stå kvar kvitteras med skäl. reportgen kontrollera med --excel gör en kopia av arbetsboken "
    "där varje fynd har en rad här: skriv bara skälet och vem du är. Utan kopian: ta kod, plats och värde från reportgen "
    "kontrollera. Kvitterade fynd hindrar inte rapporten."
)


def review_sheet(report: Report) -> SheetPlan:
    """The plan of the sheet, with the acknowledgements of the report."""
    canvas = list_canvas(
        {0: 12.0, **{n: c.width for n, c in enumerate(COLUMNS.values(), 1)}}, REVIEW, _ABOUT, len(COLUMNS)
    )
    canvas.mark(LIST_TOP - 1, REVIEW_MARK)
    for at, key in enumerate(COLUMNS, 1):
        canvas.put(LIST_TOP - 1, at, key)
    canvas.hide(LIST_TOP - 1)
    list_headings(canvas, tuple(column.heading for column in COLUMNS.values()))
    first, last = LIST_TOP + 1, LIST_TOP + len(report.acknowledged) + SPARE_ROWS
    for row in range(first, last + 1):
        given = report.acknowledged[row - first] if row - first < len(report.acknowledged) else None
        written = _written(given) if given else {}
        for at, (key, column) in enumerate(COLUMNS.items(), 1):
            canvas.put(row, at, written.get(key) or None, column.style)
        canvas.grow(row)
    for at, column in enumerate(COLUMNS.values(), 1):
        if column.help:
            canvas.guide(Validation(Area(first, at, last, at), title=column.heading, message=column.help))
    for word, colours in styles.FINDING_COLOURS.items():
        canvas.highlights.append(Highlight(Area(first, 1, last, 1), word, *colours))
    return list_plan(canvas, REVIEW, freeze=(first, 3))


def _written(ack: Acknowledgement) -> dict[str, str]:
    bridge = "" if ack.bridge is None else format_number_plain(ack.bridge)
    values = (ack.code, str(ack.place), ack.found, ack.reason, ack.by, bridge)
    return dict(zip(REVIEW_COLUMNS, values, strict=True))
