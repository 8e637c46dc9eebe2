"""Text by text, sentence by sentence: each claim with its subject and how it stands to the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from reportgen.checks.context import Context
from reportgen.checks.narrative.bind import candidates
from reportgen.checks.narrative.catalogue import Catalogue
from reportgen.checks.narrative.mentions import Group, Setting, mentions
from reportgen.checks.narrative.narrowing import is_strange
from reportgen.checks.narrative.passages import Passage, passages
from reportgen.checks.narrative.phrases import context_stems
from reportgen.checks.narrative.subjects import Subject, subject_of
from reportgen.checks.narrative.verdict import Judge, Judged, Verdict
from reportgen.checks.tolerance import Spreads
from reportgen.claims.claim import Claim
from reportgen.claims.numerals import Kind
from reportgen.claims.patterns import Scenario
from reportgen.claims.reader import claims
from reportgen.claims.sentences import Sentence, Token, sentences, tokens
from reportgen.claims.spot import compared_with

_FIGURE: Final = re.compile(
    r"\d|\b(?:högre|lägre|fler|färre|ökat|minskat)\s|\b(?:en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|samtliga|alla|procent)\b",
    re.IGNORECASE,
)
_LIKENESS: Final = re.compile(r"\bbudget|\bmed prognos|\bmed föregående|\bstörst", re.IGNORECASE)
_EXACT: Final = 3
"""Figures of a count that agrees with a row by no coincidence."""
_OPENING: Final = 90
"""Letters of a sentence within which its subject stands."""


@dataclass(frozen=True, slots=True)
class Read:
    """A claim as it was bound. `judged` are the candidates, the likeliest subject first; `typed` is False where a field gave it."""

    passage: Passage
    claim: Claim
    subject: Subject
    judged: tuple[Judged, ...]
    typed: bool

    @property
    def right(self) -> Judged | None:
        """The candidate that the claim agrees with, the likeliest first."""
        return next((one for one in self.judged if one.verdict is Verdict.RIGHT), None)

    @property
    def best(self) -> Judged | None:
        """The candidate that the claim is nearest to."""
        return max(self.judged, key=lambda one: one.verdict, default=None)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence with its claims, what it was read in, and whether it may hold figures at all."""

    sentence: Sentence
    reads: tuple[Read, ...]
    setting: Setting
    figures: bool


