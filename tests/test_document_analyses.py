"""Where a mall asks for an analysis, its table and chart stand."""

from __future__ import annotations

import pytest

from drawing import report, template
from reportgen.derive.report import derive
from reportgen.document.blocks import ChartBlock, TableBlock
from reportgen.document.compose import compose
from reportgen.model.errors import SpecError
from reportgen.spec.schema import Template
from test_derive_analysed_bridge import DRIFT, FIGURES


def blocks(jinja: str, figures: str = FIGURES) -> list[object]:
    spec = template(DRIFT)
    derived = derive(report(spec, figures), spec)
    return list(compose(derived, Template(spec, {"dokument.md.j2": jinja})).parts[0].blocks)


def test_the_table_comes_first_and_the_chart_after_it_has_no_figures_of_its_own() -> None:
    table, chart = blocks('{{ analys("vagen") }}')
    assert isinstance(table, TableBlock)
    assert isinstance(chart, ChartBlock)
    assert (table.id, table.number, chart.id, chart.number, chart.figures) == ("vagen", 1, "vagen", 1, False)


def test_a_chart_alone_has_its_figures_with_it() -> None:
    (chart,) = blocks('{{ analys("vagen", visa="diagram") }}')
    assert isinstance(chart, ChartBlock)
    assert chart.figures


def test_a_table_alone_is_the_table() -> None:
    (table,) = blocks('{{ analys("vagen", visa="tabell") }}')
    assert isinstance(table, TableBlock)


def test_without_figures_it_is_false_and_prints_nothing() -> None:
    assert blocks('{% if analys("vagen") %}Analys{% endif %}', "drift | budget\nhvb |") == []
    assert blocks('{{ analys("vagen") }}', "drift | budget\nhvb |") == []


@pytest.mark.parametrize(
    ("jinja", "told"),
    [
        ('{{ analys("vaegn") }}', "analys('vaegn') finns inte"),
        ('{{ analys("vagen", visa="meningar") }}', "Tillåtet: tabell, diagram"),
    ],
)
def test_what_an_analysis_does_not_have_is_told(jinja: str, told: str) -> None:
    with pytest.raises(SpecError, match="rad 1") as raised:
        blocks(jinja)
    assert told in str(raised.value)
