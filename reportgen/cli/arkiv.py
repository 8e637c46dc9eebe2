"""reportgen arkiv: what is closed, how a figure has gone through the years, and whether everything is as it was."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli import options
from reportgen.cli.show import columns, plain, warn
from reportgen.cli.swedish import Flag, SwedishCommand
from reportgen.model.errors import ReportgenError
from reportgen.model.format import format_value

if TYPE_CHECKING:
    from reportgen.archive.folder import Entry
    from reportgen.archive.index import Index, Listed, Point
    from reportgen.malls import Source


@click.command("arkiv", cls=SwedishCommand)
@click.argument("vad", metavar="[PERIOD]", required=False, callback=options.text)
@click.option(
    "--visa", metavar="PLATS", callback=options.text, cls=Flag, help="En siffra genom åren: tabell.rad.kolumn."
)
@click.option("--kontrollera", is_flag=True, cls=Flag, help="Läs allt och säg till om något inte är som det var.")
@click.option("--bygg-om", is_flag=True, cls=Flag, help="Gör arkivets index på nytt ur filerna.")
@click.option("--json", "as_json", is_flag=True, cls=Flag, help="Skriv samma sak som JSON, för andra program.")
@options.archive
@options.malls
@click.pass_context
def command(
    ctx: click.Context,
    vad: str | None,
    visa: str | None,
    kontrollera: bool,
    bygg_om: bool,
    as_json: bool,
    arkiv: Path | None,
    mallar: Path | None,
) -> None:
    """Visa de stängda perioderna, eller en av dem.

    PERIOD är en månad som 2024-08, en arbetsbok eller en fil i arkivet. Med --visa visas en siffra, eller alla i en rad, i varje
    stängd period, också när raden har bytt namn eller mallen har flyttat den.
    """
    from reportgen.archiving import choose, open_archive

    folder = options.archive_folder(arkiv, options.folder_of(vad or ""))
    if kontrollera:
        ctx.exit(_verify(folder))
    with open_archive(folder, anew=bygg_om) as index:
        for remark in index.remarks:
            warn(remark)
        if visa is not None:
            lines = _history(index, visa, options.places(mallar, folder), as_json=as_json)
        elif vad is not None:
            lines = _some(choose(folder, vad, options.places(mallar, folder)), index, as_json=as_json)
        else:
            lines = _all(index.listed(), folder, as_json=as_json)
        for line in lines:
            click.echo(line)


def _verify(folder: Path) -> int:
    from reportgen.archiving import verify

    verified = verify(folder)
    for remark in verified.remarks:
        warn(remark)
    for fault in verified.faults:
        click.echo(click.style(fault.message, fg="red"))
    many = "1 stängd period" if verified.count == 1 else f"{verified.count} stängda perioder"
    faults = f"{len(verified.faults)} fel." if verified.faults else "allt är som det var."
    click.echo(f"{folder}: {many}, {faults}")
    return 1 if verified.faults else 0


def _all(listed: Sequence[Listed], folder: Path, *, as_json: bool) -> Iterator[str]:
    if as_json:
        yield json.dumps({"arkiv": str(folder), "perioder": [_record(one) for one in listed]}, indent=2)
        return
    if not listed:
        yield f"Arkivet {folder} har ingen stängd period än."
        if not folder.is_dir():
            yield "Finns det ett arkiv någon annanstans: stå i mappen där arbetsboken ligger, eller ange det med --arkiv."
        return
    yield str(folder)
    yield from columns([(str(one.entry.name.period), one.entry.name.template, *_state(one)) for one in listed])


def _state(one: Listed) -> tuple[str, str, str]:
    number = f"nr {one.entry.name.number}" if one.entry.name.number > 1 else ""
    if one.fault:
        return number, "kan inte läsas", ""
    opened = reopened_words(one.entry)
    when = one.stamp.replace("T", " ")[:16]
    return number, f"stängd {when} av {one.by}", f"öppnad {opened}" if opened else ""


def reopened_words(entry: Entry) -> str:
    """When, by whom and why it was opened again; empty if it was not."""
    from reportgen.archiving import reopened

    try:
        return reopened(entry)
    except ReportgenError as fault:
        return str(fault)


def _some(entries: Sequence[Entry], index: Index, *, as_json: bool) -> Iterator[str]:
    """What is kept of a closed period, by each mall that it was closed with."""
    listed = [one for one in index.listed() if one.entry in entries]
    if as_json:
        yield json.dumps([_record(one) for one in listed], indent=2)
        return
    for one in listed:
        yield from _one(one)


def _one(one: Listed) -> Iterator[str]:
    number, closed, opened = _state(one)
    yield click.style(f"{one.namnd}, {one.title}, {one.entry.name.period}", bold=True)
    yield from columns(
        [
            ("Fil", str(one.entry.path)),
            ("Tillstånd", ", ".join(part for part in (closed, opened) if part)),
            *([("Nummer", number.removeprefix("nr "))] if number else []),
            ("Arbetsbok", one.workbook),
            ("Dokument", ", ".join(one.documents) or "inga"),
            ("Kvitterade fynd", str(one.acknowledged)),
        ]
    )


def _record(one: Listed) -> dict[str, Any]:
    name = one.entry.name
    return {
        "fil": one.entry.path.name,
        "period": str(name.period),
        "namnd": one.namnd,
        "mall": name.template,
        "nummer": name.number,
        "stangd": one.stamp or None,
        "av": one.by or None,
        "oppnad": reopened_words(one.entry) or None,
        "arbetsbok": one.workbook or None,
        "dokument": list(one.documents),
        "kvitterade": one.acknowledged,
        "fel": one.fault or None,
    }


def _history(index: Index, place: str, places: Sequence[Source], *, as_json: bool) -> Iterator[str]:
    from reportgen.archiving import history

    points = history(index, place, places)
    if as_json:
        yield json.dumps([_point(point) for point in points], indent=2)
        return
    if not points:
        raise ReportgenError(f"{place} har inget värde i någon stängd period. Namnen står i fyndens platser.")
    for named, run in groupby(sorted(points, key=lambda point: str(point.place)), key=lambda point: point.place):
        yield from _row(str(named), list(run))


def _row(place: str, points: Sequence[Point]) -> Iterator[str]:
    """One place: what it is called, and its value period by period; names that have changed are told where they change."""
    last = points[-1]
    unit = f", {last.unit}" if last.unit else ""
    yield click.style(f"{place}: {last.table}, {last.label}{unit}", bold=True)
    yield from columns(list(_points(points)), right={3})


def _points(points: Iterable[Point]) -> Iterator[tuple[str, ...]]:
    label = ""
    for point in points:
        name = point.entry.name
        number = f"nr {name.number}" if name.number > 1 else ""
        renamed = f"då {point.label}" if label and point.label != label else ""
        label = point.label
        shown = format_value(point.value, point.decimals, percent=point.unit == "%")
        opened = "öppnad igen" if point.entry.is_reopened else ""
        yield (str(name.period), name.template, number, " ".join(shown.split()), point.heading, opened, renamed)


def _point(point: Point) -> dict[str, Any]:
    name = point.entry.name
    return {
        "period": str(name.period),
        "mall": name.template,
        "nummer": name.number,
        "plats": str(point.place),
        "plats_da": str(point.then or point.place),
        "rad": point.label,
        "kolumn": point.heading,
        "varde": plain(point.value),
        "enhet": point.unit or None,
        "oppnad": point.entry.is_reopened,
    }
