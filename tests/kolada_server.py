"""A small Kolada for tests: answers of the API's shape, v2 and v3, page by page; and all the ways in which a net goes wrong."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

MUNICIPALITIES = {"0000": "Riket", "9901": "Exempelby", "9902": "Annanby", "9903": "Tredjeby"}
GROUPS = {"G1001": ("Liknande kommuner IFO, Exempelby, 2024", ("9902", "9903"))}
TITLES = {"N30005": "Nettokostnad individ- och familjeomsorg, kr/inv", "N30001": "Nettokostnadsavvikelse, (%)"}


Answer = tuple[int, bytes, float]
"""Code, body, and a pause before each piece of it in seconds."""


def always(code: int, body: bytes = b"", pause: float = 0) -> Callable[[str, int], Answer]:
    """The same answer to every question."""
    return lambda *_: (code, body, pause)


def value(number: Any, gender: str = "T", status: str = "", count: int = 1) -> dict[str, Any]:
    """One value as the API has it."""
    return {"count": count, "gender": gender, "status": status, "value": number}


def item(kpi: str, area: str, year: Any, *values: Any) -> dict[str, Any]:
    """The values of a key figure, municipality and year; a bare number is the total."""
    told = [one if isinstance(one, dict) else value(one) for one in values]
    return {"kpi": kpi, "municipality": area, "period": year, "values": told}


def answer(*items: Any, **more: Any) -> str:
    """A whole answer as a text."""
    return json.dumps({"values": list(items), "count": len(items), **more})


DATA = (
    item("N30005", "9901", 2023, 5400.1),
    item("N30005", "9901", 2024, 5512.25),
    item("N30005", "G1001", 2024, value(5236.4, count=2)),
    item("N30005", "9902", 2024, 5000),
    item("N30005", "9903", 2024, 5472.8),
    item("N30005", "0000", 2023, 4987),
    item("N30001", "9901", 2024, 4.2),
    item("N30001", "0000", 2024, value(None, status="Missing")),
)


@dataclass
class Kolada:
    """What the server has, and how it behaves. `asked` are the paths of the questions, in order."""

    version: str = "v3"
    data: Sequence[dict[str, Any]] = DATA
    a_page: int = 3
    instead: Callable[[str, int], Answer | None] | None = None
    """Path and number of the question → what is answered in place of what there is; None is what there is."""
    asked: list[str] = field(default_factory=list)
    base: str = ""

    @property
    def api(self) -> str:
        return f"{self.base}/{self.version}"

    def respond(self, url: str) -> Answer:
        self.asked.append(url)
        other = self.instead(url, len(self.asked)) if self.instead else None
        if other is not None:
            return other
        parts = urlsplit(url)
        steps = parts.path.strip("/").split("/")
        if steps[0] != self.version or len(steps) < 2:
            return 404, b"", 0
        found = self.find(steps[1:])
        page = int(parse_qs(parts.query).get("page", ["1"])[0])
        return 200, json.dumps(self.page(found, page, parts.path)).encode(), 0

    def find(self, steps: list[str]) -> list[dict[str, Any]]:
        match steps:
            case ["municipality"]:
                return [{"id": key, "title": name, "type": "K"} for key, name in MUNICIPALITIES.items()]
            case ["municipality_groups"]:
                key, title = ("member_id", "member_title") if self.version == "v3" else ("id", "title")
                return [
                    {"id": group, "title": name, "members": [{key: m, title: MUNICIPALITIES[m]} for m in members]}
                    for group, (name, members) in GROUPS.items()
                ]
            case ["kpi", ids]:
                return [{"id": one, "title": TITLES[one]} for one in ids.split(",") if one in TITLES]
            case ["data", "kpi", kpis, "municipality", areas, "year", years]:
                return [
                    one
                    for one in self.data
                    if one["kpi"] in kpis.split(",")
                    and one["municipality"] in areas.split(",")
                    and str(one["period"]) in years.split(",")
                ]
        return []

    def page(self, found: list[dict[str, Any]], number: int, path: str) -> dict[str, Any]:
        start = (number - 1) * self.a_page
        some = found[start : start + self.a_page]
        following = f"{self.base}{path}?page={number + 1}" if start + self.a_page < len(found) else None
        if self.version == "v2":
            return {"values": some, "count": len(some)} | ({"next_page": following} if following else {})
        return {"values": some, "count": len(found), "next_url": following, "previous_url": None}


@contextmanager
def serving(kolada: Kolada) -> Iterator[Kolada]:
    """The server on a free port of this machine, while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            code, body, pause = kolada.respond(self.path)
            try:
                self.send_response(code)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                size = len(body) if not pause else max(len(body) // 20, 1)
                for start in range(0, len(body), size or 1):
                    time.sleep(pause)
                    self.wfile.write(body[start : start + size])
                    self.wfile.flush()
            except OSError:
                return

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    kolada.base = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield kolada
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
