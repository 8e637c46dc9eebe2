"""What to say of a name that refers to nothing: what there is, and the nearest of it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def unknown(name: str, allowed: Iterable[str]) -> str:
    """ "'prognso' finns inte. Menade du prognos? Tillåtet: budget, prognos."."""
    names = list(allowed)
    near = get_close_matches(name, names, n=1)
    hint = f" Menade du {near[0]}?" if near else ""
    return f"{name!r} finns inte.{hint} Tillåtet: {', '.join(names) or 'inget'}."
