"""What the warehouses share that are filled by statements: types and cells of DuckDB in another dialect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlglot import exp

ROWS_A_STATEMENT = 500


def create_and_fill(
    table: str, columns: Mapping[str, str], rows: Sequence[Sequence[Any]], dialect: str
) -> Iterator[str]:
    """The statements that make a table anew.

    Args:
        table: its name as SQL.
        columns: name -> DuckDB type.
        rows: cells in the order of the columns.
        dialect: the dialect of the statements, as sqlglot calls it.
    """
    types = {name: exp.DataType.build(kind, dialect="duckdb") for name, kind in columns.items()}
    names = [exp.to_identifier(name, quoted=True) for name in columns]
    listed = ", ".join(f"{name.sql(dialect)} {kind.sql(dialect)}" for name, kind in zip(names, types.values()))
    yield f"create or replace table {table} ({listed})"
    for start in range(0, len(rows), ROWS_A_STATEMENT):
        selects = [
            exp.select(*(literal(cell, kind) for cell, kind in zip(row, types.values())))
            for row in rows[start : start + ROWS_A_STATEMENT]
        ]
        yield f"insert into {table} " + " union all ".join(select.sql(dialect) for select in selects)


def literal(cell: Any, kind: exp.DataType) -> exp.Expr:
    """A cell as a literal of its column's type: its text, cast."""
    if cell is None:
        return exp.cast(exp.null(), kind)
    if isinstance(cell, bool):
        return exp.true() if cell else exp.false()
    return exp.cast(exp.Literal.string(str(cell)), kind)
