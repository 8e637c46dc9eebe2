"""Texts: those that must be written, and the value fields in what people write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

from reportgen.checks.context import Context
from reportgen.derive.fields import FieldError, field_text, fields
from reportgen.model.finding import Code, Finding
from reportgen.model.position import CellRef, Place
from reportgen.spec.schema import TEXTS, ColumnType
from reportgen.spec.words import fill


def check_required_texts(context: Context) -> Iterator[Finding]:
    """Every text that the mall requires is written."""
    for text in context.template.texts:
        cell = context.entered.text(text.key)
        if text.required and (cell.is_empty or (isinstance(cell.value, str) and not cell.value.strip())):
            at = cell.at or CellRef(TEXTS)
            details = MappingProxyType({"label": fill(text.title, context.names), "sheet": at.sheet})
            yield Finding(Code.TEXT_SAKNAS, at, Place("text", text.key), details=details)


def check_unknown_fields(context: Context) -> Iterator[Finding]:
    """Every value field in a text names something that there is, in a form that can be printed."""
    for text, error in _failing(context):
        if not error.is_empty:
            yield text.finding(Code.FALT_OKANT, error)


def check_unfilled_fields(context: Context) -> Iterator[Finding]:
    """Every value field in a text has a value to print."""
    for text, error in _failing(context):
        if error.is_empty:
            yield text.finding(Code.FALT_TOMT, error)


@dataclass(frozen=True, slots=True)
class _Text:
    """Something a person wrote that may hold value fields."""

    content: str
    label: str
    at: CellRef | None
    place: Place

    def finding(self, code: Code, error: FieldError) -> Finding:
        details = MappingProxyType({"label": self.label})
        return Finding(code, self.at, self.place, f"{{{{{error.field}}}}}", error.hint, details)


def _failing(context: Context) -> Iterator[tuple[_Text, FieldError]]:
    """Each field that gives no text, with the text it stands in."""
    for text in _written(context):
        for field in fields(text.content):
            try:
                field_text(field, context.derived, context.template)
            except FieldError as error:
                yield text, error


def _written(context: Context) -> Iterator[_Text]:
    for spec in context.template.texts:
        cell = context.derived.text(spec.key)
        yield _Text(cell.text, fill(spec.title, context.names), cell.at or CellRef(TEXTS), Place("text", spec.key))
    for spot in context.spots:
        if spot.column.type is ColumnType.TEXT:
            label = f"{context.heading(spot.column, spot.table)} ({spot.row.name or spot.row.key})"
            yield _Text(spot.derived.text, label, spot.at, spot.place)
    for table in context.template.tables:
        for row in context.derived.table(table.key).rows:
            yield _Text(row.label, f"{row.name} ({context.title(table)})", row.at, Place(table.key, row.key))
