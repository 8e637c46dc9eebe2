"""Makes inputs/ekonomisystem: an economy system's exports of the example standard-manadsuppfoljning-2025-03, and the workbook
as it is when all but the ledger's figures is filled in, with its sheet Kontering.

    python tools/make_export.py

The exports say the same as tools/exempel/standard-manadsuppfoljning-2025-03.toml: the outcome as SIE type 4 in CP437, the budget,
the forecast and the year before as CSV in CP1252 with a title above and a sum below. The amounts of each row are shared out
over the verksamheter by size, and Personal takes what each of them lacks, so that both tables add up.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from reportgen.model.kontering import KonteringLine
from reportgen.model.period import Period
from reportgen.model.table import RowKind
from reportgen.pipeline import find_template
from reportgen.workbook.kontering_sheet import kontering_sheet, proposed
from reportgen.workbook.layout import empty_report, lay_out
from reportgen.workbook.write import workbook_bytes

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
from make_inputs import filled  # noqa: E402  beside this file

EXAMPLE: Final = ROOT / "tools" / "exempel" / "standard-manadsuppfoljning-2025-03.toml"
FOLDER: Final = ROOT / "inputs" / "ekonomisystem"
LEDGER: Final = ("utfall", "periodbudget", "utfall_fg", "budget", "prognos")
"""The columns that come out of the economy system."""

KONTON: Final = {
    "avgifter": ("3110", "Taxor och avgifter"),
    "statsbidrag": ("3510", "Bidrag från staten"),
    "ovriga_intakter": ("3010", "Försäljning"),
    "personal": ("5010", "Löner för arbetad tid"),
    "kopt_verksamhet": ("4620", "Köp av huvudverksamhet"),
    "bistand": ("4510", "Ekonomiskt bistånd"),
    "lokaler": ("6010", "Hyra av lokaler"),
    "ovriga_kostnader": ("7210", "Övriga tjänster"),
    "kapitalkostnader": ("7910", "Avskrivning"),
}
VERKSAMHETER: Final = {
    "barn_familjehem": "5571", "barn_institution": "5541", "barn_oppenvard": "5681", "barn_utredning": "5691",
    "vuxna_institution": "5521", "vuxna_skyddat": "5531", "vuxna_oppenvard": "5711", "vuxna_utredning": "5721",
    "bistand_utbetalt": "5751", "bistand_handlaggning": "5752", "familjeratt": "5801", "lss_boende": "5131",
    "lss_assistans": "5132", "lss_daglig": "5133", "lss_ovrigt": "5134", "gemensamt": "9101", "namnd": "1001",
}  # fmt: skip

Ledger = dict[tuple[str, str], int]
"""Öre by row and verksamhet, costs plus."""


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, data in files().items():
        (FOLDER / name).write_bytes(data)
        print((FOLDER / name).relative_to(ROOT))


def files() -> dict[str, bytes]:
    """The files by name."""
    example = tomllib.loads(EXAMPLE.read_text("utf-8"), parse_float=Decimal)
    ledger = {column: shared_out(example["tabell"], column) for column in LEDGER}
    return {
        "utfall-mars.se": "\r\n".join([*sie(ledger["utfall"]), ""]).encode("cp437"),
        "budget-mars.csv": "\r\n".join([*csv_lines(ledger), ""]).encode("cp1252"),
        "mars.xlsx": workbook(example),
    }


def shared_out(tables: Mapping[str, Any], column: str) -> Ledger:
    """The amounts by row of the resultaträkning and verksamhet, adding up to both tables."""
    rows = {row: -values[column] * 100_000 for row, values in tables["resultatrakning"].items()}
    works = {work: -values[column] * 100_000 for work, values in tables["driftredovisning"].items()}
    assert rows.keys() == KONTON.keys()
    assert works.keys() == VERKSAMHETER.keys()
    whole = sum(works.values())
    ledger: Ledger = {}
    for row in rows.keys() - {"personal"}:
        left = rows[row]
        for work, amount in works.items():
            ledger[row, work] = left if work == "namnd" else int(rows[row] * amount // whole)
            left -= ledger[row, work]
    for work, amount in works.items():
        ledger["personal", work] = amount - sum(ledger[row, work] for row in rows.keys() - {"personal"})
    assert sum(ledger["personal", work] for work in works) == rows["personal"]
    return ledger


def sie(ledger: Ledger) -> Iterator[str]:
    """The outcome, a voucher a month for each konto, balanced on the bank's."""
    yield from ("#FLAGGA 0", '#PROGRAM "Ekonomisystem" 1.0', "#FORMAT PC8", "#GEN 20250408", "#SIETYP 4")
    yield from ('#FNAMN "Sjöklinta kommun"', "#RAR 0 20250101 20251231", "#OMFATTN 20250331", "#KPTYP BAS95")
    yield '#KONTO 1930 "Bank"'
    yield from (f'#KONTO {konto} "{name}"' for konto, name in KONTON.values())
    yield '#DIM 20 "Verksamhet"'
    for number, month in enumerate(("0131", "0228", "0331")):
        for at, (row, (konto, name)) in enumerate(KONTON.items(), 1):
            amounts = {work: _third(ledger[row, work], number) for work in VERKSAMHETER}
            yield f'#VER A {number * len(KONTON) + at} 2025{month} "{name}"'
            yield "{"
            for work, ore in amounts.items():
                yield f'#TRANS {konto} {{20 "{VERKSAMHETER[work]}"}} {_plain(ore, ".")}'
            yield f"#TRANS 1930 {{}} {_plain(-sum(amounts.values()), '.')}"
            yield "}"


