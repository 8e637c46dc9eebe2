"""An explanation in a terminal: the figure, the steps as an indented tree, what it is booked on, and what uses it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from textwrap import wrap
from typing import TYPE_CHECKING, Final

import click

from reportgen.cli.harled_words import (
    came_from,
    codes_with,
    details,
    heading_of,
    in_tree,
    is_without_terms,
    name_in,
    note,
    shortened,
)
from reportgen.cli.show import columns
from reportgen.explain.figures import UNSAID
from reportgen.explain.steps import Kind
from reportgen.model.position import Place

if TYPE_CHECKING:
    from reportgen.explain.steps import Step, Use
    from reportgen.explaining.booked import Booked, FromExport
    from reportgen.explaining.figure import Explained

_MOST: Final = 12
"""Konton, transactions and uses of a kind that are shown without --allt."""

_VALUE: Final = 46
_TEXT: Final = 300
"""Signs of a value in the tree, and of the text that was asked for."""


def explained_lines(explained: Explained, *, depth: int, in_full: bool, width: int | None) -> Iterator[str]:
    """The whole answer. Nothing is wrapped without `width`."""
    view = _View(explained, depth, in_full, width)
    yield from view.head()
    yield from view.tree()
    yield from view.booked()
    yield from view.uses()


@dataclass
class _View:
    """What is to be shown, and which steps have been."""

    explained: Explained
    depth: int
    in_full: bool
    width: int | None
    shown: set[Place] = field(default_factory=set)

    @property
    def asked(self) -> Step:
        return self.explained.explanation.asked

    def head(self) -> Iterator[str]:
        """The figure as it is printed, where it stands, and for which period."""
        step, report = self.asked, self.explained.master.report
        yield click.style(heading_of(step), bold=True)
        if isinstance(step.value, str) and step.printed and step.kind in (Kind.TEXT, Kind.ENTERED):
            yield from self._wrapped(f"”{shortened(step.printed, _TEXT)}”", "  ")
        table = "" if step.at and step.table == step.at.sheet else f"{step.table}, "
        where = str(step.at) if step.at else str(step.place)
        yield f"  {table}{where}. {report.namnd}, {report.period.spann_lang} {report.period.year}."
        for part in self._printed():
            yield from self._wrapped(part, "  ")
        if step.convention:
            yield from self._wrapped(step.convention, "  ")

    def _printed(self) -> Iterator[str]:
        """Where it stands in the documents."""
        found = [", ".join(filter(None, (one.part, one.heading, one.where))) for one in self.explained.printed]
        if found:
            yield f"Tryckt i: {'; '.join(found[:_MOST])}."
        elif self.asked.place.table != "uppgift":
            yield "Hittades inte i dokumentens tabeller och texter."

    def tree(self) -> Iterator[str]:
        """The step that was asked for, and those below it."""
        yield ""
        yield click.style("Så har den kommit till", bold=True)
        self.shown.add(self.asked.place)
        yield from self._details(self.asked, "  ")
        yield from self._parts(self.asked, 1)

    def _details(self, step: Step, indent: str) -> Iterator[str]:
        for line in details(step):
            yield from self._wrapped(line, indent)

    def _parts(self, step: Step, level: int) -> Iterator[str]:
        """The parts of a step in columns, each with its own below."""
        parts = [self.explained.explanation.steps[place] for place in step.parts]
        if not parts or (step.working and is_without_terms(step.working)):
            return
        indent = "  " * level
        if level > self.depth:
            many = "1 del" if len(parts) == 1 else f"{len(parts)} delar"
            yield f"{indent}… {many}, visas med --djup {level}"
            return
        labels = [name_in(part, step) for part in parts]
        wide = max(map(len, labels))
        figures = [_figure(part, step) for part in parts]
        right = max(map(len, figures))
        for part, label, figure in zip(parts, labels, figures, strict=True):
            is_known = part.place in self.shown
            said = "se ovan" if is_known and part.parts else note(part, self.explained.of_export(part.place))
            at = _at(part, step)
            line = f"{indent}{label.ljust(wide)}  {figure.rjust(right)}  {at}{'  ' if at else ''}{said}"
            yield line.rstrip()
            if not is_known:
                self.shown.add(part.place)
                yield from self._below(part, level + 1)
                yield from self._parts(part, level + 1)

    def _below(self, step: Step, level: int) -> Iterator[str]:
        """What is said of a step under its line; of what was typed the line says enough."""
        if step.parts:
            for line in in_tree(step, is_open=level <= self.depth):
                yield from self._wrapped(line, "  " * level)

    def booked(self) -> Iterator[str]:
        """What the exports tell: of the figure itself, and with --allt of every leaf."""
        steps = self.explained.explanation.steps
        cells = self.explained.traced.cells
        shown = [place for place in steps if place in cells and (self.in_full or place == self.asked.place)]
        for place in shown:
            yield ""
            yield from self._export(steps[place], cells[place])

    def _export(self, step: Step, found: FromExport) -> Iterator[str]:
        from reportgen.ledger.export import kronor

        signs = {one.sign for one in found.booked}
        way = {frozenset({-1}): "kostnader är plus där och vänds", frozenset({1}): "tecknen är desamma"}.get(
            frozenset(signs), "tecknen vänds på några av raderna"
        )
        yield click.style(f"Bokfört på {step.label}", bold=True)
        yield f"  Ur {found.file}, i kr ({way}):"
        most = len(found.booked) if self.in_full else _MOST
        for one in found.booked[:most]:
            yield f"    {codes_with(one.codes, one.name)}: {kronor(one.amount)}   ({one.measure}; {one.line})"
            yield from self._entries(one)
        rest = found.booked[most:]
        if rest:
            yield f"    och {len(rest)} till, tillsammans {kronor(sum(one.amount for one in rest))}; visas med --allt"
        yield f"  Summa {kronor(found.total)} kr i exporten blir {kronor(found.turned)} kr i arbetsboken."
        yield from self._wrapped(came_from(step, found), "  ")

    def _entries(self, one: Booked) -> Iterator[str]:
        from reportgen.ledger.export import kronor

        most = len(one.entries) if self.in_full else _MOST
        rows = [
            (entry.voucher or f"rad {entry.line}", entry.day, kronor(entry.amount), entry.text)
            for entry in one.entries[:most]
        ]
        yield from (f"      {line}" for line in columns(rows, right={2}))
        rest = one.entries[most:]
        if rest:
            amount = kronor(sum(entry.amount for entry in rest))
            yield f"        och {len(rest)} mindre till, tillsammans {amount}; visas med --allt"

    def uses(self) -> Iterator[str]:
        """What depends on the figure."""
        uses = self.explained.explanation.uses
        if not (uses.direct or uses.texts):
            return
        yield ""
        yield click.style("Används i", bold=True)
        yield from self._used(uses.direct)
        if uses.indirect:
            many = "1 siffra" if uses.indirect == 1 else f"{uses.indirect} siffror"
            yield f"  Genom dem ändras {many} till när den ändras."
        yield from self._used(uses.texts, "text: ")

    def _used(self, uses: Sequence[Use], before: str = "") -> Iterator[str]:
        most = len(uses) if self.in_full else _MOST
        for use in uses[:most]:
            kind = {"kontroll": "kontroll: ", "diagram": "diagram: "}.get(use.kind, before)
            yield from self._wrapped(f"{kind}{use.label}{f'  {use.at}' if use.at else ''}", "  ")
        if len(uses) > most:
            yield f"  och {len(uses) - most} till"

    def _wrapped(self, text: str, indent: str) -> list[str]:
        if self.width is None:
            return [f"{indent}{text}"]
        # No-break spaces inside figures stay: textwrap breaks at ordinary white space only when told which.
        held = text.replace("\u00a0", "\ue000")
        lines = wrap(
            held, max(self.width, 40), initial_indent=indent, subsequent_indent=f"{indent}  ", break_on_hyphens=False
        )
        return [line.replace("\ue000", "\u00a0") for line in lines] or [indent]


def _figure(part: Step, parent: Step) -> str:
    """The part's figure, with its unit when that is another than the parent's."""
    unit = part.unit if part.printed and part.unit not in (*UNSAID, parent.unit) else ""
    return " ".join(filter(None, (shortened(part.printed, _VALUE) or "(tom)", unit)))


def _at(part: Step, parent: Step) -> str:
    """The part's cell, with its sheet when that is another than the parent's."""
    if part.at is None:
        return ""
    return part.at.a1 if parent.at and parent.at.sheet == part.at.sheet else str(part.at)