class Reader:
    """Reads the texts of one report; labels are looked up and figures worked out once."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.catalogue = Catalogue(context)
        self.judge = Judge(Spreads(context))
        self.period = context.entered.period

    def read(self) -> Iterator[Read]:
        """Every claim of every text, in order."""
        for passage in self.passages():
            for spoken in self.sentences(passage):
                yield from spoken.reads

    def passages(self) -> Iterator[Passage]:
        """The texts that may hold a figure, or say that two are alike or that one is the largest."""
        return (
            passage
            for passage in passages(self.context)
            if _FIGURE.search(passage.content) or _LIKENESS.search(passage.content)
        )

    def sentences(self, passage: Passage) -> Iterator[Spoken]:
        """The sentences of a text with their claims; each goes on with what the one before it spoke of."""
        setting = base = self.setting(passage)
        compared: frozenset[Scenario] = frozenset()
        for sentence in sentences(passage.content):
            if sentence.first:
                setting, compared = base, frozenset()
            reads: list[Read] = []
            groups: tuple[Group, ...] = ()
            doubtful = False
            figures = bool(_FIGURE.search(sentence.text))
            if figures:
                for claim in claims(sentence, compared):
                    around = replace(setting, carried=groups or setting.carried, said=bool(groups), doubtful=doubtful)
                    read = self._bound(claim, around, passage, reads)
                    reads.append(read)
                    if spoken := self._spoken(read):
                        groups, doubtful = spoken, read.right is None and not read.subject.firm
            yield Spoken(sentence, tuple(reads), setting, figures=figures)
            compared = _compared(sentence, reads, compared)
            words = tokens(sentence.text[:_OPENING])
            carried = groups or self._named(words, setting) or setting.carried
            setting = replace(
                setting, carried=carried, strange=not reads and is_strange(words, self.catalogue, setting)
            )

    def setting(self, passage: Passage) -> Setting:
        """What the text is about: its row if it is a comment, else what its heading names."""
        place, title = passage.text.place, passage.text.label
        row = self.catalogue.by_row.get((place.table, place.row), ()) if place.table != "text" else ()
        spec = self.context.template.text(place.row or "") if place.table == "text" else None
        group = spec.group if spec else ""
        around = context_stems(title, group)
        if row:
            label = row[0].label
            alike = [one for one in self.catalogue.by_label[label] if one not in row]
            return Setting((*row, *alike), (), (), around)
        titled = mentions(tokens(title), self.catalogue, Setting(words=around)) if spec else []
        return Setting((), tuple(one for mention in titled for one in mention.series), (), around)

    def _bound(self, claim: Claim, setting: Setting, passage: Passage, before: Sequence[Read]) -> Read:
        subject = _partnered(claim, before) or subject_of(claim, setting, self.catalogue)
        judged = tuple(one for group in subject.groups for one in self._judged(claim, group))
        start = claim.sentence.start
        typed = not passage.is_filled(start + claim.number.start, start + claim.number.end)
        return Read(passage, claim, subject, judged, typed)

    def _judged(self, claim: Claim, group: Group) -> Iterator[Judged]:
        for candidate in candidates(claim, group, self.period):
            judged = self.judge.judge(claim, candidate)
            if judged is not None:
                yield judged

    def _spoken(self, read: Read) -> tuple[Group, ...]:
        """What the next claim is about if it names nothing: what this one agreed with, else all that it may be about."""
        if read.claim.on_right:
            return ()
        groups = read.subject.groups
        if read.right is not None:
            same = {one.label for one in read.right.candidate.series}
            groups = tuple(group for group in groups if {one.label for one in group} == same)
        alike = (self.catalogue.by_label[group[0].label] for group in groups if len(group) == 1 and not group[0].total)
        return tuple(dict.fromkeys((*groups, *((one,) for series in alike for one in series))))

    def _named(self, words: Sequence[Token], setting: Setting) -> tuple[Group, ...]:
        """What a sentence without claims speaks of, if it starts with it."""
        named = mentions(words[:6], self.catalogue, setting)
        return tuple((one,) for mention in named[:1] if mention.first <= 2 for one in mention.series)


def _compared(sentence: Sentence, reads: Sequence[Read], before: frozenset[Scenario]) -> frozenset[Scenario]:
    """What the next sentence compares with if it does not say: what this one says, or went on from itself."""
    said = compared_with(sentence.text) or _agreed_with(reads)
    went_on = bool(before) and any(read.claim.against == before for read in reads)
    return said or (before if went_on else frozenset())


def _agreed_with(reads: Sequence[Read]) -> frozenset[Scenario]:
    """What a sentence that does not say it compared with, told by the difference that its number agrees with."""
    words = {read.right.candidate.words for read in reads if read.right is not None and read.right.candidate.base}
    before = {Scenario.BEFORE} if any(one.endswith("föregående år") for one in words) else set()
    budget = {Scenario.BUDGET} if any(one.endswith("budget") for one in words) else set()
    return frozenset(before | budget) if len(before | budget) == 1 else frozenset()


def _partnered(claim: Claim, before: Sequence[Read]) -> Subject | None:
    """The second number of a pair is about what the first was found to be about, and must agree as it does."""
    if claim.partner is None or not before or before[-1].claim.number is not claim.partner:
        return None
    first = before[-1]
    if first.right is None or claim.number.kind is not first.claim.number.kind:
        return None
    exact = len(str(abs(int(first.claim.number.value)))) >= _EXACT
    trusted = claim.number.kind is not Kind.COUNT or first.subject.firm or exact
    return Subject((first.right.candidate.series,), firm=trusted and not claim.loose)


def joined(labels: Sequence[str]) -> str:
    """ "A", "A och B", "A, B och C"."""
    return " och ".join([", ".join(labels[:-1]), labels[-1]]) if len(labels) > 1 else "".join(labels)
