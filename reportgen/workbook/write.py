"""Planned sheets → the bytes of an .xlsx. The same plans give the same bytes.

Formulas are written with their values beside them, since nothing has calculated a workbook that nobody has opened yet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from reportgen.model.position import column_letter
from reportgen.workbook.grid import Area, Visibility
from reportgen.workbook.plan import Accepts, Edge, PlannedCell, SheetPlan, Style, Validation

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FONT: Final = "Calibri"
A4: Final = 9

_WEIGHTS: Final = {"hair": 7, "thin": 1, "medium": 2}
_VERTICAL: Final = {"top": "top", "center": "vcenter", "bottom": "bottom"}
_PROTECTION: Final = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "format_columns": True,
    "format_rows": True,
}

_NUMBER_TITLE, _NUMBER_QUESTION = (
    "Ett tal väntas",
    "Skriv ett tal, till exempel -1234,5, eller ett streck om värde saknas.",
)
_DATE_TITLE, _DATE_QUESTION = "Ett datum väntas", "Skriv datumet som 2024-08-31."
_CHOICE_TITLE, _CHOICE_QUESTION = "Finns inte i listan", "Välj i listan, eller skriv ett streck om inget gäller."


def workbook_bytes(plans: Iterable[SheetPlan], *, created: datetime) -> bytes:
    """The workbook. `created` is its only date, so that nothing in it depends on when it is written."""
    import xlsxwriter

    target = BytesIO()
    workbook = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False})
    workbook.set_properties({"created": created.replace(tzinfo=None)})
    workbook.set_size(2400, 1600)
    formats = _Formats(workbook)
    for plan in plans:
        sheet = workbook.add_worksheet(plan.name, worksheet_class=_sheet_class(plan.growing))
        _write(plan, sheet, formats)
    workbook.close()
    return target.getvalue()


def _sheet_class(growing: frozenset[int]) -> type[Worksheet]:
    """A sheet whose rows of text are as high as planned, but not fixed: Excel makes them higher when more is written.

    xlsxwriter marks every row that has a height as fixed by hand, and has no other way to say it.
    """
    from xlsxwriter.worksheet import Worksheet

    class Growing(Worksheet):
        def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
            if tag == "row" and dict(attributes)["r"] in growing:
                attributes = [(name, value) for name, value in attributes if name != "customHeight"]
            super()._xml_start_tag_unencoded(tag, attributes)

    return Growing


@dataclass(slots=True)
class _Formats:
    """Excel's formats, one for each style in use."""

    workbook: Workbook
    made: dict[Style, Format] = field(default_factory=dict)

    def of(self, style: Style) -> Format:
        if style not in self.made:
            self.made[style] = self.workbook.add_format(_properties(style))
        return self.made[style]


def _properties(style: Style) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "font_name": FONT,
        "font_size": style.size,
        "align": style.align,
        "valign": _VERTICAL[style.vertical],
        "locked": style.locked,
        "num_format": style.number_format,
        "bold": style.bold,
        "italic": style.italic,
        "underline": int(style.underline),
        "text_wrap": style.wrap,
        "indent": style.indent,
    }
    if style.fill:
        properties |= {"bg_color": style.fill, "pattern": 1}
    if style.colour:
        properties["font_color"] = style.colour
    edges = {"top": style.top, "bottom": style.bottom, "left": style.sides, "right": style.sides}
    for side, edge in edges.items():
        properties |= _edge(side, edge)
    return properties


def _edge(side: str, edge: Edge | None) -> dict[str, Any]:
    return {side: _WEIGHTS[edge.weight], f"{side}_color": edge.colour} if edge else {}


def _write(plan: SheetPlan, sheet: Worksheet, formats: _Formats) -> None:
    _columns_and_rows(plan, sheet)
    for area in plan.merged:
        top = plan.cells.get((area.top, area.left), PlannedCell())
        sheet.merge_range(area.top - 1, area.left, area.bottom - 1, area.right, "", formats.of(top.style))
    for (row, column), cell in sorted(plan.cells.items(), key=lambda item: item[0]):
        _cell(sheet, row - 1, column, cell, formats.of(cell.style))
    for (row, column), note in plan.notes.items():
        sheet.write_comment(row - 1, column, note, {**_NOTE, "height": _note_height(note)})
    for validation in plan.validations:
        _validate(sheet, validation)
    for highlight in plan.highlights:
        look = formats.workbook.add_format({"font_color": highlight.colour, "bg_color": highlight.fill})
        value = f'"{highlight.value}"' if isinstance(highlight.value, str) else highlight.value
        sheet.conditional_format(
            *_corners(highlight.area), {"type": "cell", "criteria": "==", "value": value, "format": look}
        )
    _page(plan, sheet)
    if plan.visibility is Visibility.VERY_HIDDEN:
        sheet.very_hidden()
        return
    sheet.hide_gridlines(2)
    sheet.protect("", {**_PROTECTION, "insert_rows": plan.insert_rows})
    if plan.tab:
        sheet.set_tab_color(plan.tab)
    if plan.freeze:
        sheet.freeze_panes(plan.freeze[0] - 1, plan.freeze[1])


