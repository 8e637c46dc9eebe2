"""Texts that nobody has finished: placeholders, guidance left in place, sentences that stop in the middle.

Found is only what no reader would take for meant. Value fields have their own checks, in `texts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reportgen.checks.context import FIELD_MARK, Context, Kind
from reportgen.model.finding import Code, Finding
from reportgen.model.position import Place

_PLACEHOLDER: Final = re.compile(
    r"""
      (?<![\w-])[Xx]{2,4}(?:[.,][Xx]{1,2})?(?![\w-])                  # XX mkr, xx,x
    | (?<!\w)[Xx][.,][Xx](?!\w)
    | \?{2,}
    | \b(?:TODO|FIXME|TBD)\b
    | (?i:lorem\ ipsum)
    | \[\s*(?i:fyll\ i|skriv|ange|text|kommentar|namn|datum|belopp|siffr|komplettera|uppdatera|infoga)[^\]\n]{0,80}\]
    | \[\s*(?:\.{2,}|…|_+)\s*\]
    | (?i:klicka\ (?:här\ )?(?:eller\ tryck\ )?(?:här\ )?för\ att\ (?:ange|skriva|lägga))
    | (?i:fel!\ (?:hittar\ inte|bokmärket|ogiltig)|error!\ (?:reference|bookmark))
    | «[^»\n]{1,60}»
    | _{4,}
    | (?<!\{)\{[a-zåäö_.]+[+-]?\d?(?:\|[^{}\n]*)?\}(?!\})              # {ar}, one brace too few
    | \{\{(?![^{}]*\}\})[^\n]{0,40}                                   # {{drift.totalt, never closed
    | (?i:\bå{4}-mm(?:-dd)?\b)
    """,
    re.VERBOSE,
)
_TELLTALES: Final = (
    "xx", "x,x", "x.x", "??", "todo", "fixme", "tbd", "lorem", "[", "{", "«", "____", "klicka", "fel!", "error!", "åååå",
)  # fmt: skip
"""One of these is in every placeholder; looked for first, since most texts have none and the pattern is slow."""

_OPEN_WORDS: Final = frozenset(
    (
        "och",
        "samt",
        "eller",
        "men",
        "att",
        "som",
        "mellan",
        "inom",
        "genom",
        "vilket",
        "dvs.",
        "t.ex.",
        "bl.a.",
        "motsvarande",
    )
)
"""Words that cannot end a sentence. Those that can ("insatser som de berörs av") are not here."""
_ENDS: Final = ".!?:;)”\"»'*_…]%" + FIELD_MARK
GUIDANCE: Final = 20
"""Guidance shorter than this may be somebody's own words."""

_ELLIPSIS: Final = re.compile(r"(?:\.{3,}|…)$")
_LIST: Final = re.compile(r"^\s*(?:[-*•–]|\d+[.)]|[a-zåäö]\))\s")
_SENTENCE: Final = re.compile(r"[.!?]\s+[A-ZÅÄÖ]")


def check_placeholders(context: Context) -> Iterator[Finding]:
    """No text has a placeholder left in it: XX, ???, [fyll i], a field of Word or of the mall that was never filled."""
    for text in context.written:
        small = text.plain.lower()
        match = _PLACEHOLDER.search(text.plain) if any(sign in small for sign in _TELLTALES) else None
        if match:
            yield text.finding(Code.PLATSHALLARE, match[0].strip())


def check_guidance(context: Context) -> Iterator[Finding]:
    """No text is the mall's guidance for it."""
    guidance = {Place("text", text.key): text.help for text in context.template.texts if text.help}
    for text in context.written:
        place = text.place
        if text.kind is Kind.CELL:
            table = context.template.table(place.table)
            column = table.column(place.column or "") if table else None
            help_text = column.help if column else ""
        else:
            help_text = guidance.get(place, "")
        if len(help_text) >= GUIDANCE and _same(help_text) in _same(text.content):
            yield text.finding(Code.VAGLEDNING_KVAR, help_text)


def check_unfinished(context: Context) -> Iterator[Finding]:
    """No text stops in the middle of a sentence."""
    for text in context.written:
        end = cut_off(text.plain) if text.kind is not Kind.NAME else ""
        if end:
            yield text.finding(Code.TEXT_OAVSLUTAD, end)


def check_full_stops(context: Context) -> Iterator[Finding]:
    """A text whose other sentences end with a full stop does so too."""
    for text in context.written:
        if text.kind is not Kind.NAME and not cut_off(text.plain):
            end = no_full_stop(text.plain)
            if end:
                yield text.finding(Code.MENING_UTAN_PUNKT, end)


def cut_off(text: str) -> str:
    """The last words of a text that ends as no sentence can, or of a paragraph whose bracket is never closed; else nothing."""
    lines = _lines(text)
    last = lines[-1].rstrip("*_ ") if lines else ""
    if last and _stops(last):
        return _tail(last)
    return next((_tail(line) for line in lines if line.count("(") > line.count(")")), "")


def no_full_stop(text: str) -> str:
    """The last words of a text of several sentences that has nothing after the last of them; else nothing."""
    lines = _lines(text)
    if not lines or lines[-1].startswith("#") or _LIST.match(lines[-1]) or not _SENTENCE.search(lines[-1]):
        return ""
    return "" if lines[-1][-1] in _ENDS else _tail(lines[-1])


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _stops(line: str) -> bool:
    """Whether the line ends with a comma, an opening bracket, an ellipsis, a dash or a word that wants another."""
    words = line.split()
    if len(words) < 2:
        return False
    return line.endswith((",", "(", "–", "-")) or bool(_ELLIPSIS.search(line)) or words[-1].lower() in _OPEN_WORDS


def _tail(line: str) -> str:
    """The last words, to be known by."""
    words = line.split()
    return " ".join(words[-6:]) if len(words) <= 6 else "… " + " ".join(words[-6:])


def _same(text: str) -> str:
    return " ".join(text.split()).casefold()
