"""More than forty ways of filling a workbook wrong: each gives its finding at its cell, and all of them in one run.

Every case edits the example workbook as a person would in Excel and reads it anew. None may end in a traceback, and no
number may be changed in silence.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.model.finding import Severity
from reportgen.model.position import Place, column_index
from reportgen.pipeline import Checked, check_workbook

EXAMPLE = Path(__file__).resolve().parent.parent / "inputs" / "enkoping-delarsrapport-2024-08.xlsx"


@pytest.fixture(scope="module")
def example() -> Checked:
    return check_workbook(EXAMPLE)


class Editor:
    """The example open for editing; places are found where the reader found them."""

    def __init__(self, example: Checked) -> None:
        self.example = example
        self.book = openpyxl.load_workbook(EXAMPLE)
        self.results: dict[str, str] = {}

    def at(self, place: str) -> tuple[Worksheet, str]:
        """The sheet and A1 of a place."""
        where = Place.parse(place)
        report = self.example.entered
        if where.table in ("text", "uppgift"):
            ref = report.cell(where).at
        else:
            table = report.table(where.table)
            row = table.row(where.row or "")
            assert row is not None, place
            ref = row.at if where.column == "etikett" else table.ref(row, where.column or "")
        assert ref is not None, place
        return self.book[ref.sheet], ref.a1

    def set(self, place: str, value: object) -> str:
        sheet, a1 = self.at(place)
        sheet[a1].value = value
        return f"{sheet.title}!{a1}"

    def formula(self, place: str, formula: str, result: str) -> str:
        """A formula with the value that Excel worked out for it."""
        where = self.set(place, formula)
        self.results[where] = result
        return where

    def row_of(self, place: str) -> tuple[Worksheet, int]:
        sheet, a1 = self.at(place)
        return sheet, sheet[a1].row

    def save(self, path: Path) -> Path:
        self.book.save(path)
        if self.results:
            _with_results(path, self.book.sheetnames, self.results)
        return path


def _with_results(path: Path, sheets: list[str], results: dict[str, str]) -> None:
    """Puts worked-out values beside formulas, which openpyxl cannot write."""
    whole = path.with_suffix(".tmp")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(whole, "w") as target:
        for item in source.infolist():
            data = source.read(item)
            for where, result in results.items():
                sheet, a1 = where.split("!")
                if item.filename == f"xl/worksheets/sheet{sheets.index(sheet) + 1}.xml":
                    pattern = rf'(<c r="{a1}"[^>]*>)(<f>.*?</f>)<v\s*(?:/>|></v>)(</c>)'
                    text, n = re.subn(pattern, rf"\g<1>\g<2><v>{result}</v>\g<3>", data.decode())
                    assert n == 1, where
                    data = text.encode()
            target.writestr(item, data)
    shutil.move(whole, path)


@dataclass(frozen=True)
class Case:
    """One way of filling in wrong; `edit` makes it and gives the place where the finding is expected."""

    name: str
    code: str
    edit: Callable[[Editor], str]


def typed(name: str, code: str, place: str, value: object) -> Case:
    return Case(name, code, lambda editor: editor.set(place, value))


def _computed(name: str, code: str, place: str, formula: str, result: str) -> Case:
    return Case(name, code, lambda editor: editor.formula(place, formula, result))


def _spare(editor: Editor, table: str, column: str, below: int) -> tuple[Worksheet, str]:
    """A cell of a spare row, so many rows below the table's first free one."""
    sheet, a1 = editor.at(f"{table}.fri_01.{column}")
    letters = re.sub(r"\d", "", a1)
    return sheet, f"{letters}{sheet[a1].row + below}"


def _row_without_key(editor: Editor) -> str:
    sheet, a1 = _spare(editor, "satsningar", "etikett", 5)
    sheet[a1].value = "En rad som någon lade till"
    sheet.cell(sheet[a1].row, 1).value = None
    return f"{sheet.title}!{a1}"


def _copy_key(editor: Editor) -> str:
    sheet, row = editor.row_of("driftsredovisning.mottagning.utfall")
    sheet.cell(row, 1).value = "ekonomiskt_bistand"
    return f"{sheet.title}!{row}"


def _swap_labels_without_keys(editor: Editor) -> str:
    """Two rows sorted with everything but the hidden column."""
    sheet, one = editor.row_of("driftsredovisning.mottagning.utfall")
    _, two = editor.row_of("driftsredovisning.utredning_barn.utfall")
    for column in range(2, sheet.max_column + 1):
        a, b = sheet.cell(one, column), sheet.cell(two, column)
        if not str(a.value).startswith("="):
            a.value, b.value = b.value, a.value
    return f"{sheet.title}!{one}"


