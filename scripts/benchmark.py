#!/usr/bin/env python
"""Measure the scoring models on DuckDB against what else could have scored the same leads, side by side in one run.

Times alone say little about another machine. Everything here is therefore held against the **floor**: a plain
`group by lead_id` over the events, on the same file, with the same threads and memory, at the same time.

Use
---
    python scripts/benchmark.py --size medium          prints a table
    python scripts/benchmark.py --size full --write    writes it into docs/benchmark.md, too

The parts are in `speed/`, in the order in which they are used: data, scorecard, ours, competitors, checks, table.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

import click
from rich.console import Console
from speed.data import SCORING_DATE, Data
from speed.ours import OUTPUTS, ROOT, Build, Project
from speed.process import Engine
from speed.scorecard import SCORECARD
from speed.table import Line, in_terminal, ratio

SIZES = {
    "tiny": (1_000, 30_000),
    "small": (10_000, 300_000),
    "medium": (100_000, 3_000_000),
    "full": (1_000_000, 30_000_000),
    "huge": (3_300_000, 100_000_000),
}
RUNS = ("full", "news", "points", "rule", "growth")
COMPETITORS = ("by_hand", "pandas", "polars", "optbinning")
console = Console(width=None if os.isatty(1) else 140)


@dataclass
class Benchmark:
    """One database, and what was measured on it so far.

    Args:
        data: what the database holds.
        engine: the database.
        project: our models on it.
        repeats: how often each thing is measured.
        part: new events of a day, as a part of all.
        verify: whether each incremental build is compared with a full one.
    """

    data: Data
    engine: Engine
    project: Project
    repeats: int
    part: float
    verify: bool
    day: date = SCORING_DATE
    lines: list[Line] = field(default_factory=list)
    builds: dict[str, list[Build]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def floor(self) -> tuple[float, int]:
        """Seconds and memory of the floor, now."""
        seconds, work = self.engine.call("competitors:floor")
        return seconds, work.peak

    def repeat(self, run: str, what: str, to_reach: str, bar: float | None, prepare: str) -> list[Build]:
        """Build several times, each time beside the floor, after a change.

        Args:
            run, what: the words of the table.
            to_reach, bar: the ratio to the floor that is to be reached.
            prepare: what changes before each build: `nothing`, a new `day`, other `points` or a new `rule`.
        """
        floors, builds = [], []
        for times in range(1, self.repeats + 1):
            self.change(prepare, times)
            floors.append(self.floor())
            builds.append(self.project.build(self.day))
            console.log(f"{run} {times}: floor {floors[-1][0]:.2f} s, ours {builds[-1].seconds:.2f} s")
            if self.verify and prepare != "nothing":
                self.compare(f"{run} {times}")
        seconds, ours = [seconds for seconds, _ in floors], [build.seconds for build in builds]
        self.lines += [
            Line(run, "floor", seconds, peaks=[peak for _, peak in floors]),
            Line(
                run, what, ours, floors=seconds, peaks=[build.peak for build in builds], to_reach=to_reach,
                is_reached=None if bar is None else ratio(ours, seconds) <= bar,
            ),
        ]  # fmt: skip
        self.builds[run] = builds
        return builds

    def change(self, what: str, times: int) -> None:
        """Bring about what the next build has to take in."""
        if what == "nothing":
            self.engine.call("checks:drop_schema", schema="main")
        elif what == "day":
            self.day += timedelta(days=1)
            self.engine.call("data:append_day", data=asdict(self.data), day=self.day.isoformat(), part=self.part)
        elif what == "points":
            self.engine.call("scorecard:change_points", times=times)
        elif what == "rule":
            self.engine.call("scorecard:add_rule", times=times)

    def compare(self, label: str) -> None:
        """Hold the tables against those of a full build, row by row."""
        self.engine.call("checks:drop_schema", schema="verify")
        self.project.build(self.day, schema="verify", tests=False)
        counts, _ = self.engine.call("checks:differences", tables=OUTPUTS, left="main", right="verify")
        found = ", ".join(f"{table} {count}" for table, count in counts.items() if count)
        self.remark(
            f"{label}: " + (f"rows that differ from a full build: {found}" if found else "equal to a full build")
        )
        self.engine.call("checks:drop_schema", schema="verify")

    def remark(self, text: str) -> None:
        console.log(text)
        self.remarks.append(text)

    def full(self, competitors: tuple[str, ...]) -> None:
        """A build from nothing, and its competitors."""
        self.floor()  # the first one reads the file into the system's cache
        ours = [
            build.seconds for build in self.repeat("full", "ours, with ledger and reasons", "≤ 3 × floor", 3, "nothing")
        ]
        if "by_hand" in competitors:
            self.rival("SQL by hand", "by_hand", ours, self.repeats, drop_repeats=True)
            self.rival("SQL by hand, repeats counted", "by_hand", ours, self.repeats, drop_repeats=False)

    def rival(self, what: str, function: str, ours: list[float], repeats: int, **arguments: object) -> None:
        """Measure a competitor of the full build, and see whether it comes to our scores."""
        floors, seconds, peaks, table = [], [], [], ""
        for _ in range(repeats):
            floors.append(self.floor()[0])
            (taken, table), work = self.engine.call(
                f"competitors:{function}", scoring_date=self.day.isoformat(), **arguments
            )
            seconds.append(taken)
            peaks.append(work.peak)
            console.log(f"{what}: {taken:.2f} s")
        found, _ = self.engine.call("checks:agreement", table=table, scorecard_id=SCORECARD)
        self.remark(
            f"{what}: {found['different']:,} of {found['leads']:,} leads have another score than ours"
            + (f", by at most {found['largest']:.2f}" if found["different"] else "")
        )
        self.lines.append(
            Line("full", what, seconds, floors, ours, peaks, "≥ 2 × ours", ratio(seconds, ours) >= 2)
        )  # fmt: skip


def prepare(folder: Path, data: Data, name: str, threads: int, memory_limit: str, scorecards: int) -> Engine:
    """A fresh copy of the data, which are made once; with the scorecards beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / data.file_name
    if not kept.exists():
        unfinished = Engine(str(kept.with_suffix(".unfinished")), threads, memory_limit)
        Path(unfinished.database).unlink(missing_ok=True)
        _, work = unfinished.call("data:make", data=asdict(data))
        Path(unfinished.database).rename(kept)
        console.log(f"made {data.leads:,} leads and {data.events:,} events in {work.seconds:.0f} s")
    engine = Engine(str(folder / f"{name}.duckdb"), threads, memory_limit)
    Path(f"{engine.database}.wal").unlink(missing_ok=True)
    shutil.copy(kept, engine.database)
    engine.call("scorecard:load", copies=scorecards)
    return engine


