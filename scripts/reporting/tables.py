"""What the report shows, read from published tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from reporting.source import Row, Source

# One row a table's figure; challengers have their own section.
QUERIES = {
    "scored": (
        "select scorecard_id, scoring_date, count(*) as leads from {lead_scores}"
        " group by scorecard_id, scoring_date order by scorecard_id"
    ),
    "performance": "select * from {scorecard_performance} order by scorecard_id, scoring_date",
    "tiers": "select * from {scorecard_tier_performance} where period = 'all days' order by scorecard_id, tier_rank",
    "deciles": "select * from {score_calibration} where period = 'all days' order by scorecard_id, decile",
    "curve": "select * from {score_curve} order by scorecard_id, is_disqualified, score desc",
    "rules": "select * from {rule_performance} order by scorecard_id, information_value desc, rule_id",
    "stability": "select * from {scorecard_stability} order by scorecard_id, measure, drift desc, rule_id",
    "flows": """
        with placed as (
            select
                scorecard_id,
                scoring_date,
                tier,
                tier_rank,
                lag(tier) over (partition by scorecard_id, lead_id order by scoring_date) as tier_before,
                lag(tier_rank) over (partition by scorecard_id, lead_id order by scoring_date) as tier_rank_before
            from {lead_score_replay}
            where tier is not null
        )
        select scorecard_id, scoring_date, tier, tier_rank, tier_before, tier_rank_before, count(*) as leads
        from placed
        group by scorecard_id, scoring_date, tier, tier_rank, tier_before, tier_rank_before
        order by scorecard_id, scoring_date, tier_rank, tier_rank_before
    """,
    "learned": "select * from {learned_scorecard} order by group_id desc, rule_id",
    "bins": "select * from {learned_scorecard_bins} order by feature_id, bin_number",
    "learned_tiers": "select * from {learned_scorecard_tiers} order by conversion_rate desc",
    "leaks": "select * from {learned_scorecard_leaks} order by auc desc, subject",
    "comparison": "select * from {scorecard_performance_comparison} order by scorecard_id, scoring_date",
    "capacity": "select * from {scorecard_tier_capacity} order by scorecard_id, tier_rank",
    "scorecard_tier_moves": "select * from {scorecard_tier_moves} where period = 'all days' order by scorecard_id",
    "rule_moves": "select * from {rule_moves} order by scorecard_id, lead_days_changed desc, description",
}

# The leads that are told of, one row a scorecard and lead: the most surprising, the most moved, and who was asked for.
CHOSEN = """
    with
    missed as (
        select scorecard_id, lead_id, min(score) as measure, min(converted_on) as converted_on
        from {lead_missed_conversions}
        group by scorecard_id, lead_id
    ),
    alarms as (
        select scorecard_id, lead_id, max(score) as measure
        from {lead_false_alarms}
        group by scorecard_id, lead_id
    ),
    steps as (
        select
            scorecard_id,
            lead_id,
            score - lag(score) over (partition by scorecard_id, lead_id order by scoring_date) as step
        from {lead_score_replay}
    ),
    movers as (
        select scorecard_id, lead_id, max(abs(step)) as measure
        from steps
        where step <> 0
        group by scorecard_id, lead_id
    ),
    asked as (
        select distinct scorecard_id, lead_id
        from {lead_score_replay}
        where lead_id in (<asked>)
    ),
    ranked as (
        select
            scorecard_id, lead_id, 2 as type_rank, 'missed' as kind, converted_on, measure,
            row_number() over (partition by scorecard_id order by measure, lead_id) as place
        from missed
        union all
        select
            scorecard_id, lead_id, 3, 'alarm', null, measure,
            row_number() over (partition by scorecard_id order by measure desc, lead_id)
        from alarms
        union all
        select
            scorecard_id, lead_id, 4, 'mover', null, measure,
            row_number() over (partition by scorecard_id order by measure desc, lead_id)
        from movers
        union all
        select scorecard_id, lead_id, 1, 'asked', null, null, 0
        from asked
    ),
    firsts as (
        select
            ranked.*,
            row_number() over (partition by scorecard_id, lead_id order by type_rank) as repetition
        from ranked
        where place <= <limit>
    ),
    chosen as (
        select scorecard_id, lead_id, kind, type_rank, place, converted_on, measure from firsts where repetition = 1
    )
