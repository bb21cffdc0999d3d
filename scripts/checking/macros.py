"""Macros of dbt, rendered by Jinja alone: what the checks of scorecards need of dbt's context, and no more.

A macro's file is compiled when the macro is called first, for most are never called here.
"""

from __future__ import annotations

import datetime
import itertools
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

import pytz  # type: ignore[import-untyped]
from jinja2 import Environment
from jinja2.environment import TemplateModule

from checking.project import MACRO, PACKAGE, Package, Project

PREFIX = "dbt_macro__"
PREFIXES = {"redshift": ["redshift", "postgres"], "databricks": ["databricks", "spark"]}
"""Adapters whose macros fall back on another adapter's."""


class CompilationError(Exception):
    """What `exceptions.raise_compiler_error` raises; the text is the message."""


class Returned(BaseException):
    """What `return` raises: it ends a macro wherever it stands."""

    def __init__(self, value: Any) -> None:
        super().__init__()
        self.value = value


def _return(value: Any = None) -> NoReturn:
    raise Returned(value)


def _raise(message: Any, node: Any = None) -> NoReturn:
    raise CompilationError(str(message))


class Namespace:
    """The macros of a package, as `lead_scoring.<name>`."""

    def __init__(self, macros: Macros, package: Package) -> None:
        self._macros = macros
        self._package = package

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name not in self._package.macros:
            raise AttributeError(name)
        macro = self._macros.macro(self._package, name)
        # Found at once from now on.
        setattr(self, name, macro)
        return macro


class Macros:
    """The macros of a project, ready to be called.

    Args:
        project: the project.
        adapter: the kind of warehouse, such as `duckdb`.
        context: what else macros find by its name.
    """

    def __init__(self, project: Project, adapter: str, context: Mapping[str, Any]) -> None:
        self.project = project
        self.prefixes = [*PREFIXES.get(adapter, [adapter]), "default"]
        self.environment = Environment(extensions=["jinja2.ext.do"])
        self.modules: dict[Path, TemplateModule] = {}
        self.namespaces = {id(package): Namespace(self, package) for package in project.packages}
        self.context: dict[str, Any] = {
            "return": _return,
            "var": project.variable,
            "zip": zip,
            "set": set,
            "env_var": os.environ.get,
            "execute": True,
            "exceptions": SimpleNamespace(raise_compiler_error=_raise, warn=lambda message: ""),
            "modules": SimpleNamespace(re=re, datetime=datetime, pytz=pytz, itertools=itertools),
            "target": SimpleNamespace(type=adapter, name=adapter, database=None, schema="main"),
            "flags": SimpleNamespace(INTROSPECT=True, WHICH="build"),
            "invocation_args_dict": {"vars": dict(project.command_line)},
            "run_started_at": datetime.datetime.now(pytz.utc),
            "dbt_version": "1",
            PACKAGE: self.namespaces[id(project.package)],
            **{package.name: self.namespaces[id(package)] for package in project.packages},
            **context,
        }

    def macro(self, package: Package, name: str) -> Callable[..., Any]:
        """A macro as a function, which gives what the macro returns, or its text."""
        path = package.macros[name]
        if path not in self.modules:
            # As dbt does it: a template keeps to itself what begins with an underscore.
            text = MACRO.sub(lambda head: head[0].replace(head[1], PREFIX + head[1], 1), path.read_text("utf-8"))
            self.modules[path] = self.environment.from_string(text, globals=self.context).module
        macro = getattr(self.modules[path], PREFIX + name)

        def call(*arguments: Any, **named: Any) -> Any:
            try:
                return str(macro(*arguments, **named))
            except Returned as returned:
                return returned.value

        return call

    def dispatch(self, name: str, package: str | None = None) -> Callable[..., Any]:
        """The macro that dbt would choose for the adapter: the project's own before this package's."""
        for one in self.project.packages:
            for prefix in self.prefixes:
                if f"{prefix}__{name}" in one.macros:
                    found: Callable[..., Any] = getattr(self.namespaces[id(one)], f"{prefix}__{name}")
                    return found
        raise CompilationError(f"no macro {name} for {self.prefixes[0]}")
