"""What is peculiar to one economy system's exports, said once in a TOML file: kallor/NAMN.toml.

filnamn = "*raindance*.csv"     # exports that it holds for, when --kalla is not given
enhet = "kr"                    # kr, tkr, mnkr or mkr
tecken = "vanda"                # costs are plus: turned; "lika" when they are minus already

[rubriker]
konto = "Kto"
utfall = "Ack utfall"

[dimensioner]                   # SIE: dimension number = our word
20 = "verksamhet"
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from reportgen.ledger.export import Codes, Measure
from reportgen.model.errors import ReportgenError

PERIOD, AMOUNT = "period", "belopp"
"""Columns of a list of transactions: when, and how much."""

COLUMNS: Final = (*Codes._fields, *(str(measure) for measure in Measure), PERIOD, AMOUNT)
"""All that a column of an export can be."""

UNITS: Final[Mapping[str, int]] = {"kr": 100, "tkr": 100_000, "mnkr": 100_000_000, "mkr": 100_000_000}
"""Öre to each."""

_KEYS: Final = ("filnamn", "enhet", "tecken", "rubriker", "dimensioner")


@dataclass(frozen=True, slots=True)
class Source:
    """`headings`: column → what it is called there. `turned`: whether costs are plus in it, as in a ledger."""

    name: str = ""
    files: str = ""
    unit: str = "kr"
    turned: bool = True
    headings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    dimensions: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


class SourceError(ReportgenError):
    """A source file that cannot be used."""


def read_source(text: str, name: str) -> Source:
    """The source as its file says. Raises `SourceError` with one line for each key that is wrong."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise SourceError(f"{name} går inte att läsa som TOML: {fault}") from fault
    faults = list(_faults(said))
    if faults:
        raise SourceError(f"{name}:\n" + "\n".join(f"  {fault}" for fault in faults))
    return Source(
        name,
        said.get("filnamn", ""),
        said.get("enhet", "kr"),
        said.get("tecken", "vanda") == "vanda",
        MappingProxyType(said.get("rubriker", {})),
        MappingProxyType(said.get("dimensioner", {})),
    )


def _faults(said: Mapping[str, Any]) -> list[str]:
    faults = [f"{key} finns inte, bara {', '.join(_KEYS)}." for key in said if key not in _KEYS]
    for key, allowed in (("enhet", tuple(UNITS)), ("tecken", ("vanda", "lika"))):
        if key in said and said[key] not in allowed:
            faults.append(f"{key} är {said[key]}; välj {' eller '.join(allowed)}.")
    if not isinstance(said.get("filnamn", ""), str):
        faults.append('filnamn ska vara ett mönster inom citattecken: "*utfall*.csv".')
    for key, allowed in (("rubriker", COLUMNS), ("dimensioner", Codes._fields[1:])):
        table = said.get(key, {})
        if not isinstance(table, dict):
            faults.append(f"{key} ska vara ett avsnitt, [{key}].")
            continue
        for name, value in table.items():
            word = name if key == "rubriker" else value
            if word not in allowed:
                faults.append(f"{key}: {word} finns inte, bara {', '.join(allowed)}.")
            elif not isinstance(value, str) or not value.strip():
                faults.append(f"{key}: {name} ska ha ett namn inom citattecken.")
    return faults
