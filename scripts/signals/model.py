"""What the steps hand to each other."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlglot import exp

from signals.ages import Parted

LONGEST_ECHO = 80


@dataclass(frozen=True)
class Place:
    """Where a problem is: a file and, as far as known, the line and the signal."""

    path: str
    line: int | None = None
    signal: str | None = None

    def __str__(self) -> str:
        line = f":{self.line}" if self.line else ""
        signal = f" signal {self.signal}:" if self.signal else ""
        return f"{self.path}{line}:{signal}"

    @property
    def order(self) -> tuple[str, int]:
        return self.path, self.line or 0


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, with what to do about it."""

    place: Place
    what: str
    got: Any
    allowed: str
    fix: str

    def __str__(self) -> str:
        return f"{self.place} {echo(self.what)}. Got: {echo(self.got)}. Allowed: {self.allowed}. Fix: {self.fix}."


@dataclass(frozen=True)
class Signal:
    """A signal as it stands in a file; `place` is that of its condition."""

    name: str
    on: str
    when: str
    description: str | None
    place: Place


@dataclass(frozen=True)
class Condition:
    """A signal whose condition was found to be safe, with the columns that it reads.

    A column is in lower case unless the signal has it in double quotes. Those of `yes_no_columns` stand where yes or
    no is expected. Literals are texts that columns are compared with, each with its column. The age of
    `date_columns` is looked at; one on events then has `parts`.
    """

    signal: Signal
    tree: exp.Expr
    columns: tuple[str, ...]
    yes_no_columns: tuple[str, ...] = ()
    literals: tuple[tuple[str, str], ...] = ()
    date_columns: tuple[str, ...] = ()
    parts: Parted | None = None


def echo(value: Any) -> str:
    """Return a value on one short line, without characters that a terminal would obey.

    Example:
        >>> echo("a\\nb")
        'a b'
    """
    text = value if isinstance(value, str) else json.dumps(value, default=str, skipkeys=True, ensure_ascii=False)
    text = printable(text) or "nothing"
    return text if len(text) <= LONGEST_ECHO else f"{text[: LONGEST_ECHO - 1]}…"


def printable(text: str) -> str:
    """Return a text on one line: a blank for every run of blanks, line breaks and control characters."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
