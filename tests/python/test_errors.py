"""SPEC.md §6: a scorecard that cannot mean what it says stops the build before any score is replaced.

All mistakes stand in one build; each case reads its own lines of the one message (see mistakes.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from check_scorecard import Checker
from checking.project import Package, Project
from mistakes import HARMLESS, KEYS, MISTAKES, OPERATORS, TABLE_MISTAKES, Case, Problem
from project import OUTPUTS, ROOT, SCORECARD_TABLES, BuildError, FusionProject, ScoringProject, write_parquet
from reference import Row, Types, World
from scorecard_builder import ATTRIBUTE_RULE, EVENT_RULE, OVERRIDE, STAGE, TIER, Cells, Tables, good_card, together

SCORING_DATE = "2026-06-30"
NOON = datetime(2026, 6, 1, 12)
# Words of Python, Jinja and SQL: whoever reads a message edits a table or a variable, not a macro.
FOREIGN_WORDS = (
    "Traceback", "UndefinedError", "is undefined", "has no attribute", "is not iterable", "NoneType", "object of type",
    "Parser Error", "Binder Error", "Conversion Error",
)  # fmt: skip
WORLD = World(
    leads=[
        {"lead_id": "ann", "created_at": datetime(2026, 1, 1), "job_title": "Director of Sales"},
        {"lead_id": "bob", "created_at": datetime(2026, 2, 1), "job_title": "Clerk"},
    ],
    events=[{"event_id": "e1", "lead_id": "ann", "event_type": "page_view", "occurred_at": NOON}],
    lead_types={
        "lead_id": "text", "created_at": "timestamp", "job_title": "text", "employees": "number",
        "annual_revenue": "number", "is_partner": "boolean", "trial_ends_on": "date", "last_call_at": "timestamp",
    },
    event_types={"page_path": "text", "value": "number", "is_mobile": "boolean"},
)  # fmt: skip
GOOD: Tables = {**good_card(), "lifecycle_stages": [STAGE], "score_overrides": [OVERRIDE]}


# -- the message ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """One line of the message, taken apart."""

    line: str
    where: frozenset[str]
    wrong: str
    got: str | None
    meant: str | None
    allowed: frozenset[str]
    edit: str
    entry: int | None

    def is_about(self, problem: Problem) -> bool:
        return self.where >= set(problem.where) and self.edit == problem.edit and problem.wrong in self.wrong


LINE = re.compile(
    r"(?P<where>.+?): (?P<wrong>.+?)\."
    r"(?: Got: '(?P<got>.*?)'\.)?(?: Did you mean '(?P<meant>.+)'\?)?(?: Allowed: (?P<allowed>.+)\.)?"
    r" Fix: edit (?P<edit>(?:\w+ in )?)lead_scoring__(?P<table>\w+)(?:, entry (?P<entry>\d+))?\."
)


def told(line: str) -> Told:
    """A line of the message in its parts."""
    parts = LINE.fullmatch(line)
    assert parts, f"not the form of a problem: {line}"
    where, wrong, got, meant, allowed, column, table, entry = parts.groups()
    return Told(
        line, frozenset(where.split(", ")), wrong, got, meant, frozenset((allowed or "").split(", ")), column + table,
        int(entry) if entry else None,
    )  # fmt: skip


def message_of(project: ScoringProject, tables: Tables, scoring_date: str = SCORING_DATE, **settings: Any) -> str:
    """What a build that has to fail says."""
    with pytest.raises(BuildError) as error:
        project.run(tables, scoring_date, **settings)
    return str(error.value)


def problem_lines(message: str) -> list[str]:
    """The problems that a message lists, when several models tell them those of the first."""
    first = message.split("lead_scoring: ")[1]
    return [line.removeprefix("    - ") for line in first.splitlines() if line.startswith("    - ")]


def foreign_words(message: str) -> list[str]:
    return [word for word in FOREIGN_WORDS if word in message]


def build_outputs(project: ScoringProject) -> dict[str, list[Row]]:
    return {table: sorted(project.rows(f"select * from {table}"), key=repr) for table in OUTPUTS.values()}


@pytest.fixture(scope="module", autouse=True)
def _parsed(project: ScoringProject) -> None:
    """dbt parses the project with tables that are right, so that each error below is one of building."""
    project.write(WORLD)
    project.run(GOOD, SCORING_DATE)


@pytest.fixture(scope="module")
def broken_tables() -> Tables:
    """All mistakes, among correct lines."""
    return together([GOOD, *(case.tables() for case in MISTAKES + HARMLESS)])


@pytest.fixture(scope="module")
def message(project: ScoringProject, broken_tables: Tables) -> str:
    project.write(WORLD)
    return message_of(project, broken_tables)


@pytest.fixture(scope="module")
def problems(message: str) -> list[Told]:
    return [told(line) for line in problem_lines(message)]


@pytest.mark.sampled(150)
@pytest.mark.parametrize("case", MISTAKES, ids=[case.name for case in MISTAKES])
def test_a_mistake_is_reported(problems: list[Told], broken_tables: Tables, case: Case) -> None:
    for expected in case.problems:
        lines = [line for line in problems if line.is_about(expected)]
        assert len(lines) == 1, [line.line for line in problems if line.where >= set(expected.where)]
        assert lines[0].got == expected.got
        assert expected.meant in (None, lines[0].meant)
        assert lines[0].allowed >= set(expected.allowed)
        # Where the line stands, unless it is one that is missing, or the whole table.
        table = expected.edit.split(" ")[-1]
        if lines[0].entry is None:
            assert "without a catch-all" in case.name or "table has a column" in expected.wrong
        else:
            assert broken_tables[table][lines[0].entry - 1] in case.tables()[table]


@pytest.mark.parametrize("case", HARMLESS, ids=[case.name for case in HARMLESS])
def test_what_is_no_mistake_is_not_told(problems: list[Told], case: Case) -> None:
    assert [line.line for line in problems if any(case.own_id == part.split(" ")[-1] for part in line.where)] == []


def test_nothing_else_is_reported(problems: list[Told]) -> None:
    """One mistake, one line: whoever repairs the first line finds that the next ones are not its echo."""
    expected = [problem for case in MISTAKES for problem in case.problems]
    echoes = [line.line for line in problems if not any(map(line.is_about, expected))]
    assert not echoes, "\n".join(echoes)


def test_every_problem_says_what_is_allowed(problems: list[Told]) -> None:
    assert [line.line for line in problems if line.allowed == {""}] == []


def test_no_guess_is_far_fetched(problems: list[Told]) -> None:
    meant = {problem.meant for case in MISTAKES for problem in case.problems}
    guesses = {f"{line.got} -> {line.meant}" for line in problems if line.meant not in meant}
    assert guesses == set()


def test_one_message_lists_all(message: str, problems: list[Told]) -> None:
    start = (
        f"lead_scoring: {len(problems)} problems in the scorecards. Nothing was scored; the last tables stay as they "
        "were.\n    - "
    )
    assert start in message
    assert message.count("lead_scoring: ") == 1


def test_the_message_is_about_scorecards_only(message: str) -> None:
    assert foreign_words(message) == []


@pytest.mark.parametrize(
    "line",
    [
        "scorecard unknown_operator, rule more: operator is unknown. Got: 'has_words'. Did you mean 'has_word'? "
        f"Allowed: {', '.join(OPERATORS)}. Fix: edit operator in lead_scoring__scorecard_rules, entry #.",
        "scorecard group_limits_the_wrong_way_round, group more: max_points is below min_points. Got: '-1'. "
        "Allowed: 0 or more. Fix: edit max_points in lead_scoring__scorecard_groups, entry #.",
        "scorecard tiers_without_a_catch_all: lower_bound is set on every line of the axis score, so a low score has "
        "no tier. Allowed: one line with an empty lower_bound. Fix: edit lower_bound in lead_scoring__scorecard_tiers.",
        "scorecard ruleless: has no rule. Allowed: a line of scorecard_rules with this scorecard_id, or is_enabled "
        "false. Fix: edit lead_scoring__scorecards, entry #.",
    ],
)
def test_problems_read(message: str, line: str) -> None:
    assert line in [re.sub(r"(, entry )\d+\.$", r"\1#.", problem) for problem in problem_lines(message)]


def test_a_single_problem_reads(project: ScoringProject) -> None:
    project.write(WORLD)
    message = message_of(project, {**GOOD, "scorecard_rules": [{**EVENT_RULE, "points": "five"}]})
    assert (
        "lead_scoring: 1 problem in the scorecards. Nothing was scored; the last tables stay as they were.\n"
        "    - scorecard good, rule visit: points cannot be read. Got: 'five'. Allowed: a number such as 10 or -2.5. "
        "Fix: edit points in lead_scoring__scorecard_rules, entry 1.\n"
    ) in message


def test_the_message_is_the_same_when_dbt_has_yet_to_parse(
    project: ScoringProject, fresh_project: ScoringProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Inline lines are known without a warehouse: no reason to tell half of what is wrong, or to compile it."""
    # Parsing reads the lines for each model: not all mistakes.
    broken = together([GOOD, *(case.tables() for case in MISTAKES[::40])])
    monkeypatch.setattr(fresh_project, "parse", lambda *_: None)
    for each in (project, fresh_project):
        each.write(WORLD)
    lines = problem_lines(message_of(project, broken))
    assert len(lines) > 5
    assert problem_lines(message_of(fresh_project, broken)) == lines


