"""Lower layers know nothing of higher ones, and an outside library has one home. Every import counts, inner ones too."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent / "reportgen"

LAYERS: dict[str, set[str]] = {
    "model": set(),
    "spec": {"model"},
    "analysis": {"model"},
    "derive": {"model", "spec", "analysis"},
    "exchange": {"model", "spec", "derive"},
    "office": set(),
    "workbook": {"model", "spec", "derive", "office", "exchange"},
    "ledger": {"model", "spec"},
    "kolada": {"model"},
    "claims": {"model"},
    "earlier": {"model", "spec", "derive"},
    "checks": {"model", "spec", "derive", "claims", "earlier"},
    "compare": {"model"},
    "document": {"model", "spec", "derive", "compare"},
    "render": {"model", "document", "office"},
    "wording": {"model", "spec", "derive", "exchange", "document", "office", "render"},
    "aloud": {"model"},
    "output": {"model"},
    "archive": {"model", "output"},
    "malls": {"model", "spec", "output"},
    "profiles": {"model", "spec", "document", "render", "malls"},
    "periods": {"model", "spec", "earlier", "archive"},
    "pipeline": {
        "model",
        "spec",
        "derive",
        "exchange",
        "workbook",
        "checks",
        "document",
        "render",
        "wording",
        "output",
        "malls",
        "earlier",
        "periods",
    },
    "archiving": {"model", "spec", "derive", "malls", "archive", "pipeline"},
    "comparing": {
        "model",
        "archive",
        "spec",
        "derive",
        "earlier",
        "compare",
        "document",
        "render",
        "output",
        "malls",
        "pipeline",
    },
    "rounds": {
        "model",
        "spec",
        "earlier",
        "exchange",
        "workbook",
        "office",
        "wording",
        "output",
        "malls",
        "periods",
        "pipeline",
    },
    "importing": {"model", "spec", "derive", "exchange", "ledger", "kolada", "workbook", "malls", "rounds"},
    "explain": {"model", "spec", "derive", "document"},
    "explaining": {
        "model",
        "spec",
        "derive",
        "explain",
        "exchange",
        "workbook",
        "ledger",
        "earlier",
        "periods",
        "document",
        "malls",
        "pipeline",
        "rounds",
        "importing",
    },
    "trial": {"model", "spec", "document", "malls", "pipeline"},
    "cli": {
        "model",
        "aloud",
        "compare",
        "archive",
        "pipeline",
        "rounds",
        "importing",
        "explain",
        "explaining",
        "output",
        "malls",
        "trial",
        "archiving",
        "comparing",
        "earlier",
        "profiles",
    },
    "__main__": {"cli"},
}
"""Package or top module → what it may import of the others."""

EXCEPTIONS: dict[str, set[str]] = {
    "cli/importera.py": {"ledger.export", "ledger.mapping"},  # amounts of the export, as the person knows them
    "cli/kolada.py": {"kolada.api"},  # where the API is
    "cli/harled_lines.py": {"ledger.export"},
    "cli/harled_words.py": {"ledger.export"},
    "cli/doktor.py": {"render.libraries"},  # what is missing on the machine
    "cli/options.py": {"render.libraries"},
    "cli/schema.py": {"spec.schema", "spec.profile"},  # the JSON Schema of malls has no other step to go through
}

HOMES: dict[str, tuple[str, ...]] = {
    "click": ("cli/*",),
    "fontTools": ("render/fonts.py",),
    "jinja2": ("document/*", "render/html.py"),
    "lxml": ("office.py", "workbook/fill.py", "workbook/graft.py", "render/word/*", "wording/*", "workbook/annotate/*"),
    "markdown_it": ("document/*",),
    "markupsafe": ("render/html.py",),
    "pydantic": ("spec/*",),
    "pydantic_core": ("spec/*",),
    "pydyf": ("render/tagging/*",),  # what WeasyPrint writes with
    "pypdf": ("aloud/*",),
    "weasyprint": ("render/pdf.py", "render/tagging/origins.py"),
    "xlsxwriter": ("workbook/write*.py", "render/word/charts.py"),  # a Word chart carries its figures as a workbook
}
"""Library → the modules that may import it."""

MODULES = sorted(ROOT.rglob("*.py"))


def name_of(module: Path) -> str:
    return module.relative_to(ROOT).as_posix()


def imports(module: Path) -> Iterator[str]:
    """The full name of everything a module imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names)


def layer_of(module: Path) -> str:
    return name_of(module).partition("/")[0].removesuffix(".py")


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_module_imports_only_what_is_below_it(module: Path) -> None:
    own = layer_of(module)
    for imported in imports(module):
        package, _, rest = imported.partition(".")
        layer = rest.partition(".")[0]
        if package != "reportgen" or layer in (own, "", "__version__"):
            continue
        excepted = any(rest == name or rest.startswith(f"{name}.") for name in EXCEPTIONS.get(name_of(module), ()))
        assert excepted or layer in LAYERS[own], f"{name_of(module)} imports {imported}"


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_library_is_imported_only_at_home(module: Path) -> None:
    for imported in imports(module):
        library = imported.partition(".")[0]
        if library in sys.stdlib_module_names or library == "reportgen":
            continue
        homes = HOMES.get(library, ())
        assert any(fnmatch(name_of(module), home) for home in homes), f"{name_of(module)} imports {imported}"


def test_every_package_has_its_place_among_the_layers() -> None:
    assert {layer_of(module) for module in MODULES} - {"__init__"} == set(LAYERS)


def test_layers_have_no_circle() -> None:
    placed: set[str] = set()
    for layer, below in LAYERS.items():
        assert below <= placed, layer
        placed.add(layer)


def test_exceptions_are_in_use() -> None:
    for name, allowed in EXCEPTIONS.items():
        found = {imported.removeprefix("reportgen.") for imported in imports(ROOT / name)}
        for module in allowed:
            assert any(imported.startswith(f"{module}.") or imported == module for imported in found), (name, module)
