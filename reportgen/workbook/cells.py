"""One raw cell → a value of the kind its column holds, with what is to be said of how it was written.

Form is forgiven (spaces, dashes, text numbers, case), meaning is never guessed: what cannot be understood stays as it stood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from reportgen.model.finding import Code
from reportgen.model.format import format_number_plain, format_value
from reportgen.model.kolada import PROTECTED
from reportgen.model.period import MANADER_KORT
from reportgen.model.position import CellRef
from reportgen.model.suppressed import is_hidden_count
from reportgen.model.value import DASH, Cell, Value
from reportgen.spec.schema import ColumnType
from reportgen.workbook.grid import GridCell
from reportgen.workbook.numbers import is_percent_format, looks_like_number, read_number
from reportgen.workbook.words import clean_label, clean_text, same_words


@dataclass(frozen=True, slots=True)
class Expects:
    """What a cell is to hold. `words` are those it is chosen among, if it is. A number of persons `may_be_hidden`: "<5".

    A cell that `is_statistics` may say ".." for a value that its source hides, and a year is words there.
    """

    type: ColumnType
    unit: str = ""
    words: tuple[str, ...] = ()
    may_be_hidden: bool = False
    is_statistics: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of a cell; becomes a finding where its place is known."""

    code: Code
    found: str = ""
    expected: str = ""


def read_entered(raw: GridCell, at: CellRef, expects: Expects) -> tuple[Cell, list[Remark]]:
    """What a person has put in a cell. A formula counts by its last value; Excel's error values are kept as words."""
    if raw.error:
        return Cell(raw.error, at, formula=raw.formula), [Remark(Code.EXCELFEL, raw.error)]
    if raw.formula and raw.value is None:
        return Cell(None, at, formula=raw.formula), [Remark(Code.FORMEL_UTAN_VARDE, raw.formula)]
    value, remarks = _value(raw, expects)
    if raw.formula and value is not None:
        remarks = [*remarks, _formula_remark(raw, value)]
    return Cell(value, at, formula=raw.formula), remarks


def read_label(raw: GridCell) -> str:
    """The name of a row, on one line; a number or date as it is written in Swedish."""
    return clean_label(_as_words(raw))


def read_prose(raw: GridCell) -> str:
    """Text of several lines."""
    return clean_text(_as_words(raw))


def read_date(text: str) -> date | None:
    """2024-08-31, 20240831, 2024-8-31, 31 augusti 2024, 31 aug 2024; None for what could be read two ways."""
    text = clean_label(text).casefold()
    if match := re.fullmatch(r"(\d{4})[-/.–−](\d{1,2})[-/.–−](\d{1,2})|(\d{4})(\d\d)(\d\d)", text, re.ASCII):
        year, month, day = (int(part) for part in match.groups() if part)
    elif (match := re.fullmatch(r"(?:den )?(\d{1,2}) ([a-z]{3,9})\.? (\d{4})", text)) and match[2][:3] in MANADER_KORT:
        year, month, day = int(match[3]), MANADER_KORT.index(match[2][:3]) + 1, int(match[1])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shown(value: Value) -> str:
    """A value as the person sees it, for findings."""
    return format_number_plain(value) if isinstance(value, Decimal) else format_value(value)


def _value(raw: GridCell, expects: Expects) -> tuple[Value, list[Remark]]:
    if raw.is_blank or (isinstance(raw.value, str) and not clean_text(raw.value)):
        return None, []
    if isinstance(raw.value, str) and read_number(raw.value) is DASH:
        return DASH, []
    if expects.words:
        return _choice(raw, expects)
    if expects.may_be_hidden and isinstance(raw.value, str) and is_hidden_count(text := clean_label(raw.value)):
        return text, []
    if expects.is_statistics and isinstance(raw.value, str) and clean_label(raw.value) == PROTECTED:
        return PROTECTED, []
    match expects.type:
        case ColumnType.DATUM:
            return _date(raw)
        case ColumnType.TEXT | ColumnType.STATUS | ColumnType.ETIKETT:
            return _words(raw, expects)
        case ColumnType.VARDE:
            return _number_or_words(raw, expects)
        case _:
            return _number(raw, expects)


