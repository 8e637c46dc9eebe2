"""Blocks → one self-contained HTML page, the same for the screen and, by its print rules, for the PDF.

Everything a person typed passes through `markupsafe`, so nothing of it is ever markup. How the page looks is said in the
CSS that the document carries (templates/_gemensamt/stil.css and the mall's own); here is only what the parts are.

Shaped by how WeasyPrint tags a PDF: links hold plain text only, page numbers in the contents list hang on the line and not
on the link, nothing that is printed is a flex box, and a symbol is SVG without title (see `render.tagging`).
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, assert_never

from markupsafe import Markup, escape

from reportgen import __version__
from reportgen.document import diagram
from reportgen.document.blocks import (
    Abbreviation,
    Align,
    Block,
    Box,
    ChartBlock,
    Cover,
    Document,
    Edit,
    Emphasis,
    Figure,
    Foreign,
    HeadCell,
    Heading,
    Inline,
    Legend,
    LineBreak,
    ListBlock,
    PageBreak,
    Paragraph,
    Part,
    Picture,
    ProseBlock,
    Quote,
    Status,
    Strong,
    TableBlock,
    TableCell,
    TableRow,
    Text,
)
from reportgen.document.parts import end_of, runs, start_of
from reportgen.document.walk import headings
from reportgen.model.errors import ReportgenError
from reportgen.model.profile import Logo, Profile
from reportgen.render import rows, symbols
from reportgen.render.dress import profile_css, profile_files
from reportgen.render.ties import tied
from reportgen.render.words import (
    CHART_FIGURES,
    CONTENTS,
    DRAFT,
    PARTS,
    chart_caption,
    chart_source,
    header_words,
    leads_in,
    table_caption,
    title_lines,
    title_logo,
)

MEDIA_TYPES: Final = {
    "woff2": "font/woff2",
    "ttf": "font/ttf",
    "otf": "font/otf",
    "png": "image/png",
    "svg": "image/svg+xml",
}

DEEPEST: Final = 6
"""The lowest level of heading that HTML has an element for."""
WIDE: Final = 4
"""A table with this many columns or more can be scrolled sideways on a narrow screen."""

BODY: Final = "_text"
"""Target of the skip link. The underscore keeps it apart from the ids of headings, which have none."""


def to_html(document: Document, *, fonts: Mapping[str, bytes]) -> str:
    """The whole page. `fonts` are the files that the CSS names by `url("…")`, by path or file name; they are embedded."""
    head = _join(
        (
            Markup('<meta charset="utf-8">'),
            Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
            _element("title", escape(f"{document.title} – {document.namnd}")),
            *_metadata(document),
            _element("style", Markup(_self_contained(document.styles, fonts))),
            *([_element("style", Markup(_DRAFT_STYLES))] if document.draft else []),
            *_profile_styles(document.profile),
        ),
        "\n",
    )
    body = _join(
        (
            _element("a", Markup("Hoppa till texten"), {"class": "hoppa", "href": f"#{BODY}"}),
            _parts(document),
            _element("main", _join((_part(part, document, n) for n, part in enumerate(document.parts)), "\n")),
        ),
        "\n",
    )
    page = _element("html", _join((_element("head", head), _element("body", body)), "\n"), {"lang": document.language})
    return f"<!DOCTYPE html>\n{page}\n"


# --- the page ---------------------------------------------------------------------------------------------------------


def _metadata(document: Document) -> Iterable[Markup]:
    """What becomes the properties of the PDF. Both dates are the document's own, so that its bytes repeat."""
    pairs = {
        "author": document.namnd,
        "keywords": ", ".join(document.keywords),
        "generator": f"reportgen {__version__}",
        "dcterms.created": document.date,
        "dcterms.modified": document.date,
    }
    return (_void("meta", {"name": name, "content": content}) for name, content in pairs.items() if content)


def _profile_styles(profile: Profile) -> Iterable[Markup]:
    """What the profile changes, last so that it counts before the mall's."""
    css = profile_css(profile)
    if css:
        yield _element("style", Markup(_self_contained(css, profile_files(profile))))


