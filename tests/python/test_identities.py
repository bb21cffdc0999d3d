"""SPEC.md §2, the identity map: whose what an id did is, worked out by hand, and hundreds of small worlds besides.

All worlds of a kind stand in one build, each with names of its own.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, Literal

import pytest
from project import CONTRACT_TYPES, ScoringProject
from reference import Row, Tables, World, score

SCORING_DATE = date(2026, 6, 30)
HISTORY = {"valid_from": "timestamp", "valid_to": "timestamp"}
WORTH = (1, 10, 100, 1000)
Stitch = Literal["retroactive", "from_link"]
STITCHES: tuple[Stitch, ...] = ("retroactive", "from_link")
# An event is worth what its type says, so that a score tells which events are in it.
CARD: Tables = {
    "scorecards": [{"scorecard_id": "person"}, {"scorecard_id": "company", "entity": "account"}],
    "scorecard_groups": [
        {"scorecard_id": card, "group_id": "all", "axis": "engagement"} for card in ("person", "company")
    ],
    "scorecard_rules": [
        {"scorecard_id": card, "rule_id": f"worth {worth}", "group_id": "all", "rule_type": "event",
         "subject": f"worth {worth}", "points": str(worth), "award": "each"}
        for card in ("person", "company") for worth in WORTH
    ],
    "lifecycle_stages": [
        {"stage_id": "customer", "stage_rank": "1", "funnel_phase": "BOFU", "entry_type": "conversion"}
    ],
}  # fmt: skip


def june(day: float) -> datetime:
    return datetime(2026, 6, 1) + timedelta(days=day - 1)


def lead(lead_id: str, since: float | None = None, until: float | None = None) -> Row:
    return {
        "lead_id": lead_id, "created_at": datetime(2026, 1, 5), "account_id": "company",
        "valid_from": since and june(since), "valid_to": until and june(until),
    }  # fmt: skip


def leads(names: str) -> list[Row]:
    return [lead(name) for name in names.split()]


def links(*written: tuple[str | None, str | None, float | None]) -> list[Row]:
    return [
        {"alias_id": alias_id, "lead_id": lead_id, "linked_at": None if day is None else june(day)}
        for alias_id, lead_id, day in written
    ]


def events(*written: tuple[str | None, float, int]) -> list[Row]:
    return [
        {"event_id": None, "lead_id": lead_id, "event_type": f"worth {worth}", "occurred_at": june(day)}
        for lead_id, day, worth in written
    ]


@dataclass(frozen=True)
class Case:
    """A world, and by hand its scores, those under from_link where they are others, and the reasons of its links."""

    leads: list[Row]
    identities: list[Row]
    events: list[Row]
    scores: Mapping[str, int]
    from_link: Mapping[str, int] | None = None
    reasons: Mapping[str, int] = field(default_factory=dict)
    company: int | None = None  # what its leads have, unless something else is said


CASES = {
    "a household whose main id names itself, last of all": Case(
        leads("ann bob cid"), links(("bob", "ann", 10), ("cid", "ann", 11), ("ann", "ann", 20)),
        events(("ann", 1, 1), ("bob", 2, 10), ("cid", 3, 100)),
        {"ann": 111}, reasons={"counted": 2, "self": 1},
    ),
    "canonical ids, of which every one names itself": Case(
        leads("ann bob"), links(("ann", "ann", 1), ("bob", "bob", 12), ("bob", "ann", 10), ("tag", "tag", 3)),
        events(("bob", 15, 10), ("tag", 15, 100)),
        {"ann": 10}, reasons={"counted": 1, "self": 3},
    ),
    "a kiosk of two people, and the first one again": Case(
        leads("ann bob"), links(("kiosk", "ann", 5), ("kiosk", "bob", 10), ("kiosk", "ann", 15)),
        events(("kiosk", 1, 1000), ("kiosk", 5, 1), ("kiosk", 9.99, 1), ("kiosk", 10, 10), ("kiosk", 15, 100)),
        {"ann": 1102, "bob": 10}, {"ann": 102, "bob": 10}, {"counted": 3},
    ),
    "a device behind a device": Case(
        leads("ann bob"), links(("phone", "cookie", 9), ("cookie", "ann", 5), ("cookie", "bob", 20)),
        events(("phone", 1, 1000), ("phone", 7, 100), ("phone", 12, 10), ("phone", 25, 1), ("cookie", 7, 10)),
        {"ann": 1120, "bob": 1}, {"ann": 20, "bob": 1}, {"counted": 3},
    ),
    "four records in a chain, linked in no order": Case(
        leads("a b c d e"), links(("d", "e", 3), ("a", "b", 9), ("c", "d", 20), ("b", "c", 5), ("tag", "a", 4)),
        events(("a", 1, 1), ("b", 2, 10), ("c", 2, 100), ("d", 2, 1000), ("e", 2, 1), ("tag", 5, 10)),
        {"e": 1122}, reasons={"counted": 5},
    ),
    "a circle of three, and two who lead into it": Case(
        leads("a b c d"), links(("a", "b", 1), ("b", "c", 9), ("c", "a", 5), ("d", "a", 6), ("tag", "c", 2)),
        events(("a", 10, 1), ("b", 10, 10), ("c", 10, 100), ("d", 10, 1000), ("tag", 10, 1)),
        {"a": 1, "b": 10, "c": 100, "d": 1000}, reasons={"circular": 5},
    ),
    "two visitors who were a circle for some days": Case(
        leads("ann bob"), links(("u", "ann", 2), ("v", "u", 3), ("u", "v", 10), ("u", "bob", 15)),
        events(("v", 5, 1), ("v", 12, 1000), ("u", 12, 1000), ("v", 20, 10), ("u", 20, 100)),
        {"ann": 1, "bob": 110}, reasons={"counted": 3, "circular": 1},
    ),
    "a survivor that is merged later": Case(
        leads("a b z"), links(("b", "a", 5), ("a", "z", 20), ("tag", "b", 10)),
        events(("a", 1, 1), ("b", 1, 10), ("b", 25, 100), ("tag", 4, 1000), ("z", 1, 1)),
        {"z": 1112}, {"z": 112}, {"counted": 3},
    ),
    "a record that was merged twice": Case(
        leads("a b z"), links(("b", "a", 5), ("b", "z", 20)), events(("b", 1, 1), ("b", 10, 10), ("b", 25, 100)),
        {"a": 0, "z": 111}, reasons={"counted": 1, "repeated_id": 1},
    ),
    "a link of a lead to an id that is none": Case(
        leads("a b"), links(("a", "nobody", 5), ("b", "a", 2), ("tag", "nobody", 5)),
        events(("a", 1, 1), ("b", 1, 10), ("tag", 6, 100)),
        {"a": 11}, reasons={"counted": 2, "unknown_lead": 1},
    ),
    "the link before one to nobody, also by way of another record": Case(
        [*leads("a z"), lead("b", until=9), lead("c", until=9)],
        links(("b", "a", 5), ("b", "nobody", 20), ("c", "b", 6), ("c", "z", 2)),
        events(("b", 1, 1), ("c", 1, 10)),
        {"a": 11, "z": 0}, reasons={"counted": 2, "unknown_lead": 1, "repeated_id": 1},
    ),
    "by way of an id that is no lead any more": Case(
        leads("a c"), links(("c", "deleted", 5), ("deleted", "a", 9)),
        events(("c", 1, 1), ("deleted", 2, 10), ("deleted", 10, 100)),
        {"a": 111}, {"a": 101}, {"counted": 2},
    ),
    "a merged record that has ended, and a survivor that has": Case(
        [lead("a"), lead("b", until=9), lead("c"), lead("d", since=2, until=9)],
        links(("b", "a", 5), ("c", "d", 5)), events(("b", 1, 1), ("c", 1, 10), ("d", 1, 100)),
        {"a": 1, "c": 10}, reasons={"counted": 1, "unknown_lead": 1},
    ),
    "versions that overlap, and one that ended and came back": Case(
        [lead("a", until=20), lead("a", since=10), lead("b", until=5), lead("b", since=12),
         lead("c", until=5), lead("c", since=35)],
        [], events(("a", 1, 1), ("b", 8, 10), ("c", 8, 100)), {"a": 1, "b": 10},
    ),
    "a first version that comes later: the lead is there, and nobody knows for whom it works": Case(
        [lead("d", since=35)], [], events(("d", 8, 10)), {"d": 10}, company=0,
    ),
    "links of days that are still to come": Case(
        leads("a b"), links(("b", "a", 31), ("tag", "b", 2), ("tag", "a", 30.99), ("tag", "a", 31)),
        events(("b", 1, 1), ("tag", 3, 10)),
        {"a": 0, "b": 11}, reasons={"counted": 2, "after_scoring_date": 2},
    ),
    "links without an alias, a lead or a time": Case(
        leads("a b"), links((None, "a", 2), (" ", "a", 2), ("b", None, 2), ("b", "\t", 2), ("b", "a", None)),
        events((None, 3, 1), ("", 3, 10), (" ", 3, 100), ("b", 3, 1000)),
        {"a": 0, "b": 1000}, reasons={"no_alias": 2, "no_lead": 2, "no_time": 1},
    ),
    "two links of one time, and one that stands twice": Case(
        leads("a b c"), links(("tag", "b", 5), ("tag", "c", 5), ("tag", "c", 5), ("a", "b", 5), ("a", "c", 5)),
        events(("tag", 6, 1), ("a", 6, 10)),
        {"b": 0, "c": 11}, reasons={"counted": 2, "repeated_id": 3},
    ),
    "a record that leads to a device": Case(
        leads("a b z"), links(("z", "tag", 9), ("tag", "a", 5), ("tag", "b", 15)),
        events(("z", 1, 1), ("tag", 6, 10), ("tag", 16, 100)),
        {"a": 10, "b": 101}, reasons={"counted": 3},
    ),
    "links alone": Case([], links(("a", "b", 5), ("b", "c", 5)), events(("a", 6, 1)), {}, reasons={"counted": 2}),
}  # fmt: skip


def together(worlds: Mapping[str, World]) -> World:
    """All worlds as one, the names of each behind its own, which is also its company's."""
    names = ("lead_id", "alias_id", "account_id")

    def renamed(what: str) -> list[Row]:
        return [
            {key: name + cell if key in names and cell and cell.strip() else cell for key, cell in row.items()}
            for name, world in worlds.items()
            for row in getattr(world, what)
        ]

    first = next(iter(worlds.values()))
    parts = [renamed(what) for what in ("leads", "events", "conversions", "identities")]
    return World(*parts, lead_types=first.lead_types, event_types=first.event_types)


