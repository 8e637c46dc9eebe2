"""A closed period ↔ the bytes of its file: a zip that any computer opens, with a word to whoever finds it in thirty years.

The same closing gives the same bytes. Reading is strict: what the manifest says of the other files is held against them.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from reportgen.archive import content
from reportgen.model.archived import Archived, Closing, FileMark, KeptFinding, Name, Reopening, Stamp
from reportgen.model.description import Described
from reportgen.model.errors import ReportgenError
from reportgen.model.period import Period

FORMAT: Final = "reportgen-arkiv"
SCHEMA: Final = 1
"""The version of the form. Raised when an older reportgen could no longer read it; older forms are read for ever."""

README, MANIFEST, CONTENT = "LÄS MIG.txt", "manifest.json", "innehall.json"
LARGEST: Final = 500_000_000
"""Bytes that a file in the zip may unpack to: a workbook is never so large, what a bomb unpacks to is."""

_README: Final = """\
Den här filen är en stängd period ur reportgen: {namnd}, {title}, {period}.
Stängd {stamp}.

{workbook} är arbetsboken som den var, en Excelfil.
innehall.json har alla siffror, texter och bedömningar, och de fynd som var kvar: varje värde med namn, enhet och cell. Tal är
exakta och skrivs med punkt. Tomt är inget värde, "streck" ett streck som någon skrev, 0 en nolla.
manifest.json säger vem som stängde perioden och när, vilka dokument som gjordes, och SHA-256 för arbetsboken, dokumenten och
innehall.json. "tidigare" är den fil i samma arkiv som stängdes närmast före den här, med dess SHA-256.

