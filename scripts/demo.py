"""Score the demo, and say meanwhile what is done.

A new database begins a day earlier, with a history from a replay: what changed since then is what some tables are
about. dbt-core runs in this process, so that both days share one reading of the project. Another dbt is a command:

    python scripts/demo.py
    python scripts/demo.py .venv-fusion/bin/python scripts/fusion.py
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import yaml
from database import UnreadableDatabaseError, check, named
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

TODAY: Mapping[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
DAY_BEFORE = {
    "lead_scoring__scoring_date": "2026-06-29",
    "lead_scoring__replay_from": TODAY["lead_scoring__replay_from"],
    "lead_scoring__backfill": "if_empty",
}
READ = {**TODAY, **DAY_BEFORE}
"""Variables with which the project has everything that both days build."""
UNTESTED = ("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")
REMEMBERED = ("--select", "+lead_scoring.*.int_lead_scoring__*_log", *UNTESTED)
"""What a day leaves to those after it, and what that is made of."""
BEGIN = time.perf_counter()
CONSOLE = Console()


def main(command: Sequence[str]) -> None:
    """Build the demo by a dbt command, or by dbt-core in this process."""
    database = named()
    say(f"Scoring the demo into {database}")
    try:
        check(database)
    except UnreadableDatabaseError as error:
        sys.exit(f"Error: {error.message}")
    dbt = Command(command) if command else Core(READ)
    is_new = not database.exists()
    if is_new:
        say("A new database: first the day before, with half a year of weeks replayed as its history")
        dbt.build(DAY_BEFORE, *REMEMBERED)
    say("The demo's last day, with half a year of weeks replayed, points learned and other tiers tried")
    # Tests are half of the work. What a changed scorecard gets wrong stops the build without them.
    dbt.build(TODAY, *(() if is_new else UNTESTED))
    say("Done" if is_new else "Done; `dbt build` would have run the tests too, as the first time")


def say(text: str) -> None:
    """Print a line at once, with the seconds since the beginning."""
    CONSOLE.print(f"{time.perf_counter() - BEGIN:5.1f} s  {text}", highlight=False, soft_wrap=True)
    CONSOLE.file.flush()


class Command:
    """A dbt that is a command."""

    def __init__(self, command: Sequence[str]) -> None:
        self.command = command

    def build(self, variables: Mapping[str, Any], *options: str) -> None:
        """Build with these variables.

        Raises:
            SystemExit: dbt failed, and said why.
        """
        build = [*self.command, "build", "--quiet", *options, "--vars", json.dumps(dict(variables))]
        if code := subprocess.run(build, check=False).returncode:
            sys.exit(code)


class Core:
    """dbt-core in this process, that reads the project once: days differ in what models compile."""

    def __init__(self, read: Mapping[str, Any]) -> None:
        """Read the project with variables under which it has everything that is built."""
        from dbt.cli.main import dbtRunner  # takes a second: not before there is something to read

        self.runner = dbtRunner(callbacks=[self.follow])
        self.done = self.total = 0
        self.lock = threading.Lock()  # models run in threads
        self.bar = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=CONSOLE, transient=True
        )
        self.task = self.bar.add_task("dbt", total=None)
        say("dbt reads the project: in a second or two, or in ten if something changed for all of it")
        self.runner.manifest = self.invoke("parse", read)

    def build(self, variables: Mapping[str, Any], *options: str) -> None:
        """Build with these variables.

        Raises:
            SystemExit: dbt failed, and said why.
        """
        self.invoke("build", variables, *options)

    def invoke(self, command: str, variables: Mapping[str, Any], *options: str) -> Any:
        # Without what other programs read, and without debugging, which is a tenth of the work.
        arguments = [command, "--quiet", "--no-write-json", "--log-level-file", "info", *options]
        arguments += ["--vars", json.dumps(dict(variables))]
        arguments += [] if CONSOLE.is_terminal else ["--no-use-colors"]
        with self.bar if CONSOLE.is_terminal else nullcontext():
            result = self.runner.invoke(arguments)
        if not result.success:
            sys.exit(1)
        return result.result

    def follow(self, event: Any) -> None:
        """Count what dbt finishes. A terminal has a bar, which is gone at the end; elsewhere each quarter is a line."""
        if event.info.name == "ConcurrencyLine":
            self.done, self.total = 0, event.data.node_count
        elif event.info.name == "NodeFinished":
            with self.lock:
                self.done += 1
                done, total = self.done, self.total
            if CONSOLE.is_terminal:
                name = event.data.node_info.node_name
                self.bar.update(self.task, completed=done, total=total, description=name[:40])
            elif 4 * done // total > 4 * (done - 1) // total:
                say(f"{done} of {total} models, seeds and tests")


if __name__ == "__main__":
    main(sys.argv[1:])
