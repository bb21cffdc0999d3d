"""What README.md and the pages of docs/ show is so: queries, figures, commands, excerpts, the table of variables.

A figure shown on a page is compared with the database that the command beside it builds.
"""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import best_leads
import duckdb
import pytest
import yaml
from click.testing import CliRunner
from documents import BLOCKS, PAGES, Block, sections, tables
from installer import install
from project import ROOT, BuildError, ScoringProject
from reference import Row

OWN_FILES = "docs/guides/own_files.md"
PAST = "docs/guides/history.md"
ERRORS = "docs/reference/errors.md"
SIGNALS = "docs/reference/signals.md"
PROOF = ("docs/guides/performance.md", "docs/guides/comparing.md")
TESTED_ELSEWHERE = ("docs/guides/first_scorecard.md", "docs/guides/from_sql.md")
"""By test_site.py."""
QUERIES = [
    block for block in BLOCKS if block.language == "sql" and not block.name and not block.page.startswith("docs/rules/")
]
"""What pages ask. The SQL on pages about rules is compiled from their example, see test_site.py."""
[QUICKSTART] = [block for block in QUERIES if block.page == "README.md" and "'L0118'" not in block.text]
DEMO_QUERIES = [
    block
    for block in QUERIES
    if block.page not in (OWN_FILES, PAST, *PROOF, *TESTED_ELSEWHERE) and block is not QUICKSTART
]
PAST_QUERIES = [block for block in QUERIES if block.page == PAST]
OWN_QUERIES = [block for block in QUERIES if block.page == OWN_FILES]
PROOF_QUERIES = [block for block in QUERIES if block.page in PROOF]
PUBLISHED = {
    re.findall(r"`(\w+)`", link)[0]: re.findall(r"`(\w+)`", columns)
    for link, _, _, columns in tables("docs/reference/tables.md")[0][1:]
}
"""The published tables and their columns, as listed."""
EXCERPTS = [block for block in BLOCKS if block.name.startswith(("seeds/", "signals/"))]
MINE = {block.name: block.text for block in BLOCKS if block.name.startswith("mine/")}


def commands(page: str) -> list[str]:
    """The `dbt build` commands of a page, as they are printed."""
    blocks = [block for block in BLOCKS if block.page == page and block.language == "sh"]
    return [block.text for block in blocks if re.match(r"(LEAD_SCORING_DUCKDB=\S+ )?dbt build", block.text)]


