"""Time: on which day a moment falls, where a window ends, and what was known on the scoring date.

Every world here is made of the moments around one scoring date as its zone has it. The moments are stated in UTC,
worked out by hand from the offset of the zone, and so are the ages that they have. What happens at a moment (an event,
a lead's creation, a conversion, a link …) happens to a lead of its own, named for it: one build holds every case.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pytest
from project import INPUTS, ScoringProject
from reference import Result, Row
from scorecard_builder import (
    ABSENCE_RULE,
    ATTRIBUTE_RULE,
    ENGAGEMENT_GROUP,
    EVENT_RULE,
    FIT_GROUP,
    OVERRIDE,
    SCORECARD,
    STAGE,
    Cells,
    Tables,
)

Inputs = Mapping[str, list[Row]]

LONG_AGO = datetime(2009, 1, 1)
FOR_EVER = datetime(9999, 12, 31)
MICROSECOND = timedelta(microseconds=1)

# How old each moment of a `Day` is, in days of the calendar. None: it is after the scoring date, and never read.
AGES: dict[str, int | None] = {
    "before_week": 7,
    "week": 6,
    "before": 1,
    "first": 0,
    "noon": 0,
    "evening": 0,
    "last_millisecond": 0,
    "last": 0,
    "next": None,
    "later": None,
}


@dataclass(frozen=True)
class Day:
    """A scoring date, and when it is in UTC."""

    zone: str
    scoring_date: date
    week_starts: datetime  # the first moment of the first of the seven days that end with the scoring date
    starts: datetime
    ends: datetime  # the first moment of the next day
    column_type: str = "timestamp"  # of the inputs' times
    file_type: str = "parquet"

    @property
    def moments(self) -> dict[str, datetime]:
        return {
            "before_week": self.week_starts - MICROSECOND,
            "week": self.week_starts,
            "before": self.starts - MICROSECOND,
            "first": self.starts,
            "noon": self.starts + timedelta(hours=12),
            "evening": self.starts + timedelta(hours=18),
            "last_millisecond": self.ends - timedelta(milliseconds=1),
            "last": self.ends - MICROSECOND,
            "next": self.ends,
            "later": self.ends + timedelta(days=30),
        }

    def days_ago(self, age: int) -> date:
        return self.scoring_date - timedelta(days=age)

    def __str__(self) -> str:
        return f"{self.zone}-{self.scoring_date}-{self.column_type}-{self.file_type}".replace("/", "_")


def day(zone: str, scoring_date: str, week_starts: str, starts: str, ends: str, *written_as: str) -> Day:
    moment = datetime.fromisoformat
    return Day(zone, date.fromisoformat(scoring_date), moment(week_starts), moment(starts), moment(ends), *written_as)


DAYS = [
    day("UTC", "2024-02-29", "2024-02-23 00:00", "2024-02-29 00:00", "2024-03-01 00:00"),
    # Half an hour off, on a leap day: +05:30.
    day("Asia/Kolkata", "2024-02-29", "2024-02-22 18:30", "2024-02-28 18:30", "2024-02-29 18:30", "varchar"),
    # Berlin changes from +01 to +02: 23 hours.
    day("Europe/Berlin", "2024-03-31", "2024-03-24 23:00", "2024-03-30 23:00", "2024-03-31 22:00", "timestamptz"),
    # The change lies in the week: it has an hour less than seven days.
    day("Europe/Berlin", "2024-04-03", "2024-03-27 23:00", "2024-04-02 22:00", "2024-04-03 22:00", "timestamp", "csv"),
    # And back: 25 hours.
    day("Europe/Berlin", "2024-10-27", "2024-10-20 22:00", "2024-10-26 22:00", "2024-10-27 23:00"),
    # Los Angeles changes from -08 to -07, and back.
    day("America/Los_Angeles", "2025-03-09", "2025-03-03 08:00", "2025-03-09 08:00", "2025-03-10 07:00", "varchar"),
    day("America/Los_Angeles", "2024-11-03", "2024-10-28 07:00", "2024-11-03 07:00", "2024-11-04 08:00"),
    # The first and the last to see a new year: +14 and -11.
    day("Pacific/Kiritimati", "2025-01-01", "2024-12-25 10:00", "2024-12-31 10:00", "2025-01-01 10:00"),
    day("Pacific/Kiritimati", "2025-01-01", "2024-12-25 10:00", "2024-12-31 10:00", "2025-01-01 10:00", "date"),
    day("Pacific/Niue", "2025-01-01", "2024-12-26 11:00", "2025-01-01 11:00", "2025-01-02 11:00"),
    # Santiago's clocks go from 24:00 on to 01:00, from -04 to -03: a day without midnight.
    day("America/Santiago", "2024-09-08", "2024-09-02 04:00", "2024-09-08 04:00", "2024-09-09 03:00"),
    day("America/Santiago", "2024-09-08", "2024-09-02 04:00", "2024-09-08 04:00", "2024-09-09 03:00", "date"),
    # Havana's go from 01:00 back to 00:00, from -04 to -05: a day with two of them.
    day("America/Havana", "2024-11-03", "2024-10-28 04:00", "2024-11-03 04:00", "2024-11-04 05:00", "timestamp_ns"),
]


# -- What happens -----------------------------------------------------------------------------------------------------

# Attributes kept as history: since when and until when the plans a, b and c hold, and which of them is the lead's on
# the scoring date: the one that is valid when the day ends, of several the one that began last.
# A lead of which every version that has begun is over does not exist.
ENDED = "ended"
HISTORY: dict[str, tuple[list[tuple[str | None, str | None]], str | None]] = {
    "open on both sides": ([(None, None)], "a"),
    "valid from the first moment": ([("first", None)], "a"),
    "valid from the last moment": ([("last", None)], "a"),
    "valid from the next day": ([("next", None)], None),
    "valid to the first moment": ([(None, "first")], ENDED),
    "valid to the last moment": ([(None, "last")], ENDED),
    "valid to the next day": ([(None, "next")], "a"),
    "valid to the end of all days": ([("week", "for_ever")], "a"),
    "valid on the scoring date alone": ([("first", "next")], "a"),
    "valid on no whole day": ([("first", "last")], ENDED),
    "changed at the first moment": ([(None, "first"), ("first", None)], "b"),
    "changed in the day": ([(None, "noon"), ("noon", None)], "b"),
    "changed at the last moment": ([(None, "last"), ("last", None)], "b"),
    "changed the next day": ([(None, "next"), ("next", None)], "a"),
    "changed twice in the day": ([(None, "noon"), ("noon", "evening"), ("evening", None)], "c"),
    "changed twice on a day before": ([(None, "week"), ("week", "week"), ("week", None)], "c"),
    "in a gap": ([(None, "before"), ("next", None)], ENDED),
    "after a gap": ([(None, "week"), ("first", None)], "b"),
    "before a gap": ([("week", "next"), ("later", None)], "a"),
    "overlapping": ([("before", "next"), (None, None), ("week", "later")], "a"),
    "open and overlapping": ([("week", None), ("before", None), ("before_week", None)], "b"),
}

# One id delivered twice: (occurred, loaded) of each copy, and the age of the one that counts: the first known.
COPIES: dict[str, tuple[list[tuple[str, str | None]], int]] = {
    "the copy known first": ([("before_week", "first"), ("week", "before")], 6),
    "only the later copy known": ([("before", "next"), ("first", "last")], 0),
    "the copy without a load time": ([("first", "before"), ("week", None)], 6),
    "the copy that happened first": ([("before", "noon"), ("week", "noon")], 6),
}

# Days from the scoring date to an override's first day and to its end, and whether it is in force.
OVERRIDES: dict[str, tuple[int, int | None, bool]] = {
    "starts today": (0, None, True),
    "starts tomorrow": (1, None, False),
    "ends today": (-1, 0, False),
    "ends tomorrow": (0, 1, True),
}

INPUT_COLUMNS = {
    "leads": "lead_id created_at valid_from valid_to plan last_call_at next_call_at last_mail_at trial_ends_on",
    "events": "event_id lead_id event_type occurred_at loaded_at",
    "conversions": "lead_id converted_at",
    "identities": "alias_id lead_id linked_at",
}
ATTRIBUTE_TYPES = {
    "last_call_at": "timestamp", "next_call_at": "timestamptz", "last_mail_at": "timestamp_ns", "trial_ends_on": "date",
}  # fmt: skip


def world(moments: Mapping[str, datetime]) -> Inputs:
    """The inputs: every case on a lead of its own, which exists for long unless its creation is the case."""
    leads, events, conversions, identities = [], [], [], []
    for name, moment in moments.items():
        leads.append({"lead_id": f"created {name}", "created_at": moment})
        leads.append({"lead_id": f"attribute {name}", **dict.fromkeys(ATTRIBUTE_TYPES, moment)})
        events.append({"lead_id": f"visit {name}", "occurred_at": moment})
        events.append({"lead_id": f"loaded {name}", "occurred_at": moments["week"], "loaded_at": moment})
        conversions.append({"lead_id": f"converted {name}", "converted_at": moment})
        identities.append({"alias_id": f"visitor {name}", "lead_id": f"linked {name}", "linked_at": moment})
        leads.append({"lead_id": f"linked {name}"})
    events += [{"lead_id": visitor["alias_id"], "occurred_at": moments["week"]} for visitor in identities]
    # Three days: the day before, with a moment of its own; the scoring date, with its first and last; and the next.
    events += [{"lead_id": "busy", "occurred_at": moments[name]} for name in ("before", "first", "last", "next")]
    for case, (copies, _) in COPIES.items():
        event = {"event_id": case, "lead_id": case}
        events += [
            {**event, "occurred_at": moments[occurred], "loaded_at": loaded and moments[loaded]}
            for occurred, loaded in copies
        ]
    for case, (spans, _) in HISTORY.items():
        ends = {**moments, "for_ever": FOR_EVER}
        leads += [
            {"lead_id": case, "plan": plan, "valid_from": since and ends[since], "valid_to": until and ends[until]}
            for plan, (since, until) in zip("abc", spans)
        ]
    leads += [{"lead_id": case} for case in OVERRIDES]
    # Whoever did something is a lead, but for the visitors.
    active = [row["lead_id"] for row in (*events, *conversions)]
    visitors = {visitor["alias_id"] for visitor in identities}
    leads += [{"lead_id": lead_id} for lead_id in dict.fromkeys(active) if lead_id not in visitors]
    return {
        "leads": [{"created_at": LONG_AGO, **lead} for lead in leads],
        "events": [{"event_type": "page_view", **event} for event in events],
        "conversions": conversions,
        "identities": identities,
    }


def scorecard(day: Day) -> Tables:
    """Rules on the borders of the scoring date, each worth a point."""
    today = str(day.scoring_date)
    first_moment = f"{day.starts}Z"
    two_hours_east = f"{day.starts + timedelta(hours=2)}+02:00"  # the same moment
    visits: dict[str, Cells] = {
        "ever": {},
        "today": {"window_days": "1"},
        "week": {"window_days": "7"},
        "from_today": {"valid_from": today},
        "before_today": {"valid_to": today},
        "from_first_moment": {"valid_from": first_moment},
        "before_first_moment": {"valid_to": two_hours_east},
        "fading": {"points": "10", "decay_percent": "50", "decay_every_days": "7"},
        "once_a_day": {"award": "each", "max_per_day": "1"},
    }
    absences: dict[str, Cells] = {"quiet_day": {"window_days": "1"}, "quiet_week": {"window_days": "7"}}
    attributes: dict[str, Cells] = {
        f"{column} {operator} {words}": {"subject": column, "operator": operator, "value": value}
        for column in ATTRIBUTE_TYPES
        for words, value in (("today", today), ("first_moment", first_moment))
        for operator in ("<", "=", ">")
        if (column, words) != ("trial_ends_on", "first_moment")  # a date is compared with days only
    }
    plans: dict[str, Cells] = {
        **{plan: {"subject": "plan", "operator": "=", "value": plan} for plan in "abc"},
        "unknown": {"subject": "plan", "operator": "is_null", "value": None},
    }
    return {
        "scorecards": [SCORECARD],
        "scorecard_groups": [ENGAGEMENT_GROUP, FIT_GROUP, {**FIT_GROUP, "group_id": "plan"}],
        "scorecard_rules": [
            *rules({**EVENT_RULE, "points": "1"}, visits),
            *rules({**ABSENCE_RULE, "points": "1"}, absences),
            *rules({**ATTRIBUTE_RULE, "points": "1"}, attributes),
            *rules({**ATTRIBUTE_RULE, "points": "1", "group_id": "plan"}, plans),
        ],
        "lifecycle_stages": [
            {**STAGE, "stage_id": "known", "stage_rank": "1", "entry_type": "always"},
            {**STAGE, "stage_id": "customer", "stage_rank": "2", "entry_type": "conversion"},
        ],
        "score_overrides": [
            {
                **OVERRIDE,
                "lead_id": case,
                "starts_on": str(day.days_ago(-starts)),
                "ends_on": None if ends is None else str(day.days_ago(-ends)),
            }
            for case, (starts, ends, _) in OVERRIDES.items()
        ],
    }


def rules(template: Cells, differences: Mapping[str, Cells]) -> list[Cells]:
    return [{**template, "rule_id": rule_id, **cells} for rule_id, cells in differences.items()]


# -- How it is written and built --------------------------------------------------------------------------------------

OFFSETS = [None, "Z", "+05:30", "-08", "+14:00"]


def as_text(moment: datetime) -> str:
    """A moment in one of the ways in which text states it; those of another day are written in another way."""
    offset = OFFSETS[moment.toordinal() % len(OFFSETS)]
    if offset is None or offset == "Z":
        return moment.isoformat(sep=" ") + (offset or "")
    hours, minutes = int(offset[:3]), int(offset[4:] or 0)
    return (moment + timedelta(hours=hours, minutes=minutes)).isoformat() + offset


# What a column of a type holds for a moment of UTC in a zone.
CELLS: dict[str, Callable[[datetime, ZoneInfo], Any]] = {
    "timestamp": lambda moment, zone: moment,
    "timestamptz": lambda moment, zone: moment.replace(tzinfo=UTC),
    # What pandas writes. The last moment of a day is its very last nanosecond; the last year is 2262.
    "timestamp_ns": lambda moment, zone: f"{min(moment, datetime(2262, 1, 1))}" + "999" * bool(moment.microsecond),
    "date": lambda moment, zone: moment.replace(tzinfo=UTC).astimezone(zone).date(),
    "varchar": lambda moment, zone: as_text(moment),
}


def build(project: ScoringProject, day: Day, inputs: Inputs, tables: Tables) -> Result:
    """Score the inputs, with their times written as the day's column type."""
    paths = {name: project.directory / f"{name}_at_{day}.{day.file_type}" for name in INPUTS}
    for name, path in paths.items():
        types = {column: column_type(column, day) for column in INPUT_COLUMNS[name].split()}
        rows = [[cell(row.get(column), kind, day) for column, kind in types.items()] for row in inputs[name]]
        write(path, types, rows)
    project.run(tables, day.scoring_date, timezone=day.zone, dormant_after_days=7, **paths)
    return project.result()