def _self_contained(styles: str, files: Mapping[str, bytes]) -> str:
    """The CSS with every file it names put in as data; raises `ReportgenError` for one that is not there."""
    by_name = {path.rpartition("/")[2]: content for path, content in files.items()}

    def embedded(match: re.Match[str]) -> str:
        path = match[1]
        name = path.rpartition("/")[2]
        if path.startswith("data:"):
            return match[0]
        kind = MEDIA_TYPES.get(name.rpartition(".")[2])
        if name not in by_name or kind is None:
            raise ReportgenError(f"Stilmallen stil.css hänvisar till filen {path}, som inte finns i mallens mapp.")
        return f'url("data:{kind};base64,{base64.b64encode(by_name[name]).decode("ascii")}")'

    return re.sub(r"""url\(\s*["']?([^"')]+)["']?\s*\)""", embedded, styles).replace("</", "<\\/")


def _parts(document: Document) -> Markup:
    """On a screen, links to the parts of a package; the PDF has its bookmarks."""
    if len(document.parts) == 1:
        return Markup()
    links = (
        _element("li", _element("a", escape(_name(part)), {"href": f"#{start_of(part)}"})) for part in document.parts
    )
    return _element("nav", _element("ol", _join(links, "\n")), {"class": "delar", "aria-label": PARTS})


def _name(part: Part) -> str:
    """ "Bilaga 2, Nyckeltal"."""
    return ", ".join(filter(None, (part.label, part.title)))


def _part(part: Part, document: Document, number: int) -> Markup:
    """A document of the package: title, contents and text. Its header and footer reach the page margins by the CSS."""
    attributes = {
        "id": start_of(part),
        "class": " ".join(("del", *_has(part))),
        "data-del": part.key,
        "data-sidhuvud": header_words(part, document),
        "data-avsandare": part.sender or document.namnd,
        "data-sidfot": part.footer,
        "data-slut": f"#{next(run.end for run in runs(document) if part in run.parts)}",
    }
    body = _element(
        "div", _sections(part.blocks), {"class": "text", "id": BODY if number == 0 else f"{BODY}_{number + 1}"}
    )
    contents = _contents(part)
    end = _element("div", Markup(), {"id": end_of(part), "class": "liggande" if _ends_in_landscape(part) else ""})
    return _element("article", _join((_title(part, document), contents, body, end), "\n"), attributes)


def _ends_in_landscape(part: Part) -> bool:
    """Whether the part's last page lies, so that its end mark must too: it would else make an empty page."""
    last = part.blocks[-1] if part.blocks else None
    return isinstance(last, TableBlock) and last.landscape


def _has(part: Part) -> Iterable[str]:
    """What a part has besides its text and how it is set, for the CSS, which counts its pages too."""
    if part.cover is Cover.PAGE:
        yield "med-framsida"
    if _listed(part):
        yield "med-innehall"
    if part.own_pages:
        yield "egna-sidor"
    if part.dense:
        yield "tat"


def _title(part: Part, document: Document) -> Markup:
    """The title page, the title above the text, or for a part without either a title that is only heard and in bookmarks."""
    bookmark = {"data-bokmarke": _name(part)}
    if part.cover is Cover.NONE:
        return _element("h1", escape(part.title), {"class": "dold", **bookmark})
    lines = [
        _element("h1", escape(words), bookmark) if what == "titel" else _element("p", escape(words), {"class": what})
        for what, words in title_lines(part, document)
    ]
    name = "framsida" if part.cover is Cover.PAGE else "titel"
    lines[:0] = _logo(title_logo(part, document))
    return _element("header", _join((*lines, _facts(part.facts)), "\n"), {"class": name})


def _logo(logo: Logo | None) -> Iterable[Markup]:
    if logo:
        src = f"data:{MEDIA_TYPES[logo.kind]};base64,{base64.b64encode(logo.data).decode('ascii')}"
        yield Markup(f'<p class="logotyp"><img src="{src}" alt="{escape(logo.description)}"></p>')


