"""Which observation goes in which cell. Nothing is guessed: what is said twice and differently goes nowhere, and is told.

A row has one year: the one asked for, else the latest that the municipality itself has a value of, told or hidden. A
comparison that lacks it has its latest before it, which is told where it is printed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from reportgen.kolada.areas import Choices
from reportgen.kolada.observation import LeftOut, Observation, Read
from reportgen.model.kolada import OWN, KoladaFigure
from reportgen.model.position import Place
from reportgen.model.value import DASH

NOT_ASKED: Final = "nyckeltalet finns inte i mallen"
NOT_CHOSEN: Final = "kommunen eller gruppen är inte vald på bladet Kolada"
OTHER_GENDER: Final = "mallen frågar inte efter det könet"
OTHER_YEAR: Final = "ett annat år än det som trycks"
NO_VALUE: Final = "Kolada har inget värde"
SAID_TWICE: Final = "samma värde står två gånger"
CONTRADICTED: Final = "två olika värden för samma nyckeltal, kommun, år och kön"


@dataclass(frozen=True, slots=True)
class Need:
    """A cell, and whose figure it wants. `year` is set where the cell is of that year whatever there is; the figure is then
    held against what is written there.
    """

    place: Place
    kpi: str
    gender: str
    part: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The figures of the cells, all that went to none, and the cells that got nothing, with the reason.

    `marked` are observations in use that Kolada says something of: that they are uncertain, or preliminary.
    """

    figures: tuple[KoladaFigure, ...]
    left_out: tuple[LeftOut, ...]
    unmet: tuple[tuple[Need, str], ...]
    marked: tuple[Observation, ...] = ()


Series = Mapping[int, Observation]
"""The observations of one key figure, sex and area, by year."""


def choose(chosen: Choices, needs: Sequence[Need], latest: int, *, year: int | None = None) -> Chosen:
    """What each need gets. `year` is that of every row; without it no figure is of a later one than `latest`."""
    read, choices = chosen.read, chosen.areas
    series, contradicted = _series(read.observations)
    years = {key: _year(key, needs, series, choices, year or latest, is_set=year is not None) for key in _rows(needs)}
    figures: list[KoladaFigure] = []
    unmet: list[tuple[Need, str]] = []
    used: set[int] = set()
    for need in needs:
        wanted = need.year if need.year is not None else years[need.place.table, need.place.row or ""]
        areas = choices.get(need.part, ())
        found = [series.get((need.kpi, need.gender, area), {}) for area in areas]
        picked, why = _picked(found, wanted, is_exact=need.year is not None or len(areas) > 1)
        if not picked:
            unmet.append((need, _why_unmet(need, areas, series, why)))
            continue
        used |= {id(one) for one in picked if one.is_number or len(areas) == 1}
        newest = max(
            (y for own in found for y, one in own.items() if one.is_number and y <= latest), default=picked[0].year
        )
        figures.append(_figure(need, areas, picked, chosen, newest))
    left_out = [*read.left_out, *_left_out(read, needs, choices, used, contradicted)]
    marked = (one for one in read.observations if id(one) in used and one.is_number and one.status)
    return Chosen(tuple(figures), tuple(left_out), tuple(unmet), tuple(marked))


def _series(observations: Sequence[Observation]) -> tuple[dict[tuple[str, str, str], dict[int, Observation]], set[int]]:
    """Observations by key figure, sex and area, then year; and those that say otherwise of the same than another does."""
    said: dict[tuple[str, str, str, int], list[Observation]] = defaultdict(list)
    for one in observations:
        said[one.kpi, one.gender, one.area, one.year].append(one)
    series: dict[tuple[str, str, str], dict[int, Observation]] = defaultdict(dict)
    contradicted: set[int] = set()
    for (kpi, gender, area, year), ones in said.items():
        if len({one.value for one in ones}) > 1:
            contradicted |= set(map(id, ones))
        else:
            series[kpi, gender, area][year] = ones[0]
    return series, contradicted


def _rows(needs: Sequence[Need]) -> dict[tuple[str, str], None]:
    return dict.fromkeys((need.place.table, need.place.row or "") for need in needs)


