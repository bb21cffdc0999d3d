"""What a score must not depend on: the order of rows and lines, repetition, and the id by which a lead was known.

SQL is compared with SQL. A random world is changed in a way that must not matter, and comes out the same, entry by
entry. Where the change is one of the inputs, the worlds stand side by side in one build, each with ids of its own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from project import INPUTS, OUTPUTS, ScoringProject
from reference import Result, Row, Tables, World
from scorecard_builder import together
from strategies import ALIASES, FOUND, SEEDS, Draw, worlds_and_scorecards
from test_against_reference import comparable

EXAMPLES = max(1, int(os.environ.get("LEAD_SCORING_EXAMPLES", "6")) // 4)  # of each property
LONG_AGO = datetime(2009, 1, 1)

# What tells apart the worlds of one build.
IDS = {
    "leads": ("lead_id",),
    "events": ("event_id", "lead_id"),
    "conversions": ("lead_id",),
    "identities": ("alias_id", "lead_id"),
    "score_overrides": ("lead_id",),
}
# Two leads of those that do most in random worlds, and somebody of whom only an alias is known.
AWAY, HOME = "L00", "L01"
VISITOR = ALIASES[0]

# A scorecard that every event that counts leaves its trace on, and a stage that every conversion does.
NOTHING_SLIPS_PAST: Tables = {
    "scorecards": [{"scorecard_id": "all"}],
    "scorecard_groups": [{"scorecard_id": "all", "group_id": "events", "axis": "engagement"}],
    "scorecard_rules": [
        {"scorecard_id": "all", "rule_id": event_type, "group_id": "events", "rule_type": "event",
         "subject": event_type, "award": "each", "half_life_days": "30", "points": "1000"}
        for event_type in sorted({event_type.strip().lower() for event_type in FOUND["event_type"]})
    ],
    "lifecycle_stages": [{"stage_id": "converted", "stage_rank": "1000", "entry_type": "conversion"}],
    "score_overrides": [
        {"lead_id": lead_id, "scorecard_id": "all", "points": "7", "starts_on": "2009-01-01"}
        for lead_id in (AWAY, VISITOR)
    ],
}  # fmt: skip

# The rows of every input; overrides are one where a lead is concerned.
Rows = Mapping[str, list[Row]]
# A table's rows without their order.
Facts = Mapping[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Example:
    """A world and the scorecards and options to score it with; the random choices of a property are its own."""

    world: World
    tables: Tables
    options: dict[str, Any]
    random: Random

    @property
    def rows(self) -> Rows:
        inputs = {name: getattr(self.world, name) for name in INPUTS}
        overrides = [{**line, "lead_id": trimmed(line["lead_id"])} for line in self.tables["score_overrides"]]
        return {**inputs, "score_overrides": overrides}

    def score(self, project: ScoringProject, rows: Rows, tables: Tables, **options: Any) -> Result:
        """Score other rows by other lines than its own."""
        leads, events, conversions, identities = (rows[name] for name in INPUTS)
        world = World(leads, events, conversions, identities, self.world.lead_types, self.world.event_types)
        return project.score(world, tables, **(self.options | options))


@st.composite
def random_examples(draw: Draw) -> Example:
    world, tables, options = draw(worlds_and_scorecards(most_scorecards=2, rules=6, leads=12, events=100))
    # A tier of the best so many percent is about all leads, and worlds stand side by side here.
    tiers = [
        {**line, "lower_bound": line.get("lower_percent") or line["lower_bound"], "lower_percent": None}
        for line in tables["scorecard_tiers"]
    ]
    tables = {**tables, "scorecard_tiers": tiers}
    return Example(world, together([tables, NOTHING_SLIPS_PAST]), options, Random(draw(SEEDS)))


def trimmed(cell: str | None) -> str:
    return (cell or "").strip()


def for_examples(test: Callable[..., None]) -> Callable[..., None]:
    """Run a test for a few random examples."""
    with_settings = settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize="CI" in os.environ,
        suppress_health_check=list(HealthCheck),
    )
    return pytest.mark.slow(pytest.mark.random(with_settings(given(example=random_examples())(test))))


def facts(result: Result) -> Facts:
    return {name: comparable(getattr(result, name)) for name in OUTPUTS}


def score_side_by_side(
    project: ScoringProject, example: Example, worlds: Mapping[str, Rows], **options: Any
) -> dict[str, Result]:
    """Score several worlds in one build, where no id is in two of them, and take the result apart again."""
    rows = {
        name: [with_ids(row, columns, world) for world, inputs in worlds.items() for row in inputs[name]]
        for name, columns in IDS.items()
    }
    tables: Tables = {**example.tables, "score_overrides": [*rows["score_overrides"]]}
    result = example.score(project, rows, tables, **options)
    return {world: part(result, f"{world}/") for world in worlds}


def with_ids(row: Row, columns: Iterable[str], world: str) -> Row:
    return {**row, **{column: f"{world}/{row[column]}" for column in columns if row[column] is not None}}


def part(result: Result, prefix: str) -> Result:
    """What is one world's own: its leads' rows, without their rank among those of other worlds."""
    tables = {
        name: [
            {**row, "lead_id": row["lead_id"].removeprefix(prefix), "score_rank": None, "score_percentile": None}
            for row in getattr(result, name)
            if row["lead_id"].startswith(prefix)
        ]
        for name in OUTPUTS
        if name != "audit"
    }
    return Result(**tables)


# -- Order and repetition ---------------------------------------------------------------------------------------------


@for_examples
def test_the_order_of_rows_and_lines_changes_nothing(project: ScoringProject, example: Example) -> None:
    def shuffled(rows: list[Any]) -> list[Any]:
        return example.random.sample(rows, len(rows))

    result = example.score(project, example.rows, example.tables)
    rows = {name: shuffled(rows) for name, rows in example.rows.items()}
    tables = {name: shuffled(lines) for name, lines in example.tables.items()}
    assert facts(example.score(project, rows, tables)) == facts(result)


@for_examples
def test_what_is_delivered_twice_counts_once(project: ScoringProject, example: Example) -> None:
    world = replace(example.world, event_types={**example.world.event_types, "loaded_at": "timestamp"})
    events = [{**event, "loaded_at": load_time(event, example.random)} for event in world.events]
    rows = {**example.rows, "events": events}
    again = {
        "leads": rows["leads"],
        "events": [second_delivery(event, example.random) for event in events if event["event_id"]],
        "conversions": rows["conversions"],
        "identities": rows["identities"],
        "score_overrides": [],
    }
    twice = {name: example.random.sample(both := rows[name] + again[name], len(both)) for name in IDS}
    results = score_side_by_side(project, replace(example, world=world), {"once": rows, "twice": twice})
    assert facts(results["twice"]) == facts(results["once"])


def load_time(event: Row, random: Random) -> datetime | None:
    occurred_at: datetime | None = event["occurred_at"]
    return random.choice([None, occurred_at and occurred_at + timedelta(days=random.choice([0, 1, 30]))])


def second_delivery(event: Row, random: Random) -> Row:
    """The same row again, or a later correction of it, which is not what was known first."""
    if random.random() < 0.5:
        return event
    # On a later day, also where a day has 25 hours: of one day a row without load time is the last.
    later = (event["loaded_at"] or event["occurred_at"] or LONG_AGO) + timedelta(days=random.choice([2, 30, 400]))
    return {**event, "event_type": "correction", "page_path": None, "loaded_at": later}


# -- Identities -------------------------------------------------------------------------------------------------------


def with_known_leads(rows: Rows, lead_ids: Iterable[str], random: Random) -> Rows:
    """The rows, where these leads exist for long, each with one row, and no link says that they are another one."""
    for_long = {"created_at": LONG_AGO, "valid_from": None, "valid_to": None}
    records = [{**random.choice(rows["leads"]), "lead_id": lead_id, **for_long} for lead_id in lead_ids]
    return {
        **rows,
        "leads": [row for row in rows["leads"] if row["lead_id"] not in lead_ids] + records,
        "identities": [row for row in rows["identities"] if row["alias_id"] not in lead_ids],
        # An override of each on one day would be two of one lead.
        "score_overrides": [row for row in rows["score_overrides"] if row["lead_id"] != HOME],
    }


def with_one_visitor(rows: Rows) -> Rows:
    """The rows, where what any visitor did was done by one, who is linked to nobody, and no event comes twice.

    Of two rows of one event the id of their leads may tell which one counts, and that is about to change.
    """
    once = {row["event_id"] or at: row for at, row in enumerate(rows["events"])}.values()
    return {
        **rows,
        "events": [{**row, "lead_id": VISITOR} if row["lead_id"] in ALIASES else row for row in once],
        "identities": [row for row in rows["identities"] if VISITOR not in (row["alias_id"], row["lead_id"])],
    }


def with_link(rows: Rows, alias_id: str, lead_id: str, linked_at: datetime) -> Rows:
    link = {"alias_id": alias_id, "lead_id": lead_id, "linked_at": linked_at}
    return {**rows, "identities": [*rows["identities"], link]}


def without_links_to(rows: Rows, lead_id: str) -> Rows:
    return {**rows, "identities": [row for row in rows["identities"] if row["lead_id"] != lead_id]}


def known_moment(events: list[Row], example: Example) -> datetime:
    """When one of the events happened, on the scoring date or before."""
    zone, scoring_date = ZoneInfo(example.options["timezone"]), example.options["scoring_date"]
    moments = [event["occurred_at"] for event in events if event["occurred_at"] is not None]
    known = [moment for moment in moments if moment.replace(tzinfo=UTC).astimezone(zone).date() <= scoring_date]
    chosen: datetime = example.random.choice(known or [LONG_AGO])
    return chosen


def as_if_always(rows: Rows, away: str, home: str) -> Rows:
    """The rows, where all that is the one's was the other's from the start; the other's attributes stay as they are."""
    renamed = {
        name: [{**row, "lead_id": home} if row["lead_id"] == away else row for row in rows[name]]
        for name in rows
        if name != "leads"
    }
    return {**renamed, "leads": [row for row in rows["leads"] if row["lead_id"] != away]}


