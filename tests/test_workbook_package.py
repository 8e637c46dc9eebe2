"""Only a whole, plain and harmless .xlsx is opened; everything else is refused with a line that says what to do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest

from reportgen.model.errors import WorkbookError
from reportgen.workbook import package
from reportgen.workbook.package import Package
from reportgen.workbook.read import read_book
from sheets import empty, file_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def zipped(parts: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return target.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


@pytest.fixture(scope="module")
def workbook() -> dict[str, bytes]:
    return parts_of(file_of(empty()))


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", "är tom"),
        (OLE, "äldre arbetsbok \\(.xls\\).*Spara som"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "lösenord eller krypterad.*Ta bort skyddet"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"post;utfall\n1;2\n", "ingen Excel-arbetsbok"),
        (b"PK\x03\x04 but no more", "skadad eller inte hel"),
        (zipped({"word/document.xml": b"<x/>"}), "Word-dokument"),
        (zipped({"ppt/presentation.xml": b"<x/>"}), "presentation"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}), "OpenDocument"),
        (zipped({"xl/workbook.bin": b""}), "xlsb"),
        (zipped({"readme.txt": b"hej"}), "ingen arbetsbok"),
        (zipped({}), "ingen arbetsbok"),
        (zipped({"xl/workbook.xml": b"<x/>", "xl/vbaProject.bin": b""}), "makron"),
        (zipped({"xl/workbook.xml": b"<x/>", "xl/macrosheets/sheet1.xml": b"<x/>"}), "makron"),
        (zipped({"xl/workbook.xml": b"<x"}), "skadad"),
    ],
)  # fmt: skip
def test_other_files_are_refused_with_what_to_do(data: bytes, line: str) -> None:
    with pytest.raises(WorkbookError, match=f"^bok.xlsx .*{line}"):
        read_book(data, "bok.xlsx")


def test_a_refusal_is_one_line() -> None:
    with pytest.raises(WorkbookError) as refused:
        read_book(OLE, "bok.xlsx")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9, 0.999])
def test_a_file_that_is_cut_off_is_refused(kept: float) -> None:
    whole = file_of(empty())
    with pytest.raises(WorkbookError, match="skadad"):
        read_book(whole[: int(len(whole) * kept)], "bok.xlsx")


def test_a_damaged_part_is_refused(workbook: dict[str, bytes]) -> None:
    data = bytearray(zipped(workbook))
    at = data.index(b"xl/worksheets/sheet1.xml") + 60
    data[at : at + 40] = b"\0" * 40
    with pytest.raises(WorkbookError, match="skadad"):
        read_book(bytes(data), "bok.xlsx")


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet2.xml", "xl/sharedStrings.xml", "xl/styles.xml"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entity_bombs_are_refused_unread(workbook: dict[str, bytes], part: str, encoding: str) -> None:
    bomb = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    with pytest.raises(WorkbookError, match="dokumenttypsdeklaration"):
        read_book(zipped({**workbook, part: bomb.encode(encoding)}), "bok.xlsx")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(workbook: dict[str, bytes]) -> None:
    with pytest.raises(WorkbookError, match="orimligt"):
        read_book(zipped({**workbook, "xl/media/image1.png": b"\0" * 20_000_000}), "bok.xlsx")


def test_too_many_parts_are_refused(workbook: dict[str, bytes]) -> None:
    with pytest.raises(WorkbookError, match="orimligt"):
        read_book(zipped({**workbook, **{f"x/{n}": b"" for n in range(package.ENTRY_LIMIT)}}), "bok.xlsx")


def test_sheets_that_unpack_to_more_than_there_is_room_for_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "PART_LIMIT", 10_000)
    with pytest.raises(WorkbookError, match=r"för stor.*egna stora blad"):
        read_book(file_of(empty()), "bok.xlsx")


def test_a_zip_with_a_password_is_refused() -> None:
    data = bytearray(file_of(empty()))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        found = data.index(mark)
        data[found + at] |= 1
    with pytest.raises(WorkbookError, match="lösenord"):
        read_book(bytes(data), "bok.xlsx")


def test_parts_are_found_by_name() -> None:
    opened = Package(file_of(empty()), "bok.xlsx")
    assert "xl/workbook.xml" in opened
    assert "xl/vbaProject.bin" not in opened
    assert "xl/styles.xml" in opened.parts
    assert opened.xml("xl/workbook.xml").tag.endswith("}workbook")
