"""Write a report to look at: does the score predict, which rules earn their points, what would a change do?

One HTML file that needs nothing else. It holds what the published tables say: those of the DuckDB file that dbt wrote
or, with --target, --project-dir or --vars, those of any warehouse, asked for through dbt.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click
import yaml
from reporting.page import write
from reporting.source import DbtProject, DuckDbFile, Source
from reporting.tables import read_report


@click.command()
@click.option(
    "--database",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The DuckDB file that dbt wrote; left out: $LEAD_SCORING_DUCKDB or lead_scoring.duckdb.",
)
@click.option(
    "--output", default="target/report.html", show_default=True, type=click.Path(dir_okay=False, path_type=Path)
)
@click.option("--scorecard", "scorecards", multiple=True, help="Only this one; may be given again.")
@click.option("--lead", "asked", multiple=True, help="Tell of this lead, by its id; may be given again.")
@click.option("--leads", default=4, show_default=True, type=click.IntRange(min=0),
              help="Tell of so many leads of each kind, for each scorecard.")  # fmt: skip
@click.option("--title", help="The head of the page.")
@click.option("--schema", help="The schema of lead_scores in the file, where there are several.")
@click.option("--target", help="Ask dbt for the tables: the target of the profile.")
@click.option("--project-dir", type=click.Path(exists=True, path_type=Path), help="The same: the dbt project.")
@click.option("--vars", "written", help="The same: variables for dbt, as YAML.")
def main(
    database: Path | None, output: Path, scorecards: Sequence[str], asked: Sequence[str], leads: int, title: str | None,
    schema: str | None, target: str | None, project_dir: Path | None, written: str | None,
) -> None:  # fmt: skip
    """Write the report as one HTML file."""
    try:
        source = source_of(database, schema, target, project_dir, written)
        report = read_report(source, leads, asked, scorecards)
    except LookupError as error:
        raise click.ClickException(str(error.args[0])) from error
    write(report, output, title)
    told = sum(len(card.stories) for card in report.cards)
    click.echo(f"{output}: {len(report.cards)} scorecards, {told} leads, {output.stat().st_size / 1e6:.1f} MB.")
    if not any(card.overall and card.overall["leads"] for card in report.cards):
        click.echo("No outcome is in it: replay days that are a horizon ago (lead_scoring__replay_from).")


def source_of(
    database: Path | None, schema: str | None, target: str | None, project_dir: Path | None, written: str | None
) -> Source:  # fmt: skip
    """Where the tables are.

    Raises:
        click.UsageError: both a file and dbt are asked for.
        LookupError: the file is not there.
    """
    if target or project_dir or written:
        if database:
            raise click.UsageError("--database reads a file; --target, --project-dir and --vars ask dbt.")
        options = ["--project-dir", str(project_dir or "."), *(["--target", target] if target else [])]
        return DbtProject(options, dict(yaml.safe_load(written or "{}") or {}))
    path = database or Path(os.environ.get("LEAD_SCORING_DUCKDB", "lead_scoring.duckdb"))
    if not path.exists():
        raise LookupError(f"{path} is not there: build first, or name another file with --database")
    return DuckDbFile(path, schema)


if __name__ == "__main__":
    main()