"""
STORIES = {
    "chosen": "select * from chosen order by scorecard_id, type_rank, place, lead_id",
    "scores": """
        select replay.scorecard_id, replay.lead_id, replay.scoring_date, replay.score, replay.tier, replay.grade
        from {lead_score_replay} as replay
        inner join chosen on replay.scorecard_id = chosen.scorecard_id and replay.lead_id = chosen.lead_id
        order by replay.scorecard_id, replay.lead_id, replay.scoring_date
    """,
    "entries": """
        select
            ledger.scorecard_id, ledger.lead_id, ledger.scoring_date, ledger.entry_type, ledger.group_id,
            ledger.rule_id, ledger.description, ledger.points
        from {lead_score_replay_ledger} as ledger
        inner join chosen on ledger.scorecard_id = chosen.scorecard_id and ledger.lead_id = chosen.lead_id
        order by ledger.scorecard_id, ledger.lead_id, ledger.scoring_date, abs(ledger.points) desc, ledger.description
    """,
}


@dataclass(frozen=True)
class Step:
    """A replayed day of a lead, and what moved its score since the one before, most first."""

    day: date
    score: Decimal
    tier: str | None
    change: Decimal | None
    moved_by: Sequence[tuple[str, Decimal]]


@dataclass(frozen=True)
class Story:
    """A lead on a scorecard, why it is told of, and its scores from the first replayed day on."""

    lead_id: str
    kind: str
    converted_on: date | None
    steps: Sequence[Step]
    entries: Sequence[tuple[str, Decimal]]


@dataclass(frozen=True)
class Card:
    """What is known of a scorecard. Figures are of all replayed days together unless they have a day."""

    scorecard_id: str
    scoring_date: date | None
    lead_count: int
    overall: Row | None
    days: Sequence[Row]
    tables: dict[str, list[Row]]
    stories: Sequence[Story] = ()

    def __getitem__(self, table: str) -> list[Row]:
        return self.tables.get(table, [])


@dataclass(frozen=True)
class Report:
    """Everything the page is made of."""

    cards: Sequence[Card]
    tables: dict[str, list[Row]] = field(default_factory=dict)


def read_report(source: Source, leads: int = 4, asked: Sequence[str] = (), only: Sequence[str] = ()) -> Report:
    """Read everything.

    Args:
        source: where the tables are.
        leads: of how many leads of each kind it tells, for each scorecard.
        asked: leads that it tells of besides, by their ids.
        only: the scorecards that it is about; none: all.

    Raises:
        LookupError: there are no scores, no tables of a replay, or not the scorecards that are asked for.
    """
    missing = [name for name in ("lead_scores", "scorecard_performance", "score_curve") if not source.has(name)]
    if missing:
        raise LookupError(
            f"there is no table {missing[0]}: build the project first"
            + ("" if missing[0] == "lead_scores" else ", with days to replay (lead_scoring__replay_from)")
        )
    tables = {name: source.rows(query) if answers(source, query) else [] for name, query in QUERIES.items()}
    challengers = {
        row["challenger_id"] for row in (*tables["comparison"], *tables["capacity"], *tables["scorecard_tier_moves"])
    }
    scored = {row["scorecard_id"]: row for row in tables["scored"]}
    names = sorted(({row["scorecard_id"] for row in tables["performance"]} | set(scored)) - challengers)
    unknown = sorted(set(only) - set(names))
    if unknown or not names:
        raise LookupError(f"there is no scorecard {', '.join(unknown) or 'at all'}. Allowed: {', '.join(names)}")
    stories = read_stories(source, leads, asked, names)
    return Report([card_of(name, scored.get(name), tables, stories[name]) for name in only or names], tables)


def answers(source: Source, query: str) -> bool:
    """Whether all tables of a query are there; those of learning are not, unless it is asked for."""
    names = [part.split("}")[0] for part in query.split("{")[1:]]
    return all(source.has(name) for name in names)


def card_of(name: str, scored: Row | None, tables: dict[str, list[Row]], stories: Sequence[Story]) -> Card:
    of_card = {key: [row for row in rows if row.get("scorecard_id") == name] for key, rows in tables.items()}
    performance = of_card["performance"]
    return Card(
        scorecard_id=name,
        scoring_date=as_day(scored["scoring_date"]) if scored else None,
        lead_count=int(scored["leads"]) if scored else 0,
        overall=next((row for row in performance if row["period"] == "all days"), None),
        days=[row for row in performance if row["period"] != "all days"],
        tables=of_card,
        stories=stories,
    )


def read_stories(source: Source, leads: int, asked: Sequence[str], names: Iterable[str]) -> dict[str, list[Story]]:
    """The leads that are told of, by scorecard."""
    ids = ", ".join(source.literal(lead) for lead in asked) or "null"
    braces = ids.replace("{", "{{").replace("}", "}}")
    chosen = CHOSEN.replace("<limit>", str(leads)).replace("<asked>", braces)
    tables = {name: source.rows(chosen + query) for name, query in STORIES.items()}
    scores, entries = defaultdict(list), defaultdict(list)
    for row in tables["scores"]:
        scores[row["scorecard_id"], row["lead_id"]].append(row)
    for row in tables["entries"]:
        entries[row["scorecard_id"], row["lead_id"]].append(row)
    stories: dict[str, list[Story]] = {name: [] for name in names}
    for row in tables["chosen"]:
        key = row["scorecard_id"], row["lead_id"]
        if row["scorecard_id"] in stories:
            stories[row["scorecard_id"]].append(story(row, scores[key], entries[key]))
    return stories


def story(chosen: Row, scores: Sequence[Row], entries: Sequence[Row]) -> Story:
    """A lead's days, each with the entries whose points are others than on the day before."""
    points: dict[date, dict[tuple[Any, ...], tuple[str, Decimal]]] = defaultdict(dict)
    for row in entries:
        key = row["entry_type"], row["group_id"], row["rule_id"], row["description"]
        of_day = points[as_day(row["scoring_date"])]
        # There may be several overrides for one reason.
        so_far = of_day.get(key, ("", Decimal(0)))[1]
        of_day[key] = row["description"], so_far + as_decimal(row["points"])
    steps: list[Step] = []
    for row in scores:
        day, score = as_day(row["scoring_date"]), as_decimal(row["score"])
        before = steps[-1] if steps else None
        moved = moves(points[before.day], points[day]) if before else []
        steps.append(Step(day, score, row["tier"], score - before.score if before else None, moved))
    converted_on = chosen["converted_on"]
    return Story(
        lead_id=str(chosen["lead_id"]),
        kind=chosen["kind"],
        converted_on=as_day(converted_on) if converted_on is not None else None,
        steps=steps,
        entries=list(points[steps[-1].day].values()) if steps else [],
    )


def moves(
    before: dict[tuple[Any, ...], tuple[str, Decimal]], after: dict[tuple[Any, ...], tuple[str, Decimal]]
) -> list[tuple[str, Decimal]]:
    """Entries whose points changed, with the difference, the largest first."""
    nothing = "", Decimal(0)
    changes = [
        ((after.get(key) or before[key])[0], after.get(key, nothing)[1] - before.get(key, nothing)[1])
        for key in dict.fromkeys((*after, *before))
    ]
    return sorted((change for change in changes if change[1]), key=lambda change: -abs(change[1]))


def as_day(value: Any) -> date:
    """A day, also where a warehouse gives text or a time."""
    return value if type(value) is date else date.fromisoformat(str(value)[:10])


def as_decimal(value: Any) -> Decimal:
    """Points, exactly."""
    return value if isinstance(value, Decimal) else Decimal(str(value))
