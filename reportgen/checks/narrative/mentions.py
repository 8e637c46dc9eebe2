"""Words of a sentence that name series of the report, and what a text is about before it names anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportgen.checks.narrative.catalogue import Catalogue
from reportgen.checks.narrative.phrases import match
from reportgen.checks.narrative.series import Series
from reportgen.claims.sentences import Token

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
