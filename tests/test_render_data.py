"""The tables of a document as data: what is printed and nothing else, in a form that is promised."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import subprocess
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from gallery import BLOCKS, DRIFT, document, package, paragraph, row
from reportgen.document.blocks import TableCell
from reportgen.model.format import format_number
from reportgen.model.rounding import round_half_up
from reportgen.pipeline import check_workbook, make_report
from reportgen.render.data import ALL, MANIFEST, READ_ME, data_files, data_zip, number_of

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "inputs" / "standard-manadsuppfoljning-2025-03.xlsx"
SCHEMA = json.loads((ROOT / "docs" / "datafiler.schema.json").read_text("utf-8"))


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))


def test_the_tables_keep_the_promised_form() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    for made in (document(*BLOCKS), package()):
        Draft202012Validator(SCHEMA).validate(json.loads(data_files(made)[ALL]))


def test_a_csv_file_has_headings_with_their_group_and_figures_as_excel_takes_them() -> None:
    assert rows_of(data_files(document(DRIFT))["drift.csv"])[:3] == [
        ["Verksamhet", "Januari–augusti, Utfall", "Januari–augusti, Budget", "Januari–augusti, Avvikelse"],
        ["Barn och unga", "", "", ""],
        ["Placeringar", "-12,5", "-14,0", "1,5"],
    ]


def test_a_figure_an_empty_cell_a_dash_and_a_zero_are_told_apart() -> None:
    table = replace(DRIFT, rows=(row("a", "Hyra", "", "–", "0"),))
    cells = json.loads(data_files(document(table))[ALL])["tabeller"][0]["rader"][0]["celler"]
    assert [cells[column.key] for column in DRIFT.columns[1:]] == [
        {"text": ""},
        {"text": "–"},
        {"text": "0", "tal": "0"},
    ]


@given(st.decimals(-(10**9), 10**9, places=3), st.integers(0, 3), st.sampled_from(["", "\u00a0%"]))
def test_any_figure_that_can_be_printed_is_read_back(value: Decimal, decimals: int, sign: str) -> None:
    cell = TableCell(1, (paragraph(format_number(value, decimals) + sign),), numeric=True)
    assert Decimal(number_of(cell) or "") == round_half_up(value, decimals)


@pytest.mark.parametrize("words", ["Öka", "3 av 4", "2024-08-31", "–", "", "12,5 mnkr", "<5"])
def test_words_are_no_figures(words: str) -> None:
    assert number_of(TableCell(1, (paragraph(words),), numeric=True)) is None


@pytest.mark.parametrize("words", ['=HYPERLINK("x")', "+46 8", "@namn", "-A1"])
def test_words_never_become_a_formula(words: str) -> None:
    table = replace(DRIFT, rows=(row("a", words, "1,0", "1,0", "0,0"),))
    assert rows_of(data_files(document(table))["drift.csv"])[1][0] == f"'{words}"


def test_a_table_in_two_parts_of_a_package_comes_once_and_another_of_the_same_name_beside_it() -> None:
    other = replace(DRIFT, rows=DRIFT.rows[:2])
    assert list(data_files(document(DRIFT, DRIFT, other))) == [ALL, "drift.csv", "drift-2.csv"]


def test_a_document_without_tables_has_no_files() -> None:
    assert data_files(document(paragraph("Text"))) == {}


def test_the_zip_has_the_hash_of_every_file_and_of_the_documents_and_the_same_bytes_each_time() -> None:
    made = document(*BLOCKS)
    packed = data_zip(made, {"rapport.pdf": b"pdf"})
    assert packed == data_zip(made, {"rapport.pdf": b"pdf"})
    with zipfile.ZipFile(io.BytesIO(packed)) as read:
        members = {name: read.read(name) for name in read.namelist()}
    manifest = json.loads(members[MANIFEST])
    told = {mark["namn"]: mark["sha256"] for mark in manifest["filer"]}
    assert told == {
        name: hashlib.sha256(data).hexdigest() for name, data in members.items() if name not in (MANIFEST, READ_ME)
    }
    assert manifest["dokumentfiler"] == [
        {"namn": "rapport.pdf", "byte": 3, "sha256": hashlib.sha256(b"pdf").hexdigest()}
    ]


@pytest.mark.parametrize(("where", "beside"), [("zip", True), ("pdf", False), ("nej", False)])
def test_the_mall_says_where_the_data_goes(where: str, beside: bool, tmp_path: Path) -> None:
    checked = check_workbook(EXAMPLE)
    spec = checked.template.spec
    told = replace(
        checked,
        template=replace(
            checked.template, spec=spec.model_copy(update={"info": spec.info.model_copy(update={"data": where})})
        ),
    )
    made = make_report(told, ["html"], tmp_path)
    zips = [file.name for file in made.files if file.suffix == ".zip"]
    assert zips == (["standard-manadsuppfoljning-2025-03-data.zip"] if beside else [])
    assert not [f for f in make_report(told, ["html"], tmp_path, draft=True).files if f.suffix == ".zip"]


@pytest.mark.slow
@pytest.mark.pango
@pytest.mark.poppler
def test_the_pdf_carries_them(tmp_path: Path) -> None:

    made = make_report(check_workbook(EXAMPLE), ["pdf"], tmp_path)
    listed = subprocess.run(["pdfdetach", "-list", made.files[0]], capture_output=True, text=True, check=True).stdout
    assert ALL in listed
    assert "resultatrakning.csv" in listed
