"""Rows and columns of what a project keeps in files: seeds, CSV and Parquet files, looked at by DuckDB in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from checking.macros import CompilationError
from checking.project import Project


class NotInFilesError(Exception):
    """Data that only a warehouse has."""


@dataclass(frozen=True)
class Seed:
    """A seed, in place of its table."""

    path: Path
    types: tuple[tuple[str, str], ...]
    delimiter: str = ","

    def render(self) -> str:
        """What follows `from`."""
        types = ", ".join(f"{_text(name)}: {_text(kind)}" for name, kind in self.types)
        options = f"types = {{{types}}}" if types else "sample_size = -1"
        form = f"header = true, delim = {_text(self.delimiter)}, quote = '\"', escape = '\"'"
        return f"read_csv({_text(self.path.as_posix())}, {form}, {options})"


@dataclass(frozen=True)
class Elsewhere:
    """A model, a source or a relation: only a warehouse has its rows."""

    name: str

    def render(self) -> str:
        raise NotInFilesError(self.name)


class Row(tuple[Any, ...]):
    """A row of an answer."""

    def values(self) -> Row:
        return self


@dataclass(frozen=True)
class Answer:
    """The rows of a query, as `run_query` gives them."""

    column_names: Sequence[str]
    rows: Sequence[Row]

    @property
    def columns(self) -> list[Any]:
        return [Row(cells) for cells in zip(*self.rows)]


@dataclass
class Tables:
    """What stands in for the warehouse."""

    project: Project
    adapter: str

    @cached_property
    def connection(self) -> duckdb.DuckDBPyConnection:
        return duckdb.connect()

    def ref(self, *names: str) -> Seed | Elsewhere:
        """The seed with this name, the project's own before this package's."""
        for package in self.project.packages:
            if (len(names) == 1 or names[0] == package.name) and names[-1] in package.seeds:
                config = package.seed_config(names[-1])
                types = config.get("column_types") or {}
                # Types are written for DuckDB and others at once: of a Jinja text the last word is the usual one.
                plain = {column: kind.split("'")[-2] if "{{" in kind else kind for column, kind in types.items()}
                return Seed(package.seeds[names[-1]], tuple(plain.items()), str(config.get("delimiter") or ","))
        return Elsewhere(names[-1])

    def source(self, *names: str) -> Elsewhere:
        return Elsewhere(".".join(names))

    def execute(self, query: str) -> duckdb.DuckDBPyConnection:
        """Run a query over files.

        Raises:
            CompilationError: DuckDB cannot; a build fails by the same words.
        """
        try:
            return self.connection.execute(query)
        except duckdb.Error as error:
            said = " ".join(line.strip() for line in str(error).partition("\n\n")[0].splitlines())
            raise CompilationError(f"lead_scoring: DuckDB cannot read the data. Got: {said[:300]}") from error

    def run_query(self, query: str) -> Answer:
        """The rows of a query over files."""
        cursor = self.execute(query)
        return Answer([column[0] for column in cursor.description or []], [Row(row) for row in cursor.fetchall()])

    def schema(self, query: str) -> list[Any]:
        """The columns of a query."""
        return [_Column(row[0], row[1]) for row in self.execute(f"describe ({query})").fetchall()]


@dataclass(frozen=True)
class _Column:
    name: str
    data_type: str


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
