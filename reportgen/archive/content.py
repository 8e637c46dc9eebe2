"""A described report ↔ plain JSON: innehall.json of a closed period.

The keys are Swedish and complete words, numbers are exact decimal text, and every value stands with its name, its unit and the
cell it came from, so that a person can read the file without this program. docs/arkiv.schema.json is its JSON Schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from reportgen.model.archived import KeptFinding
from reportgen.model.description import ColumnWords, Described, Description, LevelWords, TableWords
from reportgen.model.kolada import KoladaFigure
from reportgen.model.period import Period
from reportgen.model.position import CellRef, Place
from reportgen.model.report import Acknowledgement, Report, Restated
from reportgen.model.table import Row, RowKind, Table
from reportgen.model.value import DASH, Cell, Origin, Value

_A1: Final = re.compile(r"([A-Z]*)(\d*)")
_NUMBER, _WORDS, _DATE, _DASH = "tal", "text", "datum", "streck"


def encoded(described: Described, findings: Iterable[KeptFinding]) -> dict[str, Any]:
    """The report in plain JSON values, in the order of the mall."""
    report, words = described.report, described.words
    return {
        "namnd": report.namnd,
        "period": str(report.period),
        "mall": report.template,
        "mallversion": report.version,
        "malltitel": words.title,
        "uppgifter": [_line(key, words.facts, "etikett", cell) for key, cell in report.facts.items()],
        "texter": [
            _line(key, words.texts, "rubrik", cell) | _printed(described, Place("text", key))
            for key, cell in report.texts.items()
        ],
        "tabeller": [_table(table, described) for table in report.tables.values()],
        "skalor": [_scale(key, levels) for key, levels in words.scales.items()],
        "namn": _names(words, report),
        "kvitteringar": [_acknowledged(ack) for ack in report.acknowledged],
        "period_cell": _ref(report.period_at),
        "omraknat": [_restated(one) for one in report.restated],
        "kolada": [_kolada(one) for one in report.kolada],
        "fynd": [_finding(finding) for finding in findings],
    }


def decoded(content: Mapping[str, Any]) -> tuple[Described, tuple[KeptFinding, ...]]:
    """The inverse; `ValueError`, `KeyError` or `TypeError` for anything else. The cells that a computed value was worked out
    from are not kept.
    """
    tables = {raw["nyckel"]: _read_table(raw) for raw in content["tabeller"]}
    report = Report(
        template=content["mall"],
        version=content["mallversion"],
        namnd=content["namnd"],
        period=Period.parse(content["period"]),
        facts=MappingProxyType({raw["nyckel"]: _read_cell(raw, "") for raw in content["uppgifter"]}),
        tables=MappingProxyType(tables),
        texts=MappingProxyType({raw["nyckel"]: _read_cell(raw, "") for raw in content["texter"]}),
        acknowledged=tuple(map(_read_acknowledged, content["kvitteringar"])),
        period_at=_read_ref(content["period_cell"]),
        restated=tuple(map(_read_restated, content.get("omraknat", ()))),
        kolada=tuple(map(_read_kolada, content.get("kolada", ()))),
    )
    findings = tuple(map(_read_finding, content["fynd"]))
    return Described(report, _read_words(content), MappingProxyType(dict(_read_printed(content)))), findings


# --- facts, texts, scales, acknowledgements, findings --------------------------------------------------------------------


def _line(key: str, names: Mapping[str, str], named: str, cell: Cell) -> dict[str, Any]:
    return {"nyckel": key, named: names.get(key, key), **_cell(cell, "")}


def _names(words: Description, report: Report) -> dict[str, Any]:
    """Names of what the mall has and the report lacks, so that nothing of the mall's words is lost."""
    return {
        "uppgifter": {key: name for key, name in words.facts.items() if key not in report.facts},
        "texter": {key: name for key, name in words.texts.items() if key not in report.texts},
        "tabeller": [_table_words(table) for key, table in words.tables.items() if key not in report.tables],
        "ordning": {
            "uppgifter": list(words.facts),
            "texter": list(words.texts),
            "tabeller": list(words.tables),
        },
    }


def _read_words(content: Mapping[str, Any]) -> Description:
    rest = content["namn"]
    order = rest["ordning"]
    facts = {raw["nyckel"]: raw["etikett"] for raw in content["uppgifter"]} | rest["uppgifter"]
    texts = {raw["nyckel"]: raw["rubrik"] for raw in content["texter"]} | rest["texter"]
    tables = {raw["nyckel"]: _read_table_words(raw) for raw in [*content["tabeller"], *rest["tabeller"]]}
    return Description(
        content["malltitel"],
        MappingProxyType({key: tables[key] for key in order["tabeller"]}),
        MappingProxyType({key: texts[key] for key in order["texter"]}),
        MappingProxyType({key: facts[key] for key in order["uppgifter"]}),
        MappingProxyType({raw["nyckel"]: tuple(map(_read_level, raw["nivaer"])) for raw in content["skalor"]}),
    )


