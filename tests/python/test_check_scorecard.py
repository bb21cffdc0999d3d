"""The checks without dbt: what they read, what they cannot know, how fast they are, and where they are built in.

That they tell what a build tells, text for text, is tested in test_errors.py, on all mistakes.
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import check_scorecard
import pytest
import yaml
from click.testing import CliRunner, Result
from generate_macros import build
from jsonschema import Draft202012Validator
from project import ROOT
from signals.read import load

CONSUMER = ROOT / "tests" / "consumer"
SCHEMA = ROOT / "signals" / "signals.schema.json"
COLUMNS = {
    "leads": {"lead_id": "varchar", "created_at": "timestamp", "job_title": "varchar", "employees": "integer"},
    "events": {"event_id": "varchar", "lead_id": "varchar", "event_type": "varchar", "occurred_at": "timestamp"},
}
CARDS = "scorecard_id\nfirst\n"
GROUPS = "scorecard_id,group_id,axis\nfirst,job,fit\n"
RULES = "scorecard_id,rule_id,group_id,rule_type,subject,operator,value,points\n"
GOOD_RULE = "first,director,job,attribute,job_title,has_word,director,10\n"


def check(*arguments: object) -> Result:
    return CliRunner().invoke(check_scorecard.main, [str(argument) for argument in arguments])


def project_of(folder: Path, rules: str, **variables: Any) -> Path:
    """A project that has its scorecard in seeds, and its leads in a model."""
    (folder / "seeds").mkdir()
    for name, text in {"cards": CARDS, "groups": GROUPS, "rules": rules}.items():
        (folder / "seeds" / f"my_{name}.csv").write_text(text, "utf-8")
    settings = {
        "name": "mine",
        "vars": {
            "lead_scoring__leads": "ref('contacts')",
            "lead_scoring__scorecards": "ref('my_cards')",
            "lead_scoring__scorecard_groups": "ref('mine', 'my_groups')",
            "lead_scoring__scorecard_rules": "seeds/my_rules.csv",
            **variables,
        },
    }
    (folder / "dbt_project.yml").write_text(yaml.safe_dump(settings), "utf-8")
    return folder


@pytest.fixture
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file is named from the folder in which dbt runs."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


# -- what is read -----------------------------------------------------------------------------------------------------


def test_the_demo_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = check()
    assert result.exit_code == 0
    checked, right = result.stdout.splitlines()
    assert re.match(r"\d+ scorecards, \d+ rules: seeds/scorecards/scorecards\.csv, seeds/scorecards/score", checked)
    assert right == "Scorecards and signals are right."
    assert "these are the examples that are shipped, not scorecards of yours" in result.stderr


def test_columns_and_their_types_are_those_of_seeds(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a build of the demo has them."""
    rule = {
        "scorecard_id": "first", "rule_id": "big", "group_id": "job", "rule_type": "attribute", "subject": "employees",
        "operator": "contains", "value": "5", "points": "1",
    }  # fmt: skip
    variables = {
        "lead_scoring__scorecards": [{"scorecard_id": "first"}],
        "lead_scoring__scorecard_groups": [{"scorecard_id": "first", "group_id": "job", "axis": "fit"}],
        "lead_scoring__scorecard_rules": [rule],
    }
    result = check("--project-dir", ROOT, "--vars", yaml.safe_dump(variables))
    assert result.exit_code == 1
    assert "operator does not go with employees, which is INTEGER. Got: 'contains'." in result.output


def test_a_project_that_installs_this_one(in_folder: Path) -> None:
    """Its seeds, its variables and its files are read; what is wrong is told as a build tells it."""
    project_of(in_folder, RULES + GOOD_RULE)
    result = check("--columns", columns_in(in_folder))
    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        "1 scorecard, 1 rule: seeds/my_cards.csv, seeds/my_groups.csv, seeds/my_rules.csv\n"
        "Scorecards and signals are right.\n",
        "",
    )
    (in_folder / "seeds" / "my_rules.csv").write_text(RULES + GOOD_RULE.replace("job_title", "job_tittle"), "utf-8")
    result = check("--columns", columns_in(in_folder))
    assert result.exit_code == 1
    assert (
        "lead_scoring: 1 problem in the scorecards. Nothing was scored; the last tables stay as they were.\n"
        "  - scorecard first, rule director: subject is no column of leads. Got: 'job_tittle'. Did you mean "
        "'job_title'? Allowed: lead_id, created_at, job_title, employees. Fix: edit subject in "
        "seeds/my_rules.csv, line 2.\n"
    ) in result.output


