"""Words that a line must not part: a number from its unit, the groups of a number, a sign from what it belongs to.

By Myndigheternas skrivregler (numbers, section signs) and Svenska skrivregler (a dash ends a line, never begins one).
"""

from __future__ import annotations

import re
from typing import Final

from reportgen.model.format import KRONOR, NBSP

_UNITS: Final = (*KRONOR, "kronor", "procent", "procentenheter", "miljon", "miljoner", "miljard", "miljarder")

_TIES: Final = re.compile(
    rf"(?<=\d) (?=[%‰°]|\d{{3}}(?!\d)|(?:{'|'.join(_UNITS)})\b)"  # 5 %, 1 234, 3 mnkr
    r"|(?<=§) (?=\d)|(?<=\d) (?=§)|(?<=\bkap\.) (?=\d)|(?<=\d) (?=kap\.)"  # § 4, 4 kap. 1 §
    r"|(?<=[\w%.)]) (?=– )"
)


def tied(text: str) -> str:
    """The text with unbreakable spaces where a line must not end. Nothing else is changed, so its length is the same."""
    return _TIES.sub(NBSP, text)
