"""What is measured, in which order, and what it is held against."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from speed.data import SCORING_DATE, Data
from speed.ours import OUTPUTS, Build, Project
from speed.process import Engine, WorkFailedError
from speed.report import Line, ratio
from speed.scorecard import SCORECARD


@dataclass
class Benchmark:
    """One database, and what was measured on it so far.

    Args:
        data: what the database holds.
        engine: the database.
        project: our models on it.
        repeats: how often each thing is measured, the floor beside each time.
        part: the new events of a day, as a part of all.
        scorecards: how many, of fifty rules each.
        verify: whether the last build of each kind is compared with one from nothing.
        say: is told each step.
    """

    data: Data
    engine: Engine
    project: Project
    repeats: int
    part: float
    scorecards: int
    verify: bool
    say: Callable[[str], None]
    day: date = SCORING_DATE
    lines: list[Line] = field(default_factory=list)
    builds: dict[str, list[Build]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def full(self, to_reach: str = "≤ 16 × floor", gibibytes: float | None = None) -> None:
        """Builds from nothing.

        Args:
            to_reach: the bar in words.
            gibibytes: the bar is this much memory; left out: sixteen times the floor.
        """
        self.floor()  # The first one brings the file into the system's cache.
        floors, builds = self.beside_floor("full", self.build_from_nothing)
        is_reached = ratio(seconds(builds), floors) <= 16 if gibibytes is None else peak(builds) <= gibibytes * 2**30
        self.add("full", "ours: ledger, scores, reasons, tiers, stages", floors, builds, to_reach, is_reached)

    def by_hand(self) -> None:
        """The same scores, and nothing else, from a query that an analyst wrote."""
        self.rival("SQL by hand", "competitors:by_hand", self.repeats, drop_repeats=True)
        self.rival("SQL by hand, repeated events counted", "competitors:by_hand", self.repeats, drop_repeats=False)

    def in_frames(self, library: str) -> None:
        """The same scores, and nothing else, in pandas or polars, once: these take long."""
        if self.is_there(library):
            self.rival(f"{library}, a query a rule", f"in_{library}:score", 1)

    def attributes(self) -> None:
        """A scorecard over attributes alone, beside optbinning, whose scorecards know nothing else."""
        if not self.is_there("optbinning"):
            return
        self.engine.call("scorecard:load", attributes_only=True)
        ours, theirs, peaks = [], [], []
        for _ in range(self.repeats):
            self.engine.call("checks:drop_schema", schema="attributes")
            ours.append(self.project.build(self.day, schema="attributes", inputs=("leads",)))
            (taken, _), work = self.engine.call("in_optbinning:score", scoring_date=self.day.isoformat())
            theirs.append(taken)
            peaks.append(work.peak)
            self.say(f"attributes: ours {ours[-1].seconds:.2f} s, optbinning {taken:.2f} s")
        self.engine.call("checks:drop_schema", schema="attributes")
        self.engine.call("scorecard:load", copies=self.scorecards, card=self.project.card)
        self.builds["attributes"] = ours
        self.lines += [
            Line("attributes", "ours: 12 rules, no events", seconds(ours), peaks=[build.peak for build in ours]),
            Line(
                "attributes", "optbinning, Scorecard.score", theirs, ours=seconds(ours), peaks=peaks,
                to_reach="≥ 2 × ours", is_reached=ratio(theirs, seconds(ours)) >= 2,
            ),
        ]  # fmt: skip

    def news(self) -> None:
        """Builds after a day's new events, on the next day."""

        def build(times: int) -> Build:
            self.day += timedelta(days=1)
            self.engine.call("data:append_day", data=asdict(self.data), day=self.day.isoformat(), part=self.part)
            return self.project.build(self.day)

        self.incremental("news", f"ours: {self.part:.0%} new events, next day", build, "≤ 9 × floor", 9)

    def points(self) -> None:
        """Builds after the points of a rule were changed."""

        def build(times: int) -> Build:
            self.engine.call("scorecard:change_points", times=times)
            return self.project.build(self.day)

        self.incremental("points", "ours: other points for a rule", build, "≤ 8 × floor", 8)

    def rule(self) -> None:
        """Builds after a rule was added."""

        def build(times: int) -> Build:
            self.engine.call("scorecard:add_rule", times=times)
            return self.project.build(self.day)

        self.incremental("rule", "ours: a new rule", build, "≤ 12 × floor", 12)

    def replay(self) -> None:
        """Fifty-two past days in one pass, in a schema of their own."""
        first = (self.day - timedelta(weeks=51)).isoformat()
        replays = []
        for times in range(1, self.repeats + 1):
            build = self.project.build(
                self.day, schema="replay", tests=False, folders=("core", "replay"), replay_from=first
            )
            replays.append(sum(taken for name, taken in build.models.items() if "replay" in name))
            self.say(f"replay {times}: {replays[-1]:.2f} s")
            self.builds.setdefault("replay", []).append(build)
            self.engine.call("checks:drop_schema", schema="replay")
        one = seconds(self.builds["full"])
        self.lines.append(
            Line(
                "replay", "ours: 52 weekly days replayed", replays, ours=one,
                peaks=[build.peak for build in self.builds["replay"]],
                to_reach="≤ 4 × ours", is_reached=ratio(replays, one) <= 4,
            )
        )  # fmt: skip

    def growth(self, smaller: Benchmark) -> None:
        """The full build again, on a tenth of the leads and events."""
        smaller.floor()
        floors, builds = smaller.beside_floor("growth", smaller.build_from_nothing)
        self.builds["growth"] = builds
        tenth, all_of_it = seconds(builds), seconds(self.builds["full"])
        self.lines += [
            Line("growth", "floor, a tenth of leads and events", floors),
            Line("growth", "ours, the same", tenth, floors, peaks=[build.peak for build in builds]),
            Line(
                "growth", "ours, all leads and events", all_of_it, ours=tenth,
                to_reach="≤ 11 × a tenth", is_reached=ratio(all_of_it, tenth) <= 11,
            ),
        ]  # fmt: skip

    def demo(self) -> None:
        """The demo's whole command, once dbt has read the project before."""
        walls = [self.project.demo() for _ in range(self.repeats + 1)][1:]
        self.lines.append(Line("demo", "dbt build, warm", walls, to_reach="< 12 s", is_reached=max(walls) < 12))

    def floor(self) -> float:
        """Seconds of the floor, now."""
        taken, work = self.engine.call("competitors:floor")
        self.floor_peak = work.peak
        return float(taken)

    def build_from_nothing(self, times: int) -> Build:
        self.engine.call("checks:drop_schema", schema="main")
        return self.project.build(self.day)

    def beside_floor(self, run: str, build: Callable[[int], Build]) -> tuple[list[float], list[Build]]:
        """Build several times, the floor after each time."""
        floors, builds = [], []
        for times in range(1, self.repeats + 1):
            builds.append(build(times))
            floors.append(self.floor())
            self.say(f"{run} {times}: ours {builds[-1].seconds:.2f} s, floor {floors[-1]:.2f} s")
        return floors, builds

    def add(
        self, run: str, what: str, floors: list[float], builds: list[Build], to_reach: str, is_reached: bool | None
    ) -> None:
        """Two lines of the table: the floor, and ours."""
        self.builds[run] = builds
        self.lines += [
            Line(run, "floor", floors, peaks=[self.floor_peak]),
            Line(
                run, what, seconds(builds), floors,
                peaks=[build.peak for build in builds], to_reach=to_reach, is_reached=is_reached,
            ),
        ]  # fmt: skip

    def incremental(self, run: str, what: str, build: Callable[[int], Build], to_reach: str, bar: float) -> None:
        """Builds on top of what is there, held against the floor, and the last one against a build from nothing."""
        floors, builds = self.beside_floor(run, build)
        self.add(run, what, floors, builds, to_reach, ratio(seconds(builds), floors) <= bar)
        if self.verify:
            self.engine.call("checks:drop_schema", schema="verify")
            self.project.build(self.day, schema="verify", tests=False)
            counts, _ = self.engine.call("checks:differences", tables=OUTPUTS, left="main", right="verify")
            self.engine.call("checks:drop_schema", schema="verify")
            found = ", ".join(f"{count:,} in {table}" for table, count in counts.items() if count)
            self.remark(f"{run}: " + (f"rows that a build from nothing has not: {found}" if found else EQUAL))

    def rival(self, what: str, function: str, repeats: int, **arguments: Any) -> None:
        """Measure a competitor of the full build, and see whether it comes to our scores."""
        floors, times, peaks, table = [], [], [], ""
        try:
            for _ in range(repeats):
                (taken, table), work = self.engine.call(function, scoring_date=self.day.isoformat(), **arguments)
                times.append(taken)
                peaks.append(work.peak)
                floors.append(self.floor())
                self.say(f"{what}: {taken:.2f} s")
        except WorkFailedError as failure:
            # Minus 9: the system ended it, as it does when memory is out.
            self.remark(f"{what}: did not finish, exit code {failure.code}")
            self.say(str(failure))
            return
        found, _ = self.engine.call("checks:agreement", table=table, scorecard_id=SCORECARD)
        differs = f"for {found['different']:,} of {found['leads']:,} leads another score than ours"
        self.remark(f"{what}: {differs}" + (f", by at most {found['largest']:.2f}" if found["different"] else ""))
        ours = seconds(self.builds["full"])
        self.lines.append(Line("full", what, times, floors, ours, peaks, "≥ 2 × ours", ratio(times, ours) >= 2))

    def is_there(self, library: str) -> bool:
        """Whether a library is installed; if not, that is remarked."""
        if find_spec(library) is None:
            self.remark(f"{library}: not installed")
            return False
        return True

    def remark(self, text: str) -> None:
        self.say(text)
        self.remarks.append(text)