def told_without_dbt(project: ScoringProject, tables: Tables, scoring_date: str = SCORING_DATE, **settings: Any) -> str:
    """What `make check-scorecard` says of the same tables and inputs."""
    written = {table: [dict(line) for line in tables.get(table, [])] for table in SCORECARD_TABLES}
    values = {**project.inputs, **written, "scoring_date": scoring_date, **settings}
    variables = {
        f"lead_scoring__{name}": str(value) if isinstance(value, Path) else value for name, value in values.items()
    }
    # As they reach dbt: as YAML, its keys sorted.
    variables = yaml.safe_load(yaml.safe_dump(variables))
    return "\n".join(Checker(Project(Package.read(ROOT), variables)).messages())


def is_told_alike(project: ScoringProject) -> bool:
    """Whether the build tells of the same columns with the same types, by dbt-core."""
    return project.warehouse.reads_files and not isinstance(project, FusionProject)


def test_the_same_is_told_without_dbt(project: ScoringProject, broken_tables: Tables, message: str) -> None:
    """Text for text: all mistakes of tests/python/mistakes.py, told by the same macros."""
    if not is_told_alike(project):
        pytest.skip("without dbt columns are read from files, with types as dbt-duckdb names them")
    project.write(WORLD)
    told = told_without_dbt(project, broken_tables)
    assert [line.removeprefix("  - ") for line in told.splitlines()[1:]] == problem_lines(message)
    assert told.splitlines()[0] in message
    assert told_without_dbt(project, GOOD) == ""


