#!/usr/bin/env python
"""Measure the scoring models on DuckDB against what else could have scored the same leads, side by side in one run.

Times alone say little about another machine. Everything here is therefore held against the **floor**: a plain
`group by lead_id` over the events, on the same file, with the same threads and memory, beside each measured build.

Use
---
    python scripts/benchmark.py --size medium          prints the tables
    python scripts/benchmark.py --size full --write    writes them into docs/reference/benchmark.md, too

The parts are in `speed/`: data, scorecard, ours, competitors and in_*, checks, runs, report; each piece of work
is a process of its own (process).
"""

from __future__ import annotations

import os
import platform
import re
import shlex
import sys
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click
from rich.console import Console
from speed import report
from speed.data import Data
from speed.ours import ROOT, Project
from speed.process import Engine
from speed.runs import Benchmark, prepare
from speed.scorecard import CARDS, count_of_rules

RUNS = ("full", "by_hand", "pandas", "polars", "attributes", "news", "points", "rule", "replay", "growth", "demo")
OURS = ("full", "news", "points", "rule", "replay", "growth")
"""Runs that need no rival."""
PACKAGES = ("duckdb", "dbt-core", "dbt-duckdb", "pandas", "polars", "optbinning")
PAGE = ROOT / "docs" / "reference" / "benchmark.md"


@dataclass(frozen=True)
class Size:
    """How many leads and events, and what is measured unless options say otherwise."""

    leads: int
    events: int
    runs: tuple[str, ...] = RUNS
    repeats: int = 3
    memory_limit: str = "16GB"
    gibibytes: float | None = None
    """The memory that a full build may take; none: its time is what counts."""


SIZES = {
    "tiny": Size(1_000, 30_000),
    "small": Size(10_000, 300_000),
    "medium": Size(100_000, 3_000_000),
    "full": Size(1_000_000, 30_000_000),
    # DuckDB's limit is not that of the process, which has dbt's own memory besides.
    "huge": Size(3_300_000, 100_000_000, runs=("full",), repeats=1, memory_limit="6GB", gibibytes=8),
}


@click.command()
@click.option("--size", type=click.Choice(list(SIZES)), default="medium", show_default=True, help="Leads and events.")
@click.option("--leads", type=click.IntRange(min=1), help="How many leads.  [default: as the size says]")
@click.option("--events", type=click.IntRange(min=1), help="How many events.  [default: as the size says]")
@click.option("--event-ids", type=click.Choice(["time", "uuid"]), default="time", show_default=True, help="Their kind.")
@click.option("--seed", default=1, show_default=True, help="Another seed, other data.")
@click.option("--scorecards", default=1, show_default=True, help="How many scorecards of fifty rules.")
@click.option(
    "--card",
    type=click.Choice(list(CARDS)),
    default="fifty",
    show_default=True,
    help="The scorecard: fifty rules, or one that uses all of the rule language.",
)
@click.option("--runs", help=f"Which of {','.join(RUNS)}; always in this order.  [default: as the size says]")
@click.option("--repeats", type=click.IntRange(min=1), help="How often each is measured.  [default: as the size says]")
@click.option("--new-events", default=0.01, show_default=True, help="New events of a day, as a part of all.")
@click.option("--verify", is_flag=True, help="Compare incremental builds with one from nothing, row by row.")
@click.option("--threads", default=os.cpu_count() or 1, show_default=True, help="DuckDB's threads, for all.")
@click.option("--memory-limit", help="DuckDB's memory, for all.  [default: as the size says]")
@click.option("--folder", default=ROOT / "target" / "benchmark", type=click.Path(path_type=Path), help="For the data.")
@click.option("--project-dir", default=ROOT, type=click.Path(exists=True, path_type=Path), help="The dbt project.")
@click.option("--write", is_flag=True, help="Write the tables into docs/reference/benchmark.md.")
def main(
    size: str, leads: int | None, events: int | None, event_ids: str, seed: int, scorecards: int, card: str,
    runs: str | None, repeats: int | None, new_events: float, verify: bool, threads: int, memory_limit: str | None,
    folder: Path, project_dir: Path, write: bool,
) -> None:  # fmt: skip
    """Measure the scoring models against a plain group by, SQL by hand, pandas, polars and optbinning."""
    preset = SIZES[size]
    # Rivals and the demo know the fifty rules alone.
    allowed = RUNS if card == "fifty" else OURS
    chosen = tuple(runs.split(",")) if runs else tuple(run for run in preset.runs if run in allowed)
    if unknown := set(chosen) - set(allowed):
        raise click.BadParameter(f"{', '.join(sorted(unknown))}. Allowed: {', '.join(allowed)}.", param_hint="--runs")
    # A pipe has no width of its own.
    console = Console() if sys.stdout.isatty() else Console(width=160)
    folder, project_dir = folder.resolve(), project_dir.resolve()
    data = Data(leads or preset.leads, events or preset.events, seed, event_ids)
    settings = Engine("", threads, memory_limit or preset.memory_limit)
    load_before = os.getloadavg()[0]

    def lay(data: Data, name: str) -> Benchmark:
        engine = prepare(folder, data, name, settings, scorecards, console.log, card)
        project = Project(engine, folder / name, project_dir, card)
        return Benchmark(data, engine, project, repeats or preset.repeats, new_events, scorecards, verify, console.log)

    benchmark = lay(data, "work")
    benchmark.full("≤ 16 × floor" if preset.gibibytes is None else f"≤ {preset.gibibytes:.0f} GiB", preset.gibibytes)
    for run in (run for run in allowed[1:] if run in chosen):
        if run in ("pandas", "polars"):
            benchmark.in_frames(run)
        elif run == "growth":
            benchmark.growth(lay(replace(data, leads=data.leads // 10, events=data.events // 10), "smaller"))
        else:
            getattr(benchmark, run)()

    setting = (
        f"{data.leads:,} leads, {data.events:,} events (ids: {event_ids}, seed {seed}), "
        f"{scorecards} scorecard{'s' if scorecards > 1 else ''} of {count_of_rules(card)} rules. {machine(settings)} "
        f"Load of the machine before and after: {load_before:.1f} and {os.getloadavg()[0]:.1f}. {packages()}"
    )
    tables = {
        "Medians; in brackets the least and the greatest ratio of pairs that ran one after the other.":
            report.contestants(benchmark.lines),
        "Where the time of dbt's command goes, in seconds.": report.parts(benchmark.builds),
        "Seconds of each model.": report.models(benchmark.builds),
    }  # fmt: skip
    for title, rows in tables.items():
        console.print(report.in_terminal(rows, title))
    console.print(setting, *benchmark.remarks, sep="\n")
    if write:
        # Where its files went is of no use to who runs it elsewhere.
        asked = re.sub(r" ?--(folder|project-dir)[ =]\S+", "", shlex.join(sys.argv[1:]))
        command = f"python scripts/benchmark.py {asked}"
        report.write_between_marks(PAGE, size, report.page(command, setting, benchmark.remarks, tables))


def machine(engine: Engine) -> str:
    """The machine, and what of it DuckDB may use."""
    gibibytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{platform.machine()} with {os.cpu_count()} cores and {gibibytes:.0f} GiB; "
        f"DuckDB with {engine.threads} threads and {engine.memory_limit}."
    )


def packages() -> str:
    """The versions of what is compared, as far as it is installed."""
    found = [f"Python {platform.python_version()}"]
    for package in PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    return ", ".join(found) + "."


if __name__ == "__main__":
    main()
