"""The questions put to Kolada's API over the net, and what goes wrong there said in one line.

Proxies are those of the environment. Answers come page by page, with a pause between; only the API's own host is asked.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from http.client import HTTPException
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import Request, build_opener

from reportgen import __version__
from reportgen.importing.kolada import Asked
from reportgen.kolada.api import API, GROUPS, MUNICIPALITIES, data_paths, read_answer, title_paths
from reportgen.kolada.areas import Choices, resolve
from reportgen.kolada.observation import KoladaError, Read, together
from reportgen.model.kolada import OWN, is_group

_LARGEST: Final = 50_000_000
_PIECE: Final = 65_536
_PAGES: Final = 500
_BUSY: Final = (429, 500, 502, 503, 504)
_INSTEAD: Final = "Hämta svaren i webbläsaren i stället: reportgen kolada FIL --adresser visar vilka."
_WHY: Final = {
    400: "frågan godtogs inte (400); ett nyckeltals-id eller en kommunkod kan vara fel",
    403: "åtkomsten nekades (403), kanske av en proxy",
    404: "adressen finns inte (404)",
    407: "proxyn kräver inloggning (407)",
    422: "frågan godtogs inte (422)",
    429: "för många frågor har ställts (429); vänta en stund",
}


@dataclass(frozen=True, slots=True)
class Net:
    """How the API is asked: where, how long to wait for a sign of life and for it all, and the pause between questions."""

    api: str = API
    wait: float = 20.0
    most: float = 180.0
    pause: float = 0.25


def ask(asked: Asked, net: Net, tell: Callable[[str], None]) -> Read:
    """All that the workbook asks for. Raises `KoladaError` when the API does not answer, or knows no such municipality."""
    if not asked.written.get(OWN):
        raise KoladaError("Skriv på bladet Kolada vilken kommun som är den egna, och kör igen.")
    asker = _Asker(net, tell)
    named = _names(asked, asker)
    choices = resolve(asked.written, named)
    if choices.unknown:
        raise KoladaError(_unknown(choices))
    areas = list(dict.fromkeys(area for areas in _own_areas(choices) for area in areas))
    titles = together(asker.pages(title_paths(asked.kpis)))
    data = together(asker.pages(data_paths(asked.kpis, areas, asked.years)))
    heard = {one.area for one in data.observations}
    silent = [area for area in areas if is_group(area) and area not in heard]
    if silent and not named.members:
        named = together([named, *asker.pages([GROUPS])])
    members = list(dict.fromkeys(one for group in silent for one in named.members.get(group, ()) if one not in heard))
    more = together(asker.pages(data_paths(asked.kpis, members, asked.years))) if members else Read()
    return replace(together([named, titles, data, more]), following="")


def addresses(asked: Asked, api: str = API) -> list[str]:
    """The addresses that a person can open in a browser, to save the answers as files."""
    choices = resolve(asked.written, Read())
    areas = [
        area for areas in choices.areas.values() for area in areas if area not in map(str.casefold, choices.unknown)
    ]
    found = [f"{api}{GROUPS}", f"{api}{MUNICIPALITIES}"] if choices.unknown else []
    found += [f"{api}{path}" for path in title_paths(asked.kpis)]
    return [*found, *(f"{api}{path}" for path in data_paths(asked.kpis, list(dict.fromkeys(areas)), asked.years))]


def _names(asked: Asked, asker: _Asker) -> Read:
    """Names of municipalities and groups, where the sheet has names; only then are they asked for."""
    if not resolve(asked.written, Read()).unknown:
        return Read()
    return together(asker.pages([MUNICIPALITIES, GROUPS]))


def _own_areas(choices: Choices) -> Iterable[Sequence[str]]:
    """What to ask for: a group by its own id, also when its members are known."""
    return ((choices.groups[part],) if part in choices.groups else areas for part, areas in choices.areas.items())


def _unknown(choices: Choices) -> str:
    names = list(choices.read.areas.values())
    near = [(one, get_close_matches(one, names, 1)) for one in choices.unknown]
    told = ", ".join(f"{one} (menar du {found[0]}?)" if found else one for one, found in near)
    return f"Kolada har ingen kommun eller grupp som heter: {told}. Rätta bladet Kolada."


class _AnsweredWithError(Exception):
    """The server answered with a code that tells of an error."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class _Asker:
    """Asks one question after another, within the time there is for all of them."""

    def __init__(self, net: Net, tell: Callable[[str], None]) -> None:
        self.net, self.tell = net, tell
        self.until = time.monotonic() + net.most
        self.asked = 0
        self.opener = build_opener()

    def pages(self, paths: Iterable[str]) -> list[Read]:
        """Every page of the answers."""
        return [page for path in paths for page in self._pages(f"{self.net.api.rstrip('/')}{path}")]

    def _pages(self, url: str) -> list[Read]:
        found: list[Read] = []
        seen: set[str] = set()
        while url and url not in seen:
            if self.asked >= _PAGES:
                raise KoladaError(f"Kolada svarade med fler än {_PAGES} sidor. Inget är ändrat.")
            seen.add(url)
            page = read_answer(self._text(url), "Koladas svar")
            found.append(page)
            url = self._next(url, page.following)
        return found

    def _next(self, url: str, following: str) -> str:
        """The address of the next page: on the same host, whatever scheme it was given with."""
        if not following:
            return ""
        here, there = urlsplit(url), urlsplit(urljoin(url, following))
        if there.hostname != here.hostname:
            raise KoladaError(f"Koladas svar hänvisar till en annan adress: {there.hostname}. Inget är ändrat.")
        return there._replace(scheme=here.scheme, netloc=here.netloc).geturl()

    def _text(self, url: str) -> str:
        """The answer; a busy API is asked once more."""
        try:
            return self._once(url)
        except _AnsweredWithError as fault:
            if fault.code not in _BUSY:
                raise _unreachable(fault) from fault
        time.sleep(min(self.net.pause * 8, max(self.until - time.monotonic(), 0)))
        try:
            return self._once(url)
        except _AnsweredWithError as fault:
            raise _unreachable(fault) from fault

    def _once(self, url: str) -> str:
        if self.asked:
            time.sleep(self.net.pause)
        self.asked += 1
        request = Request(url, headers={"Accept": "application/json", "User-Agent": f"reportgen/{__version__}"})
        try:
            with self.opener.open(request, timeout=self.net.wait) as answer:
                return self._read(answer.read1)
        except HTTPError as fault:
            fault.close()
            raise _AnsweredWithError(fault.code) from fault
        except (URLError, OSError, HTTPException) as fault:
            raise _unreachable(fault) from fault

    def _read(self, read: Callable[[int], bytes]) -> str:
        """The whole answer, unless it takes too long or is too large."""
        pieces, size = [], 0
        while piece := read(_PIECE):
            pieces.append(piece)
            size += len(piece)
            if time.monotonic() > self.until:
                raise KoladaError(f"Kolada svarade för långsamt. Inget är ändrat. {_INSTEAD}")
            if size > _LARGEST:
                raise KoladaError("Koladas svar är orimligt stort. Inget är ändrat.")
        return b"".join(pieces).decode("utf-8-sig", "replace")


