"""The dbt project as tests run it: in this process, parsed once, on files that a test fills.

dbt's command takes nine seconds whatever it does; a run with a manifest at hand takes two. The inputs
are therefore fixed paths of Parquet files, whose content changes from test to test, and the scorecards
are lines written inline; both go through the variables that a user would set.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, ClassVar

import duckdb
import yaml
from dbt.cli.main import dbtRunner, dbtRunnerResult
from dbt.contracts.graph.manifest import Manifest
from parsing import parsed
from reference import Result, Row, Tables, World
from warehouses import warehouse

ROOT = Path(__file__).resolve().parents[2]
INPUTS = ("leads", "events", "conversions", "identities")
SCORECARD_TABLES = (
    "scorecards", "scorecard_groups", "scorecard_rules", "scorecard_tiers", "lifecycle_stages", "score_overrides",
    "event_filters", "trigger_rules", "nurture_tracks",
)  # fmt: skip
OUTPUTS = {
    "ledger": "lead_score_ledger",
    "scores": "lead_scores",
    "tiers": "lead_tiers",
    "stages": "lead_stages",
    "audit": "scoring_input_audit",
    "trace": "lead_rule_trace",
    "activities": "lead_activities",
}
HISTORY = (
    "lead_score_history", "lead_stage_history", "lead_score_changes", "lead_score_change_entries",
    "lead_score_movements", "lead_stage_changes",
)  # fmt: skip
# What a build remembers of those before it.
LOGS = tuple(
    f"int_lead_scoring__{name}_log"
    for name in ("score", "stage", "definition", "change", "ledger", "activation", "trigger")
)
# Models that are there whatever is asked for; a log has its configuration from a macro.
ALWAYS = {
    path.stem
    for path in (ROOT / "models").rglob("*.sql")
    if not re.search("enabled|log_config", path.read_text(encoding="utf-8"))
}
# Variables that say which models there are: dbt learns of them while parsing.
SWITCHES = tuple(
    f"lead_scoring__{name}" for name in (
        "accounts", "activation", "challenger", "connectors", "email_types", "event_filters", "exposures_owner",
        "health", "keep_history", "learn", "leads", "metrics", "nurture_tracks", "replay_dates", "replay_from",
        "scorecards", "trigger_rules",
    )
)  # fmt: skip
SQL_TYPES = {
    "text": "varchar", "number": "decimal(18, 2)", "boolean": "boolean", "date": "date", "timestamp": "timestamp",
}  # fmt: skip
# Those whose value the configuration of a model names.
TOLD_TO_MODELS = tuple(
    f"lead_scoring__{name}" for name in (
        "connectors", "entities", "exposures_owner", "learn_method", "learn_passes",
    )
)  # fmt: skip
CONTRACT_TYPES = {
    "leads": {"lead_id": "text", "created_at": "timestamp"},
    "events": {"event_id": "text", "lead_id": "text", "event_type": "text", "occurred_at": "timestamp"},
    "conversions": {"lead_id": "text", "converted_at": "timestamp"},
    "identities": {"alias_id": "text", "lead_id": "text", "linked_at": "timestamp"},
}


class BuildError(Exception):
    """A dbt command failed; the text holds every node's message."""


