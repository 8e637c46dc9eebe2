"""A figure of another size than its row's other columns is found; rows that grow, shrink or are new are not."""

from __future__ import annotations

import pytest

from drawing import context, report, seen, template
from reportgen.checks.sizes import check_column_units, check_parts_of_year, check_sizes
from yearly import SPEC, drift

ALL = (check_sizes, check_column_units, check_parts_of_year)


@pytest.mark.parametrize(
    ("barn", "cell", "times"),
    [
        ("-7594 | -83180 | -31800 | -33900", "D4", "10 större"),
        ("-7594 | -8318 | -3180 | -33900", "E4", "10 mindre"),
        ("-7594 | -8318 | -31800000 | -33900", "E4", "1 000 större"),
        ("-7594 | -8318 | -31800 | -34", "F4", "1 000 mindre"),
        ("-759400 | -8318 | -31800 | -33900", "C4", "100 större"),
    ],
)
def test_figure_off_by_a_power_of_ten_is_found_at_its_cell(barn: str, cell: str, times: str) -> None:
    (finding,) = check_sizes(drift(barn))
    assert seen([finding]) == [("STORLEK_AVVIKER", f"Drift!{cell}")]
    assert f"{finding.details['times']} {finding.details['way']}".replace("\u00a0", " ") == times


@pytest.mark.parametrize(
    "barn",
    ["-7594 | -15636 | -31800 | -62000", "-7594 | -1831 | -31800 | -33900", "0 | 0 | 0 | -33900", "| -8318 | |"],
)
def test_growth_savings_and_new_rows_are_no_slips_of_size(barn: str) -> None:
    assert seen(check_sizes(drift(barn))) == []


def test_whole_column_in_kronor_is_one_finding() -> None:
    lines = [
        "drift   | utfall_fg | utfall   | budget | prognos",
        "barn    | -7594     | -8318123 | -31800 | -33900",
        "vuxna   | -5386     | -7155456 | -24600 | -28200",
        "bistand | -9264     | -10170789 | -38400 | -40437",
        "stab    | -4176     | -4186012 | -17600 | -17100",
    ]
    made = context(SPEC, report(SPEC, "\n".join(lines), period="2025-03"))
    assert seen(check_column_units(made)) == [("KOLUMN_I_ANNAN_ENHET", "Drift!D4")]
    assert seen(check_sizes(made)) == []


def test_table_whose_columns_go_together_is_silent() -> None:
    made = drift()
    assert [found for check in ALL for found in seen(check(made))] == []


def test_two_columns_that_go_together_answer_for_each_other_in_the_malls_own_rows() -> None:
    rows = [f"rad_{n}" for n in range(8)]
    listed = "".join(f'[[tabell.rad]]\nnyckel = "{row}"\netikett = "{row}"\n' for row in rows)
    spec = template(
        "[[tabell]]\nnyckel = 'volymer'\ntitel = 'Volymer'\nfria_rader = 8\n"
        "[[tabell.kolumn]]\nnyckel = 'post'\ntyp = 'etikett'\n"
        "[[tabell.kolumn]]\nnyckel = 'budget'\ntyp = 'antal'\n[[tabell.kolumn]]\nnyckel = 'prognos'\ntyp = 'antal'\n"
        + listed
    )
    even = "\n".join(f"{row} | {400 + 10 * n} | {390 + 12 * n}" for n, row in enumerate(rows[1:]))
    off = context(spec, report(spec, f"volymer | budget | prognos\nrad_0 | 405 | 4230\n{even}"))
    free = context(spec, report(spec, f"volymer | budget | prognos\n{even}\nfri_01: Ny | 405 | 4230"))
    assert seen(check_sizes(off)) == [("STORLEK_AVVIKER", "Volymer!D4")]
    assert seen(check_sizes(free)) == []


def test_forecast_below_what_has_been_spent_is_found_until_the_year_is_over() -> None:
    low = "-7594 | -8318 | -31800 | -8000"
    assert seen(check_parts_of_year(drift(low))) == [("PERIOD_OVER_HELAR", "Drift!F4")]
    assert seen(check_parts_of_year(drift(low, period="2025-12"))) == []
    assert seen(check_parts_of_year(drift("-7594 | -8318 | -31800 | -8300"))) == []
