"""Every krona of an export is in one row, outside, or told of."""

from __future__ import annotations

from collections import defaultdict
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawing import template
from reportgen.ledger.export import Codes, Export, Measure
from reportgen.ledger.mapping import KonteringError, MappedTable, map_export, parse_pattern, read_rules, shares_of
from reportgen.model.kontering import KonteringLine
from reportgen.spec.schema import TemplateSpec

SPEC = template("""
    [[tabell]]
    nyckel = "drift"
    titel = "Drift"
    enhet = "tkr"
    kolumn = [{nyckel = "post", typ = "etikett"}, {nyckel = "utfall"}, {nyckel = "budget"}, {nyckel = "plan"}]
    rad = [
        {nyckel = "loner", etikett = "Löner"},
        {nyckel = "hyror", etikett = "Hyror"},
        {nyckel = "varav", etikett = "varav lokaler", typ = "varav", varav_av = "hyror"},
        {nyckel = "totalt", etikett = "Totalt", typ = "summa", summera = ["loner", "hyror"], inmatning = "ja"},
    ]
""")
TITLES = {"drift": "drift", "drift.löner": "loner"}


def export(*rows: tuple[Codes, int]) -> Export:
    sums: dict[Codes, dict[Measure, int]] = defaultdict(lambda: defaultdict(int))
    for codes, ore in rows:
        sums[codes][Measure.UTFALL] += ore
    return Export("x", sums, (Measure.UTFALL,))


def mapped(lines: list[KonteringLine], made: Export, spec: TemplateSpec = SPEC, *, turned: bool = True) -> MappedTable:
    (table,) = map_export(made, read_rules(lines, spec, TITLES), spec, turned=turned)
    return table


@pytest.mark.parametrize(
    ("text", "fits", "misses"),
    [
        ("5010", ["5010"], ["50101", "501", ""]),
        ("50-53", ["50", "5010", "5399", "53"], ["5400", "5", "4999", ""]),
        ("5000-5999", ["5000", "59991"], ["6000", "599", "4999"]),
        ("51*", ["51", "5110"], ["5010", ""]),
        ("5?1", ["501", "511"], ["5011"]),
        ("5010, 46*;60-61", ["5010", "4620", "6150"], ["5011", "6200"]),
    ],
)
def test_codes_are_named_one_by_one_by_range_and_by_beginning(text: str, fits: list[str], misses: list[str]) -> None:
    pattern = parse_pattern(text)
    assert pattern is not None
    assert [code for code in [*fits, *misses] if pattern.matches(code)] == fits


@pytest.mark.parametrize("text", ["53-50", "5-500", "50 10", "5010+"])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"ingen kod|inget intervall"):
        parse_pattern(text)


def test_signs_are_turned_and_not_when_the_line_says_so() -> None:
    lines = [KonteringLine("Drift", "Löner", "50*"), KonteringLine("drift", "hyror", "60*", sign="lika")]
    table = mapped(lines, export((Codes("5010"), 100), (Codes("6010"), 7)))
    assert table.cells == {("loner", "utfall"): -100, ("hyror", "utfall"): 7}
    assert mapped(lines, export((Codes("5010"), 100)), turned=False).cells == {("loner", "utfall"): 100}


def test_a_measure_goes_to_the_column_that_the_line_names() -> None:
    table = mapped([KonteringLine("drift", "loner", "5*", columns="utfall = plan")], export((Codes("5010"), 1)))
    assert table.cells == {("loner", "plan"): -1}


def test_what_fits_two_rows_goes_to_neither_and_is_told() -> None:
    lines = [KonteringLine("drift", "loner", "5*"), KonteringLine("drift", "hyror", "50*, 60*")]
    table = mapped(lines, export((Codes("5010"), 5), (Codes("5110"), 3)))
    assert table.cells == {("loner", "utfall"): -3}
    assert [(loose.codes.konto, loose.rows) for loose in table.twice] == [("5010", ("loner", "hyror"))]


def test_two_lines_of_one_row_count_an_amount_once() -> None:
    lines = [KonteringLine("drift", "loner", "5*"), KonteringLine("drift", "loner", "50*")]
    assert mapped(lines, export((Codes("5010"), 5))).cells == {("loner", "utfall"): -5}


def test_a_sum_and_an_of_which_with_lines_of_their_own_are_given_beside_their_parts() -> None:
    lines = [
        KonteringLine("drift", "loner", "5*"),
        KonteringLine("drift", "hyror", "6*"),
        KonteringLine("drift", "varav", "60*"),
        KonteringLine("drift", "totalt", "3-8"),
    ]
    table = mapped(lines, export((Codes("5010"), 5), (Codes("6010"), 2), (Codes("6110"), 1)))
    assert table.given == {"varav", "totalt"}
    assert table.cells["totalt", "utfall"] == -8
    assert table.cells["varav", "utfall"] == -2
    assert (table.in_rows(Measure.UTFALL), table.twice, table.unmapped) == (8, (), ())


