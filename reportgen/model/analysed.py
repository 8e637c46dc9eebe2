"""An analysis as a person is shown it outside the documents: a table of words, and sentences to go on from."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.model.position import CellRef


@dataclass(frozen=True, slots=True)
class Sentence:
    """A proposed sentence: as it is pasted, with value fields for its figures, and as it reads now."""

    written: str
    reads: str


@dataclass(frozen=True, slots=True)
class ShownAnalysis:
    """`rows` are as printed, the sum rows those whose number is in `sums`; none when there is nothing to tell. The columns whose
    number is in `words` hold words, the others figures.

    `text` is the heading of the text that the sentences are for, and `at` its cell; empty and None when the mall does not say.
    """

    key: str
    title: str
    unit: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sums: frozenset[int]
    words: frozenset[int]
    notes: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    text: str = ""
    at: CellRef | None = None
