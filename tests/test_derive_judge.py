"""A status follows from the row's own figures, or from the rows it owns; what a person entered counts before both."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drawing import report, template
from reportgen.derive.judge import judge
from reportgen.derive.report import derive
from reportgen.model.errors import SpecError
from reportgen.model.position import Place
from reportgen.model.report import Report
from reportgen.model.value import Origin
from reportgen.spec.schema import TemplateSpec

MOT_MAL = """{ varde = "prognos", mot = "mal", vill_ur = "riktning",
    uppfyllt = "uppfyllt", ej = "ej_uppfyllt", saknas = "inget_varde" }""".replace("\n", "")
MOT_FG = """{ varde = "prognos", mot = "fg", vill_ur = "riktning",
    battre = "positiv", lika = "oforandrad", samre = "negativ", saknas = "ej_utvarderad" }""".replace("\n", "")

MATT = template("""
    [[skala]]
    nyckel = "bedomning"
    niva = [
      { nyckel = "uppfyllt", text = "Uppfyllt", rang = 2 },
      { nyckel = "ej_uppfyllt", text = "Ej uppfyllt", rang = 1 },
      { nyckel = "inget_varde", text = "Inget värde" },
    ]
    [[skala]]
    nyckel = "trend"
    niva = [
      { nyckel = "positiv", text = "Positiv" },
      { nyckel = "oforandrad", text = "Oförändrad" },
      { nyckel = "negativ", text = "Negativ" },
      { nyckel = "ej_utvarderad", text = "Ej utvärderad" },
    ]
    [[tabell]]
    nyckel = "matt"
    titel = "Mått"
    form = "register"
    fria_rader = 2
    kolumn = [
      { nyckel = "matt", typ = "etikett" },
      { nyckel = "riktning", typ = "text", skrivs_ut = false },
      { nyckel = "fg", typ = "varde" },
      { nyckel = "mal", typ = "varde" },
      { nyckel = "prognos", typ = "varde" },
      { nyckel = "bedomning", typ = "status", skala = "bedomning", bedoms = MOT_MAL },
      { nyckel = "trend", typ = "status", skala = "trend", bedoms = MOT_FG },
    ]
    rad = [
      { nyckel = "nojd", etikett = "Nöjda", vill = "upp" },
      { nyckel = "vantan", etikett = "Väntetid", vill = "ner", decimaler = 1 },
      { nyckel = "oklar", etikett = "Utan riktning" },
    ]
""".replace("MOT_MAL", MOT_MAL).replace("MOT_FG", MOT_FG))  # fmt: skip


def judged(figures: str, row: str = "nojd") -> tuple[str, str]:
    """Judgement and trend of one row of figures: last year's, goal, forecast."""
    entered = report(MATT, f"matt | fg | mal | prognos\n{row} | {figures}")
    table = derive(entered, MATT).table("matt")
    return table.cell(row, "bedomning").text, table.cell(row, "trend").text


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ("70 | 80 | 81", ("Uppfyllt", "Positiv")),
        ("80 | 80 | 80", ("Uppfyllt", "Oförändrad")),
        ("85 | 80 | 79", ("Ej uppfyllt", "Negativ")),
        ("85 | 80 |", ("Inget värde", "Ej utvärderad")),
        ("- | 80 | 90", ("Uppfyllt", "Ej utvärderad")),
        ("85 | Öka | 90", ("", "Positiv")),
        ("85 | 80 | Bra", ("", "")),
    ],
)
def test_value_is_judged_against_goal_and_last_year(figures: str, expected: tuple[str, str]) -> None:
    assert judged(figures) == expected


def test_lower_is_better_when_the_row_wants_it_so() -> None:
    assert judged("5,5 | 4,0 | 4,1", "vantan") == ("Ej uppfyllt", "Positiv")


def test_figures_that_print_alike_are_alike() -> None:
    assert judged("79,6 | 80 | 79,5") == ("Uppfyllt", "Oförändrad")
    assert judged("4,04 | 4 | 4,04", "vantan") == ("Uppfyllt", "Oförändrad")


def test_without_a_wanted_direction_nothing_is_judged() -> None:
    assert judged("70 | 80 | 90", "oklar") == ("", "")


def test_direction_of_a_free_row_is_the_word_in_its_cell() -> None:
    entered = report(
        MATT,
        """
        matt           | riktning | fg | mal | prognos
        fri_01: Kötid  | ner      | 9  | 8   | 7
        fri_02: Betyg  | Upp      | 9  | 8   | 7
        """,
    )
    table = derive(entered, MATT).table("matt")
    assert [row.cell("bedomning").text for row in table.rows] == ["Uppfyllt", "Ej uppfyllt"]


