"""The scorecard in polars, one lazy query a rule; polars runs all of them together."""

from __future__ import annotations

import time
from datetime import date, timedelta

import duckdb
import polars as pl

from speed.scorecard import Rule, read

EVENTS = "select * replace (value::double as value) from bench.events"
LEADS = "select * replace (annual_revenue::double as annual_revenue) from bench.leads"


def score(connection: duckdb.DuckDBPyConnection, scoring_date: str) -> tuple[float, str]:
    """Score all leads into `bench.by_polars`; return the seconds that it took, and the table's name."""
    card = read(connection)
    begin = time.perf_counter()
    day = date.fromisoformat(scoring_date)
    leads = (
        pl.from_arrow(connection.execute(LEADS).to_arrow_table())
        .filter(pl.col("created_at") < day + timedelta(days=1))
        .with_columns(age=(pl.lit(day) - pl.col("created_at").dt.date()).dt.total_days())
        .with_row_index("lead")
    )
    events = (
        pl.from_arrow(connection.execute(EVENTS).to_arrow_table())
        .lazy()
        .filter(pl.col("occurred_at") < day + timedelta(days=1))
        .unique("event_id")
        # A number is quicker to group by than a text.
        .join(leads.lazy().select("lead_id", "lead"), on="lead_id")
        .select(
            "lead", "event_type", "page_path", "asset", "campaign", "value",
            age=(pl.lit(day) - pl.col("occurred_at").dt.date()).dt.total_days(),
        )
        .collect()
    )  # fmt: skip

    queries = [points(rule, leads.lazy(), events.lazy()) for rule in card.rules]
    total = leads.lazy().select("lead", "lead_id")
    fired = dict(zip([rule.rule_id for rule in card.rules], pl.collect_all(queries)))
    for group in card.groups:
        parts = pl.concat([fired[rule.rule_id].lazy() for rule in card.rules_of(group)])
        combined = pl.col("points").sum() if group.combine == "sum" else pl.col("points").max()
        total = total.join(parts.group_by("lead").agg(combined.alias(group.group_id)), on="lead", how="left")
    sums = [pl.col(group.group_id).fill_null(0).clip(group.min_points, group.max_points) for group in card.groups]
    result = (
        total.select("lead_id", pl.sum_horizontal(sums).clip(card.min_score, card.max_score).alias("score"))
        .collect()
        .to_arrow()
    )
    connection.register("result", result)
    connection.execute("create or replace table bench.by_polars as select * from result")
    return time.perf_counter() - begin, "by_polars"


def points(rule: Rule, leads: pl.LazyFrame, events: pl.LazyFrame) -> pl.LazyFrame:
    """The query for the points of the leads for which a rule fires."""
    given_points = pl.lit(rule.points).alias("points")
    if rule.rule_type in ("attribute", "required"):
        return leads.filter(holds(pl.col(rule.subject), rule)).select("lead", given_points)

    counted = matching(rule, rule.subject, events)
    if rule.rule_type == "absence":
        blamed = leads.filter(pl.col("age") >= rule.window_days).join(counted, on="lead", how="anti")
        if rule.given_subject:
            given = matching(rule, rule.given_subject, events).group_by("lead").len()
            blamed = blamed.join(given.filter(pl.col("len") >= rule.given_min_count), on="lead", how="semi")
        return blamed.select("lead", given_points)

    n = pl.len()
    if rule.max_per_day:
        counted = counted.group_by("lead", "age").agg(n=pl.len().clip(upper_bound=int(rule.max_per_day)))
        n = pl.col("n").sum()
    if rule.award == "each" and left(rule, pl.col("age")) is not None:
        share = left(rule, pl.col("age"))
        times = ((pl.col("n") if rule.max_per_day else 1) * share).sum()
    elif rule.award == "each":
        times = n
    else:
        share = left(rule, pl.col("age").min())
        times = pl.lit(1.0) if share is None else share
    raw = (rule.points * pl.col("times")).clip(-rule.max_points, rule.max_points)
    return (
        counted.group_by("lead")
        .agg(times=times, count=n)
        .filter(pl.col("count") >= rule.min_count, pl.col("count") <= rule.max_count)
        .select("lead", points=raw.sign() * (raw.abs() * 100 + 0.5 + 1e-9).floor() / 100)
    )


def matching(rule: Rule, subject: str, events: pl.LazyFrame) -> pl.LazyFrame:
    """The query for the events that a rule looks at."""
    found = events.filter(pl.col("event_type") == subject)
    if rule.property and subject == rule.subject:
        found = found.filter(holds(pl.col(rule.property), rule))
    return found.filter(pl.col("age") < rule.window_days) if rule.window_days else found


def left(rule: Rule, age: pl.Expr) -> pl.Expr | None:
    """The part of the points that is left at an age; none: all of them, always."""
    if rule.half_life_days:
        return pl.lit(0.5) ** (age / rule.half_life_days)
    if rule.decay_percent:
        return (1 - rule.decay_percent / 100 * (age // rule.decay_every_days)).clip(lower_bound=0)
    return None


def holds(column: pl.Expr, rule: Rule) -> pl.Expr:
    """The condition of a rule; a filter passes over what is not known."""
    match rule.operator:
        case "=":
            return column == rule.value
        case "in":
            return column.is_in(rule.values())
        case "contains":
            return pl.any_horizontal(
                column.str.to_lowercase().str.contains(value, literal=True) for value in rule.values()
            )
        case "starts_with":
            return pl.any_horizontal(column.str.starts_with(value) for value in rule.values())
        case "has_word":
            return column.str.to_lowercase().str.contains(rf"\b(?:{'|'.join(rule.values())})\b")
        case "between":
            return column.is_between(float(rule.values()[0]), float(rule.values()[1]))
        case ">=":
            return column >= float(rule.value)
        case ">":
            return column > float(rule.value)
        case "is_true":
            return column
    raise ValueError(f"no polars for the operator {rule.operator}")
