"""What each chef gets: what they need, nothing of anybody else's, and put together again it is the whole."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drawing import report, template
from malls import filled_reports, malls, values
from reportgen.exchange.merge import Answer, merge
from reportgen.exchange.responsibility import Chef, Item, Kind, Responsibility, items
from reportgen.exchange.slots import slots
from reportgen.exchange.split import Part, leaves, shared, split, unowned
from reportgen.model.position import Place
from reportgen.model.report import Report
from reportgen.model.value import Value
from reportgen.spec.schema import TemplateSpec

CHEFER = (Chef("Anna Ek"), Chef("Bo Al"), Chef("Cia Lind"))

SPEC = template("""
    [[text]]
    nyckel = "inledning"
    rubrik = "Inledning"

    [[text]]
    nyckel = "slut"
    rubrik = "Slutord"

    [[skala]]
    nyckel = "lage"
    niva = [{ nyckel = "ja", text = "Ja" }, { nyckel = "nej", text = "Nej" }]

    [[tabell]]
    nyckel = "drift"
    titel = "Driftredovisning"
    enhet = "tkr"
    kolumn = [
      { nyckel = "post", rubrik = "Verksamhet", typ = "etikett" },
      { nyckel = "budget", rubrik = "Budget", hos_chef = "visas" },
      { nyckel = "prognos", rubrik = "Prognos", hos_chef = "fylls_i" },
      { nyckel = "avvikelse", rubrik = "Avvikelse", formel = "prognos - budget" },
      { nyckel = "andel", rubrik = "Andel", typ = "procent", formel = "prognos / drift.totalt.prognos * 100" },
      { nyckel = "internt", rubrik = "Internt", hos_chef = "dold" },
      { nyckel = "kommentar", rubrik = "Kommentar", typ = "text" },
    ]
    rad = [
      { nyckel = "barn", etikett = "Barn", grupp = "IFO" },
      { nyckel = "vuxna", etikett = "Vuxna", grupp = "IFO" },
      { nyckel = "ifo", etikett = "IFO", typ = "summa", summera = ["barn", "vuxna"], grupp = "IFO" },
      { nyckel = "aldre", etikett = "Äldre", grupp = "Omsorg" },
      { nyckel = "totalt", etikett = "Totalt", typ = "summa", summera = ["ifo", "aldre"] },
    ]

    [[tabell]]
    nyckel = "mal"
    titel = "Mål"
    form = "register"
    kolumn = [
      { nyckel = "mal", rubrik = "Mål", typ = "etikett" },
      { nyckel = "lage", rubrik = "Läge", typ = "status", skala = "lage" },
      { nyckel = "kommentar", rubrik = "Kommentar", typ = "text" },
    ]
    rad = [{ nyckel = "trygg", etikett = "Trygg vård" }, { nyckel = "hemma", etikett = "Bo hemma" }]

    [[tabell]]
    nyckel = "matt"
    titel = "Mått"
    form = "register"
    foralder = "mal"
    fria_rader = 3
    kolumn = [{ nyckel = "namn", rubrik = "Mått", typ = "etikett" }, { nyckel = "varde", rubrik = "Värde", typ = "antal" }]
    rad = [{ nyckel = "fall", etikett = "Fall", foralder = "trygg" }]
