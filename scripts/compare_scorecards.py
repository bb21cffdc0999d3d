"""Compare scorecards with a challenger on the same leads and days, and print a summary in Markdown for a pull request.

The challenger is a folder of scorecard tables (scorecard_rules.csv, …), one such file, or a seed of the project. dbt
scores both in a replay, and the tables scorecard_comparison, scorecard_tier_moves, rule_moves, scorecard_tier_capacity
and scorecard_performance_comparison hold what the summary says.

Nothing is written where the project's own tables are: on DuckDB everything goes to a file of its own, which reads what
dbt does not build (sources, snapshots) from the project's file; elsewhere it goes to a schema of its own.
"""

from __future__ import annotations

import csv
import html
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click
import yaml
from database import check, opened
from dbt.cli.main import dbtRunner
from dbt.flags import get_flags
from digits import agreeing_digits

Row = Mapping[str, Any]
# Each with a column that it alone has.
TABLES = {
    "scorecard_rules": "rule_id",
    "scorecard_tiers": "tier",
    "scorecard_groups": "group_id",
    "scorecards": "scorecard_id",
}
RESULTS = ("scorecard_performance_comparison", "scorecard_tier_capacity", "scorecard_tier_moves", "rule_moves")
WEEKS = 12
"""How long scores are replayed whose outcome is known, where nothing else is asked for."""
SETTINGS = """{{ tojson({
    'scoring_date': lead_scoring.scoring_date(), 'horizon_days': lead_scoring.integer_setting('horizon_days'),
    'is_replayed': lead_scoring.is_replayed(), 'profile': target.profile_name, 'target': target.name,
    'type': target.type, 'path': target.get('path'), 'database': target.database, 'schema': target.schema,
}) }}"""
"""What has to be known of the project: its variables, and where it writes."""


@dataclass
class Project:
    """A dbt project, run in this process and parsed once.

    Args:
        options: what every command gets, such as `--project-dir`.
        variables: its variables.
    """

    options: Sequence[str]
    variables: Mapping[str, Any]
    manifest: Any = None

    def invoke(self, *arguments: str) -> Any:
        """Run a command of dbt.

        Raises:
            click.ClickException: it failed; the message is dbt's.
        """
        command = [*arguments, *self.options, "--vars", yaml.safe_dump(dict(self.variables), width=10**9), "--quiet"]
        run = dbtRunner(manifest=self.manifest).invoke(command)
        if not run.success:
            nodes = getattr(run.result, "results", None) or []
            failed = [str(node.message) for node in nodes if node.status in ("error", "fail")]
            raise click.ClickException(str(run.exception or "\n".join(failed)))
        return run.result

    def parse(self) -> None:
        self.manifest = self.invoke("parse")

    def rendered(self, text: str) -> str:
        """A text as dbt renders it in a model, without asking the warehouse anything."""
        run = self.invoke("compile", "--inline", text, "--no-introspect", "--no-populate-cache", "--log-level", "none")
        return str(run.results[0].node.compiled_code)

    def rows(self, query: str) -> list[Row]:
        """The rows of a query, written as in a model."""
        table = self.invoke("show", "--inline", query, "--limit", "-1", "--log-level", "none").results[0].agate_table
        return [dict(zip(table.column_names, row.values(), strict=True)) for row in table.rows]


@click.command()
@click.option("--challenger", required=True, help="A folder of scorecard tables, one such file, or a seed.")
@click.option("--champion", help="The scorecard with which one of another name is compared.")
@click.option("--from", "first", type=click.DateTime(["%Y-%m-%d"]), help="The first day that is replayed.")
@click.option("--every", default=7, show_default=True, type=click.IntRange(min=1), help="One day in so many.")
@click.option("--vars", "written", default="{}", help="Further variables for dbt, as YAML.")
@click.option("--project-dir", default=".", show_default=True, type=click.Path(exists=True, path_type=Path))
@click.option("--target", help="The target of the profile.")
@click.option("--database", default="target/compare.duckdb", show_default=True, type=click.Path(path_type=Path),
              help="The DuckDB file that is written, where the project's target is one. Elsewhere it is a schema: that"
              " of the target, with _compare behind it.")  # fmt: skip
