#!/usr/bin/env python
"""Check scorecards and signals without dbt and without a warehouse, in a second.

The checks are the project's own macros, rendered by Jinja: what is told here is what a build would tell, word for word.
Scorecards are read from seeds, from CSV files, or from lines written in dbt_project.yml, wherever the variables say.

Use
---
    python scripts/check_scorecard.py                               this project
    python dbt_packages/lead_scoring/scripts/check_scorecard.py     a project that installs this one

With `--data` the data are looked at too, where they are files or seeds: it tells what `scoring_health` would after a
build, such as a misspelt event type, in ten seconds.

Conditions on columns are checked where the columns are known: from `lead_scoring__input_columns`, from a file that
`--columns` names (YAML of that form), or from inputs that are files or seeds. Where they are not, this is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import click
import yaml
from checking.data import Core
from checking.macros import CompilationError, Macros
from checking.project import PACKAGE, Package, Project, UnreadableProjectError, load_yaml
from checking.tables import Elsewhere, NotInFilesError, Seed, Tables

SHIPPED = (
    "lead_scoring__scorecards is not set, so these are the examples that are shipped, not scorecards of yours: name"
    " yours in it and in the variables of the other scorecard tables"
)
NO_COLUMNS = (
    "columns of {input} are not known without a warehouse, so names of columns and what they are compared with are not"
    " checked: name them in lead_scoring__input_columns or with --columns"
)


class Checker:
    """The checks of one project.

    Args:
        project: the project.
        adapter: the kind of warehouse that it is for.
    """

    def __init__(self, project: Project, adapter: str = "duckdb") -> None:
        self.project = project
        self.nodes: dict[str, Any] = {**project.models, **project.seeds}
        self.tables = Tables(project, adapter)
        self.macros = Macros(project, adapter, self.context())
        self.ours = self.macros.context[PACKAGE]
        self.notices = [SHIPPED] if self.ours.setting("scorecards") is None else []

    def context(self) -> dict[str, Any]:
        """What the checks ask of a warehouse, answered from files."""

        def ref(*names: str) -> Seed | Elsewhere:
            return self.tables.ref(*names)

        # The way that variables of the project have to macros, see check_variable_names.
        ref.config = SimpleNamespace(vars=SimpleNamespace(to_dict=lambda: self.project.in_project))  # type: ignore[attr-defined]
        relations = SimpleNamespace(create=lambda **parts: Elsewhere(".".join(filter(None, parts.values()))))
        adapter = SimpleNamespace(
            # Files are read here whatever the warehouse can.
            dispatch=lambda name, package=None: (
                self.ours.duckdb__file_text if name == "file_text" else self.macros.dispatch(name, package)
            ),
            get_column_schema_from_query=self.tables.schema,
            quote=lambda name: f'"{name}"',
        )
        return {
            "ref": ref,
            "source": self.tables.source,
            "run_query": self.tables.run_query,
            "load_relation": lambda relation: relation,
            "api": SimpleNamespace(Relation=relations),
            "adapter": adapter,
            "graph": {"nodes": self.nodes},
            "dbt": SimpleNamespace(
                type_string=lambda: "varchar",
                type_timestamp=lambda: "timestamp",
                type_boolean=lambda: "boolean",
                type_int=lambda: "integer",
                type_bigint=lambda: "bigint",
                split_part=lambda text, sign, number: f"split_part({text}, {sign}, {number})",
                get_columns_in_query=lambda query: [column.name for column in self.tables.schema(query)],
            ),
        }

    def inputs(self) -> dict[str, Any]:
        """What conditions of leads can look at, see the macro scorecard_inputs."""
        return {name: self.columns(name) for name in ("leads", "events")}

    def columns(self, name: str) -> dict[str, Any]:
        """The staged columns of an input by name; none where only a warehouse knows them."""
        ours = self.ours
        try:
            stated = ours.stated_columns(name)
            source = None if stated is not None else ours.input_source(name)
            if stated is not None:
                columns = ours.staged_columns(name, stated) if stated else []
            elif source is None:
                columns = ours.staged_columns(name, None)
            elif ours.can_query(source, f"lead_scoring__{name}"):
                place = ours.from_source(source)
                staged = ours.staged_columns(name, ours.columns_of_source(source))
                # As the staging view has them.
                items = ", ".join(column["sql"] for column in staged)
                columns = ours.columns_of(f"(select {items} from {place})")
            else:
                columns = []
        except NotInFilesError:
            columns = []
        if not columns:
            self.notices.append(NO_COLUMNS.format(input=name))
        return {column["name"].lower(): column for column in columns}

    def account_inputs(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """What conditions of accounts can look at, see the macro entity_inputs."""
        known = self.columns("accounts")
        if known:
            rolled = [
                self.ours.roll_up(condition["subject"])
                for line in self.ours.scorecard_lines("scorecard_rules", [])
                for condition in self.ours.conditions_of(line)
            ]
            cards = [
                card["scorecard_id"]
                for card in self.ours.scorecard_lines("scorecards", [])
                if self.ours.entity_of(card) == "lead"
            ]
            for one in ("max", "avg", "sum", "top_3_sum"):
                rolled += [self.ours.roll_up(f"{one}_score:{card}") for card in cards]
            for roll_up in filter(None, rolled):
                if roll_up["scorecard_id"] in cards:
                    known.setdefault(roll_up["name"].lower(), self.ours.roll_up_column(roll_up))
        return {"leads": known, "events": inputs["events"], "called": "accounts"}

    def messages(self) -> list[str]:
        """What is wrong, each as the error of a build; nothing: all is well."""
        try:
            inputs = self.inputs()
            self.ours._scorecards("lead", inputs, self.ours.is_challenged())
            if self.ours.scores_accounts():
                self.ours._scorecards("account", self.account_inputs(inputs), False)
        except CompilationError as error:
            return [str(error)]
        except NotInFilesError as error:
            return [
                f"lead_scoring: {error} is not in a file, so it cannot be checked without a warehouse. Allowed: seeds,"
                " CSV files, lines in dbt_project.yml. Fix: build, which checks it too."
            ]
        return []

    def checked(self) -> str:
        """What was looked at: "2 scorecards, 41 rules: mine/cards.csv, mine/rules.csv"; without lines no place."""
        lines = {table: self.ours.scorecard_lines(table, []) for table in self.ours.scorecard_columns()}
        counts = [
            (len({line["scorecard_id"] for line in lines["scorecards"]}), "scorecard"),
            (len({(line["scorecard_id"], line["rule_id"]) for line in lines["scorecard_rules"]}), "rule"),
        ]
        places = [self.ours.scorecard_file(table)["place"] for table in lines if lines[table]]
        counted = ", ".join(f"{count} {noun}{'' if count == 1 else 's'}" for count, noun in counts)
        return ": ".join(filter(None, [counted, ", ".join(dict.fromkeys(places))]))


def findings_in_data(project: Project, adapter: str) -> list[str]:
    """What `scoring_health` finds in the data of a project, which has no problems."""
    # By macros that were not called yet.
    checker = Checker(project, adapter)
    try:
        return Core(checker.macros, checker.tables).findings()
    except CompilationError as error:
        return [f"error {error}"]
    except NotInFilesError as error:
        return [f"note: {error} is not in a file, so the data are not looked at without a warehouse; a build does so"]


def check_signals(directories: Iterable[Path], macros: Path | None) -> list[str]:
    """What is wrong with the signals of some folders, or with the macros that were made of them."""
    # Only here, for reading SQL takes time.
    from generate_macros import SignalsError, build, difference

    try:
        text = build(*directories)
    except SignalsError as error:
        return str(error).splitlines()
    return difference(macros, text) if macros else []


@click.command(help=(__doc__ or "").split("\n\n")[0])
@click.option(
    "--project-dir",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The folder of dbt_project.yml. Not given: this one.",
)
@click.option("--vars", "written", default="{}", help="Variables, as dbt takes them.")
@click.option(
    "--columns",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A YAML file with the columns of inputs: {leads: {lead_id: varchar, …}, events: {…}}.",
)
@click.option(
    "--signals",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    multiple=True,
    help="A folder of signal files, as often as there are some. Not given: `signals` of the project, if it is there.",
)
@click.option("--data", is_flag=True, help="Look at the data too, where they are files or seeds.")
@click.option("--adapter", default="duckdb", show_default=True, help="The kind of warehouse that is built on.")
@click.argument("changed", nargs=-1, type=click.UNPROCESSED)
def main(
    project_dir: Path,
    written: str,
    columns: Path | None,
    signals: tuple[Path, ...],
    data: bool,
    adapter: str,
    changed: tuple[str, ...],
) -> None:
    """Run the command line. Names of changed files, as pre-commit gives them, are taken and not needed."""
    try:
        variables = load_yaml(written) or {}
        if columns:
            stated = load_yaml(columns.read_text("utf-8"))
            variables = {"lead_scoring__input_columns": stated, **variables}
        project = Project(Package.read(project_dir), variables)
    except (UnreadableProjectError, yaml.YAMLError) as error:
        raise click.ClickException(str(error)) from error
    checker = Checker(project, adapter)
    problems = checker.messages()
    folders = signals or tuple(filter(Path.is_dir, [project_dir / "signals"]))
    if folders:
        made = project.root.macros.get("default__signals")
        problems += check_signals(folders, made)
    for notice in checker.notices:
        click.echo(f"note: {notice}", err=True)
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        raise SystemExit(1)
    click.echo(checker.checked())
    found = findings_in_data(project, adapter) if data else []
    for line in found:
        click.echo(line, err=True)
    if any(line.startswith("error ") for line in found):
        raise SystemExit(1)
    click.echo("Scorecards and signals are right.")


if __name__ == "__main__":
    main()
