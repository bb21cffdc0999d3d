"""Arrows point from options to the core: it compiles without the folders of any option, and of all of them."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import pytest
from dbt.contracts.graph.manifest import Manifest
from project import ROOT, ScoringProject
from scorecard_builder import good_card

PAGE = (ROOT / "docs" / "reference" / "tables.md").read_text(encoding="utf-8")

OPTIONS: Mapping[str, tuple[str, ...]] = {
    "activation": (),
    "replay": ("performance",),
    "performance": (),
    "learning": (),
    "history": (),
    "accounts": (),
    "connectors": (),
    "metrics": (),
}
"""Each option, with those that read its tables: a folder of models/, and perhaps one of macros/ and one of seeds/."""

CORE = {
    "adapters", "data_tests", "entities", "generated", "inputs", "rules", "scorecards", "settings", "signals",
    "statistics", "tables",
}  # fmt: skip
"""The folders of macros/ that are no option's. Entities are among them: leads know to which accounts they belong."""

ON: dict[str, Any] = {
    "lead_scoring__leads": "crm.leads",
    "lead_scoring__events": "crm.events",
    "lead_scoring__accounts": "crm.accounts",
    "lead_scoring__input_columns": {
        "leads": {"lead_id": "varchar", "created_at": "timestamp", "job_title": "varchar", "employees": "int",
                  "account_id": "varchar", "owner": "varchar", "no_mail": "boolean"},
        "events": {"event_id": "varchar", "lead_id": "varchar", "event_type": "varchar", "occurred_at": "timestamp",
                   "page_path": "varchar"},
        "accounts": {"account_id": "varchar"},
    },
    "lead_scoring__scoring_date": "2026-06-30",
    "lead_scoring__owner_column": "owner",
    "lead_scoring__unsubscribed_column": "no_mail",
    **{f"lead_scoring__{table}": lines for table, lines in good_card().items()},
    "lead_scoring__trigger_rules": [{"trigger_id": "slept", "kind": "became_dormant"}],
    "lead_scoring__nurture_tracks": [{"track_id": "all", "track_rank": 1, "max_messages_per_week": 1}],
    "lead_scoring__learn": True,
    "lead_scoring__metrics": True,
    "lead_scoring__source_column": "owner",
    "lead_scoring__exposures_owner": "Sales operations",
    "lead_scoring__replay_dates": ["2026-06-01", "2026-06-15"],
}  # fmt: skip
"""Every option switched on, with columns stated so that nothing is looked up."""

OFF: Mapping[str, Mapping[str, Any]] = {
    "activation": {"activation": False},
    "replay": {"replay_dates": None},
    "performance": {},
    "learning": {"learn": False},
    "history": {"keep_history": False},
    "accounts": {"accounts": None},
    "connectors": {},
    "metrics": {"metrics": False},
}
"""The variables that switch an option off. The performance is there with a replay; no connector is on here."""

INSTALLED: dict[str, Any] = {
    "lead_scoring__leads": "crm.leads",
    "lead_scoring__events": "crm.events",
    **{f"lead_scoring__{table}": "crm." + table for table in good_card()},
}
"""What somebody sets who installs the package and goes no further."""


def macros_of(folder: Path) -> dict[str, tuple[str, str]]:
    """Each macro with the folder that it is in and its text, without comments."""
    found = {}
    for path in folder.rglob("*.sql"):
        text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for match in re.finditer(r"\{%-?\s*macro\s+(\w+)\(.*?\{%-?\s*endmacro", text, re.DOTALL):
            found[match[1]] = (path.relative_to(folder).parts[0], match[0])
    return found


def test_no_macro_of_the_core_calls_one_of_an_option() -> None:
    macros = macros_of(ROOT / "macros")
    calls = {
        f"{folder}/{name} -> {macros[called][0]}/{called}"
        for name, (folder, text) in macros.items()
        for called in re.findall(r"lead_scoring\.(\w+)", text)
        if folder in CORE and called in macros and macros[called][0] not in CORE
    }
    assert calls == set()
    assert {folder for folder, _ in macros.values()} <= CORE | set(OPTIONS)


