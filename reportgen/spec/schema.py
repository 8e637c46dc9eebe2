"""Every key a mall's TOML may have, with its meaning.

The Swedish keys are the aliases below; the JSON Schema that editors complete from and docs/mallspraket.md are made from
this module, so the descriptions are Swedish. Formulas are kept as text here; `derive.formula` reads them.

Words between braces in `titel`, `rubrik`, `etikett` and fixed sentences are filled from the period: see `Period.names`
(`{ar}`, `{ar-1}`, `{spann}` …) and `{namnd}`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any, Final, Literal

from pydantic import Field, StringConstraints

from reportgen.model.table import RowKind
from reportgen.spec.analysis import AnalysisSpec
from reportgen.spec.record import Key, Spec

FREE_ROWS = "fria_rader"
"""In `summera`: all the rows that the mall leaves free."""

UP, DOWN = "upp", "ner"
"""The wanted directions of a measure."""

START, TEXTS, REVIEW = "Start", "Texter", "Granskning"
"""The sheets that every workbook has."""

UNPLACED = "Utan plats"
"""The sheet with what a newer version of the mall has no place for."""

CORRECTED = "rattad"
"""The fact that, when filled in, marks the document as a corrected version."""

RESPONSIBLE, CONFLICTS, CHANGES, PART_START = "Ansvariga", "Konflikter", "Logg", "Läs först"
"""The sheets of the round trip with verksamhetschefer; the last is the first of a chef's own workbook."""

KONTERING, IMPORTED = "Kontering", "Importerat"
"""The sheets of the import from the economy system: which codes belong to which row, and what each cell was given."""

CONTROL_TOTALS, CONTROL_TOTALS_SHEET = "avstamning", "Avstämning"
"""The table with the totals that the sources give, and its sheet; made from the mall's tables."""

KOLADA = "Kolada"
"""The sheet that says whom the nämnd is compared with, and what Kolada said of them."""

RESERVED_SHEETS = (
    START, TEXTS, REVIEW, RESPONSIBLE, CONFLICTS, CHANGES, PART_START, UNPLACED, KONTERING, IMPORTED, KOLADA,
    CONTROL_TOTALS_SHEET,
)  # fmt: skip


DateRole = Literal["start", "slut", "kommentar", "dokument", "sammantrade", "rattad"]
"""What a day is: when something starts or is to be finished, when a comment was written, the date of the document, the
meeting that decides on it, the day it was corrected."""


class ColumnType(StrEnum):
    """What the cells of a column hold."""

    ETIKETT = "etikett"
    BELOPP = "belopp"
    ANTAL = "antal"
    PROCENT = "procent"
    TAL = "tal"
    VARDE = "varde"
    TEXT = "text"
    STATUS = "status"
    DATUM = "datum"

    @property
    def is_numeric(self) -> bool:
        """Whether a cell must be a number (a `varde` may be)."""
        return self in (ColumnType.BELOPP, ColumnType.ANTAL, ColumnType.PROCENT, ColumnType.TAL)


class Entry(StrEnum):
    """Whether a computed cell may be typed over."""

    NEJ = "nej"
    JA = "ja"
    VALFRI = "valfri"


class Sent(StrEnum):
    """How a column goes out to chefer."""

    FYLLS_I = "fylls_i"
    VISAS = "visas"
    DOLD = "dold"


class Lookup(Spec):
    """Where a column fetches its values."""

    table: Key = Field(alias="tabell", description="Tabellen som värdena hämtas ur.")
    column: Key = Field(alias="kolumn", description="Kolumnen i den tabellen.")


class ArchivePeriod(StrEnum):
    """Which closed period a value is fetched from; or the name of a month, of the report's own year."""

    SAMMA = "samma"
    FOREGAENDE = "foregaende"
    FOREGAENDE_AR = "foregaende_ar"
    BOKSLUT = "bokslut"
    JANUARI = "januari"
    FEBRUARI = "februari"
    MARS = "mars"
    APRIL = "april"
    MAJ = "maj"
    JUNI = "juni"
    JULI = "juli"
    AUGUSTI = "augusti"
    SEPTEMBER = "september"
    OKTOBER = "oktober"
    NOVEMBER = "november"
    DECEMBER = "december"


class FromArchiveSpec(Spec):
    """Where in the archive a new workbook's cells are filled from, and what is said when they differ from it later."""

    period: ArchivePeriod = Field(
        description="samma (en annan malls), foregaende (den senaste stängda i år), foregaende_ar (samma månad förra året), bokslut (december förra året), eller en månad i år: augusti."
    )
    years_back: int = Field(0, alias="ar_bak", ge=0, le=10, description="Så många år tidigare: {period = \"augusti\", ar_bak = 1} är augusti förra året.")
    table: Key | None = Field(None, alias="tabell", description="Tabellen där; utan den samma tabell.")
    column: Key | None = Field(None, alias="kolumn", description="Kolumnen där; utan den samma kolumn.")
    row: Key | None = Field(None, alias="rad", description="Raden där; utan den samma rad.")
    severity: Literal["fel", "varning", "notis", "inget"] = Field(
        "varning", alias="grad", description="När värdet är ett annat än i arkivet; fel ska rättas eller kvitteras med skäl."
    )


