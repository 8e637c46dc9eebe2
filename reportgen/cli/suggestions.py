"""The figures typed in texts with the value fields that would replace them, for the terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from reportgen.model.suggestion import Suggestion

if TYPE_CHECKING:
    from reportgen.pipeline import Checked

VERSION: Final = 1


def suggestions_text(checked: Checked, found: Sequence[Suggestion]) -> str:
    """By text: the words as they stand, and the field; last how many figures have one."""
    texts = ["\n".join(_text(list(group))) for _, group in groupby(found, key=lambda one: one.place)]
    ready = sum(bool(one.field) and not one.reason for one in found)
    if not found:
        return f"{checked.file}: inga tal är skrivna i texterna."
    return "\n\n".join(
        [f"{checked.file}: tal i texterna", *texts, f"{len(found)} tal, {ready} med ett fält som skriver samma sak."]
    )


def suggestions_json(checked: Checked, found: Sequence[Suggestion]) -> str:
    """The same as JSON. The keys are promised in docs/handbok.md."""
    content = {
        "version": VERSION,
        "fil": str(checked.file),
        "forslag": [
            {
                "blad": one.at.sheet if one.at else None,
                "cell": one.at.a1 if one.at else None,
                "plats": str(one.place),
                "ord": one.words,
                "tal": one.number,
                "falt": one.field or None,
                "skriver": one.prints or None,
                "skal": one.reason or None,
            }
            for one in found
        ],
    }
    return json.dumps(content, indent=2)


def _text(found: list[Suggestion]) -> Iterator[str]:
    yield f"{found[0].at or found[0].place} {found[0].label}"
    for one in found:
        yield f"  {one.words}"
        yield f"    {' – '.join(filter(None, (one.field, one.reason)))}"
