"""A year of daily runs on the demo: what is told of it is what the runs said, and a replay says the same.

The demo's leads and events come in as they would: some events late, some twice; titles and industries change, records
are merged, rules are edited, runs are skipped, repeated and made for an old day. `past.py` keeps what each run said and
holds the history, the stages and the changes against it, after every run. In the end one replay states all days since
the rules were last edited, from all data that there are by then: each has to be what the run of that day has said.

A tenth of the leads, unless LEAD_SCORING_YEAR_PART says otherwise; by default a few days. `make test-year` takes the
year, and half an hour.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import duckdb
import pytest
from project import OUTPUTS, ROOT, SCORECARD_TABLES, ScoringProject
from reference import Result, Row, Signal, Tables, World
from test_history import HistoryProject
from test_replay import REPLAYED, as_of, assert_same_scores, replayed

DAYS = int(os.environ.get("LEAD_SCORING_YEAR_DAYS", "4"))
FIRST_DAY = date(2026, 6, 30) - timedelta(days=DAYS - 1)
PART = int(os.environ.get("LEAD_SCORING_YEAR_PART", "10"))  # of the leads, one in so many
NUMBERS = ("employees", "annual_revenue", "value")
FLAGS = ("is_unsubscribed", "is_competitor")
LAGS = [timedelta(0)] * 4 + [timedelta(hours=9), timedelta(days=1), timedelta(days=3), timedelta(days=20)]
CHANGING = ("job_title", "industry", "department", "country")


def asked_for_a_demo(event: Row) -> bool | None:
    return event["event_type"] == "form_submit" and event["asset"] == "demo request"


def is_working(lead: Row) -> bool:
    return not (lead["is_unsubscribed"] or lead["is_competitor"])


class DemoHistory(HistoryProject):
    """A project that remembers, with what the demo's signals mean in Python."""

    signals: ClassVar = {
        "demo_request": Signal("events", asked_for_a_demo),
        "working_lead": Signal("leads", is_working),
    }


def column_type(name: str) -> str:
    return (
        "number" if name in NUMBERS
        else "boolean" if name in FLAGS
        else "timestamp" if name.endswith(("_at", "valid_from", "valid_to"))
        else "text"
    )  # fmt: skip


def demo_rows(name: str) -> list[Row]:
    """The rows of one of the demo's files."""
    path = ROOT / "seeds" / "demo" / f"demo_{name}.csv"
    columns = path.read_text("utf-8").splitlines()[0].split(",")
    sql_types = {"number": "decimal(18, 2)", "boolean": "boolean", "timestamp": "timestamp", "text": "varchar"}
    types = ", ".join(f"'{column}': '{sql_types[column_type(column)]}'" for column in columns)
    found = duckdb.sql(f"select * from read_csv('{path}', header = true, columns = {{{types}}})").fetchall()
    return [dict(zip(columns, row, strict=True)) for row in found]


def demo_tables() -> dict[str, list[dict[str, Any]]]:
    """The scorecards as they are shipped, each cell as text."""
    tables = {}
    for path in (path for table in SCORECARD_TABLES for path in (ROOT / "seeds").glob(f"*/{table}.csv")):
        table = path.stem
        found = duckdb.sql(f"select * from read_csv('{path}', header = true, all_varchar = true)")
        tables[table] = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
    return tables


def changing(lead: Row, others: list[Row], random: Random) -> list[Row]:
    """A lead as rows of which each holds until the next: it changes up to three times in the days that are scored."""
    start = datetime.combine(FIRST_DAY, datetime.min.time())
    moments = sorted(start + timedelta(hours=random.uniform(0, 24 * DAYS)) for _ in range(random.choice([0, 0, 1, 3])))
    rows = []
    for since, until in pairwise([None, *moments, None]):
        new = {name: random.choice(others)[name] for name in CHANGING} if since else {}
        rows.append({**lead, **new, "valid_from": since, "valid_to": until})
    return rows


