"""What is read of the archive for a workbook: the closings of its nämnd that its mall asks for, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from archives import close, closing, reopen
from reportgen.archive.package import ArchiveError
from reportgen.model.period import Period
from reportgen.periods import closed_before
from test_earlier_prefill import SPEC

AUGUST = Period(2025, 8)


def test_only_what_is_asked_for_is_read(tmp_path: Path) -> None:
    for month in ("2024-08", "2025-06", "2025-07"):
        close(tmp_path, "drift | utfall\nvard | 1", closing(month), SPEC)
    broken = tmp_path / "socialnamnden_prov_2025-06_1.zip"
    broken.chmod(0o644)
    broken.write_bytes(b"")
    earlier = closed_before(tmp_path, SPEC, "Socialnämnden", AUGUST)
    assert earlier is not None
    assert [str(one.period) for one in earlier.archived] == ["2024-08", "2025-07"]


def test_a_file_that_is_needed_and_broken_is_told(tmp_path: Path) -> None:
    path = close(tmp_path, "drift | utfall\nvard | 1", closing("2024-08"), SPEC)
    path.chmod(0o644)
    path.write_bytes(b"")
    with pytest.raises(ArchiveError, match="är skadad"):
        closed_before(tmp_path, SPEC, "Socialnämnden", AUGUST)


def test_reopened_periods_are_known_as_such(tmp_path: Path) -> None:
    reopen(close(tmp_path, "drift | utfall\nvard | 1", closing("2024-08"), SPEC))
    earlier = closed_before(tmp_path, SPEC, "Socialnämnden", AUGUST)
    assert earlier is not None
    assert {name.period for name in earlier.reopened} == {Period(2024, 8)}


@pytest.mark.parametrize("namnd", ["Kulturnämnden", ""])
def test_another_namnds_periods_are_not_its_own(tmp_path: Path, namnd: str) -> None:
    close(tmp_path, "drift | utfall\nvard | 1", closing("2024-08"), SPEC)
    assert closed_before(tmp_path, SPEC, namnd, AUGUST) is None
    assert closed_before(None, SPEC, "Socialnämnden", AUGUST) is None
