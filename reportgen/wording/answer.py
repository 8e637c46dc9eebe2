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
from reportgen.wording.base import Base, BaseText, base_of, with_fields
from reportgen.wording.figures import TypedOver, with_figures, with_first_form
from reportgen.wording.flat import Flat, without_form
from reportgen.wording.light import light, said
from reportgen.wording.outside import Loose, outside
from reportgen.wording.reading import Read, read_word, texts_of

_LOSING: Final = "LibreOffice"
"""The program that loses controls, and the form of words in them, when it saves."""


@dataclass(frozen=True, slots=True)
class Edited:
    """What a file says: answers (two where one text has been edited in two ways), what has no place, and lines about it all."""

    answers: tuple[Answer, ...]
    loose: tuple[Loose, ...] = ()
    remarks: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    """The titles of the texts that have been edited."""


def read_edited(data: bytes, name: str, ours: Report) -> Edited:
    """The file of that name. Raises `ReportgenError` with one line when it is no Word file of this workbook's."""
    try:
        package = OfficePackage(data)
        base = base_of(package)
        if base is None:
            raise ReportgenError(
                f"{name} är ingen Word-fil som reportgen har gjort, eller har tappat uppgiften om vad den gjordes ur. "
                "Spara den i Word eller LibreOffice som .docx."
            )
        _ensure_same(base, ours, name)
        read = read_word(package, base.texts, base.figures)
        if read.program.startswith(_LOSING):
            read = replace(read, items=with_owners(base.items, read.items))
    except DamagedError as fault:
        raise ReportgenError(f"{name} är ingen Word-fil (.docx), eller är skadad.") from fault
    return _Reading(base, read, ours, name).done()


def _ensure_same(base: Base, ours: Report, name: str) -> None:
    for word, theirs, own in (
        ("mallen", base.template, ours.template),
        ("nämnden", base.namnd, ours.namnd),
        ("perioden", base.period, str(ours.period)),
    ):
        if theirs.casefold() != own.casefold():
            raise ReportgenError(f"{name} gäller {word} {theirs}, arbetsboken {own}.")


class _Reading:
    """One reading, text by text."""

    def __init__(self, base: Base, read: Read, ours: Report, name: str) -> None:
        self.base, self.read, self.ours, self.name = base, read, ours, name
        self.who = read.who if read.who and read.who != base.namnd else name
        self.printed = MappingProxyType(dict(base.figures.values()))
        self.remarks: list[str] = []
        self.loose: list[Loose] = []

    def done(self) -> Edited:
        found = texts_of(self.read)
        versions: dict[Place, list[tuple[BaseText, str]]] = defaultdict(list)
        for tag, text in self.base.texts.items():
            if tag in found:
                versions[Place.parse(text.place)].append((text, self._text(tag, text, found[tag])))
        if self.read.tracked:
            self.remarks.append(f"Ändringarna är spårade ({', '.join(self.read.tracked)}); de lästes som godtagna.")
        self._tell_of_missing(found)
        self.loose += outside(self.base.items, self.read.items)
        answers = tuple(self._answers(versions))
        changed = {text.title: None for texts in versions.values() for text, now in texts if now != text.read}
        return Edited(answers, tuple(self.loose), tuple(dict.fromkeys(self.remarks)), tuple(changed))

    def _text(self, tag: str, text: BaseText, found: Sequence[tuple[Flat, ...]]) -> str:
        """The text as it would be written in the workbook; what stands a second time under the same tag is set aside."""
        first, *again = found
        for other in again:
            words = "\n\n".join(flat.words for flat in other)
            if words and other != first:
                self.loose.append(
                    Loose(text.title, "Text", words, "Texten står på två ställen i Word. Den första lästes.")
                )
        was = said(text.read)
        now = without_form(with_fields(first, self.base.figures), bold=text.bold, italic=text.italic)
        now, typed_over = with_figures(now, was, self.printed)
        if self.read.program.startswith(_LOSING):
            now = with_first_form(now, was)
        self._tell_of_figures(text, typed_over)
        for lost in self.read.lost.get(tag, ()):
            self.remarks.append(f"{text.title}: {lost}. Se efter i arbetsboken.")
        return light(now)

    def _tell_of_figures(self, text: BaseText, typed_over: Iterable[TypedOver]) -> None:
        for figure in typed_over:
            if not figure.now:
                self.remarks.append(
                    f"{text.title}: {figure.was} står nu som vanlig text. Skriv {{{{{figure.field}}}}} i arbetsboken om den ska "
                    "följa tabellen."
                )
                continue
            why = f"{figure.was} ändrades till {figure.now} i Word. Texten hämtar siffran ur tabellen: ändra där om det ska gälla."
            self.loose.append(Loose(text.title, f"Siffran {{{{{figure.field}}}}}", figure.now, why))

    def _tell_of_missing(self, found: Mapping[str, object]) -> None:
        there = {self.base.texts[tag].place for tag in found}
        for text in self.base.texts.values():
            if text.place not in there:
                self.remarks.append(f"Texten {text.title} finns inte kvar i Word-filen. Arbetsbokens står kvar.")

    def _answers(self, versions: Mapping[Place, list[tuple[BaseText, str]]]) -> Iterator[Answer]:
        base: dict[Place, str] = {}
        wanted: dict[Place, list[str]] = {}
        known = self._known()
        for place, texts in versions.items():
            changed = list(dict.fromkeys(now for text, now in texts if now != text.read))
            if changed and place not in known:
                why = "Arbetsboken har inte kvar platsen för texten."
                self.loose.append(Loose(texts[0][0].title, "Text", changed[0], why))
                continue
            base[place] = texts[0][0].source
            wanted[place] = changed or [texts[0][0].source]
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
