"""Projects that install this one, as tests make them."""

from __future__ import annotations

import shutil
from pathlib import Path

import generate_macros
import yaml

ROOT = Path(__file__).resolve().parents[2]


def install(project: Path) -> None:
    """Put this project into another one, as `dbt deps` does with a package in a folder."""
    name_package(project)
    packages = project / "dbt_packages"
    packages.mkdir()
    (packages / "lead_scoring").symlink_to(ROOT)


def name_package(project: Path) -> None:
    """Write the packages.yml that names this project, wherever the other one is."""
    packages = {"packages": [{"local": str(ROOT)}]}
    (project / "packages.yml").write_text(yaml.safe_dump(packages), encoding="utf-8")


def project_with_signals(project: Path, signals: Path) -> Path:
    """Make a project that has nothing of its own but signals.

    Args:
        project: the folder to make.
        signals: a signal file.

    Raises:
        SignalsError: a signal is wrong.
    """
    for folder in ("signals", "macros"):
        (project / folder).mkdir(parents=True)
    shutil.copy(signals, project / "signals")
    (project / "macros" / "signals.sql").write_text(generate_macros.build(project / "signals"), encoding="utf-8")
    # On dbt 1.10 an installer sets this flag, see docs/guides/own_project.md; later it is the default.
    flags = {"require_generic_test_arguments_property": True}
    settings = {"name": "installer", "version": "1.0.0", "config-version": 2, "profile": "lead_scoring", "flags": flags}
    (project / "dbt_project.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    install(project)
    return project
