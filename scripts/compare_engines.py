"""Builds the demo with dbt-core and with dbt 2 (Fusion): how long each takes, and whether their tables are the same."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import duckdb
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
ENGINES = {
    "dbt-core": [str(Path(sys.executable).with_name("dbt"))],
    "Fusion": [str(ROOT / ".venv-fusion" / "bin" / "python"), str(ROOT / "scripts" / "fusion.py")],
}


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock and seconds of processors, of one command."""

    wall: float
    cpu: float


def main() -> None:
    """Print the times of both engines; fail if any row of any table differs."""
    with tempfile.TemporaryDirectory() as folder:
        databases = {engine: Path(folder) / engine / "demo.duckdb" for engine in ENGINES}
        costs = Table("command", *(f"{engine}, s ({kind})" for engine in ENGINES for kind in ("wall", "CPU")))
        for command in ("parse", "build"):
            seconds = [run(engine, command, databases[engine]) for engine in ENGINES]
            costs.add_row(f"dbt {command}", *(f"{figure:.1f}" for cost in seconds for figure in (cost.wall, cost.cpu)))
        core, fusion = map(contents, databases.values())
    console = Console()
    console.print(costs)
    names = sorted({*core, *fusion})
    different = [name for name in names if core.get(name) != fusion.get(name)]
    console.print(f"{len(names) - len(different)} of {len(names)} tables and views are the same, row by row.")
    for name in different:
        lines = (core.get(name, Counter()) - fusion.get(name, Counter())).total()
        console.print(f"{name}: {lines} rows of dbt-core's are not in Fusion's")
    sys.exit(1 if different or not names else 0)


def run(engine: str, command: str, database: Path) -> Cost:
    """Run a command of dbt that knows of no earlier one.

    Raises:
        click.ClickException: the command failed; the message is what it printed.
    """
    folder = database.parent / command
    folder.mkdir(parents=True)
    arguments = ["--target-path", str(folder / "target"), "--log-path", str(folder / "logs")]
    environment = {**os.environ, "LEAD_SCORING_DUCKDB": str(database), "DBT_SEND_ANONYMOUS_USAGE_STATS": "false"}
    printed = folder / "printed"
    began = time.monotonic()
    with printed.open("wb") as output:
        process = subprocess.Popen(
            [*ENGINES[engine], command, *arguments], cwd=ROOT, env=environment, stdout=output, stderr=output
        )
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise click.ClickException(f"{engine} cannot {command}:\n{printed.read_text('utf-8', 'replace')}")
    return Cost(time.monotonic() - began, usage.ru_utime + usage.ru_stime)


def contents(database: Path) -> dict[str, Counter[Any]]:
    """Every table and view of a database: its columns with their types, and its rows in any order."""
    with duckdb.connect(str(database), read_only=True) as connection:
        names = connection.execute("select table_name from information_schema.tables").fetchall()
        found = {}
        for (name,) in names:
            cursor = connection.execute(f'select * from "{name}"')
            columns = tuple((column[0], str(column[1])) for column in cursor.description)
            found[name] = Counter([columns, *cursor.fetchall()])
    return found


if __name__ == "__main__":
    main()