def _number(raw: GridCell, expects: Expects) -> tuple[Value, list[Remark]]:
    match raw.value:
        case bool():
            return _as_words(raw), [Remark(Code.LOGISKT_VARDE, _as_words(raw))]
        case Decimal():
            return _in_unit(raw.value, raw, expects)
        case date() | time():
            return _as_words(raw), [Remark(Code.DATUM_I_TALCELL, _as_words(raw))]
    text = clean_text(_as_words(raw))
    number = read_number(text, expects.unit)
    if isinstance(number, Decimal):
        return number, [Remark(Code.TAL_SOM_TEXT, text, shown(number))]
    return text, [Remark(Code.TAL_OLASLIGT, text)]


def _in_unit(number: Decimal, raw: GridCell, expects: Expects) -> tuple[Value, list[Remark]]:
    """A number in a cell that Excel shows as per cent is a hundred times what it holds; elsewhere than in % it is no amount."""
    if not is_percent_format(raw.number_format):
        return number, []
    percent = number * 100
    if expects.unit == "%":
        return Decimal(f"{percent.normalize():f}"), []
    text = f"{shown(percent)} %"
    return text, [Remark(Code.TAL_OLASLIGT, text)]


def _number_or_words(raw: GridCell, expects: Expects) -> tuple[Value, list[Remark]]:
    """A number where it is one, else words ("Öka", "65–79 år"); what looks like a number but is none is told."""
    if isinstance(raw.value, str):
        text = clean_text(raw.value)
        if not isinstance(read_number(text, expects.unit), Decimal):
            return text, [Remark(Code.TAL_OLASLIGT, text)] if looks_like_number(text) else []
    return _number(raw, expects)


def _words(raw: GridCell, expects: Expects) -> tuple[Value, list[Remark]]:
    text = clean_text(_as_words(raw))
    is_number = isinstance(raw.value, Decimal) and not expects.is_statistics
    return text, [Remark(Code.TAL_I_TEXTCELL, text)] if is_number else []


def _choice(raw: GridCell, expects: Expects) -> tuple[Value, list[Remark]]:
    """One of the words, whatever case and spaces it was written with."""
    text = clean_text(_as_words(raw))
    known = {same_words(word): word for word in reversed(expects.words)}
    if same_words(text) in known:
        return known[same_words(text)], []
    return text, [Remark(Code.STATUS_OKAND, text, ", ".join(expects.words))]


def _date(raw: GridCell) -> tuple[Value, list[Remark]]:
    if isinstance(raw.value, datetime):
        return raw.value.date(), []
    if isinstance(raw.value, date):
        return raw.value, []
    text = clean_text(_as_words(raw))
    found = read_date(text)
    return (found, []) if found else (text, [Remark(Code.DATUM_OLASLIGT, text)])


def _as_words(raw: GridCell) -> str:
    """Any raw value as it would be written by hand."""
    match raw.value:
        case None:
            return raw.error or ""
        case bool():
            return "SANT" if raw.value else "FALSKT"
        case Decimal():
            percent = is_percent_format(raw.number_format)
            number = (raw.value * 100).normalize() if percent else raw.value
            return f"{number:f}".replace(".", ",") + (" %" if percent else "")
        case datetime() if raw.value.time() == time():
            return raw.value.date().isoformat()
        case datetime():
            return raw.value.isoformat(" ", "minutes")
        case date():
            return raw.value.isoformat()
        case time():
            return raw.value.isoformat("minutes")
        case _:
            return str(raw.value)


def _formula_remark(raw: GridCell, value: Value) -> Remark:
    if raw.links:
        return Remark(Code.LANK_TILL_ANNAN_BOK, ", ".join(raw.links), shown(value))
    return Remark(Code.FORMEL_I_INMATNING, raw.formula or "", shown(value))
