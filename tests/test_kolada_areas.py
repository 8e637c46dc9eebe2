"""Whom the sheet names: by id, by name or by both; a group without values of its own is its members."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reportgen.kolada.areas import resolve
from reportgen.kolada.observation import Observation, Read


def read(*areas: str, names: dict[str, str] | None = None, members: dict[str, tuple[str, ...]] | None = None) -> Read:
    ones = tuple(Observation("N30005", area, 2024, "T", Decimal(1)) for area in areas)
    return Read(ones, areas=names or {}, members=members or {})


@pytest.mark.parametrize(
    ("written", "areas"),
    [
        ("9901", ("9901",)),
        ("9901 Exempelby", ("9901",)),
        ("Exempelby", ("9901",)),
        ("EXEMPELBY", ("9901",)),
        ("9901; 9902", ("9901", "9902")),
        ("9901, 9902", ("9901", "9902")),
        ("9901\nExempelby", ("9901",)),
        ("Riket", ("0000",)),
        ("Liknande kommuner, IFO, 2024", ("G1",)),
        ("", ()),
    ],
)
def test_what_is_written_is_the_areas_it_means(written: str, areas: tuple[str, ...]) -> None:
    known = read("9901", "G1", names={"9901": "Exempelby", "G1": "Liknande kommuner, IFO, 2024"})
    choices = resolve({"liknande": written}, known)
    assert (choices.areas["liknande"], choices.unknown) == (areas, ())


def test_a_name_that_is_not_known_is_told() -> None:
    assert resolve({"egen": "Påhittby"}, read("9901")).unknown == ("Påhittby",)


def test_a_list_with_names_meets_a_sheet_with_id_and_name() -> None:
    choices = resolve({"egen": "9901 Exempelby", "riket": "0000"}, read("exempelby", "riket"))
    assert [one.area for one in choices.read.observations] == ["9901", "0000"]


def test_a_group_without_values_is_its_members() -> None:
    choices = resolve({"liknande": "G1"}, read("9902", "9903", members={"G1": ("9902", "9903")}))
    assert (choices.areas["liknande"], choices.groups) == (("9902", "9903"), {"liknande": "G1"})


def test_a_group_with_values_is_itself() -> None:
    choices = resolve({"liknande": "G1"}, read("G1", members={"G1": ("9902", "9903")}))
    assert (choices.areas["liknande"], choices.groups) == (("G1",), {})
