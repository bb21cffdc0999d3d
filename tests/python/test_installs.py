"""Installed as people install a release: from a git repository at a tag, and from an archive of it over HTTP.

What is installed is what git would take of this folder, uncommitted changes too. The project that installs it is the
quickstart of README.md.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import duckdb
import pytest
import yaml
from documents import BLOCKS, tables
from project import ROOT

VERSION = yaml.safe_load((ROOT / "dbt_project.yml").read_text("utf-8"))["version"]
TAG = f"v{VERSION}"
OURS = re.compile(
    r"lead_scoring_|lead_|account_|scorecard_|rule_|score_|scoring_|learned_scorecard|(stg|int)_lead_scoring__"
)
"""How names of our relations begin."""

WHAT_YOU_GET = ROOT / "docs" / "reference" / "tables.md"
OPTIONS = {
    option: tuple(map(int, models.split(" of ")))
    for option, _, models, _ in next(
        table[1:] for table in tables("docs/reference/tables.md") if table[0][0] == "Option"
    )
}
"""Of each option the models that are there if nothing is set but the inputs and scorecards, and all of them."""


def git(*arguments: str, **variables: str) -> str:
    author = {f"GIT_{who}_{what}": "test" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run(
        ["git", *arguments], env={**environment, **author, **variables}, capture_output=True, text=True, check=True
    ).stdout


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bare repository that has this folder's files at the tag of its version, and nothing else."""
    bare = tmp_path_factory.mktemp("release") / "lead_scoring.git"
    git("init", "--quiet", "--bare", str(bare))
    at = {"GIT_DIR": str(bare), "GIT_WORK_TREE": str(ROOT)}
    git("-C", str(ROOT), "-c", "core.bare=false", "add", "--all", **at)
    git("commit", "--quiet", "--message", "Release", **at)
    git("tag", TAG, GIT_DIR=str(bare))
    return bare


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which the files of a folder are served."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *arguments: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


class Newcomer:
    """A project with nothing in it but the two blocks of README.md, and tables of leads and events."""

    def __init__(self, folder: Path, package: Mapping[str, str]) -> None:
        self.folder = folder
        variables = next(block.text for block in BLOCKS if block.page == "README.md" and block.text.startswith("vars:"))
        self.write("packages.yml", yaml.safe_dump({"packages": [dict(package)]}))
        output = {"type": "duckdb", "path": str(folder / "crm.duckdb")}
        self.write("profiles.yml", yaml.safe_dump({"crm": {"target": "dev", "outputs": {"dev": output}}}))
        # On dbt 1.10 an installer sets this flag, see docs/guides/own_project.md; later it is the default.
        flags = {"require_generic_test_arguments_property": True}
        settings = {"name": "crm", "version": "1.0.0", "profile": "crm", "flags": flags, **yaml.safe_load(variables)}
        self.write("dbt_project.yml", yaml.safe_dump(settings))
        (folder / "models").mkdir()
        for name, columns in {
            "leads": "'ada' as lead_id, timestamp '2026-01-05 09:00:00' as created_at, 'VP Sales' as job_title",
            "events": "'ada' as lead_id, 'webinar' as event_type, current_date - interval 9 day as occurred_at,"
            " '/pricing' as page",
        }.items():
            self.write(f"models/{name}.sql", f"{{{{ config(materialized = 'table') }}}}\nselect {columns}\n")

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def dbt(self, *arguments: str) -> str:
        run = subprocess.run(
            [str(Path(sys.executable).with_name("dbt")), "--no-use-colors", *arguments],
            cwd=self.folder,
            env={name: value for name, value in os.environ.items() if not name.startswith(("DBT_", "GIT_"))},
            capture_output=True,
            text=True,
        )
        assert run.returncode == 0, run.stdout
        return run.stdout

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with duckdb.connect(str(self.folder / "crm.duckdb"), read_only=True) as connection:
            return connection.sql(query).fetchall()


