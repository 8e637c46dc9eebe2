"""Tries a mall before anybody fills it in: every fault that can be told without figures, all of them at once."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from reportgen.document.calls import call_faults, idle, missing_files, unused
from reportgen.malls import Mall, Source
from reportgen.model.errors import ReportgenError, SpecError
from reportgen.model.period import Period
from reportgen.pipeline import Progress, check_workbook, new_workbook, render
from reportgen.spec.care import missing_guidance, unnamed_labels, used_by_itself
from reportgen.spec.literal_periods import literal_periods
from reportgen.spec.schema import Template

_YEAR: Final = 2024
_NAMND: Final = "Prövade nämnden"


@dataclass(frozen=True, slots=True)
class Tried:
    """What a mall's trial gave. `remarks` are worth a look and no faults."""

    mall: Mall
    faults: tuple[str, ...]
    remarks: tuple[str, ...] = ()


def try_mall(mall: Mall, places: Sequence[Source], formats: Sequence[str], progress: Progress) -> Tried:
    """Loads the mall, holds its documents against it, makes its empty workbook and a draft of it in the formats."""
    try:
        template = mall.load()
    except SpecError as fault:
        return Tried(mall, tuple(fault.faults))
    except ReportgenError as fault:
        return Tried(mall, (str(fault),))
    faults = [*call_faults(template), *missing_files(template)]
    faults += [f"{kind} {key}: används inte i något dokument." for kind, key in idle(template)]
    faults += missing_guidance(template.spec)
    faults += (line for line in _draft_faults(template, places, formats, progress) if line not in faults)
    own = {name: text for name, text in template.sources.items() if not name.startswith("_gemensamt/")}
    written_out = literal_periods(template.spec, own)
    return Tried(mall, tuple(faults), (*unnamed_labels(template.spec), *_unmentioned(template), *written_out))


def trial_period(template: Template) -> Period:
    """A period that the mall is made for."""
    months = template.spec.info.months
    return Period(_YEAR, months[0] if months else 12 if template.spec.info.whole_year else 8)


def _draft_faults(
    template: Template, places: Sequence[Source], formats: Sequence[str], progress: Progress
) -> Iterator[str]:
    """What stops the mall's empty workbook, or the draft of it, from being made; and what the look asks for in vain."""
    with tempfile.TemporaryDirectory() as folder:
        workbook = Path(folder) / "prov.xlsx"
        try:
            new_workbook(template, template.spec.info.namnd or _NAMND, trial_period(template), workbook)
            made = render(check_workbook(workbook, places), formats, draft=True, progress=progress)
        except SpecError as fault:
            yield from fault.faults
        except ReportgenError as fault:
            yield str(fault)
        else:
            yield from made.remarks


def _unmentioned(template: Template) -> Iterator[str]:
    """Values that neither the documents nor any guidance tells of, so that nobody who writes can know of them."""
    if call_faults(template):
        return
    known = used_by_itself(template.spec)
    keys = [key for key in unused(template)["varde"] if ("varde", key) not in known]
    if keys:
        yield f"varde {', '.join(keys)}: nämns varken i dokumenten eller i någon vägledning."
