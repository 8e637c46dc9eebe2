"""A bridge out of a mall's table: its rows, its figures as value fields, its sentences."""

from __future__ import annotations

import pytest

from drawing import report, template
from reportgen.derive.analysed import Analysed, analysed
from reportgen.derive.fields import FIELD, FieldError, field_text
from reportgen.derive.report import derive
from reportgen.model.report import Report
from reportgen.spec.schema import TemplateSpec

DRIFT = """
    [[tabell]]
    nyckel = "drift"
    titel = "Drift"
    enhet = "tkr"
    kolumn = [
      { nyckel = "verksamhet", rubrik = "Verksamhet", typ = "etikett" },
      { nyckel = "budget", rubrik = "Budget {ar}" },
      { nyckel = "prognos", rubrik = "Prognos {ar}" },
    ]
    rad = [
      { nyckel = "hvb", etikett = "HVB" },
      { nyckel = "familjehem", etikett = "Familjehem" },
      { nyckel = "lon", etikett = "varav lön", typ = "varav", varav_av = "familjehem" },
      { nyckel = "stab", etikett = "Stab {ar}" },
      { nyckel = "totalt", etikett = "Totalt", typ = "summa", summera = ["hvb", "familjehem", "stab"], inmatning = "valfri" },
    ]

    [[analys]]
    nyckel = "vagen"
    titel = "Från budget till prognos {ar}"

    [analys.brygga]
    tabell = "drift"
    kolumner = ["budget", "prognos"]
    vad = "Nettokostnaden"
"""

FIGURES = """
    drift      | budget | prognos
    hvb        | -100   | -120
    familjehem | -50    | -45
    lon        | -20    | -10
    stab       | -30    | -30
    totalt     |        |
"""


def made(figures: str = FIGURES, more: str = "") -> tuple[Analysed, Report, TemplateSpec]:
    spec = template(DRIFT + more)
    derived = derive(report(spec, figures), spec)
    return analysed(spec.analyses[0], derived, spec), derived, spec


def rows(found: Analysed) -> list[str]:
    return [" ".join([row.key, *(str(cell.value) for cell in row.cells.values())]) for row in found.table.rows]


def test_entered_rows_are_steps_and_sums_and_of_which_rows_are_not_counted_again() -> None:
    found, _, _ = made()
    assert rows(found) == ["hvb -100 -120 -20", "familjehem -50 -45 5", "ovriga_rader -30 -30 0", "alla -180 -195 -15"]


def test_named_sums_stand_for_their_parts() -> None:
    found, _, _ = made(more='    rader = ["totalt"]')
    assert rows(found) == ["totalt -180 -195 -15", "alla -180 -195 -15"]


def test_what_a_given_sum_has_beside_its_rows_is_a_line() -> None:
    figures = FIGURES.replace("totalt     |        |", "totalt     | -180   | -199")
    found, _, _ = made(figures, '    summa = "totalt"')
    assert rows(found)[-2:] == ["ofordelat 0 -4 -4", "alla -180 -199 -19"]


def test_headings_and_labels_follow_the_period() -> None:
    found, _, _ = made(FIGURES.replace("stab       | -30    | -30", "stab       | -30    | -29"))
    assert [column.heading for column in found.spec.columns] == [
        "Verksamhet",
        "Budget 2024",
        "Prognos 2024",
        "Förändring",
    ]
    assert [row.label for row in found.table.rows] == ["HVB", "Familjehem", "Stab 2024", "Summa"]
    assert found.spec.title == "Från budget till prognos 2024"


def test_a_value_field_gives_a_figure_of_the_analysis() -> None:
    _, derived, spec = made()
    assert field_text("vagen.hvb.forandring|plus|enhet", derived, spec) == "−20\u00a0tkr"
    assert field_text("vagen.alla.till", derived, spec) == "−195"
    with pytest.raises(FieldError):
        field_text("vagen.stab.forandring", derived, spec)


def test_every_figure_of_the_sentences_is_a_value_field_and_reads_well() -> None:
    found, derived, spec = made()
    assert [FIELD.sub(lambda match: field_text(match[1], derived, spec), text) for text in found.sentences] == [
        "Nettokostnaden är 15\u00a0tkr sämre enligt prognos 2024 än enligt budget 2024.",
        "Störst är förändringen för HVB (−20\u00a0tkr) och Familjehem (+5\u00a0tkr).",
    ]
    assert not any(sign.isdigit() for text in found.sentences for sign in FIELD.sub("", text).replace("2024", ""))


def test_the_chart_walks_from_sum_to_sum_and_tells_it_in_words() -> None:
    plot = made()[0].plot
    assert plot is not None
    assert plot.categories == ("Budget 2024", "HVB", "Familjehem", "Prognos 2024")
    assert [str(value) for value in plot.series[0][1]] == ["-180", "-20", "5", "-195"]
    assert plot.description == "Budget 2024 −180 tkr; HVB −20; Familjehem +5; Prognos 2024 −195 tkr."
    assert plot.directions == ("Bättre", "Sämre")


def test_a_row_without_one_of_the_figures_is_told_in_a_note() -> None:
    found, _, _ = made(FIGURES.replace("stab       | -30    | -30", "stab       |        | -30"))
    assert [note.text for note in found.spec.notes] == [
        "Budget 2024 saknas för Stab 2024; hela beloppet räknas då som förändring."
    ]
    assert "stab None -30 -30" in rows(found)


def test_without_figures_there_is_nothing_to_tell() -> None:
    found, _, _ = made("drift | budget\nhvb |")
    assert found.is_empty
    assert found.plot is None
    assert found.sentences == ()
