"""Counts that are kept: a run that goes on from them gives the same as one that reads everything, entry by entry.

Random schedules deliver a random world day by day, in all the ways in which data and scorecards change between two
runs; after each run all tables are as the reference states them. The small tests beside them say what a run reads, and
what is left of kept counts when something is in the way.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from project import OUTPUTS, BuildError, ScoringProject
from reference import Row, Tables, Types, World, score
from strategies import ALIASES, FOUND, SEEDS, SIGNALS, TIMEZONES, Draw, worlds_and_scorecards
from test_against_reference import assert_same

EXAMPLES = max(1, int(os.environ.get("LEAD_SCORING_EXAMPLES", "6")) // 6)  # of schedules
STEPS = 6  # runs of each
COUNTS = "int_lead_scoring__event_tallies"
MICROSECOND = timedelta(microseconds=1)


class OngoingProject(ScoringProject):
    """A project whose counts are kept, from run to run of one test."""

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
        kept = {"keep_counts": True} if self.warehouse.target == "spark" else {}
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
        """Whether the last run went on from kept counts."""
        return "new_counts as" in self.compiled

    @property
    def reads_all_for(self) -> list[str]:
        """The conditions of the tallies for which the last run read all events."""
        part = re.search(r"\nkinds_of_events as .*?\n\)", self.compiled, re.DOTALL)
        return re.findall(r"case when (.*) then", part[0]) if part else []

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
        """Or the same again."""

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
            what(self)
            self.happened.append(what.__name__)

    def reference(self) -> Any:
        return score(self.world, self.tables, SIGNALS, **without_keep_counts(self.options))


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


def without_keep_counts(options: Mapping[str, Any]) -> dict[str, Any]:
    """What options mean for scores: nothing of how they come about."""
    return {name: value for name, value in options.items() if name != "keep_counts"}


def is_of_events(rule: Mapping[str, str | None]) -> bool:
    """Whether a rule may look at a property of its events."""
    kind, subject = (rule["rule_type"] or "").strip(), (rule["subject"] or "").strip()
    return kind in ("event", "absence") and not subject.startswith("signal:")


@st.composite
def feeds(draw: Draw) -> Feed:
    """On the first day half of a world is there: some of its events, leads and rules are still to come."""
    world, tables, options = draw(worlds_and_scorecards(most_scorecards=2, rules=8, leads=15, events=120))
    random = Random(draw(SEEDS.filter(bool)))  # not hypothesis' simplest world, where rows are much the same
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
LATER = {"loaded_at": NOON + timedelta(hours=1)}
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
        """Score, compare with the reference, and say whether the run went on from kept counts."""
        world = a_world(events, options.pop("leads", LEADS), options.pop("identities", []))
        ours = self.project.score(world, tables, day, **options)
        assert_same(ours, score(world, tables, {}, day, **without_keep_counts(options)))
        return self.project.went_on

    def build(self, events: list[Row], day: date, *arguments: str) -> None:
        """Build the models that arguments of `dbt run` select, in the way that they say."""
        self.project.write(a_world(events))
        self.project.arguments = arguments
        self.project.run(TABLES, day)
        self.project.arguments = ()

    @property
    def counts(self) -> Counter[tuple[Any, ...]]:
        """What is kept of events, row by row."""
        rows = self.project.rows(
            f"select lead_key, tally_id, occurred_on, event_count from {COUNTS} where not is_receipt"
        )
        return Counter(tuple(row.values()) for row in rows)

    @property
    def tallies(self) -> set[str]:
        return {tally_id for _, tally_id, _, _ in self.counts}


def test_counts_are_kept_from_run_to_run(ongoing: OngoingProject) -> None:
    """On every warehouse: nothing is new, events are new or repeated, a rule goes and comes, an event is gone."""
    ongoing.forget()
    runs, rules = Runs(ongoing), TABLES["scorecard_rules"]
    assert not runs.run(EVENTS)
    assert runs.run(EVENTS)
    events = [*EVENTS, an_event("e5", "bob", "call", loaded_at=NOON + MICROSECOND), an_event("e2", **LATER)]
    assert runs.run(events, tables={**TABLES, "scorecard_rules": rules[1:]})
    assert runs.run(events, TODAY + days(1))
    assert not runs.run(events[1:], TODAY + days(1))


@pytest.fixture(scope="module")
def first_run(ongoing: OngoingProject) -> Runs:
    """A first run, which reads everything; what it keeps is laid aside for each test."""
    ongoing.forget()
    runs = Runs(ongoing)
    assert not runs.run(EVENTS)
    ongoing.rows(f"create or replace table laid_aside as from {COUNTS}")
    return runs


@pytest.fixture
def runs(first_run: Runs) -> Runs:
    first_run.project.rows(f"create or replace table {COUNTS} as from laid_aside")
    first_run.project.arguments = ()
    first_run.project.load_time_type = None
    return first_run


def test_a_run_with_nothing_new_adds_nothing(runs: Runs) -> None:
    before = runs.counts
    assert runs.run(EVENTS)
    assert runs.counts == before


def test_a_new_event_is_all_that_is_read(runs: Runs) -> None:
    """Loaded a microsecond after the newest one: a load time has that many digits."""
    before = runs.counts
    assert runs.run([*EVENTS, an_event("e5", "bob", "call", loaded_at=NOON + MICROSECOND)])
    assert before <= runs.counts
    # For its rule, for the audit and for dormancy.
    assert [event_count for *_, event_count in (runs.counts - before).elements()] == [1, 1, 1]
    assert runs.project.reads_all_for == []


def test_a_new_rule_reads_all_events_for_itself_alone(runs: Runs) -> None:
    rules = TABLES["scorecard_rules"]
    page = {**rules[2], "rule_id": "page", "property": "page_path", "operator": "=", "value": "/"}
    assert runs.run(EVENTS, tables={**TABLES, "scorecard_rules": [*rules, page]})
    assert len(runs.project.reads_all_for) == 1
    assert "page_path" in runs.project.reads_all_for[0]


def test_changed_points_read_no_event_again(runs: Runs) -> None:
    before = runs.counts
    rules = [{**rule, "points": "7", "max_points": "6", "min_count": "1"} for rule in TABLES["scorecard_rules"]]
    assert runs.run(EVENTS, tables={**TABLES, "scorecard_rules": rules})
    assert runs.project.reads_all_for == []
    assert runs.counts == before


def test_counts_of_a_rule_that_is_gone_are_forgotten(runs: Runs) -> None:
    before = runs.tallies
    assert runs.run(EVENTS, tables={**TABLES, "scorecard_rules": TABLES["scorecard_rules"][1:]})
    assert len(before - runs.tallies) == 1
    assert runs.run(EVENTS)
    assert runs.tallies == before


def test_a_run_that_fails_leaves_the_counts_as_they_were(runs: Runs) -> None:
    """What is forgotten and what is added are one step: here there is something to forget, and nothing can be added."""
    runs.project.rows(f"alter table {COUNTS} add column not_filled integer")
    before = runs.project.rows(f"from {COUNTS} order by all")
    with pytest.raises(BuildError, match="not_filled"):
        runs.run(EVENTS, tables={**TABLES, "scorecard_rules": TABLES["scorecard_rules"][1:]})
    assert "Goes on from" in runs.project.compiled
    assert runs.project.rows(f"from {COUNTS} order by all") == before


def test_a_load_time_far_ahead_keeps_nobody_from_going_on(runs: Runs) -> None:
    """It is not known yet, and those that come after it are."""
    events = [*EVENTS, an_event("e5", loaded_at=NOON + days(365_000))]
    assert runs.run(events)
    assert runs.run([*events, an_event("e6", **LATER)])


@pytest.mark.slow
def test_days_that_go_back_and_forth(runs: Runs) -> None:
    """An earlier day reads everything; the next goes on from there, with what was loaded or happened since."""
    events = [*EVENTS, an_event("e5", occurred_at=NOON + days(1)), an_event("e6", "bob", loaded_at=NOON + days(3))]
    assert not runs.run(events, TODAY - days(1))
    assert runs.run(events, TODAY)
    assert runs.run(events, TODAY + days(2))
    assert runs.run(events, TODAY + days(3))


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [
        lambda events: [*events, an_event("e5", loaded_at=NOON)],
        lambda events: [*events, an_event("e5", loaded_at=NOON - days(7))],
        lambda events: [*events, an_event("e5", loaded_at=None)],
        lambda events: events[1:],
        lambda events: [*events[1:], an_event("e5", loaded_at=NOON - days(1))],
    ],
    ids=["the newest batch goes on", "back in time", "without a time", "deleted", "deleted and back in time"],
)
def test_events_that_were_not_there_or_are_no_more(runs: Runs, change: Callable[[list[Row]], list[Row]]) -> None:
    changed = change(EVENTS)
    assert not runs.run(changed)
    assert runs.run(changed) == all(event["loaded_at"] for event in changed)


def test_ids_that_come_again(runs: Runs) -> None:
    """As they were, of another type, and at another time: the row that was loaded first counts."""
    again = [
        an_event("e4", "bob", "call", **LATER), an_event("e3", "bob", page_path="/other", **LATER),
        an_event("e2", occurred_at=NOON - days(8), **LATER),
    ]  # fmt: skip
    assert runs.run([*EVENTS, *again])
    assert runs.run([*EVENTS, *again, an_event("e5", loaded_at=NOON + days(1))], TODAY + days(1))


@pytest.mark.slow
def test_an_id_of_two_leads(runs: Runs) -> None:
    """Which row counts depends on the leads that there are, so no count is kept."""
    again = an_event("e4", "eve", "call", **LATER)
    assert not runs.run([*EVENTS, again])
    assert not runs.run([*EVENTS, again], leads=[lead for lead in LEADS if lead["lead_id"] != "bob"])
    assert not runs.run(EVENTS)
    assert runs.run(EVENTS)


@pytest.mark.slow
def test_an_id_that_was_loaded_before_its_day(runs: Runs) -> None:
    """Until that day a later row with the same id counts; then the first one does."""
    early, later = an_event("e5", occurred_at=NOON + days(1)), an_event("e5", event_type="call", **LATER)
    assert not runs.run([*EVENTS, early])
    assert runs.run([*EVENTS, early, later])
    assert not runs.run([*EVENTS, early, later], TODAY + days(1))
    assert runs.run([*EVENTS, early, later], TODAY + days(1))


@pytest.mark.slow
def test_leads_that_come_go_and_are_merged(runs: Runs) -> None:
    """Counts are kept by the id that stands in the events, whatever it stands for."""
    known, link = LEADS[1:], {"alias_id": "ann", "lead_id": "bob", "linked_at": NOON}
    assert runs.run(EVENTS, leads=known)
    assert runs.run(EVENTS, leads=known, identities=[link])
    assert runs.run(EVENTS, identities=[link])
    assert runs.run(EVENTS)


def test_a_day_that_only_a_part_of_the_models_has_seen(runs: Runs) -> None:
    """The tallies alone are built for a day up to which the events are not known."""
    events = [*EVENTS, an_event("e5", occurred_at=NOON + days(1), loaded_at=NOON - MICROSECOND)]
    assert not runs.run(events)
    runs.build(events, TODAY + days(2), "--select", COUNTS)
    assert runs.run(events, TODAY + days(2))


@pytest.mark.slow
def test_two_runs_at_once(runs: Runs) -> None:
    """Both go on from the same counts, and add the same events. The next run finds more than was delivered."""
    events = [*EVENTS, an_event("e5", **LATER)]
    assert runs.run(events)
    runs.project.rows(f"insert into {COUNTS} (from {COUNTS} except all from laid_aside)")
    assert not runs.run(events)
    assert runs.run(events)


def test_a_full_refresh(runs: Runs) -> None:
    before = runs.counts
    runs.project.rows(f"update {COUNTS} set event_count = 100 where not is_receipt")
    runs.build(EVENTS, TODAY, "--full-refresh")
    assert runs.counts == before
    assert runs.run(EVENTS)


def test_an_empty_build_does_not_touch_what_is_kept(runs: Runs) -> None:
    before = runs.counts
    events = [*EVENTS, an_event("e5", **LATER)]
    runs.build(events, TODAY, "--empty")
    assert runs.counts == before
    assert runs.run(events)


@pytest.mark.parametrize("option", [{"keep_counts": False}, {"stitch": "from_link"}, {"timezone": "Asia/Kolkata"}])
def test_settings_that_change(runs: Runs, option: dict[str, Any]) -> None:
    assert not runs.run(EVENTS, **option)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["timestamptz", "timestamp_ns", "date", "varchar"])
def test_load_times_of_any_type(runs: Runs, kind: str) -> None:
    runs.project.forget()
    runs.project.load_time_type = kind
    assert not runs.run(EVENTS)
    assert runs.run([*EVENTS, an_event("e5", loaded_at=NOON + days(1))], TODAY + days(1))
