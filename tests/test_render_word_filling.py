"""A report built on an organisation's own Word file: what it asks for is filled in, and the rest of it is as it was."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from lxml import etree

from bases import FLAT, in_swedish, minimal, saved, with_cover
from gallery import BLOCKS, PROFILE, document, package
from ooxml import W, faults, parts, words, xml
from reportgen.document.blocks import Cover, Document
from reportgen.pipeline import check_workbook, render
from reportgen.render.word import to_word
from reportgen.render.word.filling import Values, fill_base, plain_name
from reportgen.render.word.fitting import missing
from reportgen.render.word.package import Package

EXAMPLE = Path(__file__).resolve().parent.parent / "inputs" / "standard-delarsrapport-2025-08.xlsx"
NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
VALUES = {
    "diarienummer": "SN 2024/17",
    "Handläggare": "Controller",
    "handlaggare": "Controller",
    "uppgift.datum": "2024-09-12",
}
BASES = {"with cover": with_cover, "in swedish": in_swedish, "minimal": minimal}


def on(base: bytes, *, cover: Cover = Cover.PAGE, draft: bool = False, **mapping: str) -> Document:
    made = document(*BLOCKS, cover=cover, contents=True, draft=draft)
    return replace(made, values=VALUES, profile=replace(PROFILE, logo=None, base=base, styles=mapping))


def headers(data: bytes, kind: str = "header") -> list[str]:
    """The words of every header of the file."""
    return [
        words(etree.fromstring(content)) for name, content in parts(data).items() if name.startswith(f"word/{kind}")
    ]


def filled(inside: str, **values: str) -> str:
    """The words of a paragraph after filling in."""
    body = etree.fromstring(f"<w:document {NAMES}><w:body>{inside}</w:body></w:document>")
    fill_base(Package(minimal()), body, values)
    return words(body)


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("draft", [False, True])
def test_a_report_on_each_base_is_whole_and_says_all(base: str, draft: bool) -> None:
    data = to_word(on(BASES[base](), draft=draft))
    assert faults(data) == []
    plain = words(xml(to_word(document(*BLOCKS, cover=Cover.PAGE, contents=True, draft=draft))))
    body = words(xml(data))
    start = plain.index("Sammanfattning")
    assert [line for line in plain[start:].splitlines() if line not in body] == []


def test_controls_and_bookmarks_of_a_title_page_are_filled_in_and_what_is_not_known_is_left() -> None:
    made = on(with_cover())
    data = to_word(made)
    text = words(xml(data))
    for value in (made.parts[0].title, made.namnd, made.period, "SN 2024/17", "Handläggare: Controller"):
        assert value in text.partition("Innehåll")[0]
    assert text.count("[Klicka här]") == 1
    assert "XXX" not in text
    assert b"dataBinding" not in parts(data)["word/document.xml"]


def test_headers_of_every_kind_keep_their_logo_and_have_their_values() -> None:
    data = to_word(on(with_cover()))
    said = headers(data)
    assert any("Exempelstad, SN 2024/17" in words for words in said)
    assert any(words.startswith("Jämn sida ") and "{" not in words for words in said)
    (logo,) = [
        content for name, content in parts(data).items() if name.startswith("word/header") and b"a:blip" in content
    ]
    assert b"r:embed" in logo
    assert "Exempelstads kommun" in headers(data, "footer")


def test_the_text_follows_a_title_page_with_a_section_of_its_own_without_a_page_between() -> None:
    root = xml(to_word(on(with_cover())))
    sections = list(root.iter(f"{W}sectPr"))
    assert sections[1].find(f"{W}titlePg") is None
    kinds = {reference.get(f"{W}type") for reference in sections[1].findall(f"{W}headerReference")}
    assert kinds == {"default", "even"}


def test_even_pages_have_our_header_where_the_base_sets_them_apart_without_one() -> None:
    base = changed(minimal())
    sections = list(xml(to_word(on(base))).iter(f"{W}sectPr"))
    for section in sections:
        by_kind = {found.get(f"{W}type"): found.values()[-1] for found in section.findall(f"{W}headerReference")}
        assert by_kind["even"] == by_kind["default"]


def changed(base: bytes) -> bytes:
    """The base with settings that set even pages apart."""
    package = Package(base)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"
    name = package.add("word/settings.xml", f"<w:settings {NAMES}><w:evenAndOddHeaders/></w:settings>".encode(), kind)
    package.relate(package.main, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings", name)
    return package.to_bytes()


def test_every_header_of_a_base_is_marked_in_a_draft() -> None:
    data = to_word(on(with_cover(), draft=True))
    assert len([words for words in headers(data) if "UTKAST" in words]) == len(headers(data)) == 2


def test_styles_are_found_by_their_swedish_names_and_by_the_mapping() -> None:
    data = to_word(on(in_swedish(), Rapporttabell="Kommunens tabell", Rutetext="Ingress"))
    written = xml(data, "word/styles.xml").iter(f"{W}style")
    styles = {style.find(f"{W}name").get(f"{W}val"): style.get(f"{W}styleId") for style in written}
    used = {found.get(f"{W}val") for kind in ("pStyle", "tblStyle") for found in xml(data).iter(f"{W}{kind}")}
    assert {
        styles["Rubrik 1"],
        styles["Brödtext"],
        styles["Beskrivning"],
        styles["Kommunens tabell"],
        styles["Ingress"],
    } <= used
    assert "heading 1" not in styles
    assert "Rapporttabell" not in styles
    assert missing(in_swedish(), {}) == [name for name in missing(minimal(), {}) if name in missing(in_swedish(), {})]
    assert "heading 1" not in missing(in_swedish(), {})


def test_words_between_braces_are_found_over_runs_and_keep_what_stands_around() -> None:
    made = on(in_swedish())
    data = to_word(made)
    assert made.parts[0].title in headers(data)
    assert "Dnr SN 2024/17, {okänt}" in headers(data, "footer")


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<w:p><w:r><w:t>{a}{a} {b}</w:t></w:r></w:p>", "11 2"),
        ("<w:p><w:r><w:t>x{</w:t></w:r><w:r><w:t>a</w:t></w:r><w:r><w:t>}y</w:t></w:r></w:p>", "x1y"),
        ("<w:p><w:r><w:t>{c} {}</w:t></w:r></w:p>", "{c} {}"),
        ('<w:p><w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/></w:p>', "1"),
        (
            '<w:p><w:bookmarkStart w:id="1" w:name="a"/><w:r><w:t>x</w:t></w:r></w:p><w:p><w:bookmarkEnd w:id="1"/></w:p>',
            "1x",
        ),
        ('<w:p><w:bookmarkStart w:id="1" w:name="_a"/><w:r><w:t>x</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>', "x"),
        ('<w:sdt><w:sdtPr><w:tag w:val="A"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>', "1"),
        (
            '<w:p><w:sdt><w:sdtPr><w:tag w:val="a"/><w:picture/></w:sdtPr><w:sdtContent>{X}</w:sdtContent></w:sdt></w:p>',
            "x",
        ),
    ],
)
def test_each_way_of_asking(inside: str, said: str) -> None:
    assert filled(inside.replace("{X}", "<w:r><w:t>x</w:t></w:r>"), a="1", b="2").strip() == said


def test_names_are_compared_without_accents_and_capitals() -> None:
    assert plain_name("Ärende nr.") == "arende_nr"
    values = Values({"diarienummer": "1", "uppgift.handlaggare": "2", "namnd": "3", "tom": ""})
    asked = ("Dnr", "Handläggare", "NÄMND", "uppgift.diarienummer", "tom", "annat")
    assert [values.get(name) for name in asked] == ["1", "2", "3", "1", "", None]


def test_a_page_break_that_ends_the_title_page_leaves_no_empty_page() -> None:

    base = docx.Document()
    base.add_paragraph("Omslag")
    base.add_page_break()
    root = xml(to_word(on(saved(base))))
    assert [mark for mark in root.iter(f"{W}br") if mark.get(f"{W}type") == "page"] == []


def test_a_package_on_an_own_base_is_whole() -> None:
    made = replace(package(), profile=replace(PROFILE, base=with_cover()), values=VALUES)
    assert faults(to_word(made)) == []


@pytest.mark.slow
@pytest.mark.parametrize("base", BASES)
def test_a_mall_on_each_base_is_whole(base: str) -> None:
    data = render(check_workbook(EXAMPLE), ("docx",), profile=replace(PROFILE, base=BASES[base]())).data["docx"]
    assert faults(data) == []
    assert "SN 2025/97" in words(xml(data))


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not on this machine")
def test_a_base_saved_by_libreoffice_serves(tmp_path: Path) -> None:
    (tmp_path / "bas.fodt").write_text(FLAT, "utf-8")
    profile = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "docx",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "bas.fodt"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    made = on((tmp_path / "bas.docx").read_bytes(), **{"heading 1": "Kommunrubrik"})
    data = to_word(made)
    assert faults(data) == []
    assert words(xml(data)).startswith(made.parts[0].title)
    assert headers(data) == [f"Exempelstads kommun, {made.namnd}"]
    assert headers(data, "footer") == ["Dnr SN 2024/17"]