def column_type(column: str, day: Day) -> str:
    is_time = column.endswith(("_at", "_from", "_to"))
    return ATTRIBUTE_TYPES.get(column, day.column_type if is_time else "varchar")


def cell(value: Any, column_type: str, day: Day) -> Any:
    return CELLS[column_type](value, ZoneInfo(day.zone)) if isinstance(value, datetime) else value


def write(path: Path, types: Mapping[str, str], rows: list[list[Any]]) -> None:
    """Write rows as the file that the path's suffix names."""
    with duckdb.connect() as connection:
        connection.execute(f"create table rows ({', '.join(f'{name} {kind}' for name, kind in types.items())})")
        if rows:
            connection.executemany(f"insert into rows values ({', '.join('?' for _ in types)})", rows)
        connection.execute(f"copy rows to '{path}'")


@dataclass(frozen=True)
class Scored:
    """What came out for one scoring date."""

    day: Day
    result: Result

    def points(self, lead_id: str, group_id: str) -> dict[str, Decimal]:
        """The points of every rule of a group that fired for a lead."""
        return {row["rule_id"]: row["points"] for row in self.entries(lead_id) if row["group_id"] == group_id}

    def entries(self, lead_id: str) -> list[Row]:
        return [row for row in self.result.ledger if row["lead_id"] == lead_id]

    def score(self, lead_id: str) -> Row:
        (row,) = (row for row in self.result.scores if row["lead_id"] == lead_id)
        return row

    def stage(self, lead_id: str) -> Row:
        (row,) = (row for row in self.result.stages if row["lead_id"] == lead_id)
        return row


