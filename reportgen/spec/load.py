"""Reads a mall from its folder and refuses a faulty one, every fault at once, with file and key.

Form (unknown keys, wrong types) is checked by the records in `schema`, meaning (names that refer to nothing) by `faults`.
"""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from reportgen.model.errors import ReportgenError, SpecError
from reportgen.model.period import MANADER_KORT
from reportgen.spec.faults import faults
from reportgen.spec.schema import (
    RESERVED_SHEETS,
    CheckSpec,
    ColumnSpec,
    ColumnType,
    RowSpec,
    SheetSpec,
    TableSpec,
    Template,
    TemplateSpec,
)
from reportgen.spec.words import fill, placeholders

SHARED: Final = "_gemensamt"
"""The folder beside the malls with what they share: stil.css, bas.docx, fonts, macros."""

STYLES: Final = "stil.css"
"""The look of documents: the shared, then the mall's own."""

MONTHS: Final = "manader"
"""The set of columns that every mall has: jan … dec."""


def load_template(folder: Path, *, shared: Path | None = None) -> Template:
    """The mall in that folder; raises `SpecError` with all its faults, or `ReportgenError` if it is no mall.

    What malls share is beside it in `_gemensamt`; a file that is not there is taken from `shared`.
    """
    raw, origins, broken = _read(folder)
    beside = list(dict.fromkeys(place for place in (shared, folder.parent / SHARED) if place))
    sources = {name: text for place in beside for name, text in _texts(place, f"{SHARED}/", broken).items()}
    sources |= _texts(folder, "", broken)
    common = next((place / STYLES for place in reversed(beside) if (place / STYLES).is_file()), None)
    styles = [_text(path, broken) for path in (common, folder / STYLES) if path and path.is_file()]
    if broken:
        raise SpecError(folder.name, broken)
    try:
        spec = TemplateSpec.model_validate(raw)
    except ValidationError as error:
        raise SpecError(folder.name, [_fault(detail, raw, origins) for detail in error.errors()]) from None
    spec = complete(spec)
    found = faults(spec, folder.name, {path.name for path in folder.iterdir()})
    if found:
        raise SpecError(folder.name, found)
    files = {name: data for place in beside for name, data in _files(place, f"{SHARED}/").items()}
    return Template(spec, sources, "\n".join(styles), {**files, **_files(folder, "")})


def load_look(shared: Path) -> tuple[str, dict[str, bytes]]:
    """The CSS and the files that malls share, for a document that no mall gives."""
    broken: list[str] = []
    styles = _text(shared / STYLES, broken)
    if broken:
        raise SpecError(SHARED, broken)
    return styles, _files(shared, f"{SHARED}/")


def complete(spec: TemplateSpec) -> TemplateSpec:
    """The spec with column sets put in and every table given a sheet."""
    sets = {MONTHS: _month_columns(), **spec.column_sets}
    tables = [_with_rows(_with_columns(table, sets), spec.row_sets) for table in spec.tables]
    checks = [_with_set(check, sets) for check in spec.checks]
    placed = {key for sheet in spec.sheets for key in sheet.tables}
    taken = {name.casefold() for name in (*RESERVED_SHEETS, *(sheet.name for sheet in spec.sheets))}
    sheets = list(spec.sheets)
    for table in tables:
        if table.key not in placed:
            sheets.append(SheetSpec.model_validate({"namn": _sheet_name(table, taken), "tabeller": [table.key]}))
    return spec.model_copy(update={"tables": tables, "sheets": sheets, "checks": checks})


def _read(folder: Path) -> tuple[dict[str, Any], list[str], list[str]]:
    """The merged TOML, the file that each [[tabell]] came from, and files that are no TOML."""
    main = folder / "mall.toml"
    if not main.is_file():
        raise ReportgenError(f"{folder} är ingen mall: filen mall.toml saknas.")
    broken: list[str] = []
    raw = _toml(main, broken)
    tables, origins = list(raw.get("tabell", [])), ["mall.toml"] * len(raw.get("tabell", []))
    for path in sorted((folder / "tabeller").glob("*.toml")):
        content = _toml(path, broken)
        name = f"tabeller/{path.name}"
        for key in content.keys() - {"tabell"}:
            broken.append(f"{name}: nyckeln {key} hör inte hemma här. Tillåtet: [[tabell]].")
        more = content.get("tabell", [])
        tables += more
        origins += [name] * len(more)
    return {**raw, "tabell": tables}, origins, broken


def _toml(path: Path, broken: list[str]) -> dict[str, Any]:
    try:
        return tomllib.loads(_text(path, broken))
    except tomllib.TOMLDecodeError as error:
        broken.append(f"{path.name}: går inte att läsa som TOML ({error}).")
    return {}


def _texts(folder: Path, prefix: str, broken: list[str]) -> dict[str, str]:
    return {prefix + path.name: _text(path, broken) for path in sorted(folder.glob("*.j2"))}


def _text(path: Path, broken: list[str]) -> str:
    """What a file says, with or without the mark that Notepad puts first; nothing, and a fault, if it is no UTF-8."""
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        broken.append(f"{path.name}: är inte sparad som UTF-8.")
        return ""


