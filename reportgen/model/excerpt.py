"""A cell with its nearest in the same row, so that a person sees what a finding is about without opening the workbook."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One cell: its column's heading on one line, its value as the person sees it, empty when nothing stands there."""

    a1: str
    heading: str
    shown: str
    at_fault: bool = False


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The name of the row, and the cells in the order they stand."""

    label: str
    cells: tuple[Neighbour, ...]