def coming_in(events: list[Row], random: Random) -> list[Row]:
    """Events with the times at which they were loaded; a few come again, later, as something else."""
    loaded = []
    for at, event in enumerate(events):
        moment = event["occurred_at"] or datetime(2026, 1, 1)
        loaded.append({**event, "loaded_at": moment + random.choice(LAGS) + timedelta(microseconds=at)})
        if random.random() < 0.02:
            again = {**event, "event_type": random.choice(events)["event_type"]}
            loaded.append({**again, "loaded_at": loaded[-1]["loaded_at"] + random.choice(LAGS) + timedelta(hours=1)})
    return loaded


def demo_world(random: Random) -> World:
    """Everything that becomes known in the end, each row with the time from which it was."""
    leads = [lead for lead in demo_rows("leads") if int(lead["lead_id"][1:] or 0) % PART == 0]
    identities = demo_rows("identities")
    names = {lead["lead_id"] for lead in leads}
    ours = names | {link["alias_id"] for link in identities if link["lead_id"] in names}
    for old, new in zip(random.sample(leads, len(leads) // 20 + 1), random.sample(leads, len(leads) // 20 + 1)):
        merged_at = datetime.combine(FIRST_DAY, datetime.min.time()) + timedelta(days=random.uniform(0, DAYS))
        if old is not new:
            identities.append({"alias_id": old["lead_id"], "lead_id": new["lead_id"], "linked_at": merged_at})
    events = [event for event in demo_rows("events") if event["lead_id"] in ours]
    history = [row for lead in leads for row in changing(lead, leads, random)]
    return World(
        history,
        coming_in(events, random),
        [row for row in demo_rows("conversions") if row["lead_id"] in ours],
        [link for link in identities if link["alias_id"] in ours],
        {name: column_type(name) for name in history[0]},
        {name: column_type(name) for name in [*events[0], "loaded_at"]},
    )


@dataclass
class Rules:
    """The scorecards, which somebody edits."""

    tables: dict[str, list[dict[str, Any]]]
    random: Random
    edited_on: date = FIRST_DAY

    def edit(self, day: date) -> None:
        """Other points for a rule, another window, or a rule that is switched off and on."""
        rules = self.tables["scorecard_rules"]
        self.random.choice(rules)["points"] = str(self.random.choice([1, 4, 12]))
        rule = self.random.choice([rule for rule in rules if rule["window_days"]])
        rule["window_days"] = self.random.choice(["14", "45", "75"])
        rule = self.random.choice(rules)
        rule["is_enabled"] = "false" if rule["is_enabled"] == "true" else "true"
        self.edited_on = day

    def now(self) -> Tables:
        return {name: [dict(line) for line in lines] for name, lines in self.tables.items()}


@pytest.fixture(scope="module")
def replaying(
    tmp_path_factory: pytest.TempPathFactory, new_project: Callable[[Path], ScoringProject]
) -> ScoringProject:
    project = new_project(tmp_path_factory.mktemp("replaying"))
    project.models = (*OUTPUTS.values(), *REPLAYED.values())
    return project


@pytest.mark.slow
def test_a_year_of_daily_runs(tmp_path: Path, target: str, replaying: ScoringProject) -> None:
    random = Random(11)
    world, rules = demo_world(random), Rules(demo_tables(), random)
    following = DemoHistory(tmp_path, target)
    following.begin()
    said: dict[date, Result] = {}
    for number in range(DAYS):
        day = FIRST_DAY + timedelta(days=number)
        if number == 1 or random.random() < 0.02:
            rules.edit(day)
        if random.random() < 0.1 and 1 < number < DAYS - 1:
            continue  # nobody ran it
        for _ in range(2 if number == 2 or random.random() < 0.05 else 1):
            said[day] = publish(following, world, rules, day)
        if number == 3 or random.random() < 0.02:
            publish(following, world, rules, day - timedelta(days=2))

    days = [day for day in said if day >= rules.edited_on]
    replaying.score(world, rules.now(), days[-1], replay_dates=[str(day) for day in days])
    for day in days:
        assert_same_scores(replayed(replaying, day, said[day]), said[day])
    assert len(days) > 1


def publish(following: DemoHistory, world: World, rules: Rules, day: date) -> Result:
    """Run the project with what is known on a day, and check all that it tells of the days so far."""
    known, tables = as_of(world, rules.now(), day, ZoneInfo("UTC"))
    return following.publish(known, tables, day)
