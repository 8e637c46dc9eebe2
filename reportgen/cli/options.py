"""The arguments and flags that several commands share, and how their values are read. What is wrong is said in Swedish."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from reportgen.cli.swedish import Flag
from reportgen.model.period import Period

_F = TypeVar("_F", bound=Callable[..., Any])


class PathType(click.ParamType):
    """A path as it was typed; whether there is such a file is told by whoever opens it."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        if not str(value):
            self.fail("namnet är tomt.", param, ctx)
        return Path(value)


class PeriodType(click.ParamType):
    """2024-08 and the other ways of writing a month that a workbook accepts."""

    name = "period"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Period:
        if isinstance(value, Period):
            return value
        try:
            return Period.parse(str(value))
        except ValueError:
            self.fail(f"{value} är ingen period. Skriv år och månad, till exempel 2024-08.", param, ctx)


class FormatsType(click.ParamType):
    """ "pdf,docx" → ("pdf", "docx"), each once, in the order of the pipeline's; "word" is docx."""

    name = "formats"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        from reportgen.pipeline import FORMATS

        if isinstance(value, tuple):
            return value
        wanted = {"docx" if word == "word" else word for word in str(value).lower().replace(",", " ").split()}
        if not wanted or (unknown := sorted(wanted - set(FORMATS))):
            what = f"{', '.join(unknown)} görs inte." if wanted else "inget format står där."
            self.fail(f"{what} Välj bland {', '.join(FORMATS)}, med komma emellan.", param, ctx)
        return tuple(name for name in FORMATS if name in wanted)


def workbook(command: _F) -> _F:
    """FIL: the workbook that the command reads."""
    return click.argument("fil", metavar="FIL", type=PathType())(command)


def target(metavar: str, help_: str) -> Callable[[_F], _F]:
    """--ut: where the result goes."""
    return click.option("--ut", metavar=metavar, type=PathType(), cls=Flag, help=help_)
