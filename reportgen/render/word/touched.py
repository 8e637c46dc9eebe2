"""Whether somebody has worked in a Word file since it was made. Such a file is a person's, and is never written over."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from reportgen.render.word.properties import fingerprint

_MAIN: Final = "word/document.xml"
_CORE: Final = "docProps/core.xml"


def is_as_made(data: bytes) -> bool:
    """Whether the file is one of ours with its text as we wrote it.

    Word and LibreOffice write the text anew whenever they save, so a file that was only opened and saved counts as
    touched; so does any file that is not ours or cannot be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return fingerprint(archive.read(_MAIN)).encode() in archive.read(_CORE)
    except (zipfile.BadZipFile, KeyError, EOFError):
        return False
