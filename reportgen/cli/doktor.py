"""reportgen doktor: whether the machine has what is needed, and what to install where it has not."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from reportgen import __version__
from reportgen.cli import options
from reportgen.cli.swedish import COULD_NOT_RUN, SwedishCommand
from reportgen.model.errors import ReportgenError, SpecError


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that should be there. Without a `required` one some command cannot do its work."""

    name: str
    present: bool
    note: str
    required: bool = True

    @property
    def word(self) -> str:
        return "finns" if self.present else "saknas" if self.required else "saknas, går bra utan"


@click.command("doktor", cls=SwedishCommand)
@options.malls
@click.pass_context
def command(ctx: click.Context, mallar: Path | None) -> None:
    """Visa om datorn har det som behövs, och vad som ska installeras annars.

    Excel, Word och LibreOffice behövs inte för att göra rapporten.
    """
    found = [_python(), *_libraries(), *_malls(mallar), *_profile(mallar)]
    for condition in found:
        word = click.style(
            condition.word, fg="green" if condition.present else "red" if condition.required else "yellow"
        )
        click.echo(f"{condition.name}: {word}{f' ({condition.note})' if condition.note else ''}")
    ctx.exit(_verdict(found))


def _verdict(found: list[Condition]) -> int:
    from reportgen.render import libraries

    absent = [condition for condition in found if not condition.present]
    if any(condition.name == library.name for condition in absent for library in libraries.LIBRARIES):
        click.echo(libraries.advice(sys.platform))
    click.echo("LibreOffice: behövs inte")
    if any(condition.required for condition in absent):
        return COULD_NOT_RUN
    click.echo("Allt som behövs finns.")
    return 0


def _python() -> Condition:
    return Condition("Python", True, f"{platform.python_version()}, reportgen {__version__}, {sys.executable}")


def _libraries() -> Iterator[Condition]:
    from reportgen.render import libraries

    for library in libraries.LIBRARIES:
        note = "för PDF" if library.required else "gör PDF snabbare"
        yield Condition(library.name, libraries.present(library), note, library.required)


def _malls(given: Path | None) -> Iterator[Condition]:
    """The malls that can be used, and the fonts they carry into the documents; faulty ones are named."""
    from reportgen.malls import find_all

    try:
        malls = find_all(options.places(given))
    except ReportgenError as fault:
        yield Condition("Mallar", False, str(fault))
        return
    templates, faulty = [], []
    for mall in malls:
        try:
            templates.append(mall.load())
        except SpecError:
            faulty.append(mall.name)
    yield Condition("Mallar", bool(templates), ", ".join(template.spec.info.name for template in templates))
    if faulty:
        yield Condition(
            "Mallar utan fel", False, f"fel i {', '.join(faulty)}: kör reportgen mallar --kontrollera", False
        )
    fonts = {name.rpartition("/")[2] for template in templates for name in template.files if name.endswith(".woff2")}
    yield Condition("Typsnitt i dokumenten", bool(fonts), ", ".join(sorted(fonts)))


def _profile(given: Path | None) -> Iterator[Condition]:
    """The profile that counts; one with faults is told with all of them."""
    from reportgen.profiles import find_profile

    try:
        found = find_profile(None, options.places(given))
        if found is None:
            return
        loaded = found.load()
    except ReportgenError as fault:
        yield Condition("Profil", False, str(fault))
        return
    yield Condition("Profil", True, f"{loaded.profile.name}, {found.file}")
    yield from (Condition("Profil", True, remark) for remark in loaded.remarks)
