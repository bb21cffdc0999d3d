"""Activities that are kept: a run that adds to them gives the same as one that reads everything, entry by entry.

Random schedules deliver a random world day by day, in all the ways in which data and scorecards change between two
runs; after each run all tables are as the reference states them. The small tests beside them say what a run reads, and
what becomes of kept activities when something is in the way.
"""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from project import OUTPUTS, ROOT, BuildError, ScoringProject, write_parquet
from reference import Row, Signal, Tables, Types, World, score
from strategies import ALIASES, FOUND, SEEDS, SIGNALS, TIMEZONES, Draw, worlds_and_scorecards
from test_against_reference import assert_same

EXAMPLES = max(1, int(os.environ.get("LEAD_SCORING_EXAMPLES", "6")) // 6)  # of schedules
STEPS = 6  # runs of each
STREAM = "int_lead_scoring__activities"
KEYS = "int_lead_scoring__lead_keys"
MICROSECOND = timedelta(microseconds=1)


class OngoingProject(ScoringProject):
    """A project whose activities are kept, from run to run of one test."""

    models = tuple(OUTPUTS.values())
    arguments: tuple[str, ...] = ()  # of `dbt run`
    begins_anew: bool = False
    load_time_type: str | None = None  # of `loaded_at`, if not a timestamp

    def invoke(self, command: str, *arguments: str, variables: Mapping[str, Any] | None = None) -> Any:
        more = self.arguments if command == "run" else ()
        if command == "run" and self.begins_anew:
            more, self.begins_anew = (*more, "--full-refresh"), False
        return super().invoke(command, *arguments, *more, variables=variables)

    def selection(self) -> list[str]:
        return [] if "--select" in self.arguments else super().selection()

    def run(self, tables: Tables, scoring_date: date | str, **settings: Any) -> None:
        # Its tables take deletes here, which dbt-spark cannot know.
        kept = {"keep_activities": True} if self.warehouse.target == "spark" else {}
        super().run(tables, scoring_date, **{**kept, **settings})

    def write(self, world: World) -> None:
        super().write(world)
        if self.load_time_type:
            path = self.inputs["events"]
            column = "loaded_at at time zone 'UTC'" if self.load_time_type == "timestamptz" else "loaded_at"
            with duckdb.connect() as connection:
                connection.execute(f"create table events as select * replace ({column} as loaded_at) from '{path}'")
                connection.execute(f"alter table events alter loaded_at type {self.load_time_type}")
                connection.execute(f"copy events to '{path}' (format parquet)")

    def forget(self) -> None:
        """Begin anew with the next run, as on the first day."""
        self.begins_anew = True

    @property
    def went_on(self) -> bool:
        """Whether the last run added to what there was."""
        return "new_events as" in self.compiled(STREAM)

    @property
    def read_anew(self) -> list[str]:
        """The activities for which the last run read all events."""
        definitions = self.compiled(STREAM).split("\nwatermarks as (")[1].split(") as definitions")[0]
        return re.findall(r"\('(.*)', (?:true|false), '[0-9a-f]{32}'\)", definitions)

    def compiled(self, model: str) -> str:
        """The SQL of a model in the last run."""
        [path] = (self.directory / "target/compiled/lead_scoring/models").rglob(f"{model}.sql")
        return path.read_text("utf-8")


@pytest.fixture(scope="module")
def ongoing(tmp_path_factory: pytest.TempPathFactory, target: str) -> OngoingProject:
    return OngoingProject(tmp_path_factory.mktemp("ongoing"), target)


# -- Random schedules -------------------------------------------------------------------------------------------------


@dataclass
class Feed:
    """What has been delivered so far, what is still to come, and what the next run is to be."""

    random: Random
    leads: list[Row]
    events: list[Row]
    identities: list[Row]
    conversions: list[Row]
    types: tuple[Any, Any]
    tables: dict[str, list[dict[str, str | None]]]
    options: dict[str, Any]
    to_come: dict[str, list[Row]] = field(default_factory=dict)
    rules_to_come: list[list[dict[str, str | None]]] = field(default_factory=list)
    clock: datetime = datetime(2000, 1, 1)
    happened: list[str] = field(default_factory=list)

    @property
    def world(self) -> World:
        return World(self.leads, self.events, self.conversions, self.identities, *self.types)

    @property
    def today(self) -> date:
        day: date = self.options["scoring_date"]
        return day

    def some(self, rows: list[Any], at_most: int) -> list[Any]:
        return self.random.sample(rows, min(len(rows), self.random.randint(1, at_most)))

    def now(self) -> datetime:
        """A load time that no row has yet: on the scoring date, as UTC has it."""
        self.clock += timedelta(microseconds=self.random.choice([1, 1000, 60_000_001]))
        return self.clock

    @property
    def rules(self) -> list[dict[str, str | None]]:
        """The first lines of rules; further conditions follow theirs."""
        return [line for line in self.tables["scorecard_rules"] if not line.get("joined_by")]

    # What can happen between two runs.

    def nothing(self) -> None:
        """Or the same again."""

    def days_pass(self) -> None:
        self.move(self.random.choice([1, 1, 1, 2, 7, 30]))

    def day_is_scored_again(self) -> None:
        self.move(-self.random.choice([1, 2, 40]))

    def move(self, days: int) -> None:
        self.options["scoring_date"] = self.today + timedelta(days=days)
        self.clock = max(self.clock, datetime.combine(self.today, datetime.min.time()) + timedelta(hours=5))

    def load(self, rows: list[Row], loaded_at: datetime | None) -> None:
        self.events += [{**row, "loaded_at": loaded_at} for row in rows]

    def take(self, at_most: int = 40) -> list[Row]:
        rows = self.some(self.to_come["events"], at_most)
        self.to_come["events"] = [row for row in self.to_come["events"] if row not in rows]
        return rows

    def events_arrive(self) -> None:
        self.load(self.take(), self.now())

    def an_event_arrives(self) -> None:
        self.load(self.take(1), self.now())

    def an_event_of_today_arrives(self) -> None:
        self.load([self.at_day(row, 0) for row in self.take(5)], self.now())

    def future_events_arrive(self) -> None:
        self.load([self.at_day(row, self.random.choice([1, 2, 8])) for row in self.take(5)], self.now())

    def at_day(self, row: Row, days: int) -> Row:
        moved = datetime.combine(self.today + timedelta(days=days), datetime.min.time()) + timedelta(hours=11)
        return {**row, "occurred_at": moved}

    def events_arrive_in_the_same_batch(self) -> None:
        """With the very load time of the newest rows that the last run saw."""
        self.load(self.take(3), max((row["loaded_at"] for row in self.events if row["loaded_at"]), default=self.now()))

    def events_are_loaded_back_in_time(self) -> None:
        self.load(self.take(3), self.now() - timedelta(days=self.random.choice([0, 3, 100]), microseconds=7))

    def events_arrive_before_their_day(self) -> None:
        """Loaded on a day after the scoring date."""
        self.load(self.take(5), self.now() + timedelta(days=self.random.choice([1, 2, 8])))

    def events_arrive_without_load_time(self) -> None:
        self.load(self.take(2), None)

    def events_come_again(self) -> None:
        self.load(self.some(self.events, 10), self.now())

    def events_come_again_otherwise(self) -> None:
        """Another type or other properties; the lead and the time are the same."""
        rows = self.some(self.events, 5)
        changes = [
            {name: self.random.choice(FOUND[name]) for name in ("event_type", "page_path", "value")} for _ in rows
        ]
        self.load([{**row, **change} for row, change in zip(rows, changes)], self.now())

    def events_come_again_at_another_time(self) -> None:
        rows = [row for row in self.some(self.events, 5) if row["occurred_at"]]
        by = [timedelta(days=self.random.choice([-30, -1, 0, 1, 2]), seconds=1) for _ in rows]
        self.load([{**row, "occurred_at": row["occurred_at"] + moved} for row, moved in zip(rows, by)], self.now())

    def events_come_again_for_another_lead(self) -> None:
        rows = self.some(self.events, 3)
        self.load([{**row, "lead_id": self.random.choice(self.events)["lead_id"]} for row in rows], self.now())

    def events_are_deleted(self) -> None:
        deleted = self.some(self.events, 5)
        self.events = [row for row in self.events if row not in deleted]

    def as_many_are_deleted_as_are_loaded_back_in_time(self) -> None:
        deleted = self.some(self.events, 3)
        self.load(self.take(len(deleted)), self.clock - timedelta(days=20, microseconds=self.random.randint(1, 9)))
        self.events = [row for row in self.events if not any(row is one for one in deleted)]

    def events_are_corrected(self) -> None:
        """In place, under their old load times."""
        for row in self.some(self.events, 3):
            row.update({name: self.random.choice(FOUND[name]) for name in ("event_type", "page_path", "value")})

    def leads_arrive(self) -> None:
        rows = self.some(self.to_come["leads"], 5)
        self.to_come["leads"] = [row for row in self.to_come["leads"] if row not in rows]
        self.leads += rows

    def leads_vanish(self) -> None:
        gone = {row["lead_id"] for row in self.some(self.leads, 2)}
        self.leads = [row for row in self.leads if row["lead_id"] not in gone]

    def leads_change(self) -> None:
        for row in self.some(self.leads, 5):
            row.update({name: self.random.choice(FOUND[name]) for name in ("country", "employees", "industry")})

    def records_are_linked(self) -> None:
        leads = [row["lead_id"] for row in self.leads if row["lead_id"]]
        linked_at = datetime.combine(self.today, datetime.min.time()) - timedelta(days=self.random.choice([0, 1, 30]))
        links = [(self.random.choice([*ALIASES, *leads]), lead) for lead in self.some(leads, 2)]
        self.identities += [{"alias_id": one, "lead_id": other, "linked_at": linked_at} for one, other in links]

    def links_are_lost(self) -> None:
        self.identities = self.identities[: -self.random.choice([1, 2])]

    def points_change(self) -> None:
        """Also from one effect on the score to another, which a factor below 0 cannot be."""
        for rule in self.some(self.rules, 3):
            if (rule.get("effect") or "add").strip() != "add":
                rule["effect"] = self.random.choice(["multiply", "ceiling", "floor"])
            is_factor = rule.get("effect") == "multiply"
            rule["points"] = self.random.choice(["3", "0.5" if is_factor else "-4", "12.5"])

    def windows_change(self) -> None:
        for rule in self.some([rule for rule in self.rules if is_of_events(rule)], 2):
            rule["window_days"] = self.random.choice([None, "3", "45"])

    def conditions_change(self) -> None:
        for rule in self.some([rule for rule in self.rules if is_of_events(rule)], 2):
            rule |= {"property": "page_path", "operator": "contains", "value": self.random.choice(["pricing", "/"])}

    def counting_changes(self) -> None:
        """By other values of the events, with which they are read for themselves."""
        rules = [rule for rule in self.rules if (rule["rule_type"] or "").strip() == "event"]
        for rule in self.some(rules, 2):
            rule["count_by"] = self.random.choice([None, "day", "asset", "page_path"])
            rule["amount"] = self.random.choice([None, None, "value"])

    def rules_arrive(self) -> None:
        for _ in range(min(2, len(self.rules_to_come))):
            self.tables["scorecard_rules"] += self.rules_to_come.pop()

    def rules_go(self, at_most: int = 2) -> None:
        for rule in self.some(self.rules, at_most):
            # A scorecard keeps one.
            if any(other is not rule and other["scorecard_id"] == rule["scorecard_id"] for other in self.rules):
                gone = lines_of(rule, self.tables)
                self.tables["scorecard_rules"] = [line for line in self.tables["scorecard_rules"] if line not in gone]
                self.rules_to_come.insert(0, gone)

    def bounds_change(self) -> None:
        """All of one axis, so that none becomes another's."""
        for tier in self.some(self.tables["scorecard_tiers"], 1):
            by = self.random.choice([-5, -1, 2, 10])
            for line in self.tables["scorecard_tiers"]:
                if line["lower_bound"] and all(line[name] == tier[name] for name in ("scorecard_id", "axis")):
                    line["lower_bound"] = str(Decimal(line["lower_bound"].strip()) + by)
                if line["lower_percent"] and line["scorecard_id"] == tier["scorecard_id"] and by < 0:
                    line["lower_percent"] = str(Decimal(line["lower_percent"].strip()) / 2)

    def filters_change(self) -> None:
        """Machines are looked for, otherwise than before, or no more."""
        burst = {"filter_id": "f", "event_type": "page_view", "kind": "burst", "seconds": "3600", "max_count": "1"}
        soon = {"filter_id": "g", "event_type": "email_opened", "kind": "soon_after", "of_event_type": "email_sent",
                "seconds": self.random.choice(["1", "172800"])}  # fmt: skip
        self.tables["event_filters"] = self.random.choice([[], [burst], [burst, soon]])

    def the_zone_changes(self) -> None:
        self.options["timezone"] = self.random.choice(TIMEZONES)

    def visitors_count_from_their_link(self) -> None:
        self.options["stitch"] = "from_link"

    def visitors_count_from_the_start(self) -> None:
        self.options["stitch"] = "retroactive"

    def outbound_types_change(self) -> None:
        self.options["outbound_event_types"] = self.random.choice([["email_sent"], ["page_view", "email_sent"]])

    def activities_are_not_kept(self) -> None:
        self.options["keep_activities"] = False

    def change(self) -> None:
        """Some of it happens."""
        self.only(*self.random.choices([*USUAL, *SELDOM], [8] * len(USUAL) + [1] * len(SELDOM), k=4))

    def only(self, *what_happens: Callable[[Feed], None]) -> None:
        """This and nothing else happens."""
        self.options.pop("keep_activities", None)
        for what in what_happens:
            what(self)
        self.happened = [what.__name__ for what in what_happens]

    def reference(self) -> Any:
        return score(self.world, self.tables, SIGNALS, **without_keep_activities(self.options))


USUAL: list[Callable[[Feed], None]] = [
    Feed.nothing, Feed.days_pass, Feed.days_pass, Feed.events_arrive, Feed.events_arrive, Feed.an_event_arrives,
    Feed.an_event_of_today_arrives, Feed.future_events_arrive, Feed.events_come_again,
    Feed.events_come_again_otherwise, Feed.leads_arrive, Feed.leads_vanish, Feed.leads_change,
    Feed.records_are_linked, Feed.links_are_lost, Feed.points_change, Feed.windows_change, Feed.conditions_change,
    Feed.rules_arrive, Feed.rules_go, Feed.counting_changes, Feed.visitors_count_from_the_start,
]  # fmt: skip
SELDOM: list[Callable[[Feed], None]] = [
    Feed.day_is_scored_again, Feed.events_arrive_in_the_same_batch, Feed.events_are_loaded_back_in_time,
    Feed.events_arrive_before_their_day, Feed.events_arrive_without_load_time, Feed.events_come_again_at_another_time,
    Feed.events_come_again_for_another_lead, Feed.events_are_deleted,
    Feed.as_many_are_deleted_as_are_loaded_back_in_time, Feed.the_zone_changes, Feed.visitors_count_from_their_link,
    Feed.activities_are_not_kept, Feed.events_are_corrected,
    Feed.outbound_types_change, Feed.bounds_change, Feed.filters_change,
]  # fmt: skip


def without_keep_activities(options: Mapping[str, Any]) -> dict[str, Any]:
    """What options mean for scores: nothing of how they come about."""
    return {name: value for name, value in options.items() if name not in ("keep_activities", "activation")}


def is_of_events(rule: Mapping[str, str | None]) -> bool:
    """Whether a rule may look at a property of its events."""
    kind, subject = (rule["rule_type"] or "").strip(), (rule["subject"] or "").strip()
    return kind in ("event", "absence") and not subject.startswith("signal:")


def lines_of(
    rule: Mapping[str, str | None], tables: Mapping[str, list[dict[str, str | None]]]
) -> list[dict[str, str | None]]:
    """The first line of a rule and its further conditions."""
    keys = [(rule[name] or "").strip() for name in ("scorecard_id", "rule_id")]
    return [
        line
        for line in tables["scorecard_rules"]
        if [(line[name] or "").strip() for name in ("scorecard_id", "rule_id")] == keys
    ]


@st.composite
def feeds(draw: Draw) -> Feed:
    """On the first day half of a world is there: some of its events, leads and rules are still to come."""
    world, tables, options = draw(worlds_and_scorecards(most_scorecards=2, rules=8, leads=15, events=120))
    random = Random(draw(SEEDS.filter(bool)))  # not hypothesis' simplest world, where rows are much the same
    tables = deepcopy(tables)
    ids = {row["event_id"]: row for row in world.events if row["event_id"]}
    events = [*ids.values(), *(row for row in world.events if not row["event_id"])]
    leads = list({row["lead_id"]: row for row in world.leads}.values())
    rules = [lines_of(line, tables) for line in tables["scorecard_rules"] if not line.get("joined_by")]
    for rows in (events, leads, rules):
        random.shuffle(rows)
    tables["scorecard_rules"] = [line for lines in rules for line in lines]
    half = len(events) // 2
    feed = Feed(
        random, leads[:-3], [], list(world.identities), world.conversions,
        (world.lead_types, {**world.event_types, "loaded_at": "timestamp"}), tables,
        {**options, "stitch": "retroactive", "scoring_date": options["scoring_date"] - timedelta(days=4)},
        {"events": events[half:], "leads": leads[-3:]},
    )  # fmt: skip
    feed.rules_go(at_most=3)
    feed.move(0)
    feed.load(events[: half // 2], feed.clock - timedelta(days=3))
    feed.load(events[half // 2 : half], feed.now())
    return feed


@pytest.mark.random
def test_random_schedules_agree_with_the_reference(ongoing: OngoingProject) -> None:
    went_on: list[bool] = []

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize="CI" in os.environ,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(feeds())
    def agrees(feed: Feed) -> None:
        ongoing.forget()
        history = []
        for step in range(STEPS):
            result = ongoing.score(feed.world, feed.tables, **feed.options)
            assert_each_event_once(ongoing, feed.events)
            history.append((str(feed.today), feed.happened, ongoing.went_on))
            went_on.append(ongoing.went_on)
            try:
                assert_same(result, feed.reference())
            except AssertionError as difference:
                difference.add_note("\n".join(map(str, history)))
                raise
            # The second run finds no reason to read everything, so that no schedule is about full runs alone.
            feed.change() if step else feed.only(Feed.an_event_arrives)

    agrees()
    assert any(went_on)


# -- What a run reads -------------------------------------------------------------------------------------------------

TODAY = date(2026, 3, 10)
NOON = datetime(2026, 3, 10, 12)
TABLES: Tables = {
    "scorecards": [{"scorecard_id": "card"}],
    "scorecard_groups": [{"scorecard_id": "card", "group_id": "web", "axis": "engagement"}],
    "scorecard_rules": [
        {"scorecard_id": "card", "rule_id": event_type, "group_id": "web", "rule_type": "event",
         "subject": event_type, "points": "5", "award": "each", **cells}
        for event_type, cells in {
            "visit": {"half_life_days": "30"}, "download": {"window_days": "30", "max_per_day": "1"}, "call": {},
        }.items()
    ],
}  # fmt: skip

LEAD_TYPES: Types = {"lead_id": "text", "created_at": "timestamp"}
EVENT_TYPES: Types = {
    "event_id": "text", "lead_id": "text", "event_type": "text", "page_path": "text",
    "occurred_at": "timestamp", "loaded_at": "timestamp",
}  # fmt: skip
LATER: dict[str, Any] = {"loaded_at": NOON + timedelta(hours=1)}
LEADS = [{"lead_id": lead_id, "created_at": NOON - timedelta(days=90)} for lead_id in ("ann", "bob", "eve")]


def an_event(event_id: str | None, lead_id: str = "ann", event_type: str = "visit", **cells: Any) -> Row:
    """Happened and was loaded at noon of the scoring date."""
    event = {"event_id": event_id, "lead_id": lead_id, "event_type": event_type, "page_path": "/"}
    return {**event, "occurred_at": NOON, "loaded_at": NOON, **cells}


def a_world(events: list[Row], leads: list[Row] = LEADS, identities: list[Row] | None = None) -> World:
    return World(leads, events, [], identities or [], LEAD_TYPES, EVENT_TYPES)


def days(number: int) -> timedelta:
    return timedelta(days=number)


EVENTS = [
    an_event("e1", occurred_at=NOON - days(9), loaded_at=NOON - days(9)),
    an_event("e2", occurred_at=NOON - days(2), loaded_at=NOON - days(2)),
    an_event("e3", "bob", "download", occurred_at=NOON - days(2), loaded_at=NOON - days(1)),
    an_event("e4", "bob", "call"),
]


@dataclass
class Runs:
    """One run after the other over this small world."""

    project: OngoingProject

    def run(self, events: list[Row], day: date = TODAY, tables: Tables = TABLES, **options: Any) -> bool:
        """Score, compare with the reference, and say whether the run added to what there was."""
        signals = options.pop("signals", SIGNALS)
        world = a_world(events, options.pop("leads", LEADS), options.pop("identities", []))
        ours = self.project.score(world, tables, day, **options)
        assert_same(ours, score(world, tables, signals, day, **without_keep_activities(options)))
        assert_each_event_once(self.project, events)
        return self.project.went_on

    def build(self, events: list[Row], day: date, *arguments: str) -> None:
        """Build the models that arguments of `dbt run` select, in the way that they say."""
        self.project.write(a_world(events))
        self.project.arguments = arguments
        self.project.run(TABLES, day)
        self.project.arguments = ()

    @property
    def stream(self) -> Counter[tuple[Any, ...]]:
        """What is kept of events, row by row."""
        rows = self.project.rows(
            f"select lead_key, cast(activity as varchar) as activity, is_event, occurred_on, known_on from {STREAM}"
            " where definition is null"
        )
        return Counter(tuple(row.values()) for row in rows)

    def count(self, activity: str) -> int:
        """How many rows of the stream have the name of an activity."""
        return sum(count for (_, name, *_), count in self.stream.items() if name == activity)


def assert_each_event_once(project: OngoingProject, events: list[Row]) -> None:
    """Whatever has been read how often, an event has one row in the stream as an event."""
    taking_part = [row for row in events if row["lead_id"] is not None and row["occurred_at"] is not None]
    ids = {row["event_id"] for row in taking_part} - {None}
    without_id = [row for row in taking_part if row["event_id"] is None]
    [found] = project.rows(f"select count(*) as events from {STREAM} where is_event and definition is null")
    assert found["events"] == len(ids) + len(without_id)


def with_rules(*rules: Mapping[str, str | None]) -> Tables:
    return {**TABLES, "scorecard_rules": [dict(rule) for rule in rules]}


VISITS, DOWNLOADS, CALLS = TABLES["scorecard_rules"]
PAGES = {**VISITS, "rule_id": "page", "property": "page_path", "operator": "=", "value": "/"}
PRICING = {**VISITS, "rule_id": "pricing", "subject": "signal:pricing_visit"}


def test_activities_are_kept_from_run_to_run(ongoing: OngoingProject) -> None:
    """On every warehouse: nothing is new, events are new or repeated, a rule goes and comes, an event is gone."""
    ongoing.forget()
    runs = Runs(ongoing)
    assert not runs.run(EVENTS)
    assert runs.run(EVENTS)
    events = [*EVENTS, an_event("e5", "bob", "call", loaded_at=NOON + MICROSECOND), an_event("e2", **LATER)]
    assert runs.run(events, tables=with_rules(DOWNLOADS, CALLS))
    assert runs.run(events, TODAY + days(1), tables=with_rules(VISITS, DOWNLOADS, CALLS, PAGES))
    assert runs.run(events, TODAY + days(1))
    assert not runs.run(events[1:], TODAY + days(1))


@pytest.fixture(scope="module")
def first_run(ongoing: OngoingProject) -> Runs:
    """A first run, which reads everything; what it keeps is laid aside for each test."""
    ongoing.forget()
    runs = Runs(ongoing)
    assert not runs.run(EVENTS)
    for table in (STREAM, KEYS):
        ongoing.rows(f"create or replace table laid_aside_{table} as from {table}")
    return runs


@pytest.fixture
def runs(first_run: Runs) -> Runs:
    for table in (STREAM, KEYS):
        first_run.project.rows(f"create or replace table {table} as from laid_aside_{table}")
    first_run.project.arguments = ()
    first_run.project.load_time_type = None
    return first_run


def test_a_run_with_nothing_new_adds_nothing(runs: Runs) -> None:
    before = runs.stream
    assert runs.run(EVENTS)
    assert runs.stream == before


def test_a_new_event_is_all_that_is_read(runs: Runs) -> None:
    """Loaded a microsecond after the newest one: a load time has that many digits."""
    before = runs.stream
    assert runs.run([*EVENTS, an_event("e5", "bob", "call", loaded_at=NOON + MICROSECOND)])
    assert before <= runs.stream
    [((_, *row), number)] = (runs.stream - before).items()
    assert (row, number) == (["call", True, TODAY, TODAY], 1)
    assert runs.project.read_anew == []


@pytest.mark.slow
@pytest.mark.parametrize("tables", [TABLES, with_rules(*TABLES["scorecard_rules"], PAGES)], ids=["before", "first"])
def test_a_new_rule_reads_all_events_for_itself_alone(runs: Runs, tables: Tables) -> None:
    """Also where it is the first to look at a column; from then on a correction of that column is noticed."""
    assert runs.run(EVENTS, tables=tables)
    rules = [*tables["scorecard_rules"], {**PAGES, "rule_id": "other", "operator": "!=", "value": "/x"}]
    assert runs.run(EVENTS, tables=with_rules(*rules))
    assert runs.project.read_anew == ["visit: page_path != /x"]
    assert runs.run([*EVENTS, an_event("e5", **LATER)], tables=with_rules(*rules))
    assert runs.project.read_anew == []
    corrected = [{**EVENTS[0], "page_path": "/x"}, *EVENTS[1:], an_event("e5", **LATER)]
    assert not runs.run(corrected, tables=with_rules(*rules))


def test_what_no_rule_looks_at_may_change(runs: Runs) -> None:
    assert runs.run([{**EVENTS[0], "page_path": "/x"}, *EVENTS[1:]])


def test_changed_points_read_no_event_again(runs: Runs) -> None:
    before = runs.stream
    rules = [{**rule, "points": "7", "max_points": "6", "min_count": "1"} for rule in TABLES["scorecard_rules"]]
    assert runs.run(EVENTS, tables=with_rules(*rules))
    assert runs.project.read_anew == []
    assert runs.stream == before


@pytest.mark.slow
def test_an_event_type_goes_on_without_a_rule(runs: Runs) -> None:
    """First there is no rule about it, then there is one, and none, and one again: each event is one all along."""
    events = [*EVENTS, an_event("e5", event_type="webinar", occurred_at=NOON - days(5), loaded_at=NOON - days(5))]
    webinars = {**VISITS, "rule_id": "webinar", "subject": "webinar"}
    off = {**webinars, "is_enabled": "false"}
    runs.project.forget()
    assert not runs.run(events)
    for number, rules in enumerate([(webinars,), (off,), (webinars,), (CALLS,), (webinars, VISITS)], start=6):
        events.append(an_event(f"e{number}", event_type="webinar", loaded_at=NOON + days(number)))
        assert runs.run(events, TODAY + days(number), with_rules(*rules))
        assert runs.project.read_anew == (["webinar"] if number == 6 else [])
        assert runs.count("webinar") == number - 4
        assert runs.count("OTHER EVENT") == 2
    [own] = runs.project.rows("select sum(event_count) as events from lead_activities where activity = '*'")
    assert own["events"] == len(events)


@pytest.mark.slow
def test_a_condition_of_a_rule_that_is_gone_is_forgotten(runs: Runs) -> None:
    rules = TABLES["scorecard_rules"]
    assert runs.run(EVENTS, tables=with_rules(*rules, PAGES))
    assert runs.count("visit: page_path = /") == 2
    assert runs.run(EVENTS)
    assert runs.count("visit: page_path = /") == 0
    events = [*EVENTS, an_event("e5", **LATER)]
    assert runs.run(events)
    assert runs.run(events, tables=with_rules(*rules, PAGES))
    assert runs.count("visit: page_path = /") == 3


@pytest.mark.slow
def test_without_any_rule_about_events(runs: Runs) -> None:
    """There is no activity at all then, and events still keep leads from being dormant."""
    attribute = {"scorecard_id": "card", "rule_id": "any", "group_id": "web", "rule_type": "attribute",
                 "subject": "lead_id", "operator": "is_not_null", "points": "1"}  # fmt: skip
    none: dict[str, Any] = {"tables": with_rules(attribute), "outbound_event_types": [], "activation": False}
    runs.project.forget()
    assert not runs.run(EVENTS, **none)
    assert runs.run([*EVENTS, an_event("e5", **LATER)], **none)
    assert runs.count("OTHER EVENT") == 5


def test_a_run_that_fails_leaves_activities_as_they_were(runs: Runs) -> None:
    """What is forgotten and what is added are one step: here there is something to forget, and nothing can be added."""
    assert runs.run(EVENTS, tables=with_rules(VISITS, PAGES))
    runs.project.rows(f"alter table {STREAM} add column not_filled integer")
    before = runs.project.rows(f"from {STREAM} order by all")
    with pytest.raises(BuildError, match="not_filled"):
        runs.run(EVENTS)
    assert runs.project.went_on
    assert runs.project.rows(f"from {STREAM} order by all") == before


@pytest.mark.slow
def test_a_load_time_far_ahead_reads_everything_once_more(runs: Runs) -> None:
    """What comes after it is back in time."""
    events = [*EVENTS, an_event("e5", loaded_at=NOON + days(365_000))]
    assert runs.run(events)
    assert not runs.run([*events, an_event("e6", **LATER)])


@pytest.mark.slow
def test_days_that_go_back_and_forth(runs: Runs) -> None:
    """No activity depends on the scoring date."""
    events = [*EVENTS, an_event("e5", occurred_at=NOON + days(1)), an_event("e6", "bob", loaded_at=NOON + days(3))]
    assert not runs.run(events, TODAY - days(1))
    for day in (TODAY, TODAY + days(2), TODAY + days(3), TODAY - days(1)):
        assert runs.run(events, day)


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [
        lambda events: [*events, an_event("e5", loaded_at=NOON)],
        lambda events: [*events, an_event("e5", loaded_at=NOON - days(7))],
        lambda events: [*events, an_event("e5", loaded_at=None)],
        lambda events: events[1:],
        lambda events: [*events[1:], {**events[0], "event_id": "e5"}],
        lambda events: [{**events[0], "event_type": "call"}, *events[1:]],
        lambda events: [{**events[0], "lead_id": "eve"}, *events[1:]],
        lambda events: [{**events[0], "occurred_at": NOON}, *events[1:]],
        lambda events: [],
    ],
    ids=[
        "the newest batch goes on", "back in time", "without a time", "deleted", "deleted and late on one load day",
        "corrected: type", "corrected: lead", "corrected: time", "all deleted",
    ],
)  # fmt: skip
def test_events_that_were_not_there_or_are_no_more(runs: Runs, change: Callable[[list[Row]], list[Row]]) -> None:
    changed = change(EVENTS)
    assert not runs.run(changed)
    assert runs.run(changed) == (all(event["loaded_at"] for event in changed) and changed != [])


def test_an_event_deleted_and_another_late_are_two_changes(runs: Runs) -> None:
    """Of one load day, so that neither the number of rows nor the sum of their days tells."""
    late = an_event("e5", "eve", "call", occurred_at=NOON - days(2), loaded_at=NOON - days(1) + MICROSECOND)
    assert not runs.run([late, *(event for event in EVENTS if event["event_id"] != "e3")])


def test_ids_that_come_again(runs: Runs) -> None:
    """As they were, of another type, at another time and of another lead: the row that was known first counts."""
    again = [
        an_event("e4", "bob", "call", **LATER), an_event("e3", "bob", page_path="/other", **LATER),
        an_event("e2", occurred_at=NOON - days(8), **LATER), an_event("e1", "eve", "call", **LATER),
    ]  # fmt: skip
    assert runs.run([*EVENTS, *again])
    assert runs.count("REPEATED ID") == 4
    assert runs.run([*EVENTS, *again, an_event("e5", loaded_at=NOON + days(1))], TODAY + days(1))
    assert runs.run(EVENTS + again, leads=LEADS[1:]) is False  # e5 is deleted


@pytest.mark.slow
def test_a_copy_that_was_known_first_reads_everything(runs: Runs) -> None:
    """The row before it is of a day to come; from then on its copies change nothing."""
    early, later = an_event("e5", occurred_at=NOON + days(2)), an_event("e5", event_type="call", **LATER)
    assert not runs.run([*EVENTS, early])
    assert not runs.run([*EVENTS, early, later])
    third = an_event("e5", "eve", occurred_at=NOON - days(9), loaded_at=NOON + days(2))
    assert runs.run([*EVENTS, early, later, third])
    assert runs.run([*EVENTS, early, later, third], TODAY + days(2))


@pytest.mark.slow
def test_leads_that_come_go_and_are_merged(runs: Runs) -> None:
    """Activities are kept by the id that stands in the events, whatever it stands for."""
    known, link = LEADS[1:], {"alias_id": "ann", "lead_id": "bob", "linked_at": NOON}
    assert runs.run(EVENTS, leads=known)
    assert runs.run(EVENTS, leads=known, identities=[link])
    assert runs.run(EVENTS, identities=[link])
    assert runs.run(EVENTS)


@pytest.mark.slow
def test_a_day_that_only_a_part_of_the_models_has_seen(runs: Runs) -> None:
    """The stream alone is built: scores of another day go on from there."""
    events = [*EVENTS, an_event("e5", occurred_at=NOON + days(1), loaded_at=NOON + MICROSECOND)]
    runs.build(events, TODAY + days(2), "--select", STREAM, KEYS)
    assert runs.run(events, TODAY + days(2))
    assert runs.run(events)


@pytest.mark.slow
def test_two_runs_at_once(runs: Runs) -> None:
    """Both go on from the same activities, and add the same. The next run finds that more was read than there is."""
    events = [*EVENTS, an_event("e5", **LATER)]
    assert runs.run(events)
    runs.project.rows(f"insert into {STREAM} (from {STREAM} except all from laid_aside_{STREAM})")
    assert not runs.run(events)
    assert runs.run(events)


# -- Lead keys --------------------------------------------------------------------------------------------------------


def test_ids_of_one_hash_are_two_leads(runs: Runs) -> None:
    """From DuckDB 1.3 on the hash of the two is one number; by whom an id was chosen, nobody knows."""
    ids = ("L1", "PIPGAZM8hcj8")
    leads = [{"lead_id": lead_id, "created_at": NOON - days(90)} for lead_id in ids]
    events = [*EVENTS, *(an_event(f"e{at}", ids[1], "call", **LATER) for at in (5, 6)), an_event("e7", ids[0], **LATER)]
    assert runs.run(events, leads=leads[:1])
    assert runs.run(events, leads=leads)


def test_event_ids_of_one_hash_are_two_events(runs: Runs) -> None:
    events = [*EVENTS, an_event("L1", **LATER), an_event("PIPGAZM8hcj8", "bob", "call", **LATER)]
    assert runs.run(events)
    assert runs.count("REPEATED ID") == 0


@pytest.mark.slow
@pytest.mark.parametrize("loss", ["drop table {}", "delete from {}"])
def test_keys_that_are_given_anew(runs: Runs, loss: str) -> None:
    """Nobody gets the events of another: they are all read again."""
    runs.project.rows(loss.format(KEYS) + (" where true" if "delete" in loss else ""))
    events = [an_event("e0", "aaa", loaded_at=NOON - days(8)), *EVENTS]
    leads = [{"lead_id": "aaa", "created_at": NOON - days(90)}, *reversed(LEADS)]
    assert not runs.run(events, leads=leads)
    assert runs.run(events, leads=leads)


@pytest.mark.slow
def test_keys_stay_through_a_full_refresh(runs: Runs) -> None:
    before = runs.project.rows(f"from {KEYS} order by all")
    runs.project.forget()
    leads = [{"lead_id": "aaa", "created_at": NOON - days(90)}, *LEADS]
    assert not runs.run(EVENTS, leads=leads)
    after = runs.project.rows(f"from {KEYS} order by all")
    assert [row for row in after if row["lead_id"] != "aaa"] == before


@pytest.mark.slow
def test_events_bring_keys_for_ids_that_are_new(runs: Runs) -> None:
    """Also for those of leads that arrive between two models of a run."""
    new = an_event("e5", "new", **LATER)
    leads = [*LEADS, {"lead_id": "new", "created_at": NOON - days(90)}]
    runs.build([*EVENTS, new], TODAY, "--exclude", KEYS)
    assert runs.project.went_on
    assert runs.run([*EVENTS, new], leads=leads)


@pytest.mark.slow
def test_events_without_a_key_are_read_again(runs: Runs) -> None:
    """They came after the keys were given, while the stream read the events."""
    new = an_event("e5", "new", **LATER)
    leads = [*LEADS, {"lead_id": "new", "created_at": NOON - days(90)}]
    runs.build([*EVENTS, new], TODAY)
    runs.project.rows(
        f"update {STREAM} set lead_key = null where occurred_on = (select max(occurred_on) from {STREAM})"
    )
    assert not runs.run([*EVENTS, new], leads=leads)
    assert runs.run([*EVENTS, new], leads=leads)


@pytest.mark.slow
def test_events_that_arrive_amid_a_run(runs: Runs) -> None:
    """After the keys were given: of leads that have one nothing is special."""
    runs.build(EVENTS, TODAY, "--select", KEYS)
    new = an_event("e5", "eve", **LATER)
    runs.build([*EVENTS, new], TODAY, "--exclude", KEYS)
    assert runs.project.went_on
    assert runs.run([*EVENTS, new])


# -- Settings ---------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_full_refresh(runs: Runs) -> None:
    before = runs.stream
    runs.project.rows(f"update {STREAM} set occurred_on = '2020-01-01' where definition is null")
    runs.build(EVENTS, TODAY, "--full-refresh")
    assert runs.stream == before
    assert runs.run(EVENTS)


@pytest.mark.slow
def test_an_empty_build_does_not_touch_what_is_kept(runs: Runs) -> None:
    before = runs.stream
    events = [*EVENTS, an_event("e5", **LATER)]
    runs.build(events, TODAY, "--empty")
    assert runs.stream == before
    assert runs.run(events)


@pytest.mark.slow
@pytest.mark.parametrize(
    "option",
    [{"keep_activities": False}, {"timezone": "Asia/Kolkata"}, {"outbound_event_types": ["visit", "email_sent"]}],
    ids=lambda option: next(iter(option)),
)
def test_settings_that_change(runs: Runs, option: dict[str, Any]) -> None:
    assert not runs.run(EVENTS, **option)
    assert not runs.run([*EVENTS, an_event("e5", **LATER)])
    assert runs.run([*EVENTS, an_event("e5", **LATER)])


@pytest.mark.slow
def test_how_visitors_count_reads_nothing_again(runs: Runs) -> None:
    links = [{"alias_id": "eve", "lead_id": "ann", "linked_at": NOON - days(3)}]
    assert runs.run(EVENTS, identities=links, stitch="from_link")
    assert runs.run(EVENTS, identities=links)


@pytest.mark.slow
def test_a_table_in_its_place_is_replaced_and_replaced_again(fresh_project: ScoringProject, tmp_path: Path) -> None:
    """The setting is one of the model, of which dbt learns while parsing."""
    project = OngoingProject(tmp_path / "switched", fresh_project.warehouse.target)
    project.directory.mkdir()
    runs = Runs(project)
    for kept, goes_on in [(True, False), (False, False), (True, False), (True, True)]:
        project.parse_anew()
        assert runs.run(EVENTS, keep_activities=kept) == goes_on


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["timestamptz", "timestamp_ns", "date", "varchar"])
def test_load_times_of_any_type(runs: Runs, kind: str) -> None:
    runs.project.forget()
    runs.project.load_time_type = kind
    assert not runs.run(EVENTS)
    assert runs.run([*EVENTS, an_event("e5", loaded_at=NOON + days(1))], TODAY + days(1))


# -- Signals, and names -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def own_signals(tmp_path_factory: pytest.TempPathFactory, target: str) -> OngoingProject:
    """A copy of the project whose signals a test may change."""
    directory = tmp_path_factory.mktemp("signals")
    root = directory / "project"
    shutil.copytree(ROOT / "macros", root / "macros")
    for name in ("models", "seeds", "dbt_project.yml", "profiles.yml"):
        (root / name).symlink_to(ROOT / name)
    return OngoingProject(directory, target, root=root)


@pytest.mark.slow
def test_a_signal_that_means_something_else(own_signals: OngoingProject) -> None:
    """Under the same name: it alone is read again. It is then named as an event type is, and so is that."""
    runs, tables = Runs(own_signals), with_rules(VISITS, PRICING)
    events = [*EVENTS, an_event("e5", event_type="page_view", page_path="/pricing/x"), an_event("e6", page_path="/y")]
    assert not runs.run(events, tables=tables)
    [path] = (own_signals.root / "macros" / "generated").glob("*.sql")
    text = path.read_text("utf-8")

    path.write_text(text.replace("'/pricing%'", "'/y%'").replace("'page_view'", "'visit'"), "utf-8")
    own_signals.parse_anew()
    other = Signal("events", lambda e: e["event_type"] == "visit" and e["page_path"].startswith("/y"))
    assert runs.run(events, tables=tables, signals={"pricing_visit": other})
    assert own_signals.read_anew == ["pricing_visit"]

    path.write_text(path.read_text("utf-8").replace("pricing_visit", "visit"), "utf-8")
    own_signals.parse_anew()
    own_signals.run(with_rules(VISITS, {**PRICING, "subject": "signal:visit"}), TODAY)
    assert not own_signals.went_on
    assert (runs.count("visit"), runs.count("visit (event type)")) == (1, 3)
    assert_each_event_once(own_signals, events)


# -- One stream for all -----------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_scorecards_accounts_and_past_days_read_one_stream(tmp_path: Path, target: str) -> None:
    """A replay of ten days reads no event: what it is made of is the stream."""
    project = OngoingProject(tmp_path, target)
    project.models = ("lead_scores", "account_scores", "lead_score_replay")
    events = [*EVENTS, an_event("e5", occurred_at=NOON - days(4), loaded_at=NOON - days(4))]
    leads = [{**lead, "account_id": "acme"} for lead in LEADS]
    world = World(leads, events, [], [], {**LEAD_TYPES, "account_id": "text"}, EVENT_TYPES)
    accounts = tmp_path / "accounts.parquet"
    write_parquet(accounts, [{"account_id": "acme"}], {"account_id": "text"})
    cards = {"card": {}, "other": {}, "firm": {"entity": "account"}}
    tables: Tables = {
        "scorecards": [{"scorecard_id": card, **cells} for card, cells in cards.items()],
        "scorecard_groups": [{**TABLES["scorecard_groups"][0], "scorecard_id": card} for card in cards],
        "scorecard_rules": [{**VISITS, "scorecard_id": card} for card in cards],
    }
    past = [str(TODAY - days(number)) for number in range(10)]
    project.write(world)
    project.run(tables, TODAY, accounts=str(accounts), replay_dates=past)
    fired = [(row["lead_id"], row["scorecard_id"]) for row in project.rows("from lead_scores") if row["rules_fired"]]
    assert sorted(fired) == [("ann", "card"), ("ann", "other")]
    [firm] = project.rows("from account_scores")
    assert firm["rules_fired"] == 1

    events.append(an_event("e6", "bob", **LATER))
    project.write(world)
    project.run(tables, TODAY, accounts=str(accounts), replay_dates=past)
    assert project.went_on
    compiled = project.directory / "target/compiled/lead_scoring/models"
    readers = {path.stem for path in compiled.rglob("*.sql") if "stg_lead_scoring__events" in path.read_text("utf-8")}
    assert readers <= {STREAM, KEYS, "scoring_input_audit", "int_lead_scoring__rule_findings"}
    [visited] = project.rows("select count(*) as days from lead_score_replay where lead_id = 'ann' and rules_fired > 0")
    assert visited["days"] == len(cards) * len(past) - len(past)
