"""The small vocabulary by which a sentence's subject is told from what narrows it: words that say nothing of what is spoken of."""

from __future__ import annotations

from typing import Final

from reportgen.claims.sentences import stem
from reportgen.model.period import MANADER, MANADER_KORT


def words(text: str) -> frozenset[str]:
    """The words of a text, each once."""
    return frozenset(text.split())


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in text.split())


VERBS: Final = words("""
    är var blev blir bli uppgår uppgick uppgå uppgått visar visade redovisar redovisade redovisas redovisats har hade ökar
    ökade ökat minskar minskade minskat beräknas beräknades bedöms bedömdes väntas förväntas prognostiseras prognosticeras
    prognostiserar prognosticerar prognostiserades ligger låg legat landar landade landat motsvarar kostar kostade innebär ger
    gav når nådde visas avviker avvek sjönk sjunkit sjunker steg stiger stigit förbättras försämras förbättrats försämrats
    består utgör går gick får fick kan kommer pekar lämnar lämnade gör gjorde genererar slutar slutade summerar uppvisar
    uppvisade hamnar hamnade räknar stannar stannade håller höll följer följde växte växer
    avser utgörs väntar bedömer beräknar redovisat
    svarar fått haft saknas lämnar lämnade lämna drar drog står kostat kosta ge räknat
""")

NAMND: Final = _stems("""
    nämnden nämndens socialnämnden socialnämndens förvaltningen förvaltningens kontoret kommunen omsorgsnämnden
""")
"""Who the report is of: what is said of them is said of the whole."""

WHOLE: Final = _stems("""
    årets resultat totalt total totala sammantaget sammanlagt helheten nettokostnad nettokostnaden nettokostnader
    helårsprognosen budgetram
""")

GENERIC: Final = _stems("kostnad intäkt nettokostnad kostnader intäkter resultat bidrag personal")
"""Words that name a row in some tables and are said of any row."""

OWNERS: Final = words("verksamhetens enhetens områdets resultatområdets")

PREPOSITIONS: Final = words(
    "för inom avseende gällande av från i på till med hos rörande kring utan exklusive trots genom"
)

KNOWN: Final = _stems("""
    och i av för på samt till med inom enligt per en ett den det de som a o om hos vid från detta denna dessa vilket där då
    att inte också även dock nu redan fortfarande fortsatt något mycket betydligt klart främst tydligt däremot alltså således
    därmed totalt total totala sammantaget sammantagen sammanlagt samlad samlade sammanlagda hela hel helt alla år året årets
    åren månad månaden månader månaderna period perioden periodens sista första hittills tertial tertialet kvartal halvår
    halvåret delår delåret helår helåret helårs bokslut bokslutet utfall utfallet utfallen budget budgeten budgeterad
    budgeterade budgeterat internbudget prognos prognosen prognoser helårsprognos helårsprognosen årsprognos årsprognosen
    prognostiserad prognostiserade prognostiserat resultat resultatet avvikelse avvikelsen budgetavvikelse budgetavvikelsen
    prognosavvikelse nettoavvikelsen nettoavvikelse överskott överskottet underskott underskottet positiv positivt negativ
    negativt bättre sämre högre lägre större mindre fler färre mer ökad ökade ökning ökningen minskad minskade minskning
    minskningen kostnad kostnaden kostnader kostnaderna nettokostnad nettokostnaden nettokostnader nettokostnaderna intäkt
    intäkter intäkterna belopp beloppet nivå nivån verksamhet verksamheten verksamhetens verksamheterna verksamheternas
    enheten enhetens området områdets avdelningen resultatområdet resultatområdets jämfört jämförelse förhållande relation mot
    än föregående förra fjol fjolåret samma motsvarande innan tidigare sedan cirka ca drygt närmare knappt nästan omkring runt
    ungefär mkr mnkr tkr kr kronor miljoner tusen procent procentenheter vård preliminärt ekonomisk ekonomiska ekonomiskt sin
    sitt sina dess deras vi här nedan ovan snitt genomsnitt genomsnittlig genomsnittet medel antal antalet månadssnitt volym
    volymen volymer stycken svag svagt kraftig kraftigt stor stort stora liten litet lite marginellt aning viss visst planerat
    trots ändå utan kvar ut in upp ner ned så långt ungefärligen netto brutto driftsredovisningen driftredovisningen
    resultaträkningen utsikt slut slutet väntat sannolikt endast bara över under plus minus vidare samtidigt dessutom därtill
    sålunda exakt jämnt såväl både medan men
    därnäst därefter näst mest störst största minst högst lägst flest flera hittills jämförbar
    jämförbart fördelat slutlig slutligt utfallsmässigt när har varit andel
    andelen kommunbidrag kommunbidraget ram ramen budgetram budgetramen tilldelad beslutad beslutade periodiserad
    periodiserade delårsbokslut delårsbokslutet årsbokslut årsbokslutet delårsrapport årsredovisning övrigt slutgiltigt
    nämndbidrag nämndbidraget
    inklusive medarbetare medarbetarna anställda index dagsläget tillsammans
""") | _stems(" ".join((*MANADER, *MANADER_KORT))) | NAMND | frozenset(map(stem, VERBS))  # fmt: skip
"""Words that narrow nothing."""

COUNTED: Final = _stems("""
    ärenden hushåll placeringar placerade årsplaceringar ansökningar snittantalet medelantalet antalet stycken personer dygn
    vårddygn vård insatser klienter brukare barn unga ungdomar vuxna anmälningar utredningar samtal platser deltagare
""")
"""What counts count: it narrows nothing where a count, or its change, is spoken of."""

PRICED: Final = _stems("à á a pris priset priser dygnspris dygnspriset dygnskostnaden dygnskostnad dygn")
"""Words that say that an amount is one of a day or a place: they narrow nothing where it is."""

COUNTING: Final = _stems("antalet antal andelen snittantalet medelantalet genomsnittet volymen volym inflödet")
