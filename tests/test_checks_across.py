"""The mall's own checks hold two formulas together, column by column, with the severity the mall gives."""

from __future__ import annotations

import pytest

from drawing import context, report, seen, template
from reportgen.checks.across import check_agreements
from reportgen.model.finding import Severity
from reportgen.spec.schema import TemplateSpec

TABLES = """
    [kolumnmall]
    [[kolumnmall.ekonomi]]
    nyckel = "utfall"
    rubrik = "Utfall {spann} {ar}"
    [[kolumnmall.ekonomi]]
    nyckel = "budget"
    rubrik = "Budget"

    [[tabell]]
    nyckel = "drift"
    titel = "Drift"
    decimaler = 1
    kolumner_fran = "ekonomi"
    [[tabell.kolumn]]
    nyckel = "post"
    typ = "etikett"
    [[tabell.rad]]
    nyckel = "barn"
    etikett = "Barn"
    [[tabell.rad]]
    nyckel = "vuxna"
    etikett = "Vuxna"
    [[tabell.rad]]
    nyckel = "totalt"
    etikett = "Totalt"
    typ = "summa"
    summera = ["barn", "vuxna"]

    [[tabell]]
    nyckel = "resultat"
    titel = "Resultat"
    decimaler = 1
    kolumner_fran = "ekonomi"
    [[tabell.kolumn]]
    nyckel = "post"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "andel"
    rubrik = "Andel"
    typ = "procent"
    decimaler = 1
    [[tabell.rad]]
    nyckel = "netto"
    etikett = "Nettokostnad"
"""

NETTO = template(
    TABLES
    + """
    [[kontroll]]
    nyckel = "netto"
    text = "Nettokostnaden {ar}"
    vanster = "drift.totalt.{kolumn}"
    hoger = "resultat.netto.{kolumn}"
    kolumner = ["utfall", "budget"]
"""
)


def andel(severity: str = "fel") -> TemplateSpec:
    return template(
        TABLES
        + f"""
    [[kontroll]]
    nyckel = "andel"
    text = "Barnens andel"
    vanster = "resultat.netto.andel"
    hoger = "drift.barn.utfall / drift.totalt.utfall * 100"
    grad = "{severity}"
"""
    )


def test_two_tables_that_differ_are_found_in_the_column_where_they_do() -> None:
    drawn = report(
        NETTO,
        """
        drift  | utfall | budget
        barn   | 5,0    | 5,0
        vuxna  | 4,0    | 4,0
        totalt |        |

        resultat | utfall | budget
        netto    | 9,1    | 9,3
        """,
    )
    (finding,) = check_agreements(context(NETTO, drawn))
    assert seen([finding]) == [("KONTROLL_FEL", "Drift!D6")]
    assert str(finding.place) == "kontroll.netto.budget"
    assert finding.message == (
        "Nettokostnaden 2024, Budget: 9,0 mot 9,3 (skillnad −0,3, avrundning förklarar högst 0,15)."
    )
    assert finding.advice == "Jämför Totalt i Drift med Nettokostnad i Resultat och rätta den som är fel."


def test_two_tables_within_rounding_are_silent() -> None:
    drawn = report(
        NETTO,
        """
        drift  | utfall | budget
        barn   | 5,0    | 5,0
        vuxna  | 4,0    | 4,0
        totalt |        |

        resultat | utfall | budget
        netto    | 9,1    | 8,9
        """,
    )
    assert seen(check_agreements(context(NETTO, drawn))) == []


def test_side_without_a_value_is_silent() -> None:
    drawn = report(NETTO, "drift | utfall\nbarn | 5,0\ntotalt |\n\nresultat | utfall\nnetto |")
    assert seen(check_agreements(context(NETTO, drawn))) == []


@pytest.mark.parametrize(
    ("grad", "code", "severity"),
    [
        ("fel", "KONTROLL_FEL", Severity.FEL),
        ("varning", "KONTROLL_VARNING", Severity.VARNING),
        ("notis", "KONTROLL_NOTIS", Severity.NOTIS),
    ],
)
def test_share_is_held_against_its_parts_with_the_malls_severity(grad: str, code: str, severity: Severity) -> None:
    """50 of 100 is 50 %, at most 50.06 with rounding: 50.1 % could be printed, 50.2 % could not."""
    spec = andel(grad)
    text = "drift | utfall\nbarn | 50,0\nvuxna | 50,0\ntotalt |\n\nresultat | andel\nnetto | {share}"
    (finding,) = check_agreements(context(spec, report(spec, text.format(share="50,2"))))
    assert seen([finding]) == [(code, "Resultat!E4")]
    assert finding.severity is severity
    assert seen(check_agreements(context(spec, report(spec, text.format(share="50,1"))))) == []


def test_check_without_bound_is_silent() -> None:
    """A share of something that rounding may have made of zero says nothing."""
    spec = andel()
    drawn = report(spec, "drift | utfall\nbarn | 0,1\nvuxna | -0,1\ntotalt |\n\nresultat | andel\nnetto | 77,0")
    assert seen(check_agreements(context(spec, drawn))) == []


