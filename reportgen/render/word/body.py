"""Blocks → paragraphs, tables and controls: the visitor over the closed set of block types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, assert_never

from reportgen.document import diagram
from reportgen.document.blocks import (
    Block,
    Box,
    ChartBlock,
    Emphasis,
    Heading,
    Legend,
    ListBlock,
    PageBreak,
    Paragraph,
    Picture,
    ProseBlock,
    Quote,
    Status,
    Strong,
    TableBlock,
    Text,
)
from reportgen.render.word.charts import chart_graphic
from reportgen.render.word.controls import bookmark_name, control_tag, prose_properties
from reportgen.render.word.fields import bookmark, bookmark_ends, caption
from reportgen.render.word.inlines import runs
from reportgen.render.word.pictures import clear_png, inline_picture
from reportgen.render.word.setting import Setting
from reportgen.render.word.styles import Style
from reportgen.render.word.tables import table_items
from reportgen.render.word.writing import Writing
from reportgen.render.word.xml import Control, Grid, Item, Para, first_paragraph, render, run, with_first_paragraph
from reportgen.render.words import CHART_FIGURES, chart_caption, chart_source, leads_in

AFTER_TABLE: Final = 240
AFTER_HEADING: Final = 120
AFTER_LIST: Final = 160
"""Space above what follows a table, above a heading right under another and above leading words after a list, in twentieths of a
point."""

NESTED: Final = 200
"""How much further in a list in a list stands, in twentieths of a point."""

BOX_PADDING: Final = 220
BOX_SPACE: Final = 180
"""Inner margin of a box's sides, in our own base, and the space under the paragraph above it."""

_SPACED: Final = (Style.BODY, Style.BODY_ITALIC, Style.LEAD, Style.BULLET_1, Style.NUMBER_1, Style.QUOTE, Style.LEGEND)
"""Styles that get that space after a table; the others have enough of their own."""


def body(blocks: Iterable[Block], writing: Writing, setting: Setting) -> list[Item]:
    """The blocks of a part, with the space that depends on what stands above and with page breaks put where they act."""
    out: list[Item] = []
    above: Block | None = None
    for block in blocks:
        items = block_items(block, writing, setting)
        if not items:
            above = block
            continue
        if isinstance(above, PageBreak):
            items = on_new_page(items, writing)
        elif isinstance(above, Heading) and isinstance(block, Heading):
            items = _with_space(items, AFTER_HEADING)
        elif isinstance(above, TableBlock | ChartBlock | Box):
            items = apart_from_table(items, writing)
        elif isinstance(above, ListBlock) and isinstance(block, Paragraph) and leads_in(block):
            items = _with_space(items, AFTER_LIST)
        elif isinstance(block, Box) and out and isinstance(out[-1], Para):
            out[-1] = replace(out[-1], after=BOX_SPACE)
        out += items
        above = block
    return out


def on_new_page(items: list[Item], writing: Writing) -> list[Item]:
    """The items with a page break before them."""
    first = first_paragraph(items[0])
    if first is None:
        return [Para(writing.styles.id(Style.SECTION_END), page_break=True), *items]
    return [with_first_paragraph(items[0], replace(first, page_break=True, before=0)), *items[1:]]


def at_top(items: list[Item]) -> list[Item]:
    """The items without space above, for the top of a page."""
    return _with_space(items, 0) if items else items


def apart_from_table(items: list[Item], writing: Writing) -> list[Item]:
    """What follows a table with some space above; a table after a table needs a paragraph between, or Word joins them."""
    first = first_paragraph(items[0])
    if first is None:
        return [Para(writing.styles.id(Style.SECTION_END), before=AFTER_TABLE), *items]
    spaced = {writing.styles.id(style) for style in _SPACED}
    return _with_space(items, AFTER_TABLE) if first.style in spaced else items


