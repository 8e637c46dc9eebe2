"""One at a time: a file beside the workbook tells who is writing it, so that a colleague on the same share does not."""

from __future__ import annotations

import getpass
import json
import os
import secrets
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from reportgen.model.errors import OutputError, ReportgenError, system_reason

STALE: Final = timedelta(minutes=10)
"""Commands take seconds; a lock that is older than this was left by one that was cut off."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who writes a workbook: a person, their computer, the process there, and since when (ISO 8601)."""

    who: str
    computer: str
    process: int
    since: str

    def is_gone(self, now: datetime) -> bool:
        """Whether the lock was left behind."""
        if self.computer == socket.gethostname() and not _is_running(self.process):
            return True
        try:
            return now - datetime.fromisoformat(self.since) > STALE
        except (ValueError, TypeError):
            return True


def lock_of(workbook: Path) -> Path:
    """The file that tells who writes the workbook."""
    return workbook.with_name(f".{workbook.name}.reportgen-las")


@contextmanager
def locked(workbook: Path, now: datetime, tell: Callable[[str], None]) -> Iterator[None]:
    """Holds the workbook while it is being written. Raises `ReportgenError` with a name when somebody else does.

    A lock that was left behind is taken over, and `tell` is told.
    """
    place = lock_of(workbook)
    own = Holder(_user(), socket.gethostname(), os.getpid(), now.isoformat(timespec="seconds"))
    _take(place, own, now, tell)
    try:
        yield
    finally:
        if _read(place) == own:
            with suppress(OSError):
                place.unlink()


def _take(place: Path, own: Holder, now: datetime, tell: Callable[[str], None]) -> None:
    for _ in range(3):
        if _put(place, own):
            return
        other = _read(place)
        if other is not None and not other.is_gone(now):
            raise ReportgenError(
                f"{other.who} på {other.computer} arbetar med arbetsboken sedan {other.since[11:16]}. Vänta en stund och kör "
                f"igen. Är det inte så, ta bort filen {place.name}."
            )
        if other is not None:
            tell(
                f"{other.who} på {other.computer} blev avbruten {other.since.replace('T', ' ')}; låset därifrån är borttaget."
            )
        with suppress(FileNotFoundError):
            place.unlink()
    raise ReportgenError(f"Arbetsboken kan inte låsas med filen {place.name}. Kör igen om en stund.")


def _put(place: Path, own: Holder) -> bool:
    """Puts the lock there whole, or not at all; False when there is one already."""
    beside = place.with_name(f".reportgen-{secrets.token_hex(4)}.tmp")
    try:
        beside.write_text(json.dumps(asdict(own), ensure_ascii=False), "utf-8")
        os.link(beside, place)
    except FileExistsError:
        return False
    except OSError:
        return _put_without_link(place, own)
    finally:
        with suppress(OSError):
            beside.unlink()
    return True


def _put_without_link(place: Path, own: Holder) -> bool:
    """On disks that know no hard links."""
    try:
        with place.open("x", encoding="utf-8") as file:
            file.write(json.dumps(asdict(own), ensure_ascii=False))
    except FileExistsError:
        return False
    except OSError as fault:
        raise OutputError(
            f"Det går inte att skriva i mappen {place.parent.resolve()}: {system_reason(fault)}. Lägg arbetsboken i en mapp där du "
            "får spara, och kör igen."
        ) from fault
    return True


def _read(place: Path) -> Holder | None:
    """Who holds it; None when nobody can be read from it."""
    try:
        return Holder(**json.loads(place.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "Någon"


def _is_running(process: int) -> bool:
    """Whether a process of this computer is there; True when that cannot be told."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
