"""A package in Word: each part in sections of its own, with its own header, footer, title and count of pages."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

import docx
import pytest
from lxml import etree

from gallery import MAL, document, heading, package, paragraph
from ooxml import W, faults, paragraphs, parts, words, xml
from reportgen.document.blocks import Cover, Document
from reportgen.document.parts import alone
from reportgen.render.word import to_word

CORRECTED = package(corrected="Rättad version 2024-10-03")


def base_with(text: str) -> bytes:
    """A base file of the organisation's with that on its cover."""
    base, out = docx.Document(), io.BytesIO()
    base.add_paragraph(text)
    base.save(out)
    return out.getvalue()


def sections(made: Document) -> list[etree._Element]:
    return list(xml(to_word(made)).iter(f"{W}sectPr"))


def said(made: Document, kind: str) -> list[str]:
    """The words of the ordinary header or footer of each section, in order."""
    data = to_word(made)
    targets = {
        relation.get("Id"): f"word/{relation.get('Target')}"
        for relation in etree.fromstring(parts(data)["word/_rels/document.xml.rels"])
    }
    return [
        words(etree.fromstring(parts(data)[targets[reference.get(f"{{{reference.nsmap['r']}}}id")]]))
        for section in xml(data).iter(f"{W}sectPr")
        for reference in section.findall(f"{W}{kind}Reference")
        if reference.get(f"{W}type") == "default"
    ]


@pytest.mark.parametrize("made", [CORRECTED, package(draft=True)], ids=["corrected", "draft"])
def test_a_package_has_no_faults(made: Document) -> None:
    assert faults(to_word(made)) == []


def test_each_section_has_the_header_and_footer_of_its_part() -> None:
    assert said(CORRECTED, "header") == [
        "Tjänsteskrivelse, rättad version 2024-10-03\tExempelby kommun",
        *["Bilaga 1, Delårsrapport, rättad version 2024-10-03\tExempelby kommun"] * 3,
        *["Bilaga 2, Nyckeltal, rättad version 2024-10-03\tExempelby kommun"] * 2,
    ]
    assert [text.partition("\t")[0] for text in said(CORRECTED, "footer")] == [
        "",
        *["SN 2024/17"] * 3,
        *["Siffrorna är preliminära"] * 2,
    ]


def test_pages_are_counted_from_one_where_a_part_has_pages_of_its_own() -> None:
    starts = [section.find(f"{W}pgNumType") for section in sections(CORRECTED)]
    assert [start is not None and start.get(f"{W}start") for start in starts] == [
        False,
        "1",
        False,
        False,
        False,
        False,
    ]


def test_how_many_pages_there_are_is_read_from_the_end_of_the_run() -> None:
    data = to_word(CORRECTED, pages={"_slut_tjansteskrivelse": 2, "_slut_nyckeltal": 9})
    footers = [etree.fromstring(content) for name, content in parts(data).items() if name.startswith("word/footer")]
    fields = {text.text.strip() for root in footers for text in root.iter(f"{W}instrText") if text.text}
    assert fields == {"PAGE", "PAGEREF _Slut_tjansteskrivelse", "PAGEREF _Slut_nyckeltal"}
    assert {match[1] for root in footers if (match := re.search(r"\((\d+)\)", words(root)))} == {"2", "9"}
    names = {mark.get(f"{W}name") for mark in xml(data).iter(f"{W}bookmarkStart")}
    assert {"_Slut_tjansteskrivelse", "_Slut_nyckeltal"} <= names


def test_only_a_cover_has_a_first_page_without_header() -> None:
    titled = [section.find(f"{W}titlePg") is not None for section in sections(CORRECTED)]
    assert titled == [False, True, False, False, False, False]


def test_titles_are_those_of_the_pdf_with_number_and_correction() -> None:
    found = paragraphs(to_word(CORRECTED))
    assert found[:7] == [
        ("Avsändare", "Exempelby kommun"),
        ("Nämnd", "Socialnämnden"),
        ("Title", "Delårsrapport augusti 2024"),
        ("Subtitle", "Tjänsteskrivelse"),
        ("Rättad version", "Rättad version 2024-10-03"),
        ("Uppgift", "Diarienummer\tSN 2024/17"),
        ("Uppgift sist", "Datum\t"),
    ]
    assert ("Bilaga", "Bilaga 1") in found
    assert all(text != "Nyckeltal" for _, text in found)


def test_a_part_that_begins_with_a_landscape_table_and_no_title_has_no_empty_page() -> None:
    made = document(MAL, paragraph("efter"), cover=Cover.NONE)
    assert [section.find(f"{W}pgSz").get(f"{W}orient") for section in sections(made)] == ["landscape", None]  # type: ignore[union-attr]


def test_a_cover_of_the_base_is_not_put_before_a_part_that_has_none() -> None:
    made, base = package(), base_with("Kommunens framsida")
    assert "Kommunens framsida" not in [text for _, text in paragraphs(to_word(made, base=base))]
    report = alone(made, made.parts[1])
    assert paragraphs(to_word(report, base=base))[0][1] == "Kommunens framsida"


def test_headings_of_a_part_without_title_start_at_the_top_of_its_page() -> None:
    made = to_word(document(heading(1, "1", "Ett", "ett"), paragraph("x"), cover=Cover.NONE))
    first = next(xml(made).iter(f"{W}p"))
    spacing = first.find(f"{W}pPr/{W}spacing")
    assert spacing is not None
    assert spacing.get(f"{W}before") == "0"


@pytest.mark.libreoffice
@pytest.mark.poppler
@pytest.mark.slow
def test_libreoffice_counts_the_pages_of_each_run(tmp_path: Path) -> None:
    file = tmp_path / "paket.docx"
    file.write_bytes(to_word(CORRECTED, pages={"_slut_tjansteskrivelse": 1, "_slut_nyckeltal": 7}))
    profile = f"-env:UserInstallation=file://{tmp_path}/profil"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    text = subprocess.run(
        ["pdftotext", "-layout", str(file.with_suffix(".pdf")), "-"], check=True, capture_output=True, text=True
    ).stdout
    assert re.findall(r"Sida (\d+) \((\d+)\)", text) == [("1", "1"), *((str(n), "7") for n in range(2, 8))]
