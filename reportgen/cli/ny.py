"""reportgen ny: a new workbook to fill in."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli import options
from reportgen.cli.show import quoted, some, warn_if_hidden
from reportgen.cli.swedish import Flag, SwedishCommand
from reportgen.model.errors import ReportgenError
from reportgen.model.period import Period

if TYPE_CHECKING:
    from reportgen.earlier.prefill import Prefilled
    from reportgen.pipeline import Begun


@click.command("ny", cls=SwedishCommand)
@click.argument("mall", metavar="MALL")
@click.option("--namnd", metavar="NAMN", default="", cls=Flag, help="Nämndens namn; utan flaggan tas mallens.")
@options.period
@options.target("FIL", "Arbetsbokens namn; utan flaggan mallens namn och perioden, i mappen där du står.")
@click.option("--tom", is_flag=True, cls=Flag, help="Hämta inget ur arkivet.")
@options.archive
@options.malls
def command(
    mall: str, namnd: str, period: Period, ut: Path | None, tom: bool, arkiv: Path | None, mallar: Path | None
) -> None:
    """Gör en ny arbetsbok för mallen MALL, att fylla i med Excel.

    Finns ett arkiv hämtas det som är känt ur stängda perioder: förra årets utfall, bokslut, budget, stående texter, och vem
    som svarar för vad. En fil som redan finns skrivs aldrig över.
    """
    from reportgen.pipeline import find_template, new_workbook

    file = ut or Path(f"{mall}-{period}.xlsx")
    places = options.places(mallar, file)
    template = find_template(mall, places)
    name = namnd or template.spec.info.namnd
    if not name:
        raise ReportgenError(f"Mallen {mall} är inte gjord för en viss nämnd. Ange den, t.ex. --namnd Socialnämnden")
    warn_if_hidden(mall, places)
    archive = None if tom else options.archive_folder(arkiv, file.parent)
    begun = new_workbook(template, name, period, file, archive, seal=secrets.token_hex(16))
    for line in (*_fetched(begun.filled), *_responsible(begun)):
        click.echo(line)
    click.echo(f"{file} är gjord. Fyll i de skuggade cellerna och kör: reportgen kontrollera {quoted(file)}")


def _fetched(filled: Prefilled | None) -> Iterator[str]:
    """What was taken from which closed period."""
    if filled is None:
        return
    if filled.taken:
        words = ", ".join(f"{many} ur {period}" for period, many in filled.taken.items())
        yield f"Hämtat ur arkivet: {words}."
    if filled.notes:
        yield f"{len(filled.notes)} texter och kommentarer från förra gången visas som anteckningar vid sina celler."
    for period in filled.reopened:
        yield f"Obs: {period} är öppnad igen. Det som är hämtat därur kan ändras."


def _responsible(begun: Begun) -> Iterator[str]:
    """Whose sheet Ansvariga was taken, and what is new on it and nobody's."""
    if begun.inherited is None:
        return
    many = len(begun.inherited.responsibility.chefer)
    chefer = "1 chef" if many == 1 else f"{many} chefer"
    yield f"Bladet Ansvariga är som i {begun.said_in}, med {chefer} och utan svarsdagar."
    if begun.inherited.new:
        yield f"Nytt sedan dess, utan ansvarig: {some([item.label for item in begun.inherited.new])}."
