"""A package: attachments numbered in one place, heads with their facts, one source printed in two parts, pages counted."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from gallery import package
from reportgen.derive.report import derive
from reportgen.document.blocks import (
    Box,
    ChartBlock,
    Cover,
    Document,
    Heading,
    Legend,
    Paragraph,
    Picture,
    ProseBlock,
    Status,
    TableBlock,
    Text,
    plain,
)
from reportgen.document.compose import compose
from reportgen.document.parts import alone, printed_pages, runs
from reportgen.document.walk import headings
from reportgen.model.errors import SpecError
from reportgen.model.period import Period
from reportgen.model.report import Report
from reportgen.model.table import Row, Table
from reportgen.model.value import Cell, Value
from reportgen.spec.schema import Template, TemplateSpec

SPEC = """
[mall]
namn = "prov"
titel = "Prov"
version = "1"
[[del]]
nyckel = "skrivelse"
titel = "Delårsrapport {manad} {ar}"
undertitel = "Tjänsteskrivelse {uppgift.diarienummer}"
fil = "skrivelse.md.j2"
sidhuvud = "{uppgift.diarienummer} Tjänsteskrivelse ({uppgift.version})"
framsida = "huvud"
uppgifter = ["version", "datum"]
egen_fil = true
filnamn = "{uppgift.diarienummer} {uppgift.datum} Tjänsteskrivelse"
sidnumrering = "egen"
[[del]]
nyckel = "rapport"
titel = "Rapporten"
fil = "rapport.md.j2"
bilaga = true
sidnumrering = "egen"
[[del]]
nyckel = "nyckeltal"
titel = "Nyckeltal {ar}"
fil = "nyckeltal.md.j2"
framsida = "ingen"
bilaga = true
[[uppgift]]
nyckel = "diarienummer"
etikett = "Diarienummer"
[[uppgift]]
nyckel = "datum"
etikett = "Datum"
typ = "datum"
[[uppgift]]
nyckel = "version"
etikett = "Version"
[[uppgift]]
nyckel = "rattad"
etikett = "Rättad"
[[text]]
nyckel = "analys"
rubrik = "Analys"
[[skala]]
nyckel = "bedomning"
[[skala.niva]]
nyckel = "ja"
text = "Uppfyllt"
symbol = "cirkel"
farg = "gron"
betydelse = "Målet är nått."
[[skala.niva]]
nyckel = "nej"
text = "Ej uppfyllt"
symbol = "triangel"
farg = "rod"
[[diagram]]
nyckel = "kurva"
titel = "Kurva"
tabell = "resultat"
kalla = "Ekonomisystemet {ar}"
[[tabell]]
nyckel = "resultat"
titel = "Resultat enligt {uppgift.diarienummer}"
enhet = "tkr"
[[tabell.kolumn]]
nyckel = "post"
rubrik = "Post"
typ = "etikett"
[[tabell.kolumn]]
nyckel = "budget"
rubrik = "Budget, {uppgift.diarienummer}"
[[tabell.rad]]
nyckel = "kostnader"
etikett = "Kostnader"
[[tabell.not]]
text = "Se {uppgift.diarienummer}."
"""

FACTS: dict[str, Value] = {"diarienummer": "SN 2024/17", "datum": date(2024, 9, 13)}
DRAWING = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 10'/>"


def made(skrivelse: str = "", rapport: str = "", nyckeltal: str = "", *, spec: str = SPEC, **more: Value) -> Document:
    """The package of these three Jinja files; `more` are facts."""
    mall = TemplateSpec.model_validate(tomllib.loads(spec))
    facts = {key: Cell(value) for key, value in {**FACTS, **more}.items()}
    tables = {"resultat": Table("resultat", (Row("kostnader", "Kostnader", cells={"budget": Cell(Decimal(-100))}),))}
    texts = {"analys": Cell("Läget är **bra**.")}
    report = Report("prov", "1", "Socialnämnden", Period(2024, 8), facts, tables, texts)
    sources = {"skrivelse.md.j2": skrivelse, "rapport.md.j2": rapport, "nyckeltal.md.j2": nyckeltal}
    return compose(derive(report, mall), Template(mall, sources, files={"karta.svg": DRAWING}))


# --- titles, heads and names --------------------------------------------------------------------------------------------


def test_attachments_are_numbered_in_order_and_the_header_says_which() -> None:
    assert [(part.label, part.header) for part in made().parts] == [
        ("", "SN 2024/17 Tjänsteskrivelse"),
        ("Bilaga\u00a01", "Bilaga\u00a01, Rapporten"),
        ("Bilaga\u00a02", "Bilaga\u00a02, Nyckeltal 2024"),
    ]


def test_number_and_title_of_an_attachment_are_fetched() -> None:
    (paragraph,) = made('Se {{ bilaga("nyckeltal") }} och {{ bilaga("rapport", titel=true) }}.').parts[0].blocks
    assert isinstance(paragraph, Paragraph)
    assert plain(paragraph.content) == "Se bilaga\u00a02 och Bilaga\u00a01, Rapporten."


def test_a_head_shows_the_facts_it_lists_in_order_the_empty_ones_too() -> None:
    assert made().parts[0].facts == (("Version", ""), ("Datum", "2024-09-13"))


def test_without_a_list_those_that_are_filled_in_are_shown() -> None:
    assert made().parts[1].facts == (("Diarienummer", "SN 2024/17"), ("Datum", "2024-09-13"))


def test_covers_are_as_the_parts_say() -> None:
    assert [part.cover for part in made().parts] == [Cover.HEAD, Cover.PAGE, Cover.NONE]


def test_facts_stand_in_titles_headings_and_notes() -> None:
    document = made('{{ tabell("resultat") }}')
    (table,) = document.parts[0].blocks
    assert isinstance(table, TableBlock)
    assert document.parts[0].subtitle == "Tjänsteskrivelse SN 2024/17"
    assert table.title == "Resultat enligt SN 2024/17"
    assert table.head[0][1].text == "Budget, SN 2024/17"
    assert table.notes == (("", "Se SN 2024/17."),)


def test_an_empty_fact_leaves_nothing_behind() -> None:
    part = made(diarienummer=None).parts[0]
    assert (part.subtitle, part.header) == ("Tjänsteskrivelse", "Tjänsteskrivelse")
    assert part.file_name == ""  # two workbooks without it would write over each other's file


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, ""), (date(2024, 10, 3), "Rättad version 2024-10-03"), ("tabell 3", "Rättad version tabell 3")],
)
def test_a_corrected_document_says_so_and_not_among_its_facts(value: Value, words: str) -> None:
    document = made(rattad=value)
    assert document.corrected == words
    assert "Rättad" not in dict(document.parts[1].facts)


# --- what a template can place ------------------------------------------------------------------------------------------


def test_the_same_source_in_two_parts_is_the_same_table_with_ids_of_its_own_elsewhere() -> None:
    source = '# Ekonomi\n\n{{ tabell("resultat") }}\n\n{{ diagram("kurva") }}\n\n{{ text("analys") }}'
    first, second, _ = made(source, source).parts
    assert [type(block) for block in first.blocks] == [Heading, TableBlock, ChartBlock, ProseBlock]
    assert first.blocks[1] == second.blocks[1]
    assert first.blocks[3] == second.blocks[3]
    assert [(h.number, h.id) for part in (first, second) for h in headings(part)] == [
        ("1", "1-ekonomi"),
        ("1", "1-ekonomi-2"),
    ]
    charts = [block for part in (first, second) for block in part.blocks if isinstance(block, ChartBlock)]
    assert [(chart.id, chart.number, chart.nth) for chart in charts] == [("kurva", 1, 1), ("kurva", 1, 2)]


def test_an_id_made_of_a_number_is_not_taken_twice() -> None:
    found = [h.id for h in headings(made("# A {-}\n\n# A 2 {-}\n\n# A {-}\n").parts[0])]
    assert found == ["a", "a-2", "a-2-2"]


def test_a_chart_says_where_its_figures_come_from() -> None:
    (chart,) = made('{{ diagram("kurva") }}').parts[0].blocks
    assert isinstance(chart, ChartBlock)
    assert chart.source == "Ekonomisystemet 2024"


def test_a_scale_is_a_legend_with_what_its_levels_mean() -> None:
    assert made('{{ skala("bedomning") }}').parts[0].blocks == (
        Legend(
            (
                (Status("Uppfyllt", "cirkel", "gron"), "Målet är nått."),
                (Status("Ej uppfyllt", "triangel", "rod"), ""),
            )
        ),
    )


def test_what_a_call_gives_is_boxed() -> None:
    (box,) = made('{{ text("analys")|ruta }}').parts[0].blocks
    assert isinstance(box, Box)
    assert [type(block) for block in box.blocks] == [ProseBlock]


def test_a_box_round_several_blocks_keeps_their_form_and_their_headings_count() -> None:
    source = (
        '# Ett\n\n{% filter ruta %}\n## Två\n\n- **a**\n- {{ varde_ }}\n\n{{ tabell("resultat") }}\n{% endfilter %}'
    )
    part = made(source.replace("{{ varde_ }}", '{{ fakta("diarienummer") }}')).parts[0]
    box = part.blocks[1]
    assert isinstance(box, Box)
    assert [type(block).__name__ for block in box.blocks] == ["Heading", "ListBlock", "TableBlock"]
    assert [(h.number, h.id) for h in headings(part)] == [("1", "1-ett"), ("1.1", "1-1-tva")]
    table = box.blocks[2]
    assert isinstance(table, TableBlock)
    assert table.number == 1


def test_a_picture_has_its_proportions_and_its_share_of_the_width() -> None:
    (picture,) = made('{{ bild("karta.svg", "En karta.", bredd=60) }}').parts[0].blocks
    assert picture == Picture("karta.svg", "svg", DRAWING, "En karta.", 0.6, 0.25)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{{ bilaga("rapporten") }}', "bilaga('rapporten') finns inte. Menade du rapport? Tillåtet: rapport, nyckeltal."),
        ('{{ bilaga("skrivelse") }}', "bilaga('skrivelse') finns inte. Tillåtet: rapport, nyckeltal."),
        ('{{ skala("x") }}', "skala('x') finns inte. Tillåtet: bedomning."),
        ('{{ bild("kart.svg", "x") }}', "bild('kart.svg') finns inte. Menade du karta.svg? Tillåtet: karta.svg."),
        ('{{ bild("karta.svg", "x", bredd=0.6) }}', "rad 1: bild('karta.svg'): bredd 0.6 är ingen andel"),
        ('{% set k = "x" %}{{ bilaga(k) }}', "rad 1: bilaga: 'x' finns inte. Tillåtet: rapport, nyckeltal."),
        ('{% set k = "x" %}{{ skala(k) }}', "rad 1: skala: 'x' finns inte. Tillåtet: bedomning."),
        ('{% set k = "x.png" %}{{ bild(k, "") }}', "rad 1: bild('x.png'): filen finns inte i mallens mapp."),
    ],
)  # fmt: skip
def test_a_fault_names_file_and_what_is_allowed(source: str, expected: str) -> None:
    with pytest.raises(SpecError) as caught:
        made(source)
    assert caught.value.faults[0].startswith("skrivelse.md.j2")
    assert expected in caught.value.faults[0]


# --- pages and parts on their own ---------------------------------------------------------------------------------------


def test_pages_are_counted_from_each_part_that_has_pages_of_its_own() -> None:
    assert [[part.key for part in run.parts] for run in runs(made())] == [["skrivelse"], ["rapport", "nyckeltal"]]


def test_a_document_of_one_run_is_counted_through() -> None:
    parts = tuple(replace(part, own_pages=False) for part in made().parts)
    assert len(runs(replace(made(), parts=parts))) == 1


def test_printed_numbers_start_again_where_the_run_does() -> None:
    pages = {
        "_del_tjansteskrivelse": 1,
        "forslag": 1,
        "ekonomi": 2,
        "_slut_tjansteskrivelse": 2,
        "_del_rapport": 3,
        "1-sammanfattning": 5,
        "_slut_rapport": 8,
        "1-volymer": 9,
        "_slut_nyckeltal": 10,
    }
    assert printed_pages(package(), pages) == {
        "forslag": 1,
        "ekonomi": 2,
        "_slut_tjansteskrivelse": 2,
        "1-sammanfattning": 3,
        "1-volymer": 7,
        "_slut_nyckeltal": 8,
    }


def test_a_part_on_its_own_has_its_own_title_and_is_the_same() -> None:
    document = package(corrected="Rättad version 2024-10-03")
    taken = alone(document, document.parts[2])
    assert (taken.title, taken.parts) == ("Nyckeltal", (document.parts[2],))
    assert taken.corrected == document.corrected


def test_words_beside_a_call_are_no_box() -> None:
    """A box is a block: a filter in the middle of a sentence is told, as any other block there."""
    with pytest.raises(SpecError, match="mitt i stycket"):
        made('Se {{ fakta("diarienummer")|ruta }} nedan.')


def test_text_in_a_box_is_never_run() -> None:
    (box,) = made('{% filter ruta %}{{ fakta("version") }}{% endfilter %}', version="{{ 7 }} **a** # b").parts[0].blocks
    assert isinstance(box, Box)
    (paragraph,) = box.blocks
    assert isinstance(paragraph, Paragraph)
    assert plain(paragraph.content) == "{{ 7 }} **a** # b"
    assert not any(isinstance(inline, Text) for inline in paragraph.content)


def test_a_package_is_called_as_its_report_or_as_its_first_part_with_attachments() -> None:
    with_attachments = made()
    assert with_attachments.title == f"{with_attachments.parts[0].title} med bilagor"
    report = SPEC.replace("bilaga = true\n", "", 1)
    assert made(spec=report).title == "Rapporten"
