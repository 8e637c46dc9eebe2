"""What has changed between two reports, in words: figures as printed, statuses, texts, rows, and what only one mall has."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from drawing import report, template
from reportgen.compare.story import Comparison, Kind, Line, comparison, summary
from reportgen.compare.words import Fate
from reportgen.derive.description import described
from reportgen.derive.report import derive
from reportgen.model.report import Report
from reportgen.spec.schema import TemplateSpec

SPEC = template("""
    [[skala]]
    nyckel = "lage"
    niva = [{ nyckel = "bra", text = "Bra" }, { nyckel = "daligt", text = "Dåligt", symbol = "triangel", farg = "rod" }]

    [[tabell]]
    nyckel = "drift"
    titel = "Drift {ar}"
    enhet = "tkr"
    fria_rader = 2
    kolumn = [
        { nyckel = "post", typ = "etikett" },
        { nyckel = "utfall", rubrik = "Utfall {spann}" },
        { nyckel = "andel", rubrik = "Andel", typ = "procent", decimaler = 1, summeras = false },
        { nyckel = "lage", rubrik = "Läge", typ = "status", skala = "lage" },
        { nyckel = "kommentar", rubrik = "Kommentar", typ = "text" },
    ]
    rad = [
        { nyckel = "vard", etikett = "Vård" },
        { nyckel = "skola", etikett = "Skola" },
        { nyckel = "totalt", etikett = "Totalt", typ = "summa", summera = ["vard", "skola"] },
    ]

    [[text]]
    nyckel = "inledning"
    rubrik = "Inledning"

    [[uppgift]]
    nyckel = "nummer"
    etikett = "Diarienummer"