def _facts(facts: Sequence[tuple[str, str]]) -> Markup:
    """Label and value side by side. No space between them: in the PDF it would be a list's child that is no list item."""
    pairs = [_element("dt", escape(label)) + _element("dd", escape(value)) for label, value in facts]
    return _element("dl", _join(pairs), {"class": "uppgifter"}) if pairs else Markup()


def _contents(part: Part) -> Markup:
    """The contents list, nested as the headings are; the CSS puts the page number at the end of each line."""
    listed = _listed(part)
    if not listed:
        return Markup()
    name = f"_innehall_{part.key}"
    title = _element("h2", Markup(CONTENTS), {"id": name})
    return _element("nav", title + _entries(listed), {"class": "innehall", "aria-labelledby": name})


def _listed(part: Part) -> list[Heading]:
    """The headings of the contents list; none when the part has no such list."""
    return [heading for heading in headings(part) if part.contents and heading.level <= part.contents_depth]


def _entries(listed: Sequence[Heading]) -> Markup:
    """An ordered list of the headings at the level of the first; deeper ones make a list inside the entry above them."""
    level = listed[0].level
    starts = [n for n, heading in enumerate(listed) if heading.level <= level]
    items: list[Markup] = []
    for start, end in zip(starts, [*starts[1:], len(listed)], strict=True):
        below = listed[start + 1 : end]
        items.append(_element("li", _entry(listed[start]) + (_entries(below) if below else Markup())))
    return _element("ol", _join(items, "\n"))


def _entry(heading: Heading) -> Markup:
    target = f"#{heading.id}"
    link = _element("a", escape(heading.plain), {"href": target})
    number = _element("span", escape(heading.number), {"class": "nummer"}) + " " if heading.number else Markup()
    return _element("div", number + link, {"class": "rad", "data-href": target})


# --- blocks -----------------------------------------------------------------------------------------------------------


def _sections(blocks: Sequence[Block]) -> Markup:
    """The blocks with a section round each chapter."""
    lying = _on_landscape_pages(blocks)
    chapters: list[list[Markup]] = [[]]
    for n, block in enumerate(blocks):
        if isinstance(block, Heading) and block.level == 1:
            chapters.append([])
        chapters[-1].append(_block(block, landscape=n in lying))
    before, *rest = (_join(chapter, "\n") for chapter in chapters)
    return _join((before, *(_element("section", chapter) for chapter in rest)), "\n")


def _on_landscape_pages(blocks: Sequence[Block]) -> frozenset[int]:
    """Positions of the landscape tables, and of the headings that stand right above one and must follow it."""
    lying: set[int] = set()
    for n, block in enumerate(blocks):
        if isinstance(block, TableBlock) and block.landscape:
            first = n
            while first and isinstance(blocks[first - 1], Heading):
                first -= 1
            lying.update(range(first, n + 1))
    return frozenset(lying)


def _blocks(blocks: Iterable[Block]) -> Markup:
    return _join(map(_block, blocks), "\n")


def _block(block: Block, *, landscape: bool = False) -> Markup:
    match block:
        case Heading():
            return _heading(block, landscape=landscape)
        case Paragraph():
            return _element("p", _inlines(block.content), {"class": _lead(block)})
        case ListBlock():
            return _list(block)
        case Quote():
            return _element("blockquote", _blocks(block.blocks))
        case Box():
            return _element("div", _blocks(block.blocks), {"class": "ruta"})
        case Legend():
            return _legend(block)
        case Picture():
            return _picture(block)
        case ProseBlock():
            return _element("div", _blocks(block.blocks), {"class": "prosa", "data-nyckel": block.place})
        case TableBlock():
            return _table_group(block)
        case ChartBlock():
            return _chart(block)
        case PageBreak():
            return _element("div", Markup(), {"class": "sidbrytning"})
        case _:
            assert_never(block)


def _heading(heading: Heading, *, landscape: bool) -> Markup:
    """One level below its own in the tree, as the document's title is the only h1; what is below h6 tells its level itself."""
    number = _element("span", escape(heading.number), {"class": "nummer"}) + " " if heading.number else Markup()
    level = heading.level + 1
    attributes = {
        "id": heading.id,
        "class": "liggande" if landscape else "",
        "aria-level": str(level) if level > DEEPEST else "",
    }
    return _element(f"h{min(level, DEEPEST)}", number + _inlines(heading.content), attributes)


