"""Words and figures are compared whatever the case, the accents, the spaces and the minus sign."""

from __future__ import annotations

import pytest

from reportgen.explain.likeness import folded, near, plain_figure, unquoted


@pytest.mark.parametrize("said", ["Köpt  vård", "KOPT VARD", "köpt vård"])
def test_names_are_folded(said: str) -> None:
    assert folded(said) == "kopt vard"


@pytest.mark.parametrize("figure", ["−3\u00a0421,5", "-3 421,5", "–3421,5 %"])
def test_a_figure_is_the_same_however_it_is_set(figure: str) -> None:
    assert plain_figure(figure) == "-3421,5"


def test_a_sheet_in_quotation_marks_is_its_name() -> None:
    assert (unquoted("'Mål ''26'"), unquoted(" Drift ")) == ("Mål '26", "Drift")


def test_the_nearest_is_proposed_else_what_there_is() -> None:
    assert near("avikelse", ["avvikelse", "budget"]) == " Menade du avvikelse?"
    assert near("xyz", ["avvikelse", "budget"], "varde.") == " Det finns: varde.avvikelse, varde.budget."
    assert near("xyz", []) == ""
