"""A table is set as its spec says: header rows, merged groups, units, comment rows, widths by what the columns hold."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reportgen.document.blocks import Align, Paragraph, Status, TableBlock, TableRow, Text, plain
from reportgen.document.prose import line, prose
from reportgen.document.table import printed_notes, table_block
from reportgen.document.widths import PADDING, PAGE, longest_word
from reportgen.model.table import Row, RowKind, Table, group_key
from reportgen.model.value import DASH, Cell, Value
from reportgen.spec.schema import TableSpec, TemplateSpec

HEAD = """
[mall]
namn = "prov"
titel = "Prov"
version = "1"
[[del]]
titel = "T"
[[skala]]
nyckel = "status"
[[skala.niva]]
nyckel = "plan"
text = "Enligt plan"
symbol = "cirkel"
farg = "gron"
[[tabell]]
nyckel = "prov"
titel = "Prov"
enhet = "mnkr"
decimaler = 1
"""


def block(toml: str, *rows: Row) -> TableBlock:
    template = TemplateSpec.model_validate(tomllib.loads(HEAD + toml))
    spec: TableSpec = template.tables[0]
    kinds = {row.key: row.kind for row in spec.rows}
    labels = {row.key: row.label for row in spec.rows}
    filled = tuple(
        Row(r.key, labels.get(r.key, r.label), kinds.get(r.key, r.kind), r.cells, parent=r.parent) for r in rows
    )
    names = {"ar": "2024", "ar-1": "2023", "spann": "jan–aug"}
    return table_block(
        spec,
        Table("prov", filled),
        template,
        names,
        lambda cell: (Paragraph((Text(cell.text),)),),
    )


def row(key: str, label: str = "", **values: Value | str) -> Row:
    cells: Mapping[str, Cell] = {name: Cell(_value(value)) for name, value in values.items()}
    return Row(key, label, cells=cells)


def _value(value: Value | str) -> Value:
    if isinstance(value, str):
        try:
            return Decimal(value)
        except ArithmeticError:
            return value
    return value


def words(table_row: TableRow) -> list[str]:
    return [" ".join(plain(b.content) for b in cell.content if isinstance(b, Paragraph)) for cell in table_row.cells]


COLUMNS = """
[[tabell.kolumn]]
nyckel = "post"
rubrik = "Post"
typ = "etikett"
[[tabell.kolumn]]
nyckel = "arets"
rubrik = "Budget {ar}"
grupp = "Årets"
[[tabell.kolumn]]
nyckel = "arets_prognos"
rubrik = "Prognos"
grupp = "Årets"
[[tabell.kolumn]]
nyckel = "not"
rubrik = "Not"
typ = "text"
skrivs_ut = false
"""


def test_columns_with_a_common_group_stand_under_one_heading() -> None:
    head = block(COLUMNS + '[[tabell.rad]]\nnyckel="a"\netikett="A"', row("a", arets="1", arets_prognos="2")).head
    assert [(c.text, c.column, c.colspan, c.rowspan) for c in head[0]] == [("Post", 0, 1, 2), ("Årets", 1, 2, 1)]
    assert [(c.text, c.column, c.key) for c in head[1]] == [
        ("Budget 2024", 1, "arets"),
        ("Prognos", 2, "arets_prognos"),
    ]


def test_a_column_that_is_not_printed_is_not_there() -> None:
    made = block(COLUMNS + '[[tabell.rad]]\nnyckel="a"\netikett="A"', row("a", arets="1", **{"not": "hemlig"}))
    assert [column.key for column in made.columns] == ["post", "arets", "arets_prognos"]
    assert words(made.rows[0]) == ["A", "1,0", ""]


def test_units_and_decimals_are_the_rows_own() -> None:
    rows = """
[[tabell.rad]]
nyckel = "dygn"
etikett = "Dygn"
enhet = "dygn"
decimaler = 0
[[tabell.rad]]
nyckel = "andel"
etikett = "Andel"
enhet = "%"
"""
    made = block(COLUMNS + rows, row("dygn", arets="12345"), row("andel", arets="5.25", arets_prognos=DASH))
    assert [words(r)[1:] for r in made.rows] == [["12\u00a0345", ""], ["5,3\u00a0%", "–"]]


def test_groups_hang_down_over_their_rows_and_comments() -> None:
    spec = """
