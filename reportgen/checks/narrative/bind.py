"""A claim and the series it may be about → the formulas that it may be a figure of, each with its sign.

"ett överskott om 6,9 mnkr i jämförelse med budget"  →  utfall − periodbudget (or the year's budget · months / 12)
"en minskning med 0,7 mkr jämfört med föregående år" →  utfall − utfall föregående år
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.checks.narrative.roles import Role, What
from reportgen.checks.narrative.series import Series, part_of_year
from reportgen.claims.claim import Claim, Measure, Span
from reportgen.claims.numerals import Kind
from reportgen.claims.patterns import Scenario
from reportgen.model.period import MANADER, Period
from reportgen.spec.formula import Binary, Expr, Number


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a claim may be a figure of. A level has `base` None; a difference is `one` − `base`.

    `ready` is a cell that already holds the difference. `words` say it in Swedish: "utfall", "utfall mot budget".
    """

    series: tuple[Series, ...]
    one: Expr
    base: Expr | None
    words: str
    ready: Expr | None = None
    good: int = 0

    @property
    def expr(self) -> Expr:
        if self.ready is not None:
            return self.ready
        return self.one if self.base is None else Binary("-", self.one, self.base)


@dataclass(frozen=True, slots=True)
class Difference:
    """Two roles whose figures a deviation or a change is between; `ready` is the role of a cell that may hold it."""

    one: Role
    base: Role
    words: str
    ready: Role | None = None
    twelfths: bool = False


def candidates(claim: Claim, series: Sequence[Series], period: Period) -> Iterator[Candidate]:
    """The formulas for one subject: a series, or several that are added."""
    match claim.measure:
        case Measure.LEVEL:
            yield from _levels(claim, series, period)
        case Measure.DEVIATION:
            yield from _differences(series, list(_deviations(claim, series, period)), period)
        case Measure.CHANGE:
            yield from _differences(series, list(_changes(claim, period)), period)


def _levels(claim: Claim, series: Sequence[Series], period: Period) -> Iterator[Candidate]:
    if claim.number.kind is Kind.PERCENT and all(one.kind is not Kind.PERCENT for one in series):
        return
    roles = _level_roles(claim, series, period)
    if claim.month is not None and all(one.monthly for one in series):
        yield from _of_month(claim.month, roles, series, period)
        return
    if claim.per_month and claim.number.kind is Kind.MONEY and not any(one.monthly for one in series):
        yield from _per_month(roles, series, period)
    for role in roles:
        for words, figures in (
            ("", [one.figures.get(role, []) for one in series]),
            ("medel ", [one.means.get(role, []) for one in series]),
        ):
            for parts in _combined(figures):
                yield Candidate(tuple(series), _sum(parts), None, f"{words}{_role_words(role, period)}")
    if claim.scenario is Scenario.BUDGET and claim.span is not Span.YEAR and period.month < 12:
        yield from _part_of_budget(series, period)
    if claim.scenario is Scenario.FORECAST and claim.number.kind is not Kind.COUNT:
        yield from _differences(series, list(_deviations(claim, series, period)), period)


def _of_month(month: int, roles: Sequence[Role], series: Sequence[Series], period: Period) -> Iterator[Candidate]:
    """The figure of one month, of the years that the words may mean."""
    for year in dict.fromkeys(role.year for role in roles):
        parts = [one.months.get((year, month)) for one in series]
        found = [part for part in parts if part is not None]
        if len(found) == len(parts):
            named = MANADER[month - 1] if year == period.year else f"{MANADER[month - 1]} {year}"
            yield Candidate(tuple(series), _sum(found), None, named)


def _per_month(roles: Sequence[Role], series: Sequence[Series], period: Period) -> Iterator[Candidate]:
    """The mean of the months that a figure is the sum of: twelve, or those that have passed."""
    for role in roles:
        months = period.month if role.part else 12
        for parts in _combined([one.figures.get(role, []) for one in series]):
            mean = Binary("/", _sum(parts), Number(Decimal(months)))
            yield Candidate(tuple(series), mean, None, f"{_role_words(role, period)} per månad")


def _part_of_budget(series: Sequence[Series], period: Period) -> Iterator[Candidate]:
    """The budget of the months that have passed, where the tables hold only the year's."""
    if not any(one.figures.get(Role(What.BUDGET, period.year, part=True)) for one in series):
        for parts in _combined([one.figures.get(Role(What.BUDGET, period.year), []) for one in series]):
            yield Candidate(tuple(series), part_of_year(_sum(parts), period.month), None, "periodens del av budgeten")


def _level_roles(claim: Claim, series: Sequence[Series], period: Period) -> list[Role]:
    """The roles that a level may have, by the scenario, the year and the span that its words name."""
    there = list(dict.fromkeys(role for one in series for role in (*one.figures, *one.means)))
    year = claim.year
    match claim.scenario:
        case Scenario.BUDGET:
            wanted = [role for role in there if role.what in (What.BUDGET, What.TARGET)]
        case Scenario.FORECAST:
            wanted = [role for role in there if role.what in (What.FORECAST, What.FORMER)]
        case Scenario.BEFORE:
            wanted = [role for role in there if role.what is What.OUTCOME and role.year < period.year]
            wanted = [role for role in wanted if role.year == period.year - 1] or wanted
            year = None
        case _:
            wanted = [role for role in there if role.what in (What.OUTCOME, What.FORECAST)]
            wanted = wanted or [role for role in there if role.what is What.VARIANCE and claim.number.signed]
            if claim.partner is not None or claim.toward or claim.against:
                wanted = [role for role in wanted if role.year == max((r.year for r in wanted), default=0)]
    if year is not None and any(role.year == year for role in wanted):
        return [role for role in wanted if role.year == year]
    if year is not None and year > period.year:
        return []
    if claim.scenario is Scenario.BEFORE:
        return wanted
    return [role for role in wanted if role.year == period.year] or wanted


