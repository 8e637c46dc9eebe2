"""How running text is set where it stands: in the body, a list, a quote or a table's cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from reportgen.render.word.styles import HEADINGS, Style


@dataclass(frozen=True, slots=True)
class Form:
    """The form of words inside strong and emphasis. `brought_back` marks text whose figures must keep their place."""

    bold: bool = False
    italic: bool = False
    brought_back: bool = False


PLAIN: Final = Form()


@dataclass(frozen=True, slots=True)
class Setting:
    """The styles of headings by level, of paragraphs and of lists by depth, and the width there is, in twentieths of a point.

    `italic`, `lead` and `status` are for paragraphs that are nothing but emphasis, strong words or a status, where there are
    such styles: form that is a style's survives in every program, and is not taken for a person's own when text is brought back.
    """

    width: int
    headings: tuple[Style, ...] = HEADINGS
    text: Style = Style.BODY
    italic: Style | None = Style.BODY_ITALIC
    lead: Style | None = Style.LEAD
    status: Style | None = None
    bullets: tuple[Style, ...] = (Style.BULLET_1, Style.BULLET_2, Style.BULLET_3)
    numbers: tuple[Style, ...] = (Style.NUMBER_1, Style.NUMBER_2, Style.NUMBER_3)
    continued: tuple[Style, ...] = (Style.CONTINUE_1, Style.CONTINUE_2, Style.CONTINUE_3)
    form: Form = PLAIN
    depth: int = 0