def test_direction_of_the_malls_rows_stands_in_its_column() -> None:
    derived = derive(report(MATT, "matt | mal\nnojd | 80\noklar | 80"), MATT).table("matt")
    assert derived.cell("nojd", "riktning").value == "upp"
    assert derived.cell("nojd", "riktning").origin is Origin.STANDING
    assert derived.cell("oklar", "riktning").is_empty


def test_entered_status_stays_and_an_empty_one_is_told_as_worked_out() -> None:
    drawn = "matt | mal | prognos | bedomning\nnojd | 80 | 90 | Ej uppfyllt\nvantan | 4 | 3 |"
    derived = derive(report(MATT, drawn), MATT).table("matt")
    assert (derived.cell("nojd", "bedomning").text, derived.cell("nojd", "bedomning").origin) == (
        "Ej uppfyllt",
        Origin.ENTERED,
    )
    assert (derived.cell("vantan", "bedomning").text, derived.cell("vantan", "bedomning").origin) == (
        "Uppfyllt",
        Origin.COMPUTED,
    )


def test_a_dash_is_a_person_s_word_that_there_is_no_status() -> None:
    derived = derive(report(MATT, "matt | mal | prognos | bedomning\nnojd | 80 | 90 | -"), MATT)
    assert str(derived.table("matt").cell("nojd", "bedomning").value) == "–"


def test_judge_tells_what_the_mall_gives_whatever_was_entered() -> None:
    derived = derive(report(MATT, "matt | mal | prognos | bedomning\nnojd | 80 | 90 | Ej uppfyllt"), MATT)
    spec = MATT.tables[0]
    column = spec.column("bedomning")
    assert column is not None
    found = judge(derived, MATT).judgement(spec, derived.table("matt").rows[0], column)
    assert found is not None
    assert (found.level.key, found.rule) == ("uppfyllt", None)


# --- rules ------------------------------------------------------------------------------------------------------------

MAL = """
    [[skala]]
    nyckel = "farg"
    niva = [
      { nyckel = "gron", text = "Grön", rang = 3 },
      { nyckel = "gul", text = "Gul", rang = 2 },
      { nyckel = "rod", text = "Röd", rang = 1 },
      { nyckel = "gra", text = "Ej mätt" },
    ]
    [[tabell]]
    nyckel = "kf"
    titel = "Kommunens mål"
    form = "register"
    kolumn = [{ nyckel = "mal", typ = "etikett" }, { nyckel = "farg", typ = "status", skala = "farg" }]
    rad = [{ nyckel = "k1", etikett = "Trygghet" }]
    [[tabell]]
    nyckel = "namnd"
    titel = "Nämndens mål"
    form = "register"
    foralder = "kf"
    kolumn = [{ nyckel = "mal", typ = "etikett" }, { nyckel = "farg", typ = "status", skala = "farg" }]
    rad = [
      { nyckel = "m1", etikett = "Första", foralder = "k1" },
      { nyckel = "m2", etikett = "Andra", foralder = "k1" },
    ]
    [[tabell]]
    nyckel = "matt"
    titel = "Mått"
    form = "register"
    foralder = "namnd"
    kolumn = [{ nyckel = "matt", typ = "etikett" }, { nyckel = "farg", typ = "status", skala = "farg" }]
    rad = [
      { nyckel = "a", etikett = "A", foralder = "m1" },
      { nyckel = "b", etikett = "B", foralder = "m1" },
      { nyckel = "c", etikett = "C", foralder = "m1" },
      { nyckel = "d", etikett = "D", foralder = "m2" },
    ]
"""


def rule(demand: str, *, rest: str = 'annars = "gul"', judged: str = "namnd", children: str = "matt") -> str:
    return f"""
    [[regel]]
    nyckel = "regel_{judged}"
    text = "Så många ska vara gröna."
    register = "{judged}"
    barn = "{children}"
    kolumn = "farg"
    kolumn_resultat = "farg"
    uppfylld = "gron"
    {rest}
    [[regel.krav]]
    {demand}
    """


def coloured(*rules: str, **colours: str) -> tuple[TemplateSpec, Report]:
    """The mall with these rules, and the report with these colours of measures and goals."""
    spec = template(MAL + "".join(rules))
    lines = {key: "\n".join([f"{key} | farg", *(f"{row.key} | {colours.get(row.key, '')}" for row in table.rows)])
             for table in spec.tables for key in [table.key]}  # fmt: skip
    return spec, derive(report(spec, "\n\n".join(lines.values())), spec)


def goal(demand: str, a: str, b: str, c: str, *, rest: str = 'annars = "gul"') -> str:
    _, derived = coloured(rule(demand, rest=rest), a=a, b=b, c=c)
    return derived.table("namnd").cell("m1", "farg").text


