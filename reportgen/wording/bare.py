"""Texts that LibreOffice has left without control and bookmark, as it does after a table: known by what they stand between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from reportgen.wording.outside import item_key
from reportgen.wording.reading import Grid, Line

_Key = tuple[str, ...]
_EDGE: _Key = ("kant",)


def with_owners(made: Sequence[Line | Grid], now: Sequence[Line | Grid]) -> tuple[Line | Grid, ...]:
    """The items with each lost text's paragraphs as its own, where they stand alone between the same two neighbours as when
    the file was made, and those are found just once.
    """
    out = list(now)
    for tag, (before, after) in _neighbours(made).items():
        if any(isinstance(item, Line) and item.owner == tag for item in out):
            continue
        found = _between(out, before, after)
        if len(found) == 1:
            out[found[0]] = [replace(item, owner=tag) for item in out[found[0]] if isinstance(item, Line)]
    return tuple(out)


def _neighbours(made: Sequence[Line | Grid]) -> dict[str, tuple[_Key, _Key]]:
    """What each text stands between."""
    keys = [key for key, _ in groupby(map(item_key, (item for item in made if not _is_empty(item))))]
    around = zip([_EDGE, *keys], keys, [*keys[1:], _EDGE], strict=False)
    return {key[1]: (before, after) for before, key, after in around if key[0] == "text"}


def _between(items: Sequence[Line | Grid], before: _Key, after: _Key) -> list[slice]:
    """Where paragraphs that are nobody's stand between two such neighbours."""
    found: list[slice] = []
    keys = [_EDGE, *map(item_key, items), _EDGE]
    for at, key in enumerate(keys[:-1]):
        end = at + 1
        while key == before and end < len(items) + 1 and keys[end] != after and _is_plain(items[end - 1]):
            end += 1
        if key == before and keys[end] == after and any(not _is_empty(item) for item in items[at : end - 1]):
            found.append(slice(at, end - 1))
    return found


def _is_plain(item: Line | Grid) -> bool:
    return isinstance(item, Line) and not item.owner and not item.level


def _is_empty(item: Line | Grid) -> bool:
    return isinstance(item, Line) and not item.owner and not item.words
