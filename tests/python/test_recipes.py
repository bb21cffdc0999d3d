"""Every command that README.md and docs/ show is run as it is written: in a fresh clone, and in a project that
installs this one.

The quick half sees that none is forgotten; the slow half runs them, those of a place one after the other.
"""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from documents import PAGES
from project import ROOT
from test_consumer import SCORES, SOURCE, Consumer
from test_readme import MINE, write_my_files

BACK_UP, RESTORE = (
    f"dbt run-operation lead_scoring.{name}_logs --args '{{schema: lead_scoring_backup}}'"
    for name in ("back_up", "restore")
)
COMPARE = "python dbt_packages/lead_scoring/scripts/compare_scorecards.py --challenger next"
LEARN = (
    'dbt build --select +lead_scoring.learning --indirect-selection buildable --vars "$(cat mine/learn.yml)"',
    'python scripts/export_scorecard.py --output learned -- --vars "$(cat mine/learn.yml)"',
)
GENERATE = (
    "python dbt_packages/lead_scoring/scripts/generate_macros.py --signals signals --output"
    " macros/lead_scoring_signals.sql"
)
CHECK = "python dbt_packages/lead_scoring/scripts/check_scorecard.py"
REPLAY = "--vars '{lead_scoring__replay_from: 2026-06-09}'"
FROM_EMPTY = ("make learn OUTPUT=learned", "make backfill FROM=2026-01-06 TO=2026-06-23 EVERY=7")
"""Commands that begin with a database that is not there."""
IN_A_CLONE = (
    *FROM_EMPTY,
    "make demo",
    ".venv/bin/python -c \"import duckdb; duckdb.connect('lead_scoring.duckdb', read_only=True)"
    ".sql('select * from lead_scores limit 5').show()\"",
    "make report",
    BACK_UP,
    RESTORE,
    "cp -r seeds/scorecards next",
    "make compare CHALLENGER=next",
    'make compare CHALLENGER=next ARGS="--output summary.md"',
    'make compare CHALLENGER=learned ARGS="--champion fit_engagement"',
    "make macros",
    "make check-scorecard",
)
IN_AN_INSTALLERS_PROJECT = ("dbt deps", "dbt build", CHECK, GENERATE, BACK_UP, RESTORE, COMPARE)
ELSEWHERE = {
    r"dbt build --vars '\{lead_scoring__scoring_date": "test_readme.py::followed",
    r"dbt build --vars '\{\n  lead_scoring__leads": "test_readme.py::test_the_example_of_two_files_runs_as_printed",
    r"dbt build --vars '\{\n  lead_scoring__scorecards": "test_recipes.py::test_a_command_runs_in_a_fresh_clone",
    r'dbt build --vars "\$\(cat mine/vars': "test_readme.py::test_the_same_in_one_file_gives_the_same",
    r'dbt build --vars "\$\(cat mine/broken': "test_readme.py::test_the_broken_scorecard_gives_the_message_shown",
    r"LEAD_SCORING_DUCKDB=replay.duckdb dbt build": "test_readme.py::replayed",
    r"LEAD_SCORING_DUCKDB=first.duckdb dbt build": "test_site.py::test_the_first_scorecard_gives_what_its_guide_shows",
    r"LEAD_SCORING_DUCKDB=from_sql.duckdb dbt build": "test_site.py::test_a_query_and_its_scorecard_give_the_same",
    r"dbt build --select \+lead_scoring.learning": "test_recipes.py::test_learning_where_there_is_no_make",
    r"python scripts/export_scorecard.py": "test_recipes.py::test_learning_where_there_is_no_make",
    r"dbt compile --no-introspect": "test_input_columns.py::test_",
    r"make import-hubspot": "test_import_hubspot.py::test_",
    r"make push|export HUBSPOT_TOKEN": "../push/test_push.py::test_",
    r"python scripts/benchmark.py": "test_benchmark.py::test_",
    r"\.venv/bin/python scripts/history_size.py": "",
    r"duckdb -readonly|curl|source": "",
}
"""Commands by how they begin, with the test that runs what they do; without one they need what is not here, or long."""


