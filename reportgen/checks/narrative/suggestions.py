"""For each figure typed in a text: the value field that would replace it, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.context import Context
from reportgen.checks.narrative.counts import Counted, Register, Registers
from reportgen.checks.narrative.findings import Findings, where
from reportgen.checks.narrative.passages import Passage
from reportgen.checks.narrative.proposals import Proposal
from reportgen.checks.narrative.reading import Read, Reader, Spoken
from reportgen.claims.numerals import Kind, Written, numbers
from reportgen.model.suggestion import Suggestion

NO_ROW = "ingen rad att knyta talet till"
NO_PLACE = "ingen cell håller talet; ett [[varde]] i mallen kan räkna ut det"
WRONG = "stämmer inte med tabellen"


def suggestions(context: Context) -> Iterator[Suggestion]:
    """The figures of all texts in order; counts only where they count something in the tables."""
    reader, registers = Reader(context), Registers(context)
    findings = Findings(reader)
    for passage in reader.passages():
        last: Register | None = None
        for spoken in reader.sentences(passage):
            last = None if spoken.sentence.first else last
            if spoken.figures:
                counted, last = registers.told(spoken.sentence, last)
                yield from _of_sentence(spoken, passage, counted, findings, context)


def _of_sentence(
    spoken: Spoken, passage: Passage, counted: list[Counted], findings: Findings, context: Context
) -> Iterator[Suggestion]:
    sentence = spoken.sentence
    reads = {read.claim.number.start: read for read in spoken.reads}
    shares = {read.claim.percent.start: read for read in spoken.reads if read.claim.percent}
    rows = {one.start: one for one in counted}
    for number in numbers(sentence.text):
        if passage.is_filled(sentence.start + number.start, sentence.start + number.end):
            continue
        read = reads.get(number.start) or shares.get(number.start)
        if number.start in rows and not (read and read.judged):
            yield _counted(rows[number.start], number, spoken, passage, context)
        elif read is not None and read.judged:
            yield _bound(read, number, spoken, passage, findings)
        elif number.kind is not Kind.COUNT:
            yield _suggestion(number, spoken, passage, reason=NO_ROW)


def _bound(read: Read, number: Written, spoken: Spoken, passage: Passage, findings: Findings) -> Suggestion:
    """The field of a figure that its claim agrees with: of several the first that prints what was written."""
    best = read.best
    if read.right is None or best is None:
        if best is None or not read.subject.firm:
            return _suggestion(number, spoken, passage, reason=NO_ROW)
        share = (
            number is not read.claim.number
            and read.claim.percent is not None
            and number.start == read.claim.percent.start
        )
        reason = (
            WRONG if share else f"{WRONG}: {findings.figure(best, number)} ({where(best.candidate, findings.reader)})"
        )
        return _suggestion(number, spoken, passage, findings.proposals.field(best.candidate, number), reason)
    written = spoken.sentence.text[number.start : number.number_end]
    agreed = (one.candidate for one in read.judged if one.verdict is read.right.verdict)
    found = [proposal for candidate in agreed if (proposal := findings.proposals.field(candidate, number))]
    field = next((proposal for proposal in found if proposal.prints_as(written)), found[0] if found else None)
    if field is None:
        return _suggestion(number, spoken, passage, reason=NO_PLACE)
    reason = "" if field.prints_as(written) else f"skriver {field.prints}"
    return _suggestion(number, spoken, passage, field, reason)


def _counted(one: Counted, number: Written, spoken: Spoken, passage: Passage, context: Context) -> Suggestion:
    field = one.field(context.template.quantities, in_words=number.in_words)
    if not one.is_right:
        return _suggestion(number, spoken, passage, reason=f"{WRONG}: {one.expected} rader")
    written = spoken.sentence.text[number.start : number.end]
    return _suggestion(number, spoken, passage, Proposal(field, written) if field else None, "" if field else NO_PLACE)


def _suggestion(
    number: Written, spoken: Spoken, passage: Passage, proposal: Proposal | None = None, reason: str = ""
) -> Suggestion:
    text = spoken.sentence.text
    words = " ".join([*text[: number.start].split()[-3:], text[number.start : number.end]])
    written = text[number.start : number.end if number.kind is Kind.PERCENT else number.number_end]
    field, prints = (proposal.field, proposal.prints) if proposal else ("", "")
    source = passage.text
    return Suggestion(source.at, source.place, source.label, words, written, field, prints, reason)