@pytest.mark.parametrize("table", ["cards", "groups", "rules"])
def test_a_seed_is_looked_at_as_a_file_is(in_folder: Path, table: str) -> None:
    """Before it is loaded, on any warehouse; the group's seed is named with its project."""
    project_of(in_folder, RULES + GOOD_RULE)
    seed = in_folder / "seeds" / f"my_{table}.csv"
    seed.write_text(seed.read_text("utf-8").rstrip() + ",\n", "utf-8")
    result = check("--columns", columns_in(in_folder), "--adapter", "duckdb" if table == "rules" else "snowflake")
    assert result.exit_code == 1
    assert re.search(rf"the line has \d+ cells?, and the header \d+\. .* Fix: edit seeds/my_{table}\.csv, line 2\.\n$",
                     result.output)  # fmt: skip


def test_lines_in_a_variable_are_told_by_their_number(in_folder: Path) -> None:
    rule = {"scorecard_id": "first", "rule_id": "big", "group_id": "job", "rule_type": "attribute", "points": "1",
            "subject": "employees", "operator": ">", "value": "5"}  # fmt: skip
    lines = [rule, {**rule, "rule_id": "small", "points": "one"}]
    project_of(in_folder, RULES + GOOD_RULE, lead_scoring__scorecard_rules=lines)
    result = check("--columns", columns_in(in_folder))
    assert result.output.endswith(" Fix: edit points in lead_scoring__scorecard_rules, entry 2.\n")
    lines[1]["points"] = "1"
    project_settings = yaml.safe_load((in_folder / "dbt_project.yml").read_text("utf-8"))
    project_settings["vars"]["lead_scoring__scorecard_rules"] = lines
    (in_folder / "dbt_project.yml").write_text(yaml.safe_dump(project_settings), "utf-8")
    assert (
        "1 scorecard, 2 rules: seeds/my_cards.csv, seeds/my_groups.csv, lead_scoring__scorecard_rules\n"
        in check("--columns", columns_in(in_folder)).output
    )


def columns_in(folder: Path, columns: Mapping[str, Any] = COLUMNS) -> Path:
    path = folder / "columns.yml"
    path.write_text(yaml.safe_dump(dict(columns), sort_keys=False), "utf-8")
    return path


def test_a_macro_of_the_project_stands_before_ours(in_folder: Path) -> None:
    project_of(in_folder, RULES + GOOD_RULE)
    (in_folder / "macros").mkdir()
    (in_folder / "macros" / "day.sql").write_text(
        "{% macro default__scoring_date() %}{{ exceptions.raise_compiler_error('no day today') }}{% endmacro %}",
        "utf-8",
    )
    result = check("--columns", columns_in(in_folder))
    assert (result.exit_code, "no day today" in result.output) == (1, True)


# -- what cannot be known ---------------------------------------------------------------------------------------------


def test_columns_of_a_model_are_not_known_and_that_is_said(in_folder: Path) -> None:
    """All else is checked."""
    project_of(in_folder, RULES + GOOD_RULE.replace("job_title", "job_tittle"))
    result = check()
    assert result.exit_code == 0
    assert "note: columns of leads are not known without a warehouse" in result.output
    (in_folder / "seeds" / "my_rules.csv").write_text(RULES + GOOD_RULE.replace("10", "ten"), "utf-8")
    assert "points cannot be read. Got: 'ten'" in check().output


@pytest.mark.parametrize("place", ["ref('built_rules')", "source('crm', 'rules')", "crm.rules"])
def test_a_table_that_only_a_warehouse_has_is_an_error(in_folder: Path, place: str) -> None:
    project_of(in_folder, RULES, lead_scoring__scorecard_rules=place)
    result = check()
    assert result.exit_code == 1
    assert "is not in a file, so it cannot be checked without a warehouse" in result.output


