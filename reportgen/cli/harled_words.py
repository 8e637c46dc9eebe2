"""What is said of a step of an explanation, in Swedish sentences."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from reportgen.explain.figures import UNSAID
from reportgen.explain.steps import Carried, Imported, Kind, Provenance, Step, Working
from reportgen.explain.wording import exact_words
from reportgen.model.format import MINUS

if TYPE_CHECKING:
    from reportgen.explaining.booked import FromExport
    from reportgen.ledger.export import Codes
    from reportgen.model.kolada import KoladaFigure

_TERMS: Final = 4
"""Terms of a sum that are written out; of longer ones the rows stand below."""

_LOG: Final = 3

_NAME: Final = 40
"""Signs of a name in the tree."""


def heading_of(step: Step) -> str:
    """ "Nettokostnad, Avvikelse 2025: −4 090 tkr (exakt −4 090,3)"."""
    unit = f" {step.unit}" if step.unit not in UNSAID else ""
    exact = f" (exakt {step.exact})" if step.is_rounded else ""
    if isinstance(step.value, str) and step.kind in (Kind.TEXT, Kind.ENTERED):
        return step.label
    return f"{step.label}: {f'{step.printed}{unit}' if step.printed else '(tom)'}{exact}"


def name_in(part: Step, parent: Step) -> str:
    """What a part is called under its parent: what they share is left out."""
    table, row, column = (shortened(words, _NAME) for words in (part.table, part.row, part.column))
    both = ", ".join(filter(None, (row, column)))
    if part.place.table != parent.place.table:
        return f"{table}: {both}"
    if part.place.row == parent.place.row:
        return column or both
    return row if part.place.column == parent.place.column else both


def shortened(text: str, most: int) -> str:
    """The text on one line, cut where it is longer."""
    line = " ".join(text.split(" ")).replace("\n", " ")
    return line if len(line) <= most else f"{line[:most].rstrip()} …"


def note(step: Step, found: FromExport | None) -> str:
    """What is said of a step on its line in the tree."""
    match step.kind:
        case Kind.ENTERED if step.held_against:
            return "inmatad summa"
        case Kind.ENTERED:
            return _entered(step.provenance, found)
        case Kind.STANDING:
            return "står i mallen"
        case Kind.TEXT:
            return "text"
        case Kind.EMPTY:
            return "inte ifylld"
        case Kind.JUDGEMENT:
            return "bedömd av mallens regel"
        case Kind.COUNT:
            return "antal rader"
        case Kind.LOOKUP:
            return "hämtad"
        case _:
            return ""


def details(step: Step) -> Iterator[str]:
    """All that is to be said of a step by itself."""
    if step.typed_over:
        yield _over(step)
    if step.working:
        yield from _worked_out(step, step.working)
    if step.rule:
        yield from _ruled(step)
    if step.held_against:
        yield from _held(step, step.held_against)
    if step.of_which:
        yield _of_which(step)
    if step.kind in (Kind.ENTERED, Kind.TEXT):
        yield from _typed(step)
    for field in step.fields:
        yield f"{{{{{field.written}}}}} ger {field.shown or 'ingenting'}."
    if step.kind is Kind.EMPTY:
        yield "Cellen är inte ifylld."
    if step.kind is Kind.STANDING:
        yield "Står i mallen och är densamma varje period."
    if step.kind in (Kind.ENTERED, Kind.TEXT, Kind.EMPTY):
        yield from _provenance(step)
    elif step.provenance.imported:
        same = "detsamma" if step.provenance.imported.stands else "något annat än det uträknade"
        yield f"{_given(step.provenance.imported)}, {same}."


def came_from(step: Step, found: FromExport) -> str:
    """Whether what the export gives is what stands in the cell."""
    if found.stands:
        return f"Det är {step.exact} {step.unit}, som i cellen."
    given = exact_words(found.value)
    return f"Det är {given} {step.unit}, men i cellen står {step.exact or 'ingenting'}."


def codes_with(codes: Codes, name: str) -> str:
    """ "konto 5010 Löner, verksamhet 5510": the codes that an amount stands on, with what its konto is called."""
    if not (name and codes.konto):
        return str(codes)
    konto, comma, others = str(codes).partition(",")
    return f"{konto} {name}{comma}{others}"


def _worked_out(step: Step, working: Working) -> Iterator[str]:
    """The formula of the figure that was asked for: in words, and below it in figures."""
    if step.kind is Kind.LOOKUP and len(working.parts) == 1:
        yield f"Hämtas ur {working.in_words}."
    elif working.is_sum and len(working.parts) > _TERMS:
        yield summed(working)
    elif not is_without_terms(working):
        name = own_name(step)
        yield f"{name} = {working.in_words}"
        if working.value is not None:
            yield f"{' ' * len(name)} = {working.in_figures}"
            yield f"{' ' * len(name)} = {step.printed}"
    yield from remarks(step, working)


def in_tree(step: Step, *, is_open: bool) -> Iterator[str]:
    """What is said of a step under its line in the tree; `is_open` when its parts follow."""
    working = step.working
    if working is None:
        yield from details(step)
        return
    if step.typed_over:
        yield _over(step)
    if is_without_terms(working):
        pass
    elif working.is_sum and is_open and len(working.parts) > 1:
        yield summed(working)
    elif step.kind is not Kind.LOOKUP or len(working.parts) > 1:
        yield f"= {working.in_words}"
        if working.value is not None:
            yield f"= {working.in_figures}"
    yield from remarks(step, working)
    if step.of_which:
        yield _of_which(step)


def summed(working: Working) -> str:
    """What a long sum is, whose terms stand below."""
    return f"Summan av {len(working.parts)} delar:"


def is_without_terms(working: Working) -> bool:
    """Whether it is a sum and nothing that it adds has a number."""
    return working.is_sum and (working.value is None or bool(working.passed_over and not working.parts))


def own_name(step: Step) -> str:
    """What a figure is called beside its parts: of the same row its column, of the same column its row."""
    parts = [place for place in step.parts if place.table == step.place.table]
    if len(parts) < len(step.parts) or not parts:
        return step.label
    if all(place.row == step.place.row for place in parts):
        return step.column
    return step.row if all(place.column == step.place.column for place in parts) else step.label


def remarks(step: Step, working: Working) -> Iterator[str]:
    """What decided a formula, what it passed over, and what rounding hides."""
    for condition in working.conditions:
        way = "" if condition.holds else "det inte är så att "
        yield f"Eftersom {way}{condition.in_words}: {condition.in_figures}."
    if is_without_terms(working):
        empty = ", ".join(working.passed_over or working.lacking)
        yield f"Summan är {step.printed or 'tom'}, för allt som den lägger ihop är tomt: {empty.rstrip('.')}."
        return
    if working.passed_over:
        yield f"Tomma, räknas inte: {', '.join(working.passed_over).rstrip('.')}."
    if working.by_zero:
        yield "Inget värde: det blir division med noll."
    elif working.lacking:
        yield f"Inget värde: {', '.join(working.lacking)} har inget tal."
    if working.exact:
        yield f"De tryckta talen är avrundade var för sig. Med alla decimaler: {working.exact} = {step.exact}."


def _over(step: Step) -> str:
    return f"Obs: i cellen har någon skrivit {step.typed_over} över formeln. Rapporten har det uträknade."


def _of_which(step: Step) -> str:
    return f"Varav, redan med i summan: {', '.join(step.of_which)}."


def _ruled(step: Step) -> Iterator[str]:
    if step.rule is None:
        return
    if step.kind is Kind.COUNT:
        yield f"Antal {step.rule.in_words}: {step.rule.gives}."
        return
    yield f"Mallens regel: {step.rule.in_words}."
    if step.kind is not Kind.JUDGEMENT:
        same = step.rule.gives and step.rule.gives.casefold() == step.printed.casefold()
        yield f"Regeln ger {step.rule.gives or 'ingen bedömning'}{', som i cellen' if same else ''}."


def _held(step: Step, working: Working) -> Iterator[str]:
    what = "Summan är inmatad, inte uträknad." if step.kind is Kind.ENTERED else "Summan ska fyllas i."
    if working.value is None:
        yield f"{what} Raderna har inga tal."
        return
    given = exact_words(working.value)
    gap = step.value - working.value if isinstance(step.value, Decimal) else None
    if gap is None:
        yield f"{what} Raderna blir {given}."
    elif gap:
        sign = "" if exact_words(gap).startswith(MINUS) else "+"
        yield f"{what} Raderna blir {given}; skillnaden är {sign}{exact_words(gap)}."
    else:
        yield f"{what} Raderna blir detsamma."


def _typed(step: Step) -> Iterator[str]:
    where = f" i {step.at}" if step.at else ""
    if step.provenance.formula:
        yield f"Inskriven{where} som {step.provenance.formula}"
    elif not _is_brought(step):
        yield f"{'Skriven' if step.kind is Kind.TEXT else 'Inskriven'}{where}."


def _is_brought(step: Step) -> bool:
    """Whether what stands there was brought by reportgen, from the economy system or Kolada."""
    imported, kolada = step.provenance.imported, step.provenance.kolada
    return bool(imported and imported.stands) or bool(kolada and kolada.value == step.value)


def _provenance(step: Step) -> Iterator[str]:
    known = step.provenance
    if known.imported and known.imported.stands:
        yield f"Infört {known.imported.at} ur {known.imported.file} med reportgen importera."
    elif known.imported:
        yield f"{_given(known.imported)}; det som står i cellen är skrivet för hand."
    if known.carried:
        yield _carried(known.carried)
    if known.kolada:
        yield _kolada(known.kolada, step)
    since = [line for line in known.log if known.imported is None or line.at != known.imported.at]
    for line in since[:_LOG]:
        file = f" ({line.file})" if line.file else ""
        yield f"Loggen: {line.at}, {line.who} ändrade från {line.before} till {line.after}{file}."
    if known.note:
        yield f"Anteckning vid cellen: {known.note}"
    if known.responsible:
        yield f"Ansvarig: {known.responsible}."


def _given(imported: Imported) -> str:
    return f"Exporten {imported.file} gav {exact_words(imported.value)} ({imported.at})"


def _carried(carried: Carried) -> str:
    if carried.value is None:
        return f"En ny arbetsbok fylls i ur arkivet: {carried.period}, {carried.what}."
    same = "samma värde" if carried.stands else f"{carried.shown}, alltså ett annat värde"
    return f"I arkivet, {carried.period}, {carried.what}: {same}."


def _kolada(figure: KoladaFigure, step: Step) -> str:
    """Which figure of Kolada, of whom, and whether it is what stands in the cell."""
    mean = f", ovägt medelvärde av {figure.count} kommuner" if figure.is_mean and figure.count > 1 else ""
    value = exact_words(figure.value) if isinstance(figure.value, Decimal) else str(figure.value)
    same = "som i cellen" if figure.value == step.value else "något annat än i cellen"
    file = f" ({figure.file}, {figure.fetched})" if figure.file else ""
    whom = figure.who or figure.area
    year = "" if str(figure.year) in whom else f" {figure.year}"
    return f"Kolada, {figure.label}, {whom}{year}{mean}: {value}, {same}{file}."


def _entered(known: Provenance, found: FromExport | None) -> str:
    """What is known of a typed cell, in few words."""
    if known.formula:
        return f"inmatad som {known.formula}"
    if known.imported and known.imported.stands:
        many = f", {len(found.booked)} konteringar" if found and len(found.booked) > 1 else ""
        return f"infört ur {known.imported.file}{many}"
    if known.kolada and not known.kolada.is_held:
        return f"ur Kolada, {known.kolada.label} {known.kolada.year}"
    if known.carried and known.carried.stands:
        return f"som i arkivet {known.carried.period}"
    return "inmatad"
