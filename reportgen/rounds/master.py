"""The controller's workbook, read for a step of the round: its bytes, its report, and what has happened to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reportgen.malls import Source
from reportgen.model.errors import ReportgenError, WorkbookError
from reportgen.model.finding import Finding
from reportgen.model.report import Report
from reportgen.pipeline import find_template, opened_by
from reportgen.rounds.lock import locked
from reportgen.spec.schema import Template, TemplateSpec
from reportgen.workbook.grid import Book
from reportgen.workbook.meta import read_meta
from reportgen.workbook.parse import parse_report, which_template
from reportgen.workbook.read import read_book, read_bytes
from reportgen.workbook.round_sheet import RoundState, read_state


@dataclass(frozen=True, slots=True)
class Master:
    """The workbook as it was read. `findings` are the reader's."""

    file: Path
    data: bytes
    book: Book
    template: Template
    report: Report
    findings: tuple[Finding, ...]
    state: RoundState

    @property
    def spec(self) -> TemplateSpec:
        return self.template.spec


def open_master(path: Path, places: Sequence[Source] | None = None) -> Master:
    """The whole workbook. Raises `ReportgenError` when somebody has it open, or it is a chef's part or of an older mall."""
    data = read_bytes(path)
    book = read_book(data, path.name)
    if read_meta(book).part:
        raise WorkbookError(f"{path.name} är en fil till en chef. Ange arbetsboken som den skickades ut ur.")
    name, version = which_template(book)
    template = find_template(name, places)
    if version != template.spec.info.version:
        raise ReportgenError(
            f"{path.name} är gjord för version {version} av mallen, som nu är {template.spec.info.version}: kör reportgen "
            "uppgradera först."
        )
    report, findings = parse_report(book, template.spec)
    return Master(path, data, book, template, report, tuple(findings), read_state(book))


@contextmanager
def held_master(
    path: Path, now: datetime, places: Sequence[Source] | None, tell: Callable[[str], None]
) -> Iterator[Master]:
    """The workbook for a step that writes in it: locked against a second controller, and nobody has it open."""
    ensure_there(path)
    with locked(path, now, tell):
        ensure_closed(path)
        yield open_master(path, places)


def ensure_there(path: Path) -> None:
    """Raises `WorkbookError` when there is no such file, before anything is put beside it."""
    if not path.is_file():
        read_bytes(path)


def ensure_closed(path: Path) -> None:
    """Raises when somebody has the workbook open: what they save later would undo what is written now."""
    if name := opened_by(path):
        raise ReportgenError(
            f"{path.name} är öppen hos {name}. Spara och stäng den, och kör igen. Är den inte öppen, ta bort filen som börjar "
            f"med ~$ eller .~lock bredvid den."
        )
