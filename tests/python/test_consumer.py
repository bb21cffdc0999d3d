"""Installed in another project: a company with models, scorecards and signals of its own (tests/consumer).

The whole of it is built once as its people build it, by commands in processes of their own. What is tried besides runs
in this process. Warnings are errors throughout: in an installer's build none may be ours.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from dbt.cli.main import dbtRunner
from dbt.contracts.graph.manifest import Manifest
from dbt_common.events.base_types import EventMsg
from installer import install, name_package
from project import OUTPUTS, ROOT, SCORECARD_TABLES, BuildError, failure
from warehouses import warehouse

SOURCE = ROOT / "tests" / "consumer"
DEALS = {"contact_id": "VARCHAR", "won_at": "TIMESTAMP"}
# By hand, see tests/consumer/README.md.
SCORES = [
    {"contact_id": "c1", "score": Decimal(50), "tier": "hot", "is_customer": True},
    {"contact_id": "c2", "score": Decimal(35), "tier": "warm", "is_customer": False},
    {"contact_id": "c3", "score": Decimal(0), "tier": "cold", "is_customer": False},
]
REFERENCE, GUIDES = ROOT / "docs" / "reference", ROOT / "docs" / "guides"
DECISIONS = dict(re.findall(r"(?m)^\| `(\w+)\(([\w, ]*)\)` \|", (REFERENCE / "macros.md").read_text("utf-8")))
"""The macros that docs/reference/macros.md says may be replaced, with their arguments."""


COMMENTS = {
    "duckdb": """
        select tables.comment as on_table, columns.comment as on_column
        from duckdb_tables() as tables
        inner join duckdb_columns() as columns using (schema_name, table_name)
        where table_name = 'lead_scores' and column_name = 'score'
    """,
    "postgres": """
        select obj_description(pg_class.oid) as on_table, col_description(pg_class.oid, attnum) as on_column
        from pg_class
        inner join pg_attribute on attrelid = pg_class.oid
        where relname = 'lead_scores' and attname = 'score'
            and relnamespace = (select oid from pg_namespace where nspname = 'scoring')
    """,
}
"""What a BI tool finds written at `lead_scores` and its score."""


class Consumer:
    """A copy of the project, with a warehouse of its own.

    Args:
        folder: where it goes.
        target: the warehouse's name.
        schema: the schema of its target; none: the warehouse's own.
        changes: what differs in its dbt_project.yml.
        files: further files of it, by path.
    """

    def __init__(
        self,
        folder: Path,
        target: str,
        schema: str | None = None,
        changes: Mapping[str, Any] | None = None,
        files: Mapping[str, str] | None = None,
    ) -> None:
        self.folder = folder / "project"
        shutil.copytree(SOURCE, self.folder)
        self.warehouse = warehouse(target)(folder)
        output = self.warehouse.output()
        output["schema"] = self.schema = schema or output.get("schema", "main")
        self.crm_schema = self.load_deals().split(".")[-2]

        profile = {"lead_scoring": {"target": target, "outputs": {target: output}}}
        self.write("profiles.yml", yaml.safe_dump(profile))
        settings = yaml.safe_load((SOURCE / "dbt_project.yml").read_text(encoding="utf-8"))
        settings["vars"]["crm_schema"] = self.crm_schema
        self.write("dbt_project.yml", yaml.safe_dump(merged(settings, changes or {})))
        for name, text in (files or {}).items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def load_deals(self) -> str:
        """Load deals as another tool does, and say where they are."""
        return self.warehouse.create("deals", DEALS, [("c1", datetime(2026, 6, 15, 9))])

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the project's folder, in a process of its own."""
        bin_folder = str(Path(sys.executable).parent)
        return subprocess.run(
            arguments,
            cwd=self.folder,
            env={
                **{name: value for name, value in os.environ.items() if not name.startswith("DBT_")},
                "PATH": os.pathsep.join([bin_folder, os.environ["PATH"]]),
            },
            capture_output=True,
            text=True,
        )

    def dbt(self, *arguments: str, warn_error: bool = True) -> Any:
        """The result of a dbt command in this process.

        Raises:
            BuildError: it did not succeed, or warned where warnings are errors.
        """
        return self.dbt_and_warnings(*arguments, *(["--warn-error"] if warn_error else []))[0]

    def dbt_and_warnings(self, *arguments: str) -> tuple[Any, list[str]]:
        """The result of a dbt command in this process, and its warnings."""
        warnings: list[str] = []

        def note(event: EventMsg) -> None:
            if event.info.level == "warn":
                warnings.append(event.info.msg)

        result = dbtRunner(callbacks=[note]).invoke([
            *arguments,
            "--project-dir", str(self.folder), "--profiles-dir", str(self.folder),
            "--target-path", str(self.folder / "target"), "--log-path", str(self.folder / "logs"),
            "--quiet", "--no-use-colors",
        ])  # fmt: skip
        if not result.success:
            raise BuildError(failure(result))
        return result.result, warnings

    def relations(self) -> set[tuple[str, str]]:
        """Every relation in the warehouse that is the project's, by schema and name."""
        found = self.warehouse.rows("select table_schema, table_name from information_schema.tables")
        names = {(row["table_schema"], row["table_name"]) for row in found}
        return {(schema, name) for schema, name in names if schema.startswith(self.schema) and name != "deals"}

    def scores(self, schema: str | None = None) -> list[dict[str, Any]]:
        """What its salespeople see."""
        return self.warehouse.rows(
            f'select contact_id, score, tier, is_customer from "{schema or self.schema + "_marts"}".scores '
            "order by contact_id"
        )

    def results(self) -> dict[str, str]:
        """The nodes of the last command, with how they ended."""
        run = json.loads((self.folder / "target" / "run_results.json").read_text(encoding="utf-8"))
        return {result["unique_id"]: result["status"] for result in run["results"]}


