"""How many rows of a table have a status, or are there at all, as texts tell it: "åtta av nio kontrollmoment är utan anmärkning".

"Nämndens fyra mål är uppfyllda"             the rows of the goals with that level
"omfattar nio kontrollmoment"                all rows
"Åtta av dessa …, ett har en mindre anmärkning"   of the table last spoken of
"Samtliga uppdrag är påbörjade"              as many as there are
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from reportgen.checks.context import Context
from reportgen.checks.narrative.phrases import SMALL
from reportgen.checks.narrative.vocabulary import words
from reportgen.claims.numerals import WORDS, Hedge, Kind, numbers
from reportgen.claims.sentences import Sentence, Token, stem, tokens
from reportgen.derive.count import counts
from reportgen.spec.schema import ColumnSpec, ColumnType, LevelSpec, QuantitySpec, ScaleSpec, TableSpec

_TOTAL: Final = re.compile(
    r"\b(?:omfattar|omfattade|har|består av|arbetar|beslutat|tilldelat|tilldelats|innehåller|samtliga|alla|följer|styr)\b[^.;]*$",
    re.IGNORECASE,
)
_OUT_OF: Final = re.compile(r"^\s*av\s+(?:\w+s\s+|de\s+)?$", re.IGNORECASE)
""" "Av nämndens tre mål är ett uppfyllt": all that there are, of which some are counted next."""
_IN: Final = re.compile(r"\bi\s+$", re.IGNORECASE)
""" "ingen anmärkning i åtta av dem": what is counted stands before."""
_OF_THESE: Final = re.compile(r"^\s*(?:av\s+)?(?:dessa|dem|målen|uppdragen|de|nämndens|våra|årets)\b", re.IGNORECASE)
_THESE: Final = words("av dessa dem de nämndens våra årets")
_NEGATION: Final = re.compile(r"\b(?:inte|ej|inget|inga|ännu|saknar|utom|förutom)\b", re.IGNORECASE)
_NARROWING: Final = words("som där med för avseende gällande om i på till hos kring under per")
_ALL: Final = re.compile(r"\b(?:samtliga|alla)\s+(?:(?:nämndens|de|våra)\s+)?(?=[^\W\d_])", re.IGNORECASE)
_ONE: Final = re.compile(r"\b(?:en|ett)\s+(?=[^\W\d_])", re.IGNORECASE)
_ONE_OF: Final = re.compile(r"\b(?:en|ett)(?=\s+av\s)", re.IGNORECASE)
_OF_WHICH: Final = re.compile(r"\b(?:varav|av vilka|av dessa)\b|[,;]\s+(?:en|ett)\s", re.IGNORECASE)
"""Where what is said of a number gives way to what is said of a part of it."""
_SAME: Final = 5
"""Letters that two forms of a word of a level must share: uppfylls, uppfyllda."""


@dataclass(frozen=True, slots=True)
class Level:
    """A level with the words that tell it, and how many rows have it."""

    spec: LevelSpec
    words: tuple[tuple[str, ...], ...]
    count: int


@dataclass(frozen=True, slots=True)
class Register:
    """A table whose rows have a status: what its rows are called, its levels, and how many rows there are."""

    table: TableSpec
    column: ColumnSpec
    nouns: frozenset[str]
    levels: tuple[Level, ...]
    total: int
    judged: int
    plain: int
    parts: frozenset[int]
    """How many rows each of the entities that own them has."""

    def has(self, value: int) -> bool:
        """Whether a number may be how many there are: all, those judged, those of one owner."""
        return value in (self.total, self.judged, self.plain) or value in self.parts


@dataclass(frozen=True, slots=True)
class Counted:
    """A count of rows: where it is written in the sentence, what it says (−1: all of them), and what the table has."""

    start: int
    end: int
    value: int
    register: Register
    level: Level | None
    expected: int

    @property
    def is_right(self) -> bool:
        if self.value < 0:
            return self.expected == self.register.judged
        return self.value == self.expected or (self.level is None and self.register.has(self.value))

    def field(self, quantities: Sequence[QuantitySpec], *, in_words: bool) -> str:
        """The value field of the mall that counts the same rows; empty if it has none."""
        levels = [self.level.spec.key] if self.level else []
        for quantity in quantities:
            count = quantity.count
            if count and count.table == self.register.table.key and count.levels == levels:
                return f"{{{{varde.{quantity.key}{'|ord' if in_words else ''}}}}}"
        return ""


class Registers:
    """The tables of a report whose rows are counted in prose."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.registers = tuple(self._all())

    def _all(self) -> Iterator[Register]:
        for table in self.context.template.reported:
            column = next((one for one in table.columns if one.type is ColumnType.STATUS and one.scale), None)
            scale = self.context.template.scale(column.scale) if column else None
            if (
                column is None
                or scale is None
                or any(row.count for row in table.rows)
                or any(one.count for one in table.columns)
            ):
                continue
            yield self._register(table, column, scale)

    def _register(self, table: TableSpec, column: ColumnSpec, scale: ScaleSpec) -> Register:
        rows = [row for row in self.context.derived.table(table.key).rows if counts(row)]
        found = Counter(level.key if (level := scale.level(row.cell(column.key).text)) else "" for row in rows)
        names = [
            *table.called,
            self.context.heading(table.label_column, table),
            self.context.title(table).split(",")[0],
        ]
        nouns = {stem(words[-1].word) for name in names if (words := tokens(name)) and len(words) <= 2}
        levels = tuple(Level(level, _level_words(level, scale), found[level.key]) for level in scale.levels)
        ranked = sum(found[level.key] for level in scale.levels if level.rank)
        parts = frozenset(Counter(row.parent for row in rows).values()) if table.parent else frozenset()
        return Register(table, column, frozenset(nouns), levels, len(rows), len(rows) - found[""], ranked, parts)

    def named(self, noun: str) -> list[Register]:
        """The registers that a noun may mean: those called so, else those whose name ends with it (mål, nämndmål)."""
        one = stem(noun)
        exact = [register for register in self.registers if one in register.nouns]
        if exact or len(one) < 3:
            return exact
        return [register for register in self.registers if any(name.endswith(one) for name in register.nouns)]

    def told(self, sentence: Sentence, last: Register | None) -> tuple[list[Counted], Register | None]:
        """The counts of rows in a sentence; and the register that it spoke of, for the next sentence."""
        text = sentence.text
        spots = sorted({*self._numbers(text), *self._alls(text)})
        if not spots:
            return [], last
        told = tokens(text)
        found: list[Counted] = []
        for n, (start, end, value) in enumerate(spots):
            stop = spots[n + 1][0] if n + 1 < len(spots) else len(text)
            register, noun_end = self._register_after(text, told, end, stop, last, spots, n)
            if register is None:
                continue
            last = register
            counted = self._counted(text, (start, end, value), noun_end, stop, register, spots)
            if counted is not None:
                found.append(counted)
        return found, last

    def _numbers(self, text: str) -> Iterator[tuple[int, int, int]]:
        for number in numbers(text):
            whole = number.value == number.value.to_integral_value()
            if (
                number.kind is Kind.COUNT
                and number.hedge is Hedge.NONE
                and whole
                and not number.decimals
                and number.value < 1000
            ):
                yield number.start, number.end, int(number.value)
        for match in _ONE.finditer(text):
            words = tokens(text[match.end() : match.end() + 60])
            if words and len(self.named(words[0].word)) == 1:
                yield match.start(), match.end() - 1, WORDS["ett"]
        yield from ((match.start(), match.end(), WORDS["ett"]) for match in _ONE_OF.finditer(text))

    def _alls(self, text: str) -> Iterator[tuple[int, int, int]]:
        """ "samtliga uppdrag": as many as there are, here −1; "samtliga tre" has a number of its own."""
        for match in _ALL.finditer(text):
            following = text[match.end() :].split()
            if following and following[0].lower() not in WORDS and not following[0][0].isdigit():
                yield match.start(), match.end() - 1, -1

    def _register_after(
        self, text: str, told: Sequence[Token], end: int, stop: int, last: Register | None,
        spots: Sequence[tuple[int, int, int]], n: int,
    ) -> tuple[Register | None, int]:  # fmt: skip
        """What is counted: the noun right after, that of "nio av tio mål", or what was spoken of last."""
        after = [word for word in told if word.start >= end]
        if _OF_THESE.match(text[end:]):
            rest = [word for word in after if word.word not in _THESE and word.word not in WORDS][:1]
            named = self.named(rest[0].word) if rest else []
            return (named[0], rest[0].end) if len(named) == 1 else (last, end)
        if text[end:stop].strip() == "av" and n + 1 < len(spots):
            return self._register_after(text, told, spots[n + 1][1], len(text), last, spots, n + 1)
        if not after or after[0].start > stop or text[end : after[0].start].strip():
            return None, end
        named = self.named(after[0].word)
        return (named[0], after[0].end) if len(named) == 1 else (None, end)

    def _counted(
        self,
        text: str,
        spot: tuple[int, int, int],
        noun_end: int,
        stop: int,
        register: Register,
        spots: Sequence[tuple[int, int, int]],
    ) -> Counted | None:
        start, end, value = spot
        if _OUT_OF.search(text[:start]) or (_OF_THESE.match(text[end:]) and _IN.search(text[:start])):
            return None
        rest = text[max(noun_end, end) : stop if stop > noun_end else len(text)]
        clause = _OF_WHICH.split(re.split(r"[.;]", rest)[0])[0]
        level = None if _is_whole(text, start, spots) else _level_in(clause, register)
        if level is not None:
            if (
                _NEGATION.search(clause)
                and not _NEGATION.search(level.spec.text)
                and "utan" not in level.spec.text.lower()
            ):
                return None
            return Counted(start, end, value, register, level, level.count)
        following = tokens(rest)[:1]
        if value <= 1 or (following and following[0].word in _NARROWING):
            return None
        whole = _is_whole(text, start, spots) or _TOTAL.search(text[:start])
        if not whole and not re.search(r"\b(?:samtliga|alla)\s+$", text[:start], re.IGNORECASE):
            return None
        if stem(text[end:noun_end].strip().lower()) not in register.nouns:
            return None
        return Counted(start, end, value, register, None, register.total)