def commands(text: str) -> list[str]:
    """The commands of the shell blocks of a page, without their comments; one may have several lines."""
    found, begun = [], ""
    for block in re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            begun += line.removesuffix("\\") + ("" if line.endswith("\\") else "\n")
            try:
                words = shlex.split(begun, comments=True)
            except ValueError:  # a quotation goes on
                continue
            if not line.endswith("\\"):
                found += [re.sub(r"\s+# .*|^# .*", "", begun).strip()] if words else []
                begun = ""
    return found


WRITTEN = {command: page for page, text in PAGES.items() for command in commands(text)}
LEARNED = next(command for command in WRITTEN if "learned/scorecards.csv" in command)


def test_every_written_command_is_run_somewhere() -> None:
    run = {*IN_A_CLONE, *IN_AN_INSTALLERS_PROJECT}
    missed = {
        command: page
        for command, page in WRITTEN.items()
        if command not in run and not any(re.match(start, command) for start in ELSEWHERE)
    }
    assert missed == {}
    assert run - WRITTEN.keys() == set()
    for start, test in ELSEWHERE.items():
        assert any(re.match(start, command) for command in WRITTEN), start
        if test:
            module, name = test.split("::")
            assert re.search(rf"^def {name}", (ROOT / "tests" / "python" / module).read_text("utf-8"), re.MULTILINE)


def test_make_help_is_short_and_no_target_is_missing() -> None:
    """Ten lines for users; the others are listed for developers."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    help_texts = {
        target: re.search(rf"^{target}:\n((?:\t@echo .*\n)+)", makefile, re.MULTILINE).group(1)
        for target in ("help", "help-dev")
    }
    assert len(help_texts["help"].splitlines()) == 10
    listed = set(re.findall(r"\b(?:make|and|,) ([a-z-]+)|(?<= )(test-[a-z-]+)", "".join(help_texts.values())))
    declared = " ".join(re.findall(r"^\.PHONY: (.+?)(?<!\\)$", makefile, re.MULTILINE | re.DOTALL))
    targets = set(re.findall(r"(?<![$(])\b[a-z][a-z-]+\b(?!\))", declared))
    assert targets - {name for pair in listed for name in pair} - {"help"} == set()


def test_no_selection_is_by_a_path_or_brings_tests_of_other_tables() -> None:
    """In a project that installs this one paths are others, and on a new database other tables are not there."""
    texts = [*PAGES.values(), (ROOT / "Makefile").read_text("utf-8")]
    selections = [line for text in texts for line in re.findall(r"dbt\S* build[^`\n]* --select [^`\n]*", text)]
    assert len(selections) >= 3
    assert [line for line in selections if "path:" in line or "--indirect-selection buildable" not in line] == []


# -- a fresh clone ----------------------------------------------------------------------------------------------------


def shell(command: str, folder: Path, **environment: str) -> str:
    """Run a command as somebody would who has activated .venv, and give what it printed."""
    bin_folder = str(Path(sys.executable).parent)
    dropped = {"LEAD_SCORING_DUCKDB", *(name for name in os.environ if name.startswith("DBT_"))}
    run = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env={
            **{name: value for name, value in os.environ.items() if name not in dropped},
            "PATH": os.pathsep.join([bin_folder, os.environ["PATH"]]),
            **environment,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert run.returncode == 0, f"{command}\n{run.stdout}"
    return run.stdout


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is in the repository and nothing else, with the environment that tests run in."""
    folder = tmp_path_factory.mktemp("fresh") / "lead_scoring"
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in listed.splitlines():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
    (folder / ".venv").symlink_to(Path(sys.executable).parent.parent)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("command", [FROM_EMPTY[0], LEARNED, *IN_A_CLONE[1:]])
