"""Document → its tables as data: one JSON file with all of them, and a CSV file each, for whoever counts further or keeps them.

Only what the document prints, with the decimals it prints: an attachment of a public report must hold nothing that the report does
not say. Described in docs/datafiler.md and docs/datafiler.schema.json.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from reportgen.document import diagram
from reportgen.document.blocks import (
    ChartBlock,
    Document,
    Heading,
    Legend,
    Paragraph,
    Part,
    TableBlock,
    TableCell,
    TableRow,
    plain,
)
from reportgen.document.walk import leaves

SCHEMA: Final = 1
ALL: Final = "tabeller.json"
MANIFEST: Final = "manifest.json"
READ_ME: Final = "LÄS MIG.txt"

_NUMBER: Final = re.compile(r"[+−-]?\d[\d \u00a0\u2009\u202f]*(,\d+)?(\s*%)?")
_TIME: Final = (1980, 1, 1, 0, 0, 0)
"""The stamp of every member of a zip: the same figures give the same bytes."""


def data_files(document: Document) -> dict[str, bytes]:
    """The files by name: all tables as JSON, then each as CSV in the order they stand. Empty where there is no table."""
    named = list(_named(tables(document)))
    if not named:
        return {}
    content = {
        "format": "reportgen-tabeller",
        "schema": SCHEMA,
        "dokument": document.title,
        "namnd": document.namnd,
        "period": document.period,
        "datum": document.date,
        "tabeller": [_table(name, table) for name, table in named],
    }
    files = {ALL: _json(content)}
    files.update((f"{name}.csv", _csv(table)) for name, table in named)
    return files


def data_zip(document: Document, documents: Mapping[str, bytes]) -> bytes:
    """The same files in a zip, with SHA-256 of each and of the documents made at the same time, by name."""
    files = data_files(document)
    manifest = {
        "format": "reportgen-datafiler",
        "schema": SCHEMA,
        "dokument": document.title,
        "namnd": document.namnd,
        "period": document.period,
        "filer": [_mark(name, data) for name, data in files.items()],
        "dokumentfiler": [_mark(name, data) for name, data in sorted(documents.items())],
    }
    members = {READ_ME: _read_me(document), MANIFEST: _json(manifest), **files}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            member = zipfile.ZipInfo(name, _TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(member, data)
    return out.getvalue()


def tables(document: Document) -> Iterator[TableBlock]:
    """Every table that is printed, those of the charts' figures too; one that stands in several parts comes once."""
    seen: set[str] = set()
    for part in document.parts:
        for table in _tables(part):
            told = json.dumps(_table("", table))
            if told not in seen:
                seen.add(told)
                yield table


def _tables(part: Part) -> Iterator[TableBlock]:
    for block in leaves(part.blocks):
        match block:
            case TableBlock():
                yield block
            case ChartBlock() if block.figures:
                yield diagram.figures(block)


def _named(found: Iterable[TableBlock]) -> Iterator[tuple[str, TableBlock]]:
    """Each with a name that no other has: its own, else with a number after."""
    taken: set[str] = set()
    for table in found:
        name, number = table.id, 2
        while name in taken:
            name, number = f"{table.id}-{number}", number + 1
        taken.add(name)
        yield name, table


def _table(name: str, table: TableBlock) -> dict[str, Any]:
    headings = column_headings(table)
    return {
        "namn": name,
        "titel": table.title,
        "enhet": table.unit,
        "teckenregel": table.convention,
        "kolumner": [
            {"nyckel": column.key, "rubrik": heading} for column, heading in zip(table.columns, headings, strict=True)
        ],
        "rader": [_row(row, table) for row in table.rows],
        "noter": [f"{mark} {text}".strip() for mark, text in table.notes],
    }


def column_headings(table: TableBlock) -> list[str]:
    """Each column's heading with those above it, "Utfall jan–aug, 2024"."""
    headings = []
    for n in range(len(table.columns)):
        over = [cell.text for row in table.head for cell in row if cell.column <= n < cell.column + cell.colspan]
        headings.append(", ".join(filter(None, over)))
    return headings


def _row(row: TableRow, table: TableBlock) -> dict[str, Any]:
    cells = {}
    for cell in row.cells:
        said = text_of(cell)
        number = number_of(cell)
        cells[table.columns[cell.column].key] = {"text": said, **({"tal": number} if number is not None else {})}
    return {"nyckel": row.key, "typ": row.kind.value, "niva": row.level, "celler": cells}


def text_of(cell: TableCell) -> str:
    """What stands in the cell; paragraphs and points are lines."""
    return "\n".join(_lines(cell))


def _lines(cell: TableCell) -> Iterator[str]:
    for block in leaves(cell.content):
        match block:
            case Paragraph() | Heading():
                yield " ".join(plain(block.content).split())
            case Legend():
                yield from (f"{status.text} {meaning}".strip() for status, meaning in block.levels)


def number_of(cell: TableCell) -> str | None:
    """The figure that the cell prints, with a point and a hyphen as minus; per cent in per cent. None for what is no figure."""
    said = text_of(cell)
    if not cell.numeric or not _NUMBER.fullmatch(said):
        return None
    digits = re.sub(r"[^\d,−-]", "", said)
    return digits.replace("−", "-").replace(",", ".")


def _csv(table: TableBlock) -> bytes:
    """Semicolons, decimal comma and a byte order mark, which Excel in Swedish opens as it is; figures without spaces."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(column_headings(table))
    for row in table.rows:
        line = [""] * len(table.columns)
        for cell in row.cells:
            number = number_of(cell)
            line[cell.column] = number.replace(".", ",") if number is not None else _harmless(text_of(cell))
        writer.writerow(line)
    return out.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    """Words that a spreadsheet would take for a formula are kept as words."""
    return f"'{text}" if text[:1] in ("=", "+", "@") or re.match(r"-(?!\s|$)", text) else text


def _mark(name: str, data: bytes) -> dict[str, Any]:
    return {"namn": name, "byte": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _read_me(document: Document) -> bytes:
    return (
        f"{document.title}, {document.namnd}, {document.period}\r\n\r\n"
        f"Tabellerna i dokumentet som data. {ALL} har alla; varje CSV-fil har en (semikolon, decimalkomma, UTF-8).\r\n"
        "Talen står som de är tryckta, med tabellens enhet. En cell utan tal har bara text.\r\n"
        f"{MANIFEST} har storlek och SHA-256 för varje fil, och för de dokument som gjordes samtidigt.\r\n"
    ).encode()
