"""Click in Swedish: help, usage, what was typed wrong, exit codes. The only place that knows click's own wording.

Exit codes: 0 in order, 1 the workbook has errors, 2 could not run, 130 interrupted with Ctrl-C.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, Final

import click

from reportgen.cli.console import tolerant
from reportgen.model.errors import ReportgenError, system_reason

COULD_NOT_RUN = 2
INTERRUPTED = 130


def ascii_spelling(name: str) -> str:
    """How commands and flags are spelled: `--Nämnd` and `--namnd` are the same."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()


def nearest(word: str, words: Iterable[str]) -> str:
    """ " Menade du ny?" for the word most like the one typed, or nothing."""
    from difflib import get_close_matches

    found = get_close_matches(ascii_spelling(word), list(words), n=1)
    return f" Menade du {found[0]}?" if found else ""


class Flag(click.Option):
    """An option whose help says in Swedish that it must be given."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        record = super().get_help_record(ctx)
        if record is None:
            return None
        return record[0], f"{self.help or ''}{' Måste anges.' if self.required else ''}"


_SETTINGS: Final = {"token_normalize_func": ascii_spelling, "help_option_names": ["--help", "--hjalp", "-h"]}


class _SwedishHelp(click.Command):
    """The texts that click puts around a command's own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", "[FLAGGOR]")
        kwargs["context_settings"] = {**_SETTINGS, **(kwargs.get("context_settings") or {})}
        super().__init__(*args, **kwargs)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Användning: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [option.get_help_record(ctx) for option in _options(ctx)]
        if rows := [record for record in records if record]:
            with formatter.section("Flaggor"):
                formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Visa den här hjälpen."
        return option


class SwedishCommand(_SwedishHelp):
    """One command."""

    allow_extra_args = True  # so that it is `parse_args` below that says what is too much, not click

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as fault:
            fault.ctx = fault.ctx or ctx  # the parser does not always say in which command
            raise
        if rest and not ctx.resilient_parsing:
            raise click.UsageError(
                f"{ctx.command_path} tar inte emot {' '.join(rest)}. Sätt citattecken om namn med mellanslag.", ctx
            )
        return rest


class SwedishGroup(_SwedishHelp, click.Group):
    """The group of commands; runs to an exit code whatever happens."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.format_commands(ctx, formatter)
        super().format_options(ctx, formatter)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = ascii_spelling(args[0])
        command = self.get_command(ctx, name)
        if command is None and not ctx.resilient_parsing:
            self._refuse(ctx, args[0])
        return name, command, args[1:]

    def _refuse(self, ctx: click.Context, word: str) -> None:
        commands = self.list_commands(ctx)
        guess = nearest(word, commands) or f" Det som finns är {', '.join(commands)}."
        what = "Flaggan" if word.startswith("-") else "Kommandot"
        raise click.UsageError(f"{what} {word} finns inte.{guess}", ctx)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """As click's, but with Swedish sentences, and exit codes that tell the workbook's errors from ours."""
        extra.setdefault("windows_expand_args", False)  # "nämnd [1].xlsx" is a file's name, not a pattern

        def run() -> Any:
            return super(SwedishGroup, self).main(args, prog_name, complete_var, standalone_mode=False, **extra)

        if not standalone_mode:
            return run()
        with tolerant(sys.stdout), tolerant(sys.stderr):
            try:
                code = run()
            except click.ClickException as fault:
                code = _say(f"Fel: {sentence(fault)}", _hint(fault))
            except ReportgenError as fault:
                code = _say(f"Fel: {fault}")
            except OSError as fault:
                code = _say(f"Fel: {fault.filename or 'Kommandot'}: {system_reason(fault)}.")
            except click.Abort:
                _say("Avbrutet.")
                code = INTERRUPTED
        sys.exit(code if isinstance(code, int) else 0)


def _say(*lines: str) -> int:
    for line in filter(None, lines):
        click.echo(line, err=True)
    return COULD_NOT_RUN


def _hint(fault: click.ClickException) -> str:
    ctx = fault.ctx if isinstance(fault, click.UsageError) else None
    return f"Hjälp: {ctx.command_path} --help" if ctx else ""


def sentence(fault: click.ClickException) -> str:
    """What was typed wrong, in Swedish. Told by the kind of fault, since click's own words differ between versions."""
    if isinstance(fault, click.MissingParameter):
        return f"{_name(fault.param)} måste anges."
    if isinstance(fault, click.BadParameter):
        return f"{_name(fault.param)}: {fault.message}" if fault.param else fault.message
    if isinstance(fault, click.NoSuchOption):
        flags = [flag for option in _options(fault.ctx) for flag in option.opts]
        return f"Flaggan {fault.option_name} finns inte.{nearest(fault.option_name, flags)}"
    if isinstance(fault, click.BadOptionUsage):
        return _wrong_use(fault)
    return fault.message


def _wrong_use(fault: click.BadOptionUsage) -> str:
    option = next((option for option in _options(fault.ctx) if fault.option_name in option.opts), None)
    if option is None or option.is_flag:
        return f"Flaggan {fault.option_name} tar inget värde."
    return f"Flaggan {fault.option_name} ska följas av ett värde: {fault.option_name} {option.metavar or 'VÄRDE'}"


def _options(ctx: click.Context | None) -> list[click.Option]:
    parameters = ctx.command.get_params(ctx) if ctx else []
    return [parameter for parameter in parameters if isinstance(parameter, click.Option)]


def _name(parameter: click.Parameter | None) -> str:
    """How the parameter is written on the command line: --namnd, or FIL."""
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return (parameter.metavar or parameter.name or "").upper() if parameter else ""
