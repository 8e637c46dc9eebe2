"""Killed at any moment: the old file or the new one is there, whole, the archive opens, and the command can be run again.

Each command is run in a child process that kills itself the way the power does, at its first touch of the disk, then at its
second, and so on until it has run to its end. A touch is a file opened for writing, forced to the disk, moved, linked,
removed or made read-only, or a folder made.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from kolada_server import answer, item
from reportgen.archive.folder import entries
from reportgen.archive.verify import verify
from reportgen.cli.main import group
from reportgen.malls import find_all, sources
from reportgen.pipeline import check_workbook, find_template
from test_cli_arkiv import INPUTS, MARCH, run

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="children are made by fork")

TOUCHES = {"os.rename", "os.link", "os.remove", "os.chmod", "os.mkdir"}
KILLED = -signal.SIGKILL
YEAR = "standard-arsredovisning-2025-12.xlsx"


def child(arguments: list[str], at: int) -> int:
    """How the command ended when killed at its touch number `at` of the disk, from 0: `KILLED`, or the exit code."""
    pid = os.fork()
    if pid == 0:
        _run_and_die(arguments, at)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


def _run_and_die(arguments: list[str], at: int) -> None:
    """In the child: never comes back."""
    left = at

    def touch() -> None:
        nonlocal left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1

    def hook(event: str, values: tuple[object, ...]) -> None:
        writes = event == "open" and isinstance(values[2], int) and values[2] & (os.O_WRONLY | os.O_RDWR)
        if (event in TOUCHES or writes) and not str(values[0]).startswith("/dev"):
            touch()

    fsync = os.fsync

    def counted(handle: int) -> None:
        touch()
        fsync(handle)

    code = 70
    try:
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        os.fsync = counted
        sys.addaudithook(hook)
        group.main(arguments, prog_name="reportgen")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    finally:
        os._exit(code)


def files(folder: Path) -> dict[str, str]:
    """Every file but the temporary ones, by a hash of what is in it."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(map(is_temporary, path.relative_to(folder).parts))
    }


def is_temporary(name: str) -> bool:
    return name.startswith(".reportgen-") and name.endswith(".tmp")


def ensure_whole(path: Path) -> None:
    """That a file can be used by whoever opens it."""
    if path.suffix in {".xlsx", ".docx", ".zip"}:
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
    elif path.suffix == ".html":
        assert path.read_text("utf-8").endswith("</html>\n")
    elif path.suffix == ".pdf":
        assert path.read_bytes().rstrip().endswith(b"%%EOF")
    elif path.suffix == ".json":
        assert path.read_text("utf-8").endswith("}\n")


def runs(folder: Path, prepare: Callable[[Path], None], arguments: list[str]) -> Iterator[tuple[Path, int]]:
    """The command killed at each of its touches in turn, each time in a folder prepared anew, until it is not reached."""
    for at in range(200):
        here = folder / str(at)
        here.mkdir()
        prepare(here)
        before = files(here)
        ended = child([argument.replace("HÄR", str(here)) for argument in arguments], at)
        after = files(here)
        gone = {name for name in before if name not in after and name != "arkiv/index.sqlite"}
        assert gone == set(), f"killed at touch {at}"
        for name in after:
            ensure_whole(here / name)
        yield here, ended
        if ended != KILLED:
            assert ended == 0
            return
    raise AssertionError("the command never came to its end")


def workbook(here: Path) -> None:
    shutil.copy(INPUTS / MARCH, here / MARCH)


def closed(here: Path) -> None:
    workbook(here)
    assert run("stang", here / MARCH, "--utan-dokument", "--av", "A. Ek").exit_code == 0


def reported(here: Path) -> None:
    """A workbook with documents of an older state."""
    workbook(here)
    for name in ("standard-manadsuppfoljning-2025-03.html", "standard-manadsuppfoljning-2025-03.docx"):
        shutil.copy(INPUTS / MARCH, here / name)
    (here / "standard-manadsuppfoljning-2025-03.html").write_text("<html>den gamla</html>\n", "utf-8")


