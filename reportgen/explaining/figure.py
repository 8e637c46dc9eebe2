"""A workbook and what somebody points at in its report → where that comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.derive.report import derive
from reportgen.document.compose import compose
from reportgen.explain.explain import Explainer
from reportgen.explain.figures import Figures
from reportgen.explain.find import Finder
from reportgen.explain.printed import Printed, printed_in
from reportgen.explain.steps import Explanation, Kind
from reportgen.explaining.booked import FromExport, Traced, trace
from reportgen.explaining.provenance import Known
from reportgen.malls import Source
from reportgen.model.position import Place
from reportgen.periods import closed_before
from reportgen.pipeline import find_template
from reportgen.rounds.master import Master
from reportgen.workbook.parse import parse_report, which_template
from reportgen.workbook.read import read_book, read_bytes
from reportgen.workbook.round_sheet import read_state


@dataclass(frozen=True, slots=True)
class Explained:
    """The explanation, what the exports tell of its leaves, where the figure is printed, and what could not be told."""

    master: Master
    explanation: Explanation
    traced: Traced
    printed: tuple[Printed, ...]

    def of_export(self, place: Place) -> FromExport | None:
        return self.traced.cells.get(place)


def explain_figure(
    path: Path,
    said: str,
    *,
    sheet: str = "",
    exports: Sequence[Path] = (),
    source: str | None = None,
    in_full: bool = False,
    archive: Path | None = None,
    places: Sequence[Source] | None = None,
) -> Explained:
    """Where the figure that is `said` comes from. Raises `ReportgenError` when it is not clear which is meant.

    Transactions are read for the figure itself, when it was imported; with `in_full` for all that it leads on to.
    """
    data = read_bytes(path)
    book = read_book(data, path.name)
    template = find_template(which_template(book)[0], places)
    entered, findings = parse_report(book, template.spec)
    derived = derive(entered, template.spec)
    master = Master(path, data, book, template, entered, tuple(findings), read_state(book))
    figures = Figures(entered, derived, template.spec)
    place = Finder(figures).find(said, sheet)
    earlier = closed_before(archive, template.spec, entered.namnd, entered.period)
    explanation = Explainer(figures, Known(book, figures, earlier)).explain(place)
    steps = explanation.steps.values()
    leaves = [step.place for step in steps if step.provenance.imported or step.kind in (Kind.ENTERED, Kind.EMPTY)]
    asked = leaves if in_full else [place]
    traced = trace(master, figures, leaves, one_by_one=asked, exports=exports, source=source)
    printed = printed_in(compose(derived, template), place, explanation.asked.table)
    return Explained(master, explanation, traced, tuple(printed))
