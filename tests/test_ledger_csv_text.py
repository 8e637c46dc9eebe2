"""Rows read column by column are those of the csv module, wherever the blocks are cut."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.ledger import csv_text
from reportgen.ledger.csv_text import CsvText, Heap, heaps_of

FIELD = st.text(alphabet='ab5,;. "\n-å', max_size=5)
ROWS = st.lists(st.lists(FIELD, min_size=1, max_size=4), max_size=12)
EVEN = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(st.text(alphabet="ab5,å", max_size=4), min_size=width, max_size=width), max_size=12)
)


def written(rows: list[list[str]], end: str) -> str:
    out = StringIO()
    csv.writer(out, delimiter=";", lineterminator=end).writerows(rows)
    return "a;b;c\n".replace("\n", end) + out.getvalue()


def rows_of(heap: Heap) -> list[list[str]]:
    columns = heap.columns()
    said = zip(*columns, strict=True) if columns is not None else heap.rows()
    return [[str(field) for field in row] for row in said]


@pytest.mark.parametrize("size", [1, 7, 1 << 20])
@given(
    rows=ROWS | EVEN,
    end=st.sampled_from(["\n", "\r\n"]),
    after=st.integers(1, 3),
    encoding=st.sampled_from(["cp1252", "utf-8-sig"]),
)
def test_heaps_have_the_rows_of_the_csv_module(
    size: int, rows: list[list[str]], end: str, after: int, encoding: str
) -> None:
    text = CsvText(written(rows, end).encode(encoding))
    text.sign = ";"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(csv_text, "_BYTES", size)
        heaps = [row for heap in text.heaps(after) for row in rows_of(heap)]
    assert heaps == list(text)[after:]


def test_ordinary_rows_are_taken_column_by_column() -> None:
    (heap,) = CsvText(b"Konto;Utfall\n5010;1,00\n5020;2,00\n").heaps(1)
    assert heap.columns() == [["5010", "5020"], ["1,00", "2,00"]]


@pytest.mark.parametrize("text", ["5010;1\n5020\n", "5010;1;\n5020;2\n5030\n", '"5010";1\n'])
def test_rows_that_are_not_as_wide_or_have_quotations_are_not(text: str) -> None:
    (heap,) = CsvText(f"Konto;Utfall\n{text}".encode()).heaps(1)
    assert heap.columns() is None


def test_any_rows_come_in_heaps() -> None:
    rows = [["5010", "1"]] * 7_000
    assert [row for heap in heaps_of(rows) for row in heap.rows()] == rows
