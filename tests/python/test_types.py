"""One meaning whatever the type: the same data as typed columns, as text and as CSV give the same scores."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from installer import project_with_signals
from project import OUTPUTS, BuildError, ScoringProject, write_parquet
from reference import NO, YES, Result, Row, Tables
from scorecard_builder import ATTRIBUTE_RULE, EVENT_RULE, OVERRIDE, REQUIRED_RULE, Cells, good_card
from test_against_reference import comparable

SCORING_DATE = date(2026, 6, 30)
COMPARED = ("ledger", "scores", "stages", "audit", "trace", "activities")
TYPES = {
    "leads": {
        "lead_id": "double", "created_at": "date", "account_id": "decimal(18, 2)", "is_partner": "boolean",
        "employees": "bigint", "revenue": "decimal(18, 2)", "ratio": "double", "zip_code": "varchar",
        "trial_ends_on": "date", "last_call_at": "timestamp",
    },
    "events": {
        "event_id": "bigint", "lead_id": "bigint", "event_type": "varchar", "occurred_at": "timestamp",
        "is_mobile": "boolean", "amount": "decimal(18, 2)",
    },
    "conversions": {"lead_id": "double", "converted_at": "timestamp"},
    "identities": {"alias_id": "double", "lead_id": "decimal(18, 2)", "linked_at": "date"},
}  # fmt: skip
# One rule each of these; whatever holds for a typed column is what holds.
CONDITIONS = {
    "is_partner": [("is_true", None), ("is_false", None), ("=", "true"), ("!=", "true"), ("in", "true|false")],
    "employees": [(">=", "200"), ("=", "200.0"), ("!=", "200"), ("in", "1|200"), ("not_in", "1|200"),
                  ("between", "2|200"), ("is_true", None), ("is_false", None), ("is_null", None)],
    "revenue": [("=", "7.5"), ("!=", "7.50"), ("<", "7.5"), ("in", "7.5|100"), ("is_true", None)],
    "ratio": [("=", "0.25"), (">", "0.1"), ("in", "1|0.25"), ("!=", "1")],
    "zip_code": [("=", "1234"), ("=", "01234"), ("!=", "01234"), ("in", "01234|x"), ("starts_with", "0")],
    "trial_ends_on": [("=", "2026-07-01"), ("!=", "2026-07-01"), ("<", "2026-07-01"), ("<=", "2026-07-01"),
                      ("between", "2026-06-30|2026-07-01"), ("in", "2026-07-01|2026-06-30")],
    "last_call_at": [("=", "2026-07-01"), ("!=", "2026-07-01"), (">", "2026-06-30"), ("<=", "2026-06-30"),
                     ("=", "2026-07-01 09:30"), ("between", "2026-06-30 09:30|2026-07-01")],
}  # fmt: skip
FOUND: Mapping[str, list[Any]] = {
    "is_partner": [True, False],
    "employees": [0, 1, 2, 199, 200, 201, 5000],
    "revenue": [Decimal(n) for n in ("0.00", "1.00", "7.50", "7.51", "100.00")],
    "ratio": [0.0, 0.1, 0.25, 1.0, 1e-7, 123456.5],
    "zip_code": ["01234", "1234", "01234 ", "D-01234"],
    "trial_ends_on": [date(2026, 6, 30), date(2026, 7, 1), date(2026, 7, 2)],
    "last_call_at": [datetime(2026, 7, 1, 9, 30), datetime(2026, 7, 1), datetime(2026, 6, 30, 9, 30),
                     datetime(2026, 6, 30, 23, 59, 59)],
    "is_mobile": [True, False],
    "amount": [Decimal(n) for n in ("0.00", "1.00", "2.50")],
}  # fmt: skip


def tables() -> Tables:
    rules: list[Cells] = [
        {**ATTRIBUTE_RULE, "rule_id": f"{subject} {operator} {value}", "subject": subject, "operator": operator,
         "value": value, "points": str(at)}
        for subject, conditions in CONDITIONS.items()
        for at, (operator, value) in enumerate(conditions, start=1)
    ]  # fmt: skip
    rules += [
        {**EVENT_RULE, "rule_id": f"{column} {operator} {value}", "subject": "visit", "property": column,
         "operator": operator, "value": value, "award": "each", "points": "1000"}
        for column, operator, value in (
            ("is_mobile", "is_true", None), ("is_mobile", "is_false", None), ("is_mobile", "=", "false"),
            ("amount", "=", "2.5"), ("amount", "is_true", None), ("amount", ">", "1"),
        )
    ]  # fmt: skip
    rules.append({**REQUIRED_RULE, "rule_id": "partners", "subject": "is_partner", "operator": "is_true", "value": None,
                  "points": None})  # fmt: skip
    override = {**OVERRIDE, "lead_id": "7", "points": "0.5"}
    stages = [{"stage_id": "customer", "stage_rank": "1", "entry_type": "conversion"}]
    return {**good_card(), "scorecard_rules": rules, "score_overrides": [override], "lifecycle_stages": stages}


def random_rows(random: Random) -> dict[str, list[Row]]:
    """Leads of numbers; some are linked to others, and not all of everything is known."""

    def found(name: str) -> Any:
        return None if random.random() < 0.2 else random.choice(FOUND[name])

    def day() -> datetime:
        return datetime(2026, 6, 30) - timedelta(days=random.choice([0, 1, 5, 40]), hours=random.choice([0, 1, 7]))

    leads = [
        {"lead_id": at, "created_at": day().date(), "account_id": Decimal(random.choice([7, 77])),
         **{name: found(name) for name in CONDITIONS}}
        for at in range(1, 25)
    ]  # fmt: skip
    return {
        "leads": leads,
        "events": [
            {"event_id": at, "lead_id": random.randint(1, 30), "event_type": "visit", "occurred_at": day(),
             "is_mobile": found("is_mobile"), "amount": found("amount")}
            for at in range(120)
        ],
        "conversions": [{"lead_id": at, "converted_at": day()} for at in random.sample(range(1, 25), 5)],
        "identities": [{"alias_id": at, "lead_id": at - 20, "linked_at": day().date()} for at in (24, 27, 28, 29)],
    }  # fmt: skip


def as_text(value: Any, random: Random, ids_have_fractions: bool = False) -> str | None:
    """A value as somebody writes it; yes and no in any words."""
    match value:
        case None:
            return None
        case bool():
            return random.choice([str.upper, str.lower, str.title])(random.choice(YES if value else NO))
        case int() if ids_have_fractions:
            return f"{value}.0"
        case Decimal() if value == value.to_integral() and not ids_have_fractions:
            return str(int(value))
        case _:
            return str(value)


def is_id(column: str) -> bool:
    return column.endswith("_id")


Place = Callable[[ScoringProject, dict[str, list[Row]], Random], dict[str, Any]]


def as_parquet(project: ScoringProject, rows: dict[str, list[Row]], random: Random) -> dict[str, Any]:
    for name, path in project.inputs.items():
        write_parquet(path, rows[name], TYPES[name])
    return dict(project.inputs)


def as_relations(project: ScoringProject, rows: dict[str, list[Row]], random: Random) -> dict[str, Any]:
    return {
        name: project.warehouse.create(name, types, [[row[column] for column in types] for row in rows[name]])
        for name, types in TYPES.items()
    }


def as_texts(project: ScoringProject, rows: dict[str, list[Row]], random: Random) -> dict[str, Any]:
    return {
        name: project.warehouse.create(
            name,
            dict.fromkeys(types, "varchar"),
            [[as_text(row[column], random) for column in types] for row in rows[name]],
        )
        for name, types in TYPES.items()
    }


def as_numbers(project: ScoringProject, rows: dict[str, list[Row]], random: Random) -> dict[str, Any]:
    """Yes and no are 1 and 0."""
    types = {
        name: {column: "double" if kind == "boolean" else kind for column, kind in columns.items()}
        for name, columns in TYPES.items()
    }
    for name, path in project.inputs.items():
        write_parquet(path, rows[name], types[name])
    return dict(project.inputs)


def as_csv(project: ScoringProject, rows: dict[str, list[Row]], random: Random) -> dict[str, Any]:
    """Ids of one file have a point and a zero, as pandas writes a column with gaps."""
    files = {}
    for name, types in TYPES.items():
        files[name] = project.directory / f"{name}.csv"
        has_fractions = random.random() < 0.5
        with files[name].open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(types)
            for row in rows[name]:
                writer.writerow([as_text(row[column], random, is_id(column) and has_fractions) for column in types])
    return files


PLACES: dict[str, Place] = {
    "relations": as_relations, "texts": as_texts, "numbers": as_numbers, "csv": as_csv,
}  # fmt: skip


@pytest.mark.random
@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles"])
def test_the_same_data_give_the_same_scores_whatever_their_types(
    project: ScoringProject, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    monkeypatch.setattr(project, "models", [OUTPUTS[table] for table in COMPARED])
    random = Random()
    seed = random.randrange(10**6)
    random.seed(seed)
    rows = random_rows(random)
    results = {
        name: score(project, place(project, rows, random), zone)
        for name, place in {"parquet": as_parquet, **PLACES}.items()
        if name != "csv" or project.warehouse.reads_files
    }
    for name, result in results.items():
        for table in COMPARED:
            ours, theirs = (comparable(getattr(one, table)) for one in (result, results["parquet"]))
            assert ours == theirs, f"{table} of {name} as of parquet, seed {seed}"
    assert len({row["rule_id"] for row in results["parquet"].ledger}) > 30


def score(project: ScoringProject, places: Mapping[str, Any], zone: str) -> Result:
    written = tables()
    project.build(
        **{name: [dict(line) for line in lines] for name, lines in written.items()},
        **places,
        scoring_date=str(SCORING_DATE),
        timezone=zone,
    )
    return Result(**{table: project.rows(f"select * from {OUTPUTS[table]}") for table in COMPARED})


SIGNALS = """
signals:
  - {name: partner, on: leads, when: is_true(is_partner)}
  - {name: no_partner, on: leads, when: is_false(is_partner)}
  - {name: mobile, on: events, when: event_type = 'visit' and is_true(is_mobile)}
  - {name: plain, on: leads, when: is_partner}