@click.option("--output", type=click.Path(path_type=Path), help="Where the summary goes; left out: it is printed.")
def main(
    challenger: str, champion: str | None, first: date | None, every: int, written: str, project_dir: Path,
    target: str | None, database: Path, output: Path | None,
) -> None:  # fmt: skip
    """Compare scorecards with a challenger, and print a summary in Markdown."""
    check(database)
    database.parent.mkdir(parents=True, exist_ok=True)
    options = ["--project-dir", str(project_dir)]
    options += ["--target-path", str(database.parent / "compare"), "--log-path", str(database.parent / "compare")]
    options += ["--target", target] if target else []
    variables = dict(yaml.safe_load(written) or {})
    known = json.loads(Project(options, variables).rendered(SETTINGS))
    options += ["--profiles-dir", str(write_profile(known, database))]
    challenge: dict[str, Any] = read_challenger(challenger, project_dir)
    if champion:
        challenge["champion"] = champion
    project = Project(
        options,
        {
            # What is tried is not published.
            "lead_scoring__keep_history": False,
            **({} if known["is_replayed"] and not first else replayed_days(known, first, every)),
            **variables,
            "lead_scoring__challenger": challenge,
        },
    )
    project.parse()
    if reads_elsewhere(known, database):
        inlined_cte(known, database, project.manifest)
    project.invoke(
        "build", "--resource-type", "model", "--resource-type", "seed", "--select", *(f"+{name}" for name in RESULTS)
    )
    tables = {name: project.rows("select * from {{ ref('lead_scoring', '" + name + "') }}") for name in RESULTS}
    text = summary(tables, int(known["horizon_days"]))
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8")


def write_profile(known: Row, database: Path) -> Path:
    """Write the project's profile anew, with a place of its own for what is compared, and give its folder."""
    folder = Path(get_flags().PROFILES_DIR)  # type: ignore[no-untyped-call]
    profiles = yaml.safe_load((folder / "profiles.yml").read_text(encoding="utf-8"))
    profile = profiles[known["profile"]]
    output = profile["outputs"][known["target"]]
    if known["type"] != "duckdb":
        output["schema"] = f"{known['schema']}_compare"
    elif reads_elsewhere(known, database):
        output.pop("database", None)
        own = {"path": known["path"], "alias": known["database"], "read_only": True}
        output.update(path=str(database), attach=[*output.get("attach", []), own])
    else:
        output["path"] = str(database)
    folder = database.parent / "compare"
    folder.mkdir(parents=True, exist_ok=True)
    written = {known["profile"]: {"target": known["target"], "outputs": {known["target"]: output}}}
    (folder / "profiles.yml").write_text(yaml.safe_dump(written), encoding="utf-8")
    return folder


def reads_elsewhere(known: Row, database: Path) -> bool:
    """Whether the project has a DuckDB file of its own beside the one that is written."""
    own = Path(known["path"] or "")
    return known["type"] == "duckdb" and own.is_file() and own.resolve() != database.resolve()


def inlined_cte(known: Row, database: Path, manifest: Any) -> None:
    """Let the file that is written show what dbt does not build, such as sources, as it is in the project's own."""
    nodes = [*manifest.nodes.values(), *(node for nodes in manifest.disabled.values() for node in nodes)]
    built = {(node.schema, node.alias) for node in nodes if node.resource_type in ("model", "seed")}
    with opened(database, read_only=False) as connection:
        connection.execute(f"attach {literal(known['path'])} as {quoted(known['database'])} (read_only)")
        found = "select table_schema, table_name from information_schema.tables where table_catalog <> ?"
        here, own = (set(connection.execute(found, [other]).fetchall()) for other in (known["database"], database.stem))
        for schema, table in sorted(own - here - built):
            name = f"{quoted(schema)}.{quoted(table)}"
            connection.execute(f"create schema if not exists {quoted(schema)}")
            connection.execute(f"create view {name} as select * from {quoted(known['database'])}.{name}")


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def replayed_days(days: Row, first: date | None, every: int) -> dict[str, Any]:
    """The variables of a replay up to the scoring date: from a day, or long enough for some weeks of outcomes."""
    reach = timedelta(days=int(days["horizon_days"]), weeks=WEEKS)
    start = first or date.fromisoformat(str(days["scoring_date"])) - reach
    return {"lead_scoring__replay_from": start.strftime("%Y-%m-%d"), "lead_scoring__replay_every": every}


