"""What a mall can do without but should not: things that nothing uses, and people left without guidance.

Whether the documents ask for a thing is known in `document.calls`; here is what the mall itself uses of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from reportgen.spec.schema import CORRECTED, TemplateSpec
from reportgen.spec.words import fact_name, placeholders

STAMP = "datum"
"""The fact that dates the document."""


def missing_guidance(spec: TemplateSpec) -> Iterator[str]:
    """One line per text without guidance and column without heading."""
    yield from (f"text {text.key}: hjalp saknas." for text in spec.texts if not text.help.strip())
    for table in spec.tables:
        for column in table.columns[1:]:
            if not column.heading.strip():
                yield f"tabell {table.key}, kolumn {column.key}: rubrik saknas."


def unnamed_labels(spec: TemplateSpec) -> Iterator[str]:
    """Tables whose first column has no heading, which some published tables have not."""
    for table in spec.tables:
        if not table.label_column.heading.strip():
            yield f"tabell {table.key}, kolumn {table.label_column.key}: rubrik saknas."


def used_by_itself(spec: TemplateSpec) -> set[tuple[str, str]]:
    """Kind and key of what the mall's own TOML uses: facts printed on covers, tables that others count with …"""
    own = spec.model_copy(update={"tables": spec.reported})
    words = [text for text in _strings(own.model_dump(by_alias=True)) if text]
    named = {name for text in words for name in placeholders(text)}
    dotted = {match for text in words for match in re.findall(r"\b([a-z][a-z0-9_]*)\.([a-z][a-z0-9_]*)", text)}
    facts = {("uppgift", fact.key) for fact in spec.facts if fact_name(fact.key) in named or _printed(fact.key, spec)}
    values = {("varde", key) for kind, key in dotted if kind == "varde"}
    tables = {("tabell", kind) for kind, _ in dotted} | {("tabell", key) for key in _sources(spec)}
    notes = {("text", note.text_from) for table in spec.tables for note in table.notes if note.text_from}
    return facts | values | tables | notes


def _printed(key: str, spec: TemplateSpec) -> bool:
    """Whether a fact is printed on the cover of some part, or marks the document itself."""
    shown = {fact.key for fact in spec.facts if fact.on_cover}
    covers = [part for part in spec.parts if part.cover != "ingen"]
    return key in (STAMP, CORRECTED) or any(key in (shown if p.facts is None else p.facts) for p in covers)


def _sources(spec: TemplateSpec) -> Iterator[str]:
    """The tables that others fetch from, choose from, belong to, count, analyse or judge."""
    for table in spec.tables:
        yield table.parent or ""
        for column in table.columns:
            yield column.choices or ""
            yield column.lookup.table if column.lookup else ""
        yield from (key for row in table.rows if row.count for key in row.count.tables)
    yield from (quantity.count.table for quantity in spec.quantities if quantity.count)
    yield from (table for analysis in spec.analyses for table in analysis.tables)
    yield from (key for rule in spec.rules for key in (rule.judged, rule.children))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for inner in value.values() for text in _strings(inner))
    elif isinstance(value, list):
        yield from (text for inner in value for text in _strings(inner))
