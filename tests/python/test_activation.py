"""What is done with scores: the row that a CRM gets, what automations fire on, who is called, who is written to.

One project keeps its history through the whole file; each part of it plays on later days than the one before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from project import ScoringProject
from reference import Row, Tables, World

CARD: Tables = {
    "scorecards": [{"scorecard_id": "main", "family": "product"}, {"scorecard_id": "other", "family": "product"}],
    "scorecard_groups": [
        {"scorecard_id": "main", "group_id": "web", "axis": "engagement"},
        {"scorecard_id": "main", "group_id": "who", "axis": "fit"},
        {"scorecard_id": "other", "group_id": "who", "axis": "fit"},
    ],
    "scorecard_rules": [
        {"scorecard_id": "main", "rule_id": "visits", "group_id": "web", "rule_type": "event", "subject": "visit",
         "award": "each", "points": "10", "window_days": "7", "description": "Visits"},
        {"scorecard_id": "main", "rule_id": "buyer", "group_id": "who", "rule_type": "required", "subject": "country",
         "operator": "!=", "value": "nowhere"},
        {"scorecard_id": "other", "rule_id": "spain", "group_id": "who", "rule_type": "attribute",
         "subject": "country", "operator": "=", "value": "Spain", "points": "15"},
    ],
    "scorecard_tiers": [
        {"scorecard_id": "main", "axis": "score", "tier": "hot", "lower_bound": "30", "action": "Call"},
        {"scorecard_id": "main", "axis": "score", "tier": "warm", "lower_bound": "10", "action": "Invite"},
        {"scorecard_id": "main", "axis": "score", "tier": "cold"},
    ],
    "lifecycle_stages": [
        {"stage_id": "known", "stage_rank": "1", "funnel_phase": "TOFU", "entry_type": "always"},
        {"stage_id": "mql", "stage_rank": "2", "funnel_phase": "MOFU", "entry_type": "tier", "scorecard_id": "main",
         "value": "hot"},
        {"stage_id": "customer", "stage_rank": "3", "funnel_phase": "BOFU", "entry_type": "conversion"},
        {"stage_id": "partner", "stage_rank": "4", "funnel_phase": "BOFU", "entry_type": "attribute",
         "subject": "country", "operator": "=", "value": "Andorra"},
    ],
    "trigger_rules": [
        {"trigger_id": "hot", "scorecard_id": "main", "kind": "entered_tier", "value": "hot", "cooldown_days": "30"},
        {"trigger_id": "left", "scorecard_id": "main", "kind": "left_tier", "value": "hot", "action": "Take off"},
        {"trigger_id": "over_20", "scorecard_id": "main", "kind": "crossed_up", "value": "20"},
        {"trigger_id": "mql", "kind": "entered_stage", "value": "mql"},
        {"trigger_id": "slept", "kind": "became_dormant"},
        {"trigger_id": "woke", "kind": "woke_up"},
        {"trigger_id": "off", "scorecard_id": "main", "kind": "entered_tier", "value": "cold", "is_enabled": "false"},
    ],
    "nurture_tracks": [
        {"track_id": "again", "track_rank": "1", "audience": "dormant", "max_messages_per_week": "1",
         "lasts_days": "10"},
        {"track_id": "rest", "track_rank": "2", "audience": "dormant", "max_messages_per_week": "0"},
        {"track_id": "fans", "track_rank": "3", "audience": "customer", "max_messages_per_week": "1"},
        {"track_id": "soon", "track_rank": "4", "audience": "active", "stage_id": "mql", "scorecard_id": "main",
         "tier": "hot", "max_messages_per_week": "3"},
        {"track_id": "learn", "track_rank": "5", "funnel_phase": "TOFU", "max_messages_per_week": "2"},
    ],
}  # fmt: skip
SETTINGS: dict[str, Any] = {
    "keep_history": True,
    "dormant_after_days": 20,
    "owner_column": "owner",
    "unsubscribed_column": "no_mail",
    "queue_size": 4,
    "message_event_types": ["mail"],
    "outbound_event_types": ["mail", "call"],
}
LEAD_TYPES = {"country": "text", "owner": "text", "no_mail": "boolean"}
ACTIVATION = ("lead_sync", "lead_triggers", "lead_sales_queue", "lead_nurture_plan", "lead_best_scorecard")


def on(day: str, hour: int = 9) -> datetime:
    return datetime.fromisoformat(day) + timedelta(hours=hour)


def lead(lead_id: str, created: str, country: str = "Spain", owner: str | None = None, no_mail: bool = False) -> Row:
    return {
        "lead_id": lead_id, "created_at": on(created), "country": country, "owner": owner, "no_mail": no_mail,
    }  # fmt: skip


def events(lead_id: str, event_type: str, *days: str) -> list[Row]:
    return [
        {"event_id": f"{lead_id} {event_type} {day} {at}", "lead_id": lead_id, "event_type": event_type,
         "occurred_at": on(day, at % 24)}
        for at, day in enumerate(days)
    ]  # fmt: skip


def world(leads: list[Row], happened: list[Row], **more: Any) -> World:
    return World(
        leads=leads, events=happened, lead_types={"lead_id": "text", "created_at": "timestamp", **LEAD_TYPES}, **more
    )


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, new_project: Callable[[Path], ScoringProject]) -> ScoringProject:
    project = new_project(tmp_path_factory.mktemp("activation"))
    project.models = ACTIVATION
    return project


def score(project: ScoringProject, of: World, day: str, tables: Tables = CARD, **settings: Any) -> None:
    project.write(of)
    project.run(tables, day, **{**SETTINGS, **settings})


def table(project: ScoringProject, name: str) -> list[Row]:
    return sorted(project.rows(f"select * from {name}"), key=repr)


# -- lead_sync and lead_triggers --------------------------------------------------------------------------------------

ANN = [*events("ann", "visit", *["2026-02-01"] * 3, *["2026-02-11"] * 3, *["2026-03-05"] * 3)]
STORY = world(
    [lead("ann", "2025-12-01"), lead("ben", "2026-02-01"), lead("cara", "2026-02-08")],
    [*ANN, *events("ben", "visit", "2026-02-08"), *events("cara", "visit", *["2026-02-08"] * 3)],
)
DAYS = ("2026-01-31", "2026-02-01", "2026-02-08", "2026-02-11", "2026-02-18", "2026-03-04", "2026-03-05")
FIRED = {
    # She had not done anything for two months.
    ("woke", "ann", "2026-02-01"), ("hot", "ann", "2026-02-01"), ("over_20", "ann", "2026-02-01"),
    ("mql", "ann", "2026-02-01"),
    ("left", "ann", "2026-02-08"),
    ("hot", "cara", "2026-02-08"), ("over_20", "cara", "2026-02-08"), ("mql", "cara", "2026-02-08"),
    # Ten days after it fired, hot rests; ben is new and does not wake up.
    ("over_20", "ann", "2026-02-11"),
    ("left", "ann", "2026-02-18"), ("left", "cara", "2026-02-18"),
    ("slept", "ann", "2026-03-04"), ("slept", "ben", "2026-03-04"), ("slept", "cara", "2026-03-04"),
    # 32 days after it fired, and only 22 after it would have.
    ("hot", "ann", "2026-03-05"), ("over_20", "ann", "2026-03-05"), ("woke", "ann", "2026-03-05"),
}  # fmt: skip


@pytest.fixture(scope="module")
def story(kept: ScoringProject) -> dict[str, dict[str, list[Row]]]:
    """The tables after each run: every day once, the last but two days twice, then a run with a new rule."""
    seen = {}
    for day in DAYS:
        score(kept, STORY, day)
        seen[day] = {name: table(kept, name) for name in ACTIVATION}
        if day == "2026-02-18":
            score(kept, STORY, day)
            seen["again"] = {name: table(kept, name) for name in ACTIVATION}
            more = {"trigger_id": "late", "scorecard_id": "main", "kind": "crossed_up", "value": "5"}
            changed = {**CARD, "trigger_rules": [*CARD["trigger_rules"], more]}
            override = {
                "lead_id": "ben",
                "scorecard_id": "main",
                "points": "1",
                "starts_on": day,
                "ends_on": "2026-02-19",
            }
            score(kept, STORY, day, {**changed, "score_overrides": [override]})
            seen["corrected"] = {name: table(kept, name) for name in ACTIVATION}
    score(kept, STORY, "2026-02-11")
    seen["a past day"] = {name: table(kept, name) for name in ACTIVATION}
    return seen


def fired(rows: list[Row]) -> set[tuple[str, str, str]]:
    return {(row["trigger_id"], row["lead_id"], str(row["triggered_on"])) for row in rows}


@pytest.mark.slow
def test_triggers_fire_once_each(story: dict[str, dict[str, list[Row]]]) -> None:
    rows = story[DAYS[-1]]["lead_triggers"]
    assert fired(rows) == FIRED
    assert len(rows) == len(FIRED) == len({row["lead_trigger_id"] for row in rows})


@pytest.mark.slow
def test_what_fired_stays_as_it_is(story: dict[str, dict[str, list[Row]]]) -> None:
    """Also when a day is run again, a past day is looked at, or a rule comes that would have fired before."""
    runs = [seen["lead_triggers"] for seen in story.values()]
    for before, after in pairwise(runs):
        assert [row for row in before if row not in after] == []
    assert story["again"]["lead_triggers"] == story["2026-02-18"]["lead_triggers"]
    assert story["a past day"]["lead_triggers"] == story[DAYS[-1]]["lead_triggers"]


def test_what_stood_there_at_first_is_no_news(story: dict[str, dict[str, list[Row]]]) -> None:
    assert story["2026-01-31"]["lead_triggers"] == []


def test_runs_without_news_leave_every_byte(story: dict[str, dict[str, list[Row]]]) -> None:
    for name in ACTIVATION:
        assert story["again"][name] == story["2026-02-18"][name]
    assert story["a past day"]["lead_sync"] == story[DAYS[-1]]["lead_sync"]


def test_hash_and_time_move_when_a_published_value_does_and_at_no_other_time(
    story: dict[str, dict[str, list[Row]]],
) -> None:
    runs = [{row["sync_id"]: row for row in seen["lead_sync"]} for seen in story.values()]
    changes = 0
    for before, after in pairwise(runs):
        for sync_id in before.keys() & after.keys():
            values = [
                {name: cell for name, cell in rows[sync_id].items() if name not in ("row_hash", "changed_at")}
                for rows in (before, after)
            ]
            is_same = values[0] == values[1]
            changes += not is_same
            assert (before[sync_id]["row_hash"] == after[sync_id]["row_hash"]) == is_same
            if is_same:
                assert before[sync_id]["changed_at"] == after[sync_id]["changed_at"]
            else:
                assert before[sync_id]["changed_at"] < after[sync_id]["changed_at"]
    assert changes > 10


def test_a_correction_on_the_same_day_is_a_later_change(story: dict[str, dict[str, list[Row]]]) -> None:
    before, after = (
        next(row for row in story[run]["lead_sync"] if row["sync_id"] == "ben:main") for run in ("again", "corrected")
    )
    assert (before["score"], after["score"], str(after["changed_at"])) == (0, 1, "2026-02-18 00:00:02")


def card_with_random_bounds(random: Random, leads: list[Row], tables: Tables) -> None:
    """Scores around the bounds of its tiers, strict or not, some of which have no whole number between them.

    The sixth has tiers of the best so many percent.
    """
    card, lowest = f"card_{len(tables['scorecards'])}", random.randint(-3, 30)
    bounds = {lowest + Decimal(random.choice([0, 25, 49, 50, 75, 120, 200, 505])) / 100 for _ in range(4)}
    rule = {"rule_id": "visit", "group_id": "web", "rule_type": "event", "subject": "visit", "points": "1"}
    lines: Tables = {
        "scorecards": [{}],
        "scorecard_groups": [{"group_id": "web", "axis": "engagement"}],
        "scorecard_rules": [rule],
        "scorecard_tiers": [{"axis": "score", "tier": "rest"}] + [
            {"axis": "score", "tier": f"from {bound}", "lower_bound": str(bound),
             "is_strict": random.choice(["true", "false"])}
            for bound in bounds
        ],
        "score_overrides": [
            {"lead_id": lead["lead_id"], "starts_on": "2026-01-01",
             "points": str(lowest - 1 + Decimal(number * 23 + random.randrange(23)) / 100)}
            for number, lead in enumerate(leads)
        ],
    }  # fmt: skip
    if len(tables["scorecards"]) == 5:
        lines["scorecard_tiers"] = [{"axis": "score", "tier": "rest"}] + [
            {"axis": "score", "tier": f"best {percent}", "lower_percent": percent} for percent in ("20", "45.5", "70")
        ]
    for name, rows in lines.items():
        tables[name] = [*tables.get(name, []), *({"scorecard_id": card, **row} for row in rows)]


@pytest.mark.slow
def test_no_published_score_has_two_tiers(fresh_project: ScoringProject) -> None:
    leads = [lead(f"L{number}", "2025-12-01") for number in range(35)]
    fresh_project.models = ("lead_sync", "lead_score_history")
    for decimals in (0, 1, 2):
        random, step = Random(decimals), Decimal(1).scaleb(-decimals)
        tables: Tables = {name: [] for name in CARD}
        for _ in range(6):
            card_with_random_bounds(random, leads, tables)
        fresh_project.forget_history()
        score(fresh_project, world(leads, []), "2026-01-31", tables, publish_decimals=decimals)
        rows = fresh_project.rows("""
            select sync.scorecard_id, sync.score, sync.tier, scores.score as exact, history.score as kept
            from lead_sync as sync
            inner join lead_scores as scores using (lead_id, scorecard_id)
            inner join lead_score_history as history using (lead_id, scorecard_id)
        """)
        assert len(rows) == 6 * len(leads)
        tiers: dict[tuple[str, Decimal], set[str]] = {}
        for row in rows:
            tiers.setdefault((row["scorecard_id"], row["score"]), set()).add(row["tier"])
            assert row["kept"] == row["score"]
            assert abs(row["score"] - row["exact"]) < step
            assert row["score"] % step == 0 or row["score"] == row["exact"]
        assert {score: names for score, names in tiers.items() if len(names) > 1} == {}
        # Some would have been rounded into the tier above or below.
        assert any(abs(row["score"] - row["exact"]) > step / 2 for row in rows) == (decimals < 2)


def test_a_lead_that_is_gone_has_no_row(kept: ScoringProject, story: dict[str, dict[str, list[Row]]]) -> None:
    score(kept, replace(STORY, leads=STORY.leads[:1]), "2026-03-06")
    assert {row["lead_id"] for row in table(kept, "lead_sync")} == {"ann"}
    left = fired(table(kept, "lead_triggers")) - FIRED
    assert left == set()


@pytest.mark.slow
@pytest.mark.parametrize(("on_edits", "month"), [(False, "03"), (True, "04")])
def test_an_edited_bound_fires_nothing_unless_asked(kept: ScoringProject, on_edits: bool, month: str) -> None:
    """Of two leads that are hot now one has visited once more; the other was there before the bound was."""
    first, second = f"2026-{month}-20", f"2026-{month}-21"
    leads = [lead(name + month, "2026-03-01") for name in ("edited", "visitor")]
    happened = [
        *events("edited" + month, "visit", first, first),
        *events("visitor" + month, "visit", first, second, second),
    ]
    hot, *tiers = CARD["scorecard_tiers"]
    score(kept, world(leads, happened), first)
    before = fired(table(kept, "lead_triggers"))
    edited = {**CARD, "scorecard_tiers": [{**hot, "lower_bound": "20"}, *tiers]}
    score(kept, world(leads, happened), second, edited, triggers_on_edits=on_edits)
    found = {(trigger, lead_id) for trigger, lead_id, _ in fired(table(kept, "lead_triggers")) - before}
    told = {"visitor" + month, *(["edited" + month] if on_edits else [])}
    assert {lead_id for trigger, lead_id in found if trigger == "hot"} == told
    assert {lead_id for trigger, lead_id in found if trigger == "mql"} == told


def test_triggers_on_grades_and_on_several_tiers(fresh_project: ScoringProject) -> None:
    """Who goes from one tier of the list to another has neither come nor gone; an edited bound is no news."""
    spain = {"scorecard_id": "main", "rule_id": "spain", "group_id": "who", "rule_type": "attribute",
             "subject": "country", "operator": "=", "value": "Spain", "points": "15"}  # fmt: skip
    grades = [("fit", "A", "15"), ("fit", "B", None), ("engagement", "1", "20"), ("engagement", "2", None)]
    triggers = {
        "best": {"kind": "entered_tier", "subject": "grade", "operator": "in", "value": "A1|B1"},
        "worse": {"kind": "left_tier", "subject": "grade", "operator": "in", "value": "A1|B1"},
        "no_a2": {"kind": "left_tier", "subject": "grade", "value": "A2"},
        "warmer": {"kind": "entered_tier", "operator": "in", "value": "hot|warm"},
    }

    def tables(bound: str) -> Tables:
        lines = [
            {"scorecard_id": "main", "axis": axis, "tier": tier, "lower_bound": bound if tier == "1" else lower}
            for axis, tier, lower in grades
        ]
        return {
            **CARD,
            "scorecard_rules": [*CARD["scorecard_rules"], spain],
            "scorecard_tiers": [*CARD["scorecard_tiers"], *lines],
            "trigger_rules": [
                {"trigger_id": name, "scorecard_id": "main", **cells} for name, cells in triggers.items()
            ],
        }

    visits = {"ann": ["2026-02-02"] * 2, "ben": ["2026-02-02", "2026-02-03", "2026-02-03"]}
    of = world(
        [lead("ann", "2026-01-01"), lead("ben", "2026-01-01", "France")],
        [row for name, days in visits.items() for row in events(name, "visit", *days)],
    )
    fresh_project.models = ACTIVATION
    fresh_project.forget_history()
    days = {
        "2026-02-01": ("20", set()),  # 15, warm, A2; 0, cold, B2
        "2026-02-02": ("20", {("best", "ann"), ("no_a2", "ann"), ("warmer", "ben")}),  # 35, hot, A1; 10, warm, B2
        "2026-02-03": ("20", {("best", "ben")}),  # ben: 30, hot, B1
        "2026-02-04": ("50", set()),  # both are at 2 by the edit of a bound
        "2026-02-20": ("50", set()),  # 15, warm, A2; 0, cold, B2
    }
    before: set[Any] = set()
    for day, (bound, expected) in days.items():
        score(fresh_project, of, day, tables(bound))
        now = fired(table(fresh_project, "lead_triggers"))
        assert {(trigger, lead_id) for trigger, lead_id, *_ in now - before} == expected, day
        before = now


# -- lead_sales_queue -------------------------------------------------------------------------------------------------


def queue_world(random: Random, day: date) -> World:
    """Leads of three owners with visits, calls, conversions and must-haves that do not hold."""
    leads, happened, conversions = [], [], []
    for number in range(80):
        lead_id = f"Q{number:02}"
        owner = random.choice(["North", "north", None])
        country = random.choice(["Spain", "France", "Spain", "nowhere", "Andorra"])
        leads.append(lead(lead_id, "2026-01-01", country, owner))
        for kind, most in (("visit", 5), ("call", 2), ("meeting", 1), ("mail", 2)):
            ages = [random.randrange(16) for _ in range(random.randint(0, most))]
            happened += events(lead_id, kind, *(str(day - timedelta(days=age)) for age in ages))
        if random.random() < 0.15:
            conversions.append({"lead_id": lead_id, "converted_at": on("2026-02-01")})
    return world(leads, happened, conversions=conversions)


def expected_queue(of: World, day: date, size: int) -> list[tuple[Any, ...]]:
    """The queue of scorecard main, worked out from the rows of the world."""

    def ages(lead_id: str, *kinds: str) -> list[int]:
        return [
            (day - event["occurred_at"].date()).days
            for event in of.events
            if event["lead_id"] == lead_id and event["event_type"] in kinds
        ]

    customers = {conversion["lead_id"] for conversion in of.conversions}
    queues: dict[str | None, list[tuple[Any, ...]]] = {}
    for row in of.leads:
        lead_id = row["lead_id"]
        if lead_id in customers or row["country"] in ("nowhere", "Andorra"):
            continue
        if min(ages(lead_id, "call", "meeting"), default=99) < 7:
            continue
        points = 10 * sum(age < 7 for age in ages(lead_id, "visit"))
        latest = min(ages(lead_id, "visit", "meeting"), default=999)
        queues.setdefault(row["owner"], []).append((-points, latest, lead_id))
    return [
        (owner, rank, lead_id, -points)
        for owner, queue in queues.items()
        for rank, (points, _, lead_id) in enumerate(sorted(queue)[:size], start=1)
    ]


def test_the_queue_is_ranked_capped_and_without_those_whom_nobody_calls(kept: ScoringProject) -> None:
    day = date(2026, 4, 25)
    of = queue_world(Random(1), day)
    score(kept, of, str(day))
    rows = kept.rows("select * from lead_sales_queue where scorecard_id = 'main'")
    found = [(row["owner"], row["queue_rank"], row["lead_id"], row["score"]) for row in rows]
    assert sorted(found, key=repr) == sorted(expected_queue(of, day, 4), key=repr)
    assert {row["action"] for row in rows} <= {"Call", "Invite", None}
    whole = expected_queue(of, day, 99)
    assert len(whole) > len(found) and max(rank for _, rank, *_ in whole) > 4


def test_the_queue_says_what_changed_and_how_long_a_lead_waits(kept: ScoringProject) -> None:
    leads = [lead("W1", "2026-01-01"), lead("W2", "2026-01-01")]
    happened = [
        *events("W1", "visit", *["2026-05-01"] * 3, *["2026-05-08"] * 4),
        *events("W2", "visit", *["2026-05-08"] * 3),
        *events("W1", "call", "2026-04-20"),
    ]
    for day in ("2026-05-01", "2026-05-08", "2026-05-10"):
        score(kept, world(leads, happened), day)
    rows = {row["lead_id"]: row for row in kept.rows("select * from lead_sales_queue where scorecard_id = 'main'")}
    shown = ("score", "score_change", "tier_week_ago", "days_waiting")
    # A week before, on the 3rd, what the 1st published still stood.
    assert [rows["W1"][name] for name in shown] == [40, 10, "hot", 9]
    assert [rows["W2"][name] for name in shown] == [30, 30, "cold", 2]
    assert [str(rows["W1"][name]) for name in ("last_activity_on", "last_touched_on")] == ["2026-05-08", "2026-04-20"]


# -- lead_nurture_plan and lead_best_scorecard ------------------------------------------------------------------------

TODAY = "2026-06-20"


def test_each_lead_has_its_track_and_the_day_of_its_next_message(kept: ScoringProject) -> None:
    leads = [
        lead("fresh", "2026-06-19"), lead("sent", "2026-06-01"), lead("full", "2026-06-01"),
        lead("soon", "2026-06-01"), lead("quiet", "2026-01-01"), lead("gone", "2026-01-01"),
        lead("fan", "2026-01-01"), lead("no", "2026-06-19", no_mail=True), lead("out", "2026-06-01"),
    ]  # fmt: skip
    happened = [
        *events("sent", "visit", "2026-06-18"), *events("sent", "mail", "2026-06-13", "2026-06-14"),
        *events("full", "visit", "2026-06-18"),
        *events("full", "mail", "2026-06-15", "2026-06-17", "2026-06-17", "2026-06-13"),
        *events("soon", "visit", *["2026-06-20"] * 3), *events("soon", "mail", *["2026-06-16"] * 2, "2026-06-20"),
        *events("quiet", "visit", "2026-05-25"), *events("quiet", "mail", "2026-06-16"),
        *events("gone", "visit", "2026-05-15"),
        *events("fan", "visit", "2026-06-01"),
        *events("out", "visit", "2026-06-18"), *events("out", "unsubscribe", "2026-06-02"),
    ]  # fmt: skip
    conversions = [{"lead_id": "fan", "converted_at": on("2026-05-01")}]
    score(kept, world(leads, happened, conversions=conversions), TODAY)
    plan = {
        row["lead_id"]: (
            row["track_id"], row["messages_last_week"], row["may_send"],
            row["next_send_on"] and str(row["next_send_on"]),
        )
        for row in table(kept, "lead_nurture_plan")
    }  # fmt: skip
    assert plan == {
        # A lead that is new has not fallen asleep.
        "fresh": ("learn", 0, True, TODAY),
        # A message of the 13th is a week old.
        "sent": ("learn", 1, True, TODAY),
        # Two of the three since the 15th have to be a week old: on the 24th those of the 17th are.
        "full": ("learn", 3, False, "2026-06-24"),
        "soon": ("soon", 3, False, "2026-06-23"),
        "quiet": ("again", 1, False, "2026-06-23"),
        "gone": ("rest", 0, False, None),
        "fan": ("fans", 0, True, TODAY),
        "no": ("learn", 0, False, None),
        "out": ("learn", 0, False, None),
    }


def test_the_best_scorecard_of_a_family_has_its_margin(kept: ScoringProject) -> None:
    leads = [lead("A", "2026-06-01"), lead("B", "2026-06-01", "France"), lead("C", "2026-06-01", "nowhere")]
    happened = [*events("A", "visit", "2026-06-21"), *events("C", "visit", *["2026-06-21"] * 5)]
    score(kept, world(leads, happened), "2026-06-21")
    columns = ("scorecard_id", "score", "second_scorecard_id", "margin", "scorecard_count")
    found = {row["lead_id"]: tuple(row[name] for name in columns) for row in table(kept, "lead_best_scorecard")}
    assert {row["family"] for row in table(kept, "lead_best_scorecard")} == {"product"}
    assert found == {
        "A": ("other", 15, "main", 5, 2),
        # Equal scores: the first by id.
        "B": ("main", 0, "other", 0, 2),
        # On the other it is disqualified, whatever its score there.
        "C": ("other", 0, None, None, 1),
    }


@pytest.mark.slow
def test_without_a_history_there_is_no_sync_and_the_rest_is_there(fresh_project: ScoringProject) -> None:
    score(fresh_project, STORY, "2026-02-01", keep_history=False)
    assert table(fresh_project, "lead_sales_queue") and table(fresh_project, "lead_nurture_plan")
    assert {row["days_waiting"] for row in table(fresh_project, "lead_sales_queue")} == {None}
