"""A check that cannot be made is refused when the mall is read, with the key at fault."""

from __future__ import annotations

import pytest

from drawing import template
from reportgen.spec.check_faults import check_faults

TABLE = """
    [[tabell]]
    nyckel = "drift"
    titel = "Drift"
    [[tabell.kolumn]]
    nyckel = "post"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "utfall"
    [[tabell.kolumn]]
    nyckel = "budget"
    [[tabell.rad]]
    nyckel = "barn"
    etikett = "Barn"
    [[tabell.rad]]
    nyckel = "vuxna"
    etikett = "Vuxna"

    [[kontroll]]
    nyckel = "prov"
    text = "Prov"
"""


def found(rest: str) -> list[str]:
    spec = template(TABLE + rest)
    return list(check_faults(spec.checks[0], spec))


@pytest.mark.parametrize(
    ("rest", "key"),
    [
        ('vanster = "drift.{rad}.utfall"\nhoger = "1"', "rader: saknas"),
        ('vanster = "drift.barn.utfall"\nhoger = "1"\nkolumner = ["utfall"]', "kolumner: {kolumn} står inte"),
        ('vanster = "drift.{rad}.utfall"\nhoger = "1"\nrader = ["barm"]', "vanster: drift.barm.utfall"),
        ('vanster = "drift.barn.utfall"\nhoger = "1"\nbro = "5"', "bro_skal"),
        ('vanster = "drift.barn.utfall"\nhoger = "1"\nbro_skal = "Momsen"', "bro_skal"),
        (
            'vanster = "drift.barn.utfall"\nhoger = "1"\nbro = "drift.moms.utfall"\nbro_skal = "Momsen"',
            "bro: drift.moms",
        ),
        ('vanster = "drift.barn.{kolumn}"\nhoger = "1"\nkolumner_fran = "kvartal"', "kolumner: saknas"),
        ('vanster = "drift.barn.utfall +"\nhoger = "1"', "vanster: formeln"),
        ('vanster = "drift.barn.utfall"\nhoger = "hittills(drift)"', "hoger: formeln"),
    ],
)
def test_fault_of_a_check_is_told_by_its_key(rest: str, key: str) -> None:
    faults = found(rest)
    assert faults
    assert faults[0].startswith(key), faults


def test_grid_with_bridge_is_in_order() -> None:
    assert not found(
        'vanster = "drift.{rad}.{kolumn}"\nrelation = "minst"\nhoger = "drift.vuxna.{kolumn}"\n'
        'rader = ["barn", "vuxna"]\nkolumner = ["utfall", "budget"]\n'
        'bro = "drift.vuxna.budget"\nbro_skal = "Momsen"'
    )
