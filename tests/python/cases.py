"""The golden cases: a folder of CSV files each, built as a user builds it, with variables that name the files."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import yaml
from installer import project_with_signals
from project import INPUTS, OUTPUTS, ROOT, SCORECARD_TABLES, ScoringProject
from reference import Result

# Cases of the rule language, and scorecards that others have published.
FOLDERS = {
    folder.name: folder
    for collection in ("cases", "golden_cards")
    for folder in sorted((ROOT / "tests" / collection).iterdir())
    if folder.is_dir()
}
# The case with which all models are built; others build what their tables are made of.
EVERYTHING = "worked_examples"
Build = Callable[[str], Result]


def builder(directory: Path, new_project: Callable[..., ScoringProject]) -> Build:
    """What builds cases below a folder, each once however often it is asked for.

    All share one project, but those that bring signals: each of these has a project of its own, which installs ours and
    has the signals in place of the shipped ones, as docs/reference/signals.md tells those who have their own.
    """
    shared = new_project(directory / "shared")

    @cache
    def built(case: str) -> Result:
        folder = FOLDERS[case]
        if not (folder / "signals.yml").exists():
            return build(shared, folder)
        root = project_with_signals(directory / case / "installer", folder / "signals.yml")
        return build(new_project(directory / case, root=root), folder)

    return built


def build(project: ScoringProject, folder: Path) -> Result:
    """Build a case as one who sets nothing else has it built, and read what came out."""
    options = yaml.safe_load((folder / "case.yml").read_text())
    files = {name: folder / f"{name}.csv" for name in (*INPUTS, *SCORECARD_TABLES)}
    project.models = () if folder.name == EVERYTHING else tuple(OUTPUTS.values())
    project.forget_history()
    project.build(keep_history=True, **{name: file for name, file in files.items() if file.exists()}, **options)
    return project.result()
