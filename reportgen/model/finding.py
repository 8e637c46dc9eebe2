"""What is wrong with a workbook, as data: a code, where, what stands there, what is expected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum, IntEnum
from types import MappingProxyType

from reportgen.model.personnummer import mask
from reportgen.model.position import CellRef, Place


class Severity(IntEnum):
    """How much a finding asks of the controller; the order is that of gravity."""

    NOTIS = 1
    """May look at."""
    VARNING = 2
    """Should look at."""
    FEL = 3
    """Must be put right, or acknowledged with a reason, before the report is made."""

    @property
    def word(self) -> str:
        return {1: "notis", 2: "varning", 3: "fel"}[self]


class Code(Enum):
    """Every kind of finding: severity, what is wrong, what to do. `{…}` are fields of the finding; `{slip}` may be nothing.

    A message always has at its disposal: `found`, `expected`, `label` (row), `heading` (column), `table`; the rest is in `details`.
    """

    severity: Severity
    message: str
    advice: str

    def __init__(self, severity: Severity, message: str, advice: str) -> None:
        self.severity = severity
        self.message = message
        self.advice = advice

    # --- struktur -------------------------------------------------------------------------------------------------
    BLAD_SAKNAS = (
        Severity.FEL,
        "Bladet {expected} saknas i arbetsboken.",
        "Kopiera in bladet från en ny arbetsbok (reportgen ny) eller från den senaste kopian.",
    )
    TABELL_SAKNAS = (
        Severity.FEL,
        "Tabellen {table} hittas inte på något blad.",
        "Lägg tillbaka tabellens rubrikrad, eller kopiera tabellen från en ny arbetsbok (reportgen ny).",
    )
    TABELL_DUBBEL = (
        Severity.FEL,
        "Tabellen {table} finns två gånger, också på {found}.",
        "Ta bort den ena. Den första används.",
    )
    KOLUMN_SAKNAS = (
        Severity.FEL,
        "Kolumnen {expected} saknas i tabellen {table}.",
        "Lägg tillbaka kolumnen med sin rubrik.",
    )
    TABELL_OKAND = (
        Severity.VARNING,
        "Tabellen {found} finns inte i mallen; det som står i den kommer inte med i rapporten.",
        "För över uppgifterna till en ny arbetsbok (reportgen ny), eller ta bort tabellen.",
    )
    KOLUMN_OKAND = (
        Severity.VARNING,
        "Kolumnen {found} i tabellen {table} finns inte i mallen; det som står i den kommer inte med i rapporten.",
        "För över uppgifterna till en ny arbetsbok (reportgen ny), eller ta bort kolumnen.",
    )
    KOLUMN_DUBBEL = (
        Severity.FEL,
        "Kolumnen {expected} finns två gånger i tabellen {table}.",
        "Ta bort den ena. Den första används.",
    )
    RAD_SAKNAS = (
        Severity.FEL,
        "Raden {expected} saknas i tabellen {table}.",
        "Lägg tillbaka raden. Har den inga belopp, låt den stå tom.",
    )
    RAD_DUBBEL = (
        Severity.FEL,
        "Raden {found} har samma dolda nyckel som en annan rad i tabellen {table}; den är troligen kopierad.",
        "Ta bort nyckeln i den gömda kolumn A på den kopierade raden, eller ta bort raden.",
    )
    RAD_NY = (
        Severity.NOTIS,
        "Raden {found} är tillagd i tabellen {table}.",
        "Inget, om raden ska vara med. Annars ta bort den.",
    )
    RAD_FLYTTAD = (
        Severity.VARNING,
        "Raden heter {found} men nyckeln hör till {expected}. Värdena har lästs efter radens namn.",
        "Kontrollera raden. Sortera och flytta alltid hela rader.",
    )
    ETIKETT_ANDRAD = (
        Severity.NOTIS,
        "Raden heter {found} här men {expected} i mallen.",
        "Inget, om det nya namnet ska stå i rapporten.",
    )
    RUBRIK_ANDRAD = (
        Severity.NOTIS,
        "Rubriken är {found} här men {expected} i mallen för tabellen {table}.",
        "Inget, om den nya rubriken ska stå i rapporten.",
    )
    AVSNITT_OKANT = (
        Severity.VARNING,
        "{found} finns inte i mallen; det som är skrivet där kommer inte med i rapporten.",
        "För över det till en ny arbetsbok (reportgen ny), eller ta bort det.",
    )
    ETIKETT_SAKNAS = (
        Severity.FEL,
        "Raden har värden men inget namn.",
        "Skriv radens namn, eller töm raden.",
    )
    CELLER_SAMMANFOGADE = (
        Severity.VARNING,
        "Cellerna {found} är sammanfogade; värdet har lästs till den första.",
        "Dela cellerna och fyll i var och en.",
    )
    KONFLIKT = (
        Severity.FEL,
        "{label} har två värden sedan svaren samlades in: vårt är {expected}, svaret från {who} {found}.",
        "Välj på bladet Konflikter, spara, stäng och kör reportgen samla-in på arbetsboken.",
    )
    UTANFOR_TABELL = (
        Severity.VARNING,
        "Det står \u201d{found}\u201d utanför cellerna som fylls i; det kommer inte med i rapporten.",
        "Flytta det till rätt cell. Egna anteckningar kan stå kvar på ett eget blad.",
    )
    MALLVERSION = (
        Severity.VARNING,
        "Arbetsboken är gjord för version {found} av mallen, som nu är {expected}.",
        "Gör en ny arbetsbok med reportgen ny och för över uppgifterna, om något saknas i rapporten.",
    )
    PERIOD_FEL = (
        Severity.FEL,
        "Perioden {found} kan inte läsas.",
        "Skriv år och månad, till exempel 2024-08.",
    )
    PERIOD_UTANFOR = (
        Severity.VARNING,
        "Mallen är gjord för {expected}, men perioden är {found}.",
        "Rätta perioden på bladet Start, eller välj en annan mall.",
    )
    # --- typer ----------------------------------------------------------------------------------------------------
    TAL_OLASLIGT = (
        Severity.FEL,
        "{label}, {heading}: \u201d{found}\u201d är inget tal.",
        "Skriv ett tal, till exempel −1 234,5, ett streck om värde saknas, eller lämna cellen tom.",
    )
    TAL_SOM_TEXT = (
        Severity.NOTIS,
        "{label}, {heading}: \u201d{found}\u201d är text i Excel; det lästes som {expected}.",
        "Inget. Skriv om talet i cellen om Excel ska räkna med det.",
    )
    DATUM_I_TALCELL = (
        Severity.FEL,
        "{label}, {heading}: Excel har gjort om det inskrivna till datumet {found}.",
        "Skriv talet på nytt. Skriv en apostrof först om det är ord som ska stå.",
    )
    LOGISKT_VARDE = (
        Severity.FEL,
        "{label}, {heading}: {found} är ett logiskt värde, inte ett tal.",
        "Skriv talet, eller lämna cellen tom.",
    )
    TAL_I_TEXTCELL = (
        Severity.NOTIS,
        "{label}, {heading}: talet {found} står där text väntas; det skrivs ut som det står.",
        "Inget, om det är meningen.",
    )
    DATUM_OLASLIGT = (
        Severity.FEL,
        "{label}, {heading}: \u201d{found}\u201d är inget datum.",
        "Skriv datumet som 2024-08-31.",
    )
    STATUS_OKAND = (
        Severity.FEL,
        "{label}, {heading}: \u201d{found}\u201d finns inte bland valen.",
        "Välj i listan: {expected}.",
    )
    EXCELFEL = (
        Severity.FEL,
        "{label}, {heading}: cellen visar Excels felvärde {found}.",
        "Rätta formeln, eller skriv värdet.",
    )
    FORMEL_UTAN_VARDE = (
        Severity.FEL,
        "{label}, {heading}: formeln {found} har inget uträknat värde.",
        "Öppna arbetsboken i Excel, låt den räkna, och spara.",
    )
    FORMEL_I_INMATNING = (
        Severity.NOTIS,
        "{label}, {heading}: formeln {found} har använts med sitt värde {expected}.",
        "Inget.",
    )
    LANK_TILL_ANNAN_BOK = (
        Severity.VARNING,
        "{label}, {heading}: värdet {expected} hämtas från en annan arbetsbok ({found}); det senast kända har använts.",
        "Kontrollera att den andra boken är aktuell, eller skriv in värdet.",
    )
    HELTAL_VANTAS = (
        Severity.VARNING,
        "{label}, {heading}: {found} har decimaler men är ett antal.",
        "Kontrollera talet.",
    )
    UTANFOR_GRANS = (
        Severity.VARNING,
        "{label}, {heading}: {found} ligger utanför {expected}.",
        "Kontrollera talet.",
    )
    # --- saknas ---------------------------------------------------------------------------------------------------
    VARDE_SAKNAS = (
        Severity.FEL,
        "{label}, {heading}: värdet saknas.",
        "Fyll i värdet, 0 om det är noll, eller ett streck om det inte finns.",
    )
    VARDE_TOMT = (
        Severity.VARNING,
        "{label}, {heading}: cellen är tom, men raden har andra tal.",
        "Fyll i värdet, 0 om det är noll, eller ett streck om det inte finns.",
    )
    TABELL_TOM = (
        Severity.FEL,
        "Tabellen {table} är inte ifylld.",
        "Fyll i den. Ett streck visar att ett värde inte finns.",
    )
    KOMMENTAR_SAKNAS = (
        Severity.VARNING,
        "{label}, {heading}: kommentaren saknas. {deviation} är {why}, och mallen kräver då en.",
        "Skriv vad det beror på och vad som görs åt det.",
    )
    KOMMENTAR_SAKNAS_FEL = (
        Severity.FEL,
        "{label}, {heading}: kommentaren saknas. {deviation} är {why}, och mallen kräver då en.",
        "Skriv vad det beror på och vad som görs åt det.",
    )
    KOMMENTAR_SAKNAS_NOTIS = (
        Severity.NOTIS,
        "{label}, {heading}: kommentaren saknas. {deviation} är {why}, och mallen vill då ha en.",
        "Skriv gärna vad det beror på och vad som görs åt det.",
    )
    MANAD_EFTER_PERIODEN = (
        Severity.VARNING,
        "{label}, {heading}: {found} står i en månad som kommer efter perioden ({expected}).",
        "Kontrollera att talet står i rätt månad, och att perioden på bladet Start är rätt.",
    )
    TEXT_SAKNAS = (
        Severity.FEL,
        "Texten {label} är inte skriven.",
        "Skriv texten på bladet {sheet}.",
    )
    UPPGIFT_SAKNAS = (
        Severity.FEL,
        "Uppgiften {label} saknas på bladet Start.",
        "Fyll i den.",
    )
    # --- summor och formler ---------------------------------------------------------------------------------------
    FORMEL_OVERSKRIVEN = (
        Severity.FEL,
        "{label}, {heading}: formeln är överskriven med {found}; uträknat blir det {expected}.",
        "Återställ formeln (ångra, eller kopiera cellen bredvid). Rapporten visar det uträknade.",
    )
    FORMEL_ERSATT = (
        Severity.NOTIS,
        "{label}, {heading}: formeln är ersatt med sitt eget värde, {found}.",
        "Inget, för den här rapporten. Återställ formeln om talen kan ändras.",
    )
    FORMEL_ANNAT_VARDE = (
        Severity.VARNING,
        "{label}, {heading}: cellen visar {found} men mallens formel ger {expected}.",
        "Formeln är ändrad, eller en rad är tillagd utanför summan. Återställ formeln. Rapporten visar det mallens formel ger.",
    )
    VARDE_I_TOM_CELL = (
        Severity.VARNING,
        "{label}, {heading}: {found} står i en cell som mallen lämnar tom; det kommer inte med i rapporten.",
        "Flytta det till rätt cell, eller ta bort det.",
    )
    SUMMA_FEL = (
        Severity.FEL,
        "{label}, {heading}: summan är {found} men raderna ger {expected} (skillnad {difference}, avrundning förklarar högst {tolerance}).{slip}",
        "Rätta summan eller någon av raderna {parts}.",
    )
    AVSTAMNING_SKILJER = (
        Severity.FEL,
        "{table}, {label}: källan har {found} men arbetsboken {expected} (skillnad {difference}, avrundning förklarar högst {tolerance}).{slip}",
        "Jämför tabellens tal med källan och rätta det som skiljer, eller summan på bladet Avstämning om den är fel.",
    )
    VARAV_STORRE = (
        Severity.FEL,
        "{label}, {heading}: {found} är större än {whole} som det är en del av ({expected}).",
        "Rätta det ena av värdena.",
    )
    VARAV_TECKEN = (
        Severity.VARNING,
        "{label}, {heading}: {found} har annat tecken än {whole} som det är en del av ({expected}).",
        "Kontrollera tecknet på båda.",
    )
    TECKEN_FEL = (
        Severity.VARNING,
        "{label}, {heading}: {found} har fel tecken; här väntas {expected}.",
        "Kontrollera tecknet. Kostnader skrivs som tabellen anger.",
    )
    NOLLDIVISION = (
        Severity.NOTIS,
        "{label}, {heading}: kan inte räknas ut, nämnaren är noll.",
        "Inget, om det är rätt att nämnaren är noll. Cellen lämnas tom i rapporten.",
    )
    PROCENT_FEL_BAS = (
        Severity.VARNING,
        "{label}, {heading}: {found} % är räknat på {base}. På {right} blir det {expected} %.",
        "Räkna procenten på det som rubriken säger, eller kvittera om den ska vara räknad så.",
    )
    # --- mellan tabeller ------------------------------------------------------------------------------------------
    KONTROLL_FEL = (
        Severity.FEL,
        "{text}: {comparison}.{slip}",
        "Jämför {left} med {right} och rätta den som är fel.",
    )
    KONTROLL_VARNING = (
        Severity.VARNING,
        "{text}: {comparison}.{slip}",
        "Jämför {left} med {right}.",
    )
    KONTROLL_NOTIS = (
        Severity.NOTIS,
        "{text}: {comparison}.{slip}",
        "Jämför {left} med {right}, om skillnaden inte är väntad.",
    )
    KONTROLL_BRO = (
        Severity.NOTIS,
        "{text}: {comparison}. Skillnaden {bridge} är känd.",
        "Inget. Mallen säger varför.",
    )
    # --- rimlighet ------------------------------------------------------------------------------------------------
    ARTAL_BLAND_TAL = (
        Severity.VARNING,
        "{label}, {heading} i {table}: {found} är ett årtal, och ligger långt från radens andra tal.",
        "Skriv månadens tal. Kontrollera att resten av raden står under rätt månader.",
    )
    SERIE_FORSKJUTEN = (
        Severity.VARNING,
        "{label} i {table}: månaderna ser ut att stå en månad för långt åt {side}: {why}.",
        "Jämför med källan. Flytta talen en månad och fyll i den månad som blir tom.",
    )
    TAL_UTANFOR_SERIEN = (
        Severity.VARNING,
        "{label}, {heading} i {table}: {found} ligger långt från månaderna bredvid och samma månad andra år, {expected}.{slip}",
        "Kontrollera talet mot källan.",
    )
    SERIER_LIKA = (
        Severity.VARNING,
        "{label} i {table} har nästan samma tal som {others}.",
        "Kontrollera mot källan att raden inte är kopierad.",
    )
    MANAD_UPPREPAD = (
        Severity.VARNING,
        "{heading} i {table} har samma tal som månaden före: {rows}.",
        "Kontrollera att talen är den här månadens.",
    )
    PROGNOS_UTANFOR = (
        Severity.VARNING,
        "{label}, {heading} i {table}: {found} ligger utanför det som utfallet pekar mot, {expected}. {shapes}. Prognosen "
        "förutsätter att resten av året i genomsnitt per månad blir {pace} % av det som har varit.",
        "Förklara i kommentaren vad som blir annorlunda resten av året, eller ändra prognosen. Är den rätt och förklarad kvitteras fyndet "
        "med skäl. Rader som inte har någon takt undantas i mallen (utom).",
    )
    STORLEK_AVVIKER = (
        Severity.VARNING,
        "{label}, {heading} i {table}: {found} är ungefär {times} gånger {way} än vad radens andra kolumner ger ({expected}).",
        "Kontrollera antalet siffror och att talet är i tabellens enhet.",
    )
    KOLUMN_I_ANNAN_ENHET = (
        Severity.VARNING,
        "{heading} i {table}: talen är ungefär {times} gånger {way} än i de andra kolumnerna, det första är {found}.",
        "Kontrollera att kolumnen är i tabellens enhet.",
    )
    TECKEN_AVVIKER = (
        Severity.VARNING,
        "{label}, {heading} i {table}: {found} har annat tecken än talen bredvid; här väntas {expected}.",
        "Kontrollera tecknet.",
    )
    RAD_MED_ANNAT_TECKEN = (
        Severity.VARNING,
        "{label} i {table}: {found} har annat tecken än tabellens alla andra rader; här väntas {expected}.",
        "Kontrollera tecknet på radens alla tal.",
    )
    PERIOD_OVER_HELAR = (
        Severity.VARNING,
        "{label}, {heading} i {table}: {found} är mindre än {part} ({expected}), som är en del av samma år.",
        "Kontrollera båda. Väntas en återbetalning eller en intäkt under resten av året, skriv det i kommentaren.",
    )
    # --- datum ----------------------------------------------------------------------------------------------------
    SLUTDATUM_PASSERAT = (
        Severity.VARNING,
        "{label}, {heading}: {found} har passerat vid periodens slut ({expected}) men {status}.",
        "Rätta läget eller slutdatumet. Är det försenat, välj ett läge som säger det och skriv varför i kommentaren.",
    )
    SLUTDATUM_FORSENAT = (
        Severity.NOTIS,
        "{label}, {heading}: {found} har passerat vid periodens slut ({expected}); {status}.",
        "Inget, om kommentaren säger när det blir klart. Är ett nytt slutdatum beslutat, skriv det.",
    )
    SLUT_FORE_START = (
        Severity.VARNING,
        "{label}, {heading}: {found} är före {start}, {expected}.",
        "Rätta det ena av datumen.",
    )
    KOMMENTAR_GAMMAL = (
        Severity.VARNING,
        "{label}, {heading}: {found} hör till den förra uppföljningen, {expected}. Kommentaren är troligen kvar sedan dess.",
        "Skriv en kommentar för den här perioden, eller rätta datumet.",
    )
    KOMMENTAR_FRAMTIDA = (
        Severity.VARNING,
        "{label}, {heading}: {found} är senare än rapportens eget datum, {expected}.",
        "Rätta det ena av datumen.",
    )
    DATUM_ORIMLIGT = (
        Severity.VARNING,
        "{label}, {heading}: {found} ligger långt från perioden {expected}.",
        "Kontrollera årtalet.",
    )
    DATUM_FORE_PERIODENS_SLUT = (
        Severity.VARNING,
        "{label} är {found}, före periodens slut ({expected}).",
        "Kontrollera datumet, och att perioden på bladet Start är rätt.",
    )
    DATUM_LANGT_FRAN_PERIODEN = (
        Severity.VARNING,
        "{label} är {found}, långt från perioden {expected}.",
        "Kontrollera årtalet, och att perioden på bladet Start är rätt.",
    )
    FORE_RAPPORTENS_DATUM = (
        Severity.VARNING,
        "{label} är {found}, före dagen då rapporten är daterad ({expected}).",
        "Rätta det ena av datumen.",
    )
    PERIOD_I_RUBRIK = (
        Severity.VARNING,
        "{what} {label} i tabellen {table} nämner {found}, men i mallen står {expected}.",
        "Kontrollera vilken period talen gäller. Är de rätt, rätta rubriken; annars hämta talen på nytt.",
    )
    PERIOD_I_TEXT = (
        Severity.VARNING,
        "Texten {label} säger sig gälla {found}, men rapporten gäller {expected}.",
        "Skriv om texten för den här perioden. Fälten {{{{manad}}}}, {{{{spann}}}} och {{{{ar}}}} följer perioden av sig själva.",
    )
    # --- mot arkivet ----------------------------------------------------------------------------------------------
    ARKIV_FEL = (
        Severity.FEL,
        "{label}, {heading}: {found}, men {period} stängdes med {expected} ({then}).",
        "Rätta värdet, eller kvittera det med skälet till att det är omräknat. Båda talen och skälet följer med i rapporten och arkivet.",
    )
    ARKIV_VARNING = (
        Severity.VARNING,
        "{label}, {heading}: {found}, men {period} stängdes med {expected} ({then}).",
        "Kontrollera att ändringen är beslutad. Kvittera den med skälet om det ska följa med i rapporten och arkivet.",
    )
    ARKIV_NOTIS = (
        Severity.NOTIS,
        "{label}, {heading}: {found}, men {period} stängdes med {expected} ({then}).",
        "Inget, om ändringen är väntad.",
    )
    # --- ur ekonomisystemet ---------------------------------------------------------------------------------------
    EJ_KONTERAT = (
        Severity.FEL,
        "{label} i exporten hör till ingen rad i {table}: {found} (exportens tecken).",
        "Skriv koden på en rad på bladet Kontering, eller med ett streck i stället för rad om den inte ska vara med. Spara och importera igen. Ska beloppet stå utanför, kvittera med skälet.",
    )
    KONTERAT_TVA_GANGER = (
        Severity.FEL,
        "{label} i exporten hör till flera rader i {table}: {rows}. Det gäller {found} (exportens tecken). Inget är infört.",
        "Låt koden stå på bara en av raderna på bladet Kontering ({cells}). Spara och importera igen.",
    )
    IMPORT_ANNAT_VARDE = (
        Severity.VARNING,
        "{label}, {heading}: {found} är skrivet för hand, men exporten {file} ger {expected}.",
        "Är exportens tal rätt, importera igen med --skriv-over. Är det skrivna rätt, kvittera med skälet.",
    )
    IMPORT_SUMMA_FEL = (
        Severity.FEL,
        "{label}, {heading}: uträknat blir {found}, men ekonomisystemets summa är {expected} (skillnad {difference}, avrundning förklarar högst {tolerance}).",
        "Kontrollera på bladet Kontering att raderna har samma koder som summan, och att ingen rad är skriven för hand.",
    )
    VERIFIKATION_OBALANS = (
        Severity.VARNING,
        "Verifikation {label} på rad {line} i {file} balanserar inte: raderna blir {found} kr och ska bli 0. Den är med som den står.",
        "Kontrollera verifikationen i ekonomisystemet. Är exporten ett urval av rader, kvittera med det skälet.",
    )
    # --- mål och bedömningar --------------------------------------------------------------------------------------
    SAMMA_TAL_TVA_FORMER = (
        Severity.NOTIS,
        "{label}, {heading}: skrivs {found} här men {expected} på raden {other}. Skillnaden är avrundning.",
        "Inget, om läsaren tål det. Annars fyll i ekonomisystemets summa på båda ställena.",
    )
    BEDOMNING_AVVIKER = (
        Severity.VARNING,
        "{label}, {heading}: {found} är valt men {why} ger {expected}.",
        "Rätta valet eller det som det bygger på. Töms cellen skriver rapporten det som regeln ger.",
    )
    BEDOMNING_SAKNAS = (
        Severity.VARNING,
        "{label}, {heading}: bedömningen saknas, fast {figure} har ett värde.",
        "Välj bedömning, eller fyll i det som den räknas av: målet och önskad riktning.",
    )
    BEDOMNING_MOTSAGS = (
        Severity.VARNING,
        "{label}, {heading}: texten säger emot bedömningen ({status} är {expected}): {found}",
        "Rätta texten eller bedömningen.",
    )
    # --- texter ---------------------------------------------------------------------------------------------------
    FALT_OKANT = (
        Severity.FEL,
        "I texten {label} står fältet {found}, som inte finns.",
        "Skriv tabell, rad och kolumn med punkt emellan. {expected}",
    )
    FALT_TOMT = (
        Severity.FEL,
        "I texten {label} hämtar fältet {found} ett värde som inte är ifyllt.",
        "Fyll i värdet i tabellen, eller ta bort fältet ur texten.",
    )
    PLATSHALLARE = (
        Severity.FEL,
        "I texten {label} står \u201d{found}\u201d kvar.",
        "Skriv det som ska stå där, eller ta bort det.",
    )
    VAGLEDNING_KVAR = (
        Severity.FEL,
        "I texten {label} står vägledningen kvar: {found}",
        "Skriv texten i dess ställe.",
    )
    TEXT_OAVSLUTAD = (
        Severity.VARNING,
        "Texten {label} slutar mitt i en mening: {found}",
        "Skriv meningen färdig.",
    )
    MENING_UTAN_PUNKT = (
        Severity.NOTIS,
        "Texten {label} slutar utan punkt: {found}",
        "Sätt punkt, eller skriv meningen färdig.",
    )
    ORD_DUBBELT = (
        Severity.VARNING,
        "I texten {label} står ett ord två gånger i rad: {found}.",
        "Ta bort det ena.",
    )
    MENING_DUBBEL = (
        Severity.VARNING,
        "I texten {label} står samma mening två gånger: {found}",
        "Ta bort den ena.",
    )
    MENING_TVA_TEXTER = (
        Severity.NOTIS,
        "En mening i {label} står också i {other}, i samma avsnitt: {found}",
        "Stryk den ena.",
    )
    KOMMENTAR_KOPIERAD = (
        Severity.NOTIS,
        "{label} är ordagrant densamma som {other}: {found}",
        "Inget, om den gäller båda. Är den kopierad av misstag, skriv den rätta.",
    )
    TEXT_FRAN_FORRA = (
        Severity.VARNING,
        "Texten {label} är ordagrant densamma som när arbetsboken gjordes för {expected}: {found}",
        "Skriv om den för den här perioden, eller kvittera att den gäller fortfarande.",
    )
    STYCKE_DUBBELT = (
        Severity.NOTIS,
        "Ett stycke i {label} står också i {other}: {found}",
        "Inget, om det ska stå på båda ställena.",
    )
    BILAGA_FINNS_INTE = (
        Severity.VARNING,
        "I texten {label} nämns {found}, men ärendet har {expected}.",
        "Rätta numret. Bilagorna numreras i den ordning som mallen har dem.",
    )
    BILAGA_ANNAT_NUMMER = (
        Severity.VARNING,
        "I texten {label} står {found}, men den bilagan är {expected}.",
        "Rätta numret eller titeln.",
    )
    FOTNOT_SAKNAS = (
        Severity.VARNING,
        "{label} i tabellen {table} har märket {found}, men ingen sådan fotnot trycks under tabellen.",
        "Ta bort märket, eller skriv fotnoten.",
    )
    FOTNOTSMARKE_SAKNAS = (
        Severity.VARNING,
        "Fotnoten {found} {expected} trycks under tabellen {table}, men märket står ingenstans i den.",
        "Sätt märket där fotnoten hör hemma.",
    )
    MINUS_DUBBELT = (
        Severity.NOTIS,
        "I texten {label} står {found}: både ordet och minustecknet säger minskning.",
        "Ta bort minustecknet.",
    )
    BELOPP_UTAN_ENHET = (
        Severity.NOTIS,
        "I texten {label} står {found} utan enhet, i en mening där andra belopp har sin.",
        "Skriv enheten efter talet.",
    )
    ENHET_TVA_FORMER = (
        Severity.NOTIS,
        "I texten {label} står {found}, men i fler texter {expected}.",
        "Skriv samma förkortning överallt.",
    )
    LAG_NUMMER = (
        Severity.VARNING,
        "I texten {label} står {law} med numret {found}; det ska vara {expected}.",
        "Rätta numret, eller lagens namn.",
    )
    # --- jämförelser ur Kolada ------------------------------------------------------------------------------------
    KOLADA_ANDRAT = (
        Severity.VARNING,
        "{label}, {heading}: här står {found}, men Kolada har {expected} ({id}).",
        "Kör reportgen kolada med --skriv-over för att ta Koladas värde, eller kvittera med skälet till det andra.",
    )
    KOLADA_UTAN_KALLA = (
        Severity.VARNING,
        "{label}, {heading}: {found} är inte hämtat ur Kolada, men trycks med Kolada som källa.",
        "Hämta värdet med reportgen kolada, eller ta bort det.",
    )
    KOLADA_AR_SAKNAS = (
        Severity.FEL,
        "{label}: året för värdena ur Kolada saknas.",
        "Skriv året, eller kör reportgen kolada.",
    )
    KOLADA_AR_GAMMALT = (
        Severity.VARNING,
        "{label}: värdena ur Kolada ({id}) avser {found}, men det finns för {expected}.",
        "Kör reportgen kolada utan --ar, eller kvittera med skälet till det äldre året.",
    )
    KOLADA_OLIKA_AR = (
        Severity.NOTIS,
        "{label}, {heading}: värdet för {who} avser {found}, de andra på raden {expected} ({id}).",
        "Året står under tabellen. Välj ett år som alla har med reportgen kolada --ar, om det ska vara samma.",
    )
    KOLADA_SAKNAS = (
        Severity.NOTIS,
        "{label}: inget värde för nyckeltalet {expected} är hämtat ur Kolada.",
        "Ange också den fil som har det. Nyckeltal kan byta id eller tas bort ur Kolada; rätta då mallen.",
    )
    KOLADA_EGET_VARDE = (
        Severity.VARNING,
        "{label}, {heading}: här står {found}, men Kolada har {expected} för {year} ({id}).",
        "Kontrollera vilket som är rätt. Är måtten beräknade på olika sätt, kvittera med det skälet.",
    )
    # --- text mot tal ---------------------------------------------------------------------------------------------
    TEXT_BELOPP = (
        Severity.VARNING,
        "I texten {label} står \u201d{found}\u201d, men tabellen ger {expected} ({where}).{fits}",
        "Rätta texten, eller tabellen om det är den som är fel.{field}",
    )
    TEXT_ENHET = (
        Severity.VARNING,
        "I texten {label} står \u201d{found}\u201d, men tabellen ger {expected} ({where}); det skiljer tusen gånger.",
        "Kontrollera enheten: kr, tkr eller mnkr.{field}",
    )
    TEXT_PROCENT = (
        Severity.VARNING,
        "I texten {label} står \u201d{found}\u201d, men tabellen ger {expected} ({where}).{fits}",
        "Rätta procenten i texten, eller talet i tabellen om det är det som är fel.{field}",
    )
    TEXT_FEL_BAS = (
        Severity.VARNING,
        "I texten {label} står \u201d{found}\u201d, men tabellen ger {expected} ({where}). Procenten är räknad på {base}.",
        "Räkna procenten på det som texten jämför med.{field}",
    )
    TEXT_ANTAL = (
        Severity.VARNING,
        "I texten {label} står \u201d{found}\u201d, men tabellen ger {expected} ({where}).{fits}",
        "Rätta antalet i texten, eller tabellen om det är den som är fel.{field}",
    )
    TEXT_DELAR = (
        Severity.VARNING,
        "I texten {label} står \u201d{found}\u201d, men delarna i samma mening ({parts}) ger {expected}.",
        "Rätta beloppet, någon av delarna eller ordet (förbättrats, försämrats, överskott, underskott).",
    )
    TEXT_INTE_LIKA = (
        Severity.VARNING,
        "I texten {label} står \u201d{found}\u201d, men skillnaden är {expected} ({where}).",
        "Skriv hur stor skillnaden är, eller varför den inte räknas.",
    )
    TEXT_RANG = (
        Severity.VARNING,
        "I texten {label} står \u201d{found}\u201d, men {expected} har större {what} än {said} ({where}).",
        "Skriv den rad som avviker mest, eller säg bland vilka rader den är störst.",
    )
    TEXT_TAL_FRAN_FORRA = (
        Severity.VARNING,
        "I texten {label} står \u201d{found}\u201d, men tabellen ger {expected} ({where}). Talet stämde i {then}.",
        "Texten är kvar sedan dess: skriv om meningen för den här perioden.{field}",
    )
    TEXT_RIKTNING = (
        Severity.VARNING,
        "I texten {label} står \u201d{found}\u201d, men det är åt andra hållet: {expected} ({where}).",
        "Rätta ordet (ökar, minskar, överskott, underskott) eller talet.{field}",
    )
    # --- personuppgifter ------------------------------------------------------------------------------------------
    # Skatteverket SKV 704 och SKV 707. Numret skrivs aldrig ut i sin helhet: de fyra sista siffrorna är dolda i alla fynd.
    PERSONNUMMER = (
        Severity.FEL,
        "Här står ett {kind}: {found}.",
        "Ta bort numret. Är det inget personnummer, kvittera fyndet med skäl.",
    )
    PERSONNUMMER_I_FILEN = (
        Severity.VARNING,
        "Ett {kind}, {found}, finns i filen utan att synas i någon cell: {where}.",
        "{remedy}",
    )
    ANTAL_SMA = (
        Severity.NOTIS,
        "Tabellen {table} har {found} under {limit} personer ({cells}); någon kan kännas igen.",
        "Skriv <{limit} eller - i de celler som kan peka ut någon, eller slå ihop rader eller månader. Kvittera om det är prövat.",
    )
    ANTAL_SMATT_VARNING = (
        Severity.VARNING,
        "{label}, {heading}: {found} personer är färre än {limit}; någon kan kännas igen.",
        "Skriv <{limit} eller -, eller slå ihop rader eller månader.",
    )
    ANTAL_SMATT_FEL = (
        Severity.FEL,
        "{label}, {heading}: {found} personer är färre än {limit}; någon kan kännas igen.",
        "Skriv <{limit} eller -, eller slå ihop rader eller månader.",
    )
    DOLT_ANTAL_I_SUMMA = (
        Severity.FEL,
        "{label}, {heading}: {found} är uträknat utan det dolda antalet i {part}, och blir därför för litet.",
        "Slå ihop rader, så att inget antal i summan behöver döljas.",
    )
    DOLT_ANTAL_RAKNAS_UT = (
        Severity.VARNING,
        "{label}, {heading}: det dolda antalet ({found}) går att räkna ut ur andra tal som trycks: {said}.",
        "Dölj ett antal till i samma summa, eller summan, eller slå ihop rader.",
    )
    TEXT_FA_PERSONER = (
        Severity.NOTIS,
        "I texten {label} står \u201d{found}\u201d; så få personer kan någon känna igen.",
        "Skriv färre än fem, några eller enstaka om det kan peka ut någon.",
    )
    # --- kvittering -----------------------------------------------------------------------------------------------
    KVITTERING_UTAN_SKAL = (
        Severity.VARNING,
        "Raden på bladet Granskning har inget skäl och gäller därför inte.",
        "Skriv skälet.",
    )
    KVITTERING_INAKTUELL = (
        Severity.NOTIS,
        "Kvitteringen av {found} på bladet Granskning motsvaras inte längre av något fynd.",
        "Ta bort raden. Har värdet ändrats ska fyndet kvitteras på nytt.",
    )
    KVITTERING_OLASLIG = (
        Severity.VARNING,
        "Raden på bladet Granskning kan inte tolkas: {found}.",
        "Kopiera kod och plats som reportgen kontrollera skriver dem.",
    )


@dataclass(frozen=True, slots=True)
class Gap:
    """How far apart two figures are, found − expected, in their unit: exact, as it is `shown`, and what rounding explains."""

    amount: Decimal
    shown: Decimal
    tolerance: Decimal

    def is_bridged_by(self, amount: Decimal) -> bool:
        """Whether that amount explains it: the one that the message shows, or one as near as rounding can tell."""
        return amount == self.shown or abs(self.amount - amount) <= self.tolerance


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a finding was acknowledged for, when it has another value now; `now` is today's. `at` is where it was written."""

    found: str
    now: str
    reason: str
    is_bridge: bool = False
    at: CellRef | None = None

    @property
    def message(self) -> str:
        what = "Bron gällde skillnaden" if self.is_bridge else "Kvitterades för"
        return f"{what} {self.found or 'ett tomt värde'}; nu {self.now or 'tomt'}. Skälet då: {self.reason}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at.

    `at` is the cell in the workbook, `place` the same spot by the report's keys (stable between periods).
    `found` and `expected` are words as the person would see them, `details` further fields of the code's message.
    `reason` is filled when somebody has acknowledged the finding, `bridge` too when the reason holds for a difference;
    `earlier` when that was for another value. `settled_at` is where the reason was written. `gap` is that between two figures which should agree.
    """

    code: Code
    at: CellRef | None = None
    place: Place | None = None
    found: str = ""
    expected: str = ""
    details: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    reason: str = ""
    bridge: str = ""
    settled_at: CellRef | None = None
    earlier: Earlier | None = None
    gap: Gap | None = None

    def __post_init__(self) -> None:
        """No finding shows anybody's personnummer, whatever it is about and wherever it is shown."""
        object.__setattr__(self, "found", mask(self.found))
        object.__setattr__(self, "expected", mask(self.expected))
        if any(mask(text) != text for text in self.details.values()):
            object.__setattr__(self, "details", MappingProxyType({k: mask(text) for k, text in self.details.items()}))

    @property
    def severity(self) -> Severity:
        return self.code.severity

    @property
    def message(self) -> str:
        """The Swedish sentence, filled in."""
        return self.code.message.format_map(_Fields(self))

    @property
    def advice(self) -> str:
        """What to do, filled in."""
        return self.code.advice.format_map(_Fields(self))

    @property
    def settled(self) -> str:
        """How it was acknowledged, as a sentence; empty when it is open."""
        if not self.reason:
            return ""
        return f"Kvitterat, bro {self.bridge}: {self.reason}" if self.bridge else f"Kvitterat: {self.reason}"

    @property
    def stops_report(self) -> bool:
        """Whether the report is refused because of it: an error that nobody has acknowledged."""
        return self.severity is Severity.FEL and not self.reason


class _Fields(dict[str, str]):
    """The fields of a finding for its message; what a finding lacks is left as a visible gap, never a crash."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.details)
        self["found"] = finding.found
        self["expected"] = finding.expected
        self.setdefault("slip", "")
        self.setdefault("table", finding.place.table if finding.place else "")

    def __missing__(self, key: str) -> str:
        return "…"


def in_sheet_order(findings: Iterable[Finding], sheets: Iterable[str]) -> list[Finding]:
    """The findings as one meets them leafing through the workbook: by sheet, row, column, then gravity and code."""
    order = {name: n for n, name in enumerate(sheets)}

    def key(finding: Finding) -> tuple[int, int, int, str, int, str, str]:
        at = finding.at
        sheet = order.get(at.sheet, len(order)) if at else -1
        letters = (at.column or "") if at else ""
        row = (at.row or 0) if at else 0
        return sheet, row, len(letters), letters, -finding.severity, finding.code.name, finding.found

    return sorted(findings, key=key)
