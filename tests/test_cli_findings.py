"""Findings for a person: by sheet, with cell, what is wrong, its row, what to do, and how to acknowledge."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click
import pytest

from drawing import report, template
from reportgen.cli.findings import findings_text, summary, them
from reportgen.derive.report import derive
from reportgen.model.finding import Code, Earlier, Finding
from reportgen.model.period import Period
from reportgen.model.position import CellRef, Place
from reportgen.model.report import Report
from reportgen.pipeline import Checked
from reportgen.spec.schema import Template, TemplateSpec

SUM = Finding(
    Code.SUMMA_FEL,
    CellRef("Resultaträkning", 14, "D"),
    Place("resultatrakning", "totalt", "utfall"),
    "−179,6",
    "−179,5",
    {"label": "Totalt", "heading": "Utfall", "difference": "−0,1", "tolerance": "0,05", "parts": "5, 12"},
)
DATE = Finding(Code.PERIOD_FEL, None, Place("uppgift", "period"), "augusti")
ROW = Finding(Code.RAD_NY, CellRef("Volymer", 9), Place("volymer", "ny_1"), "Stöd")
SETTLED = Finding(
    Code.VARDE_SAKNAS,
    CellRef("Volymer", 4, "C"),
    Place("volymer", "bou", "prognos"),
    details={"label": "BoU", "heading": "Prognos"},
    reason="Kommer i september.",
)


def checked(*findings: Finding) -> Checked:
    spec = TemplateSpec.model_validate(
        {"mall": {"namn": "prov", "titel": "Prov", "version": "1"}, "del": [{"titel": "Prov"}]}
    )
    report = Report("prov", "1", "Socialnämnden", Period(2024, 8))
    return Checked(Path("Nämnd åäö.xlsx"), Template(spec), report, report, findings, ("Resultaträkning", "Volymer"))


def shown(*findings: Finding, width: int | None = None) -> str:
    return click.unstyle(findings_text(checked(*findings), findings, width=width))


def test_findings_stand_under_their_sheet_with_cell_message_advice_code_and_place() -> None:
    assert shown(DATE, SUM, SETTLED, ROW) == (
        "Nämnd åäö.xlsx: mall prov, Socialnämnden, period 2024-08\n"
        "\n"
        "Arbetsboken\n"
        "  fel Perioden augusti kan inte läsas.\n"
        "    Skriv år och månad, till exempel 2024-08.\n"
        "    PERIOD_FEL | uppgift.period | augusti\n"
        "\n"
        "Resultaträkning\n"
        "  fel D14 Totalt, Utfall: summan är −179,6 men raderna ger −179,5 "
        "(skillnad −0,1, avrundning förklarar högst 0,05).\n"
        "    Rätta summan eller någon av raderna 5, 12.\n"
        "    SUMMA_FEL | resultatrakning.totalt.utfall | −179,6\n"
        "\n"
        "Volymer\n"
        "  fel C4 BoU, Prognos: värdet saknas.\n"
        "    Kvitterat: Kommer i september.\n"
        "    VARDE_SAKNAS | volymer.bou.prognos\n"
        "  notis 9 Raden Stöd är tillagd i tabellen volymer.\n"
        "    Inget, om raden ska vara med. Annars ta bort den.\n"
        "    RAD_NY | volymer.ny_1 | Stöd\n"
        "\n"
        "Börja med hela arbetsboken: Perioden augusti kan inte läsas.\n"
        "2 fel och 1 notis. Kvitterade: 1."
    )


def test_lines_keep_within_the_terminal() -> None:
    text = shown(DATE, SUM, SETTLED, ROW, width=60)
    assert max(map(len, text.splitlines()[1:])) <= 60
    whole = shown(DATE, SUM, SETTLED, ROW)
    assert text.split() == whole.split()


def test_only_some_are_shown_when_asked_but_all_are_counted() -> None:
    text = click.unstyle(findings_text(checked(SUM, ROW), [SUM], width=None))
    assert "SUMMA_FEL" in text
    assert "RAD_NY" not in text
    assert text.endswith("\n1 fel och 1 notis.")


@pytest.mark.parametrize(
    ("findings", "says"),
    [
        ((), "Inget att anmärka på."),
        ((SUM,), "1 fel."),
        ((SUM, SUM, ROW, ROW), "2 fel och 2 notiser."),
        ((SUM, ROW, Finding(Code.TABELL_DUBBEL), Finding(Code.MALLVERSION)), "2 fel, 1 varning och 1 notis."),
        ((SETTLED,), "Kvitterade: 1."),
    ],
)
def test_summary_counts_each_gravity_and_keeps_the_acknowledged_apart(findings: tuple[Finding, ...], says: str) -> None:
    assert summary(findings) == says


@pytest.mark.parametrize(
    ("findings", "says"), [((SUM,), "det"), ((ROW,), "den"), ((SETTLED,), "den"), ((SUM, ROW), "dem")]
)
def test_findings_are_called_as_many_as_they_are(findings: tuple[Finding, ...], says: str) -> None:
    assert them(findings) == says


def empty_cell(row: int) -> Finding:
    label = {"label": f"Rad {row}", "heading": "Prognos"}
    return Finding(
        Code.VARDE_SAKNAS, CellRef("Volymer", row, "C"), Place("volymer", f"rad_{row}", "prognos"), details=label
    )


def unwritten(n: int) -> Finding:
    return Finding(
        Code.TEXT_SAKNAS,
        CellRef("Volymer", n, "C"),
        Place("text", f"t{n}"),
        details={"label": f"Text {n}", "sheet": "Texter"},
    )


def test_many_of_one_kind_stand_together_with_what_to_do_once() -> None:
    text = shown(*map(unwritten, range(4, 9)), ROW)
    assert "  fel 5 av samma slag (TEXT_SAKNAS)\n    C4 Texten Text 4 är inte skriven. | text.t4\n" in text
    assert text.count("Skriv texten på bladet Texter") == 1
    assert "RAD_NY | volymer.ny_1 | Stöd" in text


def test_many_empty_cells_of_a_column_are_one_line_with_their_span() -> None:
    text = shown(*map(empty_cell, (4, 5, 6, 8, 10, 11)))
    assert "  fel 6 av samma slag (VARDE_SAKNAS)\n    C4–C6, C8, C10–C11 Prognos: 6 celler är tomma\n" in text
    assert "volymer.rad_4.prognos" not in text


def test_an_empty_cell_of_another_column_keeps_its_own_line() -> None:
    other = Finding(
        Code.VARDE_SAKNAS,
        CellRef("Volymer", 4, "D"),
        Place("volymer", "rad_4", "utfall"),
        details={"label": "Rad 4", "heading": "Utfall"},
    )
    text = shown(*map(empty_cell, range(4, 8)), other)
    assert "    C4–C7 Prognos: 4 celler är tomma\n    D4 Rad 4, Utfall: värdet saknas. | volymer.rad_4.utfall\n" in text


def test_many_fields_of_a_text_that_wait_for_values_are_one_line_that_names_the_values_once() -> None:
    fields = ("a.b.c|enhet", "a.b.c|bättre/sämre", "a.b.d", "varde.e|belopp")
    empty = [
        Finding(
            Code.FALT_TOMT,
            CellRef("Volymer", 10, "C"),
            Place("text", "inledning"),
            f"{{{{{field}}}}}",
            details={"label": "Inledning"},
        )
        for field in fields
    ]
    text = shown(*empty)
    assert "    C10 Inledning: fälten hämtar värden som inte är ifyllda: a.b.c, a.b.d, varde.e\n" in text
    assert text.count("C10") == 1 + text.count("Börja med Volymer C10")


def test_few_of_one_kind_stand_each_for_itself() -> None:
    assert shown(*map(empty_cell, range(4, 7))).count("Fyll i värdet") == 3


def test_an_acknowledged_finding_of_a_kind_stands_for_itself() -> None:
    text = shown(SETTLED, *map(empty_cell, range(5, 10)))
    assert "5 av samma slag" in text
    assert "Kvitterat: Kommer i september." in text


def test_many_together_keep_within_the_terminal() -> None:
    assert max(map(len, shown(*map(empty_cell, range(4, 9)), width=50).splitlines()[1:])) <= 50


def test_where_to_begin_is_the_gravest_of_what_can_explain_the_rest() -> None:
    sheet = Finding(Code.BLAD_SAKNAS, CellRef("Volymer"), Place("volymer"), expected="Volymer")
    assert "Börja med Volymer: Bladet Volymer saknas i arbetsboken." in shown(SUM, sheet, ROW)
    assert "Börja med" not in shown(SUM, ROW)


def test_a_finding_that_came_back_says_what_it_was_acknowledged_for() -> None:
    text = shown(replace(SUM, earlier=Earlier("−179,4", "−179,6", "Avrundning")))
    assert "    Kvitterades för −179,4; nu −179,6. Skälet då: Avrundning\n" in text


def test_the_row_of_a_finding_has_its_cell_between_brackets() -> None:
    spec = template("""
        [[tabell]]
        nyckel = "drift"
        titel = "Drift"
        kolumn = [
          { nyckel = "post", rubrik = "Post", typ = "etikett" },
          { nyckel = "budget", rubrik = "Budget", decimaler = 1 },
          { nyckel = "utfall", rubrik = "Utfall", decimaler = 1 },
          { nyckel = "prognos", rubrik = "Prognos", decimaler = 1 },
          { nyckel = "avvikelse", rubrik = "Avvikelse", formel = "prognos - budget", decimaler = 1 },
        ]
        rad = [{ nyckel = "vard", etikett = "Vård" }]
    """)
    drawn = report(
        spec,
        """
        drift | budget | utfall | prognos
        vard  | 10     |        | 12,5
    """,
    )
    finding = Finding(Code.VARDE_TOMT, CellRef("Drift", 4, "D"), Place("drift", "vard", "utfall"))
    book = Checked(Path("bok.xlsx"), Template(spec), drawn, derive(drawn, spec), (finding,), ("Drift",))
    text = click.unstyle(findings_text(book, [finding], width=None))
    assert "\n    Budget: 10,0 | [Utfall: tom] | Prognos: 12,5\n" in text
    last = replace(finding, at=CellRef("Drift", 4, "F"))
    assert "Utfall: tom | Prognos: 12,5 | [Avvikelse: 2,5]" in click.unstyle(findings_text(book, [last], width=None))