def _values_without_label(editor: Editor) -> str:
    sheet, a1 = _spare(editor, "satsningar", "uppfoljning", 4)
    sheet[a1].value = "Uppföljning utan namn på satsningen"
    return f"{sheet.title}!{sheet[a1].row}"


def _delete_row(editor: Editor) -> str:
    sheet, row = editor.row_of("driftsredovisning.namnd.utfall")
    for cell in sheet[row]:
        cell.value = None
    return sheet.title


def _delete_column(editor: Editor) -> str:
    sheet, a1 = editor.at("externa_utforare.konsulentstodd.antal")
    column = column_index(re.sub(r"\d", "", a1)) + 1
    for row in range(1, sheet.max_row + 1):
        if not isinstance(cell := sheet.cell(row, column), MergedCell):
            cell.value = None
    return sheet.title


def _delete_sheet(editor: Editor) -> str:
    sheet, _ = editor.at("investeringar.mobler.budget")
    del editor.book[sheet.title]
    return ""


def _merge(editor: Editor) -> str:
    sheet, a1 = editor.at("driftsredovisning.samhallsvard_bou.utfall")
    column, row = re.sub(r"\d", "", a1), sheet[a1].row
    after = sheet.cell(row, column_index(column) + 2).coordinate
    sheet.merge_cells(f"{a1}:{after}")
    return f"{sheet.title}!{a1}"


def _note_beside(editor: Editor) -> str:
    sheet, row = editor.row_of("resultatrakning.lokalhyror.utfall")
    cell = sheet.cell(row, 15)
    cell.value = "Kolla med lokalenheten"
    return f"{sheet.title}!{cell.coordinate}"


def _copy_table(editor: Editor) -> str:
    sheet, _ = editor.at("externa_utforare.konsulentstodd.antal")
    return editor.book.copy_worksheet(sheet).title


def _on_review(*values: str) -> Callable[[Editor], str]:
    def edit(editor: Editor) -> str:
        sheet = editor.book["Granskning"]
        head = next(c for row in sheet.iter_rows() for c in row if c.value == "Kod")
        columns = {c.value: c.column for c in sheet[head.row]}
        row = next(r for r in range(head.row + 1, sheet.max_row) if not sheet.cell(r, head.column).value)
        for name, value in zip(("Kod", "Plats", "Värde", "Skäl"), values, strict=False):
            sheet.cell(row, columns[name]).value = value
        return f"Granskning!{row}"

    return edit


def _period(text: str) -> Callable[[Editor], str]:
    def edit(editor: Editor) -> str:
        sheet = editor.book["Start"]
        cell = next(c for row in sheet.iter_rows() for c in row if c.value == "2024-08")
        cell.value = text
        return f"Start!{cell.coordinate}"

    return edit


def _version(editor: Editor) -> str:
    sheet = editor.book["_reportgen"]
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == "mallversion")
    sheet.cell(cell.row, cell.column + 1).value = "0.9"
    return ""


R, D, V, X = "resultatrakning", "driftsredovisning", "volymer", "externa_utforare"

