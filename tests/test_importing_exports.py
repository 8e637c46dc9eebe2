"""Every öre of the files is in what they say together, once: whatever their format and source, and however many they are."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from reportgen.importing.exports import Reading, read_exports
from reportgen.importing.sources import SourceFiles
from reportgen.ledger.export import Codes, LedgerError, Measure
from reportgen.ledger.source import Source
from reportgen.model.errors import WorkbookError
from reportgen.model.period import Period
from sie_writer import SieWriter

AUGUST = Period(2025, 8)
SUMS = ("utfall", "periodbudget", "utfall_fg", "budget", "prognos")
Row = tuple[str, str, date, int]
"""Konto, verksamhet, day and öre of a transaction."""

ORE = st.integers(-(10**11), 10**11)
DAY = st.builds(date, st.sampled_from([2023, 2024, 2025]), st.integers(1, 12), st.just(15))
ROW = st.tuples(st.sampled_from(["1930", "3110", "5010"]), st.sampled_from(["5510", "5520"]), DAY, ORE)


def shown(ore: int, sign: str = ",") -> str:
    return f"{'-' if ore < 0 else ''}{abs(ore) // 100}{sign}{abs(ore) % 100:02}"


def as_csv(rows: list[Row]) -> bytes:
    lines = [f"{konto};{verksamhet};{day};{shown(ore)}" for konto, verksamhet, day, ore in rows]
    return "\r\n".join(["Konto;Verksamhet;Datum;Belopp", *lines, ""]).encode("cp1252")


def as_tkr(rows: list[Row]) -> bytes:
    """Under other headings and in tkr, with a title above and a sum below."""
    lines = [f"{shown(ore)[:-3]};{day:%Y%m};{konto};{verksamhet}" for konto, verksamhet, day, ore in rows]
    return "\n".join(["Transaktioner", "", "A;B;C;D", *lines, ""]).encode("utf-8-sig")


def as_excel(rows: list[Row]) -> bytes:
    book = Workbook()
    assert book.active is not None
    for line in (["Transaktionslista"], [], ["Period", "Konto", "Vht", "Belopp"]):
        book.active.append(line)
    for konto, verksamhet, day, ore in rows:
        book.active.append([f"{day:%Y%m}", int(konto), f"{verksamhet} Öppenvård", Decimal(ore) / 100])
    book.active.append(["Summa", None, None, Decimal(sum(ore for *_, ore in rows)) / 100])
    with tempfile.TemporaryDirectory() as folder:
        book.save(Path(folder) / "lista.xlsx")
        return (Path(folder) / "lista.xlsx").read_bytes()


def as_sie(rows: list[Row]) -> bytes:
    """Only this year's, as a SIE file has them; each balanced on konto 2999."""
    writer = SieWriter().dimension("20", "Verksamhet")
    for number, (konto, verksamhet, day, ore) in enumerate(rows, 1):
        booked = (konto, {"20": verksamhet}, shown(ore, ".")), ("2999", dict[str, str](), shown(-ore, "."))
        writer.voucher(f"{day:%Y%m%d}", *booked, number=number)
    return writer.data()


def within(rows: list[Row], year: int) -> int:
    return sum(ore for *_, day, ore in rows if day.year == year and day.month <= AUGUST.month)


KINDS: dict[str, tuple[str, Callable[[list[Row]], bytes]]] = {
    "csv": ("a.csv", as_csv),
    "excel": ("b.xlsx", as_excel),
    "tkr": ("tkr.csv", as_tkr),
}
SOURCES = SourceFiles(
    {"tkr": Source("tkr.toml", "tkr*", "tkr", headings={"belopp": "A", "period": "B", "konto": "C", "verksamhet": "D"})}
)


