"""A source's TOML: read as it says, and all that is wrong with it told."""

from __future__ import annotations

import pytest

from reportgen.ledger.source import Source, SourceError, read_source


def test_a_source_says_what_is_peculiar() -> None:
    text = 'filnamn = "*x*.csv"\nenhet = "tkr"\ntecken = "lika"\n[rubriker]\nkonto = "Kto"\n[dimensioner]\n20 = "verksamhet"\n'
    assert read_source(text, "x.toml") == Source(
        "x.toml", "*x*.csv", "tkr", turned=False, headings={"konto": "Kto"}, dimensions={"20": "verksamhet"}
    )


def test_an_empty_source_is_what_is_usual() -> None:
    assert read_source("", "x.toml") == Source("x.toml")


def test_all_that_is_wrong_is_told() -> None:
    text = 'fil = "x"\nenhet = "öre"\nfilnamn = 3\n[rubriker]\nkto = "Kto"\nkonto = 5\n[dimensioner]\n20 = "verk"\n'
    with pytest.raises(SourceError) as caught:
        read_source(text, "x.toml")
    assert str(caught.value).count("\n") == 6


def test_what_is_no_toml_is_told() -> None:
    with pytest.raises(SourceError, match="TOML"):
        read_source("konto = ", "x.toml")