@pytest.mark.slow
def test_stang_leaves_the_period_open_or_closed(tmp_path: Path) -> None:
    command = ["stang", f"HÄR/{MARCH}", "--utan-dokument", "--av", "A. Ek", "--arkiv", "HÄR/arkiv"]
    states = set()
    for here, ended in runs(tmp_path, workbook, command):
        found = entries(here / "arkiv")
        states.add((ended, len(found)))
        assert verify(here / "arkiv").faults == ()
        again = run(*(argument.replace("HÄR", str(here)) for argument in command))
        assert again.exit_code == (2 if found else 0), again.output
        assert len(entries(here / "arkiv")) == 1
    assert states == {(KILLED, 0), (KILLED, 1), (0, 1)}


@pytest.mark.slow
def test_oppna_leaves_the_period_closed_or_opened_with_its_reason(tmp_path: Path) -> None:
    command = ["oppna", "2025-03", "--skal", "Fel belopp", "--arkiv", "HÄR/arkiv", "--ut", "HÄR/kopia.xlsx"]
    states = set()
    for here, ended in runs(tmp_path, closed, command):
        (entry,) = entries(here / "arkiv")
        states.add((ended, entry.is_reopened))
        assert verify(here / "arkiv").faults == ()
        if entry.is_reopened:
            assert (here / "kopia.xlsx").read_bytes() == (here / MARCH).read_bytes()
            assert "Fel belopp" in run("arkiv", "--arkiv", here / "arkiv").output
    assert states == {(KILLED, False), (KILLED, True), (0, True)}


@pytest.mark.slow
def test_the_index_made_anew_is_there_or_the_old_one_is(tmp_path: Path) -> None:
    for here, _ in runs(tmp_path, closed, ["arkiv", "--bygg-om", "--arkiv", "HÄR/arkiv"]):
        assert "2025-03" in run("arkiv", "--arkiv", here / "arkiv").output
        assert verify(here / "arkiv").faults == ()


@pytest.mark.slow
def test_ny_leaves_no_workbook_or_a_whole_one(tmp_path: Path) -> None:
    command = ["ny", "standard-manadsuppfoljning", "--period", "2025-04", "--ut", "HÄR/april.xlsx"]
    for here, _ in runs(tmp_path, closed, command):
        if (here / "april.xlsx").exists():
            assert str(check_workbook(here / "april.xlsx").entered.period) == "2025-04"


@pytest.mark.slow
def test_rapport_leaves_each_document_as_it_was_or_whole(tmp_path: Path) -> None:
    for here, _ in runs(tmp_path, reported, ["rapport", f"HÄR/{MARCH}", "--format", "html,docx"]):
        page = (here / "standard-manadsuppfoljning-2025-03.html").read_text("utf-8")
        assert page == "<html>den gamla</html>\n" or "Månadsuppföljning" in page


@pytest.mark.slow
def test_jamfor_leaves_no_page_or_a_whole_one(tmp_path: Path) -> None:
    for here, ended in runs(tmp_path, closed, ["jamfor", "2025-03", f"HÄR/{MARCH}", "--ut", "HÄR/sida.html"]):
        assert (here / "sida.html").exists() or ended == KILLED


@pytest.mark.slow
def test_uppgradera_leaves_the_old_workbook_and_no_new_one_or_a_whole(tmp_path: Path) -> None:
    for here, _ in runs(tmp_path, workbook, ["uppgradera", f"HÄR/{MARCH}", "--ut", "HÄR/ny.xlsx"]):
        assert (here / MARCH).read_bytes() == (INPUTS / MARCH).read_bytes()
        if (here / "ny.xlsx").exists():
            assert str(check_workbook(here / "ny.xlsx").entered.period) == "2025-03"


@pytest.mark.slow
def test_importera_leaves_the_old_workbook_or_the_new_one_and_can_be_run_again(tmp_path: Path) -> None:
    def from_the_ledger(here: Path) -> None:
        shutil.copytree(INPUTS / "ekonomisystem", here, dirs_exist_ok=True)

    command = ["importera", "HÄR/mars.xlsx", "HÄR/utfall-mars.se", "HÄR/budget-mars.csv"]
    old = (INPUTS / "ekonomisystem" / "mars.xlsx").read_bytes()
    states = set()
    for here, ended in runs(tmp_path, from_the_ledger, command):
        is_new = (here / "mars.xlsx").read_bytes() != old
        states.add((ended, is_new))
        codes = {finding.code.name for finding in check_workbook(here / "mars.xlsx").findings}
        assert ("VARDE_SAKNAS" in codes) == (not is_new)
        if is_new:
            assert (here / "mars-tidigare-1.xlsx").read_bytes() == old
        assert run(*(argument.replace("HÄR", str(here)) for argument in command)).exit_code == 0
        assert check_workbook(here / "mars.xlsx").findings == ()
    assert {(KILLED, False), (0, True)} <= states


