"""From an older mall to a newer one: every value is in its place of now, or among what has none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawing import BASE, template
from malls import filled_reports, malls
from reportgen.model.position import Place
from reportgen.model.report import Acknowledgement, Report
from reportgen.model.value import DASH, Value
from reportgen.spec.moves import Moves
from reportgen.spec.schema import MoveSpec, TableSpec, TemplateSpec
from reportgen.workbook.carry import Carried, carry, is_free
from reportgen.workbook.grid import Book, Grid, GridCell
from reportgen.workbook.layout import lay_out
from reportgen.workbook.numbers import read_number
from reportgen.workbook.plan import to_grid
from reportgen.workbook.read import read_book
from reportgen.workbook.remembered import Unplaced, remember
from reportgen.workbook.unplaced_sheet import unplaced_sheet
from reportgen.workbook.write import workbook_bytes
from sheets import CREATED, MALL, bare, book_of, edited, empty, filled, read, with_grid

V2 = BASE.replace('version = "1.0"', 'version = "2.0"')

OLD = template("""
    [[uppgift]]
    nyckel = "dnr"
    etikett = "Diarienummer"
    [[text]]
    nyckel = "inledning"
    rubrik = "Inledning"
    [[text]]
    nyckel = "framat"
    rubrik = "Framåt"
    [[tabell]]
    nyckel = "volymer"
    titel = "Volymer"
    enhet = "antal"
    fria_rader = 2
    kolumn = [
      { nyckel = "namn", rubrik = "Post", typ = "etikett" },
      { nyckel = "budget", rubrik = "Budget" },
      { nyckel = "utfall", rubrik = "Utfall" },
      { nyckel = "avvikelse", rubrik = "Avvikelse", formel = "utfall - budget" },
      { nyckel = "andel", rubrik = "Andel", typ = "procent" },
      { nyckel = "kommentar", rubrik = "Kommentar", typ = "text" },
    ]
    rad = [
      { nyckel = "gammal", etikett = "Gamla platser" },
      { nyckel = "barn", etikett = "Barn" },
      { nyckel = "unga", etikett = "Unga" },
      { nyckel = "delad", etikett = "Vuxna" },
      { nyckel = "borta", etikett = "Borttagen" },
      { nyckel = "totalt", etikett = "Totalt", typ = "summa", summera = [
        "gammal", "barn", "unga", "delad", "borta", "fria_rader" ] },
    ]
    [[tabell]]
    nyckel = "lista"
    titel = "Lista"
    fria_rader = 2
    kolumn = [{ nyckel = "vad", rubrik = "Vad", typ = "etikett" }, { nyckel = "nar", rubrik = "När", typ = "datum" }]
""")  # fmt: skip

NEW = template("""
    [[uppgift]]
    nyckel = "dnr"
    etikett = "Diarienummer"
    [[uppgift]]
    nyckel = "datum"
    etikett = "Datum"
    standard = "Senare"
    [[text]]
    nyckel = "sammanfattning"
    rubrik = "Sammanfattning"
    [[tabell]]
    nyckel = "volymer"
    titel = "Volymer"
    enhet = "antal"
    fria_rader = 2
    kolumn = [
      { nyckel = "namn", rubrik = "Post", typ = "etikett" },
      { nyckel = "arsbudget", rubrik = "Budget" },
      { nyckel = "utfall", rubrik = "Utfall" },
      { nyckel = "avvikelse", rubrik = "Avvikelse", formel = "utfall - arsbudget" },
      { nyckel = "kommentar", rubrik = "Kommentar", typ = "text" },
    ]
    rad = [
      { nyckel = "ny", etikett = "Platser" },
      { nyckel = "barn_unga", etikett = "Barn och unga" },
      { nyckel = "vuxna_a", etikett = "Vuxna, insatser" },
      { nyckel = "vuxna_b", etikett = "Vuxna, boende" },
      { nyckel = "totalt", etikett = "Totalt", typ = "summa", summera = ["ny", "barn_unga", "vuxna_a", "vuxna_b", "fria_rader"] },
    ]
    [[tabell]]
    nyckel = "till"
    titel = "Tillkommen"
    kolumn = [{ nyckel = "namn", rubrik = "Post", typ = "etikett" }, { nyckel = "utfall", rubrik = "Utfall" }]
    rad = [{ nyckel = "ett", etikett = "Ett" }]
    [[flytt]]
    fran = "volymer.gammal"
    till = "volymer.ny"
    [[flytt]]
    fran = "volymer.barn"
    till = "volymer.barn_unga"
    sammanslagen = true
    [[flytt]]
    fran = "volymer.unga"
    till = "volymer.barn_unga"
    sammanslagen = true
    [[flytt]]
    fran = "volymer.delad"
    till = "volymer.vuxna_a"
    [[flytt]]
    fran = "volymer.delad"
    till = "volymer.vuxna_b"
    [[flytt]]
    fran = "volymer.budget"
    till = "volymer.arsbudget"
    [[flytt]]
    fran = "text.inledning"
    till = "text.sammanfattning"
    sammanslagen = true
    [[flytt]]
    fran = "text.framat"
    till = "text.sammanfattning"
    sammanslagen = true
