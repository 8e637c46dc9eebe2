"""reportgen skicka-ut: en arbetsbok till varje verksamhetschef."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli import options
from reportgen.cli.show import some, warn
from reportgen.cli.swedish import Flag, SwedishCommand
from reportgen.cli.written import current

if TYPE_CHECKING:
    from reportgen.rounds.send import Prepared, SentOut


def _day(ctx: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise click.BadParameter(f"{value} är inget datum. Skriv till exempel 2025-09-05.", ctx, parameter) from None


@click.command("skicka-ut", cls=SwedishCommand)
@options.workbook
@click.option(
    "--senast", metavar="DATUM", callback=_day, cls=Flag, help="Sista svarsdag för dem som inte har någon på bladet."
)
@click.option(
    "--svar-till", metavar="NAMN", default="", cls=Flag, help="Vem cheferna ska svara till: namn eller e-post."
)
@click.option(
    "--chef", metavar="NAMN", multiple=True, cls=Flag, help="Bara till den chefen. Går att ange flera gånger."
)
@options.target("KATALOG", "Mappen för filerna; utan flaggan en ny mapp bredvid arbetsboken.")
@options.archive
@options.malls
def command(
    fil: Path,
    senast: date | None,
    svar_till: str,
    chef: tuple[str, ...],
    ut: Path | None,
    arkiv: Path | None,
    mallar: Path | None,
) -> None:
    """Gör en arbetsbok till varje verksamhetschef, med bara det som hen svarar för.

    Vem som svarar för vad står på bladet Ansvariga. Finns det inte läggs det till, så att du kan fylla i det.
    """
    from reportgen.rounds.send import Prepared, send

    out = send(
        fil,
        now=datetime.now().astimezone(),
        places=options.places(mallar, fil),
        folder=ut,
        only=chef,
        due=senast,
        contact=svar_till,
        archive=options.archive_folder(arkiv, fil.parent),
        tell=warn,
    )
    click.echo("\n".join(_prepared(out) if isinstance(out, Prepared) else _sent(out, fil)))


def _prepared(out: Prepared) -> Iterator[str]:
    todo = "Skriv cheferna där, välj vem som svarar för vad"
    if out.has_roles:
        todo = "Skriv namn och e-post vid rollerna där, och se efter att det som är föreslaget stämmer hos er"
    yield f"{out.file.name} har fått bladet Ansvariga. {todo}. Spara, stäng och kör igen."
    yield current(out.file, out.former)


def _sent(out: SentOut, file: Path) -> Iterator[str]:
    yield f"Utskick {out.number}, i mappen {out.folder}:"
    for one in out.sent:
        due = f", svar senast {one.chef.due.isoformat()}" if one.chef.due else ""
        yield f"  {one.chef.name}: {one.file.name}, {one.cells} celler{due}"
    yield "Mejlets text står bredvid varje fil, och alla i utskick.json."
    for chef in out.without:
        yield f"Obs: {chef.name} svarar inte för något och får ingen fil."
    by_names: dict[tuple[str, ...], list[str]] = {}
    for item, chefer in out.shared:
        by_names.setdefault(tuple(chef.name for chef in chefer), []).append(item.label)
    for (*first, last), labels in by_names.items():
        both = "båda" if len(first) == 1 else "alla"
        yield f"Obs: {', '.join(first)} och {last} svarar {both} för {some(labels)}. Skriver de olika får du välja."
    if out.unowned:
        yield f"Skickas inte till någon: {some([item.label for item in out.unowned])}."
        yield "  Välj vem på bladet Ansvariga, eller skriv ett streck där om du fyller i själv."
    yield current(file, out.former)