def test_a_command_runs_in_a_fresh_clone(clone: Path, command: str, tmp_path: Path) -> None:
    is_apart = command in FROM_EMPTY or command == LEARNED
    apart = {"LEAD_SCORING_DUCKDB": str(tmp_path / "new.duckdb")} if is_apart else {}
    before = fingerprint(clone / "lead_scoring.duckdb")
    shell(command, clone, **apart)
    if "compare" in command:
        assert fingerprint(clone / "lead_scoring.duckdb") == before
        assert (clone / "target" / "compare.duckdb").exists()


@pytest.mark.slow
def test_learning_where_there_is_no_make(clone: Path, tmp_path: Path) -> None:
    """By the variables that the page shows, of which the inputs stay those of the demo, in a new database."""
    assert [command for command in commands(PAGES["docs/guides/learning.md"]) if "learn.yml" in command] == [*LEARN]
    write_my_files(clone)
    ours = [line for line in MINE["mine/learn.yml"].splitlines() if "crm." not in line and "__scorecards" not in line]
    (clone / "mine" / "learn.yml").write_text("\n".join(ours), encoding="utf-8")
    for command in LEARN:
        shell(
            command.replace("--output learned", "--output proposed"),
            clone,
            LEAD_SCORING_DUCKDB=str(tmp_path / "new.duckdb"),
        )
    assert len((clone / "proposed" / "scorecard_rules.csv").read_text("utf-8").splitlines()) > 5


def fingerprint(database: Path) -> str:
    return hashlib.sha256(database.read_bytes()).hexdigest() if database.exists() else ""


# -- a project that installs this one ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Consumer:
    """The consumer of tests/consumer on DuckDB, with activation, and a challenger in a folder."""
    made = Consumer(
        tmp_path_factory.mktemp("installed"), "duckdb",
        changes={"models": {"lead_scoring": {
            "activation": None, "core": {"published": {"lead_stages": None, "scoring_input_audit": None}},
        }}},
    )  # fmt: skip
    made.write("packages.yml", f"packages: [{{local: {ROOT}}}]\n")
    (made.folder / "next").mkdir()
    rules = (SOURCE / "seeds" / "icp" / "icp_rules.csv").read_text("utf-8")
    made.write("next/scorecard_rules.csv", rules.replace(",,,15,", ",,,40,"))
    return made


@pytest.mark.slow
@pytest.mark.parametrize("command", IN_AN_INSTALLERS_PROJECT)
def test_a_command_runs_where_this_is_installed(installed: Consumer, command: str) -> None:
    database = installed.warehouse.directory / "lead_scoring.duckdb"
    before = fingerprint(database)
    printed = shell(command, installed.folder)
    if command == COMPARE:
        assert fingerprint(database) == before
        assert "Tried the planner" in printed
        with duckdb.connect(str(installed.folder / "target" / "compare.duckdb"), read_only=True) as compared:
            assert compared.execute("select count(*) from main_scoring.rule_moves").fetchone() != (0,)


@pytest.mark.slow
def test_after_a_restore_a_build_goes_on(installed: Consumer) -> None:
    before = installed.warehouse.rows(f"select * from {installed.schema}_scoring.lead_sync order by sync_id")
    shell(f"dbt build {REPLAY}", installed.folder)
    assert installed.warehouse.rows(f"select * from {installed.schema}_scoring.lead_sync order by sync_id") == before
    assert installed.scores() == SCORES


@pytest.mark.slow
def test_the_report_finds_tables_in_their_schemas(installed: Consumer) -> None:
    """Of the file, and of the project, after the build above."""
    database = installed.warehouse.directory / "lead_scoring.duckdb"
    script = "python dbt_packages/lead_scoring/scripts/report.py"
    assert f"`{script}`" in PAGES["docs/guides/performance.md"]
    for options in (f"--database {database}", f"--project-dir . {REPLAY}"):
        assert "1 scorecards" in shell(f"{script} --output report.html {options}", installed.folder)
    best = shell(f"python dbt_packages/lead_scoring/scripts/best_leads.py --database {database}", installed.folder)
    assert "The best of 3 leads on scorecard air_freight" in best
