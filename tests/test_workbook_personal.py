"""A personnummer is found wherever in the file it is, and never shown in full."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from reportgen.model.finding import Code, Finding, Severity
from reportgen.model.report import Report
from reportgen.model.value import Cell
from reportgen.workbook.grid import Book, Grid, GridCell, Visibility
from reportgen.workbook.marks import META_SHEET
from reportgen.workbook.parse import parse_report
from reportgen.workbook.personal import find_personal_numbers
from reportgen.workbook.read import read_book
from sheets import MALL, book_of, edited, empty, file_of
from test_model_personnummer import number_of
from test_workbook_package import parts_of, zipped

NUMBER = number_of(date(1918, 3, 4), 123)
MASKED = "180304-****"


def found_in(book: Book) -> list[Finding]:
    found = list(find_personal_numbers(book))
    assert all(NUMBER[-4:] not in f"{finding!r} {finding.message} {finding.advice}" for finding in found)
    return found


def told(book: Book) -> list[tuple[str, str, str]]:
    return [(finding.code.name, str(finding.at), finding.found) for finding in found_in(book)]


def written(**parts: str) -> Book:
    """A fresh workbook with parts put in or changed: the name with __ for /, and what stands in it instead."""
    content = parts_of(file_of(empty()))
    for name, text in parts.items():
        content[name.replace("__", "/").replace("_xml", ".xml").replace("_rels_", "_rels/")] = text.encode()
    return read_book(zipped(content), "bok.xlsx")


def inserted(part: str, before: str, text: str) -> Book:
    """A fresh workbook with something written before some words of a part."""
    content = parts_of(file_of(empty()))
    xml = content[part].decode()
    assert before in xml
    content[part] = xml.replace(before, text + before, 1).encode()
    return read_book(zipped(content), "bok.xlsx")


def test_a_fresh_workbook_has_none() -> None:
    assert told(read_book(file_of(empty()), "bok.xlsx")) == []


@pytest.mark.parametrize(
    "cell",
    [
        GridCell(f"Ärendet gäller {NUMBER}."),
        GridCell(Decimal(NUMBER.replace("-", ""))),
        GridCell(Decimal("19" + NUMBER.replace("-", ""))),
        GridCell(Decimal(1), f'=IF(A1="{NUMBER}",1,0)'),
    ],
)
@pytest.mark.parametrize("visibility", list(Visibility))
def test_a_cell_of_any_sheet_tells_its_address(cell: GridCell, visibility: Visibility) -> None:
    book = Book("bok.xlsx", (Grid("Egna", {(3, 1): cell}, visibility),))
    [finding] = found_in(book)
    assert (finding.code, str(finding.at)) == (Code.PERSONNUMMER, "Egna!B3")
    assert finding.found.endswith("****")


def test_a_number_that_excel_has_taken_the_first_zero_of_is_found() -> None:
    digits = number_of(date(2003, 5, 6), 12, mark="")
    book = Book("bok.xlsx", (Grid("Egna", {(1, 0): GridCell(Decimal(digits))}),))
    assert told(book) == [("PERSONNUMMER", "Egna!A1", "030506****")]


def test_an_amount_that_is_worked_out_is_none() -> None:
    amount = GridCell(Decimal(NUMBER.replace("-", "")), "=SUM(A2:A9)")
    assert told(Book("bok.xlsx", (Grid("Egna", {(1, 0): amount}),))) == []


def test_a_text_with_a_number_stops_the_report() -> None:
    book = edited(book_of(empty()), "Texter", {"C5": f"Placeringen av {NUMBER} förlängdes."})
    _, findings = parse_report(book, MALL)
    [finding] = [finding for finding in findings if finding.code is Code.PERSONNUMMER]
    assert (str(finding.at), finding.found, finding.stops_report) == ("Texter!C5", MASKED, True)
    assert all(NUMBER not in finding.message for finding in findings)


def test_a_finding_of_any_kind_hides_the_number() -> None:
    finding = Finding(Code.UTANFOR_TABELL, found=f"Se {NUMBER}", expected=NUMBER, details={"label": NUMBER})
    assert (finding.found, finding.expected, finding.details["label"]) == (f"Se {MASKED}", MASKED, MASKED)
    assert NUMBER not in replace(finding, found=NUMBER).message


@pytest.mark.parametrize("mark", ["-", "\u2013", "\u00a0"])
def test_the_values_as_sent_out_are_looked_through(mark: str) -> None:
    """On the very hidden sheet, where JSON writes dashes and spaces in its own way and long values are parted."""
    text = "x" * 31_960 + "a " + number_of(date(1918, 3, 4), 123, mark=mark)
    report: Report = replace(empty(), texts={**empty().texts, "inledning": Cell(text)})
    grid = next(grid for grid in book_of(report).grids if grid.name == META_SHEET)
    [finding] = found_in(Book("bok.xlsx", (grid,)))
    assert finding.at is not None
    assert (finding.code, finding.at.sheet) == (Code.PERSONNUMMER, META_SHEET)


def opened() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(file_of(empty())))


def saved(workbook: openpyxl.Workbook) -> Book:
    target = io.BytesIO()
    workbook.save(target)
    return read_book(target.getvalue(), "bok.xlsx")


def test_a_note_is_told_at_its_cell() -> None:
    workbook = opened()
    workbook["Start"]["C4"].comment = Comment(f"Ring om {NUMBER}", "Någon")
    assert told(saved(workbook)) == [("PERSONNUMMER", "Start!C4", MASKED)]


def hidden() -> Iterator[tuple[str, openpyxl.Workbook, str]]:
    """Where, the workbook, and the sheet that is told."""
    workbook = opened()
    rule = DataValidation(type="list", formula1=f'"Välj,{NUMBER}"')
    rule.add("F20")
    workbook["Start"].add_data_validation(rule)
    yield "i en lista att välja ur", workbook, "Start"
    workbook = opened()
    header = workbook["Start"].oddHeader
    assert header is not None
    header.center.text = f"Om {NUMBER}"
    yield "i sidhuvudet", workbook, "Start"
    workbook = opened()
    workbook.properties.title = f"Utredning {NUMBER}"
    yield "i dokumentets egenskaper", workbook, "None"
    workbook = opened()
    workbook["Start"]["F20"].hyperlink = f"https://exempel.se/{NUMBER}"
    workbook["Start"]["F20"].value = "Mer"
    yield "i en länk", workbook, "Start"
    workbook = opened()
    workbook.defined_names["namn"] = openpyxl.workbook.defined_name.DefinedName("namn", attr_text=f'"{NUMBER}"')
    yield "i ett namn på celler", workbook, "None"


@pytest.mark.slow
@pytest.mark.parametrize("number", range(5))
def test_what_is_in_no_cell_is_told_with_where_it_is(number: int) -> None:
    where, workbook, sheet = list(hidden())[number]
    found = found_in(saved(workbook))
    assert (found[0].code, str(found[0].at), found[0].found) == (Code.PERSONNUMMER_I_FILEN, sheet, MASKED)
    assert found[0].details["where"] == where
    assert found[0].severity is Severity.VARNING


@pytest.mark.parametrize(
    ("part", "where"),
    [
        ("docProps/custom.xml", "i dokumentets egenskaper"),
        ("xl/externalLinks/externalLink9.xml", "i sparade värden ur en annan arbetsbok"),
        ("xl/pivotCache/pivotCacheRecords1.xml", "i sparade värden i en pivottabell"),
        ("xl/threadedComments/threadedComment1.xml", "i en kommentarstråd"),
        ("customXml/item1.xml", "i egenskaper som andra program har lagt till"),
        ("xl/okant.xml", "i filens inre delar"),
    ],
)
@pytest.mark.parametrize("form", ['<a><s v="{}"/></a>', "<a><p>{}</p></a>"])
def test_parts_of_the_file_that_are_not_read_otherwise_are_looked_through(part: str, where: str, form: str) -> None:
    content = {**parts_of(file_of(empty())), part: form.format(NUMBER).encode()}
    [finding] = found_in(read_book(zipped(content), "bok.xlsx"))
    assert (finding.found, finding.details["where"]) == (MASKED, where)


def test_a_text_box_is_told_by_its_sheet_also_when_the_number_has_two_looks(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "bok.xlsx") as workbook:
        workbook.add_worksheet("Ett")
        workbook.add_worksheet("Två").insert_textbox("B2", f"Barnet {NUMBER[:5]}|{NUMBER[5:]}")
    content = parts_of((tmp_path / "bok.xlsx").read_bytes())
    part = "xl/drawings/drawing1.xml"
    content[part] = content[part].replace(b"|", b"</a:t></a:r><a:r><a:rPr b='1'/><a:t>")
    [finding] = found_in(read_book(zipped(content), "bok.xlsx"))
    assert (str(finding.at), finding.details["where"]) == ("Två", "i en textruta, bild eller kommentarsruta")


def test_a_text_that_no_cell_has_any_more_is_told() -> None:
    part = "xl/sharedStrings.xml"
    [finding] = found_in(inserted(part, "</sst>", f"<si><t>Om {NUMBER}</t></si>"))
    assert finding.code is Code.PERSONNUMMER_I_FILEN
    assert finding.details["where"] == "bland borttagna texter som ligger kvar"


def test_identities_that_programs_write_are_none() -> None:
    digits = NUMBER.replace("-", "")
    assert told(written(xl__drawings__drawing9_xml=f'<a><p14:creationId val="{digits}"/></a>')) == []