""")

WHOLE = report(
    SPEC,
    """
    drift  | budget | prognos | kommentar
    barn   | 100    | 110     | Fler placeringar
    vuxna  | 50     |         |
    ifo    |        |         |
    aldre  | 700    | 777     | Hemligt
    totalt |        |         |

    mal    | lage | kommentar
    trygg  | Ja   | Annans ord
    hemma  |      |

    matt        | varde
    fall        | 3
    fri_01: Ras | 4
    """,
    texts={"inledning": "Början", "slut": "Slutet"},
)

IFO = Responsibility(CHEFER, {"drift:IFO": ("Anna Ek",), "drift.aldre": ("Bo Al",), "mal": ("Bo Al",)})


def part_of(who: str, responsibility: Responsibility = IFO) -> Part:
    chef = responsibility.chef(who)
    assert chef is not None
    part = split(WHOLE, SPEC, responsibility, chef)
    assert part is not None
    return part


def test_a_chef_gets_the_rows_of_their_groups_and_sums_of_them_alone() -> None:
    assert [row.key for row in part_of("Anna Ek").report.table("drift").rows] == ["barn", "vuxna", "ifo"]
    assert [row.key for row in part_of("Bo Al").report.table("drift").rows] == ["aldre"]


def test_nothing_of_anybody_elses_is_in_a_part() -> None:
    """Not the words, not the figures, not what is worked out from them, not the names of other rows."""
    said = repr(part_of("Anna Ek"))
    for word in ("Hemligt", "777", "Äldre", "Annans ord", "Slutet", "Ras"):
        assert word not in said


def test_what_is_worked_out_from_others_rows_stands_empty_and_what_is_not_lives() -> None:
    table = part_of("Anna Ek").spec.table("drift")
    assert table is not None
    barn = table.row("barn")
    assert barn is not None
    assert barn.fixed == {"budget": "", "andel": ""}


def test_only_what_chefer_fill_in_is_open() -> None:
    """A figure that is there is only seen, unless the mall says otherwise; words and what is missing are open."""
    opened = part_of("Anna Ek").open
    assert opened == {
        Place("drift", row, column) for row in ("barn", "vuxna") for column in ("prognos", "kommentar")
    } | {Place("drift", "ifo", "kommentar")}


def test_a_hidden_column_does_not_go_out() -> None:
    table = part_of("Anna Ek").spec.table("drift")
    assert table is not None
    assert "internt" not in [column.key for column in table.columns]


def test_the_owner_of_a_row_goes_along_by_name_only() -> None:
    responsibility = Responsibility(CHEFER, {"matt.fall": ("Anna Ek",)})
    part = part_of("Anna Ek", responsibility)
    assert [(row.key, dict(row.cells)) for row in part.report.table("mal").rows] == [("trygg", {})]
    assert not [place for place in part.open if place.table == "mal"]


def test_new_rows_of_two_chefer_have_keys_of_their_own() -> None:
    responsibility = Responsibility(CHEFER, {"matt.+": ("Anna Ek", "Bo Al")})
    anna, bo = (part_of(who, responsibility).report.table("matt").rows for who in ("Anna Ek", "Bo Al"))
    assert len(anna) == len(bo) == 3
    assert not {row.key for row in anna} & {row.key for row in bo}


def test_a_row_that_a_chef_has_added_is_theirs() -> None:
    chef = CHEFER[0]
    added = report(SPEC, f"matt | varde\n{chef.series}01: Nytt | 4")
    item = next(item for item in items(added, SPEC) if item.mark == f"matt.{chef.series}01")
    assert Responsibility(CHEFER).owners_of(item) == (chef,)


def test_what_nobody_has_and_what_two_have_is_told() -> None:
    responsibility = Responsibility(
        CHEFER, {"drift": ("Anna Ek",), "drift.aldre": ("Anna Ek", "bo  al"), "mal": (), "matt": ("Bo Al",)}
    )
    assert [item.mark for item in unowned(WHOLE, SPEC, responsibility)] == ["text.inledning", "text.slut"]
    assert [(item.mark, [c.name for c in chefer]) for item, chefer in shared(WHOLE, SPEC, responsibility)] == [
        ("drift.aldre", ["Anna Ek", "Bo Al"])
    ]


def test_a_chef_with_nothing_gets_nothing() -> None:
    assert split(WHOLE, SPEC, IFO, CHEFER[2]) is None


def test_items_are_listed_by_what_people_call_them() -> None:
    listed = [(item.kind, item.label) for item in items(WHOLE, SPEC) if item.mark.startswith(("drift", "text"))]
    assert listed == [
        (Kind.TABELL, "Driftredovisning"), (Kind.GRUPP, "IFO"), (Kind.RAD, "Barn"), (Kind.RAD, "Vuxna"), (Kind.RAD, "IFO"),
        (Kind.GRUPP, "Omsorg"), (Kind.RAD, "Äldre"), (Kind.RAD, "Totalt"), (Kind.TEXT, "Inledning"), (Kind.TEXT, "Slutord"),
    ]  # fmt: skip


# Laws


@st.composite
def responsibilities(draw: st.DrawFn, found: list[Item]) -> Responsibility:
    """Any items to any chefer, some to nobody and some to two."""
    names = st.lists(st.sampled_from([chef.name for chef in CHEFER]), max_size=2, unique=True).map(tuple)
    return Responsibility(CHEFER, draw(st.dictionaries(st.sampled_from([item.mark for item in found]), names)))


@st.composite
def parts(draw: st.DrawFn) -> tuple[TemplateSpec, Report, Responsibility, list[Part]]:
    spec = draw(malls())
    whole = draw(filled_reports(spec))
    responsibility = draw(responsibilities(list(items(whole, spec))))
    found = (split(whole, spec, responsibility, chef) for chef in CHEFER)
    return spec, whole, responsibility, [part for part in found if part]


def answer(part: Part, edits: dict[Place, Value]) -> Answer:
    values = {place: value for place, value in {**part.base, **edits}.items() if value is not None}
    return Answer(part.chef.name, part.base, values)


def new_values(part: Part) -> st.SearchStrategy[dict[Place, Value]]:
    """What a chef may write in open cells of rows that are there."""
    found: dict[Place, st.SearchStrategy[Value]] = {}
    for place in sorted(part.open, key=str):
        table = part.spec.table(place.table)
        column = table.column(place.column or "") if table else None
        if place.table == "text":
            found[place] = st.sampled_from([None, "Ny text", "Annan text"])
        elif column is not None:
            found[place] = st.none() | values(column)
    return st.fixed_dictionaries({}, optional=found)


@pytest.mark.slow
@settings(max_examples=400, suppress_health_check=list(HealthCheck))
@given(parts())
def test_what_was_split_and_comes_back_untouched_is_the_whole(
    drawn: tuple[TemplateSpec, Report, Responsibility, list[Part]],
) -> None:
    _, whole, _, found = drawn
    merged = merge(whole, [answer(part, {}) for part in found])
    assert merged.report is whole
    assert not merged.conflicts
    assert not merged.memory


@pytest.mark.slow
@settings(max_examples=400, suppress_health_check=list(HealthCheck))
@given(parts(), st.data())
def test_every_edit_of_a_chef_arrives_or_is_a_conflict(
    drawn: tuple[TemplateSpec, Report, Responsibility, list[Part]], data: st.DataObject
) -> None:
    _, whole, _, found = drawn
    written = [(part, data.draw(new_values(part))) for part in found]
    merged = merge(whole, [answer(part, edits) for part, edits in written])
    now, open_conflicts = slots(merged.report), {c.place: c for c in merged.conflicts}
    for part, edits in written:
        for place, value in edits.items():
            if place in open_conflicts and part.base.get(place) != value:
                assert value in [p.value for p in open_conflicts[place].proposals]
            elif part.base.get(place) != value:
                assert now.get(place) == value


@pytest.mark.slow
@settings(max_examples=400, suppress_health_check=list(HealthCheck))
@given(parts())
def test_a_part_holds_only_values_of_the_whole_at_the_same_places(
    drawn: tuple[TemplateSpec, Report, Responsibility, list[Part]],
) -> None:
    spec, whole, responsibility, found = drawn
    all_values = slots(whole)
    named = {table.parent for table in spec.tables}
    for part in found:
        own = {i.mark for i in leaves(whole, spec) if part.chef in (responsibility.owners_of(i) or ())}
        for place, value in part.base.items():
            assert all_values[place] == value
            is_sum = place.row == "summa"
            is_name = place.column is None and place.table in named
            assert str(Place(place.table, place.row)) in own or is_sum or is_name or place.column == "#foralder"


def test_a_sum_of_ones_own_rows_keeps_its_formula() -> None:
    table = part_of("Anna Ek").spec.table("drift")
    assert table is not None
    total = table.row("ifo")
    assert total is not None
    assert total.sum_of == ["barn", "vuxna"]
    assert "prognos" not in total.fixed
    assert part_of("Anna Ek").report.table("drift").cell("barn", "prognos").value == Decimal(110)