def _scale(key: str, levels: Iterable[LevelWords]) -> dict[str, Any]:
    raw = [{"ord": one.word, "symbol": one.symbol, "farg": one.colour, "rang": one.rank} for one in levels]
    return {"nyckel": key, "nivaer": raw}


def _read_level(raw: Mapping[str, Any]) -> LevelWords:
    return LevelWords(raw["ord"], raw["symbol"], raw["farg"], raw["rang"])


def _acknowledged(ack: Acknowledgement) -> dict[str, Any]:
    return {
        "kod": ack.code,
        "plats": str(ack.place),
        "varde": ack.found,
        "skal": ack.reason,
        "av": ack.by,
        "cell": _ref(ack.at),
        "bro": None if ack.bridge is None else f"{ack.bridge:f}",
    }


def _read_acknowledged(raw: Mapping[str, Any]) -> Acknowledgement:
    bridge = None if raw["bro"] is None else Decimal(raw["bro"])
    place, at = Place.parse(raw["plats"]), _read_ref(raw["cell"])
    return Acknowledgement(raw["kod"], place, raw["varde"], raw["skal"], raw["av"], at, bridge)


def _restated(one: Restated) -> dict[str, str]:
    return {
        "plats": str(one.place),
        "rad": one.label,
        "kolumn": one.heading,
        "period": one.period,
        "da": one.before,
        "nu": one.after,
        "skal": one.reason,
    }


def _read_restated(raw: Mapping[str, str]) -> Restated:
    place, *words = (raw[key] for key in ("plats", "rad", "kolumn", "period", "da", "nu", "skal"))
    return Restated(Place.parse(place), *words)


def _kolada(one: KoladaFigure) -> dict[str, Any]:
    return {
        "plats": str(one.place),
        "nyckeltal": one.kpi,
        "jamforelse": one.part,
        "omrade": one.area,
        "namn": one.who,
        "ar": one.year,
        "kon": one.gender,
        **plain_value(one.value),
        "antal": one.count,
        "senaste_ar": one.newest,
        "provas_bara": one.is_held,
        "fil": one.file,
        "hamtat": one.fetched,
        "cell": _ref(one.at),
    }


def _read_kolada(raw: Mapping[str, Any]) -> KoladaFigure:
    return KoladaFigure(
        place=Place.parse(raw["plats"]),
        kpi=raw["nyckeltal"],
        part=raw["jamforelse"],
        area=raw["omrade"],
        who=raw["namn"],
        year=raw["ar"],
        gender=raw["kon"],
        value=read_plain_value(raw),
        count=raw["antal"],
        newest=raw["senaste_ar"],
        is_held=raw["provas_bara"],
        file=raw["fil"],
        fetched=raw["hamtat"],
        at=_read_ref(raw["cell"]),
    )


def _finding(finding: KeptFinding) -> dict[str, str]:
    return {
        "kod": finding.code,
        "grad": finding.severity,
        "plats": finding.place,
        "cell": finding.at,
        "meddelande": finding.message,
        "funnet": finding.found,
        "vantat": finding.expected,
        "skal": finding.reason,
    }


def _read_finding(raw: Mapping[str, str]) -> KeptFinding:
    keys = ("kod", "grad", "plats", "cell", "meddelande", "funnet", "vantat", "skal")
    return KeptFinding(*(raw[key] for key in keys))


# --- tables --------------------------------------------------------------------------------------------------------------


def _table(table: Table, described: Described) -> dict[str, Any]:
    words = described.words.tables.get(table.key) or TableWords(table.key, table.key, table.sheet)
    return {
        **_table_words(words, beside=table),
        "blad_i_arbetsboken": table.sheet,
        "bokstaver": dict(table.columns),
        "rubriker": dict(table.headings),
        "rader": [_row(row, table, words, described) for row in table.rows],
    }


def _table_words(words: TableWords, beside: Table | None = None) -> dict[str, Any]:
    """The table without its rows; formats of cells that `beside` has are written at the cells."""
    own = beside.rows if beside else ()
    there = {(row.key, column) for row in own for column in row.cells}
    columns = [
        {
            "nyckel": column.key,
            "rubrik": column.heading,
            "typ": column.kind,
            "enhet": column.unit,
            "decimaler": column.decimals,
            "skala": column.scale,
        }
        for column in words.columns
    ]
    formats = [
        {"rad": row, "kolumn": column, "enhet": unit, "decimaler": decimals}
        for (row, column), (unit, decimals) in words.formats.items()
        if (row, column) not in there
    ]
    return {
        "nyckel": words.key,
        "titel": words.title,
        "blad": words.sheet,
        "enhet": words.unit,
        "teckenregel": words.convention,
        "kolumner": columns,
        "format": formats,
    }


