"""How long it takes: each command as a person meets it, each library's import, each step in one process. Prints Markdown.

    make bench      or: python tools/bench.py [--runs 7] [WORKBOOK]

Commands are run in turn, round after round, so that a disturbance of the machine meets all of them; medians are given.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORKBOOK = ROOT / "inputs" / "enkoping-delarsrapport-2024-08.xlsx"
LARGEST = max((ROOT / "inputs").glob("*.xlsx"), key=lambda path: path.stat().st_size)
"""Checking this one is to take less than a second."""
LIBRARIES = ("click", "pydantic", "xlsxwriter", "jinja2", "markdown_it", "lxml.etree", "weasyprint")
BARE = "python -c ''"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("workbook", nargs="?", type=Path, default=WORKBOOK)
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    cpu, memory = os.cpu_count(), f"{options.workbook.name}, {options.runs} rounds"
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {cpu} processors, {memory}\n")
    with tempfile.TemporaryDirectory() as folder:
        print_commands(interleaved(commands(options.workbook, Path(folder)), options.runs))
    print_imports(interleaved(imports(), options.runs))
    print_steps(steps(options.workbook, options.runs))


def commands(workbook: Path, folder: Path) -> dict[str, list[str]]:
    """What a person types → the program and its arguments."""
    run = [sys.executable, "-m", "reportgen"]
    formats = ("html", "docx", "pdf", "pdf,docx,html")
    return {
        "reportgen --help": [*run, "--help"],
        "reportgen mallar": [*run, "mallar"],
        "reportgen kontrollera": [*run, "kontrollera", str(workbook)],
        f"reportgen kontrollera {LARGEST.name}": [*run, "kontrollera", str(LARGEST)],
        **{
            f"reportgen rapport --format {names}": [
                *[*run, "rapport", str(workbook)],
                *["--utkast", "--format", names, "--ut", str(folder)],
            ]
            for names in formats
        },
    }


def imports() -> dict[str, list[str]]:
    return {
        BARE: [sys.executable, "-c", ""],
        **{name: [sys.executable, "-c", f"import {name}"] for name in LIBRARIES},
    }


Measured = dict[str, list[tuple[float, float, float]]]
"""Name → (seconds, seconds of processor time, peak memory in MiB) of each run."""


def interleaved(programs: Mapping[str, list[str]], runs: int) -> Measured:
    """Every program once per round; a first round, not counted, warms the disk."""
    for arguments in programs.values():
        cold_run(arguments)
    found: Measured = {name: [] for name in programs}
    for _ in range(runs):
        for name, arguments in programs.items():
            found[name].append(cold_run(arguments))
    return found


def cold_run(arguments: list[str]) -> tuple[float, float, float]:
    """Seconds, seconds of processor time and MiB of a new process.

    Stops the benchmark when the program could not run (1: the workbook has errors).
    """
    start = time.perf_counter()
    process = subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"{' '.join(arguments)}: {process.stderr.read() if process.stderr else ''}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def steps(workbook: Path, runs: int) -> dict[str, list[float]]:
    """Seconds of each step in this process, once the libraries are loaded (the first round is not counted)."""
    from reportgen import pipeline

    checked = pipeline.check_workbook(workbook)
    found: dict[str, list[float]] = {}
    for n in range(runs + 1):
        clock = Clock()
        check(workbook, clock)
        pipeline.render(checked, pipeline.FORMATS, draft=True, progress=clock)
        if n:
            for name, seconds in clock.stopped().items():
                found.setdefault(name, []).append(seconds)
    return found


def check(workbook: Path, clock: Clock) -> None:
    """The steps of `pipeline.check_workbook`, one by one."""
    from reportgen.checks import Context, run_checks
    from reportgen.derive.report import derive
    from reportgen.pipeline import find_template
    from reportgen.workbook.parse import parse_report, which_template
    from reportgen.workbook.read import read_workbook

    clock("Läser arbetsboken")
    book = read_workbook(workbook)
    clock("Läser mallen")
    template = find_template(which_template(book)[0])
    clock("Tolkar cellerna")
    entered, _ = parse_report(book, template.spec)
    clock("Räknar ut summor och formler")
    derived = derive(entered, template.spec)
    clock("Kontrollerar")
    run_checks(Context(template.spec, entered, derived))


class Clock:
    """Told the name of each step as it starts; gives the seconds of processor time that each of them took."""

    def __init__(self, now: Callable[[], float] = time.process_time) -> None:
        self._now = now
        self._starts: list[tuple[str, float]] = []

    def __call__(self, step: str) -> None:
        self._starts.append((step, self._now()))

    def stopped(self) -> dict[str, float]:
        ends = [*(start for _, start in self._starts[1:]), self._now()]
        return {name: end - start for (name, start), end in zip(self._starts, ends, strict=True)}


def print_commands(found: Measured) -> None:
    rows = [
        (
            name,
            f"{median(s for s, _, _ in runs):.2f}",
            f"{min(runs)[0]:.2f}–{max(runs)[0]:.2f}",
            f"{median(p for _, p, _ in runs):.2f}",
            f"{max(m for _, _, m in runs):.0f}",
        )
        for name, runs in found.items()
    ]
    print_table(("command, new process", "median s", "range s", "processor s", "peak MiB"), rows)


def print_imports(found: Measured) -> None:
    bare = median(processor for _, processor, _ in found[BARE])
    rows = [
        (name, f"{1000 * (median(p for _, p, _ in runs) - (0 if name == BARE else bare)):.0f}")
        for name, runs in found.items()
    ]
    print_table(("import, above a bare interpreter", "processor ms"), rows)


def print_steps(found: Mapping[str, list[float]]) -> None:
    medians = {name: median(seconds) for name, seconds in found.items()}
    total = sum(medians.values())
    rows = [(name, f"{1000 * seconds:.0f}", f"{seconds / total:.0%}") for name, seconds in medians.items()]
    print_table(("step, in one process, libraries loaded", "processor ms", "share"), rows)


def print_table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    print(f"| {' | '.join(head)} |\n|{'---|' * len(head)}")
    for row in rows:
        print(f"| {' | '.join(row)} |")
    print()


def median(values: Iterable[float]) -> float:
    return statistics.median(values)


if __name__ == "__main__":
    main()