@pytest.mark.parametrize("stitch", ["retroactive", "from_link"])
@for_examples
def test_what_is_known_under_another_id_is_the_leads_own(
    project: ScoringProject, example: Example, stitch: str
) -> None:
    """A merged record brings all that it did; a visitor does too, or what came after the link."""
    merged, as_if_merged = merged_record(example)
    linked, as_if_linked = linked_visitor(example, stitch)
    worlds = {"merged": merged, "as if merged": as_if_merged, "linked": linked, "as if linked": as_if_linked}
    results = score_side_by_side(project, example, worlds, stitch=stitch)
    assert facts(results["merged"]) == facts(results["as if merged"])
    assert facts(results["linked"]) == facts(results["as if linked"])


def merged_record(example: Example) -> tuple[Rows, Rows]:
    """A record that is merged, together with its visitor; and as if it had been the other one from the start."""
    rows = with_one_visitor(with_known_leads(example.rows, (AWAY, HOME), example.random))
    rows = without_links_to(rows, AWAY)
    merged_at = known_moment(rows["events"], example)
    merged = with_link(with_link(rows, VISITOR, AWAY, LONG_AGO), AWAY, HOME, merged_at)
    return merged, with_link(as_if_always(rows, AWAY, HOME), VISITOR, HOME, LONG_AGO)


