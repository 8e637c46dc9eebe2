"""Claims that the tables contradict, as findings: the words as written, what the table says, the field to write instead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from reportgen.checks.figures import digits
from reportgen.checks.narrative.bind import Candidate, candidates
from reportgen.checks.narrative.past import Past
from reportgen.checks.narrative.proposals import Proposals
from reportgen.checks.narrative.reading import Read, Reader, joined
from reportgen.checks.narrative.roles import Role, What
from reportgen.checks.narrative.verdict import Judged, Verdict, power, shares
from reportgen.claims.claim import Claim, Measure
from reportgen.claims.numerals import Kind, Written
from reportgen.claims.patterns import Scenario
from reportgen.model.finding import Code, Finding
from reportgen.model.format import KRONOR, format_number
from reportgen.model.position import Place
from reportgen.model.rounding import round_half_up
from reportgen.spec.formula import Expr, references


class Findings:
    """Makes findings of what a reader has read."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.context = reader.context
        self.proposals = Proposals(reader.context, reader.judge)
        self.past = Past(reader.context)

    def of(self, read: Read) -> Iterator[Finding]:
        """What is wrong with one claim: its number, or else the share in parentheses after it."""
        if read.right is not None:
            yield from self._share(read, read.right)
            yield from self._moved(read, read.right)
            return
        best = read.best
        if best is None or not read.typed:
            return
        then = self.past.agrees(read)
        if then is not None:
            details = {"then": f"{then.manad} {then.year}"}
            expected = self.figure(best, read.claim.number)
            code = Code.TEXT_TAL_FRAN_FORRA
            yield self._finding(code, read, best.candidate, read.claim.excerpt, expected, read.claim.number, details)
        elif read.subject.firm:
            yield self._contradicted(read, best)

    def _contradicted(self, read: Read, best: Judged) -> Finding:
        number = read.claim.number
        match best.verdict:
            case Verdict.DIRECTION:
                code = Code.TEXT_RIKTNING
            case Verdict.SCALE:
                code = Code.TEXT_ENHET
            case Verdict.BASE:
                code = Code.TEXT_FEL_BAS
            case _:
                code = {Kind.PERCENT: Code.TEXT_PROCENT, Kind.COUNT: Code.TEXT_ANTAL}.get(number.kind, Code.TEXT_BELOPP)
        details = {
            "fits": self._other(read, best) if best.verdict is Verdict.WRONG else "",
            "base": "det senare värdet i stället för det tidigare",
        }
        return self._finding(code, read, best.candidate, read.claim.excerpt, self.figure(best, number), number, details)

    def _finding(
        self,
        code: Code,
        read: Read,
        candidate: Candidate,
        found: str,
        expected: str,
        number: Written,
        details: dict[str, str],
    ) -> Finding:
        text = read.passage.text
        proposal = self.proposals.field(candidate, number)
        named = {
            "label": text.label,
            "where": where(candidate, self.reader),
            "field": f" Skriv {proposal.field} så följer talet tabellen." if proposal else "",
        }
        return Finding(code, text.at, text.place, found, expected, MappingProxyType({**named, **details}))

    def figure(self, judged: Judged, number: Written) -> str:
        """The tables' figure as the text would write it, with a decimal more where it would look the same."""
        value = judged.value
        if number.kind is Kind.COUNT and not number.signed:
            value = abs(value) if judged.candidate.base is None else value
        decimals = number.decimals
        if (
            round_half_up(abs(value), decimals) == abs(number.value)
            and digits(round_half_up(value, decimals + 2)) > decimals
        ):
            decimals += 1
        own = judged.candidate.series[0].unit
        unit = own if KRONOR.get(own) == KRONOR.get(judged.unit) and own in KRONOR else judged.unit
        return self._signed(value, decimals, unit, judged.candidate)

    def difference(self, candidate: Candidate) -> str:
        """A difference as its table would print it."""
        found = self.reader.judge.spread(candidate.expr)
        spot = next(
            (self.context.by_place.get(Place(*ref.parts)) for ref in references(candidate.one) if len(ref.parts) == 3),
            None,
        )
        if found is None:
            return ""
        unit = candidate.series[0].unit.replace("antal", "")
        return self._signed(found.value, spot.rule.decimals if spot else 0, unit, candidate)

    def _signed(self, value: Decimal, decimals: int, unit: str, candidate: Candidate) -> str:
        """ "7,5 mkr lägre" of a difference whose direction is known, "−21,0 mkr" of all else."""
        larger = self.reader.judge.larger(candidate)
        figure = format_number(
            abs(value) if larger else value, decimals, plus=candidate.base is not None and not larger
        )
        written = f"{figure}\u00a0{unit}" if unit else figure
        return f"{written} {'högre' if larger > 0 else 'lägre'}" if larger else written

    def _other(self, read: Read, best: Judged) -> str:
        """ "Talet stämmer med raden …": another row of the same table that the number would be right for."""
        table, kind = best.candidate.series[0].table.key, best.candidate.series[0].kind
        for series in self.reader.catalogue.series:
            if series.table.key != table or series.kind is not kind or series in best.candidate.series:
                continue
            for candidate in candidates(read.claim, (series,), self.reader.period):
                judged = (
                    self.reader.judge.judge(read.claim, candidate) if candidate.words == best.candidate.words else None
                )
                if judged is not None and judged.verdict is Verdict.RIGHT:
                    return f" Talet stämmer med raden {series.label}."
        return ""

    def _moved(self, read: Read, right: Judged) -> Iterator[Finding]:
        """ "ökar till 83,2 mnkr jämfört med föregående år": the level is right, but it has moved the other way."""
        claim = read.claim
        if (
            claim.measure is not Measure.LEVEL
            or not claim.toward
            or claim.partner is not None
            or Scenario.BEFORE not in claim.against
        ):
            return
        change = replace(claim, measure=Measure.CHANGE, against=frozenset({Scenario.BEFORE}))
        for candidate in candidates(change, right.candidate.series, self.reader.period):
            if self.reader.judge.larger(candidate) == -claim.toward and read.subject.firm:
                yield self._finding(
                    Code.TEXT_RIKTNING,
                    read,
                    candidate,
                    claim.excerpt,
                    self.difference(candidate),
                    claim.number,
                    {"field": ""},
                )
            return

    # --- the share in parentheses after an amount -----------------------------------------------------------------

    def _share(self, read: Read, right: Judged) -> Iterator[Finding]:
        """ "28,5 mkr (14,0 %)": the percentage is that of the amount, on the base that its words name."""
        percent, start = read.claim.percent, read.claim.sentence.start
        if (
            percent is None
            or read.claim.measure is Measure.LEVEL
            or read.passage.is_filled(start + percent.start, start + percent.end)
        ):
            return
        agreed = [one for one in read.judged if one.verdict is Verdict.RIGHT and one.candidate.base is not None]
        if not agreed or any(self._fits(read.claim, one.candidate, one.candidate.base, percent) for one in agreed):
            return
        candidate = next((one.candidate for one in agreed if one.candidate is right.candidate), agreed[0].candidate)
        base = candidate.base
        if base is None:
            return
        one, under = self.reader.judge.spread(candidate.one), self.reader.judge.spread(base)
        if one is None or under is None or not under.value:
            return
        value = abs(one.value - under.value) / abs(under.value) * 100
        wrong = self._base(read.claim, candidate, percent)
        claim = replace(read.claim, number=percent, percent=None)
        judged = Judged(Verdict.WRONG, replace(candidate, base=base, ready=None), value, "%")
        code = Code.TEXT_FEL_BAS if wrong else Code.TEXT_PROCENT
        expected = f"{format_number(value, percent.decimals)}\u00a0%"
        yield self._finding(
            code, read, judged.candidate, read.claim.excerpt, expected, claim.number, {"base": wrong, "fits": ""}
        )

    def _fits(self, claim: Claim, candidate: Candidate, under: Expr | None, percent: Written) -> bool:
        """Whether the percentage may be the written amount as a share of `under`."""
        judge, by = self.reader.judge, power(candidate.series[0].unit, claim.number)
        one, base = judge.spread(candidate.one), judge.spread(candidate.base) if candidate.base else None
        divisor = judge.spread(under) if under is not None else None
        if one is None or base is None or divisor is None or by is None:
            return True
        lowest, highest = (bound.scaleb(-by) for bound in claim.number.bounds)
        share = shares(one, base, divisor, (max(lowest, Decimal(0)), highest))
        if share is None:
            return True
        low, high = percent.bounds
        return share[0] < high and share[1] >= low

    def _base(self, claim: Claim, candidate: Candidate, percent: Written) -> str:
        """The figure of the same subject that the percentage fits as a share of; empty if none does."""
        roles: dict[Role, Expr] = {}
        for series in candidate.series[:1]:
            roles = {
                role: exprs[0]
                for role, exprs in series.figures.items()
                if role.what in (What.OUTCOME, What.BUDGET, What.FORECAST)
            }
        for role, expr in roles.items():
            if len(candidate.series) == 1 and expr != candidate.base and self._fits(claim, candidate, expr, percent):
                year = "" if role.year == self.reader.period.year else f" {role.year}"
                return f"{role.what.value}{year}"
        return ""


def where(candidate: Candidate, reader: Reader) -> str:
    """ "Köp av verksamhet och Övriga kostnader i Resultaträkning, utfall mot föregående år"."""
    title = reader.context.title(candidate.series[0].table)
    labels = joined(list(dict.fromkeys(series.label for series in candidate.series)))
    named = labels if labels.endswith(title) else f"{labels} i {title}"
    return f"{named}, {candidate.words}"
