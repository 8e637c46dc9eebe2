"""Texts: those that must be written, and the value fields in what people write."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from reportgen.checks.context import Context, Written
from reportgen.derive.fields import FieldError, field_text, fields
from reportgen.model.finding import Code, Finding
from reportgen.model.position import CellRef, Place
from reportgen.spec.schema import TEXTS
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
            yield _field_finding(Code.FALT_OKANT, text, error)


def check_unfilled_fields(context: Context) -> Iterator[Finding]:
    """Every value field in a text has a value to print."""
    for text, error in _failing(context):
        if error.is_empty:
            yield _field_finding(Code.FALT_TOMT, text, error)


def _field_finding(code: Code, text: Written, error: FieldError) -> Finding:
    return text.finding(code, f"{{{{{error.field}}}}}", error.hint)


def _failing(context: Context) -> Iterator[tuple[Written, FieldError]]:
    """Each field that gives no text, with the text it stands in."""
    for text in context.written:
        for field in fields(text.content):
            try:
                field_text(field, context.derived, context.template)
            except FieldError as error:
                yield text, error
