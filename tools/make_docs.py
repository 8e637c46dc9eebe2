"""Writes the two references that are made from the code: docs/mallspraket.md (keys of the malls), docs/fynd.md (findings).

    python tools/make_docs.py

A test holds the files against the code.
"""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import Any

from reportgen.model.finding import Code
from reportgen.model.period import Period
from reportgen.spec.formula import DAYS, FEBRUARIES, FUNCTIONS, SCALARS
from reportgen.spec.profile import profile_schema
from reportgen.spec.schema import json_schema

DOCS = Path(__file__).resolve().parent.parent / "docs"

WHERE = {
    "TemplateSpec": "mall.toml",
    "TableSpec": "[[tabell]]",
    "ColumnSpec": "[[tabell.kolumn]]",
    "RowSpec": "[[tabell.rad]]",
}
"""Where the records stand in the TOML, for those that are not named by the key that leads to them."""


CALLS = {
    "tabell(nyckel)": "Tabellen. `foralder=` bara en posts rader, `rader=` bara de raderna, `kolumner=[…]` bara de kolumnerna, "
    "`id=` vyns namn. Får stå på flera ställen.",
    "text(nyckel)": "Det som är skrivet på bladet Texter.",
    "fakta(nyckel)": "En uppgift på bladet Start.",
    "falt(fält)": 'Ett värde, som i texterna men utan klamrar: `falt("resultat.totalt.utfall|belopp")`.',
    "varde(nyckel)": "Ett värde ur `[[varde]]`.",
    "rader(nyckel)": "Raderna i en tabell, att gå igenom med `for`; `rad.etikett`, `rad.nyckel` och cellerna med kolumnernas "
    "namn. Ett andra argument ger bara en posts rader.",
    "diagram(nyckel)": "Diagrammet.",
    "analys(nyckel)": 'Analysens tabell och diagram; `visa="tabell"` eller `visa="diagram"` bara det ena. Tom när den inte har '
    "några siffror. De föreslagna meningarna kommer inte med: de visas av `reportgen analys`, för den som skriver texten.",
    "bilaga(nyckel)": "bilaga 2; med `titel=true` Bilaga 2, Titel.",
    "skala(nyckel)": "Skalans nivåer: symbol, ord och betydelse.",
    "bild(fil, beskrivning)": "En bild (png eller svg) ur mallens mapp; `bredd=60` är procent av textens bredd. Beskrivningen är "
    "för den som inte ser bilden. Word före 2019 och LibreOffice visar en svg bara om det finns en png med samma namn bredvid.",
    "omraknat()": "Tabellen över värden som en stängd period har annorlunda, med båda talen och skälet; tom om det inte "
    "finns några.",
    "sidbrytning()": "Ny sida.",
    "namnd": "Nämndens namn.",
    "period": "Periodens ord: `period.ar`, `period.manad` … och `period.manadsnummer`.",
    "|kursiv": "Det som står före, kursivt.",
    '|sprak("en")': "Det som står före är på ett annat språk, så att det läses upp rätt; ord i löpande text står mellan "
    '`{% filter sprak("en") %}` och `{% endfilter %}`.',
    "|fet": "Det som står före, i fetstil.",
    "|citat": "Det som står före, som citat.",
    "|ruta": "Det som står före i en ljus ruta; flera stycken ramas in med `{% filter ruta %}` … `{% endfilter %}`.",
}
"""What a Jinja file may call."""


def language_reference() -> str:
    """Every key of the malls, record by record, in the order of the code; then what their documents may call."""
    schema = json_schema()
    records = {"TemplateSpec": schema, **schema["$defs"]}
    order = [name for name in _in_order("TemplateSpec", records) if "properties" in records[name]]
    headings = {name: WHERE.get(name) or _heading(name, records) for name in order}
    lines = [
        "# Mallspråket: alla nycklar",
        "",
        "Gjord av `tools/make_docs.py` ur `reportgen/spec/schema.py`. `reportgen schema` skriver samma sak som JSON Schema,",
        "så att en redigerare kan fylla i nycklarna.",
        "",
        f"I rubriker och fasta meningar kan dessa ord stå inom klammer: {', '.join(f'`{{{word}}}`' for word in _words())}.",
        "I delarnas titlar, sidhuvuden, sidfötter och filnamn, och i tabellers titlar, kolumnrubriker och noter, även uppgifterna",
        "på bladet Start: `{uppgift.diarienummer}`. En uppgift med nyckeln `rattad` gör dokumentet till en rättad version när den",
        "är ifylld.",
        "",
        f"I formler: + − * /, funktionerna {', '.join(f'`{name}`' for name in FUNCTIONS)} och talen "
        f"{', '.join(f'`{name}`' for name in sorted(SCALARS - {*DAYS, *FEBRUARIES}))} och `dygn_jan` … `dygn_dec`, månadens dygn i",
        "radens eget år (det som etiketten har: `{ar-1}`). `hittills()` är summan av radens månader till och med periodens,",
        "`hittills(tabell.rad)` en annan rads.",
    ]
    for name, heading in headings.items():
        lines += ["", f"## {heading}", "", *_keys(records[name], headings)]
    lines += ["", "## I dokumenten (Jinja)", "", "| | |", "|---|---|"]
    lines += [f"| `{_cell(call)}` | {_cell(meaning)} |" for call, meaning in CALLS.items()]
    lines += _profile_lines()
    return "\n".join(lines) + "\n"


