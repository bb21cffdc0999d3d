"""Score a connector's tables from end to end, and say what to look at next.

The tables are the small ones on which tests run, in the columns of the tool; nobody in them is real. They go into a
DuckDB file of their own, and the scorecard is the one that the connector's page begins with:

    python scripts/connector_demo.py hubspot
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
import duckdb
import yaml

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "tests" / "connectors"
PAGES = ROOT / "docs" / "connectors"
CONNECTORS = tuple(sorted(folder.name for folder in SAMPLES.iterdir() if folder.is_dir()))
SCORING_DATE = "2024-12-31"
"""After every row of the samples."""
TOOL_OF: Mapping[str, str] = {"rudderstack": "segment"}
"""What lands the tables of another tool."""


def scorecard(connector: str) -> dict[str, Any]:
    """The scorecard of a connector's page, as variables."""
    blocks = re.findall(r"```yaml\n(.+?)```", (PAGES / f"{connector}.md").read_text("utf-8"), re.DOTALL)
    shown: dict[str, Any] = yaml.safe_load(next(block for block in blocks if "lead_scoring__scorecard_rules" in block))
    return shown


def load(connection: duckdb.DuckDBPyConnection, connector: str) -> list[str]:
    """Load a connector's tables into a schema that is called as it is; return their names."""
    connection.execute(f"create schema {connector}")
    files: dict[str, list[str]] = {}
    for path in sorted([*SAMPLES.glob(f"{connector}/*.csv"), *SAMPLES.glob(f"{connector}/*.jsonl")]):
        files.setdefault(path.name.split(".")[0], []).append(str(path))
    for table, paths in files.items():
        rows = (
            f"read_json({paths}, format = 'newline_delimited')"
            if paths[0].endswith(".jsonl")
            else f"read_csv({paths}, union_by_name = true, delim = ',', header = true, sample_size = -1)"
        )
        connection.execute(f"create table {connector}.{table} as select * from {rows}")
    return list(files)


def variables(connector: str) -> dict[str, Any]:
    """What a project would set to score this connector's tables."""
    place = {"schema": connector, **({"tool": TOOL_OF[connector]} if connector in TOOL_OF else {})}
    return {
        "lead_scoring__connectors": {connector: place},
        "lead_scoring__scoring_date": SCORING_DATE,
        **scorecard(connector),
    }


@click.command()
@click.argument("connector", type=click.Choice(CONNECTORS))
@click.option(
    "--database", type=click.Path(path_type=Path), help="The DuckDB file.  [default: target/demo_CONNECTOR.duckdb]"
)
def main(connector: str, database: Path | None) -> None:
    """Score the sample tables of a connector, and print its best leads."""
    path = database or ROOT / "target" / f"demo_{connector}.duckdb"
    path.parent.mkdir(parents=True, exist_ok=True)
    for former in (path, path.with_name(f"{path.name}.wal")):
        former.unlink(missing_ok=True)
    # dbt's profile reads it.
    os.environ["LEAD_SCORING_DUCKDB"] = str(path)
    import best_leads
    from demo import UNTESTED, Command, say

    with duckdb.connect(str(path)) as connection:
        tables = load(connection, connector)
    say(f"Tables as they come from {connector}, in the schema {connector} of {path}: {', '.join(tables)}")
    chosen = variables(connector)
    # In a process of its own: in this one dbt would keep the file open.
    Command([str(Path(sys.executable).with_name("dbt"))]).build(chosen, *UNTESTED)
    best_leads.main.callback(database=path, scorecard_id=f"from_{connector}", schema=None, limit=10)  # type: ignore[misc]
    with duckdb.connect(str(path), read_only=True) as connection:
        counts = connection.execute(
            "select input || ' ' || reason, row_count from scoring_input_audit where row_count > 0 order by all"
        ).fetchall()
    tool = TOOL_OF.get(connector, connector)
    click.echo(f"What became of the rows, by scoring_input_audit: {', '.join(f'{name} {n}' for name, n in counts)}.")
    click.echo(f"What each column comes from, and what is missing: docs/connectors/{connector}.md.")
    click.echo(f"The inputs that it made: stg_lead_scoring__{tool}_leads, stg_lead_scoring__{tool}_events and others.")


if __name__ == "__main__":
    main()
