"""Writes a condition for every database that dbt adapters speak to.

sqlglot translates; what it would translate into something else, or into nothing that the database knows, is first
rewritten into a form that means the same everywhere (`REWRITES`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from types import NoneType
from typing import Any

from sqlglot import exp
from sqlglot.dialects.dialect import Dialect
from sqlglot.errors import ErrorLevel, UnsupportedError
from sqlglot.generator import Generator

from signals.ages import AGE, PART
from signals.condition import DIALECT, LOGIC
from signals.model import Condition

DIALECTS = (
    *("duckdb", "postgres", "redshift", "snowflake", "bigquery"),
    *("spark", "databricks", "clickhouse", "trino"),
)
INHERITS = {"redshift": "postgres", "databricks": "spark"}
"""Adapters whose dispatch looks at another one's macro before the default."""

AGE_BEGINS, AGE_ENDS = "\ue000", "\ue001"
"""What stands around the column of age_days in the SQL, for `render`: no condition has such characters."""

PART_BEGINS = "\ue002"
"""What stands there before the number of an alternative, see `ages.Parted`."""

WIDTH = 80
"""Of the SQL itself; indentation and a leading `and` bring a line to at most 100 columns."""


@dataclass(frozen=True)
class Branch:
    """A condition as one adapter reads it, or why it cannot be written for it."""

    adapter: str
    sql: str
    unsupported: str | None = None


@dataclass(frozen=True)
class Macro:
    """A condition as a macro: its name without the adapter, the words above it, and its branches."""

    name: str
    words: str
    branches: list[Branch]


def macros(condition: Condition) -> list[Macro]:
    """The macros of a signal: one, or for an event with ages one for each of its parts."""
    signal, parts = condition.signal, condition.parts
    words = signal.description or signal.name
    if parts is None:
        return [Macro(f"signal_{signal.name}", words, branches(condition.tree))]
    return [
        Macro(f"signal_{signal.name}", f"{words}: what does not depend on the day", branches(parts.kept)),
        *(
            Macro(f"part_{number}_of_signal_{signal.name}", f"{words}: whatever the day", branches(alternative))
            for number, alternative in enumerate(parts.alternatives, 1)
        ),
        Macro(f"ages_of_signal_{signal.name}", f"{words}: on the day that is scored", branches(parts.dated)),
    ]


def branches(tree: exp.Expr) -> list[Branch]:
    """Write a condition for the default and for each adapter that would otherwise read another text.

    Returns:
        The default, in the SQL of DuckDB, and then the adapters in the order of `DIALECTS`.

    Source: SPEC.md §7, "writes it for every adapter dialect".
    """
    texts = {dialect: _branch(tree, dialect) for dialect in DIALECTS}
    default = texts.pop(DIALECT)

    def differs(branch: Branch) -> bool:
        inherited = texts.get(INHERITS.get(branch.adapter, ""), default)
        return (branch.sql, branch.unsupported) != (inherited.sql, inherited.unsupported)

    return [
        Branch("default", default.sql, default.unsupported),
        *(branch for branch in texts.values() if differs(branch)),
    ]


def _branch(tree: exp.Expr, dialect: str) -> Branch:
    try:
        return Branch(dialect, write(tree, dialect))
    except UnsupportedError as error:
        return Branch(dialect, "", str(error))


def write(tree: exp.Expr, dialect: str) -> str:
    """Write a condition in a dialect: lower case, one line for each part of the outer and/or.

    Raises:
        UnsupportedError: The dialect has nothing that means the same.
    """
    tree = tree.copy()
    calls = {PART: PART_BEGINS, AGE: ""}
    for node in list(tree.find_all(exp.Anonymous)):
        if (begins := calls.get(node.name.lower())) is not None:
            mark = f"{AGE_BEGINS}{begins}{node.expressions[0].name}{AGE_ENDS}"
            column = exp.column(exp.to_identifier(mark, quoted=False))
            tree = column if node is tree else tree
            node.replace(column)
    tree = _rewritten(tree, REWRITES.get(dialect, {}))
    if not isinstance(tree, exp.Connector):
        return _sql(tree, dialect)
    parts = [_sql(part, dialect) for part in tree.flatten(unnest=False)]
    return f"\n{tree.key} ".join(parts)


def _sql(tree: exp.Expr, dialect: str) -> str:
    text = _writer(dialect).generate(tree)
    return _lower_keywords(text, dialect)


@cache
def _writer(dialect: str) -> Generator:
    instance = Dialect.get_or_raise(dialect)
    writer = type("Writer", (_HouseStyle, instance.generator_class), {})
    generator: Generator = writer(
        dialect=instance,
        pretty=True,
        indent=4,
        pad=4,
        max_text_width=WIDTH,
        comments=False,
        unsupported_level=ErrorLevel.RAISE,
    )
    return generator


