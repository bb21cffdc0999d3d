"""HubSpot's lead scores as scorecards: what they score, what is told of each part, and what is refused.

The scores in tests/hubspot are ours, of the form that HubSpot's API hands out. What they score is worked out by hand
from what HubSpot says of its scores, see docs/guides/from_hubspot.md.
"""

from __future__ import annotations

import copy
import csv
import json
import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import generate_macros
import import_hubspot
import pytest
import yaml
from check_scorecard import Checker
from checking.project import ModelNode, Package, Project
from click.testing import CliRunner
from hubspot.model import BadInputError, pointer, read
from hubspot.report import Outcome, Report, leaves
from hubspot_scores import SCORES
from hypothesis import HealthCheck, given, settings
from installer import project_with_signals
from jsonschema import Draft202012Validator
from project import ROOT, ScoringProject, write_parquet
from reference import Row, World
from signals.condition import read_condition
from signals.model import Place, Signal

FOLDER = ROOT / "tests" / "hubspot"
FILES = {path.stem: path for path in sorted(FOLDER.glob("*.json"))}
SCORING_DATE = "2026-06-30"
OPENAPI = os.environ.get("LEAD_SCORING_HUBSPOT_OPENAPI")


def validator() -> Draft202012Validator:
    """What a score has to look like: our words, or HubSpot's own where they are at hand."""
    if OPENAPI is None:
        return Draft202012Validator(yaml.safe_load((FOLDER / "schema.yml").read_text("utf-8")))
    components = json.loads(Path(OPENAPI).read_text("utf-8"))["components"]
    return Draft202012Validator({"$ref": "#/components/schemas/PublicScoreConfiguration", "components": components})


VARIABLES: dict[str, Any] = {}
CHECKER = Checker(Project(Package.read(ROOT), VARIABLES))


def told_by_the_checks(output: import_hubspot.Output) -> list[str]:
    """What a build would find wrong with the tables, on inputs of the columns that the import asks for."""
    tables = {table: [dict(row) for row in output.tables.get(table, [])] for table in import_hubspot.TABLES}
    columns = import_hubspot.columns_of(output)
    columns.setdefault("accounts", {"account_id": "varchar"})
    # Models that a project has which scores deals, or objects of its own.
    CHECKER.nodes.update({one: ModelNode(f"int_lead_scoring__{one}_scored_leads") for one in output.entities})
    VARIABLES.clear()
    VARIABLES.update({f"lead_scoring__{table}": rows for table, rows in tables.items()})
    VARIABLES.update(
        lead_scoring__leads="crm.leads",
        lead_scoring__accounts="crm.accounts",
        lead_scoring__input_columns=columns,
        lead_scoring__entities=list(dict.fromkeys(["account", *output.entities])),
    )
    signals = {}
    for (on, sql), (name, description) in output.signals.items():
        condition, problems = read_condition(Signal(name, on, sql, description, Place("")))
        assert condition is not None, problems
        signals[name] = {"on": on, "columns": list(condition.columns), "description": description}
    CHECKER.ours.signals = lambda: signals
    return CHECKER.messages()


def document_of(name: str) -> Any:
    return json.loads(FILES[name].read_text("utf-8"))


def imported(document: Any) -> tuple[Any, Report]:
    """What comes out of one score, and the report on it."""
    [(_, score)] = read(json.dumps(document), "score.json")
    output, [report] = import_hubspot.translate([score])
    return output, report


def command(*arguments: object) -> Any:
    return CliRunner().invoke(import_hubspot.main, [str(argument) for argument in arguments])


@pytest.mark.parametrize("name", FILES)
def test_the_scores_are_of_the_form_of_the_api(name: str) -> None:
    assert [error.message for error in validator().iter_errors(document_of(name))] == []


# -- what they score --------------------------------------------------------------------------------------------------


def day(number: int) -> datetime:
    """Noon, so many days before the scoring date."""
    return datetime(2026, 6, 30, 12) - timedelta(days=number)


def event(lead_id: str, event_type: str, at: datetime, times: int = 1, **cells: Any) -> list[Row]:
    return [
        {"event_id": f"{lead_id} {event_type} {at} {index}", "lead_id": lead_id, "event_type": event_type,
         "occurred_at": at, **cells}
        for index in range(times)
    ]  # fmt: skip


