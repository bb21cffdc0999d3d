"""What `scoring_health` says, as lines for people."""

from __future__ import annotations

import duckdb

QUERY = """
    select severity, finding, found_in, example, what_to_do
    from scoring_health
    where severity <> 'allowed'
    order by severity, finding, found_in
"""


def lines(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """A line for each finding that nobody has allowed."""
    return [
        f"{severity} {finding}: {found_in}{f' ({example})' if example else ''}. Fix: {what_to_do}"
        for severity, finding, found_in, example, what_to_do in connection.execute(QUERY).fetchall()
    ]
