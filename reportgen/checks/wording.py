"""How figures are worded in running text: a minus beside "minskar", an amount without its unit, a unit in two forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reportgen.checks.context import Context, Kind, Written
from reportgen.model.finding import Code, Finding

_AMOUNT: Final = r"\d{1,3}(?:[ \u00a0]\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_MINUS_TWICE: Final = re.compile(
    rf"\b(?:minska|sänk|reducera|lägre)\w*\b[^.;:\n]{{0,60}}?\b(?:med|om)\s(?P<figure>[-−–][ \u00a0]?(?:{_AMOUNT}))",
    re.I,
)

_WITH_UNIT: Final = re.compile(r"\d[ \u00a0](?:tkr|mn?kr|kronor)\b")
_BARE: Final = re.compile(
    r"(?<![\d,.–-])(?<![\d,.][ \u00a0])(?P<figure>\d{1,3}(?:[ \u00a0]\d{3})+)[ \u00a0]"
    r"(?:avser|avsåg|avseende|utgör|utgörs|består|beror|hänförs|varav|kan hänföras)\b"
)
_SENTENCE: Final = re.compile(r"[^.!?\n]*(?:[.!?](?!\s+[A-ZÅÄÖ])[^.!?\n]*)*")
_FORMS: Final = {form: re.compile(rf"\d[ \u00a0]?{form}\b") for form in ("mkr", "mnkr")}


def check_minus_twice(context: Context) -> Iterator[Finding]:
    """No decrease is given with a minus sign as well: "minskar med −6,2 mnkr" would be an increase."""
    for text in _prose(context):
        match = _MINUS_TWICE.search(text.plain)
        if match:
            yield text.finding(Code.MINUS_DUBBELT, " ".join(match[0].split()))


def check_bare_amounts(context: Context) -> Iterator[Finding]:
    """No amount lacks its unit in a sentence whose other amounts have theirs."""
    for text in _prose(context):
        for match in _BARE.finditer(text.plain):
            sentence = next(s[0] for s in _SENTENCE.finditer(text.plain) if s.start() <= match.start() < s.end())
            if _WITH_UNIT.search(sentence):
                yield text.finding(Code.BELOPP_UTAN_ENHET, match["figure"])


def check_forms_of_units(context: Context) -> Iterator[Finding]:
    """Million kronor has one abbreviation throughout: the rarer of two is found, at each text that has it."""
    texts = {form: [text for text in _prose(context) if used.search(text.plain)] for form, used in _FORMS.items()}
    rarer, usual = sorted(texts, key=lambda form: len(texts[form]))
    if texts[rarer]:
        yield from (text.finding(Code.ENHET_TVA_FORMER, rarer, usual) for text in texts[rarer])


def _prose(context: Context) -> Iterator[Written]:
    return (text for text in context.written if text.kind is not Kind.NAME)
