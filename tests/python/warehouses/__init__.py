"""The warehouses that tests build on. Each has a module named after its dbt target.

Tests write what goes in as Parquet or CSV files; a warehouse says what the input's variable names then: the file
itself (DuckDB), or a table that it has loaded from it.
"""

from __future__ import annotations

import importlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

import yaml
from duckdb import connect  # a module of this package is called duckdb too

TARGETS = (
    "duckdb", "postgres", "redshift", "spark", "clickhouse", "snowflake", "bigquery", "databricks", "trino",
)  # fmt: skip
# Read as text whatever they look like, as the project itself does with a CSV file: 007 is not 7.
ID_COLUMNS = ("lead_id", "account_id", "event_id", "event_type", "alias_id", "contact")
SCHEMA = "scoring"


class Warehouse(ABC):
    """A place of its own for one project's tables, on an engine that all projects of a session share."""

    target: ClassVar[str]
    reads_files: ClassVar[bool] = False  # whether a variable may name a file
    keeps_views: ClassVar[bool] = True  # whether a view outlives the replacement of what it reads
    holds_nul: ClassVar[bool] = True  # whether text may have a NUL character in it
    longest_name: ClassVar[int] = 255  # of a column, in bytes
    name: ClassVar[str]
    evidence: ClassVar[str] = "executed on the engine"
    packages: ClassVar[tuple[str, ...]] = ()

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    @abstractmethod
    def output(self) -> dict[str, Any]:
        """The output of profiles.yml through which dbt reaches this place."""

    def namespace(self) -> str | None:
        """A text that stands in the names of this place's tables and of no other's; none: there is no such text."""
        return None

    @abstractmethod
    def create(self, table: str, columns: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> str:
        """Make a table anew, its columns given as DuckDB types, and say what a variable calls it."""

    @abstractmethod
    def rows(self, query: str) -> list[dict[str, Any]]:
        """The rows of a query; dates, decimals, integers and booleans as Python has them, tables unqualified."""

    def drop(self, table: str) -> None:
        """Drop a table if there is one, with the views that read it."""
        self.directory.mkdir(parents=True, exist_ok=True)
        self.rows(f"drop table if exists {table}")

    def profiles_directory(self) -> Path:
        """A folder with the profiles.yml that leads here."""
        profile = {"lead_scoring": {"target": self.target, "outputs": {self.target: self.output()}}}
        self.directory.mkdir(parents=True, exist_ok=True)
        (self.directory / "profiles.yml").write_text(yaml.safe_dump(profile), encoding="utf-8")
        return self.directory

    def run(self, invoke: Callable[..., Any], selection: Sequence[str], variables: Mapping[str, Any]) -> None:
        """Build models with `invoke`, the dbt of a project that is parsed already: those selected, or all."""
        invoke("run", *selection, variables=variables)

    def offer(self, name: str, path: Path, all_text: bool = False) -> Any:
        """What the variable of an input or of a scorecard table says so that the file's rows are read."""
        with connect() as connection:
            rows = connection.execute(f"select * from {reader(path, all_text)}")
            columns = {column[0]: str(column[1]) for column in rows.description}
            return self.create(name, columns, rows.fetchall())


def reader(path: Path, all_text: bool) -> str:
    """A file as DuckDB reads it. Blank cells are null, ids are text."""
    if path.suffix == ".parquet":
        return f"read_parquet('{path}')"
    if all_text:
        return f"read_csv('{path}', delim = ',', header = true, all_varchar = true)"
    with path.open(encoding="utf-8") as lines:
        header = lines.readline().strip().split(",")
    types = ", ".join(f"'{column}': 'VARCHAR'" for column in ID_COLUMNS if column in header)
    texts = f", types = {{{types}}}" if types else ""
    return f"read_csv('{path}', delim = ',', header = true, sample_size = -1{texts})"


def quoted(name: str) -> str:
    """A column's name as it stands in SQL."""
    return '"' + name.replace('"', '""') + '"'


def warehouse(target: str) -> type[Warehouse]:
    """The class of a target's warehouse; only then are its packages imported."""
    module = importlib.import_module(f"warehouses.{target}")
    found: type[Warehouse] = module.WAREHOUSE
    return found
