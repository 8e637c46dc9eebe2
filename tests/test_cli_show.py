"""Findings for a person: by sheet, with cell, what is wrong, what to do, and how to acknowledge. And for a program."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from reportgen.cli.show import findings_json, findings_text, progress, summary, warn_if_open
from reportgen.model.finding import Code, Finding
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
        "    Fyll i värdet, 0 om det är noll, eller ett streck om det inte finns.\n"
        "    Kvitterat: Kommer i september.\n"
        "    VARDE_SAKNAS | volymer.bou.prognos\n"
        "  notis 9 Raden Stöd är tillagd i tabellen volymer.\n"
        "    Inget, om raden ska vara med. Annars ta bort den.\n"
        "    RAD_NY | volymer.ny_1 | Stöd\n"
        "\n"
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


def test_json_keeps_its_promised_shape_and_is_plain_ascii() -> None:
    text = findings_json(checked(DATE, SETTLED))
    assert text.isascii()
    assert json.loads(text) == {
        "fil": "Nämnd åäö.xlsx",
        "mall": "prov",
        "period": "2024-08",
        "fynd": [
            {
                "kod": "PERIOD_FEL",
                "grad": "fel",
                "blad": None,
                "cell": None,
                "plats": "uppgift.period",
                "meddelande": "Perioden augusti kan inte läsas.",
                "atgard": "Skriv år och månad, till exempel 2024-08.",
                "funnet": "augusti",
                "vantat": "",
                "kvitterad": None,
            },
            {
                "kod": "VARDE_SAKNAS",
                "grad": "fel",
                "blad": "Volymer",
                "cell": "C4",
                "plats": "volymer.bou.prognos",
                "meddelande": "BoU, Prognos: värdet saknas.",
                "atgard": "Fyll i värdet, 0 om det är noll, eller ett streck om det inte finns.",
                "funnet": "",
                "vantat": "",
                "kvitterad": "Kommer i september.",
            },
        ],
        "antal": {"fel": 1, "varning": 0, "notis": 0, "kvitterade": 1},
    }


@pytest.mark.parametrize("mark", ["~$underlag.xlsx", ".~lock.underlag.xlsx#"])
def test_open_workbook_is_warned_about(mark: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    warn_if_open(tmp_path / "underlag.xlsx")
    assert capsys.readouterr().err == ""
    (tmp_path / mark).write_bytes(b"")
    warn_if_open(tmp_path / "underlag.xlsx")
    said = capsys.readouterr().err
    assert said == "Obs: underlag.xlsx är öppen hos någon. Ändringar som inte har sparats är inte med.\n"


def test_progress_is_silent_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    progress()("Skriver PDF")
    assert capsys.readouterr() == ("", "")
