"""Accounts: the same scoring as of leads, over what a company's leads did and how good they are."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from project import BuildError, ScoringProject, write_parquet
from reference import Result, Row, Tables, World, score
from strategies import ALIASES, LEAD_TYPES, SIGNALS, worlds_and_scorecards
from test_against_reference import EXAMPLES, assert_same

SCORING_DATE = "2026-06-30"
MADE = datetime(2026, 1, 1)
EVENT_TYPES = {"event_id": "text", "lead_id": "text", "event_type": "text", "occurred_at": "timestamp"}
ACCOUNT_TYPES = {"account_id": "text", "industry": "text"}


def lead(lead_id: str, account_id: str | None, visits: int, industry: str = "Technology", **cells: Any) -> Row:
    return {
        "lead_id": lead_id, "account_id": account_id, "created_at": MADE, "visits": visits, "industry": industry,
        **cells,
    }  # fmt: skip


def event(lead_id: str, event_type: str, day: int) -> Row:
    return {"event_id": f"{lead_id} {day}", "lead_id": lead_id, "event_type": event_type,
            "occurred_at": datetime(2026, 6, day)}  # fmt: skip


# Leads score what their column `visits` says: 1, 2, 4, 8 …, so that any sum tells its parts.
WORLD = World(
    leads=[
        lead("ann", "acme", 40),
        lead("bob", "acme", 20),
        lead("cid", "acme", 10),
        lead("dan", "acme", 5),
        # Disqualified on the lead scorecard: lifts no one.
        lead("eve", "acme", 80, industry="Competition"),
        lead("fay", "bolt", 20),
        lead("gus", None, 40),
        # A second record of Ann, merged into hers; what it did is hers.
        lead("ann-2", "bolt", 80),
    ],
    events=[
        event("ann", "demo", 1), event("ann-2", "demo", 2), event("visitor", "demo", 3), event("gus", "demo", 4),
        event("fay", "visit", 29),
    ],
    identities=[
        {"alias_id": "ann-2", "lead_id": "ann", "linked_at": MADE},
        {"alias_id": "visitor", "lead_id": "bob", "linked_at": MADE},
    ],
    lead_types={
        "lead_id": "text", "account_id": "text", "created_at": "timestamp", "visits": "number", "industry": "text",
    },
    event_types=EVENT_TYPES,
)  # fmt: skip
ACCOUNTS: list[Row] = [
    {"account_id": "acme", "industry": "Technology"},
    {"account_id": "acme", "industry": "Technology"},
    {"account_id": "bolt", "industry": "Education"},
    {"account_id": "calm", "industry": "Technology"},
    {"account_id": None, "industry": "Technology"},
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, new_project: Callable[[Path], ScoringProject]) -> ScoringProject:
    """One that is parsed with accounts: without them their models are not there."""
    return new_project(tmp_path_factory.mktemp("accounts"))


def rule(rule_id: str, subject: str, points: str, scorecard_id: str = "team", **cells: str) -> Row:
    return {
        "scorecard_id": scorecard_id, "rule_id": rule_id, "group_id": "all", "rule_type": "attribute",
        "subject": subject, "points": points, **cells,
    }  # fmt: skip


OFF = rule("off", "max_score:person", "1", operator=">=", value="40", is_enabled="false")


def tables(*rules: Row, **card: str) -> Tables:
    """A lead scorecard whose score is the column `visits`, and an account scorecard of these rules."""
    visits = [
        rule(f"visits {visits}", "visits", str(visits), "person", operator="=", value=str(visits))
        for visits in (5, 10, 20, 40, 80)
    ]
    company = rule("company", "industry", "0", "person", rule_type="required", operator="!=", value="competition")
    return {
        "scorecards": [{"scorecard_id": "person"}, {"scorecard_id": "team", "entity": "Account", **card}],
        "scorecard_groups": [
            {"scorecard_id": card, "group_id": "all", "axis": "engagement"} for card in ("person", "team")
        ],
        "scorecard_rules": [*visits, company, *rules],
        "scorecard_tiers": [
            {"scorecard_id": "team", "axis": "score", "tier": "high", "lower_bound": "50", "action": "Visit them"},
            {"scorecard_id": "team", "axis": "score", "tier": "low"},
        ],
    }


def build(
    project: ScoringProject,
    world: World,
    accounts: Iterable[Row],
    scorecards: Tables,
    types: Any = None,
    **options: Any,
) -> Result:
    """Score a world, and read the tables of accounts under the names of those of leads."""
    project.write(world)
    file = project.directory / "accounts.parquet"
    write_parquet(file, list(accounts), types or ACCOUNT_TYPES)
    options = {"scoring_date": SCORING_DATE, **options}
    project.run(scorecards, accounts=project.warehouse.offer("accounts", file), **options)

    def rows(table: str) -> list[Row]:
        return [{"lead_id": row.pop("account_id"), **row} for row in project.rows(f"select * from {table}")]

    return Result(ledger=rows("account_score_ledger"), scores=rows("account_scores"), tiers=rows("account_tiers"))


def points(result: Result) -> dict[tuple[str, str], Decimal]:
    return {(row["lead_id"], row["rule_id"]): row["points"] for row in result.ledger}


def test_scores_of_leads_are_rolled_up(project: ScoringProject) -> None:
    each = {"award": "each"}
    result = build(project, WORLD, ACCOUNTS, tables(
        rule("max", "max_score:person", "1", **each),
        rule("avg", "Avg_Score:person", "1", **each),
        rule("sum", "sum_score: person", "1", **each),
        rule("two", "top_2_sum_score:person", "0.5", **each),
        rule("cut", "sum_score:person", "-1", max_points="33", **each),
        rule("above", "max_score:person", "7", operator=">=", value="40"),
        rule("only", "sum_score:person", "0.1", operator="<", value="50", **each),
    ))  # fmt: skip
    assert points(result) == {
        ("acme", "max"): 40, ("acme", "avg"): Decimal("18.75"), ("acme", "sum"): 75, ("acme", "two"): 30,
        ("acme", "cut"): -33, ("acme", "above"): 7,
        ("bolt", "max"): 20, ("bolt", "avg"): 20, ("bolt", "sum"): 20, ("bolt", "two"): 10,
        ("bolt", "cut"): -20, ("bolt", "only"): 2,
    }  # fmt: skip
    assert {row["lead_id"]: row["score"] for row in result.scores} == {
        "acme": Decimal("137.75"), "bolt": 52, "calm": 0,
    }  # fmt: skip
    assert {row["lead_id"]: (row["tier"], row["score_rank"], row["action"]) for row in result.tiers} == {
        "acme": ("high", 1, "Visit them"), "bolt": ("high", 2, "Visit them"), "calm": ("low", 3, None),
    }  # fmt: skip


def test_what_leads_do_their_account_does(project: ScoringProject) -> None:
    demo = {"rule_type": "event", "award": "each"}
    silence = {"rule_type": "absence", "window_days": "30"}
    result = build(project, WORLD, ACCOUNTS, tables(
        rule("demo", "demo", "10", **demo), rule("silence", "visit", "-5", **silence),
        rule("tech", "industry", "3", operator="=", value="technology"), min_score="0",
    ))  # fmt: skip
    # Ann, her second record, and Bob as a visitor; Gus works for nobody that is known. Calm has no lead, so no age.
    assert points(result) == {
        ("acme", "demo"): 30, ("acme", "silence"): -5, ("acme", "tech"): 3, ("calm", "tech"): 3,
    }  # fmt: skip
    counted = {row["rule_id"]: (row["event_count"], row["last_event_on"]) for row in result.ledger}
    assert counted["demo"] == (3, date(2026, 6, 3))


def downloads() -> World:
    """What two of Acme's leads and one of Bolt's took, and what it was worth."""
    taken = [
        ("e1", "ann", 1, 10, "guide", "10"), ("e2", "bob", 5, 10, " Guide ", "20"),
        ("e3", "bob", 5, 12, "prices", "30"),
        ("e4", "fay", 10, 10, "guide", "5.5"), ("e5", "fay", 11, 10, None, None),
    ]  # fmt: skip
    return World(
        leads=[lead("ann", "acme", 0), lead("bob", "acme", 0), lead("fay", "bolt", 0)],
        events=[
            {
                "event_id": event_id, "lead_id": lead_id, "event_type": "download", "asset": asset,
                "occurred_at": datetime(2026, 6, day, hour), "value": value and Decimal(value),
            }
            for event_id, lead_id, day, hour, asset, value in taken
        ],
        lead_types=WORLD.lead_types,
        event_types={**EVENT_TYPES, "asset": "text", "value": "number"},
    )  # fmt: skip


def test_events_of_an_account_are_counted_together(project: ScoringProject) -> None:
    """By value, in a span and times an amount over what all its leads did; effects on its score."""
    each: dict[str, str] = {"rule_type": "event", "award": "each"}
    result = build(project, downloads(), ACCOUNTS, tables(
        rule("different", "download", "10", count_by="asset", **each),
        rule("close", "download", "7", rule_type="event", min_count="3", within_days="5"),
        rule("value", "download", "0.1", amount="value", **each),
        rule("latest", "download", "1", rule_type="event", amount="value", count_by="asset"),
        rule("school", "industry", "0.4", operator="=", value="education", effect="multiply"),
        rule("enough", "download", "50", rule_type="event", min_count="3", effect="ceiling"),
        rule("nothing", "download", "1", rule_type="absence", effect="floor"),
    ))  # fmt: skip
    assert points(result) == {
        # The guide was taken twice, by two; of three downloads the last is worth 30.
        ("acme", "different"): 20, ("acme", "close"): 7, ("acme", "value"): 6, ("acme", "latest"): 30,
        # 63 is cut to 50.
        ("acme", "enough"): -13,
        # e5 has no asset and no value.
        ("bolt", "different"): 10, ("bolt", "value"): Decimal("0.55"), ("bolt", "latest"): Decimal("5.5"),
        # Two fifths of 16.05 are left.
        ("bolt", "school"): Decimal("-9.63"),
        ("calm", "nothing"): 1,
    }  # fmt: skip
    assert {row["lead_id"]: row["score"] for row in result.scores} == {
        "acme": 50, "bolt": Decimal("6.42"), "calm": 1,
    }  # fmt: skip
    counted = {(row["lead_id"], row["rule_id"]): (row["event_count"], row["last_event_on"]) for row in result.ledger}
    assert counted["acme", "different"] == (2, date(2026, 6, 5))
    assert counted["acme", "close"] == (3, date(2026, 6, 5))
    assert counted["bolt", "latest"] == (1, date(2026, 6, 10))


@pytest.mark.slow
def test_machines_act_for_no_account(project: ScoringProject) -> None:
    """A filter looks at the events of one lead: what a colleague was sent makes no machine of a person."""
    sent = datetime(2026, 6, 1, 10)
    moments = [
        ("e1", "ann", "email_sent", sent), ("e2", "ann", "email_open", sent + timedelta(seconds=3)),
        ("e3", "bob", "email_open", sent + timedelta(seconds=4)),
        ("e4", "fay", "email_sent", sent), ("e5", "fay", "email_open", sent),
    ]  # fmt: skip
    events = [
        {"event_id": event_id, "lead_id": lead_id, "event_type": event_type, "occurred_at": moment}
        for event_id, lead_id, event_type, moment in moments
    ]
    scanner = {
        "filter_id": "scanner", "kind": "soon_after", "event_type": "email_open", "of_event_type": "email_sent",
        "seconds": "5",
    }  # fmt: skip
    scorecards = {
        **tables(rule("opened", "email_open", "10", rule_type="event", award="each")), "event_filters": [scanner],
    }  # fmt: skip
    result = build(project, replace(downloads(), events=events), ACCOUNTS, scorecards)
    assert points(result) == {("acme", "opened"): 10}

    def trace(account_id: str) -> Row:
        [row] = project.rows(f"select * from account_rule_trace where account_id = '{account_id}'")
        return row

    assert (trace("acme")["events_counted"], trace("acme")["fired"]) == (1, True)
    assert (trace("bolt")["events_counted"], trace("bolt")["no_points_because"]) == (0, "only_machines")


def test_an_account_is_there_from_its_creation_on(project: ScoringProject) -> None:
    accounts = [
        {"account_id": "acme", "created_at": datetime(2026, 7, 1)},
        {"account_id": "bolt", "created_at": datetime(2026, 6, 30)},
        {"account_id": "calm", "created_at": None},
    ]
    types = {"account_id": "text", "created_at": "timestamp"}
    result = build(project, WORLD, accounts, tables(OFF), types)
    assert sorted(row["lead_id"] for row in result.scores) == ["bolt", "calm"]


def test_an_override_of_an_account(project: ScoringProject) -> None:
    override = {
        "lead_id": "acme",
        "scorecard_id": "team",
        "points": "12",
        "starts_on": "2026-06-01",
        "reason": "Partner",
    }
    scorecards = {**tables(OFF), "score_overrides": [override, {**override, "ends_on": "2026-06-30"}]}
    result = build(project, WORLD, ACCOUNTS, scorecards)
    assert [(row["lead_id"], row["description"], row["points"]) for row in result.ledger] == [("acme", "Partner", 12)]
    assert project.rows("select * from lead_score_ledger where entry_type = 'override'") == []


# -- Accounts that only leads name ------------------------------------------------------------------------------------


def team_scores(project: ScoringProject) -> dict[str, Decimal]:
    return {row["account_id"]: row["score"] for row in project.rows("select account_id, score from account_scores")}


@pytest.mark.slow
@pytest.mark.parametrize("accounts", [None, "from_leads"])
def test_without_accounts_leads_say_which_there_are(project: ScoringProject, accounts: str | None) -> None:
    """Of leads that exist: dora's company is hers alone, and her row has ended; nobody works for a blank."""
    gone = {"valid_from": MADE, "valid_to": datetime(2026, 6, 30)}
    leads = [*WORLD.leads, lead("dora", "dorado", 40, **gone), lead("hal", " ", 5), lead("ida", "idaho", 5)]
    project.write(replace(WORLD, leads=leads, lead_types={
        **WORLD.lead_types, "valid_from": "timestamp", "valid_to": "timestamp",
    }))  # fmt: skip
    demo = rule("demo", "demo", "10", rule_type="event", award="each")
    project.run(tables(demo, rule("sum", "sum_score:person", "1", award="each")), SCORING_DATE, accounts=accounts)
    # By hand: acme has three demos (ann, her second record, the visitor who is bob) and 40 + 20 + 10 + 5.
    assert team_scores(project) == {"acme": 105, "bolt": 20, "idaho": 5}
    tiers = project.rows("select account_id, tier from account_tiers")
    assert {row["account_id"]: row["tier"] for row in tiers} == {"acme": "high", "bolt": "low", "idaho": "low"}


