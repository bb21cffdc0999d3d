"""Counts that are kept: a run that goes on from them gives the same as one that reads everything, entry by entry.

Random schedules deliver a random world day by day, in all the ways in which data and scorecards change between two
runs; after each run all tables are as the reference states them. The small tests beside them say what a run reads, and
what is left of kept counts when something is in the way.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from project import ScoringProject
from reference import Row, World, score
from strategies import ALIASES, FOUND, SEEDS, SIGNALS, TIMEZONES, Draw, worlds_and_scorecards
from test_against_reference import assert_same

EXAMPLES = max(1, int(os.environ.get("LEAD_SCORING_EXAMPLES", "12")) // 6)  # of schedules
STEPS = int(os.environ.get("STEPS", "6"))  # runs of each
COUNTS = "int_lead_scoring__event_tallies"
MICROSECOND = timedelta(microseconds=1)


class OngoingProject(ScoringProject):
    """A project whose counts are kept, from run to run of one test."""

    arguments: tuple[str, ...] = ()  # of `dbt run`

    def invoke(self, command: str, *arguments: str, variables: Mapping[str, Any] | None = None) -> Any:
        more = self.arguments if command == "run" else ()
        return super().invoke(command, *arguments, *more, variables=variables)

    def forget(self) -> None:
        """Begin anew, as on the first day."""
        self.warehouse.rows(f"drop table if exists {COUNTS}")

    @property
    def went_on(self) -> bool:
        """Whether the last run went on from kept counts."""
        return "new_counts as" in self.compiled

    @property
    def compiled(self) -> str:
        """What the last run counted events with."""
        path = f"target/compiled/lead_scoring/models/intermediate/{COUNTS}.sql"
        return (self.directory / path).read_text("utf-8")


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
    rules_to_come: list[dict[str, str | None]] = field(default_factory=list)
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

    # What can happen between two runs.

    def nothing(self) -> None:
        pass

    def days_pass(self) -> None:
        self.move(self.random.choice([1, 1, 1, 2, 7, 30]))

    def day_is_scored_again(self) -> None:
        self.move(-self.random.choice([1, 2, 40]))

    def move(self, days: int) -> None:
        self.options["scoring_date"] = self.today + timedelta(days=days)
        self.clock = max(self.clock, datetime.combine(self.today, datetime.min.time()) + timedelta(hours=5))

    def load(self, rows: list[Row], loaded_at: datetime | None) -> None:
        """Of the rows with one id no two have one load time: the page leaves open which of them counts."""
        taken = {(row["event_id"], row["loaded_at"]) for row in self.events if row["event_id"]}
        for row in rows:
            if (row["event_id"], loaded_at) not in taken:
                self.events.append({**row, "loaded_at": loaded_at})
                taken |= {(row["event_id"], loaded_at)}

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
        deleted, number = self.some(self.events, 3), len(self.events)
        self.load(self.take(len(deleted)), self.clock - timedelta(days=20, microseconds=self.random.randint(1, 9)))
        deleted = deleted[: len(self.events) - number]
        self.events = [row for row in self.events if not any(row is one for one in deleted)]

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
        for rule in self.some(self.tables["scorecard_rules"], 3):
            rule["points"] = self.random.choice(["3", "-4", "12.5"])

    def windows_change(self) -> None:
        for rule in self.some([rule for rule in self.tables["scorecard_rules"] if is_of_events(rule)], 2):
            rule["window_days"] = self.random.choice([None, "3", "45"])

    def conditions_change(self) -> None:
        for rule in self.some([rule for rule in self.tables["scorecard_rules"] if is_of_events(rule)], 2):
            rule |= {"property": "page_path", "operator": "contains", "value": self.random.choice(["pricing", "/"])}

    def rules_arrive(self) -> None:
        for _ in range(min(2, len(self.rules_to_come))):
            self.tables["scorecard_rules"].append(self.rules_to_come.pop())

    def rules_go(self) -> None:
        rules = self.tables["scorecard_rules"]
        for rule in self.some(rules, 2):
            rules.remove(rule)
            self.rules_to_come.insert(0, rule)

    def the_zone_changes(self) -> None:
        self.options["timezone"] = self.random.choice(TIMEZONES)

    def visitors_count_from_their_link(self) -> None:
        self.options["stitch"] = "from_link"

    def visitors_count_from_the_start(self) -> None:
        self.options["stitch"] = "retroactive"

    def counts_are_not_kept(self) -> None:
        self.options["keep_counts"] = False

    def change(self) -> None:
        """Some of it happens."""
        self.options.pop("keep_counts", None)
        self.happened = []
        for what in self.random.choices([*USUAL, *SELDOM], [8] * len(USUAL) + [1] * len(SELDOM), k=4):
            if self.events or what not in (Feed.events_come_again,):
                what(self)
                self.happened.append(what.__name__)

    def reference(self) -> Any:
        options = {name: value for name, value in self.options.items() if name != "keep_counts"}
        return score(self.world, self.tables, SIGNALS, **options)


USUAL: list[Callable[[Feed], None]] = [
    Feed.nothing, Feed.days_pass, Feed.days_pass, Feed.events_arrive, Feed.events_arrive, Feed.an_event_arrives,
    Feed.an_event_of_today_arrives, Feed.future_events_arrive, Feed.events_come_again,
    Feed.events_come_again_otherwise, Feed.leads_arrive, Feed.leads_vanish, Feed.leads_change,
    Feed.records_are_linked, Feed.links_are_lost, Feed.points_change, Feed.windows_change, Feed.conditions_change,
    Feed.rules_arrive, Feed.rules_go, Feed.visitors_count_from_the_start,
]  # fmt: skip
SELDOM: list[Callable[[Feed], None]] = [
    Feed.day_is_scored_again, Feed.events_arrive_in_the_same_batch, Feed.events_are_loaded_back_in_time,
    Feed.events_arrive_before_their_day, Feed.events_arrive_without_load_time, Feed.events_come_again_at_another_time,
    Feed.events_come_again_for_another_lead, Feed.events_are_deleted,
    Feed.as_many_are_deleted_as_are_loaded_back_in_time, Feed.the_zone_changes, Feed.visitors_count_from_their_link,
    Feed.counts_are_not_kept,
]  # fmt: skip


def is_of_events(rule: Mapping[str, str | None]) -> bool:
    """Whether a rule may look at a property of its events."""
    kind, subject = (rule["rule_type"] or "").strip(), (rule["subject"] or "").strip()
    return kind in ("event", "absence") and not subject.startswith("signal:")


@st.composite
def feeds(draw: Draw) -> Feed:
    """On the first day half of a world is there: some of its events, leads and rules are still to come."""
    world, tables, options = draw(worlds_and_scorecards(most_scorecards=2, rules=8, leads=15, events=120))
    random = Random(draw(SEEDS))
    tables = deepcopy(tables)
    ids = {row["event_id"]: row for row in world.events if row["event_id"]}
    events = [*ids.values(), *(row for row in world.events if not row["event_id"])]
    leads = list({row["lead_id"]: row for row in world.leads}.values())
    for rows in (events, leads, tables["scorecard_rules"]):
        random.shuffle(rows)
    half, rules = len(events) // 2, tables["scorecard_rules"]
    feed = Feed(
        random, leads[:-3], [], list(world.identities), world.conversions,
        (world.lead_types, {**world.event_types, "loaded_at": "timestamp"}), {**tables, "scorecard_rules": rules[:-3]},
        {**options, "stitch": "retroactive", "scoring_date": options["scoring_date"] - timedelta(days=4)},
        {"events": events[half:], "leads": leads[-3:]}, rules[-3:],
    )  # fmt: skip
    feed.move(0)
    feed.load(events[: half // 2], feed.clock - timedelta(days=3))
    feed.load(events[half // 2 : half], feed.now())
    return feed


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
        for _ in range(STEPS):
            result = ongoing.score(feed.world, feed.tables, **feed.options)
            history.append((str(feed.today), feed.happened, ongoing.went_on))
            went_on.append(ongoing.went_on)
            try:
                assert_same(result, feed.reference())
            except AssertionError as difference:
                difference.add_note("\n".join(map(str, history)))
                raise
            feed.change()
            print(history[-1], flush=True)

    agrees()
    assert any(went_on)


# -- What a run reads -------------------------------------------------------------------------------------------------

TODAY = date(2026, 3, 10)
NOON = datetime(2026, 3, 10, 12)
TABLES: dict[str, list[dict[str, str | None]]] = {
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


def an_event(event_id: str | None, lead_id: str = "ann", event_type: str = "visit", **cells: Any) -> Row:
    """Happened and was loaded at noon of the scoring date."""
    event = {"event_id": event_id, "lead_id": lead_id, "event_type": event_type, "page_path": "/"}
    return {**event, "occurred_at": NOON, "loaded_at": NOON, **cells}


def days(number: int) -> timedelta:
    return timedelta(days=number)


EVENTS = [
    an_event("e1", occurred_at=NOON - days(9), loaded_at=NOON - days(9)),
    an_event("e2", occurred_at=NOON - days(2), loaded_at=NOON - days(2)),
    an_event("e3", "bob", "download", occurred_at=NOON - days(2), loaded_at=NOON - days(1)),
    an_event("e4", "bob", "call"),
]
LEADS = [{"lead_id": lead_id, "created_at": NOON - days(90)} for lead_id in ("ann", "bob", "eve")]


@dataclass
class Runs:
    """One run after the other over this small world, each compared with the reference."""

    project: OngoingProject

    def run(
        self,
        events: list[Row],
        day: date = TODAY,
        tables: Any = TABLES,
        leads: list[Row] = LEADS,
        identities: list[Row] = [],  # noqa: B006
        **options: Any,
    ) -> bool:
        """Score, and say whether the run went on from kept counts."""
        types = {"event_id": "text", "lead_id": "text", "event_type": "text", "page_path": "text"}
        world = World(
            leads, events, [], identities, {"lead_id": "text", "created_at": "timestamp"},
            {**types, "occurred_at": "timestamp", "loaded_at": "timestamp"},
        )  # fmt: skip
        ours = self.project.score(world, tables, day, **options)
        known = {name: options[name] for name in ("timezone", "stitch") if name in options}
        assert_same(ours, score(world, tables, {}, day, **known))
        return self.project.went_on

    @property
    def counts(self) -> list[Row]:
        """What is kept of events."""
        return self.project.rows(
            f"select lead_key, tally_id, occurred_on, event_count from {COUNTS} where not is_receipt order by all"
        )


@pytest.fixture
def runs(ongoing: OngoingProject) -> Runs:
    """After a first run, which reads everything."""
    ongoing.forget()
    runs = Runs(ongoing)
    assert not runs.run(EVENTS)
    return runs


def test_a_run_with_nothing_new_adds_nothing(runs: Runs) -> None:
    before = runs.counts
    assert runs.run(EVENTS)
    assert runs.counts == before
