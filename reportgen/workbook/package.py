"""The file around a workbook: whether it is one, and whether it is safe to open. Bytes in, the parts of the zip out.

Everything that could do harm or be misread is refused before anything is unpacked, with a line that says what to do.
"""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import Final
from xml.etree.ElementTree import Element, ParseError, fromstring
from zipfile import BadZipFile, ZipFile

from reportgen.model.errors import WorkbookError

PART_LIMIT: Final = 60_000_000
"""Bytes that the parts of a workbook may unpack to, together and each; a large report's are some 2 million."""

TOTAL_LIMIT: Final = 500_000_000
ENTRY_LIMIT: Final = 5_000
RATIO_LIMIT: Final = 500
"""Times that a large part may grow when unpacked; sheets of real workbooks grow 5 to 60 times."""

_SMALL: Final = 1_000_000
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_SAVE_AS: Final = "Öppna den i Excel och välj Spara som, Excel-arbetsbok (*.xlsx)."
DAMAGED: Final = "är skadad eller inte hel. Hämta den på nytt, eller öppna den i Excel och spara om den."


class Package:
    """The parts of a workbook by name. Each is unpacked when it is asked for."""

    def __init__(self, data: bytes, name: str) -> None:
        """Raises `WorkbookError` for anything but a plain .xlsx. `name` is the file's, for the lines."""
        self.name = name
        self._left = PART_LIMIT
        self._read: dict[str, bytes] = {}
        _refuse_other_kinds(data, name)
        try:
            self._zip = ZipFile(BytesIO(data))
        except (BadZipFile, ValueError, NotImplementedError, OSError) as fault:
            raise WorkbookError(f"{name} {DAMAGED}") from fault
        self._infos = {info.filename.removeprefix("/"): info for info in self._zip.infolist()}
        self._refuse_bombs()
        self._refuse_other_packages()

    def __contains__(self, part: str) -> bool:
        return part in self._infos

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(self._infos)

    def xml(self, part: str) -> Element:
        """The part as a tree. Document type declarations, which a workbook never has, are refused unread."""
        data = self.raw(part)
        if b"<!DOCTYPE" in data.replace(b"\0", b""):
            raise WorkbookError(f"{self.name} innehåller en dokumenttypsdeklaration och öppnas inte. {_SAVE_AS}")
        try:
            return fromstring(data)
        except ParseError as fault:
            raise WorkbookError(f"{self.name} {DAMAGED}") from fault

    def raw(self, part: str) -> bytes:
        """The part as it stands, unpacked once."""
        if part not in self._read:
            self._read[part] = self._unpacked(part)
        return self._read[part]

    def _unpacked(self, part: str) -> bytes:
        info = self._infos.get(part)
        if info is None:
            raise WorkbookError(f"{self.name} {DAMAGED}")
        self._left -= info.file_size
        if self._left < 0:
            raise WorkbookError(
                f"{self.name} är för stor: bladen packas upp till mer än {PART_LIMIT // 1_000_000} MB. Flytta egna stora "
                "blad till en annan arbetsbok."
            )
        try:
            return self._zip.read(info)
        except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as fault:
            raise WorkbookError(f"{self.name} {DAMAGED}") from fault

    def _refuse_bombs(self) -> None:
        infos = self._infos.values()
        if any(info.flag_bits & 1 for info in infos):
            raise WorkbookError(f"{self.name} är lösenordsskyddad. Ta bort lösenordet i Excel och spara.")
        swollen = any(i.file_size > _SMALL and i.file_size > RATIO_LIMIT * max(i.compress_size, 1) for i in infos)
        if swollen or len(infos) > ENTRY_LIMIT or sum(info.file_size for info in infos) > TOTAL_LIMIT:
            raise WorkbookError(f"{self.name} öppnas inte: den packas upp till orimligt mycket. {_SAVE_AS}")

    def _refuse_other_packages(self) -> None:
        names = self._infos.keys()
        if any(name.endswith("vbaProject.bin") or name.startswith("xl/macrosheets/") for name in names):
            raise WorkbookError(f"{self.name} innehåller makron och öppnas inte. {_SAVE_AS}")
        if "xl/workbook.bin" in names:
            raise WorkbookError(f"{self.name} är en binär arbetsbok (.xlsb). {_SAVE_AS}")
        if "xl/workbook.xml" in names:
            return
        if "content.xml" in names or "mimetype" in names:
            raise WorkbookError(f"{self.name} är ett OpenDocument-dokument. Spara det som Excel-arbetsbok (*.xlsx).")
        if "word/document.xml" in names:
            raise WorkbookError(f"{self.name} är ett Word-dokument, ingen arbetsbok.")
        if "ppt/presentation.xml" in names:
            raise WorkbookError(f"{self.name} är en presentation, ingen arbetsbok.")
        raise WorkbookError(f"{self.name} är ingen arbetsbok. {_SAVE_AS}")


def _refuse_other_kinds(data: bytes, name: str) -> None:
    """What is no zip at all."""
    if not data:
        raise WorkbookError(f"{name} är tom.")
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise WorkbookError(
                f"{name} är skyddad med lösenord eller krypterad av en känslighetsetikett. Ta bort skyddet i Excel och spara."
            )
        raise WorkbookError(f"{name} är en äldre arbetsbok (.xls). {_SAVE_AS}")
    if data.startswith(b"%PDF"):
        raise WorkbookError(f"{name} är en PDF, ingen arbetsbok.")
    if not data.startswith(b"PK"):
        raise WorkbookError(f"{name} är ingen Excel-arbetsbok, utan text eller något annat. {_SAVE_AS}")
