"""The tree of blocks: what a Jinja file places, in its order, with numbers, and faults of the mall told with their line."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reportgen.derive.report import derive
from reportgen.document.blocks import (
    Block,
    ChartBlock,
    Document,
    Emphasis,
    Figure,
    Foreign,
    Heading,
    PageBreak,
    Paragraph,
    ProseBlock,
    Quote,
    Status,
    TableBlock,
    Text,
)
from reportgen.document.compose import compose
from reportgen.model.errors import SpecError
from reportgen.model.period import Period
from reportgen.model.report import Report
from reportgen.model.table import Row, Table
from reportgen.model.value import Cell
from reportgen.spec.schema import Template, TemplateSpec

SPEC = """
[mall]
namn = "prov"
titel = "Prov"
version = "1"
[[del]]
titel = "Delårsrapport {manad} {ar}"
avsandare = "{namnd}"
[[uppgift]]
nyckel = "datum"
etikett = "Datum"
typ = "datum"
[[text]]
nyckel = "analys"
rubrik = "Analys"
[[text]]
nyckel = "tom"
rubrik = "Tom"
[[skala]]
nyckel = "bedomning"
[[skala.niva]]
nyckel = "ja"
text = "Uppfyllt"
farg = "gron"
[[varde]]
nyckel = "halva"
etikett = "Hälften"
formel = "resultat.kostnader.budget / 2"
[[diagram]]
nyckel = "kurva"
titel = "Kurva {ar}"
tabell = "resultat"
kolumner = ["budget", "prognos"]
beskrivning = "Prognosen ligger över budget."
[[tabell]]
nyckel = "resultat"
titel = "Resultat {ar}"
enhet = "tkr"
[[tabell.kolumn]]
nyckel = "post"
rubrik = "Post"
typ = "etikett"
[[tabell.kolumn]]
nyckel = "budget"
rubrik = "Budget {ar}"
[[tabell.kolumn]]
nyckel = "prognos"
rubrik = "Prognos {spann}"
[[tabell.rad]]
nyckel = "kostnader"
etikett = "Kostnader {ar}"
[[tabell]]
nyckel = "mal"
titel = "Mål"
form = "register"
[[tabell.kolumn]]
nyckel = "titel"
typ = "etikett"
[[tabell.kolumn]]
nyckel = "bedomning"
typ = "status"
skala = "bedomning"
[[tabell.kolumn]]
nyckel = "text"
typ = "text"
[[tabell.rad]]
nyckel = "a"
etikett = "Trygghet"
[[tabell.rad]]
nyckel = "b"
etikett = "Samhörighet"
[[tabell]]
nyckel = "uppdrag"
titel = "Uppdrag"
form = "register"
foralder = "mal"
fria_rader = 5
tom = "Nämnden har inga uppdrag."
[[tabell.not]]
marke = "*)"
text_ur = "analys"
[[tabell.not]]
text = "Beslutat {ar}."
foralder = "a"
[[tabell.kolumn]]
nyckel = "titel"
typ = "etikett"
"""


def compose_text(source: str, **texts: str) -> Document:
    spec = TemplateSpec.model_validate(tomllib.loads(SPEC))
    return compose(derive(filled(**texts), spec), Template(spec, {"dokument.md.j2": source}))


def filled(**texts: str) -> Report:
    cells = {"budget": Cell(Decimal("-100")), "prognos": Cell(Decimal("-120"))}
    tables = {
        "resultat": Table("resultat", (Row("kostnader", "Kostnader {ar}", cells=cells),)),
        "mal": Table(
            "mal",
            (
                Row("a", "Trygghet", cells={"bedomning": Cell("uppfyllt"), "text": Cell("Ett **mål**.")}),
                Row("b", "Samhörighet"),
            ),
        ),
        "uppdrag": Table("uppdrag", (Row("fri_01", "Kartlägga", parent="a", added=True),)),
    }
    return Report(
        "prov",
        "1",
        "Socialnämnden",
        Period(2024, 8),
        {"datum": Cell(date(2024, 9, 13))},
        tables,
        {key: Cell(text) for key, text in texts.items()},
    )


def blocks(source: str, **texts: str) -> tuple[Block, ...]:
    return compose_text(source, **texts).parts[0].blocks


def test_title_sender_and_facts_follow_the_period() -> None:
    document = compose_text("")
    assert (document.title, document.period, document.date) == (
        "Delårsrapport augusti 2024",
        "augusti 2024",
        "2024-09-13",
    )
    assert (document.parts[0].sender, document.parts[0].facts) == ("Socialnämnden", (("Datum", "2024-09-13"),))


def test_headings_are_numbered_save_those_marked_and_ids_are_unique() -> None:
    source = "# A\n\n## B\n\n### C\n\n## D {-}\n\n### E {-}\n\n## F\n\n# A\n"
    found = [(h.level, h.number, h.plain, h.id) for h in blocks(source) if isinstance(h, Heading)]
    assert found == [
        (1, "1", "A", "1-a"),
        (2, "1.1", "B", "1-1-b"),
        (3, "1.1.1", "C", "1-1-1-c"),
        (2, "", "D", "d"),
        (3, "", "E", "e"),
        (2, "1.2", "F", "1-2-f"),
        (1, "2", "A", "2-a"),
    ]


def test_a_heading_may_hide_its_number_or_have_one_of_its_own() -> None:
    source = "# Plan {dolt nummer}\n\n## Mål\n\n### Trygghet {nummer Nämndmål 1.1}\n\n## Ekonomi\n"
    found = [(h.number, h.plain) for h in blocks(source) if isinstance(h, Heading)]
    assert found == [("", "Plan"), ("1.1", "Mål"), ("Nämndmål 1.1", "Trygghet"), ("1.2", "Ekonomi")]


def test_the_same_unnumbered_heading_twice_gets_two_ids() -> None:
    assert [h.id for h in blocks("# A {-}\n\n# A {-}\n") if isinstance(h, Heading)] == ["a", "a-2"]


def test_a_table_is_placed_whole_with_its_number_and_headings() -> None:
    (table,) = blocks('{{ tabell("resultat") }}')
    assert isinstance(table, TableBlock)
    assert (table.id, table.number, table.title, table.unit) == ("resultat", 1, "Resultat 2024", "tkr")
    assert [cell.text for cell in table.head[0]] == ["Post", "Budget 2024", "Prognos jan–aug"]


def test_an_empty_table_is_its_sentence() -> None:
    source = '{% for mal in rader("mal") %}\n{{ tabell("uppdrag", mal) }}\n\n{% endfor %}'
    table, sentence = blocks(source)
    assert isinstance(table, TableBlock)
    assert table.id == "uppdrag_a"
    assert sentence == Paragraph((Text("Nämnden har inga uppdrag."),))


def test_a_view_of_a_table_has_its_rows_and_columns_and_its_own_name() -> None:
    source = '{% for m in rader("mal") %}{{ tabell("mal", rader=m, kolumner=["bedomning"], id="b_" ~ m.nyckel) }}\n\n{% endfor %}'
    first, second = blocks(source)
    assert isinstance(first, TableBlock)
    assert isinstance(second, TableBlock)
    assert [(t.id, [c.key for c in t.columns], [r.key for r in t.rows]) for t in (first, second)] == [
        ("b_a", ["titel", "bedomning"], ["a"]),
        ("b_b", ["titel", "bedomning"], ["b"]),
    ]


def test_notes_are_those_of_the_view_with_the_words_of_the_texts() -> None:
    whole, own = blocks('{{ tabell("uppdrag") }}\n\n{{ tabell("uppdrag", foralder="a") }}', analys="**Ny** {{ar}}.")
    assert isinstance(whole, TableBlock)
    assert isinstance(own, TableBlock)
    assert whole.notes == (("*)", "Ny 2024."),)
    assert own.notes == (("*)", "Ny 2024."), ("", "Beslutat 2024."))
    (without,) = blocks('{{ tabell("uppdrag") }}')
    assert isinstance(without, TableBlock)
    assert without.notes == ()


def test_names_of_rows_hold_figures_and_bold_words_in_tables_and_plain_words_in_headings() -> None:
    report, spec = filled(), TemplateSpec.model_validate(tomllib.loads(SPEC))
    rows = (Row("fri_01", "1. **Kartlägga**\n{{resultat.kostnader.budget|belopp}} hem", parent="a", added=True),)
    document = compose(
        derive(report.with_tables({"uppdrag": Table("uppdrag", rows)}), spec),
        Template(
            spec,
            {
                "dokument.md.j2": '{% for u in rader("uppdrag") %}# {{ u.etikett }}\n\n{{ tabell("uppdrag") }}\n\n{% endfor %}'
            },
        ),
    )
    heading, table = document.parts[0].blocks
    assert isinstance(heading, Heading)
    assert isinstance(table, TableBlock)
    assert heading.plain == "1. Kartlägga 100 hem"
    assert "100" in repr(table.rows[0].cells[0].content)


def test_a_view_keeps_the_headings_that_somebody_has_changed() -> None:
    report, spec = filled(), TemplateSpec.model_validate(tomllib.loads(SPEC))
    changed = replace(report.table("resultat"), headings={"prognos": "Prognos tertial 2"})
    document = compose(
        derive(report.with_tables({"resultat": changed}), spec),
        Template(spec, {"dokument.md.j2": '{{ tabell("resultat", kolumner=["prognos"]) }}\n\n{{ diagram("kurva") }}'}),
    )
    table, chart = document.parts[0].blocks
    assert isinstance(table, TableBlock)
    assert isinstance(chart, ChartBlock)
    assert [cell.text for cell in table.head[0]] == ["Post", "Prognos tertial 2"]
    assert chart.categories == ("Budget 2024", "Prognos tertial 2")


def test_text_is_prose_with_its_place_and_an_empty_one_is_false() -> None:
    source = '{{ text("analys") }}\n\n{% if text("tom") %}# Syns inte{% endif %}'
    field = "resultat.kostnader.prognos|belopp"
    (block,) = blocks(source, analys=f"Prognos {{{{{field}}}}} tkr")
    assert block == ProseBlock(
        "text.analys",
        "Analys",
        (Paragraph((Text("Prognos "), Figure("120", "resultat.kostnader.prognos", field), Text(" tkr"))),),
        f"Prognos {{{{{field}}}}} tkr",
    )


def test_what_a_person_writes_is_never_run() -> None:
    (block,) = blocks('{{ text("analys") }}', analys="{{ 7 * 7 }} {% for x in y %} <b>{{ config }}</b>")
    assert isinstance(block, ProseBlock)
    assert block.blocks == (
        Paragraph((Text("{{7 * 7}}"), Text(" {% for x in y %} <b>"), Text("{{config}}"), Text("</b>"))),
    )


def test_rows_of_a_register_give_label_status_and_prose() -> None:
    source = (
        '{% for mal in rader("mal") %}\n# {{ mal.etikett }}\n\n'
        "{% if mal.bedomning %}\nBedömning: {{ mal.bedomning }}\n\n{{ mal.text|kursiv }}\n\n{% endif %}\n{% endfor %}"
    )
    first, status, prose, second = blocks(source)
    assert isinstance(first, Heading)
    assert isinstance(second, Heading)
    assert (first.plain, second.plain) == ("Trygghet", "Samhörighet")
    assert status == Paragraph((Text("Bedömning: "), Status("Uppfyllt", "cirkel", "gron")))
    assert isinstance(prose, ProseBlock)
    assert isinstance(prose.blocks[0], Paragraph)
    assert isinstance(prose.blocks[0].content[0], Emphasis)


def test_words_in_another_language_are_marked() -> None:
    (words,) = blocks('Arbetet med {% filter sprak("en") %}case management{% endfilter %} fortsätter.')
    assert words == Paragraph((Text("Arbetet med "), Foreign((Text("case management"),), "en"), Text(" fortsätter.")))
    (prose,) = blocks('{{ text("analys")|sprak("fi") }}', analys="Hyvää päivää")
    assert isinstance(prose, ProseBlock)
    assert prose.blocks == (Paragraph((Foreign((Text("Hyvää päivää"),), "fi"),)),)


def test_a_language_that_is_none_is_told() -> None:
    with pytest.raises(SpecError, match="två eller tre bokstäver"):
        blocks('{% filter sprak("engelska") %}x{% endfilter %}')


def test_quotes_breaks_and_charts_are_blocks() -> None:
    quote, page, chart = blocks(
        '{{ text("analys")|citat }}\n\n{{ sidbrytning() }}\n\n{{ diagram("kurva") }}', analys="A"
    )
    assert isinstance(quote, Quote)
    assert page == PageBreak()
    assert isinstance(chart, ChartBlock)
    assert chart.categories == ("Budget 2024", "Prognos jan–aug")
    assert chart.figures
    assert [(s.name, s.values) for s in chart.series] == [("Kostnader 2024", (-100.0, -120.0))]


def test_a_quantity_stands_in_a_sentence() -> None:
    assert blocks('Hälften är {{ varde("halva") }}.') == (
        Paragraph((Text("Hälften är "), Figure("−50", "varde.halva", "varde.halva"), Text("."))),
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('\n\n{{ tabell("resultatt") }}', "dokument.md.j2, rad 3: tabell('resultatt') finns inte. Menade du resultat?"),
        ('{% if text("x") %}{% endif %}', "dokument.md.j2, rad 1: text('x') finns inte."),
        ("\n{{ okand }}", "dokument.md.j2, rad 2: 'okand' is undefined"),
        ('{% for m in rader("mal") %}\n{{ m.bedomnin }}{% endfor %}', "dokument.md.j2, rad 2: "),
        ("{% if %}", "dokument.md.j2, rad 1: "),
        ('Se {{ tabell("resultat") }} nedan.', 'står mitt i stycket "Se … nedan."'),
        (
            '{% set k = "a" ~ "b" %}\n{{ text(k) }}',
            "dokument.md.j2, rad 2: text: 'ab' finns inte. Tillåtet: analys, tom.",
        ),
        (
            '{{ tabell("mal", kolumner=["x"]) }}',
            "rad 1: tabell('mal'), kolumner: 'x' finns inte. Tillåtet: titel, bedomning",
        ),
        ("{{ ''.__class__ }}", "dokument.md.j2, rad 1: "),
    ],
)
def test_a_fault_in_the_document_names_file_and_line(source: str, expected: str) -> None:
    with pytest.raises(SpecError) as caught:
        blocks(source)
    assert expected in caught.value.faults[0]


def test_all_wrong_names_come_at_once() -> None:
    with pytest.raises(SpecError) as caught:
        blocks('{{ tabell("a") }}\n\n{{ text("b") }}\n\n{{ fakta("c") }}')
    assert len(caught.value.faults) == 3