def project_without(options: Collection[str], directory: Path) -> ScoringProject:
    """A copy of the project without the folders of some options."""
    root = directory / "project"
    for part in ("macros", "models", "seeds"):
        shutil.copytree(ROOT / part, root / part)
        for option in options:
            shutil.rmtree(root / part / option, ignore_errors=True)
    for name in ("dbt_project.yml", "profiles.yml"):
        shutil.copy(ROOT / name, root)
    return ScoringProject(directory, root=root)


# Without all of them on every run, without each in `make test-slow`.
@pytest.mark.parametrize(
    "options",
    [
        *(pytest.param([option, *readers], marks=pytest.mark.slow) for option, readers in OPTIONS.items()),
        [*OPTIONS],
    ],
    ids=" ".join,
)
def test_the_project_compiles_without(options: list[str], tmp_path: Path) -> None:
    off = {f"lead_scoring__{name}": value for option in options for name, value in OFF[option].items()}
    compiled = project_without(options, tmp_path).invoke(
        "compile", "--no-introspect", "--no-populate-cache", variables={**ON, **off}
    )
    folders = {Path(result.node.original_file_path).parts[1] for result in compiled.result.results}
    assert "core" in folders
    assert folders.isdisjoint(options)


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    """The project with every option switched on."""
    parsed = ScoringProject(tmp_path_factory.mktemp("on")).parse(ON)
    assert isinstance(parsed, Manifest)
    return parsed


def test_every_option_is_switched_off_by_its_variables(tmp_path: Path) -> None:
    off = {f"lead_scoring__{name}": value for values in OFF.values() for name, value in values.items()}
    parsed = ScoringProject(tmp_path).parse({**ON, **off})
    assert folders_of(parsed) == {"core"}


def test_no_table_of_the_core_is_made_of_one_of_an_option(everything: Manifest) -> None:
    """But for the log of stages, which keeps a stage that was reached; nothing waits for a replay."""
    parents = {
        f"{node.name} <- {everything.nodes[parent].name}"
        for node in models_of(everything)
        for parent in node.depends_on.nodes
        if folder_of(node) == "core" and parent.startswith("model.") and folder_of(everything.nodes[parent]) != "core"
    }
    assert parents == {"lead_stages <- int_lead_scoring__stage_log"}
    assert "replay" not in {folder_of(node) for node in ancestors(everything, "model.lead_scoring.lead_stages")}


def test_the_page_says_what_an_installer_gets(tmp_path: Path) -> None:
    parsed = ScoringProject(tmp_path).parse(INSTALLED)
    models = models_of(parsed)
    # dbt keeps the tests of a model that is not there among the nodes, switched off.
    tests = [node for node in parsed.nodes.values() if node.resource_type == "test" and node.config.enabled]
    views = [node for node in models if node.config.materialized == "view"]
    said = f"{len(models)} models ({len(models) - len(views)} tables, {len(views)} views) with {len(tests)} tests"
    assert said in PAGE, said
    by_folder = Counter(map(folder_of, models))
    rows = dict(re.findall(r"^\| (\w+) \| [^|]+ \| (\d+) of \d+ \|", PAGE, re.MULTILINE))
    assert {folder: int(count) for folder, count in rows.items() if int(count)} == by_folder


def test_the_page_says_how_many_models_options_have() -> None:
    rows = dict(re.findall(r"^\| (\w+) \| [^|]+ \| \d+ of (\d+) \|", PAGE, re.MULTILINE))
    files = Counter(path.relative_to(ROOT / "models").parts[0] for path in (ROOT / "models").rglob("*.sql"))
    assert {folder: int(count) for folder, count in rows.items()} == files


def folder_of(node: Any) -> str:
    """The folder of models/ that a model is in."""
    return Path(node.original_file_path).parts[1]


def models_of(manifest: Any) -> list[Any]:
    return [node for node in manifest.nodes.values() if node.resource_type == "model"]


def folders_of(manifest: Any) -> set[str]:
    return {folder_of(node) for node in models_of(manifest)}


def ancestors(manifest: Manifest, unique_id: str) -> list[Any]:
    """The models that a model is made of, all the way."""
    found: dict[str, Any] = {}
    waiting = [unique_id]
    while waiting:
        for parent in manifest.nodes[waiting.pop()].depends_on.nodes:
            if parent.startswith("model.") and parent not in found:
                found[parent] = manifest.nodes[parent]
                waiting.append(parent)
    return [*found.values()]
