"""What the warehouses share that are filled by statements: types and cells of DuckDB in another dialect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlglot import exp

ROWS_A_STATEMENT = 500


def create_table(table: str, columns: Mapping[str, str], dialect: str) -> str:
    """The statement that makes an empty table anew.

    Args:
        table: its name as SQL.
        columns: name -> DuckDB type.
        dialect: the dialect of the statement, as sqlglot calls it.
    """
    listed = ", ".join(
        f"{exp.to_identifier(name, quoted=True).sql(dialect)} {type_of(kind).sql(dialect)}"
        for name, kind in columns.items()
    )
    return f"create or replace table {table} ({listed})"


def fill_table(table: str, columns: Mapping[str, str], rows: Sequence[Sequence[Any]], dialect: str) -> Iterator[str]:
    """The statements that fill it, with so many rows each as an engine reads in one."""
    types = [type_of(kind) for kind in columns.values()]
    for start in range(0, len(rows), ROWS_A_STATEMENT):
        selects = [
            exp.select(*(literal(cell, kind) for cell, kind in zip(row, types))).sql(dialect)
            for row in rows[start : start + ROWS_A_STATEMENT]
        ]
        yield f"insert into {table} " + " union all ".join(selects)


def type_of(kind: str) -> exp.DataType:
    """The type of a column, from DuckDB's; a decimal without digits has none, where DuckDB's would have 3."""
    return exp.DataType.build(kind, dialect=None if kind == "decimal" else "duckdb")


def literal(cell: Any, kind: exp.DataType) -> exp.Expr:
    """A cell as a literal of its column's type: its text, cast."""
    if cell is None:
        return exp.cast(exp.null(), kind)
    if isinstance(cell, bool):
        return exp.true() if cell else exp.false()
    return exp.cast(exp.Literal.string(str(cell)), kind)
