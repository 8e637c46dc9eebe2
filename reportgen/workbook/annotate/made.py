"""Whether somebody has worked in a copy since it was made. Such a copy is a person's, and is never written over."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Final

from reportgen.office import OFFICE, DamagedError, OfficePackage

_STAMP: Final = re.compile(rb"<!--reportgen [0-9a-f]{64}-->")


def stamped(package: OfficePackage, workbook: str) -> bytes:
    """The file with a mark of what is in it, in a comment that programs leave out when they save it anew."""
    plain = _STAMP.sub(b"", package.read(workbook))
    package.write(workbook, plain)
    package.write(workbook, plain + f"<!--reportgen {_content(package)}-->".encode())
    return package.to_bytes()


def is_as_made(data: bytes) -> bool:
    """Whether the file is a copy of ours as we wrote it; anything else is somebody's."""
    try:
        package = OfficePackage(data)
    except DamagedError:
        return False
    workbook = package.related("", f"{OFFICE}/officeDocument")
    found = _STAMP.search(package.read(workbook)) if workbook else None
    if workbook is None or found is None:
        return False
    package.write(workbook, _STAMP.sub(b"", package.read(workbook)))
    return _content(package).encode() in found[0]


def _content(package: OfficePackage) -> str:
    """A fingerprint of all parts."""
    whole = sha256()
    for name in sorted(package):
        data = package.read(name)
        whole.update(f"{name} {len(data)}\n".encode() + data)
    return whole.hexdigest()
