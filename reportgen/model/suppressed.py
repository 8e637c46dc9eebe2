"""A count of persons that is hidden, since it is so small that somebody could be recognised: written "<5" and printed so."""

from __future__ import annotations

import re
from typing import Final

from reportgen.model.kolada import PROTECTED

_HIDDEN: Final = re.compile(
    r"<\s*\d{1,2}|(?:färre|mindre) än (?:\d{1,2}|tre|fyra|fem|sex|tio)|1\s*[-\u2013]\s*\d", re.IGNORECASE | re.ASCII
)


def is_hidden_count(text: str) -> bool:
    """Whether the words say that there are a few and not how many: <5, färre än 5, 1–4."""
    return bool(_HIDDEN.fullmatch(text.strip()))


def is_withheld(text: str) -> bool:
    """Whether the words stand for a number that is not told: a hidden count, or ".." as in official statistics."""
    return text.strip() == PROTECTED or is_hidden_count(text)
