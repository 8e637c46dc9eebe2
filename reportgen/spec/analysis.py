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


KINDS: Final = {"brygga": "bridge"}
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
    bridge: BridgeSpec | None = Field(
        None, alias="brygga", description="Vilka rader som förklarar skillnaden mellan två kolumner."
    )

    @property
    def kinds(self) -> list[str]:
        """The kinds that are there, by their keys: one, in a mall without faults."""
        return [key for key, name in KINDS.items() if getattr(self, name) is not None]
