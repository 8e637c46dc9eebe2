"""The check of the running text: every rule over every text, findings in the order of the texts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from types import MappingProxyType

from reportgen.checks.context import Context
from reportgen.checks.narrative.alike import unlike
from reportgen.checks.narrative.counts import Counted, Register, Registers
from reportgen.checks.narrative.directions import Turned, turned
from reportgen.checks.narrative.findings import Findings, where
from reportgen.checks.narrative.passages import Passage
from reportgen.checks.narrative.ranks import outranked
from reportgen.checks.narrative.reading import Reader, Spoken
from reportgen.claims.paired import pairs
from reportgen.claims.parts import contradicted
from reportgen.claims.sentences import Sentence
from reportgen.model.finding import Code, Finding
from reportgen.model.format import format_number, number_word


def check_claims(context: Context) -> Iterator[Finding]:
    """What a text says of its subject is what the tables say: amount, percentage, count, unit and direction."""
    reader, registers = Reader(context), Registers(context)
    findings = Findings(reader)
    for passage in reader.passages():
        last: Register | None = None
        for spoken in reader.sentences(passage):
            sentence = spoken.sentence
            last = None if sentence.first else last
            yield from _alike(reader, findings, spoken, passage)
            yield from _outranked(reader, findings, spoken, passage)
            if not spoken.figures:
                continue
            found = [finding for read in spoken.reads for finding in findings.of(read)]
            yield from found
            yield from _turned(reader, findings, spoken, passage)
            bound = {read.claim.number.start for read in spoken.reads if read.judged}
            yield from _pairs(sentence, passage, {finding.found for finding in found})
            yield from _parts(sentence, passage)
            counted, last = registers.told(sentence, last)
            yield from (
                _counted(one, sentence, passage, context)
                for one in counted
                if not one.is_right
                and one.start not in bound
                and one.register.table.key != passage.text.place.table
                and not passage.is_filled(sentence.start + one.start, sentence.start + one.end)
            )


def _turned(reader: Reader, findings: Findings, spoken: Spoken, passage: Passage) -> Iterator[Finding]:
    """Directions said without a number that go the other way."""
    for one in turned(reader, spoken.sentence, spoken.reads, spoken.setting):
        yield _turned_finding(one, reader, findings, spoken.sentence, passage)


def _turned_finding(one: Turned, reader: Reader, findings: Findings, sentence: Sentence, passage: Passage) -> Finding:
    words = sentence.text[one.start : one.end].strip()
    details = {"label": passage.text.label, "where": where(one.candidate, reader), "field": ""}
    expected = findings.difference(one.candidate)
    return Finding(Code.TEXT_RIKTNING, passage.text.at, passage.text.place, words, expected, MappingProxyType(details))


def _alike(reader: Reader, findings: Findings, spoken: Spoken, passage: Passage) -> Iterator[Finding]:
    """Likenesses said without a number that the tables contradict; one finding for what is said of several things at once."""
    found = list(unlike(reader, spoken.sentence, spoken.setting))
    for start in dict.fromkeys(one.start for one in found):
        ones = [one for one in found if one.start == start]
        words = " ".join(
            [*spoken.sentence.text[:start].split()[-3:], spoken.sentence.text[start : ones[0].end].strip()]
        )
        expected = "; ".join(f"{findings.difference(one.candidate)}, {one.candidate.words}" for one in ones)
        details = {"label": passage.text.label, "where": where(ones[0].candidate, reader)}
        at, place = passage.text.at, passage.text.place
        yield Finding(Code.TEXT_INTE_LIKA, at, place, words, expected, MappingProxyType(details))


def _outranked(reader: Reader, findings: Findings, spoken: Spoken, passage: Passage) -> Iterator[Finding]:
    """A row said to deviate most where another deviates more."""
    for one in outranked(reader, spoken.sentence, spoken.setting):
        words = " ".join(spoken.sentence.text[one.start : one.end].split())
        most, said = (f"{way.series[0].label} ({findings.difference(way)})" for way in (one.most, one.said))
        details = {"label": passage.text.label, "what": one.what, "said": said, "where": where(one.most, reader)}
        yield Finding(Code.TEXT_RANG, passage.text.at, passage.text.place, words, most, MappingProxyType(details))


def _pairs(sentence: Sentence, passage: Passage, known: set[str]) -> Iterator[Finding]:
    """ "har ökat från A till B" where B is not larger: wrong in itself, whatever the tables say."""
    for earlier, later, toward in pairs(sentence):
        change = later.value - earlier.value
        if not toward or earlier.unit != later.unit or ((change > 0) == (toward > 0) and change != 0):
            continue
        words = " ".join([*sentence.text[: earlier.start].split()[-4:], sentence.text[earlier.start : later.end]])
        if any(words in found or found in words for found in known):
            continue
        said = "ökar" if change > 0 else "minskar" if change < 0 else "är lika"
        details = {"label": passage.text.label, "where": "talen i samma mening", "field": ""}
        expected = f"talet {said}"
        yield Finding(
            Code.TEXT_RIKTNING, passage.text.at, passage.text.place, words, expected, MappingProxyType(details)
        )


def _parts(sentence: Sentence, passage: Passage) -> Iterator[Finding]:
    """An amount whose parts, as the sentence gives them, come to something else."""
    whole = contradicted(sentence)
    if whole is None or passage.is_filled(sentence.start + whole.number.start, sentence.start + whole.number.end):
        return
    words = " ".join(
        [*sentence.text[: whole.number.start].split()[-4:], sentence.text[whole.number.start : whole.number.end]]
    )
    parts = ", ".join(sentence.text[part.start : part.end] for part in whole.parts)
    expected = f"{format_number(whole.net, whole.number.decimals, plus=True)}\u00a0{whole.number.unit}"
    details = {"label": passage.text.label, "parts": parts}
    yield Finding(Code.TEXT_DELAR, passage.text.at, passage.text.place, words, expected, MappingProxyType(details))


def _counted(one: Counted, sentence: Sentence, passage: Passage, context: Context) -> Finding:
    """A count of rows that the tables contradict, with the value of the mall that holds it, if there is one."""
    words = " ".join([*sentence.text[: one.start].split()[-2:], *sentence.text[one.start :].split()[:4]]).rstrip(
        ".,;: "
    )
    level = f", {one.level.spec.text}" if one.level else ""
    field = one.field(context.template.quantities, in_words=True)
    expected = number_word(Decimal(one.expected)) or str(one.expected)
    details = {
        "label": passage.text.label,
        "where": f"rader i {context.title(one.register.table)}{level}",
        "field": f" Skriv {field} så följer talet tabellen." if field else "",
        "fits": "",
    }
    return Finding(Code.TEXT_ANTAL, passage.text.at, passage.text.place, words, expected, MappingProxyType(details))
