"""Engines that cannot be had here: dbt compiles for them with their own adapter, DuckDB runs a translation.

Each model is compiled without a connection, its columns stated by `lead_scoring__input_columns` and its scorecards
written inline, parsed by sqlglot as SQL of that engine, and translated. That shows that the SQL is in the engine's
language and, as far as a translation goes, means the same. What it cannot show is the engine itself: its limits, its
plans, how many digits its arithmetic keeps.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

import duckdb
import sqlglot
from sqlglot import exp
from sqlglot.errors import ErrorLevel

from warehouses import reader
from warehouses.duckdb import DuckDB

SCHEMA = "main"


class Translated(DuckDB):
    evidence = "through translation"
    types: ClassVar[Mapping[str, str]] = {}
    """Types of this engine where DuckDB calls them otherwise."""
    functions: ClassVar[Mapping[str, str]] = {}
    """Functions of this engine, by their head, that sqlglot leaves as they are, as DuckDB has them."""

    def __init__(self, directory: Path) -> None:
        super().__init__(directory)
        self.columns: dict[str, dict[str, str]] = {}
        directory.mkdir(parents=True, exist_ok=True)
        with duckdb.connect(str(self.database)) as connection:
            for head, body in self.functions.items():
                connection.execute(f"create macro {head} as {body}")

    @abstractmethod
    def output(self) -> dict[str, Any]:
        """As for any warehouse; nothing answers there."""

    def profiles_directory(self) -> Path:
        return super(DuckDB, self).profiles_directory()

    def offer(self, name: str, path: Path, all_text: bool = False) -> Any:
        """Inputs become a table, scorecard tables the lines themselves: no connection will read them."""
        with duckdb.connect() as connection:
            cursor = connection.execute(f"select * from {reader(path, all_text)}")
            columns = {column[0]: str(column[1]) for column in cursor.description}
            rows = cursor.fetchall()
        if all_text:
            return [dict(zip(columns, row)) for row in rows]
        self.columns[name] = {column: self.types.get(kind, kind.lower()) for column, kind in columns.items()}
        return self.create(name, columns, rows)

    def run(self, invoke: Callable[..., Any], selection: Sequence[str], variables: Mapping[str, Any]) -> None:
        stated = {name: self.columns[name] for name in self.columns if variables.get(f"lead_scoring__{name}")}
        compiled = invoke(
            "compile", *selection, "--no-introspect", "--no-populate-cache",
            variables={**variables, "lead_scoring__input_columns": stated},
        )  # fmt: skip
        with duckdb.connect(str(self.database)) as connection:
            for result in compiled.result.results:
                if result.node.resource_type == "model":
                    self._build(connection, result.node)

    def rows(self, query: str) -> list[dict[str, Any]]:
        return super().rows(self.translated(query))

    def _build(self, connection: duckdb.DuckDBPyConnection, node: Any) -> None:
        """Make a model's table; its columns have to be those of its contract."""
        connection.execute(f"create or replace table {node.name} as {self.translated(node.compiled_code)}")
        if node.contract.enforced:
            found = connection.execute(f"select column_name, column_type from (describe {node.name})").fetchall()
            promised = [(column.name, self.type_in_duckdb(column.data_type)) for column in node.columns.values()]
            assert found == promised, f"{node.name} breaks its contract: {set(found) ^ set(promised)}"

    def type_in_duckdb(self, data_type: str) -> str:
        """A type of this engine as DuckDB describes it."""
        kind = exp.DataType.build(data_type, dialect=self.target).sql("duckdb")
        return str(duckdb.sqltype(kind))

    def translated(self, query: str) -> str:
        """A query of this engine as one of DuckDB.

        Raises:
            ParseError: this is not the engine's SQL.
            UnsupportedError: DuckDB has nothing of the kind.
        """
        tree = sqlglot.parse_one(query, read=self.target, error_level=ErrorLevel.RAISE)
        return tree.transform(self.rewritten).sql("duckdb", unsupported_level=ErrorLevel.RAISE)

    def rewritten(self, node: exp.Expr) -> exp.Expr | None:
        """What sqlglot would translate word by word only."""
        if isinstance(node, exp.Hint):
            return None  # it is about the way to the rows
        if isinstance(node, exp.Table) and node.catalog:
            # There is one database.
            return exp.table_(node.name, db=node.db, alias=node.alias or None)
        if isinstance(node, exp.Anonymous) and node.name.lower() == "xxhash64":
            return exp.Anonymous(this="hash", expressions=node.expressions)  # any hash will do
        return node