# -- the last good tables ---------------------------------------------------------------------------------------------


def assert_the_last_good_tables_stay(project: ScoringProject, tables: Tables, **settings: Any) -> None:
    """Build what is good, then what is not, for a later day and with one lead more: every table would differ."""
    project.write(WORLD)
    project.run(GOOD, SCORING_DATE)
    before = build_outputs(project)
    assert all(before.values())
    project.write(World(**{**vars(WORLD), "leads": [*WORLD.leads, {"lead_id": "eve", "created_at": NOON}]}))
    message_of(project, tables, "2026-07-01", **settings)
    assert build_outputs(project) == before


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    "broken",
    [
        pytest.param({"scorecard_rules": [{**ATTRIBUTE_RULE, "operator": "is"}]}, id="rule"),
        pytest.param({"lifecycle_stages": [{**STAGE, "entry_type": "rule"}]}, id="stage"),
        pytest.param(
            {"lifecycle_stages": [{**STAGE, "entry_type": "score", "scorecard_id": "good", "operator": "is_true"}]},
            id="stage that SQL refuses",
        ),
        pytest.param({"scorecard_tiers": [TIER]}, id="tier"),
        pytest.param({"score_overrides": [{**OVERRIDE, "points": "some"}]}, id="override"),
    ],
)
def test_the_last_good_tables_stay(project: ScoringProject, broken: Tables) -> None:
    assert_the_last_good_tables_stay(project, {**GOOD, **broken})


@pytest.mark.sampled(1)
@pytest.mark.parametrize(
    "settings", [{"dormant_after_days": "ninety"}, {"outbound_event_types": 5}, {"stitch": "fast"}], ids=str
)
def test_the_last_good_tables_stay_when_a_variable_is_wrong(project: ScoringProject, settings: dict[str, Any]) -> None:
    """Scores of one day beside stages of another would be worse than no scores."""
    assert_the_last_good_tables_stay(project, GOOD, **settings)


