"""reportgen angra: ett steg tillbaka."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from reportgen.cli import options
from reportgen.cli.show import warn
from reportgen.cli.swedish import SwedishCommand


@click.command("angra", cls=SwedishCommand)
@options.workbook
def command(fil: Path) -> None:
    """Gör arbetsboken till vad den var före det senaste kommandot som skrev i den.

    Det som ångras finns kvar under ett eget namn.
    """
    from reportgen.rounds.undo import undo_step

    former, undone = undo_step(fil, now=datetime.now().astimezone(), tell=warn)
    click.echo(f"Gäller nu: {fil.name}, som var {former.name}. Det ångrade finns kvar som {undone.name}.")
