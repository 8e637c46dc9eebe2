"""The arguments and flags that several commands share, and how their values are read. What is wrong is said in Swedish."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reportgen.cli.show import warn
from reportgen.cli.swedish import Flag
from reportgen.model.period import Period

if TYPE_CHECKING:
    from reportgen.malls import Source
    from reportgen.model.archived import Stamp
    from reportgen.model.profile import Profile

_F = TypeVar("_F", bound=Callable[..., Any])


def workbook(command: _F) -> _F:
    """FIL: the workbook that the command reads."""
    return click.argument("fil", metavar="FIL", callback=path)(command)


def pdf(command: _F) -> _F:
    """FIL: the PDF that the command reads."""
    return click.argument("fil", metavar="FIL", callback=path)(command)


def target(metavar: str, help_: str) -> Callable[[_F], _F]:
    """--ut: where the result goes."""
    return click.option("--ut", metavar=metavar, callback=path, cls=Flag, help=help_)


def malls(command: _F) -> _F:
    """--mallar: a folder of the controller's own malls, searched before all others."""
    help_ = "Mappen med egna mallar; utan flaggan tas REPORTGEN_MALLAR och mappen mallar, och sist de inbyggda."
    return click.option("--mallar", metavar="KATALOG", callback=path, cls=Flag, help=help_)(command)


def profile(command: _F) -> _F:
    """--profil: the file that says how documents look."""
    help_ = (
        "Filen med organisationens profil; utan flaggan tas profil.toml bland egna mallar eller bredvid arbetsboken."
    )
    return click.option("--profil", metavar="FIL", callback=path, cls=Flag, help=help_)(command)


def dressed(given: Path | None, places: Sequence[Source], workbook: Path | None = None) -> Profile:
    """The profile that counts, the plain one when there is none; `doktor` tells what is worth to know of it."""
    from reportgen.model.profile import PLAIN
    from reportgen.profiles import find_profile

    found = find_profile(given, places, workbook)
    return found.load().profile if found else PLAIN


def places(given: Path | None, workbook: Path | None = None) -> tuple[Source, ...]:
    """The folders of malls that this command searches, in order."""
    from reportgen.malls import VARIABLE, sources

    return sources(given, os.environ.get(VARIABLE, ""), Path(), workbook)


def archive(command: _F) -> _F:
    """--arkiv: the archive's folder."""
    help_ = "Arkivets mapp; utan flaggan tas REPORTGEN_ARKIV och närmaste mapp arkiv, uppåt i mapparna."
    return click.option("--arkiv", metavar="KATALOG", callback=path, cls=Flag, help=help_)(command)


def archive_folder(given: Path | None, start: Path) -> Path:
    """The archive that this command uses, looked for from the folder `start`; `arkiv` there when there is none yet."""
    from reportgen.archive.where import FOLDER, VARIABLE, find_archive

    return find_archive(given, os.environ.get(VARIABLE, ""), start) or start / FOLDER


def by(command: _F) -> _F:
    """--av: who does it."""
    help_ = "Vem som gör det; utan flaggan ditt användarnamn på datorn."
    return click.option("--av", metavar="NAMN", default="", cls=Flag, help=help_)(command)


def stamp(given: str) -> Stamp:
    """Now, and the name given, else the one that the system knows the person by."""
    from datetime import datetime
    from getpass import getuser

    from reportgen.model.archived import Stamp

    try:
        name = given.strip() or getuser()
    except (OSError, KeyError, ImportError):
        raise click.UsageError("Datorn säger inte vem du är. Skriv det med --av NAMN.") from None
    return Stamp(datetime.now().replace(microsecond=0), name)


def period(command: _F) -> _F:
    """--period: a month, in any of the ways that a workbook accepts."""
    help_ = "Till exempel 2024-08."
    return click.option("--period", metavar="MÅNAD", callback=_period, required=True, cls=Flag, help=help_)(command)


def formats(command: _F) -> _F:
    """--format: "pdf,docx" → ("pdf", "docx"), each once, in the order of the pipeline's; "word" is docx."""
    help_ = "pdf, docx och html, med komma emellan; utan flaggan alla som går att göra på datorn."
    return click.option("--format", "formats", metavar="FORMAT", callback=_formats, cls=Flag, help=help_)(command)


def possible_formats() -> tuple[str, ...]:
    """Every format; on a machine without the libraries that PDF needs, the others, and it is said."""
    from reportgen.pipeline import FORMATS
    from reportgen.render import libraries

    absent = [library.name for library in libraries.missing() if library.required]
    if not absent:
        return FORMATS
    warn(f"PDF görs inte, {', '.join(absent)} saknas. {libraries.advice(sys.platform)}")
    return tuple(name for name in FORMATS if name != "pdf")


def folder_of(what: str) -> Path:
    """The folder that the archive is looked for from: that of the file which is named, else the current one."""
    named = Path(what)
    return named.parent if what and named.is_file() else Path()


def text(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Words that must not be empty when they are given."""
    if value is not None and not value.strip():
        raise click.BadParameter("det står inget där.", ctx, parameter)
    return value


def path(ctx: click.Context, parameter: click.Parameter, value: str | None) -> Path | None:
    """A path as it was typed; whether there is such a file is told by whoever opens it."""
    if value == "":
        raise click.BadParameter("namnet är tomt.", ctx, parameter)
    return None if value is None else Path(value)


def _period(ctx: click.Context, parameter: click.Parameter, value: str) -> Period:
    try:
        return Period.parse(value)
    except ValueError:
        raise click.BadParameter(
            f"{value} är ingen period. Skriv år och månad, till exempel 2024-08.", ctx, parameter
        ) from None


def _formats(ctx: click.Context, parameter: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    if value is None:
        return None
    from reportgen.pipeline import FORMATS

    wanted = {"docx" if word == "word" else word for word in value.lower().replace(",", " ").split()}
    if not wanted or (unknown := sorted(wanted - set(FORMATS))):
        what = f"{', '.join(unknown)} görs inte." if wanted else "inget format står där."
        raise click.BadParameter(f"{what} Välj bland {', '.join(FORMATS)}, med komma emellan.", ctx, parameter)
    return tuple(name for name in FORMATS if name in wanted)
