"""Answers of the API in both versions; what cannot be read is told with its reason and never read as zero."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kolada_server import answer, item, value
from reportgen.kolada.api import data_paths, read_answer, title_paths
from reportgen.kolada.observation import KoladaError
from reportgen.model.kolada import PROTECTED
from reportgen.model.value import DASH, Value


def first(given: Any) -> Value:
    """The value that a single one is read as."""
    (one,) = read_answer(answer(item("N30005", "9901", 2024, given)), "svar.json").observations
    return one.value


def why(*items: Any) -> list[str]:
    return [one.why for one in read_answer(answer(*items), "svar.json").left_out]


def test_a_value_keeps_its_digits() -> None:
    text = answer(item("N30005", "9901", "2024", 5512.25))
    (one,) = read_answer(text, "svar.json").observations
    assert (one.kpi, one.area, one.year, one.gender, one.value) == ("N30005", "9901", 2024, "T", Decimal("5512.25"))


def test_missing_protected_and_zero_are_three_things() -> None:
    assert [first(value(None, status="Missing")), first(value(None, status="Private")), first(0)] == [
        DASH,
        PROTECTED,
        Decimal(0),
    ]


def test_a_protected_value_is_not_told_although_the_answer_has_it() -> None:
    assert first(value(3, status="Private")) == PROTECTED


def test_other_status_comes_along() -> None:
    (one,) = read_answer(answer(item("N30005", "9901", 2024, value(3, status="Preliminär"))), "a").observations
    assert (one.value, one.status) == (Decimal(3), "Preliminär")


def test_the_sexes_are_apart() -> None:
    read = read_answer(answer(item("N30005", "9901", 2024, value(1), value(2, "K"), value(3, "M"))), "a")
    assert [(one.gender, one.value) for one in read.observations] == [("T", 1), ("K", 2), ("M", 3)]


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (item("N30005", "9901", 2024, value("fem")), "värdet är inget tal"),
        (item("N30005", "9901", 2024, value(True)), "värdet är inget tal"),
        (item("N30005", "9901", 2024, value(1e300)), "värdet är inget tal"),
        (item("N30005", "9901", 2024, value(1, "X")), "okänt kön"),
        (item("N30005", "9901", "i år", 1), "nyckeltal, kommun eller år saknas"),
        (item("", "9901", 2024, 1), "nyckeltal, kommun eller år saknas"),
        (item("N30005", "9901", 2024, {**value(1), "isdeleted": True}), "värdet är borttaget ur Kolada"),
        ({"kpi": "N30005", "ou": "V15E", "period": 2024, "values": [value(1)]}, "värdet är för en enhet och inte för en kommun"),
        ({"kpi": "N30005", "municipality": "9901", "period": 2024, "values": "5"}, "posten kan inte tolkas"),
        ("ord", "posten kan inte tolkas"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_left_out_with_its_reason(broken: Any, reason: str) -> None:
    read = read_answer(answer(broken), "svar.json")
    assert ([one.why for one in read.left_out], read.observations) == ([reason], ())


def test_no_number_is_infinite() -> None:
    text = '{"values": [{"kpi": "N30005", "municipality": "9901", "period": 2024, "values": [{"value": NaN, "gender": "T"}]}]}'
    assert [one.why for one in read_answer(text, "a").left_out] == ["värdet är inget tal"]


@pytest.mark.parametrize(("key", "name"), [("member_id", "member_title"), ("id", "title")])
def test_groups_have_their_members_in_both_versions(key: str, name: str) -> None:
    read = read_answer(answer({"id": "G1", "title": "Liknande", "members": [{key: "9902", name: "Annanby"}]}), "a")
    assert (read.members, read.areas) == ({"G1": ("9902",)}, {"G1": "Liknande", "9902": "Annanby"})


def test_names_of_municipalities_and_key_figures_are_taken() -> None:
    read = read_answer(answer({"id": "9901", "title": "Exempelby", "type": "K"}, {"id": "N1", "title": "Kostnad"}), "a")
    assert (read.areas, read.titles) == ({"9901": "Exempelby"}, {"N1": "Kostnad"})


@pytest.mark.parametrize("key", ["next_url", "next_page"])
def test_the_next_page_is_found_in_both_versions(key: str) -> None:
    assert read_answer(answer(**{key: "https://api.kolada.se/sida2"}), "a").following == "https://api.kolada.se/sida2"
    assert read_answer(answer(**{key: None}), "a").following == ""


def test_pages_saved_one_after_the_other_in_a_list_are_read() -> None:
    pages = f"[{answer(item('N30005', '9901', 2024, 1))}, {answer(item('N30005', '9902', 2024, 2))}]"
    assert [one.area for one in read_answer(pages, "a").observations] == ["9901", "9902"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<html><body>Logga in</body></html>", "är en webbsida"),
        ('{"values": [{"kpi": ', "är inte JSON"),
        ("", "är inte JSON"),
        ("[" * 100_000, "är inte JSON"),
        ('{"fel": "finns inte"}', "inget svar från Kolada"),
        ("7", "inget svar från Kolada"),
    ],
)
def test_what_is_no_answer_is_one_line(text: str, said: str) -> None:
    with pytest.raises(KoladaError, match=said):
        read_answer(text, "svar.json")


def test_no_question_asks_for_more_ids_than_the_api_takes() -> None:
    areas = [f"{n:04}" for n in range(45)]
    paths = list(data_paths(["N30005"], areas, [2023, 2024]))
    assert [len(path.split("/municipality/")[1].split("/")[0].split(",")) for path in paths] == [20, 20, 5]
    assert paths[2] == "/data/kpi/N30005/municipality/0040,0041,0042,0043,0044/year/2023,2024"
    assert list(title_paths(["N30005", "N30001"])) == ["/kpi/N30005,N30001"]
