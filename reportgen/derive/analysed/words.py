"""What the sentences of analyses are made of: value fields, and names one after the other."""

from __future__ import annotations

from collections.abc import Sequence


def field(analysis: str, row: str, column: str, options: str = "") -> str:
    """The value field of a cell of an analysis: `{{prognosprecision.ar0.procent_2|belopp}}`."""
    return "{{" + f"{analysis}.{row}.{column}" + (f"|{options}" if options else "") + "}}"


def enumerated(names: Sequence[str]) -> str:
    """ "a", "a och b", "a, b och c"."""
    return " och ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
