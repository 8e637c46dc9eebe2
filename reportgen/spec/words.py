"""Words between braces in the malls, filled from the period: "Utfall {spann} {ar}" → "Utfall jan–aug 2024"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_FACT = "uppgift."
_BRACES = re.compile(r"\{([^{}]*)\}")
_GAP = re.compile(r"\s*\(\s*\{[^{}]*\}\s*\)|\s*\{[^{}]*\}")


def fill(text: str, names: Mapping[str, str]) -> str:
    """The text with every known name replaced; an unknown one is left as it stands (`spec.load` refuses such malls).

    The facts of the sheet Start are known only where documents are made; elsewhere each is an ellipsis, which does not
    change when the fact is filled in.
    """

    def word(match: re.Match[str]) -> str:
        name = match[1].strip()
        return names.get(name, "…" if name.startswith(_FACT) else match[0])

    return _BRACES.sub(word, text)


def fill_known(text: str, names: Mapping[str, str]) -> str:
    """As `fill`, but what has no value is left out, and parentheses with it: "Kommentar ({datum}):" → "Kommentar:"."""
    if "{" not in text:
        return text.strip()
    held = {name: value or f"{{{name}}}" for name, value in names.items()}
    return _GAP.sub("", fill(text, held)).strip()


def placeholders(text: str) -> Iterator[str]:
    """The names between braces."""
    return (match[1].strip() for match in _BRACES.finditer(text))


def fact_name(key: str) -> str:
    """The name between braces that stands for a fact of the sheet Start."""
    return f"{_FACT}{key}"
