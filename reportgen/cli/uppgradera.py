"""reportgen uppgradera: a workbook carried over to its mall as it is now."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli import options
from reportgen.cli.findings import findings_text
from reportgen.cli.show import say, terminal_width, warn, warn_if_hidden, warn_if_open
from reportgen.cli.swedish import SwedishCommand
from reportgen.model.format import format_number_plain, format_value
from reportgen.model.personnummer import mask

if TYPE_CHECKING:
    from reportgen.pipeline import Upgraded

_SHOWN = 60


@click.command("uppgradera", cls=SwedishCommand)
@options.workbook
@options.target("FIL", "Den nya arbetsbokens namn; utan flaggan den gamlas med -uppgraderad efter.")
@options.malls
@click.pass_context
def command(ctx: click.Context, fil: Path, ut: Path | None, mallar: Path | None) -> None:
    """För över arbetsboken FIL till mallen som den är nu, i en ny arbetsbok. Den gamla ändras inte.

    Det som inte längre har någon plats i mallen visas, och står på bladet Utan plats i den nya. Sedan visas fynden i den.
    """
    from reportgen.pipeline import upgrade_workbook

    warn_if_open(fil)
    places = options.places(mallar, fil)
    target = ut or fil.with_name(f"{fil.stem}-uppgraderad.xlsx")
    upgraded = upgrade_workbook(fil, target, places)
    checked = upgraded.checked
    warn_if_hidden(checked.template.spec.info.name, places)
    say(_lines(upgraded))
    click.echo("")
    click.echo(findings_text(checked, checked.findings, width=terminal_width()))
    if upgraded.own_sheets:
        warn(f"egna blad följer inte med: {', '.join(upgraded.own_sheets)}.")
    ctx.exit(1 if checked.stopping else 0)


def _lines(upgraded: Upgraded) -> Iterator[str]:
    """What was done, what was put together, and what has no place."""
    info = upgraded.checked.template.spec.info
    yield f"{upgraded.checked.file} är gjord för mallen {info.name}, version {info.version} (var {upgraded.before})."
    for place, parts in upgraded.merged.items():
        yield f"Sammanslaget på {place}: {', '.join(parts)}"
    if not upgraded.unplaced:
        yield "Allt har en plats i den nya."
        return
    yield f"Utan plats, på ett eget blad i den nya: {len(upgraded.unplaced)}"
    for item in upgraded.unplaced:
        held = item.value
        whole = format_number_plain(held) if isinstance(held, Decimal) else format_value(held)
        words = mask(" ".join(whole.split()))
        value = words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
        yield f"  {item.place} {item.label}: {value}" + (f" ({item.why})" if item.why else "")