def test_a_file_that_is_not_there_is_told_as_a_build_tells_it(in_folder: Path) -> None:
    project_of(in_folder, RULES, lead_scoring__scorecard_rules="seeds/nowhere.csv")
    assert "lead_scoring__scorecard_rules names a file that is not there" in check().output


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lead_id,created_at\n1,2026-01-01\n2,2026-01-01, noon\n3,2026-01-01,\n",
         "line 3 has 3 cells, and the header 2; so have 1 more. Got: '2,2026-01-01, noon'"),
        ("\ufefflead_id,created_at,note\n\n1,2026-01-01,\"Ö, €\u3000\"\n2,2026-01-01\n",
         "line 4 has 2 cells, and the header 3. Got: '2,2026-01-01'"),
        ("lead_id;created_at\n1;2026-01-01\n", "the columns are separated by semicolons. Got: 'lead_id;created_at'"),
        ("\n", "the file is empty"),
    ],
    ids=["a comma too many", "a cell too few", "semicolons", "nothing"],
)  # fmt: skip
def test_a_line_of_an_input_has_as_many_cells_as_the_header(in_folder: Path, text: str, said: str) -> None:
    (in_folder / "leads.csv").write_text(text, "utf-8")
    result = check("--project-dir", project_of(in_folder, RULES + GOOD_RULE, lead_scoring__leads="leads.csv"))
    assert result.exit_code == 1
    assert f"lead_scoring: leads.csv cannot be read.\n  - {said}\n  Allowed: commas" in result.stderr
    assert result.stderr.rstrip().endswith("Fix: edit leads.csv.")


def test_of_several_files_of_an_input_the_wrong_one_is_named(in_folder: Path) -> None:
    for name, cell in {"a": "", "b": ",x"}.items():
        (in_folder / f"leads_{name}.csv").write_text(f"lead_id,created_at\n{name},2026-01-01{cell}\n", "utf-8")
    result = check("--project-dir", project_of(in_folder, RULES + GOOD_RULE, lead_scoring__leads="leads_*.csv"))
    assert "leads_b.csv, line 2 has 3 cells, and the header 2. Got: 'b,2026-01-01,x'" in result.stderr


def test_an_input_that_duckdb_cannot_read_gives_a_sentence(in_folder: Path) -> None:
    """A quote in a cell may be part of a text, so it is left to DuckDB."""
    (in_folder / "leads.csv").write_text('lead_id,created_at,job_title\n1,2026-01-01,"VP"s\n', "utf-8")
    result = check("--project-dir", project_of(in_folder, RULES + GOOD_RULE, lead_scoring__leads="leads.csv"))
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert result.stderr.startswith("lead_scoring: DuckDB cannot read the data. Got: Invalid Input Error: ")
    (in_folder / "leads.csv").write_text('lead_id,created_at,job_title\n1,2026-01-01,VP of 19" screens\n', "utf-8")
    assert check("--project-dir", in_folder).exit_code == 0


def test_a_folder_without_a_project(tmp_path: Path) -> None:
    result = check("--project-dir", tmp_path)
    assert (result.exit_code, "dbt_project.yml cannot be read" in result.output) == (1, True)


# -- signals ----------------------------------------------------------------------------------------------------------


def test_signals_are_checked_with_the_macros_made_of_them(in_folder: Path) -> None:
    project_of(in_folder, RULES + GOOD_RULE)
    (in_folder / "signals").mkdir()
    (in_folder / "macros").mkdir()
    signal = {"name": "big", "on": "leads", "when": "employees > 1000"}
    (in_folder / "signals" / "mine.yml").write_text(yaml.safe_dump({"signals": [signal]}), "utf-8")
    macros = "{% macro default__signals() %}{{ return({}) }}{% endmacro %}"
    (in_folder / "macros" / "signals.sql").write_text(macros, "utf-8")
    assert "macros/signals.sql is not current" in check().output
    wrong = {**signal, "when": "count(*) > 1"}
    (in_folder / "signals" / "mine.yml").write_text(yaml.safe_dump({"signals": [wrong]}), "utf-8")
    assert "signal big: an aggregate, count, is not allowed" in check().output


