"""How long a scorecard of many rules takes to compile.

    python -m scripts.speed.many_rules --rules 2000 --scorecards 1

Needs the tables of the demo: `make demo` before. Each rule is one of its own, by turns a word of an attribute, a number
of it, and an event that fades, so that nothing is shared between rules.
"""

from __future__ import annotations

import csv
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[2]
RULE = (
    "scorecard_id", "rule_id", "group_id", "rule_type", "subject", "property", "operator", "value", "points", "award",
    "window_days", "half_life_days", "description",
)  # fmt: skip


def write_scorecards(folder: Path, rules: int, scorecards: int) -> dict[str, str]:
    """Write scorecard tables into a folder, and give the variables that name them."""
    ids = [f"card_{number:03}" for number in range(scorecards)]
    tables: dict[str, tuple[Sequence[str], Iterable[Sequence[object]]]] = {
        "scorecards": (("scorecard_id",), ([card] for card in ids)),
        "scorecard_groups": (
            ("scorecard_id", "group_id", "axis"),
            ([card, group, axis] for card in ids for group, axis in (("who", "fit"), ("what", "engagement"))),
        ),
        "scorecard_rules": (RULE, (rule(ids[number % scorecards], number) for number in range(rules))),
        "scorecard_tiers": (
            ("scorecard_id", "axis", "tier", "lower_bound"),
            ([card, "score", tier, bound] for card in ids for tier, bound in (("hot", 45), ("cold", ""))),
        ),
    }
    variables = {}
    for table, (columns, lines) in tables.items():
        path = folder / f"{table}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([columns, *lines])
        variables[f"lead_scoring__{table}"] = str(path)
    return variables


def rule(card: str, number: int) -> Sequence[object]:
    """One line of scorecard_rules, unlike any other."""
    name, points = f"rule_{number:05}", number % 20 + 1
    attribute = (card, name, "who", "attribute")
    if number % 3 == 0:
        return (*attribute, "industry", "", "in", f"Software {number}|Finance {number}", points, "", "", "", name)
    if number % 3 == 1:
        return (*attribute, "employees", "", ">=", number, points, "", "", "", name)
    event = (card, name, "what", "event", "page_view", "page_path", "starts_with", f"/page{number}")
    return (*event, points, "each", 30, 30, name)


@click.command()
@click.option("--rules", default=2000, show_default=True)
@click.option("--scorecards", default=1, show_default=True)
def main(rules: int, scorecards: int) -> None:
    """Time `dbt compile` from its start to its end, with the project read anew."""
    with tempfile.TemporaryDirectory() as folder:
        variables = write_scorecards(Path(folder), rules, scorecards)
        begin = time.perf_counter()
        subprocess.run(
            [
                Path(sys.executable).parent / "dbt", "compile", "--quiet",
                "--project-dir", ROOT, "--profiles-dir", ROOT,
                "--target-path", f"{folder}/target", "--log-path", folder,
                "--vars", str(variables),
            ],
            check=True,
        )  # fmt: skip
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    click.echo(
        f"{rules} rules, {scorecards} scorecards: {time.perf_counter() - begin:.1f} s, {used.ru_utime:.1f} s of"
        f" processor time, {used.ru_maxrss / 1024:.0f} MiB"
    )


if __name__ == "__main__":
    main()
