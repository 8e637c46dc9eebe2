"""The pages of a report as pictures, PDF and Word beside each other, for a person to look at: out/sidor/NAME-pdf-01.png …

    python tools/pages.py [WORKBOOK …]        (default: all in inputs/)

Needs LibreOffice for the pages of the Word file, and poppler's pdftoppm.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from reportgen.pipeline import check_workbook, render

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "out" / "sidor"
DOTS = 60
"""Dots an inch: enough to see how a page is set."""


def main(names: list[str]) -> None:
    for file in [Path(name) for name in names] or sorted((ROOT / "inputs").glob("*.xlsx")):
        made = render(check_workbook(file), ["pdf", "docx"]).data
        for kind, pages in pictures(made, file.stem, TARGET).items():
            print(f"{file.stem}: {len(pages)} sidor {kind}")


def pictures(made: dict[str, bytes], name: str, target: Path) -> dict[str, list[Path]]:
    """Writes the pages of the two documents in the folder; gives the pictures by kind, `pdf` and `word`."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        word = folder / "word.docx"
        word.write_bytes(made["docx"])
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, word]
        subprocess.run(convert, check=True, capture_output=True, timeout=300)
        (folder / "pdf.pdf").write_bytes(made["pdf"])
        return {kind: _drawn(folder / f"{kind}.pdf", target / f"{name}-{kind}") for kind in ("pdf", "word")}


def _drawn(pdf: Path, stem: Path) -> list[Path]:
    subprocess.run(["pdftoppm", "-png", "-r", str(DOTS), pdf, stem], check=True)
    return sorted(stem.parent.glob(f"{stem.name}-*.png"))


if __name__ == "__main__":
    main(sys.argv[1:])