JSON är vanlig text i UTF-8. Filen ändras aldrig. Öppnas perioden igen läggs en fil som slutar på _oppnad.json bredvid den här,
och nästa stängning får nästa nummer.
"""


class ArchiveError(ReportgenError):
    """A file of the archive that cannot be used, with the reason."""


def fingerprint(name: str, data: bytes) -> FileMark:
    """The file by its name and what is in it."""
    return FileMark(name, hashlib.sha256(data).hexdigest(), len(data))


def closed_bytes(closing: Closing, described: Described, findings: Iterable[KeptFinding], workbook: bytes) -> bytes:
    """The file of a closed period. `closing.workbook` names the workbook and must be the mark of its bytes."""
    if fingerprint(closing.workbook.name, workbook) != closing.workbook:
        raise ValueError(closing.workbook.name)
    body = _json(content.encoded(described, findings))
    manifest = _json(_manifest(closing, fingerprint(CONTENT, body)))
    files = {README: _readme(closing), MANIFEST: manifest, CONTENT: body, closing.workbook.name: workbook}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, closing.stamp.when.timetuple()[:6])
            info.compress_type = zipfile.ZIP_STORED if name == closing.workbook.name else zipfile.ZIP_DEFLATED
            info.external_attr = 0o444 << 16
            info.create_system = 3
            archive.writestr(info, data, compresslevel=9)
    return out.getvalue()


def read_closing(data: bytes, file: str) -> Closing:
    """What the manifest says; `ArchiveError` if the file is no closed period, is broken, or of a newer reportgen."""
    return _read_manifest(_parsed(_unpacked(data, MANIFEST, file), file), file)


def read_archived(data: bytes, file: str) -> Archived:
    """The closed period with all that is in it, its figures held against the manifest."""
    raw = _parsed(_unpacked(data, MANIFEST, file), file)
    closing, body = _read_manifest(raw, file), _unpacked(data, CONTENT, file)
    if _read_mark(raw["innehall"]) != fingerprint(CONTENT, body):
        raise ArchiveError(f"{file}: {CONTENT} är inte som när perioden stängdes. Hämta filen ur en säkerhetskopia.")
    try:
        described, findings = content.decoded(_parsed(body, file))
    except (ValueError, KeyError, TypeError, ArithmeticError) as fault:
        raise ArchiveError(f"{file}: {CONTENT} kan inte läsas. Hämta filen ur en säkerhetskopia.") from fault
    return Archived(closing, described, findings)


def read_workbook_copy(data: bytes, file: str) -> bytes:
    """The workbook as it was when the period was closed, held against the manifest."""
    closing = read_closing(data, file)
    copy = _unpacked(data, closing.workbook.name, file)
    if fingerprint(closing.workbook.name, copy) != closing.workbook:
        raise ArchiveError(f"{file}: arbetsboken är inte som när perioden stängdes. Hämta filen ur en säkerhetskopia.")
    return copy


def reopening_bytes(reopening: Reopening) -> bytes:
    """The file that says that a period was opened again."""
    raw = {
        "format": f"{FORMAT}-oppnad",
        "schema": SCHEMA,
        "fil": _mark(reopening.file),
        "oppnad": _stamp(reopening.stamp),
        "skal": reopening.reason,
    }
    return _json(raw)


def read_reopening(data: bytes, file: str) -> Reopening:
    """The inverse; `ArchiveError` for anything else."""
    raw = _parsed(data, file)
    _ensure_known(raw, f"{FORMAT}-oppnad", file)
    try:
        return Reopening(_read_mark(raw["fil"]), _read_stamp(raw["oppnad"]), str(raw["skal"]))
    except (KeyError, TypeError, ValueError) as fault:
        raise _broken(file) from fault


# --- the manifest --------------------------------------------------------------------------------------------------------


def _manifest(closing: Closing, body: FileMark) -> dict[str, Any]:
    name = closing.name
    return {
        "format": FORMAT,
        "schema": SCHEMA,
        "period": str(name.period),
        "namnd": closing.namnd,
        "namnd_i_filnamn": name.namnd,
        "mall": name.template,
        "malltitel": closing.title,
        "mallversion": closing.version,
        "nummer": name.number,
        "stangd": _stamp(closing.stamp),
        "arbetsbok": _mark(closing.workbook),
        "dokument": [_mark(mark) for mark in closing.documents],
        "innehall": _mark(body),
        "tidigare": _mark(closing.before) if closing.before else None,
    }


def _read_manifest(raw: Mapping[str, Any], file: str) -> Closing:
    _ensure_known(raw, FORMAT, file)
    try:
        name = Name(Period.parse(raw["period"]), raw["namnd_i_filnamn"], raw["mall"], int(raw["nummer"]))
        return Closing(
            name=name,
            namnd=raw["namnd"],
            title=raw["malltitel"],
            version=raw["mallversion"],
            stamp=_read_stamp(raw["stangd"]),
            workbook=_read_mark(raw["arbetsbok"]),
            documents=tuple(map(_read_mark, raw["dokument"])),
            before=_read_mark(raw["tidigare"]) if raw["tidigare"] else None,
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise _broken(file) from fault


def _ensure_known(raw: Mapping[str, Any], format_: str, file: str) -> None:
    schema = raw.get("schema")
    if raw.get("format") != format_ or not isinstance(schema, int):
        raise ArchiveError(f"{file} är ingen fil ur ett arkiv från reportgen.")
    if schema > SCHEMA:
        raise ArchiveError(f"{file} är gjord med en nyare version av reportgen. Uppdatera reportgen och kör igen.")


def _mark(mark: FileMark) -> dict[str, Any]:
    return {"namn": mark.name, "sha256": mark.sha256, "byte": mark.size}


def _read_mark(raw: Mapping[str, Any]) -> FileMark:
    return FileMark(str(raw["namn"]), str(raw["sha256"]), int(raw["byte"]))


def _stamp(stamp: Stamp) -> dict[str, str]:
    return {"nar": stamp.when.isoformat(timespec="seconds"), "av": stamp.by}


def _read_stamp(raw: Mapping[str, str]) -> Stamp:
    return Stamp(datetime.fromisoformat(raw["nar"]), raw["av"])


# --- bytes ---------------------------------------------------------------------------------------------------------------


def _readme(closing: Closing) -> bytes:
    words = {"namnd": closing.namnd, "title": closing.title, "period": closing.name.period}
    text = _README.format(stamp=closing.stamp.words, workbook=closing.workbook.name, **words)
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def _json(raw: object) -> bytes:
    return (json.dumps(raw, ensure_ascii=False, indent=1) + "\n").encode()


def _parsed(data: bytes, file: str) -> dict[str, Any]:
    try:
        raw = json.loads(data)
    except ValueError as fault:
        raise _broken(file) from fault
    if not isinstance(raw, dict):
        raise _broken(file)
    return raw


def _unpacked(data: bytes, name: str, file: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if archive.getinfo(name).file_size > LARGEST:
                raise _broken(file)
            return archive.read(name)
    except (zipfile.BadZipFile, KeyError, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as fault:
        raise _broken(file) from fault


def _broken(file: str) -> ArchiveError:
    return ArchiveError(f"{file} är skadad och kan inte läsas. Hämta den ur en säkerhetskopia.")
