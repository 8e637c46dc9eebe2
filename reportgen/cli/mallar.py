"""reportgen mallar: which malls there are, where each comes from, and whether they are sound."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli import options
from reportgen.cli.show import progress
from reportgen.cli.swedish import Flag, SwedishCommand
from reportgen.model.errors import ReportgenError, SpecError

if TYPE_CHECKING:
    from reportgen.malls import Mall, Source
    from reportgen.trial import Tried


@click.command("mallar", cls=SwedishCommand)
@click.argument("namn", metavar="[NAMN]", required=False)
@click.option(
    "--kontrollera", is_flag=True, cls=Flag, help="Pröva mallarna, eller den med namnet NAMN, och visa alla fel."
)
@options.malls
@click.pass_context
def command(ctx: click.Context, namn: str | None, kontrollera: bool, mallar: Path | None) -> None:
    """Visa vilka mallar som finns, och i vilken mapp: namnet att skriva efter reportgen ny, och vad mallen ger.

    Mapparna visas i den ordning de söks. Har två mallar samma namn gäller den första.

    Med --kontrollera prövas mallarna: allt som är fel i dem visas, och en tom arbetsbok och ett utkast görs på prov.
    """
    from reportgen.malls import find, find_all
    from reportgen.profiles import find_profile

    places = options.places(mallar)
    malls = [find(namn, places)] if namn else find_all(places)
    if kontrollera:
        ctx.exit(_try(malls, places))
    width = max((len(mall.name) for mall in malls), default=0)
    for source, group in groupby(malls, key=lambda mall: mall.source):
        click.echo(click.style(_heading(source), bold=True))
        for line in _lines(group, width):
            click.echo(line)
    if found := find_profile(None, places):
        click.echo(f"{click.style('Profil', bold=True)}: {found.file.resolve()} ({found.said})")


def _try(malls: Sequence[Mall], places: Sequence[Source]) -> int:
    """Tries them one by one; 1 when any has faults."""
    from reportgen.trial import try_mall

    formats, say, worst = options.possible_formats(), progress(), 0
    for mall in malls:
        say(f"Prövar {mall.name}")
        tried = try_mall(mall, places, formats, say)
        worst = max(worst, 1 if tried.faults else 0)
        for line in _tried(tried):
            click.echo(line)
    return worst


def _tried(tried: Tried) -> Iterable[str]:
    n = len(tried.faults)
    verdict = click.style(f"{n} fel", fg="red") if n else click.style("inga fel", fg="green")
    yield f"{click.style(tried.mall.name, bold=True)} ({tried.mall.folder}): {verdict}"
    yield from (f"  fel {fault}" for fault in tried.faults)
    yield from (f"  notis {remark}" for remark in tried.remarks)


def _heading(source: Source) -> str:
    return "Inbyggda" if source.built_in else f"{source.folder.resolve()} ({source.said})"


def _lines(malls: Iterable[Mall], width: int) -> Iterable[str]:
    for mall in malls:
        other = "den inbyggda" if mall.hides_built_in else "en senare" if mall.hides else ""
        yield f"  {mall.name:{width}}  {_title(mall)}{f' (gäller i stället för {other})' if other else ''}"


def _title(mall: Mall) -> str:
    """What the mall gives; of a faulty one that it is."""
    try:
        return mall.load().spec.info.title
    except SpecError as fault:
        return f"kan inte användas, {len(fault.faults)} fel: reportgen mallar --kontrollera {mall.name}"
    except ReportgenError as fault:
        return str(fault)
