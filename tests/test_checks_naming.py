"""Periods are read however they are written, and what only looks like one is left."""

from __future__ import annotations

import pytest

from reportgen.checks.naming import named_periods


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Utfall jan-apr 2025", (2025, 1, 4)),
        ("Budget jan – aug 2025", (2025, 1, 8)),
        ("januari till och med augusti", (None, 1, 8)),
        ("Per juli månad", (None, 7, 7)),
        ("t.o.m. aug. 2024", (2024, 8, 8)),
        ("tertial 1 2025", (2025, 1, 4)),
        ("kvartal 3", (None, 7, 9)),
        ("202401-202408", (2024, 1, 8)),
        ("Helårsprognos 202408", (2024, 8, 8)),
        ("maj–juni 2024", (2024, 5, 6)),
        ("2024-08", (2024, 8, 8)),
        ("Budget 2024", (2024, 0, 0)),
    ],
)
def test_period_is_read_however_it_is_written(text: str, months: tuple[int | None, int, int]) -> None:
    assert [named.months for named in named_periods(text)] == [months]


@pytest.mark.parametrize(("text", "day"), [("den 31 mars 2024", 31), ("2024-03-31", 31), ("1 mars", 1)])
def test_date_has_its_day(text: str, day: int) -> None:
    (named,) = named_periods(text)
    assert (named.first, named.day) == (3, day)


@pytest.mark.parametrize(
    "text",
    [
        "lagen (2025:400)",
        "SCN-2024-00493",
        "SN2025/200",
        "aprilväder",
        "Marschen",
        "Mål och budget 2025-2027",
        "majoritet",
    ],
)
def test_what_only_looks_like_a_period_is_left(text: str) -> None:
    assert list(named_periods(text)) == []


def test_span_from_january_is_known_as_one() -> None:
    assert [named.is_span for named in named_periods("jan–apr, maj–aug, april, 2024")] == [True, False, False, False]
