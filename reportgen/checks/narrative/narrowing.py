"""Words that nothing in the report answers to: they narrow what a sentence speaks of to something that no table holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from reportgen.checks.narrative.catalogue import Catalogue
from reportgen.checks.narrative.mentions import Mention, Setting, mentions
from reportgen.checks.narrative.vocabulary import COUNTED, COUNTING, KNOWN, NAMND, PREPOSITIONS, PRICED, VERBS, WHOLE
from reportgen.claims.claim import Claim
from reportgen.claims.numerals import Kind
from reportgen.claims.sentences import Token, stem

_PART_AFTER: Final = re.compile(r"\s*(?:mer|mindre|högre|lägre)?\s*(?:på|i|inom|för|hos)\s+(\w{4,})", re.IGNORECASE)
_SINCE: Final = re.compile(r"\s*sedan\s+(?:dess|då)\b", re.IGNORECASE)


def narrowed(
    region: Sequence[Token], named: Sequence[Mention], claim: Claim, own: frozenset[str] = frozenset()
) -> bool:
    """Whether a word that nothing answers to stands before the verb, or after a preposition: it narrows the subject."""
    inside = {n for mention in named for n in range(mention.first, mention.last)}
    known = KNOWN if claim.number.kind is Kind.MONEY else KNOWN | COUNTED
    known = known | own | (PRICED if claim.per_unit else frozenset())
    told = frozenset(one for mention in named for series in mention.series for one in series.context | series.said)
    verb = next((n for n, word in enumerate(region) if word.word in VERBS), None)
    for n, word in enumerate(region):
        if n in inside or word.stems & known or word.stems & told or word.word in KNOWN or len(word.word) < 2:
            continue
        if (verb is not None and n < verb) or (n + 1 < len(region) and region[n + 1].word in ("som", "vilken")):
            return True
        back = n - 1
        while back >= 0 and (
            region[back].word in ("den", "det", "de", "en", "ett") or region[back].word.endswith(("iga", "ade"))
        ):
            back -= 1
        if back >= 0 and region[back].word in PREPOSITIONS and back not in inside:
            return True
        if claim.on_right:
            return True
    return False


def speaks_of_else(region: Sequence[Token], claim: Claim, own: frozenset[str] = frozenset()) -> bool:
    """Whether a sentence that names no row is of something else than the whole nämnd, or than what was spoken of before.

    It has a noun of its own ("De ändrade priserna kostar 4 mkr mer"), money of a volume, a part that it names after the number
    ("2,3 mkr mer på institution"), or it goes on from a day that the sentence before told of.
    """
    stems = {one for word in region for one in word.stems}
    if claim.number.kind is Kind.MONEY and stems & COUNTING:
        return True
    part = _PART_AFTER.match(claim.sentence.text[claim.number.end :])
    if part and stem(part[1].lower()) not in KNOWN:
        return True
    return goes_on(claim) or any(
        len(word.word) > 3 and not word.stems & (KNOWN | WHOLE | NAMND | own) and word.word not in VERBS | PREPOSITIONS
        for word in region
    )


def goes_on(claim: Claim) -> bool:
    """Whether a sentence tells of a time that only the one before it says: "Sedan dess har den ökat"."""
    return bool(_SINCE.match(claim.sentence.text)) and not claim.against


def is_strange(words: Sequence[Token], catalogue: Catalogue, setting: Setting) -> bool:
    """Whether a sentence starts by narrowing what it speaks of to something that no table holds."""
    verb = next((n for n, word in enumerate(words) if word.word in VERBS), None)
    start = words[:verb] if verb is not None else []
    inside = {n for mention in mentions(start, catalogue, setting) for n in range(mention.first, mention.last)}
    return any(
        word.word in ("för", "inom", "avseende", "gällande") and n + 1 not in inside and not start[n + 1].stems & KNOWN
        for n, word in enumerate(start[:-1])
    )
