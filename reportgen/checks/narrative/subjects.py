"""What a claim is about: the rows and tables that the words beside its number name, or else what the text is about.

A sentence names its subject ("personalkostnaderna"), goes on with the one before ("Avvikelsen …"), stands in the comment of
a row, under a heading that names one, or speaks of the whole nämnd. Words that nothing in the report answers to ("för
konsulter") narrow the subject to something that no table holds: then nothing is said to be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from reportgen.checks.narrative.catalogue import Catalogue
from reportgen.checks.narrative.phrases import match
from reportgen.checks.narrative.series import Series
from reportgen.checks.narrative.vocabulary import (
    COUNTED,
    COUNTING,
    GENERIC,
    KNOWN,
    NAMND,
    OWNERS,
    PREPOSITIONS,
    VERBS,
    WHOLE,
)
from reportgen.claims.claim import Claim, Measure
from reportgen.claims.numerals import Kind
from reportgen.claims.patterns import Scenario
from reportgen.claims.sentences import Token, stem, tokens

Group = tuple[Series, ...]
"""A subject: one series, or several that the sentence adds up."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a sentence that name series: tokens first … last (exclusive), `start` and `end` in the sentence."""

    first: int
    last: int
    start: int
    end: int
    series: tuple[Series, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class Subject:
    """The groups that a claim may be about, likeliest first.

    `firm` when a mismatch with all of them is an error, `named` when the words beside the claim name them.
    """

    groups: tuple[Group, ...]
    firm: bool
    named: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What a text is about before it says anything: its row, what its heading names, and what the sentence before spoke of."""

    row: tuple[Series, ...] = ()
    titled: tuple[Series, ...] = ()
    carried: tuple[Group, ...] = ()
    words: frozenset[str] = frozenset()
    strange: bool = False
    """The sentence before spoke of something that no table holds."""
    said: bool = False
    """The sentence itself has named what is carried."""
    doubtful: bool = False
    """What is carried is that of a number in the sentence which agreed with nothing and may speak of something else."""


_SHORT_NOUN: Final = 2
"""Letters of a noun that is too short to be trusted alone."""

_JOIN: Final = re.compile(
    r"^[\s,]*(?:och|samt|inklusive|inkl\.?|plus|,)\s+(?:(?:den|det|de|för|även)\s+)*$", re.IGNORECASE
)


_PART_AFTER: Final = re.compile(r"\s*(?:mer|mindre|högre|lägre)?\s*(?:på|i|inom|för|hos)\s+(\w{4,})", re.IGNORECASE)
_COUNTED: Final = re.compile(r"\s*(?:fler|färre)\b", re.IGNORECASE)
_SINCE: Final = re.compile(r"\s*sedan\s+(?:dess|då)\b", re.IGNORECASE)


def mentions(words: Sequence[Token], catalogue: Catalogue, setting: Setting) -> list[Mention]:
    """What the words name, longest first where two overlap, in order."""
    found: list[Mention] = []
    taken: set[int] = set()
    hits = sorted(_hits(words, catalogue), key=lambda hit: (hit[0] - hit[1], hit[0]))
    by_span: dict[tuple[int, int], list[Series]] = {}
    weight: dict[tuple[int, int], int] = {}
    for first, last, one, size in hits:
        by_span.setdefault((first, last), []).append(one)
        weight[first, last] = max(size, weight.get((first, last), 0))
    for (first, last), series in sorted(by_span.items(), key=lambda item: (-weight[item[0]], item[0])):
        span = set(range(first, last))
        if span & taken:
            continue
        best = nearest(series, setting.words | {one for word in words for one in word.stems})
        if not best:
            continue
        taken |= span
        found.append(Mention(first, last, words[first].start, words[last - 1].end, best, weight[first, last]))
    return sorted(found, key=lambda mention: mention.first)


def _hits(words: Sequence[Token], catalogue: Catalogue) -> Iterable[tuple[int, int, Series, int]]:
    for at, word in enumerate(words):
        for one in word.stems:
            for phrase, series in catalogue.by_stem.get(one, ()):
                last = match(phrase, words, at)
                if last is not None:
                    yield at, last, series, len(phrase)


def nearest(series: Iterable[Series], around: frozenset[str]) -> tuple[Series, ...]:
    """Of series with the same name those whose table or group the words around speak of; of bare measures only such."""
    scored = [(len(one.context & around), one) for one in dict.fromkeys(series) if one.fits(around)]
    best = max((score for score, _ in scored), default=0)
    specific = [one for score, one in scored if score == best]
    if any(one.generic for _, one in scored):
        return tuple(one for one in specific if not one.generic or best > 0)
    return tuple(one for _, one in scored) if len({one.label for _, one in scored}) < len(scored) else tuple(specific)


def subject_of(claim: Claim, setting: Setting, catalogue: Catalogue) -> Subject:
    """The subject of a claim, from the words beside its number outward."""
    text = claim.sentence.text
    words = tokens(text)
    start, end = claim.right if claim.on_right else claim.left
    region = [word for word in words if start <= word.start < end]
    named = _fitting(mentions(region, catalogue, setting), claim)
    counted = _counted(claim, words, setting, catalogue)
    if counted:
        firm = not _narrowed(region, mentions(region, catalogue, setting), claim) and _may_blame(claim, [counted])
        return Subject(tuple((one,) for one in counted), firm, named=True)
    doubtful = setting.doubtful
    if start and not (named or claim.on_right or setting.said or setting.row):
        head = [word for word in words if word.start < start]
        named = _fitting(mentions(head, catalogue, setting), claim)
        named = [mention for mention in named if not _is_generic(head, mention)][-1:]
        region = head if named else region
        doubtful = doubtful or (not named and _narrowed(head, mentions(head, catalogue, setting), claim))
    narrowed = _narrowed(region, named, claim)
    if named:
        specific = [mention for mention in named if not _is_generic(region, mention)]
        groups = _groups(specific or named, text)
        if not specific:
            groups = [*groups, *((one,) for one in setting.row), *setting.carried]
        generic = any(one.generic for group in groups for one in group)
        firm = not narrowed and not (generic and setting.strange) and _may_blame(claim, groups) and not _goes_on(claim)
        return Subject(tuple(dict.fromkeys(groups)), firm, named=True)
    if claim.on_right:
        return Subject((), firm=False)
    stems = {one for word in region for one in word.stems}
    whole = tuple((one,) for one in catalogue.totals)
    own = tuple((one,) for one in (*setting.row,))
    titled = tuple((one,) for one in setting.titled)
    if stems & WHOLE or stems & NAMND:
        groups = [*own, *setting.carried, *titled, *whole] if not stems & NAMND else [*whole, *own, *titled]
    elif setting.carried or own or titled:
        groups = [*setting.carried, *own, *titled]
    else:
        groups = [*whole]
    groups = [group for group in groups if _kind_fits(group[0], claim)]
    firm = (
        not narrowed
        and not doubtful
        and bool(groups)
        and _may_blame(claim, groups)
        and _unnamed_may_blame(claim, stems)
    )
    return Subject(tuple(dict.fromkeys(groups)), firm and not _speaks_of_else(region, claim))


def _counted(claim: Claim, words: Sequence[Token], setting: Setting, catalogue: Catalogue) -> Group:
    """What a count counts, where the word right after it names a series: "251 kvinnor", "332 hushåll"."""
    if claim.number.kind is not Kind.COUNT or claim.measure is not Measure.LEVEL or not claim.noun:
        return ()
    after = [word for word in words if word.start >= claim.number.end][:1]
    named = _fitting(mentions(after, catalogue, setting), claim)
    return named[0].series if named and named[0].end - named[0].start > _SHORT_NOUN else ()


def _speaks_of_else(region: Sequence[Token], claim: Claim) -> bool:
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
    return _goes_on(claim) or any(
        len(word.word) > 3 and not word.stems & (KNOWN | WHOLE | NAMND) and word.word not in VERBS | PREPOSITIONS
        for word in region
    )


def _goes_on(claim: Claim) -> bool:
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


def _fitting(named: list[Mention], claim: Claim) -> list[Mention]:
    """The mentions whose series are of the claim's kind; more specific words before "kostnaden" alone."""
    kept = []
    for mention in named:
        series = tuple(one for one in mention.series if _kind_fits(one, claim))
        if series:
            kept.append(Mention(mention.first, mention.last, mention.start, mention.end, series, mention.weight))
    return kept


def _is_generic(region: Sequence[Token], mention: Mention) -> bool:
    """Whether a mention is no more than "kostnaden" or "verksamhetens nettokostnad"."""
    return all(word.stems & GENERIC for word in region[mention.first : mention.last] if word.word not in OWNERS)


def _groups(named: list[Mention], text: str) -> list[Group]:
    """Subjects joined by "och" or "inklusive" are added; else each stands alone, specific before generic."""
    chains: list[list[Mention]] = []
    for mention in named:
        if chains and _JOIN.match(text[chains[-1][-1].end : mention.start]):
            chains[-1].append(mention)
        else:
            chains.append([mention])
    groups: list[Group] = []
    for chain in chains:
        if len(chain) == 1:
            groups.extend((one,) for one in chain[0].series)
        else:
            groups.extend(_added(chain))
    return groups


def _added(chain: list[Mention]) -> Iterable[Group]:
    """One series of each mention, all of the same table and kind."""
    for one in chain[0].series:
        parts = [one]
        for mention in chain[1:]:
            same = [other for other in mention.series if other.table.key == one.table.key and other.kind is one.kind]
            parts.extend(same[:1])
        if len(parts) == len(chain):
            yield tuple(parts)


def _narrowed(region: Sequence[Token], named: Sequence[Mention], claim: Claim) -> bool:
    """Whether a word that nothing answers to stands before the verb, or after a preposition: it narrows the subject."""
    inside = {n for mention in named for n in range(mention.first, mention.last)}
    known = KNOWN if claim.number.kind is Kind.MONEY else KNOWN | COUNTED
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


def _kind_fits(series: Series, claim: Claim) -> bool:
    if claim.number.kind is Kind.MONEY:
        return series.kind is Kind.MONEY
    if claim.number.kind is Kind.COUNT:
        return series.kind is Kind.COUNT
    if claim.counted:
        return series.kind is Kind.COUNT
    if _COUNTED.match(claim.sentence.text[claim.number.end :]):
        return series.kind is Kind.COUNT
    return series.kind is Kind.PERCENT or claim.measure is not Measure.LEVEL


def _may_blame(claim: Claim, groups: Sequence[Group]) -> bool:
    """Whether a mismatch means an error: not for a claim of a part, nor a month series without its mean or a whole comparison."""
    if claim.loose:
        return False
    if any(one.monthly for group in groups for one in group):
        return claim.mean or (
            claim.number.kind is Kind.PERCENT and claim.measure is not Measure.LEVEL and bool(claim.against)
        )
    return True


def _unnamed_may_blame(claim: Claim, stems: set[str]) -> bool:
    """Without a subject of its own a count must be said to be one, or be compared with its budget."""
    if claim.number.kind is Kind.COUNT:
        told = claim.scenario is Scenario.BUDGET or claim.measure is Measure.DEVIATION
        return told or (claim.measure is Measure.LEVEL and bool(stems & COUNTING))
    if claim.number.kind is Kind.PERCENT:
        return claim.measure is not Measure.LEVEL and bool(claim.against)
    return not (claim.measure is Measure.LEVEL and claim.scenario is None and claim.span is None and not claim.against)