def _with_space(items: list[Item], before: int) -> list[Item]:
    first = first_paragraph(items[0])
    return items if first is None else [with_first_paragraph(items[0], replace(first, before=before)), *items[1:]]


def block_items(block: Block, writing: Writing, setting: Setting) -> list[Item]:
    match block:
        case Heading():
            return [_heading(block, writing, setting)]
        case Paragraph():
            return [_paragraph(block, writing, setting)]
        case ListBlock():
            return _list(block, writing, setting)
        case Quote():
            return blocks_items(block.blocks, writing, _quoted(setting))
        case Box():
            return [_box(block, writing, setting)]
        case Legend():
            return _legend(block, writing, setting)
        case Picture():
            return [_picture(block, writing, setting)]
        case ProseBlock():
            return [_prose(block, writing, setting)]
        case TableBlock():
            return table_items(block, writing, setting, blocks_items)
        case ChartBlock():
            return _chart(block, writing, setting)
        case PageBreak():
            return []
        case _:
            assert_never(block)


def blocks_items(blocks: Iterable[Block], writing: Writing, setting: Setting) -> list[Item]:
    """The blocks of a cell, a list item, a quote or a control."""
    return [item for block in blocks for item in block_items(block, writing, setting)]


def _paragraph(paragraph: Paragraph, writing: Writing, setting: Setting) -> Para:
    """The paragraph; one that is wholly of a form has a style for it. Strong words alone lead in what follows them."""
    style, content, keep = setting.text, paragraph.content, leads_in(paragraph)
    if len(content) == 1:
        match content[0]:
            case Strong(children=children):
                if setting.lead:
                    style, content, keep = setting.lead, children, False
            case Emphasis(children=children) if setting.italic:
                style, content = setting.italic, children
            case Status() if setting.status:
                style = setting.status
            case _:
                pass
    return Para(writing.styles.id(style), runs(content, writing, setting.form), keep_next=keep)


def _heading(heading: Heading, writing: Writing, setting: Setting) -> Para:
    """The heading with its number in front, in a bookmark that the contents list leads to; one inside a quote has none.

    A base whose heading styles count by themselves is told not to: the numbers are ours.
    """
    style = setting.headings[min(heading.level, 6) - 1]
    content = (Text(f"{heading.number} "), *heading.content) if heading.number else heading.content
    words, name = runs(content, writing), writing.bookmarks.get(heading.id)
    return Para(
        writing.styles.id(style),
        bookmark(name, words, writing) if name else words,
        number=(0, 0) if writing.styles.list_of(style) else None,
    )


def _list(block: ListBlock, writing: Writing, setting: Setting) -> list[Item]:
    styles = setting.numbers if block.ordered else setting.bullets
    style = styles[min(setting.depth, len(styles) - 1)]
    number = writing.numbered(style, block.start) if block.ordered else writing.bullet(style)
    deeper = setting.depth - len(styles) + 1
    indent = writing.styles.indent_of(style) + deeper * NESTED if deeper > 0 else None
    return [item for blocks in block.items for item in _list_item(blocks, style, number, indent, writing, setting)]


def _list_item(
    blocks: Sequence[Block],
    style: Style,
    number: tuple[int, int] | None,
    indent: int | None,
    writing: Writing,
    setting: Setting,
) -> list[Item]:
    """The first paragraph carries the bullet or number; what follows in the item is set in line with it.

    `indent` is for a list in a list where one style does for both, as in a cell.
    """
    if not blocks:
        return []
    continued = setting.continued[min(setting.depth, len(setting.continued) - 1)]
    inner = replace(setting, text=continued, italic=None, lead=None, depth=setting.depth + 1)
    first, rest = blocks[0], blocks[1:]
    if not isinstance(first, Paragraph):
        return blocks_items(blocks, writing, inner)
    lead = Para(writing.styles.id(style), runs(first.content, writing, setting.form), number=number, indent=indent)
    return [lead, *blocks_items(rest, writing, inner)]


