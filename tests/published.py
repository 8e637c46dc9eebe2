"""The published documents as workbooks: the example that reproduces one as the frame, its own words and figures put in.

frame = framed("enkoping")          # None of the published words stay in the project: they are read from ../shared/seeds
checked = checked_file(frame, folder)

A published paragraph goes to the text or comment cell that is printed at its place; where several stand under one heading,
to the one whose example text it resembles most. What the example has put right is typed in again as it was printed, over a
formula if need be.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from openpyxl import load_workbook

from reportgen.checks.context import Context, Spot
from reportgen.derive.report import derive
from reportgen.derive.rules import CellKind
from reportgen.document.blocks import Block, Box, Heading, Paragraph, ProseBlock, Quote, TableBlock, plain
from reportgen.document.compose import compose
from reportgen.model.period import Period
from reportgen.model.position import Place
from reportgen.model.report import Report
from reportgen.model.value import Cell
from reportgen.pipeline import Checked, check_workbook, find_template
from reportgen.spec.schema import ColumnType, Template
from reportgen.workbook.layout import empty_report, lay_out
from reportgen.workbook.write import workbook_bytes

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT.parent / "shared" / "seeds"
EXAMPLES = {
    "enkoping": "enkoping-delarsrapport-2024-08",
    "norrtalje": "norrtalje-delarsrapport-2025-08",
    "sodertalje": "sodertalje-verksamhetsplan-2025",
    "solna": "solna-arsredovisning-2023",
    "uppsala": "uppsala-delarsbokslut-2024-08",
}
BULLETS_BY_ROW = {("norrtalje", "n042"): ("inriktningsmal", "kort")}
"""A published list whose lines the mall keeps row by row: its table and column. A line begins with the label of its row."""

PROSE_FROM = 25
"""Table cells with more letters than this are held to be prose."""


class Typed(NamedTuple):
    """A published figure that stands where the mall computes: typed over the formula."""

    place: Place
    value: Decimal


TYPED_OVER: Mapping[str, tuple[Typed, ...]] = {
    "enkoping": (
        Typed(Place("driftsredovisning", "samhallsvard_bou", "avvikelse"), Decimal("0.5")),
        Typed(Place("volymer", "ekonomiskt_bistand_flykting", "avvikelse_drift"), Decimal("-0.3")),
    ),
    "solna": (Typed(Place("resultatrakning", "summa_intakter", "forandring_pct"), Decimal("6.2")),),
    "norrtalje": (
        Typed(Place("investeringar", "summa", "arets_prognos"), Decimal(-4696)),
        Typed(Place("investeringar", "summa", "arets_avvikelse"), Decimal(0)),
        Typed(Place("volymer", "totalt", "prognos"), Decimal(109669)),
        Typed(Place("apris", "institution_vuxna", "avvikelse_utfall"), Decimal(-1358)),
        Typed(Place("apris", "stodboende_vuxna", "avvikelse_utfall"), Decimal(-336)),
    ),
}
"""The figures of which the published and the worked-out differ by more than rounding."""


HEADINGS: Mapping[str, Mapping[tuple[str, str], str]] = {
    "norrtalje": {("personalomsattning", "ar"): "Personalomsättning januari-april"},
    "sodertalje": {("nyinvesteringar", "investering"): "Nyinvesteringar mnkr"},
}
"""Published headings that the example has put right, by table and column."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A workbook to be: its report, the figures typed over formulas, how many published pieces of prose found a home, and
    those that did not (by their id in the seed).
    """

    name: str
    template: Template
    report: Report
    typed: tuple[Typed, ...]
    placed: int
    homeless: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What stands under a heading between two tables: places of prose, or published paragraphs with their ids."""

    places: tuple[str, ...] = ()
    paragraphs: tuple[tuple[str, str], ...] = ()


def example(name: str) -> tuple[Template, Report]:
    """The example workbook's mall and report, as tools/make_inputs.py makes them; without acknowledgements."""
    sys.path.insert(0, str(ROOT / "tools"))
    from make_inputs import filled

    data = tomllib.loads(
        (ROOT / "tools" / "exempel" / f"{EXAMPLES[name]}.toml").read_text("utf-8"), parse_float=Decimal
    )
    template = find_template(data["underlag"]["mall"])
    period = Period.parse(data["underlag"]["period"])
    report = filled(empty_report(template.spec, data["underlag"]["namnd"], period), template.spec, data)
    return template, replace(report, acknowledged=())


