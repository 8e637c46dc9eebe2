"""What is said under tables and charts: source, ids and years, and what a mean is of."""

from __future__ import annotations

from dataclasses import replace

from drawing import report
from reportgen.derive.report import derive
from reportgen.document.kolada import kolada_notes, kolada_source
from reportgen.model.kolada import PROTECTED, KoladaFigure
from reportgen.model.position import Place
from reportgen.model.value import DASH, Value
from test_checks_kolada import SPEC, said

TABLE = SPEC.table("jamforelse")
assert TABLE is not None


def group(number: int, count: int = 7) -> KoladaFigure:
    return replace(said("riket", number), area="G12", who="Liknande kommuner, 2024", count=count)


def notes(*figures: KoladaFigure, row: str = "2023 | 5512 | 4987", columns: tuple[str, ...] | None = None) -> list[str]:
    drawn = derive(report(SPEC, f"jamforelse | ar | egen | riket\nnetto | {row}"), SPEC).table("jamforelse")
    shown = [column for column in TABLE.columns if columns is None or column.key in columns]
    return [words for _, words in kolada_notes(TABLE.model_copy(update={"columns": shown}), drawn, figures)]


def test_source_id_and_year_stand_under_the_table() -> None:
    assert notes(said("egen", 5512), said("riket", 4987)) == ["Källa: Kolada, nyckeltal N30005 (2023)."]


def test_nothing_is_said_of_a_table_without_figures_from_kolada() -> None:
    assert notes() == []
    assert notes(said("egen", 5512), columns=("nyckeltal", "riket")) == []


def test_a_mean_is_told_with_how_many() -> None:
    assert notes(said("egen", 5512), group(5236))[1:] == [
        "Liknande kommuner, 2024: ovägt medelvärde av 7 kommuner; alla kommuner väger lika, stora som små."
    ]


def test_a_mean_of_our_own_choice_is_our_own_calculation() -> None:
    ours = replace(group(5000, 2), area="9902, 9903", who="Annanby; Tredjeby")
    assert "Annanby; Tredjeby: ovägt medelvärde av 2 kommuner, egen beräkning" in notes(said("egen", 5512), ours)[1]


def test_another_year_than_the_row_is_told() -> None:
    found = notes(said("egen", 5512), said("riket", 4987, 2021))
    assert found == ["Källa: Kolada, nyckeltal N30005 (2021–2023).", "Nettokostnad, riket: avser 2021."]


def test_the_signs_are_explained_where_they_stand() -> None:
    values: list[Value] = [PROTECTED, DASH]
    found = notes(said("egen", values[0]), said("riket", values[1]), row="2023 | .. | -")
    assert found[1:] == [".. = värdet är skyddat, – = värdet saknas."]


def test_the_sex_stands_beside_the_id() -> None:
    women = replace(said("egen", 5512), gender="K")
    assert notes(women) == ["Källa: Kolada, nyckeltal N30005, kvinnor (2023)."]


def test_a_chart_has_the_source_of_what_it_shows() -> None:
    figures = [said("egen", 5512), group(5236)]
    shown = [Place("jamforelse", "netto", column) for column in ("egen", "riket")]
    assert kolada_source(figures, shown) == (
        "Kolada, nyckeltal N30005 (2023). Ovägt medelvärde: Liknande kommuner, 2024"
    )
    assert kolada_source(figures, [Place("annan", "netto", "egen")]) == ""