def linked_visitor(example: Example, stitch: str) -> tuple[Rows, Rows]:
    """A visitor who is one lead and later another; and as if each had done itself what the visitor did meanwhile."""
    rows = with_one_visitor(with_known_leads(example.rows, (AWAY, HOME), example.random))
    moments = [known_moment([row for row in rows["events"] if row["lead_id"] == VISITOR], example) for _ in "12"]
    first_at, second_at = min(moments) - timedelta(microseconds=1), max(moments)
    linked = with_link(with_link(rows, VISITOR, AWAY, first_at), VISITOR, HOME, second_at)

    def meanwhile(row: Row, time: str) -> Row:
        is_early = row[time] is not None and row[time] < second_at
        return {**row, "lead_id": AWAY if is_early else HOME} if row["lead_id"] == VISITOR else row

    def counts(row: Row) -> bool:
        is_early = row["occurred_at"] is not None and row["occurred_at"] < first_at
        return row["lead_id"] != VISITOR or stitch == "retroactive" or not is_early

    return linked, {
        **as_if_always(rows, VISITOR, HOME),
        "events": [meanwhile(row, "occurred_at") for row in rows["events"] if counts(row)],
        "conversions": [meanwhile(row, "converted_at") for row in rows["conversions"]],
    }


@for_examples
def test_a_lead_that_is_no_longer_merged_has_its_score_again(project: ScoringProject, example: Example) -> None:
    """The link is gone; one that says that the lead is itself says nothing."""
    rows = with_known_leads(example.rows, (AWAY, HOME), example.random)
    merged = with_link(rows, AWAY, HOME, LONG_AGO)
    itself = with_link(merged, AWAY, AWAY, LONG_AGO + timedelta(days=1))

    before = score_side_by_side(project, example, {"never": rows, "gone": merged, "itself": merged})
    after = score_side_by_side(project, example, {"never": rows, "gone": rows, "itself": itself})
    assert [AWAY in lead_ids(before[world]) for world in before] == [True, False, False]
    assert facts(after["never"]) == facts(before["never"])  # a build run twice
    assert facts(after["gone"]) == facts(after["never"])
    assert facts(after["itself"]) == facts(before["itself"])


