"""ClickHouse: the engine itself, inside this process (chdb), with its data in a folder of its own.

dbt-clickhouse speaks through clickhouse-connect, whose client for chdb has the same calls as that for a server. So
the adapter is handed that client, and all that it sends is run by ClickHouse. No server is started, and none can hang.
"""

from __future__ import annotations

import atexit
import itertools
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import clickhouse_connect
from clickhouse_connect.driver.client import Client
from dbt.adapters.clickhouse.credentials import ClickHouseCredentials
from dbt.adapters.clickhouse.httpclient import ChHttpClient
from sqlglot import exp

from warehouses import Warehouse

NUMBERS = itertools.count(1)
# The engine's default types for these have neither fractions of a second nor days before 1970.
TYPES = {
    "TIMESTAMP": "DateTime64(6, 'UTC')",
    "TIMESTAMP WITH TIME ZONE": "DateTime64(6, 'UTC')",
    "TIMESTAMP_NS": "DateTime64(9, 'UTC')",
    "DATE": "Date32",
}


class ClickHouse(Warehouse):
    target = "clickhouse"
    name = "ClickHouse"
    packages = ("dbt-clickhouse", "chdb-core")

    def __init__(self, directory: Path) -> None:
        super().__init__(directory)
        self.schema = f"scoring_{next(NUMBERS)}"
        self.client = client()
        self.client.command(f"create database {self.schema}")
        self.client.database = self.schema

    def output(self) -> dict[str, Any]:
        # Nothing listens there: the client that needs an address is replaced, see `in_process`.
        return {"type": "clickhouse", "driver": "http", "host": "127.0.0.1", "schema": self.schema, "threads": 1}

    def create(self, table: str, columns: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> str:
        name = f"{self.schema}.offered_{table}"
        types = ", ".join(f"{quoted(column)} {type_of(kind)}" for column, kind in columns.items())
        self.client.command(f"create or replace table {name} ({types}) engine = MergeTree order by tuple()")
        if rows:
            self.client.insert(name, [[in_utc(cell) for cell in row] for row in rows], column_names=list(columns))
        return name

    def drop(self, table: str) -> None:
        self.client.command(f"drop table if exists {table}")

    def rows(self, query: str) -> list[dict[str, Any]]:
        return list(self.client.query(query).named_results())


def type_of(kind: str) -> str:
    """The type of a nullable column, from DuckDB's."""
    if kind.upper() in TYPES:
        return f"Nullable({TYPES[kind.upper()]})"
    return exp.DataType.build(kind, dialect="duckdb").sql("clickhouse")


def quoted(column: str) -> str:
    return "`" + column.replace("\\", "\\\\").replace("`", "\\`") + "`"


def in_utc(cell: Any) -> Any:
    """A time without a zone is UTC; the client would take it for one of this machine's zone."""
    return cell.replace(tzinfo=UTC) if isinstance(cell, datetime) and cell.tzinfo is None else cell


def client() -> Client:
    """A client of its own on the engine of this process."""
    return clickhouse_connect.get_client(interface="chdb", path=str(engine()))


@cache
def engine() -> Path:
    """The folder of the one engine of this process, gone when the process ends."""
    folder = Path(tempfile.mkdtemp(prefix="lead_scoring_clickhouse_"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def in_process(self: ChHttpClient, _: ClickHouseCredentials) -> Client:
    """What dbt-clickhouse connects to, with the settings that it would send to a server."""
    settings = {name: value for name, value in self._conn_settings.items() if name != "session_id"}
    return clickhouse_connect.get_client(interface="chdb", path=str(engine()), settings=settings, query_limit=0)


ChHttpClient._create_client = in_process
WAREHOUSE = ClickHouse
