"""reportgen rapport: the documents."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli import options
from reportgen.cli.findings import findings_text, summary, them
from reportgen.cli.show import (
    progress,
    terminal_width,
    warn,
    warn_if_hidden,
    warn_if_older,
    warn_if_open,
)
from reportgen.cli.swedish import Flag, SwedishCommand


@click.command("rapport", cls=SwedishCommand)
@options.workbook
@options.formats
@options.target("KATALOG", "Mappen som dokumenten läggs i; utan flaggan samma som arbetsbokens.")
@click.option("--utkast", is_flag=True, cls=Flag, help="Gör dokumenten fast arbetsboken har fel, märkta som utkast.")
@options.archive
@options.malls
@options.profile
@click.pass_context
def command(
    ctx: click.Context,
    fil: Path,
    formats: tuple[str, ...] | None,
    ut: Path | None,
    utkast: bool,
    arkiv: Path | None,
    mallar: Path | None,
    profil: Path | None,
) -> None:
    """Gör rapporten av arbetsboken FIL, som PDF, Word och webbsida.

    Har arbetsboken fel som inte är kvitterade på bladet Granskning görs ingen rapport, om du inte ber om ett utkast.
    Är perioden stängd görs den bara av arbetsboken som den stängdes med.
    """
    from reportgen.archiving import ensure_open
    from reportgen.pipeline import RefusedError, check_workbook, make_report

    warn_if_open(fil)
    say = progress()
    say("Läser och kontrollerar arbetsboken")
    places, archive = options.places(mallar, fil), options.archive_folder(arkiv, fil.parent)
    profile = options.dressed(profil, places, fil)
    checked = check_workbook(fil, places, archive)
    warn_if_hidden(checked.template.spec.info.name, places)
    warn_if_older(checked)
    if not utkast:
        ensure_open(checked, archive)
    try:
        made = make_report(
            checked,
            formats or options.possible_formats(),
            ut or fil.parent,
            draft=utkast,
            profile=profile,
            progress=say,
        )
    except RefusedError as refused:
        click.echo(findings_text(checked, checked.stopping, width=terminal_width()), err=True)
        click.echo(str(refused), err=True)
        ctx.exit(1)
    for file in made.files:
        click.echo(str(file))
    for remark in made.remarks:
        warn(remark)
    if checked.findings:
        warn(f"{summary(checked.findings)} Visa {them(checked.findings)} med reportgen kontrollera.")
