"""reportgen importera: ekonomisystemets siffror in i arbetsboken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli import options
from reportgen.cli.show import columns, say, warn
from reportgen.cli.swedish import Flag, SwedishCommand
from reportgen.cli.written import current, first_of

if TYPE_CHECKING:
    from reportgen.importing.figures import Figure, Imported
    from reportgen.ledger.mapping import Loose, MappedTable


@click.command("importera", cls=SwedishCommand)
@options.workbook
@click.argument("export", metavar="[EXPORT…]", nargs=-1)
@click.option(
    "--kalla", metavar="NAMN", callback=options.text, cls=Flag, help="Källan i mappen kallor: kallor/NAMN.toml."
)
@click.option(
    "--kontering-ur",
    metavar="FIL",
    callback=options.path,
    cls=Flag,
    help="Arbetsboken vars blad Kontering ska användas.",
)
@click.option("--prova", is_flag=True, cls=Flag, help="Visa vad som skulle hända; inget skrivs.")
@click.option(
    "--lagg-ihop",
    is_flag=True,
    cls=Flag,
    help="Filerna är delar av samma export, till exempel en per månad: lägg ihop dem.",
)
@click.option(
    "--godta-obalans", is_flag=True, cls=Flag, help="Ta med SIE-verifikationer som inte balanserar; det blir ett fynd."
)
@click.option("--skriv-over", is_flag=True, cls=Flag, help="Skriv över siffror som är ifyllda för hand.")
@options.malls
@click.pass_context
def command(
    ctx: click.Context,
    fil: Path,
    export: tuple[str, ...],
    kalla: str | None,
    kontering_ur: Path | None,
    prova: bool,
    lagg_ihop: bool,
    godta_obalans: bool,
    skriv_over: bool,
    mallar: Path | None,
) -> None:
    """För in utfall, budget, förra året och prognos ur ekonomisystemets export i arbetsboken.

    EXPORT är en eller flera filer: SIE, CSV eller Excel. Bladet Kontering säger vilka konton och verksamheter som hör till
    vilken rad; finns det inte läggs mallens förslag till. Utan EXPORT läggs bara bladet till.
    """
    from reportgen.importing.exports import Reading
    from reportgen.importing.figures import add_kontering, import_figures

    now, places = datetime.now().astimezone(), options.places(mallar, fil)
    if not export:
        former = add_kontering(fil, now=now, kontering=kontering_ur, places=places, tell=warn)
        click.echo("Bladet Kontering är tillagt. Skriv koderna, spara och importera.")
        click.echo(current(fil, former) if former else "")
        return
    done = import_figures(
        fil,
        [Path(name) for name in export],
        now=now,
        source=kalla,
        kontering=kontering_ur,
        overwrite=skriv_over,
        trial=prova,
        reading=Reading(adds=lagg_ihop, accepts_unbalanced=godta_obalans),
        places=places,
        tell=warn,
    )
    say(_lines(done, fil, trial=prova))
    ctx.exit(1 if done.has_loose or done.standing or done.export.unbalanced else 0)


def _lines(done: Imported, file: Path, *, trial: bool) -> Iterator[str]:
    yield from (f"Obs: {remark}" for remark in done.export.remarks)
    for table in done.tables:
        yield from _table(done, table)
    if done.standing:
        yield "Ifyllt för hand, skrivs inte över utan --skriv-over:"
        rows = [(done.name(f.place), _value(f), f"exporten: {f.shown}") for f in done.standing]
        yield from first_of(list(columns(rows, right={1})))
    if done.export.unbalanced:
        yield f"Med som de står, fast de inte balanserar: {_count(len(done.export.unbalanced), 'verifikation', 'verifikationer')}."
    if done.has_new_sheet and not trial:
        yield "Bladet Kontering är tillagt med mallens förslag."
    for title in done.uncoded:
        yield (
            f"{title}: inga koder på bladet Kontering, så inget är infört där. Skriv dem, spara och importera igen, om tabellen "
            "finns i ekonomisystemet."
        )
    if done.is_stopped:
        yield "Inga siffror är införda: rätta bladet Kontering så att varje belopp hör till en rad i tabellen, och importera igen."
    elif trial:
        yield f"Inget är skrivet. {_count(len(done.written), 'cell', 'celler')} skulle ändras."
    elif done.former is None:
        yield f"Inget nytt. {file.name} är oförändrad."
    else:
        yield f"{_count(len(done.written), 'cell', 'celler')} ändrade."
    if (done.has_loose or done.standing or done.export.unbalanced) and not trial:
        yield "reportgen kontrollera visar det som inte gick ihop, tills det är rättat eller kvitterat."
    if done.former:
        yield current(file, done.former)


def _table(done: Imported, table: MappedTable) -> Iterator[str]:
    """One table: its rows, how the signs are turned, what went nowhere, and the sum line of each measure."""
    spec = done.master.spec.table(table.key)
    if spec is None:
        return
    yield f"{spec.title}"
    figures = [figure for figure in done.figures if figure.place.table == table.key]
    used = list(dict.fromkeys(str(figure.place.column) for figure in figures))
    by_row: dict[str, dict[str, str]] = {}
    for figure in figures:
        by_row.setdefault(figure.place.row or "", {})[figure.place.column or ""] = figure.shown
    labels = done.labels(table.key)
    given = dict.fromkeys(table.given, " (summa ur exporten)")
    rows = [("", *(done.heading(table.key, name) for name in used))]
    rows += [(labels[row] + given.get(row, ""), *(by_row[row].get(name, "") for name in used)) for row in by_row]
    yield from columns(rows, right=range(1, len(used) + 1))
    yield from _turned(done, table)
    if table.idle:
        yield f"  Inget i exporten för: {', '.join(labels[row] for row in table.idle)}. De raderna är orörda."
    yield from _loose(done, table, "Inte konterat, hör till ingen rad", table.unmapped)
    yield from _loose(done, table, "Konterat två gånger", table.twice)
    yield from _sums(done, table)


def _turned(done: Imported, table: MappedTable) -> Iterator[str]:
    """A total that the person knows, as the export has it and as the workbook will."""
    from reportgen.ledger.export import kronor
    from reportgen.model.format import format_number
    from reportgen.model.table import RowKind

    spec = done.master.spec.table(table.key)
    measure = next((m for m in done.export.measures if spec and spec.column(m)), None)
    if spec is None or measure is None:
        return
    total = next((row for row in reversed(spec.rows) if row.kind is RowKind.SUMMA), None)
    value = done.derived.table(table.key).cell(total.key, measure).number if total else None
    words = "kostnader är plus i exporten och vänds" if done.turned else "kostnader är minus i exporten och vänds inte"
    shown = f"{format_number(value, spec.decimals)} {spec.unit}" if value is not None else ""
    known = f" {total.label} blir {shown}." if total and shown else ""
    sum_ = kronor(table.in_rows(measure))
    yield f"  Tecken: {words}. {done.heading(table.key, measure)} i raderna är {sum_} kr i exporten.{known}"


def _loose(done: Imported, table: MappedTable, what: str, loose: Sequence[Loose]) -> Iterator[str]:
    from reportgen.ledger.export import kronor

    if not loose:
        return
    yield f"  {what}: {len(loose)}"
    largest = sorted(loose, key=lambda one: -max(map(abs, one.amounts.values()), default=0))
    labels, lines = done.labels(table.key), []
    for one in largest:
        amounts = ", ".join(f"{measure} {kronor(amount)}" for measure, amount in one.amounts.items() if amount)
        rows = f" ({', '.join(labels[row] for row in one.rows)})" if one.rows else ""
        lines.append(f"    {table.words(one.codes, done.export.accounts)}: {amounts}{rows}")
    yield from first_of(lines)


def _sums(done: Imported, table: MappedTable) -> Iterator[str]:
    """For each measure: what went where, and that it is the whole of the export."""
    from reportgen.ledger.export import kronor

    rows = [["", "i rader", "utanför", "inte konterat", "två gånger", "exporten"]]
    for measure in done.export.measures:
        parts = (table.in_rows(measure), table.outside.get(measure, 0), *table.loose(measure))
        rows.append([str(measure), *map(kronor, (*parts, done.export.total(measure)))])
    yield "  Kontrollsumma i kr, med exportens tecken:"
    yield from (f"  {line}" for line in columns(rows, right=range(1, 6)))


def _value(figure: Figure) -> str:
    from decimal import Decimal

    from reportgen.model.format import format_number

    value = figure.before
    return format_number(value, figure.decimals) if isinstance(value, Decimal) else str(value)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
