"""Where the malls are: a controller's own folders before the built-in one, and which of two with the same name counts.

The folders are searched in order: the one given, that of the environment, `mallar` in the current folder, `mallar` beside the
workbook, the built-in. The first that has a mall of the name counts; what it hides is known, so that it can be told.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from reportgen.model.errors import OutputError, ReportgenError
from reportgen.output import safe_name, write_folder
from reportgen.spec.load import SHARED, load_template
from reportgen.spec.schema import Template

VARIABLE: Final = "REPORTGEN_MALLAR"
"""The environment variable that names a folder of malls."""

FOLDER: Final = "mallar"
"""The name of a folder of malls that is found by itself."""


_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_HEAD: Final = re.compile(
    r"^\ufeff?[ \t]*\[[ \t]*mall[ \t]*\][^\n]*\n(?:(?![ \t]*\[)[^\n]*\n)*?[ \t]*namn[ \t]*=[ \t]*", re.MULTILINE
)
_STRING: Final = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")


@dataclass(frozen=True, slots=True)
class Source:
    """A folder of malls; `said` is how it came to be searched, in Swedish."""

    folder: Path
    said: str
    built_in: bool = False


@dataclass(frozen=True, slots=True)
class Mall:
    """A mall that counts, not yet loaded. `hides` are the folders whose malls of the same name do not."""

    name: str
    folder: Path
    source: Source
    hides: tuple[Source, ...] = ()

    @property
    def hides_built_in(self) -> bool:
        return any(source.built_in for source in self.hides)

    def load(self) -> Template:
        """The mall ready for use; `SpecError` with all its faults."""
        return load_template(self.folder, shared=templates_folder() / SHARED)


def templates_folder() -> Path:
    """Where the built-in malls are: inside an installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "_mallar"
    return installed if installed.is_dir() else package.parent / "templates"


def built_in() -> tuple[Source, ...]:
    """Only the malls that come with reportgen."""
    return (Source(templates_folder(), "inbyggd", built_in=True),)


def sources(given: Path | None, variable: str, here: Path, workbook: Path | None = None) -> tuple[Source, ...]:
    """The folders that are searched, in order, each once; one that is named and not there is refused."""
    named = [Source(given, "--mallar")] if given else []
    named += [Source(Path(variable), VARIABLE)] if variable.strip() else []
    for source in named:
        _require(source)
    found = [Source(here / FOLDER, "mappen där du står")]
    found += [Source(workbook.parent / FOLDER, "bredvid arbetsboken")] if workbook else []
    all_ = [*named, *(source for source in found if source.folder.is_dir()), *built_in()]
    return tuple({source.folder.resolve(): source for source in reversed(all_)}.values())[::-1]


def find_all(places: Sequence[Source]) -> list[Mall]:
    """Every mall that counts, folder by folder in their order, in each by name."""
    there = [(source, folder) for source in places for folder in _folders(source.folder)]
    found: dict[str, Mall] = {}
    for source, folder in there:
        if folder.name not in found:
            hides = tuple(other for other, same in there if same.name == folder.name and other is not source)
            found[folder.name] = Mall(folder.name, folder, source, hides)
    return list(found.values())


def find(name: str, places: Sequence[Source]) -> Mall:
    """The mall of that name; `ReportgenError` with the nearest name if there is none."""
    known = {mall.name: mall for mall in find_all(places)}
    if name not in known:
        near = get_close_matches(name, known, n=1, cutoff=0.4)
        hint = f" Menade du {near[0]}?" if near else ""
        raise ReportgenError(f"Mallen {name} finns inte.{hint} Mallar: {', '.join(sorted(known))}.")
    return known[name]


def copy(mall: Mall, name: str, target: Path) -> Path:
    """Puts a copy of the mall, called `name`, in the folder of malls `target`; returns its folder, which must not be there.

    A faulty mall is refused with its faults.
    """
    folder = target / _allowed(name)
    if folder.exists():
        raise OutputError(f"{folder} finns redan och skrivs inte över. Välj ett annat namn.")
    mall.load()
    files = {path.relative_to(mall.folder): path.read_bytes() for path in _files(mall.folder)}
    text = files[Path("mall.toml")].decode("utf-8")
    files[Path("mall.toml")] = renamed(text, name).encode()
    write_folder(folder, files)
    return folder


def renamed(toml: str, name: str) -> str:
    """The text of mall.toml with another name in [mall] and everything else, comments too, as it stood."""
    head = _HEAD.search(toml)
    value = _STRING.match(toml, head.end()) if head else None
    if value is None:
        raise ReportgenError('mall.toml: raden namn = "…" under [mall] hittas inte, så mallen kan inte döpas om.')
    made = f'{toml[: value.start()]}"{name}"{toml[value.end() :]}'
    before = tomllib.loads(toml.removeprefix("\ufeff"))
    if tomllib.loads(made.removeprefix("\ufeff")) != {**before, "mall": {**before["mall"], "namn": name}}:
        raise ReportgenError("mall.toml: namnet under [mall] går inte att byta utan att annat ändras.")
    return made


def _allowed(name: str) -> str:
    """The name, if a mall may have it on every system."""
    if _NAME.fullmatch(name) and safe_name(name) == name:
        return name
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    near = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60]
    hint = f" Till exempel: {near}" if near and safe_name(near) == near else ""
    raise ReportgenError(
        f"{name!r} kan inte vara en malls namn. Tillåtet: a–z, siffror och bindestreck, bokstav eller siffra först, "
        f"högst 60 tecken.{hint}"
    )


def _files(folder: Path) -> list[Path]:
    """The files of a mall, without what editors and Office leave behind."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [path for path in paths if not any(part.startswith((".", "~")) for part in path.relative_to(folder).parts)]


def _require(source: Source) -> None:
    """That a folder which somebody has named can be a folder of malls."""
    if not source.folder.is_dir():
        raise ReportgenError(f"Mappen {source.folder} ({source.said}) finns inte.")
    if (source.folder / "mall.toml").is_file():
        raise ReportgenError(
            f"{source.folder} ({source.said}) är en mall. Ange mappen som den ligger i: {source.folder.resolve().parent}"
        )


def _folders(root: Path) -> list[Path]:
    """Those with a mall in them; not what was left behind when a copy was cut off."""
    if not root.is_dir():
        return []
    return sorted(at for at in root.iterdir() if (at / "mall.toml").is_file() and not at.name.startswith("."))
