"""What `scoring_health` finds, before a build: models of the core, made of a project's files by DuckDB in memory.

The models are those of `models/core/`, rendered by Jinja as the checks are, each when another one asks for it first.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import md5
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from checking import findings
from checking.macros import Macros
from checking.project import PACKAGE
from checking.tables import Tables

HEALTH = "scoring_health"


@dataclass(frozen=True)
class Built:
    """A model that was made in memory, in place of its relation."""

    identifier: str
    database: None = None
    schema: str = "main"

    def render(self) -> str:
        """What follows `from`."""
        return f'"{self.identifier}"'

    __str__ = render


class Core:
    """The models of the core, in memory.

    Args:
        macros: the macros of a project, none of which was called yet.
        tables: where the rows of its files are.
    """

    def __init__(self, macros: Macros, tables: Tables) -> None:
        self.macros = macros
        self.tables = tables
        folder = macros.project.package.folder / "models" / "core"
        self.files: dict[str, Path] = {path.stem: path for path in folder.rglob("*.sql")}
        self.built: dict[str, Built] = {}
        self.elsewhere: Callable[..., Any] = macros.context["ref"]

        def ref(*names: str) -> Any:
            return self.model(names[-1]) if names[-1] in self.files else self.elsewhere(*names)

        ref.config = self.elsewhere.config  # type: ignore[attr-defined]
        macros.context.update(
            ref=ref,
            config=lambda *settings, **named: "",
            is_incremental=lambda: False,
            this=None,
            invocation_id="in memory",
            model=SimpleNamespace(
                resource_type="model",
                package_name=PACKAGE,
                unique_id="",
                columns={},
                config=SimpleNamespace(materialized="table"),
            ),
            local_md5=lambda text: md5(text.encode()).hexdigest(),
            tojson=json.dumps,
            fromjson=json.loads,
        )

    def model(self, name: str) -> Built:
        """A model as a table, which is made once, after those that it reads."""
        if name not in self.built:
            text = self.files[name].read_text("utf-8")
            query = self.macros.environment.from_string(text, globals=self.macros.context).render()
            self.tables.execute(f'create table "{name}" as {query}')
            self.built[name] = Built(name)
        return self.built[name]

    def findings(self) -> list[str]:
        """What is found, a line each.

        Raises:
            NotInFilesError: only a warehouse has the data.
            CompilationError: the inputs or scorecards are wrong.
        """
        self.model(HEALTH)
        return findings.lines(self.tables.connection)
