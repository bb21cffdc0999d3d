"""Write the learned scorecard as the tables that people edit: rules, groups, tiers and the scorecard itself.

dbt is asked for the rows, so it works on any warehouse; what follows `--` is handed to it, such as --target or --vars.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Mapping, Sequence
from math import exp
from pathlib import Path
from typing import Any

import click
from dbt.cli.main import dbtRunner

QUERIES = {
    "scorecard_rules": "select * from {{ ref('lead_scoring', 'learned_scorecard') }} order by group_id desc, rule_id",
    "scorecard_tiers": (
        "select scorecard_id, axis, tier, lower_bound, is_strict, action"
        " from {{ ref('lead_scoring', 'learned_scorecard_tiers') }} order by conversion_rate desc, tier"
    ),
    "base": (
        "select scorecard_id, weight from {{ ref('lead_scoring', 'learned_scorecard_bins') }} where rule_type = 'base'"
    ),
}
GROUPS = ("scorecard_id", "group_id", "axis", "combine", "min_points", "max_points")
SCORECARDS = ("scorecard_id", "entity", "population", "min_score", "max_score", "is_enabled", "description")

Row = Mapping[str, Any]


@click.command(context_settings={"ignore_unknown_options": True})
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("learned"),
    show_default=True,
    help="The folder that the four files go to. Files that are there are not replaced.",
)
@click.option("--replace", is_flag=True, help="Replace files that are there.")
@click.argument("dbt_arguments", nargs=-1, type=click.UNPROCESSED)
def main(output: Path, replace: bool, dbt_arguments: Sequence[str]) -> None:
    """Write scorecards.csv, scorecard_groups.csv, scorecard_rules.csv and scorecard_tiers.csv."""
    rules, tiers, bases = (
        rows_of(QUERIES[name], dbt_arguments) for name in ("scorecard_rules", "scorecard_tiers", "base")
    )
    if not rules:
        raise click.ClickException(
            "Nothing was learned: learned_scorecard has no rules. int_lead_scoring__learning_leads tells why leads were"
            " left out, learned_scorecard_leaks which columns were."
        )
    scorecard_id, odds = bases[0]["scorecard_id"], float(bases[0]["weight"])
    groups = [
        {"scorecard_id": scorecard_id, "group_id": axis, "axis": axis, "combine": "sum"}
        for axis in ("fit", "engagement")
    ]
    scorecard = {
        "scorecard_id": scorecard_id, "entity": "lead", "is_enabled": "true",
        "description": f"Learned from outcomes; a score of 0 stands for a probability of {probability(odds):.1%}",
    }  # fmt: skip
    files = {
        "scorecards": (SCORECARDS, [scorecard]),
        "scorecard_groups": (GROUPS, groups),
        "scorecard_rules": (tuple(rules[0]), rules),
        "scorecard_tiers": (tuple(tiers[0]), tiers),
    }
    there = [path for name in files if (path := output / f"{name}.csv").exists()]
    if there and not replace:
        raise click.ClickException(f"{there[0]} is there already. Name another folder, or add --replace.")
    output.mkdir(parents=True, exist_ok=True)
    for name, (columns, rows) in files.items():
        write(output / f"{name}.csv", columns, rows)
    click.echo(f"{len(rules)} rules of scorecard {scorecard_id} in {output}: edit a cell, name the files in")
    click.echo("lead_scoring__scorecards, …_groups, …_rules and …_tiers, and build.")


def rows_of(query: str, dbt_arguments: Sequence[str]) -> list[dict[str, Any]]:
    """The rows of a query over models.

    Raises:
        click.ClickException: dbt cannot answer, for instance because nothing was learned yet.
    """
    result = dbtRunner().invoke(
        ["show", "--quiet", "--inline", query, "--limit", "-1", "--log-level", "none", *dbt_arguments]
    )
    if not result.success or result.result is None:
        raise click.ClickException(
            "dbt finds no learned scorecard. Build it first, with lead_scoring__learn: true, and name the same --vars"
            f" here.\n{result.exception or ''}"
        )
    shown: Any = result.result
    table = shown.results[0].agate_table
    return [{name.lower(): cell for name, cell in zip(table.column_names, row)} for row in table.rows]


def probability(log_odds: float) -> float:
    """The probability that odds stand for."""
    return 1 / (1 + exp(-log_odds))


def write(path: Path, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """A table as a CSV file. An empty cell is not set."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: "" if row.get(name) is None else row[name] for name in columns} for row in rows)


if __name__ == "__main__":
    sys.exit(main())