@click.command()
@click.option("--size", type=click.Choice(list(SIZES)), default="medium", show_default=True, help="Leads and events.")
@click.option("--leads", type=click.IntRange(min=1), help="How many leads; left out: as the size says.")
@click.option("--events", type=click.IntRange(min=1), help="How many events; left out: as the size says.")
@click.option("--event-ids", type=click.Choice(["time", "uuid"]), default="time", show_default=True, help="Their kind.")
@click.option("--seed", default=1, show_default=True, help="Another seed, other data.")
@click.option("--scorecards", default=1, show_default=True, help="How many scorecards of fifty rules.")
@click.option("--runs", default=",".join(RUNS[:-1]), show_default=True, help="Which of full,news,points,rule,growth.")
@click.option("--competitors", default=",".join(COMPETITORS), show_default=True, help="Whom to measure besides.")
@click.option("--repeats", default=3, show_default=True, type=click.IntRange(min=1), help="How often each is measured.")
@click.option("--new-events", default=0.01, show_default=True, help="New events of a day, as a part of all.")
@click.option("--verify", is_flag=True, help="Compare each incremental build with a full one, row by row.")
@click.option("--threads", default=os.cpu_count() or 1, show_default=True, help="DuckDB's threads, for all.")
@click.option("--memory-limit", default="16GB", show_default=True, help="DuckDB's memory, for all.")
@click.option("--folder", default=ROOT / "target" / "benchmark", type=click.Path(path_type=Path), help="For the data.")
@click.option("--project-dir", default=ROOT, type=click.Path(exists=True, path_type=Path), help="The dbt project.")
def main(
    size: str, leads: int | None, events: int | None, event_ids: str, seed: int, scorecards: int, runs: str,
    competitors: str, repeats: int, new_events: float, verify: bool, threads: int, memory_limit: str, folder: Path,
    project_dir: Path,
) -> None:  # fmt: skip
    """Measure the scoring models against a plain group by, SQL by hand, pandas, polars and optbinning."""
    chosen = set(runs.split(","))
    data = Data(leads or SIZES[size][0], events or SIZES[size][1], seed, event_ids)
    engine = prepare(folder, data, "work", threads, memory_limit, scorecards)
    project = Project(engine, folder.resolve(), project_dir.resolve())
    benchmark = Benchmark(data, engine, project, repeats, new_events, verify)

    benchmark.full(tuple(competitors.split(",")))
    if "news" in chosen:
        benchmark.repeat("news", f"ours, {new_events:.0%} new events, next day", "≤ 1 × floor", 1, "day")
    if "points" in chosen:
        benchmark.repeat("points", "ours, other points for a rule", "≤ 0.5 × floor", 0.5, "points")
    if "rule" in chosen:
        benchmark.repeat("rule", "ours, a new rule", "", None, "rule")

    console.print(in_terminal(benchmark.lines, f"{data.leads:,} leads, {data.events:,} events, 50 rules"))


if __name__ == "__main__":
    main()
