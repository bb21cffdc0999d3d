"""Parts a condition on events into what an event is, on any day, and what is looked at from the day that is scored.

Events are read once for all days, so an event's row in the stream depends on none: it has the dates by value, and what
`age_days` makes of them is worked out where a rule counts. A condition is brought into the form `and` of `or`s. Those
without an age say what the event is. Of the others the parts without one, `asset = 'pricing'` of `asset = 'pricing' or
age_days(due_on) > 3`, are yes/no values of the row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlglot import exp

AGE = "age_days"
"""A function of our own: the whole calendar days from a date or time to the day that is scored."""

MOST_CLAUSES = 16
"""Of the form `and` of `or`s, which can be much longer than the condition."""

TRUE_OF_NULLS = (
    *(exp.Is, exp.Coalesce, exp.Case, exp.If, exp.NullSafeEQ, exp.NullSafeNEQ, exp.Greatest, exp.Least, exp.Concat),
    *(exp.Boolean, exp.Null),
)
"""What can make a condition hold although no date in it is known."""


class MixedError(Exception):
    """A comparison of an age with what is no age. Carries it."""

    def __init__(self, node: exp.Expr) -> None:
        super().__init__(node.key)
        self.node = node


class TooLongError(Exception):
    """A condition of more than `MOST_CLAUSES` clauses."""


@dataclass(frozen=True)
class Parted:
    """A condition on events as `kept and dated`.

    Attributes:
        kept: what an event is on any day; true for at least those of which the condition ever holds.
        alternatives: conditions without an age, which `dated` names by their number, from 1.
        dated: the condition on ages, in which a call of `PART` stands for an alternative.
    """

    kept: exp.Expr
    alternatives: tuple[exp.Expr, ...]
    dated: exp.Expr


PART = "known_part"
"""What stands in `Parted.dated` for an alternative: known_part(1)."""

Clause = tuple[list[exp.Expr], list[exp.Expr]]
"""Alternatives of which one holds: those without an age, and those about ages alone."""


def ages_in(tree: exp.Expr) -> list[exp.Anonymous]:
    """The calls of age_days in a condition."""
    return [node for node in tree.find_all(exp.Anonymous) if node.name.lower() == AGE]


def parted(tree: exp.Expr) -> Parted:
    """Part a condition on events that has ages.

    Raises:
        MixedError: A comparison mixes an age with another column.
        TooLongError: Its form as `and` of `or`s is too long.
    """
    kept: list[exp.Expr] = []
    by_alternative: dict[str, tuple[exp.Expr | None, list[exp.Expr]]] = {}
    for undated, dated in _clauses(tree, is_denied=False):
        if not dated:
            kept.append(_any(undated))
            continue
        alternative = _any(undated) if undated else None
        key = alternative.sql() if alternative else ""
        by_alternative.setdefault(key, (alternative, []))[1].append(_any(dated))
        if not any(part.find(*TRUE_OF_NULLS) for part in dated):
            columns = sorted({age.expressions[0] for part in dated for age in ages_in(part)}, key=lambda one: one.sql())
            kept.append(_any([*undated, *(column.copy().is_(exp.Null()).not_() for column in columns)]))

    alternatives: list[exp.Expr] = []
    dated_parts = []
    for alternative, ages in by_alternative.values():
        if alternative:
            alternatives.append(alternative)
            number = exp.Literal.number(len(alternatives))
            dated_parts.append(_any([exp.Anonymous(this=PART, expressions=[number]), _all(ages)]))
        else:
            dated_parts += ages
    return Parted(_all(kept) if kept else exp.true(), tuple(alternatives), _all(dated_parts))


def _clauses(tree: exp.Expr, is_denied: bool) -> list[Clause]:
    """The `or`s of a condition's form as `and` of `or`s, or of its denial's."""
    tree = tree.unnest()
    columns = list(tree.find_all(exp.Column))
    ages = ages_in(tree)
    if len(ages) in (0, len(columns)):
        literal = exp.paren(tree.copy()).not_() if is_denied else tree.copy()
        return [([], [literal]) if ages else ([literal], [])]
    if isinstance(tree, exp.Not):
        return _clauses(tree.this, not is_denied)
    if not isinstance(tree, (exp.And, exp.Or)):
        raise MixedError(tree)

    sides = [_clauses(side, is_denied) for side in (tree.left, tree.right)]
    if isinstance(tree, exp.And) != is_denied:
        clauses = sides[0] + sides[1]
    else:
        clauses = [(one[0] + other[0], one[1] + other[1]) for one in sides[0] for other in sides[1]]
    if len(clauses) > MOST_CLAUSES:
        raise TooLongError
    return clauses


def _joined(join: Callable[..., exp.Expr]) -> Callable[[Iterable[exp.Expr]], exp.Expr]:
    """Joins conditions, each once."""

    def joined(parts: Iterable[exp.Expr]) -> exp.Expr:
        first, *others = {part.sql(): part for part in parts}.values()
        return join(first, *others) if others else first

    return joined


_any, _all = _joined(exp.or_), _joined(exp.and_)