FromArchive = FromArchiveSpec | list[FromArchiveSpec]
"""One place, or several in the order they are tried."""


class JudgementSpec(Spec):
    """How a status follows from two columns of its row and the wanted direction: against a target, or as a trend."""

    value: Key = Field(alias="varde", description="Kolumnen med det värde som bedöms.")
    against: Key = Field(alias="mot", description="Kolumnen som värdet jämförs med: målet, eller ett tidigare värde.")
    met: Key | None = Field(None, alias="uppfyllt", description="Nivån när värdet är minst lika bra som det jämförs med.")
    unmet: Key | None = Field(None, alias="ej", description="Nivån när värdet är sämre.")
    better: Key | None = Field(None, alias="battre", description="Trend: nivån när värdet är bättre.")
    same: Key | None = Field(None, alias="lika", description="Trend: nivån när båda trycks lika.")
    worse: Key | None = Field(None, alias="samre", description="Trend: nivån när värdet är sämre.")
    missing: Key | None = Field(None, alias="saknas", description="Nivån när ett av värdena saknas; utan den blir det ingen bedömning.")
    wanted_from: Key | None = Field(
        None, alias="vill_ur", description="Textkolumnen med önskad riktning, upp eller ner, för rader utan vill."
    )


class ColumnCountSpec(Spec):
    """What a column of a count table asks of the rows it counts, beside what the row asks."""

    column: Key | None = Field(None, alias="kolumn", description="Statuskolumnen i de räknade tabellerna; utan den räknas radens alla.")
    levels: list[Key] = Field([], alias="nivaer", description="Nivåerna som räknas; tom lista = alla rader.")


class RowCountSpec(Spec):
    """Which rows of other tables a row of a count table counts."""

    tables: list[Key] = Field(alias="tabeller", min_length=1, description="Tabellerna vars rader räknas.")
    where: dict[Key, list[str]] = Field(
        {}, alias="dar", description="Villkor: kolumn = nivåerna (statuskolumn) eller orden (textkolumn) som räknas."
    )


class CommentDemandSpec(Spec):
    """When a comment must be written on a row: a deviation past its limits, or one of some levels of a status."""

    column: Key = Field(alias="kolumn", description="Kolumnen som avgör: avvikelsen, eller en status.")
    amount: float | None = Field(None, alias="belopp", gt=0, description="Gränsen i kolumnens enhet, utan tecken.")
    percent: float | None = Field(None, alias="procent", gt=0, description="Gränsen i procent av kolumnen av.")
    base: Key | None = Field(
        None, alias="av", description="Kolumnen som procenten räknas av. Utan den: det som dras ifrån i kolumnens formel, t.ex. budget."
    )
    either: bool = Field(False, alias="nagon", description="true: det räcker att en av gränserna nås; annars ska båda nås.")
    sign: Literal["plus", "minus"] | None = Field(None, alias="tecken", description="Bara avvikelser med det tecknet.")
    levels: list[Key] = Field([], alias="nivaer", description="Nivåerna som kräver kommentar, när kolumnen är en status.")
    severity: Literal["fel", "varning", "notis"] = Field("varning", alias="grad", description="När kommentaren saknas.")