# Some on every run, all in `make test-slow`.
@pytest.fixture(
    scope="module",
    params=[pytest.param(day, marks=[pytest.mark.slow] if number % 3 else []) for number, day in enumerate(DAYS)],
    ids=str,
)
def scored(request: pytest.FixtureRequest, project: ScoringProject) -> Scored:
    day: Day = request.param
    return Scored(day, build(project, day, world(day.moments), scorecard(day)))


# -- A moment belongs to one day, whatever happens at it --------------------------------------------------------------

# What one visit of an age gives, rule by rule. Half of the 10 points of `fading` are gone after seven days.
YOUNG = {"ever": 1, "once_a_day": 1, "fading": 10, "week": 1}
BEFORE = {"before_today": 1, "before_first_moment": 1, "quiet_day": 1}
VISITED: dict[int | None, dict[str, int]] = {
    0: {**YOUNG, "today": 1, "from_today": 1, "from_first_moment": 1},
    1: {**YOUNG, **BEFORE},
    6: {**YOUNG, **BEFORE},
    7: {**BEFORE, "ever": 1, "once_a_day": 1, "fading": 5, "quiet_week": 1},
    None: {"quiet_day": 1, "quiet_week": 1},
}


@pytest.mark.sampled(10)
@pytest.mark.parametrize("moment", AGES)
def test_an_event_counts_by_the_age_of_its_day(scored: Scored, moment: str) -> None:
    lead_id, age = f"visit {moment}", AGES[moment]
    assert scored.points(lead_id, "web") == VISITED[age]
    assert scored.score(lead_id)["last_event_on"] == (None if age is None else scored.day.days_ago(age))
    assert scored.stage(lead_id)["is_dormant"] == (age in (7, None))  # dormant_after_days is 7


