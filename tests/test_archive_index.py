"""The index: the same whether kept or made anew, never in the way, and telling of files that have changed or are gone."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archives import SPEC, close, closing, reopen
from drawing import template
from reportgen.archive.index import Index, open_index
from reportgen.model.position import Place

PLACE = Place("drift", "vard", "utfall")


def figures(index: Index, place: Place = PLACE) -> list[tuple[str, str]]:
    return [(str(point.entry.name.period), str(point.value)) for point in index.history(place)]


def fill(folder: Path, months: int = 3) -> list[Path]:
    return [close(folder, f"drift | utfall\nvard | {n}", closing(f"2025-{n:02}", days=n)) for n in range(1, months + 1)]


@settings(max_examples=15)
@given(st.lists(st.sampled_from(["stäng", "öppna", "läs"]), min_size=1, max_size=6))
def test_an_index_that_was_kept_is_the_one_made_anew(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("arkiv")
    month = 0
    for step in steps:
        if step == "stäng":
            month += 1
            last = close(folder, f"drift | utfall\nvard | {month}", closing(f"2025-{month:02}"))
        elif step == "öppna" and month and not last.with_name(f"{last.stem}_oppnad.json").exists():
            reopen(last)
        else:
            with open_index(folder):
                pass
    with open_index(folder) as kept:
        one = kept.dump()
    with open_index(folder, anew=True) as made:
        assert made.dump() == one


def test_a_place_is_followed_through_the_periods(tmp_path: Path) -> None:
    fill(tmp_path)
    with open_index(tmp_path) as index:
        assert figures(index) == [("2025-01", "1"), ("2025-02", "2"), ("2025-03", "3")]
        (point, *_) = index.history(PLACE)
    assert (point.table, point.label, point.heading, point.unit) == ("Drift 2025", "Vård", "Utfall jan 2025", "tkr")


def test_a_row_is_followed_when_it_is_called_something_else(tmp_path: Path) -> None:
    renamed = SPEC.model_dump(by_alias=True)
    renamed["tabell"][0]["rad"][0]["etikett"] = "Vård och omsorg"
    other = type(SPEC).model_validate(renamed)
    close(tmp_path, "drift | utfall\nvard | 1", closing("2025-01"))
    close(tmp_path, "drift | utfall\nvard | 2", closing("2025-02"), other)
    with open_index(tmp_path) as index:
        assert [point.label for point in index.history(PLACE)] == ["Vård", "Vård och omsorg"]


def test_a_row_gives_all_its_columns_and_a_text_its_words(tmp_path: Path) -> None:
    close(tmp_path, "drift | utfall | kommentar\nvard | 1 | Dyrt", closing(), inledning="Hej")
    with open_index(tmp_path) as index:
        assert {str(point.place) for point in index.history(Place("drift", "vard"))} == {
            "drift.vard.utfall",
            "drift.vard.kommentar",
        }
        assert [point.value for point in index.history(Place("text", "inledning"))] == ["Hej"]
        assert index.history(Place("drift", "finns_inte")) == []


@pytest.mark.parametrize("content", [b"", b"inte en databas", b"SQLite format 3\x00" + b"\x00" * 200])
def test_a_broken_index_is_made_anew_without_a_word(tmp_path: Path, content: bytes) -> None:
    fill(tmp_path)
    (tmp_path / "index.sqlite").write_bytes(content)
    with open_index(tmp_path) as index:
        assert (len(figures(index)), index.remarks) == (3, ())
    with sqlite3.connect((tmp_path / "index.sqlite").as_uri(), uri=True) as database:
        assert database.execute("SELECT count(*) FROM fil").fetchone() == (3,)
    database.close()


def test_an_index_of_another_version_is_made_anew(tmp_path: Path) -> None:
    fill(tmp_path)
    with open_index(tmp_path):
        pass
    database = sqlite3.connect(tmp_path / "index.sqlite")
    database.executescript("PRAGMA user_version = 99; DROP TABLE varde;")
    database.close()
    with open_index(tmp_path) as index:
        assert len(figures(index)) == 3


def test_an_index_that_somebody_has_locked_is_no_hindrance(tmp_path: Path) -> None:
    fill(tmp_path, 2)
    with open_index(tmp_path):
        pass
    database = sqlite3.connect(tmp_path / "index.sqlite", isolation_level=None)
    database.execute("BEGIN EXCLUSIVE")
    fill(tmp_path / "annat", 1)
    close(tmp_path, "drift | utfall\nvard | 3", closing("2025-03"))
    with open_index(tmp_path) as index:
        assert len(figures(index)) == 3
    database.close()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user whom the system can refuse")
def test_a_folder_that_can_only_be_read_does_without_an_index_file(tmp_path: Path) -> None:
    fill(tmp_path)
    tmp_path.chmod(0o555)
    try:
        with open_index(tmp_path) as index:
            assert len(figures(index)) == 3
        assert not (tmp_path / "index.sqlite").exists()
    finally:
        tmp_path.chmod(0o755)


def test_an_index_that_cannot_be_put_in_place_is_used_all_the_same(tmp_path: Path) -> None:
    fill(tmp_path)
    (tmp_path / "index.sqlite").mkdir()
    with open_index(tmp_path) as index:
        assert len(figures(index)) == 3


def test_a_file_that_has_changed_is_told_of_and_not_believed(tmp_path: Path) -> None:
    fill(tmp_path)
    with open_index(tmp_path):
        pass
    path = tmp_path / "socialnamnden_prov_2025-02_1.zip"
    path.chmod(0o644)
    path.unlink()
    close(tmp_path, "drift | utfall\nvard | 99", closing("2025-02", days=2))
    for _ in range(2):
        with open_index(tmp_path) as index:
            assert figures(index) == [("2025-01", "1"), ("2025-03", "3")]
            (remark,) = index.remarks
            assert "2025-02_1.zip" in remark
    with open_index(tmp_path, anew=True) as index:
        assert (len(figures(index)), index.remarks) == (3, ())


def test_a_file_that_is_gone_is_told_of_until_it_is_back(tmp_path: Path) -> None:
    paths = fill(tmp_path)
    with open_index(tmp_path):
        pass
    away = paths[1].rename(tmp_path / "undan")
    with open_index(tmp_path) as index:
        assert index.remarks == (
            "socialnamnden_prov_2025-02_1.zip är borta ur arkivet. Hämta den ur en säkerhetskopia.",
        )
    away.rename(paths[1])
    with open_index(tmp_path) as index:
        assert (len(figures(index)), index.remarks) == (3, ())


def test_a_copied_folder_with_new_times_is_the_same_archive(tmp_path: Path) -> None:
    for path in fill(tmp_path):
        with open_index(tmp_path):
            os.utime(path, (1, 1))
    with open_index(tmp_path) as index:
        assert (len(figures(index)), index.remarks) == (3, ())


def test_a_broken_file_is_told_of_and_the_others_are_there(tmp_path: Path) -> None:
    path, *_ = fill(tmp_path)
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:100])
    with open_index(tmp_path) as index:
        assert figures(index) == [("2025-02", "2"), ("2025-03", "3")]
        (remark,) = index.remarks
    assert remark.startswith("socialnamnden_prov_2025-01_1.zip är skadad")
    assert [one.fault != "" for one in index_listed(tmp_path)] == [True, False, False]


def index_listed(folder: Path) -> list[object]:
    with open_index(folder) as index:
        return list(index.listed())


def test_another_mall_with_the_same_keys_is_part_of_the_history(tmp_path: Path) -> None:
    other = template("""
        [[tabell]]
        nyckel = "drift"
        titel = "Drift"
        kolumn = [{ nyckel = "post", typ = "etikett" }, { nyckel = "utfall", rubrik = "Utfall" }]
        rad = [{ nyckel = "vard", etikett = "Vård" }]
    """)
    close(tmp_path, "drift | utfall\nvard | 1", closing("2025-01"))
    close(tmp_path, "drift | utfall\nvard | 2", closing("2025-04", template="annan"), other)
    with open_index(tmp_path) as index:
        assert [(p.entry.name.template, str(p.value)) for p in index.history(PLACE)] == [("prov", "1"), ("annan", "2")]