# -- what is switched off ---------------------------------------------------------------------------------------------


def test_what_is_switched_off_is_checked_for_its_keys_only(project: ScoringProject) -> None:
    """The mistakes of all scorecards once more, in scorecards that are switched off and in rules that are."""
    cases = [case for case in MISTAKES if case.table in KEYS and case not in TABLE_MISTAKES and not case.is_about_keys]
    cards_off = together(case.tables() for case in cases)
    cards_off["scorecards"] = [{**line, "is_enabled": "no"} for line in cards_off["scorecards"]]
    rules_off: list[Cells] = [
        {**line, "scorecard_id": "good", "rule_id": f"{case.own_id}_{number}", "is_enabled": "FALSE"}
        for case in cases
        if case.table == "scorecard_rules"
        for number, line in enumerate(case.lines)
    ]
    project.write(WORLD)
    project.run(together([GOOD, cards_off, {"scorecard_rules": rules_off}]), SCORING_DATE)
    # ann: director 10 + a page view 5 + an override 5; bob: a clerk who did nothing
    assert project.rows("select lead_id, scorecard_id, score from lead_scores order by lead_id") == [
        {"lead_id": "ann", "scorecard_id": "good", "score": 20},
        {"lead_id": "bob", "scorecard_id": "good", "score": 0},
    ]


# -- variables --------------------------------------------------------------------------------------------------------

