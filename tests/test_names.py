"""No municipality is named in the package: what differs between them is in the malls."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent / "reportgen"

MUNICIPALITIES = """
Ale, Alingsås, Alvesta, Aneby, Arboga, Arjeplog, Arvidsjaur, Arvika, Askersund, Avesta, Bengtsfors, Berg, Bjurholm, Bjuv, Boden,
Bollebygd, Bollnäs, Borgholm, Borlänge, Borås, Botkyrka, Boxholm, Bromölla, Bräcke, Burlöv, Båstad, Dals-Ed, Danderyd, Degerfors,
Dorotea, Eda, Ekerö, Eksjö, Emmaboda, Enköping, Eskilstuna, Eslöv, Essunga, Fagersta, Falkenberg, Falköping, Falun, Filipstad,
Finspång, Flen, Forshaga, Färgelanda, Gagnef, Gislaved, Gnesta, Gnosjö, Gotland, Grums, Grästorp, Gullspång, Gällivare, Gävle,
Göteborg, Götene, Habo, Hagfors, Hallsberg, Hallstahammar, Halmstad, Hammarö, Haninge, Haparanda, Heby, Hedemora, Helsingborg,
Herrljunga, Hjo, Hofors, Huddinge, Hudiksvall, Hultsfred, Hylte, Håbo, Hällefors, Härjedalen, Härnösand, Härryda, Hässleholm,
Höganäs, Högsby, Hörby, Höör, Jokkmokk, Järfälla, Jönköping, Kalix, Kalmar, Karlsborg, Karlshamn, Karlskoga, Karlskrona, Karlstad,
Katrineholm, Kil, Kinda, Kiruna, Klippan, Knivsta, Kramfors, Kristianstad, Kristinehamn, Krokom, Kumla, Kungsbacka, Kungsör,
Kungälv, Kävlinge, Köping, Laholm, Landskrona, Laxå, Lekeberg, Leksand, Lerum, Lessebo, Lidingö, Lidköping, Lilla Edet, Lindesberg,
Linköping, Ljungby, Ljusdal, Ljusnarsberg, Lomma, Ludvika, Luleå, Lund, Lycksele, Lysekil, Malmö, Malung-Sälen, Malå, Mariestad,
Mark, Markaryd, Mellerud, Mjölby, Mora, Motala, Mullsjö, Munkedal, Munkfors, Mölndal, Mönsterås, Mörbylånga, Nacka, Nora, Norberg,
Nordanstig, Nordmaling, Norrköping, Norrtälje, Norsjö, Nybro, Nykvarn, Nyköping, Nynäshamn, Nässjö, Ockelbo, Olofström, Orsa,
Orust, Osby, Oskarshamn, Ovanåker, Oxelösund, Pajala, Partille, Perstorp, Piteå, Ragunda, Robertsfors, Ronneby, Rättvik, Sala,
Salem, Sandviken, Sigtuna, Simrishamn, Sjöbo, Skara, Skellefteå, Skinnskatteberg, Skurup, Skövde, Smedjebacken, Sollefteå,
Sollentuna, Solna, Sorsele, Sotenäs, Staffanstorp, Stenungsund, Stockholm, Storfors, Storuman, Strängnäs, Strömstad, Strömsund,
Sundbyberg, Sundsvall, Sunne, Surahammar, Svalöv, Svedala, Svenljunga, Säffle, Säter, Sävsjö, Söderhamn, Söderköping, Södertälje,
Sölvesborg, Tanum, Tibro, Tidaholm, Tierp, Timrå, Tingsryd, Tjörn, Tomelilla, Torsby, Torsås, Tranemo, Tranås, Trelleborg,
Trollhättan, Trosa, Tyresö, Täby, Töreboda, Uddevalla, Ulricehamn, Umeå, Upplands Väsby, Upplands-Bro, Uppsala, Uppvidinge,
Vadstena, Vaggeryd, Valdemarsvik, Vallentuna, Vansbro, Vara, Varberg, Vaxholm, Vellinge, Vetlanda, Vilhelmina, Vimmerby, Vindeln,
Vingåker, Vårgårda, Vänersborg, Vännäs, Värmdö, Värnamo, Västervik, Västerås, Växjö, Ydre, Ystad, Åmål, Ånge, Åre, Årjäng, Åsele,
Åstorp, Åtvidaberg, Älmhult, Älvdalen, Älvkarleby, Älvsbyn, Ängelholm, Öckerö, Ödeshög, Örebro, Örkelljunga, Örnsköldsvik,
Östersund, Österåker, Östhammar, Östra Göinge, Överkalix, Övertorneå
"""

NAMES = [" ".join(name.split()) for name in MUNICIPALITIES.split(",")]

ORDINARY = {"Ale", "Berg", "Lund", "Mark", "Vara"}
"""Names that are words too: a sentence may begin with them."""

ORDINARY_IN_CODE = {"ale", "ange", "are", "berg", "lund", "mark", "vara"}
"""Names that without capital, å, ä and ö are English or Swedish words."""


def folded(text: str) -> str:
    """As in identifiers: small letters, å and ä as a, ö as o."""
    return "".join(sign for sign in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(sign))


def pattern(names: Iterable[str], gap: str) -> re.Pattern[str]:
    """Any of the names as a whole word, with or without the s of the genitive; an underscore parts words too."""
    words = "|".join(re.escape(name).replace(r"\ ", gap).replace(r"\-", gap) for name in names)
    return re.compile(rf"(?<![^\W_])(?:{words})s?(?![^\W_])")


AS_WRITTEN = pattern((name for name in NAMES if name not in ORDINARY), "[- ]")
IN_CODE = pattern((name for name in map(folded, NAMES) if name not in ORDINARY_IN_CODE), "[-_ ]?")


def named(text: str) -> Iterator[str]:
    yield from AS_WRITTEN.findall(text)
    yield from IN_CODE.findall(folded(text))


def test_all_municipalities_are_looked_for() -> None:
    assert len(set(NAMES)) == 290


@pytest.mark.parametrize("module", sorted(ROOT.rglob("*.py")), ids=lambda module: module.relative_to(ROOT).as_posix())
def test_no_municipality_is_named(module: Path) -> None:
    assert list(named(module.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "text",
    ['"Enköpings kommun"', "if enkoping:", 'mall = "solna-arsredovisning"', "check_ostra_goinge()", "# as Åre does"],
)
def test_a_name_would_be_found(text: str) -> None:
    assert list(named(text))


@pytest.mark.parametrize(
    "text", ["# Mark what is new.", "There are three.", "Ange ett skäl.", "solnaliknande", "moral"]
)
def test_ordinary_words_are_no_names(text: str) -> None:
    assert not list(named(text))
