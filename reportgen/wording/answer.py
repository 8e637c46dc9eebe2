"""A Word file that has been edited → what it says of the workbook's texts, to be merged, and all else that it says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from reportgen.exchange.merge import Answer
from reportgen.exchange.slots import slots
from reportgen.model.difference import TEXT
from reportgen.model.errors import ReportgenError
from reportgen.model.position import Place
from reportgen.model.report import Report
from reportgen.office import DamagedError, OfficePackage
from reportgen.wording.bare import with_owners
from reportgen.wording.figures import TypedOver, with_figures, with_first_form
from reportgen.wording.flat import Flat, Span, without_form
from reportgen.wording.imprint import Imprint, imprint_of
from reportgen.wording.light import light
from reportgen.wording.marks import Marks
from reportgen.wording.outside import Loose, outside
from reportgen.wording.reading import Read, read_word, texts_of
from reportgen.wording.recall import GONE, BaseText, Sources, recalled

_LOSING: Final = "LibreOffice"
"""The program that loses controls, and the form of words in them, when it saves."""

_OTHERS: Final = (
    "Filen gjordes ur en annan arbetsbok än den här. Vad som har ändrats i Word kan då inte skiljas från vad som har ändrats i "
    "arbetsboken: du får välja för varje text som skiljer sig, och tabeller och rubriker jämförs inte."
)


@dataclass(frozen=True, slots=True)
class Edited:
    """What a file says: answers (two where one text has been edited in two ways), what has no place, and lines about it all."""

    answers: tuple[Answer, ...]
    loose: tuple[Loose, ...] = ()
    remarks: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    """The titles of the texts that have been edited."""


def read_edited(data: bytes, name: str, ours: Report, sources: Sources) -> Edited:
    """The file of that name. Raises `ReportgenError` with one line when it is no Word file of this workbook's."""
    try:
        package = OfficePackage(data)
        imprint = imprint_of(package)
        if imprint is None:
            raise ReportgenError(
                f"{name} är ingen Word-fil som reportgen har gjort, eller har tappat uppgiften om vad den gjordes ur. "
                "Spara den i Word eller LibreOffice som .docx."
            )
        _ensure_same(imprint, ours, name)
        read = read_word(package, imprint.texts, imprint.figures)
    except DamagedError as fault:
        raise ReportgenError(f"{name} är ingen Word-fil (.docx), eller är skadad.") from fault
    return _Reading(imprint, read, ours, name, sources).done()


def _ensure_same(imprint: Imprint, ours: Report, name: str) -> None:
    for word, theirs, own in (
        ("mallen", imprint.template, ours.template),
        ("nämnden", imprint.namnd, ours.namnd),
        ("perioden", imprint.period, str(ours.period)),
    ):
        if theirs.casefold() != own.casefold():
            raise ReportgenError(f"{name} gäller {word} {theirs}, arbetsboken {own}.")


@dataclass(frozen=True, slots=True)
class _Version:
    """A text as it stands at one place of the file, and whether it has been edited there."""

    text: BaseText
    now: str
    is_edited: bool


