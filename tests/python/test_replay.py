"""Replay: what a past day's score would have been is what it was, entry by entry.

Random worlds have what makes the past differ from now: events that were loaded late, or came again as something else,
leads whose attributes have a history, links and overrides of every day. One build replays several days. Each of
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
from project import CONTRACT_TYPES, HISTORY, OUTPUTS, BuildError, ScoringProject
from reference import Result, Row, Tables, World, score
from scorecard_builder import ATTRIBUTE_RULE, ENGAGEMENT_GROUP, EVENT_RULE, FIT_GROUP, OVERRIDE, SCORECARD, STAGE
from strategies import SEEDS, SIGNALS, Draw, worlds_and_scorecards
from test_against_reference import comparable, ledger_without_free_words

EXAMPLES = max(1, int(os.environ.get("LEAD_SCORING_EXAMPLES", "6")) // 4)
AGES = [0, 1, 2, 7, 30, 31, 60, 90]  # of replayed days, in days before the last
REPLAYED = {"ledger": "lead_score_replay_ledger", "scores": "lead_score_replay", "tiers": "lead_score_replay"}


@pytest.fixture(scope="module")
def replaying(
    tmp_path_factory: pytest.TempPathFactory, new_project: Callable[[Path], ScoringProject]
) -> ScoringProject:
    """A project whose first build, when it is parsed, asks for a replay: what replays are made of is there."""
    project = new_project(tmp_path_factory.mktemp("replaying"))
    project.models = (*OUTPUTS.values(), *REPLAYED.values())
    return project


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


@st.composite
def pasts(draw: Draw) -> tuple[World, Tables, dict[str, Any], list[date]]:
    """A world with a past, its scorecards and options, and the days to replay; the last of them first."""
    world, tables, options = draw(worlds_and_scorecards(rules=10, leads=20, events=200, loads=True))
    random = Random(draw(SEEDS.filter(bool)))
    days = [options["scoring_date"] - timedelta(days=age) for age in [0, *random.sample(AGES[1:], 3)]]
    return world, tables, options, sorted(days, reverse=True)


def as_of(world: World, tables: Tables, day: date, zone: ZoneInfo) -> tuple[World, Tables]:
    """The data of a day: what was known of the world when it ended, and not what became of it."""

    def is_known(moment: datetime | None) -> bool:
        return moment is None or moment.replace(tzinfo=UTC).astimezone(zone).date() <= day

    def as_known(lead: Row) -> Row:
        """Of versions to come it is known that there will be some: a lead exists before its first one."""
        if is_known(lead.get("valid_from")):
            return {name: None if name == "valid_to" and not is_known(cell) else cell for name, cell in lead.items()}
        return {name: lead[name] for name in ("lead_id", "created_at", "valid_from")}

    leads = [as_known(row) for row in world.leads if is_known(row["created_at"])]
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


@pytest.mark.random
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


# -- One fact at a time -----------------------------------------------------------------------------------------------

NOON = timedelta(hours=12)
FIRST, SECOND, LAST = date(2026, 6, 1), date(2026, 6, 8), date(2026, 6, 15)
CARD: Tables = {
    "scorecards": [{**SCORECARD, "max_score": "100"}],
    "scorecard_groups": [FIT_GROUP, ENGAGEMENT_GROUP],
    "scorecard_rules": [
        {**EVENT_RULE, "rule_id": "visit", "points": "10", "award": "each"},
        {**EVENT_RULE, "rule_id": "fresh", "points": "1", "award": "each", "window_days": "7"},
        {**ATTRIBUTE_RULE, "rule_id": "boss", "points": "50", "operator": "=", "value": "boss"},
    ],
}


def noon(day: date, days: int = 0) -> datetime:
    return datetime.combine(day + timedelta(days=days), datetime.min.time()) + NOON


def lead(lead_id: str, **cells: Any) -> Row:
    return {"lead_id": lead_id, "created_at": noon(FIRST, -100), "job_title": "clerk", "valid_from": None, **cells}


def visit(lead_id: str, day: datetime, loaded_at: datetime | None = None, event_id: str | None = None) -> Row:
    return {
        "event_id": event_id, "lead_id": lead_id, "event_type": "page_view", "occurred_at": day,
        "loaded_at": loaded_at or day,
    }  # fmt: skip


def small_world(leads: list[Row], events: list[Row], identities: list[Row]) -> World:
    return World(
        leads, events, [], identities,
        {**CONTRACT_TYPES["leads"], "job_title": "text", "valid_from": "timestamp"},
        {**CONTRACT_TYPES["events"], "loaded_at": "timestamp"},
    )  # fmt: skip


# Of each lead: its rows, its events, its links and overrides; then its score on each of the three days.
FACTS: dict[str, tuple[World, list[dict[str, str]], list[int | None]]] = {
    "an event that was loaded late": (
        small_world([lead("late")], [visit("late", noon(FIRST), noon(SECOND))], []), [], [0, 10, 10],
    ),
    "an event in its window": (small_world([lead("a")], [visit("a", noon(FIRST, -1))], []), [], [11, 10, 10]),
    "a copy that turned out to be known before": (
        small_world(
            [lead("first"), lead("second")],
            [visit("first", noon(FIRST), noon(FIRST), "e"), visit("second", noon(FIRST, 1), noon(FIRST, 1), "e")],
            [],
        ),
        [], [11, 10, 10],
    ),
    "a lead that did not exist yet": (small_world([lead("new", created_at=noon(SECOND))], [], []), [], [None, 0, 0]),
    "a job that changed": (
        small_world([lead("ann"), lead("ann", job_title="boss", valid_from=noon(SECOND, 1))], [], []), [], [0, 0, 50],
    ),
    "an override of one week": (
        small_world([lead("ann")], [], []),
        [{**OVERRIDE, "lead_id": "ann", "points": "7", "starts_on": str(SECOND), "ends_on": str(LAST)}],
        [0, 7, 0],
    ),
    "a record that was merged": (
        small_world(
            [lead("old"), lead("z")],
            [visit("z", noon(FIRST, -30)), visit("old", noon(FIRST, -30))],
            [{"alias_id": "old", "lead_id": "z", "linked_at": noon(SECOND)}],
        ),
        [], [10, None, None],
    ),
    "a chain of links that was made in two steps": (
        small_world(
            [lead("end")], [visit("cookie", noon(FIRST, -30))],
            [
                {"alias_id": "cookie", "lead_id": "middle", "linked_at": noon(FIRST, -9)},
                {"alias_id": "middle", "lead_id": "end", "linked_at": noon(SECOND)},
            ],
        ),
        [], [0, 10, 10],
    ),
}  # fmt: skip


@pytest.mark.parametrize("known_until", [FIRST, LAST], ids=["nothing later", "everything later"])
def test_each_day_has_what_was_known_on_it(replaying: ScoringProject, known_until: date) -> None:
    """All facts in one build; the scores of a day are the same whether anything is known of later days or not."""
    worlds = {name: prefixed(world, f"{at} ") for at, (name, (world, *_)) in enumerate(FACTS.items())}
    lines = [
        {**line, "lead_id": f"{at} {line['lead_id']}"}
        for at, (_, overrides, _) in enumerate(FACTS.values())
        for line in overrides
    ]
    together = small_world(
        [row for world in worlds.values() for row in world.leads],
        [row for world in worlds.values() for row in world.events],
        [row for world in worlds.values() for row in world.identities],
    )
    tables = {**CARD, "score_overrides": lines}
    days = [day for day in (FIRST, SECOND, LAST) if day <= known_until]
    known, known_tables = as_of(together, tables, known_until, ZoneInfo("UTC"))
    replaying.score(known, known_tables, LAST, replay_dates=[str(day) for day in days])
    scores = {(row["lead_id"], row["scoring_date"]): row for row in replaying.rows("select * from lead_score_replay")}
    assert {row["attributes_as_of"] for row in scores.values()} == {"scoring_date"}
    for name, (_, _, expected) in FACTS.items():
        lead_id = worlds[name].leads[0]["lead_id"]
        found = [row["score"] if (row := scores.get((lead_id, day))) else None for day in days]
        assert found == expected[: len(days)], name


def prefixed(world: World, prefix: str) -> World:
    """The same world with names of its own."""

    def renamed(rows: list[Row]) -> list[Row]:
        names = ("lead_id", "alias_id", "event_id")
        return [{key: prefix + cell if key in names and cell else cell for key, cell in row.items()} for row in rows]

    return replace(
        world, leads=renamed(world.leads), events=renamed(world.events), identities=renamed(world.identities)
    )


# -- Asking for a replay ----------------------------------------------------------------------------------------------


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    ("asked", "days"),
    [
        ({"replay_dates": ["2026-06-08", "2026-06-01", "2026-06-08"]}, ["2026-06-01", "2026-06-08"]),
        ({"replay_from": "2026-06-01"}, ["2026-06-01", "2026-06-08", "2026-06-15"]),
        ({"replay_from": "2026-06-10", "replay_to": "2026-06-14", "replay_every": 2},
         ["2026-06-10", "2026-06-12", "2026-06-14"]),
    ],
    ids=["dates", "from", "from, to and every"],
)  # fmt: skip
def test_the_days_are_those_asked_for(replaying: ScoringProject, asked: dict[str, Any], days: list[str]) -> None:
    replaying.score(small_world([lead("ann", valid_from=noon(FIRST))], [], []), CARD, LAST, **asked)
    found = replaying.rows("select distinct scoring_date from lead_score_replay order by scoring_date")
    assert [str(row["scoring_date"]) for row in found] == days


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"replay_dates": "2026-06-01"}, ("replay_dates cannot be used", "Got: '2026-06-01'", "a list of days")),
        ({"replay_dates": ["1 June"]}, ("replay_dates cannot be used", "Got: '1 June'", "written YYYY-MM-DD")),
        ({"replay_dates": ["2026-06-16"]}, ("Got: '2026-06-16'", "not after the scoring date 2026-06-15")),
        ({"replay_from": "2026-06-01", "replay_dates": []}, ("replay_from cannot be used", "Got: '2026-06-01'")),
        ({"replay_to": "2026-06-01"}, ("replay_to cannot be used", "nothing without lead_scoring__replay_from")),
        ({"replay_from": "2026-06-01", "replay_every": 0}, ("replay_every cannot be read", "Got: '0'")),
        ({"backfill": "maybe"}, ("lead_scoring__backfill is unknown", "Got: 'maybe'", "true, false, if_empty")),
    ],
)  # fmt: skip
def test_a_wrong_wish_is_one_clear_error(
    replaying: ScoringProject, asked: dict[str, Any], message: tuple[str, ...]
) -> None:
    replaying.write(small_world([lead("ann")], [], []))
    with pytest.raises(BuildError) as error:
        replaying.run(CARD, LAST, **asked)
    assert [part for part in message if part not in str(error.value)] == []
    assert str(error.value).count("Fix:") == 1


# -- An empty history is filled ---------------------------------------------------------------------------------------


@pytest.mark.slow
def test_an_empty_history_is_filled_once(fresh_project: ScoringProject) -> None:
    """A visit after the first day, and a job that changed after the second: three spans, two of them backfilled."""
    world = small_world(
        [lead("ann"), lead("ann", job_title="boss", valid_from=noon(SECOND, 1))], [visit("ann", noon(FIRST, 1))], []
    )
    tables = {**CARD, "lifecycle_stages": [{**STAGE, "stage_id": "known", "stage_rank": "1", "entry_type": "always"}]}
    wish = {"keep_history": True, "replay_from": str(FIRST)}
    fresh_project.models = (*OUTPUTS.values(), *HISTORY, "lead_score_restatements")
    fresh_project.score(world, tables, LAST, **wish, backfill=True)

    def history() -> list[tuple[Any, ...]]:
        rows = fresh_project.rows("select * from lead_score_history order by valid_from_on")
        return [(row["valid_from_on"], row["valid_to_on"], row["score"], row["is_backfilled"]) for row in rows]

    expected = [(FIRST, SECOND, 0, True), (SECOND, LAST, 11, True), (LAST, None, 60, False)]
    assert history() == expected
    [stage] = fresh_project.rows("select * from lead_stage_history")
    assert (stage["stage_id"], stage["published_on"], stage["is_backfilled"]) == ("known", FIRST, True)
    [change] = fresh_project.rows("select * from lead_score_changes where scorecard_id is not null")
    assert (change["compared_with_on"], change["changed_on"]) == (SECOND, LAST)
    assert (change["score_before"], change["score_after"]) == (11, 60)
    moved = fresh_project.rows("select * from lead_score_change_entries")
    assert {(row["rule_id"], row["reason"], row["points_change"]) for row in moved} == {
        ("boss", "attribute_changed", 50),
        ("fresh", "expired", -1),
    }
    assert fresh_project.rows("select * from lead_score_restatements") == []

    with pytest.raises(BuildError) as error:
        fresh_project.run(tables, LAST, **wish, backfill=True)
    assert str(error.value).count("the history is not empty") == 1
    fresh_project.run(tables, LAST, **wish, backfill="if_empty")
    assert history() == expected

    # By other rules the past would have been another one, and stays what it was.
    rules = [{**rule, "points": "30"} if rule["rule_id"] == "visit" else rule for rule in tables["scorecard_rules"]]
    fresh_project.run({**tables, "scorecard_rules": rules}, LAST + timedelta(days=1), **wish)
    rows = fresh_project.rows("select * from lead_score_restatements order by scoring_date")
    found = [(row["scoring_date"], row["published_score"], row["restated_score"]) for row in rows]
    assert found == [(SECOND, 11, 31), (LAST, 60, 80)]
