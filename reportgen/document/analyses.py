"""An analysis → its table and its chart, as blocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from reportgen.derive.analysed import Analysed
from reportgen.document.blocks import Block, ChartBlock, Series
from reportgen.document.table import Prose, table_block
from reportgen.spec.analysis import AnalysisSpec
from reportgen.spec.schema import TemplateSpec
from reportgen.spec.words import fill

SHOWN: Final = ("tabell", "diagram")
"""The parts of an analysis that a document can show, in this order."""


def analysis_blocks(
    found: Analysed,
    spec: AnalysisSpec,
    wanted: Sequence[str],
    template: TemplateSpec,
    names: Mapping[str, str],
    prose: Prose,
    label: Prose,
) -> tuple[Block, ...]:
    """The wanted parts that there is something to show in. A chart beside its table has no figures of its own."""
    if found.is_empty:
        return ()
    table = table_block(found.spec, found.table, template, names, prose, label=label)
    chart = _chart(found, spec, names, figures=spec.figures and "tabell" not in wanted)
    parts = {"tabell": table, "diagram": chart}
    return tuple(block for kind in wanted if (block := parts[kind]) is not None)


def _chart(found: Analysed, spec: AnalysisSpec, names: Mapping[str, str], *, figures: bool) -> ChartBlock | None:
    plot = found.plot
    if plot is None:
        return None
    return ChartBlock(
        id=spec.key,
        title=found.spec.title,
        kind=plot.kind,
        categories=plot.categories,
        series=tuple(Series(name, tuple(map(_float, values))) for name, values in plot.series),
        unit=plot.unit,
        description=plot.description,
        decimals=plot.decimals,
        source=fill(spec.source, names),
        figures=figures,
        directions=plot.directions,
    )


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
