"""How DuckDB runs queries: no row meets every link, one lead is found by its id, a rule reads its own activity."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from project import ScoringProject
from reference import World
from scorecard_builder import EVENT_RULE, good_card

SCORING_DATE = datetime(2026, 6, 30)
LEADS, EVENTS = 400, 4000


@pytest.fixture(scope="module")
def linked(target: str, project: ScoringProject) -> ScoringProject:
    """Leads, each with a visitor of its own, some of them a record that was merged into another."""
    if target != "duckdb":
        pytest.skip("plans of DuckDB")
    leads = [{"lead_id": f"lead {number}", "created_at": datetime(2025, 1, 1)} for number in range(LEADS)]
    events = [
        {
            "event_id": f"event {number}",
            "lead_id": f"{('lead', 'visitor')[number % 2]} {number * 7 % LEADS}",
            "event_type": EVENT_RULE["subject"] if number % 3 else "search",
            "occurred_at": SCORING_DATE - timedelta(hours=number % 900),
        }
        for number in range(EVENTS)
    ]
    links = [
        {"alias_id": f"visitor {number}", "lead_id": f"lead {number}", "linked_at": datetime(2026, 6, 1 + number % 28)}
        for number in range(LEADS)
    ] + [
        {"alias_id": f"lead {number}", "lead_id": f"lead {number + 1}", "linked_at": datetime(2026, 6, 20)}
        for number in range(0, 40, 2)
    ]
    world = World(leads=leads, events=events, identities=links, lead_types={"job_title": "text"})
    project.score(world, good_card(), SCORING_DATE.date())
    return project


def plan(project: ScoringProject, query: str) -> str:
    (row,) = project.rows(f"explain {query}")
    return str(row["explain_value"])


def test_no_row_is_joined_with_every_link(linked: ScoringProject) -> None:
    """Of an outer join that has a key and more than comparisons DuckDB forgets the key."""
    queries = {
        file.stem: text
        for file in (linked.directory / "target" / "compiled").rglob("*.sql")
        if "identity_map" in (text := file.read_text("utf-8")) or "chain_0" in text
    }
    assert {"int_lead_scoring__identity_map", "int_lead_scoring__rule_points", "lead_rule_trace"} <= queries.keys()
    assert [name for name, query in queries.items() if "NL_JOIN" in plan(linked, query)] == []


def test_the_trace_of_one_lead_is_worked_out_for_one_lead(linked: ScoringProject) -> None:
    """A filter on the id reaches what is counted: nothing is grouped for other leads."""
    lead = "lead 7"
    counted = [operator["operator_cardinality"] for operator in grouped(linked, f"where lead_id = '{lead}'")]
    assert 0 < max(counted) < LEADS // 10
    assert max(operator["operator_cardinality"] for operator in grouped(linked, "")) >= LEADS - 40


def grouped(project: ScoringProject, condition: str) -> list[dict[str, Any]]:
    """Where a query over the trace groups rows, and how many groups there were."""
    (row,) = project.rows(f"explain (analyze, format json) select * from lead_rule_trace {condition}")
    operators, found = [json.loads(row["explain_value"])], []
    while operators:
        operator = operators.pop()
        operators += operator["children"]
        if "GROUP_BY" in operator.get("operator_name", ""):
            found.append(operator)
    return found


def test_rows_of_one_activity_lie_side_by_side(linked: ScoringProject) -> None:
    """A rule reads the rows of its activity and passes over all other blocks."""
    activities = [
        row["activity"] for row in linked.rows("select activity from int_lead_scoring__activities order by rowid")
    ]
    runs = [name for name, before in zip(activities, [None, *activities], strict=False) if name != before]
    assert len(activities) == EVENTS and len(runs) == len(set(activities)) > 1
