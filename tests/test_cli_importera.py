"""What the command says: each amount of the export is accounted for in its sum line, and the exit code tells what remains."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen.cli.main import group

CSV = "Konto;Utfall ack;Budget\n5010;1234567,89;2000000,00\n3110;-2000,10;-5000,00\n1930;99,00;0,00\n8410;50,00;0,00\n"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(group, [str(argument) for argument in arguments])


@pytest.fixture
def master(tmp_path: Path) -> Path:
    path = tmp_path / "mars.xlsx"
    assert run("ny", "standard-manadsuppfoljning", "--period", "2025-03", "--ut", path).exit_code == 0
    (tmp_path / "utfall.csv").write_text(CSV, "cp1252")
    return path


def number(text: str) -> int:
    return int(re.sub(r"[^\d−]", "", text).replace("−", "-"))


def test_the_sum_line_adds_up_to_the_export(master: Path) -> None:
    result = run("importera", master, master.with_name("utfall.csv"))
    line = next(line for line in result.output.splitlines() if re.match(r"\s+utfall ", line))
    *parts, whole = map(number, re.split(r"\s{2,}", line.strip())[1:])
    assert sum(parts) == whole == 123456789 - 200010 + 9900 + 5000
    assert parts == [123456789 - 200010, 9900, 5000, 0]


def test_what_is_not_mapped_is_listed_and_the_exit_code_is_1(master: Path) -> None:
    result = run("importera", master, master.with_name("utfall.csv"))
    assert result.exit_code == 1
    assert "konto 8410: utfall 50,00" in result.output.replace("\u00a0", " ")


def test_a_known_total_shows_how_the_signs_are_turned(master: Path) -> None:
    output = " ".join(run("importera", master, master.with_name("utfall.csv"), "--prova").output.split())
    assert "1 232 567,79 kr i exporten. Nettokostnad blir −1 233 tkr." in output
    assert "Inget är skrivet. 4 celler skulle ändras." in output


def test_a_broken_export_is_one_message_and_exit_code_2(master: Path) -> None:
    master.with_name("utfall.csv").write_text("Konto;Utfall\n5010;ett\n", "cp1252")
    result = run("importera", master, master.with_name("utfall.csv"))
    assert result.exit_code == 2
    assert "rad 2: ett är inget belopp" in result.output


def test_without_export_only_the_sheet_is_added(master: Path) -> None:
    assert "Bladet Kontering är tillagt" in run("importera", master).output
    again = run("importera", master)
    assert again.exit_code == 2
    assert "har redan bladet" in again.output
