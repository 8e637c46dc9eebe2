"""Every key that profil.toml may have, with its meaning, and what is wrong with what stands there.

The clothes of an organisation are said once, beside the malls, and reach every document without a change in any mall.
The descriptions are Swedish, since the JSON Schema and docs/mallspraket.md are made from them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import Field, ValidationError

from reportgen.model.contrast import TEXT, WHITE, contrast, nearest
from reportgen.model.errors import ProfileError, ReportgenError
from reportgen.model.profile import Colours
from reportgen.spec import form
from reportgen.spec.faults import WORDS
from reportgen.spec.record import Spec
from reportgen.spec.suggest import unknown
from reportgen.spec.words import placeholders

FILE: Final = "profil.toml"

PLACES: Final = frozenset({*WORDS, "titel", "sidhuvud", "sidfot"})
"""What a header or footer of the profile may say between braces, besides the facts: the last two are the mall's own words."""

LIGHT: Final = 1.6
"""The most contrast that the ground of boxes may have with white, so that dark words can be read on it."""

_HEX: Final = re.compile(r"#[0-9a-f]{6}")


class LogoSpec(Spec):
    file: str = Field(
        alias="fil",
        description="Bilden (svg eller png), i samma mapp som profil.toml. Till en svg hör en png med samma namn, för Word före 2019 och LibreOffice.",
    )
    description: str = Field(
        alias="beskrivning",
        min_length=1,
        description="Vad den som inte ser bilden får höra, till exempel Exempelstads kommun.",
    )
    places: list[Literal["framsida", "sidhuvud"]] = Field(
        ["framsida"], alias="plats", description="Var den står; i sidhuvudet är den utsmyckning."
    )
    width: float = Field(
        45,
        alias="bredd",
        ge=5,
        le=120,
        description="Bredden på framsidan i millimeter. I sidhuvudet är den högst 9 mm hög.",
    )


class ColoursSpec(Spec):
    accent: str | None = Field(None, description="Rubriker, tabellhuvuden och diagrammens första färg.")
    box: str | None = Field(None, alias="accent_ljus", description="Bakgrunden i rutor.")
    text: str | None = Field(None, description="Löpande text.")
    muted: str | None = Field(None, alias="dampad", description="Sidhuvud, noter och enheter.")
    rule: str | None = Field(None, alias="linje", description="Linjen mellan tabellrader.")
    rule_dark: str | None = Field(None, alias="linje_mork", description="Linjen över summor.")
    warning: str | None = Field(None, alias="varning", description="Ordet UTKAST.")
    charts: list[str] = Field(
        [],
        alias="diagram",
        max_length=6,
        description="Linjernas färger i tur och ordning. Streck och ljushet skiljer dem åt också utan färg.",
    )


class FontsSpec(Spec):
    regular: str | None = Field(
        None, alias="normal", description="Filen (woff2, ttf eller otf) med rak text, i samma mapp som profil.toml."
    )
    bold: str | None = Field(None, alias="fet", description="Filen med fet text.")
    italic: str | None = Field(None, alias="kursiv", description="Filen med kursiv text.")
    bold_italic: str | None = Field(None, alias="fetkursiv", description="Filen med fet kursiv text.")
    word: str | None = Field(
        None,
        description="Typsnittets namn i Word, när reportgens egen basfil används. Det ska finnas på läsarens dator.",
    )


class WordSpec(Spec):
    base: str = Field(alias="bas", description="Organisationens egen Word-fil (.docx), i samma mapp som profil.toml.")
    styles: dict[str, str] = Field(
        {},
        alias="format",
        description='Våra formatmallar och vad de heter i er fil: "Rapporttabell" = "Kommunens tabell".',
    )


class ProfileRecord(Spec):
    name: str = Field(alias="namn", min_length=1, description="Vems profil det är.")
    header: str | None = Field(
        None, alias="sidhuvud", description="Orden till vänster i sidhuvudet, i stället för mallens."
    )
    footer: str | None = Field(
        None, alias="sidfot", description="Orden till vänster i sidfoten, i stället för mallens."
    )
    cover: Literal["rand", "ren", "ingen"] = Field(
        "rand",
        alias="framsida",
        description="rand: en egen sida med en färgad kant i PDF; ren: utan kant; ingen: titeln står över texten.",
    )
    logo: LogoSpec | None = Field(None, alias="logotyp")
    colours: ColoursSpec = Field(
        ColoursSpec.model_validate({}),
        alias="farger",
        description="Varje färg som #rrggbb. Den som inte står tas från det gemensamma utseendet.",
    )
    fonts: FontsSpec = Field(FontsSpec.model_validate({}), alias="typsnitt")
    word: WordSpec | None = Field(None)


class ProfileSpec(Spec):
    """A whole profil.toml."""

    profile: ProfileRecord = Field(alias="profil")


