"""Fields, bookmarks and the contents list: what Word works out, written with its result, so the file is ready to read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from reportgen.document.blocks import Heading
from reportgen.render.word.styles import TOC, Style
from reportgen.render.word.writing import Writing
from reportgen.render.word.xml import Control, Item, Mark, Para, attribute, run, words
from reportgen.render.words import CONTENTS

SEPARATE: Final = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
END: Final = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def field(instruction: str, result: str) -> str:
    """A field with the result it had when the file was written."""
    return f"{_begin(instruction)}{SEPARATE}<w:r>{words(result)}</w:r>{END}"


def _begin(instruction: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    )


def caption(text: str, word: str, number: int | None, style: Style, writing: Writing) -> Para:
    """ "Tabell 3. Resultaträkning (mnkr)" with its number as a field; `word` is what is counted."""
    lead = f"{word} {number}"
    if number is None or not text.startswith(lead):
        return Para(writing.styles.id(style), run(text), keep_next=True)
    after = text.removeprefix(lead)
    restart = "" if writing.counts_on(word, number) else f" \\r {number}"
    runs = run(f"{word} ") + field(f"SEQ {word} \\* ARABIC{restart}", str(number)) + run(after)
    return Para(writing.styles.id(style), runs, keep_next=True)


def bookmark(name: str, content: str, writing: Writing) -> str:
    """The content with a bookmark round it."""
    number = writing.new_id()
    return f'<w:bookmarkStart w:id="{number}" w:name={attribute(name)}/>{content}<w:bookmarkEnd w:id="{number}"/>'


def bookmark_ends(name: str, writing: Writing) -> tuple[list[Item], list[Item]]:
    """The start and the end of a bookmark over several paragraphs."""
    number = writing.new_id()
    start = Mark(f'<w:bookmarkStart w:id="{number}" w:name={attribute(name)}/>')
    return [start], [Mark(f'<w:bookmarkEnd w:id="{number}"/>')]


def contents(
    listed: Sequence[Heading], depth: int, within: str, pages: Mapping[str, int] | None, writing: Writing
) -> list[Item]:
    """The contents list as Word makes it: a field over all its lines, each a link, with a page number where one is known.

    `within` is the bookmark round the part that the list covers, empty when it is the whole document.
    """
    title = Para(writing.styles.id(Style.TOC_HEADING), run(CONTENTS))
    instruction = f'TOC \\o "1-{depth}" \\h \\z \\u' + (f" \\b {within}" if within else "")
    lines: list[Item] = []
    for number, heading in enumerate(listed):
        first = _begin(instruction) + SEPARATE if number == 0 else ""
        last = END if number == len(listed) - 1 else ""
        lines.append(_line(heading, first, last, pages, writing))
    properties = (
        f'<w:id w:val="{writing.new_id()}"/><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        "<w:docPartUnique/></w:docPartObj>"
    )
    return [Control(properties, (title, *lines))]


def _line(heading: Heading, first: str, last: str, pages: Mapping[str, int] | None, writing: Writing) -> Para:
    name = writing.bookmarks[heading.id]
    page = (pages or {}).get(heading.id)
    number = "<w:r><w:tab/></w:r>" + field(f"PAGEREF {name} \\h", str(page)) if page is not None else ""
    title = f"{heading.number} {heading.plain}" if heading.number else heading.plain
    link = f'<w:hyperlink w:anchor="{name}" w:history="1">{run(title)}{number}</w:hyperlink>'
    stop = f'<w:tab w:val="right" w:pos="{writing.page.text_width}"/>'
    return Para(writing.styles.id(TOC[min(heading.level, 6) - 1]), first + link + last, tabs=stop)
