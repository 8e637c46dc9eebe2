"""reportgen samla-in: chefernas svar in i arbetsboken."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli import options
from reportgen.cli.show import say, warn
from reportgen.cli.swedish import SwedishCommand
from reportgen.cli.written import conflict_lines, current, shortly, value_words

if TYPE_CHECKING:
    from reportgen.rounds.collect import Collected


@click.command("samla-in", cls=SwedishCommand)
@options.workbook
@click.argument("svar", metavar="[SVAR…]", nargs=-1)
@options.malls
@click.pass_context
def command(ctx: click.Context, fil: Path, svar: tuple[str, ...], mallar: Path | None) -> None:
    """För in svaren i arbetsboken. SVAR är filer eller mappar med filer.

    Det som både du och en chef har ändrat olika står på bladet Konflikter, där du väljer. Utan SVAR förs det du har valt in.
    """
    from reportgen.rounds.collect import collect

    done = collect(
        fil,
        [Path(name) for name in svar],
        now=datetime.now().astimezone(),
        places=options.places(mallar, fil),
        tell=warn,
    )
    say(_lines(done, fil))
    ctx.exit(1 if done.conflicts or done.refused or done.problems else 0)


def _lines(done: Collected, file: Path) -> Iterator[str]:
    for one in done.answers:
        new = sum(one.mark.chef in taken.who.split(", ") for taken in done.changes)
        nothing = one.answer.base == one.answer.values
        asked = sum(any(p.who == one.mark.chef for p in conflict.proposals) for conflict in done.conflicts)
        count = "inget är ifyllt eller ändrat" if nothing else _new_values(new, asked)
        yield f"{one.answer.source}, {one.mark.chef}: {count}."
        yield from (f"  Obs: {remark}" for remark in one.remarks)
        if one.message:
            yield f"  Meddelande: {shortly(one.message)}"
    for refused in done.refused:
        yield f"Inte med: {refused.why}"
    yield from (f"Obs: {problem}" for problem in done.problems)
    for taken in done.changes:
        who = f" ({taken.who})" if taken.who else ""
        yield f"  {done.names(taken)}: {value_words(taken.before)} → {value_words(taken.after)}{who}"
    if done.unplaced:
        yield f"Utan plats i arbetsboken, se bladet Utan plats: {len(done.unplaced)}"
        yield from (f"  {item.label}: {value_words(item.value)} ({item.why})" for item in done.unplaced)
    yield from conflict_lines(done, file)
    if done.missing:
        yield f"Har inte svarat: {', '.join(done.missing)}."
    if done.former is None:
        yield f"Inget nytt. {file.name} är oförändrad."
    else:
        yield current(file, done.former)


def _new_values(new: int, asked: int) -> str:
    """What of an answer is new this time, and what must be chosen."""
    if not (new or asked):
        return "inget nytt sedan sist"
    count = "1 nytt värde" if new == 1 else f"{new} nya värden"
    return f"{count}, {asked} att välja" if asked else count
