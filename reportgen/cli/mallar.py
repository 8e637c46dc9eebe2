"""reportgen mallar: which malls there are."""

from __future__ import annotations

import click

from reportgen.cli.swedish import SwedishCommand


@click.command("mallar", cls=SwedishCommand)
def command() -> None:
    """Visa vilka mallar som finns: namnet att skriva efter reportgen ny, och vad mallen ger."""
    from reportgen.pipeline import list_templates

    infos = [template.spec.info for template in list_templates()]
    width = max((len(info.name) for info in infos), default=0)
    for info in infos:
        click.echo(f"{info.name:{width}}  {info.title}")
