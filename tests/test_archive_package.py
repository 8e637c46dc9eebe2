"""The file of a closed period: the same bytes each time, read back whole or refused with a sentence, never a traceback."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from archives import WORKBOOK, closing, drawn, stamp
from reportgen.archive.package import (
    ArchiveError,
    closed_bytes,
    fingerprint,
    read_archived,
    read_closing,
    read_reopening,
    read_workbook_copy,
    reopening_bytes,
)
from reportgen.model.archived import KeptFinding, Reopening
from test_archive_content import SCHEMA, without_sources

TOLD = drawn("drift | utfall\nvard | 12,5")
FINDINGS = (
    KeptFinding("TECKEN_FEL", "varning", "drift.vard.utfall", "Drift!C4", "Fel tecken.", "12,5", "minus", "Känt"),
)
BEFORE = fingerprint("tidigare.zip", b"x")
MADE = closing(before=BEFORE)
DATA = closed_bytes(MADE, TOLD, FINDINGS, WORKBOOK)


def with_manifest(**changed: Any) -> bytes:
    """The file with other words in its manifest."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(DATA)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "manifest.json":
                data = json.dumps(json.loads(data) | changed).encode()
            new.writestr(name, data)
    return out.getvalue()


def test_the_same_closing_gives_the_same_bytes() -> None:
    assert closed_bytes(MADE, TOLD, FINDINGS, WORKBOOK) == DATA


def test_all_that_was_put_in_comes_out() -> None:
    archived = read_archived(DATA, "fil.zip")
    assert archived.closing == MADE == read_closing(DATA, "fil.zip")
    assert archived.described.report == without_sources(TOLD.report)
    assert archived.findings == FINDINGS
    assert read_workbook_copy(DATA, "fil.zip") == WORKBOOK


def test_any_program_can_read_it() -> None:
    with zipfile.ZipFile(io.BytesIO(DATA)) as archive:
        assert archive.namelist() == ["LÄS MIG.txt", "manifest.json", "innehall.json", "underlag.xlsx"]
        manifest = json.loads(archive.read("manifest.json"))
        words = archive.read("LÄS MIG.txt").decode("utf-8-sig")
    Draft202012Validator({**SCHEMA.schema, "$ref": "#/$defs/manifest", "required": []}).validate(manifest)  # type: ignore[dict-item]
    assert "Stängd 2025-01-31 14:05 av anek." in words


def test_a_workbook_that_is_not_the_one_named_is_a_bug() -> None:
    with pytest.raises(ValueError, match=r"underlag\.xlsx"):
        closed_bytes(MADE, TOLD, FINDINGS, b"en annan")


@given(st.integers(0, len(DATA) - 1), st.integers(1, 255))
def test_damage_is_told_or_does_no_harm(at: int, change: int) -> None:
    """A changed byte either stands where nothing is read from, or the file is refused: never other figures."""
    read: object
    broken = DATA[:at] + bytes([DATA[at] ^ change]) + DATA[at + 1 :]
    try:
        read = (read_archived(broken, "fil.zip").described.report, read_workbook_copy(broken, "fil.zip"))
    except ArchiveError as fault:
        read = str(fault).partition(" ")[0].rstrip(":")
    assert read in ("fil.zip", (without_sources(TOLD.report), WORKBOOK))


@given(st.integers(0, len(DATA) - 1))
def test_half_a_file_is_refused(size: int) -> None:
    with pytest.raises(ArchiveError, match=r"fil\.zip"):
        read_archived(DATA[:size], "fil.zip")


@given(st.binary(max_size=200))
def test_what_is_no_archive_file_is_refused(data: bytes) -> None:
    for read in (read_archived, read_closing, read_workbook_copy, read_reopening):
        with pytest.raises(ArchiveError):
            read(data, "fil.zip")


def test_figures_that_were_changed_afterwards_are_not_believed() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(DATA)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'"12.5"', b'"99.5"'))
    with pytest.raises(ArchiveError, match="inte som när perioden stängdes"):
        read_archived(out.getvalue(), "fil.zip")


def test_a_file_of_a_newer_reportgen_is_refused_with_advice() -> None:
    with pytest.raises(ArchiveError, match="nyare version av reportgen"):
        read_closing(with_manifest(schema=2), "fil.zip")


@pytest.mark.parametrize("changed", [{"format": "annat"}, {"period": "augusti"}, {"arbetsbok": None}, {"nummer": "x"}])
def test_a_manifest_that_says_something_else_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(ArchiveError):
        read_closing(with_manifest(**changed), "fil.zip")


def test_a_reopening_comes_back_as_it_was() -> None:
    reopening = Reopening(BEFORE, stamp(3), "Fel belopp för placeringar")
    data = reopening_bytes(reopening)
    assert read_reopening(data, "x_oppnad.json") == reopening
    Draft202012Validator({**SCHEMA.schema, "$ref": "#/$defs/oppnad", "required": []}).validate(json.loads(data))  # type: ignore[dict-item]
