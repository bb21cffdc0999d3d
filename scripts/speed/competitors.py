"""What our build is measured against. Each function runs in a process of its own and says what its work took.

Each ends with a table in the same file, as ours does, and is timed from the open connection to that table.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb


class Stopwatch:
    """Seconds between the begin and the end of a `with` block."""

    seconds = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        begin = time.perf_counter()
        yield
        self.seconds += time.perf_counter() - begin


def floor(connection: duckdb.DuckDBPyConnection) -> float:
    """The least that scoring can take: reading each event's lead and time once, and writing a row per lead."""
    watch = Stopwatch()
    with watch.running():
        connection.execute("""
            create or replace table bench.floor as
            select lead_id, count(*) as event_count, max(occurred_at) as last_event_at
            from bench.events
            group by 1
        """)
    connection.execute("drop table bench.floor")
    return watch.seconds


def by_hand(connection: duckdb.DuckDBPyConnection, scoring_date: str, drop_repeats: bool = True) -> tuple[float, str]:
    """The SQL that an analyst writes by hand; without dropping repeated events it counts some of them twice."""
    query = Path(__file__).with_name("by_hand.sql").read_text(encoding="utf-8")
    table = "by_hand"
    if not drop_repeats:
        query = query.replace("distinct on (event_id)", "")
    connection.execute(f"set variable scoring_date = date '{scoring_date}'")
    watch = Stopwatch()
    with watch.running():
        connection.execute(query)
    return watch.seconds, table
