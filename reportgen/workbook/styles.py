"""The look of the workbook: one palette, and a style for every role a cell can have.

Colour is never alone: what is to be filled in is shaded *and* framed *and* unlocked, what is worked out is grey and locked.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final, Literal

from reportgen.derive.rules import CellKind, CellRule
from reportgen.model.table import RowKind
from reportgen.spec.schema import ColumnSpec, ColumnType
from reportgen.workbook.plan import Edge, Style

Vertical = Literal["top", "center"]

INK: Final = "#1B2A34"
MUTED: Final = "#5A6872"
ACCENT: Final = "#1F4E63"
BAND: Final = "#E4ECF0"
INPUT: Final = "#FFF6D9"
INPUT_LIGHT: Final = "#FFFCF1"
COMPUTED: Final = "#F0F3F5"
LINE: Final = "#CCD5DA"
INPUT_LINE: Final = "#D9C88F"

STATUS_COLOURS: Final = {
    "gron": ("#1E6B3A", "#E3F2E8"),
    "gul": ("#7A5700", "#FFF0C2"),
    "rod": ("#9C2B23", "#FBE4E1"),
    "gra": ("#4A555C", "#EBEEF0"),
    "bla": ("#1F4E79", "#E1ECF7"),
}
"""Colour of a level → its letters and its ground; dark on light, at least 5 : 1."""

FINDING_COLOURS: Final = {
    "fel": ("#86160E", "#F9C3BC"),
    "varning": ("#5A3E00", "#FFCF70"),
    "notis": ("#143D66", "#C4DCF4"),
    "kvitterat": ("#414C53", "#DCE1E5"),
}
"""What a cell with a finding has: letters and ground, which stand out from the cells to be filled in too."""

_LINE: Final = Edge("thin", LINE)
_INPUT_LINE: Final = Edge("thin", INPUT_LINE)
_STRONG: Final = Edge("thin", INK)

PLAIN: Final = Style(colour=INK)
TITLE: Final = Style(size=18, bold=True, colour=ACCENT, vertical="center")
SUBTITLE: Final = Style(size=11, colour=MUTED, vertical="center")
SECTION: Final = Style(size=13, bold=True, colour=ACCENT, vertical="bottom")
NOTE: Final = Style(colour=MUTED, wrap=True)
LINK: Final = Style(colour=ACCENT, vertical="center", underline=True, top=_LINE, bottom=_LINE, indent=1)
HEADER: Final = Style(
    bold=True, colour="#FFFFFF", fill=ACCENT, wrap=True, vertical="bottom", sides=Edge("thin", "#FFFFFF"), indent=1
)
HEADER_NUMBER: Final = replace(HEADER, align="right", indent=0)
HEADER_GROUP: Final = replace(HEADER, align="center", indent=0, bottom=Edge("thin", "#FFFFFF"))
FORM_LABEL: Final = Style(colour=INK, vertical="center", bold=True, indent=1)
TEXT_LABEL: Final = Style(colour=INK, bold=True, wrap=True, top=_LINE, bottom=_LINE, indent=1)
TEXT_HELP: Final = Style(colour=MUTED, wrap=True, top=_LINE, bottom=_LINE, indent=1)
INPUT_TEXT: Final = Style(
    colour=INK, fill=INPUT, wrap=True, locked=False, top=_INPUT_LINE, bottom=_INPUT_LINE, sides=_INPUT_LINE, indent=1
)
INPUT_FORM: Final = replace(INPUT_TEXT, vertical="center")
INPUT_WORDS: Final = replace(INPUT_TEXT, number_format="@")
INPUT_FORM_WORDS: Final = replace(INPUT_FORM, number_format="@")
INPUT_OVERTYPE: Final = replace(INPUT_FORM, fill=INPUT_LIGHT)
INPUT_DATE: Final = replace(INPUT_FORM, number_format="yyyy-mm-dd")
FORM_HELP: Final = Style(colour=MUTED, wrap=True, vertical="center", indent=1)
ADVICE: Final = Style(colour=INK, wrap=True, vertical="center", indent=1)
REVIEW_TOLD: Final = replace(PLAIN, wrap=True, top=_LINE, bottom=_LINE, indent=1)
REVIEW_LINK: Final = replace(REVIEW_TOLD, colour=ACCENT, underline=True)
GROUP_BAND: Final = Style(bold=True, colour=ACCENT, fill=BAND, vertical="center", indent=1)
COUNTED: Final = Style(colour=MUTED, number_format="#,##0", align="right", top=_LINE, bottom=_LINE)
STATUS_CELL: Final = Style(colour=INK, vertical="center", top=_LINE, bottom=_LINE, indent=1)
STATUS_COMPUTED: Final = replace(STATUS_CELL, fill=COMPUTED)
STATUS_QUIET: Final = replace(STATUS_CELL, colour=MUTED)
REMAINING: Final = replace(
    STATUS_CELL, number_format='[=0]"Klart";[=1]"1 cell att fylla i";#,##0" celler att fylla i"', bold=True
)


def number_format(rule: CellRule, column: ColumnSpec) -> str:
    """Excel's code for a cell: grouped, with the cell's decimals, U+2212 as minus; per cent in per cent units."""
    if column.type is ColumnType.DATUM:
        return "yyyy-mm-dd"
    if column.type in (ColumnType.TEXT, ColumnType.STATUS):
        return "General"
    plus = '"+"' if column.plus else ""
    number = "#,##0" + (f".{'0' * rule.decimals}" if rule.decimals else "") + ('" %"' if rule.unit == "%" else "")
    if column.zero_blank:
        return f'{plus}{number};"−"{number};'
    return f'"+"{number};"−"{number};{number}' if column.plus else f'{number};"−"{number}'


def value_style(rule: CellRule, column: ColumnSpec, row_kind: RowKind, vertical: Vertical) -> Style:
    """The style of a table's cell by what the mall says of it; figures at the top where prose stands beside them."""
    style = replace(
        _GROUND[rule.kind],
        number_format=number_format(rule, column),
        align="right" if is_numeric(column) else "left",
        indent=0 if is_numeric(column) else 1,
        wrap=column.type in (ColumnType.TEXT, ColumnType.STATUS, ColumnType.VARDE),
        vertical=vertical,
    )
    return _as_row(style, row_kind)


