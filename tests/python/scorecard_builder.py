"""Scorecard tables as small as a case needs them: a correct line of each kind, of which a case changes some cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Cells = Mapping[str, str | None]
Tables = dict[str, list[Cells]]

SCORECARD: Cells = {"scorecard_id": "good"}
FIT_GROUP: Cells = {"scorecard_id": "good", "group_id": "job", "axis": "fit"}
ENGAGEMENT_GROUP: Cells = {"scorecard_id": "good", "group_id": "web", "axis": "engagement"}
ATTRIBUTE_RULE: Cells = {
    "scorecard_id": "good", "rule_id": "director", "group_id": "job", "rule_type": "attribute",
    "subject": "job_title", "operator": "has_word", "value": "director", "points": "10",
}  # fmt: skip
REQUIRED_RULE: Cells = {**ATTRIBUTE_RULE, "rule_type": "required"}
EVENT_RULE: Cells = {
    "scorecard_id": "good", "rule_id": "visit", "group_id": "web", "rule_type": "event", "subject": "page_view",
    "points": "5",
}  # fmt: skip
ABSENCE_RULE: Cells = {**EVENT_RULE, "rule_type": "absence", "points": "-5"}
TIER: Cells = {"scorecard_id": "good", "axis": "score", "tier": "hot", "lower_bound": "50"}
REST_TIER: Cells = {**TIER, "tier": "cold", "lower_bound": None}
STAGE: Cells = {"stage_id": "known", "stage_rank": "1", "funnel_phase": "TOFU", "entry_type": "always"}
OVERRIDE: Cells = {"lead_id": "ann", "scorecard_id": "good", "points": "5", "starts_on": "2026-01-01"}

FILTER: Cells = {
    "filter_id": "scanner", "kind": "soon_after", "event_type": "email_open", "of_event_type": "email_sent",
    "seconds": "5",
}  # fmt: skip
TRIGGER: Cells = {"trigger_id": "hot", "scorecard_id": "good", "kind": "entered_tier", "value": "hot"}
TRACK: Cells = {"track_id": "learn", "track_rank": "1", "max_messages_per_week": "1"}


def good_card(scorecard_id: str = "good") -> Tables:
    """A correct scorecard with its groups, a rule on each axis and tiers on two of three axes."""
    lines: Tables = {
        "scorecards": [SCORECARD],
        "scorecard_groups": [FIT_GROUP, ENGAGEMENT_GROUP],
        "scorecard_rules": [ATTRIBUTE_RULE, EVENT_RULE],
        "scorecard_tiers": [
            TIER, REST_TIER,
            {**TIER, "axis": "fit", "tier": "A", "lower_bound": "10"}, {**REST_TIER, "axis": "fit", "tier": "B"},
        ],
    }  # fmt: skip
    return {table: [{**cells, "scorecard_id": scorecard_id} for cells in rows] for table, rows in lines.items()}


def together(parts: Iterable[Mapping[str, list[Cells]]]) -> Tables:
    """The lines of several sets of tables as one set."""
    tables: Tables = {}
    for part in parts:
        for table, lines in part.items():
            tables.setdefault(table, []).extend(lines)
    return tables