def read_challenger(name: str, project_dir: Path) -> dict[str, Any]:
    """The challenger's scorecard tables as the variable holds them.

    Args:
        name: a folder with files that are called as scorecard tables, a file, or the name of a seed.
        project_dir: where seeds are.

    Raises:
        click.BadParameter: there is no such table.
    """
    path = Path(name)
    files = (
        [file for file in sorted(path.glob("*.csv")) if file.stem in TABLES] if path.is_dir()
        else [path] if path.is_file()
        else sorted(project_dir.glob(f"seeds/**/{name}.csv"))
    )  # fmt: skip
    if not files:
        raise click.BadParameter(
            f"there is no scorecard table. Got: {name!r}. Allowed: a folder with one of "
            f"{', '.join(f'{table}.csv' for table in TABLES)}; such a file; the name of a seed.",
            param_hint="--challenger",
        )
    tables = {}
    for file in files:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            table = next((table for table, column in TABLES.items() if column in (reader.fieldnames or ())), None)
            if table is None:
                raise click.BadParameter(f"{file} has no column scorecard_id", param_hint="--challenger")
            tables[table] = [dict(line) for line in reader]
    return tables


def summary(tables: Mapping[str, Sequence[Row]], horizon_days: int) -> str:
    """What would change, in Markdown: for each scorecard the performance, the tiers, the moves and their rules."""
    cards = sorted({(row["scorecard_id"], row["challenger_id"]) for row in tables["scorecard_tier_moves"]})
    if not cards:
        return "# Nothing would change\n\nThe challenger's scorecards are those that score.\n"
    parts = ["# What would change"]
    for card in cards:
        of_card = {
            name: [row for row in rows if (row["scorecard_id"], row["challenger_id"]) == card]
            for name, rows in tables.items()
        }
        parts += [
            f"## {cell(card[0])}",
            headline(of_card),
            *performance(of_card, horizon_days),
            *tiers(of_card),
            *movers(of_card),
        ]
    return "\n\n".join(parts) + "\n"


def headline(tables: Mapping[str, Sequence[Row]]) -> str:
    """The change of the best tier, and whether the score predicts better."""
    best = min(tables["scorecard_tier_capacity"], key=lambda row: row["tier_rank"], default=None)
    words = []
    if best is not None and best["entered_a_week_change"] is not None:
        words.append(f"{signed(best['entered_a_week_change'])} {cell(best['tier'])} a week")
    if best is not None:
        words.append(f"{signed(best['leads_a_day_change'])} {cell(best['tier'])} on a day in the mean")
    for row in tables["scorecard_performance_comparison"]:
        if row["period"] == "all days" and row["auc_difference_low"] is not None:
            low, high = row["auc_difference_low"], row["auc_difference_high"]
            words.append(
                "predicts better"
                if low > 0
                else "predicts worse"
                if high < 0
                else "predicts neither better nor worse, beyond chance"
            )
    return f"**{', '.join(words)}**" if words else "**No tiers and no known outcomes to compare**"


def performance(tables: Mapping[str, Sequence[Row]], horizon_days: int) -> list[str]:
    """Both performances with the interval of the difference, on all days together."""
    parts = []
    for row in tables["scorecard_performance_comparison"]:
        if row["period"] != "all days":
            continue
        days = len(tables["scorecard_performance_comparison"]) - 1
        parts.append(
            f"{row['leads']:,.0f} lead-days, leads on {days} days, whose outcome is known,"
            f" {row['converted']:,.0f} of them converted within {horizon_days} days:"
        )
        parts.append(markdown(
            ("", "now", "challenger", "difference", "95 % interval"),
            [
                (
                    words, number(row[f"champion_{name}"], digits), number(row[f"challenger_{name}"], digits),
                    signed(row[f"{name}_difference"], digits),
                    " to ".join(signed(row[f"{name}_difference_{end}"], digits) for end in ("low", "high")),
                )
                for name, words in (("auc", "AUC"), ("top_decile_capture", "conversions in the best tenth"))
                for digits in [agreeing_digits(row, f"champion_{name}", f"challenger_{name}", f"{name}_difference", 3)]
            ],
        ))  # fmt: skip
    return parts or ["No outcome is known yet: no replayed day is that long ago."]


