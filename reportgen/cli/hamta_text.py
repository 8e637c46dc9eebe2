"""reportgen hamta-text: text som har ändrats i Word tillbaka i arbetsboken."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli import options
from reportgen.cli.show import say, warn
from reportgen.cli.swedish import Flag, SwedishCommand
from reportgen.cli.written import conflict_lines, current, value_words
from reportgen.model.format import format_value

if TYPE_CHECKING:
    from reportgen.rounds.bring import Brought


_LEAD = 16
"""Signs shown before what differs."""


@click.command("hamta-text", cls=SwedishCommand)
@options.workbook
@click.argument("rapport", metavar="RAPPORT.docx", type=click.Path(path_type=Path))
@click.option("--prova", is_flag=True, cls=Flag, help="Visa vad som skulle hända, utan att ändra något.")
@options.malls
@click.pass_context
def command(ctx: click.Context, fil: Path, rapport: Path, prova: bool, mallar: Path | None) -> None:
    """För in text som har ändrats i Word-filen RAPPORT.docx i arbetsboken.

    Siffror, rubriker och tabeller ändras inte på det viset; det du ska se över själv står på bladet Utan plats.
    """
    from reportgen.rounds.bring import bring_text

    done = bring_text(
        fil,
        rapport,
        now=datetime.now().astimezone(),
        places=options.places(mallar, fil),
        dry=prova,
        tell=warn,
    )
    say(_lines(done, fil, rapport, dry=prova))
    ctx.exit(1 if done.conflicts else 0)


def _lines(done: Brought, file: Path, word: Path, *, dry: bool) -> Iterator[str]:
    count = len(done.edited)
    told = "ingen text är ändrad" if not count else "1 text är ändrad" if count == 1 else f"{count} texter är ändrade"
    yield f"{word.name}: {told}."
    yield from (f"  Obs: {remark}" for remark in done.remarks)
    for taken in done.changes:
        before, after = _from_difference(format_value(taken.before), format_value(taken.after))
        yield f"  {done.names(taken)}: {value_words(before)} → {value_words(after)}"
    if done.unplaced:
        yield f"Att se över själv, {'kommer på' if dry else 'se'} bladet Utan plats: {len(done.unplaced)}"
        for item in done.unplaced:
            yield f"  {item.place}, {item.label[:1].lower()}{item.label[1:]}: {value_words(item.value)} ({item.why})"
    yield from conflict_lines(done, file)
    if dry:
        yield f"Inget är ändrat i {file.name}. Kör utan --prova för att föra in det."
    elif done.former is None:
        yield f"Inget nytt. {file.name} är oförändrad."
    else:
        yield current(file, done.former)


def _from_difference(before: str, after: str) -> tuple[str, str]:
    """Two texts from a little before where they begin to differ, at a word if there is one to begin with."""
    same = next(
        (n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    earliest = max(same - _LEAD, 0)
    start = before.find(" ", earliest, same) + 1 or earliest
    return (f"…{before[start:]}", f"…{after[start:]}") if start and before and after else (before, after)
