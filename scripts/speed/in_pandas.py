"""The scorecard in pandas, one query a rule, as one writes it in a notebook with some care for memory."""

from __future__ import annotations

import time

import duckdb
import numpy as np
import pandas as pd

from speed.scorecard import Rule, read

EVENTS = "select * replace (value::double as value) from bench.events"
LEADS = "select * replace (annual_revenue::double as annual_revenue) from bench.leads"


def score(connection: duckdb.DuckDBPyConnection, scoring_date: str) -> tuple[float, str]:
    """Score all leads into `bench.by_pandas`; return the seconds that it took, and the table's name."""
    card = read(connection)
    begin = time.perf_counter()
    day = pd.Timestamp(scoring_date)
    leads = connection.execute(LEADS).to_arrow_table().to_pandas()
    leads = leads[leads.created_at < day + pd.Timedelta(days=1)].reset_index(drop=True)
    leads["age"] = (day - leads.created_at.dt.normalize()).dt.days

    events = connection.execute(EVENTS).to_arrow_table().to_pandas(split_blocks=True, self_destruct=True)
    events = events[events.occurred_at < day + pd.Timedelta(days=1)].drop_duplicates("event_id")
    # Numbers instead of texts where texts repeat: what is grouped by, and what is filtered by most.
    events["lead"] = pd.Index(leads.lead_id).get_indexer(events.lead_id)
    events["event_type"] = events.event_type.astype("category")
    events["age"] = (day - events.occurred_at.dt.normalize()).dt.days
    events = events.loc[events.lead >= 0, ["lead", "event_type", "page_path", "asset", "campaign", "value", "age"]]

    totals = {}
    for group in card.groups:
        total = pd.Series(0.0 if group.combine == "sum" else -np.inf, index=leads.index)
        for rule in card.rules_of(group):
            fired = points(rule, leads, events)
            if group.combine == "sum":
                total = total.add(fired, fill_value=0.0)
            else:
                total.loc[fired.index] = np.maximum(total.loc[fired.index], fired)
        totals[group.group_id] = total.replace(-np.inf, 0.0).clip(group.min_points, group.max_points)
    result = pd.DataFrame({"lead_id": leads.lead_id, "score": sum(totals.values())})
    result["score"] = result.score.clip(card.min_score, card.max_score)
    connection.register("result", result)
    connection.execute("create or replace table bench.by_pandas as select * from result")
    return time.perf_counter() - begin, "by_pandas"


def points(rule: Rule, leads: pd.DataFrame, events: pd.DataFrame) -> pd.Series:
    """The points of the leads for which a rule fires, by their place in the frame of leads."""
    if rule.rule_type in ("attribute", "required"):
        return pd.Series(rule.points, index=leads.index[holds(leads[rule.subject], rule)])

    counted = matching(rule, rule.subject, events)
    if rule.rule_type == "absence":
        blamed = leads.index[leads.age >= rule.window_days].difference(counted.lead)
        if rule.given_subject:
            given = matching(rule, rule.given_subject, events).groupby("lead").size()
            blamed = blamed.intersection(given.index[given >= rule.given_min_count])
        return pd.Series(rule.points, index=blamed)

    if rule.max_per_day:
        days = counted.groupby(["lead", "age"]).size().clip(upper=rule.max_per_day).rename("n").reset_index()
    else:
        days = counted[["lead", "age"]].assign(n=1)
    if rule.award == "each":
        by_lead = days.assign(left=days.n * left(rule, days.age)).groupby("lead")
        times, count = by_lead.left.sum(), by_lead.n.sum()
    else:
        by_lead = days.groupby("lead")
        times, count = left(rule, by_lead.age.min()), by_lead.n.sum()
    times = times[(count >= rule.min_count) & (count <= rule.max_count)]
    raw = (rule.points * times).clip(-rule.max_points, rule.max_points)
    return np.sign(raw) * np.floor(raw.abs() * 100 + 0.5 + 1e-9) / 100


def matching(rule: Rule, subject: str, events: pd.DataFrame) -> pd.DataFrame:
    """The events that a rule looks at."""
    found = events[events.event_type == subject]
    if rule.property and subject == rule.subject:
        found = found[holds(found[rule.property], rule)]
    return found[found.age < rule.window_days] if rule.window_days else found


def left(rule: Rule, age: pd.Series) -> pd.Series:
    """The part of the points that is left at an age."""
    if rule.half_life_days:
        return 0.5 ** (age / rule.half_life_days)
    if rule.decay_percent:
        return (1 - rule.decay_percent / 100 * (age // rule.decay_every_days)).clip(lower=0)
    return pd.Series(1.0, index=age.index)


def holds(column: pd.Series, rule: Rule) -> pd.Series:
    """Where the condition of a rule holds; not where nothing is known."""
    match rule.operator:
        case "=":
            found = column == rule.value
        case "in":
            found = column.isin(rule.values())
        case "contains":
            found = column.str.lower().str.contains("|".join(rule.values()))
        case "starts_with":
            found = column.str.startswith(tuple(rule.values()))
        case "has_word":
            found = column.str.lower().str.contains(rf"\b(?:{'|'.join(rule.values())})\b")
        case "between":
            found = column.between(float(rule.values()[0]), float(rule.values()[1]))
        case ">=":
            found = column >= float(rule.value)
        case ">":
            found = column > float(rule.value)
        case "is_true":
            found = column
        case _:
            raise ValueError(f"no pandas for the operator {rule.operator}")
    return found.fillna(False).astype(bool)
