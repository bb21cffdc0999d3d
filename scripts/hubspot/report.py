"""What became of each part of a score: every value of the JSON has a line, whatever it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from hubspot.model import Path, pointer, shown


class Outcome(StrEnum):
    EXACT = "exact"
    APPROXIMATE = "approximate"
    NOT_POSSIBLE = "not possible"
    NO_EFFECT = "no effect"
    """It says nothing about points: an id, a time of change, the label of a property."""


class Impossible(Exception):  # noqa: N818  it ends what cannot be said, not the import
    """What the rule language cannot say, with its place and the reason."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(reason)
        self.path = path
        self.reason = reason


class Statement(NamedTuple):
    outcome: Outcome
    becomes: str
    how: str


class Line(NamedTuple):
    """A value of the JSON and what became of it."""

    place: str
    value: str
    outcome: Outcome
    becomes: str
    how: str


UNTOLD = Statement(Outcome.NOT_POSSIBLE, "", "the import does not know this key")


@dataclass
class Report:
    """Statements about parts of the JSON; one about a part holds for all that is in it, unless more is said there."""

    statements: dict[Path, Statement] = field(default_factory=dict)

    def say(self, path: Path, outcome: Outcome, becomes: str = "", how: str = "") -> None:
        self.statements[path] = Statement(outcome, becomes, how)

    def exact(self, path: Path, becomes: str = "", how: str = "") -> None:
        self.say(path, Outcome.EXACT, becomes, how)

    def approximate(self, path: Path, how: str, becomes: str = "") -> None:
        self.say(path, Outcome.APPROXIMATE, becomes, how)

    def no_effect(self, path: Path, how: str) -> None:
        self.say(path, Outcome.NO_EFFECT, "", how)

    def not_possible(self, path: Path, cause: Impossible) -> None:
        """Say that a part is left out as a whole, and because of what."""
        for place in [place for place in self.statements if place[: len(path)] == path]:
            del self.statements[place]
        self.say(path, Outcome.NOT_POSSIBLE, "", f"not without {pointer(cause.path)}")
        self.say(cause.path, Outcome.NOT_POSSIBLE, "", cause.reason)

    def about(self, path: Path) -> Statement:
        """The statement that holds for a part: its own, or that of what it is in."""
        return self._holding(path)[1]

    def _holding(self, path: Path) -> tuple[Path, Statement]:
        for length in range(len(path), -1, -1):
            if path[:length] in self.statements:
                return path[:length], self.statements[path[:length]]
        return path, UNTOLD

    def lines(self, document: Any) -> list[Line]:
        """A line for each value of the JSON."""
        return [Line(pointer(path), shown(value), *self.about(path)) for path, value in leaves(document)]

    def remarks(self, document: Any) -> Iterator[tuple[Path, Statement]]:
        """What is not taken over exactly, in the order of the JSON: each statement once, with the part it is about."""
        told = set()
        for path, _ in leaves(document):
            place, statement = self._holding(path)
            # What is left out because of another part is told with that part.
            is_reported = place in told or statement.how.startswith("not without ")
            if not is_reported and statement.outcome in (Outcome.APPROXIMATE, Outcome.NOT_POSSIBLE):
                told.add(place)
                yield place, statement


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value of a JSON document that holds no other, with its place; an empty list or mapping is one."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if not inner:
        yield path, value
    for key, item in inner:
        yield from leaves(item, (*path, key))