def lead_ids(result: Result) -> set[str]:
    return {row["lead_id"] for row in result.stages}


# -- One event more ---------------------------------------------------------------------------------------------------


@for_examples
def test_one_more_event_never_lowers_a_positive_rule_without_upper_count(
    project: ScoringProject, example: Example
) -> None:
    rows = example.rows
    results = score_side_by_side(
        project, example, {"before": rows, "after": {**rows, "events": rows["events"] + one_more_each(example)}}
    )
    rules = {
        (trimmed(line["scorecard_id"]), trimmed(line["rule_id"]))
        for line in example.tables["scorecard_rules"]
        if trimmed(line["rule_type"] or "") == "event"
        and trimmed(line.get("effect") or "add") == "add"
        and Decimal(trimmed(line["points"] or "0")) > 0
        and not any(line.get(column) for column in ("max_count", "since_subject", "amount"))
    }
    before, after = (points_of(results[world], rules) for world in ("before", "after"))
    assert {entry: points for entry, points in before.items() if after.get(entry, 0) < points} == {}


def one_more_each(example: Example) -> list[Row]:
    """For every lead an event like one that it has, then or at another time."""
    events = [event for event in example.rows["events"] if event["occurred_at"]]
    more = []
    for lead_id in sorted({event["lead_id"] for event in events if event["lead_id"]}):
        event = example.random.choice([event for event in events if event["lead_id"] == lead_id])
        moved_by = timedelta(days=example.random.choice([0, 0, 0, 1, 7, -1, -30]))
        more.append({**event, "event_id": f"one more of {lead_id}", "occurred_at": event["occurred_at"] + moved_by})
    return more


def points_of(result: Result, rules: set[tuple[str, str]]) -> dict[tuple[str, str, str], Decimal]:
    """The points of each lead's entries of these rules."""
    return {
        (row["lead_id"], row["scorecard_id"], row["rule_id"]): row["points"]
        for row in result.ledger
        if (row["scorecard_id"], row["rule_id"]) in rules
    }