def _files(folder: Path, prefix: str) -> dict[str, bytes]:
    paths = (path for path in sorted(folder.rglob("*")) if path.suffix in {".docx", ".ttf", ".woff2", ".png", ".svg"})
    return {prefix + path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _month_columns() -> list[ColumnSpec]:
    return [
        ColumnSpec.model_validate({"nyckel": month, "rubrik": month, "typ": ColumnType.TAL}) for month in MANADER_KORT
    ]


def _with_columns(table: TableSpec, sets: dict[str, list[ColumnSpec]]) -> TableSpec:
    """The label column, then those of the set, then the table's others."""
    if table.columns_from is None or table.columns_from not in sets:
        return table
    shared = sets[table.columns_from]
    if table.required:
        shared = [column.model_copy(update={"required": True}) for column in shared]
    return table.model_copy(update={"columns": [*table.columns[:1], *shared, *table.columns[1:]]})


def _with_rows(table: TableSpec, sets: dict[str, list[RowSpec]]) -> TableSpec:
    """The rows of the set, then the table's own."""
    if table.rows_from is None or table.rows_from not in sets:
        return table
    return table.model_copy(update={"rows": [*sets[table.rows_from], *table.rows]})


def _with_set(check: CheckSpec, sets: dict[str, list[ColumnSpec]]) -> CheckSpec:
    """The check with the columns of the set that it names."""
    if check.columns_from is None or check.columns_from not in sets:
        return check
    return check.model_copy(update={"columns": [*(column.key for column in sets[check.columns_from]), *check.columns]})


def _sheet_name(table: TableSpec, taken: set[str]) -> str:
    """A free sheet name of at most 31 signs from the table's title, the same in every period."""
    title = fill(table.title, dict.fromkeys(placeholders(table.title), ""))
    plain = " ".join("".join(" " if sign in "[]:*?/\\{}'" else sign for sign in title).split())[:31].strip()
    name, n = plain or table.key[:31], 2
    while name.casefold() in taken:
        name, n = f"{plain[:27]} ({n})", n + 1
    taken.add(name.casefold())
    return name


def _fault(detail: ErrorDetails, raw: dict[str, Any], origins: list[str]) -> str:
    """One fault of form in Swedish: file: where: what stands there and what is allowed."""
    loc = [
        part
        for part in detail["loc"]
        if not (isinstance(part, str) and part.startswith(("function-", "literal[", "list[", "dict[")))
    ]
    file = origins[loc[1]] if len(loc) > 1 and loc[0] == "tabell" and isinstance(loc[1], int) else "mall.toml"
    return f"{file}: {_where(loc, raw)}: {_what(detail, loc)}"


def _where(loc: list[Any], raw: Any) -> str:
    """ "tabell volymer, kolumn utfall, typ": lists are walked by the entries' own keys."""
    words: list[str] = []
    for part in loc:
        if isinstance(part, int):
            raw = raw[part] if isinstance(raw, list) and part < len(raw) else None
            name = (
                next((str(raw[key]) for key in ("nyckel", "namn") if key in raw), None)
                if isinstance(raw, dict)
                else None
            )
            words[-1:] = [f"{words[-1] if words else ''} {name or part + 1}".strip()]
        else:
            raw = raw.get(part) if isinstance(raw, dict) else None
            words.append(str(part))
    return ", ".join(words)


def _what(detail: ErrorDetails, loc: list[Any]) -> str:
    context = detail.get("ctx", {})
    found = detail.get("input")
    match detail["type"]:
        case "missing":
            return "nyckeln saknas."
        case "extra_forbidden":
            return _unknown_key(str(loc[-1]), [part for part in loc if isinstance(part, str)][:-1])
        case "enum" | "literal_error":
            return f"{found!r} är inte tillåtet. Tillåtet: {str(context.get('expected', '')).replace(' or ', ', ')}."
        case "string_pattern_mismatch":
            return f"{found!r} är ingen giltig nyckel. Tillåtet: små bokstäver a–z, siffror och understreck, bokstav först."
        case "string_type":
            return f"{found!r} ska vara text inom citattecken."
        case "bool_type" | "bool_parsing":
            return f"{found!r} ska vara true eller false."
        case "int_type" | "int_parsing" | "int_from_float":
            return f"{found!r} ska vara ett heltal."
        case "float_type" | "float_parsing":
            return f"{found!r} ska vara ett tal."
        case "list_type":
            return f"{found!r} ska vara en lista inom hakparenteser."
        case "model_type" | "model_attributes_type" | "dict_type":
            return f"{found!r} ska vara en tabell med nycklar."
        case "too_short":
            return "minst en krävs."
        case "greater_than_equal" | "less_than_equal" | "greater_than":
            limits = {"ge": "minst", "le": "högst", "gt": "större än"}
            allowed = " och ".join(f"{limits[key]} {value}" for key, value in context.items() if key in limits)
            return f"{found!r} är utanför gränserna. Tillåtet: {allowed}."
        case "string_too_long" | "string_too_short":
            return f"{found!r} har fel längd. Tillåtet: {context.get('min_length', 0)}–{context.get('max_length', 31)} tecken."
        case _:
            return f"{found!r} är inte tillåtet ({detail['msg']})."


def _unknown_key(key: str, path: list[str]) -> str:
    allowed = _allowed_keys(TemplateSpec, path)
    near = get_close_matches(key, allowed, n=1)
    hint = f" Menade du {near[0]}?" if near else ""
    return f"nyckeln finns inte.{hint} Tillåtet: {', '.join(sorted(allowed))}."


def _allowed_keys(model: type[BaseModel], path: list[str]) -> list[str]:
    """The keys of the record that a path of keys leads to."""
    for step in path:
        field = next((field for field in model.model_fields.values() if field.alias == step), None)
        inner = _record(field.annotation) if field else None
        if inner is None:
            break
        model = inner
    return [field.alias or name for name, field in model.model_fields.items()]


def _record(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for arg in getattr(annotation, "__args__", ()) if (found := _record(arg))), None)
