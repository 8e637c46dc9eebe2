"""The closed set of blocks and inlines that a document is made of.

Writers are visitors over these types; `tests/test_render_blocks.py` fails for a type that a writer does not know.
Every text in the tree is ready to set: numbers are formatted, value fields resolved, and nothing in it is markup.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from reportgen.model.profile import Palette, Profile
from reportgen.model.table import RowKind

# --- inlines ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A new line inside a paragraph."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A value fetched from the report, set as text that does not break; `place` says which.

    `field` is the value field that asked for it, without braces, in what a person wrote.
    """

    text: str
    place: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """A level of a scale: drawn symbol with a colour, always with its word."""

    text: str
    symbol: str
    colour: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Words that were added, set underlined, or that were taken away, set struck through."""

    text: str
    added: bool


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form with the words it stands for, which are said and not seen."""

    text: str
    words: str


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words in another language than the document, by its tag: "en"."""

    children: tuple[Inline, ...]
    language: str


Inline = Text | Strong | Emphasis | LineBreak | Figure | Status | Edit | Abbreviation | Foreign


# --- tables -----------------------------------------------------------------------------------------------------------


class Align(StrEnum):
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """A printed column: its key, alignment, and its share of the width (the shares of a table sum to 1)."""

    key: str
    align: Align
    width: float


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A header cell. `column` is the first printed column (0-based) it stands over; a cell over one column holds its `key`."""

    text: str
    column: int
    colspan: int = 1
    rowspan: int = 1
    key: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """Which of a cell's blocks a person wrote: those from `first` up to `end`, under a `place`; see `ProseBlock`."""

    place: str
    title: str
    source: str
    first: int
    end: int
    lead: int = 0


@dataclass(frozen=True, slots=True)
class TableCell:
    """A body cell: blocks (most often one paragraph). An empty cell has none.

    `rowspan` > 1 is a group cell merged downwards; the rows below then lack that cell (`hung` lists no placeholder).
    `colspan` > 1 is a comment row's cell. `keys` is set for a cell that several columns share: each column's key, and how
    many of the blocks are its own. `written` tells what in the cell people wrote.
    """

    column: int
    content: tuple[Block, ...] = ()
    colspan: int = 1
    rowspan: int = 1
    is_header: bool = False
    numeric: bool = False
    keys: tuple[tuple[str, int], ...] = ()
    written: tuple[Written, ...] = ()

    @property
    def with_proses(self) -> tuple[Block, ...]:
        """The blocks, with what people wrote as blocks of their own."""
        out: list[Block] = []
        at = 0
        for one in self.written:
            blocks = self.content[one.first : one.end]
            out += [*self.content[at : one.first], ProseBlock(one.place, one.title, blocks, one.source, lead=one.lead)]
            at = one.end
        return (*out, *self.content[at:])


@dataclass(frozen=True, slots=True)
class TableRow:
    """A body row. `level` is the indent of of-which rows; `continues` marks a comment row that belongs to the row above."""

    key: str
    kind: RowKind
    cells: tuple[TableCell, ...]
    level: int = 0
    continues: bool = False


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table ready to set. `id` says which, and goes out as data-tabell; a table printed in two parts has it twice.

    `number` is that of its caption. `unit` is said once, with the caption. `notes` are (mark, text) under the table;
    `convention` says what + and − mean.
    """

    id: str
    title: str
    columns: tuple[Column, ...]
    head: tuple[tuple[HeadCell, ...], ...]
    rows: tuple[TableRow, ...]
    caption: bool = True
    number: int | None = None
    unit: str = ""
    convention: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    landscape: bool = False


# --- charts -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Series:
    """A named line or set of bars: one value per category, None where there is none."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """A chart by its data; `description` is its text alternative, `source` where the figures come from.

    `kind` is linje, stapel, spann or brygga. In a spann the first and the last series are the bounds, those between them marks. A
    brygga has one series: a level first and last, changes between them; `directions` are what a change above zero is called, and
    one below.
    """

    id: str
    title: str
    kind: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    description: str
    decimals: int = 0
    number: int | None = None
    source: str = ""
    figures: bool = True
    """False: the figures stand in a table of the document already and are not set once more under the chart."""
    nth: int = 1
    """2 where the same chart is printed the second time, in another part perhaps."""
    palette: Palette = field(default_factory=Palette)
    directions: tuple[str, str] = ("", "")


# --- other blocks -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1–6 relative to the part; `number` is "4.1.2" or empty; `id` is unique in the document."""

    level: int
    content: tuple[Inline, ...]
    number: str
    id: str

    @property
    def plain(self) -> str:
        """The title without its number."""
        return plain(self.content)


