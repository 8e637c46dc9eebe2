"""Raw cells → the report they hold, and what is to be said of how they hold it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from reportgen.model.errors import WorkbookError
from reportgen.model.finding import Finding, in_sheet_order
from reportgen.model.kolada import KoladaFigure
from reportgen.model.period import Period
from reportgen.model.report import Report
from reportgen.spec.schema import CONFLICTS, KOLADA, TemplateSpec
from reportgen.workbook.grid import Book
from reportgen.workbook.lists import (
    find_unknown_lines,
    read_acknowledged,
    read_facts,
    read_identity,
    read_texts,
    review_missing,
)
from reportgen.workbook.locate import find_blocks
from reportgen.workbook.meta import Meta, read_meta
from reportgen.workbook.outside import find_beside_lists, find_merged, find_outside, find_unknown
from reportgen.workbook.personal import find_personal_numbers
from reportgen.workbook.tables import Words, bind_tables, read_tables


def which_template(book: Book) -> tuple[str, str]:
    """Name and version of the mall that the workbook was made from; `WorkbookError` if it is none of ours, or a chef's part."""
    meta = read_meta(book)
    if meta.part:
        raise WorkbookError(f"{book.name} är en fil till en chef. För in den i arbetsboken med reportgen samla-in.")
    return meta.template, meta.version


def parse_report(book: Book, template: TemplateSpec) -> tuple[Report, list[Finding]]:
    """The report as it was entered, and all findings in sheet order. Spare rows that nobody used are left out.

    `Cell.at`, `Row.at` and `Table.columns` tell where everything stands. Formulas of the mall have the value that the
    workbook showed, or none; `derive` works them out.
    """
    meta = read_meta(book)
    identity = read_identity(book, (meta.namnd, meta.period))
    namnd, period, findings = identity.namnd, identity.period, [*identity.findings]
    if period is None:
        raise WorkbookError(f"{book.name} har ingen läsbar period. Skriv den på bladet Start, till exempel 2024-08.")
    words = words_of(meta, namnd, period)
    blocks = find_blocks(book.grids, template, words.made)
    facts, about_facts = read_facts(book, template, blocks)
    texts, about_texts = read_texts(book, template, blocks, words.made)
    acknowledged, about_review = read_acknowledged(blocks)
    bound, about_tables = bind_tables(book, template, blocks, words)
    tables, about_cells = read_tables(bound, template, words, period)
    findings += [*about_facts, *about_texts, *about_review, *review_missing(book, blocks), *about_tables, *about_cells]
    findings += [*find_unknown_lines(blocks, template), *find_unknown(bound.values(), blocks, template, words.now)]
    findings += [*find_beside_lists(blocks, template, words.made), *_conflicts(book)]
    findings += [*find_merged(bound.values(), words.now), *find_outside(bound.values(), blocks, words.made)]
    findings += find_personal_numbers(book)
    report = Report(
        template=meta.template,
        version=meta.version,
        namnd=namnd,
        period=period,
        facts=facts,
        tables=MappingProxyType(tables),
        texts=texts,
        acknowledged=acknowledged,
        period_at=identity.period_at,
        seal=meta.seal,
        kolada=_kolada(book),
    )
    return report, in_sheet_order(findings, [grid.name for grid in book.grids])


def _conflicts(book: Book) -> Iterable[Finding]:
    """What waits for a choice; few workbooks have any, and those that have none need not wait for the import."""
    if book.grid(CONFLICTS) is None:
        return ()
    from reportgen.workbook.conflict_sheet import find_conflicts

    return find_conflicts(book)


def _kolada(book: Book) -> tuple[KoladaFigure, ...]:
    """What Kolada said of the figures, where there are any."""
    if book.grid(KOLADA) is None:
        return ()
    from reportgen.workbook.kolada_sheet import read_figures

    return read_figures(book)


def words_of(meta: Meta, namnd: str, period: Period) -> Words:
    """The words between braces as the workbook was made, and as they are now."""
    try:
        made = Period.parse(meta.period)
    except ValueError:
        made = period
    return Words({**made.names(), "namnd": meta.namnd}, {**period.names(), "namnd": namnd})
