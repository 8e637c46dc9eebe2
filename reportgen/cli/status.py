"""reportgen status: vilka chefer som har svarat."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli import options
from reportgen.cli.show import say
from reportgen.cli.swedish import Flag, SwedishCommand

if TYPE_CHECKING:
    from reportgen.rounds.status import Standing, Status


@click.command("status", cls=SwedishCommand)
@options.workbook
@click.option("--paminn", is_flag=True, cls=Flag, help="Visa ett mejl till var och en som inte har svarat.")
@options.malls
def command(fil: Path, paminn: bool, mallar: Path | None) -> None:
    """Visa vilka som har svarat, och vad som återstår att välja. Ändrar ingenting."""
    from reportgen.rounds.status import status

    found = status(fil, datetime.now().astimezone().date(), options.places(mallar, fil))
    say(_lines(found))
    if paminn:
        for mail in found.reminders:
            click.echo(f"\n{mail}")


def _lines(found: Status) -> Iterator[str]:
    if not found.number:
        yield "Inget är utskickat. Gör det med reportgen skicka-ut."
        return
    yield f"Utskick {found.number}:"
    yield from (f"  {one.sent.chef}: {_told(one)}" for one in found.chefer)
    missing = [one.sent.email or one.sent.chef for one in found.chefer if not one.has_answered]
    if missing:
        yield f"Att påminna: {'; '.join(missing)}"
    if found.conflicts:
        yield f"Att välja på bladet Konflikter: {found.conflicts}"


def _told(one: Standing) -> str:
    late = f"{one.days_late} {'dag' if one.days_late == 1 else 'dagar'}" if one.days_late else ""
    due = f", svar senast {one.sent.due}" if one.sent.due else ""
    overdue = f"{due} ({late} sedan)" if late else due
    if one.received is None:
        return f"har inte svarat{overdue}"
    when = f"{one.received.file}, insamlat {one.received.at}"
    if one.has_answered:
        return f"har svarat ({when})" + (f", {late} efter sista svarsdagen" if late else "")
    return f"har svarat på utskick {one.received.number} ({when}), men inte på utskick {one.sent.number}{overdue}"
