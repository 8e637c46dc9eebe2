"""A closed period in the keys of the mall as it is now."""

from __future__ import annotations

from decimal import Decimal

from archives import closing, drawn
from drawing import template
from reportgen.derive.report import derive
from reportgen.earlier.known import Earlier
from reportgen.earlier.moved import with_moves
from reportgen.earlier.prefill import Prefilled, prefilled
from reportgen.model.archived import Archived
from reportgen.model.period import Period
from reportgen.model.position import Place
from reportgen.model.value import Value
from reportgen.spec.schema import TemplateSpec
from reportgen.workbook.layout import empty_report


def mall(
    rows: str, *, table: str = "drift", budget: str = "budget", text: str = "mottagare", moves: dict[str, str] | None = None,
    merged: bool = False,
) -> TemplateSpec:  # fmt: skip
    told = "".join(
        f'\n[[flytt]]\nfran = "{old}"\ntill = "{now}"\nsammanslagen = {str(merged).lower()}\n'
        for old, now in (moves or {}).items()
    )
    return template(f"""
[[text]]
nyckel = "{text}"
rubrik = "Skickas till"
staende = true

[[tabell]]
nyckel = "{table}"
titel = "Drift"
enhet = "tkr"
fria_rader = 2
behall_rader = true
kolumn = [
    {{ nyckel = "post", typ = "etikett" }},
    {{ nyckel = "{budget}", rubrik = "Budget", fran_arkiv = {{ period = "foregaende" }} }},
    {{ nyckel = "andel", rubrik = "Andel", typ = "procent", fran_arkiv = {{ period = "foregaende" }} }},
    {{ nyckel = "kommentar", rubrik = "Kommentar", typ = "text" }},
]
rad = [{", ".join(f'{{ nyckel = "{row}", etikett = "{row.title()}" }}' for row in rows.split())}]
{told}""")


OLD = mall("vard stab")
TABLE = """
drift    | budget | andel | kommentar
vard     | 100    | 10    | Fler
stab     | 20     | 5     | Färre
n1: Bilar | 7     | ~     | ~
"""


def then() -> Archived:
    return Archived(closing("2025-08"), drawn(TABLE, "2025-08", OLD, mottagare="- Styrelsen"))


def new(spec: TemplateSpec) -> Prefilled:
    empty = empty_report(spec, "Socialnämnden", Period(2025, 9))
    return prefilled(empty, spec, Earlier(Period(2025, 9), "prov", (with_moves(then(), spec),)))


def value(report: Prefilled, place: str) -> Value:
    return report.report.cell(Place.parse(place)).value


def test_moved_table_row_column_and_text_are_filled_from_where_they_stood() -> None:
    moves = {
        "drift": "ekonomi",
        "drift.stab": "ekonomi.ledning",
        "drift.budget": "ekonomi.ram",
        "text.mottagare": "text.sandlista",
    }
    got = new(mall("vard ledning", table="ekonomi", budget="ram", text="sandlista", moves=moves))
    assert (value(got, "ekonomi.vard.ram"), value(got, "ekonomi.ledning.ram")) == (100, 20)
    assert value(got, "text.sandlista") == "- Styrelsen"
    assert got.notes[Place("ekonomi", "ledning", "kommentar")] == "2025-08: Färre"
    assert [row.label for row in got.report.table("ekonomi").rows if row.added and row.name] == ["Bilar"]


def test_amounts_of_rows_put_together_are_added_and_shares_are_left_out() -> None:
    got = new(mall("allt", moves={"drift.vard": "drift.allt", "drift.stab": "drift.allt"}, merged=True))
    assert (value(got, "drift.allt.budget"), value(got, "drift.allt.andel")) == (120, None)
    assert got.notes[Place("drift", "allt", "kommentar")] == "2025-08: Fler Färre"


def test_value_of_a_row_that_was_split_is_nobodys() -> None:
    spec = mall("vard chef hr")
    moves = template_moves(spec, {"drift.stab": ("drift.chef", "drift.hr")})
    got = new(moves)
    assert [value(got, f"drift.{row}.budget") for row in ("vard", "chef", "hr")] == [100, None, None]


def template_moves(spec: TemplateSpec, moves: dict[str, tuple[str, ...]]) -> TemplateSpec:
    """The mall with moves that lead to several places."""
    told = [{"fran": old, "till": now} for old, places in moves.items() for now in places]
    made = template("\n".join(f'[[flytt]]\nfran = "{one["fran"]}"\ntill = "{one["till"]}"' for one in told))
    return spec.model_copy(update={"moves": made.moves})


def test_mall_that_has_moved_nothing_gives_the_period_as_it_is() -> None:
    archived = then()
    assert with_moves(archived, OLD) is archived


def test_moved_row_is_called_what_it_was_called_then() -> None:
    spec = mall("vard ledning", moves={"drift.stab": "drift.ledning"})
    moved = with_moves(then(), spec).described
    assert derive(moved.report, spec).cell(Place("drift", "ledning", "budget")).number == Decimal(20)
    assert moved.label(Place("drift", "ledning", "budget")) == "Stab, Budget"
