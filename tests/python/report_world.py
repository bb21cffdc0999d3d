"""A world for the report: texts that would be markup, outcomes that scores foretell, and a base rate that moves."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

from project import ScoringProject
from reference import Tables, World

SCORING_DATE = date(2026, 6, 1)
DAYS = [date(2026, 2, 1) + timedelta(days=14 * step) for step in range(6)]
HORIZON = 20
MARKUP = "<script>alert('rule')</script> & \"more\""
TIER = "</title><img src=x onerror=alert(1)>"
HOSTILE_LEAD = 'o\'Neill "<b>" & {{ 7 * 7 }} {x}'
CARDS = ("ranking", "</textarea><svg onload=alert(1)>")


def tables() -> Tables:
    """Two scorecards alike: one with a usual name, one whose name would be markup."""
    rule = {"group_id": "who", "rule_type": "attribute", "subject": "size"}
    return {
        "scorecards": [{"scorecard_id": card, "min_score": "0"} for card in CARDS],
        "scorecard_groups": [
            {"scorecard_id": card, "group_id": group, "axis": axis}
            for card in CARDS
            for group, axis in (("who", "fit"), ("does", "engagement"))
        ],
        "scorecard_rules": [
            line
            for card in CARDS
            for line in (
                {**rule, "scorecard_id": card, "rule_id": "large", "operator": ">=", "value": "50", "points": "20",
                 "description": MARKUP},
                {**rule, "scorecard_id": card, "rule_id": "huge", "operator": ">=", "value": "90", "points": "-5",
                 "description": "Ninety or more"},
                {"scorecard_id": card, "rule_id": "visit", "group_id": "does", "rule_type": "event", "subject": "visit",
                 "points": "10", "award": "each", "window_days": "30", "max_points": "30", "description": "Visited"},
            )
        ],
        "scorecard_tiers": [
            {"scorecard_id": card, "axis": "score", "tier": tier, "lower_bound": bound}
            for card in CARDS
            for tier, bound in ((TIER, "25"), ("warm", "10"), ("cold", ""))
        ],
    }  # fmt: skip


def world(leads: int = 160) -> World:
    """Leads of two spans: later ones convert four times as often."""
    chance = random.Random(6)
    rows, events, conversions = [], [], []
    for place in range(leads):
        lead = HOSTILE_LEAD if place == 0 else f"L{place:03d}"
        size = 80 if place == 0 else chance.randrange(100)
        rows.append({"lead_id": lead, "created_at": datetime(2026, 1, 1, 8), "size": size})
        for day in chance.sample(range(120), chance.randrange(5)):
            at = datetime(2026, 1, 10, 12) + timedelta(days=day)
            events.append({"event_id": f"e{len(events)}", "lead_id": lead, "event_type": "visit", "occurred_at": at})
        late = chance.random() < 0.8
        if chance.random() < (0.75 if size >= 50 else 0.35):
            at = datetime(2026, 4, 2 if late else 1, 9) + timedelta(days=chance.randrange(20) - (0 if late else 50))
            conversions.append({"lead_id": lead, "converted_at": at})
    return World(leads=rows, events=events, conversions=conversions, lead_types={"size": "number"})


def build(project: ScoringProject) -> None:
    """Score the world and replay it, with a challenger."""
    project.write(world())
    challenger = {
        "scorecard_rules": [
            {**line, "points": "40"} if line["rule_id"] == "large" else line
            for line in tables()["scorecard_rules"]
            if line["scorecard_id"] == "ranking"
        ]
    }
    project.run(
        tables(), SCORING_DATE,
        replay_dates=[str(day) for day in DAYS], horizon_days=HORIZON, baseline_to=str(DAYS[2]), challenger=challenger,
    )  # fmt: skip