class ColumnSpec(Spec):
    key: Key = Field(alias="nyckel", description="Kolumnens namn i formler. Ändras aldrig.")
    heading: str = Field("", alias="rubrik", description="Rubriken. {ar}, {ar-1}, {spann}, {manad} m.fl. följer perioden.")
    group: str = Field("", alias="grupp", description="Överrubrik; kolumner intill med samma grupp får en gemensam.")
    type: ColumnType = Field(ColumnType.BELOPP, alias="typ", description="Vad cellerna innehåller.")
    unit: str | None = Field(None, alias="enhet", description="Enhet, om den är en annan än tabellens.")
    decimals: int | None = Field(None, alias="decimaler", ge=0, le=6, description="Antal decimaler i utskrift.")
    formula: str | None = Field(None, alias="formel", description="Räknas ut ur samma rad: prognos - budget.")
    lookup: Lookup | None = Field(None, alias="uppslag", description="Hämtas ur en annan tabell, på de rader som har uppslag.")
    shown_on: Literal["alla", "summor", "poster"] | list[Key] = Field(
        "alla", alias="visas_pa", description="På vilka rader värdet finns och skrivs ut: alla, summor, poster eller en lista radnycklar."
    )
    printed: bool = Field(True, alias="skrivs_ut", description="false: kolumnen finns bara i arbetsboken.")
    plus: bool = Field(False, description="true: plustecken skrivs ut framför positiva tal.")
    scale: Key | None = Field(None, alias="skala", description="Statusskalan som cellen väljs ur (typ = status).")
    summed: bool = Field(True, alias="summeras", description="false: kolumnen är tom på summarader (ska inte summeras).")
    required: bool = Field(False, alias="obligatorisk", description="true: tom cell är ett fel.")
    optional: bool = Field(False, alias="far_vara_tom", description="true: tomma celler i kolumnen är i sin ordning, också på rader med andra tal.")
    minimum: float | None = Field(None, alias="minst", description="Lägsta rimliga värde.")
    maximum: float | None = Field(None, alias="hogst", description="Högsta rimliga värde.")
    width: float | None = Field(None, alias="bredd", gt=0, description="Bredd i utskrift, i ungefär antal tecken; annars efter innehållet.")
    help: str = Field("", alias="hjalp", description="Vägledning som visas när cellen markeras i Excel.")
    choices: Key | None = Field(None, alias="val_ur", description="Registret vars poster cellen väljer bland (typ = text).")
    merged: bool = Field(
        False, alias="sammanfoga", description="true: lika celler under varandra trycks som en, inom lika celler till vänster."
    )
    below: Key | None = Field(None, alias="i_cell_med", description="Trycks i samma cell som den kolumnen, under dess värde.")
    judgement: JudgementSpec | None = Field(
        None, alias="bedoms", description="Statusen räknas ut ur två kolumner när cellen är tom, och jämförs med det ifyllda annars."
    )
    count: ColumnCountSpec | None = Field(
        None, alias="raknar", description="På rader med raknar: cellen är antalet rader i deras tabeller med någon av nivåerna."
    )
    demanded: CommentDemandSpec | None = Field(
        None,
        alias="kommentar_kravs",
        description="När cellen (typ = text) måste fyllas i: {kolumn = \"avvikelse\", belopp = 1.0, procent = 5} eller "
        "{kolumn = \"status\", nivaer = [\"rod\"]}.",
    )
    called: list[str] = Field([], alias="kallas", description="Vad texten kallar det som kolumnen visar: [\"resultat\", \"avvikelse\"].")
    zero_blank: bool = Field(False, alias="noll_tom", description="true: 0 skrivs ut som en tom cell.")
    persons: bool | None = Field(None, alias="personer", description="true: kolumnen räknar personer, false: inte; annars avgör enheten. Se skydda_under.")
    from_archive: FromArchive = Field(
        [], alias="fran_arkiv", description="Var reportgen ny hämtar cellerna: {kolumn = \"utfall\", period = \"foregaende_ar\"}, eller en lista som prövas i ordning."
    )
    date_role: DateRole | None = Field(
        None,
        alias="datumroll",
        description="Vad dagen är (typ = datum): start, slut (då det ska vara klart) eller kommentar (då den skrevs). Utan den läses "
        "det ur rubriken.",
    )
    kolada: Key | None = Field(
        None,
        description="Vad reportgen kolada fyller kolumnen med på rader med kolada: egen (kommunen själv), nyckeln på en jamforelse, "
        "ar (året) eller id (nyckeltalets id, som mallen skriver).",
    )
    kolada_year: int | None = Field(
        None,
        alias="kolada_ar",
        ge=-5,
        le=0,
        description="0 eller -1: kolumnen fylls i för hand, och hålls mot Koladas värde för den egna kommunen det året, räknat från "
        "rapportens.",
    )
    sent: Sent | None = Field(
        None, alias="hos_chef",
        description="I filen som skickas till en verksamhetschef: fylls_i, visas (låst) eller dold. Annars fylls text i, och tal där de saknas.",
    )

    def is_shown(self, kind: RowKind, row: str) -> bool:
        """Whether the column has a value on a row of that kind, with that key."""
        match self.shown_on:
            case "alla":
                return True
            case "summor":
                return kind is RowKind.SUMMA
            case "poster":
                return kind is not RowKind.SUMMA
            case keys:
                return row in keys