class _HouseStyle(Generator):
    """sqlglot's pretty printing, with `x is not null` for `not x is null`, and short brackets on one line."""

    def not_sql(self, expression: exp.Not) -> str:
        operand = expression.this
        if isinstance(operand, (exp.Is, exp.In, exp.Between)):
            # A copy has no parent, for whose sake a dialect may put brackets around it.
            left, text = self.sql(operand, "this"), self.sql(operand.copy())
            verb = text.removeprefix(f"{left} ")
            if verb.startswith("IS "):
                return f"{left} IS NOT {verb.removeprefix('IS ')}"
            if verb.startswith(("IN ", "BETWEEN ")):
                return f"{left} NOT {verb}"
        return super().not_sql(expression)

    def paren_sql(self, expression: exp.Paren) -> str:
        text = self.sql(expression, "this")
        is_short = "\n" not in text and len(text) <= self.max_text_width
        return f"({text})" if is_short else super().paren_sql(expression)


def _lower_keywords(sql: str, dialect: str) -> str:
    """Lower what is in capitals only: keywords and built-in functions, never names, texts or camelCase."""
    for token in Dialect.get_or_raise(dialect).tokenize(sql):
        word = sql[token.start : token.end + 1]
        if word.isupper() and word.replace(" ", "_").isidentifier():
            sql = sql[: token.start] + word.lower() + sql[token.end + 1 :]
    return sql


# --- rewrites -------------------------------------------------------------------------------------

Rewrite = Callable[[Any], exp.Expr]
"""Takes a node of the class that it is listed for in `REWRITES`."""


def _rewritten(tree: exp.Expr, rewrites: dict[type[exp.Expr], Rewrite]) -> exp.Expr:
    for node in reversed(list(tree.walk())):  # the parts before the whole
        parent = node.parent
        new = rewrites.get(type(node), _as_it_is)(node)
        if new is node:
            continue
        if isinstance(new, (exp.Binary, exp.Not)) and not isinstance(parent, (NoneType, *LOGIC)):
            new = exp.paren(new, copy=False)
        tree = new if parent is None else tree
        node.replace(new)
    return tree


def _as_it_is(node: exp.Expr) -> exp.Expr:
    return node


def _function(name: str) -> Rewrite:
    """The same arguments for a function of another name, which is written as it is."""
    return lambda node: exp.Anonymous(this=name, expressions=list(node.iter_expressions()))


def _starts_with(node: exp.StartsWith) -> exp.Expr:
    start = exp.Left(this=node.this, expression=_length(node.expression))
    return start.eq(node.expression)


def _ends_with(node: exp.EndsWith) -> exp.Expr:
    end = exp.Right(this=node.this, expression=_length(node.expression))
    return end.eq(node.expression)


def _ends_with_substring(node: exp.EndsWith) -> exp.Expr:
    end = exp.Right(this=node.this, expression=_length(node.expression))
    return _right_as_substring(end).eq(node.expression)


def _right_as_substring(node: exp.Right) -> exp.Expr:
    """From n - 1 characters before the last, or the first one where the text is shorter."""
    length, count = exp.Length(this=node.this.copy()), node.expression
    start = length - (int(count.name) - 1) if count.is_number else length - count + 1
    first = exp.Greatest(this=start, expressions=[exp.Literal.number(1)])
    return exp.Substring(this=node.this, start=first)


def _length(text: exp.Expr) -> exp.Expr:
    return exp.Literal.number(len(text.name)) if text.is_string else exp.Length(this=text.copy())


def _contains(node: exp.Contains) -> exp.Expr:
    return exp.StrPosition(this=node.this, substr=node.expression) > 0


def _is_known(node: exp.Is) -> exp.Expr:
    """`x is true` without the operator: null counts as the other one."""
    if isinstance(node.expression, exp.Null):
        return node
    is_true = node.expression.this
    known = exp.Coalesce(this=node.this, expressions=[exp.Boolean(this=not is_true)])
    return known if is_true else exp.Not(this=known)


def _denied_once(node: exp.Not) -> exp.Expr:
    """`x` for `not (not x)`, which comes of `x is not false`."""
    match node.this.unnest():
        case exp.Not(this=exp.Coalesce() as known):
            return known
    return node


def _null_safe_equal(node: exp.NullSafeEQ | exp.NullSafeNEQ) -> exp.Expr:
    left, right = node.this, node.expression
    both_null = exp.and_(*(exp.Is(this=side.copy(), expression=exp.Null()) for side in (left, right)))
    return exp.Coalesce(this=left.eq(right), expressions=[both_null])


def _null_safe_unequal(node: exp.NullSafeNEQ) -> exp.Expr:
    return exp.Not(this=_null_safe_equal(node))


