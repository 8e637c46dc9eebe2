"""reportgen kolada: jämförelser med andra kommuner in i arbetsboken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli import options
from reportgen.cli.show import columns, warn
from reportgen.cli.swedish import Flag, SwedishCommand
from reportgen.cli.written import current, first_of

if TYPE_CHECKING:
    from reportgen.importing.kolada import Brought, Reader


@click.command("kolada", cls=SwedishCommand)
@options.workbook
@click.argument("koladafil", metavar="[KOLADAFIL…]", nargs=-1)
@click.option(
    "--ar",
    metavar="ÅR",
    type=click.IntRange(1990, 2100),
    cls=Flag,
    help="Året som ska hämtas; utan flaggan det senaste.",
)
@click.option(
    "--adresser", is_flag=True, cls=Flag, help="Visa adresserna att hämta filerna från i webbläsaren; inget ändras."
)
@click.option("--blad", is_flag=True, cls=Flag, help="Lägg bara till bladet Kolada.")
@click.option(
    "--api", metavar="ADRESS", callback=options.text, cls=Flag, help="Koladas API, när det ligger på en annan adress."
)
@click.option("--utelamnat", is_flag=True, cls=Flag, help="Visa varje värde som inte kom med, och varför.")
@click.option("--prova", is_flag=True, cls=Flag, help="Visa vad som skulle hända; inget skrivs.")
@click.option("--skriv-over", is_flag=True, cls=Flag, help="Skriv över siffror som är ifyllda för hand.")
@options.malls
@click.pass_context
def command(
    ctx: click.Context,
    fil: Path,
    koladafil: tuple[str, ...],
    ar: int | None,
    adresser: bool,
    blad: bool,
    api: str | None,
    utelamnat: bool,
    prova: bool,
    skriv_over: bool,
    mallar: Path | None,
) -> None:
    """För in nyckeltal ur Kolada: den egna kommunens, och dem som den jämförs med.

    KOLADAFIL är filer från Kolada: svar ur API:t som JSON, eller listor som Excel eller CSV. Utan filer hämtas siffrorna över
    nätet. Vilka nämnden jämförs med skrivs på bladet Kolada.
    """
    from reportgen.importing.kolada import add_kolada, asked_of_file, bring_kolada

    places = options.places(mallar, fil)
    now = datetime.now().astimezone()
    if adresser:
        from reportgen.importing.kolada_net import addresses, net_of
        from reportgen.kolada.api import API
        from reportgen.model.kolada import OWN

        asked = asked_of_file(fil, places)
        if not asked.written.get(OWN):
            warn(
                "egen kommun är inte vald på bladet Kolada, och saknas därför i adresserna. Välj den, spara och kör igen."
            )
        click.echo("\n".join(addresses(asked, net_of(api or API).api)))
        return
    former = add_kolada(fil, now=now, places=places, tell=warn) if blad else None
    if blad:
        told = current(fil, former) if former else f"{fil.name} har redan bladet Kolada."
        click.echo(f"Skriv på bladet Kolada vilka nämnden jämförs med, spara och kör igen.\n{told}")
        return
    done = bring_kolada(
        fil,
        _reader(koladafil, api),
        now=now,
        year=ar,
        overwrite=skriv_over,
        trial=prova,
        places=places,
        tell=warn,
    )
    click.echo("\n".join(_lines(done, fil, trial=prova, is_all=utelamnat)))
    ctx.exit(1 if done.standing or done.chosen.unmet or done.choices.unknown else 0)


def _reader(files: tuple[str, ...], api: str | None) -> Reader:
    """From the files, if any are given, else over the net."""
    if files:
        from reportgen.importing.kolada_files import read_files

        return lambda _: read_files([Path(name) for name in files])
    from reportgen.importing.kolada_net import ask, net_of
    from reportgen.kolada.api import API

    net = net_of(api or API)
    return lambda asked: ask(asked, net, warn)


def _lines(done: Brought, file: Path, *, trial: bool, is_all: bool) -> Iterator[str]:
    yield from _figures(done)
    for name in done.choices.unknown:
        yield f"{name}: finns inte i det som lästes. Skriv kommunkoden eller gruppens id på bladet Kolada."
    for one in done.chosen.marked:
        who = done.choices.read.areas.get(one.area) or one.area
        yield f"Obs: {one.kpi} {who} {one.year} är märkt {one.status} i Kolada."
    if done.chosen.unmet:
        yield "Utan värde:"
        yield from first_of([f"  {done.name(need.place)}: {why}" for need, why in done.chosen.unmet])
    if done.standing:
        yield "Ifyllt för hand, skrivs inte över utan --skriv-over:"
        yield from first_of(
            list(columns([(f"  {done.name(c.place)}", str(c.before), f"Kolada: {c.shown}") for c in done.standing]))
        )
    yield from _left_out(done, is_all=is_all)
    count = f"{len(done.written)} {'cell' if len(done.written) == 1 else 'celler'}"
    if trial:
        yield f"Inget är skrivet. {count} skulle ändras."
    elif done.former is None:
        yield f"Inget nytt. {file.name} är oförändrad."
    else:
        yield f"{count} ändrade."
        yield current(file, done.former)


def _figures(done: Brought) -> Iterator[str]:
    """Each key figure as Kolada calls it, or the row where the files have no names, and the values with their years beneath."""
    from reportgen.model.format import format_value

    rows: dict[tuple[str, str], list[str]] = {}
    for one in done.figures:
        shown = format_value(one.value, done.decimals[one.place])
        mean = f", ovägt medelvärde av {one.count}" if one.is_mean else ""
        held = ", prövas mot det ifyllda" if one.is_held else ""
        line = f"  {one.who} {one.year}: {shown}{mean}{held}"
        title = done.choices.read.titles.get(one.kpi) or done.row_name(one.place)
        rows.setdefault((one.label, title), []).append(line)
    for (label, title), lines in rows.items():
        yield f"{label} {title}".rstrip()
        yield from lines


def _left_out(done: Brought, *, is_all: bool) -> Iterator[str]:
    """What was read and went nowhere, by the reason; each of them when that is asked for."""
    left_out = done.chosen.left_out
    for why, number in Counter(one.why for one in left_out).most_common():
        yield f"Inte med, {why}: {number}"
        if is_all:
            yield from (f"  {one.what}" for one in left_out if one.why == why)
