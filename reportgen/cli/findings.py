"""What a check found, for a person at a terminal: by sheet, with the cell and its neighbours, and what to do first."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

import click

from reportgen.cli.show import some
from reportgen.model.finding import Code, Finding, Severity
from reportgen.model.position import CellRef

if TYPE_CHECKING:
    from reportgen.model.excerpt import Excerpt, Neighbour
    from reportgen.pipeline import Checked

_COLOURS: Final = {Severity.FEL: "red", Severity.VARNING: "yellow", Severity.NOTIS: "cyan"}
_WHOLE_BOOK: Final = "Arbetsboken"
_INDENT: Final = " " * 4

MANY: Final = 4
"""So many findings of one kind on a sheet are told together, with what to do said once."""

_VACANT: Final = frozenset({Code.VARDE_SAKNAS, Code.VARDE_TOMT})
"""Cells that wait to be filled in."""

_ORDER: Final = {code: n for n, code in enumerate(Code)}
"""The codes stand in the order they are best put right: what is missing in the workbook can explain the rest."""


def findings_text(checked: Checked, shown: Sequence[Finding], *, width: int | None) -> str:
    """Those of its findings by sheet, then how many there are of each kind. `width` wraps; None lets lines run."""
    info = checked.template.spec.info
    head = f"{checked.file}: mall {info.name}, {checked.derived.namnd}, period {checked.derived.period}"
    sheets = ["\n".join(_sheet(name, list(group), checked, width)) for name, group in groupby(shown, key=_sheet_name)]
    return "\n\n".join([head, *sheets, "\n".join([*_first(checked.findings, width), summary(checked.findings)])])


def summary(findings: Sequence[Finding]) -> str:
    """ "2 fel, 1 varning och 3 notiser. Kvitterade: 1." """
    if not findings:
        return "Inget att anmärka på."
    open_ = Counter(finding.severity for finding in findings if not finding.reason)
    words = [_count(severity, open_[severity]) for severity in sorted(Severity, reverse=True) if open_[severity]]
    settled = len(findings) - open_.total()
    parts = [f"{_listed(words)}." if words else "", f"Kvitterade: {settled}." if settled else ""]
    return " ".join(filter(None, parts))


def them(findings: Sequence[Finding]) -> str:
    """What the findings of a summary are called after it: "det" for one error, "den" for one warning, "dem" for several."""
    if len(findings) > 1:
        return "dem"
    return "det" if findings[0].severity is Severity.FEL and not findings[0].reason else "den"


def _first(findings: Sequence[Finding], width: int | None) -> Iterator[str]:
    """Where to begin, when there are several to choose between."""
    open_ = [finding for finding in findings if not finding.reason and finding.severity > Severity.NOTIS]
    if len(open_) > 1:
        first = min(open_, key=lambda finding: (-finding.severity, _ORDER[finding.code]))
        where = f"{first.at.sheet} {first.at.a1}".strip() if first.at else "hela arbetsboken"
        yield from _wrapped(f"Börja med {where}: {textwrap.shorten(first.message, 90, placeholder=' …')}", width, 0)


def _sheet_name(finding: Finding) -> str:
    return finding.at.sheet if finding.at else _WHOLE_BOOK


def _sheet(name: str, findings: list[Finding], checked: Checked, width: int | None) -> Iterator[str]:
    """The findings of one sheet; many of a kind stand together, at the first of them."""
    yield click.style(name, bold=True)
    kinds: dict[tuple[Code, str], list[Finding]] = {}
    for finding in findings:
        if not finding.reason and not finding.earlier:
            kinds.setdefault((finding.code, finding.advice), []).append(finding)
    for finding in findings:
        alike = kinds.get((finding.code, finding.advice), [])
        if finding not in alike or len(alike) < MANY:
            yield from _one(finding, checked.excerpt(finding), width)
        elif finding is alike[0]:
            yield from _together(alike, width)


def _one(finding: Finding, excerpt: Excerpt | None, width: int | None) -> Iterator[str]:
    """The finding, its row, what to do, and what an acknowledgement of it on the sheet Granskning quotes."""
    cell = finding.at.a1 if finding.at else ""
    first, *rest = _wrapped(finding.message, width, len(finding.severity.word) + len(cell) + 4)
    yield f"  {_word(finding)} {cell + ' ' if cell else ''}{first}"
    yield from (_INDENT + line for line in rest)
    if excerpt is not None:
        yield from (_INDENT + line for line in _wrapped(_row(excerpt), width, len(_INDENT)))
    if finding.earlier:
        yield from (_INDENT + line for line in _wrapped(finding.earlier.message, width, len(_INDENT)))
    yield from (_INDENT + line for line in _wrapped(finding.settled or finding.advice, width, len(_INDENT)))
    yield _INDENT + click.style(_quoted(finding), dim=True)


def _together(findings: Sequence[Finding], width: int | None) -> Iterator[str]:
    """Many of one kind: a line each, with its place, then what to do once."""
    code = findings[0].code
    yield f"  {_word(findings[0])} {len(findings)} av samma slag ({code.name})"
    waiting = _waiting(findings)
    for group in waiting.values():
        first, *rest = _wrapped(_waits(group), width, len(_INDENT))
        yield from [_INDENT + first, *(_INDENT + "  " + line for line in rest)]
    for finding in (finding for finding in findings if _group(finding) not in waiting):
        cell = finding.at.a1 if finding.at else ""
        place = click.style(f"| {_quoted(finding).removeprefix(f'{code.name} | ')}", dim=True)
        first, *rest = _wrapped(finding.message, width, len(cell) + 5)
        lines = [f"{_INDENT}{cell} {first}", *(_INDENT + "  " + line for line in rest)]
        yield from lines[:-1]
        fits = width is None or len(click.unstyle(f"{lines[-1]} {place}")) <= width
        yield from [f"{lines[-1]} {place}"] if fits else [lines[-1], f"{_INDENT}  {place}"]
    yield from (_INDENT + line for line in _wrapped(findings[0].advice, width, len(_INDENT)))


def _waiting(findings: Sequence[Finding]) -> dict[tuple[Code, str, str], list[Finding]]:
    """Where many values have still to be filled in, by column and by text: a workbook half done has hundreds of them."""
    groups: dict[tuple[Code, str, str], list[Finding]] = {}
    for finding in findings:
        if (key := _group(finding)) is not None:
            groups.setdefault(key, []).append(finding)
    return {key: group for key, group in groups.items() if len(group) >= MANY}


def _group(finding: Finding) -> tuple[Code, str, str] | None:
    """What a value that waits is told together with: its column, or for an empty field its text."""
    if finding.at is None or finding.place is None or not finding.at.row or not finding.at.column:
        return None
    if finding.code is Code.FALT_TOMT:
        return finding.code, finding.place.table, finding.place.row or ""
    return (finding.code, finding.place.table, finding.at.column) if finding.code in _VACANT else None


def _waits(findings: Sequence[Finding]) -> str:
    """ "C8–C10, C12 Utfall jan–mar 2024: 4 celler är tomma"; for a text, the values that its fields wait for."""
    first = findings[0]
    if first.code is Code.FALT_TOMT:
        names = dict.fromkeys(finding.found.strip("{} ").split("|")[0].strip() for finding in findings)
        cell = first.at.a1 if first.at else ""
        return f"{cell} {first.details['label']}: fälten hämtar värden som inte är ifyllda: {some(list(names))}"
    return f"{_span(findings)} {first.details['heading']}: {len(findings)} celler är tomma"


def _span(findings: Sequence[Finding]) -> str:
    """ "C8–C10, C12", of cells in one column."""
    runs: list[list[CellRef]] = []
    for at in sorted(finding.at for finding in findings if finding.at):
        if runs and at.row == (runs[-1][-1].row or 0) + 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return ", ".join(run[0].a1 + (f"–{run[-1].a1}" if len(run) > 1 else "") for run in runs)


def _word(finding: Finding) -> str:
    return click.style(finding.severity.word, fg=_COLOURS[finding.severity], bold=finding.stops_report)


def _row(excerpt: Excerpt) -> str:
    """ "Budget 412,0 | [Utfall 415,5] | Avvikelse −3,5": the cell at fault between brackets."""
    return " | ".join(f"[{_cell(cell)}]" if cell.at_fault else _cell(cell) for cell in excerpt.cells)


def _cell(cell: Neighbour) -> str:
    return f"{textwrap.shorten(cell.heading, 40, placeholder='…')}: {textwrap.shorten(cell.shown, 30, placeholder='…') or 'tom'}"


def _quoted(finding: Finding) -> str:
    """Code, place and value as the sheet Granskning wants them."""
    parts = (finding.code.name, str(finding.place or ""), " ".join(finding.found.split()))
    return " | ".join(part for part in parts if part)


def _wrapped(text: str, width: int | None, used: int) -> list[str]:
    """Lines that fit beside what is `used` of the first and the indent of the others; at least one."""
    text = " ".join(text.split())
    if width is None:
        return [text]
    room = max(width - len(_INDENT) - 2, 30)
    hang = " " * max(used - len(_INDENT), 0)
    lines = textwrap.wrap(hang + text, room, break_long_words=False, break_on_hyphens=False, drop_whitespace=True)
    return [line.strip() for line in lines] or [""]


def _count(severity: Severity, number: int) -> str:
    plural = {Severity.FEL: "fel", Severity.VARNING: "varningar", Severity.NOTIS: "notiser"}
    return f"{number} {severity.word if number == 1 else plural[severity]}"


def _listed(words: Iterable[str]) -> str:
    """ "a, b och c"."""
    *first, last = words
    return f"{', '.join(first)} och {last}" if first else last