LEADS: list[Row] = [
    {"lead_id": "ann", "account_id": "acme", "jobtitle": "Director of Sales", "country": "germany ", "numemployees": 80,
     "in_segment_7": True, "in_segment_99": False, "company_industry": "Software", "annualrevenue": 1500,
     "interests": "Blue;Red;Green", "signed_on": datetime(2026, 2, 28, 23), "in_segment_1": True, "in_segment_2": True,
     "city": "Berlin", "birthplace": "berlin", "lifecyclestage": "customer", "tier": "Silver",
     "last_call": datetime(2026, 6, 24), "contract_ends": datetime(2026, 7, 10)},
    {"lead_id": "bob", "account_id": "bolt", "jobtitle": "Manager", "country": "Spain", "numemployees": 80,
     "is_customer": True, "annualrevenue": 300, "interests": "Red", "signed_on": datetime(2026, 2, 28, 22, 59, 59),
     "last_call": datetime(2026, 6, 23, 23), "contract_ends": datetime(2026, 8, 30)},
    {"lead_id": "cid", "in_segment_7": True, "is_customer": False, "annualrevenue": 999, "in_segment_1": False,
     "in_segment_3": True, "signed_on": datetime(2026, 4, 1), "tier": "gold",
     "last_call": datetime(2026, 6, 30, 23), "contract_ends": datetime(2026, 6, 29)},
    {"lead_id": "dan", "in_segment_99": True, "jobtitle": "Director"},
    {"lead_id": "eve", "jobtitle": "Director and manager"},
    {"lead_id": "fay", "account_id": "acme", "jobtitle": "Chief Officer", "country": "France"},
]  # fmt: skip
WORLD = World(
    leads=[{**lead, "created_at": datetime(2026, 1, 1)} for lead in LEADS],
    events=[
        *event("ann", "page_view", day(1), hs_url="https://example.com/pricing?x=1"),
        *event("ann", "page_view", day(41), hs_url="https://example.com/"),
        *event("ann", "email_open", day(89), times=2),
        *event("ann", "email_open", day(90), times=5),
        *event("ann", "6-1234_webinar", day(20), minutes=45),
        *event("ann", "6-1234_webinar", day(21), minutes=10),
        *event("ann", "form_submit", day(5)),
        *event("bob", "page_view", day(0), times=7),
        *event("bob", "email_open", day(3), times=5),
        *event("bob", "4-666289", day(2), times=2),
        *event("bob", "email_click", day(2), times=2),
        # Midnight in Berlin on the first of May is 22:00 in UTC.
        *event("bob", "6-1234_webinar", datetime(2026, 4, 30, 22), minutes=60),
        *event("eve", "page_view", day(60), hs_url="/pricing"),
    ],
    lead_types={
        "lead_id": "text", "created_at": "timestamp", "account_id": "text", "jobtitle": "text", "country": "text",
        "numemployees": "number", "company_industry": "text", "annualrevenue": "number", "interests": "text",
        "signed_on": "timestamp", "city": "text", "birthplace": "text", "lifecyclestage": "text", "tier": "text",
        "last_call": "timestamp", "contract_ends": "timestamp",
        "is_customer": "boolean", **{f"in_segment_{number}": "boolean" for number in (1, 2, 3, 7, 99)},
    },
    event_types={"hs_url": "text", "minutes": "number"},
)  # fmt: skip
ACCOUNTS: list[Row] = [
    {"account_id": "acme", "numberofemployees": 300}, {"account_id": "bolt", "numberofemployees": 50},
]  # fmt: skip

