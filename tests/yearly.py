"""A table across like columns, drawn for the rules that hold a row's figures against each other."""

from __future__ import annotations

from drawing import context, report, template
from reportgen.checks import Context

SPEC = template("""
    [[tabell]]
    nyckel = "drift"
    titel = "Drift"
    fria_rader = 2
    [[tabell.kolumn]]
    nyckel = "post"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "utfall_fg"
    rubrik = "Utfall {spann} {ar-1}"
    [[tabell.kolumn]]
    nyckel = "utfall"
    rubrik = "Utfall {spann} {ar}"
    [[tabell.kolumn]]
    nyckel = "budget"
    rubrik = "Budget {ar}"
    [[tabell.kolumn]]
    nyckel = "prognos"
    rubrik = "Prognos {ar}"
    [[tabell.kolumn]]
    nyckel = "avvikelse"
    formel = "prognos - budget"
    [[tabell.rad]]
    nyckel = "barn"
    etikett = "Barn"
    [[tabell.rad]]
    nyckel = "vuxna"
    etikett = "Vuxna"
    [[tabell.rad]]
    nyckel = "bistand"
    etikett = "Bistånd"
    [[tabell.rad]]
    nyckel = "stab"
    etikett = "Stab"
    [[tabell.rad]]
    nyckel = "namnd"
    etikett = "Nämnd"
    tecken = "minus"
""")

BARN = "-7594 | -8318 | -31800 | -33900"


def drift(barn: str = BARN, *more: str, period: str = "2025-03") -> Context:
    lines = [
        "drift   | utfall_fg | utfall | budget | prognos",
        f"barn    | {barn}",
        "vuxna   | -5386 | -7155 | -24600 | -28200",
        "bistand | -9264 | -10170 | -38400 | -40437",
        "stab    | -4176 | -4186 | -17600 | -17100",
        "namnd   | -453 | -457 | -1900 | -1900",
        *more,
    ]
    return context(SPEC, report(SPEC, "\n".join(lines), period=period))
