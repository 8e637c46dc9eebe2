"""What independent checkers say of the PDFs: `page-validation` of PDF/UA-1 and PDF/A-3a, `outloud` of how they are read aloud.

veraPDF, which needs Java, says the same of every document of every mall in .ci/run (tools/granska.sh).
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import page
import pytest

from gallery import BLOCKS, FONTS, document, dressed, package
from reportgen.document.blocks import Cover
from reportgen.pipeline import check_workbook, render
from reportgen.render.html import to_html
from reportgen.render.pdf import to_pdf

pytestmark = pytest.mark.pango

ROOT = Path(__file__).resolve().parent.parent
INPUTS = sorted((ROOT / "inputs").glob("*.xlsx"))

UNFOUNDED = {
    "TBL-010": "outloud takes any table with more header cells than figures for one whose headings are cut in pieces",
    "PDFA3A-STREAM-LENGTH-001": "page-validation takes a line break that ends compressed data for the one after it",
}
"""Where a checker is wrong, and veraPDF does not agree with it."""


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(to_html(document(*BLOCKS, cover=Cover.PAGE, contents=True), fonts=FONTS), tmp_path_factory)


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(to_html(package(), fonts=FONTS), tmp_path_factory)


@pytest.fixture(scope="module")
def in_profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = dressed(document(*BLOCKS, cover=Cover.PAGE, contents=True))
    return written(to_html(made, fonts=FONTS), tmp_path_factory)


def written(html: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("pdf") / "report.pdf"
    file.write_bytes(to_pdf(html).data)
    return file


def broken(file: Path, profile: str) -> list[str]:
    """The rules of a standard that the file breaks."""
    report = page.validate_pdf(str(file), profile=profile)
    assert report.rules
    return [str(failure) for failure in report.failures if failure.rule_id not in UNFOUNDED]


def heard(*files: Path) -> list[str]:
    """What outloud has against the files, as errors and warnings."""
    command = [Path(sys.executable).parent / "outloud", "--json", "-", "--quiet", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    report, _ = json.JSONDecoder().raw_decode(done.stdout[done.stdout.index("{") :])
    assert len(report["results"]) == len(files)
    found = [finding for result in report["results"] for finding in result["findings"]]
    return [f"{finding['rule']} {finding['message']}" for finding in found if finding["rule"] not in UNFOUNDED]


@pytest.mark.slow
@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_every_kind_of_block_keeps_both_standards(gallery: Path, several: Path, in_profile: Path, profile: str) -> None:
    assert broken(gallery, profile) == []
    assert broken(in_profile, profile) == []
    assert broken(several, profile) == []


@pytest.mark.slow
def test_every_kind_of_block_can_be_read_aloud(gallery: Path, several: Path, in_profile: Path) -> None:
    assert heard(gallery, several, in_profile) == []


@pytest.mark.slow
@pytest.mark.skipif(not (ROOT / ".verapdf").is_dir(), reason="veraPDF is fetched by make granska")
def test_verapdf_finds_nothing_in_any_kind_of_block(gallery: Path, several: Path) -> None:
    done = subprocess.run(
        [ROOT / "tools" / "granska.sh", gallery, several], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.count("PASS ")) == (0, 4), done.stdout


@pytest.mark.slow
def test_a_pdf_without_tags_is_found_out(tmp_path: Path) -> None:
    """The checkers can fail."""
    from weasyprint import HTML

    file = tmp_path / "plain.pdf"
    HTML(string="<h1>Rubrik</h1>").write_pdf(file)
    assert broken(file, "ua1")
    assert broken(file, "3a")
    assert heard(file)


@pytest.mark.slow
@pytest.mark.parametrize("workbook", INPUTS, ids=lambda file: file.stem)
def test_the_documents_of_every_mall_keep_both_standards(workbook: Path, tmp_path: Path) -> None:
    made = render(check_workbook(workbook), ["pdf"])
    whole = tmp_path / "whole.pdf"
    whole.write_bytes(made.data["pdf"])
    files = [whole]
    for number, own in enumerate(made.own):
        files.append(tmp_path / f"{number}.pdf")
        files[-1].write_bytes(own.data["pdf"])
    assert [broken(file, profile) for file in files for profile in ("ua1", "3a")] == [[], []] * len(files)
    assert [words for words in heard(*files) if not words.startswith(ALLOWED)] == []


ALLOWED = ("ORD-001", "PAG-001")
"""Warnings that are no faults: a list's marks are painted after its text, though the tree has them before it; and words that
stand on several pages because the tables there have rows of the same name."""
