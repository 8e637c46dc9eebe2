"""reportgen kontrollera: every finding of a workbook, for a person or a program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli import options
from reportgen.cli.findings import findings_text
from reportgen.cli.findings_json import findings_json
from reportgen.cli.show import quoted, terminal_width, warn, warn_if_hidden, warn_if_older, warn_if_open
from reportgen.cli.suggestions import suggestions_json, suggestions_text
from reportgen.cli.swedish import Flag, SwedishCommand
from reportgen.model.finding import Finding, Severity

if TYPE_CHECKING:
    from reportgen.pipeline import Checked


_GRADES = {"fel": Severity.FEL, "varning": Severity.VARNING}


def _grade(ctx: click.Context, parameter: click.Parameter, value: str | None) -> Severity:
    """--grad: the least grave that is shown."""
    if value is None:
        return Severity.NOTIS
    if value.casefold() not in _GRADES:
        raise click.BadParameter(f"{value} finns inte. Välj bland fel och varning.", ctx, parameter)
    return _GRADES[value.casefold()]


@click.command("kontrollera", cls=SwedishCommand)
@options.workbook
@click.option("--json", "as_json", is_flag=True, cls=Flag, help="Skriv fynden som JSON, för andra program.")
@click.option("--grad", metavar="GRAD", callback=_grade, cls=Flag, help="Visa bara fel, eller bara fel och varningar.")
@click.option("--blad", metavar="BLAD", cls=Flag, help="Visa bara fynden på ett blad.")
@click.option("--excel", is_flag=True, cls=Flag, help="Gör en kopia av arbetsboken där cellerna med fynd är märkta.")
@click.option(
    "--foresla", is_flag=True, cls=Flag, help="Visa i stället talen i texterna, med de fält som kan ersätta dem."
)
@options.target("FIL", "Kopians namn; utan flaggan arbetsbokens med -granskning efter.")
@options.archive
@options.malls
@click.pass_context
def command(
    ctx: click.Context,
    fil: Path,
    as_json: bool,
    grad: Severity,
    blad: str | None,
    excel: bool,
    foresla: bool,
    ut: Path | None,
    arkiv: Path | None,
    mallar: Path | None,
) -> None:
    """Visa allt som behöver ses över i arbetsboken FIL.

    Arbetsboken ändras inte. För varje fynd: bladet, cellen, vad som är fel, vad du gör åt det, och den kod, plats och det
    värde som du skriver på bladet Granskning när du kvitterar det. I kopian som --excel gör står de redan där.
    """
    from reportgen.pipeline import annotate_workbook, check_workbook, suggest_fields

    if ut and not excel:
        raise click.UsageError("--ut gäller kopian och anges tillsammans med --excel.")
    if as_json and (grad > Severity.NOTIS or blad):
        raise click.UsageError("--grad och --blad gäller det som visas, inte --json, som har alla fynd.")
    if foresla and (grad > Severity.NOTIS or blad or excel):
        raise click.UsageError("--foresla visar talen i texterna och anges utan --grad, --blad och --excel.")
    warn_if_open(fil)
    places = options.places(mallar, fil)
    checked = check_workbook(fil, places, options.archive_folder(arkiv, fil.parent))
    warn_if_hidden(checked.template.spec.info.name, places)
    warn_if_older(checked)
    if foresla:
        found = suggest_fields(checked)
        click.echo(suggestions_json(checked, found) if as_json else suggestions_text(checked, found))
        return
    if as_json:
        click.echo(findings_json(checked))
    else:
        click.echo(findings_text(checked, _wanted(checked, grad, blad), width=terminal_width()))
        click.echo(_next(checked, is_copied=excel))
    if excel:
        made = annotate_workbook(checked, ut)
        click.echo(f"\nKopia med fynden: {made.files[0]}", err=as_json)
        for remark in made.remarks:
            warn(remark)
    ctx.exit(1 if checked.stopping else 0)


def _next(checked: Checked, *, is_copied: bool) -> str:
    """What to do when the findings are read."""
    if not checked.stopping:
        return f"Rapporten går att göra: reportgen rapport {quoted(checked.file)}"
    marked = "" if is_copied else " Med --excel görs en kopia där cellerna är märkta."
    faults = "felet" if len(checked.stopping) == 1 else "felen"
    return f"Rätta eller kvittera {faults}, spara och kör igen.{marked}"


def _wanted(checked: Checked, least: Severity, blad: str | None) -> list[Finding]:
    """The findings that are asked for; all are counted."""
    if blad and blad.casefold() not in (name.casefold() for name in checked.sheets):
        names = ", ".join(name for name in checked.sheets if not name.startswith("_"))
        raise click.UsageError(f"Bladet {blad} finns inte i arbetsboken. Blad: {names}.")
    return [
        finding
        for finding in checked.findings
        if finding.severity >= least and (not blad or (finding.at and finding.at.sheet.casefold() == blad.casefold()))
    ]
