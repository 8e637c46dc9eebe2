"""Parts of an amount that the same sentence names: "förbättrats 600 tkr där A förbättrats 8 700 tkr och B försämrats 9 300 tkr"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from reportgen.claims.numerals import Hedge, Kind, Written, numbers
from reportgen.claims.sentences import Sentence

_LINK: Final = re.compile(
    r"\b(?:varav|där|fördelat på|bestående av|vilket utgörs av|vilka utgörs av|består av)\b", re.IGNORECASE
)
_GOOD: Final = re.compile(r"\b(?:förbättra\w*|\w*överskott\w*|positiv\w*|bättre)\b", re.IGNORECASE)
_BAD: Final = re.compile(r"\b(?:försämra\w*|\w*underskott\w*|negativ\w*|sämre)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Whole:
    """An amount, the sign said of it, and what its parts come to with theirs."""

    number: Written
    sign: int
    parts: tuple[Written, ...]
    net: Decimal


def contradicted(sentence: Sentence) -> Whole | None:
    """The amount whose parts come to the same with the opposite sign, or, all of its own sign, to more than it."""
    text = sentence.text
    link = _LINK.search(text)
    amounts = [number for number in numbers(text) if number.kind is Kind.MONEY and number.hedge is Hedge.NONE]
    before = [number for number in amounts if link and number.end <= link.start()]
    parts = [number for number in amounts if link and number.start >= link.end()]
    if not before or len(parts) < 2 or len({number.unit for number in (*before[-1:], *parts)}) > 1:
        return None
    whole = before[-1]
    sign = _sign(text[: whole.start])
    signs = [
        _sign(text[start : part.start])
        for start, part in zip(_starts(link.end() if link else 0, parts), parts, strict=True)
    ]
    if not sign or not all(signs):
        return None
    net = sum((abs(part.value) * one for part, one in zip(parts, signs, strict=True)), Decimal(0))
    play = sum((number.step for number in (whole, *parts)), Decimal(0)) / 2
    size = abs(whole.value)
    turned = net * sign < 0 and abs(abs(net) - size) <= play
    beyond = all(one == sign for one in signs) and abs(net) > size + play
    return Whole(whole, sign, tuple(parts), net) if turned or beyond else None


def _starts(first: int, parts: list[Written]) -> list[int]:
    return [first, *(part.end for part in parts[:-1])]


def _sign(words: str) -> int:
    """The last word of better or worse: +1, −1, 0 for none."""
    good = max((match.start() for match in _GOOD.finditer(words)), default=-1)
    bad = max((match.start() for match in _BAD.finditer(words)), default=-1)
    return 0 if good == bad else 1 if good > bad else -1
