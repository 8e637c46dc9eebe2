"""The very hidden sheet of the round trip with chefer: what has been sent, what has come back, and what is remembered of it.

It stands in the workbook itself, so that the workbook and what has happened to it can never be two different stories.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from types import MappingProxyType
from typing import Any, Final

from reportgen.exchange.merge import NOTHING, Memory, Point, Proposal
from reportgen.model.errors import WorkbookError
from reportgen.model.position import Place
from reportgen.model.value import Value
from reportgen.workbook.grid import Book, Visibility
from reportgen.workbook.meta import chunked, decoded, encoded
from reportgen.workbook.plan import PlannedCell, SheetPlan

ROUND_SHEET: Final = "_reportgen_utskick"
_FORM: Final = "1"


@dataclass(frozen=True, slots=True)
class SentPart:
    """A file that has been sent. `due` is a day as ISO 8601, empty when there was none."""

    chef: str
    number: int
    file: str
    email: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """An answer that has been collected. `digest` is of its bytes, `saved` when the chef saved it, `at` when it was collected."""

    chef: str
    number: int
    file: str
    digest: str
    saved: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class RoundState:
    """All that has happened. `number` is that of the latest sending, 0 before the first."""

    number: int = 0
    sent: tuple[SentPart, ...] = ()
    received: tuple[Received, ...] = ()
    memory: Memory = field(default_factory=lambda: NOTHING)


def round_plan(state: RoundState) -> SheetPlan:
    """The sheet, with what has happened as JSON."""
    content = {
        "nummer": state.number,
        "skickat": [asdict(part) for part in state.sent],
        "mottaget": [asdict(answer) for answer in state.received],
        "minne": [_point(place, point) for place, point in state.memory.items()],
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    cells = {(1, 0): PlannedCell("form"), (1, 1): PlannedCell(_FORM)}
    for row, chunk in enumerate(chunked(text), 2):
        cells[row, 0] = PlannedCell(f"utskick:{row - 1}")
        cells[row, 1] = PlannedCell(chunk)
    return SheetPlan(ROUND_SHEET, cells, hidden_columns=frozenset(), visibility=Visibility.VERY_HIDDEN)


def read_state(book: Book) -> RoundState:
    """What has happened to the workbook; `WorkbookError` when that can no longer be read."""
    grid = book.grid(ROUND_SHEET)
    if grid is None:
        return RoundState()
    chunks = (grid.cell(row, 1).value for row in grid.rows() if grid.text(row, 0).startswith("utskick:"))
    try:
        content = json.loads("".join(chunk for chunk in chunks if isinstance(chunk, str)))
        return RoundState(
            content["nummer"],
            tuple(SentPart(**part) for part in content["skickat"]),
            tuple(Received(**answer) for answer in content["mottaget"]),
            MappingProxyType({Place(*said["plats"]): _read_point(said) for said in content["minne"]}),
        )
    except (ValueError, KeyError, TypeError, ArithmeticError) as fault:
        raise WorkbookError(
            f"{book.name}: det dolda bladet {ROUND_SHEET} är skadat. Gå tillbaka till den förra arbetsboken med reportgen angra."
        ) from fault


def _point(place: Place, point: Point) -> dict[str, Any]:
    return {
        "plats": [key for key in (place.table, place.row, place.column) if key],
        "eget": _coded(point.own),
        "nu": _coded(point.result),
        "forslag": [_proposal(proposal) for proposal in point.proposals],
        "avgjort": [_proposal(proposal) for proposal in point.settled],
    }


def _read_point(said: dict[str, Any]) -> Point:
    proposals, settled = (tuple(map(_read_proposal, said[key])) for key in ("forslag", "avgjort"))
    return Point(_decoded(said["eget"]), _decoded(said["nu"]), proposals, settled)


def _proposal(proposal: Proposal) -> list[str | None]:
    return [proposal.who, _coded(proposal.base), _coded(proposal.value), proposal.saved, proposal.source]


def _read_proposal(said: list[Any]) -> Proposal:
    who, base, value, saved, source = said
    return Proposal(who, _decoded(base), _decoded(value), saved, source)


def _coded(value: Value) -> str | None:
    return None if value in (None, "") else encoded(value)


def _decoded(text: str | None) -> Value:
    return None if text is None else decoded(text)
