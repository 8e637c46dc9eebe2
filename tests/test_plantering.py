"""Planted errors: each kind does what its name says, a small sample gives what the page says, and the file agrees with memory."""

from __future__ import annotations

import importlib.util
import re
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from drawing import report, template
from reportgen.checks import Context
from reportgen.derive.report import derive
from reportgen.model.position import Place
from reportgen.pipeline import check_workbook
from reportgen.spec.control_totals import with_control_totals

ROOT = Path(__file__).resolve().parent.parent
SPEC = importlib.util.spec_from_file_location("plantering", ROOT / "tools" / "plantering.py")
assert SPEC is not None
assert SPEC.loader is not None
plantering = importlib.util.module_from_spec(SPEC)
sys.modules["plantering"] = plantering
SPEC.loader.exec_module(plantering)

SMALLEST = "sodertalje-verksamhetsplan-2025"
NAMES = sorted(path.stem for path in (ROOT / "inputs").glob("*.xlsx"))

MALL = template("""
    [[tabell]]
    nyckel = "drift"
    titel = "Drift"
    enhet = "tkr"
    kolumn = [
      { nyckel = "post", rubrik = "Post", typ = "etikett" },
      { nyckel = "utfall", rubrik = "Utfall" },
      { nyckel = "utfall_fg", rubrik = "Förra året" },
      { nyckel = "budget", rubrik = "Budget" },
    ]
    rad = [
      { nyckel = "ett", etikett = "Ett", tecken = "minus" },
      { nyckel = "tva", etikett = "Två" },
      { nyckel = "alla", etikett = "Alla", typ = "summa", summera = ["ett", "tva"], inmatning = "ja" },
    ]
""")
DRAWN = report(
    MALL,
    """
    drift | utfall | utfall_fg | budget
    ett   |  -1234 |     -1150 |  -1300
    tva   |    200 |       210 |    220
    alla  |  -1034 |      -940 |  -1080
""",
)


@pytest.fixture
def ground() -> plantering.Ground:
    context = Context(MALL, DRAWN, derive(DRAWN, MALL))
    return plantering.Ground(MALL, DRAWN, context, frozenset(map(plantering.key_of, plantering.found_in(context))))


def value_of(one: plantering.Planted) -> Decimal | None:
    return one.report.cell(one.place).number


def test_each_kind_plants_one_figure_and_leaves_the_rest(ground: plantering.Ground) -> None:
    at = Place("drift", "ett", "utfall")
    got = {
        kind: next(value_of(one) for one in plantering.planted(ground, kind) if one.place == at)
        for kind in plantering.CELL_KINDS
    }
    assert got["omkastade siffror"] == Decimal(-2134)
    assert got["tappat tecken"] == Decimal(1234)
    assert got["faktor 10"] in (Decimal(-12340), Decimal("-123.4"))
    assert got["faktor 1 000"] in (Decimal(-1234000), Decimal("-1.234"))
    assert got["grannradens värde"] == Decimal(200)
    assert got["förra årets värde"] == Decimal(-1150)
    for one in plantering.planted(ground, "tappat tecken"):
        assert [spot.place for spot in ground.figures if one.report.cell(spot.place) != spot.entered] == [one.place]


def test_a_shifted_row_has_each_figure_one_column_on(ground: plantering.Ground) -> None:
    one = next(one for one in plantering.planted(ground, plantering.ROW_KIND) if one.place == Place("drift", "ett"))
    values = [one.report.cell(Place("drift", "ett", column)).number for column in ("utfall", "utfall_fg", "budget")]
    assert values == [Decimal(-1234), Decimal(-1234), Decimal(-1150)]


def test_a_planted_error_is_found_at_the_sum_it_is_part_of(ground: plantering.Ground) -> None:
    wrong = plantering.with_number(DRAWN, Place("drift", "tva", "budget"), Decimal(2200))
    assert [plantering.key_of(f) for f in plantering.judged(ground, wrong).alone] == [
        ("SUMMA_FEL", "drift.alla.budget")
    ]
    assert all(plantering.tied(ground, spot).equal for spot in ground.figures)


def test_a_figure_that_no_rule_is_about_is_not_bound() -> None:
    spec = template("""
        [[tabell]]
        nyckel = "matt"
        titel = "Mått"
        enhet = "antal"
        form = "register"
        kolumn = [
          { nyckel = "namn", rubrik = "Namn", typ = "etikett" },
          { nyckel = "antal", rubrik = "Antal", typ = "antal" },
        ]
        rad = [{ nyckel = "ett", etikett = "Ett" }]
    """)
    drawn = report(spec, "matt | antal\nett | 17")
    lonely = plantering.Ground(spec, drawn, Context(spec, drawn, derive(drawn, spec)), frozenset())
    found = plantering.tied(lonely, lonely.figures[0])
    assert (found.equal, found.equal_agreed, found.limited) == (False, False, False)


