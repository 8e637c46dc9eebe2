"""Sums are held against their parts and of-which rows against their whole, at the cell, within what rounding explains."""

from __future__ import annotations

from drawing import context, report, seen, template
from reportgen.checks.sums import check_of_which, check_of_which_signs, check_sums

GIVEN = template("""
    [[tabell]]
    nyckel = "resultat"
    titel = "Resultat"
    decimaler = 1

    [[tabell.kolumn]]
    nyckel = "post"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "utfall"
    rubrik = "Utfall {spann} {ar}"
    [[tabell.kolumn]]
    nyckel = "budget"
    [[tabell.kolumn]]
    nyckel = "antal"
    typ = "antal"

    [[tabell.rad]]
    nyckel = "a"
    etikett = "Avgifter"
    [[tabell.rad]]
    nyckel = "b"
    etikett = "Bidrag"
    [[tabell.rad]]
    nyckel = "summa"
    etikett = "Summa"
    typ = "summa"
    summera = ["a", "b"]
    inmatning = "ja"
    [[tabell.rad]]
    nyckel = "c"
    etikett = "Lokaler"
    [[tabell.rad]]
    nyckel = "totalt"
    etikett = "Totalt"
    typ = "summa"
    summera = ["summa", "c"]
    inmatning = "valfri"
""")


def test_given_sum_beyond_rounding_is_found_at_its_cell_with_its_parts() -> None:
    drawn = report(
        GIVEN,
        """
        resultat | utfall | budget
        a        | 1,0    | 1,0
        b        | 2,0    | 2,0
        summa    | 3,0    | 3,3
        """,
    )
    (finding,) = check_sums(context(GIVEN, drawn))
    assert seen([finding]) == [("SUMMA_FEL", "Resultat!D6")]
    assert (finding.found, finding.expected) == ("3,3", "3,0")
    assert (finding.details["difference"], finding.details["tolerance"]) == ("0,3", "0,15")
    assert finding.advice == "Rätta summan eller någon av raderna Avgifter, Bidrag."


def test_given_sum_rounded_by_itself_is_silent() -> None:
    """Three figures of one decimal: half a tenth each, 0.15 in all."""
    drawn = report(
        GIVEN,
        """
        resultat | utfall | budget
        a        | 1,0    | 1,0
        b        | 2,0    | 2,0
        summa    | 3,1    | 2,9
        """,
    )
    assert seen(check_sums(context(GIVEN, drawn))) == []


def test_typed_over_sum_is_held_against_its_parts() -> None:
    drawn = report(
        GIVEN,
        """
        resultat | utfall
        a        | 1,0
        b        | 2,0
        summa    | 3,0
        c        | 1,0
        totalt   | 5,0
        """,
    )
    assert seen(check_sums(context(GIVEN, drawn))) == [("SUMMA_FEL", "Resultat!C8")]


def test_given_sum_is_a_figure_of_its_own_in_the_sum_above_it() -> None:
    """The total is 3.1 + 1.0 = 4.1 of two rounded figures, whatever the rows of the given sum add up to."""
    drawn = report(
        GIVEN,
        """
        resultat | utfall
        a        | 1,0
        b        | 2,0
        summa    | 3,1
        c        | 1,0
        totalt   | 4,2
        """,
    )
    assert seen(check_sums(context(GIVEN, drawn))) == []


def test_sum_left_as_formula_and_sum_of_empty_rows_are_silent() -> None:
    drawn = report(
        GIVEN,
        """
        resultat | utfall | budget
        a        | 1,0    |
        b        | 2,0    |
        summa    | 3,0    | 9,0
        totalt   |        |
        """,
    )
    assert seen(check_sums(context(GIVEN, drawn))) == []


def test_sum_of_counts_is_exact() -> None:
    drawn = report(
        GIVEN,
        """
        resultat | antal
        a        | 3
        b        | 1
        summa    | 5
        """,
    )
    assert seen(check_sums(context(GIVEN, drawn))) == [("SUMMA_FEL", "Resultat!E6")]


OF_WHICH = template("""
    [[tabell]]
    nyckel = "drift"
    titel = "Drift"
    decimaler = 1

    [[tabell.kolumn]]
    nyckel = "post"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "utfall"
    [[tabell.kolumn]]
    nyckel = "budget"
    [[tabell.kolumn]]
    nyckel = "avvikelse"
    formel = "utfall - budget"
    [[tabell.kolumn]]
    nyckel = "andel"
    typ = "procent"

    [[tabell.rad]]
    nyckel = "kostnader"
    etikett = "Kostnader"
    [[tabell.rad]]
    nyckel = "kapital"
    etikett = "varav kapitalkostnader"
    typ = "varav"
    varav_av = "kostnader"
    [[tabell.rad]]
    nyckel = "personal"
    etikett = "varav personal"
    typ = "varav"
    varav_av = "kostnader"
    [[tabell.rad]]
    nyckel = "summa"
    etikett = "Summa"
    typ = "summa"
    summera = ["kostnader", "ovrigt"]
    [[tabell.rad]]
    nyckel = "ovrigt"
    etikett = "Övrigt"
    [[tabell.rad]]
    nyckel = "hyra"
    etikett = "varav hyra"
    typ = "varav"
    varav_av = "summa"
""")


def test_of_which_row_larger_than_its_whole_is_found() -> None:
    drawn = report(
        OF_WHICH,
        """
        drift     | utfall | budget
        kostnader | -10,0  | -10,0
        kapital   | -10,1  | -9,9
        """,
    )
    (finding,) = check_of_which(context(OF_WHICH, drawn))
    assert seen([finding]) == [("VARAV_STORRE", "Drift!C5")]
    assert (finding.found, finding.expected, finding.details["whole"]) == ("−10,1", "−10,0", "Kostnader")


def test_of_which_rows_may_overlap_and_equal_their_whole() -> None:
    drawn = report(
        OF_WHICH,
        """
        drift     | utfall
        kostnader | -10,0
        kapital   | -10,0
        personal  | -8,0
        """,
    )
    assert seen(check_of_which(context(OF_WHICH, drawn))) == []


def test_of_which_row_is_not_held_against_a_variance_or_a_share() -> None:
    drawn = report(
        OF_WHICH,
        """
        drift     | utfall | budget | andel
        kostnader | -10,0  | -10,0  | 1,0
        kapital   | -5,0   | -2,0   | 3,0
        """,
    )
    assert seen(check_of_which(context(OF_WHICH, drawn))) == []


def test_of_which_row_of_a_sum_has_the_play_that_the_rounded_parts_of_the_sum_give() -> None:
    """-5.1 against -2.5 - 2.5: three figures off by half a tenth explain 0.1, not 0.2."""
    text = """
        drift     | utfall
        kostnader | -2,5
        ovrigt    | -2,5
        summa     |
        hyra      | -5,{tenths}
        """
    close, far = (report(OF_WHICH, text.format(tenths=tenths)) for tenths in (1, 2))
    assert seen(check_of_which(context(OF_WHICH, close))) == []
    assert seen(check_of_which(context(OF_WHICH, far))) == [("VARAV_STORRE", "Drift!C7")]


def test_of_which_row_with_the_other_sign_is_found() -> None:
    drawn = report(
        OF_WHICH,
        """
        drift     | utfall | budget
        kostnader | -10,0  | -10,0
        kapital   | 2,0    | -2,0
        """,
    )
    assert seen(check_of_which_signs(context(OF_WHICH, drawn))) == [("VARAV_TECKEN", "Drift!C5")]
    assert seen(check_of_which(context(OF_WHICH, drawn))) == []