def test_lines_of_one_row_for_other_measures_each_count() -> None:
    lines = [
        KonteringLine("drift", "loner", "5*", columns="utfall"),
        KonteringLine("drift", "loner", "5*", columns="budget=plan"),
    ]
    made = Export("x", {Codes("5010"): {Measure.UTFALL: 5, Measure.BUDGET: 7, Measure.PROGNOS: 9}}, tuple(Measure))
    table = mapped(lines, made)
    assert {place: ore for place, ore in table.cells.items() if ore} == {("loner", "utfall"): -5, ("loner", "plan"): -7}
    assert table.outside == {Measure.PROGNOS: 9}, "tabellen har ingen kolumn för den"


def test_a_row_that_a_person_has_added_is_known_by_its_name() -> None:
    lines = [KonteringLine("drift", "Bilar", "56*")]
    rules = read_rules(lines, SPEC, {**TITLES, "drift.bilar": "fri_01"})
    (table,) = map_export(export((Codes("5610"), 3)), rules, SPEC, turned=True)
    assert table.cells == {("fri_01", "utfall"): -3}


def test_what_goes_nowhere_is_told_by_the_codes_that_rows_are_told_apart_by() -> None:
    table = mapped(
        [KonteringLine("drift", "loner", "5*")],
        export(
            (Codes("8410", "5510"), 5), (Codes("8410", "5520"), 2), (Codes("8410", "5530"), -7), (Codes("8500", "1"), 1)
        ),
    )
    assert [(table.words(one.codes, {"8500": "Ränta"}), one.amounts) for one in table.unmapped] == [
        ("konto 8500 (Ränta)", {Measure.UTFALL: 1})
    ]


def test_a_row_that_nothing_fits_is_left_alone_and_told() -> None:
    lines = [KonteringLine("drift", "loner", "5*"), KonteringLine("drift", "hyror", "6*")]
    table = mapped(lines, export((Codes("5010"), 5)))
    assert (table.idle, list(table.cells)) == (("hyror",), [("loner", "utfall")])


def test_every_line_that_cannot_be_followed_is_told() -> None:
    lines = [
        KonteringLine("drfit", "loner", "5"),
        KonteringLine("drift", "löön", "5"),
        KonteringLine("drift", "loner", "5 0"),
        KonteringLine("drift", "loner", "5", sign="minus"),
        KonteringLine("drift", "loner", "5", columns="resultat"),
        KonteringLine("drift", "loner"),
    ]
    with pytest.raises(KonteringError) as caught:
        read_rules(lines, SPEC, TITLES)
    assert str(caught.value).count("\n") == 5


CODE = st.sampled_from(["", "1910", "3110", "5010", "5110", "6010", "6110", "4620"])
PATTERN = st.sampled_from(["", "5*", "50*", "51-61", "5010, 60*", "3-8", "1*"])
LINE = st.builds(
    KonteringLine,
    table=st.just("drift"),
    row=st.sampled_from(["loner", "hyror", "varav", "totalt", "-"]),
    konto=PATTERN,
    verksamhet=PATTERN,
    columns=st.sampled_from(["", "", "utfall", "utfall=plan", "budget", "budget=plan"]),
    sign=st.sampled_from(["", "lika", "vänd"]),
)


@given(
    st.lists(LINE, min_size=1, max_size=8),
    st.lists(
        st.tuples(st.builds(Codes, CODE, CODE), st.sampled_from(Measure), st.integers(-(10**9), 10**9)), max_size=12
    ),
)
def test_in_rows_outside_not_mapped_and_twice_are_the_whole_export(
    lines: list[KonteringLine], rows: list[tuple[Codes, Measure, int]]
) -> None:
    """For every measure: the outcome, both budgets, the forecast and the year before; what is in rows stands in cells."""
    sums: dict[Codes, dict[Measure, int]] = defaultdict(lambda: defaultdict(int))
    for codes, measure, ore in rows:
        sums[codes][measure] += ore
    made = Export("x", sums, tuple(Measure))
    rules = read_rules(lines, SPEC, MappingProxyType(TITLES))
    for table in map_export(made, rules, SPEC, turned=True):
        in_rows = 0
        for measure in Measure:
            parts = (table.in_rows(measure), table.outside.get(measure, 0), *table.loose(measure))
            assert sum(parts) == made.total(measure) == sum(ore for _, own, ore in rows if own is measure)
            in_rows += parts[0]
        posts = [(row, column) for row, column in table.cells if row not in table.given]
        if not any(rule.sign == 1 for rule in rules):
            assert -sum(table.cells[place] for place in posts) == in_rows


@given(
    st.lists(LINE, min_size=1, max_size=8),
    st.lists(st.tuples(st.builds(Codes, CODE, CODE), st.integers(-(10**9), 10**9)), max_size=12),
)
def test_the_shares_of_every_cell_add_up_to_it(lines: list[KonteringLine], rows: list[tuple[Codes, int]]) -> None:
    made = export(*rows)
    rules = read_rules(lines, SPEC, MappingProxyType(TITLES))
    for table in map_export(made, rules, SPEC, turned=True):
        for place, ore in table.cells.items():
            shares = shares_of(made, rules, SPEC.tables[0], place, turned=True)
            assert sum(share.amount * share.sign for share in shares) == ore
            assert all(share.amount == made.sums[share.codes][share.measure] for share in shares)