def _deviations(claim: Claim, series: Sequence[Series], period: Period) -> Iterator[Difference]:
    """From the budget, for the period or the year; from the forecast, when the year is out; from an earlier forecast."""
    year, whole = period.year, period.month == 12
    out = Role(What.OUTCOME, year, part=not whole)
    if Scenario.FORECAST in claim.against and whole:
        yield Difference(out, Role(What.FORECAST, year), "utfall mot prognos")
    if Scenario.FORMER in claim.against:
        yield Difference(Role(What.FORECAST, year), Role(What.FORMER, year), "prognos mot förra prognosen")
    if claim.against and Scenario.BUDGET not in claim.against:
        return
    in_year = claim.span is Span.YEAR or claim.scenario is Scenario.FORECAST
    if claim.year is not None and claim.year < year:
        yield Difference(Role(What.BUDGET, year), Role(What.BUDGET, claim.year), "budget mot tidigare budget")
        yield Difference(Role(What.OUTCOME, year - 1), Role(What.BUDGET, year - 1), "utfall mot budget året före")
    if all(one.figures.keys().isdisjoint((out, Role(What.FORECAST, year))) for one in series):
        yield Difference(Role(What.OUTCOME, year - 1), Role(What.BUDGET, year - 1), "utfall mot budget året före")
    if whole:
        yield Difference(out, Role(What.BUDGET, year), "utfall mot budget", Role(What.VARIANCE, year))
        if claim.scenario is Scenario.FORECAST:
            yield Difference(Role(What.FORECAST, year), Role(What.BUDGET, year), "prognos mot budget")
    else:
        if claim.span is not Span.YEAR and claim.scenario is not Scenario.FORECAST:
            part = Role(What.BUDGET, year, part=True)
            yield Difference(out, part, "utfall mot periodens budget", Role(What.VARIANCE, year, part=True))
            yield Difference(out, Role(What.BUDGET, year), "utfall mot budget", twelfths=True)
        if claim.span is not Span.PERIOD or in_year:
            yield Difference(
                Role(What.FORECAST, year), Role(What.BUDGET, year), "prognos mot budget", Role(What.VARIANCE, year)
            )
            yield Difference(Role(What.FORMER, year), Role(What.BUDGET, year), "förra prognosen mot budget")


def _changes(claim: Claim, period: Period) -> Iterator[Difference]:
    """Since last year; of a forecast since the one before; of a budget since last year's."""
    year, whole = period.year, period.month == 12
    out, before = Role(What.OUTCOME, year, part=not whole), Role(What.OUTCOME, year - 1, part=not whole)
    if Scenario.FORMER in claim.against or (not claim.against and claim.scenario is Scenario.FORECAST):
        yield Difference(Role(What.FORECAST, year), Role(What.FORMER, year), "prognos mot förra prognosen")
    if Scenario.FORMER in claim.against:
        return
    yield Difference(out, before, "utfall mot föregående år")
    if claim.against:
        yield Difference(Role(What.BUDGET, year), Role(What.BUDGET, year - 1), "budget mot föregående års budget")
    yield Difference(Role(What.OUTCOME, year - 1), Role(What.OUTCOME, year - 2), "utfall mot året före")
    if not whole:
        yield Difference(Role(What.FORECAST, year), Role(What.OUTCOME, year - 1), "prognos mot föregående år")


def _differences(series: Sequence[Series], wanted: Sequence[Difference], period: Period) -> Iterator[Candidate]:
    for difference in wanted:
        found = False
        good = _common(one.good for one in series)
        for one, base, words in _sides(series, difference, period):
            found = True
            ready = next(iter(_ready(series, difference.ready)), None) if difference.ready else None
            yield Candidate(tuple(series), one, base, words, ready, good)
        if not found and difference.ready:
            for ready in _ready(series, difference.ready):
                yield Candidate(tuple(series), ready, None, difference.words, ready, 1)


def _sides(series: Sequence[Series], difference: Difference, period: Period) -> Iterator[tuple[Expr, Expr, str]]:
    """Both figures of a difference, for each way to take them; also as means where the series are monthly."""
    for figures in ("figures", "means"):
        ones = [getattr(one, figures).get(difference.one, []) for one in series]
        bases = [getattr(one, figures).get(difference.base, []) for one in series]
        if difference.twelfths and any(one.figures.get(Role(What.BUDGET, period.year, part=True)) for one in series):
            continue
        for one, base in zip(_combined(ones), _combined(bases), strict=False):
            under = _sum(base)
            yield _sum(one), part_of_year(under, period.month) if difference.twelfths else under, difference.words


def _ready(series: Sequence[Series], role: Role) -> Iterator[Expr]:
    """The cells that hold the difference already, for each way to take them."""
    return (_sum(parts) for parts in _combined([one.figures.get(role, []) for one in series]))


def _combined(figures: Sequence[list[Expr]]) -> Iterator[list[Expr]]:
    """The n-th figure of each series together; nothing when one has none."""
    if figures and all(figures):
        for n in range(max(map(len, figures))):
            yield [part[min(n, len(part) - 1)] for part in figures]


def _sum(parts: Sequence[Expr]) -> Expr:
    total = parts[0]
    for part in parts[1:]:
        total = Binary("+", total, part)
    return total


def _common(values: Iterator[int]) -> int:
    found = set(values)
    return found.pop() if len(found) == 1 else 0


def _role_words(role: Role, period: Period) -> str:
    return f"{role.what.value} {role.year}" if role.year != period.year else role.what.value