class _Reading:
    """One reading, text by text."""

    def __init__(self, imprint: Imprint, read: Read, ours: Report, name: str, sources: Sources) -> None:
        self.ours, self.name, self.marks = ours, name, Marks(ours.seal)
        self.is_of_ours = imprint.is_made_with(self.marks)
        self.base = recalled(imprint, read, self.marks, sources)
        if read.program.startswith(_LOSING):
            read = replace(read, items=with_owners(self.base.items, read.items))
        self.read = read
        self.who = read.who if read.who and read.who != imprint.namnd else name
        self.remarks: list[str] = []
        self.loose: list[Loose] = []

    def done(self) -> Edited:
        found = texts_of(self.read)
        versions: dict[Place, list[_Version]] = defaultdict(list)
        for tag, text in self.base.texts.items():
            if tag in found:
                versions[Place.parse(text.place)].append(self._version(tag, text, found[tag]))
        if self.read.tracked:
            self.remarks.append(f"Ändringarna är spårade ({', '.join(self.read.tracked)}); de lästes som godtagna.")
        self._tell_of_missing(found)
        if self.is_of_ours:
            self.loose += outside(self.base.items, self.read.items)
        else:
            self.remarks.append(_OTHERS)
        answers = tuple(self._answers(versions))
        edited = (version.text.title for found in versions.values() for version in found if version.is_edited)
        return Edited(answers, tuple(self.loose), tuple(dict.fromkeys(self.remarks)), tuple(dict.fromkeys(edited)))

    def _version(self, tag: str, text: BaseText, found: Sequence[tuple[Flat, ...]]) -> _Version:
        """The text as it would be written in the workbook; what stands a second time under the same tag is set aside."""
        first, *again = found
        for other in again:
            words = "\n\n".join(flat.words for flat in other)
            if words and other != first:
                self.loose.append(
                    Loose(text.title, "Text", words, "Texten står på två ställen i Word. Den första lästes.")
                )
        own = self._without_lead(text, first)
        now = without_form(self._with_fields(own), bold=text.mark.bold, italic=text.mark.italic)
        now, typed_over = with_figures(now, text.said, text.figures, self.base.printed)
        if self.read.program.startswith(_LOSING) and text.said is not None:
            now = with_first_form(now, text.said)
        self._tell_of_figures(text, typed_over)
        for lost in self.read.lost.get(tag, ()):
            self.remarks.append(f"{text.title}: {lost}. Se efter i arbetsboken.")
        words = light(now)
        is_as_it_was = self.marks.of_paragraphs(now) == text.mark.read
        return _Version(text, words, not is_as_it_was and (text.said is None or words != light(text.said)))

    def _without_lead(self, text: BaseText, flats: tuple[Flat, ...]) -> tuple[Flat, ...]:
        """The text without the mall's heading, which stands before it in its control."""
        has_lead = flats and text.mark.lead and self.marks.of(flats[0].words) == text.mark.lead
        return flats[1:] if has_lead else flats

    def _with_fields(self, flats: Iterable[Flat]) -> tuple[Flat, ...]:
        """The paragraphs with the figures' tags as the fields they stand for."""
        return tuple(replace(flat, spans=tuple(map(self._with_field, flat.spans))) for flat in flats)

    def _with_field(self, span: Span) -> Span:
        return replace(span, field=self.base.fields[span.field]) if span.field in self.base.fields else span

    def _tell_of_figures(self, text: BaseText, typed_over: Iterable[TypedOver]) -> None:
        for figure in typed_over:
            if not figure.now:
                self.remarks.append(
                    f"{text.title}: {figure.was} står nu som vanlig text. Skriv {{{{{figure.field}}}}} i arbetsboken om den ska "
                    "följa tabellen."
                )
                continue
            change = f"{figure.was} ändrades till {figure.now}" if figure.was else f"Siffran ändrades till {figure.now}"
            why = f"{change} i Word. Texten hämtar siffran ur tabellen: ändra där om det ska gälla."
            self.loose.append(Loose(text.title, f"Siffran {{{{{figure.field}}}}}", figure.now, why))

    def _tell_of_missing(self, found: Mapping[str, object]) -> None:
        there = {self.base.texts[tag].place for tag in found}
        for text in self.base.texts.values():
            if text.place not in there:
                self.remarks.append(f"Texten {text.title} finns inte kvar i Word-filen. Arbetsbokens står kvar.")

    def _answers(self, versions: Mapping[Place, list[_Version]]) -> Iterator[Answer]:
        base: dict[Place, str] = {}
        wanted: dict[Place, list[str]] = {}
        known = self._known()
        for place, found in versions.items():
            text = found[0].text
            edited = list(dict.fromkeys(version.now for version in found if version.is_edited))
            if edited and place not in known:
                why = "Arbetsboken har inte kvar platsen för texten."
                self.loose.append(Loose(text.title, "Text", edited[0], why))
            elif edited or text.source is not None:
                base[place] = GONE if text.source is None else text.source
                wanted[place] = edited or [base[place]]
        for n in range(max(map(len, wanted.values()), default=0)):
            values = {place: texts[n] for place, texts in wanted.items() if n < len(texts)}
            own = {place: base[place] for place in values}
            who = self.who if n == 0 else f"{self.who}, ställe {n + 1}"
            filled = {place: text for place, text in values.items() if text}
            yield Answer(who, MappingProxyType(own), MappingProxyType(filled), self.read.saved, self.name)

    def _known(self) -> set[Place]:
        """The places of texts that the workbook has, those of empty cells too."""
        known = {Place(TEXT, key) for key in self.ours.texts} | set(slots(self.ours))
        for table in self.ours.tables.values():
            known |= {Place(table.key, row.key, column) for row in table.rows for column in row.cells}
        return known
