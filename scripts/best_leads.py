"""Print the best leads of a scorecard from the tables that `dbt build` wrote.

The figures come from the published tables alone; what is printed here can be read with any SQL client.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click
from checking import findings
from database import published
from rich.console import Console
from rich.table import Table

BEST_LEADS = """
    select
        tiers.score_rank,
        scores.lead_id,
        scores.score,
        tiers.tier,
        tiers.grade,
        stages.stage_id || coalesce(' (' || stages.funnel_phase || ')', '') as stage,
        scores.top_reasons
    from lead_scores as scores
    inner join lead_tiers as tiers using (lead_id, scorecard_id)
    inner join lead_stages as stages using (lead_id)
    where scores.scorecard_id = $scorecard_id
    order by tiers.score_rank, scores.lead_id
    limit $limit
"""
SCORECARDS = """
    select scorecard_id, scoring_date, count(*) as leads
    from lead_scores
    group by scorecard_id, scoring_date
    order by scorecard_id
"""
TABLES = (
    "lead_scores", "lead_tiers", "lead_stages", "lead_score_ledger", "scoring_input_audit",
    "scoring_health", "lead_sync", "lead_triggers", "lead_sales_queue", "lead_nurture_plan", "lead_best_scorecard",
)  # fmt: skip


@click.command()
@click.option(
    "--database",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=lambda: os.environ.get("LEAD_SCORING_DUCKDB", "lead_scoring.duckdb"),
    show_default="$LEAD_SCORING_DUCKDB or lead_scoring.duckdb",
    help="The DuckDB file that dbt wrote.",
)
@click.option("--scorecard", "scorecard_id", help="Which scorecard; left out: the last by name.")
@click.option("--schema", help="The schema of lead_scores, where the file has it in several.")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(min=1), help="How many leads.")
def main(database: Path, scorecard_id: str | None, schema: str | None, limit: int) -> None:
    """Print the best leads with their score, tier, stage and the reasons."""
    # A pipe has no width of its own.
    console = Console() if sys.stdout.isatty() else Console(width=110)
    with published(database, schema) as connection:
        scorecards = connection.execute(SCORECARDS).fetchall()
        names = [name for name, _, _ in scorecards]
        if not names:
            raise click.ClickException(f"No lead has a score in {database}.")
        chosen = scorecard_id or names[-1]
        if chosen not in names:
            raise click.ClickException(f"There is no scorecard {chosen!r}. Allowed: {', '.join(names)}.")
        best = connection.execute(BEST_LEADS, {"scorecard_id": chosen, "limit": limit}).fetchall()
        there = {name for (name,) in connection.execute("select table_name from information_schema.tables").fetchall()}
        found = findings.lines(connection) if "scoring_health" in there else None

    scoring_date, leads = next((day, count) for name, day, count in scorecards if name == chosen)
    table = Table(title=f"The best of {leads} leads on scorecard {chosen}, as of {scoring_date}")
    for heading in ("#", "lead", "score", "tier", "grade", "stage", "why"):
        table.add_column(heading, justify="right" if heading in ("#", "score") else "left", overflow="fold")
    for row in best:
        # Text from the data is no markup.
        table.add_row(*("" if cell is None else str(cell).replace("[", r"\[") for cell in row))
    console.print(table)
    console.print(f"Scorecards: {', '.join(names)}. Another one: --scorecard NAME.", highlight=False)
    console.print(
        f"Tables in {database}: {', '.join(name for name in TABLES if name in there)}.", highlight=False, soft_wrap=True
    )
    if found is not None:
        heading = "What is probably wrong, by scoring_health:" if found else "Nothing is wrong, by scoring_health."
        for line in (heading, *(f"- {line}" for line in found)):
            console.print(line, highlight=False, soft_wrap=True, markup=False)


if __name__ == "__main__":
    main()
