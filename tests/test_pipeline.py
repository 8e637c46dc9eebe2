"""The order of the steps, on the example: what is refused, what is written, and what is never written over."""

from __future__ import annotations

import io
import tomllib
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from reportgen.model.errors import OutputError, ReportgenError
from reportgen.model.finding import Code, Finding
from reportgen.model.period import Period
from reportgen.model.report import Report
from reportgen.model.value import Cell
from reportgen.pipeline import (
    Checked,
    RefusedError,
    check_workbook,
    find_template,
    list_templates,
    make_report,
    new_workbook,
)
from reportgen.spec.schema import Template, TemplateSpec

EXAMPLE = Path(__file__).resolve().parent.parent / "inputs" / "enkoping-delarsrapport-2024-08.xlsx"


@pytest.fixture(scope="module")
def example() -> Checked:
    return check_workbook(EXAMPLE)


def with_error(example: Checked, reason: str = "") -> Checked:
    return replace(example, findings=(*example.findings, Finding(Code.PERIOD_FEL, found="x", reason=reason)))


def test_documents_are_named_as_the_workbook(example: Checked, tmp_path: Path) -> None:
    made = make_report(example, ("html", "docx"), tmp_path / "nåt nytt" / "ut")
    assert [file.name for file in made.files] == [f"{EXAMPLE.stem}.html", f"{EXAMPLE.stem}.docx"]
    assert all(file.stat().st_size > 10_000 for file in made.files)


def test_an_error_that_nobody_has_acknowledged_stops_the_report(example: Checked, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="har 1 fel"):
        make_report(with_error(example), ("html",), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_acknowledged_error_does_not(example: Checked, tmp_path: Path) -> None:
    (file,) = make_report(with_error(example, "känt"), ("html",), tmp_path).files
    assert "Att se över" not in file.read_text("utf-8"), "only drafts tell of findings"


def test_a_draft_is_made_all_the_same_and_says_so(example: Checked, tmp_path: Path) -> None:
    (file,) = make_report(with_error(example), ("html",), tmp_path, draft=True).files
    assert file.stem.endswith("-utkast")
    assert "Att se över före nämnden" in file.read_text("utf-8")
    assert "UTKAST" in file.read_text("utf-8").upper()


def test_a_word_file_that_someone_has_edited_is_never_written_over(example: Checked, tmp_path: Path) -> None:
    (file,) = make_report(example, ("docx",), tmp_path).files
    assert make_report(example, ("docx",), tmp_path).files == (file,)
    word = docx.Document(io.BytesIO(file.read_bytes()))
    word.paragraphs[-1].add_run("Tillagt för hand")
    word.save(str(file))
    edited = file.read_bytes()
    for _ in range(2):
        made = make_report(example, ("docx",), tmp_path)
        assert [f.name for f in made.files] == [f"{EXAMPLE.stem}-2.docx"]
        assert f"{file.name} har ändrats" in made.remarks[0]
    assert file.read_bytes() == edited


def test_a_new_workbook_never_replaces_a_file(tmp_path: Path) -> None:
    template = find_template("enkoping-delarsrapport")
    target = tmp_path / "underlag.xlsx"
    new_workbook(template, "Socialnämnden", Period(2025, 4), target)
    assert check_workbook(target).entered.period == Period(2025, 4)
    before = target.read_bytes()
    with pytest.raises(OutputError, match="finns redan"):
        new_workbook(template, "Socialnämnden", Period(2025, 4), target)
    assert target.read_bytes() == before


def test_an_unknown_mall_gets_the_nearest_name() -> None:
    with pytest.raises(ReportgenError, match="Menade du enkoping-delarsrapport"):
        find_template("enkoping-delarsraport")
    assert [template.spec.info.name for template in list_templates()] == sorted(
        template.spec.info.name for template in list_templates()
    )


# --- a package of several parts -----------------------------------------------------------------------------------------

PACKAGE = """
[mall]
namn = "prov"
titel = "Prov"
version = "1"
[[del]]
nyckel = "skrivelse"
titel = "Skrivelse"
fil = "a.md.j2"
framsida = "huvud"
egen_fil = true
filnamn = "{uppgift.dnr} Tjänsteskrivelse"
[[del]]
nyckel = "rapport"
titel = "Rapport"
fil = "b.md.j2"
bilaga = true
sidnumrering = "egen"
egen_fil = true
[[uppgift]]
nyckel = "dnr"
etikett = "Diarienummer"
"""


def drawn(dnr: str, folder: Path) -> Checked:
    """A package of two parts, each with a file of its own."""
    spec = TemplateSpec.model_validate(tomllib.loads(PACKAGE))
    sources = {"a.md.j2": "# Beslut\n\nSe {{ bilaga('rapport') }}.\n", "b.md.j2": "# Läget\n\nBra.\n"}
    report = Report("prov", "1", "Socialnämnden", Period(2024, 8), {"dnr": Cell(dnr or None)})
    return Checked(folder / "delår.xlsx", Template(spec, sources), report, report, (), ())


def made_names(checked: Checked, folder: Path, *, draft: bool = False) -> list[str]:
    made = make_report(checked, ("docx", "html"), folder / "ut", draft=draft)
    assert sorted(file.name for file in (folder / "ut").iterdir()) == sorted(file.name for file in made.files)
    return [file.name for file in made.files]


def test_parts_with_files_of_their_own_come_after_the_whole(tmp_path: Path) -> None:
    assert made_names(drawn("SN 2024/17", tmp_path), tmp_path) == [
        "delår.docx",
        "delår.html",
        "SN 2024-17 Tjänsteskrivelse.docx",
        "SN 2024-17 Tjänsteskrivelse.html",
        "delår-rapport.docx",
        "delår-rapport.html",
    ]


def test_a_draft_of_a_part_says_so_in_its_name_too(tmp_path: Path) -> None:
    names = made_names(drawn("", tmp_path), tmp_path, draft=True)
    assert "delår-skrivelse-utkast.docx" in names
    assert all("-utkast." in name for name in names)


def test_no_two_files_have_the_same_name(tmp_path: Path) -> None:
    checked = replace(drawn("DELÅR", tmp_path), file=tmp_path / "delår tjänsteskrivelse.xlsx")
    names = made_names(checked, tmp_path)
    assert names[2:4] == ["DELÅR Tjänsteskrivelse skrivelse.docx", "DELÅR Tjänsteskrivelse skrivelse.html"]


def test_a_file_of_its_own_holds_that_part_and_no_other(tmp_path: Path) -> None:
    whole, own = (
        file.read_text("utf-8") for file in make_report(drawn("1", tmp_path), ("html",), tmp_path / "ut").files[:2]
    )
    assert whole.count("<article") == 2
    assert own.count("<article") == 1
    assert "Se bilaga\u00a01." in own
    assert "<title>Skrivelse – Socialnämnden</title>" in own


def test_of_a_single_part_there_is_one_file(tmp_path: Path) -> None:
    checked = drawn("1", tmp_path)
    spec = checked.template.spec.model_copy(update={"parts": checked.template.spec.parts[1:]})
    single = replace(checked, template=replace(checked.template, spec=spec, sources={"b.md.j2": "# Läget\n"}))
    assert made_names(single, tmp_path) == ["delår.docx", "delår.html"]
