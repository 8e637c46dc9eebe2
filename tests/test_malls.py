"""Where malls are looked for: the nearest folder first, what it hides known, and nothing of the built-in lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from drawing import BASE
from reportgen.cli.main import group
from reportgen.malls import FOLDER, Source, built_in, find, find_all, sources, templates_folder
from reportgen.model.errors import ReportgenError
from reportgen.pipeline import check_workbook
from reportgen.spec.load import SHARED

BUILT_IN = find_all(built_in())[0].name
TABELL = """
[[tabell]]
nyckel = "volymer"
titel = "Volymer"
enhet = "antal"
kolumn = [{ nyckel = "namn", typ = "etikett", rubrik = "Post" }, { nyckel = "utfall", rubrik = "Utfall" }]
rad = [{ nyckel = "platser", etikett = "Platser" }]
"""


def mall(folder: Path, name: str, title: str = "Prov") -> Path:
    """A small mall in a folder of malls."""
    made = folder / name
    made.mkdir(parents=True)
    head = BASE.replace('namn = "prov"', f'namn = "{name}"').replace('titel = "Prov"', f'titel = "{title}"', 1)
    (made / "mall.toml").write_text(head + TABELL, "utf-8")
    (made / "dokument.md.j2").write_text("# Rapport\n\n{{ tabell('volymer') }}\n", "utf-8")
    return made


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, list(arguments))


def test_folders_are_searched_in_order_each_once(tmp_path: Path) -> None:
    given, variable, here, beside = (tmp_path / name for name in ("given", "variabel", "har", "bok"))
    for folder in (given, variable, here / FOLDER, beside / FOLDER):
        folder.mkdir(parents=True)
    found = sources(given, str(variable), here, beside / "delar.xlsx")
    assert [source.folder for source in found] == [given, variable, here / FOLDER, beside / FOLDER, templates_folder()]
    again = sources(here / FOLDER, "", here, here / "delar.xlsx")
    assert [source.said for source in again] == ["--mallar", "inbyggd"]


def test_a_named_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    gone = tmp_path / "borta"
    with pytest.raises(ReportgenError, match=r"borta \(--mallar\) finns inte"):
        sources(gone, "", tmp_path)
    with pytest.raises(ReportgenError, match=r"borta \(REPORTGEN_MALLAR\) finns inte"):
        sources(None, str(gone), tmp_path)


def test_a_mall_given_as_folder_of_malls_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReportgenError, match="är en mall"):
        sources(mall(tmp_path, "egen"), "", tmp_path)


def test_the_first_of_two_with_the_same_name_counts_and_knows_what_it_hides(tmp_path: Path) -> None:
    own = Source(tmp_path, "prov")
    mall(tmp_path, BUILT_IN)
    found = find(BUILT_IN, (own, *built_in()))
    assert (found.source, found.hides_built_in) == (own, True)
    assert [m.name for m in find_all((own, *built_in()))].count(BUILT_IN) == 1


def test_shared_files_are_the_built_in_ones_where_the_folder_has_none(tmp_path: Path) -> None:
    mall(tmp_path, "egen")
    (tmp_path / SHARED).mkdir()
    (tmp_path / SHARED / "stil.css").write_text("body { color: teal }", "utf-8")
    template = find("egen", (Source(tmp_path, "prov"),)).load()
    fonts = [name for name in template.files if name.endswith(".woff2")]
    assert template.styles == "body { color: teal }"
    assert fonts
    assert f"{SHARED}/bas.docx" in template.files


def test_files_saved_otherwise_than_utf8_are_faults_and_the_mark_of_notepad_is_none(tmp_path: Path) -> None:
    folder = mall(tmp_path, "egen")
    text = (folder / "mall.toml").read_text("utf-8")
    (folder / "mall.toml").write_text(text, "utf-8-sig")
    assert find("egen", (Source(tmp_path, "prov"),)).load().spec.info.name == "egen"
    (folder / "dokument.md.j2").write_bytes("# Åtgärder".encode("cp1252"))
    with pytest.raises(ReportgenError, match=r"dokument\.md\.j2: är inte sparad som UTF-8"):
        find("egen", (Source(tmp_path, "prov"),)).load()


def test_a_mall_beside_the_workbook_is_found_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mall(tmp_path / "jobb" / FOLDER, "egen")
    book = tmp_path / "jobb" / "egen.xlsx"
    monkeypatch.chdir(tmp_path)
    done = run("ny", "egen", "--namnd", "Socialnämnden", "--period", "2025-08", "--ut", str(book))
    assert done.exit_code == 0, done.output
    assert "egen" in run("kontrollera", str(book)).stdout.splitlines()[0]
    done = run("rapport", str(book), "--utkast", "--format", "html")
    assert (tmp_path / "jobb" / "egen-utkast.html").is_file(), done.output


def test_variable_and_option_name_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mall(tmp_path / "delad", "delad-mall")
    mall(tmp_path / "egna", "min-mall")
    monkeypatch.setenv("REPORTGEN_MALLAR", str(tmp_path / "delad"))
    shown = run("mallar", "--mallar", str(tmp_path / "egna")).stdout
    assert shown.index("min-mall") < shown.index("delad-mall") < shown.index("Inbyggda") < shown.index(BUILT_IN)
    assert f"{tmp_path / 'delad'} (REPORTGEN_MALLAR)" in shown


def test_it_is_said_when_an_own_mall_counts_instead_of_the_built_in(tmp_path: Path) -> None:
    mall(tmp_path / "egna", BUILT_IN, "Min egen")
    book = tmp_path / "bok.xlsx"
    done = run(
        "ny", BUILT_IN, "--namnd", "N", "--period", "2025-08", "--ut", str(book), "--mallar", str(tmp_path / "egna")
    )
    assert f"mallen {BUILT_IN} i {tmp_path / 'egna'} gäller i stället för den inbyggda" in done.stderr
    assert "Min egen (gäller i stället för den inbyggda)" in run("mallar", "--mallar", str(tmp_path / "egna")).stdout
    checked = check_workbook(book, sources(tmp_path / "egna", "", tmp_path))
    assert checked.template.spec.info.title == "Min egen"


def test_a_faulty_mall_does_not_stop_the_others_from_being_listed(tmp_path: Path) -> None:
    mall(tmp_path / "egna", "bra", "Den goda")
    bad = mall(tmp_path / "egna", "trasig")
    (bad / "mall.toml").write_text("[mall]\nnamn = ", "utf-8")
    done = run("mallar", "--mallar", str(tmp_path / "egna"))
    assert done.exit_code == 0
    assert "Den goda" in done.stdout
    assert "kan inte användas, 1 fel: reportgen mallar --kontrollera trasig" in done.stdout
    assert "fel i trasig" in run("doktor", "--mallar", str(tmp_path / "egna")).stdout


def test_a_copy_of_a_built_in_mall_works_in_a_folder_of_its_own(tmp_path: Path) -> None:
    shutil.copytree(templates_folder() / BUILT_IN, tmp_path / BUILT_IN)
    own, built = find(BUILT_IN, (Source(tmp_path, "prov"),)).load(), find(BUILT_IN, built_in()).load()
    assert own == built
