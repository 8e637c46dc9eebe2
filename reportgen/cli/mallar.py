"""reportgen mallar: which malls there are, and where each comes from."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli import options
from reportgen.cli.swedish import SwedishCommand
from reportgen.model.errors import ReportgenError, SpecError

if TYPE_CHECKING:
    from reportgen.malls import Mall, Source


@click.command("mallar", cls=SwedishCommand)
@options.malls
def command(mallar: Path | None) -> None:
    """Visa vilka mallar som finns, och i vilken mapp: namnet att skriva efter reportgen ny, och vad mallen ger.

    Mapparna visas i den ordning de söks. Har två mallar samma namn gäller den första.
    """
    from reportgen.malls import find_all

    malls = find_all(options.places(mallar))
    width = max((len(mall.name) for mall in malls), default=0)
    for source, group in groupby(malls, key=lambda mall: mall.source):
        click.echo(click.style(_heading(source), bold=True))
        for line in _lines(group, width):
            click.echo(line)


def _heading(source: Source) -> str:
    return "Inbyggda" if source.built_in else f"{source.folder.resolve()} ({source.said})"


def _lines(malls: Iterable[Mall], width: int) -> Iterable[str]:
    for mall in malls:
        other = "den inbyggda" if mall.hides_built_in else "en senare" if mall.hides else ""
        yield f"  {mall.name:{width}}  {_title(mall)}{f' (gäller i stället för {other})' if other else ''}"


def _title(mall: Mall) -> str:
    """What the mall gives; of a faulty one that it is."""
    try:
        return mall.load().spec.info.title
    except SpecError as fault:
        return f"kan inte användas, {len(fault.faults)} fel: reportgen mallar --kontrollera {mall.name}"
    except ReportgenError as fault:
        return str(fault)