def test_a_part_of_a_sum_must_agree_only_when_the_total_is_taken_from_the_source() -> None:
    spec = with_control_totals(
        template("""
        [[tabell]]
        nyckel = "matt"
        titel = "Mått"
        enhet = "antal"
        kolumn = [
          { nyckel = "namn", rubrik = "Namn", typ = "etikett" },
          { nyckel = "antal", rubrik = "Antal", typ = "antal" },
        ]
        rad = [{ nyckel = "ett", etikett = "Ett" }, { nyckel = "tva", etikett = "Två" }]
    """)
    )
    drawn = report(
        spec,
        """
        matt | antal
        ett  | 17
        tva  | 4

        avstamning        | kalla | arbetsboken | skillnad
        matt__alla__antal |       | ~           | ~
        """,
    )
    filled = plantering.with_totals(Context(spec, drawn, derive(drawn, spec)))
    assert filled.cell(Place("avstamning", "matt__alla__antal", "kalla")).number == Decimal(21)
    earth = plantering.Ground(spec, filled, Context(spec, filled, derive(filled, spec)), frozenset())
    found = plantering.tied(earth, earth.figures[0])
    assert (found.equal, found.equal_agreed) == (False, True)


@pytest.mark.slow
def test_an_error_typed_in_the_file_gives_what_it_gives_in_memory(tmp_path: Path) -> None:
    """The figures are planted in the report as it was read; typed in the workbook and read anew they give the same."""
    source = ROOT / "inputs" / "enkoping-delarsrapport-2024-08.xlsx"
    earth = plantering.ground(source)
    before = {plantering.key_of(f) for f in check_workbook(source).findings}
    for kind in plantering.CELL_KINDS:
        one = list(plantering.planted(earth, kind))[7]
        book = load_workbook(source)
        at = earth.context.by_place[one.place].at
        assert at is not None
        book[at.sheet][at.a1] = float(value_of(one) or 0)
        book.save(tmp_path / "planterad.xlsx")
        checked = check_workbook(tmp_path / "planterad.xlsx")
        there = {plantering.key_of(f) for f in checked.findings if not f.reason} - before
        verdict = plantering.judged(earth, one.report)
        assert there == {plantering.key_of(f) for f in (*verdict.alone, *verdict.agreed)}, kind


def tables_of_the_page() -> list[list[list[str]]]:
    """The three tables between the markers: rows of cells, without heads."""
    text = (ROOT / "docs" / "kontroller.md").read_text("utf-8")
    return rows_of(text.split(plantering.BEGIN)[1].split(plantering.END)[0])


def rows_of(tables: str) -> list[list[list[str]]]:
    blocks = [block.splitlines() for block in tables.strip().split("\n\n")]
    return [[[cell.strip() for cell in line.strip("|").split("|")] for line in block[2:]] for block in blocks]


def count(cell: str) -> int:
    """31 of "31 (62 %)"."""
    match = re.fullmatch(r"(\d+)(?: \((?:\d+ %|–)\))?", cell)
    assert match is not None, cell
    return int(match[1])


def test_the_page_has_every_workbook_and_every_kind_and_sums_that_add_up() -> None:
    bindings, by_workbook, by_kind = tables_of_the_page()
    assert [row[0] for row in bindings] == [row[0] for row in by_workbook] == [*NAMES, "alla"]
    assert [row[0] for row in by_kind] == list(plantering.KINDS)
    for table in (bindings, by_workbook):
        for column in range(1, len(table[0])):
            assert count(table[-1][column]) == sum(count(row[column]) for row in table[:-1])
    for row in bindings:
        assert sum(map(count, row[4:7])) == count(row[2])
        assert count(row[3]) <= count(row[4])
    for row in by_workbook:
        assert sum(map(count, row[5:8])) == count(row[4])
        assert count(row[2]) <= count(row[3]) <= count(row[1])
    for row in by_kind:
        assert sum(map(count, row[8:11])) == count(row[2])


@pytest.mark.slow
def test_a_small_sample_gives_what_the_page_says() -> None:
    """The smallest workbook: how many figures it has, how they are bound, and what was found. Else: make plantering."""
    made = rows_of(plantering.tables([plantering.harvest(ROOT / "inputs" / f"{SMALLEST}.xlsx")]))
    for page, fresh in zip(tables_of_the_page()[:2], made[:2], strict=True):
        assert next(row for row in page if row[0] == SMALLEST) == fresh[0], "run make plantering"


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_right_figures_typed_out_in_the_texts_give_no_finding(name: str) -> None:
    """Every value field of an example has given way to the figure it prints: what was silent stays so."""
    path = ROOT / "inputs" / f"{name}.xlsx"
    typed = plantering.typed_out(path)
    assert len(typed.told) > 10
    assert typed.before - plantering.ground(path).before == set()
