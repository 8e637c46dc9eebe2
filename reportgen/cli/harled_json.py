"""An explanation as JSON. docs/harledning.schema.json says what each key holds; keys are added, never changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from reportgen.cli.show import plain

if TYPE_CHECKING:
    from reportgen.explain.steps import Condition, Provenance, Rule, Step, Use, Working
    from reportgen.explaining.booked import Booked, FromExport
    from reportgen.explaining.figure import Explained
    from reportgen.model.kolada import KoladaFigure

VERSION: Final = 1


def explained_json(explained: Explained) -> str:
    """The whole answer. `steg` has the figure that was asked for first, and every step once; `delar` name steps by their place."""
    report, explanation = explained.master.report, explained.explanation
    content = {
        "version": VERSION,
        "fil": str(explained.master.file),
        "mall": report.template,
        "namnd": report.namnd,
        "period": str(report.period),
        "plats": str(explanation.root),
        "tryckt": [{"del": one.part, "rubrik": one.heading, "var": one.where} for one in explained.printed],
        "steg": [_step(step, explained.of_export(step.place)) for step in explanation.steps.values()],
        "anvands": {
            "direkt": [_use(use) for use in explanation.uses.direct],
            "ytterligare": explanation.uses.indirect,
            "texter": [_use(use) for use in explanation.uses.texts],
        },
        "anmarkningar": list(explained.traced.remarks),
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _step(step: Step, found: FromExport | None) -> dict[str, Any]:
    return {
        "plats": str(step.place),
        "cell": str(step.at) if step.at else None,
        "tabell": step.table,
        "rad": step.row,
        "kolumn": step.column,
        "sort": step.kind.value,
        "varde": step.printed if isinstance(step.value, str) else plain(step.value),
        "tryckt": step.printed,
        "enhet": step.unit or None,
        "delar": [str(place) for place in step.parts],
        "formel": _working(step.working) if step.working else None,
        "halls_mot": _working(step.held_against) if step.held_against else None,
        "regel": _rule(step.rule) if step.rule else None,
        "varav": list(step.of_which),
        "overskriven_med": step.typed_over or None,
        "falt": [
            {"falt": one.written, "tryckt": one.shown, "plats": str(one.place) if one.place else None}
            for one in step.fields
        ],
        "ursprung": _provenance(step.provenance),
        "export": _export(found) if found else None,
    }


def _working(working: Working) -> dict[str, Any]:
    return {
        "i_ord": working.in_words,
        "i_tal": working.in_figures,
        "varde": plain(working.value),
        "exakt": working.exact or None,
        "villkor": [_condition(one) for one in working.conditions],
        "tomma": list(working.passed_over),
        "saknas": list(working.lacking),
        "delat_med_noll": working.by_zero,
    }


def _condition(condition: Condition) -> dict[str, Any]:
    return {"i_ord": condition.in_words, "i_tal": condition.in_figures, "galler": condition.holds}


def _rule(rule: Rule) -> dict[str, Any]:
    return {"i_ord": rule.in_words, "ger": rule.gives or None}


def _provenance(known: Provenance) -> dict[str, Any]:
    one, carried = known.imported, known.carried
    return {
        "inskriven_formel": known.formula or None,
        "infort": {"nar": one.at, "ur": one.file, "varde": plain(one.value), "star_kvar": one.stands} if one else None,
        "arkiv": {
            "period": carried.period,
            "vad": carried.what,
            "varde": plain(carried.value),
            "samma": carried.stands,
        }
        if carried
        else None,
        "kolada": _kolada(known.kolada) if known.kolada else None,
        "logg": [
            {"nar": line.at, "vem": line.who, "fran": line.before, "till": line.after, "fil": line.file or None}
            for line in known.log
        ],
        "anteckning": known.note or None,
        "ansvarig": known.responsible or None,
    }


def _kolada(figure: KoladaFigure) -> dict[str, Any]:
    return {
        "nyckeltal": figure.kpi,
        "kon": figure.gender,
        "omrade": figure.area,
        "namn": figure.who or None,
        "ar": figure.year,
        "varde": plain(figure.value),
        "kommuner": figure.count,
        "fil": figure.file or None,
        "hamtad": figure.fetched or None,
    }


def _export(found: FromExport) -> dict[str, Any]:
    return {
        "fil": found.file,
        "varde": plain(found.value),
        "samma": found.stands,
        "konterat": [_booked(one) for one in found.booked],
    }


def _booked(one: Booked) -> dict[str, Any]:
    """Amounts in kronor, signed as the export has them; `tecken` −1 where they are turned."""
    return {
        **{name: code or None for name, code in one.codes._asdict().items()},
        "namn": one.name or None,
        "matt": str(one.measure),
        "belopp": _kronor(one.amount),
        "tecken": one.sign,
        "kontering": one.line,
        "transaktioner": [
            {
                "rad": entry.line,
                "verifikation": entry.voucher or None,
                "datum": entry.day or None,
                "text": entry.text or None,
                "belopp": _kronor(entry.amount),
            }
            for entry in one.entries
        ],
    }


def _kronor(ore: int) -> str:
    return f"{'-' if ore < 0 else ''}{abs(ore) // 100}.{abs(ore) % 100:02}"


def _use(use: Use) -> dict[str, Any]:
    return {"plats": str(use.place), "sort": use.kind, "vad": use.label, "cell": str(use.at) if use.at else None}