def test_a_signal_of_events_with_ages_has_no_opposite_and_no_stage(in_folder: Path) -> None:
    stage = {"stage_id": "late", "stage_rank": "1", "entry_type": "event", "subject": "signal:late"}
    rule = "first,late,job,event,signal:late,is_false,,1\n"
    project_of(in_folder, RULES + rule, lead_scoring__lifecycle_stages=[stage])
    (in_folder / "signals").mkdir()
    (in_folder / "macros").mkdir()
    signal = {"name": "late", "on": "events", "when": "age_days(due_on) > 3"}
    (in_folder / "signals" / "mine.yml").write_text(yaml.safe_dump({"signals": [signal]}), "utf-8")
    (in_folder / "macros" / "signals.sql").write_text(build(in_folder / "signals"), "utf-8")
    output = check().output
    assert "operator is is_false, but the signal looks at ages" in output
    assert "subject names a signal that looks at ages, but a stage is entered on the day of its event" in output


def schema() -> Draft202012Validator:
    document = json.loads(SCHEMA.read_text("utf-8"))
    Draft202012Validator.check_schema(document)
    return Draft202012Validator(document)


@pytest.mark.parametrize(
    "path",
    sorted([*ROOT.glob("signals/*.yml"), *ROOT.glob("tests/consumer/signals/*.yml"),
            *ROOT.glob("tests/golden_cards/*/signals.yml")]),
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)  # fmt: skip
def test_all_signal_files_are_of_the_schema(path: Path) -> None:
    assert [error.message for error in schema().iter_errors(load(path))] == []


@pytest.mark.parametrize(
    "signal",
    [
        {"name": "Big", "on": "leads", "when": "x > 1"},
        {"name": "big", "on": "accounts", "when": "x > 1"},
        {"name": "big", "on": "leads"},
        {"name": "big", "on": "leads", "when": "x > 1", "colour": "red"},
        {"name": "big", "on": "leads", "when": True},
        {"name": "b" * 51, "on": "leads", "when": "x > 1"},
    ],
    ids=str,
)
def test_the_schema_refuses_what_is_no_signal(signal: dict[str, Any]) -> None:
    assert not schema().is_valid({"signals": [signal]})


def test_editors_have_words_for_each_key_and_values_to_offer() -> None:
    """What is shown under the mouse, and what completion offers."""
    document = json.loads(SCHEMA.read_text("utf-8"))
    keys = document["$defs"]["signal"]["properties"]
    assert keys.keys() == {"name", "on", "when", "description"}
    assert [name for name, key in keys.items() if len(key["description"]) < 20 or not key["title"]] == []
    assert keys["on"]["enum"] == ["leads", "events"]


def test_the_first_line_of_signals_names_the_schema() -> None:
    path = ROOT / "signals" / "demo.yml"
    start, _, name = path.read_text("utf-8").splitlines()[0].partition("$schema=")
    assert start == "# yaml-language-server: "
    assert (path.parent / name).resolve() == SCHEMA


# -- fast, and built in -----------------------------------------------------------------------------------------------

TIMED = """
import sys, time
sys.path.insert(0, {scripts!r})
sys.argv = ["check-scorecard", *{arguments!r}]
from check_scorecard import main
try:
    main(standalone_mode=False)
finally:
    print(time.process_time(), *sorted(name for name in sys.modules if name.split(".")[0] == "dbt"))
"""


def test_500_rules_take_seconds_and_no_dbt(in_folder: Path) -> None:
    """One alone; tests share the processor, which doubles its seconds."""
    project_of(
        in_folder, RULES + "".join(GOOD_RULE.replace("director,job", f"rule_{number},job") for number in range(500))
    )
    with (in_folder / "seeds" / "my_rules.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == 500
    code = TIMED.format(scripts=str(ROOT / "scripts"), arguments=["--columns", str(columns_in(in_folder))])
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    checked, told, seconds = run.stdout.splitlines()
    assert checked.startswith("1 scorecard, 500 rules: ")
    assert told == "Scorecards and signals are right."
    # A second word would be a module of dbt.
    assert float(seconds) < 5


def test_hook_and_action_call_the_command_that_is_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    [command] = project["project"]["scripts"]
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert (hook["id"], hook["entry"], hook["language"]) == (command, command, "python")
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    runs = [step["run"] for step in action["runs"]["steps"] if "run" in step]
    assert runs[-1].startswith(f"{command} --project-dir")
    installed = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert [path for path in installed if not (ROOT / path).exists()] == []
