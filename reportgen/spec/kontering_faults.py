"""What is wrong with a mall's proposal for the sheet Kontering: tables and rows that are not there."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.model.kontering import OUTSIDE
from reportgen.spec.schema import TemplateSpec
from reportgen.spec.suggest import unknown


def kontering_faults(spec: TemplateSpec) -> Iterator[str]:
    """One line per fault."""
    for number, line in enumerate(spec.kontering, 1):
        where = f"mall.toml: kontering {number}"
        if line.table is None:
            if line.row != OUTSIDE:
                yield f'{where}: tabell saknas. Utan tabell ska rad vara "-".'
            continue
        table = spec.table(line.table)
        if table is None:
            yield f"{where}, tabell: {unknown(line.table, [table.key for table in spec.tables])}"
        elif line.row not in (None, OUTSIDE) and table.row(line.row or "") is None:
            yield f"{where}, rad: {unknown(line.row or '', [row.key for row in table.rows])}"