class RowSpec(Spec):
    key: Key = Field(alias="nyckel", description="Radens namn i formler och historik. Ändras aldrig, även om etiketten gör det.")
    label: str = Field(alias="etikett", description="Radens namn som det trycks.")
    kind: RowKind = Field(RowKind.POST, alias="typ", description="post, summa, varav eller rubrik.")
    sum_of: list[Key] = Field([], alias="summera", description="Raderna som summaraden lägger ihop.")
    formula: str | None = Field(None, alias="formel", description="Räknas ut ur samma kolumn: kostnader - intakter.")
    entry: Entry = Field(
        Entry.NEJ,
        alias="inmatning",
        description="För uträknade rader: nej = låst formel, ja = fylls i och hålls mot raderna, valfri = formel som får skrivas över.",
    )
    lookup: list[Key] | dict[Key, list[Key]] = Field(
        [], alias="uppslag", description="Raderna i uppslagets tabell; flera läggs ihop. Per kolumn: {utfall = [\"rad\"]}."
    )
    count: RowCountSpec | None = Field(None, alias="raknar", description="Vilka rader i andra tabeller radens celler räknar.")
    part_of: Key | None = Field(None, alias="varav_av", description="Raden som en varav-rad är en del av.")
    group: str = Field("", alias="grupp", description="Gruppens namn, som skrivs i en egen sammanfogad cell eller rubrik.")
    unit: str | None = Field(None, alias="enhet", description="Enhet, om den är en annan än kolumnens.")
    decimals: int | None = Field(None, alias="decimaler", ge=0, le=6, description="Antal decimaler på den här raden.")
    sign: Literal["plus", "minus"] | None = Field(None, alias="tecken", description="Tecknet som inmatade belopp väntas ha.")
    wanted: Literal["upp", "ner"] | None = Field(None, alias="vill", description="Önskad riktning för ett mått.")
    fixed: dict[Key, str | int | float] = Field({}, alias="fast", description="Celler som mallen skriver: {volymenhet = \"Hushåll\"}.")
    parent: Key | None = Field(None, alias="foralder", description="Posten i förälderregistret som raden hör till.")
    zero_if_empty: bool = Field(False, alias="noll_om_tom", description="true: summan är 0 när alla dess rader är tomma.")
    optional: bool = Field(False, alias="far_vara_tom", description="true: tomma celler på raden är i sin ordning.")
    persons: bool | None = Field(None, alias="personer", description="true: raden räknar personer, false: inte; annars avgör enheten. Se skydda_under.")
    responsible: str = Field("", alias="ansvarig", description="Rollen som föreslås svara för raden: Verksamhetschef barn och unga. Ett streck: controllern fyller i.")
    called: list[str] = Field([], alias="kallas", description="Andra namn som texten har på raden: [\"köpt vård\", \"tjänsteköp\"].")
    from_archive: FromArchive = Field(
        [], alias="fran_arkiv", description="Var reportgen ny hämtar radens celler, i stället för kolumnens: {rad = \"hushall\", period = \"bokslut\"}."
    )
    kolada: Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9]{5}$")] | None = Field(
        None, description="Nyckeltalets id i Kolada: N20900. Cellerna i kolumner med kolada fylls av reportgen kolada."
    )
    kolada_gender: Literal["T", "K", "M"] = Field(
        "T", alias="kolada_kon", description="T = totalt, K = kvinnor, M = män, för nyckeltal som är delade på kön."
    )
    help: str = Field("", alias="hjalp", description="Vägledning för radens celler.")

    def lookup_of(self, column: str) -> list[Key]:
        """The rows that a column's value on this row is fetched from."""
        return self.lookup.get(column, []) if isinstance(self.lookup, dict) else self.lookup


class NoteSpec(Spec):
    mark: str = Field("", alias="marke", description="Märket i tabellen, t.ex. *) ; tomt för en allmän not.")
    text: str = Field("", description="Notens text.")
    text_from: Key | None = Field(None, alias="text_ur", description="Texten på bladet Texter som är noten; tom text = ingen not.")
    parent: Key | None = Field(None, alias="foralder", description="Noten trycks bara när tabellen visas för den posten.")


class TableSpec(Spec):
    """A table or, with `form = "register"`, a list of keyed entities (goals, indicators, assignments, controls)."""

    key: Key = Field(alias="nyckel", description="Tabellens namn i formler och dokument.")
    title: str = Field(alias="titel", description="Tabellens rubrik.")
    form: Literal["tabell", "register"] = Field("tabell", description="register: raderna är poster med egen identitet.")
    unit: str = Field("", alias="enhet", description="Enhet: kr, tkr, mnkr, antal, dygn, % …")
    decimals: int = Field(0, alias="decimaler", ge=0, le=6, description="Antal decimaler i utskrift.")
    convention: str = Field("", alias="teckenregel", description="Vad plus och minus betyder; trycks under tabellen.")
    columns_from: Key | None = Field(None, alias="kolumner_fran", description="Kolumnmall i mall.toml, eller manader.")
    required: bool = Field(
        False, alias="obligatorisk", description="true: kolumnerna ur kolumner_fran är obligatoriska, av månader de som har varit."
    )
    columns: list[ColumnSpec] = Field([], alias="kolumn", description="Kolumnerna i ordning. Den första är radernas etikett.")
    rows_from: Key | None = Field(None, alias="rader_fran", description="Radmall i mall.toml; dess rader kommer först.")
    rows: list[RowSpec] = Field([], alias="rad", description="Raderna i ordning.")
    persons: bool | None = Field(None, alias="personer", description="true: tabellen räknar personer, false: inte; annars avgör enheten. Se skydda_under.")
    free_rows: int = Field(0, alias="fria_rader", ge=0, le=500, description="Antal tomma rader att fylla i, utöver mallens.")
    parent: Key | None = Field(None, alias="foralder", description="Registret vars poster äger raderna.")
    comment_row: Key | None = Field(
        None, alias="kommentarsrad", description="Textkolumn som trycks som egen rad över hela bredden under varje rad."
    )
    group_heading: str = Field("", alias="gruppkolumn", description="Rubrik för en kolumn med radernas grupp, sammanfogad nedåt.")
    empty: str = Field("", alias="tom", description="Meningen som trycks när tabellen inte har några rader med innehåll.")
    empty_shown: Literal["mening", "rubriker", "bada"] = Field(
        "mening", alias="tom_visas", description="Vad som trycks när tabellen är tom: meningen, tabellens rubrikrad eller båda."
    )
    notes: list[NoteSpec] = Field([], alias="not", description="Fotnoter under tabellen.")
    keeps_rows: bool = Field(
        False, alias="behall_rader", description="true: rader som är tillagda följer med från den senaste stängda perioden till en ny arbetsbok."
    )
    landscape: bool = Field(False, alias="liggande", description="true: tabellen trycks på liggande sida.")
    control_totals: Literal["ja", "nej"] | None = Field(
        None,
        alias="avstamning",
        description="nej: inga rader på bladet Avstämning; ja: också procent per månad, register och rader med olika enhet. "
        "Annars totaler, månadssummor och kolumner med en enhet.",
    )
    caption: bool = Field(True, alias="tabellrubrik", description="false: ingen tabellrubrik (den står som rubrik i texten).")
    called: list[str] = Field([], alias="kallas", description="Vad texten kallar tabellens rader eller serie: [\"kontrollmoment\"].")
    help: str = Field("", alias="hjalp", description="Vägledning överst på bladet.")
    responsible: str = Field("", alias="ansvarig", description="Rollen som föreslås svara för tabellen: Verksamhetschef barn och unga. Ett streck: controllern fyller i. alla, med fria_rader: var och en lägger till sina rader.")

    @property
    def label_column(self) -> ColumnSpec:
        return self.columns[0]

    @property
    def direction_columns(self) -> set[str]:
        """The columns that hold the wanted direction of their row."""
        return {c.judgement.wanted_from for c in self.columns if c.judgement and c.judgement.wanted_from}

    def column(self, key: str) -> ColumnSpec | None:
        return next((column for column in self.columns if column.key == key), None)

    def row(self, key: str) -> RowSpec | None:
        return next((row for row in self.rows if row.key == key), None)