gruppkolumn = "Kategori"
kommentarsrad = "not"
[[tabell.kolumn]]
nyckel = "post"
typ = "etikett"
[[tabell.kolumn]]
nyckel = "arets"
[[tabell.kolumn]]
nyckel = "not"
rubrik = "Kommentar"
typ = "text"
[[tabell.rad]]
nyckel = "a"
etikett = "A"
grupp = "Vuxna"
[[tabell.rad]]
nyckel = "b"
etikett = "B"
grupp = "Vuxna"
[[tabell.rad]]
nyckel = "c"
etikett = "C"
grupp = "Barn"
"""
    made = block(spec, row("a", arets="1", **{"not": "Lågt"}), row("b", arets="2"), row("c", arets="3"))
    assert [words(r) for r in made.rows] == [
        ["Vuxna", "A", "1,0"],
        ["Kommentar Lågt"],
        ["B", "2,0"],
        ["Barn", "C", "3,0"],
    ]
    assert [(c.rowspan, c.colspan, c.column) for r in made.rows for c in r.cells][:4] == [
        (3, 1, 0), (1, 1, 1), (1, 1, 2), (1, 2, 1),
    ]  # fmt: skip
    assert [r.continues for r in made.rows] == [False, True, False, False]
    assert [cell.text for cell in made.head[0]] == ["Kategori", "", ""]


def test_headings_of_rows_span_and_of_which_rows_are_indented() -> None:
    rows = """
[[tabell.rad]]
nyckel = "r"
etikett = "Kostnader"
typ = "rubrik"
[[tabell.rad]]
nyckel = "a"
etikett = "Personal"
[[tabell.rad]]
nyckel = "v"
etikett = "varav vikarier"
typ = "varav"
varav_av = "a"
"""
    made = block(COLUMNS + rows, row("r"), row("a", arets="1"), row("v", arets="1"))
    assert made.rows[0].cells[0].colspan == 3
    assert [(r.kind, r.level) for r in made.rows] == [(RowKind.RUBRIK, 0), (RowKind.POST, 0), (RowKind.VARAV, 1)]


def test_a_status_is_symbol_colour_and_the_scales_own_word() -> None:
    spec = """
fria_rader = 2
[[tabell.kolumn]]
nyckel = "post"
typ = "etikett"
[[tabell.kolumn]]
nyckel = "status"
typ = "status"
skala = "status"
"""
    made = block(spec, row("fri_01", "A", status="enligt  PLAN"), row("fri_02", "B", status="Okänd"))
    contents = [r.cells[1].content for r in made.rows]
    assert contents[0] == (Paragraph((Status("Enligt plan", "cirkel", "gron"),)),)
    assert contents[1] == (Paragraph((Text("Okänd"),)),)


def test_words_in_a_column_of_values_stand_beside_numbers() -> None:
    spec = """
