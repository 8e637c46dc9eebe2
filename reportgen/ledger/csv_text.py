"""CSV text → rows, or column by column, which is what makes a list of a million rows quick.

A row is taken apart by the csv module where there are quotation marks in it, else a whole heap of rows at a time is parted by
their sign: a heap is text of whole rows, so long that the work on each row is small beside it.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO, TextIOWrapper
from itertools import islice
from typing import Final

from reportgen.ledger.encoding import encoding_of

Field = str | Decimal | date | None
"""What a cell of a list holds; of CSV always words."""

_HEAP: Final = 5_000
_BYTES: Final = 1 << 20
_SAMPLE: Final = 20_000
_LINES: Final = 30


@dataclass(frozen=True, slots=True)
class Heap:
    """So many rows that follow each other. `columns` gives them column by column, None when they are not all as wide; `rows`
    gives them row by row.
    """

    columns: Callable[[], Sequence[Sequence[Field]] | None]
    rows: Callable[[], Sequence[Sequence[Field]]]


class CsvText:
    """A CSV file; what parts its fields is told by its first lines."""

    def __init__(self, data: bytes, encoding: str = "", sign: str = "") -> None:
        """`encoding` and `sign` are told for what is a stretch of another."""
        self.data, self.encoding, self.sign = data, encoding or encoding_of(data), sign
        if not sign:
            self.sign = self._sign()

    def _sign(self) -> str:
        """What parts the fields of the first lines."""
        data = self.data
        first = data[:_SAMPLE].decode(self.encoding, "replace").splitlines()[:_LINES]
        return max(";\t,|", key=lambda sign: (max((line.count(sign) for line in first), default=0), sign == ";"))

    def __iter__(self) -> Iterator[list[str]]:
        return self._reader(self.data, self.encoding)

    def heaps(self, after: int) -> Iterator[Heap]:
        """All rows after the first ones."""
        if self._has_plain_lines():
            return map(self._heap, self._blocks(after))
        return heaps_of(islice(self, after, None))

    def stretches(self, after: int, size: int) -> list[CsvText] | None:
        """All rows after the first ones in stretches of at least so many bytes; None when they cannot be parted at line feeds."""
        if not self._has_plain_lines():
            return None
        encoding = "utf-8" if self.encoding == "utf-8-sig" else self.encoding
        return [CsvText(block, encoding, self.sign) for block in self._blocks(after, size)]

    def _reader(self, data: bytes, encoding: str) -> Iterator[list[str]]:
        return csv.reader(TextIOWrapper(BytesIO(data), encoding, "replace", newline=""), delimiter=self.sign)

    def _has_plain_lines(self) -> bool:
        """Whether the bytes can be parted at line feeds: no UTF-16, and no lines that end otherwise."""
        returns = self.data.count(b"\r")
        return self.encoding != "utf-16" and (not returns or returns == self.data.count(b"\r\n"))

    def _blocks(self, after: int, size: int = _BYTES) -> Iterator[bytes]:
        """The bytes of whole rows: a block with a quotation that goes on after its end is made longer."""
        at = self._end_of(after)
        while at < len(self.data):
            end = self._line_end(at + size)
            while self.data.count(b'"', at, end) % 2 and end < len(self.data):
                end = self._line_end(end + size)
            yield self.data[at:end]
            at = end

    def _end_of(self, rows: int) -> int:
        """Where the first rows end; one with quotations may be several lines."""
        reader = csv.reader(
            TextIOWrapper(BytesIO(self.data), self.encoding, "replace", newline=""), delimiter=self.sign
        )
        for _ in islice(reader, rows):
            pass
        at = 0
        for _ in range(reader.line_num):
            at = self._line_end(at)
        return at

    def _line_end(self, at: int) -> int:
        return self.data.find(b"\n", at) + 1 or len(self.data)

    def _heap(self, block: bytes) -> Heap:
        encoding = "utf-8" if self.encoding == "utf-8-sig" else self.encoding

        def columns() -> Sequence[Sequence[Field]] | None:
            return None if b'"' in block else self._parted(block.decode(encoding, "replace"))

        return Heap(columns, lambda: list(self._reader(block, encoding)))

    def _parted(self, text: str) -> Sequence[Sequence[Field]] | None:
        """The columns of rows that all have as many fields; None when they have not.

        Every row ends with the sign and a line feed once the line ends are replaced. If all line feeds then stand first in a
        field of the first column, each row begins there, and all have as many fields.
        """
        text = text.replace("\r\n", "\n").removesuffix("\n") + "\n"
        rows, width = text.count("\n"), text[: text.index("\n")].count(self.sign) + 1
        fields = text.replace("\n", f"{self.sign}\n").split(self.sign)
        if len(fields) != rows * width + 1:
            return None
        first = "".join(fields[0:-1:width]).split("\n")
        if len(first) != rows:
            return None
        return [first, *(fields[at:-1:width] for at in range(1, width))]


def heaps_of(rows: Iterable[Sequence[Field]]) -> Iterator[Heap]:
    """Any rows in heaps."""
    rows = iter(rows)
    while heap := list(islice(rows, _HEAP)):
        yield _heap_of(heap)


def _heap_of(heap: Sequence[Sequence[Field]]) -> Heap:
    def columns() -> Sequence[Sequence[Field]] | None:
        return list(zip(*heap, strict=True)) if len(set(map(len, heap))) == 1 else None

    return Heap(columns, lambda: heap)
