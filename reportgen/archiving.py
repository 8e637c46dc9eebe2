"""A period's life in the archive: closed with its workbook and documents, opened again with a reason, listed and looked up."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.archive import naming
from reportgen.archive.folder import (
    Entry,
    TakenError,
    add_file,
    entries,
    latest,
    mark_of,
    next_number,
    read_entry_closing,
    read_entry_reopening,
    read_entry_workbook,
)
from reportgen.archive.index import Index, Point, open_index
from reportgen.archive.package import closed_bytes, fingerprint, reopening_bytes
from reportgen.archive.verify import verify
from reportgen.model.archived import Closing, FileMark, KeptFinding, Name, Reopening, Stamp
from reportgen.model.errors import OutputError, ReportgenError, system_reason
from reportgen.model.finding import Finding
from reportgen.model.period import Period
from reportgen.model.position import Place
from reportgen.model.report import Report
from reportgen.pipeline import FORMATS, Checked, RefusedError, check_workbook, document_stems, find_template
from reportgen.spec.moves import Moves

if TYPE_CHECKING:
    from reportgen.malls import Source


__all__ = ["verify"]


@dataclass(frozen=True, slots=True)
class Closed:
    """A period that was closed: the archive's file, what it says of itself, and the workbook as it was checked."""

    file: Path
    closing: Closing
    checked: Checked


class NotReadyError(ReportgenError):
    """A period that cannot be closed yet, with the reason and what to do."""


def close_workbook(
    path: Path,
    folder: Path,
    stamp: Stamp,
    *,
    documents: Path | None = None,
    without_documents: bool = False,
    places: Sequence[Source] | None = None,
) -> Closed:
    """Closes the workbook's period: adds its file to the archive in `folder`.

    Raises `RefusedError` while errors are not acknowledged, `NotReadyError` when the period is closed already, or its documents
    (in the folder `documents`, else beside the workbook) are missing or older than the workbook.
    """
    workbook = _bytes(path)
    checked = check_workbook(path, places, folder)
    if _bytes(path) != workbook:
        raise NotReadyError(f"{path.name} ändrades medan den lästes. Spara och stäng den, och kör igen.")
    if checked.stopping:
        raise RefusedError(checked, "Perioden stängdes inte")
    found = entries(folder)
    name = _name(checked, found)
    _ensure_open(found, name)
    marks = () if without_documents else document_marks(checked, documents or path.parent)
    closing = Closing(
        name=name,
        namnd=checked.derived.namnd,
        title=checked.template.spec.info.title,
        version=checked.derived.version,
        stamp=stamp,
        workbook=fingerprint(path.name, workbook),
        documents=marks,
        before=_closed_last(found),
    )
    file = folder / naming.closed_file(name)
    add_file(file, _closed_bytes(checked, closing, workbook))
    _refresh(folder)
    return Closed(file, closing, checked)


def reopen(entry: Entry, stamp: Stamp, reason: str) -> Reopening:
    """Opens a closed period again: a file beside that of the period says so, which itself stays as it is."""
    if entry.is_reopened:
        raise NotReadyError(f"{entry.path.name} är redan öppnad {reopened(entry)}.")
    if not reason.strip():
        raise NotReadyError("Skriv varför perioden öppnas: --skal")
    reopening = Reopening(mark_of(entry.path), stamp, reason.strip())
    with contextlib.suppress(TakenError):
        add_file(entry.path.with_name(naming.reopened_file(entry.name)), reopening_bytes(reopening))
        _refresh(entry.path.parent)
        return reopening
    raise NotReadyError(f"{entry.path.name} öppnades just av någon annan.")


def copy_of_workbook(entry: Entry) -> bytes:
    """The workbook as it was when the period was closed."""
    return read_entry_workbook(entry)


