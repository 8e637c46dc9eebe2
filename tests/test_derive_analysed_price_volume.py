"""Price and volume out of a mall's tables: units, signs, what is missing, sentences."""

from __future__ import annotations

from drawing import report, template
from reportgen.derive.analysed import Analysed, analysed
from reportgen.derive.fields import FIELD, field_text
from reportgen.derive.report import derive
from reportgen.model.report import Report
from reportgen.spec.schema import TemplateSpec

TABLES = """
    [[tabell]]
    nyckel = "dygn"
    titel = "Dygn"
    enhet = "dygn"
    kolumn = [
      { nyckel = "insats", rubrik = "Insats", typ = "etikett" },
      { nyckel = "budget", rubrik = "Budget {ar}", typ = "antal" },
      { nyckel = "prognos", rubrik = "Prognos {ar}", typ = "antal" },
      { nyckel = "kostnad_budget", rubrik = "Kostnad budget", enhet = "mnkr", decimaler = 1 },
      { nyckel = "kostnad_prognos", rubrik = "Kostnad prognos", enhet = "mnkr", decimaler = 1 },
    ]
    rad = [
      { nyckel = "hvb", etikett = "HVB" },
      { nyckel = "familjehem", etikett = "Familjehem" },
      { nyckel = "stod", etikett = "Stödboende" },
      { nyckel = "totalt", etikett = "Totalt", typ = "summa", summera = ["hvb", "familjehem", "stod"] },
    ]

    [[tabell]]
    nyckel = "apris"
    titel = "À-pris"
    enhet = "kr per dygn"
    kolumn = [
      { nyckel = "insats", rubrik = "Insats", typ = "etikett" },
      { nyckel = "budget", rubrik = "Budget {ar}" },
      { nyckel = "prognos", rubrik = "Prognos {ar}" },
    ]
    rad = [
      { nyckel = "hvb", etikett = "HVB" },
      { nyckel = "familjehem", etikett = "Familjehem" },
      { nyckel = "stod", etikett = "Stödboende" },
    ]

    [[analys]]
    nyckel = "pv"
    titel = "Pris och volym {ar}"

    [analys.pris_volym]
    tabell = "dygn"
    volym = ["budget", "prognos"]
"""

PRICED = """
    pristabell = "apris"
    pris = ["budget", "prognos"]
    enhet = "tkr"
"""

COSTED = """
    kostnad = ["kostnad_budget", "kostnad_prognos"]
"""

FIGURES = """
    dygn       | budget | prognos | kostnad_budget | kostnad_prognos
    hvb        | 1000   | 1200    | 5,0            | 6,6
    familjehem | 2000   | 1900    | 2,0            | 2,0
    stod       | 100    |         | 0,1            |
    totalt     |        |         |                |

    apris      | budget | prognos
    hvb        | 5000   | 5500
    familjehem | 1000   | 1050
    stod       | 800    | 900
"""


def made(more: str = PRICED, figures: str = FIGURES) -> tuple[Analysed, Report, TemplateSpec]:
    spec = template(TABLES + more)
    derived = derive(report(spec, figures), spec)
    return analysed(spec.analyses[0], derived, spec), derived, spec


def effects(found: Analysed) -> list[str]:
    """Key, deviation, volume, price and what is not split, in whole units."""
    shown = ("avvikelse", "volymeffekt", "priseffekt", "ej_delat")
    return [" ".join([row.key, *(f"{row.cell(key).number:.1f}" for key in shown)]) for row in found.table.rows]


def test_volumes_and_prices_of_two_tables_are_split_in_the_unit_asked_for() -> None:
    found, _, _ = made()
    assert effects(found) == [
        "hvb -1600.0 -1000.0 -600.0 0.0",
        "familjehem 5.0 100.0 -95.0 0.0",
        "alla -1595.0 -900.0 -695.0 0.0",
    ]
    assert (found.spec.unit, found.spec.title) == ("tkr", "Pris och volym 2024")


def test_a_price_follows_from_cost_and_volume() -> None:
    found, derived, spec = made(COSTED)
    assert effects(found)[0] == "hvb -1.6 -1.0 -0.6 0.0"
    assert field_text("pv.hvb.pris_till", derived, spec) == "5\u00a0500"


def test_costs_written_with_minus_give_the_same() -> None:
    minus = FIGURES.replace("| 5,0            | 6,6", "| -5,0 | -6,6").replace(
        "| 2,0            | 2,0", "| -2,0 | -2,0"
    )
    assert effects(made(COSTED + "    kostnad_med_minus = true", minus)[0]) == effects(made(COSTED)[0])


def test_plus_may_mean_a_higher_cost() -> None:
    found, derived, spec = made(PRICED + '    plus = "samre"')
    assert effects(found)[0] == "hvb 1600.0 1000.0 600.0 0.0"
    assert read(found, derived, spec)[1].startswith("HVB kostar 1\u00a0600\u00a0tkr mer:")


def test_a_form_without_volume_is_left_out_and_named() -> None:
    found, _, _ = made()
    assert [note.text for note in found.spec.notes] == ["Inte med, eftersom volym eller pris saknas: Stödboende."]


def test_a_cost_without_volume_has_a_column_of_its_own_and_else_none() -> None:
    found, _, _ = made(
        COSTED, FIGURES.replace("stod       | 100    |         | 0,1            |", "stod | 100 | | 0,1 | 0,3")
    )
    assert effects(found)[2] == "stod -0.2 0.0 0.0 -0.2"
    assert [column.printed for column in found.spec.columns if column.key == "ej_delat"] == [True]
    assert [column.printed for column in made()[0].spec.columns if column.key == "ej_delat"] == [False]


def read(found: Analysed, derived: Report, spec: TemplateSpec) -> list[str]:
    return [FIELD.sub(lambda match: field_text(match[1], derived, spec), text) for text in found.sentences]


def test_the_sentences_read_well_and_have_every_figure_as_a_field() -> None:
    assert [text.replace("\u00a0", " ") for text in read(*made())] == [
        "Kostnaden är 1 595 tkr högre enligt prognos 2024 än enligt budget 2024: 900 tkr högre av volymen och 695 tkr högre av "
        "priset.",
        "HVB kostar 1 600 tkr mer: 1 000 tkr högre av volymen och 600 tkr högre av priset.",
        "Familjehem kostar 5 tkr mindre: 100 tkr lägre av volymen och 95 tkr högre av priset.",
    ]
    assert not any(sign.isdigit() for text in made()[0].sentences for sign in FIELD.sub("", text).replace("2024", ""))


def test_the_chart_has_two_bars_for_each_form_that_has_changed_and_tells_them_in_words() -> None:
    plot = made()[0].plot
    assert plot is not None
    assert plot.categories == ("HVB", "Familjehem")
    assert [(name, [int(value or 0) for value in values]) for name, values in plot.series] == [
        ("Volym", [-1000, 100]),
        ("Pris", [-600, -95]),
    ]
    assert plot.description.startswith("HVB: volym −1\u00a0000, pris −600; Familjehem: volym +100, pris −95 tkr.")


def test_without_figures_there_is_nothing_to_tell() -> None:
    found, _, _ = made(PRICED, "dygn | budget\nhvb |")
    assert found.is_empty
    assert found.plot is None
