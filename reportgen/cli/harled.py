"""reportgen harled: where any figure of the report comes from, down to cells, konton and transactions."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import click

from reportgen.cli import options
from reportgen.cli.show import terminal_width, warn, warn_if_open
from reportgen.cli.swedish import Flag, SwedishCommand

_NEGATIVE: Final = re.compile(r"-\d[\d\s]*(?:,\d+)?")


class _Command(SwedishCommand):
    """Takes -3421 as a figure and not as a flag."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, [f"−{arg[1:]}" if _NEGATIVE.fullmatch(arg) else arg for arg in args])


@click.command("harled", cls=_Command)
@options.workbook
@click.argument("cell", metavar="CELL", nargs=-1, required=True)
@click.option(
    "--blad", metavar="BLAD", default="", cls=Flag, help="Bladet som cellen står på, när det inte skrivs i CELL."
)
@click.option(
    "--djup", metavar="TAL", type=int, default=3, cls=Flag, help="Hur många steg ned som visas; utan flaggan 3."
)
@click.option(
    "--export",
    "exporter",
    metavar="FIL",
    multiple=True,
    cls=Flag,
    help="Exporten med konton och verifikationer; utan flaggan den som fördes in, om den finns kvar. Flera: upprepa flaggan.",
)
@click.option(
    "--kalla", metavar="NAMN", callback=options.text, cls=Flag, help="Källan som exporten läses med: kallor/NAMN.toml."
)
@click.option(
    "--allt",
    is_flag=True,
    cls=Flag,
    help="Visa alla konton och verifikationer, också för det som siffran räknas ut ur.",
)
@click.option("--json", "as_json", is_flag=True, cls=Flag, help="Skriv samma sak som JSON, för andra program.")
@options.archive
@options.malls
def command(
    fil: Path,
    cell: tuple[str, ...],
    blad: str,
    djup: int,
    exporter: tuple[str, ...],
    kalla: str | None,
    allt: bool,
    as_json: bool,
    arkiv: Path | None,
    mallar: Path | None,
) -> None:
    """Visa var en siffra i rapporten kommer ifrån, steg för steg.

    CELL är en cell i arbetsboken ('Driftredovisning!F12'), ett fält (driftredovisning.totalt.avvikelse), siffran som den är
    tryckt ("−3 421") eller ord ur tabell, rad och kolumn (nettokostnad avvikelse).
    """
    from reportgen.explaining.figure import explain_figure

    if djup < 0:
        raise click.BadParameter("är 0 eller mer.", param_hint="--djup")
    warn_if_open(fil)
    explained = explain_figure(
        fil,
        " ".join(cell),
        sheet=blad,
        exports=[Path(name) for name in exporter],
        source=kalla,
        in_full=allt,
        archive=options.archive_folder(arkiv, fil.parent),
        places=options.places(mallar, fil),
    )
    if as_json:
        from reportgen.cli.harled_json import explained_json

        click.echo(explained_json(explained))
        return
    from reportgen.cli.harled_lines import explained_lines

    click.echo("\n".join(explained_lines(explained, depth=djup, in_full=allt, width=terminal_width())))
    for remark in explained.traced.remarks:
        warn(remark)
