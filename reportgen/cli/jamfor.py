"""reportgen jamfor: what has changed between two workbooks or periods."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli import options
from reportgen.cli.show import plain, say, warn_if_open
from reportgen.cli.swedish import Flag, SwedishCommand

if TYPE_CHECKING:
    from reportgen.compare.story import Comparison, Line, Section
    from reportgen.comparing import Side

_LABEL = 40
_AS_DATA = {ord("\u2212"): "-", ord("\u00a0"): None, ord("+"): None, ord(","): "."}


@click.command("jamfor", cls=SwedishCommand)
@click.argument("fore", metavar="A", callback=options.text)
@click.argument("efter", metavar="B", callback=options.text)
@click.option("--json", "as_json", is_flag=True, cls=Flag, help="Skriv skillnaderna som JSON, för andra program.")
@options.target("FIL", "Gör också en sida att visa: namnet slutar på .html, .docx eller .pdf.")
@options.archive
@options.malls
@options.profile
def command(
    fore: str, efter: str, as_json: bool, ut: Path | None, arkiv: Path | None, mallar: Path | None, profil: Path | None
) -> None:
    """Visa vad som har ändrats från A till B: siffror, bedömningar och texter, rader som kommit till, gått bort eller bytt namn.

    A och B är arbetsböcker, eller stängda perioder som 2024-08. En period hämtas ur arkivet.
    """
    from reportgen.comparing import compare_sides, write_comparison

    near = next((named.parent for named in (Path(efter), Path(fore)) if named.is_file()), Path())
    folder = options.archive_folder(arkiv, near)
    before, after = (_side(what, folder, mallar) for what in (fore, efter))
    compared = compare_sides(before, after)
    if ut is not None:
        workbook = next((Path(what) for what in (efter, fore) if Path(what).is_file()), None)
        profile = options.dressed(profil, options.places(mallar, workbook), workbook)
        write_comparison(compared, ut, after.template or before.template, profile)
    if as_json:
        click.echo(comparison_json(compared))
    else:
        say(comparison_lines(compared))
        if ut is not None:
            click.echo(f"\n{ut} är gjord.")


def _side(what: str, folder: Path, mallar: Path | None) -> Side:
    """A workbook if there is such a file, else a closed period."""
    from reportgen.archiving import choose_one
    from reportgen.comparing import archived_side, workbook_side

    path = Path(what)
    if path.suffix.lower() == ".zip" or not (path.is_file() or path.suffix):
        return archived_side(choose_one(folder, what), options.places(mallar, folder))
    warn_if_open(path)
    return workbook_side(path, options.places(mallar, path))


def comparison_lines(compared: Comparison) -> Iterator[str]:
    """The terminal's view: sheet by sheet, column by column, a line a row; then how much has changed."""
    from reportgen.compare.story import summary

    if compared.files != (compared.before, compared.after):
        yield f"{compared.before}: {compared.files[0]}"
        yield f"{compared.after}: {compared.files[1]}"
        yield ""
    yield from (f"Obs: {remark}" for remark in compared.remarks)
    for section in compared.sections:
        sheet = f" (bladet {section.sheet})" if section.sheet and section.sheet != section.title else ""
        yield click.style(f"{section.title}{sheet}", bold=True)
        yield from (f"  {remark}" for remark in section.remarks)
        yield from _section(section, compared)
        yield ""
    if any(line.words for section in compared.sections for line in section.lines):
        yield "I texterna står det som är borttaget mellan [- och -], det som är nytt mellan {+ och +}."
    yield f"{compared.before} jämförd med {compared.after}: {summary(compared)}"


def _section(section: Section, compared: Comparison) -> Iterator[str]:
    from reportgen.compare.story import Kind

    prose = [line for line in section.lines if line.kind is Kind.TEXT]
    columns = list(dict.fromkeys(line.place.column for line in section.lines))
    told = sorted(
        (line for line in section.lines if line.kind is not Kind.TEXT),
        key=lambda line: columns.index(line.place.column),
    )
    for (column, unit), run in groupby(told, key=lambda line: (line.column, line.unit)):
        lines = list(run)
        yield f"  {column}" + (f", {unit}" if unit and not column.endswith(unit) else "")
        rows = [(_cut(line.row), *line.shown, line.difference, _per_cent(line)) for line in lines]
        yield from _aligned([("", compared.before, compared.after, "skillnad", ""), *rows])
    for line in prose:
        yield f"  {', '.join(part for part in (line.row, line.column) if part)}"
        yield from (f"    {text}" for text in _prose(line, compared))


def _prose(line: Line, compared: Comparison) -> list[str]:
    if not line.words:
        pairs = zip((compared.before, compared.after), line.shown, strict=True)
        return [part for name, shown in pairs for part in _named(name, shown or "(tom)")]
    from reportgen.compare.words import Fate, shortened

    marks = {Fate.SAME: ("", "", None), Fate.REMOVED: ("[-", "-]", "red"), Fate.ADDED: ("{+", "+}", "green")}
    out = []
    for piece in shortened(line.words):
        before, after, colour = marks[piece.fate]
        out.append(click.style(f"{before}{piece.text}{after}", fg=colour) if colour else piece.text)
    return "".join(out).splitlines()


def _named(name: str, text: str) -> Iterator[str]:
    first, *rest = (line for line in text.splitlines() if line.strip())
    yield f"{name}: {first}"
    yield from (" " * (len(name) + 2) + line for line in rest)


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Names to the left, figures to the right, columns two spaces apart."""
    wide = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    for row in rows:
        cells = [row[0].ljust(wide[0]), *(text.rjust(width) for text, width in zip(row[1:], wide[1:], strict=True))]
        yield f"    {'  '.join(cells)}".rstrip()


def _per_cent(line: Line) -> str:
    return f"{line.per_cent}\u00a0%" if line.per_cent else ""


def _cut(text: str) -> str:
    return text if len(text) <= _LABEL else f"{text[: _LABEL - 1].rstrip()}…"


def comparison_json(compared: Comparison) -> str:
    """The same for another program; numbers are exact, as text."""
    content = {
        "fore": compared.before,
        "efter": compared.after,
        "filer": list(compared.files),
        "obs": list(compared.remarks),
        "avsnitt": [_section_record(section) for section in compared.sections],
    }
    return json.dumps(content, indent=2)


def _section_record(section: Section) -> dict[str, Any]:
    return {
        "tabell": section.key,
        "titel": section.title,
        "blad": section.sheet or None,
        "obs": list(section.remarks),
        "andringar": list(_records(section.lines)),
    }


def _records(lines: Iterable[Line]) -> Iterator[dict[str, Any]]:
    for line in lines:
        difference = None
        if isinstance(line.before, Decimal) and isinstance(line.after, Decimal) and line.difference:
            difference = f"{line.after - line.before:f}"
        yield {
            "plats": str(line.place),
            "rad": line.row,
            "kolumn": line.column or None,
            "slag": line.kind.value,
            "fore": plain(line.before),
            "efter": plain(line.after),
            "skillnad": difference,
            "procent": line.per_cent.translate(_AS_DATA) or None,
            "enhet": line.unit or None,
            "utraknad": line.computed,
            "cell_fore": str(line.at[0]) if line.at[0] else None,
            "cell_efter": str(line.at[1]) if line.at[1] else None,
        }
