"""Where a figure is printed: in its table, in a sentence, in a text of its own."""

from __future__ import annotations

from drawing import report, template
from reportgen.derive.report import derive
from reportgen.document.compose import compose
from reportgen.explain.printed import printed_in
from reportgen.model.position import Place
from reportgen.spec.schema import Template

SPEC = template("""
    [[text]]
    nyckel = "ingress"
    rubrik = "Ingress"

    [[tabell]]
    nyckel = "drift"
    titel = "Drift"
    kommentarsrad = "kommentar"
    kolumn = [
        { nyckel = "post", typ = "etikett" },
        { nyckel = "utfall" },
        { nyckel = "dold", skrivs_ut = false },
        { nyckel = "kommentar", typ = "text" },
    ]
    rad = [{ nyckel = "vard", etikett = "Vård" }, { nyckel = "stod", etikett = "Stöd" }]
""")
PAGE = """
# Läget

{{ text("ingress") }}

## Tabellen

{{ tabell("drift", rader="vard") }}
"""


def printed(place: str) -> list[tuple[str, str]]:
    drawn = "drift | utfall | dold | kommentar\nvard | 1 | 2 | Se {{drift.stod.utfall}}\nstod | 3 | 4 |"
    entered = report(SPEC, drawn, texts={"ingress": "Vi har {{drift.vard.utfall}} kvar."})
    document = compose(derive(entered, SPEC), Template(SPEC, {"dokument.md.j2": PAGE}))
    found = printed_in(document, Place.parse(place), "Drift")
    assert {one.part for one in found} <= {"Prov"}
    return [(one.heading, one.where) for one in found]


def test_a_cell_is_in_its_table_and_where_a_text_shows_it() -> None:
    assert printed("drift.vard.utfall") == [("1 Läget", "texten"), ("1.1 Tabellen", "tabell 1")]


def test_a_figure_in_a_comment_is_in_the_table_that_has_the_comment() -> None:
    assert printed("drift.stod.utfall") == [("1.1 Tabellen", "i tabellen Drift")]


def test_a_comment_on_a_line_of_its_own_and_a_text_are_found() -> None:
    assert printed("drift.vard.kommentar") == [("1.1 Tabellen", "tabell 1")]
    assert printed("text.ingress") == [("1 Läget", "texten")]


def test_what_is_not_printed_is_nowhere() -> None:
    assert printed("drift.vard.dold") == []
