"""What is probably wrong with inputs and scorecards, though it is right to the letter: `scoring_health`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import check_scorecard
import pytest
import yaml
from click.testing import CliRunner
from project import ROOT, BuildError, ScoringProject
from reference import Row, World
from scorecard_builder import (
    ABSENCE_RULE,
    ATTRIBUTE_RULE,
    ENGAGEMENT_GROUP,
    EVENT_RULE,
    FIT_GROUP,
    REQUIRED_RULE,
    SCORECARD,
    Cells,
    Tables,
)

DAY = "2026-06-30"
NOON = datetime(2026, 6, 30, 12)
LEAD_TYPES = {
    "lead_id": "text", "created_at": "timestamp", "country": "text", "employees": "text", "opted_in": "text",
    "renewal": "text", "level": "number",
}  # fmt: skip
EVENT_TYPES = {
    "event_id": "text", "lead_id": "text", "event_type": "text", "occurred_at": "timestamp", "campaign": "text",
    "seconds": "text",
}  # fmt: skip
EMPLOYEES = ["500", "1,200", "10,001+", "100-500", "unknown", None, " 250 ", "1.5e3"]
Findings = dict[tuple[str, str], Row]


def lead(number: int, **cells: Any) -> Row:
    return {"lead_id": f"{number}", "created_at": datetime(2026, 1, 5), **cells}


def event(number: int, event_type: str, age: int, **cells: Any) -> Row:
    return {
        "event_id": f"e{number}", "lead_id": "1", "event_type": event_type, "occurred_at": NOON - timedelta(days=age),
        **cells,
    }  # fmt: skip


def world() -> World:
    """Eight leads in three countries; the oldest events are out of what is looked at first."""
    countries = ["Germany"] * 4 + ["France"] * 3 + ["United States"]
    answers = ["yes", "no", "true", "false", "maybe", "maybe", None, ""]
    return World(
        leads=[
            lead(number, country=countries[number], employees=EMPLOYEES[number], opted_in=answers[number],
                 renewal="03/04/2026" if number else "2026-07-01", level=number)
            for number in range(8)
        ],
        events=[
            event(1, "page_view", 1, campaign="Launch", seconds="12"),
            event(2, "page_view", 200, campaign="Newsletter", seconds="a minute"),
            event(3, "page_view", 200),
            event(4, "email_sent", 3),
            event(5, "visitor_event", 3, lead_id="stranger"),
        ],
        lead_types=LEAD_TYPES,
        event_types=EVENT_TYPES,
    )  # fmt: skip


def attribute(rule_id: str, subject: str, operator: str, value: str | None = None, **cells: str) -> Cells:
    return {**ATTRIBUTE_RULE, "rule_id": rule_id, "subject": subject, "operator": operator, "value": value, **cells}


def card(*rules: Cells, **groups: str) -> Tables:
    return {
        "scorecards": [SCORECARD],
        "scorecard_groups": [{**FIT_GROUP, **groups}, ENGAGEMENT_GROUP],
        "scorecard_rules": list(rules),
    }


@pytest.fixture(scope="module")
def health(tmp_path_factory: pytest.TempPathFactory, new_project: Callable[[Path], ScoringProject]) -> ScoringProject:
    project = new_project(tmp_path_factory.mktemp("health"))
    project.models = ("scoring_health",)
    return project


def found(project: ScoringProject, world: World, tables: Tables, day: str = DAY, **settings: Any) -> Findings:
    """The findings by name and place, without the words `scorecard good, `."""
    project.write(world)
    project.run(tables, day, **settings)
    rows = project.rows("select * from scoring_health")
    return {(row["finding"], row["found_in"].removeprefix("scorecard good, ")): row for row in rows}


# --- rules ------------------------------------------------------------------------------------------------------------

RULES = (
    attribute("country", "country", "in", "Germny|France"),
    attribute("us", "country", "=", "US"),
    attribute("big", "employees", ">=", "200"),
    attribute("small", "employees", "<", "200"),
    attribute("opted", "opted_in", "is_true"),
    attribute("renews", "renewal", "between", "2026-06-30|2026-12-31"),
    attribute("known", "country", "is_not_null"),
    attribute("top", "level", ">", "100"),
    {**REQUIRED_RULE, "rule_id": "must", "subject": "country", "operator": "is_not_null", "value": None},
    {**EVENT_RULE, "rule_id": "view", "subject": "Page_Vew"},
    {**EVENT_RULE, "rule_id": "launch", "property": "campaign", "operator": "in", "value": "launch|newsleter"},
    {**EVENT_RULE, "rule_id": "old", "property": "campaign", "operator": "=", "value": "newsletter"},
    {**EVENT_RULE, "rule_id": "other", "property": "campaign", "operator": "!=", "value": "newsletter"},
    {**EVENT_RULE, "rule_id": "long", "property": "seconds", "operator": ">", "value": "10"},
    {**EVENT_RULE, "rule_id": "stranger", "subject": "visitor_event"},
    {**EVENT_RULE, "rule_id": "later", "valid_from": "2026-07-01"},
    {**ABSENCE_RULE, "rule_id": "silent", "subject": "call"},
    {**ABSENCE_RULE, "rule_id": "given", "subject": "email_sent", "given_subject": "email_sent",
     "given_min_count": "2"},
)  # fmt: skip


STAGE = {"stage_id": "met", "stage_rank": "1", "funnel_phase": "MOFU", "entry_type": "event", "subject": "meting"}


@pytest.fixture(scope="module")
def findings(health: ScoringProject) -> Findings:
    return found(health, world(), {**card(*RULES), "lifecycle_stages": [STAGE]})


def test_a_misspelt_value_has_its_nearest_spelling(findings: Findings) -> None:
    row = findings["value_never_occurs", "rule country, value Germny"]
    assert (row["severity"], row["scorecard_id"], row["rule_id"]) == ("warn", "good", "country")
    assert (row["input"], row["column_name"], row["row_count"]) == ("leads", "country", 4)
    assert row["example"] == "did you mean 'germany'?"
    assert row["what_to_do"].startswith("Edit value where it stands")


def test_another_value_has_the_most_frequent_one(findings: Findings) -> None:
    row = findings["value_never_occurs", "rule us, value US"]
    assert (row["row_count"], row["example"]) == (0, "the most frequent is 'germany'")


def test_a_misspelt_event_type_has_its_nearest_spelling(findings: Findings) -> None:
    row = findings["event_type_never_occurs", "rule view, subject Page_Vew"]
    assert (row["input"], row["row_count"], row["example"]) == ("events", 3, "did you mean 'page_view'?")


def test_a_misspelt_property_has_the_nearest_of_all_events(findings: Findings) -> None:
    """Most of them are too old to be looked at first."""
    row = findings["value_never_occurs", "rule launch, value newsleter"]
    assert (row["column_name"], row["row_count"], row["example"]) == ("campaign", 1, "did you mean 'newsletter'?")


def test_a_stage_has_its_event_type_looked_for(findings: Findings) -> None:
    assert findings["event_type_never_occurs", "stage met, subject meting"]["scorecard_id"] is None


def test_each_answer_is_looked_for_among_several(health: ScoringProject) -> None:
    """In a text and in an array, of leads and of events; the nearest is one answer, not a cell."""
    asked = world()
    kinds = {"interests": "text", "topics": "varchar[]"}
    asked.lead_types, asked.event_types = {**asked.lead_types, **kinds}, {**asked.event_types, **kinds}
    for rows in (asked.leads, asked.events):
        rows[1] = {**rows[1], "interests": "E-mail; Events", "topics": ["E-mail", "Events"]}
        rows[2] = {**rows[2], "interests": "Webinars", "topics": ["Webinars"]}
    answers = {"operator": "includes_any", "value": "events|Webinars|evnts"}
    rules = [attribute(name, name, **answers) for name in kinds] + [
        {**EVENT_RULE, "rule_id": f"event_{name}", "property": name, **answers} for name in kinds
    ]
    assert {
        place: row["example"]
        for (finding, place), row in found(health, asked, card(*rules)).items()
        if finding == "value_never_occurs"
    } == {
        f"rule {rule}, value evnts": "did you mean 'events'?"
        for rule in ("interests", "topics", "event_interests", "event_topics")
    }


def test_numbers_and_days_are_looked_for_as_what_they_mean(health: ScoringProject) -> None:
    """In a column of text, and of numbers; a code with a leading zero is none."""
    coded = world()
    coded.lead_types = {**coded.lead_types, "naics": "text", "ends_on": "date", "seen_at": "timestamp"}
    for row, code in zip(coded.leads, ["52", "52.0", "053", "+54"], strict=False):
        row.update(naics=code, ends_on=NOON.date(), seen_at=NOON)
    rules = [
        attribute("code", "naics", "in", "52|53|053|54|+54|55.5"), attribute("level", "level", "in", "1|7.0|8"),
        attribute("ends", "ends_on", "in", "2026-06-30|2026-07-01"),
        attribute("seen", "seen_at", "in", "2026-06-30|2026-06-30 12:00|2026-06-30 13:00"),
        {**EVENT_RULE, "rule_id": "long", "property": "seconds", "operator": "in", "value": "12.0|13"},
    ]  # fmt: skip
    rows = found(health, coded, card(*rules))
    assert {place for finding, place in rows if finding == "value_never_occurs"} == {
        f"rule {rule}, value {value}"
        for rule, values in {
            "code": ("53", "54", "55.5"), "level": ("8",), "ends": ("2026-07-01",), "seen": ("2026-06-30 13:00",),
            "long": ("13",),
        }.items()
        for value in values
    }  # fmt: skip


def test_a_filter_has_its_event_types_looked_for(health: ScoringProject) -> None:
    burst = {"filter_id": "scanners", "event_type": "page_vew", "kind": "burst", "seconds": "5", "max_count": "3"}
    row = found(health, world(), {**card(*RULES), "event_filters": [burst]})[
        "event_type_never_occurs", "event filter scanners, event_type page_vew"
    ]
    assert (row["scorecard_id"], row["rule_id"], row["example"]) == (None, None, "did you mean 'page_view'?")


def test_a_variable_has_its_event_types_looked_for(health: ScoringProject) -> None:
    """Unless it is what it is by default."""
    rows = found(health, world(), PLAIN, outbound_event_types=["Email_Sent", "email_deliverd"])
    assert {place for finding, place in rows if finding == "event_type_never_occurs"} == {
        "variable lead_scoring__outbound_event_types, value email_deliverd"
    }


def test_texts_that_are_no_numbers_are_counted(findings: Findings) -> None:
    for rule in ("big", "small"):
        row = findings["unreadable_number", f"rule {rule}"]
        assert (row["row_count"], row["example"]) == (4, "'1,200', '10,001+', '100-500'")
    row = findings["unreadable_number", "rule long"]
    assert (row["input"], row["row_count"], row["example"]) == ("events", 1, "'a minute'")


def test_texts_that_are_no_dates_are_counted(findings: Findings) -> None:
    row = findings["unreadable_date", "rule renews"]
    assert (row["row_count"], row["example"]) == (7, "'03/04/2026'")


def test_what_is_neither_true_nor_false_is_counted(findings: Findings) -> None:
    row = findings["neither_true_nor_false", "rule opted"]
    assert "'maybe'" in row["example"]
    assert "true" not in row["example"]


def test_what_is_not_known_is_not_different(findings: Findings) -> None:
    row = findings["unknown_left_out", "rule other"]
    assert (row["column_name"], row["row_count"], row["example"]) == ("campaign", 1, "no value")


def test_an_absence_of_what_never_happens(findings: Findings) -> None:
    row = findings["absence_event_never_occurs", "rule silent, subject call"]
    assert row["example"] == "the most frequent is 'page_view'"


def test_a_given_condition_that_never_holds(findings: Findings) -> None:
    assert findings["given_never_holds", "rule given"]["example"] == "at least 2 email_sent"


def test_rules_that_fire_for_all_or_for_nobody(findings: Findings) -> None:
    """A must-have that all have is none; nor is what has its own finding, or begins later."""
    fired = {place: name for name, place in findings if name.startswith("rule_fired")}
    assert fired == {
        "rule top": "rule_fired_for_nobody", "rule small": "rule_fired_for_nobody",
        "rule stranger": "rule_fired_for_nobody", "rule known": "rule_fired_for_everybody",
    }  # fmt: skip
    assert findings["rule_fired_for_everybody", "rule known"]["example"] == "8 of 8 leads"


def test_what_is_right_is_not_found(findings: Findings) -> None:
    places = {place.split(",")[0] for _, place in findings}
    assert places == {f"rule {rule['rule_id']}" for rule in RULES} - {"rule must", "rule old", "rule later"} | {
        "stage met"
    }


def test_a_rule_that_another_always_beats(health: ScoringProject) -> None:
    rules = [
        attribute("any", "level", ">", "1", points="9"), attribute("more", "level", ">", "3", points="5"),
        attribute("less", "level", "<", "3", points="1"),
    ]  # fmt: skip
    rows = found(health, world(), card(*rules, combine="max"))
    assert {name: row["row_count"] for name, row in rows.items()} == {("rule_never_wins", "rule more"): 4}


def test_the_population_is_who_a_rule_could_fire_for(health: ScoringProject) -> None:
    """The signal europe is among those of this project; nobody of it is in the United States."""
    tables = card(attribute("us", "country", "=", "United States"), attribute("fr", "country", "=", "France"))
    rows = found(health, world(), {**tables, "scorecards": [{**SCORECARD, "population": "signal:europe"}]})
    assert set(rows) == {
        ("rule_fired_for_nobody", "rule us"), ("signal_value_never_occurs", "signal europe, value Spain"),
    }  # fmt: skip


def test_a_signal_compares_letter_by_letter(health: ScoringProject) -> None:
    shouted = world()
    for row in shouted.leads:
        row["country"] = "GERMANY" if row["country"] == "Germany" else row["country"]
    rows = found(health, shouted, card(attribute("eu", "signal:europe", "is_true")))
    row = rows["signal_value_never_occurs", "signal europe, value Germany"]
    assert (row["row_count"], row["example"]) == (4, "did you mean 'GERMANY'?")


def test_what_is_meant_so_is_allowed(health: ScoringProject) -> None:
    tables = card(attribute("us", "country", "=", "US"), attribute("known", "country", "is_not_null"))
    allow = ["rule_fired_for_everybody", "value_never_occurs in scorecard good, rule us"]
    rows = found(health, world(), tables, health_allow=allow)
    assert {row["severity"] for row in rows.values()} == {"allowed"}
    assert len(rows) == 2


# --- inputs -----------------------------------------------------------------------------------------------------------

PLAIN = card(attribute("de", "country", "=", "Germany"), {**EVENT_RULE})


def test_no_lead_counts(health: ScoringProject) -> None:
    rows = found(health, world(), PLAIN, day="2025-06-30")
    assert rows["no_lead_counted", "input leads"]["severity"] == "error"
    assert rows["no_lead_counted", "input leads"]["example"] == "0 of 8 rows"


def test_most_of_an_input_is_left_out(health: ScoringProject) -> None:
    lost = world()
    for row in lost.events[1:4]:
        row["occurred_at"] = None
    rows = found(health, lost, PLAIN)
    row = rows["rows_left_out", "input events, reason no_time"]
    assert (row["severity"], row["row_count"], row["example"]) == ("error", 3, "3 of 5 rows")
    assert ("rows_left_out", "input events, reason no_time") not in found(
        health, lost, PLAIN, health_max_left_out_percent=60
    )


def test_all_events_are_of_strangers(health: ScoringProject) -> None:
    strange = world()
    for row in strange.events:
        row["lead_id"] = f"id-{row['lead_id']}"
    rows = {name: row for name, row in found(health, strange, PLAIN).items() if row["severity"] == "error"}
    assert {name: row["row_count"] for name, row in rows.items()} == {("all_events_unknown", "input events"): 5}


@pytest.mark.slow
def test_nothing_has_happened_lately(health: ScoringProject) -> None:
    row = found(health, world(), PLAIN, day="2026-07-08")["no_recent_event", "input events"]
    assert (row["severity"], row["example"]) == ("warn", "the newest is of 2026-06-29")
    assert ("no_recent_event", "input events") not in found(
        health, world(), PLAIN, day="2026-07-08", health_max_event_age_days=9
    )


@pytest.mark.slow
def test_a_column_of_another_type_than_on_the_last_run(health: ScoringProject) -> None:
    def changes(world: World) -> dict[str, str]:
        rows = found(health, world, card(attribute("top", "level", ">", "100")))
        return {place: row["example"] for (name, place), row in rows.items() if name == "column_type_changed"}

    numbers, texts = world(), world()
    texts.lead_types = {**LEAD_TYPES, "level": "text"}
    texts.leads = [{**row, "level": str(row["level"])} for row in texts.leads]
    changes(numbers)
    assert changes(numbers) == {}
    change = changes(texts)
    assert change.keys() == {"input leads, column level"}
    assert re.fullmatch(r"\S.+ on the last run, now \S.+", change["input leads, column level"])
    assert changes(texts) == {}


@pytest.mark.slow
def test_a_reload_is_seen(health: ScoringProject) -> None:
    """A replay would not know of these events before they were loaded anew."""
    loaded = world()
    loaded.event_types = {**EVENT_TYPES, "loaded_at": "timestamp"}
    for row in loaded.events:
        row["loaded_at"] = NOON
    row = found(health, loaded, PLAIN)["loaded_on_one_day", "input events, loaded on 2026-06-30"]
    assert (row["row_count"], row["example"]) == (5, "of 5 events, from 2025-12-12 on")
    for row in loaded.events:
        row["loaded_at"] = row["occurred_at"]
    assert not [name for name, _ in found(health, loaded, PLAIN) if name == "loaded_on_one_day"]


def test_a_time_that_cannot_be_read_is_shown(health: ScoringProject) -> None:
    written = world()
    written.event_types = {**EVENT_TYPES, "occurred_at": "text"}
    for number, row in enumerate(written.events):
        row["occurred_at"] = "yesterday at ten" if number == 1 else f"{row['occurred_at']}"
    row = found(health, written, PLAIN)["unreadable_time", "input events"]
    assert (row["severity"], row["column_name"], row["row_count"]) == ("warn", "occurred_at", 1)
    assert row["example"] == "'yesterday at ten', 1 of 5 rows"


# --- before a build ---------------------------------------------------------------------------------------------------


def test_the_same_is_found_before_a_build(health: ScoringProject, findings: Findings, target: str) -> None:
    if target != "duckdb":
        pytest.skip("files are read by DuckDB")
    health.write(world())
    tables = {**card(*RULES), "lifecycle_stages": [STAGE]}
    variables = {f"lead_scoring__{name}": str(path) for name, path in health.inputs.items()}
    variables |= {f"lead_scoring__{name}": [dict(line) for line in lines] for name, lines in tables.items()}
    written = yaml.safe_dump({**variables, "lead_scoring__scoring_date": DAY}, width=10**9)
    result = CliRunner().invoke(check_scorecard.main, ["--data", "--project-dir", str(ROOT), "--vars", written])
    assert result.exit_code == 0, result.output
    lines = [line for line in result.output.splitlines() if line.startswith("warn ")]
    assert [line.removeprefix("warn ").partition(". Fix: ")[0] for line in lines] == [
        f"{row['finding']}: {row['found_in']}" + (f" ({row['example']})" if row["example"] else "")
        for row in sorted(findings.values(), key=lambda row: (row["finding"], row["found_in"]))
    ]


def test_nothing_is_wrong_with_the_demo() -> None:
    """Its inputs and scorecards are seeds."""
    result = CliRunner().invoke(check_scorecard.main, ["--data", "--project-dir", str(ROOT)])
    assert (result.exit_code, [line for line in result.output.splitlines() if line.startswith("warn")]) == (0, [])


def test_an_error_in_the_data_is_one_of_the_check(tmp_path: Path) -> None:
    (tmp_path / "leads.csv").write_text("lead_id,created_at\nann,2026-07-01\n", "utf-8")
    variables = {f"lead_scoring__{name}": [dict(line) for line in lines] for name, lines in card(EVENT_RULE).items()}
    # The days on which events were loaded are read from logs in a build.
    (tmp_path / "events.csv").write_text(
        "event_id,lead_id,event_type,occurred_at,loaded_at\n1,ann,page_view,2026-06-29,2026-06-30\n", "utf-8"
    )
    variables |= {f"lead_scoring__{name}": str(tmp_path / f"{name}.csv") for name in ("leads", "events")}
    variables["lead_scoring__scoring_date"] = DAY
    arguments = ["--data", "--project-dir", str(ROOT), "--vars", yaml.safe_dump(variables)]
    result = CliRunner().invoke(check_scorecard.main, arguments)
    assert result.exit_code == 1
    assert "error no_lead_counted: input leads (0 of 1 rows). Fix: " in result.output


def test_data_that_a_warehouse_has_are_not_looked_at(tmp_path: Path) -> None:
    variables = {f"lead_scoring__{name}": [dict(line) for line in lines] for name, lines in card(EVENT_RULE).items()}
    arguments = ["--data", "--project-dir", str(ROOT), "--vars", yaml.safe_dump({
        **variables, "lead_scoring__leads": "crm.leads", "lead_scoring__scoring_date": DAY,
    })]  # fmt: skip
    result = CliRunner().invoke(check_scorecard.main, arguments)
    assert result.exit_code == 0
    assert "note: crm.leads is not in a file, so the data are not looked at" in result.output


# --- the build --------------------------------------------------------------------------------------------------------


def build(project: ScoringProject, **settings: Any) -> None:
    """Models and tests, as `dbt build` does it."""
    inputs = {
        f"lead_scoring__{name}": str(project.warehouse.offer(name, path)) for name, path in project.inputs.items()
    }
    written = {f"lead_scoring__{name}": [dict(line) for line in lines] for name, lines in PLAIN.items()}
    more = {f"lead_scoring__{name}": value for name, value in settings.items()}
    project.invoke(
        "build", "--select", "path:models/core", "--exclude-resource-type", "unit_test",
        variables={**inputs, **written, "lead_scoring__keep_history": False, **more},
    )  # fmt: skip


@pytest.mark.slow
def test_an_error_leaves_the_last_scores(fresh_project: ScoringProject) -> None:
    fresh_project.write(world())
    build(fresh_project, scoring_date=DAY)
    before = fresh_project.rows("select * from lead_scores")
    with pytest.raises(BuildError) as error:
        build(fresh_project, scoring_date="2025-06-30")
    assert "no_lead_counted: input leads (0 of 8 rows). Fix: See the reasons" in str(error.value)
    assert fresh_project.rows("select * from lead_scores") == before
    build(fresh_project, scoring_date="2025-06-30", health_allow=["no_lead_counted", "rows_left_out"])
    assert fresh_project.rows("select * from lead_scores") == []


@pytest.mark.slow
def test_it_can_be_switched_off(fresh_project: ScoringProject) -> None:
    parsed = fresh_project.parse({"lead_scoring__health": False})
    names = {node.name for node in parsed.nodes.values() if node.resource_type == "model"}
    assert not {name for name in names if name.endswith(("_findings", "_health"))}
    tests = {node.name for node in parsed.nodes.values() if node.resource_type == "test" and node.config.enabled}
    assert not {name for name in tests if "findings" in name}
