"""Published tables are laid out by lead and scorecard, in the words of each adapter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from dbt.contracts.graph.manifest import Manifest
from project import ScoringProject

COLUMNS = ["lead_id", "scorecard_id"]
LAYOUTS = {
    "postgres": {"indexes": [{"columns": COLUMNS}]},
    "redshift": {"dist": "lead_id", "sort": COLUMNS},
    "snowflake": {"cluster_by": COLUMNS},
    "bigquery": {"cluster_by": COLUMNS},
    "databricks": {"liquid_clustered_by": COLUMNS},
    "clickhouse": {"order_by": COLUMNS},
}
"""What the configuration of `lead_scores` says; of an adapter that is not here: nothing."""


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory, new_project: Callable[[Path], ScoringProject]) -> Manifest:
    parsed = new_project(tmp_path_factory.mktemp("layout")).invoke("parse").result
    assert isinstance(parsed, Manifest)
    return parsed


def test_tables_are_found_by_lead_and_scorecard(manifest: Manifest, target: str) -> None:
    config = manifest.nodes["model.lead_scoring.lead_scores"].config.to_dict()
    names = {name for layout in LAYOUTS.values() for name in layout}
    assert {name: config[name] for name in names if config.get(name)} == LAYOUTS.get(target, {})


def test_on_postgresql_there_are_indexes(fresh_project: ScoringProject, target: str) -> None:
    if target != "postgres":
        pytest.skip("an index is what PostgreSQL has")
    fresh_project.invoke("seed")
    fresh_project.models = ("lead_tiers", "lead_stages")
    fresh_project.run_models({"lead_scoring__keep_history": False})
    found = fresh_project.rows("select tablename, indexdef from pg_indexes where schemaname = current_schema()")
    indexed = {row["tablename"]: row["indexdef"].partition("(")[2].rstrip(")") for row in found}
    assert {name: indexed.get(name) for name in ("lead_scores", "lead_tiers", "lead_stages")} == {
        "lead_scores": "lead_id, scorecard_id", "lead_tiers": "lead_id, scorecard_id", "lead_stages": "lead_id",
    }  # fmt: skip
