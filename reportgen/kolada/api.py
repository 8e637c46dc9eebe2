"""Answers of the API, v2 and v3, as JSON → what they say; and how the questions are put."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final
from urllib.parse import quote

from reportgen.kolada.observation import KoladaError, LeftOut, Observation, Read, is_reasonable, together, value_of
from reportgen.model.kolada import GENDERS

API: Final = "https://api.kolada.se/v3"
"""Where the API is. v2 had the same paths."""

_IDS: Final = 20
"""Ids of a kind in one question: v3 refuses more than 25."""
_WHERE_NEXT: Final = ("next_url", "next_page", "next")
_MOST: Final = 10_000
"""No group has so many members."""
_UNIT: Final = "värdet är för en enhet och inte för en kommun"


def read_answer(text: str, name: str) -> Read:
    """What a file or an answer says; several answers may stand in a list. Raises `KoladaError` when it is no answer of the API."""
    try:
        said = json.loads(text, parse_float=Decimal, parse_int=Decimal, parse_constant=str)
    except (ValueError, RecursionError) as fault:
        raise KoladaError(f"{name} {what_else(text)}") from fault
    pages = said if isinstance(said, list) and all(map(_is_page, said)) else [said]
    return together(_page(page, name) for page in pages)


def _is_page(said: Any) -> bool:
    return isinstance(said, dict) and "values" in said and "kpi" not in said


def what_else(text: str) -> str:
    """What a text is that is no JSON, as the end of a sentence."""
    if text.lstrip().startswith("<"):
        return "är en webbsida och inte Koladas svar; troligen har en proxy eller en inloggning svarat i stället."
    return "är inte JSON: filen är avbruten, eller något annat än ett svar från Kolada."


def data_paths(kpis: Sequence[str], areas: Sequence[str], years: Sequence[int]) -> Iterator[str]:
    """The questions that together ask for all of these."""
    for some in _parts(kpis):
        for where in _parts(areas):
            listed = ",".join(map(str, years))
            yield f"/data/kpi/{quote(','.join(some), safe=',')}/municipality/{quote(','.join(where), safe=',')}/year/{listed}"


def title_paths(kpis: Sequence[str]) -> Iterator[str]:
    """The questions for what key figures are called."""
    return (f"/kpi/{quote(','.join(some), safe=',')}" for some in _parts(kpis))


MUNICIPALITIES: Final = "/municipality"
GROUPS: Final = "/municipality_groups"


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[start : start + _IDS] for start in range(0, len(ids), _IDS))


def _page(page: Any, name: str) -> Read:
    items = page.get("values") if isinstance(page, dict) else page
    if isinstance(page, dict) and "kpi" in page:
        items = [page]
    if not isinstance(items, list):
        raise KoladaError(f"{name} är JSON men inget svar från Kolada: listan values saknas.")
    observations: list[Observation] = []
    left_out: list[LeftOut] = []
    areas, titles, members = {}, {}, {}
    for item in items:
        if not isinstance(item, dict):
            left_out.append(LeftOut(_short(item), "posten kan inte tolkas", name))
        elif "kpi" in item:
            for one in _values(item, name):
                (observations if isinstance(one, Observation) else left_out).append(one)  # type: ignore[arg-type]
        elif "id" in item and "members" in item:
            areas[_word(item["id"])] = _word(item.get("title"))
            members[_word(item["id"])] = tuple(key for key, _ in _named(item["members"]))
            areas |= {key: title for key, title in _named(item["members"]) if title}
        elif "id" in item and item.get("type") in ("K", "L", "R"):
            areas[_word(item["id"])] = _word(item.get("title"))
        elif "id" in item:
            titles[_word(item["id"])] = _word(item.get("title"))
        else:
            left_out.append(LeftOut(_short(item), "posten kan inte tolkas", name))
    following = next((str(page[key]) for key in _WHERE_NEXT if page.get(key)), "") if isinstance(page, dict) else ""
    return Read(tuple(observations), tuple(left_out), areas, titles, members, following)


def _values(item: Mapping[str, Any], name: str) -> Iterator[Observation | LeftOut]:
    """The values of one key figure, municipality and year."""
    said = item.get("values")
    for value in said if isinstance(said, list) else [said]:
        kept = value if isinstance(value, dict) else {}
        kpi, area = _word(item.get("kpi")), _word(item.get("municipality"))
        year = _year(kept.get("period", item.get("period")))
        fault = _UNIT if item.get("ou") and not area else _fault(kpi, area, year, kept)
        if fault or year is None:
            where = area or _word(item.get("ou"))
            yield LeftOut(f"{kpi} {where} {_word(item.get('period'))} {_short(value)}", fault, name)
        else:
            gender, count = str(kept.get("gender") or "T"), kept.get("count")
            status = _word(kept.get("status"))
            found = value_of(kept.get("value"), status)
            of = int(count) if isinstance(count, Decimal) and 1 <= count < _MOST else 1
            yield Observation(kpi, area, year, gender, found, of, status, name)


def _fault(kpi: str, area: str, year: int | None, value: Mapping[str, Any]) -> str:
    """Why a value cannot be used; nothing when it can."""
    if not value:
        return "posten kan inte tolkas"
    if not kpi or not area or year is None:
        return "nyckeltal, kommun eller år saknas"
    if value.get("isdeleted") is True:
        return "värdet är borttaget ur Kolada"
    if str(value.get("gender") or "T") not in GENDERS:
        return "okänt kön"
    number = value.get("value")
    if number is not None and not (isinstance(number, Decimal) and is_reasonable(number)):
        return "värdet är inget tal"
    return ""


def _year(said: Any) -> int | None:
    text = _word(said)
    return int(text) if len(text) == 4 and text.isascii() and text.isdigit() else None


def _named(said: Any) -> Iterator[tuple[str, str]]:
    """Id and name of the members of a group."""
    for one in said if isinstance(said, list) else ():
        if isinstance(one, dict):
            key = _word(one.get("member_id", one.get("id")))
            if key:
                yield key, _word(one.get("member_title", one.get("title")))
        elif _word(one):
            yield _word(one), ""


def _word(said: Any) -> str:
    return "" if said is None or isinstance(said, dict | list) else str(said).strip()


def _short(said: Any) -> str:
    return str(said)[:80]
