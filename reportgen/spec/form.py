"""What is wrong with the form of a TOML file, in Swedish: unknown keys, wrong types, values that are not allowed."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails


def place(detail: ErrorDetails) -> list[Any]:
    """Keys and numbers in lists that lead to the fault, without what pydantic puts between them."""
    return [
        part
        for part in detail["loc"]
        if not (isinstance(part, str) and part.startswith(("function-", "literal[", "list[", "dict[")))
    ]


def fault(detail: ErrorDetails, raw: dict[str, Any], file: str, record: type[BaseModel]) -> str:
    """One fault as file: where: what stands there and what is allowed. `record` is that of the whole file."""
    loc = place(detail)
    return f"{file}: {_where(loc, raw)}: {_what(detail, loc, record)}"


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


def _what(detail: ErrorDetails, loc: list[Any], record: type[BaseModel]) -> str:
    context = detail.get("ctx", {})
    found = detail.get("input")
    match detail["type"]:
        case "missing":
            return "nyckeln saknas."
        case "extra_forbidden":
            return _unknown_key(str(loc[-1]), [part for part in loc if isinstance(part, str)][:-1], record)
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


def _unknown_key(key: str, path: list[str], record: type[BaseModel]) -> str:
    allowed = _allowed_keys(record, path)
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
