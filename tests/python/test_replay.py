"""Replay: what a past day's score would have been is what it was, entry by entry.

Random worlds are given what makes the past differ from now: events that were loaded late, or came again as something
else, leads whose attributes have a history, links and overrides of every day. One build replays several days. Each of
them is held against the reference, and one against a build made on that very day, both with the data of that day and
nothing later: so nothing that became known afterwards may have been read.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from project import BuildError, ScoringProject
from reference import Result, Row, Tables, World, score
from scorecard_builder import ATTRIBUTE_RULE, ENGAGEMENT_GROUP, EVENT_RULE, FIT_GROUP, OVERRIDE, SCORECARD
from strategies import FOUND, SEEDS, SIGNALS, Draw, worlds_and_scorecards
from test_against_reference import comparable, ledger_without_free_words

EXAMPLES = max(1, int(os.environ.get("LEAD_SCORING_EXAMPLES", "12")) // 4)
AGES = [0, 1, 2, 7, 30, 31, 60, 90]  # of replayed days, in days before the last
LAGS = [timedelta(0), timedelta(0), timedelta(hours=3), timedelta(days=1), timedelta(days=8), timedelta(days=45)]
REPLAYED = {"ledger": "lead_score_replay_ledger", "scores": "lead_score_replay", "tiers": "lead_score_replay"}
NOTHING = {"lead_scoring__replay_dates": None}


@pytest.fixture(scope="module")
def replaying(tmp_path_factory: pytest.TempPathFactory, new_project: Callable[[Path], ScoringProject]) -> ScoringProject:
    """A project whose first build, when it is parsed, asks for a replay: what replays are made of is there."""
    return new_project(tmp_path_factory.mktemp("replaying"))


def replayed(project: ScoringProject, day: date, like: Result) -> Result:
    """The tables of one replayed day, with the columns of those that a build has made."""
    rows = {
        name: [row for row in project.rows(f"select * from {table}") if row["scoring_date"] == day]
        for name, table in REPLAYED.items()
    }
    tables = {
        name: [{column: row[column] for column in (getattr(like, name) or [{}])[0]} for row in rows[name]]
        for name in REPLAYED
    }
    return Result(**tables, stages=[], audit=[])


def assert_same_scores(ours: Result, theirs: Result) -> None:
    """The same ledger, scores and tiers; the reference knows no axis, and tells its reasons in other words."""
    for result in (ours, theirs):
        for entry in result.ledger:
            entry.pop("axis", None)
    assert comparable(ledger_without_free_words(ours)) == comparable(ledger_without_free_words(theirs))
    assert comparable(ours.scores, ("top_reasons",)) == comparable(theirs.scores, ("top_reasons",))
    assert comparable(ours.tiers) == comparable(theirs.tiers)


# -- Random worlds with a past ----------------------------------------------------------------------------------------


def with_load_times(events: list[Row], random: Random) -> list[Row]:
    """Events as they came in: some late, some again, as another event or of another lead, and a few at no known time.

    No two rows of one id have one load time: the page leaves open which of them counts.
    """
    leads = [row["lead_id"] for row in events]
    again = [{**row, "event_id": row["event_id"] or "e?"} for row in random.sample(events, len(events) // 5)]
    for row in again:
        change = random.choice(["nothing", "event_type", "lead_id", "occurred_at"])
        if change == "event_type":
            row["event_type"] = random.choice(FOUND["event_type"])
        elif change == "lead_id":
            row["lead_id"] = random.choice(leads)
        elif change == "occurred_at" and row["occurred_at"]:
            row["occurred_at"] += timedelta(days=random.choice([-40, -2, 1, 20]))
    loaded = []
    for at, row in enumerate([*events, *again]):
        moment = row["occurred_at"] or datetime(2024, 1, 1)
        loaded_at = moment + random.choice(LAGS) + timedelta(microseconds=at)
        loaded.append({**row, "loaded_at": None if random.random() < 0.05 else loaded_at})
    unique = {(row["event_id"] or at, row["loaded_at"]): row for at, row in enumerate(loaded)}
    return list(unique.values())


def with_history(leads: list[Row], random: Random) -> list[Row]:
    """Each row of a lead as one to three, of which each holds until the next one does; the first one ever since."""
    history = []
    for at, row in enumerate(leads):
        changes = sorted(random.sample(range(1, 120), random.randint(0, 2)))
        start = row["created_at"] or datetime(2024, 1, 1)
        moments = [None, *(start + timedelta(days=days, microseconds=at) for days in changes), None]
        for since, until in zip(moments, moments[1:]):
            changed = {name: random.choice(FOUND[name]) for name in ("country", "employees", "industry", "job_title")}
            history.append({**row, **(changed if since else {}), "valid_from": since, "valid_to": until})
    return history


@st.composite
def pasts(draw: Draw) -> tuple[World, Tables, dict[str, Any], list[date]]:
    """A world with a past, its scorecards and options, and the days to replay; the last of them first."""
    world, tables, options = draw(worlds_and_scorecards(rules=10, leads=20, events=200))
    random = Random(draw(SEEDS.filter(bool)))
    world = replace(
        world,
        events=with_load_times(world.events, random),
        event_types={**world.event_types, "loaded_at": "timestamp"},
    )
    if random.random() < 0.6:
        world = replace(
            world,
            leads=with_history(world.leads, random),
            lead_types={**world.lead_types, "valid_from": "timestamp", "valid_to": "timestamp"},
        )
    days = [options["scoring_date"] - timedelta(days=age) for age in [0, *random.sample(AGES[1:], 3)]]
    return world, tables, options, sorted(days, reverse=True)


def as_of(world: World, tables: Tables, day: date, zone: ZoneInfo) -> tuple[World, Tables]:
    """The data of a day: what was known of the world when it ended, and not what became of it."""

    def is_known(moment: datetime | None) -> bool:
        return moment is None or moment.replace(tzinfo=UTC).astimezone(zone).date() <= day

    leads = [
        {**row, **({"valid_to": row["valid_to"] if is_known(row["valid_to"]) else None} if "valid_to" in row else {})}
        for row in world.leads
        if is_known(row["created_at"]) and is_known(row.get("valid_from"))
    ]
    events = [row for row in world.events if is_known(row["occurred_at"]) and is_known(row["loaded_at"])]
    known = replace(
        world,
        leads=leads,
        events=events,
        conversions=[row for row in world.conversions if is_known(row["converted_at"])],
        identities=[row for row in world.identities if is_known(row["linked_at"])],
    )
    overrides = [line for line in tables["score_overrides"] if (line["starts_on"] or "").strip() <= day.isoformat()]
    return known, {**tables, "score_overrides": overrides}


def test_a_replayed_day_is_the_day_as_it_was(replaying: ScoringProject) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize="CI" in os.environ,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(pasts())
    def agrees(example: Any) -> None:
        world, tables, options, days = example
        now = replaying.score(world, tables, replay_dates=[str(day) for day in days], **options)
        assert_same_scores(replayed(replaying, days[0], now), now)
        zone = ZoneInfo(options["timezone"])
        replays = {day: replayed(replaying, day, now) for day in days[1:]}
        for day, replay in replays.items():
            known, lines = as_of(world, tables, day, zone)
            assert_same_scores(replay, score(known, lines, SIGNALS, **{**options, "scoring_date": day}))
        day = days[-1]
        known, lines = as_of(world, tables, day, zone)
        then = replaying.score(known, lines, replay_dates=[], **{**options, "scoring_date": day})
        assert_same_scores(replays[day], then)
        assert comparable(replays[day].scores) == comparable(then.scores)

    agrees()
