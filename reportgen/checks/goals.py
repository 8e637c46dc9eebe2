"""Goals and measures: those with figures but no judgement, and words that say the opposite of the status beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from reportgen.checks.context import Context, Spot
from reportgen.derive.judge import is_judged
from reportgen.derive.rules import CellKind
from reportgen.model.finding import Code, Finding
from reportgen.model.position import Place
from reportgen.spec.schema import ColumnType, LevelSpec, ScaleSpec

_GOAL: Final = r"\b(?:\w*mål(?:et|värdet)|indikatorn|riktvärdet|uppdraget)"
_REACHED: Final = r"(?:uppfyll(?:t|d|s|as)|(?:upp)?nå(?:s|tt|dd|tts|ddes)|klar(?:t)?|slutför(?:t|d))\b"
_SAYS: Final = (
    r"(?:(?:är|blir|har|kommer|att|bedöms?|anses|väntas|beräknas|kunna|kan|vara|bli|därmed|redan|helt|nu|under|i|år|året)"
    r"\s+){0,6}"
)
_IS_REACHED: Final = re.compile(rf"{_GOAL}\s+{_SAYS}{_REACHED}", re.IGNORECASE)
_IS_NOT_REACHED: Final = re.compile(
    rf"{_GOAL}\s+(?:\w+\s+){{0,4}}?(?:inte|ej)\s+(?:\w+\s+){{0,6}}?{_REACHED}", re.IGNORECASE
)
_HEDGED: Final = re.compile(
    r"\b(?:om|när|ifall|för att|inte|ej|delvis|till (?:viss|stor) del|i huvudsak|nästan|förra|föregående|tidigare|skulle|ska|"
    r"förutsatt|förutsättning\w*|risk\w*)\b",
    re.IGNORECASE,
)
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+|\n+")


def check_missing_judgements(context: Context) -> Iterator[Finding]:
    """A measure that has its figure has its judgement, or tells why it cannot be judged."""
    for spot in context.spots:
        if spot.rule.kind is not CellKind.INPUT or spot.column.scale is None or spot.column.required:
            continue
        if spot.entered.is_empty and spot.derived.is_empty and spot.table.form == "register":
            figure = _figure_of(spot, context)
            if figure is not None:
                heading = context.heading(figure.column, figure.table)
                yield context.finding(Code.BEDOMNING_SAKNAS, spot, "", "", figure=heading)


def check_contradicted_judgements(context: Context) -> Iterator[Finding]:
    """What is written of a goal does not say that it is met beside the worst status, nor the opposite beside the best."""
    for _, group in groupby(context.spots, lambda spot: (spot.table.key, spot.row.key)):
        row = list(group)
        status = next((spot for spot in row if _is_status(spot, context)), None)
        texts = [spot for spot in row if spot.column.type is ColumnType.TEXT and spot.derived.text] if status else []
        for spot in texts:
            said = _contradiction(spot.derived.text, status, context) if status else ""
            if status and said:
                word, heading = status.derived.text, context.heading(status.column, status.table)
                yield context.finding(Code.BEDOMNING_MOTSAGS, spot, said, word, status=heading)


def says_reached(sentence: str) -> bool | None:
    """Whether a sentence says plainly that its goal is reached (true) or that it is not (false); None when it says neither."""
    if _IS_NOT_REACHED.search(sentence):
        return False
    match = _IS_REACHED.search(sentence)
    return True if match and not _HEDGED.search(sentence) else None


def _figure_of(spot: Spot, context: Context) -> Spot | None:
    """The figure of the row that wants judging: the one that the judgement is made of, else any that somebody has entered."""
    if spot.column.judgement:
        keys = [spot.column.judgement.value]
    elif is_judged(context.template, spot.table, spot.column):
        return None
    else:
        keys = [column.key for column in spot.table.columns[1:] if column.type.is_numeric]
    places = (context.by_place.get(Place(spot.table.key, spot.row.key, key)) for key in keys)
    return next((found for found in places if found and found.derived.number is not None), None)


def _is_status(spot: Spot, context: Context) -> bool:
    """Whether the cell is a chosen or worked-out level that tells good from bad, and no trend."""
    scale = context.template.scale(spot.column.scale)
    if scale is None or not spot.derived.text or _is_trend(spot, scale):
        return False
    return scale.level(spot.derived.text) is not None and len(_ranked(scale)) > 1


def _is_trend(spot: Spot, scale: ScaleSpec) -> bool:
    judged_as_trend = spot.column.judgement is not None and spot.column.judgement.better is not None
    return judged_as_trend or any(level.symbol in ("upp", "ner") for level in scale.levels)


def _contradiction(text: str, status: Spot, context: Context) -> str:
    """The first sentence that says the opposite of the status; nothing when none does."""
    scale = context.template.scale(status.column.scale)
    level = scale.level(status.derived.text) if scale else None
    if scale is None or level is None or not level.rank:
        return ""
    ranks = [each.rank for each in _ranked(scale)]
    for sentence in _SENTENCE_END.split(text):
        reached = says_reached(sentence)
        if (reached is True and level.rank == min(ranks)) or (reached is False and level.rank == max(ranks)):
            return sentence.strip()
    return ""


def _ranked(scale: ScaleSpec) -> list[LevelSpec]:
    return [level for level in scale.levels if level.rank]
