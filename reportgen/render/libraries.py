"""The system libraries that WeasyPrint loads by name, and what to install where they are missing.

WeasyPrint itself prints a page of English and raises when one is gone. Asking first makes one line of it, and lets
`reportgen doktor` tell what the machine lacks without importing WeasyPrint.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from reportgen.model.errors import MissingLibraryError


@dataclass(frozen=True, slots=True)
class Library:
    """A library by the names that WeasyPrint tries in turn (its text/ffi.py). Without a `required` one there is no PDF."""

    name: str
    tried: tuple[str, ...]
    required: bool = True


LIBRARIES: Final = (
    Library(
        "GObject",
        (
            "libgobject-2.0-0",
            "gobject-2.0-0",
            "gobject-2.0",
            "libgobject-2.0.so.0",
            "libgobject-2.0.0.dylib",
            "libgobject-2.0-0.dll",
        ),
    ),
    Library(
        "Pango",
        ("libpango-1.0-0", "pango-1.0-0", "pango-1.0", "libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    ),
    Library(
        "PangoFT2",
        (
            "libpangoft2-1.0-0",
            "pangoft2-1.0-0",
            "pangoft2-1.0",
            "libpangoft2-1.0.so.0",
            "libpangoft2-1.0.dylib",
            "libpangoft2-1.0-0.dll",
        ),
    ),
    Library(
        "HarfBuzz",
        ("libharfbuzz-0", "harfbuzz", "harfbuzz-0.0", "libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    ),
    Library(
        "Fontconfig",
        (
            "libfontconfig-1",
            "fontconfig-1",
            "fontconfig",
            "libfontconfig.so.1",
            "libfontconfig.1.dylib",
            "libfontconfig-1.dll",
        ),
    ),
    Library(
        "HarfBuzz-Subset",
        (
            "libharfbuzz-subset-0",
            "harfbuzz-subset",
            "harfbuzz-subset-0.0",
            "libharfbuzz-subset.so.0",
            "libharfbuzz-subset.0.dylib",
            "libharfbuzz-subset-0.dll",
        ),
        required=False,
    ),
)
"""HarfBuzz-Subset only saves time: without it fonts are cut in Python, which makes a PDF a quarter slower."""

_WINDOWS_FOLDERS: Final = "C:\\msys64\\ucrt64\\bin;C:\\msys64\\mingw64\\bin;C:\\Program Files\\GTK3-Runtime Win64\\bin"


def present(library: Library) -> bool:
    """Whether the machine can load the library by any of its names."""
    _add_windows_folders()
    return any(_loads(name) for name in library.tried) or any(_found(name) for name in library.tried)


def missing(libraries: Sequence[Library] = LIBRARIES) -> tuple[Library, ...]:
    """Those that cannot be loaded, in order."""
    return tuple(library for library in libraries if not present(library))


def require(libraries: Sequence[Library] = LIBRARIES) -> None:
    """Raises `MissingLibraryError` with what to install when PDF cannot be made."""
    absent = [library.name for library in missing(libraries) if library.required]
    if absent:
        raise MissingLibraryError(f"PDF kan inte göras, biblioteken {', '.join(absent)} saknas. {advice(sys.platform)}")


def advice(platform: str) -> str:
    """What to install on that platform (a value of `sys.platform`), in one sentence."""
    if platform == "darwin":
        return "Installera dem med: brew install pango"
    if platform == "win32":
        return (
            "Installera MSYS2, kör pacman -S mingw-w64-ucrt-x86_64-pango i dess terminal och sätt miljövariabeln "
            "WEASYPRINT_DLL_DIRECTORIES till C:\\msys64\\ucrt64\\bin"
        )
    return "Installera dem med: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _found(name: str) -> bool:
    """The slower search by short name, as the foreign function library of WeasyPrint does it."""
    path = ctypes.util.find_library(name)
    return path is not None and _loads(path)


def _add_windows_folders() -> None:
    if sys.platform == "win32":
        for folder in os.getenv("WEASYPRINT_DLL_DIRECTORIES", _WINDOWS_FOLDERS).split(";"):
            with suppress(OSError):
                os.add_dll_directory(folder)
