"""What crosses the network on Spark: events once, by lead, however many rules count them (`--target spark`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from project import CONTRACT_TYPES, ScoringProject, write_parquet
from reference import World
from scorecard_builder import ATTRIBUTE_RULE, EVENT_RULE, Cells, good_card

RULES = 50
SCORING_DATE = datetime(2026, 6, 30)
# What makes a rule read events in another way: each in turn.
WAYS: list[Cells] = [
    {},
    {"window_days": "90"},
    {"award": "each", "half_life_days": "30"},
    {"award": "each", "max_per_day": "1"},
    {"min_count": "2", "max_count": "5"},
    {"rule_type": "absence", "points": "-5", "given_subject": "type_1"},
]


@dataclass(frozen=True)
class Node:
    """A line of a plan, and the lines below it."""

    text: str
    below: list[str]

    @property
    def reads_events(self) -> bool:
        return any(is_scan_of_events(line) for line in self.below)


def is_scan_of_events(line: str) -> bool:
    """Whether a line reads what events are about; a count of the rows that there are reads no column."""
    return "Scan" in line and "event_type#" in line


def nodes(plan: str) -> Iterator[Node]:
    lines = [(len(line) - len(line.lstrip(" :+-")), line.lstrip(" :+-")) for line in plan.splitlines()]
    for number, (depth, text) in enumerate(lines):
        below = []
        for deeper, line in lines[number + 1 :]:
            if deeper <= depth:
                break
            below.append(line)
        yield Node(text, below)


@pytest.fixture(scope="module")
def spark_project(target: str, project: ScoringProject) -> ScoringProject:
    if target != "spark":
        pytest.skip("plans of Spark")
    return project


def build(project: ScoringProject, has_ids: bool) -> None:
    """Build a scorecard of fifty rules on events that have ids, of which some repeat, or none."""
    leads = [{"lead_id": f"lead {number}", "created_at": datetime(2025, 1, 1)} for number in range(20)]
    events = [
        {
            "event_id": f"event {number % 950}",
            "lead_id": f"lead {number * 7 % 20}",
            "event_type": f"type_{number * 11 % RULES}",
            "occurred_at": SCORING_DATE - timedelta(hours=number),
        }
        for number in range(1000)
    ]
    card = good_card()
    card["scorecard_rules"] = [ATTRIBUTE_RULE] + [
        {**EVENT_RULE, "rule_id": f"rule_{number}", "subject": f"type_{number}", **WAYS[number % len(WAYS)]}
        for number in range(RULES)
    ]
    project.write(World(leads=leads, lead_types={"job_title": "text"}))
    types = {name: kind for name, kind in CONTRACT_TYPES["events"].items() if has_ids or name != "event_id"}
    write_parquet(project.inputs["events"], events, types)
    project.run(card, SCORING_DATE.date())


def final_plan(project: ScoringProject, model: str) -> str:
    """The plan by which Spark has run the query of a model, adapted to what it found on the way."""
    from warehouses.spark import session

    (compiled,) = (project.directory / "target" / "compiled").rglob(f"{model}.sql")
    rows = session().sql(Path(compiled).read_text(encoding="utf-8"))
    rows.collect()
    plan = str(rows._jdf.queryExecution().executedPlan().toString())
    assert "isFinalPlan=true" in plan
    return plan.split("== Initial Plan ==")[0]


def shuffles_of_events(plan: str) -> list[str]:
    """The exchanges through which events go, each as the columns that they are brought together by."""
    return [
        re.sub(r"#\d+", "", node.text[len("Exchange hashpartitioning(") :].split(", ")[0])
        for node in nodes(plan)
        if node.text.startswith("Exchange hashpartitioning") and node.reads_events
    ]


def test_events_are_read_once_and_cross_the_network_once_by_lead(spark_project: ScoringProject) -> None:
    build(spark_project, has_ids=False)
    plan = final_plan(spark_project, "int_lead_scoring__event_tallies")
    assert sum(is_scan_of_events(line) for line in plan.splitlines()) == 1
    assert shuffles_of_events(plan) == ["lead_key"]
