"""The golden cases: a folder of CSV files each, built as a user builds it, with variables that name the files."""

from __future__ import annotations

from collections.abc import Callable

import yaml
from project import INPUTS, ROOT, SCORECARD_TABLES, ScoringProject
from reference import Result

# Cases of the rule language, and scorecards that others have published.
FOLDERS = {
    folder.name: folder
    for collection in ("cases", "golden_cards")
    for folder in sorted((ROOT / "tests" / collection).iterdir())
    if folder.is_dir()
}
Build = Callable[[str], Result]


def build(project: ScoringProject, case: str) -> Result:
    """Build a case, and read what came out."""
    folder = FOLDERS[case]
    options = yaml.safe_load((folder / "case.yml").read_text())
    files = {name: folder / f"{name}.csv" for name in (*INPUTS, *SCORECARD_TABLES)}
    project.build(**{name: file for name, file in files.items() if file.exists()}, **options)
    return project.result()
