"""What an import could not say is found where the person can put it right."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from drawing import context, report, seen, template
from reportgen.checks import Context
from reportgen.checks.imported import check_imported_figures, check_loose_amounts, check_unbalanced_vouchers
from reportgen.model.imported import ImportedLine, Imports, LooseAmount, Unbalanced
from reportgen.model.kontering import KonteringLine
from reportgen.model.position import CellRef, Place

SPEC = template("""
    [[tabell]]
    nyckel = "drift"
    titel = "Drift {ar}"
    enhet = "tkr"
    decimaler = 1
    kolumn = [{nyckel = "post", typ = "etikett"}, {nyckel = "utfall"}]
    rad = [
        {nyckel = "loner", etikett = "Löner"},
        {nyckel = "hyror", etikett = "Hyror"},
        {nyckel = "totalt", etikett = "Totalt", typ = "summa", summera = ["loner", "hyror"]},
    ]
""")
DRAWN = """
    drift  | utfall
    loner  | -10,0
    hyror  | -2,5
    totalt | ~
"""
LINES = (
    KonteringLine("Drift 2024", "Löner", "5*", at=CellRef("Kontering", 6, "B")),
    KonteringLine("drift", "hyror", "50*, 60*", at=CellRef("Kontering", 7, "B")),
    KonteringLine("Annan", "Löner", "5*", at=CellRef("Kontering", 8, "B")),
    KonteringLine("drift", "loner", at=CellRef("Kontering", 9, "B")),
)


def with_imports(**imports: object) -> Context:
    return replace(context(SPEC, report(SPEC, DRAWN)), imports=Imports(lines=LINES, **imports))  # type: ignore[arg-type]


def figure(row: str, value: str) -> ImportedLine:
    return ImportedLine(Place("drift", row, "utfall"), row, Decimal(value), "utfall.csv", "2024-09-03 09:30")


def loose(amount: str, *rows: str, measure: str = "utfall", codes: str = "konto 5010") -> LooseAmount:
    return LooseAmount("drift", codes, measure, Decimal(amount), rows, "utfall.csv", "2024-09-03 09:30")


@pytest.mark.parametrize(
    ("row", "value", "found"),
    [
        ("loner", "-10.04", []),
        ("loner", "-10.06", [("IMPORT_ANNAT_VARDE", "Drift {ar}!C4")]),
        ("totalt", "-12.6", []),
        ("totalt", "-12.7", [("IMPORT_SUMMA_FEL", "Drift {ar}!C6")]),
        ("struken", "1", []),
    ],
)
def test_a_figure_is_held_against_the_exports_as_it_is_printed(
    row: str, value: str, found: list[tuple[str, str]]
) -> None:
    assert [code for code, _ in seen(check_imported_figures(with_imports(figures=(figure(row, value),))))] == [
        code for code, _ in found
    ]


def test_a_total_that_is_worked_out_to_something_else_has_a_gap_that_can_be_bridged() -> None:
    (finding,) = check_imported_figures(with_imports(figures=(figure("totalt", "-20"),)))
    assert finding.gap is not None
    assert (finding.found, finding.expected, finding.gap.shown) == ("−12,5", "−20,0", Decimal("7.5"))
    assert finding.place == Place("drift", "totalt", "utfall")


def test_what_is_not_mapped_is_one_finding_for_its_codes_at_the_first_free_line() -> None:
    found = list(
        check_loose_amounts(with_imports(loose=(loose("5"), loose("7", measure="budget"), loose("1", codes="konto 8"))))
    )
    assert seen(found) == [("EJ_KONTERAT", "Kontering!B10"), ("EJ_KONTERAT", "Kontering!B10")]
    assert found[0].found == "utfall 5,00 kr, budget 7,00 kr"
    assert [str(one.place) for one in found] == ["kontering.drift:konto 5010", "kontering.drift:konto 8"]
    assert "Konto 5010 i exporten hör till ingen rad i Drift 2024" in found[0].message


def test_what_is_mapped_twice_names_the_lines_that_want_it() -> None:
    (finding,) = check_loose_amounts(with_imports(loose=(loose("5", "loner", "hyror"),)))
    assert (finding.code.name, str(finding.at)) == ("KONTERAT_TVA_GANGER", "Kontering!B6")
    assert "Löner, Hyror" in finding.message
    assert "(B6, B7)" in finding.advice


def test_an_unbalanced_voucher_is_told_where_the_workbook_has_it() -> None:
    at = CellRef("Importerat", 9, "B")
    one = Unbalanced("A 17", 512, Decimal("0.01"), "export.se", "2024-09-03 09:30", at)
    (finding,) = check_unbalanced_vouchers(with_imports(unbalanced=(one,)))
    assert (finding.code.name, finding.at, finding.found) == ("VERIFIKATION_OBALANS", at, "0,01")


def test_a_workbook_without_imports_has_no_such_findings() -> None:
    plain = context(SPEC, report(SPEC, DRAWN))
    checks = (check_imported_figures, check_loose_amounts, check_unbalanced_vouchers)
    assert [finding for check in checks for finding in check(plain)] == []
