"""The documents as files: what they are called, and what is not written over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from reportgen.model.profile import PLAIN, Profile
from reportgen.pipeline.check import Checked, RefusedError
from reportgen.pipeline.made import Made
from reportgen.pipeline.rendered import Progress, Rendered, render, tell_nobody, with_own_files
from reportgen.spec.schema import Template

FORMATS: Final = ("pdf", "docx", "html")


def make_report(
    checked: Checked,
    formats: Sequence[str],
    target: Path,
    *,
    draft: bool = False,
    profile: Profile = PLAIN,
    progress: Progress = tell_nobody,
) -> Made:
    """Makes the documents in the folder `target`; nothing is written until all have rendered.

    The whole is named as the workbook, a part with files of its own as the mall says. `formats` are of `FORMATS`. With
    `draft` every page is marked UTKAST and errors do not stop it; else they raise `RefusedError`. `profile` dresses them.
    `progress` is told each step in Swedish as it starts.
    """
    from reportgen.output import write_all

    if checked.stopping and not draft:
        raise RefusedError(checked, "Rapporten gjordes inte", "eller gör ett utkast med --utkast")
    made = render(checked, formats, draft=draft, profile=profile, progress=progress)
    stems = _file_names([(own.key, own.name) for own in made.own], checked.file.stem)
    named = zip(stems, [made.data, *(own.data for own in made.own)], strict=True)
    mark = "-utkast" if draft else ""
    files = {target / f"{name}{mark}.{format}": data[format] for name, data in named for format in formats}
    moved = {file: _free_name(file) for file in files if file.suffix == ".docx" and _is_edited(file)}
    files = {moved.get(file, file): data for file, data in files.items()}
    beside = _data_beside(made, checked.file.stem, files, checked.template)
    files |= {target / name: data for name, data in beside.items()}
    write_all(files)
    spared = tuple(
        f"{old.name} har ändrats sedan den gjordes och skrevs inte över. Den nya heter {new.name}."
        for old, new in moved.items()
    )
    return Made(tuple(files), (*spared, *made.remarks))


def document_stems(checked: Checked) -> list[str]:
    """What the documents of the workbook are called, without ending: the whole first, then parts with files of their own."""
    from reportgen.document.compose import compose

    document = compose(checked.derived, checked.template)
    return _file_names([(part.key, part.file_name) for part in with_own_files(document)], checked.file.stem)


def _data_beside(made: Rendered, stem: str, files: Mapping[Path, bytes], template: Template) -> dict[str, bytes]:
    """The tables as data in a file beside the documents, where the mall has them so, by name."""
    from reportgen.render.data import data_zip

    if template.spec.info.data != "zip" or made.document.draft:
        return {}
    return {f"{stem}-data.zip": data_zip(made.document, {file.name: data for file, data in files.items()})}


def _file_names(own: Sequence[tuple[str, str]], stem: str) -> list[str]:
    """The names of the whole and of each part's own files (key and name of the mall), without ending; no two the same on any
    disk.
    """
    from reportgen.output import safe_name

    names = [stem]
    for key, said in own:
        name = safe_name(said) or f"{stem}-{key}"
        taken = name.casefold() in (known.casefold() for known in names)
        names.append(f"{name} {key}" if taken else name)
    return names


def _is_edited(file: Path) -> bool:
    """Whether a Word file is there that somebody has worked in since it was made."""
    from reportgen.render.word.touched import is_as_made

    return file.is_file() and not is_as_made(file.read_bytes())


def _free_name(file: Path) -> Path:
    """The same name with the first number that no edited file has: rapport-2.docx."""
    number = 2
    while _is_edited(beside := file.with_name(f"{file.stem}-{number}{file.suffix}")):
        number += 1
    return beside