MANADER = template("""
    [kolumnmall]
    [[kolumnmall.kvartal]]
    nyckel = "jan"
    typ = "antal"
    [[kolumnmall.kvartal]]
    nyckel = "feb"
    typ = "antal"
    [[kolumnmall.kvartal]]
    nyckel = "mar"
    typ = "antal"

    [[tabell]]
    nyckel = "dygn"
    titel = "Dygn"
    kolumner_fran = "kvartal"
    [[tabell.kolumn]]
    nyckel = "ar"
    typ = "etikett"
    [[tabell.rad]]
    nyckel = "fg"
    etikett = "{ar-1}"
    [[tabell.rad]]
    nyckel = "i_ar"
    etikett = "{ar}"

    [[tabell]]
    nyckel = "personer"
    titel = "Personer"
    kolumner_fran = "kvartal"
    [[tabell.kolumn]]
    nyckel = "ar"
    typ = "etikett"
    [[tabell.rad]]
    nyckel = "fg"
    etikett = "{ar-1}"
    [[tabell.rad]]
    nyckel = "i_ar"
    etikett = "{ar}"

    [[kontroll]]
    nyckel = "tak"
    text = "Dygn mot personer gånger dygn"
    vanster = "dygn.{rad}.{kolumn}"
    relation = "hogst"
    hoger = "personer.{rad}.{kolumn} * dygn_{kolumn}"
    rader = ["fg", "i_ar"]
    kolumner_fran = "kvartal"
    grad = "varning"
""")


def dygn(fg: str, i_ar: str) -> list[tuple[str, str]]:
    drawn = report(
        MANADER,
        f"""
        dygn | jan | feb | mar
        fg   | {fg}
        i_ar | {i_ar}

        personer | jan | feb | mar
        fg       | 3   | 2   | 3
        i_ar     | 3   | 2   | 3
        """,
        period="2024-03",
    )
    return [(str(f.at), f.found) for f in check_agreements(context(MANADER, drawn))]


def test_bound_that_holds_is_silent_and_a_leap_day_counts_in_its_year_only() -> None:
    """Two persons: 58 days in February 2024, 56 in 2023."""
    assert dygn("93 | 56 | 60", "93 | 58 | 60") == []
    assert dygn("93 | 58 | 60", "93 | 58 | 60") == [("Dygn!D4", "58")]


def test_cells_of_one_row_that_pass_the_same_bound_are_one_finding_at_the_worst() -> None:
    assert dygn("99 | 80 | 60", "93 | 58 | 98") == [("Dygn!D4", "99, 80"), ("Dygn!E5", "98")]


def test_lower_bound_is_found_from_below_only() -> None:
    spec = template(
        TABLES
        + """
    [[kontroll]]
    nyckel = "minst"
    text = "Barnen är minst hälften"
    vanster = "drift.barn.utfall"
    relation = "minst"
    hoger = "drift.vuxna.utfall"
    """
    )
    text = "drift | utfall\nbarn | {}\nvuxna | 5,0\ntotalt |"
    assert seen(check_agreements(context(spec, report(spec, text.format("4,0"))))) == [("KONTROLL_FEL", "Drift!C4")]
    assert seen(check_agreements(context(spec, report(spec, text.format("9,0"))))) == []


def test_known_difference_is_a_notice_with_the_malls_reason() -> None:
    spec = template(
        TABLES
        + """
    [[kontroll]]
    nyckel = "netto"
    text = "Netto"
    vanster = "drift.barn.{kolumn}"
    hoger = "resultat.netto.{kolumn}"
    kolumner = ["utfall", "budget"]
    bro = "drift.vuxna.{kolumn}"
    bro_skal = "De vuxna bokförs i den ena"
    """
    )
    text = "drift | utfall | budget\nbarn | 5,0 | 5,0\nvuxna | 2,0 | {}\ntotalt | |\n\n"
    text += "resultat | utfall | budget\nnetto | 3,0 | 3,0"
    one, other = check_agreements(context(spec, report(spec, text.format("2,0"))))
    assert seen([one, other]) == [("KONTROLL_BRO", "Drift!C4"), ("KONTROLL_BRO", "Drift!D4")]
    assert one.reason == "De vuxna bokförs i den ena"
    assert not one.stops_report
    known, left = check_agreements(context(spec, report(spec, text.format("1,0"))))
    assert seen([known, left]) == [("KONTROLL_BRO", "Drift!C4"), ("KONTROLL_FEL", "Drift!D4")]
    assert left.stops_report


def test_months_so_far_are_summed_by_the_period() -> None:
    spec = template(
        """
    [[tabell]]
    nyckel = "serie"
    titel = "Serie"
    kolumner_fran = "manader"
    [[tabell.kolumn]]
    nyckel = "matt"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "period"
    typ = "tal"
    formel = "hittills()"
    [[tabell.rad]]
    nyckel = "hushall"
    etikett = "Hushåll"

    [[kontroll]]
    nyckel = "summa"
    text = "Summa"
    vanster = "serie.hushall.period"
    hoger = "hittills(serie.hushall)"
    """
    )
    drawn = report(spec, "serie | jan | feb | mar | apr\nhushall | 1 | 2 | 4 | 8", period="2024-03")
    made = context(spec, drawn)
    assert made.derived.table("serie").cell("hushall", "period").number == 7
    assert seen(check_agreements(made)) == []


def test_comparison_whose_figures_are_not_all_there_is_not_made() -> None:
    """What lacks is told in its own cell; the difference is no second fault."""
    drawn = """
        drift | utfall | budget
        barn  | oklart | 1,0
        vuxna | 2,0    | 2,0
        totalt |       |

        resultat | utfall | budget
        netto    | 9,0    | 9,0
        """
    findings = check_agreements(context(NETTO, report(NETTO, drawn)))
    assert [finding.place.column or str(finding.place) for finding in findings if finding.place] == ["budget"]
