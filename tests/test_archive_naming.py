"""The names of an archive's files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.archive.naming import closed_file, namnd_word, parse_closed, reopened_file
from reportgen.model.archived import Name
from reportgen.model.period import Period
from reportgen.output import safe_name

WORD = st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True)
NAMES = st.builds(
    Name, st.builds(Period, st.integers(1990, 2100), st.integers(1, 12)), WORD, WORD, st.integers(1, 9999)
)


@given(NAMES)
def test_a_file_is_known_by_its_name(name: Name) -> None:
    assert parse_closed(closed_file(name)) == name
    assert parse_closed(reopened_file(name)) is None


@given(st.text(max_size=80))
def test_any_namnd_gives_a_word_that_every_disk_takes(namnd: str) -> None:
    name = Name(Period(2025, 8), namnd_word(namnd), "prov", 1)
    assert parse_closed(closed_file(name)) == name
    assert safe_name(closed_file(name)) == closed_file(name)


def test_the_word_of_a_namnd_is_readable() -> None:
    assert namnd_word("Vård- och omsorgsnämnden") == "vard-och-omsorgsnamnden"


@pytest.mark.parametrize(
    "file", ["index.sqlite", "a_b_2025-13_1.zip", "a_b_2025-08.zip", "A_b_2025-08_1.zip", "a_b_2025-08_1 (1).zip", ""]
)
def test_other_files_are_not_ours(file: str) -> None:
    assert parse_closed(file) is None
