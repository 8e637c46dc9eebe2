"""What is wrong with the formulas of a mall, and with the checks that are made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.spec.cases import cases
from reportgen.spec.formula import FEBRUARIES, SCALARS, Expr, FormulaError, Ref, parse, references
from reportgen.spec.schema import CheckSpec, TemplateSpec
from reportgen.spec.suggest import unknown


def formula_faults(text: str, names: set[str], spec: TemplateSpec, key: str) -> Iterator[str]:
    """Faults of a formula whose one-part names are `names` or the period's numbers."""
    try:
        yield from _name_faults([parse(text)], names, spec, key)
    except FormulaError as error:
        yield f"{key}: {error}."


def check_faults(check: CheckSpec, spec: TemplateSpec) -> Iterator[str]:
    """Faults of a check: formulas that cannot be read or name nothing, rows and columns that no formula asks for."""
    sides = {"vanster": check.left, "hoger": check.right, "bro": check.bridge or ""}
    for word, keys, key in (("{rad}", check.rows, "rader"), ("{kolumn}", check.columns, "kolumner")):
        asked = any(word in text for text in sides.values())
        if asked and not keys:
            yield f"{key}: saknas, men {word} står i formlerna."
        elif keys and not asked:
            yield f"{key}: {word} står inte i någon av formlerna."
    if check.columns_from and not check.columns:
        yield f"kolumner_fran: {unknown(check.columns_from, ['manader', *spec.column_sets])}"
    if bool(check.bridge) != bool(check.bridge_reason.strip()):
        yield "bro_skal: anges när det finns en bro, och bara då."
    yield from _readable(check, spec, sides)


def _readable(check: CheckSpec, spec: TemplateSpec, sides: dict[str, str]) -> Iterator[str]:
    try:
        made = list(cases(check, spec))
    except FormulaError:
        bare = {key: text.replace("{rad}", "rad").replace("{kolumn}", "kolumn") for key, text in sides.items() if text}
        for key, text in bare.items():
            yield from (fault for fault in formula_faults(text, set(), spec, key) if "formeln" in fault)
        return
    yield from _name_faults((case.left for case in made), set(), spec, "vanster")
    yield from _name_faults((case.right for case in made), set(), spec, "hoger")
    yield from _name_faults((case.bridge for case in made if case.bridge), set(), spec, "bro")


def _name_faults(exprs: Iterable[Expr], names: set[str], spec: TemplateSpec, key: str) -> Iterator[str]:
    for ref in dict.fromkeys(ref for expr in exprs for ref in references(expr)):
        if len(ref.parts) == 1 and ref.parts[0] not in names | SCALARS:
            yield f"{key}: {unknown(ref.parts[0], [*names, *sorted(SCALARS - {*FEBRUARIES})])}"
        elif len(ref.parts) == 2:
            yield f"{key}: {ref} ska ha en del (samma tabell) eller tre: tabell.rad.kolumn."
        elif len(ref.parts) == 3 and (fault := _place(ref, spec)):
            yield f"{key}: {fault}"


def _place(ref: Ref, spec: TemplateSpec) -> str | None:
    table = spec.table(ref.parts[0])
    if table is None:
        return unknown(ref.parts[0], [t.key for t in spec.tables])
    if table.row(ref.parts[1]) is None:
        return f"{ref}: {unknown(ref.parts[1], [r.key for r in table.rows])}"
    if table.column(ref.parts[2]) is None:
        return f"{ref}: {unknown(ref.parts[2], [c.key for c in table.columns])}"
    return None
