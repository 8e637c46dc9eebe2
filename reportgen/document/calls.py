"""What a mall's Jinja files ask for by name, held against the mall before any report is composed.

A wrong key is then found at once, all of them together, also in a branch that this month's figures do not reach.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Final

from reportgen.document.picture import picture_files
from reportgen.spec.care import used_by_itself
from reportgen.spec.schema import Template

KINDS: Final = {
    "tabell": "tabell",
    "rader": "tabell",
    "text": "text",
    "fakta": "uppgift",
    "diagram": "diagram",
    "analys": "analys",
    "varde": "varde",
    "bilaga": "bilaga",
    "skala": "skala",
    "bild": "bild",
}
"""The function of a template → the kind of thing its first argument names."""

_USED: Final = ("tabell", "text", "uppgift", "diagram")
"""The kinds that something must use."""


def call_faults(template: Template) -> list[str]:
    """One line per wrong name, with file and line; syntax errors too."""
    from jinja2 import Environment, TemplateSyntaxError

    known = names(template)
    found: list[str] = []
    for file, source in template.sources.items():
        try:
            calls = list(_calls(Environment().parse(source)))
        except TemplateSyntaxError as error:
            found.append(f"{file}, rad {error.lineno}: {error.message}.")
            continue
        for line, function, key in calls:
            allowed = known[KINDS[function]]
            if key not in allowed:
                near = get_close_matches(key, allowed, n=1)
                hint = f" Menade du {near[0]}?" if near else ""
                found.append(
                    f"{file}, rad {line}: {function}({key!r}) finns inte.{hint} Tillåtet: {', '.join(allowed) or 'inget'}."
                )
    return found


def unused(template: Template) -> dict[str, list[str]]:
    """Kind → keys that the mall declares and no Jinja file asks for by name; a chart and an analysis ask for their tables."""
    from jinja2 import Environment

    asked = {
        (KINDS[function], key)
        for source in template.sources.values()
        for _, function, key in _calls(Environment().parse(source))
    }
    asked |= {("tabell", chart.table) for chart in template.spec.charts if ("diagram", chart.key) in asked}
    placed = [analysis for analysis in template.spec.analyses if ("analys", analysis.key) in asked]
    asked |= {("tabell", table) for analysis in placed for table in analysis.tables}
    asked |= {("text", note.text_from) for table in template.spec.tables for note in table.notes if note.text_from}
    return {kind: [key for key in keys if (kind, key) not in asked] for kind, keys in names(template).items()}


def missing_files(template: Template) -> list[str]:
    """One line per Jinja file that another includes, imports or extends and that the mall lacks."""
    from jinja2 import Environment, TemplateSyntaxError, meta

    found = []
    for file, source in template.sources.items():
        try:
            wanted = set(meta.find_referenced_templates(Environment().parse(source)))
        except TemplateSyntaxError:  # told by `call_faults`
            continue
        found += [f"{file}: filen {name} finns inte." for name in sorted(filter(None, wanted - set(template.sources)))]
    return found


def idle(template: Template) -> list[tuple[str, str]]:
    """Kind and key of tables, texts, facts and charts that nothing uses, neither the documents nor the mall itself.

    Where a document asks by a name that it works out, every key that its files spell out counts as asked for.
    Nothing is said of a mall with a Jinja file that cannot be read.
    """
    from jinja2 import Environment, TemplateSyntaxError

    try:
        trees = [Environment().parse(source) for source in template.sources.values()]
    except TemplateSyntaxError:  # told by `call_faults`
        return []
    known = used_by_itself(template.spec) | {item for tree in trees for item in _loosely_asked(tree)}
    left = unused(template)
    return [(kind, key) for kind in _USED for key in left[kind] if (kind, key) not in known]


def names(template: Template) -> dict[str, list[str]]:
    """Kind → the keys that a mall has of it."""
    spec = template.spec
    return {
        "tabell": [table.key for table in spec.reported],
        "text": [text.key for text in spec.texts],
        "uppgift": [fact.key for fact in spec.facts],
        "diagram": [chart.key for chart in spec.charts],
        "analys": [analysis.key for analysis in spec.analyses],
        "varde": [quantity.key for quantity in spec.quantities],
        "bilaga": [part.key for part in spec.attachments],
        "skala": [scale.key for scale in spec.scales],
        "bild": picture_files(template.files),
    }


def _calls(tree: object) -> Iterator[tuple[int, str, str]]:
    """Line, function and first argument of every call with a written-out key."""
    from jinja2 import nodes

    assert isinstance(tree, nodes.Template)
    for call in tree.find_all(nodes.Call):
        match call:
            case nodes.Call(node=nodes.Name(name=function), args=[nodes.Const(value=str(key)), *_]) if (
                function in KINDS
            ):
                yield call.lineno, function, key


def _loosely_asked(tree: object) -> Iterator[tuple[str, str]]:
    """Every kind that is asked for by a worked-out name, with every word that the file spells out."""
    from jinja2 import nodes

    assert isinstance(tree, nodes.Template)
    loose = set()
    for call in tree.find_all(nodes.Call):
        match call:
            case nodes.Call(node=nodes.Name(name=function), args=[first, *_]) if function in KINDS and not isinstance(
                first, nodes.Const
            ):
                loose.add(KINDS[function])
    words = {node.value for node in tree.find_all(nodes.Const) if isinstance(node.value, str)}
    return ((kind, word) for kind in loose for word in words)