def ensure_open(checked: Checked, folder: Path) -> None:
    """That the documents of a closed period are made of the workbook it was closed with; `NotReadyError` if of another."""
    for entry in latest(entries(folder)):
        if _is_of(entry, checked.derived) and entry.name.period == checked.derived.period and not entry.is_reopened:
            closing = read_entry_closing(entry)
            if closing.workbook.sha256 != mark_of(checked.file).sha256:
                raise NotReadyError(
                    f"{entry.name.period} är stängd ({closing.stamp.words}), och {checked.file.name} är inte längre som då. "
                    "Öppna perioden med reportgen oppna, eller gör ett utkast med --utkast."
                )


def document_marks(checked: Checked, folder: Path) -> tuple[FileMark, ...]:
    """The documents that were made of the workbook; `NotReadyError` when one is missing or older than the workbook."""
    changed = _changed(checked.file)
    found: list[Path] = []
    missing, older = [], []
    for stem in document_stems(checked):
        made = [versions for format_ in FORMATS if (versions := _versions(folder, stem, format_))]
        found += [path for versions in made for path in versions]
        missing += [] if made else [stem]
        older += [versions[-1].name for versions in made if max(map(_changed, versions)) < changed]
    how = f"Gör dem med reportgen rapport {checked.file.name}, eller stäng utan med --utan-dokument."
    if missing:
        raise NotReadyError(f"Dokument saknas i {folder}: {', '.join(missing)}. {how}")
    if older:
        raise NotReadyError(f"Arbetsboken har ändrats sedan dokumenten gjordes: {', '.join(older)}. {how}")
    return tuple(map(mark_of, found))


def choose(folder: Path, what: str, places: Sequence[Source] | None = None) -> list[Entry]:
    """The closings meant by a period, a workbook or a file of the archive: the last one of each mall, those that are closed
    before those opened again.

    `ReportgenError` when there is none.
    """
    found = entries(folder)
    if name := naming.parse_closed(Path(what).name):
        match = [entry for entry in found if entry.name == name]
        if not match:
            raise ReportgenError(f"{what} finns inte i arkivet {folder}.")
        return match
    whose = None
    if Path(what).is_file():
        whose = check_workbook(Path(what), places).derived
    period = whose.period if whose else _period(what)
    there = [entry for entry in latest(found) if entry.name.period == period and (not whose or _is_of(entry, whose))]
    if not there:
        raise ReportgenError(_none(period, found, folder))
    return sorted(there, key=lambda entry: entry.is_reopened)


def choose_one(folder: Path, what: str, places: Sequence[Source] | None = None) -> Entry:
    """The one closing meant, see `choose`: the one that is closed where others have been opened again."""
    there = choose(folder, what, places)
    closed = [entry for entry in there if not entry.is_reopened]
    there = closed or there
    if len(there) > 1:
        files = ", ".join(entry.path.name for entry in there)
        raise ReportgenError(f"{what} är stängd flera gånger, med olika mallar. Skriv i stället filens namn: {files}")
    return there[0]


def reopened(entry: Entry) -> str:
    """When, by whom and why the period was opened again; empty if it was not."""
    reopening = read_entry_reopening(entry)
    return f"{reopening.stamp.words}: {reopening.reason}" if reopening else ""


def open_archive(folder: Path, *, anew: bool = False) -> Index:
    """The index of the archive as it is now."""
    return open_index(folder, anew=anew)


def history(index: Index, what: str, places: Sequence[Source] | None = None) -> list[Point]:
    """The values of a place, or of all in a row or a table, in every closed period; `ReportgenError` for what is no place.

    A mall that is found in `places` tells where what it has moved stood then; a mall that is gone has moved nothing.
    """
    try:
        asked = Place.parse(what)
    except ValueError:
        raise ReportgenError(f"{what} är ingen plats. Skriv tabell.rad.kolumn, med punkt emellan.") from None
    moves = dict(_moves(index, places))
    if not moves:
        return index.history(asked)
    wanted = {asked, *(now for own in moves.values() for now in own.places(asked))}
    tables = {old for own in moves.values() for place in wanted for old in own.tables_before(place.table)}
    points = (point for table in sorted(tables) for point in index.history(Place(table)))
    found = (now for point in points for now in _moved(point, moves.get(point.entry.name.template)))
    wanted_points = [
        point for point in found if any(place.parts == point.place.parts[: len(place.parts)] for place in wanted)
    ]
    return sorted(wanted_points, key=lambda point: (*point.entry.name.sort_key, str(point.place)))


