"""The lines beside the result: progress, and what a person should know of the file."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.model.personnummer import mask
from reportgen.model.value import Value

if TYPE_CHECKING:
    from reportgen.malls import Source
    from reportgen.pipeline import Checked


def columns(rows: Sequence[Sequence[str]], *, right: Collection[int] = ()) -> Iterator[str]:
    """Rows of words in columns two spaces apart, indented; those of `right` are set right. Empty columns are left out."""
    wide = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))] if rows else []
    for row in rows:
        cells = [
            text.rjust(width) if n in right else text.ljust(width)
            for n, (text, width) in enumerate(zip(row, wide, strict=True))
            if width
        ]
        yield f"  {'  '.join(cells)}".rstrip()


def some(labels: Sequence[str], most: int = 8) -> str:
    """The first of them in one line, and how many more there are."""
    rest = len(labels) - most
    between = "; " if any(", " in label for label in labels[:most]) else ", "
    return between.join(labels[:most]) + (f" och {rest} till" if rest > 0 else "")


def quoted(file: Path) -> str:
    """The path as it must be typed."""
    return f'"{file}"' if " " in str(file) else str(file)


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


def say(lines: Iterable[str]) -> None:
    """The result, line by line; personal numbers in what people have written are masked."""
    click.echo(mask("\n".join(lines)))


def warn(line: str) -> None:
    """A line to the person that is not part of the result."""
    click.echo(mask(f"Obs: {line}"), err=True)


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


def plain(value: Value) -> str | None:
    """A value as data: numbers exact and with a point, dates as ISO, a dash as "-", None for an empty cell."""
    match value:
        case None | "":
            return None
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case str():
            return value
        case _:
            return "-"
