"""Content controls: what people wrote stands in one with its place as tag, so that edited text finds its way back.

Whoever reads an edited file finds the control by `control_tag` of the place; figures inside it are in controls of their own.
"""

from __future__ import annotations

import hashlib
from typing import Final

from reportgen.document.blocks import Figure, ProseBlock
from reportgen.render.word.writing import Writing
from reportgen.render.word.xml import attribute

TAG_LENGTH: Final = 64
"""Word takes no longer tag or title of a control."""

FIGURE_TITLE: Final = "Värde ur underlaget"


def prose_properties(prose: ProseBlock, tag: str, writing: Writing) -> str:
    """The inside of the w:sdtPr of a text: the control cannot be deleted by accident, its text can be edited."""
    return (
        f"<w:alias w:val={attribute(_title(prose.title))}/><w:tag w:val={attribute(tag)}/>"
        f'<w:id w:val="{writing.new_id()}"/><w:lock w:val="sdtLocked"/>'
    )


def figure_properties(figure: Figure, writing: Writing) -> str:
    """The inside of the w:sdtPr of a figure in such a text; the control does not show."""
    return (
        f'<w:alias w:val="{FIGURE_TITLE}"/><w:tag w:val={attribute(control_tag(figure.field or figure.place))}/>'
        f'<w:id w:val="{writing.new_id()}"/><w15:appearance w15:val="hidden"/>'
    )


def control_tag(place: str, nth: int = 1) -> str:
    """The tag of the content control that holds what stands at a place; a long place is cut and told apart by its hash.

    The same text printed again has the same tag with "#2" after it, then "#3": whoever brings text back has the first as
    the text, and the others to hold it against.
    """
    again = f"#{nth}" if nth > 1 else ""
    if len(place) + len(again) <= TAG_LENGTH:
        return place + again
    mark = f"~{hashlib.sha256(place.encode()).hexdigest()[:8]}"
    return f"{place[: TAG_LENGTH - len(mark) - len(again)]}{mark}{again}"


def bookmark_name(tag: str) -> str:
    """The name of the bookmark round the same text: LibreOffice loses controls when it saves, and keeps bookmarks."""
    return f"_Text_{hashlib.sha256(tag.encode()).hexdigest()[:16]}"


def _title(title: str) -> str:
    """The title that Word shows on a control."""
    return title if len(title) <= TAG_LENGTH else f"{title[: TAG_LENGTH - 1]}…"
