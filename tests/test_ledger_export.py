"""Several exports are one when they do not say the same thing twice."""

from __future__ import annotations

import pytest

from reportgen.ledger.export import Codes, Export, LedgerError, Measure, kronor, together


def export(name: str, measure: Measure, konto: str, ore: int) -> Export:
    return Export(name, {Codes(konto): {measure: ore}}, (measure,))


def test_measures_of_two_exports_are_put_together() -> None:
    one = together([export("a", Measure.BUDGET, "5010", 1), export("b", Measure.UTFALL, "5010", 2)])
    assert one.sums == {Codes("5010"): {Measure.BUDGET: 1, Measure.UTFALL: 2}}
    assert one.measures == (Measure.UTFALL, Measure.BUDGET)


def test_the_same_amount_in_two_exports_is_refused() -> None:
    with pytest.raises(LedgerError, match="finns också"):
        together([export("a", Measure.UTFALL, "5010", 1), export("b", Measure.UTFALL, "5010", 1)])


@pytest.mark.parametrize(("ore", "text"), [(0, "0,00"), (-5, "−0,05"), (123456789, "1\u00a0234\u00a0567,89")])
def test_an_amount_is_shown_with_all_its_ore(ore: int, text: str) -> None:
    assert kronor(ore) == text
