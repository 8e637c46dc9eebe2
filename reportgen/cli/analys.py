"""reportgen analys: the analyses of a workbook as tables, and the sentences that can be made of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Final

import click

from reportgen.cli import options
from reportgen.cli.show import warn_if_open
from reportgen.cli.swedish import Flag, SwedishCommand

if TYPE_CHECKING:
    from reportgen.model.analysed import ShownAnalysis
    from reportgen.pipeline import Checked

VERSION: Final = 1
_LABEL: Final = 44


@click.command("analys", cls=SwedishCommand)
@options.workbook
@click.argument("nycklar", metavar="[ANALYS]…", nargs=-1)
@click.option("--json", "as_json", is_flag=True, cls=Flag, help="Skriv analyserna som JSON, för andra program.")
@options.archive
@options.malls
def command(fil: Path, nycklar: tuple[str, ...], as_json: bool, arkiv: Path | None, mallar: Path | None) -> None:
    """Visa mallens analyser av arbetsboken FIL: tabellerna, och förslag till meningar om dem.

    Varje mening står först som den läses, sedan som du klistrar in den på bladet Texter och ändrar som du vill: siffrorna är
    värdefält och följer med när arbetsboken ändras. Ingenting skrivs in av sig självt. Utan ANALYS visas alla.
    """
    from reportgen.pipeline import check_workbook, show_analyses

    warn_if_open(fil)
    checked = check_workbook(fil, options.places(mallar, fil), options.archive_folder(arkiv, fil.parent))
    shown = show_analyses(checked, nycklar)
    click.echo(analyses_json(checked, shown) if as_json else "\n".join(analyses_lines(checked, shown)))


def analyses_lines(checked: Checked, shown: Sequence[ShownAnalysis]) -> Iterator[str]:
    """The terminal's view: table, what the signs mean, sentences."""
    if not shown:
        yield f"Mallen {checked.template.spec.info.name} har inga analyser. De beskrivs i docs/analys.md."
    for n, analysis in enumerate(shown):
        if n:
            yield ""
        unit = f", {analysis.unit}" if analysis.unit else ""
        yield f"{click.style(analysis.title, bold=True)}{unit} ({analysis.key})"
        if not analysis.rows:
            yield "  Det finns inga siffror att räkna på än."
            continue
        yield from _table(analysis)
        yield from (f"  {note}" for note in analysis.notes)
        yield from _sentences(analysis)


def _table(analysis: ShownAnalysis) -> Iterator[str]:
    """Words to the left, figures to the right, columns two spaces apart; headings in as many lines as they need."""
    body = [[_cut(text) for text in row] for row in analysis.rows]
    wide = [_width(heading, [row[n] for row in body]) for n, heading in enumerate(analysis.head)]
    heads = [wrap(heading, width) or [""] for heading, width in zip(analysis.head, wide, strict=True)]
    depth = max(map(len, heads))
    above = zip(*([""] * (depth - len(lines)) + lines for lines in heads), strict=True)
    for n, row in enumerate((*above, *body), -depth):
        if n in analysis.sums:
            yield f"  {'-' * (sum(wide) + 2 * (len(wide) - 1))}"
        cells = (
            text.ljust(w) if c in analysis.words else text.rjust(w)
            for c, (text, w) in enumerate(zip(row, wide, strict=True))
        )
        yield f"  {'  '.join(cells)}".rstrip()


def _width(heading: str, cells: Sequence[str]) -> int:
    """As wide as the cells need and the longest word of the heading."""
    return max(map(len, (*cells, *heading.split())), default=0)


def _sentences(analysis: ShownAnalysis) -> Iterator[str]:
    if not analysis.sentences:
        return
    place = (
        f" till {analysis.text}, {analysis.at}" if analysis.at else f" till {analysis.text}" if analysis.text else ""
    )
    yield ""
    yield f"  Förslag{place}:"
    yield from (f"    {sentence.reads}" for sentence in analysis.sentences)
    yield "  Att klistra in:"
    yield from (f"    {sentence.written}" for sentence in analysis.sentences)


def _cut(text: str) -> str:
    """The text on one line, so much of it as there is room for."""
    text = text.replace("\n", " ")
    return text if len(text) <= _LABEL else f"{text[: _LABEL - 1].rstrip()}…"


def analyses_json(checked: Checked, shown: Sequence[ShownAnalysis]) -> str:
    """The same as JSON. The keys are promised in docs/handbok.md."""
    content = {
        "version": VERSION,
        "fil": str(checked.file),
        "analyser": [
            {
                "nyckel": one.key,
                "titel": one.title,
                "enhet": one.unit or None,
                "kolumner": list(one.head),
                "rader": [list(row) for row in one.rows],
                "noter": list(one.notes),
                "meningar": [{"text": sentence.written, "lases": sentence.reads} for sentence in one.sentences],
                "blad": one.at.sheet if one.at else None,
                "cell": one.at.a1 if one.at else None,
            }
            for one in shown
        ],
    }
    return json.dumps(content, indent=2)