EQUAL = "every row of every table equal to that of a build from nothing"


def seconds(builds: list[Build]) -> list[float]:
    """The time of each build's models."""
    return [build.seconds for build in builds]


def peak(builds: list[Build]) -> int:
    """The most memory of any build, in bytes."""
    return max(build.peak for build in builds)


def prepare(
    folder: Path,
    data: Data,
    name: str,
    engine: Engine,
    scorecards: int,
    say: Callable[[str], None],
    card: str = "fifty",
) -> Engine:
    """Lay a fresh copy of the data, which are made once, with the scorecards beside them.

    Args:
        folder: where the data are kept.
        name: of the copy.
        engine: the settings; its database is not looked at.
        card: the scorecard, see `scorecard.CARDS`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / data.file_name
    if not kept.exists():
        unfinished = folder / f"{data.file_name}.unfinished"
        unfinished.unlink(missing_ok=True)
        _, work = Engine(str(unfinished), engine.threads, engine.memory_limit).call("data:make", data=asdict(data))
        unfinished.rename(kept)
        taken = f"{work.seconds:.0f} s ({work.cpu:.0f} s of processors)"
        say(f"made {data.leads:,} leads and {data.events:,} events in {taken}")
    copy = folder / f"{name}.duckdb"
    Path(f"{copy}.wal").unlink(missing_ok=True)
    shutil.copy(kept, copy)
    laid = Engine(str(copy), engine.threads, engine.memory_limit)
    laid.call("scorecard:load", copies=scorecards, card=card)
    return laid