def merged(settings: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Settings with changes in them, mapping by mapping; what is changed to None is not there."""
    result = dict(settings)
    for key, value in changes.items():
        is_deeper = isinstance(value, Mapping) and isinstance(result.get(key), Mapping)
        result[key] = merged(result[key], value) if is_deeper else value
    return {key: value for key, value in result.items() if value is not None}


@pytest.fixture
def consumer(tmp_path: Path, target: str) -> Callable[..., Consumer]:
    """Makes a copy that has installed this project."""

    def installed(**differences: Any) -> Consumer:
        made = Consumer(tmp_path, target, **differences)
        install(made.folder)
        return made

    return installed


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, target: str) -> Consumer:
    """A copy that was installed and built by commands, as its people do."""
    made = Consumer(tmp_path_factory.mktemp("consumer"), target)
    name_package(made.folder)
    for command in (("dbt", "deps"), ("dbt", "--no-use-colors", "--warn-error", "build")):
        run = made.command(*command)
        assert run.returncode == 0, run.stdout
    return made


# -- as it stands -----------------------------------------------------------------------------------------------------


def test_the_scores_are_those_computed_by_hand(built: Consumer) -> None:
    assert built.scores() == SCORES


def test_what_is_built_is_what_is_wanted_and_where(built: Consumer) -> None:
    """Nothing that was switched off, no demo, no shipped scorecard, and nothing of theirs replaced."""
    models = ROOT / "models"
    folders = {path.stem: path.relative_to(models).parent.as_posix() for path in models.rglob("*.sql")}
    off = {"lead_stages", "scoring_input_audit", "scoring_health"}
    off |= {"int_lead_scoring__input_findings", "int_lead_scoring__rule_findings"}
    # Only DuckDB numbers its leads.
    off |= set() if built.warehouse.target == "duckdb" else {"int_lead_scoring__lead_keys"}
    # What needs accounts, a replay, learning, connectors or metrics, that nobody asked for.
    unwanted = ("activation", "accounts", "replay", "performance", "learning", "connectors", "metrics")
    off |= {name for name, folder in folders.items() if folder.split("/")[0] in unwanted}
    off |= {"stg_lead_scoring__accounts", "int_lead_scoring__machine_events"}
    ours = folders.keys() - off
    published = {name for name in ours if folders[name] not in ("core/staging", "core/intermediate")}
    assert published
    theirs = {
        "raw": {"crm_contacts", "web_activities", "known_visitors"},
        "icp": {"icp_cards", "icp_groups", "icp_rules", "icp_tiers"},
        "staging": {"stg_leads"},
        "marts": {"leads", "events", "customers", "scores"},
    }
    expected = {"scoring": published, "scoring_work": ours - published, **theirs}
    assert built.relations() == {
        (f"{built.schema}_{schema}", name) for schema, names in expected.items() for name in names
    }


def test_only_their_own_tests_run(built: Consumer) -> None:
    tests = [name.split(".") for name in built.results() if name.startswith(("test.", "unit_test."))]
    assert len(tests) == 5
    assert {package for _, package, *_ in tests} == {"freight"}


def test_their_signals_are_current(built: Consumer) -> None:
    """By the command of docs/reference/signals.md."""
    page = (REFERENCE / "signals.md").read_text("utf-8")
    command = next(line for line in page.splitlines() if line.startswith("python ") and "generate_macros" in line)
    run = built.command(*command.split(), "--check")
    assert (run.returncode, run.stderr) == (0, "")
    (built.folder / "signals" / "late.yml").write_text("signals: [{name: late, on: leads, when: employees > 5}]")
    late = built.command(*command.split(), "--check")
    (built.folder / "signals" / "late.yml").unlink()
    assert late.stderr.startswith("macros/lead_scoring_signals.sql is not current: run this without --check.\n")


@pytest.mark.slow
def test_docs_are_generated(built: Consumer) -> None:
    built.dbt("docs", "generate")
    catalog = json.loads((built.folder / "target" / "catalog.json").read_text(encoding="utf-8"))
    assert {"model.lead_scoring.lead_scores", "model.freight.scores"} <= catalog["nodes"].keys()


@pytest.mark.slow
def test_ours_alone_and_theirs_alone(built: Consumer) -> None:
    built.dbt("build", "--select", "lead_scoring")
    # Their tests on our tables run as well.
    assert {name.split(".")[1] for name in built.results() if not name.startswith("test.")} == {"lead_scoring"}
    assert "test.freight.scores_stay_within_limits" in built.results()
    built.dbt("build", "--exclude", "package:lead_scoring")
    assert {name.split(".")[1] for name in built.results()} == {"freight"}
    assert built.scores() == SCORES


def test_the_list_has_nothing_that_is_switched_off(built: Consumer) -> None:
    listed = set(built.dbt("list"))
    assert "lead_scoring.core.published.lead_scores" in listed
    off = {"lead_stages", "scoring_input_audit", "demo_leads", *SCORECARD_TABLES}
    assert {name for name in listed if name.split(".")[-1] in off} == set()


# -- built in other ways ----------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_another_way_to_say_everything(consumer: Callable[..., Consumer]) -> None:
    """Variables for the package alone, scorecards named as ours are, a search order, schemas without the target's name,
    no quotes, and comments on all tables and columns.
    """
    settings = yaml.safe_load((SOURCE / "dbt_project.yml").read_text(encoding="utf-8"))["vars"]
    for_us = {name: value for name, value in settings.items() if name.startswith("lead_scoring__")}
    named_as_ours = {
        f"scorecard{ours}": (SOURCE / "seeds" / "icp" / f"icp_{theirs}.csv").read_text(encoding="utf-8")
        for ours, theirs in {"s": "cards", "_groups": "groups", "_rules": "rules", "_tiers": "tiers"}.items()
    }
    documented = {"+persist_docs": {"relation": True, "columns": True}}
    made = consumer(
        changes={
            "vars": {
                **dict.fromkeys(for_us),
                "lead_scoring": {
                    **for_us,
                    **{f"lead_scoring__{name}": f"ref('freight', '{name}')" for name in named_as_ours},
                },
            },
            "quoting": dict.fromkeys(("database", "schema", "identifier"), False),
            "dispatch": [{"macro_namespace": "lead_scoring", "search_order": ["freight", "lead_scoring"]}],
            "models": documented,
            "seeds": documented,
        },
        files={
            **{f"seeds/icp/{name}.csv": text for name, text in named_as_ours.items()},
            "macros/generate_schema_name.sql": (
                "{% macro generate_schema_name(custom_schema_name, node) %}"
                "{{ custom_schema_name or target.schema }}{% endmacro %}"
            ),
        },
    )
    made.dbt("build")
    assert made.scores("marts") == SCORES
    (comment,) = made.warehouse.rows(COMMENTS[made.warehouse.target])
    assert comment["on_table"].startswith("One row per lead and scorecard.")
    assert comment["on_column"]


@pytest.mark.slow
def test_a_schema_with_an_odd_name_and_all_our_tests(consumer: Callable[..., Consumer]) -> None:
    """Stages and audit stay switched off: their tests are left out without a word."""
    made = consumer(
        schema="Sales & Scoring-2",
        changes={
            "quoting": dict.fromkeys(("database", "schema", "identifier"), True),
            "data_tests": None,
            "unit_tests": None,
        },
    )
    made.dbt("build")
    assert made.scores() == SCORES
    # Unit tests of the package are of its demo, and stay away by themselves.
    tests = {name for name in made.results() if name.startswith("test.lead_scoring.")}
    assert "test.lead_scoring.ledger_adds_up_to_score" in tests
    assert {name for name in tests if "lead_stages" in name or "audit" in name} == set()
    assert {name for name in made.results() if name.startswith("unit_test.")} == set()


@pytest.mark.slow
def test_an_empty_warehouse(consumer: Callable[..., Consumer]) -> None:
    """It compiles, with a word about each thing that is missing; with --empty everything is built without rows."""
    made = consumer()
    _, warnings = made.dbt_and_warnings("compile")
    assert [text for text in warnings if not text.startswith("lead_scoring: ")] == []
    missing = [text.split(" is not in the warehouse. ")[0].removeprefix("lead_scoring: ") for text in warnings]
    assert sorted(missing) == sorted([
        "lead_scoring__leads", "lead_scoring__events", "lead_scoring__identities", "the staged leads",
        "the staged events", *(f"lead_scoring__{table}" for table in SCORECARD_TABLES[:4]),
    ])  # fmt: skip

    made.dbt("seed")
    made.dbt("build", "--empty")
    assert made.scores() == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "off", [("lead_stages",), ("scoring_input_audit",), ("lead_stages", "lead_tiers")], ids=" ".join
)
def test_what_nothing_else_needs_can_be_switched_off(consumer: Callable[..., Consumer], off: tuple[str, ...]) -> None:
    """With all tests of the package on: those of what is off are left out."""
    made = consumer(
        changes={
            "models": {
                "freight": {"marts": {"scores": {"+enabled": "lead_tiers" not in off}}},
                "lead_scoring": {
                    "core": {
                        "published": {table: {"+enabled": table not in off} for table in OUTPUTS.values()},
                        "intermediate": {"int_lead_scoring__admitted_stages": {"+enabled": "lead_tiers" not in off}},
                    },
                },
            },
            "vars": {
                "lead_scoring__keep_history": "lead_tiers" not in off,
                "lead_scoring__health": "scoring_input_audit" not in off,
            },
            "data_tests": None,
            "unit_tests": None,
        }
    )
    manifest = made.dbt("parse")
    assert isinstance(manifest, Manifest)
    enabled = [node for node in manifest.nodes.values() if node.config.enabled]
    assert set(OUTPUTS.values()) - {node.name for node in enabled} == set(off)
    assert [node.name for node in enabled if any(table in node.name for table in off)] == []


@pytest.mark.slow
def test_the_ledger_is_a_view_and_can_be_a_table(consumer: Callable[..., Consumer]) -> None:
    """Configured as docs/guides/daily_run.md shows."""
    page = (GUIDES / "daily_run.md").read_text("utf-8")
    shown = next(block for block in re.findall(r"```yaml\n(models:\n.+?)```", page, re.DOTALL) if "_ledger" in block)
    assert "+materialized: table" in shown
    made = consumer()
    settings = yaml.safe_load((made.folder / "dbt_project.yml").read_text(encoding="utf-8"))
    found = []
    for changes in ({}, yaml.safe_load(shown)):
        made.write("dbt_project.yml", yaml.safe_dump(merged(settings, changes)))
        found.append(made.dbt("parse").nodes["model.lead_scoring.lead_score_ledger"].config.materialized)
    assert found == ["view", "table"]


# -- their scorecards are seeds ---------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_seed_that_cannot_be_read_is_told_with_its_line(consumer: Callable[..., Consumer]) -> None:
    """Loading it fails beside, in dbt's words, which name the file alone; elsewhere than on DuckDB these are all."""
    made = consumer()
    made.dbt("build")
    rules = "seeds/icp/icp_rules.csv"
    text = (SOURCE / rules).read_text(encoding="utf-8")
    broken = {
        text.replace("Works in freight", "Works in freight, or rail"): "the line has 12 cells, and the header 11",
        text.replace(",,,Works in freight", ",Works in freight"): "the line has 9 cells, and the header 11",
    }
    for wrong, words in broken.items() if made.warehouse.reads_files else ():
        made.write(rules, wrong)
        with pytest.raises(BuildError) as error:
            made.dbt("build")
        (told,) = [line for line in str(error.value).splitlines() if "  - " in line]
        assert f"scorecard_rules: {words}. Got: 'air_freight,trade," in told
        assert told.endswith(f" Fix: edit {rules}, line 3.")
        assert made.scores() == SCORES
        # The staging of leads is the first table of all.
        failed = {name for name, status in made.results().items() if status == "error"}
        assert failed == {"seed.freight.icp_rules", "model.lead_scoring.stg_lead_scoring__leads"}


@pytest.mark.slow
def test_a_cell_of_a_seed_is_told_with_its_line(consumer: Callable[..., Consumer]) -> None:
    made = consumer()
    rules = "seeds/icp/icp_rules.csv"
    text = (SOURCE / rules).read_text(encoding="utf-8")
    made.write(rules, text.replace(",10,each,", ",ten,each,"))
    with pytest.raises(BuildError) as error:
        made.dbt("build")
    assert (
        f"points cannot be read. Got: 'ten'. Allowed: a number such as 10 or -2.5. Fix: edit points in {rules}"
        in str(error.value)
    )
    assert f" Fix: edit points in {rules}, line 4." in str(error.value)


@pytest.mark.slow
def test_a_seed_that_is_not_loaded_as_it_is_written(consumer: Callable[..., Consumer]) -> None:
    """Edited and not loaded again, or read as numbers, which leaves out a zero in front."""
    made = consumer()
    if not made.warehouse.reads_files:
        pytest.skip("files are read on DuckDB only")
    made.dbt("build")
    groups, rules = "seeds/icp/icp_groups.csv", "seeds/icp/icp_rules.csv"
    for name, old, new, told in (
        (rules, "Freight,10,", "Freight,12,", f"{rules}, line 3: points is '12' in the file, and '10' in its table"),
        (rules, "Tried the planner", "", f"{rules}, line 5: description is '' in the file, and 'Tried"),
        (groups, "air_freight,", "air_freight,more,fit,\nair_freight,", f"{groups} has 3 lines, and its table 2"),
    ):
        text = (SOURCE / name).read_text(encoding="utf-8")
        made.write(name, text.replace(old, new, 1))
        with pytest.raises(BuildError, match=re.escape(told)):
            made.dbt("run")
        assert made.scores() == SCORES
        made.write(name, text)
    made.write(rules, (SOURCE / rules).read_text(encoding="utf-8").replace("Freight,10,", "Freight,010,"))
    with pytest.raises(BuildError, match="points is '010' in the file, and '10' in its table"):
        made.dbt("build")


# -- decisions and names ----------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_every_decision_can_be_replaced(consumer: Callable[..., Consumer]) -> None:
    """A macro for each that docs/reference/macros.md names; each answers in place of ours."""
    assert {"decay_factor", "signals", "tier_case"} <= DECISIONS.keys()
    replaced = [
        f"{{% macro default__{name}({arguments}) %}}"
        f"{{{{ return('theirs: {name}' if execute else {{}}) }}}}{{% endmacro %}}"
        for name, arguments in DECISIONS.items()
    ]
    asked = [
        f"{{% do print(lead_scoring.{name}({', '.join('none' for _ in filter(None, arguments.split(', ')))})) %}}"
        for name, arguments in DECISIONS.items()
    ]
    made = consumer(files={"macros/all.sql": "\n".join([*replaced, "{% macro ask() %}", *asked, "{% endmacro %}"])})
    for name in ("lead_scoring_signals", "default__decay_factor"):
        (made.folder / "macros" / f"{name}.sql").unlink()
    said: list[str] = []
    printing = partial(dbtRunner, callbacks=[lambda event: said.append(event.info.msg)])
    result = printing().invoke(
        ["run-operation", "ask", "--project-dir", str(made.folder), "--profiles-dir", str(made.folder), "--quiet"]
    )
    assert result.success, str(result.exception)
    assert [text for text in said if text.startswith("theirs: ")] == [f"theirs: {name}" for name in DECISIONS]


def test_our_macros_take_what_the_page_says() -> None:
    for name, arguments in DECISIONS.items():
        macro = f"{{% macro default__{name}({arguments}) %}}"
        assert [path for path in (ROOT / "macros").rglob("*.sql") if macro in path.read_text(encoding="utf-8")], name


@pytest.mark.slow
def test_a_misspelt_variable_is_reported(consumer: Callable[..., Consumer]) -> None:
    made = consumer(
        changes={
            "vars": {
                "lead_scoring__timezon": "UTC",
                # Not ours: two underscores make it ours.
                "lead_scoring_owner": "Sales",
                "lead_scoring": {"scoring_date": "2026-06-30", "lead_scoring__stich": "from_link"},
            }
        }
    )
    with pytest.raises(BuildError) as error:
        made.dbt("compile", "--select", "stg_lead_scoring__score_overrides", warn_error=False)
    lines = [line.strip() for line in str(error.value).splitlines() if "there is no variable" in line]
    assert sorted(lines) == [
        "lead_scoring: there is no variable lead_scoring__stich. Did you mean 'lead_scoring__stitch'?",
        "lead_scoring: there is no variable lead_scoring__timezon. Did you mean 'lead_scoring__timezone'?",
        "lead_scoring: there is no variable scoring_date. Did you mean 'lead_scoring__scoring_date'?",
    ]


@pytest.mark.slow
def test_another_entity_takes_models_of_a_line_each(consumer: Callable[..., Consumer]) -> None:
    """Deals, by the models that docs/guides/accounts.md shows."""
    page = (GUIDES / "accounts.md").read_text("utf-8")
    models = dict(re.findall(r"^\| `(\w*deal\w+)\.sql` \| `(.+)` \|$", page, flags=re.MULTILINE))
    of_accounts = {path.stem for path in (ROOT / "models" / "accounts").glob("*.sql")}
    assert models.keys() - {"stg_lead_scoring__deals"} == {name.replace("account", "deal") for name in of_accounts}
    settings = yaml.safe_load((SOURCE / "dbt_project.yml").read_text(encoding="utf-8"))
    leads = (SOURCE / "models" / "marts" / "leads.sql").read_text(encoding="utf-8")
    icp = {
        name: (SOURCE / "seeds" / "icp" / f"icp_{name}.csv").read_text("utf-8") for name in ("groups", "rules", "tiers")
    }
    made = consumer(
        changes={"vars": {"lead_scoring__entities": ["account", "deal"], **settings["vars"]["lead_scoring"]}},
        files={
            **{f"models/marts/{name}.sql": text for name, text in models.items()},
            "models/marts/leads.sql": leads.replace("contact_id,", "contact_id, 'd1' as deal_id,", 1),
            "models/marts/deals.sql": "select 'd1' as deal_id, 9000 as amount union all select 'd2', 10",
            "seeds/icp/icp_cards.csv": "scorecard_id,entity,max_score\nair_freight,,100\nopen_deal,deal,\n",
            "seeds/icp/icp_groups.csv": icp["groups"] + "open_deal,deal,fit,\n",
            "seeds/icp/icp_rules.csv": icp["rules"]
            + "open_deal,large,deal,attribute,amount,>=,5000,30,,,Large\n"
            + "open_deal,people,deal,attribute,max_score:air_freight,,,0.5,each,,Its best lead\n"
            + "open_deal,visits,deal,event,visit,,,1,each,,Visits\n",
            "seeds/icp/icp_tiers.csv": icp["tiers"] + "open_deal,score,win,40,\nopen_deal,score,wait,,\n",
        },
    )
    made.dbt("build")
    visits = made.warehouse.rows(f"select count(*) as visits from {made.schema}_marts.events where kind = 'visit'")
    found = made.warehouse.rows(
        f"select deal_id, score, tier from {made.schema}_marts.deal_scores"
        f" inner join {made.schema}_marts.deal_tiers using (deal_id, scorecard_id) order by deal_id"
    )
    # c1 has 50 points, the most of the three.
    assert found == [
        {"deal_id": "d1", "score": 30 + 25 + visits[0]["visits"], "tier": "win"},
        {"deal_id": "d2", "score": 0, "tier": "wait"},
    ]
    assert made.scores() == SCORES