def csv_lines(ledger: Mapping[str, Ledger]) -> Iterator[str]:
    """The other columns, with a title and a sum."""
    columns = ("periodbudget", "budget", "prognos", "utfall_fg")
    yield from ("Budgetuppföljning Socialnämnden", "Utskrift 2025-04-08", "")
    yield "Konto;Kontonamn;Verksamhet;Budget ack;Budget år;Prognos;Föreg år"
    for row, (konto, name) in KONTON.items():
        for work, code in VERKSAMHETER.items():
            yield ";".join([konto, name, code, *(_plain(ledger[column][row, work], ",") for column in columns)])
    yield ";".join(["Summa", "", "", *(_plain(sum(ledger[column].values()), ",") for column in columns)])


def workbook(example: Mapping[str, Any]) -> bytes:
    """The example without the ledger's columns, with the sheet Kontering."""
    template = find_template(example["underlag"]["mall"]).spec
    period = Period.parse(example["underlag"]["period"])
    tables = dict(example["tabell"])
    for table in ("resultatrakning", "driftredovisning"):
        tables[table] = {
            row: {key: value for key, value in values.items() if key not in LEDGER}
            for row, values in tables[table].items()
        }
    report = filled(
        empty_report(template, example["underlag"]["namnd"], period), template, {**example, "tabell": tables}
    )
    said = [
        *(
            KonteringLine(line.table or "", line.row or "", line.konto)
            for line in template.kontering
            if line.konto or not line.table
        ),
        *(KonteringLine("driftredovisning", work, verksamhet=code) for work, code in VERKSAMHETER.items()),
    ]
    posts = [(table.key, row.key) for table in template.tables for row in table.rows if row.kind is RowKind.POST]
    lines = proposed(said, [(table, row) for table, row in posts if table in ("resultatrakning", "driftredovisning")])

    def name(table: str, row: str) -> tuple[str, str]:
        spec = template.table(table)
        named = spec.row(row) if spec else None
        return (spec.title if spec else table), " ".join(named.label.split()) if named else row

    *shown, hidden = lay_out(report, template)
    created = datetime.combine(period.last_day, datetime.min.time(), UTC)
    return workbook_bytes([*shown, kontering_sheet(lines, name), hidden], created=created)


def _third(ore: int, number: int) -> int:
    """The month's share of a quarter; the last month takes what is left."""
    return ore - 2 * (ore // 3) if number == 2 else ore // 3


def _plain(ore: int, sign: str) -> str:
    whole, part = divmod(abs(ore), 100)
    return f"{'-' if ore < 0 else ''}{whole}{sign}{part:02}"


if __name__ == "__main__":
    main()