def _lead(paragraph: Paragraph) -> str:
    """What a paragraph is called that leads in what follows: a few words in bold, or words that end with a colon."""
    strong = len(paragraph.content) == 1 and isinstance(paragraph.content[0], Strong)
    return "mellanrubrik" if strong else "inledning" if leads_in(paragraph) else ""


def _list(block: ListBlock) -> Markup:
    """WeasyPrint does not count from `start`, so the CSS says it too."""
    items = [_element("li", _content(item)) for item in block.items]
    counted = block.ordered and block.start != 1
    attributes = {"start": str(block.start), "style": f"counter-reset: list-item {block.start - 1}"} if counted else {}
    return _element("ol" if block.ordered else "ul", _join(items, "\n"), attributes)


def _content(blocks: Sequence[Block]) -> Markup:
    """The blocks of a list item or cell; a first paragraph with nothing but lists after it needs no element of its own."""
    first, rest = (blocks[0], blocks[1:]) if blocks else (None, ())
    if isinstance(first, Paragraph) and all(isinstance(block, ListBlock) for block in rest):
        return _join((_inlines(first.content), _blocks(rest)), "\n")
    return _blocks(blocks)


def _legend(legend: Legend) -> Markup:
    """The levels of a scale and what they mean, or the levels alone. No space in the list of both, see `_facts`."""
    if not any(meaning for _, meaning in legend.levels):
        words = [_element("li", _inline(status)) for status, _ in legend.levels]
        return _element("ul", _join(words, "\n"), {"class": "skala"})
    pairs = [_element("dt", _inline(status)) + _element("dd", escape(meaning)) for status, meaning in legend.levels]
    return _element("dl", _join(pairs), {"class": "skala"})


def _picture(picture: Picture) -> Markup:
    data = base64.b64encode(picture.data).decode("ascii")
    attributes = {
        "src": f"data:{MEDIA_TYPES[picture.kind]};base64,{data}",
        "style": f"width: {_percent(picture.width)}",
    }
    return Markup(f'<p class="bild"><img{_attributes(attributes)} alt="{escape(picture.description)}"></p>')


def _chart(chart: ChartBlock) -> Markup:
    """The drawing, its caption, and the figures as a table that is folded away on the screen and printed in the PDF."""
    drawing = _element(
        "div", Markup(diagram.draw(chart)), {**_scrolling(chart_caption(chart)), "class": "teckning rullbar"}
    )
    caption = _element("figcaption", escape(chart_caption(chart)))
    parts = [caption, drawing]
    if chart.source:
        parts.append(_element("p", escape(chart_source(chart)), {"class": "kalla"}))
    if chart.figures:
        figures = _element("summary", Markup(CHART_FIGURES)) + _table_group(diagram.figures(chart))
        parts.append(_element("details", figures))
    return _element("figure", _join(parts, "\n"), {"class": "diagram"})


# --- inlines ----------------------------------------------------------------------------------------------------------


def _inlines(content: Iterable[Inline]) -> Markup:
    return _join(map(_inline, content))


def _inline(inline: Inline) -> Markup:
    match inline:
        case Text():
            return escape(tied(inline.text))
        case Strong():
            return _element("strong", _inlines(inline.children))
        case Emphasis():
            return _element("em", _inlines(inline.children))
        case LineBreak():
            return Markup("<br>")
        case Figure():
            return _element("span", escape(inline.text), {"class": "varde", "data-varde": inline.place})
        case Status():
            return _status(inline)
        case Edit():
            return _element("ins" if inline.added else "del", escape(inline.text))
        case Abbreviation():
            return _element("abbr", escape(inline.text), {"title": inline.words})
        case Foreign():
            return _element("span", _inlines(inline.children), {"lang": inline.language})
        case _:
            assert_never(inline)


def _status(status: Status) -> Markup:
    """The symbol and its words, the first of them always on the symbol's line."""
    first, space, rest = status.text.partition(" ")
    drawn = Markup(symbols.svg(status.symbol, status.colour))
    return _element(
        "span", _element("span", drawn + escape(first), {"class": "hel"}) + escape(space + rest), {"class": "status"}
    )