def net_of(api: str) -> Net:
    """The net with the API at another address. Raises `KoladaError` for what is no web address."""
    if urlsplit(api).scheme not in ("http", "https") or not urlsplit(api).hostname:
        raise KoladaError(f"{api} är ingen webbadress. Skriv till exempel {API}.")
    return Net(api.rstrip("/"))


def _unreachable(fault: Exception) -> KoladaError:
    return KoladaError(f"Kolada kan inte nås: {_reason(fault)}. Inget är ändrat. {_INSTEAD}")


def _reason(fault: Exception) -> str:
    """What stopped it, in words."""
    if isinstance(fault, _AnsweredWithError):
        return _WHY.get(fault.code, f"servern svarade {fault.code}")
    inner = fault.reason if isinstance(fault, URLError) else fault
    if isinstance(inner, TimeoutError):
        return "inget svar kom i tid"
    words = str(inner)
    if "CERTIFICATE" in words:
        return "certifikatet godtas inte, kanske för att en proxy öppnar trafiken"
    if "getaddrinfo" in words or "Name or service" in words or "name resolution" in words:
        return "datorn har inget nät, eller hittar inte adressen"
    if isinstance(inner, ConnectionRefusedError):
        return "ingen svarar på adressen"
    return "förbindelsen bröts" if isinstance(inner, ConnectionError | HTTPException) else words or "okänt fel"