"""


@pytest.fixture(scope="module")
def project_with_answers(
    tmp_path_factory: pytest.TempPathFactory, new_project: Callable[..., ScoringProject]
) -> ScoringProject:
    directory = tmp_path_factory.mktemp("answers")
    (directory / "answers.yml").write_text(SIGNALS, encoding="utf-8")
    project = new_project(directory, root=project_with_signals(directory / "installer", directory / "answers.yml"))
    project.models = ["lead_scores"]
    return project


@pytest.mark.parametrize("place", ["parquet", *PLACES])
def test_signals_ask_for_yes_and_no_in_any_column(project_with_answers: ScoringProject, place: str) -> None:
    project, random = project_with_answers, Random(7)
    if place == "csv" and not project.warehouse.reads_files:
        pytest.skip("reads no files")
    rows = random_rows(random)
    rules: list[Cells] = [
        {"scorecard_id": "good", "rule_id": name, "group_id": "job", "rule_type": "attribute",
         "subject": f"signal:{name}", "points": points}
        for name, points in (("partner", "1"), ("no_partner", "10"))
    ] + [{**EVENT_RULE, "subject": "signal:mobile", "points": "100"}]  # fmt: skip
    settings = {
        **{name: [dict(line) for line in lines] for name, lines in good_card().items()},
        **{"parquet": as_parquet, **PLACES}[place](project, rows, random),
        "scorecard_rules": rules, "scoring_date": str(SCORING_DATE),
    }  # fmt: skip
    project.build(**{**settings, "identities": None})
    found = {row["lead_id"]: int(row["score"]) for row in project.rows("select lead_id, score from lead_scores")}
    mobile = {row["lead_id"] for row in rows["events"] if row["is_mobile"]}
    assert found == {
        str(row["lead_id"]): {True: 1, False: 10, None: 0}[row["is_partner"]] + 100 * (row["lead_id"] in mobile)
        for row in rows["leads"]
    }
    if place in ("texts", "numbers"):
        refused = r"takes the column is_partner of leads, which is .*, for yes or no\..* Allowed: is_true\(is_partner\)"
        with pytest.raises(BuildError, match=refused):
            project.build(**{**settings, "scorecard_rules": [{**rules[0], "subject": "signal:plain"}]})