def test_the_version_is_one() -> None:
    """What dbt_project.yml says is what all others say."""
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"] == VERSION
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.findall(r"(?m)^## (\d+\.\d+\.\d+)", changelog)[0] == VERSION
    pages = [ROOT / "README.md", *(ROOT / "docs" / "guides").glob("*.md")]
    said = {
        (page.name, version)
        for page in pages
        for version in re.findall(r"(?:revision: |rev: |lead_scoring@)v(\S+)", page.read_text("utf-8"))
    }
    assert {name for name, _ in said} >= {"README.md", "own_project.md", "checking.md"}
    assert {version for _, version in said} == {VERSION}


def test_no_seed_has_a_name_that_may_be_somebody_elses() -> None:
    seeds = [seed for page in ROOT.glob("seeds/*/*.yml") for seed in yaml.safe_load(page.read_text("utf-8"))["seeds"]]
    assert {seed["name"] for seed in seeds} == {path.stem for path in ROOT.glob("seeds/*/*.csv")}
    aliases = [seed["config"].get("alias", seed["name"]) for seed in seeds]
    assert [alias for alias in aliases if not alias.startswith("lead_scoring_")] == []


def test_no_model_has_a_name_that_may_be_somebody_elses() -> None:
    names = [path.stem for path in ROOT.glob("models/**/*.sql")]
    assert len(names) > 100
    assert [name for name in names if not OURS.match(name)] == []


def test_the_page_has_all_models_of_each_option() -> None:
    folders = Counter(path.relative_to(ROOT / "models").parts[0] for path in ROOT.glob("models/**/*.sql"))
    assert {option: number for option, (_, number) in OPTIONS.items()} == folders


@pytest.mark.slow
def test_from_git_at_a_tag(release: Path, tmp_path: Path) -> None:
    newcomer = Newcomer(tmp_path, {"git": f"file://{release}", "revision": TAG})
    newcomer.dbt("deps")
    # The only warning is what scoring_health says of a project of one lead.
    newcomer.dbt("--warn-error", "parse")
    assert "WARN=1 ERROR=0 SKIP=0" in newcomer.dbt("build")
    assert newcomer.rows("select lead_id, score, tier from lead_scores inner join lead_tiers using (lead_id)") == [
        ("ada", 35, "warm")
    ]
    # Nothing is there but their two tables and ours: no demo, and no scorecard that is shipped as an example.
    names = {name for (name,) in newcomer.rows("select table_name from information_schema.tables")}
    assert {name for name in names if not OURS.match(name)} == {"leads", "events"}
    assert {name for name in names if "demo" in name or name.startswith("lead_scoring_")} == set()
    # As many models and tests as the page says.
    manifest = json.loads((tmp_path / "target" / "manifest.json").read_text("utf-8"))
    ours = [node for node in manifest["nodes"].values() if node["package_name"] == "lead_scoring"]
    models = [node for node in ours if node["resource_type"] == "model"]
    built = Counter(Path(node["original_file_path"]).parts[1] for node in models)
    assert {option: number for option, (number, _) in OPTIONS.items() if number} == built
    views = sum(node["config"]["materialized"] == "view" for node in models)
    # A manifest has tests of models that are off, too, and nobody runs them.
    results = json.loads((tmp_path / "target" / "run_results.json").read_text("utf-8"))["results"]
    tests = sum(result["unique_id"].startswith("test.lead_scoring.") for result in results)
    assert (
        f"you get {len(models)} models ({len(models) - views} tables, {views} views) with {tests} tests."
    ) in WHAT_YOU_GET.read_text("utf-8")


@pytest.mark.slow
def test_from_an_archive(release: Path, tmp_path: Path) -> None:
    archives = tmp_path / "archives"
    archives.mkdir()
    archive = f"lead_scoring-{VERSION}.tar.gz"
    git("archive", f"--prefix=lead_scoring-{VERSION}/", f"--output={archives / archive}", TAG, GIT_DIR=str(release))
    project = tmp_path / "project"
    project.mkdir()
    with served(archives) as address:
        newcomer = Newcomer(project, {"tarball": f"{address}/{archive}", "name": "lead_scoring"})
        newcomer.dbt("deps")
    newcomer.dbt("parse", "--no-partial-parse")
    installed = yaml.safe_load((project / "dbt_packages" / "lead_scoring" / "dbt_project.yml").read_text("utf-8"))
    assert installed["version"] == VERSION