NOWHERE = "exports/nowhere.csv"
DATA = ("ref('model')", "source('name', 'table')", "schema.table", ".csv or .parquet file")
VARIABLES: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "an impossible scoring date": (
        {"scoring_date": "2026-02-30"},
        ("lead_scoring__scoring_date is no day", "Got: '2026-02-30'", "Allowed: a day written YYYY-MM-DD"),
    ),
    "a scoring date in words": (
        {"scoring_date": "yesterday"},
        ("lead_scoring__scoring_date is no day", "Got: 'yesterday'", "Fix: edit lead_scoring__scoring_date."),
    ),
    "an unknown time zone": (
        {"timezone": "Mars/Phobos"},
        ("lead_scoring__timezone is no time zone", "Got: 'Mars/Phobos'", "Europe/Berlin",
         "edit lead_scoring__timezone"),
    ),
    "counts that are kept sometimes": (
        {"keep_activities": "sometimes"},
        ("lead_scoring__keep_activities is unknown", "Got: 'sometimes'", "Allowed: true, false",
         "Fix: edit lead_scoring__keep_activities."),
    ),
    "a history that is kept sometimes": (
        {"keep_history": "sometimes"},
        ("lead_scoring__keep_history is unknown", "Got: 'sometimes'", "Allowed: true, false"),
    ),
    "more decimals than points have": (
        {"publish_decimals": 3},
        ("lead_scoring__publish_decimals is unknown", "Got: '3'", "Allowed: 0, 1, 2"),
    ),
    "changes of nothing": (
        {"notable_change": 0},
        ("lead_scoring__notable_change cannot be read", "Got: '0'", "Allowed: a number above 0"),
    ),
    "a finding that there is none of": (
        {"health_allow": ["value_never_ocurs in scorecard good, rule director"]},
        ("lead_scoring__health_allow names no finding", "Did you mean 'value_never_occurs'?", "rule_fired_for_nobody"),
    ),
    "more than all of an input": (
        {"health_max_left_out_percent": 101},
        ("lead_scoring__health_max_left_out_percent cannot be read", "Got: '101'", "a number from 0 to 100"),
    ),
    "a share of loads that is no number": (
        {"health_max_loaded_on_one_day_percent": "most"},
        ("lead_scoring__health_max_loaded_on_one_day_percent", "Got: 'most'", "a number from 0 to 100"),
    ),
    "events of no age": (
        {"health_max_event_age_days": 0}, ("lead_scoring__health_max_event_age_days", "Got: '0'", "a whole number"),
    ),
    "health that is neither on nor off": (
        {"health": "some"}, ("lead_scoring__health is unknown", "Got: 'some'", "Allowed: true, false"),
    ),
    "days of silence that are no number": (
        {"dormant_after_days": "ninety"}, ("lead_scoring__dormant_after_days", "Got: 'ninety'", "a whole number"),
    ),
    "days of silence below zero": (
        {"dormant_after_days": -1}, ("lead_scoring__dormant_after_days", "Got: '-1'", "a whole number"),
    ),
    "one outbound event type in place of a list": (
        {"outbound_event_types": "email_sent"}, ("lead_scoring__outbound_event_types", "Got: 'email_sent'", "a list"),
    ),
    "a number in place of outbound event types": (
        {"outbound_event_types": 5}, ("lead_scoring__outbound_event_types", "Got: '5'", "a list"),
    ),
    "a separator of answers that is blank": (
        {"list_separator": " "}, ("lead_scoring__list_separator", "Got: ' '", "a text of one sign or more"),
    ),
    "leads that name nothing": (
        {"leads": "a b c"},
        ("lead_scoring__leads names no data", "Got: 'a b c'", *DATA, "Fix: edit lead_scoring__leads."),
    ),
    "events in a file that is not there": (
        {"events": NOWHERE},
        ("lead_scoring__events names a file that is not there", f"Got: '{NOWHERE}'", "Fix: name a file that exists"),
    ),
    "leads in a relation that is not there": (
        {"leads": "crm.contacts"},
        ("lead_scoring__leads is not in the warehouse", '"crm"."contacts"', "Fix: build or load it first"),
    ),
    "leads written as lines": (
        {"leads": [{"lead_id": "ann"}]},
        ("lead_scoring__leads is no text", "Got: [{'lead_id': 'ann'}]", "ref('model')", "edit lead_scoring__leads"),
    ),
    "scorecards that name nothing": (
        {"scorecards": "a b c"},
        ("lead_scoring__scorecards names no data", "Got: 'a b c'", *DATA, "a list of lines",
         "edit lead_scoring__scorecards"),
    ),
    "rules in a file that is not there": (
        {"scorecard_rules": NOWHERE},
        ("lead_scoring__scorecard_rules names a file that is not there", f"Got: '{NOWHERE}'"),
    ),
    "lines that are text": (
        {"scorecard_rules": ["director,10"]}, ("lead_scoring__scorecard_rules", "Got: 'director,10'", "a mapping"),
    ),
    "scorecards that are numbers": (
        {"scorecards": [7]},
        ("the variable lead_scoring__scorecards holds no lines", "Got: '7'", "Fix: edit lead_scoring__scorecards."),
    ),
    "a line that is a list": (
        {"score_overrides": [["ann", "good", 5]]},
        ("the variable lead_scoring__score_overrides holds no lines", "Got: '['ann', 'good', 5]'",
         "Fix: edit lead_scoring__score_overrides."),
    ),
    "a column that is a number": (
        {"scorecard_tiers": [{**TIER, "lower_bound": None, 7: "x"}]},
        ("the table has a column that has no meaning. Got: '7'", "Fix: edit lead_scoring__scorecard_tiers."),
    ),
    "a line without anything": (
        {"scorecard_rules": [None]}, ("lead_scoring__scorecard_rules", "a mapping"),
    ),
    "a list in a cell": (
        {"scorecard_rules": [{**ATTRIBUTE_RULE, "operator": "in", "value": ["Director", "CEO"]}]},
        ("scorecard good, rule director", "value ", "Got: '['Director', 'CEO']'",
         "edit value in lead_scoring__scorecard_rules, entry 1."),
    ),
    "a number in place of lines": (
        {"scorecard_tiers": 5}, ("lead_scoring__scorecard_tiers", "Got: '5'", "a list of lines"),
    ),
    "one line in place of a list": (
        {"scorecards": {"scorecard_id": "good"}},
        ("lead_scoring__scorecards", "Got: '{'scorecard_id': 'good'}'", "a list of lines"),
    ),
    "misspelt names": (
        {"scoring_dat": "2026-06-30", "colour": "red", "dormant_days": 30},
        ("lead_scoring: there is no variable lead_scoring__scoring_dat. Did you mean 'lead_scoring__scoring_date'?\n",
         "lead_scoring: there is no variable lead_scoring__colour.\n",
         "Allowed: lead_scoring__leads, lead_scoring__events, ", "Fix: edit the name in dbt_project.yml or in --vars."),
    ),
    "columns mapped to what is not there": (
        {"column_mapping": {"leads": {"lead_id": "contact_id", "created_at": "since"}}},
        ("lead_scoring__leads cannot be read",
         "column lead_id is mapped to a column that is not there. Got: 'contact_id'. Allowed: lead_id, created_at, ",
         "column created_at is mapped to a column that is not there. Got: 'since'. Allowed: lead_id, created_at, ",
         "Fix: edit lead_scoring__column_mapping, written {input: {our column: your column}}"),
    ),
    "columns of an unknown input mapped": (
        {"column_mapping": {"contacts": {"lead_id": "contact_id"}}},
        ("'contacts' is no input. Allowed: leads, events, conversions, identities",
         "edit lead_scoring__column_mapping"),
    ),
    "no columns mapped": (
        {"column_mapping": {"leads": None}}, ("lead_scoring__column_mapping", "{input: {our column: your column}}"),
    ),
    "columns mapped by a list": (
        {"column_mapping": ["leads"]}, ("lead_scoring__column_mapping", "{input: {our column: your column}}"),
    ),
    "columns of an input mapped by text": (
        {"column_mapping": {"leads": "contact_id"}},
        ("lead_scoring__column_mapping", "Got: 'contact_id'", "{input: {our column: your column}}"),
    ),
}  # fmt: skip


