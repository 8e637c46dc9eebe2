"""The package works on a machine that has only the package: built, installed elsewhere, and used from another folder."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from reportgen import __version__

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "inputs" / "enkoping-delarsrapport-2024-08.xlsx"


def run(*arguments: str | Path, cwd: Path) -> str:
    """Runs outside the checkout; a failure shows what the program said."""
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    done = subprocess.run(
        [str(word) for word in arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sdist, and the wheel built from that sdist: so what the sdist lacks, the wheel lacks."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--outdir", folder, ROOT, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty environment with the wheel in it; its folder of programs."""
    folder = tmp_path_factory.mktemp("tom miljö")
    run(sys.executable, "-m", "venv", folder, cwd=folder)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    wheel = next(built.glob("*.whl"))
    run(programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, cwd=folder)
    return programs


def test_version_stands_once_in_two_places() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"] == __version__


@pytest.mark.slow
def test_wheel_carries_the_malls_and_nothing_of_the_checkout(built: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        names = wheel.namelist()
        content = b"".join(wheel.read(name) for name in names if name.endswith((".py", ".toml", ".pth", "METADATA")))
    malls = {
        path.relative_to(ROOT / "templates").as_posix() for path in (ROOT / "templates").rglob("*") if path.is_file()
    }
    assert {f"reportgen/_mallar/{name}" for name in malls} <= set(names)
    assert all(name.startswith(("reportgen/", f"reportgen-{__version__}.dist-info/")) for name in names)
    assert str(ROOT).encode() not in content


@pytest.mark.slow
def test_sdist_carries_what_the_wheel_is_made_of(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert {"pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", "reportgen/pipeline/__init__.py"} <= names
    assert not {name for name in names if name.startswith(("tests", "inputs", "out", "."))} - {".gitignore"}


@pytest.mark.slow
def test_whole_job_runs_from_the_installed_package(installed: Path, tmp_path: Path) -> None:
    reportgen = installed / "reportgen"
    assert run(reportgen, "--version", cwd=tmp_path) == f"reportgen {__version__}\n"
    assert "enkoping-delarsrapport" in run(reportgen, "mallar", cwd=tmp_path)
    run(reportgen, "ny", "enkoping-delarsrapport", "--period", "2025-08", "--ut", "ny bok.xlsx", cwd=tmp_path)
    assert (tmp_path / "ny bok.xlsx").is_file()
    run(reportgen, "rapport", EXAMPLE, "--format", "docx,html", "--ut", "ut", cwd=tmp_path)
    assert {path.name for path in (tmp_path / "ut").iterdir()} == {f"{EXAMPLE.stem}.docx", f"{EXAMPLE.stem}.html"}


@pytest.mark.slow
@pytest.mark.pango
def test_installed_package_makes_pdf(installed: Path, tmp_path: Path) -> None:
    run(installed / "python", "-m", "reportgen", "rapport", EXAMPLE, "--format", "pdf", "--ut", tmp_path, cwd=tmp_path)
    assert (tmp_path / f"{EXAMPLE.stem}.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.slow
def test_installed_package_comes_from_its_own_environment(installed: Path, tmp_path: Path) -> None:
    program = "import reportgen.malls as m; print(m.__file__, m.templates_folder())"
    where = run(installed / "python", "-c", program, cwd=tmp_path)
    assert str(ROOT) not in where
    assert "_mallar" in where
