"""Whether an organisation's own Word file fits what the profile says of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from reportgen.model.errors import ReportgenError
from reportgen.render.word.package import Package
from reportgen.render.word.styles import Style, Styles


def unfit(base: bytes, mapping: Mapping[str, str]) -> Iterator[str]:
    """Faults of the file and of the mapping of styles, as key: what is wrong; every one of them."""
    try:
        found = Styles(Package(base))
    except ReportgenError as fault:
        yield f"bas: {fault}"
        return
    ours, theirs = list(Style), sorted(found.names.values(), key=str.casefold)
    for ours_said, theirs_said in mapping.items():
        if ours_said.casefold() not in {style.casefold() for style in ours}:
            yield f"format: {ours_said!r} är ingen av rapportens formatmallar.{_near(ours_said, ours)} Tillåtet: {', '.join(ours)}."
        elif found.known(theirs_said) is None:
            yield f"format, {ours_said}: formatmallen {theirs_said!r} finns inte i basfilen.{_near(theirs_said, theirs)}"
    mapped = Styles(Package(base), mapping=mapping)
    for style in Style:
        try:
            mapped.id(style)
        except ReportgenError as fault:
            yield f"format, {style}: {fault}"


def missing(base: bytes, mapping: Mapping[str, str]) -> list[str]:
    """Those of our styles that the file has under no name, in our order."""
    found = Styles(Package(base), mapping=mapping)
    return [style.value for style in Style if found.known(style) is None]


def _near(name: str, names: list[str] | list[Style]) -> str:
    by_fold = {known.casefold(): str(known) for known in names}
    near = [by_fold[found] for found in get_close_matches(name.casefold(), by_fold, n=3, cutoff=0.5)]
    return f" Menade du {' eller '.join(near)}?" if near else f" Där finns: {', '.join(list(map(str, names))[:20])}."