@pytest.mark.parametrize(
    ("colours", "expected"),
    [
        (("Grön", "Grön", "Röd"), "Grön"),
        (("Grön", "Gul", "Gul"), "Gul"),
        (("Grön", "Grön", ""), "Grön"),
        (("Grön", "Gul", ""), ""),
        (("Gul", "Gul", ""), "Gul"),
        (("Ej mätt", "Ej mätt", "Grön"), "Gul"),
    ],
)
def test_at_least_so_many_have_reached_the_level(colours: tuple[str, str, str], expected: str) -> None:
    """While a status is missing that could decide, nothing is said."""
    assert goal('minst = 2\nniva = "gron"', *colours) == expected


def test_higher_levels_have_reached_it_too() -> None:
    assert goal('minst = 3\nniva = "gul"', "Grön", "Gul", "Grön") == "Grön"


def test_a_child_that_must_reach_it_decides_alone() -> None:
    demand = 'minst = 2\nniva = "gron"\nmaste = ["c"]'
    assert goal(demand, "Grön", "Grön", "Gul") == "Gul"
    assert goal(demand, "Grön", "Gul", "Grön") == "Grön"


def test_the_others_have_a_least_level_too() -> None:
    demand = 'minst = 2\nniva = "gron"\novriga_minst = "gul"'
    assert goal(demand, "Grön", "Grön", "Gul") == "Grön"
    assert goal(demand, "Grön", "Grön", "Röd") == "Gul"


def test_without_annars_a_rule_that_is_not_met_says_nothing() -> None:
    assert goal('minst = 3\nniva = "gron"', "Grön", "Grön", "Gul", rest="") == ""


def test_of_several_rules_the_first_that_gives_a_level_counts() -> None:
    green = rule('minst = 3\nniva = "gron"', rest="")
    otherwise = rule('minst = 1\nniva = "gron"', rest='annars = "rod"').replace('uppfylld = "gron"', 'uppfylld = "gul"')
    for colours, expected in ((("Grön",) * 3, "Grön"), (("Grön", "Gul", "Gul"), "Gul"), (("Gul",) * 3, "Röd")):
        _, derived = coloured(green, otherwise, **dict(zip("abc", colours, strict=True)))
        assert derived.table("namnd").cell("m1", "farg").text == expected


def test_demand_concerns_the_rows_it_names() -> None:
    _, derived = coloured(rule('for = ["m2"]\nminst = 1\nniva = "gron"'), a="Grön", b="Grön", c="Grön", d="Röd")
    assert [row.cell("farg").text for row in derived.table("namnd").rows] == ["", "Gul"]


def test_goals_that_are_judged_themselves_are_rolled_up() -> None:
    every = rule('ovriga_minst = "gron"', judged="kf", children="namnd")
    own = rule('minst = 1\nniva = "gron"')
    _, derived = coloured(every, own, a="Grön", b="Röd", c="Röd", d="Grön")
    assert derived.table("kf").cell("k1", "farg").text == "Grön"
    _, derived = coloured(every, own, a="Grön", b="Röd", c="Röd", d="Grön", m2="Gul")
    assert derived.table("kf").cell("k1", "farg").text == "Gul"


def test_free_children_count_for_the_row_they_are_put_under() -> None:
    spec = template(MAL.replace('nyckel = "matt"\n    titel', 'nyckel = "matt"\n    fria_rader = 1\n    titel')
                    + rule('minst = 2\nniva = "gron"'))  # fmt: skip
    entered = report(spec, "namnd | farg\nm1 |\nm2 |\n\nmatt | farg\nd | Grön\nfri_01: Eget | Grön")
    matt = entered.table("matt")
    rows = tuple(replace(row, parent="m2") for row in matt.rows)
    derived = derive(entered.with_tables({"matt": replace(matt, rows=rows)}), spec)
    assert derived.cell(Place("namnd", "m2", "farg")).text == "Grön"


def test_judgement_of_a_row_by_itself_is_refused() -> None:
    spec = template("""
        [[skala]]
        nyckel = "farg"
        niva = [{ nyckel = "gron", text = "Grön", rang = 2 }]
        [[tabell]]
        nyckel = "mal"
        titel = "Mål"
        form = "register"
        foralder = "mal"
        kolumn = [{ nyckel = "mal", typ = "etikett" }, { nyckel = "farg", typ = "status", skala = "farg" }]
        rad = [{ nyckel = "m", etikett = "M", foralder = "m" }]
        """ + rule('minst = 1\nniva = "gron"', rest="", judged="mal", children="mal"))  # fmt: skip
    with pytest.raises(SpecError, match="räknas ut ur sig själv"):
        derive(report(spec, "mal | farg\nm |"), spec)
