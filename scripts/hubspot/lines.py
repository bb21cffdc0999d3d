"""The lines that a score becomes, before they are written: names, points and limits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from signals.condition import read_condition
from signals.model import Place, Signal, printable

from hubspot.conditions import FURTHEST, Columns, Condition, number_text, signal_problem
from hubspot.model import Path
from hubspot.report import Impossible

Row = dict[str, str]

LONGEST_NAME = 50
LONGEST_DESCRIPTION = 150


@dataclass
class Names:
    """Names that are used, so that each is given once."""

    taken: set[str] = field(default_factory=set)

    def new(self, text: str, instead: str) -> str:
        """A name of small letters, digits and underscores, like a text."""
        plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
        base = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[: LONGEST_NAME - 5].strip("_") or instead
        base = base if base[0].isalpha() else f"{instead}_{base}"[: LONGEST_NAME - 5]
        name, number = base, 1
        while name in self.taken:
            number += 1
            name = f"{base}_{number}"
        self.taken.add(name)
        return name


@dataclass
class Output:
    """What the import writes, of all its scores."""

    tables: dict[str, list[Row]] = field(default_factory=dict)
    signals: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    """(input, condition) -> (name, description)"""
    columns: Columns = field(default_factory=Columns)
    entities: list[str] = field(default_factory=list)
    scorecard_names: Names = field(default_factory=Names)
    signal_names: Names = field(default_factory=Names)

    def add(self, table: str, **cells: str) -> Row:
        self.tables.setdefault(table, []).append(cells)
        return cells

    def used_columns(self) -> set[str]:
        """The columns that rules and signals read. What could not be taken over needs none."""
        rows = self.tables.get("scorecard_rules", [])
        used = {row["subject"] for row in rows if row["rule_type"] == "attribute"}
        used |= {row["property"] for row in rows if "property" in row}
        for on, sql in self.signals:
            condition, _ = read_condition(Signal("a", on, sql, None, Place("")))
            used |= {column.lower() for column in condition.columns} if condition else set()
        return used

    def signal(self, sql: str, on: str, words: str, name: str, path: Path) -> str:
        """The name of the signal with this condition."""
        if problem := signal_problem(sql, on):
            raise Impossible(path, problem)
        if (on, sql) not in self.signals:
            self.signals[on, sql] = (self.signal_names.new(f"hubspot_{name}", "hubspot"), shortened(words))
        return f"signal:{self.signals[on, sql][0]}"


@dataclass(frozen=True)
class Part:
    """Points for a condition; without one for everybody."""

    condition: Condition | None
    points: Decimal
    path: Path
    how: str = ""
    """What is not exact about it."""


@dataclass
class Lines:
    """The lines that a rule becomes."""

    rows: list[Row] = field(default_factory=list)
    is_always: bool = True
    """Whether all of them hold for everybody."""
    at_most_one: bool = True
    """Whether no two of them hold together."""

    def add(self, other: Lines) -> None:
        self.at_most_one = self.at_most_one and other.at_most_one and not (self.rows and other.rows)
        self.is_always = self.is_always and other.is_always
        self.rows += other.rows


@dataclass(frozen=True)
class Limits:
    """A lower and an upper limit; none: there is none."""

    low: Decimal | None = None
    high: Decimal | None = None

    def __bool__(self) -> bool:
        return self.low is not None or self.high is not None

    @property
    def holds_zero(self) -> bool:
        return (self.low or 0) <= 0 <= (self.high or 0)

    def cut(self, value: Decimal) -> Decimal:
        value = value if self.low is None else max(value, self.low)
        return value if self.high is None else min(value, self.high)

    def within(self, outer: Limits) -> Limits:
        """One cut that does what this one and then the outer one do."""
        return Limits(
            outer.low if self.low is None else outer.cut(self.low),
            outer.high if self.high is None else outer.cut(self.high),
        )


def shortened(text: str) -> str:
    """A description of one line."""
    line = printable(text)
    return line if len(line) <= LONGEST_DESCRIPTION else f"{line[: LONGEST_DESCRIPTION - 1]}…"


def points_of(value: Decimal, path: Path) -> Decimal:
    """Points as scorecards have them, with 2 decimals."""
    if abs(value) >= FURTHEST:
        raise Impossible(path, "points beyond measure")
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def limits_of(row: Row, what: str = "points") -> Limits:
    low, high = row.get(f"min_{what}"), row.get(f"max_{what}")
    return Limits(None if low is None else Decimal(low), None if high is None else Decimal(high))


def set_limits(row: Row, limits: Limits) -> None:
    for column, value in (("min_points", limits.low), ("max_points", limits.high)):
        if value is not None:
            row[column] = number_text(value, ())


def limit_line(row: Row, limits: Limits) -> None:
    """Limit the points of one line, which are all above or all below 0."""
    bound = limits.high if Decimal(row["points"]) > 0 else limits.low
    if bound is not None:
        row["max_points"] = number_text(abs(bound), ())


def without(row: Row, *columns: str) -> Row:
    return {column: cell for column, cell in row.items() if column not in columns}


def never_reached(groups: Sequence[Row], limits: Limits) -> bool:
    all_limits = [limits_of(row) for row in groups]
    lows = [one.low for one in all_limits if one.low is not None]
    highs = [one.high for one in all_limits if one.high is not None]
    if len(lows) < len(groups) or len(highs) < len(groups) or limits.low is None or limits.high is None:
        return False
    return sum(lows) >= limits.low and sum(highs) <= limits.high
