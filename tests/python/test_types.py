"""One meaning whatever the type: the same data as typed columns, as text and as CSV give the same scores."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from installer import project_with_signals
from project import OUTPUTS, BuildError, ScoringProject, write_parquet
from reference import NO, YES, Result, Row, Tables, World
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


def tables(random: Random) -> Tables:
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
    override = {**OVERRIDE, "lead_id": random.choice(["7", "7.0"]), "points": "0.5"}
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


@pytest.mark.slow
@pytest.mark.random
@pytest.mark.parametrize("zone", ["UTC", pytest.param("America/Los_Angeles", marks=pytest.mark.slow)])
def test_the_same_data_give_the_same_scores_whatever_their_types(
    project: ScoringProject, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    monkeypatch.setattr(project, "models", [OUTPUTS[table] for table in COMPARED])
    random = Random()
    seed = random.randrange(10**6)
    random.seed(seed)
    rows = random_rows(random)
    results = {
        name: score(project, place(project, rows, random), random, zone)
        for name, place in {"parquet": as_parquet, **PLACES}.items()
        if name != "csv" or project.warehouse.reads_files
    }
    for name, result in results.items():
        for table in COMPARED:
            ours, theirs = (comparable(getattr(one, table)) for one in (result, results["parquet"]))
            assert ours == theirs, f"{table} of {name} as of parquet, seed {seed}"
    assert len({row["rule_id"] for row in results["parquet"].ledger}) > 30


def score(project: ScoringProject, places: Mapping[str, Any], random: Random, zone: str) -> Result:
    written = tables(random)
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


@pytest.mark.sampled(1)
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


@pytest.mark.parametrize("form", ["parquet", "relations", "csv"])
def test_what_is_no_number_is_unknown(project: ScoringProject, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    """NaN and infinity, in attributes and properties; a lead whose id is NaN is nobody."""
    monkeypatch.setattr(project, "models", ["lead_scores", "scoring_input_audit"])
    if form == "csv" and not project.warehouse.reads_files:
        pytest.skip("reads no files")
    numbers = {1: math.nan, 2: math.inf, 3: -math.inf, 4: None, 5: 11.0}
    types = {
        "leads": {"lead_id": "double", "created_at": "date", "ratio": "double"},
        "events": {"event_id": "bigint", "lead_id": "double", "event_type": "varchar", "occurred_at": "timestamp",
                   "amount": "double"},
    }  # fmt: skip
    rows: dict[str, list[Row]] = {
        "leads": [{"lead_id": at, "created_at": date(2026, 1, 1), "ratio": number} for at, number in numbers.items()],
        "events": [
            {"event_id": at, "lead_id": at, "event_type": "visit", "occurred_at": datetime(2026, 6, 1), "amount": one}
            for at, one in numbers.items()
        ],
    }  # fmt: skip
    rows["events"].append({**rows["events"][0], "event_id": 99, "lead_id": math.nan})
    conditions = (("is_not_null", None), (">", "10"), ("<", "5"), ("!=", "5"), ("not_in", "5|6"))
    tables: Tables = {
        **good_card(),
        "scorecard_rules": [
            {**ATTRIBUTE_RULE, "rule_id": f"{operator}", "subject": "ratio", "operator": operator, "value": value,
             "points": "1"}
            for operator, value in (*conditions, ("is_null", None))
        ] + [
            {**EVENT_RULE, "rule_id": f"event {operator}", "subject": "visit", "property": "amount",
             "operator": operator, "value": value, "points": "100"}
            for operator, value in conditions
        ],
    }  # fmt: skip
    places: dict[str, Any] = {"conversions": None, "identities": None}
    for name, columns in types.items():
        if form == "relations":
            cells = [[row[column] for column in columns] for row in rows[name]]
            places[name] = project.warehouse.create(name, columns, cells)
        elif form == "parquet":
            write_parquet(project.inputs[name], rows[name], columns)
            places[name] = project.inputs[name]
        else:
            places[name] = project.directory / f"{name}.csv"
            with places[name].open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(columns))
                writer.writeheader()
                writer.writerows(rows[name])
    lines = {name: [dict(line) for line in written] for name, written in tables.items()}
    project.build(**lines, **places, scoring_date=str(SCORING_DATE))
    scores = {row["lead_id"]: int(row["score"]) for row in project.rows("select lead_id, score from lead_scores")}
    assert scores == {"1": 1, "2": 1, "3": 1, "4": 1, "5": 404}
    nobody = project.rows("select row_count from scoring_input_audit where input = 'events' and reason = 'no_lead'")
    assert [row["row_count"] for row in nobody] == [1 if form != "csv" else 0]


@pytest.mark.sampled(6)
@pytest.mark.parametrize(
    ("cells", "data_type", "text"),
    [
        (["1", "250", "-7"], "BIGINT", "250"),
        (["1", " 250 ", ""], "BIGINT", "250"),
        (["123456789012345678", "1"], "BIGINT", "123456789012345678"),
        (["12345678901234567890", "1"], "DECIMAL(38,10)", "12345678901234567890.0000000000"),
        (["1.5", "2e3", "0.30000000000000004"], "DOUBLE", "2000.0"),
        (["1.5", "nan", "-inf"], "DOUBLE", None),
        (["1234567890123456.25", "1"], "DECIMAL(38,10)", "1234567890123456.2500000000"),
        (["007", "250"], "VARCHAR", "007"),
        (["+49170", "250"], "VARCHAR", "+49170"),
        (["1,200", "250"], "VARCHAR", "1,200"),
        (["1_000", "250"], "VARCHAR", "1_000"),
        (["2026-01-02", "2026-12-31"], "DATE", "2026-12-31"),
        (["2026-01-02 09:30:00", "2026-12-31 10:00:00"], "TIMESTAMP", "2026-12-31 10:00:00"),
        (["true", "FALSE"], "BOOLEAN", "false"),
        (["yes", "no"], "VARCHAR", "yes"),
        (["1", "0"], "BIGINT", "0"),
        (["10:00:00", "11:00:00"], "VARCHAR", "10:00:00"),
        (["", ""], "VARCHAR", None),
        # One late row, behind what a guess looks at.
        (["1"] * 30_000 + ["unknown"], "VARCHAR", "unknown"),
    ],
)  # fmt: skip
def test_a_column_of_a_csv_file_has_the_type_that_all_its_cells_have(
    staging: ScoringProject, cells: list[str], data_type: str, text: str | None
) -> None:
    """`text` is what the cell with this value, or without one, has become."""
    leads = staging.directory / "leads.csv"
    write_csv(
        leads, ["lead_id", "created_at", "cell"], [[str(at), "2026-01-01", cell] for at, cell in enumerate(cells)]
    )
    stage(staging, leads)
    staged = staging.rows(
        "select typeof(cell) as data_type, cast(cell as varchar) as text from stg_lead_scoring__leads"
    )
    assert {row["data_type"] for row in staged} == {data_type}
    assert text in {row["text"] for row in staged}


def test_stated_types_of_a_csv_file_hold(staging: ScoringProject) -> None:
    """A cell that is no such value is an error, which names file, column and cell; the last table stays."""
    leads = staging.directory / "leads.csv"
    types = {
        "lead_id": "varchar",
        "created_at": "date",
        "employees": "integer",
        "is_partner": "boolean",
        "code": "varchar",
    }
    rows = [["1", "2026-01-01", "250", "on", "007"], ["2", "2026-01-01", "", "No", "8"]]
    write_csv(leads, list(types), rows)
    stage(staging, leads, input_columns={"leads": types})
    query = "select employees, is_partner, code from stg_lead_scoring__leads order by lead_id"
    staged = staging.rows(query)
    assert [tuple(row.values()) for row in staged] == [(250, True, "007"), (None, False, "8")]
    write_csv(
        leads, list(types), [*rows, ["3", "2026-01-01", "1,200", "maybe", ""], ["4", "2026-01-01", "2.5", "", ""]]
    )
    problems = [
        r"leads\.csv cannot be read\.", r"column employees has a cell that is no integer\. Got: '1,200'",
        r"column is_partner has a cell that is no boolean\. Got: 'maybe'",
        r"Fix: edit the cells, or the types in lead_scoring__input_columns",
    ]  # fmt: skip
    with pytest.raises(BuildError, match="(?s)" + ".*".join(problems)):
        stage(staging, leads, input_columns={"leads": types})
    assert staging.rows(query) == staged


@pytest.mark.parametrize(
    ("ids", "expected"),
    [(["77.0", "8.0"], ["77", "8"]), (["77.0", "8"], ["77.0", "8"]), (["007.0"], ["007.0"]), (["77.50"], ["77.50"])],
)
def test_ids_of_a_csv_file_lose_a_fraction_that_all_of_them_have(
    staging: ScoringProject, ids: list[str], expected: list[str]
) -> None:
    leads = staging.directory / "leads.csv"
    write_csv(leads, ["lead_id", "created_at"], [[lead_id, "2026-01-01"] for lead_id in ids])
    stage(staging, leads)
    assert [row["lead_id"] for row in staging.rows("select lead_id from stg_lead_scoring__leads")] == expected


@pytest.fixture(scope="module")
def staging(tmp_path_factory: pytest.TempPathFactory, new_project: Callable[..., ScoringProject]) -> ScoringProject:
    project = new_project(tmp_path_factory.mktemp("staging"))
    if not project.warehouse.reads_files:
        pytest.skip("reads no files")
    project.models = ["stg_lead_scoring__leads"]
    return project


def stage(project: ScoringProject, leads: Path, **settings: Any) -> None:
    project.build(leads=leads, events=None, scoring_date=str(SCORING_DATE), **settings)


def write_csv(path: Path, header: list[str], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


# -- arrays -----------------------------------------------------------------------------------------------------------

ARRAYS = {
    "both": (["E-mail", " Events "], [1, 20]), "one": (["events", None], [20]), "more": (["e-mail marketing"], [2]),
    "separated": (["e-mail;events"], [201]), "none": ([], []), "nulls": ([None], [None]), "unknown": (None, None),
}  # fmt: skip
"""Of leads, and of the one event of each: texts and numbers."""
LOOKED_FOR = {
    "includes_any": ("E-mail|Events", {"both", "one"}, "20|3", {"both", "one"}),
    "includes_all": ("events|E-MAIL", {"both"}, "20|1", {"both"}),
    "includes_none": ("e-mail|events", {"more", "separated", "none", "nulls"}, "20|3",
                      {"more", "separated", "none", "nulls"}),
}  # fmt: skip


def test_arrays_are_answers_element_by_element(project: ScoringProject) -> None:
    """Each element is one answer, whatever is in it; an empty array has none, and one that is null is not known."""
    types = {"texts": "varchar[]", "numbers": "integer[]"}
    day = datetime(2026, 6, 1)
    rows = [(name, {"texts": texts, "numbers": numbers}) for name, (texts, numbers) in ARRAYS.items()]
    world = World(
        leads=[{"lead_id": name, "created_at": day, **cells} for name, cells in rows],
        events=[
            {"event_id": name, "lead_id": name, "event_type": "survey", "occurred_at": day, **cells}
            for name, cells in rows
        ],
        lead_types={"lead_id": "text", "created_at": "timestamp", **types},
        event_types={
            "event_id": "text", "lead_id": "text", "event_type": "text", "occurred_at": "timestamp", **types,
        },
    )  # fmt: skip
    rules: list[Cells] = []
    expected = set()
    for operator, (texts, with_texts, numbers, with_numbers) in LOOKED_FOR.items():
        for column, value, leads in (("texts", texts, with_texts), ("numbers", numbers, with_numbers)):
            condition = {"operator": operator, "value": value}
            name = f"{operator}_{column}"
            rules.append({**ATTRIBUTE_RULE, "rule_id": f"a_{name}", "subject": column, **condition})
            rules.append({**EVENT_RULE, "rule_id": f"e_{name}", "subject": "survey", "property": column, **condition})
            expected |= {(lead, f"{kind}_{name}") for lead in leads for kind in "ae"}
    ours = project.score(world, {**good_card(), "scorecard_rules": rules}, SCORING_DATE)
    assert {(row["lead_id"], row["rule_id"]) for row in ours.ledger if row["entry_type"] == "rule"} == expected

    counted = [{**EVENT_RULE, "rule_id": "counted", "subject": "survey", "count_by": "texts"}]
    with pytest.raises(BuildError, match="count_by is of a type that events are not counted by"):
        project.score(world, {**good_card(), "scorecard_rules": counted}, SCORING_DATE)