def _year(
    row: tuple[str, str],
    needs: Sequence[Need],
    series: Mapping[tuple[str, str, str], Series],
    choices: Mapping[str, tuple[str, ...]],
    latest: int,
    *,
    is_set: bool,
) -> int:
    """The year of a row: the latest of which the municipality itself has a value, else of which anybody has one."""
    if is_set:
        return latest
    own = [need for need in needs if (need.place.table, need.place.row) == row and need.year is None]
    for some in ([n for n in own if n.part == OWN], own):
        years = [
            year
            for need in some
            for area in choices.get(need.part, ())
            for year, one in series.get((need.kpi, need.gender, area), {}).items()
            if one.value is not DASH and year <= latest
        ]
        if years:
            return max(years)
    return latest


def _picked(found: Sequence[Series], year: int, *, is_exact: bool) -> tuple[list[Observation], str]:
    """The observations of that year; of a single area without one, its latest before. Why there are none, if there are none."""
    picked = [own[year] for own in found if year in own]
    if is_exact or (picked and picked[0].value is not DASH):
        return picked, f"värde för {year} saknas"
    before = [one for own in found for y, one in own.items() if y < year and one.is_number]
    return ([max(before, key=lambda one: one.year)] if before else picked), f"värde för {year} eller tidigare saknas"


def _figure(
    need: Need, areas: Sequence[str], picked: Sequence[Observation], chosen: Choices, newest: int
) -> KoladaFigure:
    numbers = [one.value for one in picked if isinstance(one.value, Decimal)]
    is_one = len(areas) == 1 and need.part not in chosen.groups
    mean = sum(numbers, Decimal(0)) / len(numbers) if numbers else picked[0].value
    shown = [chosen.groups[need.part]] if need.part in chosen.groups else list(areas)
    who = "; ".join(chosen.read.areas.get(area) or area for area in shown)
    files = dict.fromkeys(one.source for one in picked)
    return KoladaFigure(
        place=need.place,
        kpi=need.kpi,
        part=need.part,
        area=", ".join(shown),
        who=who,
        year=picked[0].year,
        gender=need.gender,
        value=picked[0].value if is_one else mean,
        count=picked[0].count if is_one else max(len(numbers), 1),
        newest=newest,
        is_held=need.year is not None,
        file=", ".join(filter(None, files)),
    )


def _why_unmet(need: Need, areas: Sequence[str], series: Mapping[tuple[str, str, str], Series], why: str) -> str:
    if not areas:
        return "ingen är vald på bladet Kolada"
    if not any(kpi == need.kpi for kpi, _, _ in series):
        return f"nyckeltalet {need.kpi} finns inte i det som lästes"
    return why


def _left_out(
    read: Read, needs: Sequence[Need], choices: Mapping[str, tuple[str, ...]], used: set[int], contradicted: set[int]
) -> Iterator[LeftOut]:
    """Every observation that no figure is made of, with the reason."""
    asked = {need.kpi for need in needs}
    genders = {(need.kpi, need.gender) for need in needs}
    chosen = {(need.kpi, area) for need in needs for area in choices.get(need.part, ())}
    said: dict[tuple[str, str, str, int], int] = {}
    for one in read.observations:
        if id(one) in used:
            said[one.kpi, one.gender, one.area, one.year] = id(one)
    for one in read.observations:
        if id(one) in used:
            continue
        if one.kpi not in asked:
            why = NOT_ASKED
        elif (one.kpi, one.area) not in chosen:
            why = NOT_CHOSEN
        elif (one.kpi, one.gender) not in genders:
            why = OTHER_GENDER
        elif id(one) in contradicted:
            why = CONTRADICTED
        elif (one.kpi, one.gender, one.area, one.year) in said:
            why = SAID_TWICE
        elif not one.is_number:
            why = NO_VALUE
        else:
            why = OTHER_YEAR
        name = read.areas.get(one.area) or one.area
        yield LeftOut(f"{one.kpi} {name} {one.year} {one.gender}: {one.value}", why, one.source)