@pytest.mark.parametrize("moment", AGES)
def test_an_event_counts_from_the_day_on_which_it_was_loaded(scored: Scored, moment: str) -> None:
    age = None if AGES[moment] is None else 6  # the event is of the first day of the week
    assert scored.points(f"loaded {moment}", "web") == VISITED[age]


@pytest.mark.parametrize("moment", AGES)
def test_a_lead_exists_from_its_day_on_and_is_as_old_as_that(scored: Scored, moment: str) -> None:
    lead_id, age = f"created {moment}", AGES[moment]
    if age is None:
        assert lead_id not in {row["lead_id"] for row in scored.result.scores + scored.result.stages}
        return
    assert scored.stage(lead_id)["entered_on"] == scored.day.days_ago(age)
    # Who is younger than the window had no time to be quiet in it.
    assert scored.points(lead_id, "web") == {0: {}, 1: {"quiet_day": 1}, 6: {"quiet_day": 1}, 7: VISITED[None]}[age]


@pytest.mark.parametrize("moment", AGES)
def test_a_conversion_admits_from_its_day_on(scored: Scored, moment: str) -> None:
    stage, age = scored.stage(f"converted {moment}"), AGES[moment]
    assert stage["stage_id"] == ("known" if age is None else "customer")
    assert age is None or stage["entered_on"] == scored.day.days_ago(age)


