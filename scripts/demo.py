"""Score the demo, and say meanwhile what is done.

A new database begins a day earlier, with a history from a replay: what changed since then is what some tables are
about. dbt-core runs in this process, so that both days share one reading of the project. Another dbt is a command:

    python scripts/demo.py
    python scripts/demo.py .venv-fusion/bin/python scripts/fusion.py
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import yaml
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
REMEMBERED = (
    "--select", "+lead_scoring.*.int_lead_scoring__*_log", "--exclude-resource-type", "test", "--exclude-resource-type", "unit_test",
)  # fmt: skip
"""What a day leaves to those after it, and what that is made of."""
BEGIN = time.perf_counter()
CONSOLE = Console()


def main(command: Sequence[str]) -> None:
    """Build the demo by a dbt command, or by dbt-core in this process."""
    database = Path(os.environ.get("LEAD_SCORING_DUCKDB") or "lead_scoring.duckdb")
    say(f"Scoring the demo into {database}")
    dbt = Command(command) if command else Core()
    if not database.exists():
        say("A new database: first the day before, with half a year of weeks replayed as its history")
        dbt.build(DAY_BEFORE, *REMEMBERED)
    say("The demo's last day, with half a year of weeks replayed, points learned and other tiers tried")
    dbt.build(TODAY)


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
        build = [*self.command, "build", "--quiet", *options, "--vars", yaml.safe_dump(dict(variables))]
        if code := subprocess.run(build, check=False).returncode:
            sys.exit(code)


class Core:
    """dbt-core in this process, which reads the project once, for the variables of the last day: those of another day
    are read while its models are compiled."""

    def __init__(self) -> None:
        from dbt.cli.main import dbtRunner  # takes a second: not before there is something to read

        self.runner = dbtRunner(callbacks=[self.hear])
        self.steps = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=CONSOLE, transient=True
        )
        self.step = self.steps.add_task("dbt", total=None)
        say("dbt reads the project: in a second or two, or in ten where something changed for all of it")
        self.runner.manifest = self.invoke("parse", READ)
        say(f"{len(self.runner.manifest.nodes)} models, seeds and tests")

    def build(self, variables: Mapping[str, Any], *options: str) -> None:
        """Build with these variables.

        Raises:
            SystemExit: dbt failed, and said why.
        """
        self.invoke("build", variables, *options)

    def invoke(self, command: str, variables: Mapping[str, Any], *options: str) -> Any:
        arguments = [command, "--quiet", "--no-write-json", *options, "--vars", yaml.safe_dump(dict(variables))]
        if not CONSOLE.is_terminal:
            arguments.append("--no-use-colors")
        with self.steps if CONSOLE.is_terminal else nullcontext():
            result = self.runner.invoke(arguments)
        if not result.success:
            if result.exception:
                print(result.exception, file=sys.stderr)
            sys.exit(1)
        return result.result

    def hear(self, event: Any) -> None:
        """Move on as dbt does. A terminal has a bar, which is gone at the end; elsewhere each quarter is a line."""
        if event.info.name == "ConcurrencyLine":
            self.steps.reset(self.step, total=event.data.node_count)
        elif event.info.name == "NodeFinished":
            node = event.data.node_info
            self.steps.update(self.step, advance=1, description=node.node_name[:40])
            done, total = (int(count or 0) for count in (self.steps.tasks[0].completed, self.steps.tasks[0].total))
            if not CONSOLE.is_terminal and total and 4 * done // total > 4 * (done - 1) // total:
                say(f"{done} of {total} steps")


if __name__ == "__main__":
    main(sys.argv[1:])
