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

from reportgen.checks.narrative.blame import may_blame, of_own_row, own_words, unnamed_may_blame
from reportgen.checks.narrative.catalogue import Catalogue
from reportgen.checks.narrative.mentions import Group, Mention, Setting, mentions
from reportgen.checks.narrative.narrowing import goes_on, narrowed, speaks_of_else
from reportgen.checks.narrative.series import Series
from reportgen.checks.narrative.vocabulary import (
    COUNTED,
    GENERIC,
    NAMND,
    OWNERS,
    WHOLE,
)
from reportgen.claims.claim import Claim, Measure
from reportgen.claims.numerals import Kind
from reportgen.claims.sentences import Token, tokens


@dataclass(frozen=True, slots=True)
class Subject:
    """The groups that a claim may be about, likeliest first.

    `firm` when a mismatch with all of them is an error, `named` when the words beside the claim name them.
    """

    groups: tuple[Group, ...]
    firm: bool
    named: bool = False


_SHORT_NOUN: Final = 2


"""Letters of a noun that is too short to be trusted alone."""


_JOIN: Final = re.compile(
    r"^[\s,]*(?:och|samt|inklusive|inkl\.?|plus|,)\s+(?:(?:den|det|de|för|även)\s+)*$", re.IGNORECASE
)


_COUNTED: Final = re.compile(r"\s*(?:fler|färre)\b", re.IGNORECASE)


_PLACED: Final = re.compile(r"\s+[^\W\d_]+\s+(?:i|på|hos|inom|för)\s+\w", re.IGNORECASE)


""" "1 980 dygn på HVB": what is counted, and of what."""


def subject_of(claim: Claim, setting: Setting, catalogue: Catalogue) -> Subject:
    """The subject of a claim, from the words beside its number outward."""
    text = claim.sentence.text
    words = tokens(text)
    start, end = claim.right if claim.on_right else claim.left
    region = [word for word in words if start <= word.start < end]
    named = _fitting(mentions(region, catalogue, setting), claim)
    counted = _counted(claim, words, setting, catalogue)
    if counted and not (named and _only_counts(claim)):
        firm = not narrowed(region, mentions(region, catalogue, setting), claim) and may_blame(claim, [counted])
        return Subject(tuple((one,) for one in counted), firm, named=True)
    if not named and claim.number.kind is Kind.COUNT and _PLACED.match(text, claim.number.end):
        region = [word for word in words if claim.number.end <= word.start < _clause_end(claim)]
        named = _fitting(mentions(region, catalogue, setting), claim)[:1]
    doubtful = setting.doubtful
    if start and not (named or claim.on_right or setting.said or setting.row):
        head = [word for word in words if word.start < start]
        named = _fitting(mentions(head, catalogue, setting), claim)
        named = [mention for mention in named if not _is_generic(head, mention)][-1:]
        region = head if named else region
        doubtful = doubtful or (not named and narrowed(head, mentions(head, catalogue, setting), claim))
    if named:
        specific = [mention for mention in named if not _is_generic(region, mention)]
        groups = _groups(specific or named, text)
        if not specific and setting.row and not {one for word in region for one in word.stems} & WHOLE:
            groups = [group for group in ((one,) for one in setting.row) if _kind_fits(group[0], claim)] or groups
        elif not specific:
            groups = [*groups, *((one,) for one in setting.row), *setting.carried]
        generic = any(one.generic for group in groups for one in group)
        firm = (
            not narrowed(region, named, claim)
            and not (generic and setting.strange)
            and may_blame(claim, groups)
            and not goes_on(claim)
        )
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
    words_of_row = own_words(setting.row)
    strange = narrowed(region, named, claim) and narrowed(region, named, claim, words_of_row)
    firm = (
        not strange
        and not doubtful
        and bool(groups)
        and may_blame(claim, groups)
        and (unnamed_may_blame(claim, stems) or (bool(own) and of_own_row(claim, stems, setting.row)))
    )
    return Subject(tuple(dict.fromkeys(groups)), firm and not speaks_of_else(region, claim, words_of_row))


def _counted(claim: Claim, words: Sequence[Token], setting: Setting, catalogue: Catalogue) -> Group:
    """What a count counts, where the word right after it names a series: "251 kvinnor", "332 hushåll"."""
    if claim.number.kind is not Kind.COUNT or claim.measure is not Measure.LEVEL or not claim.noun:
        return ()
    after = [word for word in words if word.start >= claim.number.end][:1]
    named = _fitting(mentions(after, catalogue, setting), claim)
    return named[0].series if named and named[0].end - named[0].start > _SHORT_NOUN else ()


def _clause_end(claim: Claim) -> int:
    """Where the clause of a number ends."""
    comma = claim.sentence.text.find(",", claim.number.end)
    return comma if comma >= 0 else len(claim.sentence.text)


def _only_counts(claim: Claim) -> bool:
    """Whether the word after a count says no more than what is counted: "dygn", "hushåll"."""
    first = tokens(claim.noun)[:1]
    return bool(first and first[0].stems & COUNTED)


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


def _kind_fits(series: Series, claim: Claim) -> bool:
    if claim.number.kind is Kind.MONEY:
        fits = claim.number.unit == "kr" if series.priced else not claim.per_unit
        return series.kind is Kind.MONEY and fits
    if claim.number.kind is Kind.COUNT:
        return series.kind is Kind.COUNT
    if claim.counted:
        return series.kind is Kind.COUNT
    if _COUNTED.match(claim.sentence.text[claim.number.end :]):
        return series.kind is Kind.COUNT
    return series.kind is Kind.PERCENT or claim.measure is not Measure.LEVEL
