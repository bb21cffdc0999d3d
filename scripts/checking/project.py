"""A dbt project as its files say it: variables, macros, seeds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import yaml

PACKAGE = "lead_scoring"
ROOT = Path(__file__).resolve().parents[2]
MACRO = re.compile(r"\{%-?\s*macro\s+(\w+)\s*\(")

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML without its C library
    from yaml import SafeLoader as Loader  # type: ignore[assignment]


def load_yaml(text: str) -> Any:
    """A YAML text.

    Raises:
        yaml.YAMLError: it is none.
    """
    return yaml.load(text, Loader)


class UnreadableProjectError(Exception):
    """A folder that is no dbt project."""


@dataclass
class Package:
    """A package of the project: its folder and what its dbt_project.yml says."""

    folder: Path
    options: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> Package:
        """Read a package.

        Raises:
            UnreadableProjectError: the folder has no dbt_project.yml that can be read.
        """
        file = folder / "dbt_project.yml"
        try:
            options = load_yaml(file.read_text("utf-8"))
        except (OSError, yaml.YAMLError) as error:
            raise UnreadableProjectError(f"{file.as_posix()} cannot be read: {error}") from error
        if not isinstance(options, dict):
            raise UnreadableProjectError(f"{file.as_posix()} holds no mapping")
        return cls(folder, options)

    @property
    def name(self) -> str:
        return str(self.options.get("name", ""))

    def files(self, kind: str, ending: str) -> Iterator[Path]:
        """The files of one kind, such as those under `macro-paths`."""
        for path in self.options.get(f"{kind}-paths") or [f"{kind}s"]:
            yield from sorted((self.folder / path).rglob(f"*{ending}"))

    @cached_property
    def macros(self) -> dict[str, Path]:
        """Where each macro stands."""
        return {
            name: path
            for path in self.files("macro", ".sql")
            for name in MACRO.findall(path.read_text("utf-8", "replace"))
        }

    @cached_property
    def seeds(self) -> dict[str, Path]:
        """Where each seed stands."""
        return {path.stem: path for path in self.files("seed", ".csv")}

    def seed_config(self, name: str) -> dict[str, Any]:
        """The configuration of a seed, as the YAML files beside seeds state it."""
        for path in [*self.files("seed", ".yml"), *self.files("seed", ".yaml")]:
            text = path.read_text("utf-8", "replace")
            if name in text:
                for seed in (load_yaml(text) or {}).get("seeds") or []:
                    if seed.get("name") == name:
                        return dict(seed.get("config") or {})
        return {}


@dataclass
class SeedNode:
    """A seed as dbt's graph has it."""

    package: Package
    name: str

    resource_type: ClassVar[str] = "seed"
    relation_name: ClassVar[str] = ""

    @property
    def package_name(self) -> str:
        return self.package.name

    @property
    def root_path(self) -> str:
        return self.package.folder.as_posix()

    @property
    def original_file_path(self) -> str:
        return self.package.seeds[self.name].relative_to(self.package.folder).as_posix()

    @property
    def config(self) -> dict[str, Any]:
        return self.package.seed_config(self.name)


@dataclass
class ModelNode:
    """A model as dbt's graph has it, as far as checks ask."""

    name: str

    resource_type: ClassVar[str] = "model"


@dataclass
class Project:
    """The project that is checked, with this package in it.

    Args:
        root: its package.
        command_line: variables that stand before those of the project.
    """

    root: Package
    command_line: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def package(self) -> Package:
        """This package: the one that dbt has installed into the project, or the one that this file is in."""
        if self.root.name == PACKAGE:
            return self.root
        installed = self.root.folder / str(self.root.options.get("packages-install-path") or "dbt_packages") / PACKAGE
        return Package.read(installed if installed.is_dir() else ROOT)

    @property
    def packages(self) -> list[Package]:
        """In the order in which dbt looks for a macro to dispatch to."""
        return [self.root] if self.root is self.package else [self.root, self.package]

    @property
    def seeds(self) -> dict[str, SeedNode]:
        """The seeds of its packages, by their ids."""
        return {
            f"seed.{package.name}.{name}": SeedNode(package, name)
            for package in self.packages
            for name in package.seeds
        }

    @property
    def models(self) -> dict[str, ModelNode]:
        """The models of its packages, by their ids."""
        return {
            f"model.{package.name}.{path.stem}": ModelNode(path.stem)
            for package in self.packages
            for path in package.files("model", ".sql")
        }

    @cached_property
    def in_project(self) -> dict[str, Any]:
        """The variables of its dbt_project.yml."""
        return dict(self.root.options.get("vars") or {})

    def variable(self, name: str, default: Any = None) -> Any:
        """A variable as dbt finds it for a node of this package."""
        for_us = self.in_project.get(PACKAGE)
        for variables in (self.command_line, for_us if isinstance(for_us, dict) else {}, self.in_project):
            if name in variables:
                return variables[name]
        own = self.package.options.get("vars") or {}
        return own.get(name, default)
