"""A file is read as it stands: values beside formulas, errors, dates, hidden sheets, links, notes; as openpyxl reads it."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from reportgen.model.errors import WorkbookError
from reportgen.workbook.grid import Area, Book, GridCell, Visibility
from reportgen.workbook.parse import parse_report
from reportgen.workbook.read import open_elsewhere, read_book, read_workbook
from sheets import MALL, empty, file_of, seen
from test_workbook_package import parts_of, zipped
from test_workbook_parse import full

D = Decimal
NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
STRICT = 'xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"'
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


def drawn(rows: str, *, ns: str = NS, more: str = "", **parts: str) -> Book:
    """A workbook with one sheet whose rows are written in XML; the other parts as they are named, _ for /."""
    content = {
        "xl/workbook.xml": f'<workbook {ns} xmlns:r="{RELS}">{parts.pop("head", "")}<sheets>'
        f'<sheet name="Blad" sheetId="1" r:id="r1"/></sheets>{parts.pop("tail", "")}</workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE_RELS}">'
        '<Relationship Id="r1" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Target="/xl/sharedStrings.xml"/>'
        '<Relationship Id="r3" Target="styles.xml"/><Relationship Id="r4" Target="externalLinks/externalLink1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f"<worksheet {ns}><sheetData>{rows}</sheetData>{more}</worksheet>",
        **{name.replace("__", "/").replace("_xml", ".xml"): text for name, text in parts.items()},
    }
    return read_book(zipped({name: text.encode() for name, text in content.items()}), "bok.xlsx")


def cell(xml: str, **parts: str) -> GridCell:
    return drawn(f'<row r="1">{xml}</row>', **parts).grids[0].cell(1, 0)


@pytest.mark.parametrize(
    ("xml", "found"),
    [
        ('<c r="A1"><v>12.5</v></c>', GridCell(D("12.5"))),
        ('<c r="A1"><v>0.30000000000000004</v></c>', GridCell(D("0.3"))),
        ('<c r="A1" t="n"><v>-1E-3</v></c>', GridCell(D("-0.001"))),
        ('<c r="A1" t="b"><v>1</v></c>', GridCell(value=True)),
        ('<c r="A1" t="e"><v>#DIV/0!</v></c>', GridCell(error="#DIV/0!")),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', GridCell(None, "=1/0", "#DIV/0!")),
        ('<c r="A1"><f>1+1</f><v>2</v></c>', GridCell(D(2), "=1+1")),
        ('<c r="A1"><f>1+1</f></c>', GridCell(None, "=1+1")),
        ('<c r="A1"><f>1+1</f><v></v></c>', GridCell(None, "=1+1")),
        ('<c r="A1" t="str"><f>""</f><v></v></c>', GridCell("", '=""')),
        ('<c r="A1" t="str"><f>A2</f><v>ord</v></c>', GridCell("ord", "=A2")),
        ('<c r="A1" t="inlineStr"><is><t>ord</t></is></c>', GridCell("ord")),
        ('<c r="A1" t="inlineStr"><is><r><t>o</t></r><r><t>rd</t></r></is></c>', GridCell("ord")),
        ('<c r="A1" t="d"><v>2024-08-31T00:00:00</v></c>', GridCell(datetime(2024, 8, 31))),
        ('<c r="A1" t="str"><v>a_x000D_\nb_x005F_x000D_</v></c>', GridCell("a\r\nb_x000D_")),
        ('<c r="A1"/>', GridCell()),
        ('<c r="A1" s="0"><v></v></c>', GridCell()),
        ('<c><v>7</v></c>', GridCell(D(7))),
        ('<c r="A1"><v>NaN</v></c>', GridCell("NaN")),
        ('<c r="A1"><v>1E+999999</v></c>', GridCell("1E+999999")),
    ],
)  # fmt: skip
def test_a_cell_in_the_file_is_read(xml: str, found: GridCell) -> None:
    assert cell(xml) == found


def test_a_file_in_the_strict_form_is_read() -> None:
    assert cell('<c r="A1" t="inlineStr"><is><t>ord</t></is></c>', ns=STRICT) == GridCell("ord")


def test_shared_words_are_read_without_looks_and_readings() -> None:
    words = (
        f'<sst {NS}><si><t>ett</t></si><si><r><t>t</t></r><r><t>vå</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si></sst>'
    )
    book = drawn('<row r="1"><c r="A1" t="s"><v>1</v></c></row>', xl__sharedStrings_xml=words)
    assert book.grids[0].cells == {(1, 0): GridCell("två")}


def test_words_that_the_file_has_lost_make_it_damaged() -> None:
    with pytest.raises(WorkbookError, match="skadad"):
        drawn(
            '<row r="1"><c r="A1" t="s"><v>9</v></c></row>',
            xl__sharedStrings_xml=f"<sst {NS}><si><t>ett</t></si></sst>",
        )


STYLES = f"""<styleSheet {NS}><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>
<numFmt numFmtId="165" formatCode="#,##0.0&quot; dagar&quot;"/><numFmt numFmtId="166" formatCode="[Red]0"/>
<numFmt numFmtId="167" formatCode="[$-41D]d mmmm yyyy;@"/><numFmt numFmtId="168" formatCode="[h]:mm"/></numFmts>
<cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/>
<xf numFmtId="20"/><xf numFmtId="9"/><xf numFmtId="168"/></cellXfs></styleSheet>"""


@pytest.mark.parametrize(
    ("style", "number", "value"),
    [
        (1, "45535", datetime(2024, 8, 31)),
        (2, "45535.5", datetime(2024, 8, 31, 12)),
        (5, "45535", datetime(2024, 8, 31)),
        (6, "0.5", time(12)),
        (8, "0.25", time(6)),
        (3, "12", D(12)),
        (4, "12", D(12)),
        (0, "45535", D(45535)),
        (1, "-3", D(-3)),
        (1, "9999999", D(9999999)),
    ],
)
def test_numbers_shown_as_days_are_days(style: int, number: str, value: Any) -> None:
    assert cell(f'<c r="A1" s="{style}"><v>{number}</v></c>', xl__styles_xml=STYLES).value == value


def test_the_number_format_comes_along() -> None:
    found = cell('<c r="A1" s="7"><v>0.05</v></c>', xl__styles_xml=STYLES)
    assert (found.value, found.number_format) == (D("0.05"), "0%")


def test_days_of_old_mac_workbooks_are_counted_from_1904() -> None:
    book = drawn(
        '<row r="1"><c r="A1" s="1"><v>44073</v></c></row>', head='<workbookPr date1904="1"/>', xl__styles_xml=STYLES
    )
    assert book.grids[0].cell(1, 0).value == datetime(2024, 8, 31)


def test_a_formula_filled_down_is_read_in_each_cell() -> None:
    book = drawn(
        '<row r="5"><c r="C5"><f t="shared" ref="C5:C6" si="0">A5-$B$1</f><v>1</v></c></row>'
        '<row r="6"><c r="C6"><f t="shared" si="0"/><v>2</v></c></row>'
    )
    assert [book.grids[0].cell(row, 2).formula for row in (5, 6)] == ["=A5-$B$1", "=A6-$B$1"]


def test_rows_and_cells_without_address_follow_each_other() -> None:
    book = drawn('<row><c><v>1</v></c><c><v>2</v></c></row><row r="7"><c r="C7"><v>3</v></c><c><v>4</v></c></row>')
    assert sorted(book.grids[0].cells) == [(1, 0), (1, 1), (7, 2), (7, 3)]


LINK = f'<externalLink {NS}><externalBook xmlns:r="{RELS}" r:id="x1"/></externalLink>'
LINK_RELS = (
    f'<Relationships xmlns="{PACKAGE_RELS}"><Relationship Id="x1" TargetMode="External" '
    'Target="file:///C:\\Ekonomi\\Prognos%20aug.xlsx"/></Relationships>'
)


def test_a_link_to_another_workbook_is_read_with_its_file_name() -> None:
    found = cell(
        '<c r="A1"><f>[1]Blad1!$A$1+[1]B!A2</f><v>7</v></c>',
        tail=f'<externalReferences><externalReference xmlns:r="{RELS}" r:id="r4"/></externalReferences>',
        xl__externalLinks__externalLink1_xml=LINK,
        **{"xl__externalLinks___rels__externalLink1_xml.rels": LINK_RELS},
    )
    assert found.formula == "=[Prognos aug.xlsx]Blad1!$A$1+[Prognos aug.xlsx]B!A2"
    assert found.links == ("Prognos aug.xlsx",)


def test_a_table_reference_is_no_link() -> None:
    assert cell('<c r="A1"><f>SUM(Tabell1[Belopp])</f><v>7</v></c>').links == ()


@pytest.mark.parametrize(
    "xml",
    ['<c r="XFE1"><v>1</v></c>', '<c r="A1" s="x"><v>1</v></c>', '<c r="A1" t="d"><v>x</v></c>'],
)
def test_what_no_program_writes_is_refused_as_damaged(xml: str) -> None:
    with pytest.raises(WorkbookError, match="skadad"):
        cell(xml)


# --- held against openpyxl ---------------------------------------------------------------------------------------------


def saved(edit: Callable[[Any], None]) -> bytes:
    book = openpyxl.Workbook()
    edit(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def as_openpyxl_reads(data: bytes) -> dict[tuple[str, int, int], Any]:
    formulas = openpyxl.load_workbook(io.BytesIO(data))
    values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    found = {}
    for sheet in formulas:
        for row in sheet.iter_rows():
            for one in row:
                value = values[sheet.title].cell(one.row, one.column).value
                if one.value is not None or value is not None:
                    formula = one.value if isinstance(one.value, str) and one.value.startswith("=") else None
                    found[sheet.title, one.row, one.column - 1] = (formula, value)
    return found


def as_we_read(data: bytes) -> dict[tuple[str, int, int], Any]:
    return {
        (grid.name, *at): (found.formula, found.error or plain(found.value))
        for grid in read_book(data, "bok.xlsx").grids
        for at, found in grid.cells.items()
    }


def plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value or None


def without_empty_texts(cells: dict[tuple[str, int, int], Any]) -> dict[tuple[str, int, int], Any]:
    return {at: (formula, value or (value if value == 0 else None)) for at, (formula, value) in cells.items()}


@pytest.mark.parametrize("data", [file_of(empty()), file_of(full())], ids=["empty", "filled"])
def test_our_workbooks_are_read_as_openpyxl_reads_them(data: bytes) -> None:
    ours, theirs = without_empty_texts(as_we_read(data)), without_empty_texts(as_openpyxl_reads(data))
    assert ours == theirs


def test_a_workbook_of_openpyxls_is_read_as_openpyxl_reads_it() -> None:
    def edit(book: Any) -> None:
        sheet = book.active
        sheet.append(
            [1, 2.5, "ord", True, datetime(2024, 8, 31, 12, 30), date(2024, 1, 2), time(8, 15), "=A1+B1", None, "#N/A"]
        )
        sheet.append(["åäö & <x>", "  rum  ", "rad\nrad", -0.1 - 0.2, 1e-9, 123456789012345, "'apostrof"])
        sheet["A5"].number_format = "0.0%"
        sheet["A5"] = 0.05
        sheet["C9"] = datetime(1950, 3, 4)

    data = saved(edit)
    theirs = {at: (f, v) if v != -0.30000000000000004 else (f, -0.3) for at, (f, v) in as_openpyxl_reads(data).items()}
    assert as_we_read(data) == theirs


def test_hidden_sheets_notes_merged_cells_and_lists_are_read() -> None:
    def edit(book: Any) -> None:
        sheet = book.active
        sheet["B2"] = "x"
        sheet["B2"].comment = Comment("Anna 850312", "A")
        sheet.merge_cells("B2:C3")
        sheet.add_data_validation(DataValidation("list", formula1='"Ja,Nej"', sqref="D1"))
        book.create_sheet("Dolt").sheet_state = "hidden"
        book.create_sheet("Gömt").sheet_state = "veryHidden"
        book.properties.creator = "Anna"
        book.properties.keywords = "sekretess"

    book = read_book(saved(edit), "bok.xlsx")
    assert [grid.visibility for grid in book.grids] == [Visibility.VISIBLE, Visibility.HIDDEN, Visibility.VERY_HIDDEN]
    assert book.grids[0].merged == (Area(2, 1, 3, 2),)
    assert book.grids[0].comments == {(2, 1): "Anna 850312"}
    assert book.grids[0].lists == ("Ja,Nej",)
    assert (book.properties["creator"], book.properties["keywords"]) == ("Anna", "sekretess")


# --- the file on disk --------------------------------------------------------------------------------------------------


def test_a_workbook_is_read_from_disk(tmp_path: Path) -> None:
    path = tmp_path / "underlag.xlsx"
    path.write_bytes(file_of(full()))
    book = read_workbook(path)
    assert book.name == "underlag.xlsx"
    assert book.grids[0].name == "Start"
    assert book.grids[-1].visibility is Visibility.VERY_HIDDEN


@pytest.mark.parametrize(("name", "line"), [("finns-inte.xlsx", "finns inte"), ("mapp", "är en mapp")])
def test_what_is_no_file_is_told(tmp_path: Path, name: str, line: str) -> None:
    (tmp_path / "mapp").mkdir()
    with pytest.raises(WorkbookError, match=line):
        read_workbook(tmp_path / name)


def test_any_other_workbook_is_none_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "annan.xlsx"
    path.write_bytes(saved(lambda _: None))
    with pytest.raises(WorkbookError, match=r"ingen arbetsbok från reportgen.*reportgen ny"):
        read_workbook(path)


def test_a_workbook_of_a_newer_reportgen_is_refused(tmp_path: Path) -> None:
    parts = parts_of(file_of(empty()))
    strings = parts["xl/sharedStrings.xml"].replace(
        b"<si><t>reportgen</t></si><si><t>1</t></si>", b"<si><t>reportgen</t></si><si><t>2</t></si>"
    )
    assert strings != parts["xl/sharedStrings.xml"]
    path = tmp_path / "ny.xlsx"
    path.write_bytes(zipped({**parts, "xl/sharedStrings.xml": strings}))
    with pytest.raises(WorkbookError, match="nyare version"):
        read_workbook(path)


def test_nobody_has_the_workbook_open(tmp_path: Path) -> None:
    assert open_elsewhere(tmp_path / "underlag.xlsx") is None


@pytest.mark.parametrize("folder", [".", "/"])
def test_a_folder_without_a_name_is_open_to_nobody(folder: str) -> None:
    assert open_elsewhere(Path(folder)) is None


@pytest.mark.parametrize(
    ("lock", "content", "name"),
    [
        ("~$underlag.xlsx", b"\x09Eva Berg " + b" " * 45 + b"\x08\0" + "Åsa Berg".encode("utf-16-le"), "Åsa Berg"),
        ("~$underlag.xlsx", b"\x08Eva Berg" + b" " * 20, "Eva Berg"),
        ("~$underlag.xlsx", b"", "någon"),
        (".~lock.underlag.xlsx#", ",Eva Åberg,DATOR,01.09.2024 08:00,file:///;".encode(), "Eva Åberg"),
    ],
)
def test_who_has_the_workbook_open_is_told(tmp_path: Path, lock: str, content: bytes, name: str) -> None:
    (tmp_path / lock).write_bytes(content)
    assert open_elsewhere(tmp_path / "underlag.xlsx") == name


def test_sheets_may_be_written_by_another_program_without_its_styles() -> None:
    """Google Sheets and others write no shared strings or other styles; what is read is the same."""
    book = openpyxl.load_workbook(io.BytesIO(file_of(full())))
    target = io.BytesIO()
    book.save(target)
    found = parse_report(read_book(target.getvalue(), "bok.xlsx"), MALL)[1]
    assert seen(found) == []
