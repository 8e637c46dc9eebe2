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
    words: str = Field(
        "",
        alias="ord",
        description='Ordet för en ökning och för en minskning, i meningen: "lägre/högre". Annars bättre och sämre, efter plus.',
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


class PlausibilitySpec(Spec):
    """The forecast of every row, held against what the outcome to date points at."""

    table: Key = Field(alias="tabell", description="Tabellen med utfall och prognos.")
    rows: list[Key] = Field([], alias="rader", description="Raderna som prövas. Tomt = alla poster.")
    without: list[Key] = Field(
        [],
        alias="utom",
        description="Rader som inte har någon takt: engångsposter, statsbidrag som betalas ut en gång.",
    )
    total: Key | None = Field(
        None, alias="summa", description="Summarad som också prövas. Ett fynd ges bara när ingen av raderna har något."
    )
    outcome: Key = Field("utfall", alias="utfall", description="Kolumnen med utfallet från årets början.")
    forecast: Key = Field("prognos", alias="prognos", description="Kolumnen med prognosen för hela året.")
    budget: Pair | None = Field(
        None, description='Periodens budget och årets: ["periodbudget", "budget"]. Ger årets form enligt budgeten.'
    )
    last_year: Pair | None = Field(
        None,
        alias="forra_aret",
        description='Förra årets utfall samma period och hela året: ["utfall_fg", "bokslut_fg"]. Ger förra årets form.',
    )
    margin: float = Field(
        25,
        alias="marginal",
        ge=0,
        le=200,
        description="Så många procent får resten av året skilja sig från det som väntas av den.",
    )
    floor: float = Field(
        0,
        alias="troskel",
        ge=0,
        description="Rader vars prognos och budget är mindre än så prövas inte, i tabellens enhet.",
    )


class ForecastYearSpec(Spec):
    """Where a year's figures stand in the table of an accuracy analysis."""

    heading: str = Field(alias="rubrik", description="Vad året kallas: {ar-1}.")
    outcome: Key = Field(alias="bokslut", description="Kolumnen med årets utfall.")
    budget: Key | None = Field(None, description='Kolumnen med årets budget; behövs för procent_av = "budget".')
    forecasts: list[Key] = Field(
        alias="prognoser", min_length=1, description="Kolumnerna med prognoserna, äldst först."
    )


class AccuracySpec(Spec):
    """How the forecasts of several years hit what the years came to."""

    table: Key = Field(alias="tabell", description="Tabellen med prognoser och bokslut, år för år.")
    forecasts: list[str] = Field(
        alias="prognoser", min_length=1, description='Vad prognoserna kallas, äldst först: ["Delår 1", "Delår 2"].'
    )
    years: list[ForecastYearSpec] = Field(alias="ar", min_length=1, description="Åren, det senaste först.")
    by: Literal["ar", "rader"] = Field(
        "ar",
        alias="uppdelning",
        description="ar: en rad per år, för raden i summa. rader: en rad per rad, det senaste året och medel.",
    )
    total: Key = Field(alias="summa", description="Summaraden.")
    rows: list[Key] = Field([], alias="rader", description="Raderna, när uppdelning är rader. Tomt = alla poster.")
    base: Literal["bokslut", "budget"] = Field(
        "bokslut", alias="procent_av", description="Vad avvikelsen räknas i procent av."
    )
    limit: float = Field(
        5, alias="grans", gt=0, description="Så många procent får prognosen avvika för att ha träffat."
    )
    plus: Good = Field(
        "battre", description="Vad ett bokslut över prognosen betyder: battre (kostnader med minus) eller samre."
    )


class DeviationsSpec(Spec):
    """The rows that deviate most, with their comments."""

    table: Key = Field(alias="tabell", description="Tabellen med avvikelsen.")
    column: Key = Field("avvikelse", alias="kolumn", description="Kolumnen med avvikelsen.")
    base: Key | None = Field(None, alias="av", description="Kolumnen som avvikelsen räknas i procent av: budget.")
    comment: Key | None = Field(None, alias="kommentar", description="Kolumnen med radens kommentar.")
    rows: list[Key] = Field(
        [],
        alias="rader",
        description="Raderna att välja bland; summarader får stå i stället för sina delar. Tomt = alla poster.",
    )
    number: int = Field(10, alias="antal", ge=1, le=50, description="Högst så många rader; resten läggs ihop till en.")
    order: Literal["belopp", "procent"] = Field(
        "belopp", alias="ordning", description="Störst först, i belopp eller i procent."
    )
    floor: float = Field(0, alias="troskel", ge=0, description="Minsta avvikelse, i tabellens enhet.")
    percent: float = Field(0, alias="procent", ge=0, description="Minsta avvikelse i procent av kolumnen i av.")


KINDS: Final = {
    "pris_volym": "price_volume",
    "brygga": "bridge",
    "prognosrimlighet": "plausibility",
    "prognosprecision": "accuracy",
    "storsta_avvikelser": "deviations",
}
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
    figures: bool = Field(
        True,
        alias="siffror",
        description="false: diagrammets siffror följer inte med som tabell när bara diagrammet visas; de trycks redan intill.",
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
    plausibility: PlausibilitySpec | None = Field(
        None, alias="prognosrimlighet", description="Om prognosen är rimlig mot det som utfallet hittills pekar mot."
    )
    accuracy: AccuracySpec | None = Field(
        None, alias="prognosprecision", description="Hur väl tidigare prognoser har träffat det som åren blev."
    )
    deviations: DeviationsSpec | None = Field(
        None, alias="storsta_avvikelser", description="De rader som avviker mest, med sina kommentarer."
    )

    @property
    def kinds(self) -> list[str]:
        """The kinds that are there, by their keys: one, in a mall without faults."""
        return [key for key, name in KINDS.items() if getattr(self, name) is not None]

    @property
    def tables(self) -> list[str]:
        """The tables that it is worked out from."""
        asked = (getattr(self, name) for name in KINDS.values())
        prices = self.price_volume and self.price_volume.price_table
        return [*(one.table for one in asked if one is not None), *([prices] if prices else [])]


def money_of(unit: str) -> str:
    """The money in a unit of price: "kr per dygn" → "kr"."""
    return unit.split()[0].split("/")[0] if unit.strip() else ""