@pytest.mark.parametrize("moment", AGES)
def test_a_link_holds_from_its_day_on_and_brings_what_was_before(scored: Scored, moment: str) -> None:
    age = None if AGES[moment] is None else 6  # the visit is of the first day of the week
    assert scored.points(f"linked {moment}", "web") == VISITED[age]


@pytest.mark.parametrize("column", ATTRIBUTE_TYPES)
@pytest.mark.parametrize("moment", AGES)
def test_an_attribute_is_compared_by_its_day_or_its_moment_as_the_value_says(
    scored: Scored, moment: str, column: str
) -> None:
    age = AGES[moment]
    by_day = ">" if age is None else "=" if age == 0 else "<"
    by_moment = "=" if moment == "first" else ">" if age in (0, None) else "<"
    expected = {f"{column} {by_day} today": 1}
    if column != "trial_ends_on":
        expected[f"{column} {by_moment} first_moment"] = 1
    fired = scored.points(f"attribute {moment}", "job")
    assert {rule_id: points for rule_id, points in fired.items() if rule_id.startswith(column)} == expected


# -- What was known on the scoring date -------------------------------------------------------------------------------


@pytest.mark.parametrize("case", HISTORY)
def test_the_attributes_are_those_valid_when_the_scoring_date_ends(scored: Scored, case: str) -> None:
    _, plan = HISTORY[case]
    assert scored.points(case, "plan") == ({} if plan == ENDED else {plan or "unknown": 1})


