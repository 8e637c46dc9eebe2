"""Closed periods drawn in a test: a report as the archive keeps it, and a folder with some of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from drawing import report, template
from reportgen.archive import naming
from reportgen.archive.folder import add_file
from reportgen.archive.package import closed_bytes, fingerprint, reopening_bytes
from reportgen.derive.description import described
from reportgen.derive.report import derive
from reportgen.model.archived import Closing, FileMark, Name, Reopening, Stamp
from reportgen.model.description import Described
from reportgen.model.period import Period
from reportgen.spec.schema import TemplateSpec

SPEC = template("""
    [[tabell]]
    nyckel = "drift"
    titel = "Drift {ar}"
    enhet = "tkr"
    fria_rader = 2
    kolumn = [
        { nyckel = "post", typ = "etikett" },
        { nyckel = "utfall_fg", rubrik = "Utfall {spann} {ar-1}" },
        { nyckel = "utfall", rubrik = "Utfall {spann} {ar}" },
        { nyckel = "kommentar", rubrik = "Kommentar", typ = "text" },
    ]
    rad = [{ nyckel = "vard", etikett = "Vård" }, { nyckel = "skola", etikett = "Skola" }]

    [[text]]
    nyckel = "inledning"
    rubrik = "Inledning"
""")

CLOCK = datetime(2025, 1, 31, 14, 5)
WORKBOOK = b"en arbetsbok"


def stamp(days: int = 0, by: str = "anek") -> Stamp:
    return Stamp(CLOCK + timedelta(days=days), by)


def drawn(tables: str, period: str = "2025-01", spec: TemplateSpec = SPEC, **texts: str) -> Described:
    """The report with its words, worked out."""
    return described(derive(report(spec, tables, period=period, texts=texts), spec), spec)


def closing(
    period: str = "2025-01", number: int = 1, *, days: int = 0, before: FileMark | None = None, template: str = "prov"
) -> Closing:
    return Closing(
        name=Name(Period.parse(period), "socialnamnden", template, number),
        namnd="Socialnämnden",
        title="Prov",
        version="1.0",
        stamp=stamp(days),
        workbook=fingerprint("underlag.xlsx", WORKBOOK),
        documents=(fingerprint("underlag.pdf", b"ett dokument"),),
        before=before,
    )


def close(folder: Path, tables: str, made: Closing, spec: TemplateSpec = SPEC, **texts: str) -> Path:
    """Puts a closed period in the folder."""
    path = folder / naming.closed_file(made.name)
    content = drawn(tables, str(made.name.period), spec, **texts)
    add_file(path, closed_bytes(made, content, (), WORKBOOK))
    return path


def reopen(path: Path, reason: str = "Fel belopp", days: int = 1) -> Path:
    """Says beside a closed period that it was opened again."""
    name = naming.parse_closed(path.name)
    assert name is not None
    beside = path.with_name(naming.reopened_file(name))
    add_file(beside, reopening_bytes(Reopening(fingerprint(path.name, path.read_bytes()), stamp(days), reason)))
    return beside