def _moves(index: Index, places: Sequence[Source] | None) -> Iterator[tuple[str, Moves]]:
    """What each mall of the archive has moved, where there is such a mall and it has."""
    for name in index.malls():
        with contextlib.suppress(ReportgenError):
            spec = find_template(name, places).spec
            if spec.moves:
                yield name, Moves(spec)


def _moved(point: Point, moves: Moves | None) -> Iterator[Point]:
    """The point where its value is now; as it is when nothing of it has moved."""
    for now in moves.places(point.place) if moves else [point.place]:
        yield point if now == point.place else replace(point, place=now, then=point.place)


def kept(finding: Finding) -> KeptFinding:
    """A finding as the archive keeps it."""
    return KeptFinding(
        code=finding.code.name,
        severity=finding.severity.word,
        place=str(finding.place or ""),
        at=str(finding.at or ""),
        message=finding.message,
        found=finding.found,
        expected=finding.expected,
        reason=finding.reason,
    )


def _closed_bytes(checked: Checked, closing: Closing, workbook: bytes) -> bytes:
    from reportgen.derive.description import described

    return closed_bytes(
        closing, described(checked.derived, checked.template.spec), map(kept, checked.findings), workbook
    )


def _name(checked: Checked, found: Sequence[Entry]) -> Name:
    report = checked.derived
    name = Name(report.period, naming.namnd_word(report.namnd), report.template, 0)
    return Name(name.period, name.namnd, name.template, next_number(found, name))


def _is_of(entry: Entry, report: Report) -> bool:
    """Whether it is a closing of the same nämnd by the same mall."""
    return (entry.name.namnd, entry.name.template) == (naming.namnd_word(report.namnd), report.template)


def _ensure_open(found: Sequence[Entry], name: Name) -> None:
    for entry in latest(found):
        own = entry.name
        if (own.period, own.namnd, own.template) == (name.period, name.namnd, name.template) and not entry.is_reopened:
            when = read_entry_closing(entry).stamp.words
            raise NotReadyError(
                f"{name.period} är redan stängd ({when}). Öppna perioden med skäl, reportgen oppna, och stäng den igen."
            )


def _closed_last(found: Sequence[Entry]) -> FileMark | None:
    """The file that was closed last, whatever its period; one that cannot be read vouches for nothing."""
    closings = []
    for entry in found:
        with contextlib.suppress(ReportgenError):
            closings.append((read_entry_closing(entry).stamp.when, entry.name.sort_key, entry.path))
    return mark_of(max(closings)[2]) if closings else None


def _versions(folder: Path, stem: str, ending: str) -> list[Path]:
    """The document, and those that were made beside it while somebody had worked in it: rapport.docx, rapport-2.docx."""
    names = (f"{stem}.{ending}", *(f"{stem}-{n}.{ending}" for n in range(2, 100)))
    return list(takewhile(Path.is_file, (folder / name for name in names)))


def _changed(path: Path) -> int:
    return path.stat().st_mtime_ns


def _none(period: Period, found: Sequence[Entry], folder: Path) -> str:
    if not found:
        return (
            f"Arkivet {folder} har ingen stängd period. Stäng en med reportgen stang, eller ange arkivet med --arkiv."
        )
    there = ", ".join(dict.fromkeys(str(entry.name.period) for entry in found))
    return f"{period} är inte stängd. Stängda perioder: {there}."


def _period(what: str) -> Period:
    try:
        return Period.parse(what)
    except ValueError:
        raise ReportgenError(
            f"{what} är varken en arbetsbok, en period eller en fil i arkivet. Skriv en period som 2024-08."
        ) from None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise OutputError(f"{path} kan inte läsas: {system_reason(fault)}.") from fault


def _refresh(folder: Path) -> None:
    """The index as the folder is now; it is made again later if that cannot be done."""
    with open_index(folder):
        pass
