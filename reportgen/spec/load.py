"""Reads a mall from its folder and refuses a faulty one, every fault at once, with file and key.

Form (unknown keys, wrong types) is checked by the records in `schema`, meaning (names that refer to nothing) by `faults`.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from reportgen.model.errors import ReportgenError, SpecError
from reportgen.model.kolada import GENDERS, ID
from reportgen.model.period import MANADER_KORT
from reportgen.spec import form
from reportgen.spec.control_totals import with_control_totals
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
    spec = with_control_totals(spec)
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
    tables = [_with_kolada(_with_rows(_with_columns(table, sets), spec.row_sets)) for table in spec.tables]
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


def _with_kolada(table: TableSpec) -> TableSpec:
    """The table with the ids of its key figures written in their column; what Kolada lacks may be empty."""
    if not any(row.kolada for row in table.rows):
        return table
    ids = [column.key for column in table.columns if column.kolada == ID]
    fills = any(column.kolada for column in table.columns)

    def said(row: RowSpec) -> RowSpec:
        if not row.kolada or not fills:
            return row
        words = row.kolada if row.kolada_gender == "T" else f"{row.kolada}, {GENDERS[row.kolada_gender]}"
        return row.model_copy(update={"fixed": {**dict.fromkeys(ids, words), **row.fixed}, "optional": True})

    return table.model_copy(update={"rows": [said(row) for row in table.rows]})


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
    """One fault of form, with the file that it stands in."""
    loc = form.place(detail)
    file = origins[loc[1]] if len(loc) > 1 and loc[0] == "tabell" and isinstance(loc[1], int) else "mall.toml"
    return form.fault(detail, raw, file, TemplateSpec)
