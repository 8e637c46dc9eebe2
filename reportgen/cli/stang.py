"""reportgen stang: closes a period into the archive."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli import options
from reportgen.cli.findings import findings_text
from reportgen.cli.show import terminal_width, warn_if_hidden, warn_if_older, warn_if_open
from reportgen.cli.swedish import Flag, SwedishCommand


@click.command("stang", cls=SwedishCommand)
@options.workbook
@options.by
@click.option(
    "--dokument",
    metavar="KATALOG",
    callback=options.path,
    cls=Flag,
    help="Mappen där dokumenten ligger; utan flaggan samma som arbetsbokens.",
)
@click.option("--utan-dokument", is_flag=True, cls=Flag, help="Stäng fast det inte finns några dokument.")
@options.archive
@options.malls
@click.pass_context
def command(
    ctx: click.Context,
    fil: Path,
    av: str,
    dokument: Path | None,
    utan_dokument: bool,
    arkiv: Path | None,
    mallar: Path | None,
) -> None:
    """Stäng perioden i arbetsboken FIL: siffror, texter, bedömningar och en kopia av arbetsboken läggs i arkivet.

    Filen i arkivet ändras aldrig. Ditt användarnamn och tiden skrivs i den. Har arbetsboken fel som inte är kvitterade, eller är
    dokumenten äldre än arbetsboken, stängs perioden inte.
    """
    from reportgen.archiving import close_workbook
    from reportgen.pipeline import RefusedError

    warn_if_open(fil)
    folder = options.archive_folder(arkiv, fil.parent)
    places = options.places(mallar, fil)
    try:
        closed = close_workbook(
            fil, folder, options.stamp(av), documents=dokument, without_documents=utan_dokument, places=places
        )
    except RefusedError as refused:
        checked = refused.checked
        click.echo(findings_text(checked, checked.stopping, width=terminal_width()), err=True)
        click.echo(str(refused), err=True)
        ctx.exit(1)
    warn_if_hidden(closed.checked.template.spec.info.name, places)
    warn_if_older(closed.checked)
    closing = closed.closing
    click.echo(f"{closing.name.period} är stängd {closing.stamp.words}: {closed.file}")
    names = ", ".join(mark.name for mark in closing.documents) or "inga"
    click.echo(f"Dokument: {names}")
