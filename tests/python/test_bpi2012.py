"""A scorecard written before anybody looked at outcomes, on the loan applications of BPI Challenge 2012.

What the data are, how the scorecard was written and what came out stands in tests/real_data/bpi2012/README.md; its
table is the record that the figures are compared with.
"""

from __future__ import annotations

import csv
import gzip
import os
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from math import sqrt
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from project import OUTPUTS, ROOT, ScoringProject
from reference import Result, Row, Tables, World, rounded, score
from sklearn.metrics import roc_auc_score

CASE = ROOT / "tests" / "real_data" / "bpi2012"
SHARED_DATA = Path(os.environ.get("LEAD_SCORING_SHARED_DATA", ROOT.parent / "shared" / "data"))
DATA = SHARED_DATA / "bpi2012"
SCORING_DATE = date(2012, 2, 1)
TIMEZONE = "Europe/Amsterdam"

# What decides an application, either way: the answer itself, so no rule may look at it.
DECISIONS = {
    "A_APPROVED", "A_REGISTERED", "A_ACTIVATED", "O_ACCEPTED", "A_DECLINED", "A_CANCELLED", "O_DECLINED",
}  # fmt: skip
# A change of the contract, which only an approved application has.
AFTER_APPROVAL = {"W_Wijzigen contractgegevens"}

pytestmark = pytest.mark.skipif(
    not DATA.is_dir(),
    reason=f"the data of BPI Challenge 2012 is not beside the checkout: no folder {DATA}"
    " (LEAD_SCORING_SHARED_DATA names the folder that holds bpi2012)",
)


@pytest.fixture(scope="module")
def world() -> World:
    """The three files as the reference reads them."""
    return World(
        leads=[
            {
                "lead_id": row["contact_id"],
                "created_at": datetime.fromisoformat(row["created_at"]),
                "amount_requested": Decimal(row["amount_requested"]),
            }
            for row in data_rows("contacts")
        ],
        events=[
            {
                "event_id": row["event_id"],
                "lead_id": row["contact_id"],
                "event_type": row["event_type"],
                "occurred_at": datetime.fromisoformat(row["occurred_at"]),
            }
            for row in data_rows("events")
        ],
        conversions=[
            {"lead_id": row["contact_id"], "converted_at": datetime.fromisoformat(row["converted_at"])}
            for row in data_rows("conversions")
        ],
        lead_types={"lead_id": "text", "created_at": "timestamp", "amount_requested": "number"},
        event_types={"event_id": "text", "lead_id": "text", "event_type": "text", "occurred_at": "timestamp"},
    )


@pytest.fixture(scope="module")
def tables() -> Tables:
    return {path.stem: list(csv.DictReader(path.read_text().splitlines())) for path in CASE.glob("*.csv")}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """What `dbt build` makes of the variables in vars.yml."""
    project = ScoringProject(tmp_path_factory.mktemp("bpi2012"))
    project.invoke("build", variables=variables())
    return Result(**{name: project.rows(f"select * from {table}") for name, table in OUTPUTS.items()})


def variables() -> dict[str, Any]:
    """vars.yml, whose paths start in the checkout, for a run that starts anywhere."""
    written: dict[str, Any] = yaml.safe_load((CASE / "vars.yml").read_text())
    for name, value in written.items():
        if str(value).endswith(".csv.gz"):
            written[name] = str(DATA / Path(value).name)
        elif str(value).endswith(".csv"):
            written[name] = str(ROOT / value)
    return written