""")


def told(before: Report, after: Report, other: TemplateSpec = SPEC) -> Comparison:
    sides = (described(derive(before, SPEC), SPEC), described(derive(after, other), other))
    return comparison(*sides, ("A", "B"), files=("a.xlsx", "b.xlsx"))


def lines(compared: Comparison) -> dict[str, Line]:
    return {str(line.place): line for section in compared.sections for line in section.lines}


def test_a_figure_stands_as_printed_with_difference_and_per_cent() -> None:
    found = lines(told(report(SPEC, "drift | utfall\nvard | 1200"), report(SPEC, "drift | utfall\nvard | 1500")))
    line = found["drift.vard.utfall"]
    assert (line.row, line.column, line.shown) == ("Vård", "Utfall jan–aug", ("1\u00a0200", "1\u00a0500"))
    assert (line.difference, line.per_cent, line.unit, line.computed) == ("+300", "+25,0", "tkr", False)


def test_a_sum_is_told_as_worked_out() -> None:
    before, after = (report(SPEC, f"drift | utfall\nvard | {n}\ntotalt |") for n in (1, 2))
    assert lines(told(before, after))["drift.totalt.utfall"].computed


def test_a_difference_that_rounding_hides_is_shown_whole() -> None:
    found = lines(told(report(SPEC, "drift | utfall\nvard | 1200,1"), report(SPEC, "drift | utfall\nvard | 1200,4")))
    line = found["drift.vard.utfall"]
    assert (line.shown, line.difference) == (("1\u00a0200,1", "1\u00a0200,4"), "+0,3")


def test_per_cent_differs_in_percentage_points() -> None:
    found = lines(told(report(SPEC, "drift | andel\nvard | 5"), report(SPEC, "drift | andel\nvard | 6,5")))
    line = found["drift.vard.andel"]
    assert (line.shown, line.unit) == (("5,0\u00a0%", "6,5\u00a0%"), "procentenheter")
    assert (line.difference, line.per_cent) == ("+1,5", "")


def test_empty_to_figure_has_no_difference() -> None:
    line = lines(told(report(SPEC, "drift | utfall\nvard |"), report(SPEC, "drift | utfall\nvard | 7")))[
        "drift.vard.utfall"
    ]
    assert (line.kind, line.shown, line.difference) == (Kind.FIGURE, ("", "7"), "")


def test_a_status_and_a_comment() -> None:
    before = report(SPEC, "drift | lage | kommentar\nvard | Bra | Det går bra för oss")
    after = report(SPEC, "drift | lage | kommentar\nvard | Dåligt | Det går dåligt för oss")
    found = lines(told(before, after))
    assert found["drift.vard.lage"].kind is Kind.STATUS
    changed = [(piece.fate, piece.text) for piece in found["drift.vard.kommentar"].words if piece.fate is not Fate.SAME]
    assert changed == [(Fate.REMOVED, "bra"), (Fate.ADDED, "dåligt")]


def test_texts_are_compared_with_the_figures_of_their_fields() -> None:
    text = {"inledning": "Kostnaden är {{drift.vard.utfall}} i år, {{namnd}}"}
    before = report(SPEC, "drift | utfall\nvard | 5", texts=text)
    after = report(SPEC, "drift | utfall\nvard | 6", texts={"inledning": text["inledning"] + " säger"})
    changed = [
        piece.text for piece in lines(told(before, after))["text.inledning"].words if piece.fate is not Fate.SAME
    ]
    assert changed == ["5", "6", " säger"]


def test_a_text_that_only_one_side_has_stands_with_its_figures_too() -> None:
    before = report(SPEC, "drift | utfall\nvard | 5", texts={"inledning": "Kostnaden är {{drift.vard.utfall}}"})
    after = report(SPEC, "drift | utfall\nvard | 5")
    assert lines(told(before, after))["text.inledning"].shown == ("Kostnaden är 5", "")
    assert lines(told(after, before))["text.inledning"].shown == ("", "Kostnaden är 5")


def test_rows_that_came_went_and_were_renamed_are_told() -> None:
    before = report(SPEC, "drift | utfall\nvard | 1\nny_01: Torg | 2")
    after = report(SPEC, "drift | utfall\nvard | 1\nny_01: Simhall | 2")
    first, *rest = after.tables["drift"].rows
    after = after.with_tables({"drift": replace(after.tables["drift"], rows=(replace(first, label="Omsorg"), *rest))})
    (section,) = told(before, after).sections
    assert set(section.remarks) == {"Raden Vård heter nu Omsorg.", "Raden Torg är borta.", "Raden Simhall är ny."}


def test_headings_of_two_periods_are_told_once() -> None:
    before = report(SPEC, "drift | utfall\nvard | 1", period="2024-03")
    after = report(SPEC, "drift | utfall\nvard | 2", period="2024-08")
    (section,) = told(before, after).sections
    assert section.remarks == ("Kolumnen Utfall jan–mar jämförs med Utfall jan–aug.",)
    assert section.title == "Drift 2024"


def test_what_only_one_mall_has_is_told_once_and_not_cell_by_cell() -> None:
    other = template("""
        [[tabell]]
        nyckel = "mal"
        titel = "Mål"
        kolumn = [{ nyckel = "namn", typ = "etikett" }, { nyckel = "utfall", rubrik = "Utfall" }]
        rad = [{ nyckel = "ett", etikett = "Ett" }]

        [[text]]
        nyckel = "inledning"
        rubrik = "Inledning"
    """)
    before = report(SPEC, "drift | utfall\nvard | 1", texts={"inledning": "Samma"})
    compared = told(before, report(other, "mal | utfall\nett | 3", texts={"inledning": "Samma"}), other)
    assert compared.sections == ()
    assert compared.remarks == ("Tabeller som bara finns i A: Drift 2024.", "Tabeller som bara finns i B: Mål.")


def test_rows_of_the_same_name_are_told_by_their_heading() -> None:
    spec = template("""
        [[tabell]]
        nyckel = "serie"
        titel = "Serie"
        kolumn = [{ nyckel = "namn", typ = "etikett" }, { nyckel = "jan" }]
        rad = [
            { nyckel = "r1", etikett = "Hushåll", typ = "rubrik" }, { nyckel = "a", etikett = "2025" },
            { nyckel = "r2", etikett = "Dygn", typ = "rubrik" }, { nyckel = "b", etikett = "2025" },
        ]
    """)
    before, after = (report(spec, f"serie | jan\nr1 |\na | 1\nr2 |\nb | {n}") for n in (1, 2))
    compared = comparison(
        described(derive(before, spec), spec), described(derive(after, spec), spec), ("A", "B"), files=("a", "b")
    )
    assert [line.row for line in lines(compared).values()] == ["Dygn: 2025"]


def test_the_summary_counts_by_kind() -> None:
    before = report(SPEC, "drift | utfall | lage\nvard | 1 | Bra\nskola | 2 |")
    after = report(SPEC, "drift | utfall | lage\nvard | 2 | Dåligt\nskola | 3 |", facts={"nummer": "SN 1"})
    assert summary(told(before, after)) == "2 siffror, 1 bedömning och 1 text har ändrats."
    assert summary(told(before, before)) == "Inga siffror, bedömningar eller texter har ändrats."


def test_exact_values_are_kept_beside_the_printed() -> None:
    found = lines(told(report(SPEC, "drift | utfall\nvard | 1,25"), report(SPEC, "drift | utfall\nvard | 3,75")))
    assert (found["drift.vard.utfall"].before, found["drift.vard.utfall"].after) == (Decimal("1.25"), Decimal("3.75"))


def test_personal_numbers_are_masked_in_texts_names_and_values() -> None:
    before = report(
        SPEC,
        "drift | utfall | kommentar\nfri_01: 19121212-1212 | 1 | 191212121212 flyttade",
        texts={"inledning": "A 121212-1212."},
    )
    after = report(
        SPEC,
        "drift | utfall | kommentar\nfri_01: 19121212-1212 | 2 | kvar",
        texts={"inledning": "A 121212-1212 och B."},
    )
    compared = told(before, after)
    assert "1212-1212" not in repr(compared.sections)
    assert "12121212 " not in repr(compared.sections)
    assert lines(compared)["text.inledning"].shown == ("A 121212-****.", "A 121212-**** och B.")
