"""Laws named with their number in the Swedish Code of Statutes: the number is the law's own, and the same everywhere.

The numbers are those of the statute book (svensk författningssamling), of laws that committees cite; a law that is not among
them is only held against itself. An older law of the same name keeps its number: reports tell of cases under both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reportgen.checks.context import Context, Written
from reportgen.model.finding import Code, Finding

NUMBERS: Final[dict[str, tuple[str, ...]]] = {
    "alkohollag": ("2010:1622",),
    "arbetsmiljölag": ("1977:1160",),
    "arkivlag": ("1990:782",),
    "brottsbalk": ("1962:700",),
    "diskrimineringslag": ("2008:567",),
    "föräldrabalk": ("1949:381",),
    "förvaltningslag": ("2017:900", "1986:223"),
    "hälso- och sjukvårdslag": ("2017:30", "1982:763"),
    "kommunallag": ("2017:725", "1991:900"),
    "patientdatalag": ("2008:355",),
    "skollag": ("2010:800",),
    "skuldsaneringslag": ("2016:675", "2006:548"),
    "socialförsäkringsbalk": ("2010:110",),
    "socialtjänstlag": ("2025:400", "2001:453", "1980:620"),
    "spellag": ("2018:1138",),
    "offentlighets- och sekretesslag": ("2009:400",),
    "ärvdabalk": ("1958:637",),
    "äktenskapsbalk": ("1987:230",),
    "om kommunal bokföring och redovisning": ("2018:597",),
    "om kommunal redovisning": ("1997:614",),
    "om mottagande av asylsökande": ("1994:137",),
    "om offentlig upphandling": ("2016:1145", "2007:1091"),
    "om stöd och service till vissa funktionshindrade": ("1993:387",),
    "om tobak och liknande produkter": ("2018:2088",),
    "om tobaksfria nikotinprodukter": ("2022:1257",),
    "om vård av missbrukare i vissa fall": ("1988:870",),
    "med särskilda bestämmelser om vård av unga": ("1990:52",),
}
"""Number by name: of "socialtjänstlagen" the word without ending, of "lagen (1990:52) med …" what follows the number."""

_NUMBER: Final = r"\((\d{4}:\d{1,4})\)"
_SHORT: Final = r"(?:, \w{2,5}| \(\w{2,5}\))?"
_BEFORE: Final = re.compile(rf"((?:\w+- och )?\w+?(?:lag|balk))(?:en|ens|s)?{_SHORT} {_NUMBER}", re.I)
_AFTER: Final = re.compile(rf"\blag(?:en|ens)? {_NUMBER}\s+((?:om|med)\s[^.,;:()\n]+)", re.I)
_SPELLED: Final = re.compile(rf"\blag\w* ((?:om|med) [^.,;:()\n]+?) {_NUMBER}", re.I)


def check_law_numbers(context: Context) -> Iterator[Finding]:
    """Every law that is named with its number has its own number; one that is not known, the same number throughout."""
    first: dict[str, str] = {}
    for text in context.written:
        for name, number in _named(text):
            right = NUMBERS.get(name) or (first.setdefault(name, number),)
            if number not in right:
                yield text.finding(Code.LAG_NUMMER, number, " eller ".join(right), law=_called(name))


def _named(text: Written) -> Iterator[tuple[str, str]]:
    """Each law of the text by the name that `NUMBERS` has it under, with the number it is given there."""
    if "lag" not in text.content.lower() and "balk" not in text.content.lower():
        return
    for match in _BEFORE.finditer(text.content):
        if match[1].lower() not in ("lag", "balk"):
            yield match[1].lower(), match[2]
    for match in _AFTER.finditer(text.content):
        yield _known(match[2]), match[1]
    for match in _SPELLED.finditer(text.content):
        yield _known(match[1]), match[2]


def _known(words: str) -> str:
    """The name that `NUMBERS` has of a law, among the words that follow it; else the words."""
    words = " ".join(words.lower().split())
    return next((name for name in NUMBERS if words.startswith(name)), words)


def _called(name: str) -> str:
    return f"{name}en" if name.endswith(("lag", "balk")) else f"lagen {name}"
