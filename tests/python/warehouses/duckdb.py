"""DuckDB: a file, through the profile that the project ships."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import project

from warehouses import Warehouse, quoted


class DuckDB(Warehouse):
    target = "duckdb"
    reads_files = True
    name = "DuckDB"
    packages = ("dbt-duckdb", "duckdb")

    def __init__(self, directory: Path) -> None:
        super().__init__(directory)
        self.database = directory / "lead_scoring.duckdb"

    def output(self) -> dict[str, Any]:
        return {"type": "duckdb", "path": str(self.database)}

    def namespace(self) -> str:
        return self.database.stem

    def profiles_directory(self) -> Path:
        os.environ["LEAD_SCORING_DUCKDB"] = str(self.database)
        return project.ROOT

    def offer(self, name: str, path: Path, all_text: bool = False) -> str:
        return str(path)

    def create(self, table: str, columns: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> str:
        with duckdb.connect(str(self.database)) as connection:
            connection.execute("create schema if not exists crm")
            types = ", ".join(f"{quoted(name)} {kind}" for name, kind in columns.items())
            connection.execute(f"create or replace table crm.{table} ({types})")
            if rows:
                marks = ", ".join("?" for _ in columns)
                connection.executemany(f"insert into crm.{table} values ({marks})", rows)
        return f"crm.{table}"

    def rows(self, query: str) -> list[dict[str, Any]]:
        with duckdb.connect(str(self.database)) as connection:
            cursor = connection.execute(query)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row)) for row in cursor.fetchall()]


WAREHOUSE = DuckDB
