"""The real `dbt build` of the scoring models, and what dbt itself says of its time."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from speed import process
from speed.process import Engine
from speed.scorecard import tables_of

ROOT = Path(__file__).resolve().parents[2]
OUTPUTS = ("lead_score_ledger", "lead_scores", "lead_tiers", "lead_stages", "scoring_input_audit")


@dataclass(frozen=True)
class Build:
    """One dbt command. All times in seconds.

    Args:
        command: the whole command.
        models: the execution time of each model, as dbt's `run_results.json` has it.
        compiling: how much of that dbt took to write the models' SQL.
        others: the execution time of all other nodes together: tests, and the demo's seeds.
        starting: from the command until dbt ran its first node: Python's start, reading the project.
        between: what dbt did besides its nodes afterwards: connecting, looking up what is there.
        peak: the most memory that dbt's process had, in bytes.
    """

    command: float
    models: dict[str, float]
    compiling: float
    others: float
    starting: float
    between: float
    peak: int

    @property
    def seconds(self) -> float:
        """The time of all models: what is compared."""
        return sum(self.models.values())


@dataclass(frozen=True)
class Project:
    """The dbt project on the benchmark's data.

    Args:
        engine: the file that has the data, where the models go too.
        folder: for what dbt writes besides.
        root: the dbt project.
        card: the scorecard, see `scorecard.CARDS`.
    """

    engine: Engine
    folder: Path
    root: Path = ROOT
    card: str = "fifty"

    def variables(self, scoring_date: date, inputs: tuple[str, ...]) -> dict[str, Any]:
        relations = {f"lead_scoring__{name}": f"bench.{name}" for name in (*inputs, *tables_of(self.card))}
        # What was published before is another work than to score.
        return {
            **relations,
            "lead_scoring__scoring_date": scoring_date.isoformat(),
            "lead_scoring__keep_history": False,
        }

    def write_profile(self, schema: str) -> Path:
        """A profiles.yml of our own (JSON is YAML, too): the shipped one leaves threads and memory to DuckDB."""
        output = {
            "type": "duckdb",
            "path": self.engine.database,
            "schema": schema,
            # One model after the other, so that their times add up.
            "threads": 1,
            "config_options": self.engine.settings,
        }
        directory = self.folder / schema
        directory.mkdir(parents=True, exist_ok=True)
        profile = {"lead_scoring": {"target": "duckdb", "outputs": {"duckdb": output}}}
        (directory / "profiles.yml").write_text(json.dumps(profile), encoding="utf-8")
        return directory

    def build(
        self,
        scoring_date: date,
        schema: str = "main",
        inputs: tuple[str, ...] = ("leads", "events"),
        tests: bool = True,
        folders: tuple[str, ...] = ("core",),
        **settings: Any,
    ) -> Build:
        """Build the models of folders, and all that they read, into a schema, on top of what is there.

        Args:
            settings: further variables, without their prefix.

        Raises:
            WorkFailedError: dbt says why.
        """
        more = {f"lead_scoring__{name}": value for name, value in settings.items()}
        variables = json.dumps({**self.variables(scoring_date, inputs), **more})
        command = "build" if tests else "run"
        models = [f"+path:models/{folder}" for folder in folders]
        return self.run(
            schema, command, "--select", *models,
            "--profiles-dir", str(self.write_profile(schema)), "--vars", variables,
        )  # fmt: skip

    def demo(self) -> float:
        """Build the demo as `make demo` does, in a file of its own; return the command's seconds."""
        build = self.run("demo", "build", "--quiet", LEAD_SCORING_DUCKDB=str(self.folder / "demo.duckdb"))
        return build.command

    def run(self, name: str, *arguments: str, **settings: str) -> Build:
        """Run one dbt command to its end.

        Args:
            name: a folder for what dbt writes; dbt need not read the project again if nothing changed since the last
                command there.
            arguments, settings: of the command, and its environment.
        """
        target = self.folder / name / "target"
        command = [
            str(Path(sys.executable).with_name("dbt")), *arguments, "--project-dir", str(self.root),
            "--target-path", str(target), "--log-path", str(self.folder / name / "logs"), "--no-use-colors",
        ]  # fmt: skip
        # What is set for other projects of the caller stays out.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("DBT_")}
        work = process.run(command, {**environment, "DBT_SEND_ANONYMOUS_USAGE_STATS": "0", **settings}, self.root)
        return read_results(json.loads((target / "run_results.json").read_text(encoding="utf-8")), work)


def read_results(results: dict[str, Any], work: process.Work) -> Build:
    """A build from dbt's `run_results.json`."""
    nodes = results["results"]
    models = [node for node in nodes if node["unique_id"].startswith("model.")]
    all_nodes = sum(node["execution_time"] for node in nodes)
    return Build(
        command=work.seconds,
        models={node["unique_id"].split(".")[-1]: node["execution_time"] for node in models},
        compiling=sum(duration(step) for node in models for step in node["timing"] if step["name"] == "compile"),
        others=all_nodes - sum(node["execution_time"] for node in models),
        starting=work.seconds - results["elapsed_time"],
        between=results["elapsed_time"] - all_nodes,
        peak=work.peak,
    )


def duration(step: dict[str, str]) -> float:
    """How many seconds a step of a node took."""
    begin, end = (datetime.fromisoformat(step[name]) for name in ("started_at", "completed_at"))
    return (end - begin).total_seconds()