NO_ACCOUNTS: dict[str, tuple[World, Any, dict[str, Any], tuple[str, ...]]] = {
    "scorecards in a file, which nobody can read while parsing": (
        WORLD, "file", {}, ("scorecard team: there are no accounts", "Fix: set lead_scoring__accounts", "from_leads"),
    ),
    "leads that belong to nobody": (
        replace(WORLD, lead_types={k: v for k, v in WORLD.lead_types.items() if k != "account_id"}), "lines", {},
        ("scorecard team: there are no accounts", "leads have no column account_id", "lead_scoring__column_mapping"),
    ),
    "an entity without models": (
        WORLD, "lines", {"entities": ["account", "team"], "entity": "team"},
        ("scorecard team: no model scores teams", "int_lead_scoring__team_scored_leads"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", NO_ACCOUNTS)
def test_an_account_scorecard_is_never_dropped(project: ScoringProject, tmp_path: Path, case: str) -> None:
    world, written, options, expected = NO_ACCOUNTS[case]
    project.write(world)
    lines = tables()
    if entity := options.pop("entity", None):
        lines["scorecards"][1]["entity"] = entity
    scorecards: Any = lines["scorecards"]
    if written == "file":
        scorecards = tmp_path / "scorecards.csv"
        scorecards.write_text("scorecard_id,entity\nperson,lead\nteam,account\n", encoding="utf-8")
    with pytest.raises(BuildError) as error:
        project.run(lines, SCORING_DATE, scorecards=scorecards, **options)
    message = str(error.value)
    assert [part for part in expected if part not in message] == []
    assert message.count("there are no accounts") + message.count("no model scores") == 1


def test_an_account_scorecard_that_is_switched_off_needs_no_accounts(project: ScoringProject) -> None:
    project.write(WORLD)
    lines = tables()
    lines["scorecards"][1]["is_enabled"] = "no"
    project.run(lines, SCORING_DATE)
    assert project.rows("select lead_id from lead_scores where lead_id = 'ann'")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changed", "message"),
    [
        pytest.param(
            {"scorecards": [{"scorecard_id": "team", "entity": "company"}]}, "Allowed: lead, account", id="entity"
        ),
        pytest.param(
            {"scorecard_rules": [rule("r", "max_score:nobody", "1", award="each")]},
            "is no column of accounts", id="roll-up of an unknown scorecard",
        ),
        pytest.param(
            {"scorecard_rules": [rule("r", "visits", "1", operator=">", value="1")]},
            "is no column of accounts", id="an attribute of leads",
        ),
        pytest.param(
            {"scorecard_rules": [rule("r", "industry", "1", award="each", operator="=", value="x")]},
            "does not apply to a rule of type attribute", id="each of an attribute",
        ),
        pytest.param(
            {"scorecard_rules": [rule("r", "max_score:person", "1")]}, "is empty", id="a roll-up without a condition"
        ),
        pytest.param(
            {"lifecycle_stages": [
                {"stage_id": "s", "stage_rank": "1", "entry_type": "tier", "scorecard_id": "team", "value": "high"}
            ]},
            "is a scorecard of the entity account, and this table is about leads", id="a stage",
        ),
    ],
)  # fmt: skip
def test_mistakes(project: ScoringProject, changed: Tables, message: str) -> None:
    scorecards = tables()
    for table, lines in changed.items():
        kept = [line for line in scorecards.get(table, []) if line["scorecard_id"] == "person"]
        scorecards[table] = [*kept, *lines]
    with pytest.raises(BuildError) as error:
        build(project, WORLD, ACCOUNTS, scorecards)
    assert message in str(error.value)


def as_accounts(world: World) -> tuple[World, list[Row], World]:
    """A world whose leads are told as accounts, each with two leads who share its events; and the leads that these are.

    Of each lead one row is left: accounts keep no history. Nor are they merged; visitors turn out to be one of the two.
    """
    rows = {
        row["lead_id"]: {**row, "account_id": row["lead_id"]}
        for row in world.leads
        if row.get("lead_id") and row.get("created_at")
    }

    def of_member(row: Row) -> Row:
        """Rows of one event have one member, so that the lead's id tells nothing else of which of them counts."""
        member = "ab"[sum(map(ord, row.get("event_id") or "")) % 2]
        return {**row, "lead_id": f"{row['lead_id']} {member}"} if row["lead_id"] in rows else row

    members = [
        {"lead_id": f"{account_id} {name}", "account_id": account_id, "created_at": row["created_at"]}
        for account_id, row in rows.items()
        for name in "ab"
    ]
    visitors = [row for row in world.identities if row["alias_id"] in ALIASES]
    told = World(
        leads=members,
        events=[of_member(row) for row in world.events],
        identities=[of_member(row) for row in visitors],
        lead_types={"lead_id": "text", "account_id": "text", "created_at": "timestamp"},
        event_types=world.event_types,
    )
    accounts = [{name: cell for name, cell in row.items() if name != "lead_id"} for row in rows.values()]
    return told, accounts, replace(world, leads=list(rows.values()), identities=visitors, conversions=[])


@pytest.mark.random
def test_random_accounts_score_as_leads_would(project: ScoringProject) -> None:
    types = {"account_id": "text", "created_at": "timestamp", **LEAD_TYPES}

    @settings(
        max_examples=max(2, EXAMPLES // 3), deadline=None, derandomize="CI" in os.environ, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(worlds_and_scorecards(history=False))
    def agrees(example: Any) -> None:
        world, scorecards, options = example
        told, accounts, leads = as_accounts(world)
        # No id but its own stands for an account.
        overrides = [line for line in scorecards["score_overrides"] if line["lead_id"].strip() not in ALIASES]
        scorecards = {**scorecards, "lifecycle_stages": [], "score_overrides": overrides}
        cards = [{**line, "entity": "account"} for line in scorecards["scorecards"]]
        ours = build(project, told, accounts, {**scorecards, "scorecards": cards}, types, **options)
        theirs = score(leads, scorecards, SIGNALS, **options)
        assert_same(ours, replace(theirs, stages=[], audit=[], trace=[], activities=[]))

    agrees()