def _quoted(setting: Setting) -> Setting:
    return replace(
        setting,
        text=Style.QUOTE,
        italic=None,
        lead=None,
        bullets=(Style.QUOTE_BULLET,),
        numbers=(Style.QUOTE_NUMBER,),
        continued=(Style.QUOTE,),
    )


def _box(box: Box, writing: Writing, setting: Setting) -> Grid:
    """A table of one cell in the colour of boxes; paragraphs with borders would part where their indents differ."""
    inner = replace(
        setting,
        width=setting.width - 2 * BOX_PADDING,
        text=Style.BOX_TEXT,
        italic=None,
        lead=None,
        bullets=(Style.BOX_BULLET,),
        numbers=(Style.BOX_NUMBER,),
        continued=(Style.BOX_TEXT,),
        depth=0,
    )
    items = at_top(blocks_items(box.blocks, writing, inner))
    if not items or not isinstance(items[-1], Para):
        items.append(Para(writing.styles.id(Style.SECTION_END)))
    return Grid(
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{writing.styles.id(Style.BOX)}"/>'
        f'<w:tblW w:w="{setting.width}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{setting.width}"/></w:tblGrid><w:tr><w:tc><w:tcPr>'
        f'<w:tcW w:w="{setting.width}" w:type="dxa"/></w:tcPr>{render(items)}</w:tc></w:tr></w:tbl>'
    )


def _legend(legend: Legend, writing: Writing, setting: Setting) -> list[Item]:
    """Each level as it is drawn, then what it means."""
    style = writing.styles.id(Style.LEGEND)
    return [
        Para(style, runs((status,), writing, setting.form) + (run(f"\t{meaning}") if meaning else ""))
        for status, meaning in legend.levels
    ]


def _picture(picture: Picture, writing: Writing, setting: Setting) -> Para:
    """An SVG goes with a PNG for programs that cannot show it."""
    width = round(setting.width * picture.width)
    svg = writing.picture(picture.file, "svg", picture.data) if picture.kind == "svg" else ""
    plain = (picture.fallback or clear_png()) if svg else picture.data
    relation = writing.picture(f"{picture.file}.png" if svg else picture.file, "png", plain)
    height = round(width * picture.ratio)
    drawing = inline_picture(relation, writing.new_id(), width, height, said=picture.description, svg=svg)
    return Para(writing.styles.id(Style.PICTURE), f"<w:r>{drawing}</w:r>")


def _prose(prose: ProseBlock, writing: Writing, setting: Setting) -> Control:
    """What a person wrote, in its control; an empty paragraph where there is nothing yet."""
    inner = replace(setting, form=replace(setting.form, brought_back=True))
    items = blocks_items(prose.blocks, writing, inner) or [Para(writing.styles.id(setting.text))]
    tag = control_tag(prose.place, writing.nth_of(prose.place))
    start, end = bookmark_ends(bookmark_name(tag), writing)
    return Control(prose_properties(prose, tag, writing), (*start, *items, *end))


def _chart(chart: ChartBlock, writing: Writing, setting: Setting) -> list[Item]:
    """The caption, the chart, and its figures as a table for those who do not see it, unless they stand elsewhere."""
    above = caption(chart_caption(chart), "Diagram", chart.number, Style.CAPTION, writing)
    drawing = Para(
        writing.styles.id(Style.CHART),
        f"<w:r>{chart_graphic(chart, writing, setting.width)}</w:r>",
        keep_next=bool(chart.source) or chart.figures,
    )
    lead = Para(writing.styles.id(Style.TABLE_UNIT), run(CHART_FIGURES), keep_next=True)
    source = (
        [Para(writing.styles.id(Style.TABLE_NOTE), run(chart_source(chart)), keep_next=chart.figures)]
        if chart.source
        else []
    )
    if not chart.figures:
        return [above, drawing, *source]
    return [above, drawing, *source, lead, *block_items(diagram.figures(chart), writing, setting)]
