"""The references that are made from the code say what the code says."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SPEC = importlib.util.spec_from_file_location("make_docs", ROOT / "tools" / "make_docs.py")
assert SPEC is not None
assert SPEC.loader is not None
make_docs = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(make_docs)


@pytest.mark.parametrize("name", make_docs.FILES)
def test_it_is_as_the_code_makes_it(name: str) -> None:
    assert (ROOT / "docs" / name).read_text("utf-8") == make_docs.FILES[name](), "run python tools/make_docs.py"


def test_every_finding_and_every_key_is_there() -> None:
    from reportgen.model.finding import Code
    from reportgen.spec.schema import ColumnSpec

    findings, keys = make_docs.findings_reference(), make_docs.language_reference()
    assert all(f"| {code.name} |" in findings for code in Code)
    assert all(f"| `{field.alias or name}` |" in keys for name, field in ColumnSpec.model_fields.items())


def test_everything_a_document_may_call_is_there() -> None:
    from reportgen.document.compose import _Composer
    from reportgen.model.period import Period
    from reportgen.model.report import Report
    from reportgen.pipeline import list_templates

    composer = _Composer(Report("prov", "1", "Socialnämnden", Period(2024, 8)), list_templates()[0], {})
    environment = composer._environment()
    documented = {call.partition("(")[0] for call in make_docs.CALLS}
    assert documented == {*environment.globals, *(f"|{name}" for name in environment.filters)}