@pytest.mark.parametrize("case", COPIES)
def test_of_an_event_delivered_twice_the_copy_counts_that_was_known_first(scored: Scored, case: str) -> None:
    _, age = COPIES[case]
    assert scored.points(case, "web") == VISITED[age]
    assert scored.score(case)["last_event_on"] == scored.day.days_ago(age)


@pytest.mark.parametrize("case", OVERRIDES)
def test_an_override_holds_from_its_first_day_to_before_its_end(scored: Scored, case: str) -> None:
    *_, is_in_force = OVERRIDES[case]
    assert [row["points"] for row in scored.entries(case) if row["entry_type"] == "override"] == [5] * is_in_force


def test_a_day_counts_once_however_long_it_is(scored: Scored) -> None:
    (once_a_day,) = (row for row in scored.entries("busy") if row["rule_id"] == "once_a_day")
    (ever,) = (row for row in scored.entries("busy") if row["rule_id"] == "ever")
    assert ever["event_count"] == 3  # before, first, last; the next day is not read
    assert (once_a_day["event_count"], once_a_day["points"]) == (2, 2)  # two of them on the scoring date


def test_what_is_not_read_is_counted_with_its_reason(scored: Scored) -> None:
    found = {(row["input"], row["reason"]): row["row_count"] for row in scored.result.audit if row["row_count"]}
    # The cases of AGES are 10, of which 2 are after the scoring date.
    assert found == {
        # created 8, attribute, linked, visit, loaded and converted 10 each, COPIES 4, busy, HISTORY 17, OVERRIDES 4
        ("leads", "counted"): 84,
        ("leads", "after_scoring_date"): 2,
        # HISTORY has 36 rows for its 21 leads: 4 of them have ended, with 5 rows; of the other 14 rows beside those
        # that count 4 are valid too, where they overlap.
        ("leads", "ended"): 5,
        ("leads", "not_valid_on_scoring_date"): 10,
        ("leads", "repeated_id"): 4,
        # visit and loaded 8 each, visits of visitors linked 8, busy 3, COPIES 4
        ("events", "counted"): 31,
        # visit and loaded 2 each, busy 1, and a copy
        ("events", "after_scoring_date"): 6,
        ("events", "unknown_lead"): 2,
        ("events", "repeated_id"): 3,
        ("conversions", "counted"): 8,
        ("conversions", "after_scoring_date"): 2,
        ("identities", "counted"): 8,
        ("identities", "after_scoring_date"): 2,
        ("score_overrides", "counted"): 2,
        ("score_overrides", "not_in_force"): 2,
    }


# -- Windows over leap days and the turn of the year ------------------------------------------------------------------

# The first day of the last so many days that end with a scoring date.
WINDOWS = {
    # February 2024 has 29 days.
    "2024-03-01": {
        1: "2024-03-01", 2: "2024-02-29", 3: "2024-02-28", 30: "2024-02-01", 31: "2024-01-31", 61: "2024-01-01",
        62: "2023-12-31", 365: "2023-03-03", 366: "2023-03-02", 367: "2023-03-01", 368: "2023-02-28",
    },
    # A year that begins with a leap day ends on the last of February: 365 days later, the window of 366.
    "2025-02-28": {
        1: "2025-02-28", 28: "2025-02-01", 29: "2025-01-31", 60: "2024-12-31", 365: "2024-03-01", 366: "2024-02-29",
        367: "2024-02-28",
    },
    # 2100 has no leap day.
    "2100-03-01": {1: "2100-03-01", 2: "2100-02-28", 30: "2100-01-31", 366: "2099-03-01", 1000: "2097-06-05"},
}  # fmt: skip


@pytest.fixture(scope="module", params=WINDOWS)
def windows_scored(request: pytest.FixtureRequest, project: ScoringProject) -> tuple[Result, dict[int, str]]:
    """A rule for each window, and for each two leads: one's visit begins the window, the other's comes just before."""
    windows = WINDOWS[request.param]
    visits = {}
    for window, first_day in windows.items():
        visits[f"in {window}"] = datetime.fromisoformat(first_day)
        visits[f"before {window}"] = datetime.fromisoformat(first_day) - MICROSECOND
    tables = visit_rules({str(window): {"window_days": str(window)} for window in windows})
    on_day = day("UTC", request.param, request.param, request.param, request.param)
    return build(project, on_day, visits_of_leads(visits), tables), windows