def scores_of(project: ScoringProject, name: str) -> dict[str, Any]:
    rows = project.rows("select lead_id, score from lead_scores")
    return {row["lead_id"].removeprefix(name): row["score"] for row in rows if row["lead_id"].startswith(name)}


@pytest.fixture(scope="module", params=STITCHES)
def cases_built(request: pytest.FixtureRequest, project: ScoringProject) -> tuple[Stitch, dict[str, Any]]:
    """The scores of leads and of companies, and the reasons of all links, with all cases in one build."""
    types = {**CONTRACT_TYPES["leads"], "account_id": "text", **HISTORY}
    worlds = {
        f"{at:02d}:": World(case.leads, case.events, [], case.identities, types, CONTRACT_TYPES["events"])
        for at, case in enumerate(CASES.values())
    }
    models, project.models = project.models, (*project.models, "account_scores")
    project.write(together(worlds))
    project.run(CARD, SCORING_DATE, stitch=request.param)
    project.models = models
    return request.param, {
        "scores": {name: scores_of(project, at) for name, at in zip(CASES, worlds)},
        "companies": {
            name: sum(row["score"] for row in project.rows(
                f"select score from account_scores where account_id = '{at}company'"
            ))
            for name, at in zip(CASES, worlds)
        },
        "audit": {
            row["reason"]: row["row_count"]
            for row in project.rows("select * from scoring_input_audit where input = 'identities' and row_count > 0")
        },
    }  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_whose_it_is(cases_built: tuple[Stitch, dict[str, Any]], name: str) -> None:
    stitch, built = cases_built
    case = CASES[name]
    expected = case.from_link if stitch == "from_link" and case.from_link is not None else case.scores
    assert built["scores"][name] == expected
    # One rule for both: what leads have, their company has, no more and no less.
    assert built["companies"][name] == (sum(expected.values()) if case.company is None else case.company)


