"""A report in Word from the workbook of `rounds`, and the file as people edit it.

file = printed(tmp_path)                     # delar.xlsx and delar.docx beside it
with opened(file) as word:
    word.text("text.inledning")[0].add_run(" Mer.")
out = brought(file)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from docx import Document
from docx.document import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from reportgen.exchange.slots import slots
from reportgen.model.position import Place
from reportgen.pipeline import check_workbook, make_report
from reportgen.rounds.bring import Brought, bring_text
from rounds import NOW, new_master, places, write

MARKDOWN = """
# Inledning

{{ text("inledning") }}

# Ekonomi

{{ tabell("drift") }}

# Risker

{{ text("risker") }}
"""

INLEDNING, RISKER = Place("text", "inledning"), Place("text", "risker")
PARAGRAPH = '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{}</w:p>'


class Edit:
    """The file opened to be edited."""

    def __init__(self, word: Word) -> None:
        self.word = word

    def control(self, tag: str):  # type: ignore[no-untyped-def]
        found = (sdt for sdt in self.word.element.body.iter(qn("w:sdt")) if self._tag(sdt) == tag)
        return next(found)

    def text(self, tag: str) -> list[Paragraph]:
        """The paragraphs of a text."""
        return [Paragraph(p, self.word) for p in self.control(tag).iter(qn("w:p"))]

    def rewrite(self, tag: str, xml: str) -> None:
        """Puts that in place of the runs of the first paragraph of a text."""
        paragraph = self.text(tag)[0]._p
        new = parse_xml(PARAGRAPH.format(xml))
        for child in [child for child in paragraph if child.tag != qn("w:pPr")]:
            paragraph.remove(child)
        paragraph.extend(list(new))

    @staticmethod
    def _tag(sdt) -> str:  # type: ignore[no-untyped-def]
        tag = sdt.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        return "" if tag is None else str(tag.get(qn("w:val")))


def printed(folder: Path, texts: Mapping[str, str] | None = None) -> Path:
    """The Word file of the workbook with these texts, by their headings."""
    master = new_master(folder)
    (folder / "mallar" / "prov" / "dokument.md.j2").write_text(MARKDOWN, "utf-8")
    if texts:
        write(master, "Texter", {(heading, "Text"): text for heading, text in texts.items()})
    return printed_again(master)


def printed_again(master: Path) -> Path:
    checked = check_workbook(master, places(master.parent))
    return make_report(checked, ["docx"], master.parent, draft=True).files[0]


@contextmanager
def opened(file: Path, who: str = "Eva Berg") -> Iterator[Edit]:
    """The file, saved after it has been edited."""
    word = Document(str(file))
    yield Edit(word)
    word.core_properties.last_modified_by = who
    word.save(str(file))


def brought(file: Path, *, dry: bool = False) -> Brought:
    master = file.parent / "delar.xlsx"
    return bring_text(master, file, now=NOW, places=places(file.parent), dry=dry)


def text_of(file: Path, place: Place) -> str:
    """What the workbook says there now."""
    entered = check_workbook(file.parent / "delar.xlsx", places(file.parent)).entered
    return str(slots(entered).get(place, ""))
