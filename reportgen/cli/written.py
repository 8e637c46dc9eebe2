"""What the commands that write in the workbook say alike: values, conflicts, long lists, and which workbook is the current one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reportgen.cli.show import quoted
from reportgen.model.format import format_number_plain, format_value
from reportgen.model.personnummer import mask
from reportgen.model.value import Value

if TYPE_CHECKING:
    from reportgen.rounds.bring import Brought
    from reportgen.rounds.collect import Collected

_LONGEST: Final = 50
_MOST: Final = 15
"""Lines of the same kind that are shown."""


def current(file: Path, former: Path) -> str:
    """Which workbook is the current one, and where the one before it is."""
    return f"Gäller nu: {file.name}. Den tidigare finns kvar som {former.name}."


def conflict_lines(done: Brought | Collected, file: Path) -> Iterator[str]:
    """What has to be chosen, each with both sides' values, and how."""
    if not done.conflicts:
        return
    yield f"Att välja på bladet Konflikter: {len(done.conflicts)}"
    for conflict in done.conflicts:
        theirs = ", ".join(f"{value_words(p.value)} från {p.who}" for p in conflict.proposals)
        yield f"  {done.names(conflict)}: vårt {value_words(conflict.ours)}; {theirs}"
    yield f"  Välj där, spara, stäng och kör: reportgen samla-in {quoted(file)}"


def first_of(lines: Sequence[str]) -> Iterator[str]:
    """The first lines of a long list, and how many more there are."""
    yield from lines[:_MOST]
    if len(lines) > _MOST:
        yield f"    och {len(lines) - _MOST} till"


def value_words(value: Value) -> str:
    if value in (None, ""):
        return "tomt"
    return format_number_plain(value) if isinstance(value, Decimal) else shortly(format_value(value))


def shortly(text: str) -> str:
    words = mask(" ".join(text.split()))
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}…"