@pytest.mark.slow
def test_the_day_of_the_environment_counts_where_no_variable_says_one(
    project: ScoringProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBT_LEAD_SCORING_DATE", "2026-02-30")
    project.write(WORLD)
    with pytest.raises(BuildError, match=r"the variable DBT_LEAD_SCORING_DATE is no day. Got: '2026-02-30'"):
        project.build(**project.inputs, **{table: [*lines] for table, lines in GOOD.items()})
    project.run(GOOD, SCORING_DATE)


@pytest.mark.sampled(12)
@pytest.mark.parametrize(("settings", "says"), VARIABLES.values(), ids=VARIABLES.keys())
def test_a_variable_that_cannot_be_meant(
    project: ScoringProject, settings: dict[str, Any], says: tuple[str, ...]
) -> None:
    project.write(WORLD)
    day = settings.get("scoring_date", SCORING_DATE)
    others = {name: value for name, value in settings.items() if name != "scoring_date"}
    if NOWHERE in others.values() and not project.warehouse.reads_files:
        says = ("a file can be read on DuckDB only", f"Got: '{NOWHERE}' on {project.warehouse.target}")
    message = message_of(project, GOOD, day, **others)
    assert [text for text in ("lead_scoring: ", *says) if text not in message] == []
    # Whether a relation is in the warehouse only the warehouse knows.
    if is_told_alike(project) and settings.get("leads") != "crm.contacts":
        told = told_without_dbt(project, GOOD, day, **others).replace("\n", "\n  ")
        assert told and told in message
    assert foreign_words(message) == []


def test_a_file_without_the_needed_columns(project: ScoringProject, tmp_path: Path) -> None:
    """All of them in one message."""
    leads = tmp_path / "contacts.csv"
    leads.write_text("contact_id,since,job_title\nann,2026-01-01,Director\n", encoding="utf-8")
    project.write(WORLD)
    message = message_of(project, GOOD, leads=leads)
    assert (
        "lead_scoring: lead_scoring__leads cannot be read.\n"
        "    - column lead_id is missing. Got: contact_id, since, job_title\n"
        "    - column created_at is missing. Got: contact_id, since, job_title\n"
        "    Fix: edit lead_scoring__column_mapping, written {input: {our column: your column}}, or name the columns "
        "so in the data.\n"
    ) in message
    assert message.count("lead_scoring: ") == 1
    assert foreign_words(message) == []


def test_a_time_that_is_a_number(project: ScoringProject) -> None:
    project.write(WORLD)
    types: Types = {"lead_id": "text", "event_type": "text", "occurred_at": "number"}
    write_parquet(project.inputs["events"], [{"lead_id": "ann", "event_type": "page_view", "occurred_at": 1}], types)
    message = message_of(project, GOOD)
    assert "lead_scoring: lead_scoring__events cannot be read." in message
    told = r"column occurred_at must be a date, a time or text\. Got: occurred_at, a (DECIMAL|NUMERIC)\b"
    assert re.search(told, message, re.IGNORECASE), message
    assert foreign_words(message) == []
