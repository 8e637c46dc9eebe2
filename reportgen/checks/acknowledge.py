"""Findings that somebody has looked at and lets stand, with their reason, on the sheet Granskning."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from reportgen.model.finding import Code, Earlier, Finding
from reportgen.model.format import format_number_plain
from reportgen.model.position import CellRef
from reportgen.model.report import Acknowledgement, Report
from reportgen.spec.schema import REVIEW

Spot = tuple[str, str]
"""What an acknowledgement and a finding have in common also when the value has changed: code and place."""

_SAME: Final = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2013": "-", "\u2212": "-"})


def acknowledge(findings: Iterable[Finding], report: Report) -> list[Finding]:
    """The findings, those acknowledged with their reason; then one for each acknowledgement that has none or fits none.

    It fits when code, place and the value found are the same: for another value the reason was not given. A bridge fits as
    long as the difference is the one it was given for. Where the value or the difference has changed, the finding says so
    itself, if it is the only one of its kind there.
    """
    findings = list(findings)
    given: defaultdict[Spot, list[Acknowledgement]] = defaultdict(list)
    for ack in report.acknowledged:
        if ack.reason.strip():
            given[_spot(ack)].append(ack)
    alone = {spot for spot, number in Counter(map(_spot_of, findings)).items() if number == 1}
    told = [_answered(finding, given, is_alone=_spot_of(finding) in alone) for finding in findings]
    return [*told, *_idle(report.acknowledged, findings, alone)]


def fits(ack: Acknowledgement, finding: Finding) -> bool:
    """Whether the acknowledgement was given for what the finding says."""
    if _spot(ack) != _spot_of(finding):
        return False
    if ack.bridge is not None and finding.gap is not None:
        return finding.gap.is_bridged_by(ack.bridge)
    return _same(ack.found) == _same(finding.found)


def _answered(finding: Finding, given: Mapping[Spot, Sequence[Acknowledgement]], *, is_alone: bool) -> Finding:
    """The finding with the reason that holds for it; else with the one that held before, told only where it is sure."""
    here = given.get(_spot_of(finding), ())
    ack = next((ack for ack in here if fits(ack, finding)), None)
    if ack is None:
        return replace(finding, earlier=_earlier(here[-1], finding)) if here and is_alone else finding
    bridged = ack.bridge is not None and finding.gap is not None
    return replace(finding, reason=_reason(ack), bridge=_amount(ack.bridge) if bridged else "", settled_at=ack.at)


def _earlier(ack: Acknowledgement, finding: Finding) -> Earlier:
    if ack.bridge is not None and finding.gap is not None:
        return Earlier(_amount(ack.bridge), _amount(finding.gap.shown), _reason(ack), is_bridge=True, at=ack.at)
    return Earlier(ack.found, finding.found, _reason(ack), at=ack.at)


def _idle(
    acknowledged: Iterable[Acknowledgement], findings: Sequence[Finding], alone: Collection[Spot]
) -> Iterator[Finding]:
    """What is to be said of acknowledgements that change nothing, where no finding has said it and no later one holds."""
    for ack in acknowledged:
        at, found = ack.at or CellRef(REVIEW), f"{ack.code} {ack.place}"
        if not ack.reason.strip():
            yield Finding(Code.KVITTERING_UTAN_SKAL, at, ack.place, found)
        elif _spot(ack) not in alone and not any(fits(ack, finding) for finding in findings):
            yield Finding(Code.KVITTERING_INAKTUELL, at, ack.place, found)


def _amount(value: Decimal | None) -> str:
    return "" if value is None else format_number_plain(value)


def _spot(ack: Acknowledgement) -> Spot:
    return ack.code.strip().upper(), str(ack.place)


def _spot_of(finding: Finding) -> Spot:
    return finding.code.name, str(finding.place or "")


def _same(found: str) -> str:
    """A value without what copying between programs changes: kinds of space, dash and minus."""
    return " ".join(found.translate(_SAME).split())


def _reason(ack: Acknowledgement) -> str:
    return f"{ack.reason.strip()} ({ack.by.strip()})" if ack.by.strip() else ack.reason.strip()
