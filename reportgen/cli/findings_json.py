"""What a check found, for programs. docs/fynd.schema.json says what each key holds; keys are added, never changed."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from reportgen.model.finding import Finding, Severity

if TYPE_CHECKING:
    from reportgen.model.excerpt import Excerpt
    from reportgen.pipeline import Checked

VERSION: Final = 1
"""Of the form of the JSON. Raised if a key would have to be changed or taken away."""


def findings_json(checked: Checked) -> str:
    """All findings in sheet order. Letters beyond ASCII are escaped, as consoles differ."""
    counts = Counter(finding.severity for finding in checked.findings if not finding.reason)
    content = {
        "version": VERSION,
        "fil": str(checked.file),
        "mall": checked.template.spec.info.name,
        "period": str(checked.derived.period),
        "fynd": [_record(finding, checked.excerpt(finding)) for finding in checked.findings],
        "antal": {
            **{severity.word: counts[severity] for severity in sorted(Severity, reverse=True)},
            "kvitterade": len(checked.findings) - counts.total(),
        },
    }
    return json.dumps(content, indent=2)


def _record(finding: Finding, excerpt: Excerpt | None) -> dict[str, Any]:
    place, earlier = finding.place, finding.earlier
    return {
        "kod": finding.code.name,
        "grad": finding.severity.word,
        "blad": finding.at.sheet if finding.at else None,
        "cell": finding.at.a1 or None if finding.at else None,
        "plats": str(place) if place else None,
        "tabell": place.table if place else None,
        "rad": place.row if place else None,
        "kolumn": place.column if place else None,
        "meddelande": finding.message,
        "atgard": finding.advice,
        "funnet": finding.found,
        "vantat": finding.expected,
        "skillnad": str(finding.gap.shown) if finding.gap else None,
        "kvitterad": finding.reason or None,
        "bro": finding.bridge or None,
        "tidigare": {"funnet": earlier.found, "skal": earlier.reason} if earlier else None,
        "grannar": _neighbours(excerpt),
    }


def _neighbours(excerpt: Excerpt | None) -> list[dict[str, Any]]:
    cells = excerpt.cells if excerpt else ()
    return [{"cell": cell.a1, "rubrik": cell.heading, "varde": cell.shown, "fyndets": cell.at_fault} for cell in cells]