def framed(name: str) -> Frame:
    """The example with the published prose and figures in the place of its own."""
    template, own = example(name)
    seed = json.loads((SEEDS / f"{name}.json").read_text("utf-8"), parse_float=Decimal)
    texts, homeless = _prose(name, template, own, seed)
    cells, lost = _table_cells(template, own, seed)
    report = own
    for place, value in {**texts, **cells}.items():
        report = with_value(report, place, value)
    for (key, column), heading in HEADINGS.get(name, {}).items():
        table = report.table(key)
        headings = MappingProxyType({**table.headings, column: heading})
        report = report.with_tables({key: replace(table, headings=headings)})
    return Frame(name, template, report, TYPED_OVER.get(name, ()), len(texts) + len(cells), (*homeless, *lost))


def checked_file(frame: Frame, folder: Path) -> Checked:
    """The frame written as a workbook, typed in as a person would where the mall computes, and checked."""
    file = folder / f"{frame.name}.xlsx"
    created = datetime.combine(frame.report.period.last_day, datetime.min.time(), UTC)
    file.write_bytes(workbook_bytes(lay_out(frame.report, frame.template.spec), created=created))
    if frame.typed:
        read = check_workbook(file)
        where = Context(frame.template.spec, read.entered, read.derived).by_place
        book = load_workbook(file)
        for place, value in frame.typed:
            at = where[place].at
            assert at is not None
            book[at.sheet][at.a1] = float(value)
        book.save(file)
    return check_workbook(file)


def with_value(report: Report, place: Place, value: Decimal | date | str) -> Report:
    """The report with that value entered at that place: a cell of a table, or a text."""
    if place.table == "text":
        return replace(report, texts=MappingProxyType({**report.texts, place.row or "": Cell(value)}))
    table = report.table(place.table)
    rows = tuple(
        row.with_cells({place.column or "": Cell(value)}) if row.key == place.row else row for row in table.rows
    )
    return report.with_tables({place.table: replace(table, rows=rows)})


# --- prose ------------------------------------------------------------------------------------------------------------


def _prose(name: str, template: Template, own: Report, seed: Mapping[str, Any]) -> tuple[dict[Place, str], list[str]]:
    """The published paragraphs by the place they belong to, and the ids of those without one."""
    homes: dict[str, list[str]] = {}
    homeless: list[str] = []
    once: dict[str, str] = {}
    document = compose(derive(own, template.spec), template)
    for section, ours in _paired(seed, [_sections(part.blocks) for part in document.parts]):
        for stretch, theirs in zip(*_aligned(ours, section), strict=True):
            for number, paragraph in theirs.paragraphs:
                if (name, number) in BULLETS_BY_ROW:
                    homes |= _by_row(own, *BULLETS_BY_ROW[name, number], paragraph)
                    continue
                place = _likest(stretch.places, paragraph, own)
                if place is None:
                    homeless.append(number)
                elif once.setdefault(place, section["id"]) == section["id"]:
                    homes.setdefault(place, []).append(paragraph)
                else:
                    homeless.append(number)
    return {Place.parse(place): "\n\n".join(paragraphs) for place, paragraphs in homes.items()}, homeless


def _paired(
    seed: Mapping[str, Any], parts: Sequence[Sequence[tuple[str, list[Any]]]]
) -> Iterator[tuple[dict[str, Any], list[Any]]]:
    """Each published section with what stands under the same heading of ours, in order; part by part."""
    prose = {}
    for entry in seed["narrative"]:
        prose.setdefault(entry["section_id"], []).append((entry["id"], entry["text"]))
    ids = [part["id"] for part in seed["parts"]] if "parts" in seed and len(parts) > 1 else [None]
    for number, ours in zip(ids, parts, strict=False) if ids != [None] else [(None, parts[-1])]:
        at = 0
        for section in seed["sections"]:
            if number is not None and section.get("part") != number:
                continue
            wanted = _folded(f"{section['number']} {section['title']}")
            hit = next((n for n in range(at, len(ours)) if _folded(ours[n][0]) == wanted), None)
            blocks: list[Any] = []
            if hit is not None:
                at, blocks = hit + 1, ours[hit][1]
            elif at == 0 and ours:
                blocks = ours[0][1]
            yield {**section, "prose": prose.get(section["id"], [])}, blocks


