"""The workbook remembers which files its figures came from, wherever they lay."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from reportgen.importing.figures import import_figures
from reportgen.importing.files import digest, lying_at
from reportgen.model.period import Period
from reportgen.pipeline import find_template, new_workbook, upgrade_workbook
from reportgen.workbook.imported_sheet import ExportFile, read_export_files
from reportgen.workbook.read import read_workbook

NOW = datetime(2025, 9, 3, 9, 30, tzinfo=UTC)
LATER = datetime(2025, 9, 4, 8, 0, tzinfo=UTC)


@pytest.fixture
def master(tmp_path: Path) -> Path:
    path = tmp_path / "rapport" / "mars.xlsx"
    path.parent.mkdir()
    new_workbook(find_template("standard-manadsuppfoljning"), "Socialnämnden", Period(2025, 3), path)
    return path


def export(master: Path, name: str = "utfall.csv", amount: str = "1234567,89") -> Path:
    path = master.parent.parent / "export" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(f"Konto;Utfall ack\n5010;{amount}\n".encode("cp1252"))
    return path


def files(master: Path) -> list[ExportFile]:
    return read_export_files(read_workbook(master))


def test_the_export_is_remembered_with_its_place_and_hash(master: Path) -> None:
    file = export(master)
    import_figures(master, [file], now=NOW)
    assert files(master) == [ExportFile("utfall.csv", "../export/utfall.csv", digest(file), "", "2025-09-03 09:30")]
    assert lying_at(master, files(master)[0]).resolve() == file.resolve()


def test_a_newer_export_of_the_same_name_takes_its_place_and_others_stay(master: Path) -> None:
    import_figures(master, [export(master)], now=NOW)
    import_figures(master, [export(master, "annan.csv", "5,00")], now=NOW)
    newer = export(master, amount="7,00")
    import_figures(master, [newer], now=LATER)
    found = {file.name: (file.sha256 == digest(newer), file.at) for file in files(master)}
    assert found == {"utfall.csv": (True, "2025-09-04 08:00"), "annan.csv": (False, "2025-09-03 09:30")}


def test_the_source_is_remembered(master: Path) -> None:
    (master.parent / "kallor").mkdir()
    (master.parent / "kallor" / "eko.toml").write_text('[rubriker]\nutfall = "Utfall ack"\n', "utf-8")
    import_figures(master, [export(master)], now=NOW, source="eko")
    assert [file.source for file in files(master)] == ["eko"]


@pytest.mark.slow
def test_the_exports_come_along_when_the_workbook_is_upgraded(master: Path, tmp_path: Path) -> None:
    import_figures(master, [export(master)], now=NOW)
    upgrade_workbook(master, tmp_path / "ny.xlsx")
    assert files(tmp_path / "ny.xlsx") == files(master)