class ScoringProject:
    """The project with a warehouse and input files of its own.

    Args:
        directory: where files go.
        target: the warehouse's name, see `warehouses.TARGETS`.
        root: the dbt project that is run: this one, or one that installs it.

    Worlds that tests make up have nothing to do with each other, so no build remembers those before it, unless a
    class says `keeps_history`.
    """

    keeps_history: ClassVar[bool] = False
    models: Sequence[str] = ()
    """What a build is limited to, with all that it reads; everything if this is empty."""

    def __init__(self, directory: Path, target: str = "duckdb", root: Path = ROOT) -> None:
        self.directory = directory
        self.root = root
        self.warehouse = warehouse(target)(directory)
        self.inputs = {name: directory / f"{name}.parquet" for name in INPUTS}
        self.manifests: dict[tuple[bool | None, ...], Any] = {}
        self.manifest: Any = None

    @property
    def database(self) -> Path:
        """The DuckDB file."""
        return self.directory / "lead_scoring.duckdb"

    def invoke(self, *arguments: str, variables: Mapping[str, Any] | None = None) -> dbtRunnerResult:
        """Run one dbt command as `dbt …` would.

        Raises:
            BuildError: the command did not succeed.
        """
        command = [
            *arguments,
            "--project-dir", str(self.root), *self.places(),
            # The order of connectors says something.
            "--vars", yaml.safe_dump(dict(variables or {}), width=10**9, sort_keys=False),
            "--quiet", "--no-use-colors", "--log-level-file", "none",
            # A fifth of a build's time goes into a manifest.json that no test reads.
            "--no-write-json",
        ]  # fmt: skip
        result = dbtRunner(manifest=self.manifest).invoke(command)
        if not result.success:
            raise BuildError(failure(result))
        return result

    def places(self) -> list[str]:
        """The options that name the warehouse and where files go."""
        return [
            "--profiles-dir", str(self.warehouse.profiles_directory()), "--target", self.warehouse.target,
            "--target-path", str(self.directory / "target"), "--log-path", str(self.directory / "logs"),
        ]  # fmt: skip

    def build(self, **settings: Any) -> None:
        """Build all models with variables as a user sets them; files reach the warehouse in its own way."""
        variables: dict[str, Any] = {"lead_scoring__keep_history": self.keeps_history}
        for name, value in settings.items():
            if name in (*INPUTS, *SCORECARD_TABLES) and isinstance(value, Path):
                value = self.warehouse.offer(name, value, all_text=name in SCORECARD_TABLES)
            variables[f"lead_scoring__{name}"] = value
        self.run_models(variables)

    def run_models(self, variables: Mapping[str, Any]) -> None:
        """Build all models; the project is parsed once for each set of models that there may be."""
        switches = tuple(None if variables.get(name) is None else bool(variables[name]) for name in SWITCHES)
        switches += (
            has_account_scorecard(variables.get("lead_scoring__scorecards")),
            variables.get("lead_scoring__accounts") == "from_leads",
        )
        self.manifest = self.manifests.get(switches)
        if self.manifest is None:
            self.manifest = self.manifests[switches] = self.parse(variables, switches)
        self.warehouse.run(self.invoke, self.selection(), variables)

    def parse(self, variables: Mapping[str, Any], switches: tuple[bool | None, ...] = ()) -> Manifest:
        """What dbt knows of the project under these variables.

        With switches, which say what there is, the content of inputs and of scorecards does not matter.
        """
        namespace = self.warehouse.namespace()
        if self.root != ROOT or namespace is None:
            return self.invoke("parse", variables=variables).result
        told = {name: value for name, value in variables.items() if not switches or name in TOLD_TO_MODELS}
        if switches:
            variables = {name: one_line(name, value) for name, value in variables.items()}
        return parsed(
            self.root,
            namespace,
            (self.warehouse.target, switches, yaml.safe_dump(told)),
            lambda: self.invoke("parse", variables=variables).result,
        )

    def parse_anew(self) -> None:
        """Forget what was parsed: files or settings are others now."""
        self.manifests.clear()
        self.manifest = None

    def selection(self) -> list[str]:
        """The options that limit a build to `models`."""
        return [argument for model in self.models for argument in ("--select", f"+{model}")]

    def run(self, tables: Tables, scoring_date: date | str, **settings: Any) -> None:
        """Build all models from the files that `write` wrote and scorecards written inline."""
        written = {table: [dict(line) for line in tables.get(table, [])] for table in SCORECARD_TABLES}
        self.build(**{**self.inputs, **written, "scoring_date": str(scoring_date), **settings})

    def forget_history(self) -> None:
        """Begin anew, as if nothing had been published yet."""
        for log in LOGS:
            self.warehouse.drop(log)

    def result(self) -> Result:
        """What came out of the last build."""
        return Result(**{name: self.rows(f"select * from {table}") for name, table in OUTPUTS.items()})

    def write(self, world: World) -> None:
        """Write the inputs of a world as Parquet files."""
        types = {"leads": world.lead_types, "events": world.event_types}
        for name, path in self.inputs.items():
            rows = getattr(world, name)
            write_parquet(path, rows, {**CONTRACT_TYPES[name], **types.get(name, {})})

    def score(self, world: World, tables: Tables, scoring_date: date | str, **settings: Any) -> Result:
        """Score a world, and read what came out."""
        self.write(world)
        self.run(tables, scoring_date, **settings)
        return self.result()

    def rows(self, query: str) -> list[Row]:
        """The rows of a query over the built tables."""
        return self.warehouse.rows(query)


