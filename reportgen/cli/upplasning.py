"""reportgen upplasning: a PDF as a screen reader reads it."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli import options
from reportgen.cli.swedish import SwedishCommand


@click.command("upplasning", cls=SwedishCommand)
@options.pdf
def command(fil: Path) -> None:
    """Skriv ut PDF-filen FIL så som en skärmläsare läser den.

    Rubriker med nivå, listor, bilder med sin beskrivning, och varje tal i en tabell med sina rubriker. Det som hörs är det
    som filen säger, inte det som syns på sidan. Filen behöver inte vara gjord av reportgen, men den måste vara taggad.
    """
    from reportgen.aloud import read_aloud

    for line in read_aloud(fil):
        click.echo(line)
