"""What is written on the sheet Kolada is read back; a line that somebody has spoilt has no figure."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.kolada import PROTECTED, KoladaFigure
from reportgen.model.position import Place
from reportgen.model.value import DASH
from reportgen.workbook.grid import Book
from reportgen.workbook.kolada_sheet import kolada_sheet, proposed_choices, read_choices, read_figures
from reportgen.workbook.plan import SheetPlan
from reportgen.workbook.read import read_book
from reportgen.workbook.write import workbook_bytes
from test_checks_kolada import SPEC

CHOICES = {"egen": "9901 Exempelby", "riket": "0000"}
FIGURES = st.builds(
    KoladaFigure,
    place=st.builds(Place, st.just("jamforelse"), st.sampled_from(["netto", "annan"]), st.sampled_from(["egen", "riket"])),
    kpi=st.sampled_from(["N30005", "U12345"]),
    part=st.sampled_from(["egen", "riket"]),
    area=st.sampled_from(["9901", "G12", "9902, 9903"]),
    who=st.sampled_from(["Exempelby", "Liknande kommuner, IFO; 2024"]),
    year=st.integers(1990, 2030),
    gender=st.sampled_from(["T", "K", "M"]),
    value=st.one_of(
        st.sampled_from([DASH, PROTECTED]),
        st.decimals(-(10**8), 10**8, allow_nan=False, places=4).map(lambda number: number.normalize() + Decimal(0)),
    ),
    count=st.integers(1, 290),
    newest=st.integers(1990, 2030),
    is_held=st.booleans(),
    file=st.sampled_from(["svar.json", "Koladas svar"]),
    fetched=st.just("2026-01-14 09:30"),
)  # fmt: skip


def written(plan: SheetPlan) -> Book:
    return read_book(workbook_bytes([plan], created=datetime(2026, 1, 14, tzinfo=UTC)), "ar.xlsx")


@given(st.lists(FIGURES, max_size=6))
def test_figures_and_choices_are_read_as_they_were_written(figures: list[KoladaFigure]) -> None:
    book = written(kolada_sheet(SPEC, CHOICES, [(one, "Nettokostnad, Kommunen") for one in figures]))
    assert read_choices(book) == CHOICES
    found = read_figures(book)
    assert [one.at is not None for one in found] == [True] * len(figures)
    assert list(found) == [
        type(one)(**{name: getattr(one, name) for name in one.__slots__ if name != "at"}, at=back.at)
        for one, back in zip(figures, found, strict=True)
    ]


def test_a_new_sheet_has_the_proposal_of_the_mall() -> None:
    book = written(kolada_sheet(SPEC, proposed_choices(SPEC)))
    assert (read_choices(book), read_figures(book)) == ({"egen": "", "riket": ""}, ())


def test_a_workbook_without_the_sheet_has_no_choices() -> None:
    assert read_choices(Book("ar.xlsx", ())) is None
