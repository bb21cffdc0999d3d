"""Snowflake: dbt's adapter and Snowflake's dialect on an emulator inside this process (fakesnow, DuckDB below)."""

from __future__ import annotations

import atexit
import contextlib
import itertools
from collections.abc import Mapping, Sequence
from functools import cache, partialmethod
from pathlib import Path
from typing import Any
from unittest import mock

import fakesnow
import snowflake.connector
from fakesnow.cursor import FakeSnowflakeCursor
from sqlglot import exp

from warehouses import Warehouse
from warehouses.statements import create_table

NUMBERS = itertools.count(1)
DATABASE = "LEAD_SCORING"
AS_IT_IS = FakeSnowflakeCursor._transform


class Snowflake(Warehouse):
    target = "snowflake"
    name = "Snowflake"
    evidence = "on an emulator"
    packages = ("dbt-snowflake", "fakesnow")

    def __init__(self, directory: Path) -> None:
        super().__init__(directory)
        emulator()
        self.schema = f"SCORING_{next(NUMBERS)}"
        self.connection = snowflake.connector.connect(database=DATABASE, schema=self.schema)

    def output(self) -> dict[str, Any]:
        return {
            "type": "snowflake", "account": "none", "user": "none", "password": "none", "threads": 1,
            "database": DATABASE, "schema": self.schema,
        }  # fmt: skip

    def create(self, table: str, columns: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> str:
        name = f"{DATABASE}.{self.schema}.OFFERED_{table.upper()}"
        with self.connection.cursor() as cursor:
            cursor.execute(create_table(name, columns, "snowflake"))
        if rows:
            # Below the emulator, which reads a statement of a few hundred rows in half a minute.
            marks = ", ".join("?" for _ in columns)
            self.connection._duck_conn.executemany(f"insert into {name} values ({marks})", rows)
        return name

    def rows(self, query: str) -> list[dict[str, Any]]:
        with self.connection.cursor() as cursor:
            cursor.execute(query)
            names = [column.name.lower() for column in cursor.description]
            return [dict(zip(names, row)) for row in cursor.fetchall()]


@cache
def emulator() -> None:
    """From here on the connector of this process, which dbt uses too, talks to the emulator."""
    patched = contextlib.ExitStack()
    patched.enter_context(fakesnow.patch())
    patched.enter_context(mock.patch.object(FakeSnowflakeCursor, "_transform", transformed))
    atexit.register(patched.close)


def transformed(self: FakeSnowflakeCursor, expression: exp.Expr, params: Any) -> exp.Expr:
    """What the emulator makes of a statement in some seventy steps: on one copy of it instead of one a step."""
    with mock.patch.object(exp.Expr, "transform", partialmethod(exp.Expr.transform, copy=False)):
        changed: exp.Expr = AS_IT_IS(self, named(summable(kept(expression.copy()))), params)
        return changed


def kept(expression: exp.Expr) -> exp.Expr:
    """A temporary table or view as one that stays, until dbt drops it: DuckDB has none of them within a schema."""
    if isinstance(expression, exp.Create):
        for temporary in expression.find_all(exp.TemporaryProperty):
            temporary.pop()
    return expression


def summable(expression: exp.Expr) -> exp.Expr:
    """Numbers of HASH that can be added up: the emulator ends at 64 bits where Snowflake has 38 digits."""
    for number in list(expression.find_all(exp.Anonymous)):
        if number.name.upper() == "HASH":
            number.replace(exp.Mod(this=number.copy(), expression=exp.Literal.number(10**9)))
    return expression


def named(expression: exp.Expr) -> exp.Expr:
    """A table with a contract from a query that names its columns, as dbt writes it but around an order.

    What `*` stands for the emulator asks DuckDB in words that are not DuckDB's.
    """
    if isinstance(expression, exp.Create):
        query = expression.expression.unnest() if expression.expression else None
        if isinstance(expression.this, exp.Schema) and isinstance(query, exp.Select) and query.is_star:
            query.select(
                *(exp.column(column.this.copy()) for column in expression.this.expressions), append=False, copy=False
            )
    return expression


WAREHOUSE = Snowflake
