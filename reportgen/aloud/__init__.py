"""A PDF as a screen reader meets it: read from its structure tree, not from its pages, and said line by line.

`tagged.read` takes the tree and its words out of the file; `speech.lines` says them. Any tagged PDF can be read, not only
ours. What a person sees on the page does not come into it: what is heard is what the file says that it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportgen.aloud import speech, tagged

__all__ = ["read_aloud"]


def read_aloud(file: Path) -> Iterator[str]:
    """What is heard of a PDF, line by line; raises `ReportgenError` for a file that has nothing to hear."""
    yield from speech.lines(tagged.read(file))
