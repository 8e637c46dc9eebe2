"""What a column is, told from the headings that reports have."""

from __future__ import annotations

import pytest

from reportgen.checks.narrative.roles import Role, What, role_of
from reportgen.model.period import Period

AUGUST, YEAR = Period(2024, 8), Period(2024, 12)


@pytest.mark.parametrize(
    ("heading", "key", "role"),
    [
        ("Utfall jan–aug 2024", "utfall", Role(What.OUTCOME, 2024, part=True)),
        ("Utfall jan–aug 2023", "utfall_fg", Role(What.OUTCOME, 2023, part=True)),
        ("Periodens utfall 202401–202408", "utfall", Role(What.OUTCOME, 2024, part=True)),
        ("Bokslut 2023", "bokslut_fg", Role(What.OUTCOME, 2023)),
        ("Budget 2024", "budget", Role(What.BUDGET, 2024)),
        ("Budget jan–aug 2024", "periodbudget", Role(What.BUDGET, 2024, part=True)),
        ("Kommunbidrag 2024", "kommunbidrag", Role(What.BUDGET, 2024)),
        ("Prognos helår 2024", "prognos", Role(What.FORECAST, 2024)),
        ("Prognos delår 1", "prognos_fore", Role(What.FORMER, 2024)),
        ("Avvikelse prognos helår mot budget", "avvikelse", Role(What.VARIANCE, 2024)),
        ("Avvikelse jan–aug 2024", "avvikelse_per", Role(What.VARIANCE, 2024, part=True)),
        ("Förändring", "forandring", Role(What.CHANGE, 2024)),
        ("Källa", "kalla", None),
    ],
)
def test_role_in_an_august_report(heading: str, key: str, role: Role | None) -> None:
    assert role_of(heading, key, AUGUST) == role


@pytest.mark.parametrize(
    ("heading", "key", "role"),
    [
        ("2024", "utfall", Role(What.OUTCOME, 2024)),
        ("2023", "utfall_fg", Role(What.OUTCOME, 2023)),
        ("Årsbudget", "budget", Role(What.BUDGET, 2024)),
        ("Prognosavvikelse", "prognosavvikelse", Role(What.VARIANCE, 2024)),
        ("% 24/23", "forandring_pct", Role(What.CHANGE, 2024)),
    ],
)
def test_role_in_a_report_of_the_year(heading: str, key: str, role: Role) -> None:
    assert role_of(heading, key, YEAR) == role
