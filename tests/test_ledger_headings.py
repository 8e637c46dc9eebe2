"""Each column is found by its heading, however the economy system names it; another period's is not taken for ours."""

from __future__ import annotations

import pytest

from reportgen.ledger.csv_text import CsvText
from reportgen.ledger.export import Export, LedgerError, Measure
from reportgen.ledger.source import Source
from reportgen.ledger.tabular import export_of
from reportgen.model.period import Period


def read(head: str, *rows: str) -> Export:
    return export_of(CsvText("\n".join([head, *rows]).encode()), "lista.csv", Period(2025, 8), Source())


def sums(export: Export) -> dict[str, int]:
    return {str(measure): export.total(measure) // 100 for measure in export.measures}


VARIANTS = {
    "Ansvar;Verksamhet;Konto;Objekt;Motpart;Budget år;Budget ack;Utfall ack;Prognos;Föreg år": "1;2;3;4;5;40;20;10;50;30",
    "Kontonr;Kontotext;Vht;Ansvar;Årsbudget;Ack budget;Ack utfall;Ack utfall fg år;Helårsprognos": "1;Lön;2;3;40;20;10;30;50",
    "Konto;Konto (T);Ansvar (T);Utfall ack 2025;Budget ack 2025;Utfall ack 2024;Budget 2025;Prognos 2025": "1;a;b;10;20;30;40;50",
    "Konto;Kontonamn;Utfall period;Ackumulerat utfall;Ackumulerad budget;Föregående år;Årsbudget;Årsprognos":
        "1;a;99;10;20;30;40;50",
    "KONTO;UTFALL_ACK_202508;BUDGET_ACK_202508;UTFALL_ACK_202408;BUDGET_HELÅR;PROGNOS_HELÅR": "1;10;20;30;40;50",
    "Konto;Utfall ack (kr);Budget ack kr;Föreg år kr;Budget år (kr);Prognos (kr)": "1;10;20;30;40;50",
}  # fmt: skip


@pytest.mark.parametrize("head", VARIANTS, ids=range(len(VARIANTS)))
def test_headings_of_the_usual_systems_are_known(head: str) -> None:
    assert sums(read(head, VARIANTS[head])) == {
        "utfall": 10,
        "periodbudget": 20,
        "utfall_fg": 30,
        "budget": 40,
        "prognos": 50,
    }


def test_the_year_before_is_told_by_its_year_also_when_it_comes_first() -> None:
    assert sums(read("Konto;Utfall 2024;Utfall 2025", "1;30;10")) == {"utfall": 10, "utfall_fg": 30}


def test_a_column_of_an_older_year_is_not_used_and_told() -> None:
    export = read("Konto;Utfall 2023;Utfall 2025", "1;99;10")
    assert sums(export) == {"utfall": 10}
    assert export.remarks == ("lista.csv: kolumnen Utfall 2023 används inte.",)


@pytest.mark.parametrize("heading", ["Utfall ack 202507", "Utfall ack 202608", "Utfall 2023", "Budget 2026"])
def test_a_list_of_another_period_is_refused(heading: str) -> None:
    with pytest.raises(LedgerError, match="annan period än rapportens") as caught:
        read(f"Titel\nKonto;{heading}", "1;10")
    assert [fault.line for fault in caught.value.faults] == [2]


def test_accumulated_comes_before_the_month_wherever_it_stands() -> None:
    assert sums(read("Konto;Utfall period;Budget period;Utfall ack;Budget ack", "1;1;2;10;20")) == {
        "utfall": 10,
        "periodbudget": 20,
    }


def test_a_unit_in_a_heading_is_the_one_that_the_amounts_are_read_in() -> None:
    with pytest.raises(LedgerError, match=r"Utfall \(tkr\) säger tkr, men beloppen läses i kr"):
        read("Konto;Utfall (tkr)", "1;10")
    text = CsvText(b"Konto;Utfall (mkr)\n1;10\n")
    assert export_of(text, "lista.csv", Period(2025, 8), Source(unit="mnkr")).total(Measure.UTFALL) == 10 * 10**8


def test_the_first_of_two_equal_headings_is_used() -> None:
    assert read("Konto;Utfall;Utfall", "1;10;99").total(Measure.UTFALL) == 1000