def _ignoring_nulls(node: exp.Greatest | exp.Least) -> exp.Expr:
    """Another argument's value for each that is null: `greatest(coalesce(a, b), coalesce(b, a))`."""
    args = [node.this, *node.expressions]

    def known(index: int) -> exp.Expr:
        others = args[index:] + args[:index]
        last = next((i for i, arg in enumerate(others) if isinstance(arg, exp.Literal)), len(others))
        first, *rest = (arg.copy() for arg in others[: last + 1])
        return exp.Coalesce(this=first, expressions=rest) if rest else first

    first, *rest = (known(index) for index in range(len(args)))
    return type(node)(this=first, expressions=rest)


def _null_as_empty(node: exp.Concat) -> exp.Expr:
    def known(arg: exp.Expr) -> exp.Expr:
        return arg if arg.is_string else exp.Coalesce(this=arg, expressions=[exp.Literal.string("")])

    return exp.Concat(expressions=[known(arg) for arg in node.expressions], safe=True)


def _extract(node: exp.Year | exp.Month | exp.Day) -> exp.Expr:
    return exp.Extract(this=exp.var(node.key.upper()), expression=node.this)


def _round_as(kind: str) -> Rewrite:
    """As decimals, for which round() takes a number of digits and rounds a half away from zero."""

    def rounded(node: exp.Round) -> exp.Expr:
        number = exp.Cast(this=node.this, to=exp.DataType.build(kind))
        return exp.Round(this=number, decimals=node.args.get("decimals"))

    return rounded


def _regexp_position(node: exp.RegexpLike) -> exp.Expr:
    """Anywhere in the text: Snowflake's regexp_like wants the whole text to match."""
    return exp.func("regexp_instr", node.this, node.expression, dialect="snowflake") > 0


def _try_cast_of_text(node: exp.TryCast) -> exp.Expr:
    """Snowflake tries texts only."""
    return exp.TryCast(this=exp.cast(node.this, "text"), to=node.to, requires_string=True)


def _accurate_cast(node: exp.TryCast) -> exp.Expr:
    kind = node.to.sql("clickhouse").removeprefix("Nullable(").removesuffix(")")
    name = exp.Literal.string(kind.capitalize() if kind.isupper() else kind)
    return exp.Anonymous(this="accurateCastOrNull", expressions=[node.this, name])


def _no_try_cast(node: exp.TryCast) -> exp.Expr:
    raise UnsupportedError("it has no try_cast")


REWRITES: dict[str, dict[type[exp.Expr], Rewrite]] = {
    "postgres": {
        exp.EndsWith: _ends_with,
        exp.Contains: _contains,
        exp.Round: _round_as("decimal"),
        exp.TryCast: _no_try_cast,
    },
    "redshift": {
        exp.StartsWith: _starts_with,
        exp.EndsWith: _ends_with,
        exp.Contains: _contains,
        exp.Concat: _null_as_empty,
        exp.NullSafeEQ: _null_safe_equal,
        exp.NullSafeNEQ: _null_safe_unequal,
    },
    "snowflake": {
        exp.Is: _is_known,
        exp.Not: _denied_once,
        exp.RegexpLike: _regexp_position,
        exp.TryCast: _try_cast_of_text,
    },
    "bigquery": {
        exp.Contains: _contains,
        exp.Year: _extract,
        exp.Month: _extract,
        exp.Day: _extract,
        exp.Greatest: _ignoring_nulls,
        exp.Least: _ignoring_nulls,
    },
    "clickhouse": {
        exp.Contains: _contains,
        exp.Is: _is_known,
        exp.Not: _denied_once,
        exp.NullSafeEQ: _null_safe_equal,
        exp.NullSafeNEQ: _null_safe_unequal,
        exp.Greatest: _ignoring_nulls,
        exp.Least: _ignoring_nulls,
        exp.Round: _round_as("decimal(38, 10)"),
        exp.TryCast: _accurate_cast,
        exp.Nullif: _function("nullif"),
        # Without UTF8 in their names these count and fold bytes.
        exp.Lower: _function("lowerUTF8"),
        exp.Upper: _function("upperUTF8"),
        exp.Length: _function("lengthUTF8"),
        exp.Left: _function("leftUTF8"),
        exp.Right: _function("rightUTF8"),
        exp.Substring: _function("substringUTF8"),
        exp.StrPosition: _function("positionUTF8"),
    },
    "trino": {
        exp.Is: _is_known,
        exp.Not: _denied_once,
        exp.EndsWith: _ends_with_substring,
        exp.Contains: _contains,
        exp.Right: _right_as_substring,
        exp.Greatest: _ignoring_nulls,
        exp.Least: _ignoring_nulls,
    },
}
"""What sqlglot 30 would write wrongly for a dialect, and what is written in its place."""