# --- tables -----------------------------------------------------------------------------------------------------------


def _table_group(table: TableBlock) -> Markup:
    """The table with what is said under it; a wide one can be scrolled."""
    set_table = _table(table)
    if len(table.columns) >= WIDE:
        set_table = _element("div", set_table, _scrolling(table.title))
    content = _join((set_table, _notes(table)), "\n")
    return _element("div", content, {"class": _group_class(table)})


def _group_class(table: TableBlock) -> str:
    names = ["tabell"]
    if table.landscape:
        names.append("liggande")
    if rows.is_whole(table):
        names.append("hel")
    return " ".join(names)


def _scrolling(name: str) -> dict[str, str]:
    """A group that the keyboard can reach and scroll sideways where the screen is narrow."""
    return {"class": "rullbar", "role": "group", "tabindex": "0", "aria-label": name}


def _table(table: TableBlock) -> Markup:
    caption = table_caption(table)
    parts = (
        _element("caption", escape(caption), {"class": "" if table.caption else "enhet"}) if caption else Markup(),
        _element("colgroup", _join(_void("col", {"style": f"width: {_percent(c.width)}"}) for c in table.columns)),
        _element("thead", _join((_head_row(row, table) for row in table.head), "\n")),
        _element("tbody", _join((_row(row, after, table) for row, after in _with_next(table.rows)), "\n")),
    )
    attributes = {
        "data-tabell": table.id,
        "class": _table_class(table),
        "style": f"--kolumner: {len(table.columns)}",
        "aria-label": "" if table.caption else table.title,
    }
    return _element("table", _join(parts, "\n"), attributes)


def _table_class(table: TableBlock) -> str:
    """What decides how its rows are set: figures or words, comments under rows, many columns."""
    names = ["ord" if rows.stands_at_top(table) else "siffror"]
    if rows.names_stand_out(table):
        names.append("radtext")
    if rows.has_comments(table):
        names.append("kommenterad")
    if rows.is_tight(table):
        names.append("trang")
    return " ".join(names)


def _head_row(row: tuple[HeadCell, ...], table: TableBlock) -> Markup:
    return _element("tr", _join(_head_cell(cell, table) for cell in row))


def _head_cell(cell: HeadCell, table: TableBlock) -> Markup:
    """A column's heading, or one over several columns. The corner above the row names may be empty, and is then no heading."""
    group = cell.colspan > 1
    attributes = {
        "scope": "colgroup" if group else "col",
        "colspan": _span(cell.colspan),
        "rowspan": _span(cell.rowspan),
        "data-kolumn": cell.key,
        "class": "grupp" if group else _place(cell.column, table.columns[cell.column].align, table),
    }
    if not cell.text:
        del attributes["scope"]
        return _element("td", Markup(), attributes)
    return _element("th", _spans_whole(cell.text), attributes)


def _spans_whole(text: str) -> Markup:
    """The words, with a short span such as jan–aug kept on one line."""
    parts = re.split(r"((?<!\S)\S{1,6}–\S{1,6}(?!\S))", text)
    return _join(
        _element("span", escape(part), {"class": "hel"}) if n % 2 else escape(part) for n, part in enumerate(parts)
    )


def _with_next(all_rows: Sequence[TableRow]) -> Iterable[tuple[TableRow, TableRow | None]]:
    return zip(all_rows, [*all_rows[1:], None][: len(all_rows)], strict=True)


def _row(row: TableRow, after: TableRow | None, table: TableBlock) -> Markup:
    names = [row.kind.value]
    if row.level:
        names.append(f"niva-{row.level}")
    if row.continues:
        names.append("kommentar")
    if after is not None and after.continues:
        names.append("foljs")
    if rows.may_be_divided(row):
        names.append("hog")
    return _element("tr", _join(_cell(cell, table) for cell in row.cells), {"class": " ".join(names)})


