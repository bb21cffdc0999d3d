"""Measure what the history of the demo takes: a year of runs, one every so many days.

Prints a Markdown table: lines and bytes of each log by lead and year. Bytes are those of Parquet files, compressed.
"""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import duckdb
from dbt.cli.main import dbtRunner

ROOT = Path(__file__).resolve().parents[1]
LAST_DAY = date(2026, 6, 30)
DAYS = 365
# Tables of the history, below which all its logs are.
HISTORY = ("lead_score_history", "lead_stage_changes", "lead_score_change_entries")
# Each log, and which of its lines belong to a scorecard.
LOGS = {
    "int_lead_scoring__score_log": "scorecard_id = '{}'",
    "int_lead_scoring__change_log": "scorecard_id = '{}'",
    "int_lead_scoring__ledger_log": "scorecard_id = '{}'",
    "int_lead_scoring__stage_log": None,
    "int_lead_scoring__definition_log": None,
}


def build(folder: Path, every: int) -> duckdb.DuckDBPyConnection:
    """Run the demo for days of a year, in a file of its own, and open that."""
    os.environ["LEAD_SCORING_DUCKDB"] = str(folder / "year.duckdb")
    places = ["--project-dir", str(ROOT), "--profiles-dir", str(ROOT), "--target-path", str(folder / "target"),
              "--log-path", str(folder / "logs"), "--quiet"]  # fmt: skip
    parsed = dbtRunner().invoke(["parse", *places])
    run = dbtRunner(manifest=parsed.result)
    for age in reversed(range(0, DAYS, every)):
        day = LAST_DAY - timedelta(days=age)
        command = ["seed", *places] if age + every >= DAYS else []
        if command and not run.invoke(command).success:
            raise click.ClickException("The demo's files could not be loaded.")
        variables = f"{{lead_scoring__scoring_date: '{day}'}}"
        if not run.invoke(
            ["run", "--select", *(f"+{model}" for model in HISTORY), *places, "--vars", variables]
        ).success:
            raise click.ClickException(f"The run of {day} failed.")
    return duckdb.connect(os.environ["LEAD_SCORING_DUCKDB"])


def size(connection: duckdb.DuckDBPyConnection, folder: Path, rows: str) -> tuple[int, int]:
    """The number of the rows that a query finds, and their bytes."""
    file = folder / "rows.parquet"
    connection.execute(f"copy ({rows}) to '{file}' (format parquet, compression zstd)")
    [(lines,)] = connection.execute(f"select count(*) from ({rows})").fetchall()
    return int(lines), file.stat().st_size


@click.command()
@click.option("--every", default=1, show_default=True, help="Days from one run to the next.")
def main(every: int) -> None:
    """Measure what the history of the demo takes."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        connection = build(folder, every)
        cards = [
            row[0] for row in connection.execute("select distinct scorecard_id from lead_scores order by 1").fetchall()
        ]
        click.echo("| Log | Scorecard | Leads | Lines by lead | Bytes by lead |\n|---|---|---|---|---|")
        for log, condition in LOGS.items():
            for card in cards if condition else [None]:
                where = condition.format(card) if condition else "true"
                [(leads,)] = connection.execute(
                    f"select count(distinct lead_id) from lead_scores where {where}"
                ).fetchall()
                lines, taken = size(connection, folder, f"select * from {log} where {where}")
                click.echo(
                    f"| `{log}` | {f'`{card}`' if card else ''} | {leads} | {lines / leads:.1f} | {taken / leads:.0f} |"
                )
        click.echo(f"\nRuns: {len(range(0, DAYS, every))}, every {every} days.")


if __name__ == "__main__":
    main()
