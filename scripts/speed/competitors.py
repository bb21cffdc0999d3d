"""What our build is measured against: a floor below which nothing can be, and SQL written by hand.

Each runs in a process of its own on the same file, ends with a table in it, as ours does, and says how many seconds
that took, from the open connection to the table.
"""

from __future__ import annotations

import time
from pathlib import Path

import duckdb


def floor(connection: duckdb.DuckDBPyConnection) -> float:
    """The least that scoring can take: reading each event's lead and time once, and writing a row per lead."""
    begin = time.perf_counter()
    connection.execute("""
        create or replace table bench.floor as
        select lead_id, count(*) as event_count, max(occurred_at) as last_event_at
        from bench.events
        group by 1
    """)
    taken = time.perf_counter() - begin
    connection.execute("drop table bench.floor")
    return taken


def by_hand(connection: duckdb.DuckDBPyConnection, scoring_date: str, drop_repeats: bool = True) -> tuple[float, str]:
    """The SQL that an analyst writes by hand; without dropping repeated events it counts some of them twice."""
    query = Path(__file__).with_name("by_hand.sql").read_text(encoding="utf-8")
    if not drop_repeats:
        query = query.replace("distinct on (event_id)", "")
    connection.execute(f"set variable scoring_date = date '{scoring_date}'")
    begin = time.perf_counter()
    connection.execute(query)
    return time.perf_counter() - begin, "by_hand"
