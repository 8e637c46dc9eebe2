"""Inlines → runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from reportgen.document.blocks import (
    Abbreviation,
    Edit,
    Emphasis,
    Figure,
    Foreign,
    Inline,
    LineBreak,
    Status,
    Strong,
    Text,
)
from reportgen.render.ties import tied
from reportgen.render.word.controls import figure_properties
from reportgen.render.word.pictures import HEIGHT, WIDTH, inline_picture
from reportgen.render.word.setting import PLAIN, Form
from reportgen.render.word.writing import Writing
from reportgen.render.word.xml import ADDED, REMOVED, in_language, run, wrap


def runs(content: Sequence[Inline], writing: Writing, form: Form = PLAIN) -> str:
    """The inlines as runs, words of the same form that follow each other as one."""
    return "".join(_inline(inline, writing, form) for inline in _joined(content))


def _joined(content: Sequence[Inline]) -> list[Inline]:
    out: list[Inline] = []
    for inline in content:
        if isinstance(inline, Text) and out and isinstance(out[-1], Text):
            out[-1] = Text(out[-1].text + inline.text)
        else:
            out.append(inline)
    return out


def _inline(inline: Inline, writing: Writing, form: Form) -> str:
    match inline:
        case Text():
            text = inline.text if form.brought_back else tied(inline.text)
            return run(text, bold=form.bold, italic=form.italic)
        case Strong():
            return runs(inline.children, writing, replace(form, bold=True))
        case Emphasis():
            return runs(inline.children, writing, replace(form, italic=True))
        case LineBreak():
            return "<w:r><w:br/></w:r>"
        case Figure():
            return _figure(inline, writing, form)
        case Status():
            return _status(inline, writing, form)
        case Edit():
            return run(inline.text, bold=form.bold, italic=form.italic, edit=ADDED if inline.added else REMOVED)
        case Abbreviation():
            return run(inline.text, bold=form.bold, italic=form.italic)  # Word has nowhere to say what it stands for
        case Foreign():
            return in_language(runs(inline.children, writing, form), inline.language)
        case _:
            assert_never(inline)


def _figure(figure: Figure, writing: Writing, form: Form) -> str:
    """The figure, unbroken; in text that is brought back, in a hidden control that says where it came from."""
    text = run(figure.text.replace(" ", "\u00a0"), bold=form.bold, italic=form.italic)
    if not form.brought_back or not text:
        return text
    return wrap(figure_properties(figure, writing), text)


def _status(status: Status, writing: Writing, form: Form) -> str:
    relation = writing.symbol(status.symbol, status.colour)
    picture = inline_picture(relation, writing.new_id(), WIDTH, HEIGHT)
    return f"<w:r>{picture}</w:r>{run(status.text, bold=form.bold, italic=form.italic)}"
