"""A mall's Jinja document and a derived report → the tree of blocks.

Jinja gives order, conditions and standing prose in Markdown. Every call that fetches something from the report leaves a
node in the tree (see `markdown.Slots`), so a template can place figures, texts and tables but never make markup of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from reportgen.derive.analysed import analysed
from reportgen.derive.fields import FieldError, field_text, split_field
from reportgen.derive.report import rule_at
from reportgen.document.abbreviations import expanded
from reportgen.document.analyses import SHOWN, analysis_blocks
from reportgen.document.blocks import (
    Block,
    Box,
    ChartBlock,
    Cover,
    Document,
    Emphasis,
    Figure,
    Foreign,
    Inline,
    Legend,
    PageBreak,
    Paragraph,
    Part,
    ProseBlock,
    Quote,
    Status,
    Strong,
    Text,
)
from reportgen.document.calls import call_faults
from reportgen.document.chart import chart_block
from reportgen.document.form import as_blocks, in_form
from reportgen.document.kolada import kolada_notes
from reportgen.document.markdown import DOCUMENT_RULES, MisplacedBlockError, Slots, clean, to_blocks
from reportgen.document.numbering import Numbering
from reportgen.document.picture import PictureError, picture
from reportgen.document.plain_table import plain_table
from reportgen.document.prose import in_one_run, line, prose
from reportgen.document.table import Headings, cell_text, has_rows, printed_notes, table_block
from reportgen.document.walk import changed
from reportgen.model.errors import SpecError
from reportgen.model.format import NBSP, format_date, format_value
from reportgen.model.profile import PLAIN, Profile
from reportgen.model.report import Report
from reportgen.model.table import Row
from reportgen.model.value import Cell
from reportgen.spec.schema import (
    CORRECTED,
    ColumnType,
    PartSpec,
    TableSpec,
    Template,
    TemplateSpec,
    TextSpec,
)
from reportgen.spec.words import fact_name, fill, fill_known, placeholders

if TYPE_CHECKING:
    from jinja2 import Environment


_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")


def compose(report: Report, template: Template, *, draft: bool = False, profile: Profile = PLAIN) -> Document:
    """The document; `report` is derived. Raises `SpecError` for a faulty Jinja file (file, line, what is wrong)."""
    spec = template.spec
    if wrong := call_faults(template):
        raise SpecError(spec.info.name, wrong)
    facts = {fact_name(fact.key): format_value(report.fact(fact.key).value) for fact in spec.facts}
    names = {**report.period.names(), "namnd": report.namnd, **facts}
    facts_by_name = {
        name: facts[fact_name(fact.key)] for fact in reversed(spec.facts) for name in (fact.label, fact.key)
    }
    taken: dict[str, int] = {}
    made = (expanded(_part(part, report, template, names, taken), spec.abbreviations) for part in spec.parts)
    parts = tuple(_dressed(part, names, profile) for part in made)
    stamp = report.fact("datum").value
    corrected = facts.get(fact_name(CORRECTED), "")
    return Document(
        title=_title(parts),
        namnd=report.namnd,
        period=str(report.period.year) if spec.info.whole_year else f"{report.period.manad} {report.period.year}",
        date=format_date(stamp if isinstance(stamp, date) else report.period.last_day),
        parts=parts,
        draft=draft,
        corrected=f"Rättad version {corrected}" if corrected else "",
        styles=template.styles,
        values={**names, **facts_by_name},
        profile=profile,
    )


def _dressed(part: Part, names: Mapping[str, str], profile: Profile) -> Part:
    """The part with the header, footer and title page of the profile, and its charts in the profile's colours."""
    known = {**names, "titel": part.title, "sidhuvud": part.header, "sidfot": part.footer}
    return replace(
        part,
        header=fill_known(profile.header, known) if profile.header else part.header,
        footer=fill_known(profile.footer, known) if profile.footer else part.footer,
        cover=Cover.HEAD if profile.cover == "ingen" and part.cover is Cover.PAGE else part.cover,
        blocks=changed(part.blocks, partial(_in_colours, profile=profile)),
    )


def _in_colours(block: Block, profile: Profile) -> Block:
    return replace(block, palette=profile.palette) if isinstance(block, ChartBlock) else block


