"""The reference itself, by figures computed by hand: the examples of SPEC.md §8 and one case a line of §4."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from reference import Calendar, Result, Row, World, has_word, identity_map, read_inputs, score
from strategies import SIGNALS, worlds_and_scorecards

D = date(2024, 6, 30)
NOON = datetime(2024, 6, 30, 12)
LEAD_TYPES = {
    "lead_id": "text",
    "created_at": "timestamp",
    "job_title": "text",
    "industry": "text",
    "employees": "number",
    "annual_revenue": "number",
    "is_partner": "boolean",
    "trial_ends_on": "date",
    "last_call_at": "timestamp",
}
EVENT_TYPES = {
    "event_id": "text",
    "lead_id": "text",
    "event_type": "text",
    "occurred_at": "timestamp",
    "loaded_at": "timestamp",
    "page_path": "text",
    "value": "number",
}
event_ids = count(1)


# -- a world and a scorecard, as small as a case needs them -----------------------------------------------------------


def lead(lead_id: str | None = "ann", age: int = 400, **attributes) -> Row:
    row = {"lead_id": lead_id, "created_at": NOON - timedelta(days=age)}
    return dict.fromkeys(LEAD_TYPES) | row | attributes


def event(event_type: str | None = "visit", age: int = 0, lead_id: str | None = "ann", **properties) -> Row:
    row = {
        "event_id": f"e{next(event_ids)}",
        "lead_id": lead_id,
        "event_type": event_type,
        "occurred_at": NOON - timedelta(days=age),
    }
    return dict.fromkeys(EVENT_TYPES) | row | properties


def visits(*ages: int) -> list[Row]:
    return [event(age=age) for age in ages]


def rule(rule_type: str = "event", subject: str = "visit", points: str = "10", **cells: str) -> dict:
    defaults = {"scorecard_id": "card", "group_id": "soft", "rule_id": f"{rule_type} {subject} {points}"}
    return defaults | {"rule_type": rule_type, "subject": subject, "points": points} | cells


def is_(attribute: str, value: str, points: str, rule_type: str = "attribute", **cells: str) -> dict:
    return rule(rule_type, attribute, points, operator="=", value=value, rule_id=value, **cells)


def group(group_id: str = "soft", axis: str = "engagement", **cells: str) -> dict:
    return {"scorecard_id": "card", "group_id": group_id, "axis": axis} | cells


def tier(name: str, lower_bound: str | None = None, axis: str = "score", **cells: str) -> dict:
    return {"scorecard_id": "card", "axis": axis, "tier": name, "lower_bound": lower_bound} | cells


def card(*rules: dict, groups=(), tiers=(), stages=(), overrides=(), **cells: str) -> dict:
    return {
        "scorecards": [{"scorecard_id": "card", "entity": "lead"} | cells],
        "scorecard_groups": list(groups) or [group(), group("who", "fit"), group("must", "fit")],
        "scorecard_rules": list(rules),
        "scorecard_tiers": list(tiers),
        "lifecycle_stages": list(stages),
        "score_overrides": list(overrides),
    }


def run(tables: dict, events=(), leads=None, on: date = D, options: dict | None = None, **inputs) -> Result:
    world = World(
        leads=[lead()] if leads is None else leads,
        events=list(events),
        lead_types=LEAD_TYPES,
        event_types=EVENT_TYPES,
        **inputs,
    )
    return score(world, tables, SIGNALS, on, **(options or {}))


def points(tables: dict, *args, **kwargs) -> Decimal:
    """The score of the one lead of a small world."""
    (row,) = run(tables, *args, **kwargs).scores
    return row["score"]


def ledger(result: Result) -> list[tuple]:
    return [(entry["entry_type"], entry["points"]) for entry in result.ledger]


def audit(result: Result, name: str) -> dict[str, int]:
    return {r["reason"]: r["row_count"] for r in result.audit if r["input"] == name and r["row_count"]}


# -- §8 Worked examples -----------------------------------------------------------------------------------------------

SOFTWARE = card(
    is_("job_title", "Director", "10", group_id="who"),
    is_("job_title", "Manager", "5", group_id="who"),
    is_("industry", "Technology", "10", group_id="who"),
    is_("industry", "Education", "5", group_id="who"),
    rule(subject="email_opened", points="5"),
    rule("absence", "email_opened", "-10", given_subject="email_sent"),
    rule(subject="visit", points="10", min_count="4"),
    rule(subject="ebook", points="15"),
    rule(subject="white_paper", points="20"),
    tiers=[tier("qualified", "30", is_strict="true"), tier("not yet")],
)


def test_example_1_the_software_card():
    director = lead(job_title="Director", industry="Technology")
    clicks = [event("email_sent"), event("email_opened"), *visits(1, 2, 3, 4), event("ebook")]
    result = run(SOFTWARE, clicks, [director])
    assert result.scores[0]["score"] == 50
    assert result.tiers[0]["tier"] == "qualified"

    manager = lead(job_title="Manager", industry="Education")
    result = run(SOFTWARE, [event("email_sent"), event("white_paper")], [manager])
    assert result.scores[0]["score"] == 20
    assert result.tiers[0]["tier"] == "not yet"


def test_example_1_exactly_30_is_not_qualified():
    director = lead(job_title="Director", industry="Technology")
    result = run(SOFTWARE, visits(1, 2, 3, 4), [director])
    assert result.scores[0]["score"] == 30
    assert result.tiers[0]["tier"] == "not yet"
    assert result.tiers[0]["tier_rank"] == 2


def test_example_2_must_haves_as_hundreds():
    tables = card(
        is_("industry", "Technology", "100", "required", group_id="must"),
        is_("job_title", "Director", "100", "required", group_id="must"),
        is_("employees", "50", "100", "required", group_id="must"),
        rule(subject="visit", points="89"),
        rule(subject="click", points="1", award="each"),
        groups=[group("must", "fit"), group("soft", max_points="99")],
        tiers=[tier("sales", "300"), tier("wait")],
    )
    full = lead(industry="Technology", job_title="Director", employees=50)
    result = run(tables, visits(1), [full])
    assert (result.scores[0]["score"], result.tiers[0]["tier"]) == (389, "sales")

    partial = full | {"employees": None}
    result = run(tables, visits(1), [partial])
    assert (result.scores[0]["score"], result.tiers[0]["tier"]) == (289, "disqualified")

    result = run(tables, [*visits(1), *(event("click") for _ in range(200))], [partial])
    assert (result.scores[0]["score"], result.tiers[0]["tier"]) == (299, "disqualified")
    assert result.scores[0]["is_disqualified"] is True
    assert result.tiers[0]["tier_rank"] == 3


def test_example_3_size_as_thousands():
    tables = card(
        rule("attribute", "employees", "1000", operator="between", value="1|49"),
        rule("attribute", "employees", "2000", operator="between", value="50|249"),
        rule("attribute", "employees", "3000", operator=">=", value="250"),
        rule(points="89", group_id="clicks"),
        groups=[group("soft", "fit", combine="max"), group("clicks", max_points="99")],
        tiers=[tier("small", "1000"), tier("large", "3000"), tier("unknown"), tier("medium", "2000")],
    )
    result = run(tables, visits(1), [lead(employees=50)])
    assert (result.scores[0]["score"], result.tiers[0]["tier"]) == (2089, "medium")


@pytest.mark.parametrize(
    ("decay", "age", "expected"),
    [
        ({"decay_percent": "50", "decay_every_days": "30"}, 29, "10"),
        ({"decay_percent": "50", "decay_every_days": "30"}, 30, "5"),
        ({"decay_percent": "50", "decay_every_days": "30"}, 60, "0"),
        ({"decay_percent": "50", "decay_every_days": "30"}, 95, "0"),
        ({"half_life_days": "30"}, 0, "10"),
        ({"half_life_days": "30"}, 30, "5"),
        ({"half_life_days": "30"}, 60, "2.5"),
        ({"half_life_days": "30"}, 15, "7.07"),
    ],
)
def test_example_4_decay(decay, age, expected):
    assert points(card(rule(**decay)), visits(age)) == Decimal(expected)


@pytest.mark.parametrize(("n", "expected"), [(0, 0), (1, 5), (2, 5), (3, 10), (4, 10), (5, 10), (6, 20), (9, 20)])
def test_example_5_a_ladder(n, expected):
    ladder = card(
        rule(points="5", max_count="2"),
        rule(points="10", min_count="3", max_count="5"),
        rule(points="20", min_count="6"),
    )
    assert points(ladder, visits(*range(n))) == expected


# -- §4 How a score is computed ---------------------------------------------------------------------------------------


def test_a_lead_exists_from_the_day_it_was_created():
    tables = card()
    assert [row["lead_id"] for row in run(tables, leads=[lead("old"), lead("new", age=0)]).scores] == ["new", "old"]
    result = run(tables, leads=[lead("old"), lead("next", age=-1)])
    assert [row["lead_id"] for row in result.scores] == ["old"]
    assert audit(result, "leads") == {"counted": 1, "after_scoring_date": 1}


def test_a_population_is_scored_alone_but_every_lead_has_a_stage():
    result = run(
        card(population="enterprise"),
        leads=[lead("big", employees=1000), lead("small", employees=999, annual_revenue=1), lead("unknown")],
    )
    assert [row["lead_id"] for row in result.scores] == ["big"]
    assert [row["lead_id"] for row in result.stages] == ["big", "small", "unknown"]


@pytest.mark.parametrize(("age", "expected"), [(0, 10), (6, 10), (7, 0)])
def test_step_1_window_edge(age, expected):
    assert points(card(rule(window_days="7")), visits(age)) == expected


def test_step_1_nothing_after_the_scoring_date_is_read():
    late = event(age=5, loaded_at=NOON + timedelta(days=1))
    result = run(card(rule()), [*visits(-1), late])
    assert result.scores[0]["score"] == 0
    assert audit(result, "events") == {"after_scoring_date": 2}


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "expected"),
    [
        ("2024-06-20", None, 10),
        ("2024-06-21", None, 0),
        (None, "2024-06-20", 0),
        (None, "2024-06-21", 10),
        ("2024-06-20 12:00:00", None, 10),
        ("2024-06-20T12:00:01", None, 0),
        (None, "2024-06-20 12:00:00", 0),
        (None, "2024-06-20 14:00:01+02:00", 10),
    ],
)
def test_step_1_validity_is_half_open(valid_from, valid_to, expected):
    tables = card(rule(valid_from=valid_from, valid_to=valid_to))
    assert points(tables, visits(10)) == expected


def test_step_1_a_validity_day_is_a_day_of_the_zone():
    # 20 June, noon in UTC is 21 June, 02:00 on Kiritimati.
    tables = card(rule(valid_from="2024-06-21"))
    assert points(tables, visits(10), options={"timezone": "Pacific/Kiritimati"}) == 10


def test_step_2_max_per_day_keeps_the_latest_of_each_day():
    day = datetime(2024, 6, 20)
    clicks = [event(occurred_at=day + timedelta(hours=hour)) for hour in (1, 2, 3)] + visits(3)
    (entry,) = run(card(rule(award="each", max_per_day="2")), clicks).ledger
    assert (entry["event_count"], entry["points"], entry["last_event_on"]) == (3, 30, date(2024, 6, 27))


def test_step_2_max_per_day_comes_before_the_count():
    day = [event(occurred_at=NOON - timedelta(minutes=minute)) for minute in range(9)]
    assert points(card(rule(min_count="2", max_per_day="1")), day) == 0
    assert points(card(rule(min_count="2", max_per_day="2")), day) == 10


@pytest.mark.parametrize(
    ("events", "age", "given_subject", "expected"),
    [
        ([], 7, None, -10),
        ([], 6, None, 0),  # younger than the window
        ([event(age=7)], 9, None, -10),
        ([event(age=6)], 9, None, 0),
        ([], 9, "sent", 0),  # none was sent
        ([event("sent", 1), event("sent", 7)], 9, "sent", 0),  # only one of them in the window
        ([event("sent", 1), event("SENT ", 6)], 9, "sent", -10),
    ],
)
def test_step_3_absence(events, age, given_subject, expected):
    absence = rule("absence", points="-10", window_days="7")
    if given_subject:
        absence |= {"given_subject": given_subject, "given_min_count": "2"}
    result = run(card(absence), events, [lead(age=age)])
    assert result.scores[0]["score"] == expected
    assert all((e["event_count"], e["last_event_on"]) == (0, None) for e in result.ledger)


def test_step_3_a_property_narrows_events_and_absence():
    visit = event(page_path="/Pricing/de", value=Decimal("99.5"))
    assert points(card(rule(property="page_path", operator="starts_with", value="/jobs|/pricing")), [visit]) == 10
    assert points(card(rule(property="value", operator=">", value="99.5")), [visit]) == 0
    assert points(card(rule("absence", property="value", operator="<", value="99.5")), [visit]) == 10


def test_step_3_signals_hold_are_known_not_to_hold_or_are_unknown():
    pricing = event("page_view", page_path="/pricing")
    elsewhere = event("page_view", page_path="/about")
    unknown = event("page_view")
    for tables, expected in [
        (card(rule(subject="signal:pricing_visit", award="each")), 10),
        (card(rule(subject="signal:pricing_visit", award="each", operator="is_false")), 10),
    ]:
        assert points(tables, [pricing, elsewhere, unknown]) == expected
    enterprise = card(rule("attribute", "signal:enterprise", operator="is_false"))
    assert points(enterprise, leads=[lead(employees=1, annual_revenue=1)]) == 10
    assert points(enterprise, leads=[lead(employees=1, annual_revenue=None)]) == 0


def test_step_3_required_disqualifies_on_null_too():
    tables = card(is_("industry", "Technology", "10", "required"))
    result = run(tables, leads=[lead("a", industry=" technology "), lead("b"), lead("c", industry="Retail")])
    assert [row["is_disqualified"] for row in result.scores] == [False, True, True]


def test_step_4_each_event_decays_by_its_own_age_and_once_by_the_latest():
    decay = {"decay_percent": "20", "decay_every_days": "10"}
    assert points(card(rule(**decay, award="each")), visits(0, 9, 10, 25, 70)) == 34  # 1 + 1 + .8 + .6 + 0
    assert points(card(rule(**decay)), visits(25, 70)) == 6


def test_step_4_each_factor_has_12_decimals():
    # 2 ** -(1/3) is 0.793700525984|0997…: three of 1 000 000 000 000 points each.
    assert points(card(rule(points="1e12", half_life_days="3", award="each")), visits(1, 1, 1)) == 2381101577952
    # A thirteenth decimal of a half is rounded away from zero, for each of two events.
    decay = {"decay_percent": "0.00000000005", "decay_every_days": "1"}
    assert points(card(rule(points="1e12", award="each", **decay)), visits(1, 1)) == 2 * 10**12


def test_step_5_each_or_once():
    assert points(card(rule(award="each")), visits(1, 2, 3)) == 30
    assert points(card(rule(award="once")), visits(1, 2, 3)) == 10
    assert points(card(rule()), visits(1, 2, 3)) == 10


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("0.125", "0.13"), ("-0.125", "-0.13"), ("0.124", "0.12"), ("2.345", "2.35"), ("-0.001", "0")],
)
def test_step_6_rounds_half_away_from_zero(cell, expected):
    found = points(card(rule(points=cell)), visits(1))
    assert (found, str(found)) == (Decimal(expected), str(Decimal(expected).quantize(Decimal("0.01"))))


def test_step_6_max_points_keeps_the_sign():
    assert points(card(rule(points="-4", award="each", max_points="10")), visits(1, 2, 3)) == -10
    assert points(card(rule(points="4", award="each", max_points="10")), visits(1, 2, 3)) == 10
    assert points(card(rule(points="4", award="each", max_points="10")), visits(1, 2)) == 8


def test_step_7_a_max_group_counts_only_the_largest():
    best = card(rule(points="5"), rule(points="8"), groups=[group(combine="max")])
    result = run(best, visits(1))
    assert ledger(result) == [("rule", 5), ("rule", 8), ("group_limit", -5)]
    assert result.scores[0]["score"] == 8
    blame = card(rule(points="-5"), rule(points="-8"), groups=[group(combine="max")])
    assert points(blame, visits(1)) == -5


def test_step_7_negative_points_are_netted_before_the_limit():
    tables = card(rule(points="30"), rule(points="-15"), groups=[group(max_points="20")])
    assert ledger(run(tables, visits(1))) == [("rule", 30), ("rule", -15)]
    tables = card(rule(points="30"), rule(points="-5"), groups=[group(max_points="20")])
    assert ledger(run(tables, visits(1))) == [("rule", 30), ("rule", -5), ("group_limit", -5)]


def test_step_7_a_limit_that_excludes_0_holds_for_everyone():
    for combine in ("sum", "max"):
        result = run(card(rule(), groups=[group(min_points="5", combine=combine)]))
        assert ledger(result) == [("group_limit", 5)]
        assert result.scores[0]["engagement_score"] == 5
        assert result.scores[0]["rules_fired"] == 0


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "expected"),
    [
        ("2024-06-30", None, "7.35"),
        ("2024-07-01", None, "0"),
        ("2024-06-01", "2024-06-30", "0"),
        ("2024-06-01", "2024-07-01", "7.35"),
    ],
)
def test_step_8_overrides(starts_on, ends_on, expected):
    override = {"lead_id": "ann", "scorecard_id": "card", "points": "7.345", "reason": "Met in Rome"}
    result = run(card(overrides=[override | {"starts_on": starts_on, "ends_on": ends_on}]))
    (row,) = result.scores
    assert row["score"] == Decimal(expected)
    assert (row["fit_score"], row["engagement_score"]) == (0, 0)
    assert audit(result, "score_overrides") == ({"not_in_force": 1} if expected == "0" else {"counted": 1})


def test_step_9_the_score_is_limited_after_netting():
    override = {"lead_id": "ann", "scorecard_id": "card", "points": "-20", "starts_on": "2024-06-01"}
    tables = card(rule(points="110"), max_score="100", overrides=[override])
    assert ledger(run(tables, visits(1))) == [("rule", 110), ("override", -20)]
    tables = card(rule(points="130"), max_score="100", overrides=[override])
    assert ledger(run(tables, visits(1))) == [("rule", 130), ("override", -20), ("score_limit", -10)]
    assert ledger(run(card(min_score="1"))) == [("score_limit", 1)]


def test_step_10_axes_are_taken_after_the_group_limit():
    tables = card(
        rule(points="30"),
        is_("industry", "Technology", "7", group_id="who"),
        groups=[group(max_points="20"), group("who", "fit")],
        max_score="25",
    )
    (row,) = run(tables, visits(1), [lead(industry="Technology")]).scores
    assert (row["score"], row["fit_score"], row["engagement_score"]) == (25, 7, 20)


@pytest.mark.parametrize(
    ("cell", "at", "above"), [("30", "hot", "cold"), ("30.01", "hot", "hot"), ("29.99", "cold", "cold")]
)
def test_step_11_a_bound_is_reached_or_passed(cell, at, above):
    for strict, expected in ((None, at), ("Yes", above)):
        tables = card(rule(points=cell), tiers=[tier("cold"), tier("hot", "30", is_strict=strict, action="Call")])
        (row,) = run(tables, visits(1)).tiers
        assert row["tier"] == expected
        assert row["action"] == ("Call" if expected == "hot" else None)


def test_step_11_grades_join_the_two_axes():
    bands = [
        tier("A", "5", "fit"),
        tier("B", None, "fit"),
        tier("1", "10", "engagement"),
        tier("2", None, "engagement"),
    ]
    (row,) = run(card(rule(), tiers=bands), visits(1)).tiers
    assert (row["fit_grade"], row["engagement_grade"], row["grade"], row["tier"]) == ("B", "1", "B1", None)
    (row,) = run(card(rule(), tiers=bands[:2]), visits(1)).tiers
    assert (row["fit_grade"], row["engagement_grade"], row["grade"]) == ("B", None, None)


def test_step_11_equals_share_a_rank_and_the_disqualified_come_last():
    tables = card(rule(award="each"), is_("industry", "Technology", "0", "required"))
    leads = [lead(name, industry="Technology") for name in "abcd"] + [lead("e")]
    clicks = [event(lead_id=lead_id) for lead_id in "aabcceeee"]
    result = run(tables, clicks, leads)
    assert {row["lead_id"]: row["score_rank"] for row in result.tiers} == {"a": 1, "c": 1, "b": 3, "d": 4, "e": 5}


STAGES = [
    {"stage_id": "subscriber", "stage_rank": "1", "funnel_phase": "TOFU", "entry_type": "always"},
    {"stage_id": "mql", "stage_rank": "2", "entry_type": "tier", "scorecard_id": "card", "value": "Hot"},
    {"stage_id": "mql", "stage_rank": "2", "entry_type": "event", "subject": "demo"},
    {"stage_id": "customer", "stage_rank": "10", "funnel_phase": "BOFU", "entry_type": "conversion"},
]


@pytest.mark.parametrize(
    ("events", "converted_on", "expected"),
    [
        ([], None, ("subscriber", 1, date(2023, 5, 27))),
        (visits(3), None, ("mql", 2, D)),
        ([event("demo", 9), event("demo", 20), *visits(3)], None, ("mql", 2, date(2024, 6, 10))),
        (visits(3), datetime(2024, 6, 1), ("customer", 10, date(2024, 6, 1))),
        (visits(3), datetime(2024, 7, 1), ("mql", 2, D)),
    ],
)
def test_step_12_the_highest_stage_and_when_it_was_entered(events, converted_on, expected):
    tables = card(rule(), tiers=[tier("hot", "10"), tier("cold")], stages=STAGES)
    conversions = [{"lead_id": "ann", "converted_at": converted_on}]
    (row,) = run(tables, events, conversions=conversions).stages
    assert (row["stage_id"], row["stage_rank"], row["entered_on"]) == expected


@pytest.mark.parametrize(
    ("events", "is_dormant"),
    [
        ([], True),
        (visits(89), False),
        (visits(90), True),
        ([event(" Email_Sent", 1), event("email_bounced", 1)], True),
        ([event(None, 1)], True),
        ([event("email_opened", 1)], False),
    ],
)
def test_step_12_dormant_is_who_did_nothing_of_its_own(events, is_dormant):
    assert run(card(), events).stages[0]["is_dormant"] is is_dormant


# -- §2 Inputs --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("UTC", 10), ("Europe/Berlin", 0), ("America/Los_Angeles", 10), ("Pacific/Kiritimati", 0)],
)
def test_a_day_is_a_day_of_the_zone(zone, expected):
    evening = event(occurred_at=datetime(2024, 6, 30, 22, 30))  # already 1 July in Berlin
    assert points(card(rule()), [evening], options={"timezone": zone}) == expected


def test_a_timestamp_with_a_zone_is_an_instant():
    in_new_york = event(occurred_at=datetime(2024, 6, 30, 20, tzinfo=timezone(timedelta(hours=-4))))
    assert points(card(rule()), [in_new_york]) == 0  # midnight in UTC
    assert points(card(rule()), [in_new_york], options={"timezone": "America/New_York"}) == 10


def test_repeated_ids_count_once_and_missing_ids_each():
    first = event(age=3, event_id="x")
    result = run(
        card(rule(award="each")), [event(age=2, event_id="x"), first, *(event(event_id=None) for _ in range(2))]
    )
    assert result.ledger[0]["event_count"] == 3
    assert result.ledger[0]["points"] == 30
    assert audit(result, "events") == {"counted": 3, "repeated_id": 1}


def test_every_event_left_out_has_one_reason():
    rows = [
        event(lead_id=None, occurred_at=None),
        event(lead_id="nobody", age=-1),
        event(occurred_at=None),
        event(age=-1),
    ]
    assert audit(run(card(), rows), "events") == {
        "no_lead": 1,
        "unknown_lead": 1,
        "no_time": 1,
        "after_scoring_date": 1,
    }


def test_the_audit_has_every_reason_in_order():
    def reasons(name: str) -> list[str]:
        return [row["reason"] for row in run(card()).audit if row["input"] == name]

    assert reasons("leads") == [
        "counted", "no_lead", "no_time", "unreadable_time", "after_scoring_date", "merged", "ended", "repeated_id",
        "not_valid_on_scoring_date",
    ]  # fmt: skip
    assert reasons("events") == [
        "counted", "no_lead", "unknown_lead", "unknown_account", "no_time", "unreadable_time", "after_scoring_date",
        "before_link", "repeated_id", "machine",
    ]  # fmt: skip
    assert reasons("identities") == [
        "counted", "no_alias", "no_lead", "no_time", "unreadable_time", "after_scoring_date", "self", "circular",
        "unknown_lead", "repeated_id",
    ]  # fmt: skip


# -- §2 Of several rows with one event id the one that became known first ---------------------------------------------


def known(event_type: str, age: int, loaded: int | None = None, event_id: str = "x", **properties) -> Row:
    """An event that was loaded when it was `loaded` days ago, or at no known time."""
    loaded_at = None if loaded is None else NOON - timedelta(days=loaded)
    return event(event_type, age, event_id=event_id, loaded_at=loaded_at, **properties)


@pytest.mark.parametrize(
    ("first", "other"),
    [
        (known("first", age=3, loaded=3), known("other", age=9, loaded=2)),  # the day on which it was known
        (known("first", age=4), known("other", age=9, loaded=3)),  # without load time that is its own day
        (known("first", age=3, loaded=9), known("other", age=2, loaded=20)),  # the later of its two days
        (known("first", age=3, loaded=3), known("other", age=3)),  # of one day: load time, nulls last
        (known("first", age=3, loaded=9), known("other", age=3, loaded=8)),
        (known("first", age=4, loaded=3), known("other", age=3, loaded=3)),  # then the event's time
        (known("first", age=3, lead_id="Zoe"), known("other", age=3)),  # the lead, by code point
        (known("first", age=3), known("other", age=3)),  # the type
        (known("first", age=3), known(None, age=3)),
        (known("first", age=3, page_path="/a", value=2), known("first", age=3, page_path="/b", value=1)),  # the rest
        (known("first", age=3, page_path="/a", value=Decimal("10")), known("first", age=3, value=Decimal("9"))),
        (known("first", age=3, value=Decimal("10")), known("first", age=3, value=Decimal("9"))),  # as text
        (known("first", age=3), known("other", age=9, lead_id=None)),  # without lead or time it takes no part
        (known("first", age=3), event("other", event_id="x", occurred_at=None)),
    ],
)
def test_of_one_id_the_first_known_counts(first, other):
    world = World(
        leads=[lead(), lead("Zoe")], events=[other, first], lead_types=LEAD_TYPES, event_types=EVENT_TYPES
    )  # fmt: skip
    for events in ([other, first], [first, other]):
        world = replace(world, events=events)
        scoring, _ = read_inputs(world, card(), SIGNALS, Calendar(D, ZoneInfo("UTC")), "retroactive")
        assert [event.row for lead in scoring.leads for event in lead.events] == [first]


def test_which_copy_counts_depends_neither_on_the_day_nor_on_who_exists():
    of_a_stranger = known("visit", age=3, lead_id="nobody")
    late = known("visit", age=2)
    result = run(card(rule()), [of_a_stranger, late])
    assert (result.scores[0]["score"], audit(result, "events")) == (0, {"unknown_lead": 1, "repeated_id": 1})

    early = known("visit", age=9, loaded=2)
    corrected = known("visit", age=9, loaded=1, lead_id="zoe")
    leads = [lead(), lead("zoe")]
    for days, expected in [(3, {"after_scoring_date": 2}), (2, {"counted": 1, "after_scoring_date": 1}),
                           (1, {"counted": 1, "repeated_id": 1}), (0, {"counted": 1, "repeated_id": 1})]:  # fmt: skip
        result = run(card(rule()), [corrected, early], leads, on=D - timedelta(days=days))
        assert audit(result, "events") == expected
        assert [row["score"] for row in result.scores] == [10 if days < 3 else 0, 0]


def test_a_day_of_loading_is_a_day_of_the_zone():
    evening = event("first", 3, event_id="x", loaded_at=datetime(2024, 6, 28, 22, 30))  # 29 June in Berlin
    noon = event("other", 3, event_id="x", loaded_at=None, occurred_at=datetime(2024, 6, 28, 23))
    tables = card(rule(subject="first"), rule(subject="other", points="1"))
    assert points(tables, [evening, noon]) == 10  # of one day the one with a load time
    in_berlin = {"timezone": "Europe/Berlin"}
    assert points(tables, [evening, noon], options=in_berlin) == 10
    assert points(tables, [evening, {**noon, "occurred_at": datetime(2024, 6, 28, 21)}], options=in_berlin) == 1


def test_of_events_of_one_time_the_greater_id_is_the_later():
    rows = [event(event_id=event_id, page_path=event_id) for event_id in ("e10", None, "e9")]
    scoring, _ = read_inputs(
        World(leads=[lead()], events=rows, lead_types=LEAD_TYPES, event_types=EVENT_TYPES),
        card(), SIGNALS, Calendar(D, ZoneInfo("UTC")), "retroactive",
    )  # fmt: skip
    assert [event.row["event_id"] for event in scoring.leads[0].events] == [None, "e10", "e9"]


# -- §2 Identity map --------------------------------------------------------------------------------------------------


def link(alias_id: str | None, lead_id: str | None, age: int = 5) -> Row:
    return {"alias_id": alias_id, "lead_id": lead_id, "linked_at": NOON - timedelta(days=age)}


def leads_named(*lead_ids: str) -> list[Row]:
    return [lead(lead_id) for lead_id in lead_ids]


def belongs_to(identities: list[Row], alias_id: str, *ages: int, leads=None, on: date = D) -> list[str]:
    """Whose an id is at noon of the days of these ages."""
    world = World(leads=leads or leads_named("ann", "bob", "zoe"), identities=identities)
    found, _ = identity_map(world, Calendar(on, ZoneInfo("UTC")))
    return [found.lead_of(alias_id, (NOON - timedelta(days=age)).replace(tzinfo=UTC)) for age in ages]


def test_identities_move_events_along_chains_and_merge_leads():
    identities = [link("anon", "bob"), link("bob", "ann"), link("bob", "zoe", age=9), link("zoe", "ann", age=-1)]
    leads = leads_named("ann", "bob", "zoe")
    result = run(card(rule(award="each")), [event(lead_id="anon"), event(lead_id="bob")], leads, identities=identities)
    assert {row["lead_id"]: row["score"] for row in result.scores} == {"ann": 20, "zoe": 0}
    assert audit(result, "leads") == {"counted": 2, "merged": 1}
    assert audit(result, "identities") == {"counted": 2, "repeated_id": 1, "after_scoring_date": 1}


def test_a_link_to_itself_says_nothing():
    identities = [link("bob", "ann", age=9), link("bob", "bob"), link("anon", "anon")]
    result = run(card(rule()), [event(lead_id="bob")], leads_named("ann", "bob"), identities=identities)
    assert {row["lead_id"]: row["score"] for row in result.scores} == {"ann": 10}
    assert audit(result, "identities") == {"counted": 1, "self": 2}


def test_each_link_of_a_visitor_holds_until_the_next_one():
    identities = [link("anon", "ann", age=9), link("anon", "bob", age=5), link("anon", "zoe", age=2)]
    assert belongs_to(identities, "anon", 20, 9, 6, 5, 2, 0) == ["ann", "ann", "ann", "bob", "zoe", "zoe"]
    assert belongs_to(identities, "anon", 0, on=D - timedelta(days=3)) == ["bob"]

    clicks = [event(lead_id="anon", age=age) for age in (20, 8, 7, 5, 1)]
    conversions = [{"lead_id": "anon", "converted_at": NOON - timedelta(days=age)} for age in (20, 5)]
    overrides = [{"lead_id": "anon", "scorecard_id": "card", "points": "1", "starts_on": "2024-01-01"}]
    tables = card(rule(award="each"), overrides=overrides, stages=STAGES[-1:])
    for stitch, of_ann in [("retroactive", 30), ("from_link", 20)]:
        result = run(tables, clicks, leads_named("ann", "bob", "zoe"), identities=identities, conversions=conversions,
                     options={"stitch": stitch})  # fmt: skip
        assert {row["lead_id"]: row["score"] for row in result.scores} == {"ann": of_ann, "bob": 10, "zoe": 11}
        assert audit(result, "events").get("before_link", 0) == (stitch == "from_link")
        assert audit(result, "identities") == {"counted": 3}
        # A conversion before the first link belongs to the first, whatever becomes of events.
        assert [row["stage_id"] for row in result.stages] == ["customer", "customer", None]


def test_a_chain_is_followed_at_the_time_of_the_event():
    identities = [link("phone", "cookie", age=9), link("cookie", "ann", age=7), link("cookie", "bob", age=3)]
    assert belongs_to(identities, "phone", 20, 8, 7, 3) == ["ann", "ann", "ann", "bob"]
    clicks = [event(lead_id="phone", age=age) for age in (20, 8, 7, 3)]
    result = run(card(rule(award="each")), clicks, leads_named("ann", "bob"), identities=identities,
                 options={"stitch": "from_link"})  # fmt: skip
    assert {row["lead_id"]: row["score"] for row in result.scores} == {"ann": 10, "bob": 10}
    assert audit(result, "events") == {"counted": 2, "before_link": 2}


def test_a_merged_record_brings_all_its_events_by_its_latest_link():
    identities = [link("bob", "ann", age=9), link("bob", "zoe", age=2), link("anon", "bob", age=20)]
    assert belongs_to(identities, "bob", 30, 9, 0) == ["zoe"] * 3
    assert belongs_to(identities, "anon", 30, 9, 0) == ["zoe"] * 3
    clicks = [event(lead_id="bob", age=30), event(lead_id="anon", age=15)]
    result = run(card(rule(award="each")), clicks, leads_named("ann", "bob", "zoe"), identities=identities,
                 options={"stitch": "from_link"})  # fmt: skip
    assert {row["lead_id"]: row["score"] for row in result.scores} == {"ann": 0, "zoe": 20}
    assert audit(result, "identities") == {"counted": 2, "repeated_id": 1}


@pytest.mark.parametrize("alias_id", ["anon", "bob"])
def test_of_two_links_of_one_time_the_greater_lead_holds(alias_id):
    identities = [link(alias_id, "zoe"), link(alias_id, "ann"), link(alias_id, "zoe")]
    for links in (identities, identities[::-1]):
        assert belongs_to(links, alias_id, 9, 5, 0) == ["zoe"] * 3
        result = run(card(), leads=leads_named("ann", "bob", "zoe"), identities=links)
        assert audit(result, "identities") == {"counted": 1, "repeated_id": 2}


def test_a_lead_in_a_circle_stands_for_itself():
    identities = [link("bob", "zoe"), link("zoe", "bob"), link("anon", "zoe"), link("zoe", "ann", age=9)]
    clicks = [event(lead_id="bob"), event(lead_id="anon")]
    result = run(card(rule()), clicks, leads_named("ann", "bob", "zoe"), identities=identities)
    assert {row["lead_id"]: row["score"] for row in result.scores} == {"ann": 0, "bob": 10, "zoe": 0}
    assert audit(result, "identities") == {"circular": 3, "repeated_id": 1}
    assert audit(result, "events") == {"counted": 1, "unknown_lead": 1}


def test_a_link_of_visitors_is_circular_at_its_own_time():
    # From 5 days ago on they stand for each other, until one of them turns out to be a lead.
    identities = [link("phone", "ann", age=9), link("cookie", "phone", age=7), link("phone", "cookie", age=5),
                  link("cookie", "bob", age=2)]  # fmt: skip
    assert belongs_to(identities, "phone", 20, 9, 5, 2) == ["ann", "ann", "phone", "bob"]
    assert belongs_to(identities, "cookie", 20, 7, 4, 2) == ["ann", "ann", "cookie", "bob"]
    assert audit(run(card(), identities=identities), "identities") == {"counted": 3, "circular": 1}


def test_nobody_loses_events_to_an_id_that_does_not_exist():
    identities = [link("ann", "nobody"), link("bob", "ann"), link("anon", "nobody"), link("zoe", "anon")]
    clicks = [event(lead_id=lead_id) for lead_id in ("ann", "bob", "anon", "zoe")]
    result = run(card(rule(award="each")), clicks, leads_named("ann", "bob", "zoe"), identities=identities)
    # Ann's link leads nowhere; Bob's, before it in the chain, then holds. A visitor is nobody's.
    assert {row["lead_id"]: row["score"] for row in result.scores} == {"ann": 20, "zoe": 10}
    assert audit(result, "identities") == {"counted": 2, "unknown_lead": 2}
    assert audit(result, "events") == {"counted": 3, "unknown_lead": 1}


def test_a_link_to_nobody_hides_no_earlier_one():
    identities = [link("bob", "nobody", age=1), link("bob", "nobody", age=9), link("bob", "ann", age=5)]
    result = run(card(rule()), [event(lead_id="bob")], leads_named("ann", "bob"), identities=identities)
    assert {row["lead_id"]: row["score"] for row in result.scores} == {"ann": 10}
    assert audit(result, "identities") == {"counted": 1, "unknown_lead": 2}
    assert audit(result, "leads") == {"counted": 1, "merged": 1}


def test_a_link_that_comes_to_hold_may_lead_into_a_circle():
    identities = [link("bob", "nobody", age=1), link("bob", "ann", age=5), link("ann", "bob", age=3)]
    result = run(card(rule()), leads=leads_named("ann", "bob"), identities=identities)
    assert audit(result, "identities") == {"unknown_lead": 1, "circular": 2}
    assert audit(result, "leads") == {"counted": 2}


# -- §2 Attributes as history -----------------------------------------------------------------------------------------


def version(since: int | None, until: int | None, lead_id: str = "ann", **attributes) -> Row:
    """A row that held from so many days ago until so many days ago."""
    valid_from, valid_to = (None if age is None else NOON - timedelta(days=age) for age in (since, until))
    return lead(lead_id, valid_from=valid_from, valid_to=valid_to, **attributes)


def test_attributes_are_those_valid_on_the_scoring_date():
    leads = [
        version(None, 29, industry="Retail"),
        version(29, 1, industry="Education"),
        version(1, None, industry="Technology"),
    ]
    tables = card(is_("industry", "Education", "5"), is_("industry", "Technology", "10"))
    assert points(tables, leads=leads, on=D - timedelta(days=1)) == 10
    assert points(tables, leads=leads, on=D - timedelta(days=2)) == 5
    result = run(tables, leads=leads)
    assert audit(result, "leads") == {"counted": 1, "not_valid_on_scoring_date": 2}


def test_a_lead_ends_with_its_last_version_and_may_come_back():
    leads = [version(None, 29), version(29, 9), version(3, None)]
    days = [30, 10, 9, 4, 3, 0]
    found = [run(card(), leads=leads, on=D - timedelta(days=days)) for days in days]
    assert [len(result.scores) for result in found] == [1, 1, 0, 0, 1, 1]
    assert audit(found[2], "leads") == {"ended": 3}
    assert audit(run(card(), leads=leads[:2]), "leads") == {"ended": 2}
    assert audit(run(card(), visits(1), leads[:2]), "events") == {"unknown_lead": 1}


def test_before_its_first_version_a_lead_exists_and_is_unknown():
    leads = [version(-1, -5, industry="Retail"), version(-5, None, industry="Retail")]
    result = run(card(rule(), is_("industry", "Retail", "1")), visits(1), leads)
    assert result.scores[0]["score"] == 10
    assert audit(result, "leads") == {"counted": 1, "not_valid_on_scoring_date": 1}


def test_a_lead_was_created_when_its_earliest_row_says():
    absence = card(rule("absence", points="-10", window_days="7"), stages=STAGES[:1])
    leads = [lead(age=7, valid_from=None, valid_to=NOON), lead(age=2, valid_from=NOON), lead(age=-1)]
    result = run(absence, leads=leads)
    assert (result.scores[0]["score"], result.stages[0]["entered_on"]) == (-10, D - timedelta(days=7))
    assert audit(result, "leads") == {"counted": 1, "not_valid_on_scoring_date": 1, "after_scoring_date": 1}


def test_an_ended_lead_is_still_a_record():
    ended = version(None, 9, "bob")
    for identities, scores, of_bob in [
        ([link("bob", "ann")], {"ann": 20}, {"counted": 1, "merged": 1}),
        ([link("ann", "bob")], {"ann": 10}, {"counted": 1, "ended": 1}),  # nobody loses events to it
    ]:
        clicks = [event(), event(lead_id="bob", age=20)]
        result = run(card(rule(award="each")), clicks, [lead(), ended], identities=identities,
                     options={"stitch": "from_link"})  # fmt: skip
        assert {row["lead_id"]: row["score"] for row in result.scores} == scores
        assert audit(result, "leads") == of_bob
        assert audit(result, "identities") == ({"counted": 1} if len(clicks) * 10 in scores.values() else
                                               {"unknown_lead": 1})  # fmt: skip


# -- §3 conditions, §5 reasons -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("attribute", "found", "operator", "value", "expected"),
    [
        ("industry", " TECHnology\n", "=", "Technology", True),
        ("industry", "\u00a0\u3000tech\u2009", "=", "\u202fTech", True),
        ("industry", "\u200btech", "=", "tech", False),  # of no width, and no blank
        ("industry", "Café", "=", "cafe", False),
        ("industry", "R|D", "=", "r|d", True),
        ("industry", None, "!=", "x", False),
        ("industry", None, "not_in", "x|y", False),
        ("industry", None, "not_contains", "x", False),
        ("industry", None, "is_null", None, True),
        ("industry", "b", "in", "a| B ", True),
        ("industry", "soft pretzel", "not_contains", "hard|ware", True),
        ("industry", "9", "<", "10", True),
        ("industry", "9", "<", "1o", False),
        ("industry", "nine", ">", "1", False),
        ("industry", "banana", "between", "Apple|cherry", True),
        ("industry", "TRUE", "is_true", None, True),
        ("employees", 50, "between", "50|50.0", True),
        ("employees", 50, "not_in", "49|51", True),
        ("employees", 0, "is_false", None, True),
        ("is_partner", False, "=", "no", True),
        ("is_partner", None, "is_false", None, False),
        ("trial_ends_on", date(2024, 7, 1), ">", "2024-06-30", True),
        ("last_call_at", datetime(2024, 7, 1, 23, 59), "=", "2024-07-01", True),
        ("last_call_at", datetime(2024, 7, 1, 23, 59), "<=", "2024-07-01 23:58:59", False),
        ("last_call_at", datetime(2024, 7, 1, 12), "between", "2024-07-01|2024-07-01 14:00+02:00", True),
    ],
)
def test_conditions(attribute, found, operator, value, expected):
    tables = card(rule("attribute", attribute, operator=operator, value=value))
    assert points(tables, leads=[lead(**{attribute: found})]) == (10 if expected else 0)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("vp, sales", "vp", True),
        ("it-manager", "it", True),
        ("city manager", "it", False),
        ("it_manager", "it", True),
        ("développeur", "d", False),
        ("менеджер2", "менеджер", False),
        ("senior vice president", "vice president", True),
        ("titan it", "it", True),
        ("c++", "c++", True),
    ],
)
def test_words_are_bounded_in_any_script(text, word, expected):
    assert has_word(text, word) is expected


def test_disabled_lines_do_nothing():
    assert points(card(rule(is_enabled="F"), rule("required", "industry", operator="is_null", is_enabled="no"))) == 0
    assert run(card(rule(), is_enabled="0"), visits(1)).scores == []


def test_top_reasons_are_the_three_largest_with_their_sign():
    tables = card(
        rule(points="10", rule_id="b", description="Visited"),
        rule(points="-10", rule_id="a"),
        rule(points="0", rule_id="d", description="Nothing"),
        rule(points="2.50", rule_id="c", description="Came back"),
    )
    assert run(tables, visits(1)).scores[0]["top_reasons"] == "a (-10); Visited (+10); Came back (+2.5)"
    assert run(card(rule(points="0", description="Nothing")), visits(1)).scores[0]["top_reasons"] == "Nothing (+0)"
    assert run(tables).scores[0]["top_reasons"] is None


def test_top_reasons_of_the_disqualified_begin_with_what_they_lack():
    must = [
        is_("industry", "Retail", "100", "required", description="Retail business"),
        rule("required", "employees", "0", operator=">", value="9", rule_id="c"),
        rule("required", "signal:enterprise", "0", rule_id="b", description="Enterprise"),
        rule("required", "job_title", "0", operator="is_null", rule_id="a"),
    ]
    more = [rule(points="1", rule_id="v1"), rule(points="2", rule_id="v2")]
    (row,) = run(card(*must, *more), visits(1)).scores
    assert (row["is_disqualified"], row["disqualified_by"]) == (True, "Retail, b, c")
    assert row["top_reasons"] == "Lacks: Retail business; Lacks: Enterprise; Lacks: c"
    (row,) = run(card(*must[:2], *more), visits(1), [lead(employees=10)]).scores
    assert (row["disqualified_by"], row["top_reasons"]) == ("Retail", "Lacks: Retail business; v2 (+2); v1 (+1)")
    (row,) = run(card(*must[3:], *more), visits(1)).scores
    assert (row["is_disqualified"], row["disqualified_by"]) == (False, None)


# -- §10 The trace ----------------------------------------------------------------------------------------------------


def trace(rule: dict, events=(), **attributes) -> Row:
    """The one row of one lead and rule."""
    (row,) = run(card(rule), events, [lead(**attributes)]).trace
    return row


def test_the_trace_counts_step_by_step():
    pricing = {"property": "page_path", "operator": "=", "value": "/Pricing"}
    limits = {"valid_from": "2024-06-01", "window_days": "10", "max_per_day": "1"}
    clicks = [event(age=age, page_path="/pricing") for age in (40, 20, 9, 2, 2, 2)] + visits(1)
    row = trace(rule(award="each", description="Prices", **pricing, **limits), clicks)
    assert row == {
        "lead_id": "ann", "scorecard_id": "card", "scoring_date": D, "group_id": "soft", "rule_id": "event visit 10",
        "description": "Prices", "activity": "visit: page_path = /pricing", "events_matched": 5, "events_in_window": 4,
        "events_counted": 2, "last_event_on": D - timedelta(days=2), "fired": True, "points": 20,
        "no_points_because": None,
    }  # fmt: skip
    row = trace(rule(min_count="3", **limits), visits(3, 4))
    assert (row["events_counted"], row["fired"], row["points"], row["last_event_on"]) == (2, False, None, None)


def test_the_trace_has_every_enabled_rule_of_every_lead_of_the_population():
    tables = card(rule(rule_id="a"), is_("industry", "Retail", "5"), rule(is_enabled="no"), population="enterprise")
    result = run(tables, visits(1), [lead(employees=1000), lead("bob", employees=9), lead("zoe", employees=1000)])
    assert [(row["lead_id"], row["rule_id"], row["fired"]) for row in result.trace] == [
        ("ann", "a", True), ("ann", "Retail", False), ("zoe", "a", False), ("zoe", "Retail", False),
    ]  # fmt: skip
    of_attributes = result.trace[1]
    assert {of_attributes[name] for name in of_attributes if name.startswith("events") or name == "activity"} == {None}


HALVED = {"decay_percent": "50", "decay_every_days": "10"}


@pytest.mark.parametrize(
    ("cells", "ages", "expected"),
    [
        ({}, [1], None),
        ({"points": "0"}, [1], None),
        (HALVED, [19], None),
        (HALVED, [20], "decayed_to_zero"),
        ({"half_life_days": "1"}, [60], "decayed_to_zero"),
        ({"valid_from": "2024-07-01"}, [1], "rule_not_valid_yet"),
        ({"valid_from": "2024-06-30 23:00:00"}, [1], "outside_validity"),
        ({"valid_to": "2024-06-01"}, [1], "outside_validity"),
        ({"valid_to": "2024-06-01"}, [], "no_such_event"),
        ({"subject": "demo", "window_days": "7"}, [1], "no_such_event"),
        ({"window_days": "7"}, [7, 9], "outside_window"),
        ({"min_count": "2", "window_days": "7"}, [1, 7, 9], "too_few"),
        ({"min_count": "2", "max_per_day": "1"}, [1, 1], "too_few"),
        ({"max_count": "2"}, [1, 2, 3], "too_many"),
    ],
)
def test_why_an_event_rule_gives_no_points(cells, ages, expected):
    assert trace(rule() | cells, visits(*ages))["no_points_because"] == expected


@pytest.mark.parametrize("rule_type", ["attribute", "required"])
@pytest.mark.parametrize(
    ("subject", "operator", "value", "attributes", "expected"),
    [
        ("industry", "=", "x", {"industry": "X"}, None),
        ("industry", "=", "x", {"industry": "y"}, "condition_false"),
        ("industry", "!=", "x", {}, "value_unknown"),
        ("industry", "<", "9", {"industry": "n/a"}, "condition_false"),
        ("industry", "is_not_null", None, {}, "condition_false"),
        ("signal:enterprise", None, None, {"employees": 1, "annual_revenue": 1}, "condition_false"),
        ("signal:enterprise", "is_false", None, {"employees": 1}, "value_unknown"),
        ("signal:enterprise", "is_false", None, {"employees": 1000}, "condition_false"),
    ],
)
def test_why_an_attribute_rule_gives_no_points(rule_type, subject, operator, value, attributes, expected):
    row = trace(rule(rule_type, subject, operator=operator, value=value), **attributes)
    assert (row["no_points_because"], row["fired"]) == (expected, expected is None)


@pytest.mark.parametrize(
    ("age", "events", "expected"),
    [
        (90, [event("sent", 1)], None),
        (90, [event("sent", 7)], "not_exposed"),
        (6, [], "not_exposed"),
        (6, [event("sent", 1), event(age=1)], "lead_too_young"),
        (90, [event("sent", 1), event(age=1)], "happened"),
    ],
)
def test_why_an_absence_gives_no_points(age, events, expected):
    absence = rule("absence", points="-10", window_days="7", given_subject="sent")
    (row,) = run(card(absence), events, [lead(age=age)]).trace
    assert (row["no_points_because"], row["fired"]) == (expected, expected is None)


def test_activities_are_what_rules_and_stages_look_for():
    tables = card(
        rule(subject=" Visit", window_days="1"),
        rule(subject="visit", property="page_path", operator="in", value="/A | /b", min_count="9"),
        rule(subject="visit", property="page_path", operator="in", value="/a|/B", rule_id="the same"),
        rule(subject="signal:pricing_visit", rule_id="signal"),
        rule(subject="signal:big_value", operator="is_false", rule_id="no signal"),
        rule("absence", "opened", given_subject="SENT"),
        rule(subject="off", is_enabled="no"),
        stages=STAGES,
    )
    clicks = [
        *visits(40, 40), event(age=3, page_path="/b"), event("page_view", 2, page_path="/pricing", value=Decimal(1)),
        event("Demo", 1), event("sent", 1), event("off", 1), event(age=-1),
    ]  # fmt: skip
    assert {tuple(row.values()) for row in run(tables, clicks).activities} == {
        ("ann", "visit", D - timedelta(days=40), 2),
        ("ann", "visit", D - timedelta(days=3), 1),
        ("ann", "visit: page_path in /a|/b", D - timedelta(days=3), 1),
        ("ann", "pricing_visit", D - timedelta(days=2), 1),
        ("ann", "big_value: is_false", D - timedelta(days=2), 1),
        ("ann", "demo", D - timedelta(days=1), 1),
        ("ann", "sent", D - timedelta(days=1), 1),
    }


# -- Whatever the world -----------------------------------------------------------------------------------------------

some_examples = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def in_any_order(rows: list[Row]) -> Counter:
    return Counter(repr(sorted(row.items())) for row in rows)


@some_examples
@given(worlds_and_scorecards())
def test_the_ledger_adds_up_and_no_row_is_lost(example):
    world, tables, options = example
    result = score(world, tables, SIGNALS, **options)
    sums = Counter()
    for entry in result.ledger:
        sums[entry["lead_id"], entry["scorecard_id"]] += entry["points"]
    for row in result.scores:
        assert sums[row["lead_id"], row["scorecard_id"]] == row["score"]
        assert row["score"] == row["score"].quantize(Decimal("0.01"))
    for name in ("leads", "events", "conversions", "identities"):
        assert sum(audit(result, name).values()) == len(getattr(world, name))
    assert sum(audit(result, "score_overrides").values()) == len(tables["score_overrides"])
    assert len(result.stages) == audit(result, "leads").get("counted", 0)


@some_examples
@given(worlds_and_scorecards())
def test_the_trace_says_what_the_ledger_says_and_why_the_rest_is_not_in_it(example):
    world, tables, options = example
    result = score(world, tables, SIGNALS, **options)

    def numbers(row: Row) -> tuple:
        return row["lead_id"], row["scorecard_id"], row["rule_id"], row["last_event_on"], row["points"]

    of_rules = ("rule", "factor", "ceiling", "floor")
    entries = Counter(numbers(entry) for entry in result.ledger if entry["entry_type"] in of_rules)
    assert Counter(numbers(row) for row in result.trace if row["fired"]) == entries
    for row in result.trace:
        assert row["fired"] or row["no_points_because"]
        if row["activity"]:
            assert row["events_matched"] >= row["events_in_window"] >= row["events_counted"]


@some_examples
@given(worlds_and_scorecards())
def test_no_lead_loses_its_events_and_a_merged_one_has_one_survivor(example):
    world, tables, options = example
    calendar = Calendar(options["scoring_date"], ZoneInfo(options["timezone"]))
    scoring, _ = read_inputs(world, tables, SIGNALS, calendar, options["stitch"])
    leads, identities = {lead.lead_id for lead in scoring.leads}, scoring.identities
    moments = [row["occurred_at"].replace(tzinfo=UTC) for row in world.events if row["occurred_at"]]
    for lead_id in leads | {record for record in identities.records if record in identities.links}:
        survivors = {identities.lead_of(lead_id, moment) for moment in moments}
        assert len(survivors) <= 1
        assert lead_id not in leads or survivors <= {lead_id}
        assert survivors <= leads | {lead_id}


@some_examples
@given(worlds_and_scorecards())
def test_the_order_of_arrival_does_not_matter(example):
    world, tables, options = example
    shuffled = replace(world, **{name: scrambled(getattr(world, name)) for name in INPUTS})
    expected = score(world, tables, SIGNALS, **options)
    found = score(shuffled, {name: scrambled(lines) for name, lines in tables.items()}, SIGNALS, **options)
    for table in ("ledger", "scores", "tiers", "stages", "audit", "trace", "activities"):
        assert in_any_order(getattr(found, table)) == in_any_order(getattr(expected, table))


INPUTS = ("leads", "events", "conversions", "identities")


def scrambled(rows: list) -> list:
    return random.Random(1).sample(rows, len(rows))


@some_examples
@given(worlds_and_scorecards())
def test_nothing_after_the_scoring_date_is_read(example):
    world, tables, options = example
    zone, tomorrow = ZoneInfo(options["timezone"]), options["scoring_date"] + timedelta(days=1)

    def is_known(row: Row, column: str) -> bool:
        moment = row.get(column)
        return moment is None or moment.replace(tzinfo=UTC) < datetime.combine(tomorrow, time(0), zone)

    past = replace(
        world,
        leads=[row for row in world.leads if is_known(row, "created_at")],
        events=[row for row in world.events if is_known(row, "occurred_at") and is_known(row, "loaded_at")],
        conversions=[row for row in world.conversions if is_known(row, "converted_at")],
        identities=[row for row in world.identities if is_known(row, "linked_at")],
    )
    expected, found = (score(each, tables, SIGNALS, **options) for each in (world, past))
    for table in ("ledger", "scores", "tiers", "stages", "trace", "activities"):
        assert getattr(found, table) == getattr(expected, table)
