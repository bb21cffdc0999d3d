#!/usr/bin/env python
"""Turn lead scores of HubSpot into scorecard tables and signals.

The input is what HubSpot's lead-scoring API hands out: `GET …/scores/{scoreId}`, a draft, or a list of them. What comes
out is a folder with the scorecard tables, signals in YAML where a condition needs one, the columns that the inputs must
have, and a report with a line for every value of the input: taken over exactly, approximately (and how), not at all.

Use
---
    python scripts/import_hubspot.py score.json --output hubspot

See docs/guides/from_hubspot.md for what becomes of what.
"""

from __future__ import annotations

import csv
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click
import yaml
from hubspot.calculators import EVENT_TYPES
from hubspot.card import Importer
from hubspot.conditions import Columns
from hubspot.lines import Output, Row
from hubspot.model import BadInputError, Score, pointer, read
from hubspot.report import Line, Outcome, Report
from signals.read import SCHEMA

ROOT = Path(__file__).resolve().parents[1]
TABLES = ("scorecards", "scorecard_groups", "scorecard_rules", "scorecard_tiers")
CONTRACT = {
    "leads": {"lead_id": "varchar", "created_at": "timestamp"},
    "events": {"event_id": "varchar", "lead_id": "varchar", "event_type": "varchar", "occurred_at": "timestamp"},
    "accounts": {"account_id": "varchar"},
}


@click.command(help=(__doc__ or "").split("\n\n")[0].split("\n")[-1])
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("hubspot"),
    show_default=True,
    help="The folder that the files go to.",
)
@click.option("--replace", is_flag=True, help="Replace files that are there.")
@click.option(
    "--event-type",
    "event_types",
    multiple=True,
    metavar="ID=NAME",
    help="What a type of events is called in your events, e.g. 4-96000=page_view. May be repeated.",
)
@click.option(
    "--multiple",
    multiple=True,
    metavar="PROPERTY",
    help="A property of several checkboxes: its column holds a;b. May be repeated.",
)
def main(
    files: Sequence[Path], output: Path, replace: bool, event_types: Sequence[str], multiple: Sequence[str]
) -> None:
    """Run the command line."""
    names = dict(pair.partition("=")[::2] for pair in event_types)
    if wrong := [pair for pair in event_types if not all(pair.partition("=")[::2])]:
        problem = f"Got: {wrong[0]}. Allowed: ID=NAME, such as 4-96000=page_view"
        raise click.BadParameter(problem, param_hint="--event-type")
    scores, problems = [], []
    for file in files:
        try:
            scores += [(file.name, *one) for one in read(file.read_text("utf-8-sig"), file.name)]
        except (BadInputError, UnicodeDecodeError) as error:
            problems.append(str(error))
    if problems:
        raise click.ClickException("no score can be read.\n" + "\n".join(problems))

    result, reports = translate([score for _, _, score in scores], names, frozenset(multiple))
    lines = [(name, line) for (name, document, _), report in zip(scores, reports) for line in report.lines(document)]
    write_all(output, replace, result, lines)
    for name, line in remarks(scores, reports):
        click.echo(f"{name}: {line}")
    counts = Counter(line.outcome for _, line in lines)
    rules = len(result.tables.get("scorecard_rules", []))
    click.echo(f"{rules} rules and {len(result.signals)} signals in {output}. Of {len(lines)} values:")
    click.echo(", ".join(f"{counts[outcome]} {outcome}" for outcome in Outcome))
    click.echo(f"{output / 'report.csv'} tells of each.")


def translate(
    scores: Sequence[Score], event_types: Mapping[str, str] | None = None, multiple: frozenset[str] = frozenset()
) -> tuple[Output, list[Report]]:
    """Turn scores into lines of tables and signals, with a report of each score.

    Args:
        scores: the scores.
        event_types: what types of events are called, by HubSpot's id.
        multiple: properties that hold several values.
    """
    several = frozenset[tuple[str, str]]()
    for _ in range(2):
        output, reports = Output(columns=Columns(mixed=several)), [Report() for _ in scores]
        for score, report in zip(scores, reports):
            Importer(score, output, report, {**EVENT_TYPES, **(event_types or {})}, multiple).run()
        # A column that is compared as text here and as a number there is known at the end only.
        several = output.columns.several()
        if not several:
            break
    return output, reports


def columns_of(output: Output) -> dict[str, dict[str, str]]:
    """The columns that the inputs must have, in the form of lead_scoring__input_columns."""
    inputs = ["leads", "events", *sorted(set(output.columns.kinds) - {"leads", "events"})]
    if "account" in output.entities:
        inputs.append("accounts")
    used = output.used_columns() | ({"account_id"} if output.entities else set())
    types = {name: output.columns.types(name) for name in dict.fromkeys(inputs)}
    return {
        name: {**CONTRACT.get(name, {}), **{column: kind for column, kind in columns.items() if column in used}}
        for name, columns in types.items()
    }


def remarks(scores: Sequence[tuple[str, Any, Score]], reports: Sequence[Report]) -> list[tuple[str, str]]:
    """What is not exact, a line each."""
    return [
        (name, f"{pointer(path)}: {statement.outcome}: {statement.how}")
        for (name, document, _), report in zip(scores, reports)
        for path, statement in report.remarks(document)
    ]


def header(table: str) -> list[str]:
    """The columns of a scorecard table, as the shipped seed has them."""
    with (ROOT / "seeds" / "scorecards" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def write_all(output: Path, replace: bool, result: Output, lines: Sequence[tuple[str, Line]]) -> None:
    """Write every file.

    Raises:
        click.ClickException: one is there already.
    """
    files = {f"{table}.csv": csv_text(header(table), result.tables.get(table, [])) for table in TABLES}
    if result.signals:
        files["signals/hubspot.yml"] = signals_text(result, output / "signals")
    files["columns.yml"] = "# The columns that the inputs must have.\n" + yaml_text(columns_of(result))
    files["vars.yml"] = vars_text(output, result)
    told = [{"file": name, **line._asdict()} for name, line in lines]
    files["report.csv"] = csv_text(["file", *Line._fields], told)
    there = [output / name for name in files if (output / name).exists()]
    if there and not replace:
        raise click.ClickException(f"{there[0]} is there already. Name another folder, or add --replace.")
    for name, text in files.items():
        path = output / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")


def csv_text(columns: Sequence[str], rows: Sequence[Row]) -> str:
    """Rows as CSV; an empty cell is not set."""
    lines: list[str] = []

    class Lines:
        write = staticmethod(lines.append)

    writer = csv.DictWriter(Lines(), columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return "".join(lines)


def signals_text(result: Output, folder: Path) -> str:
    """The signals as a file for scripts/generate_macros.py."""
    signals = [
        {"name": name, "on": on, "when": sql, "description": description}
        for (on, sql), (name, description) in result.signals.items()
    ]
    schema = Path(os.path.relpath(SCHEMA, folder)).as_posix()
    return f"# yaml-language-server: $schema={schema}\n" + yaml_text({"signals": signals})


def vars_text(output: Path, result: Output) -> str:
    """Variables that name the tables."""
    variables: dict[str, Any] = {f"lead_scoring__{table}": (output / f"{table}.csv").as_posix() for table in TABLES}
    if further := [name for name in result.entities if name != "account"]:
        variables["lead_scoring__entities"] = ["account", *further]
    return "# For `vars:` in dbt_project.yml. A file is read on DuckDB; elsewhere name seeds.\n" + yaml_text(variables)


def yaml_text(value: Any) -> str:
    return str(yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=110))


if __name__ == "__main__":
    main()