class FactSpec(Spec):
    key: Key = Field(alias="nyckel", description="Uppgiftens namn i dokumentet.")
    label: str = Field(alias="etikett", description="Namnet på bladet Start.")
    type: Literal["text", "datum"] = Field("text", alias="typ")
    required: bool = Field(False, alias="obligatorisk", description="true: tom är ett fel.")
    date_role: DateRole | None = Field(
        None,
        alias="datumroll",
        description="Vad dagen är (typ = datum): dokument, sammantrade eller rattad. Utan den läses det ur nyckeln och etiketten.",
    )
    default: str = Field("", alias="standard", description="Ifyllt från början.")
    standing: bool = Field(False, alias="staende", description="true: följer med från den senaste stängda perioden till en ny arbetsbok.")
    on_cover: bool = Field(True, alias="framsida", description="true: uppgiften trycks på framsidan när den är ifylld.")
    help: str = Field("", alias="hjalp")


class TextSpec(Spec):
    key: Key = Field(alias="nyckel", description="Textens namn i dokumentet.")
    title: str = Field(alias="rubrik", description="Avsnittet, som det står på bladet Texter.")
    group: str = Field("", alias="grupp", description="Överrubrik på bladet Texter.")
    required: bool = Field(False, alias="obligatorisk", description="true: tom text är ett fel.")
    default: str = Field("", alias="standard", description="Text som står i arbetsboken från början.")
    standing: bool = Field(
        False, alias="staende", description="true: följer med från den senaste stängda perioden; annars visas den texten som anteckning vid cellen."
    )
    help: str = Field("", alias="hjalp", description="Vad texten ska handla om.")
    responsible: str = Field("", alias="ansvarig", description="Rollen som föreslås svara för texten: Verksamhetschef barn och unga. Ett streck: controllern fyller i.")


FINISHED: Final = re.compile(r"(?:helt )?(?:slutför|avsluta|klar|genomför|färdig|verkställ|utför|levererad|stäng)", re.IGNORECASE)
"""How the word of a level begins that means that a thing is done."""


class LevelSpec(Spec):
    key: Key = Field(alias="nyckel")
    text: str = Field(description="Ordet som väljs och trycks.")
    symbol: Literal["cirkel", "ring", "romb", "triangel", "kvadrat", "upp", "ner", "rak", "bock", "kryss"] = Field(
        "cirkel", description="Symbolen som ritas framför ordet; olika form för olika nivå."
    )
    colour: Literal["gron", "gul", "rod", "gra", "bla"] = Field("gra", alias="farg", description="Symbolens färg.")
    rank: int = Field(0, alias="rang", description="Högre är bättre; 0 är utan värdering.")
    called: list[str] = Field([], alias="kallas", description="Hur texten också säger det: [\"uppnås\", \"nås\"].")
    meaning: str = Field("", alias="betydelse", description="Vad nivån innebär; trycks där mallen visar skalan.")
    finished: bool = Field(
        False,
        alias="avslutad",
        description="true: det som har nivån är klart, och slutdatumet får ha passerat. Står det på ingen nivå läses det ur orden "
        "(Slutförd, Klart, Avslutad …).",
    )


class ScaleSpec(Spec):
    key: Key = Field(alias="nyckel", description="Skalans namn.")
    title: str = Field("", alias="titel")
    levels: list[LevelSpec] = Field(alias="niva", min_length=1, description="Nivåerna, bäst först.")

    @property
    def finished(self) -> frozenset[str]:
        """The keys of the levels that mean that a thing is done: those marked so, else those whose word says so."""
        marked = frozenset(level.key for level in self.levels if level.finished)
        return marked or frozenset(level.key for level in self.levels if FINISHED.match(level.text))

    def level(self, text: str) -> LevelSpec | None:
        """The level with that word, whatever case and spaces it was typed with."""
        wanted = " ".join(text.split()).casefold()
        return next((level for level in self.levels if level.text.casefold() == wanted), None)


