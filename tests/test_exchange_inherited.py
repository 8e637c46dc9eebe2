"""Who answers for what in a new period."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

from drawing import template
from reportgen.exchange.inherited import Inherited, inherit
from reportgen.exchange.responsibility import Chef, Responsibility, items
from reportgen.model.period import Period
from reportgen.model.report import Report
from reportgen.spec.schema import TemplateSpec
from reportgen.workbook.layout import empty_report

ROWS = '{ nyckel = "vard", etikett = "Vård" }, { nyckel = "stab", etikett = "Stab" }'


def mall(rows: str = ROWS, *, table: str = "drift", responsible: str = "", moves: str = "") -> TemplateSpec:
    return template(f"""
        [[text]]
        nyckel = "analys"
        rubrik = "Analys"

        [[tabell]]
        nyckel = "{table}"
        titel = "Drift"
        {responsible}
        fria_rader = 2
        kolumn = [{{ nyckel = "post", typ = "etikett" }}, {{ nyckel = "utfall", rubrik = "Utfall" }}]
        rad = [{rows}]
        {moves}
    """)


def report(spec: TemplateSpec) -> Report:
    return empty_report(spec, "Socialnämnden", Period(2025, 9))


def said(**owners: str) -> Responsibility:
    """By mark, with __ for a dot; a comma between two names, a dash for nobody."""
    named = {
        mark.replace("__", "."): tuple(name for name in names.split(", ") if name != "-")
        for mark, names in owners.items()
    }
    chefer = (Chef("Anna Ek", "anna@exempel.se", date(2025, 9, 5)), Chef("Bo Al"))
    return Responsibility(chefer, MappingProxyType(named))


def told(before: Responsibility, old: TemplateSpec, now: TemplateSpec) -> Inherited:
    return inherit(before, [item.mark for item in items(report(old), old)], report(now), now)


def new(inherited: Inherited) -> list[str]:
    return [item.mark for item in inherited.new]


def test_all_is_as_it_was_but_the_answer_dates() -> None:
    before = said(drift="Anna Ek", drift__stab="Bo Al, Anna Ek", text__analys="-")
    now = told(before, mall(), mall())
    assert dict(now.responsibility.owners) == dict(before.owners)
    assert now.responsibility.chefer == (Chef("Anna Ek", "anna@exempel.se"), Chef("Bo Al"))
    assert new(now) == []


def test_row_that_is_new_and_nobodys_is_told_and_what_was_nobodys_before_is_not() -> None:
    rows = f'{ROWS}, {{ nyckel = "lss", etikett = "LSS" }}'
    assert new(told(said(drift__vard="Anna Ek"), mall(), mall(rows))) == ["drift.lss"]
    assert new(told(said(drift="Anna Ek"), mall(), mall(rows))) == []
    assert new(told(said(drift="-"), mall(), mall(rows))) == []


def test_new_row_gets_the_owner_that_the_mall_proposes() -> None:
    rows = f'{ROWS}, {{ nyckel = "lss", etikett = "LSS", ansvarig = "Cia Lind" }}'
    now = told(said(drift__vard="Anna Ek"), mall(), mall(rows)).responsibility
    assert (now.owners["drift.lss"], now.chefer[-1]) == (("Cia Lind",), Chef("Cia Lind", roles=("Cia Lind",)))


def test_proposal_does_not_come_back_where_somebody_has_taken_it_away() -> None:
    proposed = mall(responsible='ansvarig = "Cia Lind"')
    now = told(said(drift__vard="Anna Ek"), proposed, proposed).responsibility
    assert (set(now.owners), len(now.chefer)) == ({"drift.vard"}, 2)


def test_moved_rows_tables_and_groups_keep_their_owners() -> None:
    moves = '[[flytt]]\nfran = "drift"\ntill = "ekonomi"\n[[flytt]]\nfran = "drift.stab"\ntill = "ekonomi.ledning"'
    rows = '{ nyckel = "vard", etikett = "Vård" }, { nyckel = "ledning", etikett = "Ledning" }'
    before = said(drift="Anna Ek", drift__stab="Bo Al")
    now = told(before, mall(), mall(rows, table="ekonomi", moves=moves))
    assert dict(now.responsibility.owners) == {"ekonomi": ("Anna Ek",), "ekonomi.ledning": ("Bo Al",)}
    assert new(now) == []


def test_rows_put_together_have_the_owners_of_both() -> None:
    moves = "".join(
        f'[[flytt]]\nfran = "drift.{row}"\ntill = "drift.allt"\nsammanslagen = true\n' for row in ("vard", "stab")
    )
    before = said(drift__vard="Anna Ek", drift__stab="Bo Al")
    now = told(before, mall(), mall('{ nyckel = "allt", etikett = "Allt" }', moves=moves))
    assert dict(now.responsibility.owners) == {"drift.allt": ("Anna Ek", "Bo Al")}