def read_profile(path: Path) -> ProfileRecord:
    """What the file says; `ProfileError` with every fault of form, of colours and of names between braces."""
    try:
        raw = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise ReportgenError(f"Profilen {path} finns inte.") from None
    except UnicodeDecodeError:
        raise ProfileError(str(path), [f"{path.name}: är inte sparad som UTF-8."]) from None
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(str(path), [f"{path.name}: går inte att läsa som TOML ({error})."]) from None
    try:
        return ProfileSpec.model_validate(raw).profile
    except ValidationError as error:
        raise ProfileError(str(path), [form.fault(d, raw, path.name, ProfileSpec) for d in error.errors()]) from None


def word_faults(record: ProfileRecord) -> Iterator[str]:
    """Names between braces that nothing is known by."""
    for key, said in (("sidhuvud", record.header), ("sidfot", record.footer)):
        for name in placeholders(said or ""):
            if name not in PLACES and not re.fullmatch(r"uppgift\.[a-z][a-z0-9_]*", name):
                yield f"profil, {key}: {unknown(name, sorted(PLACES))} Också uppgifter på bladet Start: {{uppgift.nyckel}}."


def colours(spec: ColoursSpec) -> Colours:
    """The colours with those of the common look where the profile is silent."""
    given = spec.model_dump(exclude={"charts"}, exclude_none=True)
    return Colours(**{key: value.lower() for key, value in given.items() if _HEX.fullmatch(value.lower())})


def colour_faults(spec: ColoursSpec) -> Iterator[str]:
    """Colours that are none, and words that could not be read, each with the nearest colour of the same hue that can."""
    said = {**_said(spec), **{f"diagram {n}": colour for n, colour in enumerate(spec.charts, 1)}}
    for key, colour in said.items():
        if not _HEX.fullmatch(colour.lower()):
            yield f"profil, farger, {key}: {colour!r} är ingen färg. Tillåtet: # och sex tecken 0–9, a–f, till exempel '#17516b'."
    found = colours(spec)
    dark = contrast(found.box, WHITE) > LIGHT
    if dark:
        near = nearest(found.box, lambda tried: contrast(tried, WHITE) <= LIGHT)
        yield f"profil, farger, accent_ljus: {found.box} är för mörk bakom text. Närmaste färg som duger: {near}."
    grounds = {"vitt": WHITE} if dark else {"vitt": WHITE, f"accent_ljus ({found.box})": found.box}
    for key, colour in {
        "accent": found.accent,
        "text": found.text,
        "dampad": found.muted,
        "varning": found.warning,
    }.items():
        if key in said or ("accent_ljus" in said and not dark):
            yield from _unread(key, colour, grounds)
    for key, colour in said.items():
        if key.startswith("diagram") and _HEX.fullmatch(colour.lower()):
            yield from _unread(key, colour.lower(), {"vitt": WHITE})


def _unread(key: str, colour: str, grounds: Mapping[str, str]) -> Iterator[str]:
    low = [(name, contrast(colour, ground)) for name, ground in grounds.items() if contrast(colour, ground) < TEXT]
    if low:
        near = nearest(colour, lambda tried: all(contrast(tried, ground) >= TEXT for ground in grounds.values()))
        against = " och ".join(f"{_ratio(ratio)} mot {name}" for name, ratio in low)
        yield (
            f"profil, farger, {key}: {colour} har kontrasten {against}; text kräver 4,5:1. "
            f"Närmaste färg i samma ton som duger: {near}."
        )


def _ratio(ratio: float) -> str:
    """Rounded down, so that what fails never reads as 4,5:1."""
    return f"{int(ratio * 100) / 100:.2f}:1".replace(".", ",")


def _said(spec: ColoursSpec) -> dict[str, str]:
    """The single colours that stand in the file, by their Swedish keys."""
    return {
        key: value for key, value in spec.model_dump(by_alias=True, exclude={"charts"}).items() if value is not None
    }


def file_faults(record: ProfileRecord, folder: Path) -> Iterator[str]:
    """Files that are not there or of another kind, all named by key."""
    allowed: dict[str, tuple[str | None, Iterable[str]]] = {}
    if record.logo:
        allowed["logotyp, fil"] = (record.logo.file, (".svg", ".png"))
    for alias, name in record.fonts.model_dump(by_alias=True, exclude={"word"}).items():
        allowed[f"typsnitt, {alias}"] = (name, (".woff2", ".ttf", ".otf"))
    if record.word:
        allowed["word, bas"] = (record.word.base, (".docx", ".dotx"))
    for key, (name, endings) in allowed.items():
        if name is None:
            continue
        if Path(name).suffix.lower() not in endings:
            yield f"profil, {key}: {name!r} är av fel slag. Tillåtet: {', '.join(endings)}."
        elif not (folder / name).is_file():
            there = (
                path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.suffix in endings
            )
            yield f"profil, {key}: filen {unknown(name, there)}"
    if record.fonts.regular is None and any((record.fonts.bold, record.fonts.italic, record.fonts.bold_italic)):
        yield "profil, typsnitt, normal: nyckeln saknas. De andra snitten behöver den raka texten."
    if record.fonts.regular and not record.fonts.bold:
        yield "profil, typsnitt, fet: nyckeln saknas. Rubriker och summor är feta."


def profile_schema() -> dict[str, Any]:
    """The JSON Schema of profil.toml, for editors."""
    schema = ProfileSpec.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "Profil för reportgen"
    return schema
