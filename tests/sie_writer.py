"""A writer of SIE files after the standard (SIE filformat, utgåva 4B), which shares nothing with the reader."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

Objects = dict[str, str]

LABELS = (
    "ADRESS", "BKOD", "BTRANS", "DIM", "ENHET", "FLAGGA", "FNAMN", "FNR", "FORMAT", "FTYP", "GEN", "IB", "KONTO", "KPTYP",
    "KSUMMA", "KTYP", "OBJEKT", "OIB", "OMFATTN", "ORGNR", "OUB", "PBUDGET", "PROGRAM", "PROSA", "PSALDO", "RAR", "RES",
    "RTRANS", "SIETYP", "SRU", "TAXAR", "TRANS", "UB", "UNDERDIM", "VALUTA", "VER",
)  # fmt: skip
"""Every record of the standard (its section with the descriptions of all records)."""


def quoted(text: str) -> str:
    return '"' + text.replace('"', '\\"') + '"'


def listed(objects: Objects) -> str:
    return "{" + " ".join(f"{dim} {quoted(code)}" for dim, code in objects.items()) + "}"


@dataclass
class SieWriter:
    """Gathers the records and writes them in the standard's order: flag, identity, plan, balances, months, vouchers."""

    kind: int = 4
    year: int = 2025
    heads: list[str] = field(default_factory=list)
    plan: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)

    def account(self, konto: str, name: str) -> SieWriter:
        self.plan += [
            f"#KONTO {konto} {quoted(name)}",
            f"#KTYP {konto} {'I' if konto[0] == '3' else 'K'}",
            f"#SRU {konto} 7410",
        ]
        return self

    def dimension(self, number: str, name: str, *objects: str) -> SieWriter:
        self.plan.append(f"#DIM {number} {quoted(name)}")
        self.plan += [f"#OBJEKT {number} {quoted(code)} {quoted('Namn på ' + code)}" for code in objects]
        return self

    def balance(self, label: str, year: int, konto: str, amount: str) -> SieWriter:
        self.rows.append(f"#{label} {year} {konto} {amount}")
        return self

    def object_balance(self, label: str, year: int, konto: str, objects: Objects, amount: str) -> SieWriter:
        self.rows.append(f"#{label} {year} {konto} {listed(objects)} {amount} 0")
        return self

    def month(
        self, label: str, year: int, month: str, konto: str, amount: str, objects: Objects | None = None
    ) -> SieWriter:
        self.rows.append(f"#{label} {year} {month} {konto} {listed(objects or {})} {amount} 0")
        return self

    def voucher(self, day: str, *rows: tuple[str, Objects, str], number: int = 1, text: str = "Löner") -> SieWriter:
        self.rows += [f'#VER A {number} {day} {quoted(text)} {day} "sign"', "{"]
        self.rows += [f"#TRANS {konto} {listed(o)} {amount} {day} {quoted(text)} 0" for konto, o, amount in rows]
        self.rows.append("}")
        return self

    def text(self) -> str:
        first = [
            "#FLAGGA 0",
            "#KSUMMA",
            '#PROGRAM "Ekonomi" 1.0',
            "#FORMAT PC8",
            "#GEN 20250905 sign",
            f"#SIETYP {self.kind}",
            '#PROSA "Åtgärder, köp & övrigt"',
            "#FTYP K",
            "#FNR 1",
            "#BKOD 84110",
            "#ORGNR 212000-0000",
            '#ADRESS "Kontakt" "Gatan 1" "123 45 Orten" "08-12 34 56"',
            '#FNAMN "Sjöklinta kommun"',
            f"#RAR 0 {self.year}0101 {self.year}1231",
            f"#RAR -1 {self.year - 1}0101 {self.year - 1}1231",
            "#TAXAR 2026",
            f"#OMFATTN {self.year}1231",
            "#VALUTA SEK",
            "#KPTYP BAS95",
        ]
        return "\r\n".join([*first, *self.heads, *self.plan, *self.rows]) + "\r\n"

    def data(self, encoding: str = "cp437") -> bytes:
        return self.text().encode(encoding)


def whole(encoding: str = "cp437") -> tuple[bytes, dict[str, Decimal]]:
    """A file of type 4 with every kind of record, and what it says of January–August 2025 by "measure konto verksamhet"."""
    writer = SieWriter()
    writer.account("1930", "Bank").account("3110", "Taxor och avgifter").account("5010", "Löner för arbetad tid, åäö")
    writer.dimension("1", "Ansvar", "410").dimension("20", "Verksamhet", "5510", "5520").dimension(
        "6", "Projekt", "P 1"
    )
    writer.plan += ['#UNDERDIM 21 "Underkonto" 20', '#ENHET 5010 "tim"', "#TAGG x", "#OKÄND 1 2 3"]
    writer.balance("IB", 0, "1930", "1000.00").balance("UB", 0, "1930", "-1400.50")
    writer.object_balance("OIB", 0, "1930", {"1": "410"}, "1000").object_balance(
        "OUB", 0, "1930", {"1": "410"}, "-1400.5"
    )
    writer.balance("RES", 0, "5010", "2700.5").balance("RES", 0, "3110", "-300").balance("RES", -1, "5010", "90")
    for month, amount in (("202401", "40"), ("202408", "50")):
        writer.month("PSALDO", -1, month, "5010", amount)
        writer.month("PSALDO", -1, month, "5010", amount, {"20": "5510"})
    writer.month("PBUDGET", 0, "202508", "5010", "2500.25", {"20": "5510"})
    writer.month("PBUDGET", 0, "202509", "5010", "100", {"20": "5510"})
    both = {"1": "410", "20": "5510", "6": "P 1"}
    writer.voucher("20250131", ("5010", both, "2000.50"), ("1930", {}, "-2000.50"), text='Lön "jan" {1} \\ mm')
    writer.voucher("20250831", ("5010", {"20": "5520"}, "700"), ("3110", {}, "-300.00"), ("1930", {}, "-400"), number=2)
    writer.rows[-1:-1] = [
        '#RTRANS 5010 {} 5.00 20250831 "rättad" 0 "sign"',
        '#BTRANS 5010 {} 9.00 20250831 "struken" 0 "sign"',
    ]
    writer.rows.append("#KSUMMA 1234567")
    said = {
        "utfall 5010 5510": "2000.50",
        "utfall 5010 5520": "700",
        "utfall 3110 ": "-300",
        "utfall 1930 ": "-2400.50",
        "utfall_fg 5010 5510": "90",
        "periodbudget 5010 5510": "2500.25",
        "budget 5010 5510": "2600.25",
    }
    return writer.data(encoding), {key: Decimal(value) for key, value in said.items()}
