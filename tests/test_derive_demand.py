"""When a comment is due, in Python and in Excel."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reportgen.derive.demand import is_due, to_excel
from reportgen.spec.schema import CommentDemandSpec


def demand(**said: object) -> CommentDemandSpec:
    return CommentDemandSpec.model_validate({"kolumn": "avvikelse", **said})


@pytest.mark.parametrize(
    ("said", "value", "whole", "due"),
    [
        ({"belopp": 10}, "-10", None, True),
        ({"belopp": 10}, "9.9", None, False),
        ({"belopp": 10, "procent": 5}, "10", "1000", False),
        ({"belopp": 10, "procent": 5, "nagon": True}, "10", "1000", True),
        ({"procent": 5}, "50", "1000", True),
        ({"procent": 5}, "1", "0", True),
        ({"procent": 5}, "1", None, False),
        ({"belopp": 10, "tecken": "minus"}, "20", None, False),
        ({"belopp": 10, "tecken": "minus"}, "-20", None, True),
    ],
)
def test_a_deviation_asks_for_a_comment_past_its_limits(
    said: dict[str, object], value: str, whole: str | None, due: bool
) -> None:
    found = is_due(demand(**said), value=Decimal(value), whole=Decimal(whole) if whole else None)
    assert found is due


def test_what_is_not_there_asks_for_nothing() -> None:
    assert not is_due(demand(belopp=1), value=None, whole=None)


def test_a_level_asks_for_a_comment() -> None:
    asked = demand(nivaer=["rod"])
    assert is_due(asked, value=None, whole=None, level="rod")
    assert not is_due(asked, value=None, whole=None, level="")
    assert to_excel(asked, value="D5", whole=None, words=['Ej "klart"']) == 'OR(D5="Ej ""klart""")'


def test_the_condition_stands_in_excel_as_it_is_decided_here() -> None:
    found = to_excel(demand(belopp=1000, procent=5, tecken="minus"), value="H9", whole="F9")
    assert found == (
        "IF(ISNUMBER(H9),AND(H9<0,AND(ABS(H9)>=1000.0,IF(ISNUMBER(F9),IF(F9=0,H9<>0,ABS(H9/F9)*100>=5.0),FALSE))),FALSE)"
    )
