"""A million rows of a ledger as CSV: our reading beside pandas, polars and duckdb on the same sums. Prints Markdown.

    python tools/bench_ledger.py [--rows 1000000] [--runs 3] [--python PYTHON-WITH-THE-LIBRARIES]

Each reading is a new process, which prints the sum of the outcome in öre: all must say the same. What is not installed is left
out. The amounts have two decimals and five columns of codes, 20 000 combinations of them.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEAD = "Ansvar;Verksamhet;Konto;Objekt;Motpart;Budget år;Budget ack;Utfall ack;Prognos;Föreg år"
COMBINATIONS = 20_000

OURS = """
import gc, sys
gc.set_threshold(100_000)
from reportgen.ledger.source import Source
from reportgen.ledger.csv_text import CsvText
from reportgen.ledger.tabular import export_of
from reportgen.model.period import Period
data = open(sys.argv[1], "rb").read()
made = export_of(CsvText(data), "x", Period(2025, 8), Source())
total = made.total("utfall")
"""
CODES = "['Ansvar', 'Verksamhet', 'Konto', 'Objekt', 'Motpart']"
PANDAS = f"""
import sys
import pandas
codes = {CODES}
read = pandas.read_csv(sys.argv[1], sep=";", decimal=",", encoding="cp1252", dtype=dict.fromkeys(codes, str))
total = round(read.groupby(codes).sum()["Utfall ack"].sum() * 100)
"""
POLARS = f"""
import sys
import polars
codes = {CODES}
read = polars.read_csv(sys.argv[1], separator=";", decimal_comma=True, encoding="cp1252",
                       schema_overrides=dict.fromkeys(codes, polars.String))
total = round(read.group_by(codes).sum()["Utfall ack"].sum() * 100)
"""
DUCKDB = """
import sys
import duckdb
total = duckdb.sql(f\"\"\"
    select sum(u) from (select Ansvar, Verksamhet, Konto, Objekt, Motpart, sum("Utfall ack") * 100 as u,
        sum(column05), sum(column06), sum("Prognos"), sum(column09)
    from read_csv('{sys.argv[1]}', delim=';', decimal_separator=',', header=false, skip=1, encoding='latin-1',
        columns={'Ansvar': 'VARCHAR', 'Verksamhet': 'VARCHAR', 'Konto': 'VARCHAR', 'Objekt': 'VARCHAR', 'Motpart': 'VARCHAR',
                 'column05': 'DECIMAL(18,2)', 'column06': 'DECIMAL(18,2)', 'Utfall ack': 'DECIMAL(18,2)',
                 'Prognos': 'DECIMAL(18,2)', 'column09': 'DECIMAL(18,2)'}) group by all)
\"\"\").fetchall()[0][0]
""".replace("columns={", "columns={{").replace("'DECIMAL(18,2)'})", "'DECIMAL(18,2)'}})")
REPORT = """
import os
import resource
own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
cpus = min(4, os.cpu_count() or 1) if others.ru_maxrss else 0
seconds = sum(used.ru_utime + used.ru_stime for used in (own, others))
print(int(total), (own.ru_maxrss + cpus * others.ru_maxrss) // 1024, seconds)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--python", default=sys.executable)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "huvudbok.csv"
        expected = write(file, options.rows)
        print(f"{options.rows} rows, {file.stat().st_size // 2**20} MiB, {options.runs} runs in turn\n")
        print("| reading | median s | range s | processor s | peak MiB | exact |\n|---|---|---|---|---|---|")
        readings = {"reportgen.ledger (csv)": OURS, "pandas": PANDAS, "polars": POLARS, "duckdb": DUCKDB}
        found: dict[str, list[tuple[float, int, int, float]]] = {name: [] for name in readings}
        for _ in range(options.runs):
            for name, program in readings.items():
                python = sys.executable if program == OURS else options.python
                if (one := timed(python, program + REPORT, file)) is not None:
                    found[name].append(one)
        for name, runs in found.items():
            if runs:
                seconds = sorted(run[0] for run in runs)
                exact = "yes" if all(run[1] == expected for run in runs) else "no"
                spread = f"{seconds[0]:.1f}–{seconds[-1]:.1f}"
                processor, peak = statistics.median(run[3] for run in runs), max(run[2] for run in runs)
                print(f"| {name} | {statistics.median(seconds):.1f} | {spread} | {processor:.1f} | {peak} | {exact} |")


def write(file: Path, rows: int) -> int:
    """Writes the ledger; gives the outcome's sum in öre."""
    chance = random.Random(1)
    codes = [
        f"{chance.randint(100, 160)};{chance.randint(5500, 5600)};{chance.choice('345678')}{chance.randint(0, 99):03};"
        f"{chance.randint(0, 5)};{chance.randint(0, 3)}"
        for _ in range(COMBINATIONS)
    ]
    total = 0
    with file.open("w", encoding="cp1252", newline="") as out:
        out.write(f"{HEAD}\r\n")
        for _ in range(rows):
            amounts = [chance.randint(-(10**7), 10**8) for _ in range(5)]
            total += amounts[2]
            shown = ";".join(f"{'-' if ore < 0 else ''}{abs(ore) // 100},{abs(ore) % 100:02}" for ore in amounts)
            out.write(f"{chance.choice(codes)};{shown}\r\n")
    return total


def timed(python: str, program: str, file: Path) -> tuple[float, int, int, float] | None:
    """Seconds, the sum it found, its peak in MiB and processor seconds; None when the library is not there."""
    start = time.perf_counter()
    done = subprocess.run([python, "-c", program, str(file)], cwd=ROOT, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode:
        print(done.stderr.strip().splitlines()[-1], file=sys.stderr)
        return None
    total, peak, processor = done.stdout.split()
    return seconds, int(total), int(peak), float(processor)


if __name__ == "__main__":
    main()
