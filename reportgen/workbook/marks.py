"""The hidden marks by which a workbook is recognised after people have worked in it.

The first column of a sheet is hidden. There, each row of a table has its key, and each row that only decorates (titles,
guidance, headings) a word with # first. A hidden row above a table's headings has the mark of the table, and above each
heading the key of the column. So a table can be moved, its rows sorted and its headings renamed without losing anything.
"""

from __future__ import annotations

import re
from typing import Final

META_SHEET: Final = "_reportgen"
"""The very hidden sheet with what the workbook was made of."""

SNAPSHOT: Final = "varden:"
PART_SNAPSHOT: Final = "del:"
"""Before the number of each piece of the values as they were sent out, and of what a chef's part says of itself."""

SEAL: Final = "sigill"
"""The name of what only the workbook knows, which its Word files are marked with."""

TABLE: Final = "tabell:"
"""Before a table's key."""

FACTS: Final = "uppgifter:"
TEXTS: Final = "texter:"
REVIEW: Final = "granskning:"
"""The marks of the lists on the sheets Start, Texter and Granskning."""

TEXT_COLUMN: Final = "text"
"""The column of the sheet Texter that is written in."""

REVIEW_COLUMNS: Final = ("kod", "plats", "varde", "skal", "av", "bro")
REASON_COLUMN: Final = "skal"
ANSWER_COLUMNS: Final = ("skal", "av", "bro")
"""The columns of the sheet Granskning that are read. A person answers with a reason, a name and a bridge; the others can be
filled in by reportgen.
"""

REVIEW_ROW: Final = "fynd:"
"""The rows of the sheet Granskning that reportgen has filled in; they count when somebody has written a reason."""

GRADE: Final = "#grad"
CELL: Final = "#cell"
ABOUT: Final = "#fynd"
"""The columns of the sheet Granskning that only tell of the finding."""

NAMND: Final = "#namnd"
PERIOD: Final = "#period"
"""The rows of the sheet Start that hold them."""

OWN: Final = "#"
"""First in the mark of a row that only decorates; such rows are never read as part of a table."""

GROUP: Final = "#grupp"
PARENT: Final = "#foralder"
"""The columns for the rows' group and for the entity that owns the row."""

PARENT_HEADING: Final = "Hör till"

TITLE: Final = "#titel"
"""The row with a table's title."""

HEADINGS: Final = "#rubrik"
GROUP_HEADINGS: Final = "#grupprubrik"
"""The rows of a table that hold its columns' headings, and those over several columns."""

UNPLACED_ROW: Final = "#utanplats"
"""The rows of the sheet with what a newer mall has no place for."""

_KEY: Final = re.compile(r"[a-z][a-z0-9_]*")


def is_key(text: str) -> bool:
    """Whether a text in the hidden column can be the key of a row."""
    return bool(_KEY.fullmatch(text))
