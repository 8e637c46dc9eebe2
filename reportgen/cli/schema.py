"""reportgen schema: the JSON Schema of the malls' TOML, which lets an editor complete and check the keys."""

from __future__ import annotations

import json
from pathlib import Path

import click

from reportgen.cli import options
from reportgen.cli.swedish import Flag, SwedishCommand


@click.command("schema", cls=SwedishCommand)
@options.target("FIL", "Filen som skrivs; utan flaggan skrivs schemat i terminalen.")
@click.option("--profil", is_flag=True, cls=Flag, help="Schemat för profil.toml i stället för mallarnas.")
def command(ut: Path | None, profil: bool) -> None:
    """Skriv mallspråkets JSON Schema, för den som gör mallar.

    En redigerare som känner schemat fyller i nycklar, visar vad de betyder och stryker under fel.
    """
    from reportgen.output import write_beside
    from reportgen.spec.profile import profile_schema
    from reportgen.spec.schema import json_schema

    schema = profile_schema() if profil else json_schema()
    if ut is None:
        click.echo(json.dumps(schema, indent=2))
        return
    write_beside(ut, (json.dumps(schema, indent=2, ensure_ascii=False) + "\n").encode())
    click.echo(f"{ut} är skriven.")