@given(
    st.fixed_dictionaries({kind: st.lists(ROW, min_size=1, max_size=6) for kind in KINDS}), st.lists(ROW, max_size=4)
)
def test_files_of_several_formats_sources_and_years_are_read_to_the_ore(
    files: dict[str, list[Row]], booked: list[Row]
) -> None:
    """What is of other periods is in no sum, but counted, so that nothing disappears."""
    inside = date(2025, 1, 15)
    drawn = {kind: [*rows, ("3110", "5510", inside, 100)] for kind, rows in files.items()}
    drawn["tkr"] = [(konto, work, day, ore // 100 * 100) for konto, work, day, ore in drawn["tkr"]]
    this_year = [(konto, work, day.replace(year=2025), ore) for konto, work, day, ore in booked]
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for kind, rows in drawn.items():
            name, write = KINDS[kind]
            (Path(folder) / name).write_bytes(write(rows))
            paths.append(Path(folder) / name)
        if this_year:
            (Path(folder) / "c.se").write_bytes(as_sie(this_year))
            paths.append(Path(folder) / "c.se")
        export, _ = read_exports(paths, AUGUST, SOURCES, Reading(adds=True))
    in_ore = {**drawn, "tkr": [(*row[:3], row[3] * 1000) for row in drawn["tkr"]]}
    every = [row for rows in in_ore.values() for row in rows]
    assert export.total(Measure.UTFALL) == within(every, 2025)
    assert export.total(Measure.UTFALL_FG) == within(every, 2024)
    both = export.total(Measure.UTFALL) + export.total(Measure.UTFALL_FG)
    assert both + export.beyond == sum(ore for *_, ore in every)
    for konto in ("3110", "5010"):
        own = sum(amounts.get(Measure.UTFALL, 0) for codes, amounts in export.sums.items() if codes.konto == konto)
        assert own == within([row for row in (*every, *this_year) if row[0] == konto], 2025)


@given(
    st.lists(st.tuples(st.sampled_from(["3110", "5010"]), st.tuples(ORE, ORE, ORE, ORE, ORE)), min_size=1, max_size=8)
)
def test_every_column_of_a_list_is_read_to_the_ore(rows: list[tuple[str, tuple[int, ...]]]) -> None:
    text = "Konto;Utfall ack;Budget ack;Föreg år;Budget år;Prognos\n"
    text += "".join(f"{konto};{';'.join(map(shown, amounts))}\n" for konto, amounts in rows)
    text += f"Summa;{';'.join(shown(sum(column)) for column in zip(*(row[1] for row in rows), strict=True))}\n"
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "lista.csv").write_bytes(text.encode("cp1252"))
        export, _ = read_exports([Path(folder) / "lista.csv"], AUGUST, SourceFiles({}))
    found = [export.total(Measure(name)) for name in SUMS]
    assert found == [sum(column) for column in zip(*(row[1] for row in rows), strict=True)]


def test_an_excel_list_with_a_title_above_and_a_sum_below_counts_neither(tmp_path: Path) -> None:
    (tmp_path / "b.xlsx").write_bytes(as_excel([("5010", "5510", date(2025, 2, 1), 1050)]))
    export, _ = read_exports([tmp_path / "b.xlsx"], AUGUST, SourceFiles({}))
    assert export.sums == {Codes("5010", "5510"): {Measure.UTFALL: 1050}}
    assert export.remarks == ("b.xlsx: 1 summarad stämmer med raderna ovanför, och räknas inte med.",)


def test_the_same_amounts_in_two_formats_are_refused(tmp_path: Path) -> None:
    rows: list[Row] = [("5010", "5510", date(2025, 2, 1), 1050)]
    (tmp_path / "a.csv").write_bytes(as_csv(rows))
    (tmp_path / "c.se").write_bytes(as_sie(rows))
    with pytest.raises(LedgerError, match=r"utfall för konto 5010, verksamhet 5510 finns också i a\.csv"):
        read_exports([tmp_path / "a.csv", tmp_path / "c.se"], AUGUST, SourceFiles({}))


def test_exports_whose_sources_have_other_signs_are_refused(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(f"Konto;Utfall\n5010;{len(name)}{name[0] == 'a':d}\n")
    sources = SourceFiles({"lika": Source("lika.toml", "b*", turned=False)})
    with pytest.raises(WorkbookError, match="olika tecken"):
        read_exports([tmp_path / "a.csv", tmp_path / "b.csv"], AUGUST, sources)