def _cell(cell: TableCell, table: TableBlock) -> Markup:
    column = table.columns[cell.column]
    attributes = {
        "scope": "row" if cell.is_header else "",
        "colspan": _span(cell.colspan),
        "rowspan": _span(cell.rowspan),
        "data-kolumn": column.key if cell.colspan == 1 and not cell.keys else "",
        "class": _place(cell.column, column.align if cell.colspan == 1 else Align.LEFT, table, numeric=cell.numeric),
    }
    return _element("th" if cell.is_header else "td", _cell_content(cell), attributes)


def _cell_content(cell: TableCell) -> Markup:
    """What stands in a cell; where columns share it, each in a box of its own that says which."""
    if not cell.keys:
        return _content(cell.content)
    rest, boxes = list(cell.content), []
    for key, count in cell.keys:
        own, rest = rest[:count], rest[count:]
        boxes.append(_element("div", _content(tuple(own)), {"data-kolumn": key}))
    return _join(boxes)


def _place(column: int, align: Align, table: TableBlock, *, numeric: bool = False) -> str:
    """How a cell is set to the sides: columns of figures right, the first column flush with the text."""
    names = ["forst"] if column == 0 else []
    if align is Align.RIGHT:
        names.append("tal" if numeric else "hoger")
    elif rows.stands_apart(column, table):
        names.append("efter-tal")
    return " ".join(names)


def _span(count: int) -> str:
    return str(count) if count > 1 else ""


def _percent(share: float) -> str:
    return f"{100 * share:.2f}%"


def _notes(table: TableBlock) -> Markup:
    """What plus and minus mean, and the notes with their marks."""
    lines = [_element("p", escape(table.convention), {"class": "teckenregel"})] if table.convention else []
    for mark, text in table.notes:
        sign = _element("span", escape(mark), {"class": "marke"}) + " " if mark else Markup()
        lines.append(_element("p", sign + text))
    return _element("div", _join(lines, "\n"), {"class": "noter"}) if lines else Markup()


# --- markup -----------------------------------------------------------------------------------------------------------


def _element(name: str, content: Markup, attributes: Mapping[str, str] | None = None) -> Markup:
    """`content` is markup, so typed as such; attributes are escaped here, and left out when empty."""
    return Markup(f"<{name}{_attributes(attributes)}>{content}</{name}>")


def _void(name: str, attributes: Mapping[str, str]) -> Markup:
    """An element that never has content."""
    return Markup(f"<{name}{_attributes(attributes)}>")


def _attributes(attributes: Mapping[str, str] | None) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in (attributes or {}).items() if value)


def _join(parts: Iterable[Markup], separator: str = "") -> Markup:
    """The parts that are not empty, one after the other."""
    return Markup(separator).join(part for part in parts if part)


_DRAFT_LETTERS: Final = (
    "M4 6V34a12 12 0 0 0 24 0V6"
    "M36 6H62M49 6V46"
    "M72 6V46M94 6L73 28L96 46"
    "M104 46L118 6L132 46M109 33H127"
    "M163 13C160 7 154 5 150 5C143 5 139 9 139 15C139 28 164 22 164 36C164 43 158 47 151 47C145 47 140 44 137 39"
    "M172 6H198M185 6V46"
)
"""UTKAST as strokes, so that the mark behind the page is a picture without text and says nothing to a screen reader."""

_DRAFT_PICTURE: Final = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 204 204'><path transform='rotate(-52 102 102) translate(0 76)' "
    f"d='{_DRAFT_LETTERS}' fill='none' stroke='#f8e7e5' stroke-width='6'/></svg>"
)
_DRAFT_STYLES: Final = f"""
@page {{
  background: url("data:image/svg+xml;base64,{base64.b64encode(_DRAFT_PICTURE.encode()).decode()}") center / 165mm no-repeat;
  @top-center {{
    content: "{DRAFT}"; color: #a8241c; font-size: 9pt; font-weight: bold; vertical-align: top; padding-top: 12mm; width: 12%;
  }}
  @top-left {{ width: 44%; }}
  @top-right {{ width: 44%; }}
}}
@page framsida, egen-framsida {{ @top-center {{ content: none; }} }}
"""
"""The mark on every page of the PDF: its picture behind the text, its word in the page header."""
