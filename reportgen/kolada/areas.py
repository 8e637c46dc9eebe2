"""Whom the sheet Kolada names: ids and names → the areas that observations are of, under one name each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from reportgen.kolada.observation import Read
from reportgen.model.kolada import COUNTRY

_ID: Final = re.compile(r"(\d{4}|G\d+)(?:\s+(.*))?", re.DOTALL)
_IDS: Final = re.compile(r"(?:\d{4}|G\d+)(?:\s*,\s*(?:\d{4}|G\d+))+")
_COUNTRY_NAMES: Final = ("riket", "hela riket")


@dataclass(frozen=True, slots=True)
class Choices:
    """The areas of each comparison, names that no id is known of, and what was read with the areas so named.

    `groups` has the id of a group that there are no values of, so that those of its members are taken in its place.
    """

    areas: Mapping[str, tuple[str, ...]]
    groups: Mapping[str, str]
    unknown: tuple[str, ...]
    read: Read


def resolve(written: Mapping[str, str], read: Read) -> Choices:
    """Ids where they are known. `written` is what stands on the sheet for each comparison.

    A list has names and no ids, an answer of the API ids and no names: the sheet may say both, "9901 Exempelby".
    """
    tokens = {part: _tokens(text) for part, text in written.items()}
    said = {COUNTRY: "Riket"}
    said |= {key: name for ones in tokens.values() for key, name in map(_parted, ones) if key and name}
    names = {**said, **{key: name for key, name in read.areas.items() if name}}
    ids = {name.casefold(): key for key, name in names.items() if _ID.fullmatch(key)}
    ids |= dict.fromkeys(_COUNTRY_NAMES, COUNTRY)
    known = {one.area for one in read.observations}
    areas: dict[str, tuple[str, ...]] = {}
    groups: dict[str, str] = {}
    unknown: list[str] = []
    for part, ones in tokens.items():
        found = []
        for token in ones:
            key, name = _parted(token)
            area = key or ids.get(name.casefold()) or name.casefold()
            if not key and name.casefold() not in ids and area not in known:
                unknown.append(token)
            found.append(area)
        areas[part] = tuple(dict.fromkeys(found))
        if len(found) == 1 and found[0] not in known and read.members.get(found[0]):
            groups[part] = found[0]
            areas[part] = tuple(dict.fromkeys(read.members[found[0]]))
    observations = tuple(replace(one, area=ids[one.area]) if one.area in ids else one for one in read.observations)
    return Choices(areas, groups, tuple(unknown), replace(read, observations=observations, areas=names))


def _tokens(text: str) -> list[str]:
    """What stands between semicolons or lines; between commas only where all are ids, as names of groups have commas."""
    parts = re.split(r"[;\n]", text)
    parts = [one for part in parts for one in (part.split(",") if _IDS.fullmatch(part.strip()) else [part])]
    return [" ".join(part.split()) for part in parts if part.strip()]


def _parted(token: str) -> tuple[str, str]:
    """Id and name, where there are both."""
    match = _ID.fullmatch(token)
    return (match[1], (match[2] or "").strip(" ()–-,")) if match else ("", token)
