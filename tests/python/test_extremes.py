"""As good as nothing, and a great deal: both are scorecards."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from project import ScoringProject
from reference import Tables, World

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


def test_a_scorecard_without_groups_rules_or_tiers(project: ScoringProject) -> None:
    result = project.score(WORLD, {"scorecards": [{"scorecard_id": "card"}]}, SCORING_DATE)
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
