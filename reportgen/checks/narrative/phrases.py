"""Labels and titles as prose may say them: "Köp av verksamhet/tjänster" is "köp av tjänster" too, "Summa intäkter" "intäkterna".

A phrase is a sequence of words, each known by its stems (see `claims.sentences`); small words count for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import product
from typing import Final

from reportgen.checks.narrative.vocabulary import words
from reportgen.claims.sentences import Token, stem, stems, tokens

Phrase = tuple[frozenset[str], ...]

SMALL: Final = words("""
    och i av för på samt till med inom enligt per en ett den det de som a o m fl mm avseende om hos vid från
""")
_DROPPED: Final = words("summa totalt totala total varav avgår netto mnkr mkr tkr kr")
_MEASURES: Final = words("""
    antal dygn personer hushåll kronor kr stycken ärenden procent andel år period snitt pris barn vuxna
""")
"""Words that say what is counted, not of what."""
_PARENTHESIS: Final = re.compile(r"\(([^)]*)\)")
_MARK: Final = re.compile(r"\*+\)?|^\s*-\s*")
_NAMND: Final = frozenset({stem("nämnd"), stem("nämnden"), stem("socialnämnd")})


def phrases(label: str, called: Sequence[str] = (), namnd: str = "") -> tuple[Phrase, ...]:
    """The phrases that name what has this label, longest first; none for a bare "Summa"."""
    plain = _MARK.sub("", label)
    inner = [found for found in _PARENTHESIS.findall(plain) if found.isupper() and len(found) > 1]
    candidates = [_PARENTHESIS.sub(" ", plain), *inner, *called]
    found: list[Phrase] = []
    for candidate in candidates:
        for said in _alternatives(candidate):
            phrase = tuple(stems(word) for word in said)
            if phrase and phrase not in found and not _only_namnd(said, namnd) and not set(said) <= _MEASURES:
                found.append(phrase)
    return tuple(sorted(found, key=len, reverse=True))


def context_stems(*labels: str) -> frozenset[str]:
    """The stems of the words of a title or a group, for telling alike series apart."""
    return frozenset(
        one for label in labels for token in tokens(label) if token.word not in SMALL for one in token.stems
    )


def match(phrase: Phrase, told: Sequence[Token], at: int) -> int | None:
    """The index after the phrase if it stands at `at`, small words passed over; None if it does not."""
    n = at
    for part in phrase:
        while n < len(told) and n > at and told[n].word in SMALL and not told[n].stems & part:
            n += 1
        if n >= len(told) or not told[n].stems & part:
            return None
        n += 1
    return n


def _alternatives(label: str) -> Iterable[list[str]]:
    """The words that count, and with each word of a slash alone: "verksamhet/tjänster" is either."""
    choices = []
    for piece in label.split():
        options = [part for part in piece.strip(",.;:").split("/") if part] if "/" in piece else [piece]
        choices.append(options)
    for chosen in product(*choices) if _count(choices) <= 8 else [label.split()]:
        said = [token.word for token in tokens(" ".join(chosen)) if token.word not in SMALL]
        while said and said[0] in _DROPPED:
            said = said[1:]
        if len(said) > 1 and said[0] in ("verksamhetens", "nämndens"):
            yield said[1:]
        yield said


def _count(choices: list[list[str]]) -> int:
    total = 1
    for options in choices:
        total *= len(options)
    return total


def _only_namnd(said: Sequence[str], namnd: str) -> bool:
    """A row called as the nämnd itself is not what "nämnden" means in a sentence."""
    own = _NAMND | {stem(word) for word in namnd.lower().split()} | {"sn"}
    return all(stem(word) in own or word in own for word in said)
