"""The keys of an analysis in a mall: what goes in, by table, column and row; how it is worked out is in `analysis/`."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from reportgen.spec.record import Key, Spec

ALL, OTHERS, UNPLACED_REST = "alla", "ovriga_rader", "ofordelat"
"""The rows of an analysis that no table has: its sum, the rows told as one, and what belongs to no row."""

OWN_ROWS: Final = (ALL, OTHERS, UNPLACED_REST)

Pair = Annotated[list[Key], Field(min_length=2, max_length=2)]
"""Two columns: that which is held against, and that which is held against it."""

Good = Literal["battre", "samre"]
"""What plus means."""


class BridgeSpec(Spec):
    """From one column's sum to another's, row by row."""

    table: Key = Field(alias="tabell", description="Tabellen med båda kolumnerna.")
    columns: Pair = Field(
        alias="kolumner",
        description='Från vilken kolumn till vilken: ["budget", "prognos"], ["prognos_forra", "prognos"].',
    )
    rows: list[Key] = Field(
        [],
        alias="rader",
        description="Raderna som blir steg; summarader får stå i stället för sina delar. Tomt = alla poster.",
    )
    total: Key | None = Field(
        None,
        alias="summa",
        description="Raden som bryggan går mellan, när raderna inte är alla dess delar. Det som skiljer blir ett eget steg.",
    )
    floor: float = Field(
        0, alias="troskel", ge=0, description="Rader som ändras med mindre än så läggs ihop, i tabellens enhet."
    )
    at_most: int = Field(8, alias="hogst", ge=1, le=20, description="Högst så många steg; resten läggs ihop till ett.")
    order: Literal["storlek", "tabell"] = Field(
        "storlek", alias="ordning", description="Störst steg först, eller som i tabellen."
    )
    plus: Good = Field(
        "battre", description="Vad en ökning betyder: battre (intäkter, kostnader med minus) eller samre."
    )
    what: str = Field("Summan", alias="vad", description='Vad summan är, som det ska stå i meningen: "Nettokostnaden".')


class PriceVolumeSpec(Spec):
    """What a change in cost comes from, by form of care: the volume or the price."""

    table: Key = Field(alias="tabell", description="Tabellen med volymerna, en vårdform på varje rad.")
    volume: Pair = Field(alias="volym", description='Volymens kolumner, från och till: ["budget", "prognos"].')
    price: Pair | None = Field(
        None,
        alias="pris",
        description='Prisets kolumner, från och till. Antingen pris eller kostnad anges: ["pris_budget", "pris_prognos"].',
    )
    cost: Pair | None = Field(
        None,
        alias="kostnad",
        description="Kostnadens kolumner, från och till; priset är då kostnaden delad med volymen.",
    )
    price_table: Key | None = Field(
        None,
        alias="pristabell",
        description="Tabellen med priset eller kostnaden, när den är en annan än volymernas. Raderna ska ha samma nycklar.",
    )
    is_minus: bool = Field(False, alias="kostnad_med_minus", description="true: kostnaderna står med minus i tabellen.")
    rows: list[Key] = Field([], alias="rader", description="Vårdformerna. Tomt = alla poster.")
    unit: Literal["kr", "tkr", "mnkr", "mkr"] | None = Field(
        None, alias="enhet", description="Beloppens enhet, om den är en annan än prisets eller kostnadens."
    )
    plus: Good = Field("battre", description="Vad plus betyder: battre (lägre kostnad) eller samre (högre kostnad).")

    @property
    def amounts(self) -> list[Key]:
        """The columns of price or cost."""
        return self.price or self.cost or []

    @property
    def amount_table(self) -> Key:
        return self.price_table or self.table


KINDS: Final = {"pris_volym": "price_volume", "brygga": "bridge"}
"""Kind of analysis, as its key in the mall → its attribute."""


class AnalysisSpec(Spec):
    """An analysis of what stands in the tables: exactly one of its kinds."""

    key: Key = Field(alias="nyckel", description="Analysens namn i dokument och värdefält: {{brygga.alla.forandring}}.")
    title: str = Field(alias="titel", description="Tabellens och diagrammets rubrik.")
    decimals: int | None = Field(None, alias="decimaler", ge=0, le=6, description="Antal decimaler; annars tabellens.")
    text: str = Field(
        "", alias="beskrivning", description="Vad diagrammet visar, för den som inte ser det; siffrorna läggs till."
    )
    source: str = Field(
        "", alias="kalla", description="Var siffrorna kommer ifrån; trycks under diagrammet efter ordet Källa."
    )
    proposed_for: Key | None = Field(
        None, alias="till_text", description="Texten på bladet Texter som de föreslagna meningarna är till för."
    )
    price_volume: PriceVolumeSpec | None = Field(
        None, alias="pris_volym", description="Vad som beror på volymen och vad som beror på priset, per vårdform."
    )
    bridge: BridgeSpec | None = Field(
        None, alias="brygga", description="Vilka rader som förklarar skillnaden mellan två kolumner."
    )

    @property
    def kinds(self) -> list[str]:
        """The kinds that are there, by their keys: one, in a mall without faults."""
        return [key for key, name in KINDS.items() if getattr(self, name) is not None]

    @property
    def tables(self) -> list[str]:
        """The tables that it is worked out from."""
        both = self.price_volume and [self.price_volume.table, self.price_volume.amount_table]
        return [*(both or []), *([self.bridge.table] if self.bridge else [])]


def money_of(unit: str) -> str:
    """The money in a unit of price: "kr per dygn" → "kr"."""
    return unit.split()[0].split("/")[0] if unit.strip() else ""
