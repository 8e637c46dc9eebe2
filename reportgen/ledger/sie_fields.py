"""The fields of a SIE record: words, objects, amounts, dates. What is written otherwise is told in Swedish."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

Objects = tuple[tuple[str, str], ...]
"""Pairs of dimension number and object, in the order of the dimensions."""

_FIELD: Final = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*)"|\{((?:[^{}"]|"(?:[^"\\]|\\.)*")*)\}|([^\s{}"]+))')
_AMOUNT: Final = re.compile(r"(-?)(\d+)(?:\.(\d{1,2}))?")
_QUANTITY: Final = re.compile(r"-?\d+(?:\.\d+)?")
_DATE: Final = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_YEAR: Final = re.compile(r"0|-\d{1,2}")


class BrokenError(ValueError):
    """What is wrong with a line, in Swedish."""


def fields_of(line: str) -> list[str | Objects]:
    """The label and the fields of a line; raises `BrokenError`."""
    found: list[str | Objects] = []
    at = 0
    while at < len(line):
        match = _FIELD.match(line, at)
        if match is None:
            if not line[at:].strip():
                break
            raise BrokenError("citattecknet avslutas inte" if '"' in line[at:] else "klammern avslutas inte")
        quoted, objects, plain = match.groups()
        if objects is not None:
            found.append(_objects(objects))
        else:
            found.append(plain if quoted is None else quoted.replace('\\"', '"').replace("\\\\", "\\"))
        at = match.end()
    return found


def _objects(text: str) -> Objects:
    words = [str(word) for word in fields_of(text)]
    if len(words) % 2:
        raise BrokenError("objektlistan har en dimension utan objekt")
    return tuple(sorted(zip(words[::2], words[1::2], strict=True)))


def amount_of(text: str) -> int:
    match = _AMOUNT.fullmatch(text)
    if match is None:
        raise BrokenError(f"{text} är inget belopp, som skrivs med decimalpunkt och högst två decimaler: -1234.50")
    sign, whole, part = match.groups()
    ore = int(whole) * 100 + int((part or "0").ljust(2, "0"))
    return -ore if sign else ore


def words_of(label: str, fields: list[str | Objects], *names: str) -> Iterator[str]:
    """The first fields, one for each name; raises `BrokenError` for the one that is missing or empty."""
    found = []
    for at, name in enumerate(names):
        word = fields[at] if at < len(fields) else None
        if not isinstance(word, str) or (not word and name not in ("namn", "serie", "nummer")):
            raise BrokenError(f"{label} saknar {name}")
        found.append(word)
    return iter(found)


def taken(label: str, fields: list[str | Objects], at: int) -> tuple[Objects, list[str | Objects]]:
    """The list of objects at that place, and the other fields."""
    objects = fields[at] if at < len(fields) else None
    if not isinstance(objects, tuple):
        raise BrokenError(f"{label} saknar objektlista, som skrivs {{}} när den är tom")
    return objects, [*fields[:at], *fields[at + 1 :]]


def ensure_quantity(rest: list[str | Objects]) -> None:
    """What follows an amount is a quantity: else the amount was written with a space, and only half of it read."""
    if rest and rest[0] and not _QUANTITY.fullmatch(str(rest[0])):
        raise BrokenError(f"{rest[0]} är ingen kvantitet; belopp skrivs utan mellanslag och med decimalpunkt")


def year_of(text: str) -> int:
    if not _YEAR.fullmatch(text):
        raise BrokenError(f"{text} är inget årsnummer, som är 0, -1, -2 …")
    return int(text)


def day_of(text: str) -> str:
    if not _DATE.fullmatch(text):
        raise BrokenError(f"{text} är inget datum, som skrivs ÅÅÅÅMMDD")
    return text
