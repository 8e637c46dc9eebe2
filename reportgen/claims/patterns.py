"""The words by which Swedish reports say what a number is: how large, how far from what, since when, of how much of the year.

`L_…` patterns end where the number starts, `R_…` start where it ends.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from reportgen.model.period import MANADER


class Scenario(StrEnum):
    """Which figure is meant, or compared with."""

    OUTCOME = "outcome"
    BUDGET = "budget"
    FORECAST = "forecast"
    BEFORE = "before"
    """The outcome of last year."""
    FORMER = "former"
    """A forecast made earlier in the year."""


def _any(words: str) -> str:
    """An alternation of words; a + stands for a space within one."""
    return "|".join(word.replace("+", r"\s+") for word in words.split())


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


MORE: Final = _any("högre mer fler större dyrare över")
LESS: Final = _any("lägre mindre färre billigare under")
BETTER: Final = _any("bättre förbättrad förbättrade")
WORSE: Final = _any("sämre försämrad försämrade")
UP_VERB: Final = _any(
    r"ökar ökat ökade öka ökning\w* ökad stigit steg stiger växt växer höjts höjt höjs höjdes höjas uppgång\w* "
    r"\w+ökning\w*"
)
DOWN_VERB: Final = _any(
    r"minskar minskat minskade minska minskning\w* minskad sjunkit sjönk sjunker sänkts sänkt sänks sänktes "
    r"nedgång\w* \w+minskning\w*"
)
BETTER_VERB: Final = _any(r"förbättrats förbättras förbättrades förbättring\w*")
WORSE_VERB: Final = _any(r"försämrats försämras försämrades försämring\w*")
OVER_VERB: Final = _any("överskrider överskred överskridit överskrida överstiger översteg överstigit överstiga")
BELOW_VERB: Final = _any(
    "underskrider underskred underskridit underskrida understiger understeg understigit understiga"
)
_MOVED: Final = rf"(?:(?P<more>{UP_VERB})|(?P<less>{DOWN_VERB})|(?P<better>{BETTER_VERB})|(?P<worse>{WORSE_VERB}))"
_HEDGE: Final = rf"(?:(?:{_any('cirka ca omkring ungefär drygt närmare knappt nästan runt')})\s*)?"

UP: Final = _pattern(rf"\b(?:{UP_VERB})\b")
DOWN: Final = _pattern(rf"\b(?:{DOWN_VERB})\b")

# --- where the words of a number end ----------------------------------------------------------------------------------

BREAK: Final = _pattern(rf"[,;:(]|\s(?:{_any('och samt men medan varav där vilket som respektive då')})\s|[–-]\s")
CLAUSE: Final = _pattern(r"[.;:]|,\s+(?!\s*(?:från|i jämförelse|jämfört))|\bmen\b|\bmedan\b")
CAUSE: Final = _pattern(
    r"\b(?:" + _any(
        "förklaras beror beroende+på på+grund+av till+följd+av tack+vare genom+att för+att utifrån eftersom "
        "med+anledning+av hänföras hänför+sig kopplat+till orsakas orsakad i+kombination vilket påverkad trots"
    ) + r"|som (?!\w+ (?:lägre|högre)))"
)  # fmt: skip
NOUN_PHRASE_END: Final = _pattern(
    r"[.;:(),]|\s(?:" + _any(
        r"vilket som påverkad\w* jämfört i+jämförelse beroende i+kombination till+följd på+grund då men medan "
        r"och\s+[\d−–-]"
    ) + r")\b"
)  # fmt: skip
PERCENT_AFTER: Final = re.compile(r"\s*\(\s*$")
PERCENT_OR: Final = _pattern(
    rf",?\s+(?:eller|(?:vilket\s+(?:är|motsvarar)|motsvarande|det\s+vill\s+säga|d\.?v\.?s\.?|alltså)\s*)\s*{_HEDGE}$"
)
""" "7,7 mkr eller 12,6 procent", "4,1 mkr, vilket motsvarar 1,0 procent": a share of what the amount is a difference from."""
SHARE_OF: Final = _pattern(
    r"\s+av\s+(?!(?:\w+\s+)?(?:budget|ram|kommunbidrag))|\s+(?:högre|lägre|mer|mindre|fler|färre|bättre|sämre)\b"
)
""" "30 procent av intäkterna", "5 procent mer än i fjol": a percentage that says itself what it is of."""
SHARE_OF_BUDGET: Final = _pattern(r"\s+av\s+(?:\w+\s+)?(?:\w*budget\w*|ram\w*|kommunbidrag\w*)\b")
PERCENT_NEXT: Final = _pattern(rf",\s+{_HEDGE}$")
""" "ett underskott på 4,1 mnkr, 1,0 % av budgeten": the share in apposition."""
NOUN: Final = re.compile(r"^\s+((?:[^\W\d_]+(?:-[^\W\d_]+)*\s*){1,4})")

# --- words that make a claim one of a part or a cause ------------------------------------------------------------------

LOOSE_RIGHT: Final = _pattern(
    r"^\W*(?:\([^)]*\)\W*)?(?:kronor\W*)?(?:" + _any(
        "för+att till+följd+av på+grund+av utifrån med+anledning+av i+form+av i+kompensation i+bidrag avser avseende "
        "gällande från inom kan"
    ) + r"|till (?!och med)|för (?!året|helår|period|delår|bokslut|januari|hela|\d{4})|"
    r"per (?!månad|(?:vård)?dygn|dag|plats|timme|placering|vårdtagare)|"
    r"av (?!den|det|de|budget)|som )"
)  # fmt: skip
LOOSE_LEFT: Final = _pattern(
    r"\b(?:" + _any(
        r"ytterligare därför utöver dessutom bland+annat framför+allt främst tillfälligt påverkat påverkar påverkats "
        r"därav av+samma+anledning kompensation\w* kompenserats effektiviseringskrav\w* effektivisering\w* tilldelats "
        r"tilldelning\w* bidra\w* motverka\w* utan om+inte exklusive exkl bortsett rensat justerat risk\w* osäkerhet\w* "
        r"kan+komma skulle kräver \w*effekt\w* satsning\w* insats åtgärd\w* "
        r"(?:ett|en|varje)+(?:enda+)?(?:barn|placering|plats|person|hushåll|ungdom|vuxen|ärende) "
        r" en+del delvis hälften medel utökning hade"
    ) + r")\b"
)  # fmt: skip

# --- what is said of a number ------------------------------------------------------------------------------------------

R_DIRECTION: Final = _pattern(
    rf"^\W*(?:i\s+)?(?:(?P<noun>[^\W\d_]+)\s+)?(?:(?P<more>{MORE})|(?P<less>{LESS})|(?P<better>{BETTER})|(?P<worse>{WORSE}))\b"
    r"(?P<rest>[^.;]*)"
)
R_SAME_PERIOD: Final = _pattern(r"\W*(?:samma|motsvarande)\s+period")
CHANGE_LEVEL: Final = _pattern(
    r"\b(?:(?P<more>ökningen|uppgången|\w+ökningen)|(?P<less>minskningen|nedgången|\w+minskningen))\s+"
    r"(?:är|var|blev|blir|stannade|stannar|uppgår|uppgick|motsvarar|väntas|beräknas)\b[^.;,\d]*$"
)
""" "ökningen stannade vid 3,8 mkr": how much it is that has moved."""
R_APART: Final = _pattern(r"^\s+(?:över|under|plus|minus|back)\s*(?:$|[.,;)]|och\b|mot\b)")
""" "gav 1,3 mkr över": a difference, but from what is not said."""
R_AVSER: Final = _pattern(
    r"^\W*(?:som\s+)?(?:avser|utgörs av|består av|är)\s+(?:(?P<more>högre|ökade|fler)|(?P<less>lägre|minskade|färre))\s"
)
L_CHANGE: Final = _pattern(
    rf"\b(?:{_MOVED}|(?P<over>{OVER_VERB})|(?P<below>{BELOW_VERB}))\b(?P<between>(?:\s+[^\W\d_]+(?:-[^\W\d_]+)?){{0,6}}?),?\s+(?P<link>med|om|på|motsvarande|till)\s*(?P<hedge>\w+\s*)?$"
)
L_DEVIATION: Final = _pattern(
    r"\b(?:\w+[ -])?(?P<noun>" + _any(
        r"(?:netto-?)?överskott\w* (?:netto-?)?underskott\w* plusresultat\w* minusresultat\w* \w*avvikelse\w* avviker "
        r"avvek resultat resultatet årets+resultat"
    ) + r")\b(?P<between>[^.;()]{0,90}?)"
    rf"(?:\b(?P<link>om|på|med|motsvarande|är|blir|bli|blev|till|var)|(?<=[nt])(?=\s*$))\s*{_HEDGE}$"
)  # fmt: skip
L_LEVEL: Final = _pattern(
    r"\b(?P<verb>" + _any(
        "räknar+med räknat+med räknade+med räknas+med "
        "uppgår uppgick uppgå uppgått beräknas beräknades bedöms bedömdes prognostiseras prognosticeras är var blev "
        "blir landar landade låg ligger legat kosta kostar kostade kostat motsvarar utgör utgjorde summerar väntas+bli varit om på "
        "haft fått hade fick har finns fanns redovisas redovisades gav slutade slutar slutat stannade stannar pekar"
    ) + rf")\b(?P<between>(?:\s+[^\W\d_]+){{0,5}}?)\s*(?:\b(?:till|på|om|bli|med|mot|vid))?\s*{_HEDGE}$"
)  # fmt: skip
L_NAMED: Final = _pattern(rf"\b(?:\w*prognosen|\w*budgeten|\w*utfallet|\w*kostnaden|väntas|beräknas)\s+{_HEDGE}$")
""" "och prognosen 11": a level whose verb stands before another number, or nowhere."""
L_MOVED: Final = _pattern(
    rf"\b(?:är|var|blev|blir)\s+(?:(?P<more>\w*ökningen|uppgången)|(?P<less>\w*minskningen|nedgången))\s+{_HEDGE}$"
)
L_LISTED: Final = _pattern(
    r"\b(?P<noun>\w*överskott\w*|\w*underskott\w*|\w*avvikelse\w*)\b[^.;:,()\d]*\s(?:för|inom|i|på|hos|har)\s+[^.;:()\d]{3,60}?,\s+"
    rf"(?:på\s+|med\s+)?{_HEDGE}$"
)
""" "störst är avvikelsen inom familjehem, 2,8 mnkr": the amount in apposition."""
L_PASSED: Final = _pattern(
    rf"\b(?:gå|går|gick|gått|drar|drog)\s+(?:(?P<deficit>över|back)|(?P<surplus>under|plus))(?:\s+(?:sin\s+)?budget(?:en)?)?\s+med\s+{_HEDGE}$"
)
""" "väntas gå över med 9,6 mnkr"."""
L_LACKED: Final = _pattern(
    rf"\b(?:(?P<deficit>saknas)|(?P<surplus>lämna[rt]?|lämnade))(?P<between>(?:\s+[^\W\d_]+){{0,4}}?)\s+{_HEDGE}$"
)
""" "mot budget saknas 3,5 mnkr", "staben lämnar 0,8 mnkr över"."""
PER_MONTH: Final = _pattern(r"\b(?:per\s+månad|i\s+månaden|varje\s+månad)\b")
PER_UNIT: Final = _pattern(
    r"\bper\s+(?:vård)?(?:dygn|dag|timme|plats|placering|hushåll|vårdtagare|elev|barn|insats)\b|\w*dygns(?:pris|kostnad)\w*|[àáa]-pris|"
    r"\bpris(?:et|er|erna)?\b|\bett\s+(?:vård)?dygn\b"
)
MONTH: Final = _pattern(rf"\b(?:i|under)\s+(?P<month>{'|'.join(MANADER)})\b(?!\s*[–-])")
AT_MONTH: Final = _pattern(rf"\b(?:i|under)\s+(?:{'|'.join(MANADER)})\b(?:\s+\d{{4}})?,?\s+{_HEDGE}$")
""" "som högst i mars, 338"."""
L_PAREN: Final = _pattern(
    rf"\b(?:(?P<more>{MORE}|ökade)|(?P<less>{LESS}|minskade)|(?P<surplus>överskott\w*)|(?P<deficit>underskott\w*))"
    r"\s+(?P<np>[^.;,()]{1,60}?)\s*\($"
)
L_WITH: Final = _pattern(r"\bmed\s*$")
AND: Final = _pattern(r"\W*(?:och|samt)\s")
OVER_WHAT: Final = _pattern(r"\s+(?:\w+\s+)?(?:budget|prognos|föregående|ram|fjol|plan)")
OF_WHAT: Final = _pattern(r"\s*(?:\w+\s+)?(?:för|avseende|inom|gällande)\s")
ON_TO: Final = _pattern(rf"\s+till\s+{_HEDGE}")
ALSO: Final = _pattern(
    rf",?\s+(?:och|samt|medan|men)\s+(?:[^\W\d_]+(?:-[^\W\d_]+)*\s+){{1,5}}?(?:(?:till|på)\s+)?{_HEDGE}"
)
SUPPOSED: Final = _pattern(r"^\W*(?:om|ifall|skulle|därest|blir|förutsatt)\s|\bskulle\b|,\s+om\s")
AHEAD: Final = _pattern(
    r"\b(?:nästa|nästkommande|kommande|följande|nästföljande)\s+(?:år|verksamhetsår|budgetår|mandatperiod)\w*\b"
)
MOVED: Final = _pattern(r"\b(?:ökat|minskat|ökade|minskade|förbättrats|försämrats|påverka\w*)\b")
POSITIVE: Final = _pattern(r"\b(?:positiv\w*|plus)\b")
NEGATIVE: Final = _pattern(r"\b(?:negativ\w*|minus)\b")
MEAN: Final = _pattern(
    r"\b(?:" + _any(r"i+snitt snitt\w* i+genomsnitt genomsnitt\w* medel\w* \w*snitt per+månad") + r")\b"
)

# --- pairs of numbers --------------------------------------------------------------------------------------------------

FROM: Final = _pattern(r"\bfrån\s+(?:\w+\s+)?$")
TO: Final = _pattern(rf"^(?:\s+(?:år\s+|under\s+)?(?:19|20)\d\d\b)?[^.;,0-9]{{0,45}}\btill\s+{_HEDGE}$")
COMPARED_TO: Final = _pattern(
    r"^[^.;0-9]{0,60}\b(?:jämfört\s+med|i\s+jämförelse\s+med|att\s+(?:jämföra|ställa)\s+(?:med|mot)|mot)\s+(?P<what>(?:[^\W\d_]+\s+){0,4}?)$"
)
EARLIER: Final = _pattern(
    r"\b(?:"
    + _any(
        r"föregående förra fjol\w* ett+år+tidigare för+ett+år+sedan samma+tid samma+månad\w* "
        r"samma+period motsvarande+period året+innan (?:19|20)\d\d"
    )
    + r")\b"
)
EARLIER_NEXT: Final = _pattern(rf"\s*(?:[.,;]|$|(?:\w+\s+)?{EARLIER.pattern})")
ELSEWHERE: Final = _pattern(r"rikssnitt|kommun|riket|länet|genomsnittet")

# --- which figure, and what it is compared with ------------------------------------------------------------------------

IN_BUDGET: Final = _pattern(
    r"\s*(?:[^\W\d_]+\s+)?(?:i\s+(?:års)?budget(?:en)?|som\s+budgeten|enligt\s+budget|budgeterade?)\b"
)
""" "mot 405 i budget", "de 405 som budgeten räknar med"."""
BUDGETED: Final = _pattern(
    r"\b(?:budgeterad\w*|budgeterat|budgeten|budget|internbudget\w*)\b"
    r"(?:\s+(?:nivå|volym|antal|belopp|nivån|volymen|kostnad|för|\d{4}))*(?:\s+(?:som|är|om|på|är om|med))*\s*$"
)
FORECAST: Final = _pattern(r"progno\w*|\bbedöms\b|\bväntas\b|\bförväntas\b")
BUDGET: Final = _pattern(r"budget(?!avvik)\w*\b")
BEFORE_LEVEL: Final = _pattern(
    r"\b(?:(?:då|när)\s+(?:\w+\s+){1,3}(?:var|uppgick till|låg på|blev)|"
    r"(?:föregående år|förra året|i fjol|fjolåret|samma period)\b[^.;]{0,40}?\b(?:var|uppgick till))\s*$"
)
LAST_YEAR: Final = _pattern(r"\b(?:förra\s+året|föregående\s+år|i\s+fjol|fjolåret)\b")
_COMPARED: Final = r"\b(?:" + _any(
        "jämfört+med jämfört+mot jämfört i+jämförelse+med i+jämförelse+mot jämförelse+med jämförelse+mot "
        "i+förhållande+till i+relation+till mot än gentemot avvikelse+från relativt sedan från"
    ) + r")\s+"  # fmt: skip
_OWN: Final = r"(?:(?:den|nämndens|årets|beslutad|periodens|i|en)\s+)*"
_ALSO: Final = r"(?:(?:den|nämndens|årets|i|en|budget\s+och)\s+)*"
AGAINST: Final = (
    (
        _pattern(
            rf"(?:{_COMPARED}|\b(?:över|under|{OVER_VERB}|{BELOW_VERB})\s+){_OWN}(?:" + _any(
        r"budget budgeten budgeterat budgeterad\w* internbudget\w* kommunbidrag\w* ram ramen planerat beräknat"
    ) + r")\b|\bbudgetavvikelse\w*|\bmot\s+budget\b|\bbudget\s+och\s+prognos\b"
        ),
        Scenario.BUDGET,
    ),
    (
        _pattern(
            rf"{_COMPARED}{_ALSO}(?:(?:föregående|förra|tidigare|senaste|förut)\s+(?:prognos\w*|delår\w*)|delår\s*1|"
            r"(?:prognosen|prognos|delåret|delår)\s+(?:i|per|från|vid)\s+(?:april|mars|maj|tertial|delår))"
        ),
        Scenario.FORMER,
    ),
    (
        _pattern(
            rf"{_COMPARED}{_ALSO}(?:prognos|prognosen|prognostiserat|prognosticerat|väntat|förväntat|årsprognos\w*)\b|\bprognosavvikelse\w*|"
            r"\bjämfört\s+med\s+budget\s+och\s+prognos\b"
        ),
        Scenario.FORECAST,
    ),
    (
        _pattern(
            rf"{_COMPARED}(?:(?:den|nämndens|i|en|samma|motsvarande|med)\s+)*(?:period\w*\s+)?"
            r"(?:(?:under\s+)?(?:föregående|förra|förgående)\s+(?:år\w*|period\w*)|" + _any(
        r"föregående fjol fjolåret i+fjol förra+året året+innan året+före utfall\w*\s+\d{4} år+\d{4} \d{4}"
    ) + r"|periodens?(?!\s+(?:budget|ram)))\b|\b(?:motsvarande|samma)\s+(?:period|tid|månad(?:er)?)\b"
        ),
        Scenario.BEFORE,
    ),
)  # fmt: skip

# --- how much of the year ----------------------------------------------------------------------------------------------

YEAR_WORDS: Final = _pattern(
    r"\b(?:" + _any(
        r"helår\w* prognos\w* årsprognos\w* för+året vid+årets+slut årets+slut årets+sista hela+året bedöms+till "
        r"bedöms+bli väntas prognostisera\w* prognosticera\w* årets+resultat"
    ) + r")\b"
)  # fmt: skip
PERIOD_WORDS: Final = _pattern(
    r"\b(?:" + _any(
        r"period\w* hittills till+och+med t\.o\.m\.? januari[–-]\w+ jan[–-]\w+ delår\w* utfall\w* redovisar+per "
        r"redovisas+per tertial\w*"
    ) + rf"|per\s+(?:den\s+)?(?:sista\s+)?(?:\d+\s+)?(?:{'|'.join(MANADER[:11])}))\b"
)  # fmt: skip
EXPLICIT_YEAR: Final = re.compile(r"\b((?:19|20)\d\d)\b")
