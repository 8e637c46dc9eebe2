"""Captions as all writers set them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gallery import CHART, DRIFT, document, heading, paragraph
from reportgen.document.blocks import Block, Cover, Strong, Text
from reportgen.render.words import chart_caption, leads_in, table_caption, title_lines


def test_a_caption_has_number_title_and_unit() -> None:
    assert table_caption(DRIFT) == "Tabell 1. Driftredovisning (mnkr)"
    assert chart_caption(CHART) == "Diagram 1. Hushåll med bistånd (antal)"


def test_without_number_and_unit_the_title_stands_alone() -> None:
    assert table_caption(replace(DRIFT, number=None, unit="")) == "Driftredovisning"


@pytest.mark.parametrize(("unit", "words"), [("tkr", "Belopp i tkr"), ("dygn", "Enhet: dygn"), ("", "")])
def test_a_table_without_caption_still_says_its_unit(unit: str, words: str) -> None:
    assert table_caption(replace(DRIFT, caption=False, unit=unit)) == words


def head(title: str, *blocks: Block, cover: Cover = Cover.HEAD) -> list[str]:
    """What is said as the period above a part."""
    written = document(*blocks, cover=cover)
    part = replace(written.parts[0], title=title, subtitle="")
    return [words for what, words in title_lines(part, replace(written, period="2023")) if what == "period"]


def test_a_period_is_said_once() -> None:
    assert head("Tjänsteskrivelse") == ["2023"]
    assert head("Årsredovisning 2023") == []
    assert head("Tjänsteskrivelse", heading(1, "", "Årsredovisning 2023", "a")) == []
    assert head("Årsredovisning", heading(1, "", "Året 2023", "a"), cover=Cover.PAGE) == ["2023"]


def test_bold_words_and_a_colon_lead_in() -> None:
    assert leads_in(paragraph(Strong((Text("Vad som har gjorts"),))))
    assert leads_in(paragraph("Nämnden föreslår följande: "))
    assert not leads_in(paragraph("Som sagt: ", Strong((Text("bra"),))))
