"""Whether those that are timed against each other came to the same result."""

from __future__ import annotations

import duckdb

TOLERANCE = 0.01
"""By how many points two scores may differ: hand-written queries compute with floats, and round each rule."""


def agreement(connection: duckdb.DuckDBPyConnection, table: str, scorecard_id: str) -> dict[str, float]:
    """Compare the scores of a table in the schema `bench` with ours, lead by lead.

    Returns:
        How many leads both have, how many have another score (or none on one side), and the largest difference.
    """
    rows = connection.execute(f"""
        select
            count(*),
            count(*) filter (
                where ours.lead_id is null or theirs.lead_id is null
                    or abs(ours.score - theirs.score) > {TOLERANCE} + 1e-9
            ),
            coalesce(max(abs(ours.score - theirs.score)), 0)::double
        from (select lead_id, score from main.lead_scores where scorecard_id = '{scorecard_id}') as ours
        full join bench.{table} as theirs using (lead_id)
    """)
    leads, different, largest = rows.fetchall()[0]
    return {"leads": leads, "different": different, "largest": largest}


def differences(connection: duckdb.DuckDBPyConnection, tables: list[str], left: str, right: str) -> dict[str, int]:
    """How many rows of each table stand in one of two schemas only. Rows that stand there twice count twice."""
    counts = {}
    for table in tables:
        one, other = f"select * from {left}.{table}", f"select * from {right}.{table}"
        one_only, other_only = f"({one} except all {other})", f"({other} except all {one})"
        rows = connection.execute(f"select count(*) from ({one_only} union all {other_only})")
        [(counts[table],)] = rows.fetchall()
    return counts


def drop_schema(connection: duckdb.DuckDBPyConnection, schema: str) -> None:
    """Drop all tables and views of a schema, so that the next build finds nothing."""
    rows = connection.execute(
        "select table_type = 'VIEW', table_name from information_schema.tables where table_schema = ?", [schema]
    )
    for is_view, name in rows.fetchall():
        connection.execute(f'drop {"view" if is_view else "table"} "{schema}"."{name}"')
    connection.execute("checkpoint")
