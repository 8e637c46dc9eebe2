"""The analyses of a checked workbook, as they are shown to the person who is to write about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportgen.derive.analysed import Analysed, analysed
from reportgen.derive.fields import FIELD, FieldError, field_text
from reportgen.model.analysed import Sentence, ShownAnalysis
from reportgen.model.errors import ReportgenError
from reportgen.model.format import format_value
from reportgen.model.table import Row, RowKind
from reportgen.pipeline.check import Checked
from reportgen.spec.analysis import AnalysisSpec
from reportgen.spec.cell import cell_decimals, cell_unit
from reportgen.spec.schema import ColumnSpec, TableSpec
from reportgen.spec.suggest import unknown
from reportgen.spec.words import fill


def show_analyses(checked: Checked, keys: Sequence[str] = ()) -> list[ShownAnalysis]:
    """The analyses of the mall with those keys, or all of them; raises `ReportgenError` for one that it does not have."""
    spec = checked.template.spec
    known = [analysis.key for analysis in spec.analyses]
    for key in keys:
        if key not in known:
            raise ReportgenError(f"Mallen {spec.info.name} har ingen analys som heter så: {unknown(key, known)}")
    return [_shown(analysis, checked) for analysis in spec.analyses if not keys or analysis.key in keys]


def _shown(analysis: AnalysisSpec, checked: Checked) -> ShownAnalysis:
    found = analysed(analysis, checked.derived, checked.template.spec)
    names = {**checked.derived.period.names(), "namnd": checked.derived.namnd}
    text = checked.template.spec.text(analysis.proposed_for or "")
    rows = found.table.rows
    return ShownAnalysis(
        key=analysis.key,
        title=fill(found.spec.title, names),
        unit=found.spec.unit,
        head=tuple(_head(found.spec, names)),
        rows=tuple(tuple(_cells(row, found.spec)) for row in rows),
        words=frozenset(n for n, column in enumerate(_printed(found.spec)) if not column.type.is_numeric),
        sums=frozenset(n for n, row in enumerate(rows) if row.kind is RowKind.SUMMA),
        notes=tuple(filter(None, [found.spec.convention, *(note.text for note in found.spec.notes)])) if rows else (),
        sentences=tuple(_sentences(found, checked)),
        text=fill(text.title, names) if text else "",
        at=checked.derived.text(text.key).at if text else None,
    )


def _printed(spec: TableSpec) -> list[ColumnSpec]:
    return [column for column in spec.columns if column.printed]


def _head(spec: TableSpec, names: Mapping[str, str]) -> Iterator[str]:
    """The headings on one line: what stands over several columns before each of them."""
    for column in _printed(spec):
        yield fill(" ".join(filter(None, (column.group, column.heading))), names)


def _cells(row: Row, spec: TableSpec) -> Iterator[str]:
    yield row.name
    for column in _printed(spec)[1:]:
        value = row.cell(column.key).value
        percent = cell_unit(spec, None, column) == "%"
        shown = format_value(value, cell_decimals(spec, None, column), percent=percent, plus=column.plus)
        yield "" if column.zero_blank and value == 0 else shown


def _sentences(found: Analysed, checked: Checked) -> Iterator[Sentence]:
    def figure(path: str) -> str:
        try:
            return field_text(path, checked.derived, checked.template.spec)
        except FieldError:
            return f"{{{{{path}}}}}"

    for written in found.sentences:
        yield Sentence(written, FIELD.sub(lambda match: figure(match[1]), written))
