"""Each cell gets its figure, each observation is in a cell or told why not; nothing is guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.kolada import choose as rules
from reportgen.kolada.areas import resolve
from reportgen.kolada.choose import Chosen, Need, choose
from reportgen.kolada.observation import LeftOut, Observation, Read
from reportgen.model.kolada import PROTECTED
from reportgen.model.position import Place
from reportgen.model.value import DASH, Value

CHOICES = {"egen": "9901", "liknande": "9902; 9903", "riket": "0000"}
PARTS = ("egen", "liknande", "riket")


def seen(area: str, year: int, value: int | str | None, kpi: str = "N30005", gender: str = "T") -> Observation:
    told: Value = DASH if value is None else PROTECTED if value == ".." else Decimal(value)
    return Observation(kpi, area, year, gender, told, source="svar.json")


def needs(*kpis: str, gender: str = "T") -> list[Need]:
    return [Need(Place("jamforelse", kpi.lower(), part), kpi, gender, part) for kpi in kpis for part in PARTS]


def chosen(
    *observations: Observation,
    choices: Mapping[str, str] = CHOICES,
    wanted: Sequence[Need] | None = None,
    year: int | None = None,
    members: Mapping[str, tuple[str, ...]] | None = None,
) -> Chosen:
    read = Read(observations, members=members or {})
    return choose(resolve(choices, read), wanted or needs("N30005"), 2025, year=year)


def told(done: Chosen) -> dict[str, tuple[str, int]]:
    """Value and year of each comparison that got one."""
    return {one.part: (str(one.value), one.year) for one in done.figures}


def reasons(done: Chosen) -> list[str]:
    return [one.why for one in done.left_out]


def test_the_year_is_the_latest_of_our_own() -> None:
    done = chosen(
        seen("9901", 2023, 1),
        seen("9901", 2024, 2),
        seen("0000", 2023, 3),
        seen("0000", 2024, 4),
        seen("0000", 2025, 5),
    )
    assert told(done) == {"egen": ("2", 2024), "riket": ("4", 2024)}
    assert reasons(done) == [rules.OTHER_YEAR] * 3


def test_the_year_asked_for_is_the_year() -> None:
    done = chosen(seen("9901", 2023, 1), seen("9901", 2024, 2), year=2023)
    assert told(done) == {"egen": ("1", 2023)}


def test_a_comparison_that_lacks_the_year_has_its_latest_before() -> None:
    done = chosen(seen("9901", 2024, 2), seen("0000", 2022, 3), seen("0000", 2025, 9))
    assert told(done) == {"egen": ("2", 2024), "riket": ("3", 2022)}


def test_a_missing_value_gives_way_to_an_older_one_but_a_protected_does_not() -> None:
    done = chosen(seen("9901", 2024, ".."), seen("9901", 2023, 7), seen("0000", 2024, None), seen("0000", 2023, 3))
    assert told(done) == {"egen": ("..", 2024), "riket": ("3", 2023)}


def test_a_value_that_is_missing_in_every_year_is_a_dash() -> None:
    done = chosen(seen("9901", 2024, 2), seen("0000", 2024, None))
    assert told(done)["riket"] == ("–", 2024)


def test_several_municipalities_are_an_unweighted_mean_of_those_with_a_value() -> None:
    done = chosen(seen("9901", 2024, 2), seen("9902", 2024, 5), seen("9903", 2024, None))
    (mean,) = [one for one in done.figures if one.part == "liknande"]
    assert (mean.value, mean.count, mean.is_mean, mean.area) == (Decimal(5), 1, True, "9902, 9903")
    assert reasons(done) == [rules.NO_VALUE]


def test_a_mean_takes_no_other_year() -> None:
    done = chosen(seen("9901", 2024, 2), seen("9902", 2024, 4), seen("9903", 2023, 600))
    assert told(done)["liknande"] == ("4", 2024)


def test_a_group_without_values_of_its_own_is_the_mean_of_its_members() -> None:
    done = chosen(
        seen("9901", 2024, 2), seen("9902", 2024, 4), seen("9903", 2024, 8),
        choices={**CHOICES, "liknande": "G1 Liknande"}, members={"G1": ("9902", "9903")},
    )  # fmt: skip
    (mean,) = [one for one in done.figures if one.part == "liknande"]
    assert (mean.value, mean.count, mean.area, mean.who, mean.is_mean) == (Decimal(6), 2, "G1", "Liknande", True)


def test_the_same_said_twice_is_used_once_and_two_different_are_not_used() -> None:
    same = chosen(seen("9901", 2024, 2), seen("9901", 2024, 2))
    assert (told(same), reasons(same)) == ({"egen": ("2", 2024)}, [rules.SAID_TWICE])
    other = chosen(seen("9901", 2024, 2), seen("9901", 2024, 3))
    assert (told(other), reasons(other)) == ({}, [rules.CONTRADICTED] * 2)


def test_what_nobody_asked_for_is_told() -> None:
    done = chosen(
        seen("9901", 2024, 2), seen("9901", 2024, 1, kpi="N1"), seen("9904", 2024, 1), seen("9901", 2024, 1, gender="K")
    )
    assert reasons(done) == [rules.NOT_ASKED, rules.NOT_CHOSEN, rules.OTHER_GENDER]


def test_a_sex_that_is_asked_for_is_taken() -> None:
    assert told(
        chosen(seen("9901", 2024, 2), seen("9901", 2024, 1, gender="K"), wanted=needs("N30005", gender="K"))
    ) == {"egen": ("1", 2024)}


def test_a_cell_without_a_figure_is_told_with_the_reason() -> None:
    done = chosen(seen("9901", 2024, 2), choices={**CHOICES, "liknande": ""}, wanted=needs("N30005", "N9"))
    assert [(str(need.place), why) for need, why in done.unmet] == [
        ("jamforelse.n30005.liknande", "ingen är vald på bladet Kolada"),
        ("jamforelse.n30005.riket", "värde för 2024 eller tidigare saknas"),
        ("jamforelse.n9.egen", "nyckeltalet N9 finns inte i det som lästes"),
        ("jamforelse.n9.liknande", "ingen är vald på bladet Kolada"),
        ("jamforelse.n9.riket", "nyckeltalet N9 finns inte i det som lästes"),
    ]


def test_a_figure_that_is_held_against_has_its_own_year_and_no_other() -> None:
    held = [Need(Place("nyckeltal", "a", "utfall"), "N30005", "T", "egen", year) for year in (2023, 2025)]
    done = chosen(seen("9901", 2023, 1), seen("9901", 2024, 2), wanted=held)
    assert [(one.year, one.value, one.is_held) for one in done.figures] == [(2023, Decimal(1), True)]


def test_the_newest_year_there_is_comes_along() -> None:
    done = chosen(seen("9901", 2022, 1), seen("9901", 2024, 2), seen("9901", 2026, 3), year=2022)
    assert [(one.year, one.newest) for one in done.figures] == [(2022, 2024)], "2026 is after the report's own year"


OBSERVATIONS = st.lists(
    st.builds(
        seen,
        st.sampled_from(["9901", "9902", "9903", "0000", "G1", "9999"]),
        st.integers(2020, 2026),
        st.one_of(st.none(), st.just(".."), st.integers(-3, 3)),
        st.sampled_from(["N30005", "N30001", "N1"]),
        st.sampled_from(["T", "K"]),
    ),
    max_size=25,
)  # fmt: skip


@pytest.mark.parametrize("liknande", ["9902; 9903", "G1", "9902"])
@given(observations=OBSERVATIONS, year=st.one_of(st.none(), st.integers(2020, 2026)))
def test_every_observation_is_in_a_cell_or_left_out_with_a_reason(
    liknande: str, observations: list[Observation], year: int | None
) -> None:
    """The law of the import: nothing that was read disappears, and nothing is both used and left out."""
    wanted = [*needs("N30005", "N30001"), *needs("N30005", gender="K")]
    done = chosen(
        *observations,
        choices={**CHOICES, "liknande": liknande},
        wanted=wanted,
        year=year,
        members={"G1": ("9902", "9903")},
    )
    in_cells = [
        one
        for one in observations
        if any(
            (one.kpi, one.gender, one.year) == (figure.kpi, figure.gender, figure.year)
            and one.area in (_members(figure.area))
            and (figure.is_mean or one.value == figure.value)
            for figure in done.figures
        )
    ]
    lines = [f"{one.kpi} {one.area} {one.year} {one.gender}: {one.value}" for one in observations]
    left = [_plain(one) for one in done.left_out]
    assert all(why for _, why in left)
    used = list(lines)
    for line, _ in left:
        used.remove(line)
    known = [line for line, one in zip(lines, observations, strict=True) if one in in_cells]
    assert all(line in known for line in used)
    assert len(used) + len(left) == len(observations)
    for figure in done.figures:
        assert figure.year <= (year or 2025)


def _members(area: str) -> list[str]:
    return ["9902", "9903", "G1"] if area == "G1" else area.split(", ")


def _plain(one: LeftOut) -> tuple[str, str]:
    return one.what.replace(" Riket ", " 0000 "), one.why
