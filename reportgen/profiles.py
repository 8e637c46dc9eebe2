"""Where the profile is, and what it gives when every fault is mended.

It is looked for where the malls are, folder by folder in their order, and last right beside the workbook. The first counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reportgen.malls import Source
from reportgen.model.errors import ProfileError
from reportgen.model.profile import Face, Logo, Palette, Profile, tints
from reportgen.spec.profile import (
    FILE,
    ColoursSpec,
    FontsSpec,
    LogoSpec,
    ProfileRecord,
    colour_faults,
    colours,
    file_faults,
    read_profile,
    word_faults,
)

if TYPE_CHECKING:
    from reportgen.render.fonts import Font

FAMILY: Final = "Profil"
"""What the profile's own font is called in the CSS."""

_WIDER: Final = 12
"""How much wider than ours a font may be, in per cent, before it is told: the columns of tables are measured in ours."""


@dataclass(frozen=True, slots=True)
class Found:
    """The profile that counts, not yet read; `said` is how it came to be found, in Swedish."""

    file: Path
    said: str

    def load(self) -> Dressed:
        """The profile ready for use; `ProfileError` with all its faults, `ReportgenError` when there is no such file."""
        return load_profile(self.file)


@dataclass(frozen=True, slots=True)
class Dressed:
    """A profile without faults. `remarks` are worth to know, in Swedish."""

    profile: Profile
    remarks: tuple[str, ...] = ()


def find_profile(given: Path | None, places: Sequence[Source], workbook: Path | None = None) -> Found | None:
    """The profile that counts; None when there is none, and documents look as they do from the start."""
    if given:
        return Found(given, "--profil")
    found = [Found(source.folder / FILE, source.said) for source in places if not source.built_in]
    found += [Found(workbook.parent / FILE, "bredvid arbetsboken")] if workbook else []
    return next((place for place in found if place.file.is_file()), None)


def load_profile(file: Path) -> Dressed:
    """The profile in that file; `ProfileError` with every fault at once."""
    record = read_profile(file)
    folder = file.parent
    faults = [*word_faults(record), *colour_faults(record.colours)]
    lost = list(file_faults(record, folder))
    faults += lost
    logo: Logo | None = None
    faces: tuple[Face, ...] = ()
    remarks: list[str] = []
    if record.logo and not any("logotyp" in fault for fault in lost):
        logo = _logo(record.logo, folder)
        if logo and logo.kind == "svg" and not logo.fallback:
            remarks.append(
                f"profil, logotyp, fil: bredvid {record.logo.file} finns ingen png med samma namn; "
                "Word före 2019 och LibreOffice visar då ingen logotyp."
            )
        if logo is None:
            faults.append(
                f"profil, logotyp, fil: bredd och höjd går inte att läsa ur {record.logo.file}. "
                "Spara om den som PNG, eller som SVG med viewBox."
            )
    if not any("typsnitt" in fault for fault in lost):
        faces, wrong, told = _faces(record.fonts, folder)
        faults += wrong
        remarks += told
    base = b""
    if record.word and not any("word, bas" in fault for fault in lost):
        base = (folder / record.word.base).read_bytes()
        wrong, told = _held_against_base(record, base)
        faults += wrong
        remarks += told
    if faults:
        raise ProfileError(str(file), [f"{file.name}: {fault}" for fault in faults])
    return Dressed(_profile(record, logo, faces, base), tuple(f"{file.name}: {remark}" for remark in remarks))


def _profile(record: ProfileRecord, logo: Logo | None, faces: tuple[Face, ...], base: bytes) -> Profile:
    return Profile(
        name=record.name,
        colours=colours(record.colours),
        palette=_palette(record.colours, own_font=bool(faces)),
        family=FAMILY if faces else "",
        faces=faces,
        word_font=record.fonts.word or "",
        logo=logo,
        header=record.header or "",
        footer=record.footer or "",
        cover=record.cover,
        base=base,
        styles=dict(record.word.styles) if record.word else {},
    )


def _palette(spec: ColoursSpec, *, own_font: bool) -> Palette:
    """How charts are drawn: the accent leads where the profile has no colours for them."""
    plain, chosen = Palette(), colours(spec)
    lines = tuple(colour.lower() for colour in spec.charts)
    if not lines:
        lines = (chosen.accent, *plain.strokes[1:]) if spec.accent else plain.strokes
    return Palette(
        ink=chosen.text if spec.text else plain.ink,
        muted=chosen.muted,
        grid=chosen.rule if spec.rule else plain.grid,
        axis=chosen.rule_dark if spec.rule_dark else plain.axis,
        strokes=lines,
        fills=tints(lines[0]) if lines != plain.strokes else plain.fills,
        fonts=f"{FAMILY}, {plain.fonts}" if own_font else plain.fonts,
    )


def _logo(spec: LogoSpec, folder: Path) -> Logo | None:
    """The logo; None when its file does not tell its proportions."""
    from reportgen.document.picture import proportions

    file = folder / spec.file
    kind, data = file.suffix.lower().lstrip("."), file.read_bytes()
    ratio = proportions(data, kind)
    beside = file.with_suffix(".png")
    fallback = beside.read_bytes() if kind == "svg" and beside.is_file() else b""
    if ratio is None:
        return None
    return Logo(
        f"logotyp.{kind}",
        kind,
        data,
        spec.description,
        spec.width,
        ratio,
        "framsida" in spec.places,
        "sidhuvud" in spec.places,
        fallback,
    )


def _faces(spec: FontsSpec, folder: Path) -> tuple[tuple[Face, ...], list[str], list[str]]:
    """The font files, their faults, and what is worth to know of them."""
    from reportgen.render.fonts import Font

    files = {
        "normal": (spec.regular, False, False),
        "fet": (spec.bold, True, False),
        "kursiv": (spec.italic, False, True),
        "fetkursiv": (spec.bold_italic, True, True),
    }
    faces, faults, remarks = [], [], []
    for key, (name, bold, italic) in files.items():
        if name is None:
            continue
        data = (folder / name).read_bytes()
        said = f"profil, typsnitt, {key}: {name}"
        try:
            font = Font(data)
        except ValueError as error:
            faults.append(f"{said} {error}.")
            continue
        faults += [f"{said} {fault}." for fault in font.faults]
        remarks += [f"{said} {remark}." for remark in font.remarks]
        if key == "normal":
            remarks += _wide(font, said)
        faces.append(Face(f"profil-{key}{Path(name).suffix.lower()}", data, bold, italic))
    return tuple(faces), faults, remarks


def _wide(font: Font, said: str) -> Iterator[str]:
    from reportgen.render.fonts import OWN_WIDTH

    more = round(100 * (font.width / OWN_WIDTH - 1))
    if more > _WIDER:
        yield f"{said} är {more} procent bredare än Rapport Sans. Se efter att ord i tabellernas huvuden får plats."


def _held_against_base(record: ProfileRecord, base: bytes) -> tuple[list[str], list[str]]:
    """What of the mapping of styles does not fit the Word file, and which of our styles it has not."""
    from reportgen.render.word.fitting import missing, unfit

    word = record.word
    if word is None:
        return [], []
    faults = [f"profil, word, {fault}" for fault in unfit(base, word.styles)]
    absent = [] if faults else missing(base, word.styles)
    if not absent:
        return faults, []
    return faults, [
        f"profil, word, bas: {word.base} saknar {len(absent)} av rapportens formatmallar, som tas ur reportgens egen fil: "
        f"{', '.join(absent)}. Heter någon av dem något annat hos er, skriv det under [profil.word.format]."
    ]
