"""Against a server on this machine that speaks as the API does: both versions, page by page, and every way to fail."""

from __future__ import annotations

import json
import socket
from decimal import Decimal
from typing import Any

import pytest

from kolada_server import Kolada, always, answer, item, serving
from reportgen.importing.kolada import Asked
from reportgen.importing.kolada_net import Net, addresses, ask, net_of
from reportgen.kolada.choose import Need
from reportgen.kolada.observation import KoladaError, Read
from reportgen.model.position import Place

NEEDS = tuple(
    Need(Place("jamforelse", kpi.lower(), part), kpi, "T", part)
    for kpi in ("N30005", "N30001")
    for part in ("egen", "liknande", "riket")
)


def asked(**written: str) -> Asked:
    return Asked(NEEDS, {"egen": "9901", "liknande": "G1001", "riket": "0000", **written}, 2025)


@pytest.fixture(autouse=True)
def without_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The proxies of the machine that the tests run on are not to be asked for this machine's own server."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def fetched(kolada: Kolada, what: Asked | None = None, **how: Any) -> Read:
    return ask(what or asked(), Net(kolada.api, **{"wait": 2.0, "most": 10.0, "pause": 0.0, **how}), lambda _: None)


@pytest.mark.parametrize("version", ["v2", "v3"])
def test_every_page_of_every_answer_is_read_in_both_versions(version: str) -> None:
    with serving(Kolada(version, a_page=2)) as kolada:
        read = fetched(kolada)
    of_us = {(one.kpi, one.area, one.year): one.value for one in read.observations}
    assert len(of_us) == len(read.observations) == 6
    assert of_us["N30005", "G1001", 2024] == Decimal("5236.4")
    assert read.titles["N30005"] == "Nettokostnad individ- och familjeomsorg, kr/inv"
    assert any("page=3" in url for url in kolada.asked)


@pytest.mark.parametrize("version", ["v2", "v3"])
def test_names_on_the_sheet_are_looked_up(version: str) -> None:
    with serving(Kolada(version)) as kolada:
        read = fetched(kolada, asked(egen="Exempelby", liknande="Liknande kommuner IFO, Exempelby, 2024"))
    assert {one.area for one in read.observations} == {"9901", "G1001", "0000"}


def test_ids_need_no_look_up() -> None:
    with serving(Kolada()) as kolada:
        fetched(kolada)
    assert [url.split("/")[2] for url in kolada.asked if "page" not in url] == ["kpi", "data"]


def test_a_group_without_values_of_its_own_is_asked_for_by_its_members() -> None:
    data = [one for one in Kolada().data if one["municipality"] != "G1001"]
    with serving(Kolada(data=data)) as kolada:
        read = fetched(kolada)
    assert {"9902", "9903"} <= {one.area for one in read.observations}
    assert read.members["G1001"] == ("9902", "9903")


def test_a_name_that_kolada_lacks_is_told_with_the_nearest() -> None:
    with serving(Kolada()) as kolada, pytest.raises(KoladaError, match=r"Exempelbi \(menar du Exempelby\?\)"):
        fetched(kolada, asked(egen="Exempelbi"))


def test_without_our_own_municipality_nothing_is_asked() -> None:
    with serving(Kolada()) as kolada, pytest.raises(KoladaError, match="den egna"):
        fetched(kolada, asked(egen=""))
    assert kolada.asked == []


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (400, "godtogs inte"),
        (403, "nekades"),
        (404, "adressen finns inte"),
        (407, "proxyn kräver"),
        (418, "svarade 418"),
    ],
)
def test_an_error_code_is_one_line_and_asked_once(code: int, said: str) -> None:
    with (
        serving(Kolada(instead=always(code, b""))) as kolada,
        pytest.raises(KoladaError, match=said) as told,
    ):
        fetched(kolada)
    assert (len(kolada.asked), "--adresser" in str(told.value)) == (1, True)


@pytest.mark.parametrize("code", [429, 500, 503])
def test_a_busy_server_is_asked_once_more(code: int) -> None:
    with serving(Kolada(instead=lambda _, n: (code, b"", 0) if n == 1 else None)) as kolada:
        assert len(fetched(kolada).observations) == 6
    with serving(Kolada(instead=always(code, b""))) as kolada, pytest.raises(KoladaError, match="nås"):
        fetched(kolada)
    assert len(kolada.asked) == 2


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<html><h1>Webbfilter</h1></html>", "är en webbsida"),
        (b"\x00\xff data", "är inte JSON"),
        (b'{"values": [', "är inte JSON"),
        (b'{"detail": "fel"}', "inget svar från Kolada"),
        (b"", "är inte JSON"),
    ],
)
def test_another_answer_than_koladas_is_one_line(body: bytes, said: str) -> None:
    with serving(Kolada(instead=always(200, body))) as kolada, pytest.raises(KoladaError, match=said):
        fetched(kolada)


def test_a_server_that_says_nothing_is_not_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        net = Net(f"http://127.0.0.1:{silent.getsockname()[1]}/v3", wait=0.2)
        with pytest.raises(KoladaError, match="inget svar kom i tid"):
            ask(asked(), net, lambda _: None)


def test_an_answer_that_drips_is_not_waited_for() -> None:
    slow = Kolada(instead=always(200, b" " * 2000, 0.05))
    with serving(slow) as kolada, pytest.raises(KoladaError, match="för långsamt"):
        fetched(kolada, most=0.2)


def test_nobody_at_the_address() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(KoladaError, match="ingen svarar på adressen"):
        ask(asked(), Net(f"http://127.0.0.1:{port}/v3"), lambda _: None)


def test_a_page_elsewhere_is_not_followed() -> None:
    elsewhere = answer(next_url="http://example.org/v3/mer").encode()
    server = serving(Kolada(instead=always(200, elsewhere)))
    with server as kolada, pytest.raises(KoladaError, match=r"en annan adress: example\.org"):
        fetched(kolada)


def test_pages_in_a_circle_end() -> None:
    def circle(url: str, _: int) -> tuple[int, bytes, float]:
        return 200, json.dumps({"values": [item("N30005", "9901", 2024, 1)], "next_url": url}).encode(), 0

    with serving(Kolada(instead=circle)) as kolada:
        assert len(fetched(kolada).observations) == 3, "en sida för varje fråga: nyckeltal, värden och grupper"


def test_the_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(Kolada(instead=always(404))) as proxy:
        monkeypatch.setenv("http_proxy", proxy.base)
        monkeypatch.setenv("no_proxy", "")
        with pytest.raises(KoladaError, match="adressen finns inte"):
            ask(asked(), Net("http://api.kolada.example/v3", pause=0), lambda _: None)
    assert proxy.asked[0].startswith("http://api.kolada.example/v3/")


@pytest.mark.parametrize("address", ["ftp://api.kolada.se", "file:///etc/passwd", "api.kolada.se", ""])
def test_only_web_addresses_are_asked(address: str) -> None:
    with pytest.raises(KoladaError, match="ingen webbadress"):
        net_of(address)


def test_the_addresses_to_open_by_hand_are_the_questions() -> None:
    with serving(Kolada()) as kolada:
        fetched(kolada)
        listed = addresses(asked(), kolada.api)
        assert [url.removeprefix(kolada.base) for url in listed] == [url for url in kolada.asked if "page" not in url]
    assert len(addresses(asked(egen="Exempelby"))) == 4, "också kommunerna och grupperna, för namnet"
