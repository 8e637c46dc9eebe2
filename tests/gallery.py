"""A small document with every kind of block and inline in it, for the writers' tests, and short ways to build more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from reportgen.document.blocks import (
    Abbreviation,
    Align,
    Block,
    Box,
    ChartBlock,
    Column,
    Cover,
    Document,
    Edit,
    Emphasis,
    Figure,
    Foreign,
    HeadCell,
    Heading,
    Inline,
    Legend,
    LineBreak,
    ListBlock,
    PageBreak,
    Paragraph,
    Part,
    Picture,
    ProseBlock,
    Quote,
    Series,
    Status,
    Strong,
    TableBlock,
    TableCell,
    TableRow,
    Text,
)
from reportgen.model.profile import Colours, Face, Logo, Profile
from reportgen.model.table import RowKind

SHARED = Path(__file__).resolve().parent.parent / "templates" / "_gemensamt"
FONTS = {file.name: file.read_bytes() for file in sorted((SHARED / "typsnitt").glob("*.woff2"))}


def shared_styles() -> str:
    return (SHARED / "stil.css").read_text("utf-8")


def heading(level: int, number: str, title: str, id: str) -> Heading:
    return Heading(level, (Text(title),), number, id)


def paragraph(*content: str | Inline) -> Paragraph:
    return Paragraph(tuple(Text(item) if isinstance(item, str) else item for item in content))


def bullets(*items: str | tuple[Block, ...], ordered: bool = False, start: int = 1) -> ListBlock:
    return ListBlock(
        tuple((paragraph(item),) if isinstance(item, str) else item for item in items), ordered=ordered, start=start
    )


def label(text: str, column: int = 0, *, rowspan: int = 1, colspan: int = 1) -> TableCell:
    return TableCell(column, (paragraph(text),), is_header=True, rowspan=rowspan, colspan=colspan)


def figures(texts: Iterable[str], first: int = 1) -> tuple[TableCell, ...]:
    """Cells of figures; an empty text is an empty cell."""
    return tuple(
        TableCell(column, (paragraph(text),) if text else (), numeric=True) for column, text in enumerate(texts, first)
    )


def row(key: str, name: str, *texts: str, kind: RowKind = RowKind.POST, level: int = 0) -> TableRow:
    return TableRow(key, kind, (label(name), *figures(texts)), level=level)


DRIFT = TableBlock(
    id="drift",
    title="Driftredovisning",
    columns=(
        Column("post", Align.LEFT, 0.4),
        Column("utfall", Align.RIGHT, 0.2),
        Column("budget", Align.RIGHT, 0.2),
        Column("avvikelse", Align.RIGHT, 0.2),
    ),
    head=(
        (HeadCell("Verksamhet", 0, rowspan=2, key="post"), HeadCell("Januari–augusti", 1, colspan=3)),
        (
            HeadCell("Utfall", 1, key="utfall"),
            HeadCell("Budget", 2, key="budget"),
            HeadCell("Avvikelse", 3, key="avvikelse"),
        ),
    ),
    rows=(
        TableRow("barn", RowKind.RUBRIK, (label("Barn och unga", colspan=4),)),
        row("placeringar", "Placeringar", "−12,5", "−14,0", "1,5"),
        row("familjehem", "varav familjehem", "−4,1", "", "", kind=RowKind.VARAV, level=1),
        row("oppna", "Öppna insatser", "−3,0", "−3,0", "0,0"),
        row("totalt", "Totalt", "−15,5", "−17,0", "1,5", kind=RowKind.SUMMA),
    ),
    number=1,
    unit="mnkr",
    convention="Plus är bättre än budget.",
    notes=(("*)", "Utan statsbidrag."), ("", "Beloppen är avrundade var för sig.")),
)
"""Grouped heads, a heading row, an of-which row, a sum, empty cells, notes."""

MAL = TableBlock(
    id="mal",
    title="Måluppfyllelse",
    columns=(
        Column("grupp", Align.LEFT, 0.2),
        Column("indikator", Align.LEFT, 0.5),
        Column("status", Align.LEFT, 0.3),
    ),
    head=(
        (
            HeadCell("Mål", 0, key="grupp"),
            HeadCell("Indikator", 1, key="indikator"),
            HeadCell("Bedömning", 2, key="status"),
        ),
    ),
    rows=(
        TableRow(
            "tid",
            RowKind.POST,
            (
                label("Trygghet", rowspan=3),
                label("Utredningar i tid", 1),
                TableCell(2, (paragraph(Status("Uppnått", "cirkel", "gron")),)),
            ),
        ),
        TableRow(
            "tid-kommentar",
            RowKind.POST,
            (TableCell(1, (paragraph("Tiden är kortare."), bullets("för barn", "för vuxna")), colspan=2),),
            continues=True,
        ),
        TableRow(
            "nojd",
            RowKind.POST,
            (label("Nöjda brukare", 1), TableCell(2, (paragraph(Status("Inte uppnått", "triangel", "rod")),))),
        ),
    ),
    caption=False,
    landscape=True,
)
"""A group cell hanging down, a comment row across, statuses, a landscape page, no caption."""

CHART = ChartBlock(
    id="hushall",
    title="Hushåll med bistånd",
    kind="linje",
    categories=("jan", "feb", "mar"),
    series=(Series("2023", (401.0, 405.0, 398.0)), Series("2024", (421.0, None, 428.0))),
    unit="antal",
    description="Fler hushåll än i fjol varje månad.",
    number=1,
    source="Ekonomisystemet",
)

LEGEND = Legend(
    (
        (Status("Uppnått", "cirkel", "gron"), "Målet är nått eller väntas nås under året."),
        (Status("Inte uppnått", "triangel", "rod"), ""),
    )
)

DRAWING = (
    b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 10'>"
    b"<rect width='40' height='10' fill='#eaf2f6'/><circle cx='5' cy='5' r='4' fill='#17516b'/></svg>"
)
PICTURE = Picture("karta.svg", "svg", DRAWING, "En cirkel i ett fält.", 0.4, 0.25)

BLOCKS: tuple[Block, ...] = (
    heading(1, "1", "Sammanfattning", "1-sammanfattning"),
    ProseBlock(
        "text.sammanfattning",
        "Sammanfattning",
        (
            paragraph(
                "Utfallet är ", Figure("15,5\u00a0mnkr", "drift.totalt.utfall"), ", ", Strong((Text("bättre"),)), " än ",
                Emphasis((Text("budget"), LineBreak(), Text("& plan"))), ": <b>inte markup</b>.",
            ),
            bullets("första", (paragraph("andra"), bullets("inre", ordered=True, start=3))),
        ),
    ),
    Quote((paragraph("Alla ska ", Strong((Text("kunna"),)), " känna sig trygga."),)),
    heading(2, "1.1", "Ekonomi", "1-1-ekonomi"),
    DRIFT,
    PageBreak(),
    heading(2, "", "Mål", "mal"),
    MAL,
    LEGEND,
    Box((paragraph(Strong((Text("I korthet"),))), bullets("bättre än budget", "fler hushåll"))),
    PICTURE,
    heading(1, "2", "Utveckling", "2-utveckling"),
    paragraph(Strong((Text("Bedömning:"),))),
    paragraph("Läget är ", Status("Delvis", "romb", "gul"), "."),
    paragraph("Prognosen är ", Edit("oförändrad", added=False), " ", Edit("sämre", added=True), "."),
    paragraph(
        Abbreviation("HVB", "hem för vård eller boende"), " prövar ", Foreign((Text("case management"),), "en"), "."
    ),
    CHART,
)  # fmt: skip

PART = Part(
    key="rapport",
    title="Delårsrapport augusti 2024",
    subtitle="Uppföljning med prognos",
    blocks=BLOCKS,
    sender="Exempelby kommun",
    header="Delårsrapport",
    footer="SN 2024/17",
    facts=(("Diarienummer", "SN 2024/17"), ("Datum", "2024-09-10")),
)

GALLERY = Document(
    title="Delårsrapport augusti 2024",
    namnd="Socialnämnden",
    period="augusti 2024",
    date="2024-09-10",
    parts=(PART,),
    keywords=("delårsrapport",),
)
"""Without styles, so that what is written of it is short."""


def document(*blocks: Block, cover: Cover = Cover.HEAD, contents: bool = False, draft: bool = False) -> Document:
    """A document of these blocks in the shared style."""
    part = replace(PART, blocks=blocks, cover=cover, contents=contents)
    return replace(GALLERY, parts=(part,), draft=draft, styles=shared_styles())


def package(*, draft: bool = False, corrected: str = "") -> Document:
    """A memo of its own pages and two attachments, one with a cover, the same table and text in two of them."""
    prose = BLOCKS[1]
    memo = replace(
        PART,
        key="tjansteskrivelse",
        title="Delårsrapport augusti 2024",
        subtitle="Tjänsteskrivelse",
        blocks=(heading(1, "", "Förslag till beslut", "forslag"), prose, heading(1, "", "Ekonomi", "ekonomi"), DRIFT),
        header="Tjänsteskrivelse",
        footer="",
        cover=Cover.HEAD,
        contents=False,
        facts=(("Diarienummer", "SN 2024/17"), ("Datum", "")),
        own_file=True,
        file_name="SN 2024/17 Tjänsteskrivelse",
    )
    report = replace(
        PART, header="Bilaga 1, Delårsrapport", label="Bilaga 1", own_pages=True, file_name="", blocks=BLOCKS
    )
    figures = replace(
        PART,
        key="nyckeltal",
        title="Nyckeltal",
        subtitle="",
        blocks=(heading(1, "1", "Volymer", "1-volymer"), replace(CHART, nth=2), MAL),
        header="Bilaga 2, Nyckeltal",
        footer="Siffrorna är preliminära",
        cover=Cover.NONE,
        contents=False,
        label="Bilaga 2",
    )
    return replace(GALLERY, parts=(memo, report, figures), styles=shared_styles(), draft=draft, corrected=corrected)


LOGO = Logo(
    "logotyp.svg",
    "svg",
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 50"><rect width="200" height="50" fill="#7a1f3d"/></svg>',
    "Exempelstads kommun",
    width_mm=45,
    ratio=0.25,
    in_header=True,
)
PROFILE = Profile(
    name="Exempelstads kommun",
    colours=Colours(accent="#7a1f3d", box="#f7ecef"),
    family="Profil",
    faces=(
        Face("egen.woff2", FONTS["RapportSans-Regular.woff2"]),
        Face("fet.woff2", FONTS["RapportSans-Bold.woff2"], bold=True),
    ),
    logo=LOGO,
)


def dressed(made: Document) -> Document:
    """The document in the clothes of an organisation, its logo on the title page and in headers."""
    return replace(made, profile=PROFILE)
