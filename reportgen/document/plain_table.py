"""Tables of words that no mall declares: columns of words to the left, of figures to the right, as wide as they need."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.document import widths
from reportgen.document.blocks import Align, Column, HeadCell, Paragraph, TableBlock, TableCell, TableRow, Text
from reportgen.document.widths import Need
from reportgen.model.table import RowKind


def plain_table(
    id_: str, title: str, head: Sequence[str], body: Sequence[Sequence[str]], words: int, unit: str = ""
) -> TableBlock:
    """A table of words; its first `words` columns are set left, the others right as figures."""
    padding = widths.padding(len(head))
    needs = [_need(heading, [row[n] for row in body], padding, n < words) for n, heading in enumerate(head)]
    columns = tuple(
        Column(f"k{n}", Align.LEFT if n < words else Align.RIGHT, share) for n, share in enumerate(widths.shares(needs))
    )
    rows = tuple(
        TableRow(
            f"r{r}",
            RowKind.POST,
            tuple(
                TableCell(n, (Paragraph((Text(text),)),) if text else (), is_header=n == 0, numeric=n >= words)
                for n, text in enumerate(row)
            ),
        )
        for r, row in enumerate(body)
    )
    heads = tuple(HeadCell(text, n, key=f"k{n}") for n, text in enumerate(head))
    return TableBlock(id_, title, columns, (heads,), rows, caption=False, unit=unit)


def _need(heading: str, texts: Sequence[str], padding: float, words: bool) -> Need:
    word = min(widths.longest_word(heading, bold=True), widths.PIECE) + padding
    longest = max(map(widths.measure, texts), default=0.0)
    if not words:
        least = longest * widths.BOLD + padding
        return Need(max(least, word), max(least, word), max(least, word))
    inner = min(max(map(widths.longest_word, texts), default=0.0), 16.0) + padding
    return Need(max(inner, word), max(inner, word), min(max(longest, 14.0), 30.0))