class SheetSpec(Spec):
    name: Annotated[str, StringConstraints(min_length=1, max_length=31, pattern=r"^[^\[\]:*?/\\]+$")] = Field(
        alias="namn", description="Bladets namn, högst 31 tecken."
    )
    tables: list[Key] = Field(alias="tabeller", min_length=1, description="Tabellerna på bladet, uppifrån och ned.")
    help: str = Field("", alias="hjalp", description="Vägledning överst på bladet.")


class CountSpec(Spec):
    table: Key = Field(alias="tabell", description="Tabellen vars rader räknas.")
    column: Key = Field(alias="kolumn", description="Statuskolumnen.")
    levels: list[Key] = Field(alias="nivaer", description="Nivåerna som räknas; tom lista = alla rader.")


class QuantitySpec(Spec):
    """A quantity that stands in no table, worked out from the tables for use in texts: by a formula, or by counting."""

    key: Key = Field(alias="nyckel")
    label: str = Field(alias="etikett", description="Vad värdet är.")
    formula: str | None = Field(None, alias="formel", description="Av celler: resultatrakning.totalt.utfall - … * manad / 12.")
    count: CountSpec | None = Field(None, alias="raknar", description="Antal rader med en viss status.")
    unit: str = Field("", alias="enhet")
    decimals: int = Field(0, alias="decimaler", ge=0, le=6)


class CheckSpec(Spec):
    """Two expressions that must agree, or of which one bounds the other, within what rounding of the printed figures allows."""

    key: Key = Field(alias="nyckel")
    text: str = Field(description="Vad som ska stämma, t.ex. Nettokostnaden i de två tabellerna. Raden och kolumnen läggs till.")
    left: str = Field(alias="vanster", description="Formel av celler: tabell.rad.kolumn.")
    relation: Literal["lika", "hogst", "minst"] = Field(
        "lika", description="Vad vanster ska vara: lika med hoger, högst så stor, eller minst."
    )
    right: str = Field(alias="hoger", description="Formel av celler: tabell.rad.kolumn.")
    rows: list[Key] = Field([], alias="rader", description="Om {rad} står i formlerna: raderna som prövas en och en.")
    columns: list[Key] = Field([], alias="kolumner", description="Om {kolumn} står i formlerna: kolumnerna som prövas en och en.")
    columns_from: Key | None = Field(None, alias="kolumner_fran", description="Kolumnmall vars kolumner prövas, eller manader.")
    bridge: str | None = Field(
        None,
        alias="bro",
        description="Känd skillnad, vanster minus hoger: ett tal eller en formel av celler. Stämmer det med den blir fyndet en kvitterad notis.",
    )
    bridge_reason: str = Field("", alias="bro_skal", description="Varför skillnaden finns; måste anges med bro och skrivs vid fyndet.")
    severity: Literal["fel", "varning", "notis"] = Field("fel", alias="grad")


class ChartSpec(Spec):
    key: Key = Field(alias="nyckel")
    title: str = Field(alias="titel")
    type: Literal["linje", "stapel"] = Field("linje", alias="typ")
    table: Key = Field(alias="tabell", description="Tabellen med värdena.")
    rows: list[Key] = Field([], alias="rader", description="Raderna, en serie var; tomt = alla.")
    columns: list[Key] = Field([], alias="kolumner", description="Kolumnerna längs axeln; tomt = alla talkolumner.")
    by_column: bool = Field(False, alias="serie_per_kolumn", description="true: kolumnerna är serier och raderna axel.")
    unit: str = Field("", alias="enhet")
    text: str = Field("", alias="beskrivning", description="Vad diagrammet visar, för den som inte ser det.")
    source: str = Field("", alias="kalla", description="Var siffrorna kommer ifrån; trycks under diagrammet efter ordet Källa.")
    figures: bool = Field(True, alias="siffror", description="false: diagrammets siffror följer inte med som tabell; de trycks redan intill.")


class DemandSpec(Spec):
    """What the children of some rows must reach; all that is said must hold."""

    parents: list[Key] = Field([], alias="for", description="Raderna i registret som kravet gäller; tom lista = alla.")
    level: Key | None = Field(None, alias="niva", description="Nivån som räknas som uppnådd; högre rang räknas också.")
    at_least: int | None = Field(None, alias="minst", ge=1, description="Så många av radens barn ska ha uppnått nivån.")
    must: list[Key] = Field([], alias="maste", description="Barnen som måste ha uppnått nivån, vilka de andra än är.")
    others: Key | None = Field(None, alias="ovriga_minst", description="Nivån som alla andra barn minst ska ha.")


class RuleSpec(Spec):
    """The judgement of a register's rows by the statuses of the rows they own. Of rules for one column the first that gives a level counts."""

    key: Key = Field(alias="nyckel")
    text: str = Field(description="Regeln i ord, som den står i styrdokumentet.")
    judged: Key = Field(alias="register", description="Registret vars rader bedöms.")
    children: Key = Field(alias="barn", description="Registret eller tabellen vars rader hör till dem.")
    column: Key = Field(alias="kolumn", description="Statuskolumnen hos barnen.")
    scale: Key | None = Field(None, alias="skala", description="Barnens skala, om den ska nämnas; måste vara kolumnens.")
    demands: list[DemandSpec] = Field(alias="krav", min_length=1, description="Kraven; en rad ska uppfylla alla som gäller den.")
    result: Key = Field(alias="kolumn_resultat", description="Registrets statuskolumn, som fylls när den är tom och jämförs annars.")
    met: Key = Field(alias="uppfylld", description="Nivån när kraven är uppfyllda.")
    unmet: Key | None = Field(None, alias="annars", description="Nivån annars; utan den blir det ingen bedömning.")