def label_style(row_kind: RowKind, vertical: Vertical, *, entered: bool) -> Style:
    """The style of a row's name; open in rows that are free."""
    if entered:
        return replace(INPUT_WORDS, vertical=vertical)
    indent = 2 if row_kind is RowKind.VARAV else 1
    return _as_row(replace(PLAIN, wrap=True, top=_LINE, bottom=_LINE, indent=indent, vertical=vertical), row_kind)


def group_style(vertical: Vertical, *, first: bool) -> Style:
    """The cell of a row's group: the name stands in the first row, the others hang below it without a line."""
    return replace(PLAIN, wrap=True, bold=True, indent=1, vertical=vertical, top=_LINE if first else None)


def is_numeric(column: ColumnSpec) -> bool:
    """Whether the column is set to the right: numbers, and values that are numbers on most rows."""
    return column.type.is_numeric or column.type is ColumnType.VARDE


_LOCKED: Final = Style(colour=INK, top=_LINE, bottom=_LINE)
_OPEN: Final = replace(INPUT_TEXT, wrap=False)
_GROUND: Final = {
    CellKind.INPUT: _OPEN,
    CellKind.GIVEN: _OPEN,
    CellKind.OVERTYPE: replace(_OPEN, fill=INPUT_LIGHT),
    CellKind.COMPUTED: replace(_LOCKED, fill=COMPUTED),
    CellKind.STANDING: _LOCKED,
    CellKind.BLANK: _LOCKED,
}


def _as_row(style: Style, kind: RowKind) -> Style:
    match kind:
        case RowKind.SUMMA:
            return replace(style, bold=True, top=_STRONG)
        case RowKind.VARAV:
            return replace(style, italic=True)
        case RowKind.RUBRIK:
            return replace(style, bold=True, fill=BAND, colour=ACCENT)
        case _:
            return style
