"""What the files of an archive are called: socialnamnden_standard-delarsrapport_2025-08_1.zip, and …_1_oppnad.json beside it."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from reportgen.model.archived import Name
from reportgen.model.period import Period

INDEX: Final = "index.sqlite"
_CLOSED: Final = re.compile(r"([a-z0-9-]+)_([a-z0-9-]+)_(\d{4}-\d{2})_(\d{1,4})\.zip")
LONGEST: Final = 60


def namnd_word(namnd: str) -> str:
    """The nämnd in letters that any disk takes: "Vård- och omsorgsnämnden" → "vard-och-omsorgsnamnden"."""
    plain = unicodedata.normalize("NFKD", namnd).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-") or "namnd"


def closed_file(name: Name) -> str:
    """The file of a closed period."""
    return f"{name.namnd}_{name.template}_{name.period}_{name.number}.zip"


def reopened_file(name: Name) -> str:
    """The file that says that it was opened again."""
    return closed_file(name).removesuffix(".zip") + "_oppnad.json"


def parse_closed(file: str) -> Name | None:
    """The inverse of `closed_file`; None for a file that is none of ours."""
    match = _CLOSED.fullmatch(file)
    if match is None:
        return None
    try:
        return Name(Period.parse(match[3]), match[1], match[2], int(match[4]))
    except ValueError:
        return None