def data_rows(name: str) -> Iterator[dict[str, str]]:
    with gzip.open(DATA / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


# -- the scorecard ----------------------------------------------------------------------------------------------------


def test_no_rule_looks_at_the_answer(tables: Tables) -> None:
    activities = {subject.partition("|")[0] for subject in subjects(tables)}
    assert activities.isdisjoint(DECISIONS | AFTER_APPROVAL)


def test_every_subject_is_in_the_data(world: World, tables: Tables) -> None:
    """A misspelt event type would never match, in silence."""
    assert subjects(tables) <= {event["event_type"] for event in world.events}


def subjects(tables: Tables) -> set[str]:
    """The event types that rules look at."""
    rules = [rule for rule in tables["scorecard_rules"] if rule["rule_type"] in ("event", "absence")]
    return {subject for rule in rules for subject in (rule["subject"], rule["given_subject"]) if subject}


# -- the books --------------------------------------------------------------------------------------------------------


def test_every_row_is_accounted_for(built: Result, world: World) -> None:
    audited: Counter[str] = Counter()
    for row in built.audit:
        audited[row["input"]] += row["row_count"]
    assert audited["leads"] == len(world.leads) == 13_087
    assert audited["events"] == len(world.events) == 262_200
    assert audited["conversions"] == len(world.conversions) == 2_246


def test_every_ledger_adds_up_to_its_score(built: Result) -> None:
    balances: Counter[str] = Counter()
    for entry in built.ledger:
        balances[entry["lead_id"]] += entry["points"]
    assert {row["lead_id"]: row["score"] for row in built.scores} == {
        row["lead_id"]: balances[row["lead_id"]] for row in built.scores
    }


def test_every_entry_is_the_reference_s(built: Result, world: World, tables: Tables) -> None:
    theirs = score_in_batches(world, tables)
    assert differences(without_free_words(built.ledger), without_free_words(theirs.ledger)) == []
    assert differences(built.scores, theirs.scores, "top_reasons") == []
    assert differences(built.tiers, theirs.tiers) == []
    assert differences(built.stages, theirs.stages) == []
    assert differences(built.audit, theirs.audit, "example") == []


def score_in_batches(world: World, tables: Tables, size: int = 100) -> Result:
    """The reference looks through all leads for each of them, so it gets a few at a time.

    Scores of different leads have nothing to do with each other, but for the rank and the percentile.
    """
    whole = Result()
    row_counts: Counter[tuple[str, str]] = Counter()
    events, conversions = by_lead(world.events), by_lead(world.conversions)
    for start in range(0, len(world.leads), size):
        leads = world.leads[start : start + size]
        batch = World(
            leads=leads,
            events=[event for lead in leads for event in events.get(lead["lead_id"], [])],
            conversions=[row for lead in leads for row in conversions.get(lead["lead_id"], [])],
            lead_types=world.lead_types,
            event_types=world.event_types,
        )
        part = score(batch, tables, {}, SCORING_DATE, timezone=TIMEZONE)
        whole.ledger += part.ledger
        whole.scores += part.scores
        whole.tiers += part.tiers
        whole.stages += part.stages
        row_counts.update({(row["input"], row["reason"]): row["row_count"] for row in part.audit})
    best_first = sorted(-row["score"] for row in whole.scores)
    for tier, row in zip(whole.tiers, whole.scores, strict=True):
        tier["score_rank"] = 1 + bisect_left(best_first, -row["score"])
        no_higher = len(best_first) - bisect_left(best_first, -row["score"])
        tier["score_percentile"] = rounded(Decimal(100 * no_higher) / len(best_first))
    whole.audit = [
        {"input": name, "reason": reason, "row_count": count} for (name, reason), count in row_counts.items()
    ]
    return whole


def by_lead(rows: list[Row]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row["lead_id"], []).append(row)
    return grouped


def without_free_words(ledger: list[Row]) -> list[Row]:
    """The contract's columns; what an entry of a limit says in words is free."""
    return [
        {name: cell for name, cell in entry.items() if name != "axis"}
        | ({} if entry["entry_type"] == "rule" else {"description": None})
        for entry in ledger
    ]


def differences(ours: list[Row], theirs: list[Row], leave_out: str = "") -> list[tuple[str, Any]]:
    """The first rows that only one side has: a diff of all of them would take minutes."""
    ours_counted, theirs_counted = (
        Counter(tuple((name, row[name]) for name in sorted(row) if name != leave_out) for row in rows)
        for rows in (ours, theirs)
    )
    only_ours = [("only ours", row) for row in ours_counted - theirs_counted]
    only_theirs = [("only theirs", row) for row in theirs_counted - ours_counted]
    return only_ours[:3] + only_theirs[:3]


# -- what became of the leads -----------------------------------------------------------------------------------------


def test_stages_tell_which_leads_are_open(built: Result, world: World) -> None:
    stages = {row["lead_id"]: row["stage_id"] for row in built.stages}
    assert {lead for lead, stage in stages.items() if stage in ("applicant", "offered")} == open_leads(world)


def test_readme_states_what_came_out(built: Result, world: World) -> None:
    still_open, converted = open_leads(world), {row["lead_id"] for row in world.conversions}
    table = []
    for tier in ("hot", "warm", "cold"):
        leads = {row["lead_id"] for row in built.tiers if row["tier"] == tier}
        table.append(table_line(tier, len(leads), len(leads & still_open), len(leads & still_open & converted)))
    scored = {row["lead_id"] for row in built.tiers}
    table.append(table_line("all", len(scored), len(scored & still_open), len(scored & still_open & converted)))
    readme = (CASE / "README.md").read_text(encoding="utf-8").splitlines()
    assert [line for line in readme if line.startswith(("| hot", "| warm", "| cold", "| all"))] == table


def test_score_ranks_the_open_leads(built: Result, world: World) -> None:
    """The area under the ROC curve: how often a lead that converted had more points than one that did not."""
    still_open, converted = open_leads(world), {row["lead_id"] for row in world.conversions}
    scores = [(row["score"], row["lead_id"] in converted) for row in built.scores if row["lead_id"] in still_open]
    won = [points for points, has_converted in scores if has_converted]
    lost = [points for points, has_converted in scores if not has_converted]
    pairs = [1 if ours > theirs else 0.5 if ours == theirs else 0 for ours in won for theirs in lost]
    assert round(sum(pairs) / len(pairs), 3) == 0.732


def open_leads(world: World) -> set[str]:
    """The leads that existed and were not decided when the scoring date ended. A conversion of theirs came later."""
    decided = {
        event["lead_id"]
        for event in world.events
        if event["event_type"].partition("|")[0] in DECISIONS and day(event["occurred_at"]) <= SCORING_DATE
    }
    return {lead["lead_id"] for lead in world.leads if day(lead["created_at"]) <= SCORING_DATE} - decided


def day(moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(TIMEZONE)).date()


def table_line(tier: str, leads: int, still_open: int, converted: int) -> str:
    """A line of the README's table: the conversion rate comes with Wilson's 95 % interval."""
    z, rate = 1.959964, converted / still_open
    middle = (rate + z**2 / (2 * still_open)) / (1 + z**2 / still_open)
    reach = z * sqrt(rate * (1 - rate) / still_open + z**2 / (4 * still_open**2)) / (1 + z**2 / still_open)
    return (
        f"| {tier} | {leads} | {still_open} | {converted} "
        f"| {100 * rate:.1f} % | {100 * (middle - reach):.1f} – {100 * (middle + reach):.1f} % |"
    )


# -- replayed days ----------------------------------------------------------------------------------------------------

REPLAYED = [date(2011, 11, 15), date(2011, 12, 15), date(2012, 1, 15), SCORING_DATE]
HORIZON = 14


def test_performance_on_replayed_days_is_scikit_learn_s(tmp_path: Path, world: World) -> None:
    project = ScoringProject(tmp_path)
    replay = {"lead_scoring__replay_dates": [str(day) for day in REPLAYED], "lead_scoring__horizon_days": HORIZON}
    project.invoke("run", variables=variables() | replay)
    first: dict[str, date] = {}
    for row in sorted(world.conversions, key=lambda row: row["converted_at"], reverse=True):
        first[row["lead_id"]] = day(row["converted_at"])
    scores: dict[str, list[tuple[bool, float]]] = {}
    for row in project.rows("select * from lead_score_replay"):
        scored_on, converted_on = row["scoring_date"], first.get(row["lead_id"], date.max)
        if converted_on > scored_on and scored_on + timedelta(days=HORIZON) <= SCORING_DATE:
            observed = (converted_on <= scored_on + timedelta(days=HORIZON), float(row["score"]))
            for period in (str(scored_on), "all days"):
                scores.setdefault(period, []).append(observed)
    rows = {row["period"]: row for row in project.rows("select * from scorecard_performance")}
    assert rows.keys() == scores.keys() | {str(SCORING_DATE)}
    for period, observations in scores.items():
        converted, points = zip(*observations, strict=True)
        row = rows[period]
        assert (row["leads"], row["converted"]) == (len(points), sum(converted))
        assert row["auc"] == pytest.approx(roc_auc_score(converted, points), abs=1e-9)
        assert row["auc_low"] < row["auc"] < row["auc_high"]
    last = rows[str(SCORING_DATE)]
    assert (last["leads"], last["auc"]) == (0, None) and last["censored"] > 0
    verdicts = {row["verdict"] for row in project.rows("select verdict from rule_performance")}
    assert len(verdicts) > 1
