"""A list downloaded from kolada.se, or made of its figures, as Excel or CSV → what it says. Columns are found by their headings.

Three forms are read: a row for each value; years as columns; municipalities as columns. Which one kolada.se gives is not
published, and a heading more or less does no harm.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Final

from reportgen.kolada.observation import KoladaError, LeftOut, Observation, Read, is_reasonable, value_of
from reportgen.model.kolada import GENDERS

Field = str | Decimal | date | None
"""What a cell of a list holds; of CSV always words."""

_KNOWN: Final[Mapping[str, tuple[str, ...]]] = {
    "kpi": ("nyckeltal", "nyckeltals-id", "nyckeltalsid", "nyckeltal id", "nyckeltalskod", "id nyckeltal", "kpi", "kpi id",
            "kpi_id", "mått"),
    "title": ("nyckeltalsnamn", "nyckeltal namn", "namn på nyckeltal", "titel", "kpi_title", "benämning"),
    "area": ("kommun", "region", "område", "kommun/region", "kommun eller region", "kommun/grupp", "kommunnamn",
             "municipality"),
    "area_id": ("kommunkod", "kommun-id", "kommunid", "kommun id", "municipality id", "municipality_id", "regionkod", "områdeskod"),
    "year": ("år", "period", "mätår", "year", "årtal"),
    "gender": ("kön", "gender", "könsuppdelning"),
    "value": ("värde", "value", "resultat", "utfall"),
    "status": ("status", "kommentar"),
    "count": ("antal", "count", "antal kommuner"),
}  # fmt: skip
"""Headings in small letters."""

_GENDERS: Final = {
    **{letter.casefold(): letter for letter in GENDERS},
    **{word: letter for letter, word in GENDERS.items()},
    "total": "T", "alla": "T", "": "T", "flickor": "K", "pojkar": "M", "kvinna": "K", "man": "M",
}  # fmt: skip
_KPI: Final = re.compile(r"\b([A-Z]\d{5})\b")
_AREA: Final = re.compile(r"\d{4}|G\d+")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_NONE: Final = ("", "-", "–", "−", ".")
"""How kolada.se shows that there is no value: "-" when it is lacking and "." when there can be none."""
_HEADINGS_WITHIN: Final = 30
_MOST: Final = 10_000

Number = Callable[[str], Decimal | None]
"""Words → the number they are, if they are one."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where each thing stands; columns that are years, and columns that are municipalities, when the list is that way."""

    at: Mapping[str, int]
    years: Mapping[int, int]
    areas: Mapping[int, str]


def read_list(rows: Iterable[Sequence[Field]], name: str, number: Number) -> Read:
    """What the rows say. Raises `KoladaError` when no row has headings that are known."""
    rows = iter(rows)
    layout = _layout(rows, name)
    observations: list[Observation] = []
    left_out: list[LeftOut] = []
    areas: dict[str, str] = {}
    titles: dict[str, str] = {}
    said: dict[str, str] = {}
    for row in rows:
        if not any(_text(value) for value in row):
            continue
        kpi, title = _kpi(row, layout)
        said["kpi"] = kpi or ("" if title else said.get("kpi", ""))  # the name once, its municipalities below
        if kpi and title:
            titles[kpi] = title
        for one in _values(row, layout, said["kpi"] or "", title, name, number, areas):
            (observations if isinstance(one, Observation) else left_out).append(one)  # type: ignore[arg-type]
    return Read(tuple(observations), tuple(left_out), areas, titles)


