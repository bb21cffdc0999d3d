"""The benchmark's scorecards, in the files that the project's own seeds have.

`scorecard/` has fifty rules, which rivals know too; `scorecard_of_all/` uses each setting of the rule language.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, fields
from math import inf
from pathlib import Path
from typing import Any

import duckdb

CARDS = {
    name: Path(__file__).with_name(folder) for name, folder in (("fifty", "scorecard"), ("all", "scorecard_of_all"))
}
SCORECARD = "speed"


@dataclass(frozen=True)
class Rule:
    """A line of `scorecard_rules`, its numbers read; a limit that is not set is infinite."""

    rule_id: str
    group_id: str
    rule_type: str
    subject: str
    points: float
    property: str | None = None
    operator: str | None = None
    value: str = ""
    award: str = "once"
    min_count: float = 1
    max_count: float = inf
    window_days: float | None = None
    max_per_day: float | None = None
    half_life_days: float | None = None
    decay_percent: float | None = None
    decay_every_days: float | None = None
    max_points: float = inf
    given_subject: str | None = None
    given_min_count: float = 1

    def values(self) -> list[str]:
        """The values of an operator that takes several."""
        return self.value.split("|")


@dataclass(frozen=True)
class Group:
    """A line of `scorecard_groups`."""

    group_id: str
    combine: str = "sum"
    min_points: float = -inf
    max_points: float = inf


@dataclass(frozen=True)
class Card:
    """A scorecard."""

    min_score: float
    max_score: float
    groups: list[Group]
    rules: list[Rule]

    def rules_of(self, group: Group) -> list[Rule]:
        return [rule for rule in self.rules if rule.group_id == group.group_id]


def read(connection: duckdb.DuckDBPyConnection, scorecard_id: str = SCORECARD) -> Card:
    """A scorecard as it stands in the schema `bench`."""
    (limits,) = lines(connection, "scorecards", scorecard_id)
    return Card(
        float(limits["min_score"]),
        float(limits["max_score"]),
        [made(Group, line) for line in lines(connection, "scorecard_groups", scorecard_id)],
        [made(Rule, line) for line in lines(connection, "scorecard_rules", scorecard_id)],
    )


def lines(connection: duckdb.DuckDBPyConnection, table: str, scorecard_id: str) -> list[dict[str, str]]:
    """The lines of a scorecard in one of its tables, without their empty cells."""
    rows = connection.execute(f"select * from bench.{table} where scorecard_id = ?", [scorecard_id])
    names = [column[0] for column in rows.description]
    return [{name: cell for name, cell in zip(names, row) if cell is not None} for row in rows.fetchall()]


def made(kind: Any, line: dict[str, str]) -> Any:
    """A line as an object; cells of fields that are numbers are read as such."""
    known: dict[str, Any] = {}
    for field in fields(kind):
        if field.name in line:
            known[field.name] = float(line[field.name]) if "float" in str(field.type) else line[field.name]
    return kind(**known)


def tables_of(card: str) -> tuple[str, ...]:
    """The scorecard tables of a card: all have the same, and one that filters events those filters."""
    return tuple(sorted(path.stem for path in CARDS[card].glob("*.csv")))


def count_of_rules(card: str) -> int:
    """How many rules a card has; further lines of a rule are none."""
    with (CARDS[card] / "scorecard_rules.csv").open(encoding="utf-8", newline="") as file:
        return len({line["rule_id"] for line in csv.DictReader(file)})


def load(
    connection: duckdb.DuckDBPyConnection, copies: int = 1, attributes_only: bool = False, card: str = "fifty"
) -> None:
    """Write the scorecard tables into the schema `bench`.

    Args:
        copies: that many scorecards, alike but for their names.
        attributes_only: without the rules and stages that look at events.
        card: which of `CARDS`.
    """
    for table in tables_of(card):
        path = CARDS[card] / f"{table}.csv"
        connection.execute(
            f"create or replace table bench.{table} as select * from read_csv('{path}', all_varchar = true)"
        )
        for copy in range(2, copies + 1):
            if table not in ("lifecycle_stages", "event_filters"):
                connection.execute(f"""
                    insert into bench.{table}
                    select '{SCORECARD}_{copy}' as scorecard_id, * exclude (scorecard_id)
                    from read_csv('{path}', all_varchar = true)
                """)
    if attributes_only:
        connection.execute("delete from bench.scorecard_rules where rule_type not in ('attribute', 'required')")
        connection.execute("delete from bench.lifecycle_stages where entry_type = 'event'")


def change_points(connection: duckdb.DuckDBPyConnection, times: int) -> None:
    """Change the number of points of one rule over events; another number each time."""
    connection.execute(f"update bench.scorecard_rules set points = '{6 + times}' where rule_id = 'opened'")


def add_rule(connection: duckdb.DuckDBPyConnection, times: int) -> None:
    """Add a rule over events that no rule has looked at so far; another one each time."""
    connection.execute(f"""
        insert into bench.scorecard_rules by name
        select
            '{SCORECARD}' as scorecard_id, 'recording_{times}' as rule_id, 'content' as group_id, 'event' as rule_type,
            'form_view' as subject, 'asset' as property, '=' as operator, 'recording {times:02}' as value,
            '{times + 1}' as points, 'each' as award, '120' as window_days, '4' as max_points,
            'Opened the form of recording {times}' as description
    """)