""", head=V2)  # fmt: skip


def old_report() -> Report:
    """The old mall filled in all over."""
    report = filled(
        empty(OLD),
        {
            "volymer.gammal.budget": 10,
            "volymer.gammal.utfall": 11,
            "volymer.gammal.andel": 40,
            "volymer.barn.budget": 20,
            "volymer.barn.utfall": DASH,
            "volymer.barn.kommentar": "Fler barn.",
            "volymer.unga.budget": 5,
            "volymer.unga.utfall": 7,
            "volymer.unga.kommentar": "Färre unga.",
            "volymer.delad.utfall": 9,
            "volymer.borta.utfall": 3,
            "volymer.fri_01.utfall": 2,
            "lista.fri_01.nar": date(2024, 5, 1),
        },
        {"volymer.fri_01": "Egen rad", "lista.fri_01": "En sak"},
    )
    cells = {"inledning": "Först.", "framat": "Sedan."}
    texts = {key: replace(cell, value=cells[key]) for key, cell in report.texts.items()}
    facts = {"dnr": replace(report.fact("dnr"), value="SN 2024/1")}
    acks = (
        Acknowledgement("SUMMA_FEL", Place("volymer", "gammal", "budget"), "10", "Känt.", "M. Ek"),
        Acknowledgement("VARDE_SAKNAS", Place("volymer", "borta", "budget"), "", "Upphört."),
    )
    return replace(report, facts=MappingProxyType(facts), texts=MappingProxyType(texts), acknowledged=acks)


def carried(report: Report, was: TemplateSpec = OLD, now: TemplateSpec = NEW) -> Carried:
    return carry(remember(book_of(report, was), now), now)


def unplaced(found: Carried) -> dict[str, Value]:
    return {f"{item.place} {item.why}": item.value for item in found.unplaced}


def test_what_has_kept_or_changed_its_name_is_in_its_place() -> None:
    report = carried(old_report()).report
    places = {
        "volymer.ny.arsbudget": Decimal(10),
        "volymer.ny.utfall": Decimal(11),
        "volymer.fri_01.utfall": Decimal(2),
        "uppgift.dnr": "SN 2024/1",
        "uppgift.datum": "Senare",
    }
    assert {place: report.cell(Place.parse(place)).value for place in places} == places
    row = report.table("volymer").row("fri_01")
    assert row is not None
    assert (row.label, row.added) == ("Egen rad", True)
    assert report.version == "2.0"
    assert [row.key for row in report.table("volymer").rows][:5] == ["ny", "barn_unga", "vuxna_a", "vuxna_b", "fri_01"]


def test_rows_and_texts_that_are_merged_are_summed_and_follow_each_other() -> None:
    found = carried(old_report())
    row = found.report.table("volymer").row("barn_unga")
    assert row is not None
    assert {key: cell.value for key, cell in row.cells.items()} == {
        "arsbudget": Decimal(25),
        "utfall": Decimal(7),
        "kommentar": "Fler barn.\nFärre unga.",
    }
    assert found.report.text("sammanfattning").value == "Först.\n\nSedan."
    assert found.merged["volymer.barn_unga.utfall"] == ("volymer.barn.utfall", "volymer.unga.utfall")


def test_what_has_no_place_is_told_with_its_value_and_where_it_went() -> None:
    assert unplaced(carried(old_report())) == {
        "volymer.gammal.andel finns inte i mallen nu": Decimal(40),
        "volymer.delad.utfall delad på volymer.vuxna_a och volymer.vuxna_b": Decimal(9),
        "volymer.borta.utfall finns inte i mallen nu": Decimal(3),
        "volymer.totalt.utfall mallen ger nu 20": Decimal(32),
        "volymer.totalt.avvikelse mallen ger nu −15": Decimal(-3),
        "lista.fri_01.nar finns inte i mallen nu": "2024-05-01",
        "lista.fri_01 finns inte i mallen nu": "En sak",
        "volymer.borta.budget finns inte i mallen nu": "Upphört.",
    }


def test_acknowledgements_follow_their_place() -> None:
    (ack,) = carried(old_report()).report.acknowledged
    assert (str(ack.place), ack.found, ack.reason, ack.by) == ("volymer.ny.arsbudget", "10", "Känt.", "M. Ek")


def test_label_of_what_has_no_place_is_that_of_row_and_column() -> None:
    labels = {item.place: item.label for item in carried(old_report()).unplaced}
    assert labels["volymer.borta.utfall"] == "Borttagen, Utfall"
    assert labels["lista.fri_01.nar"] == "En sak, När"


def test_a_name_given_by_a_person_stays_and_an_older_name_of_the_mall_does_not() -> None:
    plain = book_of(old_report(), OLD)
    row = next(row for row in plain.grids[1].rows() if plain.grids[1].text(row, 0) == "gammal")
    book = edited(plain, "Volymer", {f"B{row}": "Mina platser"})
    found = carry(remember(book, NEW), NEW)
    names = {row.key: row.label for row in found.report.table("volymer").rows}
    assert (names["ny"], names["barn_unga"]) == ("Mina platser", "Barn och unga")


def test_values_that_cannot_be_put_together_are_left() -> None:
    report = filled(old_report(), {"volymer.barn.utfall": "många"})
    found = carried(report)
    assert found.report.cell(Place("volymer", "barn_unga", "utfall")).is_empty
    left = {item.place: item.value for item in found.unplaced if item.why.startswith("kan inte läggas ihop")}
    assert left == {"volymer.barn.utfall": "många", "volymer.unga.utfall": Decimal(7)}


def test_what_was_written_outside_the_tables_and_in_notes_is_kept_and_own_sheets_are_named() -> None:
    book = edited(book_of(old_report(), OLD), "Volymer", {"K2": "Ring Anna"})
    book = with_grid(book, "Lista", lambda grid: replace(grid, comments=MappingProxyType({(9, 1): "Stäm av"})))
    book = replace(book, grids=(*book.grids, Grid("Mitt blad", MappingProxyType({(1, 0): GridCell("x")}))))
    old = remember(book, NEW)
    kept = {(item.place, item.value) for item in carry(old, NEW).unplaced}
    assert {("Volymer!K2", "Ring Anna"), ("Lista!B9", "Stäm av")} <= kept
    assert old.own_sheets == ("Mitt blad",)


def test_what_was_without_place_once_is_kept_the_next_time() -> None:
    first = carried(old_report())
    again = Book("ny.xlsx", (*book_of(first.report, NEW).grids, to_grid(unplaced_sheet(first.unplaced))))
    second = carry(remember(again, NEW), NEW)
    assert second.unplaced == first.unplaced
    assert remember(again, NEW).own_sheets == ()


def test_the_sheet_holds_every_kind_of_value_through_a_file() -> None:
    values = [Decimal("12345.678"), date(2024, 5, 1), "1,50", "Två\nrader", DASH]
    kept = tuple(Unplaced(f"a.b.c{n}", "Namn, rubrik", value, "skäl") for n, value in enumerate(values))
    *shown, hidden = lay_out(empty(NEW), NEW)
    book = read_book(workbook_bytes([*shown, unplaced_sheet(kept), hidden], created=CREATED), "ny.xlsx")
    assert remember(book, NEW).loose == kept


def test_a_table_can_change_its_name_with_all_it_has() -> None:
    toml = """
        [[tabell]]
        nyckel = "saker"
        titel = "Saker"
        fria_rader = 2
        kolumn = [{ nyckel = "vad", rubrik = "Vad", typ = "etikett" }, { nyckel = "nar", rubrik = "När", typ = "datum" }]
        [[flytt]]
        fran = "lista"
        till = "saker"
    """
    report = carried(old_report(), now=template(toml, head=V2)).report
    assert report.cell(Place("saker", "fri_01", "nar")).value == date(2024, 5, 1)


def test_the_same_mall_gives_the_same_report() -> None:
    report = filled(
        empty(),
        {"ekonomi.summa.budget": 5, "ekonomi.fri_02.antal": 2, "matt.fri_01.utfall": "Öka", "ekonomi.hyror.prognos": 3},
        {"ekonomi.fri_02": "Egen", "matt.fri_01": "Eget mått", "ekonomi.hyror": "Lokaler"},
    )
    found = carried(report, MALL, MALL)
    assert (bare(found.report), found.unplaced, found.merged) == (bare(report), (), {})


@pytest.mark.slow
@given(st.data())
def test_any_report_of_the_same_mall_is_carried_whole(data: st.DataObject) -> None:
    spec = data.draw(malls())
    report = replace(data.draw(filled_reports(spec)), acknowledged=())
    found = carried(report, spec, spec)
    assert found.unplaced == ()
    assert bare(found.report) == bare(read(book_of(report, spec), spec)[0])


@pytest.mark.slow
@given(st.data())
def test_no_value_is_lost_whatever_the_mall_becomes(data: st.DataObject) -> None:
    was = data.draw(malls())
    now = data.draw(newer(was))
    report = data.draw(filled_reports(was))
    entered, _ = read(book_of(report, was), was)
    found = carried(report, was, now)
    moves = Moves(now)
    left = {item.place: item.value for item in found.unplaced if not item.label.startswith("Kvittering")}
    parts = {part: place for place, all_ in found.merged.items() for part in all_}
    for table in bare(entered).tables.values():
        for row in table.rows:
            for column, cell in row.cells.items():
                place = Place(table.key, row.key, column)
                if str(place) in left:
                    assert alike(left[str(place)], cell.value), place
                elif str(place) in parts:
                    assert is_sum(parts[str(place)], found, entered)
                else:
                    went = moves.rows(table.key, row.key, free=is_free(row.key))[0]
                    assert found.report.cell(Place(went.table, went.key, column)).value == cell.value, place
    for key, text in entered.texts.items():
        assert text.is_empty or text.value in (found.report.text(key).value, left.get(f"text.{key}"))
    for key, fact in entered.facts.items():
        assert fact.is_empty or fact.value == found.report.fact(key).value or f"uppgift.{key}" in left
    again, _ = read(book_of(found.report, now), now)
    assert bare(again) == bare(found.report)


def alike(kept: Value, value: Value) -> bool:
    """Whether the same was read, though nobody knew any more what kind of value the cell held."""
    if isinstance(value, date):
        return kept in (value, value.isoformat())
    if isinstance(kept, Decimal) and isinstance(value, str):
        return read_number(value) == kept
    return kept == value


def is_sum(place: str, found: Carried, entered: Report) -> bool:
    values = [entered.cell(Place.parse(part)).value for part in found.merged[place]]
    now = found.report.cell(Place.parse(place)).value
    numbers = [value for value in values if isinstance(value, Decimal)]
    if numbers and isinstance(now, Decimal):
        return now == sum(numbers) or all(value == now for value in values)
    return all(str(value) in str(now) for value in values if value is not DASH)


@st.composite
def newer(draw: st.DrawFn, was: TemplateSpec) -> TemplateSpec:
    """A later version of a mall: tables, columns, rows, texts and facts gone, rows renamed and merged."""
    moves: list[MoveSpec] = []
    kept = [table for table in was.tables if draw(st.integers(0, 3)) or table is was.tables[-1]]
    owners = {table.key for table in kept}
    tables = [draw(_newer_table(table, moves, owned=(table.parent or "") in owners)) for table in kept]
    own = {(table.key, row.key) for table in tables for row in table.rows}
    tables = [
        table.model_copy(
            update={
                "rows": [
                    row if (table.parent, row.parent) in own else row.model_copy(update={"parent": None})
                    for row in table.rows
                ]
            }
        )
        for table in tables
    ]
    info = was.info.model_copy(update={"version": draw(st.sampled_from(["1.0", "2.0"]))})
    changes: dict[str, Any] = {
        "info": info,
        "tables": tables,
        "moves": moves,
        "texts": [text for text in was.texts if draw(st.booleans())],
        "facts": [fact for fact in was.facts if draw(st.booleans())],
        "sheets": [
            sheet.model_copy(update={"tables": [key for key in sheet.tables if key in owners]})
            for sheet in was.sheets
            if set(sheet.tables) & owners
        ],
    }
    return was.model_copy(update=changes)


@st.composite
def _newer_table(draw: st.DrawFn, table: TableSpec, moves: list[MoveSpec], *, owned: bool) -> TableSpec:
    first, *others = table.columns
    gone = set(draw(st.lists(st.sampled_from([column.key for column in others]), max_size=2)))
    gone |= {"diff", "kvot"} if gone & {"belopp", "antal"} else set()
    posts = [row for row in table.rows if not row.sum_of]
    fate = {row.key: draw(st.sampled_from(["kvar", "kvar", "borta", "ny", "ihop"])) for row in posts}
    keys = {key: {"kvar": key, "ny": f"{key}_ny", "ihop": "ihop"}.get(what) for key, what in fate.items()}
    for key, now in keys.items():
        if now and now != key:
            raw = {"fran": f"{table.key}.{key}", "till": f"{table.key}.{now}", "sammanslagen": now == "ihop"}
            moves.append(MoveSpec.model_validate(raw))
    rows = {now: row.model_copy(update={"key": now}) for row in posts if (now := keys[row.key])}
    sums = [
        row.model_copy(update={"sum_of": parts})
        for row in table.rows
        if row.sum_of and (parts := list(dict.fromkeys(now for key in row.sum_of if (now := keys.get(key, key)))))
    ]
    return table.model_copy(
        update={
            "columns": [first, *(column for column in others if column.key not in gone)],
            "rows": [*rows.values(), *sums],
            "free_rows": table.free_rows or 1,
            "parent": table.parent if owned else None,
        }
    )


@pytest.mark.parametrize(
    ("toml", "fault"),
    [
        ('fran = "volymer.x"\ntill = "volymer.nyy"', "till: 'nyy' finns inte. Menade du ny?"),
        ('fran = "volymer.utfall"\ntill = "volymer.arsbudget"', "fran: nyckeln finns kvar i mallen."),
        ('fran = "volymer"\ntill = "volymer.ny"', "till: 'volymer.ny' är av annat slag än fran."),
        ('fran = "a.b.c"\ntill = "a.b.d"', "till: 'a.b.d' ska vara tabell, tabell.rad"),
        ('fran = "x"\ntill = "till"\nsammanslagen = true', "sammanslagen: bara rader, kolumner och texter"),
        ('fran = "volymer.x"\ntill = "volymer.ny"', "till: även volymer.gammal flyttas till volymer.ny."),
        ('fran = "text.x"\ntill = "text.y"', "till: 'y' finns inte. Tillåtet: sammanfattning."),
        ('fran = "x.y"\ntill = "z.y"', "till: 'z' finns inte. Tillåtet: volymer, till."),
    ],
)
def test_moves_that_lead_wrong_are_faults_of_the_mall(toml: str, fault: str) -> None:
    from reportgen.spec.moves import move_faults

    raw = dict(line.split(" = ") for line in toml.splitlines())
    move = MoveSpec.model_validate({key: value.strip('"') for key, value in raw.items()})
    spec = NEW.model_copy(update={"moves": [*NEW.moves, move]})
    assert any(fault in line for line in move_faults(spec)), list(move_faults(spec))


def test_the_moves_of_the_mall_above_are_sound() -> None:
    from reportgen.spec.moves import move_faults

    assert list(move_faults(NEW)) == []
