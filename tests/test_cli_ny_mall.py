"""reportgen ny-mall."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from reportgen.cli.main import group
from reportgen.malls import built_in, find, find_all, renamed
from reportgen.model.errors import ReportgenError

NAMES = [mall.name for mall in find_all(built_in())]
FROM = NAMES[0]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, list(arguments))


@pytest.mark.parametrize("name", NAMES)
def test_copy_of_every_mall_differs_in_its_name_alone(name: str) -> None:
    assert run("ny-mall", "min-egen", "--fran", name).exit_code == 0
    original, copy = find(name, built_in()).folder, Path("mallar") / "min-egen"
    files = sorted(path.relative_to(original) for path in original.rglob("*") if path.is_file())
    assert sorted(path.relative_to(copy) for path in copy.rglob("*") if path.is_file()) == files
    changed = [path for path in files if (original / path).read_bytes() != (copy / path).read_bytes()]
    assert changed == [Path("mall.toml")]
    before, after = ((folder / "mall.toml").read_text("utf-8").splitlines() for folder in (original, copy))
    assert [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]] == [
        (f'namn = "{name}"', 'namn = "min-egen"')
    ]


def test_the_new_mall_can_be_used_at_once() -> None:
    done = run("ny-mall", "min-egen", "--fran", FROM)
    assert done.stdout.endswith("pröva med: reportgen mallar --kontrollera min-egen\n")
    assert run("ny", "min-egen", "--namnd", "Socialnämnden", "--period", "2025-08").exit_code == 0
    assert "min-egen" in run("kontrollera", "min-egen-2025-08.xlsx").stdout.splitlines()[0]


def test_another_folder_can_be_given() -> None:
    assert run("ny-mall", "min-egen", "--fran", FROM, "--ut", "delad/våra mallar").exit_code == 0
    assert Path("delad/våra mallar/min-egen/mall.toml").is_file()


def test_folder_that_exists_is_left_alone() -> None:
    mine = Path("mallar/min-egen")
    mine.mkdir(parents=True)
    done = run("ny-mall", "min-egen", "--fran", FROM)
    assert (done.exit_code, list(mine.iterdir())) == (2, [])
    assert "finns redan och skrivs inte över" in done.stderr


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Vår mall", "Till exempel: var-mall"),
        ("../utanför", "Till exempel: utanfor"),
        ("-x", "Till exempel: x"),
        ("con", ""),
        ("åäö" * 30, "Till exempel: "),
        ("", ""),
    ],
)
def test_a_name_that_will_not_do_is_told_with_what_will(name: str, hint: str) -> None:
    done = run("ny-mall", "--fran", FROM, "--", name)
    assert done.exit_code == 2
    assert "Tillåtet: a–z, siffror och bindestreck" in done.stderr
    assert hint in done.stderr
    assert not Path("mallar").exists()


def test_a_faulty_mall_is_refused_with_its_faults() -> None:
    run("ny-mall", "min-egen", "--fran", FROM)
    with Path("mallar/min-egen/mall.toml").open("a", encoding="cp1252") as file:
        file.write("# å\n")
    done = run("ny-mall", "nasta", "--fran", "min-egen")
    assert (done.exit_code, Path("mallar/nasta").exists()) == (2, False)
    assert "mall.toml: är inte sparad som UTF-8" in done.stderr


def test_the_name_of_a_known_mall_is_allowed_and_told() -> None:
    done = run("ny-mall", FROM, "--fran", FROM)
    assert done.exit_code == 0
    assert f"det finns redan en mall {FROM}" in done.stderr


@pytest.mark.parametrize(
    ("toml", "expected"),
    [
        ("[mall]\r\nnamn = 'a' # mitt\r\n", '[mall]\r\nnamn = "b" # mitt\r\n'),
        (
            '# namn = "x"\n[ mall ] # huvud\ntitel = "namn"\n  namn="a"\n[[del]]\nnamn = "a"\n',
            '# namn = "x"\n[ mall ] # huvud\ntitel = "namn"\n  namn="b"\n[[del]]\nnamn = "a"\n',
        ),
        ('\ufeff[mall]\nnamn = "a"', '\ufeff[mall]\nnamn = "b"'),
    ],
)
def test_only_the_name_changes(toml: str, expected: str) -> None:
    assert renamed(toml, "b") == expected


@pytest.mark.parametrize(
    "toml", ['mall.namn = "a"\n', '[mall]\ntitel = """\nnamn = "a"\n"""\nnamn = "b"\n', '[mall]\n"namn" = "a"\n']
)
def test_a_name_that_cannot_be_found_for_certain_is_refused(toml: str) -> None:
    with pytest.raises(ReportgenError, match=r"mall\.toml"):
        renamed(toml, "c")


@given(
    st.lists(st.sampled_from(['titel = "x"', "# ord", "", 'version = "[1]"', "beskrivning = 'namn = 2'"]), unique=True)
)
def test_all_else_is_as_it_was(lines: list[str]) -> None:
    toml = "\n".join(["[mall]", *lines, 'namn = "a"', "[[del]]", 'namn = "a"'])
    before, after = tomllib.loads(toml), tomllib.loads(renamed(toml, "ny"))
    assert after == {**before, "mall": {**before["mall"], "namn": "ny"}}