# By hand. Of who they are: title, country and size, segment, the company's industry, cut to 40. Of the website: 2
# points a page and 8 a page about prices, half of them after 30 days and none after 60. Of mail: by how many were
# opened in 90 days, and -15 for who has unsubscribed, however often.
COMBINED = {
    "ann": (min(20 + 15 + 8 + 6, 40) + (2 + 1 + 8) + 2, "Medium", "A", "2"),
    "bob": (10 + min(7 * 2, 10) + (5 - 15), "Low", "C", "3"),
    "cid": (-5 + 8, "Low", "C", "3"),
    # dan is in the segment that is left out.
    "eve": (20 + 0, "Low", "B", "3"),
    "fay": (20, "Low", "B", "3"),
}
# Each attribute has a power of two of its own. Events: 15 at most, and by how many links were clicked: -4 for none.
DETAILS = {
    "ann": 1 + 4 + 8 + 32 + Decimal("0.25") + 64 + 128 + 512 + 1024 + 3 + min(6 + 2 + 10, 15) - 4,
    "bob": 2 + 16 + Decimal("0.25") + 256 - 3 + (1 + 2),
    "cid": 1 + 2 + 8 + Decimal("0.25") - 4,
    "dan": 1 + Decimal("0.25") + 256 - 3 - 4,
    "eve": 1 + Decimal("0.25") + 256 - 3 - 4,
    "fay": 1 + Decimal("0.25") + 256 - 3 - 4,
}
# Powers of two again. The last calls were 6, 7 and 0 days ago; contracts end in 10 and 61 days, and ended yesterday.
MOVING = {
    "ann": 1 + 4 + 16 + 256 + 1024,
    "bob": 2 + 8 + 16 + 64 + 128 + 512 + 1024,
    "cid": 1 + 16 + 32 + 128 + 512,
    "dan": 512,
    "eve": 512,
    "fay": 512,
}
# Size and the best title of a German contact, cut to 30; 12 for each contact who looked at two pages, 10 a form.
COMPANIES = {"acme": min(20 + 10, 30) + 12 + 10, "bolt": 10 + 12}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the command writes, of all files together."""
    output = tmp_path_factory.mktemp("hubspot") / "imported"
    result = command(*FILES.values(), "--output", output)
    assert result.exit_code == 0, result.output
    return output


@pytest.fixture(scope="module")
def built(
    tmp_path_factory: pytest.TempPathFactory, new_project: Callable[..., ScoringProject], folder: Path
) -> ScoringProject:
    """The scorecards, scored with their signals in a project that installs this one."""
    directory = tmp_path_factory.mktemp("built")
    root = project_with_signals(directory / "installer", folder / "signals" / "hubspot.yml")
    project = new_project(directory, root=root)
    project.write(WORLD)
    accounts = directory / "accounts.parquet"
    write_parquet(accounts, ACCOUNTS, {"account_id": "text", "numberofemployees": "number"})
    tables = {path.stem: path for path in folder.glob("score*.csv")}
    project.build(
        **{**project.inputs, **tables},
        accounts=project.warehouse.offer("accounts", accounts),
        scoring_date=SCORING_DATE,
    )
    return project


@pytest.mark.slow
def test_a_combined_score_with_thresholds_and_a_matrix(built: ScoringProject) -> None:
    rows = built.rows(
        "select lead_id, score, tier, fit_grade, engagement_grade from lead_scores"
        " inner join lead_tiers using (lead_id, scorecard_id) where scorecard_id = 'combined_lead_score'"
    )
    assert {row["lead_id"]: tuple(list(row.values())[1:]) for row in rows} == COMBINED


@pytest.mark.slow
def test_every_operation(built: ScoringProject) -> None:
    rows = built.rows("select lead_id, score from lead_scores where scorecard_id = 'details_every_operation'")
    assert {row["lead_id"]: row["score"] for row in rows} == DETAILS


@pytest.mark.slow
def test_days_from_the_one_that_is_scored_and_several_answers(built: ScoringProject) -> None:
    rows = built.rows("select lead_id, score from lead_scores where scorecard_id = 'moving_days'")
    assert {row["lead_id"]: row["score"] for row in rows} == MOVING


@pytest.mark.slow
def test_a_score_of_companies_with_what_their_contacts_add(built: ScoringProject) -> None:
    rows = built.rows("select account_id, score from account_scores where scorecard_id = 'company_score'")
    assert {row["account_id"]: row["score"] for row in rows} == COMPANIES


# -- what is told -----------------------------------------------------------------------------------------------------


def told(folder: Path) -> list[dict[str, str]]:
    with (folder / "report.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_value_has_its_line_in_the_report(folder: Path) -> None:
    lines = [(line["file"], line["place"]) for line in told(folder)]
    assert lines == [
        (path.name, pointer(place)) for path in FILES.values() for place, _ in leaves(document_of(path.stem))
    ]


def test_what_is_not_exact_says_how(folder: Path) -> None:
    lines = told(folder)
    assert {line["outcome"] for line in lines} == set(Outcome)
    assert [line["place"] for line in lines if line["outcome"] != Outcome.EXACT and not line["how"]] == []
    assert [line for line in lines if line["how"] == "the import does not know this key"] == []


def other_values(value: Any) -> Iterator[Any]:
    """Values that could stand in place of one."""
    match value:
        case bool():
            yield not value
        case int() | float():
            yield from (value + 1, value + 1000)
        case str():
            yield from (f"{value} 2", "IS_EQUAL_TO", "IS_NONE_OF", "FIT", "INTENT", "0-2")


@pytest.mark.parametrize("name", FILES)
def test_the_report_is_true(name: str) -> None:
    """Of what is said to be taken over another value has another result, of the rest it has none."""
    document = document_of(name)
    output, report = imported(document)
    wrong = []
    for place, value in leaves(document):
        outcome, seen = report.about(place).outcome, []
        for other in other_values(value):
            changed = copy.deepcopy(document)
            here = changed
            for step in place[:-1]:
                here = here[step]
            here[place[-1]] = other
            try:
                result, said = imported(changed)
            except BadInputError:
                continue
            is_reported = said.about(place).outcome != outcome
            is_other = (result.tables, result.signals) != (output.tables, output.signals)
            # What is possible now has its effect, of course.
            seen.append(is_other and not is_reported if outcome == Outcome.NOT_POSSIBLE else is_other or is_reported)
            if seen[-1]:
                break
        if seen and any(seen) != (outcome in (Outcome.EXACT, Outcome.APPROXIMATE)):
            wrong.append(f"{pointer(place)}: {outcome}")
    assert wrong == []


def test_a_key_that_is_not_known_is_reported() -> None:
    document = document_of("combined")
    document["groupConfigs"][0]["ruleConfigurations"][0]["boost"] = {"by": 2}
    document["priority"] = None
    _, report = imported(document)
    unknown = [line.place for line in report.lines(document) if line.how == "the import does not know this key"]
    assert unknown == ["groupConfigs[0].ruleConfigurations[0].boost.by", "priority"]


@settings(max_examples=60, deadline=None, derandomize="CI" in os.environ, suppress_health_check=list(HealthCheck))
@given(SCORES)
def test_any_score_is_imported_and_told(document: Any) -> None:
    """Whatever the form allows: no crash, no value without its line, and nothing that a build would refuse."""
    if OPENAPI is None:
        assert [error.message for error in validator().iter_errors(document)] == []
    output, report = imported(document)
    assert told_by_the_checks(output) == []
    lines = report.lines(document)
    assert [line.place for line in lines] == [pointer(place) for place, _ in leaves(document)]
    assert [line for line in lines if line.how == "the import does not know this key"] == []
    assert [line for line in lines if line.outcome != Outcome.EXACT and not line.how] == []


# -- the command ------------------------------------------------------------------------------------------------------


def test_the_command_writes_what_it_says(folder: Path) -> None:
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()) == [
        "columns.yml", "report.csv", "scorecard_groups.csv", "scorecard_rules.csv", "scorecard_tiers.csv",
        "scorecards.csv", "signals/hubspot.yml", "vars.yml",
    ]  # fmt: skip
    for table in import_hubspot.TABLES:
        shipped = (ROOT / "seeds" / "scorecards" / f"{table}.csv").read_text("utf-8").splitlines()[0]
        assert (folder / f"{table}.csv").read_text("utf-8").splitlines()[0] == shipped
    variables = yaml.safe_load((folder / "vars.yml").read_text("utf-8"))
    assert variables["lead_scoring__scorecards"] == (folder / "scorecards.csv").as_posix()
    columns = yaml.safe_load((folder / "columns.yml").read_text("utf-8"))
    assert columns["accounts"] == {"account_id": "varchar", "numberofemployees": "double"}
    assert columns["leads"].keys() == WORLD.lead_types.keys()
    assert generate_macros.build(folder / "signals")


def test_the_command_tells_what_is_not_exact(folder: Path, tmp_path: Path) -> None:
    result = command(FILES["details"], "--output", tmp_path / "out")
    assert "SOUNDS_LIKE is unknown" in result.output
    assert "matchRules[2]: approximate: a rule before it, which cannot be taken over, may match first" in result.output


def test_files_that_are_there_stay(tmp_path: Path) -> None:
    first = command(FILES["company"], "--output", tmp_path)
    text = (tmp_path / "scorecards.csv").read_text("utf-8")
    second = command(FILES["combined"], "--output", tmp_path)
    assert (first.exit_code, second.exit_code) == (0, 1)
    assert "scorecards.csv is there already" in second.output
    assert (tmp_path / "scorecards.csv").read_text("utf-8") == text
    assert command(FILES["combined"], "--output", tmp_path, "--replace").exit_code == 0
    assert (tmp_path / "scorecards.csv").read_text("utf-8") != text


def test_types_of_events_have_the_names_that_are_given(tmp_path: Path) -> None:
    result = command(FILES["combined"], "--output", tmp_path, "--event-type", "4-666289=unsubscribe")
    assert result.exit_code == 0
    rules = (tmp_path / "scorecard_rules.csv").read_text("utf-8")
    assert ",event,unsubscribe," in rules and "4-666289" not in rules
    assert command(FILES["combined"], "--output", tmp_path, "--event-type", "4-666289").exit_code == 2


def test_a_property_of_several_checkboxes(tmp_path: Path) -> None:
    command(FILES["combined"], "--output", tmp_path, "--multiple", "country")
    signals = (tmp_path / "signals" / "hubspot.yml").read_text("utf-8")
    assert "';germany;'" in signals
    command(FILES["moving"], "--output", tmp_path, "--replace")
    with (tmp_path / "scorecard_rules.csv").open(encoding="utf-8", newline="") as file:
        lines = [(line["subject"], line["operator"], line["value"]) for line in csv.DictReader(file)]
    assert ("interests", "includes_all", "red|blue") in lines


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    document = document_of("combined")
    del document["name"]
    document["groupConfigs"][0]["ruleConfigurations"][0]["configuration"]["calculation"]["type"] = "MAGIC"
    document["groupConfigs"][1]["maxValue"] = "thirty"
    operation = {"operationType": "GUESS", "operator": "IS", "includeObjectsWithNoValueSet": False}
    rule = document["groupConfigs"][0]["ruleConfigurations"][1]["configuration"]["calculation"]
    rule["whereCondition"]["conditions"][0]["operation"] = operation
    broken, no_json, twice = (tmp_path / name for name in ("broken.json", "no.json", "twice.json"))
    broken.write_text(json.dumps(document), "utf-8")
    no_json.write_text("{", "utf-8")
    twice.write_text('{"name": "a", "name": "b"}', "utf-8")
    result = command(broken, no_json, twice, "--output", tmp_path / "out")
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert lines[0] == "Error: no score can be read."
    assert [line.split(": ")[:2] for line in lines[1:]] == [
        ["broken.json", "name"],
        ["broken.json", "groupConfigs[0].ruleConfigurations[0].configuration.calculation"],
        [
            "broken.json",
            "groupConfigs[0].ruleConfigurations[1].configuration.calculation.whereCondition.conditions[0].operation",
        ],
        ["broken.json", "groupConfigs[1].maxValue"],
        ["no.json", "this is no JSON that can be read"],
        ["twice.json", "this is no JSON that can be read"],
    ]
    assert "Got: thirty." in lines[4]
    assert "a key stands twice: name" in lines[6]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("text", ["", "[]", "3", "[3]", "null", '"text"', "NaN", "[" * 100_000])
def test_what_is_no_score_is_refused(text: str) -> None:
    with pytest.raises(BadInputError):
        read(text, "score.json")
