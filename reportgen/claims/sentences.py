"""A text in paragraphs, sentences and words, each with where it stands in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_BREAK: Final = re.compile(
    r"(?<=[.!?:])(?<!\bca\.)(?<!\bt\.)(?<!\bbl\.)(?<!\bs\.)(?<!\bkap\.)(?<!\bex\.)\s+(?=[A-ZÅÄÖ*\"”'–-]|\d)|\s*\n\s*"
)
_TOKEN: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text` is the sentence alone; it starts at `start` in the whole. `first` says that a paragraph starts with it."""

    text: str
    start: int
    first: bool


@dataclass(frozen=True, slots=True)
class Token:
    """A word in small letters with its stems, `start` and `end` in the sentence."""

    word: str
    stems: frozenset[str]
    start: int
    end: int


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences in order; bullets and lines are sentences of their own."""
    start, first = 0, True
    for match in _BREAK.finditer(text):
        if text[start : match.start()].strip():
            yield Sentence(text[start : match.start()], start, first)
        first = "\n" in match[0]
        start = match.end()
    if text[start:].strip():
        yield Sentence(text[start:], start, first)


@lru_cache(maxsize=2048)
def tokens(text: str) -> tuple[Token, ...]:
    """The words; those joined by a hyphen or a slash one by one, each with its place."""
    return tuple(
        Token(word, stems(word), match.start(), match.end())
        for match in _TOKEN.finditer(text)
        for word in (match[0].lower(),)
    )


_TAILS: Final = re.compile(
    r"(?<=...)s?(?:verksamhet(?:en|erna|ers|ens)?|områd(?:et|ets)|enhet(?:en|ens)|avdelning(?:en|ens)|budget(?:en|ens)?|sidan|(?<!öppen)vård(?:en|ens)?|"
    r"nämnd(?:en|ens))$"
)
_ENDINGS: Final = (
    *("ningarnas", "ningarna", "ningens", "ningar", "ningen", "heterna"),
    *("arnas", "ernas", "ornas", "erna", "arna", "orna", "andet"),
    *("ens", "ets", "ers", "en", "et", "er", "ar", "or", "na", "ns", "a", "e", "n", "s"),
)
"""Longest first."""
_KEPT: Final = {
    "ningarnas": "ning",
    "ningarna": "ning",
    "ningens": "ning",
    "ningar": "ning",
    "ningen": "ning",
    "heterna": "het",
    "andet": "and",
}
_SHORTEST: Final = 3
_LONG: Final = 6


@lru_cache(maxsize=8192)
def stems(word: str) -> frozenset[str]:
    """What a word is known by, however it is inflected: its stem, and that of its first part when the rest says little.

    "intäkterna" and "intäkter" share one, "ungdomsverksamheterna" has that of "ungdom" too, "utbetalda" that of "utbetalt",
    "skyddade" that of "skyddat", "dygnen" that of "dygn" and "familjehemmen" that of "familjehem".
    """
    forms = {word, _TAILS.sub("", word)}
    if word.endswith("erna"):
        forms.add(word[:-1])
    if word.endswith("da") and len(word) > _LONG:
        forms.add(f"{word[:-2]}t")
    if word.endswith(("ad", "ade")) and len(word) > _LONG:
        forms.add(f"{word.removesuffix('e')[:-1]}t")
    if word.endswith("ska") and len(word) > _LONG:
        forms.add(f"{word[:-1]}t")
    if word.endswith("nen"):
        forms.add(word[:-2])
    if word.endswith(("mmen", "mmet")):
        forms.add(word[:-3])
    return frozenset(map(stem, forms))


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """The word without its ending; a rough cut that treats both sides of a comparison alike."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)] + _KEPT.get(ending, "")
    return word
