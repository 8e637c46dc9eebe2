"""Findings that somebody has looked at and lets stand, with their reason, on the sheet Granskning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from reportgen.model.finding import Code, Finding
from reportgen.model.position import CellRef
from reportgen.model.report import Acknowledgement, Report
from reportgen.spec.schema import REVIEW

_SAME: Final = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2013": "-", "\u2212": "-"})


def acknowledge(findings: Iterable[Finding], report: Report) -> list[Finding]:
    """The findings, those acknowledged with their reason; then one for each acknowledgement that has none or fits none.

    It fits when code, place and the value found are the same: for another value the reason was not given.
    """
    findings = list(findings)
    reasons = {_key(ack): _reason(ack) for ack in report.acknowledged if ack.reason.strip()}
    known = [replace(finding, reason=reasons.get(_finding_key(finding), finding.reason)) for finding in findings]
    return [*known, *_idle(report.acknowledged, {_finding_key(finding) for finding in findings})]


def _idle(acknowledged: Iterable[Acknowledgement], there: set[tuple[str, str, str]]) -> Iterator[Finding]:
    """What is to be said of acknowledgements that change nothing."""
    for ack in acknowledged:
        at, found = ack.at or CellRef(REVIEW), f"{ack.code} {ack.place}"
        if not ack.reason.strip():
            yield Finding(Code.KVITTERING_UTAN_SKAL, at, ack.place, found)
        elif _key(ack) not in there:
            yield Finding(Code.KVITTERING_INAKTUELL, at, ack.place, found)


def _key(ack: Acknowledgement) -> tuple[str, str, str]:
    return ack.code.strip().upper(), str(ack.place), _same(ack.found)


def _finding_key(finding: Finding) -> tuple[str, str, str]:
    return finding.code.name, str(finding.place or ""), _same(finding.found)


def _same(found: str) -> str:
    """A value without what copying between programs changes: kinds of space, dash and minus."""
    return " ".join(found.translate(_SAME).split())


def _reason(ack: Acknowledgement) -> str:
    return f"{ack.reason.strip()} ({ack.by.strip()})" if ack.by.strip() else ack.reason.strip()
