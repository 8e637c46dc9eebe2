"""The profile of an organisation as CSS, which comes after that of the mall, and the font files that it names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Final

from reportgen.model.profile import Colours, Logo, Profile

VARIABLES: Final = {
    "accent": "accent",
    "box": "accent-ljus",
    "text": "text",
    "muted": "dampad",
    "rule": "linje",
    "rule_dark": "linje-mork",
    "warning": "varning",
}
"""The colours by the names that templates/_gemensamt/stil.css has for them."""

HEADER_HEIGHT: Final = 9.0
"""The most height that a logo has in a page header, in millimetres."""
_SENDER_SPACE: Final = 66.0
"""Between the sender and the name on a title page in that CSS, in millimetres; the logo takes of it."""
_LEAST: Final = 12.0


def profile_files(profile: Profile) -> dict[str, bytes]:
    """The files that the CSS names."""
    files = {face.file: face.data for face in profile.faces}
    if profile.logo and profile.logo.in_header:
        files[profile.logo.file] = profile.logo.data
    return files


def profile_css(profile: Profile) -> str:
    """What differs from the look that all malls share; nothing for a profile that says nothing."""
    return "\n".join((*_colours(profile), *_fonts(profile), *_cover(profile), *_logo(profile.logo)))


def _colours(profile: Profile) -> Iterator[str]:
    chosen, plain = profile.colours, Colours()
    changed = {
        f.name: getattr(chosen, f.name) for f in fields(Colours) if getattr(chosen, f.name) != getattr(plain, f.name)
    }
    if changed:
        yield f":root {{ {' '.join(f'--{VARIABLES[name]}: {colour};' for name, colour in changed.items())} }}"
    boxes = ("top-left", "top-right", "bottom-left", "bottom-right")
    if "muted" in changed:
        yield f"@page {{ {' '.join(f'@{box} {{ color: {chosen.muted}; }}' for box in boxes)} }}"
    if "warning" in changed:
        yield f"@page {{ @top-center {{ color: {chosen.warning}; }} }}"


def _fonts(profile: Profile) -> Iterator[str]:
    for face in profile.faces:
        weight, style = 700 if face.bold else 400, "italic" if face.italic else "normal"
        yield (
            f'@font-face {{ font-family: "{profile.family}"; font-weight: {weight}; font-style: {style}; '
            f'src: url("{face.file}"); }}'
        )
    if profile.faces:
        yield f':root {{ --typsnitt: "{profile.family}", "Rapport Sans", "Segoe UI", "Helvetica Neue", Arial, sans-serif; }}'
        yield "html { font-variant-numeric: tabular-nums; }"


def _cover(profile: Profile) -> Iterator[str]:
    if profile.cover == "ren":
        yield "@media print { .framsida { padding-left: 25mm; border-left: 0; } }"


def _logo(logo: Logo | None) -> Iterator[str]:
    if logo is None:
        return
    if logo.on_cover:
        below = max(_LEAST, _SENDER_SPACE - logo.height_mm)
        yield f".logotyp {{ margin: 0 0 10mm; }} .logotyp img {{ display: block; width: {logo.width_mm:g}mm; height: auto; }}"
        yield f"@media print {{ .framsida .logotyp + .avsandare {{ margin-bottom: {below - 10:g}mm; }} }}"
    if logo.in_header:
        width, height = header_size(logo)
        yield (
            f'@page {{ @top-left {{ background: url("{logo.file}") 0 8mm / {width:g}mm {height:g}mm no-repeat; '
            f"padding-left: {width + 4:g}mm; box-sizing: border-box; }} }}"
        )
        none = "@top-left { background: none; padding-left: 0; }"
        yield f"@page framsida {{ {none} }} @page egen-framsida {{ {none} }}"


def header_size(logo: Logo) -> tuple[float, float]:
    """Width and height of the logo in a page header, in millimetres: never larger than on the title page."""
    height = min(HEADER_HEIGHT, logo.height_mm)
    return round(height / logo.ratio, 2), round(height, 2)