def _row(row: Row, table: Table, words: TableWords, described: Described) -> dict[str, Any]:
    cells: dict[str, Any] = {}
    for key, cell in row.cells.items():
        cells[key] = _cell(cell, table.sheet) | _printed(described, Place(table.key, row.key, key))
        if own := words.formats.get((row.key, key)):
            cells[key] |= {"enhet": own[0], "decimaler": own[1]}
    return {
        "nyckel": row.key,
        "etikett": row.label,
        "typ": row.kind.value,
        "cell": _ref(row.at, table.sheet),
        "foralder": row.parent,
        "tillagd": row.added,
        "celler": cells,
    }


def _read_table(raw: Mapping[str, Any]) -> Table:
    sheet = raw["blad_i_arbetsboken"]
    return Table(
        raw["nyckel"],
        tuple(_read_row(row, sheet) for row in raw["rader"]),
        sheet,
        MappingProxyType(raw["bokstaver"]),
        MappingProxyType(raw["rubriker"]),
    )


def _read_row(raw: Mapping[str, Any], sheet: str) -> Row:
    cells = MappingProxyType({key: _read_cell(cell, sheet) for key, cell in raw["celler"].items()})
    kind, at = RowKind(raw["typ"]), _read_ref(raw["cell"], sheet)
    return Row(raw["nyckel"], raw["etikett"], kind, cells, at, raw["foralder"], raw["tillagd"])


def _read_table_words(raw: Mapping[str, Any]) -> TableWords:
    columns = tuple(
        ColumnWords(c["nyckel"], c["rubrik"], c["typ"], c["enhet"], c["decimaler"], c["skala"]) for c in raw["kolumner"]
    )
    formats = {(f["rad"], f["kolumn"]): (f["enhet"], f["decimaler"]) for f in raw["format"]}
    formats |= {
        (row["nyckel"], key): (cell["enhet"], cell["decimaler"])
        for row in raw.get("rader", ())
        for key, cell in row["celler"].items()
        if "enhet" in cell
    }
    head = (raw["nyckel"], raw["titel"], raw["blad"], raw["enhet"], raw["teckenregel"])
    return TableWords(*head, columns, MappingProxyType(formats))


# --- cells ---------------------------------------------------------------------------------------------------------------


def _cell(cell: Cell, sheet: str) -> dict[str, Any]:
    """Value and kind, none for an empty cell; where it stood and who it comes from."""
    raw = plain_value(cell.value)
    raw["ursprung"] = cell.origin.value
    if cell.at is not None:
        raw["cell"] = _ref(cell.at, sheet)
    if cell.formula is not None:
        raw["formel"] = cell.formula
    return raw


def plain_value(value: Value) -> dict[str, Any]:
    match value:
        case None:
            return {}
        case Decimal():
            return {"varde": f"{value:f}", "slag": _NUMBER}
        case date():
            return {"varde": value.isoformat(), "slag": _DATE}
        case str():
            return {"varde": value, "slag": _WORDS}
        case _:
            return {"varde": "-", "slag": _DASH}


def _read_cell(raw: Mapping[str, Any], sheet: str) -> Cell:
    return Cell(read_plain_value(raw), _read_ref(raw.get("cell"), sheet), Origin(raw["ursprung"]), raw.get("formel"))


def read_plain_value(raw: Mapping[str, Any]) -> Value:
    match raw.get("slag"):
        case None:
            return None
        case "tal":
            return Decimal(raw["varde"])
        case "datum":
            return date.fromisoformat(raw["varde"])
        case "text":
            return str(raw["varde"])
        case "streck":
            return DASH
        case kind:
            raise ValueError(kind)


def _printed(described: Described, place: Place) -> dict[str, str]:
    """A text with value fields as it was printed."""
    return {"tryckt": described.printed[place]} if place in described.printed else {}


def _read_printed(content: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    for raw in content["texter"]:
        if "tryckt" in raw:
            yield Place("text", raw["nyckel"]), raw["tryckt"]
    for table in content["tabeller"]:
        for row in table["rader"]:
            for key, cell in row["celler"].items():
                if "tryckt" in cell:
                    yield Place(table["nyckel"], row["nyckel"], key), cell["tryckt"]


def _ref(at: CellRef | None, sheet: str = "") -> str | None:
    """ "D14" on the table's own sheet, else "Blad!D14"."""
    if at is None:
        return None
    whole = at.row is not None and at.column is not None
    return at.a1 if sheet and at.sheet == sheet and whole else f"{at.sheet}!{at.a1}"


def _read_ref(text: str | None, sheet: str = "") -> CellRef | None:
    if text is None:
        return None
    name, mark, a1 = text.rpartition("!")
    match = _A1.fullmatch(a1)
    if match is None:
        raise ValueError(text)
    return CellRef(name if mark else sheet, int(match[2]) if match[2] else None, match[1] or None)