def tiers(tables: Mapping[str, Sequence[Row]]) -> list[str]:
    """How full each tier is and how fast it fills, and the matrix of moves."""
    capacity = sorted(tables["scorecard_tier_capacity"], key=lambda row: (row["tier_rank"], row["tier"]))
    parts = []
    if capacity:
        parts.append(markdown(
            ("tier", *("leads on a day in the mean, now", "challenger", "change"),
             *("new a week, now", "challenger", "change")),
            [
                (
                    cell(row["tier"]), *compared(row, "leads_a_day", "leads_a_day_change"),
                    *compared(row, "entered_a_week", "entered_a_week_change"),
                )
                for row in capacity
            ],
        ))  # fmt: skip
    moves = {
        (row["champion_tier"], row["challenger_tier"]): row
        for row in tables["scorecard_tier_moves"]
        if row["period"] == "all days"
    }
    order = [row["tier"] for row in capacity]
    columns, lines = ([tier for tier in [*order, None] if any(move[side] == tier for move in moves)] for side in (1, 0))
    parts.append(
        "Lead-days by tier now (down) and by the challenger (across),"
        " and how many of those with a known outcome converted:"
    )
    parts.append(markdown(
        ("", *(cell(tier) if tier else "none" for tier in columns)),
        [(cell(tier) if tier else "none", *(move(moves.get((tier, other))) for other in columns)) for tier in lines],
    ))  # fmt: skip
    return parts


def movers(tables: Mapping[str, Sequence[Row]]) -> list[str]:
    """The rules and limits that move leads, those that move most first."""
    rows = sorted(
        tables["rule_moves"],
        key=lambda row: (
            -(row["lead_days_moved_up"] + row["lead_days_moved_down"]),
            -row["lead_days_changed"],
            row["description"],
        ),
    )
    lines = [
        (
            cell(row["description"]), f"{row['lead_days_changed']:,.0f}", signed(row["points_change"], 2),
            f"{row['lead_days_moved_up']:,.0f}", f"{row['lead_days_moved_down']:,.0f}",
        )
        for row in rows
    ]  # fmt: skip
    return (
        [
            markdown(
                ("what moves them", "lead-days with other points", "points over all of them", "moved up", "moved down"),
                lines,
            )
        ]
        if lines
        else []
    )


def move(row: Row | None) -> str:
    """A cell of the matrix."""
    if row is None:
        return ""
    known = f", {100 * row['conversion_rate']:.1f} %" if row["conversion_rate"] is not None else ""
    return f"{row['lead_days']:,.0f}{known}"


def compared(row: Row, name: str, change: str) -> tuple[str, str, str]:
    """Both figures and their difference, in as many digits as make it theirs."""
    sides = (f"champion_{name}", f"challenger_{name}")
    digits = agreeing_digits(row, *sides, change, 1)
    first, second = (number(row[side], digits) for side in sides)
    return first, second, signed(row[change], digits)


def number(value: Any, digits: int = 1) -> str:
    return "" if value is None else f"{value:,.{digits}f}"


def signed(value: Any, digits: int = 1) -> str:
    """A number with its sign; what rounds to nothing is ±0."""
    if value is None:
        return ""
    text = f"{value:+,.{digits}f}"
    return "±0" if not text.strip("+-0.,") else text.replace("-", "−")


def cell(value: Any) -> str:
    """Text from the data, as it may stand in a table: no markup, no bar, one line."""
    text = html.escape(str(value), quote=False).replace("\\", "\\\\")
    for sign in "|*`[]":
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table, its first column to the left."""
    lines = [head, ["---", *("---:" for _ in head[1:])], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


if __name__ == "__main__":
    main()