def _sections(blocks: Sequence[Block]) -> list[tuple[str, list[Any]]]:
    """Headings in order, each with the places of prose, the mall's own paragraphs ("=…") and the tables ("|") that follow it.

    What stands before the first heading comes under "".
    """
    found: list[tuple[str, list[Any]]] = [("", [])]
    for block in _flat(blocks):
        match block:
            case Heading():
                found.append((f"{block.number} {block.plain}", []))
            case ProseBlock():
                found[-1][1].append(block.place)
            case TableBlock():
                found[-1][1].append("|")
            case Paragraph():
                found[-1][1].append(f"={_folded(plain(block.content))}")
    return found


def _flat(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Box | Quote):
            yield from _flat(block.blocks)
        else:
            yield block


def _aligned(ours: Sequence[str], section: Mapping[str, Any]) -> tuple[list[_Stretch], list[_Stretch]]:
    """Our places and their paragraphs stretch by stretch, parted by tables; in one stretch where the tables are not as many."""
    standing = {place[1:] for place in ours if place.startswith("=")}
    ours = [place for place in ours if not place.startswith("=")]
    entries = iter(section["prose"])
    theirs: list[list[tuple[str, str]]] = [[]]
    for kind in section["content"]:
        if kind in ("text", "bullets"):
            entry = next(entries, None)
            if entry and _folded(entry[1]) not in standing:
                theirs[-1].append(entry)
        elif kind.startswith("table"):
            theirs.append([])
    theirs[-1].extend(entries)
    places: list[list[str]] = [[]]
    for place in ours:
        if place == "|":
            places.append([])
        else:
            places[-1].append(place)
    fits = len(places) == len(theirs) and all(one or not other for one, other in zip(places, theirs, strict=True))
    if not fits:
        places, theirs = [list(chain(*places))], [list(chain(*theirs))]
    return [_Stretch(places=tuple(p)) for p in places], [_Stretch(paragraphs=tuple(t)) for t in theirs]


def _by_row(report: Report, table: str, column: str, lines: str) -> dict[str, list[str]]:
    """Each line to the row whose label it begins with."""
    homes = {}
    for line in lines.splitlines():
        words = line.lstrip("- ")
        row = next((row for row in report.table(table).rows if words.startswith(row.label.rstrip(". "))), None)
        if row is not None:
            homes[f"{table}.{row.key}.{column}"] = [words]
    return homes


def _likest(places: Sequence[str], paragraph: str, report: Report) -> str | None:
    """The place whose example text has most words in common with the paragraph; the first of those that are alike."""
    if not places:
        return None
    return max(places, key=lambda place: _likeness(report.cell(Place.parse(place)).text, paragraph))


def _likeness(one: str, other: str) -> float:
    """Share of the longer words and figures of `other` that `one` has too."""
    mine, theirs = (Counter(re.findall(r"\w{5,}|\d+", text.lower())) for text in (one, other))
    return (mine & theirs).total() / (theirs.total() or 1)


# --- cells of tables --------------------------------------------------------------------------------------------------


def _table_cells(
    template: Template, own: Report, seed: Mapping[str, Any]
) -> tuple[dict[Place, Decimal | date | str], list[str]]:
    """Published prose, words and figures of tables that differ from the example's, by place; and the prose without one."""
    context = Context(template.spec, own, derive(own, template.spec))
    rows: dict[str, list[Spot]] = {}
    for spot in context.spots:
        if spot.rule.kind is CellKind.INPUT and spot.column.type in (ColumnType.TEXT, ColumnType.VARDE):
            rows.setdefault(_folded(spot.row.label), []).append(spot)
            rows.setdefault(spot.table.key, []).append(spot)
    cells: dict[Place, Decimal | date | str] = {}
    lost = []
    for table in seed["tables"]:
        for row in table["rows"]:
            for column, value in zip(table["columns"][1:], row.get("values") or [], strict=False):
                if not isinstance(value, str) or len(value) <= PROSE_FROM:
                    continue
                homes = rows.get(_folded(row.get("label") or "")) or rows.get(table["id"], [])
                named = [spot for spot in homes if spot.column.key == column["key"]]
                best = max(named or homes, key=lambda spot: _likeness(spot.entered.text, value), default=None)
                if best is None:
                    lost.append(f"{table['id']}.{column['key']}")
                elif best.entered.text != value:
                    cells[best.place] = value
    return cells, lost


def _folded(text: str) -> str:
    return re.sub(r"[^\w]+", "", text.lower())