class FusionProject(ScoringProject):
    """The same, built by dbt 2 (Fusion): an executable of an environment of its own, started for every command."""

    def invoke(self, *arguments: str, variables: Mapping[str, Any] | None = None) -> Any:
        """Run one dbt command, and give what it printed."""
        command = [
            str(ROOT / ".venv-fusion" / "bin" / "python"), str(ROOT / "scripts" / "fusion.py"), *arguments,
            "--project-dir", str(self.project_directory(variables or {})), *self.places(), "--quiet",
        ]  # fmt: skip
        printed = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if printed.returncode:
            # Messages are indented as dbt-core does it.
            raise BuildError(printed.stdout.replace("\n", "\n  "))
        return printed.stdout

    def project_directory(self, variables: Mapping[str, Any]) -> Path:
        """The project with these variables in its dbt_project.yml: a command line holds no scorecard of 128 KiB."""
        directory = self.directory / "project"
        directory.mkdir(parents=True, exist_ok=True)
        options = yaml.safe_load((self.root / "dbt_project.yml").read_text("utf-8"))
        for part in ("macros", "models", "seeds", "tests", "packages.yml", "dbt_packages"):
            if (self.root / part).exists() and not (directory / part).exists():
                (directory / part).symlink_to(self.root / part)
        options.setdefault("vars", {}).update(variables)
        (directory / "dbt_project.yml").write_text(yaml.safe_dump(options), "utf-8")
        return directory

    def run_models(self, variables: Mapping[str, Any]) -> None:
        self.invoke("run", *self.selection(), variables=variables)


ENGINES = {"core": ScoringProject, "fusion": FusionProject}


def has_account_scorecard(scorecards: Any) -> bool:
    """Whether a scorecard of accounts stands in a variable: then there are their models."""
    lines = scorecards if isinstance(scorecards, list) else []
    return any(str(line.get("entity")).lower() == "account" for line in lines if isinstance(line, Mapping))


def one_line(variable: str, value: Any) -> Any:
    """A variable as parsing needs it: of a scorecard table one line, since dbt reads them anew for each model."""
    if not isinstance(value, list) or variable.removeprefix("lead_scoring__") not in SCORECARD_TABLES:
        return value
    return next(([line] for line in value if has_account_scorecard([line])), value[:1])


def write_parquet(path: Path, rows: list[Row], types: Mapping[str, str]) -> None:
    """Write rows with typed columns; a cell that a row leaves out is null."""
    columns = ", ".join(f'"{name}" {SQL_TYPES.get(kind, kind)}' for name, kind in types.items())
    with duckdb.connect() as connection:
        connection.execute(f"create table rows ({columns})")
        if rows:
            marks = ", ".join("?" for _ in types)
            connection.executemany(
                f"insert into rows values ({marks})", [[in_utc(row.get(name)) for name in types] for row in rows]
            )
        connection.execute(f"copy rows to '{path}' (format parquet)")


def in_utc(cell: Any) -> Any:
    """A time with a zone as the same instant without one, in UTC; anything else as it is."""
    if isinstance(cell, datetime) and cell.tzinfo is not None:
        return cell.astimezone(UTC).replace(tzinfo=None)
    return cell


def failure(result: dbtRunnerResult) -> str:
    """Every message of a command that failed."""
    if result.exception is not None:
        return str(result.exception)
    nodes = getattr(result.result, "results", result.result) or []
    return "\n".join(str(node.message) for node in nodes if node.status in ("error", "fail"))