def test_every_link_has_its_reason(cases_built: tuple[Stitch, dict[str, Any]]) -> None:
    total: Counter[str] = Counter()
    for case in CASES.values():
        assert sum(case.reasons.values()) == len(case.identities)
        total.update(case.reasons)
    assert cases_built[1]["audit"] == dict(total)


# -- Hundreds of small worlds -----------------------------------------------------------------------------------------


def small_world(random: Random) -> World:
    """A few ids, of which some are leads, some of these with a history, and links of any to any."""
    ids = list("abcdefuvw")
    has_history = random.random() < 0.5

    def moment() -> datetime:
        return june(20) + timedelta(days=random.randint(0, 12), hours=random.choice([0, 12]))

    def row(lead_id: str) -> Row:
        since, until = (random.choice([None, None, moment()]) if has_history else None for _ in range(2))
        created_at = random.choice([june(1), june(1), moment()])
        return {"lead_id": lead_id, "created_at": created_at, "valid_from": since, "valid_to": until}

    def link() -> Row:
        alias_id, lead_id = random.choice([*ids, None]), random.choice([*ids, "nobody", None])
        return {"alias_id": alias_id, "lead_id": lead_id, "linked_at": random.choice([moment()] * 20 + [None])}

    known = random.sample(ids[:6], random.randint(1, 6))
    return World(
        [row(lead_id) for lead_id in known for _ in range(random.choice([1, 1, 2, 3]) if has_history else 1)],
        [
            {"event_id": None, "lead_id": random.choice([*ids, "nobody"]), "occurred_at": moment(),
             "event_type": f"worth {random.choice(WORTH)}"}
            for _ in range(12)
        ],
        [{"lead_id": random.choice(ids), "converted_at": moment()} for _ in range(2)],
        [link() for _ in range(random.randint(1, random.choice([3, 6, 10])))],
        {**CONTRACT_TYPES["leads"], **HISTORY},
        CONTRACT_TYPES["events"],
    )  # fmt: skip


