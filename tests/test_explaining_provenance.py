"""What the archive and the sheet Ansvariga know of a cell."""

from __future__ import annotations

from decimal import Decimal

from drawing import report
from reportgen.cli.harled_words import details
from reportgen.derive.report import derive
from reportgen.earlier.known import Earlier
from reportgen.exchange.responsibility import Chef, items
from reportgen.explain.figures import Figures
from reportgen.explain.steps import Carried, Provenance
from reportgen.explaining.figure import explain_figure
from reportgen.explaining.provenance import Known
from reportgen.model.archived import Archived
from reportgen.model.period import Period
from reportgen.model.position import Place
from reportgen.model.report import Report
from reportgen.workbook.grid import Book
from reportgen.workbook.kolada_sheet import read_figures
from reportgen.workbook.plan import to_grid
from reportgen.workbook.read import read_workbook
from reportgen.workbook.responsible_sheet import responsible_sheet
from test_earlier_prefill import SPEC, archived
from test_explain_explain import INPUTS

LAST_YEAR = archived("2024-08", "drift | utfall\nvard | 100\nskola | 50,4\ntotalt |")
NOW = "drift | utfall_fg | budget\nvard | 100 | 7\nskola | 51 | 8\ntotalt | ~ | ~"
NOTHING = Book("x.xlsx", ())


def entered() -> Report:
    return report(SPEC, NOW, period="2025-08")


def known(place: str, *closed: Archived, book: Book = NOTHING) -> Provenance:
    figures = Figures(entered(), derive(entered(), SPEC), SPEC)
    earlier = Earlier(Period(2025, 8), "prov", closed) if closed else None
    return Known(book, figures, earlier)(Place.parse(place))


def test_a_cell_that_is_filled_from_the_archive_has_the_value_of_then() -> None:
    found = known("drift.vard.utfall_fg", LAST_YEAR).carried
    assert found is not None
    assert (found.period, found.value, found.stands) == ("2024-08", Decimal(100), True)
    assert found.what.startswith("Drift")


def test_a_value_that_is_another_than_the_archives_is_told_as_such() -> None:
    found = known("drift.skola.utfall_fg", LAST_YEAR).carried
    assert found is not None
    assert (found.value, found.stands) == (Decimal("50.4"), False)


def test_without_archive_it_is_told_where_the_mall_fetches_it() -> None:
    found = known("drift.vard.utfall_fg").carried
    assert isinstance(found, Carried)
    assert (found.period, found.value) == ("samma månad förra året", None)


def test_a_cell_that_nothing_is_fetched_for_has_nothing() -> None:
    assert known("drift.vard.utfall", LAST_YEAR) == Provenance()


def test_who_answers_for_the_row_is_told() -> None:
    listed = list(items(entered(), SPEC))
    owners = {item.mark: ("Chef Ett",) for item in listed if item.mark == "drift.vard"}
    sheet = to_grid(responsible_sheet(listed, [Chef("Chef Ett")], owners))
    book = Book("x.xlsx", (sheet,))
    assert known("drift.vard.utfall", book=book).responsible == "Chef Ett"
    assert known("drift.skola.utfall", book=book).responsible == ""


def test_what_kolada_said_of_a_cell_is_told_with_its_id_and_year() -> None:
    path = next(path for path in INPUTS if path.stem == "standard-arsredovisning-2025-12")
    figure = read_figures(read_workbook(path))[0]
    found = explain_figure(path, str(figure.place)).explanation.asked
    assert found.provenance.kolada == figure
    assert found.value == figure.value
    lines = list(details(found))
    assert any(figure.kpi in line and str(figure.year) in line and "som i cellen" in line for line in lines)
