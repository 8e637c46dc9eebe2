"""What a check found, for the terminal and as JSON; and the lines of progress. Two views of one list of findings."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from reportgen.model.finding import Finding, Severity

if TYPE_CHECKING:
    from reportgen.malls import Source
    from reportgen.pipeline import Checked

_COLOURS: Final = {Severity.FEL: "red", Severity.VARNING: "yellow", Severity.NOTIS: "cyan"}
_WHOLE_BOOK: Final = "Arbetsboken"
_INDENT: Final = " " * 4


def findings_text(checked: Checked, shown: Sequence[Finding], *, width: int | None) -> str:
    """Those of its findings by sheet, then how many there are of each kind. `width` wraps; None lets lines run."""
    info = checked.template.spec.info
    head = f"{checked.file}: mall {info.name}, {checked.derived.namnd}, period {checked.derived.period}"
    sheets = ["\n".join(_sheet(name, list(group), width)) for name, group in groupby(shown, key=_sheet_name)]
    return "\n\n".join([head, *sheets, summary(checked.findings)])


def summary(findings: Sequence[Finding]) -> str:
    """ "2 fel, 1 varning och 3 notiser. 1 är kvitterat." """
    if not findings:
        return "Inget att anmärka på."
    open_ = Counter(finding.severity for finding in findings if not finding.reason)
    words = [_count(severity, open_[severity]) for severity in sorted(Severity, reverse=True) if open_[severity]]
    settled = len(findings) - open_.total()
    parts = [f"{_listed(words)}." if words else "", f"Kvitterade: {settled}." if settled else ""]
    return " ".join(filter(None, parts))


def findings_json(checked: Checked) -> str:
    """The same as JSON. The keys are promised in docs/handbok.md; letters beyond ASCII are escaped, as consoles differ."""
    counts = Counter(finding.severity for finding in checked.findings if not finding.reason)
    content = {
        "fil": str(checked.file),
        "mall": checked.template.spec.info.name,
        "period": str(checked.derived.period),
        "fynd": [_record(finding) for finding in checked.findings],
        "antal": {
            **{severity.word: counts[severity] for severity in sorted(Severity, reverse=True)},
            "kvitterade": len(checked.findings) - counts.total(),
        },
    }
    return json.dumps(content, indent=2)


def terminal_width() -> int | None:
    """The width to wrap to, or None when the output goes to a file or another program."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def progress() -> Callable[[str], None]:
    """Says each step on a line of its own to a person who waits, and nothing to a file or another program."""
    watched = sys.stderr.isatty()

    def say(step: str) -> None:
        if watched:
            click.echo(click.style(f"  {step}", dim=True), err=True)

    return say


def warn(line: str) -> None:
    """A line to the person that is not part of the result."""
    click.echo(f"Obs: {line}", err=True)


def warn_if_open(file: Path) -> None:
    """Excel and LibreOffice leave a small file beside a workbook that somebody has open; what is unsaved is not in ours."""
    from reportgen.pipeline import opened_by

    if name := opened_by(file):
        warn(f"{file.name} är öppen hos {name}. Ändringar som inte har sparats är inte med.")


def warn_if_hidden(name: str, places: Sequence[Source]) -> None:
    """Says so when a mall of one's own counts instead of another of the same name."""
    from reportgen.malls import find

    mall = find(name, places)
    if mall.hides:
        other = "den inbyggda" if mall.hides_built_in else f"den i {mall.hides[0].folder}"
        warn(f"mallen {name} i {mall.source.folder} gäller i stället för {other}.")


def warn_if_older(checked: Checked) -> None:
    """Says so when the workbook was made for another version of its mall."""
    made, now = checked.entered.version, checked.template.spec.info.version
    if made != now:
        what = f"{checked.file.name} är gjord för version {made} av mallen, som nu är {now}"
        warn(f"{what}: kör reportgen uppgradera.")


def _sheet_name(finding: Finding) -> str:
    return finding.at.sheet if finding.at else _WHOLE_BOOK


def _sheet(name: str, findings: list[Finding], width: int | None) -> Iterator[str]:
    yield click.style(name, bold=True)
    for finding in findings:
        yield from _lines(finding, width)


def _lines(finding: Finding, width: int | None) -> Iterator[str]:
    """The finding, what to do, and what an acknowledgement of it on the sheet Granskning quotes."""
    cell = finding.at.a1 if finding.at else ""
    word = click.style(finding.severity.word, fg=_COLOURS[finding.severity], bold=finding.stops_report)
    first, *rest = _wrapped(finding.message, width, len(finding.severity.word) + len(cell) + 4)
    yield f"  {word} {cell + ' ' if cell else ''}{first}"
    yield from (_INDENT + line for line in rest)
    yield from (_INDENT + line for line in _wrapped(finding.advice, width, len(_INDENT)))
    if finding.reason:
        yield from (_INDENT + line for line in _wrapped(f"Kvitterat: {finding.reason}", width, len(_INDENT)))
    yield _INDENT + click.style(_quoted(finding), dim=True)


def _quoted(finding: Finding) -> str:
    """Code, place and value as the first three columns of the sheet Granskning want them."""
    parts = (finding.code.name, str(finding.place or ""), " ".join(finding.found.split()))
    return " | ".join(part for part in parts if part)


def _wrapped(text: str, width: int | None, used: int) -> list[str]:
    """Lines that fit beside what is `used` of the first and the indent of the others; at least one."""
    text = " ".join(text.split())
    if width is None:
        return [text]
    room = max(width - len(_INDENT), 30)
    hang = " " * max(used - len(_INDENT), 0)
    lines = textwrap.wrap(hang + text, room, break_long_words=False, break_on_hyphens=False, drop_whitespace=True)
    return [line.strip() for line in lines] or [""]


def _record(finding: Finding) -> dict[str, Any]:
    return {
        "kod": finding.code.name,
        "grad": finding.severity.word,
        "blad": finding.at.sheet if finding.at else None,
        "cell": finding.at.a1 or None if finding.at else None,
        "plats": str(finding.place) if finding.place else None,
        "meddelande": finding.message,
        "atgard": finding.advice,
        "funnet": finding.found,
        "vantat": finding.expected,
        "kvitterad": finding.reason or None,
    }


def _count(severity: Severity, number: int) -> str:
    plural = {Severity.FEL: "fel", Severity.VARNING: "varningar", Severity.NOTIS: "notiser"}
    return f"{number} {severity.word if number == 1 else plural[severity]}"


def _listed(words: Iterable[str]) -> str:
    """ "a, b och c"."""
    *first, last = words
    return f"{', '.join(first)} och {last}" if first else last