def _profile_lines() -> list[str]:
    """The keys of profil.toml, record by record."""
    records = profile_schema()["$defs"]
    fields = records["ProfileRecord"]["properties"]
    headings = {"ProfileRecord": "[profil]"}
    for key, field in fields.items():
        if found := re.search(r"#/\$defs/(\w+)", str(field)):
            headings[found[1]] = f"[profil.{key}]"
    lines = ["", "## profil.toml", "", "Hur dokumenten ser ut, en gång för alla mallar: [profil.md](profil.md)."]
    for name, heading in headings.items():
        lines += ["", f"### {heading}", "", *_keys(records[name], headings)]
    return lines


def _keys(record: dict[str, Any], headings: dict[str, str]) -> list[str]:
    """The keys of a record as a table."""
    lines = ["| nyckel | värde | betydelse |", "|---|---|---|"]
    required = record.get("required", [])
    for key, field in record["properties"].items():
        mark = " (måste anges)" if key in required else ""
        meaning = field.get("description", "").replace("|", "\\|").replace("\n", " ")
        lines.append(f"| `{key}` | {_value(field, headings)}{mark} | {meaning} |")
    return lines


def findings_reference() -> str:
    """Every code of finding with its severity, message and advice, grouped as in the code."""
    lines = [
        "# Fynd: allt som kontrollen kan säga",
        "",
        "Gjord av `tools/make_docs.py` ur `reportgen/model/finding.py`. Ett *fel* stoppar rapporten tills det är rättat eller",
        "kvitterat med skäl på bladet Granskning; en *varning* och en *notis* gör det inte. Ord inom klammer fylls i; `{slip}` är",
        "det enkla fel som förklarar skillnaden, när det finns ett.",
    ]
    for family, codes in _families():
        lines += ["", f"## {family}", "", "| kod | grad | vad | gör så här |", "|---|---|---|---|"]
        lines += [f"| {c.name} | {c.severity.word} | {_cell(c.message)} | {_cell(c.advice)} |" for c in codes]
    return "\n".join(lines) + "\n"


def _families() -> list[tuple[str, list[Code]]]:
    """The codes under the headings that stand as comments among them."""
    out: list[tuple[str, list[Code]]] = []
    for line in inspect.getsource(Code).splitlines():
        text = line.strip()
        if text.startswith("# --- "):
            out.append((text.strip("# -").capitalize(), []))
        elif text.endswith("= (") and (name := text.split()[0]) in Code.__members__:
            out[-1][1].append(Code[name])
    return out


def _in_order(name: str, records: dict[str, Any]) -> list[str]:
    """The record and those its keys lead to, each where it is first met."""
    found = [name]
    for part in re.findall(r"#/\$defs/(\w+)", str(records[name].get("properties", {}))):
        found += [inner for inner in _in_order(part, records) if inner not in found]
    return found


def _words() -> list[str]:
    return [
        "namnd",
        *(word for word in Period(2024, 8).names() if not word.startswith("ar") or word in ("ar", "ar-1", "ar+1")),
    ]


def _heading(name: str, records: dict[str, Any]) -> str:
    """The TOML heading of a record, by the key that leads to it from mall.toml or a table."""
    for owner, record in records.items():
        for key, field in record.get("properties", {}).items():
            if f"#/$defs/{name}" in str(field):
                prefix = "" if owner == "TemplateSpec" else WHERE.get(owner, _heading(owner, records)).strip("[]") + "."
                many = field.get("type") == "array"
                return f"[[{prefix}{key}]]" if many else f"[{prefix}{key}]"
    return name


def _value(field: dict[str, Any], headings: dict[str, str]) -> str:
    """What may stand at a key, in Swedish."""
    if "anyOf" in field:
        kinds = [_value(kind, headings) for kind in field["anyOf"] if kind.get("type") != "null"]
        return " eller ".join(dict.fromkeys(kinds))
    if "enum" in field:
        return ", ".join(f"`{value}`" for value in field["enum"])
    if "const" in field:
        return f"`{field['const']}`"
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return headings.get(name) or _value(json_schema()["$defs"][name], headings)
    match field.get("type"):
        case "array":
            inner = field.get("items", {})
            return (
                _value(inner, headings)
                if "$ref" in inner and "properties" in _record(inner)
                else f"lista av {_value(inner, headings)}"
            )
        case "object":
            return "tabell"
        case kind:
            return {"string": "text", "integer": "heltal", "number": "tal", "boolean": "true/false"}.get(
                str(kind), "värde"
            )


def _record(reference: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = json_schema()["$defs"][reference["$ref"].rpartition("/")[2]]
    return found


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


FILES = {"mallspraket.md": language_reference, "fynd.md": findings_reference}


def main() -> None:
    for name, make in FILES.items():
        (DOCS / name).write_text(make(), "utf-8")
        print(f"docs/{name}")


if __name__ == "__main__":
    main()
