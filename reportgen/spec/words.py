"""Words between braces in the malls, filled from the period: "Utfall {spann} {ar}" → "Utfall jan–aug 2024"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_BRACES = re.compile(r"\{([^{}]*)\}")


def fill(text: str, names: Mapping[str, str]) -> str:
    """The text with every known name replaced; an unknown one is left as it stands (`spec.load` refuses such malls)."""
    return _BRACES.sub(lambda match: names.get(match[1].strip(), match[0]), text)


def placeholders(text: str) -> Iterator[str]:
    """The names between braces."""
    return (match[1].strip() for match in _BRACES.finditer(text))


def fact_name(key: str) -> str:
    """The name between braces that stands for a fact of the sheet Start."""
    return f"uppgift.{key}"
