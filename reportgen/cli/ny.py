"""reportgen ny: a new workbook to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli import options
from reportgen.cli.show import warn_if_hidden
from reportgen.cli.swedish import Flag, SwedishCommand
from reportgen.model.errors import ReportgenError
from reportgen.model.period import Period


@click.command("ny", cls=SwedishCommand)
@click.argument("mall", metavar="MALL")
@click.option("--namnd", metavar="NAMN", default="", cls=Flag, help="Nämndens namn; utan flaggan tas mallens.")
@options.period
@options.target("FIL", "Arbetsbokens namn; utan flaggan mallens namn och perioden, i mappen där du står.")
@options.malls
def command(mall: str, namnd: str, period: Period, ut: Path | None, mallar: Path | None) -> None:
    """Gör en ny arbetsbok för mallen MALL, att fylla i med Excel.

    En fil som redan finns skrivs aldrig över.
    """
    from reportgen.pipeline import find_template, new_workbook

    file = ut or Path(f"{mall}-{period}.xlsx")
    places = options.places(mallar, file)
    template = find_template(mall, places)
    name = namnd or template.spec.info.namnd
    if not name:
        raise ReportgenError(f"Mallen {mall} är inte gjord för en viss nämnd. Ange den, t.ex. --namnd Socialnämnden")
    warn_if_hidden(mall, places)
    new_workbook(template, name, period, file)
    click.echo(f"{file} är gjord. Fyll i de skuggade cellerna och kör: reportgen kontrollera {quoted(file)}")


def quoted(file: Path) -> str:
    """The path as it must be typed."""
    return f'"{file}"' if " " in str(file) else str(file)