class PartSpec(Spec):
    """One document of the mall: a Jinja file in Markdown, with its own title and page header."""

    key: Key = Field("rapport", alias="nyckel")
    title: str = Field(alias="titel", description="Dokumentets titel. {ar}, {manad} m.fl. följer perioden, {uppgift.nyckel} bladet Start.")
    subtitle: str = Field("", alias="undertitel")
    template: str = Field("dokument.md.j2", alias="fil", description="Jinja-filen i mallens mapp.")
    sender: str = Field("", alias="avsandare", description="Organisationen, i sidhuvud och på framsidan.")
    header: str = Field("", alias="sidhuvud", description="Text i sidhuvudet; tomt = titeln.")
    footer: str = Field("", alias="sidfot", description="Text i sidfoten.")
    numbered: bool = Field(True, alias="numrerade_rubriker", description="true: rubriker numreras, utom de med {-}.")
    cover: Literal["sida", "huvud", "ingen"] = Field(
        "sida", alias="framsida", description="Titel, nämnd, period och uppgifter: sida = på egen sida, huvud = överst på första sidan."
    )
    facts: list[Key] | None = Field(
        None, alias="uppgifter", description="Uppgifterna på framsidan, i ordning, även tomma; annars alla ifyllda med framsida = true."
    )
    contents: bool = Field(True, alias="innehall", description="true: innehållsförteckning.")
    contents_depth: int = Field(3, alias="innehall_nivaer", ge=1, le=6)
    page_numbers: Literal["genomgaende", "egen"] = Field(
        "genomgaende", alias="sidnumrering", description="egen: delens sidor räknas från 1; annars fortsätter de från delen före."
    )
    dense: bool = Field(False, alias="tat", description="true: tätt satt, mindre rubriker och mindre luft, för det som ska rymmas på få sidor.")
    attachment: bool = Field(False, alias="bilaga", description="true: delen är en bilaga; bilagor numreras i ordning från 1.")
    own_file: bool = Field(False, alias="egen_fil", description="true: delen blir också en egen PDF-, Word- och HTML-fil.")
    file_name: str = Field(
        "", alias="filnamn", description="Namnet på den egna filen: {uppgift.diarienummer} Tjänsteskrivelse. Tomt = arbetsbokens och delens."
    )


class MoveSpec(Spec):
    """Where what an older version of the mall had is now, for workbooks that are carried over to this one."""

    source: str = Field(alias="fran", description="Den gamla nyckeln: tabell, tabell.rad, tabell.kolumn, text.nyckel eller uppgift.nyckel.")
    target: str = Field(alias="till", description="Den nya nyckeln, skriven på samma sätt. Två flyttar med samma fran visas utan plats.")
    merged: bool = Field(
        False, alias="sammanslagen", description="true: läggs ihop med det som redan hör dit; belopp och antal summeras, texter följer på varandra."
    )


class TemplateInfo(Spec):
    name: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")] = Field(alias="namn", description="Mallens namn = mappens.")
    title: str = Field(alias="titel", description="Vad mallen ger, på en rad.")
    version: str = Field(description="Höjs när nycklar tillkommer eller försvinner.")
    description: str = Field("", alias="beskrivning")
    whole_year: bool = Field(False, alias="helar", description="true: dokumentet gäller året, inte en månad i det.")
    plan: bool = Field(
        False, description="true: en plan för perioden, inte en uppföljning av den; den får vara daterad före periodens slut."
    )
    months: list[Annotated[int, Field(ge=1, le=12)]] = Field([], alias="manader", description="Månader mallen är gjord för; tomt = alla.")
    namnd: str = Field("", alias="namnd", description="Nämndens namn, när det inte anges.")
    data: Literal["pdf", "zip", "nej"] = Field("pdf", alias="datafiler", description="Var tabellerna läggs som data: i PDF-filen, i en zip-fil bredvid, eller inte alls.")
    protect_below: int = Field(
        5, alias="skydda_under", ge=0, le=20, description="Antal personer över 0 men under detta kan peka ut någon; 0 = prövas inte."
    )
    protect_as: Literal["notis", "varning", "fel"] = Field(
        "notis", alias="skydda_grad", description="Små antal i tabeller: notis = en för hela tabellen, varning eller fel = ett fynd för varje cell."
    )
    control_totals: bool = Field(
        True, alias="avstamning", description="false: arbetsboken har inget blad Avstämning, där tabellernas summor stäms av mot källan."
    )