CASES = [
    typed("words where a number is wanted", "TAL_OLASLIGT", f"{R}.taxor_avgifter.budget", "ca 1,3"),
    typed("a point that may be thousands or decimals", "TAL_OLASLIGT", f"{R}.taxor_avgifter.utfall", "1.234"),
    typed("two commas", "TAL_OLASLIGT", f"{R}.taxor_avgifter.prognos", "1,3,4"),
    typed("kronor under a heading in mnkr", "TAL_OLASLIGT", f"{R}.bidrag_intakter.utfall_fg", "7500 tkr"),
    typed("a number as text", "TAL_SOM_TEXT", f"{R}.bidrag_intakter.budget", "10,4"),
    typed("a minus behind the number", "TAL_SOM_TEXT", f"{R}.personalkostnader.budget", "126,8-"),
    typed("a long dash as minus", "TAL_SOM_TEXT", f"{R}.personalkostnader.prognos", "–128,3"),
    typed("hard spaces in the number", "TAL_SOM_TEXT", f"{V}.mottagning.volym_budget", "2\u00a0500"),
    typed("the unit after the number", "TAL_SOM_TEXT", f"{R}.bidrag_kostnader.utfall", "-41,9 mnkr"),
    typed("#REF!", "EXCELFEL", f"{R}.kop_av_verksamhet.utfall", "#REF!"),
    typed("#DIV/0!", "EXCELFEL", f"{X}.konsulentstodd.andel_utfall", "#DIV/0!"),
    typed("a date that Excel made of 1/2", "DATUM_I_TALCELL", f"{R}.lokalhyror.budget", datetime(2024, 2, 1)),
    typed("true where a number is wanted", "LOGISKT_VARDE", f"{R}.lokalhyror.prognos", value=True),
    typed(
        "a formula that nothing has worked out", "FORMEL_UTAN_VARDE", f"{R}.ovriga_driftskostnader.utfall", "=-17-0.9"
    ),
    _computed(
        "a formula of one's own", "FORMEL_I_INMATNING", f"{R}.ovriga_driftskostnader.budget", "=-23-0.4", "-23.4"
    ),
    _computed(
        "a link to another workbook",
        "LANK_TILL_ANNAN_BOK",
        f"{R}.ovriga_driftskostnader.prognos",
        "='[Prognos.xlsx]A'!B2",
        "-25.7",
    ),
    typed("a formula typed over", "FORMEL_OVERSKRIVEN", f"{R}.kapitaltjanstkostnader.avvikelse", 0.7),
    typed("a variance typed over with its sign lost", "FORMEL_OVERSKRIVEN", f"{D}.utredning_barn.avvikelse", 3.5),
    typed("a sum with swapped digits", "SUMMA_FEL", f"{R}.summa_kostnader.utfall", -109.7),
    typed("totals that differ between tables", "KONTROLL_FEL", f"{D}.totalt.prognos", -247.7),
    typed("a sign lost on a cost", "TECKEN_FEL", f"{R}.kapitaltjanstkostnader.utfall", 0.2),
    typed("a required figure taken out", "VARDE_SAKNAS", f"{D}.ekonomiskt_bistand_personal.budget", None),
    typed("only spaces in a required figure", "VARDE_SAKNAS", f"{D}.institutionsvard_vuxna.budget", "   "),
    typed("a status that is not on the list", "STATUS_OKAND", "internkontroll.fri_01.resultat", "Klart"),
    typed("a count with decimals", "HELTAL_VANTAS", f"{X}.konsulentstodd.antal", 18.5),
    typed("a count below zero", "UTANFOR_GRANS", f"{V}.utredning_barn.volym_budget", -1700),
    typed("a share above a hundred per cent", "UTANFOR_GRANS", f"{X}.institutionsvard_vuxen.andel_budget", 370),
    typed("a required text taken out", "TEXT_SAKNAS", "text.sammanfattning", None),
    typed(
        "a value field that does not exist",
        "FALT_OKANT",
        "text.analys_inledning",
        "Kostnaden är {{resultat.x.y}} mnkr.",
    ),
    typed(
        "a value field to an empty cell",
        "FALT_TOMT",
        "text.analys_kopt_vard",
        "Se {{volymer.vald_i_nara_relation.avvikelse_rfm}} mnkr.",
    ),
    typed("a required fact taken out", "UPPGIFT_SAKNAS", "uppgift.handlaggare", None),
    typed("a date in words", "DATUM_OLASLIGT", "uppgift.behandlas", "i slutet av september"),
    typed("a number where words are wanted", "TAL_I_TEXTCELL", "internkontroll.fri_02.kommentar", 3),
    typed("a label changed", "ETIKETT_ANDRAD", f"{D}.gemensam_oh.etikett", "Gemensam administration SN"),
    Case("a row added without key", "RAD_NY", _row_without_key),
    Case("a row copied with its key", "RAD_DUBBEL", _copy_key),
    Case("figures without a name", "ETIKETT_SAKNAS", _values_without_label),
    Case("a row taken out", "RAD_SAKNAS", _delete_row),
    Case("cells merged", "CELLER_SAMMANFOGADE", _merge),
    Case("a note beside the table", "UTANFOR_TABELL", _note_beside),
    Case(
        "an acknowledgement without reason",
        "KVITTERING_UTAN_SKAL",
        _on_review("SUMMA_FEL", f"{R}.summa_totalt.utfall", "1"),
    ),
    Case("an acknowledgement that is no code", "KVITTERING_OLASLIG", _on_review("XX", "a.b.c.d", "1", "för att")),
    Case(
        "an acknowledgement of nothing",
        "KVITTERING_INAKTUELL",
        _on_review("EXCELFEL", f"{R}.taxor_avgifter.utfall", "#N/A", "känt"),
    ),
    Case("an older version of the mall", "MALLVERSION", _version),
    Case("a period outside the mall's", "PERIOD_UTANFOR", _period("2024-06")),
]

