"""The benchmark's scorecard: fifty rules in `scorecard/`, in the files that the project's own seeds have."""

from __future__ import annotations

from pathlib import Path

import duckdb

FOLDER = Path(__file__).with_name("scorecard")
TABLES = ("scorecards", "scorecard_groups", "scorecard_rules", "scorecard_tiers", "lifecycle_stages")
SCORECARD = "speed"


def load(connection: duckdb.DuckDBPyConnection, copies: int = 1, attributes_only: bool = False) -> None:
    """Write the scorecard tables into the schema `bench`.

    Args:
        copies: that many scorecards, alike but for their names.
        attributes_only: without the rules and stages that look at events.
    """
    for table in TABLES:
        path = FOLDER / f"{table}.csv"
        connection.execute(
            f"create or replace table bench.{table} as select * from read_csv('{path}', all_varchar = true)"
        )
        for copy in range(2, copies + 1):
            if table != "lifecycle_stages":
                connection.execute(f"""
                    insert into bench.{table}
                    select '{SCORECARD}_{copy}' as scorecard_id, * exclude (scorecard_id)
                    from read_csv('{path}', all_varchar = true)
                """)
    if attributes_only:
        connection.execute("delete from bench.scorecard_rules where rule_type not in ('attribute', 'required')")
        connection.execute("delete from bench.lifecycle_stages where entry_type = 'event'")


def change_points(connection: duckdb.DuckDBPyConnection, times: int) -> None:
    """Change the number of points of one rule over events; another number each time."""
    connection.execute(f"update bench.scorecard_rules set points = '{6 + times}' where rule_id = 'opened'")


def add_rule(connection: duckdb.DuckDBPyConnection, times: int) -> None:
    """Add a rule over events that no rule has looked at so far; another one each time."""
    connection.execute(f"""
        insert into bench.scorecard_rules by name
        select
            '{SCORECARD}' as scorecard_id, 'recording_{times}' as rule_id, 'content' as group_id, 'event' as rule_type,
            'form_view' as subject, 'asset' as property, '=' as operator, 'recording {times:02}' as value,
            '{times + 1}' as points, 'each' as award, '120' as window_days, '4' as max_points,
            'Opened the form of recording {times}' as description
    """)
