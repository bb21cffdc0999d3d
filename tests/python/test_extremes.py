"""As good as nothing, and a great deal: both are scorecards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from project import ScoringProject
from reference import ZERO, Row, Tables, World, score
from scorecard_builder import ATTRIBUTE_RULE, ENGAGEMENT_GROUP, EVENT_RULE, OVERRIDE, SCORECARD, Cells

SCORING_DATE = "2026-06-30"
TYPES = {"lead_id": "text", "created_at": "timestamp", "industry": "text"}
EVENT_TYPES = {"event_id": "text", "lead_id": "text", "event_type": "text", "occurred_at": "timestamp"}
WORLD = World(
    leads=[
        {"lead_id": "ann", "created_at": datetime(2026, 1, 1), "industry": "Technology"},
        {"lead_id": "bob", "created_at": datetime(2026, 1, 1), "industry": "Education"},
    ],
    events=[
        {"event_id": f"e{day}", "lead_id": "ann", "event_type": "visit", "occurred_at": datetime(2026, 6, day)}
        for day in range(1, 31)
    ],
    lead_types=TYPES,
    event_types=EVENT_TYPES,
)
CARD: Tables = {
    "scorecards": [{"scorecard_id": "card"}],
    "scorecard_groups": [{"scorecard_id": "card", "group_id": "web", "axis": "engagement"}],
    "scorecard_rules": [
        {
            "scorecard_id": "card", "rule_id": "visit", "group_id": "web", "rule_type": "event", "subject": "visit",
            "points": "5",
        }
    ],
    "scorecard_tiers": [{"scorecard_id": "card", "axis": "score", "tier": "all"}],
}  # fmt: skip


def test_no_scorecards(project: ScoringProject) -> None:
    result = project.score(WORLD, {}, SCORING_DATE)
    assert (result.ledger, result.scores, result.tiers) == ([], [], [])
    assert [row["stage_id"] for row in result.stages] == [None, None]


def test_a_scorecard_whose_rules_are_switched_off(project: ScoringProject) -> None:
    """With no group and no tier either. One that has no rule is a mistake, see mistakes.py."""
    off: Tables = {"scorecard_rules": [{"scorecard_id": "card", "rule_id": "off", "is_enabled": "no"}]}
    result = project.score(WORLD, {"scorecards": [{"scorecard_id": "card"}], **off}, SCORING_DATE)
    assert [row["score"] for row in result.scores] == [0, 0]
    assert [row["tier"] for row in result.tiers] == [None, None]


def test_a_scorecard_that_is_switched_off(project: ScoringProject) -> None:
    result = project.score(WORLD, {**CARD, "scorecards": [{"scorecard_id": "card", "is_enabled": "no"}]}, SCORING_DATE)
    assert (result.ledger, result.scores, result.tiers) == ([], [], [])


def test_no_leads(project: ScoringProject) -> None:
    result = project.score(World(events=WORLD.events, lead_types=TYPES, event_types=EVENT_TYPES), CARD, SCORING_DATE)
    assert (result.ledger, result.scores, result.tiers, result.stages) == ([], [], [], [])
    left_out = {row["reason"]: row["row_count"] for row in result.audit if row["input"] == "events"}
    assert left_out["unknown_lead"] == len(WORLD.events)


def test_no_events(project: ScoringProject) -> None:
    result = project.score(World(leads=WORLD.leads, lead_types=TYPES, event_types=EVENT_TYPES), CARD, SCORING_DATE)
    assert (result.ledger, [row["score"] for row in result.scores]) == ([], [0, 0])
    assert all(row["is_dormant"] for row in result.stages)


def test_500_rules_in_50_scorecards(project: ScoringProject) -> None:
    """Rule n of card k gives n points: five to Technology, five to visits of the last k + 1 days, at least n + 1."""
    tables: Tables = {table: [] for table in CARD}
    for card in range(50):
        own = {"scorecard_id": f"card {card}"}
        tables["scorecards"].append(own)
        tables["scorecard_groups"].append({**own, "group_id": "all", "axis": "fit"})
        tables["scorecard_tiers"].append({**own, "axis": "score", "tier": "all"})
        for rule in range(10):
            looks_at = (
                {"rule_type": "attribute", "subject": "industry", "operator": "=", "value": "technology"}
                if rule < 5
                else {
                    "rule_type": "event", "subject": "visit",
                    "window_days": str(card + 1), "min_count": str(rule + 1),
                }
            )  # fmt: skip
            tables["scorecard_rules"].append(
                {**own, **looks_at, "rule_id": f"rule {rule}", "group_id": "all", "points": str(rule)}
            )
    result = project.score(WORLD, tables, SCORING_DATE)
    scores = {(row["lead_id"], row["scorecard_id"]): row["score"] for row in result.scores}
    assert len(scores) == 100
    for card in range(50):
        # Ann came every day: k + 1 visits in k + 1 days, and 30 in all.
        visits = min(card + 1, 30)
        assert scores["ann", f"card {card}"] == 0 + 1 + 2 + 3 + 4 + sum(n for n in range(5, 10) if visits >= n + 1)
        assert scores["bob", f"card {card}"] == 0


def test_points_without_measure(project: ScoringProject) -> None:
    """Reasons of trillions of points are still in order, and told to the cent."""
    rule = CARD["scorecard_rules"][0]
    tables: Tables = {
        **CARD,
        "scorecard_rules": [
            {**rule, "rule_id": "a", "points": "1"},
            {**rule, "rule_id": "b", "points": "9999999999999.98"},
            {**rule, "rule_id": "c", "points": "-9999999999999.99"},
            {**rule, "rule_id": "d", "points": "300000000000.01", "award": "each"},
        ],
    }
    result = project.score(WORLD, tables, SCORING_DATE)
    scores = {row["lead_id"]: row for row in result.scores}
    assert scores["ann"]["top_reasons"] == "c (-9999999999999.99); b (+9999999999999.98); d (+9000000000000.3)"
    assert scores["ann"]["score"] == Decimal("9000000000001.29")


POINTS = ("12.34567", "10000.25", "-10000.25", "9999999999999.99", "-9999999999999.99", "0.0000000001",
          "1234567.8901234567", "9999999.9999999999", "123456789012.3456789012", "300000000000.01")  # fmt: skip
FADING: tuple[Cells, ...] = (
    {}, {"half_life_days": "30"}, {"half_life_days": "0.37"}, {"half_life_days": "12345678.9"},
    {"decay_percent": "33.33333333", "decay_every_days": "7"}, {"decay_percent": "25", "decay_every_days": "30"},
)  # fmt: skip


def random_number(random: Random, digits: int) -> str:
    """Up to so many digits before the point and up to ten after it."""
    whole, decimals = random.randint(0, 10 ** random.randint(0, digits) - 1), random.randint(0, 10)
    return f"{whole}.{random.randrange(10**decimals):0{decimals}}" if decimals else str(whole)


def random_points(random: Random) -> str:
    return random.choice([random.choice(POINTS), random.choice(["", "-"]) + random_number(random, 13)])


def vast_card(random: Random) -> Tables:
    """Rules of all kinds over all points, in groups and a score with limits."""

    def one(cells: list[Cells]) -> Cells:
        return random.choice(cells)

    rules: list[Cells] = []
    for number in range(40):
        group = {"group_id": f"group {number % 4}"}
        award = one([{}, {"award": "each"}, {"award": "each", "max_per_day": "2"}])
        rules.append({
            **EVENT_RULE, "subject": "visit", "rule_id": f"rule {number}", **group, **award, **random.choice(FADING),
            **one([{}, {"max_points": random_number(random, 13)}]), "points": random_points(random),
        })  # fmt: skip
    rules += [{**ATTRIBUTE_RULE, "subject": "industry", "operator": "is_not_null", "value": None, "group_id": "group 0",
               "points": random_points(random)}]  # fmt: skip
    low, high = sorted((Decimal(random_points(random)), Decimal(random_points(random))))
    return {
        "scorecards": [{**SCORECARD, "min_score": f"{low:f}", "max_score": f"{high:f}"}],
        "scorecard_groups": [
            {**ENGAGEMENT_GROUP, "group_id": f"group {number}",
             **one([{}, {"combine": "max"}, {"max_points": random_number(random, 13)},
                    {"min_points": f"-{random_number(random, 13)}"}])}
            for number in range(4)
        ],
        "scorecard_rules": rules,
        "score_overrides": [{**OVERRIDE, "points": random_points(random)}],
    }  # fmt: skip


@pytest.mark.random
def test_points_of_any_size_and_decimals_never_overflow(
    tmp_path: Path, new_project: Callable[[Path], ScoringProject]
) -> None:
    """On the scoring date and on a day before, of leads; what fades by halves to the twelve digits of its decay."""
    project, random = new_project(tmp_path), Random()
    project.models = ["lead_scores", "lead_score_ledger", "lead_score_replay_ledger"]
    seed = random.randrange(10**6)
    random.seed(seed)
    today = date.fromisoformat(SCORING_DATE)
    for _ in range(2):
        tables = vast_card(random)
        project.write(WORLD)
        project.run(tables, SCORING_DATE, replay_dates=[str(today - timedelta(days=9))])
        for table, day in (("lead_score_ledger", today), ("lead_score_replay_ledger", today - timedelta(days=9))):
            found = points_by_rule(project.rows(f"select * from {table} where scoring_date = date '{day}'"))
            expected = points_by_rule(score(WORLD, tables, {}, day).ledger)
            assert found.keys() == expected.keys()
            for rule in tables["scorecard_rules"]:
                for lead_id in ("ann", "bob"):
                    key = (lead_id, rule["rule_id"])
                    tolerance = abs(Decimal(rule["points"] or 0)) * 30 / 10**12 if rule.get("half_life_days") else 0
                    difference = found.get(key, ZERO) - expected.get(key, ZERO)
                    assert abs(difference) <= round(tolerance, 2), f"seed {seed}: {rule} on {day}"


def points_by_rule(ledger: list[Row]) -> dict[tuple[str, str], Decimal]:
    return {(row["lead_id"], row["rule_id"]): row["points"] for row in ledger if row["entry_type"] == "rule"}
