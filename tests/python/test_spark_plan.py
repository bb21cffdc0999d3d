"""What crosses the network on Spark: events once, by lead, however many rules count them (`--target spark`)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

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


Path = list[str]


def scans_of_events(plan: str) -> list[Path]:
    """Where a plan reads what events are about, each with what stands above it, from the top.

    A count of the rows that there are reads no column, and a search for ids that repeat no event type.
    """
    found, above = [], []
    for art, node in re.findall(r"^([ :]*[+:]- )(.*)", plan, re.MULTILINE):
        above = [*(line for line in above if line[0] < len(art)), (len(art), node)]
        if "Scan" in node and "event_type#" in node:
            found.append([text for _, text in above])
    return found


def shuffles(path: Path) -> list[str]:
    """The exchanges on the way up from a scan, each as the column that rows are brought together by."""
    start = "Exchange hashpartitioning("
    return [re.sub(r"#\d+", "", node.removeprefix(start).split(", ")[0]) for node in path if node.startswith(start)]


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
    links = [
        {"alias_id": f"visitor {number}", "lead_id": f"lead {number}", "linked_at": datetime(2026, 1, 1)}
        for number in range(10)
    ]
    project.write(World(leads=leads, identities=links, lead_types={"job_title": "text"}))
    types = {name: kind for name, kind in CONTRACT_TYPES["events"].items() if has_ids or name != "event_id"}
    write_parquet(project.inputs["events"], events, types)
    project.run(card, SCORING_DATE.date())


def final_plan(project: ScoringProject, model: str) -> str:
    """The plan by which Spark has run the query of a model, adapted to what it found on the way."""
    from warehouses.spark import session

    (compiled,) = (project.directory / "target" / "compiled").rglob(f"{model}.sql")
    rows = session().sql(compiled.read_text(encoding="utf-8"))
    rows.collect()
    plan = str(rows._jdf.queryExecution().executedPlan().toString())
    assert "isFinalPlan=true" in plan
    return plan.split("== Initial Plan ==")[0]


def test_events_are_read_once_and_cross_the_network_once_by_lead(spark_project: ScoringProject) -> None:
    build(spark_project, has_ids=False)
    (path,) = scans_of_events(final_plan(spark_project, "int_lead_scoring__activities"))
    assert shuffles(path) == ["lead_key"]


def test_ids_that_repeat_cost_a_search_for_them_and_what_they_repeat(spark_project: ScoringProject) -> None:
    build(spark_project, has_ids=True)
    plan = final_plan(spark_project, "int_lead_scoring__activities")
    # Only events whose id stands in several rows are brought together by id, too.
    (copies,) = (path for path in scans_of_events(plan) if any("LeftSemi" in node for node in path))
    (path,) = (path for path in scans_of_events(plan) if path != copies)
    assert shuffles(path) == ["lead_key"]
    assert shuffles(copies) == ["lead_key", "event_id"]
    # No event is held against every id.
    assert "ExistenceJoin" not in plan


def test_chains_of_links_are_followed_with_few_reads(spark_project: ScoringProject) -> None:
    """Two steps out of the identities, three out of those; and the rows that they are about."""
    build(spark_project, has_ids=False)
    plans = [final_plan(spark_project, f"int_lead_scoring__identity_{part}") for part in ("links", "standing")]
    reads = [len(re.findall(r"[+:]- .*Scan", plan)) for plan in plans]
    assert 1 < reads[0] <= 2**2 + 1
    assert 1 < reads[1] <= 2**3 + 2
