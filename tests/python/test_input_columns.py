"""Inputs whose columns are stated by a variable compile without a connection, to the SQL that a connection gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from project import ALWAYS, BuildError, ScoringProject
from scorecard_builder import ATTRIBUTE_RULE, good_card

SETTINGS: dict[str, Any] = {
    # What was published before is in a log, which is looked into.
    "lead_scoring__keep_history": False,
    "lead_scoring__leads": "crm.leads",
    "lead_scoring__events": "crm.events",
    "lead_scoring__column_mapping": {"leads": {"lead_id": "contact"}},
    "lead_scoring__scoring_date": "2026-06-30",
    **{f"lead_scoring__{table}": lines for table, lines in good_card().items()},
}
STATED = {
    "leads": {
        "lead_id": "varchar", "created_at": "timestamp", "contact": "varchar", "job_title": "varchar",
        "employees": "decimal(18, 2)",
    },
    "events": {
        "event_id": "varchar", "lead_id": "varchar", "event_type": "varchar", "occurred_at": "timestamp",
        "page_path": "varchar",
    },
}  # fmt: skip


def compiled(project: ScoringProject, *options: str, **settings: Any) -> dict[str, str]:
    """The compiled SQL of every model."""
    variables: Mapping[str, Any] = {**SETTINGS, **{f"lead_scoring__{name}": value for name, value in settings.items()}}
    result = project.invoke("compile", *options, variables=variables).result
    nodes = [result.node for result in result.results if result.node.resource_type == "model"]
    # Keys of leads are added to those that are there.
    return {node.name: node.compiled_code for node in nodes if node.name != "int_lead_scoring__lead_keys"}


def test_stated_columns_compile_to_what_a_connection_gives(fresh_project: ScoringProject) -> None:
    for name, types in STATED.items():
        fresh_project.warehouse.create(name, types, [])
    fresh_project.invoke("run", variables=SETTINGS)
    looked_up = compiled(fresh_project)
    stated = compiled(fresh_project, "--no-introspect", "--no-populate-cache", input_columns=STATED)
    assert stated.keys() >= ALWAYS
    assert stated == looked_up
    assert '"job_title"' in stated["int_lead_scoring__rule_points"]


@pytest.mark.parametrize("wrong", ["lead_id", {"leads": ["lead_id"]}])
def test_columns_that_are_stated_otherwise(project: ScoringProject, wrong: Any) -> None:
    with pytest.raises(
        BuildError, match=r"lead_scoring__input_columns cannot be read.*Allowed: {input: {column: type}}"
    ):
        compiled(project, "--no-introspect", "--no-populate-cache", input_columns=wrong)


def test_stated_columns_are_checked_like_others(project: ScoringProject) -> None:
    with pytest.raises(BuildError, match="column created_at is missing"):
        compiled(project, "--no-introspect", "--no-populate-cache", input_columns={"leads": {"contact": "varchar"}})


@pytest.mark.slow
def test_an_amount_without_a_condition_compiles_where_columns_are_not_known(project: ScoringProject) -> None:
    """As before the first build, when there is nothing yet to look them up in."""
    size = {**ATTRIBUTE_RULE, "rule_id": "size", "subject": "employees", "amount": "employees", "points": "0.01"}
    rules = [*good_card()["scorecard_rules"], {**size, "operator": None, "value": None}]
    sql = compiled(project, "--no-introspect", "--no-populate-cache", scorecard_rules=rules)
    assert "0.01 points, times employees" in sql["int_lead_scoring__rule_points"]
