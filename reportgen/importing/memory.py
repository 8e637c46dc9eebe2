"""What the workbook is to remember of an import, on the sheet Importerat: figures, totals, and amounts that went to no row.

An import of some measures leaves what is remembered of the others as it was: the budget may be imported in January and the
outcome every month.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from reportgen.importing.files import with_newer
from reportgen.ledger.export import Export, Measure
from reportgen.ledger.mapping import Loose, MappedTable
from reportgen.model.imported import ImportedLine, Imports, LooseAmount, Unbalanced
from reportgen.rounds.master import Master
from reportgen.workbook.answer import place_name
from reportgen.workbook.imported_sheet import ExportFile, imported_sheet, read_export_files, read_imports
from reportgen.workbook.plan import SheetPlan

if TYPE_CHECKING:
    from reportgen.importing.figures import Figure

_MOST: Final = 300
"""Amounts of a table that are remembered one by one, the largest; the others are remembered as one."""


def imported_plan(
    master: Master,
    export: Export,
    tables: Sequence[MappedTable],
    figures: Iterable[Figure],
    files: Sequence[ExportFile],
    now: datetime,
) -> SheetPlan | None:
    """The sheet with what is new; None when nothing is. `figures` are all that the export gives, also those that were not
    written because somebody has typed something else there.
    """
    at = now.strftime("%Y-%m-%d %H:%M")
    known = read_imports(master.book)
    imports = Imports(
        tuple(_lines(known.figures, master, export, figures, at)),
        tuple(_newer(known.loose, _loose(export, tables, at), export.measures)),
        _vouchers(known.unbalanced, export, at),
    )
    newer = with_newer(read_export_files(master.book), files)
    if newer is None and _said(imports) == _said(known):
        return None
    return imported_sheet(imports, newer or read_export_files(master.book))


def _lines(
    known: Iterable[ImportedLine], master: Master, export: Export, figures: Iterable[Figure], at: str
) -> Iterable[ImportedLine]:
    lines = {line.place: line for line in known}
    for figure in figures:
        old = lines.get(figure.place)
        if old is None or old.value != figure.after:
            what = place_name(figure.place, master.spec, master.report)
            lines[figure.place] = ImportedLine(figure.place, what, figure.after, export.name, at)
    return lines.values()


def _newer(
    known: Iterable[LooseAmount], new: Iterable[LooseAmount], measures: Sequence[Measure]
) -> Iterator[LooseAmount]:
    """What is known of other measures, and what is new of these."""
    yield from (one for one in known if one.measure not in measures)
    yield from new


def _vouchers(known: tuple[Unbalanced, ...], export: Export, at: str) -> tuple[Unbalanced, ...]:
    if Measure.UTFALL not in export.measures:
        return known
    return tuple(Unbalanced(one.voucher, one.line, _kronor(one.rest), one.file, at) for one in export.unbalanced)


def _loose(export: Export, tables: Sequence[MappedTable], at: str) -> Iterator[LooseAmount]:
    """Table by table, the largest first; what is beyond the most that is told is one amount for each measure."""
    for table in tables:
        told = sorted([*table.twice, *table.unmapped], key=lambda one: (not one.rows, -_size(one)))
        for one in told[:_MOST]:
            for measure, ore in one.amounts.items():
                if ore:
                    words = table.words(one.codes, export.accounts)
                    yield LooseAmount(table.key, words, measure, _kronor(ore), one.rows, export.name, at)
        rest: dict[Measure, int] = defaultdict(int)
        for one in told[_MOST:]:
            for measure, ore in one.amounts.items():
                rest[measure] += ore
        words = f"{len(told) - _MOST} koder till"
        for measure, ore in rest.items():
            yield LooseAmount(table.key, words, measure, _kronor(ore), (), export.name, at)


def _size(one: Loose) -> int:
    return max(map(abs, one.amounts.values()), default=0)


def _kronor(ore: int) -> Decimal:
    return Decimal(ore) / 100


def _said(imports: Imports) -> tuple[object, ...]:
    """All but when, and where it stands."""
    return (
        imports.figures,
        [(one.table, one.codes, one.measure, one.amount, one.rows, one.file) for one in imports.loose],
        [(one.voucher, one.line, one.rest, one.file) for one in imports.unbalanced],
    )
