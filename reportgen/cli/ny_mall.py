"""reportgen ny-mall: a mall of one's own, from one that exists."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli import options
from reportgen.cli.show import warn
from reportgen.cli.swedish import Flag, SwedishCommand


@click.command("ny-mall", cls=SwedishCommand)
@click.argument("namn", metavar="NAMN")
@click.option("--fran", metavar="MALL", required=True, cls=Flag, help="Mallen som kopieras.")
@options.target("KATALOG", "Mappen med mallar som den läggs i; utan flaggan mallar, i mappen där du står.")
@options.malls
def command(namn: str, fran: str, ut: Path | None, mallar: Path | None) -> None:
    """Gör en egen mall med namnet NAMN, som en kopia av en mall som finns.

    Den läggs i en egen undermapp, som du sedan ändrar i med en textredigerare. En mapp som redan finns skrivs aldrig över.
    """
    from reportgen.malls import FOLDER, copy, find, find_all

    places = options.places(mallar)
    mall = find(fran, places)
    known = {other.name: other for other in find_all(places)}
    folder = copy(mall, namn, ut or Path(FOLDER))
    click.echo(
        f"{folder} är gjord. Ändra i mall.toml, tabeller och dokument, och pröva med: reportgen mallar --kontrollera {namn}"
    )
    if namn in known:
        warn(f"det finns redan en mall {namn} i {known[namn].source.folder}. Den som hittas först gäller.")
