"""The order of the steps, top to bottom: mall and workbook in, findings and documents out.

Every command of the CLI is one of these functions. Reading and writing happen here and in `workbook.read`,
`workbook.write` and `output`; everything between is pure.
"""

from reportgen.pipeline.analyse import show_analyses
from reportgen.pipeline.annotate import COPY, annotate_workbook
from reportgen.pipeline.begin import Begun, new_workbook
from reportgen.pipeline.check import (
    Checked,
    RefusedError,
    check_workbook,
    find_template,
    list_templates,
    opened_by,
    suggest_fields,
)
from reportgen.pipeline.made import Made
from reportgen.pipeline.rendered import Progress, Rendered, render
from reportgen.pipeline.report import FORMATS, document_stems, make_report
from reportgen.pipeline.upgrade import Upgraded, as_now, upgrade_workbook

__all__ = [
    "COPY",
    "FORMATS",
    "Begun",
    "Checked",
    "Made",
    "Progress",
    "RefusedError",
    "Rendered",
    "Upgraded",
    "annotate_workbook",
    "as_now",
    "check_workbook",
    "document_stems",
    "find_template",
    "list_templates",
    "make_report",
    "new_workbook",
    "opened_by",
    "render",
    "show_analyses",
    "suggest_fields",
    "upgrade_workbook",
]
