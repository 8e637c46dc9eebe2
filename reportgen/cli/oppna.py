"""reportgen oppna: opens a closed period again."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli import options
from reportgen.cli.swedish import Flag, SwedishCommand


@click.command("oppna", cls=SwedishCommand)
@click.argument("vad", metavar="PERIOD", callback=options.text)
@click.option("--skal", metavar="SKÄL", required=True, callback=options.text, cls=Flag, help="Varför perioden öppnas.")
@options.by
@options.target("FIL", "Lägg också en kopia av arbetsboken, som den var när perioden stängdes, i den här filen.")
@options.archive
def command(vad: str, skal: str, av: str, ut: Path | None, arkiv: Path | None) -> None:
    """Öppna en stängd period igen, så att den kan rättas och stängas på nytt.

    PERIOD är en månad som 2024-08, arbetsboken eller filen i arkivet. Den stängda filen ligger kvar som den är; skälet, tiden och
    ditt användarnamn läggs i en fil bredvid.
    """
    from reportgen.archiving import choose_one, copy_of_workbook, reopen
    from reportgen.model.errors import OutputError
    from reportgen.output import write_beside

    if ut is not None and ut.exists():
        raise OutputError(f"{ut} finns redan och skrivs inte över. Välj ett annat namn med --ut.")
    folder = options.archive_folder(arkiv, options.folder_of(vad))
    entry = choose_one(folder, vad)
    if ut is not None:
        write_beside(ut, copy_of_workbook(entry))
    reopening = reopen(entry, options.stamp(av), skal)
    click.echo(f"{entry.name.period} är öppnad {reopening.stamp.words}: {reopening.reason}")
    if ut is not None:
        click.echo(f"Arbetsboken som den var: {ut}")
    click.echo("Rätta arbetsboken, gör rapporten på nytt och stäng perioden igen med reportgen stang.")
