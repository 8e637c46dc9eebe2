"""Where the profile is found, every fault of it at once, and that a change of it reaches every document but no mall."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from gallery import BLOCKS, FONTS, document, package
from ooxml import faults, parts
from reportgen.cli.main import group
from reportgen.document.blocks import ChartBlock, Cover, Document
from reportgen.malls import Source, built_in
from reportgen.model.errors import ProfileError, ReportgenError
from reportgen.model.profile import PLAIN, Profile
from reportgen.pipeline import check_workbook, render
from reportgen.profiles import find_profile, load_profile
from reportgen.render.html import to_html
from reportgen.render.pdf import to_pdf
from reportgen.render.word import to_word

EXAMPLE = Path(__file__).resolve().parent.parent / "inputs" / "standard-manadsuppfoljning-2025-03.xlsx"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 50"><rect width="200" height="50" fill="#7a1f3d"/></svg>'
)
HEAD = '[profil]\nnamn = "Exempelstad"\n'
LOGO = '[profil.logotyp]\nfil = "logotyp.svg"\nbeskrivning = "Exempelstads kommun"\nplats = ["framsida", "sidhuvud"]\n'
FONT = '[profil.typsnitt]\nnormal = "Egen.woff2"\nfet = "Fet.woff2"\nword = "Arial"\n'
RED = '[profil.farger]\naccent = "#7a1f3d"\n'


def written(folder: Path, toml: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "logotyp.svg").write_text(SVG, "utf-8")
    (folder / "Egen.woff2").write_bytes(FONTS["RapportSans-Regular.woff2"])
    (folder / "Fet.woff2").write_bytes(FONTS["RapportSans-Bold.woff2"])
    (folder / "profil.toml").write_text(toml, "utf-8")
    return folder / "profil.toml"


def fonts_of(page: Any) -> list[Any]:
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]


def said(tmp_path: Path, toml: str) -> list[str]:
    """The faults of a profile."""
    with pytest.raises(ProfileError) as found:
        load_profile(written(tmp_path, toml))
    return found.value.faults


@pytest.fixture
def dressed(tmp_path: Path) -> Profile:
    return load_profile(written(tmp_path, f'{HEAD}sidfot = "Kommunens fot"\n{LOGO}{FONT}{RED}')).profile


# --- where it is ------------------------------------------------------------------------------------------------------


def test_the_first_folder_of_malls_with_a_profile_counts_and_beside_the_workbook_comes_last(tmp_path: Path) -> None:
    given, other = written(tmp_path / "given", HEAD), written(tmp_path / "annan", HEAD)
    beside = written(tmp_path / "bok", HEAD)
    places = [Source(given.parent, "--mallar"), Source(other.parent, "mappen där du står"), *built_in()]
    book = beside.parent / "delar.xlsx"
    found = [find_profile(None, places[n:], book) for n in range(3)]
    assert [place.file for place in found if place] == [given, other, beside]
    named = find_profile(other, places, book)
    assert named is not None
    assert (named.file, named.said) == (other, "--profil")
    assert find_profile(None, built_in()) is None


def test_a_named_profile_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReportgenError, match=r"borta\.toml finns inte"):
        load_profile(tmp_path / "borta.toml")


def test_mallar_and_doktor_tell_which_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path / "mallar", HEAD + RED)
    monkeypatch.chdir(tmp_path)
    assert "profil.toml (mappen där du står)" in CliRunner().invoke(group, ["mallar"]).stdout
    assert "Profil: finns (Exempelstad, " in CliRunner().invoke(group, ["doktor"]).stdout
    written(tmp_path / "mallar", HEAD + '[profil.farger]\naccent = "#7fb2c9"\n')
    wrong = CliRunner().invoke(group, ["doktor"])
    assert wrong.exit_code == 2
    assert "Profil: saknas" in wrong.stdout


# --- faults -----------------------------------------------------------------------------------------------------------


def test_every_fault_of_meaning_is_told_at_once_with_file_and_key(tmp_path: Path) -> None:
    toml = (
        f'{HEAD}sidfot = "{{nämnden}}"\n[profil.logotyp]\nfil = "borta.png"\nbeskrivning = "x"\n'
        '[profil.farger]\naccent = "#7fb2c9"\nlinje = "blå"\n[profil.typsnitt]\nnormal = "profil.toml"\n'
        '[profil.word]\nbas = "ingen.docx"\n'
    )
    found = said(tmp_path, toml)
    keys = [fault.split(": ")[1] for fault in found]
    assert keys == [
        "profil, sidfot",
        "profil, farger, linje",
        "profil, farger, accent",
        "profil, logotyp, fil",
        "profil, typsnitt, normal",
        "profil, word, bas",
        "profil, typsnitt, fet",
    ]
    assert all(fault.startswith("profil.toml: ") for fault in found)


def test_unknown_keys_and_wrong_values_are_told_with_what_is_allowed(tmp_path: Path) -> None:
    found = said(
        tmp_path, '[profil]\nnamn = "X"\nframsida = "stor"\nsidfott = "x"\n[profil.farger]\nakcent = "#000000"\n'
    )
    assert any("framsida" in fault and "'rand', 'ren', 'ingen'" in fault for fault in found)
    assert any("sidfott" in fault and "Menade du sidfot?" in fault for fault in found)
    assert any("akcent" in fault and "Menade du accent?" in fault for fault in found)


@pytest.mark.parametrize("content", [b"ingen font", b"\x00\x01\x00\x00" + bytes(40)])
def test_a_file_that_is_no_font_is_told(tmp_path: Path, content: bytes) -> None:
    written(tmp_path, HEAD + FONT)
    (tmp_path / "Egen.woff2").write_bytes(content)
    with pytest.raises(ProfileError, match=r"typsnitt, normal: Egen\.woff2 är ingen typsnittsfil"):
        load_profile(tmp_path / "profil.toml")


def test_a_logo_without_proportions_is_told(tmp_path: Path) -> None:
    file = written(tmp_path, HEAD + LOGO)
    (tmp_path / "logotyp.svg").write_text("<svg/>", "utf-8")
    with pytest.raises(ProfileError, match="bredd och höjd går inte att läsa"):
        load_profile(file)


def test_styles_that_fit_nothing_are_named_with_those_that_are_like_them(tmp_path: Path) -> None:
    base = docx.Document()
    base.styles.add_style("Kommunens tabell", 3)
    written(tmp_path, "")
    base.save(str(tmp_path / "egen.docx"))
    styles = '"Rapportabell" = "Kommunens tabell"\n"heading 1" = "Kommunens tabel"\n"Quote" = "Kommunens tabell"\n'
    found = said(tmp_path, f'{HEAD}[profil.word]\nbas = "egen.docx"\n[profil.word.format]\n{styles}')
    assert "Menade du Rapporttabell" in found[0]
    assert "Menade du Kommunens tabell" in found[1]
    assert "Quote" in found[2]
    assert len(found) == 3


def test_a_word_file_that_is_none_is_told(tmp_path: Path) -> None:
    written(tmp_path, "")
    (tmp_path / "egen.docx").write_bytes(b"nej")
    (found,) = said(tmp_path, f'{HEAD}[profil.word]\nbas = "egen.docx"\n')
    assert "inte en Word-fil" in found


# --- what it reaches --------------------------------------------------------------------------------------------------


def test_a_change_of_profile_changes_every_document_of_a_mall_that_is_as_it_was(dressed: Profile) -> None:
    checked = check_workbook(EXAMPLE)
    plain, changed = (render(checked, ("html", "docx"), profile=profile).data for profile in (PLAIN, dressed))
    assert "#7a1f3d" not in plain["html"].decode()
    html = changed["html"].decode()
    assert "--accent: #7a1f3d" in html
    assert 'data-sidfot="Kommunens fot"' in html
    styles = zipfile.ZipFile(io.BytesIO(changed["docx"])).read("word/styles.xml").decode()
    assert "7A1F3D" in styles
    assert "17516B" not in styles
    assert '"Arial"' in styles
    assert '"Calibri"' not in styles
    assert faults(changed["docx"]) == []


def test_charts_are_in_the_colours_of_the_profile(dressed: Profile) -> None:
    charts = tuple(replace(block, palette=dressed.palette) for block in BLOCKS if isinstance(block, ChartBlock))
    made = replace(document(*charts), profile=dressed)
    assert charts
    assert "#17516b" not in to_html(made, fonts=FONTS).split("<body>")[1]
    assert b"17516B" not in parts(to_word(made))["word/charts/diagram1.xml"]


def test_the_logo_is_said_above_the_title_and_not_in_headers(dressed: Profile) -> None:
    made = replace(document(*BLOCKS, cover=Cover.PAGE), profile=dressed)
    html = to_html(made, fonts=FONTS)
    assert html.count('alt="Exempelstads kommun"') == 1
    word = parts(to_word(made))
    assert word["word/document.xml"].count(b'descr="Exempelstads kommun"') == 1
    headers = [content for name, content in word.items() if name.startswith("word/header") and b"svgBlip" in content]
    assert headers
    assert all(b'descr=""' in content and b"adec:decorative" in content for content in headers)


def test_a_head_does_not_have_the_logo_twice_on_its_page(dressed: Profile) -> None:
    made = replace(document(*BLOCKS, cover=Cover.HEAD), profile=dressed)
    assert "Exempelstads kommun" not in to_html(made, fonts=FONTS)


@pytest.mark.parametrize("cover", ["rand", "ren"])
def test_a_dressed_word_file_is_whole(dressed: Profile, cover: str) -> None:
    made = replace(package(), profile=replace(dressed, cover=cover))
    assert faults(to_word(made)) == []
    assert faults(to_word(replace(package(draft=True), profile=replace(dressed, cover=cover)))) == []


def test_a_dressed_pdf_has_the_profiles_font_and_no_complaints(dressed: Profile) -> None:
    made: Document = replace(document(*BLOCKS, cover=Cover.PAGE), profile=dressed)
    pdf = to_pdf(to_html(made, fonts=FONTS))
    assert pdf.warnings == ()
    fonts = {str(font["/BaseFont"]) for page in PdfReader(io.BytesIO(pdf.data)).pages for font in fonts_of(page)}
    assert any(name.endswith("+Profil") for name in fonts)


def test_without_title_page_the_title_stands_above_the_text(tmp_path: Path) -> None:
    profile = load_profile(written(tmp_path, f'{HEAD}framsida = "ingen"\n')).profile
    html = render(check_workbook(EXAMPLE), ("html",), profile=profile).data["html"].decode()
    assert 'class="framsida"' not in html


def test_the_command_takes_the_profile_beside_the_workbook_or_the_one_named(tmp_path: Path) -> None:
    (tmp_path / "rapport.xlsx").write_bytes(EXAMPLE.read_bytes())
    written(tmp_path, HEAD + RED)
    other = written(tmp_path / "annan", f'{HEAD}[profil.farger]\naccent = "#1f5c3a"\n')
    arguments = ["rapport", str(tmp_path / "rapport.xlsx"), "--format", "html"]
    for more, colour in ((), "#7a1f3d"), (("--profil", str(other)), "#1f5c3a"):
        done = CliRunner().invoke(group, [*arguments, *more])
        assert done.exit_code == 0, done.output
        assert f"--accent: {colour}" in (tmp_path / "rapport.html").read_text("utf-8")
    written(tmp_path, HEAD + '[profil.farger]\naccent = "#7fb2c9"\n')
    refused = CliRunner().invoke(group, arguments)
    assert refused.exit_code == 2
    assert "Profilen" in refused.output
    assert "Närmaste färg" in refused.output
