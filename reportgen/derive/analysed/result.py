"""What an analysis gives, whatever its kind: a table, perhaps a chart, and sentences for a person to go on from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from reportgen.model.table import Row, RowKind, Table
from reportgen.model.value import Cell, Origin, Value
from reportgen.spec.schema import ColumnSpec, TableSpec


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart by its figures. `kind` is that of a chart of the malls, or `brygga`: the first and last value are levels, those
    between changes, those above zero named by the first of `directions`, those below by the second. `description` tells what
    it shows to one who does not see it.
    """

    kind: str
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[Decimal | None, ...]], ...]
    unit: str
    decimals: int
    description: str
    directions: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Analysed:
    """`table` with its `spec`; the labels are filled. `sentences` have value fields for figures, as people's texts have."""

    spec: TableSpec
    table: Table
    plot: Plot | None = None
    sentences: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell: no row with a figure."""
        return not self.table.rows


def column(key: str, heading: str, **more: Any) -> ColumnSpec:
    """A column of an analysis; `more` by the keys of malls (`typ`, `enhet`, `grupp`, `plus` …)."""
    return ColumnSpec.model_validate({"nyckel": key, "rubrik": heading, **more})


def table_spec(
    key: str, title: str, columns: Iterable[ColumnSpec], *, notes: Iterable[str] = (), **more: Any
) -> TableSpec:
    """The spec of an analysis's table; the rows are those of the report."""
    told = [{"text": text} for text in notes]
    return TableSpec.model_validate({"nyckel": key, "titel": title, "not": told, **more}).model_copy(
        update={"columns": list(columns)}
    )


def row(key: str, label: str, values: Mapping[str, Value], kind: RowKind = RowKind.POST) -> Row:
    """A row of figures that are worked out."""
    cells = {name: Cell(value, origin=Origin.COMPUTED) for name, value in values.items()}
    return Row(key, label, kind, MappingProxyType(cells))