def _title(parts: Sequence[Part]) -> str:
    """What the whole is called: as the part that is not sent on its own too nor an attachment, as the report with its memo."""
    main = [part.title for part in parts if not part.own_file and not part.label]
    return main[0] if main else f"{parts[0].title} med bilagor" if len(parts) > 1 else parts[0].title


def _part(part: PartSpec, report: Report, template: Template, names: Mapping[str, str], taken: dict[str, int]) -> Part:
    """`taken` counts the ids of headings, which are unique over all parts."""
    composer = _Composer(report, template, names)
    blocks = composer.blocks(part.template)
    attachments = template.spec.attachments
    label = f"Bilaga{NBSP}{attachments.index(part) + 1}" if part.attachment else ""
    header = part.header or ", ".join(filter(None, (label, part.title)))
    return Part(
        key=part.key,
        title=fill_known(part.title, names),
        subtitle=fill_known(part.subtitle, names),
        blocks=changed(blocks, Numbering(taken, numbered=part.numbered).block, quoted=False),
        sender=fill(part.sender, names),
        header=fill_known(header, names),
        footer=fill_known(part.footer, names),
        cover=Cover(part.cover),
        contents=part.contents,
        contents_depth=part.contents_depth,
        facts=_shown_facts(part, report, template.spec),
        label=label,
        own_pages=part.page_numbers == "egen",
        dense=part.dense,
        own_file=part.own_file,
        file_name=_file_name(part, names),
    )


def _shown_facts(part: PartSpec, report: Report, spec: TemplateSpec) -> tuple[tuple[str, str], ...]:
    """Label and value: those that the part lists, filled in or not; else all that are filled in."""
    by_key = {fact.key: fact for fact in spec.facts}
    filled = [f.key for f in spec.facts if f.on_cover and f.key != CORRECTED and not report.fact(f.key).is_empty]
    shown = filled if part.facts is None else part.facts
    return tuple((by_key[key].label, format_value(report.fact(key).value)) for key in shown)


def _file_name(part: PartSpec, names: Mapping[str, str]) -> str:
    """The name of the part's own file; none while a fact in it is empty, as workbooks would then share it."""
    missing = any(not names.get(word, word) for word in placeholders(part.file_name))
    return "" if missing else fill_known(part.file_name, names)