_NOTE: Final = {"author": "reportgen", "width": 380, "font_size": 9, "color": "#fffbe6"}
_NOTE_LINE: Final = 58
"""Signs on a line of a note."""


def _note_height(note: str) -> int:
    """Pixels for the lines that the note takes, within what a screen shows."""
    lines = sum(1 + len(line) // _NOTE_LINE for line in note.split("\n"))
    return min(max(lines * 17 + 10, 60), 600)


def _columns_and_rows(plan: SheetPlan, sheet: Worksheet) -> None:
    for column, width in plan.widths.items():
        sheet.set_column(column, column, width, None, {"hidden": column in plan.hidden_columns})
    for row in sorted(plan.heights.keys() | plan.hidden_rows):
        sheet.set_row(row - 1, plan.heights.get(row), None, {"hidden": row in plan.hidden_rows})


def _cell(sheet: Worksheet, row: int, column: int, cell: PlannedCell, look: Format) -> None:
    match cell:
        case PlannedCell(formula=str(formula)):
            value = float(cell.value) if isinstance(cell.value, Decimal) else cell.value or ""
            sheet.write_formula(row, column, formula, look, value)
        case PlannedCell(link=link) if link:
            sheet.write_url(row, column, f"internal:{link}", look, str(cell.value))
        case PlannedCell(value=Decimal() as number):
            sheet.write_number(row, column, float(number), look)
        case PlannedCell(value=date() as day):
            sheet.write_datetime(row, column, datetime.combine(day, time()), look)
        case PlannedCell(value=str(text)) if text:
            sheet.write_string(row, column, text, look)
        case _:
            sheet.write_blank(row, column, None, look)


def _validate(sheet: Worksheet, validation: Validation) -> None:
    options: dict[str, Any] = {"input_title": validation.title[:32], "input_message": validation.message}
    first = f"{column_letter(validation.area.left)}{validation.area.top}"
    match validation.accepts:
        case Accepts.ANYTHING:
            options |= {"validate": "any"}
        case Accepts.NUMBER:
            options |= {"validate": "custom", "value": f'=OR(ISNUMBER({first}),{first}="-",{first}="–")'}
            options |= {"error_title": _NUMBER_TITLE, "error_message": _NUMBER_QUESTION, "error_type": "warning"}
        case Accepts.DATE:
            options |= {"validate": "custom", "value": f'=OR(ISNUMBER({first}),{first}="-",{first}="–")'}
            options |= {"error_title": _DATE_TITLE, "error_message": _DATE_QUESTION, "error_type": "warning"}
        case Accepts.CHOICE:
            options |= {"validate": "list", "source": f"={validation.source}"}
            options |= {"error_title": _CHOICE_TITLE, "error_message": _CHOICE_QUESTION, "error_type": "warning"}
    if not validation.message:
        options = {name: value for name, value in options.items() if not name.startswith("input_")}
    sheet.data_validation(*_corners(validation.area), options)


def _corners(area: Area) -> tuple[int, int, int, int]:
    return area.top - 1, area.left, area.bottom - 1, area.right


def _page(plan: SheetPlan, sheet: Worksheet) -> None:
    """A4, as wide as one page, headings on every page, name and page number around."""
    sheet.set_paper(A4)
    if plan.landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 1 if plan.one_page else 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.75)
    sheet.set_header(f"&L&9{_plain(plan.header)}&R&9&A")
    sheet.set_footer("&C&9Sida &P av &N")
    last_row, last_column = (max(numbers) for numbers in zip(*plan.cells, strict=True))
    if last_column > 0:
        sheet.print_area(0, 1, last_row - 1, last_column)
    if plan.repeat:
        sheet.repeat_rows(plan.repeat[0] - 1, plan.repeat[1] - 1)


def _plain(text: str) -> str:
    """Text in a header, where & begins a command and there is room for little."""
    return text[:120].replace("&", "&&")
