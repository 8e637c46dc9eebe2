"""One cause, one finding: what a finding explains is not told once more by the rules that stumble over it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from reportgen.model.finding import Code, Finding
from reportgen.model.position import CellRef

OF_ROW: Final = frozenset({Code.SERIE_FORSKJUTEN})
"""These explain every bound that is passed in their row."""

OF_CELL: Final = frozenset({Code.ARTAL_BLAND_TAL, Code.TAL_UTANFOR_SERIEN})
"""These explain a bound that is passed in their cell."""

OF_FORECAST: Final = frozenset({Code.STORLEK_AVVIKER, Code.PERIOD_OVER_HELAR, Code.TECKEN_AVVIKER, Code.TECKEN_FEL})
"""A row with one of these has a wrong figure, and what its forecast is held against may be that very figure."""

BOUNDS: Final = frozenset({Code.KONTROLL_FEL, Code.KONTROLL_VARNING, Code.KONTROLL_NOTIS})


def without_consequences(findings: Iterable[Finding]) -> list[Finding]:
    """The findings without the bounds of the mall that are passed because of another of them, without a part of a year above
    the whole where one of the row's figures is of the wrong size, and without an implausible forecast where the row has a figure
    of the wrong size or sign. Sums and other comparisons that must agree stay:
    they have a say about which figure is wrong.
    """
    findings = list(findings)
    rows = {_row(finding.at) for finding in findings if finding.code in OF_ROW}
    cells = {finding.at for finding in findings if finding.code in OF_CELL}
    doubted = {_row(finding.at) for finding in findings if finding.code in OF_FORECAST}
    sizes = {_row(finding.at) for finding in findings if finding.code is Code.STORLEK_AVVIKER}
    return [
        finding
        for finding in findings
        if not (_is_bound(finding) and _explained(finding, rows, cells))
        and not (finding.code is Code.PERIOD_OVER_HELAR and _row(finding.at) in sizes)
        and not (finding.code is Code.PROGNOS_UTANFOR and _row(finding.at) in doubted)
    ]


def _is_bound(finding: Finding) -> bool:
    return finding.code in BOUNDS and finding.details.get("relation") in ("hogst", "minst")


def _explained(finding: Finding, rows: set[CellRef | None], cells: set[CellRef | None]) -> bool:
    """Whether the bound is passed because of a finding of the row, or, where only one cell passes it, of the cell."""
    if finding.at is None:
        return False
    return _row(finding.at) in rows or (finding.gap is not None and finding.at in cells)


def _row(at: CellRef | None) -> CellRef | None:
    return CellRef(at.sheet, at.row) if at else None