[[tabell.kolumn]]
nyckel = "post"
typ = "etikett"
[[tabell.kolumn]]
nyckel = "mal"
typ = "varde"
[[tabell.rad]]
nyckel = "a"
etikett = "A"
[[tabell.rad]]
nyckel = "b"
etikett = "B"
"""
    made = block(spec, row("a", mal="80"), row("b", mal="Öka"))
    assert [(words(r)[1], r.cells[1].numeric) for r in made.rows] == [("80,0", True), ("Öka", False)]
    assert made.columns[1].align is Align.LEFT


def test_widths_share_the_page_and_figures_are_set_right() -> None:
    made = block(COLUMNS + '[[tabell.rad]]\nnyckel="a"\netikett="En ganska lång etikett"', row("a", arets="1"))
    assert abs(sum(column.width for column in made.columns) - 1) < 1e-9
    assert [column.align for column in made.columns] == [Align.LEFT, Align.RIGHT, Align.RIGHT]
    assert made.columns[0].width > made.columns[1].width


MANY = """
[[tabell.kolumn]]
nyckel = "post"
rubrik = "Post"
typ = "etikett"
"""


def test_no_word_of_a_heading_is_broken_and_no_figure_while_the_label_has_room_to_give() -> None:
    headings = ["Budget", "Prognos", "Budgetavvikelse", "Prognosavvikelse", "Andel", "Mål"]
    columns = "".join(f'[[tabell.kolumn]]\nnyckel = "k{n}"\nrubrik = "{name}"\n' for n, name in enumerate(headings))
    label = "En etikett som är så lång att den gärna skulle ta hela raden för sig själv"
    made = block(
        f'{MANY}{columns}[[tabell.rad]]\nnyckel="a"\netikett="{label}"',
        row("a", k0="123456", k4="100"),
    )
    for column, name in zip(made.columns[1:], headings, strict=True):
        assert column.width * PAGE > longest_word(name, bold=True) + PADDING - 0.001
    assert made.columns[1].width * PAGE >= longest_word("123\u00a0456,0") + PADDING


# --- merged cells, shared cells, lines, notes -------------------------------------------------------------------------

MERGED = """
[[tabell.kolumn]]
nyckel = "omrade"
typ = "etikett"
sammanfoga = true
[[tabell.kolumn]]
nyckel = "mal"
typ = "text"
sammanfoga = true
[[tabell.kolumn]]
nyckel = "matt"
typ = "text"
"""


def spans(table: TableBlock) -> list[list[tuple[int, str, int]]]:
    """Column, words and height of every cell, row by row."""
    return [
        [(cell.column, text, cell.rowspan) for cell, text in zip(r.cells, words(r), strict=True)] for r in table.rows
    ]


def test_equal_cells_hang_down_within_equal_cells_to_their_left() -> None:
    set_table = block(
        MERGED,
        row("fri_01", "Barn", mal="Trygg", matt="a"),
        row("fri_02", "Barn", mal="Trygg", matt="a"),
        row("fri_03", "Barn", mal="Skola", matt="c"),
        row("fri_04", "Äldre", mal="Skola", matt="d"),
    )
    assert spans(set_table) == [
        [(0, "Barn", 3), (1, "Trygg", 2), (2, "a", 1)],
        [(2, "a", 1)],
        [(1, "Skola", 1), (2, "c", 1)],
        [(0, "Äldre", 1), (1, "Skola", 1), (2, "d", 1)],
    ]


@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["", "x", "y"]), st.sampled_from(["", "p"])), max_size=8)
)
def test_every_place_is_covered_once_whatever_is_merged(drawn: list[tuple[str, str, str]]) -> None:
    rows = [row(f"fri_{n:02}", name, mal=mal, matt=matt) for n, (name, mal, matt) in enumerate(drawn, 1)]
    covered = [
        (at + down, cell.column)
        for at, set_row in enumerate(block(MERGED, *rows).rows)
        for cell in set_row.cells
        for down in range(cell.rowspan)
    ]
    assert sorted(covered) == [(at, column) for at in range(len(rows)) for column in range(3)]


def test_empty_cells_are_not_merged() -> None:
    set_table = block(MERGED, row("fri_01", "Barn", matt="a"), row("fri_02", "Barn", matt="b"))
    assert [[cell.rowspan for cell in r.cells] for r in set_table.rows] == [[2, 1, 1], [1, 1]]


def test_a_comment_and_a_heading_end_what_hangs_down() -> None:
    toml = (
        'kommentarsrad = "matt"\n'
        + MERGED
        + """
    [[tabell.rad]]
    nyckel = "rubrik"
    etikett = "Barn"
    typ = "rubrik"
    """
    )
    set_table = block(
        toml,
        row("fri_01", "Barn", mal="Trygg"),
        row("fri_02", "Barn", mal="Trygg", matt="Kommentar"),
        row("fri_03", "Barn", mal="Trygg"),
        row("rubrik"),
        row("fri_04", "Barn", mal="Trygg"),
    )
    assert [[cell.rowspan for cell in r.cells] for r in set_table.rows] == [[2, 2], [], [1], [1, 1], [1], [1, 1]]


def test_cells_do_not_hang_over_from_one_group_to_the_next() -> None:
    toml = (
        'gruppkolumn = "Område"\n'
        + MERGED
        + """
    [[tabell.rad]]
    nyckel = "ett"
    etikett = "Samma"
    grupp = "A"
    [[tabell.rad]]
    nyckel = "tva"
    etikett = "Samma"
    grupp = "B"
    [[tabell.rad]]
    nyckel = "tre"
    etikett = "Samma"
    grupp = "B"
    """
    )
    set_table = block(toml, row("ett"), row("tva"), row("tre"))
    assert [[(cell.column, cell.rowspan) for cell in r.cells if cell.column < 2] for r in set_table.rows] == [
        [(0, 1), (1, 1)],
        [(0, 2), (1, 2)],
        [],
    ]


SHARED = """
[[tabell.kolumn]]
nyckel = "kontroll"
typ = "etikett"
[[tabell.kolumn]]
nyckel = "resultat"
rubrik = "Resultat"
typ = "status"
skala = "status"
[[tabell.kolumn]]
nyckel = "antal"
rubrik = "Antal"
typ = "antal"
i_cell_med = "resultat"
"""


def test_columns_share_a_cell_and_each_knows_its_blocks() -> None:
    set_table = block(SHARED, row("fri_01", "Journaler", resultat="Enligt plan", antal="20"), row("fri_02", "Avtal"))
    cell = set_table.rows[0].cells[1]
    assert [plain(b.content) for b in cell.content if isinstance(b, Paragraph)] == ["Enligt plan", "20"]
    assert cell.keys == (("resultat", 1), ("antal", 1))
    assert [column.key for column in set_table.columns] == ["kontroll", "resultat"]
    assert [head.text for head in set_table.head[0]] == ["", "Resultat"]
    assert set_table.rows[1].cells[1].keys == ()


def test_a_hidden_count_is_printed_as_it_was_written_among_the_figures() -> None:
    [_, cell, _] = block(COLUMNS, row("a", "A", arets="<5", arets_prognos="12")).rows[0].cells
    assert (cell.numeric, cell.content) == (True, (Paragraph((Text("<5"),)),))


def test_zero_is_an_empty_cell_where_the_mall_says_so() -> None:
    toml = SHARED.replace('i_cell_med = "resultat"', "noll_tom = true")
    set_table = block(toml, row("fri_01", "A", antal="0"), row("fri_02", "B", antal="2"), row("fri_03", "C", antal="-"))
    assert [words(r)[2] for r in set_table.rows] == ["", "2", "-"]


def test_heading_written_in_the_workbook_wins_over_the_malls() -> None:
    template = TemplateSpec.model_validate(tomllib.loads(HEAD + COLUMNS))
    spec = template.tables[0]
    second = spec.columns[1].key
    table = Table("prov", (row("fri_01", "A"),), headings={second: "Utfall jan-apr", group_key(second): "Hittills"})
    set_table = table_block(spec, table, template, {"ar": "2024", "ar-1": "2023", "spann": "jan–aug"}, lambda _: ())
    assert {head.text for line in set_table.head for head in line} >= {"Utfall jan-apr", "Hittills"}


def test_heading_of_a_comment_names_cells_of_its_row() -> None:
    toml = """
    kommentarsrad = "kommentar"
    [[tabell.kolumn]]
    nyckel = "matt"
    typ = "etikett"
    [[tabell.kolumn]]
    nyckel = "datum"
    typ = "datum"
    skrivs_ut = false
    [[tabell.kolumn]]
    nyckel = "kommentar"
    rubrik = "Senaste kommentar ({datum}):"
    typ = "text"
    """
    dated = Row("fri_01", "A", cells={"datum": Cell(date(2024, 8, 31)), "kommentar": Cell("Bra.")})
    set_table = block(toml, dated, row("fri_02", "B", kommentar="Sämre."))
    assert [words(r)[0] for r in set_table.rows if r.continues] == [
        "Senaste kommentar (2024-08-31): Bra.",
        "Senaste kommentar: Sämre.",
    ]


def test_name_of_one_line_and_of_several_are_set_each_in_its_way() -> None:
    template = TemplateSpec.model_validate(tomllib.loads(HEAD + SHARED))
    table = Table("prov", (row("fri_01", "1. Trygghet"), row("fri_02", "Mål\n- ett\n- två")))
    set_table = table_block(
        template.tables[0],
        table,
        template,
        {},
        lambda cell: prose(cell.text, lambda field: Text(field)),
        label=lambda cell: line(cell.text, lambda field: Text(field)),
    )
    first, second = (r.cells[0].content for r in set_table.rows)
    assert first == (Paragraph((Text("1. Trygghet"),)),)
    assert [type(b).__name__ for b in second] == ["Paragraph", "ListBlock"]


def test_notes_follow_the_view_and_the_texts() -> None:
    toml = (
        COLUMNS
        + """
    [[tabell.not]]
    marke = "*)"
    text = "Utfall {ar}."
    [[tabell.not]]
    text_ur = "skriven"
    [[tabell.not]]
    text_ur = "tom"
    [[tabell.not]]
    text = "Bara här."
    foralder = "m1"
    """
    )
    spec = TemplateSpec.model_validate(tomllib.loads(HEAD + toml)).tables[0]
    texts = {"skriven": "Skrivet.", "tom": ""}
    assert list(printed_notes(spec, {"ar": "2024"}, texts.__getitem__)) == [("*)", "Utfall 2024."), ("", "Skrivet.")]
    assert ("", "Bara här.") in list(printed_notes(spec, {"ar": "2024"}, texts.__getitem__, "m1"))
    assert block(toml).notes == (("*)", "Utfall 2024."),)


NAMES = """
[[tabell.kolumn]]
nyckel = "post"
typ = "etikett"
[[tabell.kolumn]]
nyckel = "ingaende"
typ = "varde"
[[tabell.kolumn]]
nyckel = "mal"
typ = "text"
[[tabell.rad]]
nyckel = "a"
etikett = "A"
"""


def test_a_mark_among_values_and_a_numbered_name_are_no_lists() -> None:
    template = TemplateSpec.model_validate(tomllib.loads(HEAD + NAMES))

    def set_as(value: str, name: str) -> list[list[str]]:
        table = Table("prov", (row("a", "A", ingaende=value, mal=name),))
        made = table_block(
            template.tables[0],
            table,
            template,
            {},
            lambda cell: prose(cell.text, Text),
            label=lambda cell: line(cell.text, Text),
        )
        return [[type(b).__name__ for b in cell.content] for cell in made.rows[0].cells[1:]]

    assert set_as("*", "4. En hållbar kommun") == [["Paragraph"], ["Paragraph"]]
    assert set_as("20**", "1. Ett\n2. Två") == [["Paragraph"], ["ListBlock"]]
