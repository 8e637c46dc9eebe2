"""What is shared while one document is written: its package, its styles, and everything that must be numbered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from reportgen.office import OFFICE
from reportgen.render.word.base import Page
from reportgen.render.word.package import Package
from reportgen.render.word.pictures import symbol_png
from reportgen.render.word.styles import Style, Styles

PICTURE_TYPES: Final = {"png": "image/png", "svg": "image/svg+xml"}


@dataclass(slots=True)
class Writing:
    """`bookmarks` maps the ids of headings to the names of their bookmarks, `page` is a standing page, `date` the document's
    own, and `ids` the highest number used so far."""

    package: Package
    styles: Styles
    bookmarks: dict[str, str]
    page: Page
    date: datetime
    ids: int
    _lists: dict[Style, tuple[int, int]] = field(default_factory=dict)
    _counted: dict[str, int] = field(default_factory=dict)
    _placed: dict[str, int] = field(default_factory=dict)
    _pictures: dict[str, str] = field(default_factory=dict)

    def new_id(self) -> int:
        """A number that names one drawing, bookmark or control."""
        self.ids += 1
        return self.ids

    def bullet(self, style: Style) -> tuple[int, int] | None:
        """The list that bullets of the style belong to, None if the style says so itself."""
        return None if self.styles.list_of(style) else self._list(style)

    def numbered(self, style: Style, start: int) -> tuple[int, int]:
        """A new list that counts from `start`."""
        number, level = self._list(style)
        return self.styles.numbering.restart(number, level, start), level

    def _list(self, style: Style) -> tuple[int, int]:
        if style not in self._lists:
            self._lists[style] = self.styles.list_of(style) or self.styles.own_list(style)
        return self._lists[style]

    def counts_on(self, word: str, number: int) -> bool:
        """Whether that number of a table or chart is the one after the last; notes it."""
        follows = number == self._counted.get(word, 0) + 1
        self._counted[word] = number
        return follows

    def nth_of(self, place: str) -> int:
        """1 the first time that the text of a place is printed, then 2, and so on; notes it."""
        self._placed[place] = self._placed.get(place, 0) + 1
        return self._placed[place]

    def picture(self, file: str, kind: str, data: bytes) -> str:
        """The relation to a picture of the mall's, which is put in the file once."""
        if file not in self._pictures:
            name = self.package.add(f"word/media/bild{{}}.{kind}", data, PICTURE_TYPES[kind])
            self._pictures[file] = self.package.relate(self.package.main, f"{OFFICE}/image", name)
        return self._pictures[file]

    def symbol(self, symbol: str, colour: str) -> str:
        """The relation to the picture of a status symbol."""
        name = f"word/media/{symbol}_{colour}.png"
        if name not in self.package:
            self.package.add(name, symbol_png(symbol, colour), "image/png")
        return self.package.relate(self.package.main, f"{OFFICE}/image", name)