def _is_whole(text: str, start: int, spots: Sequence[tuple[int, int, int]]) -> bool:
    """Whether the number before is a part of this one: "ett av tre mål"."""
    return any(
        end < start
        and re.fullmatch(r"\s+av\s+(?:(?:de|dessa|nämndens|våra|årets)\s+)?", text[end:start], re.IGNORECASE)
        for _, end, _ in spots
    )


def _level_words(level: LevelSpec, scale: ScaleSpec) -> tuple[tuple[str, ...], ...]:
    """The words that must all be there for a level to be meant, for each way to say it."""
    common = _common(scale)
    ways = []
    for text in (level.text, *level.called):
        own = [
            token.word
            for token in tokens(text)
            if token.word not in SMALL and token.word not in ("år", "målet", "kontroll")
        ]
        ways.append(
            tuple(
                word
                for word in own
                if text != level.text or word not in common or own == [word] or len(own) == len(common)
            )
            or tuple(own)
        )
    return tuple(ways)


def _common(scale: ScaleSpec) -> set[str]:
    """The words that all levels have; they tell none apart."""
    said = [{token.word for token in tokens(level.text)} for level in scale.levels]
    return set.intersection(*said) if len(said) > 1 else set()


def _level_in(clause: str, register: Register) -> Level | None:
    """The level that the words after a count tell; of several that with most words."""
    words = [token.word for token in tokens(clause)]
    found = [
        (len(way), level)
        for level in register.levels
        for way in level.words
        if way and all(any(_alike(word, part) for word in words) for part in way)
    ]
    return max(found, key=lambda one: one[0])[1] if found else None


def _alike(word: str, part: str) -> bool:
    """Whether two forms are of one word: uppfylls and uppfyllda."""
    if stem(word) == stem(part):
        return True
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, part, strict=False)))
    return shared >= max(_SAME, min(len(word), len(part)) - 2)