@pytest.mark.slow
def test_importera_that_only_adds_kontering_leaves_the_old_workbook_or_the_new_one(tmp_path: Path) -> None:
    for here, _ in runs(tmp_path, workbook, ["importera", f"HÄR/{MARCH}"]):
        assert str(check_workbook(here / MARCH).entered.period) == "2025-03"


@pytest.mark.slow
def test_kolada_leaves_the_old_workbook_or_the_new_one_and_the_old_beside_it(tmp_path: Path) -> None:
    def prepare(here: Path) -> None:
        shutil.copy(INPUTS / YEAR, here / YEAR)
        areas, kpis = ("9901", "G99901", "0000"), ("N30005", "N30001", "N30026")
        data = [item(kpi, area, 2025, number) for kpi in kpis for number, area in enumerate(areas, 1)]
        (here / "svar.json").write_text(answer(*data) + "\n", "utf-8")

    was, years = (INPUTS / YEAR).read_bytes(), set()
    for here, ended in runs(tmp_path, prepare, ["kolada", f"HÄR/{YEAR}", "HÄR/svar.json"]):
        figures = check_workbook(here / YEAR).entered.kolada
        years.add((ended, *{figure.year for figure in figures}))
        kept = [path.read_bytes() for path in here.glob("*-tidigare-*.xlsx")]
        assert was in ((here / YEAR).read_bytes(), *kept)
    assert {(KILLED, 2024), (0, 2025)} <= years


@pytest.mark.slow
def test_kontrollera_excel_leaves_the_workbook_alone(tmp_path: Path) -> None:
    for here, _ in runs(tmp_path, workbook, ["kontrollera", f"HÄR/{MARCH}", "--excel"]):
        assert (here / MARCH).read_bytes() == (INPUTS / MARCH).read_bytes()


@pytest.mark.slow
@pytest.mark.pango
def test_rapport_with_pdf_leaves_no_document_or_a_whole_one(tmp_path: Path) -> None:
    states = set()
    for here, ended in runs(tmp_path, workbook, ["rapport", f"HÄR/{MARCH}", "--format", "pdf"]):
        pdf = here / MARCH.replace(".xlsx", ".pdf")
        states.add((ended, pdf.exists()))
        if pdf.exists():
            assert len(PdfReader(pdf).pages) > 1
    assert {(KILLED, False), (0, True)} <= states


@pytest.mark.slow
def test_ny_mall_leaves_no_mall_or_a_whole_one_and_can_be_run_again(tmp_path: Path) -> None:
    command = ["ny-mall", "min-mall", "--fran", "standard-manadsuppfoljning", "--ut", "HÄR/mallar"]
    states = set()
    for here, ended in runs(tmp_path, lambda _: None, command):
        mall = here / "mallar" / "min-mall"
        states.add((ended, mall.exists()))
        names = [one.name for one in find_all(sources(here / "mallar", "", here))] if mall.parent.exists() else []
        assert names.count("min-mall") == mall.exists()
        if mall.exists():
            assert find_template("min-mall", sources(here / "mallar", "", here)).spec.info.name == "min-mall"
        else:
            again = run(*(argument.replace("HÄR", str(here)) for argument in command))
            assert again.exit_code == 0, again.output
    assert (KILLED, False) in states
    assert (0, True) in states


def test_schema_leaves_the_old_file_or_a_whole_new_one(tmp_path: Path) -> None:
    def old(here: Path) -> None:
        (here / "mall.schema.json").write_text("{}\n", "utf-8")

    contents = set()
    for here, _ in runs(tmp_path, old, ["schema", "--ut", "HÄR/mall.schema.json"]):
        contents.add(len(json.loads((here / "mall.schema.json").read_text("utf-8"))) > 0)
    assert contents == {False, True}