class KonteringSpec(Spec):
    """A proposal for a line of the sheet Kontering: which codes of the economy system belong to a row."""

    table: Key | None = Field(None, alias="tabell", description="Tabellen. Utan den, på rader med streck: alla tabeller.")
    row: Key | Literal["-"] | None = Field(
        None, alias="rad", description="Raden. - : koderna ska inte vara med. Utan rad: tabellens rader tas med på bladet, utan koder."
    )
    konto: str = Field("", description="Konton: 5010, 50-53 (alla som börjar så), 51*, med komma emellan. Tomt: alla.")
    verksamhet: str = Field("", description="Verksamheter, på samma sätt.")
    ansvar: str = Field("", description="Ansvar, på samma sätt.")
    objekt: str = Field("", description="Objekt eller projekt, på samma sätt.")
    motpart: str = Field("", description="Motparter, på samma sätt.")
    columns: str = Field(
        "",
        alias="kolumner",
        description="Måtten som förs in: utfall, periodbudget, utfall_fg, budget, prognos; med = när kolumnen heter något annat: "
        "\"utfall=utfall_ack, budget\". Tomt: de som tabellen har kolumner för.",
    )
    sign: Literal["", "vänd", "lika"] = Field(
        "", alias="tecken", description="vänd eller lika, när det är ett annat än källans."
    )


class ComparisonSpec(Spec):
    """Somebody to be compared with, by figures from Kolada. Who it is, is chosen on the sheet Kolada."""

    key: Key = Field(alias="nyckel", description="Jämförelsens namn, som kolumnen har i kolada: liknande. egen finns alltid.")
    label: str = Field(alias="etikett", description="Vad den heter på bladet Kolada: Liknande kommuner.")
    proposal: str = Field(
        "", alias="forslag", description="Kommun eller grupp som föreslås på bladet Kolada: 0000 är riket. Tomt: väljs av den som fyller i."
    )
    help: str = Field("", alias="hjalp", description="Vägledning vid valet på bladet Kolada.")


class TemplateSpec(Spec):
    """A whole mall, as it stands in mall.toml with the files of tabeller/ added."""

    info: TemplateInfo = Field(alias="mall")
    parts: list[PartSpec] = Field(alias="del", min_length=1)
    facts: list[FactSpec] = Field([], alias="uppgift")
    texts: list[TextSpec] = Field([], alias="text")
    scales: list[ScaleSpec] = Field([], alias="skala")
    column_sets: dict[Key, list[ColumnSpec]] = Field({}, alias="kolumnmall")
    row_sets: dict[Key, list[RowSpec]] = Field({}, alias="radmall")
    tables: list[TableSpec] = Field([], alias="tabell")
    sheets: list[SheetSpec] = Field([], alias="blad")
    quantities: list[QuantitySpec] = Field([], alias="varde")
    checks: list[CheckSpec] = Field([], alias="kontroll")
    charts: list[ChartSpec] = Field([], alias="diagram")
    analyses: list[AnalysisSpec] = Field([], alias="analys")
    rules: list[RuleSpec] = Field([], alias="regel")
    abbreviations: dict[str, str] = Field({}, alias="forkortningar", description="Förkortning = vad den står för. Sägs av en skärmläsare första gången i varje del, och visas när man pekar på den i webbsidan.")
    kontering: list[KonteringSpec] = Field([], description="Förslag till bladet Kontering, för reportgen importera.")
    comparisons: list[ComparisonSpec] = Field(
        [], alias="jamforelse", description="Dem som nämnden jämförs med i tabeller med siffror ur Kolada, för reportgen kolada."
    )
    moves: list[MoveSpec] = Field([], alias="flytt", description="Nycklar som har bytt namn sedan en tidigare version, för reportgen uppgradera.")

    def table(self, key: str) -> TableSpec | None:
        return next((table for table in self.tables if table.key == key), None)

    @property
    def reported(self) -> list[TableSpec]:
        """The tables of the report: all but that of the sheet Avstämning."""
        return [table for table in self.tables if table.key != CONTROL_TOTALS]

    def scale(self, key: str | None) -> ScaleSpec | None:
        return next((scale for scale in self.scales if scale.key == key), None)

    def text(self, key: str) -> TextSpec | None:
        return next((text for text in self.texts if text.key == key), None)

    def analysis(self, key: str) -> AnalysisSpec | None:
        return next((analysis for analysis in self.analyses if analysis.key == key), None)

    @property
    def kolada_tables(self) -> list[TableSpec]:
        """The tables with key figures from Kolada."""
        return [table for table in self.tables if any(row.kolada for row in table.rows)]

    @property
    def attachments(self) -> list[PartSpec]:
        """The parts that are attachments; the first is number 1."""
        return [part for part in self.parts if part.attachment]

    def sheet_of(self, table: str) -> str:
        """The name of the sheet that holds the table."""
        return next((sheet.name for sheet in self.sheets if table in sheet.tables), "")


@dataclass(frozen=True, slots=True)
class Template:
    """A mall ready for use: its spec, and the text of its Jinja and CSS files."""

    spec: TemplateSpec
    sources: Mapping[str, str] = field(default_factory=dict)
    """Jinja files by name: the mall's own, and the shared ones as `_gemensamt/…`."""
    styles: str = ""
    """The mall's own CSS, applied after the shared."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """Other files of the mall by name: bas.docx, pictures."""


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a mall's TOML, for editors."""
    schema = TemplateSpec.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "Mall för reportgen"
    return schema
