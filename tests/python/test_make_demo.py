"""The demo: its four files, the world that they tell of, and the shipped scorecards on top of them."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import fields, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
import yaml
from click.testing import CliRunner
from reference import Result, Row, Signal, World, score

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

import make_demo  # noqa: E402
from make_demo import SCORING_DATE, AccountRow, Conversion, Event, Identity, Lead  # noqa: E402

DEMO = ROOT / "seeds" / "demo"
SCORECARDS = ROOT / "seeds" / "scorecards"
ROW_TYPES = {
    "demo_leads.csv": Lead,
    "demo_events.csv": Event,
    "demo_conversions.csv": Conversion,
    "demo_identities.csv": Identity,
    "demo_accounts.csv": AccountRow,
}
EVENT_TYPES = {
    "site_visit",
    "page_view",
    "email_sent",
    "email_open",
    "email_click",
    "download",
    "webinar",
    "form_submit",
    "call",
    "unsubscribe",
}


@pytest.fixture(scope="module")
def world() -> make_demo.World:
    return make_demo.make_world()


@pytest.fixture(scope="module")
def people() -> list[make_demo.Person]:
    """The hidden truth behind the leads."""
    seed = make_demo.DEFAULT_SEED
    accounts = [make_demo.make_account(seed, n) for n in range(1, make_demo.ACCOUNTS + 1)]
    creations = make_demo.make_creations(seed)
    return [make_demo.make_person(seed, n, at, accounts) for n, at in enumerate(creations, start=1)]


# -- the files --------------------------------------------------------------------------------------------------------


def run(*arguments: str | Path):
    return CliRunner().invoke(make_demo.main, [str(argument) for argument in arguments])


def test_committed_files_are_current():
    result = run("--check")
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_every_run_writes_the_same_bytes(tmp_path, hash_seed):
    script = ROOT / "scripts" / "make_demo.py"
    environment = os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, script, "--folder", tmp_path], env=environment, check=True)
    assert {file.name for file in tmp_path.iterdir()} == set(ROW_TYPES)
    for name in ROW_TYPES:
        assert (tmp_path / name).read_bytes() == (DEMO / name).read_bytes()


def test_check_names_every_file_that_differs(tmp_path):
    assert run("--folder", tmp_path).exit_code == 0
    assert run("--folder", tmp_path, "--check").exit_code == 0
    (tmp_path / "demo_leads.csv").unlink()
    with (tmp_path / "demo_events.csv").open("a") as file:
        file.write("E99999,L0001,call,2026-01-01 00:00:00,,,,\n")
    before = (tmp_path / "demo_events.csv").read_bytes()
    result = run("--folder", tmp_path, "--check")
    assert result.exit_code == 1
    assert "demo_leads.csv" in result.output and "demo_events.csv" in result.output
    assert "demo_conversions.csv" not in result.output
    assert (tmp_path / "demo_events.csv").read_bytes() == before  # a check writes nothing


def test_another_seed_is_another_world(tmp_path):
    assert run("--folder", tmp_path, "--seed", "1").exit_code == 0
    assert run("--folder", tmp_path, "--check").exit_code == 1


@pytest.mark.parametrize("name", ROW_TYPES)
def test_files_have_a_line_a_row_and_nothing_quoted_away(name):
    text = (DEMO / name).read_bytes().decode()
    rows = list(csv.reader(text.splitlines()))
    assert rows[0] == [field.name for field in fields(ROW_TYPES[name])]
    assert {len(row) for row in rows} == {len(rows[0])}
    assert "\r" not in text and text.endswith("\n") and '"' not in text
    assert all(cell == cell.strip() for row in rows for cell in row)
    assert "@" not in text  # ids only, no addresses


def test_sizes(world):
    assert len(world.leads) == 500
    assert 19_000 < len(world.events) < 21_000
    assert 45 <= len(world.conversions) <= 55
    assert 40 <= len(world.identities) <= 70


def test_columns_hold_the_agreed_words(world):
    assert {event.event_type for event in world.events} == EVENT_TYPES
    assert {lead.email_type for lead in world.leads} == {"business", "free"}
    assets = defaultdict(set)
    for event in world.events:
        assets[event.event_type].add(event.asset)
    assert assets["download"] == {"e-book", "white paper"}
    assert assets["form_submit"] == {"demo request", "newsletter", "contact form"}
    assert {event.event_type for event in world.events if event.value is not None} == {"call"}


def test_the_year_is_covered(world):
    days = {event.occurred_at.date() for event in world.events if event.occurred_at}
    assert min(days) == make_demo.FIRST_DAY
    assert max(days) == make_demo.EXPORT_DAY
    assert len(days) == (make_demo.EXPORT_DAY - make_demo.FIRST_DAY).days + 1


# -- the dirt ---------------------------------------------------------------------------------------------------------


def test_some_event_ids_repeat_and_some_of_them_later(world):
    copies = defaultdict(list)
    for event in world.events:
        if event.event_id:
            copies[event.event_id].append(event)
    repeated = [rows for rows in copies.values() if len(rows) > 1]
    assert len(repeated) == make_demo.REPEATED_ROWS
    assert {len(rows) for rows in repeated} == {2}
    later = [rows for rows in repeated if rows[0].occurred_at < rows[1].occurred_at]
    assert len(later) == make_demo.REPEATED_ROWS_DELIVERED_LATER


def test_some_events_miss_what_an_event_needs(world):
    events = world.events
    assert sum(event.lead_id is None for event in events) == make_demo.EVENTS_WITHOUT_LEAD
    assert sum(event.occurred_at is None for event in events) == make_demo.EVENTS_WITHOUT_TIME
    assert sum(event.event_id is None for event in events) == make_demo.EVENTS_WITHOUT_ID


def test_some_events_are_of_unknown_leads(world):
    known = {lead.lead_id for lead in world.leads}
    linked = {link.alias_id for link in world.identities}
    unknown = {event.lead_id for event in world.events} - known - linked - {None}
    assert any(lead_id.startswith("L9") for lead_id in unknown)
    assert sum(lead_id.startswith("anon-9") for lead_id in unknown) == make_demo.STRANGERS


def test_some_rows_lie_after_the_scoring_date(world):
    def is_late(moment: datetime | None) -> bool:
        return moment is not None and moment.date() > SCORING_DATE

    assert 0 < sum(is_late(event.occurred_at) for event in world.events) < 300
    assert sum(is_late(lead.created_at) for lead in world.leads) == make_demo.LATECOMERS
    assert sum(is_late(conversion.converted_at) for conversion in world.conversions) > 0
    assert sum(is_late(link.linked_at) for link in world.identities) >= make_demo.LATE_LINKS


def test_lead_ids_are_unique_and_every_lead_has_its_time(world):
    assert len({lead.lead_id for lead in world.leads}) == len(world.leads)
    assert all(lead.created_at for lead in world.leads)


def test_merged_leads_have_events_under_both_ids(world):
    known = {lead.lead_id for lead in world.leads}
    target = {link.alias_id: link.lead_id for link in world.identities if link.alias_id in known}
    assert len(target) == make_demo.DUPLICATE_RECORDS
    assert any(lead_id in target for lead_id in target.values()), "one is merged in two steps"
    recorded = {event.lead_id for event in world.events}
    assert set(target) <= recorded
    assert {lead_id for lead_id in target.values() if lead_id not in target} <= recorded


def test_anonymous_visitors_are_linked_to_leads_with_all_the_flaws_of_links(world):
    created_at = {lead.lead_id: lead.created_at for lead in world.leads}
    visitors = [link for link in world.identities if link.alias_id.startswith("anon-0")]
    assert len(visitors) > 30
    assert {link.lead_id for link in visitors} <= set(created_at)
    assert any(link.linked_at == created_at[link.lead_id] for link in visitors)
    assert any(link.linked_at > created_at[link.lead_id] + timedelta(days=4) for link in visitors)
    assert {link.alias_id for link in visitors} <= {event.lead_id for event in world.events}
    links = Counter(link.alias_id for link in world.identities)
    assert sorted(links.values())[-2:] == [1, 2], "one link is corrected by a later one"
    pairs = {(link.alias_id, link.lead_id) for link in world.identities}
    assert any((lead_id, alias_id) in pairs for alias_id, lead_id in pairs), "one circle"


def test_every_kind_of_person_is_there(world, people):
    kinds = Counter(person.kind for person in people)
    assert set(kinds) == set(make_demo.KIND_SHARES)
    assert min(kinds.values()) >= 8
    assert sum(lead.is_competitor for lead in world.leads) >= 8
    assert any("student" in (lead.job_title or "").lower() for lead in world.leads)
    careers = Counter(event.lead_id for event in world.events if (event.page_path or "").startswith("/careers"))
    job_seekers = {person.lead.lead_id for person in people if person.kind == "job seeker"}
    assert sum(careers[lead_id] for lead_id in job_seekers) > sum(careers.values()) / 2


def test_silent_leads_are_written_to_and_never_answer(world, people):
    silent = {person.lead.lead_id for person in people if person.kind == "silent"}
    assert {event.event_type for event in world.events if event.lead_id in silent} == {"email_sent"}


def test_unsubscribing_is_an_event_and_sometimes_an_attribute(world):
    events = [event for event in world.events if event.event_type == "unsubscribe"]
    assert {event.asset for event in events} == {"all mail", "newsletter"}
    from_all = {event.lead_id for event in events if event.asset == "all mail"}
    from_one = {event.lead_id for event in events if event.asset == "newsletter"}
    marked = {lead.lead_id for lead in world.leads if lead.is_unsubscribed}
    assert from_all - {None} <= marked
    assert not from_one & marked
    first = {event.lead_id: event.occurred_at for event in events if event.lead_id in from_all}
    assert not any(
        event.occurred_at > first[event.lead_id]
        for event in world.events
        if event.event_type == "email_sent" and event.lead_id in first and event.occurred_at
    )


@pytest.mark.parametrize(
    "column",
    ["job_title", "department", "industry", "country", "region", "employees", "annual_revenue"],
)
def test_attributes_have_gaps(world, column):
    missing = sum(getattr(lead, column) is None for lead in world.leads)
    assert 5 < missing < len(world.leads) / 2


# -- the truth --------------------------------------------------------------------------------------------------------


class Past:
    """What was known of each lead on a day, and who bought in the days that followed."""

    DAYS_LOOKED_BACK = 30
    DAYS_LOOKED_AHEAD = 30

    def __init__(self, world: make_demo.World, day: date):
        self.end = datetime.combine(day + timedelta(days=1), time())
        horizon = self.end + timedelta(days=self.DAYS_LOOKED_AHEAD)
        bought_at = {conversion.lead_id: conversion.converted_at for conversion in world.conversions}
        self.leads = [
            lead for lead in world.leads if lead.created_at < self.end <= bought_at.get(lead.lead_id, datetime.max)
        ]
        self.buyers = {lead_id for lead_id, at in bought_at.items() if self.end <= at < horizon}
        self.intent = self.points_for_intent(world)

    def points_for_intent(self, world: make_demo.World) -> Counter:
        """One for a page of prices, two for a white paper, four for the request of a demo."""
        start = self.end - timedelta(days=self.DAYS_LOOKED_BACK)
        points: Counter = Counter()
        for event in world.events:
            if event.occurred_at and start <= event.occurred_at < self.end:
                points[event.lead_id] += (
                    1 * (event.page_path or "").startswith("/pricing")
                    + 2 * (event.asset == "white paper")
                    + 4 * (event.asset == "demo request")
                )
        return points


@pytest.fixture(scope="module")
def replay(world) -> list[Past]:
    """Ten days of the year, a month apart."""
    return [Past(world, date(2025, 8, 31) + timedelta(days=30 * n)) for n in range(10)]


def share(part: list, whole: list) -> float:
    return len(part) / len(whole)


def area_under_curve(points_and_outcomes: list[tuple[float, bool]]) -> float:
    """How likely a later buyer had more points than somebody else; ties count half."""
    buyers = [points for points, bought in points_and_outcomes if bought]
    others = [points for points, bought in points_and_outcomes if not bought]
    won = sum((b > o) + (b == o) / 2 for b in buyers for o in others)
    return won / (len(buyers) * len(others))


def test_about_one_in_ten_converts_and_in_every_month(world):
    assert 0.08 < share(world.conversions, world.leads) < 0.12
    months = Counter((at.year, at.month) for at in (c.converted_at for c in world.conversions))
    assert len(months) >= 12
    assert max(months.values()) < len(world.conversions) / 4


def test_intent_comes_before_conversions(replay):
    """Who showed intent buys at least five times as often in the next 30 days."""
    with_intent = [(p, lead) for p in replay for lead in p.leads if p.intent[lead.lead_id] >= 3]
    without = [(p, lead) for p in replay for lead in p.leads if p.intent[lead.lead_id] < 3]
    hits = [pair for pair in with_intent if pair[1].lead_id in pair[0].buyers]
    misses = [pair for pair in without if pair[1].lead_id in pair[0].buyers]
    assert share(hits, with_intent) > 5 * share(misses, without)
    assert share(hits, with_intent) < 0.5, "intent is no certainty"
    assert misses, "some buy without a warning"


def test_seniority_comes_with_conversions(world):
    def is_senior(lead: Lead) -> bool:
        title = (lead.job_title or "").lower()
        return any(word in title for word in ("chief", "founder", "vp", "vice", "director"))

    bought = {conversion.lead_id for conversion in world.conversions}
    seniors = [lead for lead in world.leads if is_senior(lead)]
    others = [lead for lead in world.leads if not is_senior(lead)]
    assert share([x for x in seniors if x.lead_id in bought], seniors) > 2 * share(
        [x for x in others if x.lead_id in bought], others
    )


def test_a_naive_score_is_good_but_not_perfect(replay):
    points = [(past.intent[lead.lead_id], lead.lead_id in past.buyers) for past in replay for lead in past.leads]
    assert 0.70 < area_under_curve(points) < 0.93


def test_nothing_before_a_conversion_knows_of_it(people, monkeypatch):
    """In a world where nobody ever buys, every buyer does exactly the same up to the purchase."""
    seed = make_demo.DEFAULT_SEED
    stories = [make_demo.story(seed, person) for person in people]
    monkeypatch.setattr(make_demo, "conversion_probability", lambda appeal, intensity: 0.0)
    monkeypatch.setattr(make_demo, "ODDS", replace(make_demo.ODDS, bought_without_search=0.0))
    bought = [(person, *told) for person, told in zip(people, stories) if told[1]]
    assert len(bought) > 40
    for person, events, conversion in bought:
        events_if_not, conversion_if_not = make_demo.story(seed, person)
        assert conversion_if_not is None
        before = [event for event in events if event.occurred_at < conversion.converted_at]
        before_if_not = [event for event in events_if_not if event.occurred_at < conversion.converted_at]
        assert before == before_if_not


def test_no_event_is_reserved_for_customers(world):
    bought = {conversion.lead_id for conversion in world.conversions}
    by_customers, by_others = Counter(), Counter()
    for event in world.events:
        key = event.event_type, event.asset, event.page_path
        (by_customers if event.lead_id in bought else by_others)[key] += 1
    assert set(by_customers) <= set(by_others)
    for key, count in by_customers.items():
        assert by_others[key] >= count, key


def test_life_goes_on_after_a_conversion(world):
    bought_at = {conversion.lead_id: conversion.converted_at for conversion in world.conversions}
    after = Counter(
        event.event_type
        for event in world.events
        if event.occurred_at and event.occurred_at > bought_at.get(event.lead_id, datetime.max)
    )
    assert {"email_sent", "email_open", "site_visit", "page_view"} <= set(after)


# -- the shipped scorecards -------------------------------------------------------------------------------------------

COLUMNS = {  # SPEC.md §3
    "scorecards": "scorecard_id entity population min_score max_score is_enabled description",
    "scorecard_groups": "scorecard_id group_id axis combine min_points max_points",
    "scorecard_rules": "scorecard_id rule_id group_id rule_type subject property operator value points award"
    " min_count max_count window_days max_per_day half_life_days decay_percent decay_every_days max_points"
    " given_subject given_min_count valid_from valid_to is_enabled description",
    "scorecard_tiers": "scorecard_id axis tier lower_bound is_strict action",
    "lifecycle_stages": "stage_id stage_rank funnel_phase entry_type scorecard_id subject operator value",
    "score_overrides": "lead_id scorecard_id points starts_on ends_on author reason",
}
LEAD_TYPES = {
    "lead_id": "text",
    "created_at": "timestamp",
    "account_id": "text",
    "job_title": "text",
    "department": "text",
    "industry": "text",
    "country": "text",
    "region": "text",
    "employees": "number",
    "annual_revenue": "number",
    "lead_source": "text",
    "email_type": "text",
    "is_unsubscribed": "boolean",
    "is_competitor": "boolean",
}
PROPERTY_TYPES = {
    "event_id": "text",
    "lead_id": "text",
    "event_type": "text",
    "occurred_at": "timestamp",
    "page_path": "text",
    "asset": "text",
    "campaign": "text",
    "value": "number",
}
SQL_TYPES = {"text": "varchar", "number": "decimal(18, 2)", "boolean": "boolean", "timestamp": "timestamp"}


def read_cells(name: str) -> list[dict[str, str | None]]:
    with (SCORECARDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [{column: cell or None for column, cell in row.items()} for row in csv.DictReader(file)]


@pytest.fixture(scope="module")
def tables() -> dict[str, list[dict[str, str | None]]]:
    """The scorecards of leads."""
    others = {card["scorecard_id"] for card in read_cells("scorecards") if card["entity"] != "lead"}
    return {name: [line for line in read_cells(name) if line.get("scorecard_id") not in others] for name in COLUMNS}


@pytest.fixture(scope="module")
def demo_signals() -> list[dict[str, str]]:
    text = (ROOT / "signals" / "demo.yml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.BaseLoader)["signals"]  # all text: `on` is a word here, not a yes


@pytest.fixture(scope="module")
def signals(demo_signals) -> dict[str, Signal]:
    """A signal is a column of its rows: see `read_demo`."""
    return {
        signal["name"]: Signal(signal["on"], lambda row, name=signal["name"]: row[f"signal:{name}"])
        for signal in demo_signals
    }


def read_demo(name: str, types: dict[str, str], conditions: dict[str, str]) -> list[Row]:
    """The rows of a file with their types, and a yes/no column more for each signal."""
    columns = {column: SQL_TYPES[kind] for column, kind in types.items()}
    signal_columns = "".join(f', ({when}) as "signal:{name}"' for name, when in conditions.items())
    relation = duckdb.sql(
        f"select *{signal_columns} from read_csv('{DEMO / name}', header = true, columns = {columns})"
    )
    return [dict(zip(relation.columns, row)) for row in relation.fetchall()]


@pytest.fixture(scope="module")
def demo_result(tables, signals, demo_signals) -> Result:
    """The demo, scored for its own day by the reference."""

    def conditions(on: str) -> dict[str, str]:
        return {signal["name"]: signal["when"] for signal in demo_signals if signal["on"] == on}

    conversion_types = {"lead_id": "text", "converted_at": "timestamp", "value": "number"}
    identity_types = {"alias_id": "text", "lead_id": "text", "linked_at": "timestamp"}
    world = World(
        leads=read_demo("demo_leads.csv", LEAD_TYPES, conditions("leads")),
        events=read_demo("demo_events.csv", PROPERTY_TYPES, conditions("events")),
        conversions=read_demo("demo_conversions.csv", conversion_types, {}),
        identities=read_demo("demo_identities.csv", identity_types, {}),
        lead_types=LEAD_TYPES,
        event_types=PROPERTY_TYPES,
    )
    return score(world, tables, signals, SCORING_DATE)


@pytest.mark.parametrize("name", COLUMNS)
def test_scorecard_tables_have_the_columns_of_the_page(name):
    header = (SCORECARDS / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0]
    columns = COLUMNS[name].split()
    # Further ones may follow.
    assert header.split(",")[: len(columns)] == columns


def test_every_rule_says_in_few_words_why(tables):
    for rule in tables["scorecard_rules"]:
        assert rule["description"] and len(rule["description"]) <= 40, rule["rule_id"]


def score_one(tables, signals, scorecard_id: str, attributes: Row, events: list[Row]) -> tuple[Row, Row]:
    """The scores and tiers of a single lead who was created a year before."""
    noon = datetime.combine(SCORING_DATE, time(12))
    every_signal = {f"signal:{name}": False for name in signals}
    lead = dict.fromkeys(LEAD_TYPES) | every_signal | attributes
    lead |= {"lead_id": "ann", "created_at": noon - timedelta(days=365)}
    rows = [
        dict.fromkeys(PROPERTY_TYPES) | every_signal | {"lead_id": "ann", "occurred_at": noon} | event
        for event in events
    ]
    world = World(leads=[lead], events=rows, lead_types=LEAD_TYPES, event_types=PROPERTY_TYPES)
    result = score(world, tables | {"score_overrides": []}, signals, SCORING_DATE)

    def row_of(rows: list[Row]) -> Row:
        return next(row for row in rows if row["scorecard_id"] == scorecard_id)

    return row_of(result.scores), row_of(result.tiers)


def happened(event_type: str, asset: str | None = None, times: int = 1, **properties) -> list[Row]:
    return [{"event_type": event_type, "asset": asset} | properties] * times


@pytest.mark.parametrize(
    ("attributes", "events", "points", "tier"),
    [
        pytest.param(
            {"job_title": "Director of Sales", "industry": "Technology"},
            happened("email_sent")
            + happened("email_open")
            + happened("site_visit", times=4)
            + happened("download", "e-book"),
            50,
            "qualified",
            id="a director in technology",
        ),
        pytest.param(
            {"job_title": "Manager", "industry": "Education"},
            happened("email_sent") + happened("download", "white paper"),
            20,
            "not_qualified",
            id="a manager in education",
        ),
        pytest.param(
            {"job_title": "Director", "industry": "Technology"},
            happened("site_visit", times=4),
            30,
            "not_qualified",
            id="exactly 30",
        ),
        pytest.param({}, happened("site_visit", times=3), 0, "not_qualified", id="3 visits"),
        pytest.param({}, [], 0, "not_qualified", id="no mail, no blame"),
    ],
)
def test_the_b2b_software_card(tables, signals, attributes, events, points, tier):
    scores, tiers = score_one(tables, signals, "b2b_software", attributes, events)
    assert (scores["score"], tiers["tier"]) == (Decimal(points), tier)


FITTING = {"region": "Europe", "department": "Sales", "industry": "Finance"}


@pytest.mark.parametrize(
    ("attributes", "visits", "points", "tier"),
    [
        pytest.param(FITTING, 89, 389, "sales", id="389 goes to sales"),
        pytest.param(FITTING, 0, 300, "sales", id="all that must be"),
        pytest.param(FITTING | {"region": "Atlantis"}, 89, 289, "disqualified", id="289 does not"),
        pytest.param(FITTING | {"region": None}, 500, 299, "disqualified", id="no click makes 300"),
        pytest.param(FITTING, 500, 399, "sales", id="interest ends at 99"),
        pytest.param({}, 500, 99, "disqualified", id="nothing but interest"),
    ],
)
def test_the_must_have_card(tables, signals, attributes, visits, points, tier):
    events = happened("site_visit", times=visits)
    scores, tiers = score_one(tables, signals, "must_have", attributes, events)
    assert (scores["score"], tiers["tier"]) == (Decimal(points), tier)
    assert scores["engagement_score"] <= 99
    assert scores["fit_score"] % 100 == 0


def test_the_tiers_of_the_modern_card_are_balanced(demo_result):
    tiers = [row["tier"] for row in demo_result.tiers if row["scorecard_id"] == "fit_engagement"]
    counted = Counter(tiers)
    assert 0.08 <= counted["hot"] / len(tiers) <= 0.13
    assert 0.22 <= counted["warm"] / len(tiers) <= 0.32


def test_all_grades_and_stages_occur(demo_result):
    cards = [row for row in demo_result.tiers if row["scorecard_id"] == "fit_engagement"]
    assert {row["fit_grade"] for row in cards} == set("ABCD")
    assert {row["engagement_grade"] for row in cards} == set("1234")
    stages = Counter(row["stage_id"] for row in demo_result.stages)
    assert set(stages) == {"subscriber", "lead", "mql", "sql", "opportunity", "customer"}
    assert min(stages.values()) >= 20


def test_the_ten_best_fit_and_are_active(demo_result):
    best = [row for row in demo_result.tiers if row["scorecard_id"] == "fit_engagement" and row["score_rank"] <= 10]
    assert {row["fit_grade"] for row in best} <= {"A", "B"}
    assert {row["engagement_grade"] for row in best} <= {"1", "2"}


def test_every_rule_fires_somewhere(demo_result, tables, demo_signals):
    fired = {(entry["scorecard_id"], entry["rule_id"]) for entry in demo_result.ledger}
    shipped = {(rule["scorecard_id"], rule["rule_id"]) for rule in tables["scorecard_rules"]}
    assert shipped <= fired


def test_overrides_are_in_force_expired_and_still_to_come(demo_result, tables):
    audit = {row["reason"]: row["row_count"] for row in demo_result.audit if row["input"] == "score_overrides"}
    assert audit["unknown_lead"] == 0
    assert audit["not_in_force"] == 2
    assert audit["counted"] == len(tables["score_overrides"]) - 2
    assert any((row["ends_on"] or "9") <= "2026-06-30" for row in tables["score_overrides"])
    assert any(row["starts_on"] > "2026-06-30" for row in tables["score_overrides"])


def test_every_reason_of_the_audit_that_the_demo_promises(demo_result):
    rows = {(row["input"], row["reason"]): row["row_count"] for row in demo_result.audit}
    for reason in ("no_lead", "unknown_lead", "no_time", "after_scoring_date", "repeated_id"):
        assert rows["events", reason] > 0, reason
    assert rows["events", "repeated_id"] == make_demo.REPEATED_ROWS
    assert rows["leads", "merged"] == make_demo.DUPLICATE_RECORDS
    assert rows["leads", "after_scoring_date"] == make_demo.LATECOMERS
    for reason in ("after_scoring_date", "circular"):
        assert rows["identities", reason] > 0, reason
