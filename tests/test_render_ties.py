"""Where a line must not end: spaces are tied, and nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.render.ties import tied


@pytest.mark.parametrize(
    "text",
    [
        "högst 5~% mer",
        "12~345~678 dygn",
        "2,5~mnkr av 14~tkr",
        "sju av 10~procent",
        "enligt 4~kap.~1~§ socialtjänstlagen",
        "se §~14",
        "fler dygn~– men färre barn",
        "år 2024 5 barn",
        "2024 2025",
        "24 timmar",
        "5 krav",
        "1 2345",
        "jan–aug",
    ],
)
def test_only_what_belongs_together_is_tied(text: str) -> None:
    assert tied(text.replace("~", " ")).replace("\u00a0", "~") == text


@given(st.text(alphabet="1 2%§–akr.,\u00a0"))
def test_spaces_alone_are_changed_and_only_once(text: str) -> None:
    made = tied(text)
    assert made.replace("\u00a0", " ") == text.replace("\u00a0", " ")
    assert tied(made) == made