@pytest.mark.sampled(1)
@pytest.mark.random
@pytest.mark.parametrize("stitch", STITCHES)
def test_small_worlds_agree_with_the_reference(project: ScoringProject, stitch: Stitch) -> None:
    seed = 0 if "CI" in os.environ else Random().randrange(10**6)
    random = Random(f"{stitch} {seed}")
    worlds = {f"{at:04d}:": small_world(random) for at in range(400)}
    person: Tables = {
        table: [line for line in lines if line.get("scorecard_id") != "company"] for table, lines in CARD.items()
    }
    ours = project.score(together(worlds), person, SCORING_DATE, stitch=stitch)

    def of(rows: list[Row], column: str, name: str) -> dict[str, Any]:
        return {row["lead_id"].removeprefix(name): row[column] for row in rows if row["lead_id"].startswith(name)}

    audit: Counter[tuple[str, str]] = Counter()
    for name, world in worlds.items():
        theirs = score(world, person, {}, SCORING_DATE, stitch=stitch)
        place = f"seed {seed}, world {name} {world}"
        assert of(ours.scores, "score", name) == of(theirs.scores, "score", ""), place
        assert of(ours.stages, "entered_on", name) == of(theirs.stages, "entered_on", ""), place
        audit.update({(row["input"], row["reason"]): row["row_count"] for row in theirs.audit})
    assert {(row["input"], row["reason"]): row["row_count"] for row in ours.audit} == dict(audit), f"seed {seed}"
    reached = {reason for (name, reason), count in audit.items() if name == "identities" and count}
    assert reached == {"counted", "no_alias", "no_lead", "no_time", "after_scoring_date", "self", "circular",
                       "unknown_lead", "repeated_id"}  # fmt: skip


def test_the_audit_says_which_row_of_a_lead_counts(project: ScoringProject) -> None:
    """By a time, or else by the column that settles it, whose value nobody else needs to see."""
    types = {**CONTRACT_TYPES["leads"], "valid_from": "timestamp", "job": "text"}
    rule = {
        "scorecard_id": "person", "rule_id": "job", "group_id": "all", "rule_type": "attribute", "subject": "job",
        "operator": "=", "value": "boss", "points": "5",
    }  # fmt: skip
    tables = {
        "scorecards": CARD["scorecards"][:1], "scorecard_groups": CARD["scorecard_groups"][:1],
        "scorecard_rules": [rule],
    }  # fmt: skip
    first = {"lead_id": "ann", "created_at": june(1), "valid_from": None, "job": "clerk"}
    for other, points, example in (
        ({"created_at": june(2), "valid_from": june(3)}, 5, "valid from 2026-06-03 00:00:00 counts, not that of the"),
        ({"created_at": june(2)}, 0, "created at 2026-06-01 00:00:00 counts, not that of 2026-06-02 00:00:00"),
        ({}, 5, 'with the smaller "job" counts'),
        ({"job": "Clerk "}, 0, "differs in nothing that counts"),
    ):  # fmt: skip
        rows = [first, {**first, "job": "boss", **other}, {**first, "lead_id": "bob"}]
        result = project.score(World(leads=rows, lead_types=types), tables, SCORING_DATE)
        assert [row["score"] for row in result.scores if row["lead_id"] == "ann"] == [points]
        (row,) = [row for row in result.audit if (row["input"], row["reason"]) == ("leads", "repeated_id")]
        assert (row["row_count"], row["example"][: 13 + len(example)]) == (1, f"ann: the row {example}")