ALONE = [
    Case("a period that is no period", "PERIOD_FEL", _period("hösten")),
    Case("rows sorted without their keys", "RAD_FLYTTAD", _swap_labels_without_keys),
    Case("a column taken out", "KOLUMN_SAKNAS", _delete_column),
    Case("a sheet taken out", "BLAD_SAKNAS", _delete_sheet),
    Case("a table copied to a sheet of its own", "TABELL_DUBBEL", _copy_table),
]
"""Faults that hide others, so that they are tried one by one only."""


def found_at(checked: Checked, case: Case, where: str) -> bool:
    """Whether the case's finding stands at that cell, row or sheet."""
    sheet, _, a1 = where.partition("!")
    for finding in checked.findings:
        at = finding.at
        if finding.code.name == case.code and (
            not where or (at is not None and at.sheet == sheet and (not a1 or at.a1 == a1 or str(at.row) == a1))
        ):
            return True
    return False


def described(checked: Checked) -> str:
    return "\n".join(f"{f.code.name} {f.at} {f.message}" for f in checked.findings)


@pytest.mark.slow
@pytest.mark.parametrize("case", [*CASES, *ALONE], ids=lambda case: case.name)
def test_each_fault_is_found_at_its_cell(case: Case, example: Checked, tmp_path: Path) -> None:
    editor = Editor(example)
    where = case.edit(editor)
    checked = check_workbook(editor.save(tmp_path / "fel.xlsx"))
    assert found_at(checked, case, where), f"{case.code} at {where}, found:\n{described(checked)}"
    for finding in checked.findings:
        assert "…" not in finding.message + finding.advice, finding


def test_all_faults_are_found_in_one_run_in_sheet_order(example: Checked, tmp_path: Path) -> None:
    editor = Editor(example)
    expected = [(case, case.edit(editor)) for case in CASES]
    checked = check_workbook(editor.save(tmp_path / "allt.xlsx"))
    lost = [f"{case.code} at {where}" for case, where in expected if not found_at(checked, case, where)]
    assert not lost, described(checked)
    sheets = [checked.sheets.index(f.at.sheet) for f in checked.findings if f.at and f.at.sheet in checked.sheets]
    assert sheets == sorted(sheets)
    assert len(CASES) >= 40


def test_what_could_not_be_read_is_kept_as_it_stood(example: Checked, tmp_path: Path) -> None:
    editor = Editor(example)
    editor.set(f"{R}.taxor_avgifter.budget", "ca 1,3")
    checked = check_workbook(editor.save(tmp_path / "fel.xlsx"))
    assert checked.derived.cell(Place(R, "taxor_avgifter", "budget")).value == "ca 1,3"
    assert checked.derived.cell(Place(R, "taxor_avgifter", "avvikelse")).value is None


def _dash_where_acknowledged(editor: Editor, place: str) -> None:
    """A dash in an empty cell; the acknowledgement of its being empty goes with it."""
    editor.set(place, "-")
    review = editor.book["Granskning"]
    rows = [cell.row for row in review.iter_rows() for cell in row if str(cell.value) == place]
    review.delete_rows(rows[0])


SILENT: list[tuple[str, Callable[[Editor], object]]] = [
    (
        "the table's columns unhidden, a sheet renamed",
        lambda e: setattr(e.at(f"{R}.taxor_avgifter.budget")[0], "title", "RR 2024"),
    ),
    (
        "a status in other case and with spaces",
        lambda e: e.set("internkontroll.fri_01.resultat", " kontroll genomförd UTAN avvikelse "),
    ),
    ("a sheet of one's own", lambda e: e.book.create_sheet("Mina anteckningar").append(["x", 1, "=1/0"])),
    (
        "a dash where there is no value",
        lambda e: _dash_where_acknowledged(e, f"{V}.vald_i_nara_relation.avvikelse_rfm"),
    ),
]


@pytest.mark.parametrize(("name", "edit"), SILENT, ids=[name for name, _ in SILENT])
def test_what_is_not_wrong_is_not_found(
    name: str, edit: Callable[[Editor], object], example: Checked, tmp_path: Path
) -> None:
    editor = Editor(example)
    edit(editor)
    checked = check_workbook(editor.save(tmp_path / "ratt.xlsx"))
    before = {(f.code, str(f.place)) for f in example.findings}
    new = [f for f in checked.findings if (f.code, str(f.place)) not in before]
    assert not new, name + "\n" + described(checked)


def test_the_example_has_no_error_that_stops_it(example: Checked) -> None:
    assert not [f for f in example.findings if f.stops_report], described(example)
    assert all(f.severity < Severity.FEL or f.reason for f in example.findings)
