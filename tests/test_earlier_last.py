"""What was said last time at the places that somebody fills in now."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from archives import SPEC, closing, drawn
from drawing import report
from reportgen.earlier.known import Earlier
from reportgen.earlier.last import last_time
from reportgen.model.archived import Archived
from reportgen.model.period import Period
from reportgen.model.position import Place

NOW = report(SPEC, "drift | utfall\nvard | ~\nskola | ~\nn7: Bilar | ~\nn8: | ~", period="2025-09")
UTFALL = Place("drift", "vard", "utfall")


def closed(period: str, tables: str, **texts: str) -> Archived:
    return Archived(closing(period), drawn(tables, period, SPEC, **texts))


def earlier(*archived: Archived) -> Earlier:
    return Earlier(Period(2025, 9), "prov", archived)


def test_the_latest_closed_period_counts_and_only_the_places_asked_for() -> None:
    known = earlier(
        closed("2025-07", "drift | utfall\nvard | 7"), closed("2025-08", "drift | utfall\nvard | 8\nskola | 9")
    )
    (told,) = last_time([UTFALL], NOW, SPEC, known).values()
    assert (str(told.period), dict(told.values)) == ("2025-08", {UTFALL: Decimal(8)})
    assert told.headings["utfall"] == "Utfall jan–aug 2025"


def test_period_after_the_report_is_not_the_last_time() -> None:
    assert not last_time([UTFALL], NOW, SPEC, earlier(closed("2025-10", "drift | utfall\nvard | 7")))


def test_added_row_is_known_by_its_name() -> None:
    known = earlier(closed("2025-08", "drift | utfall\nn1: bilar | 5\nn8: Annat | 6"))
    places = [Place("drift", key, "utfall") for key in ("n7", "n8")]
    assert dict(last_time(places, NOW, SPEC, known)["drift"].values) == {places[0]: Decimal(5)}


def test_text_is_as_it_was_written_and_not_with_the_figures_of_others() -> None:
    words = "Utfallet blev {{drift.skola.utfall}} tkr."
    known = earlier(closed("2025-08", "drift | utfall\nskola | 9", inledning=words))
    place = Place("text", "inledning")
    assert last_time([place], NOW, SPEC, known)["text"].values[place] == words


def test_value_in_another_unit_is_told_in_the_unit_of_now() -> None:
    table = SPEC.tables[0].model_copy(update={"unit": "mkr"})
    spec = SPEC.model_copy(update={"tables": [table]})
    known = replace(earlier(closed("2025-08", "drift | utfall\nvard | 1500")))
    assert last_time([UTFALL], NOW, spec, known)["drift"].values[UTFALL] == Decimal("1.5")