class _Composer:
    """What a Jinja file can call. Each method that gives something to print puts a node in `slots`."""

    def __init__(self, report: Report, template: Template, names: Mapping[str, str]) -> None:
        self.report, self.template, self.names = report, template, names
        self.spec = template.spec
        self.slots = Slots()

    def blocks(self, file: str) -> tuple[Block, ...]:
        """The blocks of one Jinja file, headings still without numbers."""
        from jinja2 import TemplateError, TemplateSyntaxError

        environment = self._environment()
        try:
            text = environment.get_template(file).render()
            return to_blocks(text, DOCUMENT_RULES, self.slots)
        except TemplateSyntaxError as error:
            raise self._fault(f"{error.name or file}, rad {error.lineno}: {error.message}") from None
        except TemplateError as error:
            raise self._fault(f"{file}, rad {_line_of(error, file)}: {error.message}") from None
        except _CallError as error:
            raise self._fault(f"{file}, rad {_line_of(error, file)}: {error}") from None
        except MisplacedBlockError as error:
            raise self._fault(
                f'{file}: en tabell, ett diagram eller en längre text står mitt i stycket "{error.words}". '
                "Tillåtet: i ett eget stycke, med tom rad före och efter."
            ) from None

    # --- what a template may call -------------------------------------------------------------------------------------

    def tabell(self, nyckel: str, foralder: Any = None, rader: Any = None, kolumner: Any = None, id: str = "") -> _Node:
        """A table of the mall, or a view of it named `id`.

        `foralder` shows the rows that one entity owns, `rader` those rows (or the one), `kolumner` those columns.
        """
        spec = self._table_spec(nyckel, "tabell")
        table = self.report.table(nyckel)
        if foralder is not None:
            table = replace(table, rows=tuple(table.children(_key_of(foralder))))
        if rader is not None:
            wanted = {_key_of(row) for row in (rader if isinstance(rader, list | tuple) else [rader])}
            table = replace(table, rows=tuple(row for row in table.rows if row.key in wanted))
        if kolumner is not None:
            spec = _with_columns(spec, kolumner)
        name = id or (f"{nyckel}_{_key_of(foralder)}" if foralder is not None else nyckel)
        notes = [*printed_notes(spec, self.names, self._plain_text, "" if foralder is None else _key_of(foralder))]
        notes += kolada_notes(spec, table, self.report.kolada)
        block = table_block(
            spec, table, self.spec, self.names, self._prose, label=self._line, notes=tuple(notes), name=name
        )
        sentence = Paragraph((Text(fill(spec.empty, self.names)),))
        if has_rows(table, spec) or not spec.empty:
            return self._node((block,), filled=bool(block.rows))
        shown: dict[str, tuple[Block, ...]] = {"mening": (sentence,), "rubriker": (block,), "bada": (block, sentence)}
        return self._node(shown[spec.empty_shown], filled=False)

    def text(self, nyckel: str) -> _Node:
        """What is written under a heading of the sheet Texter."""
        spec = self.spec.text(nyckel)
        if spec is None:
            raise self._unknown("text", nyckel, [text.key for text in self.spec.texts])
        return self._written(self.report.text(nyckel), f"text.{nyckel}", self._title(spec))

    def fakta(self, nyckel: str) -> _Node:
        """A fact of the sheet Start."""
        if nyckel not in {fact.key for fact in self.spec.facts}:
            raise self._unknown("uppgift", nyckel, [fact.key for fact in self.spec.facts])
        cell = self.report.fact(nyckel)
        return self._node(Figure(clean(format_value(cell.value)), f"uppgift.{nyckel}"), filled=not cell.is_empty)

    def falt(self, falt: str) -> _Node:
        """A value field, written as in people's texts without the braces."""
        return self._node(self._figure(falt))

    def varde(self, nyckel: str) -> _Node:
        return self.falt(f"varde.{nyckel}")

    def rader(self, nyckel: str, foralder: Any = None) -> list[_RowView]:
        """The rows of a table or register, in order; those that one entity owns if it is given."""
        spec = self._table_spec(nyckel, "rader")
        table = self.report.table(nyckel)
        rows = table.rows if foralder is None else tuple(table.children(_key_of(foralder)))
        return [_RowView(row, spec, self) for row in rows]

    def diagram(self, nyckel: str) -> _Node:
        chart = next((chart for chart in self.spec.charts if chart.key == nyckel), None)
        if chart is None:
            raise self._unknown("diagram", nyckel, [chart.key for chart in self.spec.charts])
        block = chart_block(chart, self.report, self._table_spec(chart.table, "diagram"), self.names)
        return self._node((block,), filled=any(value is not None for s in block.series for value in s.values))

    def analys(self, nyckel: str, visa: str = "") -> _Node:
        """An analysis of the mall: table and chart, or the one that `visa` names."""
        spec = self.spec.analysis(nyckel)
        if spec is None:
            raise self._unknown("analys", nyckel, [analysis.key for analysis in self.spec.analyses])
        if visa not in ("", *SHOWN):
            raise _CallError(f"analys({nyckel!r}), visa: {visa!r} finns inte. Tillåtet: {', '.join(SHOWN)}.")
        found = analysed(spec, self.report, self.spec)
        wanted = (visa,) if visa else SHOWN
        shown = analysis_blocks(found, spec, wanted, self.spec, self.names, self._prose, self._line)
        return self._node(shown, filled=bool(shown) and not found.is_empty)

    def sidbrytning(self) -> _Node:
        return self._node((PageBreak(),))

    def bilaga(self, nyckel: str, titel: bool = False) -> _Node:
        """ "bilaga 2" for an attachment of the mall; with `titel` "Bilaga 2, Nyckeltal"."""
        parts = {part.key: part for part in self.spec.attachments}
        if nyckel not in parts:
            raise self._unknown("bilaga", nyckel, list(parts))
        number = f"{NBSP}{list(parts).index(nyckel) + 1}"
        if not titel:
            return self._node(Text(f"bilaga{number}"))
        return self._node(Text(f"Bilaga{number}, {fill_known(parts[nyckel].title, self.names)}"))

    def skala(self, nyckel: str) -> _Node:
        """What the levels of a scale mean."""
        scale = self.spec.scale(nyckel)
        if scale is None:
            raise self._unknown("skala", nyckel, [scale.key for scale in self.spec.scales])
        levels = [(Status(level.text, level.symbol, level.colour), level.meaning) for level in scale.levels]
        return self._node((Legend(tuple(levels)),))

    def omraknat(self) -> _Node:
        """The figures that a closed period has otherwise, with both and the reason; false when there is none."""
        head = ("Rad", "Kolumn", "Skäl", "Stängd", "Då", "Nu")
        rows = [(one.label, one.heading, one.reason, one.period, one.before, one.after) for one in self.report.restated]
        table = plain_table("omraknat", "Omräknade värden", head, rows, words=4)
        return self._node((replace(table, caption=True),) if rows else (), filled=bool(rows))

    def bild(self, fil: str, beskrivning: str, bredd: float = 100) -> _Node:
        """A picture from the mall's folder, `bredd` per cent of the text's width; `beskrivning` is its text alternative."""
        try:
            return self._node((picture(fil, beskrivning, bredd, self.template.files),))
        except PictureError as error:
            raise _CallError(f"bild({fil!r}): {error}") from None

    def boxed(self, content: _Node | str) -> _Node | str:
        """The filter `ruta`: what a call gives, or all that stands between {% filter ruta %} and {% endfilter %}, in a box."""
        if isinstance(content, _Node):
            return replace(content, node=(Box(as_blocks(content.node)),))
        return str(self._node((Box(to_blocks(content, DOCUMENT_RULES, self.slots)),)))

    def in_language(self, content: _Node | str, language: str) -> _Node | str:
        """The filter `sprak`: what a call gives, or the words between {% filter sprak("en") %} and {% endfilter %}."""
        if not _LANGUAGE.fullmatch(str(language)):
            raise _CallError(
                f'sprak("{language}"): språket skrivs med två eller tre bokstäver, till exempel "en" eller "fi".'
            )
        if isinstance(content, _Node):
            return replace(content, node=in_form(content.node, partial(Foreign, language=language)))
        return str(self._node(Foreign((Text(content.strip()),), language)))

    # --- how nodes are made -------------------------------------------------------------------------------------------

    def cell(self, row: Row, spec: TableSpec, column: str) -> _Node:
        """A cell of a row, by its column's type: prose, a status, or a figure."""
        declared = spec.column(column)
        if declared is None:
            raise self._unknown(f"tabell {spec.key}, kolumn", column, [c.key for c in spec.columns])
        cell = row.cell(column)
        place = f"{spec.key}.{row.key}.{column}"
        if declared.type is ColumnType.STATUS:
            scale = self.spec.scale(declared.scale)
            level = scale.level(cell.text) if scale else None
            node: Inline = Status(level.text, level.symbol, level.colour) if level else Text(clean(cell.text))
            return self._node(node, filled=not cell.is_empty)
        if declared.type is ColumnType.TEXT or isinstance(cell.value, str):
            heading = Headings(self.report.table(spec.key), self.names).of(declared)
            return self._written(cell, place, f"{row.name}: {heading}")
        rule = rule_at(spec, self.report.table(spec.key), row, declared)
        words = cell_text(cell, rule, declared)
        return self._node(Figure(words, place), filled=not cell.is_empty)

    def name(self, row: Row) -> _Node:
        """A row's name on one line, without its form."""
        return self.words(in_one_run(self._line(Cell(fill(row.name, self.names)))))

    def words(self, text: str) -> _Node:
        """A person's words as plain text."""
        return self._node(Text(clean(text)), filled=bool(text))

    def _written(self, cell: Cell, place: str, title: str) -> _Node:
        if cell.is_empty:
            return self._node((), filled=False)
        return self._node((ProseBlock(place, title, self._prose(cell), format_value(cell.value)),))

    def _prose(self, cell: Cell) -> tuple[Block, ...]:
        return prose(format_value(cell.value), self._figure)

    def _line(self, cell: Cell) -> tuple[Block, ...]:
        return line(format_value(cell.value), self._figure)

    def _plain_text(self, key: str) -> str:
        """What is written under a heading of the sheet Texter, without its form."""
        return in_one_run(self._prose(self.report.text(key)))

    def _figure(self, field: str) -> Inline:
        """A value field as a figure; one that gives nothing is shown as it was typed (checks find it as an error)."""
        try:
            return Figure(clean(field_text(field, self.report, self.spec)), split_field(field)[0], field)
        except FieldError:
            return Text("{{" + clean(field) + "}}")

    def _node(self, node: Inline | tuple[Block, ...], *, filled: bool = True) -> _Node:
        return _Node(node, self.slots, filled)

    def _title(self, text: TextSpec) -> str:
        return fill(text.title, self.names)

    def _table_spec(self, key: str, function: str) -> TableSpec:
        spec = self.spec.table(key)
        if spec is None:
            raise self._unknown(function, key, [table.key for table in self.spec.tables])
        return spec

    def _unknown(self, what: str, key: str, known: list[str]) -> _CallError:
        return _CallError(f"{what}: {key!r} finns inte. Tillåtet: {', '.join(known)}.")

    def _fault(self, words: str) -> SpecError:
        return SpecError(self.spec.info.name, [words])

    def _environment(self) -> Environment:
        """Jinja without access to anything but the calls above; an unknown name is a fault, not an empty text."""
        from jinja2 import DictLoader, StrictUndefined
        from jinja2.sandbox import ImmutableSandboxedEnvironment

        environment = ImmutableSandboxedEnvironment(
            loader=DictLoader(dict(self.template.sources)),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.globals = {
            "tabell": self.tabell,
            "text": self.text,
            "fakta": self.fakta,
            "falt": self.falt,
            "varde": self.varde,
            "rader": self.rader,
            "diagram": self.diagram,
            "analys": self.analys,
            "sidbrytning": self.sidbrytning,
            "bilaga": self.bilaga,
            "skala": self.skala,
            "bild": self.bild,
            "omraknat": self.omraknat,
            "namnd": self.words(self.report.namnd),
            "period": {**self.report.period.names(), "manadsnummer": self.report.period.month},
        }
        environment.filters = {
            "kursiv": _Node.italic,
            "fet": _Node.bold,
            "citat": _Node.quoted,
            "ruta": self.boxed,
            "sprak": self.in_language,
        }
        return environment


class _CallError(Exception):
    """A call in a Jinja file that asks for something the mall does not have."""


@dataclass(frozen=True)
class _Node:
    """What a call gives a template: prints as a mark, is true when there is something to show."""

    node: Inline | tuple[Block, ...]
    slots: Slots
    filled: bool

    def __str__(self) -> str:
        return self.slots.put(self.node)

    def __bool__(self) -> bool:
        return self.filled

    def italic(self) -> _Node:
        return replace(self, node=in_form(self.node, Emphasis))

    def bold(self) -> _Node:
        return replace(self, node=in_form(self.node, Strong))

    def quoted(self) -> _Node:
        return replace(self, node=(Quote(as_blocks(self.node)),))


class _RowView:
    """A row in a template: `rad.etikett`, `rad.nyckel`, and its cells by their columns' keys."""

    def __init__(self, row: Row, spec: TableSpec, composer: _Composer) -> None:
        self.row, self.spec, self.composer = row, spec, composer
        self.nyckel = row.key

    @property
    def etikett(self) -> _Node:
        return self.composer.name(self.row)

    def __getattr__(self, column: str) -> _Node:
        if self.spec.column(column) is None:
            raise AttributeError(column)
        return self.composer.cell(self.row, self.spec, column)


def _key_of(row: Any) -> str:
    """The key of a row, given as the row itself or as its key."""
    return row.nyckel if isinstance(row, _RowView) else str(row)


def _with_columns(spec: TableSpec, keys: list[str]) -> TableSpec:
    """The table with its label column and only these of its others, in this order."""
    columns = [spec.column(key) for key in keys]
    if None in columns:
        unknown = next(key for key in keys if spec.column(key) is None)
        known = ", ".join(column.key for column in spec.columns)
        raise _CallError(f"tabell({spec.key!r}), kolumner: {unknown!r} finns inte. Tillåtet: {known}.")
    return spec.model_copy(update={"columns": [spec.label_column, *columns]})


def _line_of(error: Exception, file: str) -> int:
    """The line of the Jinja file that was being run when it failed."""
    line, trace = 0, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename.endswith(file) or trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
