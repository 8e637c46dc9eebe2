"""The command reportgen. A command's module is loaded only when that command is run, so that --help answers at once."""

from __future__ import annotations

import gc
from importlib import import_module
from typing import Final

import click

from reportgen import __version__
from reportgen.cli.swedish import Flag, SwedishGroup

COMMANDS: Final = {
    "mallar": ("reportgen.cli.mallar", "Visa vilka mallar som finns."),
    "ny": ("reportgen.cli.ny", "Gör en ny arbetsbok att fylla i."),
    "importera": ("reportgen.cli.importera", "För in siffror ur ekonomisystemets export i arbetsboken."),
    "kolada": ("reportgen.cli.kolada", "För in jämförelser med andra kommuner ur Kolada i arbetsboken."),
    "kontrollera": ("reportgen.cli.kontrollera", "Visa allt som behöver ses över i en arbetsbok."),
    "harled": ("reportgen.cli.harled", "Visa var en siffra i rapporten kommer ifrån."),
    "analys": ("reportgen.cli.analys", "Visa analyser av siffrorna, med förslag till meningar."),
    "skicka-ut": ("reportgen.cli.skicka_ut", "Gör en arbetsbok till varje verksamhetschef."),
    "samla-in": ("reportgen.cli.samla_in", "För in chefernas svar i arbetsboken."),
    "status": ("reportgen.cli.status", "Visa vilka chefer som har svarat."),
    "angra": ("reportgen.cli.angra", "Gå tillbaka ett steg, till arbetsboken före det senaste kommandot."),
    "rapport": ("reportgen.cli.rapport", "Gör rapporten som PDF, Word och webbsida."),
    "hamta-text": ("reportgen.cli.hamta_text", "För in text som har ändrats i Word i arbetsboken."),
    "stang": ("reportgen.cli.stang", "Stäng perioden och lägg den i arkivet."),
    "oppna": ("reportgen.cli.oppna", "Öppna en stängd period igen, med ett skäl."),
    "arkiv": ("reportgen.cli.arkiv", "Visa stängda perioder och hur en siffra har ändrats genom dem."),
    "jamfor": ("reportgen.cli.jamfor", "Visa vad som skiljer två arbetsböcker eller perioder."),
    "uppgradera": ("reportgen.cli.uppgradera", "För över en arbetsbok till mallen som den är nu."),
    "upplasning": ("reportgen.cli.upplasning", "Läs upp en PDF-fil som en skärmläsare gör."),
    "doktor": ("reportgen.cli.doktor", "Visa om datorn har det som behövs."),
    "ny-mall": ("reportgen.cli.ny_mall", "Gör en egen mall av en som finns."),
    "schema": ("reportgen.cli.schema", "Skriv mallspråkets JSON Schema, för den som gör mallar."),
}
"""Name → module that holds `command`, and the line in the list of commands. In the order of a controller's month."""


class _Commands(SwedishGroup):
    """The commands of the table, each imported when asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  click's signature
        if cmd_name not in COMMANDS:
            return None
        module, _ = COMMANDS[cmd_name]
        command: click.Command = import_module(module).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  click's signature
        with formatter.section("Kommandon"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(
    cls=_Commands,
    name="reportgen",
    invoke_without_command=True,
    subcommand_metavar="KOMMANDO …",
)
@click.version_option(__version__, "--version", cls=Flag, message="reportgen %(version)s", help="Visa versionen.")
@click.pass_context
def group(ctx: click.Context) -> None:
    """Från ifylld Excel till nämndens rapport i PDF, Word och HTML.

    Börja med mallar och ny. Skriv --help efter ett kommando för att se mer om det.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main() -> None:
    """The entry point. A run is short and frees little, so the collector is let wait: it took a twentieth of a check."""
    gc.set_threshold(100_000)
    group.main(prog_name="reportgen")