def shown(value: Any) -> str:
    """A value as the pages' tables show it; null is an empty cell."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def answer(project: ScoringProject, query: str) -> tuple[tuple[str, ...], ...]:
    """The result of a query as a table of a page, head first."""
    rows = project.rows(query)
    return (*(tuple(row) for row in rows[:1]), *(tuple(map(shown, row.values())) for row in rows))


def without_indentation(text: str) -> str:
    """The lines of a text from their first character on."""
    return re.sub(r"^ +", "", text, flags=re.MULTILINE)


def published_rows(project: ScoringProject) -> dict[str, list[Row]]:
    """Everything in the published tables."""
    return {table: project.rows(f"select * from {table} order by all") for table in PUBLISHED}


def write_my_files(folder: Path) -> None:
    """Write the files of the examples below a folder."""
    (folder / "mine").mkdir()
    for name, text in MINE.items():
        (folder / name).write_text(text, encoding="utf-8")


def run_as_printed(command: str, folder: Path, of: Path = ROOT) -> ScoringProject:
    """Run a command in a shell and a folder of its own, of this project or another; what it writes goes there too."""
    project = ScoringProject(folder)
    environment = {
        **os.environ,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "DBT_PROJECT_DIR": str(of),
        "DBT_PROFILES_DIR": str(ROOT),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
        "LEAD_SCORING_DUCKDB": str(project.database),
    }
    run = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout
    return project


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> ScoringProject:
    """What `make demo` builds."""
    return run_as_printed(f"python {ROOT}/scripts/demo.py", tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> ScoringProject:
    """The demo on the two days that the page about the history follows it."""
    [both] = commands(PAST)
    return run_as_printed(both.replace("dbt build", "dbt --quiet run").replace("dbt", "dbt --quiet seed\ndbt", 1),
                          tmp_path_factory.mktemp("followed"))  # fmt: skip


@pytest.fixture(scope="module")
def replayed(tmp_path_factory: pytest.TempPathFactory) -> ScoringProject:
    folder = tmp_path_factory.mktemp("replayed")
    write_my_files(folder)
    return run_as_printed(commands(PROOF[0])[0].removeprefix("LEAD_SCORING_DUCKDB=replay.duckdb "), folder)


@pytest.fixture
def my_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ScoringProject:
    """A project run from a folder that holds the files of the examples."""
    write_my_files(tmp_path)
    monkeypatch.chdir(tmp_path)
    return ScoringProject(tmp_path)


@pytest.mark.parametrize("block", DEMO_QUERIES, ids=lambda block: re.findall(r"from (\w+)", block.text)[0])
def test_a_query_runs_on_the_demo_and_gives_what_is_shown(demo: ScoringProject, block: Block) -> None:
    result = answer(demo, block.text)
    # With the demo nothing is wrong.
    assert len(result) > 1 or "from scoring_health" in block.text
    if block.table:
        assert result == block.table


@pytest.mark.slow
@pytest.mark.parametrize("block", PAST_QUERIES, ids=lambda block: re.findall(r"from (\w+)", block.text)[0])
def test_a_query_about_the_past_gives_what_is_shown(followed: ScoringProject, block: Block) -> None:
    assert answer(followed, block.text) == block.table


@pytest.mark.slow
@pytest.mark.parametrize("block", PROOF_QUERIES, ids=lambda block: re.findall(r"from (\w+)", block.text)[0])
def test_a_query_runs_on_the_replayed_demo(replayed: ScoringProject, block: Block) -> None:
    assert len(replayed.rows(block.text)) > 1


def test_a_copied_and_renamed_database_opens(demo: ScoringProject, tmp_path: Path) -> None:
    """Every view, in a file of another name and attached under another one."""
    copy = shutil.copy(demo.database, tmp_path / "back-up of.monday.duckdb")
    with duckdb.connect(copy, read_only=True) as renamed, duckdb.connect() as attached:
        attached.execute(f"attach '{copy}' as other (read_only)")
        views = renamed.execute("select schema_name, view_name from duckdb_views() where not internal").fetchall()
        assert len(views) > 20
        for schema, view in views:
            rows = renamed.execute(f'from "{schema}"."{view}" limit 1').fetchall()
            assert attached.execute(f'from other."{schema}"."{view}" limit 1').fetchall() or not rows


def test_the_printed_demo_is_what_make_demo_prints(demo: ScoringProject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(demo.directory)
    monkeypatch.setenv("COLUMNS", "110")
    arguments = ["--database", "lead_scoring.duckdb", "--scorecard", "fit_engagement"]
    printed = CliRunner().invoke(best_leads.main, arguments).output.splitlines()
    block = next(block for block in BLOCKS if block.page == "docs/guides/demo.md" and block.language == "text")
    top, bottom = block.text.split("…\n")
    assert printed[: len(top.splitlines())] == top.splitlines()
    assert printed[-len(bottom.splitlines()) :] == bottom.splitlines()


def test_the_ledger_shown_adds_up_to_the_score_shown() -> None:
    about_scores = (block for block in QUERIES if block.page == "docs/guides/reading_scores.md")
    block = next(block for block in about_scores if "lead_score_ledger" in block.text and "L0118" in block.text)
    points = [Decimal(row[-1]) for row in block.table[1:]]
    # 43 fit + 59.41 engagement - 2.41 over the limit = 100
    assert sum(points) == Decimal("100.00")


def test_the_published_tables_have_the_columns_listed(demo: ScoringProject) -> None:
    for table, columns in PUBLISHED.items():
        assert [row["column_name"] for row in demo.rows(f"from (describe {table})")] == columns


@pytest.mark.slow
def test_the_example_of_two_files_runs_as_printed(tmp_path: Path) -> None:
    write_my_files(tmp_path)
    project = run_as_printed(commands(OWN_FILES)[0], tmp_path)
    for block in OWN_QUERIES:
        assert answer(project, block.text) == block.table


@pytest.mark.slow
def test_the_same_in_one_file_gives_the_same(my_project: ScoringProject) -> None:
    assert commands(OWN_FILES)[1] == 'dbt build --vars "$(cat mine/vars.yml)"\n'
    my_project.invoke("build", variables=yaml.safe_load(MINE["mine/vars.yml"]))
    for block in OWN_QUERIES:
        assert answer(my_project, block.text) == block.table


def test_the_broken_scorecard_gives_the_message_shown_and_replaces_nothing(
    my_project: ScoringProject, demo: ScoringProject
) -> None:
    assert commands(ERRORS) == ['dbt build --vars "$(cat mine/broken.yml)"\n']
    shutil.copy(demo.database, my_project.database)
    before = published_rows(my_project)

    # Another day: were anything replaced, it would differ.
    variables = {**yaml.safe_load(MINE["mine/broken.yml"]), "lead_scoring__scoring_date": "2026-03-31"}
    with pytest.raises(BuildError) as error:
        my_project.invoke("build", variables=variables)

    # dbt indents what it is told.
    message = next(block.text for block in BLOCKS if (block.page, block.language) == (ERRORS, "text"))
    assert without_indentation(message) in without_indentation(str(error.value))
    assert published_rows(my_project) == before


@pytest.mark.parametrize("block", EXCERPTS, ids=lambda block: block.name)
def test_an_excerpt_stands_in_its_file(block: Block) -> None:
    lines = (ROOT / block.name).read_text(encoding="utf-8").splitlines()
    assert [line for line in block.text.splitlines() if line not in lines] == []


def test_the_generated_sql_shown_is_what_was_generated(demo: ScoringProject) -> None:
    generated = (ROOT / "macros" / "generated" / "signals.sql").read_text(encoding="utf-8")
    macro = next(block.text for block in BLOCKS if (block.page, block.language) == (SIGNALS, "jinja"))
    assert macro in generated

    rule = next(block for block in BLOCKS if block.name.startswith("target/"))
    assert rule.text in (demo.directory / rule.name).read_text(encoding="utf-8")


def test_every_variable_is_in_the_table_with_its_default() -> None:
    declared = yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))["vars"]
    head, *rows = tables("docs/reference/variables.md")[0]
    assert head[:2] == ("Variable", "Default")
    listed = {
        variable.strip("`"): None if default == "not set" else yaml.safe_load(default.strip("`"))
        for variable, default, *_ in rows
    }
    assert listed == declared


def test_every_column_of_every_scorecard_table_is_explained() -> None:
    subsections = sections(PAGES["docs/reference/scorecard_tables.md"])
    seeds = sorted((ROOT / "seeds" / "scorecards").glob("*.csv"))
    assert sorted(subsections) == [seed.stem for seed in seeds]
    for seed in seeds:
        with seed.open(encoding="utf-8", newline="") as file:
            columns = next(csv.reader(file))
        # Not the head of the example: the words about it.
        prose = re.sub(r"^```.*?^```$", "", subsections[seed.stem], flags=re.DOTALL | re.MULTILINE)
        assert [column for column in columns if f"`{column}`" not in prose] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    for target in re.findall(r"(?<!`)\]\(([^)\s]+)\)", without_fences(PAGES[page])):
        if "://" in target:
            continue
        path, _, heading = target.partition("#")
        file = (ROOT / page).parent / path if path else ROOT / page
        assert file.exists(), target
        assert not heading or heading in anchors(file), target


def without_fences(text: str) -> str:
    """A text without its fenced blocks."""
    return re.sub(r"^ *```.*?^ *```$", "", text, flags=re.DOTALL | re.MULTILINE)


@cache
def anchors(file: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", without_fences(file.read_text(encoding="utf-8")), flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


def test_readme_is_a_leaflet() -> None:
    assert len(PAGES["README.md"].encode()) <= 12_000


@pytest.mark.slow
def test_the_quickstart_gives_what_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a project called crm, whose leads and events are those of the pages about rules."""
    folder = tmp_path / "crm"
    (folder / "seeds").mkdir(parents=True)
    for table in ("leads", "events"):
        shutil.copy(ROOT / "docs" / "rules" / "example" / f"{table}.csv", folder / "seeds")
    [variables] = [block.text for block in BLOCKS if block.page == "README.md" and block.text.startswith("vars:")]
    settings = {"name": "crm", "version": "1.0.0", "profile": "lead_scoring", **yaml.safe_load(variables)}
    (folder / "dbt_project.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    install(folder)
    monkeypatch.setenv("DBT_LEAD_SCORING_DATE", "2026-06-30")
    project = run_as_printed("dbt build", tmp_path, folder)
    assert answer(project, QUICKSTART.text) == QUICKSTART.table