def test_a_window_begins_with_its_first_day(windows_scored: tuple[Result, dict[int, str]]) -> None:
    result, windows = windows_scored
    fired = {(row["lead_id"], row["rule_id"]) for row in result.ledger}
    assert [window for window in windows if (f"in {window}", f"{window}") not in fired] == []
    assert [window for window in windows if (f"before {window}", f"{window}") in fired] == []


# -- Times as text ----------------------------------------------------------------------------------------------------

# One moment, 2024-03-31 22:30 in UTC, in ways in which systems write it.
READABLE = [
    "2024-03-31 22:30:00",
    "2024-03-31 22:30",
    "2024-03-31T22:30:00.000Z",
    "2024-03-31T22:30:00.000000000Z",
    "2024-03-31 22:30:00 UTC",
    "2024-04-01T00:30:00+02:00",
    "2024-04-01 00:30:00+02",
    "2024-04-01T00:30:00.000+0200",
    "2024-04-01 04:00:00+05:30",
    "2024-03-31 17:30:00-05:00",
    "2024-04-01 12:30:00+14",
    "  2024-04-01 00:30:00+02:00",
    "2024-04-01 00:30:00+02:00 ",
    "2024-04-01 00:30:00+02:00\t",
    "2024-04-01 00:30:00+02:00\r",
]
# Not every engine reads these; one that does not must say so, and not take them for another moment.
PERHAPS_READABLE = [
    "2024-03-31T22:30Z",
    "2024-03-31t22:30:00z",
    "2024-04-01T00:30+02:00",
    "2024-04-01 00:30:00 +0200",
    "2024-04-01 00:30:00 +02:00",
    "2024-04-01T00:30:00+02:00[Europe/Berlin]",
    "2024-04-01 00:30:00 Europe/Berlin",
    "Sun, 31 Mar 2024 22:30:00 GMT",
    "31.03.2024 22:30",
    "1711924200",
    "tomorrow",
    "2024-02-30 22:30:00",
    "",
]


@pytest.fixture(scope="module")
def texts_scored(project: ScoringProject) -> dict[str, set[str]]:
    """Which rules fired for each text: `ever`, and `then` for what happened at that very moment."""
    texts = [*READABLE, *PERHAPS_READABLE]
    tables = visit_rules({"ever": {}, "then": {"valid_from": "2024-03-31 22:30", "valid_to": "2024-03-31 22:30:01"}})
    on_day = day("Europe/Berlin", "2024-04-03", "2024-03-27 23:00", "2024-04-02 22:00", "2024-04-03 22:00", "varchar")
    result = build(project, on_day, visits_of_leads({text: text for text in texts}), tables)
    return {text: {row["rule_id"] for row in result.ledger if row["lead_id"] == text} for text in texts}


@pytest.mark.parametrize("text", READABLE)
def test_text_is_the_moment_that_it_states(texts_scored: dict[str, set[str]], text: str) -> None:
    assert texts_scored[text] == {"ever", "then"}


@pytest.mark.parametrize("text", PERHAPS_READABLE)
def test_text_is_never_taken_for_another_moment(texts_scored: dict[str, set[str]], text: str) -> None:
    assert texts_scored[text] in (set(), {"ever", "then"})


def visit_rules(windows: Mapping[str, Cells]) -> Tables:
    """A scorecard of nothing but rules over visits."""
    return {
        "scorecards": [SCORECARD],
        "scorecard_groups": [ENGAGEMENT_GROUP],
        "scorecard_rules": rules(EVENT_RULE, windows),
    }


def visits_of_leads(visits: Mapping[str, Any]) -> Inputs:
    """One visit for each lead."""
    return {
        "leads": [{"lead_id": lead_id, "created_at": LONG_AGO} for lead_id in visits],
        "events": [
            {"lead_id": lead_id, "event_type": "page_view", "occurred_at": moment} for lead_id, moment in visits.items()
        ],
        "conversions": [],
        "identities": [],
    }