def _values(
    row: Sequence[Field], layout: _Layout, kpi: str, title: str, name: str, number: Number, areas: dict[str, str]
) -> Iterator[Observation | LeftOut]:
    own_area = _area(_of(row, layout, "area_id"), _of(row, layout, "area"), areas)
    own_year = _of(row, layout, "year")
    spread = [(at, own_area, str(year)) for at, year in layout.years.items()]
    spread += [(at, _area("", words, areas), own_year) for at, words in layout.areas.items()]
    places = spread or [(layout.at["value"], own_area, own_year)]
    for at, area, year in places:
        words = _text(row[at]) if at < len(row) else ""
        if spread and not words:
            continue
        what = " ".join(filter(None, (kpi or title, areas.get(area, area), year, words)))
        gender = _GENDERS.get(_of(row, layout, "gender").casefold())
        raw = row[at] if at < len(row) else None
        value = raw if isinstance(raw, Decimal) else number(words) if words not in (*_NONE, "..") else None
        if not kpi:
            yield LeftOut(what, "raden har inget nyckeltals-id (en bokstav och fem siffror)", name)
        elif not area or not _YEAR.fullmatch(year):
            yield LeftOut(what, "kommun eller år saknas", name)
        elif gender is None:
            yield LeftOut(what, "okänt kön", name)
        elif words not in (*_NONE, "..") and (value is None or not is_reasonable(value)):
            yield LeftOut(what, "värdet är inget tal", name)
        else:
            hidden = ".." if words == ".." else _of(row, layout, "status")
            count, status = _count(row, layout, number), _of(row, layout, "status")
            yield Observation(kpi, area, int(year), gender, value_of(value, hidden), count, status, name)


def _layout(rows: Iterator[Sequence[Field]], name: str) -> _Layout:
    """The first row that names key figure or municipality, and a value in one of the three ways."""
    first: list[Sequence[Field]] = []
    for row in islice(rows, _HEADINGS_WITHIN):
        first.append(row)
        at: dict[str, int] = {}
        for place, value in enumerate(row):
            key = next(
                (key for key, words in _KNOWN.items() if _text(value).casefold().lstrip("\ufeff") in words), None
            )
            if key is not None:
                at.setdefault(key, place)
        others = {place: _text(value) for place, value in enumerate(row) if place not in at.values() and _text(value)}
        years = {place: int(words) for place, words in others.items() if _YEAR.fullmatch(words)}
        has_area = "area" in at or "area_id" in at
        if "kpi" in at and has_area and "value" in at and "year" in at:
            return _Layout(at, {}, {})
        if "kpi" in at and has_area and years:
            return _Layout(at, years, {})
        if "kpi" in at and "year" in at and not has_area and others:
            return _Layout(at, {}, others)
    seen = ", ".join(_text(value) for row in first[:1] for value in row if _text(value))[:200] or "en tom rad"
    raise KoladaError(
        f"{name}: ingen av de första raderna har rubriker för nyckeltal, kommun, år och värde. Överst står: {seen}. Skriv "
        "rubrikerna Nyckeltal, Kommun, År, Kön och Värde, eller hämta filen som JSON."
    )


def _kpi(row: Sequence[Field], layout: _Layout) -> tuple[str, str]:
    """The id and the name, from whichever cell has them."""
    words = " ".join(filter(None, (_of(row, layout, "kpi"), _of(row, layout, "title"))))
    found = _KPI.search(words)
    title = " ".join(words.replace(found[1], " ").split()).strip(" ()–-,:") if found else words
    return (found[1] if found else "", title)


def _area(key: str, words: str, areas: dict[str, str]) -> str:
    """The id of a municipality or group, else its name in small letters; the name is noted."""
    key = key.zfill(4) if key.isdigit() else key
    name = words
    head, _, rest = words.partition(" ")
    if not key and _AREA.fullmatch(head):
        key, name = head, rest
    area = key or name.casefold()
    if area and name:
        areas[area] = name
    return area


def _of(row: Sequence[Field], layout: _Layout, key: str) -> str:
    at = layout.at.get(key)
    return _text(row[at]) if at is not None and at < len(row) else ""


def _count(row: Sequence[Field], layout: _Layout, number: Number) -> int:
    count = number(_of(row, layout, "count"))
    return int(count) if count is not None and 1 <= count < _MOST else 1


def _text(value: Field) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    return " ".join(str(value if value is not None else "").split())
