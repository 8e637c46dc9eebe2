"""A mall that asks Kolada for something that cannot be printed right is refused, with every fault."""

from __future__ import annotations

import pytest

from drawing import template
from reportgen.spec.kolada_faults import kolada_faults
from reportgen.spec.schema import TemplateSpec
from test_checks_kolada import MALL, SPEC


def faults(old: str, new: str) -> list[str]:
    assert old in MALL
    return list(kolada_faults(template(MALL.replace(old, new, 1))))


def test_a_right_mall_has_no_faults() -> None:
    assert list(kolada_faults(SPEC)) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('kolada = "riket"', 'kolada = "rikket"', "rikket"),
        ('typ = "tal", kolada = "riket"', 'typ = "text", kolada = "riket"', "typ ska vara belopp, antal"),
        ('typ = "text", kolada = "ar"', 'typ = "tal", kolada = "ar"', 'typ ska vara "text"'),
        ('typ = "text", kolada = "ar"', 'typ = "text"', "året trycks vid siffrorna"),
        ('typ = "text", kolada = "id"', 'typ = "text"', "nyckeltalets id trycks vid siffrorna"),
        ('kolada = "ar"', 'kolada = "ar", skrivs_ut = false', "ska tryckas vid siffrorna"),
        ('kolada = "riket"', 'kolada = "egen"', "står på två kolumner"),
        ('kolada = "riket"', 'kolada = "riket", formel = "egen"', "räknas ut"),
        ('kolada = "riket"', 'kolada = "riket", kolada_ar = 0', "tillsammans med kolada_ar"),
        (', kolada = "N30005"', "", "ingen rad har det"),
        ('nyckel = "riket"\n    etikett', 'nyckel = "egen"\n    etikett', "namnet är upptaget"),
    ],
)
def test_each_fault_is_told(old: str, new: str, fault: str) -> None:
    assert any(fault in one for one in faults(old, new)), faults(old, new)


def test_ids_are_written_by_the_mall_and_cells_may_be_empty() -> None:
    women: TemplateSpec = template(MALL.replace('kolada = "N30005"', 'kolada = "N30005", kolada_kon = "K"', 1))
    table = women.table("jamforelse")
    assert table is not None
    assert (table.rows[0].fixed, table.rows[0].optional) == ({"id": "N30005, kvinnor"}, True)
    own = women.table("eget")
    assert own is not None
    assert (own.rows[0].fixed, own.rows[0].optional) == ({}, False)
