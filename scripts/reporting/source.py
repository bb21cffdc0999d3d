"""Where the report's rows come from: a DuckDB file, or any warehouse through dbt."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from database import published

Row = Mapping[str, Any]


class Source(Protocol):
    """Answers queries over published tables, whose names stand in braces: `select * from {lead_scores}`."""

    def has(self, table: str) -> bool:
        """Whether there is such a table."""
        ...

    def rows(self, query: str) -> list[Row]:
        """The rows of a query, by column."""
        ...

    def literal(self, text: str) -> str:
        """Text as a query may hold it."""
        ...


class DuckDbFile:
    """The file that dbt wrote, read only.

    Args:
        path: where it is.
        schema: where lead_scores is in it; none: the only schema that has it.
    """

    def __init__(self, path: Path, schema: str | None = None) -> None:
        self.connection = published(path, schema)
        found = self.connection.execute("select table_name from information_schema.tables").fetchall()
        self.tables = {name: name for (name,) in found}

    def has(self, table: str) -> bool:
        return table in self.tables

    def rows(self, query: str) -> list[Row]:
        cursor = self.connection.execute(query.format_map(self.tables))
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def literal(self, text: str) -> str:
        return "'" + text.replace("'", "''") + "'"


class DbtProject:
    """The tables of a dbt project, wherever its target is, asked for by `dbt show`.

    Args:
        options: what every command of dbt gets, such as `--target`.
        variables: its variables.
    """

    def __init__(self, options: Sequence[str], variables: Mapping[str, Any]) -> None:
        # dbt takes seconds to import, and a file needs none of it
        from compare_scorecards import Project

        self.project = Project(options, variables)
        self.project.parse()
        models = [
            node.name
            for node in self.project.manifest.nodes.values()
            if node.package_name == "lead_scoring" and node.resource_type == "model"
        ]
        self.tables = {name: "{{ ref('lead_scoring', '" + name + "') }}" for name in models}

    def has(self, table: str) -> bool:
        return table in self.tables

    def rows(self, query: str) -> list[Row]:
        rows = self.project.rows(query.format_map(self.tables))
        return [{name.lower(): value for name, value in row.items()} for row in rows]

    def literal(self, text: str) -> str:
        return "{{ dbt.string_literal(dbt.escape_single_quotes(" + json.dumps(text) + ")) }}"