@dataclass(frozen=True, slots=True)
class Paragraph:
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A bulleted or numbered list; an item is a sequence of blocks, so lists nest."""

    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Quote:
    """Set-off words: a vision or a goal text (Markdown's `>`)."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """What is set apart from the text in a light box."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Legend:
    """What the levels of a scale mean: each as it is drawn, and its meaning, which may be empty."""

    levels: tuple[tuple[Status, str], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the mall's. `width` is its share of the text's width, `ratio` its height through its width.

    `kind` is its file's ending, png or svg. `fallback` is a PNG for programs that cannot show an SVG, empty if there is none.
    `description` is its text alternative; a picture without one is decoration.
    """

    file: str
    kind: str
    data: bytes = field(repr=False)
    description: str
    width: float
    ratio: float
    fallback: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class ProseBlock:
    """What a person wrote under one key of the workbook; in Word a content control with that key.

    `source` is what was written; `bold` and `italic` tell that the mall sets all of it so. The first `lead` of the blocks are
    the mall's, a heading for what follows.
    """

    place: str
    title: str
    blocks: tuple[Block, ...]
    source: str = ""
    bold: bool = False
    italic: bool = False
    lead: int = 0


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


Block = (
    Heading | Paragraph | ListBlock | Quote | Box | Legend | Picture | ProseBlock | TableBlock | ChartBlock | PageBreak
)


# --- the document -----------------------------------------------------------------------------------------------------


class Cover(StrEnum):
    """Where the title of a part and its facts stand."""

    PAGE = "sida"
    HEAD = "huvud"
    NONE = "ingen"


@dataclass(frozen=True, slots=True)
class Part:
    """One document with its own title and page header; a package has several."""

    key: str
    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    sender: str = ""
    header: str = ""
    footer: str = ""
    cover: Cover = Cover.PAGE
    contents: bool = True
    contents_depth: int = 3
    facts: tuple[tuple[str, str], ...] = ()
    """Label and value of the facts shown with the title, in order; a value may be empty."""
    label: str = ""
    """ "Bilaga 2", for an attachment."""
    own_pages: bool = False
    """True: its pages are counted from 1; else on from the part before it."""
    dense: bool = False
    """True: smaller headings and less air."""
    own_file: bool = False
    file_name: str = ""
    """What its own file is called, as the mall has it; empty when the mall does not say."""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `date` (ISO) is the workbook's own, so that the same input gives the same bytes."""

    title: str
    namnd: str
    period: str
    date: str
    parts: tuple[Part, ...]
    language: str = "sv-SE"
    draft: bool = False
    """True: every page is marked UTKAST."""
    corrected: str = ""
    """ "Rättad version 2024-10-03", when it is one."""
    styles: str = ""
    """The mall's CSS."""
    keywords: tuple[str, ...] = field(default=())
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """What an organisation's Word file may ask for by name: words of the period, and the facts by key and by label."""
    profile: Profile = field(default_factory=Profile)


def plain(content: tuple[Inline, ...]) -> str:
    """The words of inlines, without form."""
    out: list[str] = []
    for inline in content:
        match inline:
            case Text() | Figure() | Status() | Edit() | Abbreviation():
                out.append(inline.text)
            case LineBreak():
                out.append(" ")
            case Strong() | Emphasis() | Foreign():
                out.append(plain(inline.children))
    return "".join(out)
