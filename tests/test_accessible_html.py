"""The web page as a browser shows it: nothing for axe-core to find, no scrolling sideways at 320 px, no script needed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from browser import ask
from gallery import BLOCKS, FONTS, document, dressed, package
from reportgen.document.blocks import Cover
from reportgen.pipeline import check_workbook, render
from reportgen.render.html import to_html

ROOT = Path(__file__).resolve().parent.parent
INPUTS = sorted((ROOT / "inputs").glob("*.xlsx"))
AXE = ROOT / "tools" / "axe" / "node_modules" / "axe-core" / "axe.min.js"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("chromium"), reason="Chromium is not on this machine"),
]
with_axe = pytest.mark.skipif(not AXE.is_file(), reason="axe-core is fetched by npm ci --prefix tools/axe")

PLAIN = "<style>.rullbar { background: none !important }</style></head>"
"""Without the shadows that tell of more to the side, behind which axe-core cannot see the colour of the page."""

QUESTION = """axe.run(document, {resultTypes: ["violations", "incomplete"]}).then(found => [
    ...found.violations,
    ...found.incomplete.filter(rule => rule.id == "color-contrast").map(rule => ({...rule, nodes: rule.nodes.filter(
        node => !node.html.startsWith("<text") && !["bgOverlap", "elmPartiallyObscuring"].includes(node.any[0].data.messageKey)
    )}))
].flatMap(rule => rule.nodes.map(node => rule.id + " " + node.html.slice(0, 200))))"""
"""Every breach, and every text whose contrast is not known; but axe-core never knows what is behind the text of a drawing or in
a cell that spans others, and test_model_contrast.py holds those colours."""


def pages() -> dict[str, str]:
    return {
        "gallery": to_html(document(*BLOCKS, cover=Cover.PAGE, contents=True), fonts=FONTS),
        "package": to_html(package(), fonts=FONTS),
        "dressed": to_html(dressed(document(*BLOCKS, cover=Cover.PAGE, contents=True)), fonts=FONTS),
    }


def found_by_axe(page: str, folder: Path) -> list[str]:
    """Every breach of a rule, and every text whose contrast axe-core could not tell."""
    answer = ask(page.replace("</head>", PLAIN), QUESTION, folder, scripts=AXE.read_text("utf-8"))
    assert isinstance(answer, list)
    return answer


@with_axe
@pytest.mark.parametrize("name", ["gallery", "package"])
def test_axe_finds_nothing_in_any_kind_of_block(name: str, tmp_path: Path) -> None:
    assert found_by_axe(pages()[name], tmp_path) == []


@with_axe
def test_axe_finds_what_is_wrong(tmp_path: Path) -> None:
    """Grey on white, and a picture without words."""
    body = '<main><h1 style="color:#aaa">R</h1><img src="x"></main>'
    faulty = f'<html lang="sv"><head><title>t</title></head><body>{body}</body></html>'
    assert {line.split()[0] for line in found_by_axe(faulty, tmp_path)} >= {"color-contrast", "image-alt"}


@with_axe
@pytest.mark.parametrize("workbook", INPUTS, ids=lambda file: file.stem)
def test_axe_finds_nothing_in_the_documents_of_any_mall(workbook: Path, tmp_path: Path) -> None:
    made = render(check_workbook(workbook), ["html"])
    for data in (made.data["html"], *(own.data["html"] for own in made.own)):
        assert found_by_axe(data.decode(), tmp_path) == []


@pytest.mark.parametrize("workbook", INPUTS, ids=lambda file: file.stem)
def test_no_page_scrolls_sideways_on_a_narrow_screen(workbook: Path, tmp_path: Path) -> None:
    """320 px is also a screen of 1 280 px at 400 % (WCAG 2.1, 1.4.10); only wide tables and charts scroll, by themselves.

    Also with the reader's own fonts, which may be wider than the page's.
    """
    made = render(check_workbook(workbook), ["html"]).data["html"].decode()
    for page in (made, re.sub(r"@font-face\s*\{[^}]*\}", "", made)):
        client, scroll = ask(
            page, "[document.documentElement.clientWidth, document.documentElement.scrollWidth]", tmp_path, width=320
        )
        assert client <= 320
        assert scroll <= client


def test_everything_that_scrolls_can_be_reached_by_keyboard(tmp_path: Path) -> None:
    question = (
        "[...document.querySelectorAll('*')].filter(e => e.scrollWidth > e.clientWidth + 1 && e.tabIndex < 0 &&"
        " ['auto', 'scroll'].includes(getComputedStyle(e).overflowX)).map(e => e.outerHTML.slice(0, 200))"
    )
    assert ask(pages()["gallery"], question, tmp_path, width=320) == []


def test_the_page_holds_no_script_and_asks_for_nothing_outside() -> None:
    for page in pages().values():
        assert "<script" not in page
        assert not re.search(r"\son\w+=", re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL))
        assert not re.search(r'(?:src|href)="(?!#|data:)', page)
