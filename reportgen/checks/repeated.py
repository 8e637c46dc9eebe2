"""What stands twice: a word, a sentence in one text, a comment on two rows, a paragraph in two texts or in two periods.

Short comments ("Inga avvikelser.") rightly recur; only what is long enough to have been written for one place is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reportgen.checks.context import Context, Kind, Written
from reportgen.model.finding import Code, Finding

SENTENCE, COMMENT = 6, 12
"""The fewest words of a sentence that stands twice in one text, and of a comment or paragraph that stands in two places."""

_DOUBLE: Final = re.compile(r"(?<![\w.-])(\w{2,})[ \t\u00a0]+\1(?![\w-])")
_MAY_RECUR: Final = frozenset(
    [
        "de",
        "dem",
        "den",
        "det",
        "för",
        "har",
        "här",
        "in",
        "med",
        "på",
        "som",
        "så",
        "till",
        "ut",
        "vad",
        "var",
        "är",
        "över",
    ]
)
"""Words that may stand twice in a row in right Swedish: "vad det är är att …", "det vi svarar för för närvarande"."""

_SUMMARY: Final = re.compile(r"sammanfatt", re.IGNORECASE)

_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+|\n+")
_MARKUP: Final = re.compile(r"[*_#]+|^\s*(?:[-•]|\d+[.)])\s+", re.MULTILINE)


def check_double_words(context: Context) -> Iterator[Finding]:
    """No word stands twice in a row."""
    for text in context.written:
        twice = double_word(text.plain)
        if twice:
            yield text.finding(Code.ORD_DUBBELT, twice)


def check_repeated_sentences(context: Context) -> Iterator[Finding]:
    """No sentence stands twice in the same text."""
    for text in context.written:
        twice = next(repeated_sentences(text.content), "") if text.kind is not Kind.NAME else ""
        if twice:
            yield text.finding(Code.MENING_DUBBEL, _short(twice))


def check_sentences_said_again(context: Context) -> Iterator[Finding]:
    """No sentence of a text stands in another under the same heading, alone or as the beginning of one."""
    said: dict[str, list[tuple[str, Written]]] = {}
    for text in context.written:
        spec = context.template.text(text.place.row or "") if text.kind is Kind.TEXT else None
        if spec is None or not spec.group or _SUMMARY.search(text.label):
            continue
        before = said.setdefault(spec.group, [])
        for sentence in _SENTENCE_END.split(text.content):
            key = _same(sentence).rstrip(".!?")
            if len(key.split()) < COMMENT or "{{" in key:
                continue
            other = next((one for old, one in before if key.startswith(old) or old.startswith(key)), None)
            if other is not None and other is not text:
                yield text.finding(Code.MENING_TVA_TEXTER, _short(sentence), other=other.label)
            before.append((key, text))


def check_copied_comments(context: Context) -> Iterator[Finding]:
    """No comment of a table stands on just one row more, word for word: what stands on many is said of them all."""
    places: dict[str, list[Written]] = {}
    for text in context.written:
        key = _same(text.content)
        if text.kind is Kind.CELL and len(key.split()) >= COMMENT:
            places.setdefault(key, []).append(text)
    for found in places.values():
        if len(found) == 2:
            yield found[1].finding(Code.KOMMENTAR_KOPIERAD, _short(found[1].content), other=found[0].label)


def check_copied_paragraphs(context: Context) -> Iterator[Finding]:
    """No paragraph stands in just two texts, word for word: a summary may say the same, and so may what stands everywhere."""
    places: dict[str, list[tuple[Written, str]]] = {}
    for text in context.written:
        is_whole = text.kind is Kind.CELL and "\n" not in text.content.strip()
        if text.kind is Kind.NAME or is_whole or _SUMMARY.search(text.label):
            continue
        for paragraph in text.content.splitlines():
            key = _same(paragraph)
            if len(key.split()) >= COMMENT and "{{" not in key:
                places.setdefault(key, []).append((text, paragraph))
    for found in places.values():
        if (
            len(found) == 2
            and found[0][0] is not found[1][0]
            and _same(found[0][0].content) != _same(found[1][0].content)
        ):
            text, paragraph = found[1]
            yield text.finding(Code.STYCKE_DUBBELT, _short(paragraph), other=found[0][0].label)


def check_texts_of_the_past(context: Context) -> Iterator[Finding]:
    """In a workbook that was made for an earlier period, no text still says what it said then, save what the mall put there."""
    earlier = context.earlier
    for text in context.written if earlier else ():
        spec = context.template.text(text.place.row or "") if text.kind is Kind.TEXT else None
        is_given = spec is not None and _same(spec.default) == _same(text.content)
        if earlier is None or text.kind is Kind.NAME or is_given or len(text.content.split()) < SENTENCE:
            continue
        if _same(earlier.cell(text.place).text) == _same(text.content):
            then = earlier.period
            yield text.finding(Code.TEXT_FRAN_FORRA, _short(text.content), f"{then.manad} {then.year}")


def double_word(text: str) -> str:
    """The first word that stands twice in a row where Swedish never has it so, as "att att"; else nothing."""
    return next((match[0] for match in _DOUBLE.finditer(text) if not _may_recur(match[1])), "")


def repeated_sentences(text: str) -> Iterator[str]:
    """The sentences that stand a second time, alone or as the beginning of another; those that are long enough."""
    seen: list[str] = []
    for sentence in _SENTENCE_END.split(text):
        key = _same(sentence).rstrip(".!?")
        if len(key.split()) >= SENTENCE:
            if any(key.startswith(other) or other.startswith(key) for other in seen):
                yield sentence
            seen.append(key)


def _may_recur(word: str) -> bool:
    return word.lower() in _MAY_RECUR or word.isdigit() or word.isupper()


def _same(text: str) -> str:
    """The words without marks of form, so that the same sentence is the same in bold and in a list."""
    return " ".join(_MARKUP.sub("", text).split()).casefold()


def _short(text: str) -> str:
    """Enough of a sentence to be known by."""
    words = text.split()
    return " ".join(words[:8]) + (" …" if len(words) > 8 else "")
