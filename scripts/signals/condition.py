"""Decides what a condition may say: an allow-list over sqlglot's syntax tree.

Whatever is not listed here is refused by its name, so that a construct that sqlglot learns tomorrow is refused too.
What passes is never copied as text: every dialect is written from the tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import NoneType
from typing import NamedTuple

import sqlglot
from sqlglot import exp
from sqlglot.errors import ParseError, TokenError

from signals.ages import AGE, MixedError, TooLongError, ages_in, parted
from signals.model import Condition, Problem, Signal

DIALECT = "duckdb"
"""The dialect that conditions are written in."""

COMPARISONS = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.NullSafeEQ, exp.NullSafeNEQ)
OPERATORS = (*COMPARISONS, exp.Is, exp.In, exp.Between, exp.Like, exp.ILike, exp.RegexpLike)
LOGIC = (exp.Connector, exp.Not, exp.Paren, exp.Case, exp.If, exp.Coalesce, exp.Cast)
"""What may stand directly around an operator."""
PREDICATES = (*OPERATORS, exp.StartsWith, exp.EndsWith, exp.Contains)

ALLOWED: dict[type[exp.Expr], frozenset[str]] = {
    node: frozenset(args.split())
    for args, nodes in {
        "": (exp.Null,),
        "this": (
            *(exp.Not, exp.Paren, exp.Neg, exp.Boolean, exp.Column),
            *(exp.Lower, exp.Upper, exp.Length, exp.Abs, exp.Floor, exp.Ceil),
            *(exp.Year, exp.Month, exp.Day),
        ),
        "this is_string": (exp.Literal,),
        "this expression": (
            *(exp.And, exp.Or, *COMPARISONS, exp.Is),
            *(exp.RegexpLike, exp.StartsWith, exp.EndsWith, exp.Contains),
            *(exp.Add, exp.Sub, exp.Mul, exp.Mod),
            *(exp.Nullif, exp.Left, exp.Right, exp.Extract),
        ),
        "this expression negate": (exp.Like, exp.ILike),
        "this expression safe": (exp.DPipe,),
        "this expression typed safe": (exp.Div,),
        "this expressions": (exp.In, exp.Coalesce),
        "this expressions ignore_nulls": (exp.Greatest, exp.Least),
        "expressions safe coalesce": (exp.Concat,),
        "this low high": (exp.Between,),
        "this ifs default": (exp.Case,),
        "this true false": (exp.If,),
        "this to": (exp.Cast,),
        "this to safe": (exp.TryCast,),
        "this expression position": (exp.Trim,),
        "this start length": (exp.Substring,),
        "this expression replacement": (exp.Replace,),
        "this substr": (exp.StrPosition,),
        "this decimals": (exp.Round,),
    }.items()
    for node in nodes
}
"""The syntax that a condition may be made of, each with the arguments that it may have."""

TYPES = {
    *(exp.DType.BOOLEAN, exp.DType.TEXT, exp.DType.VARCHAR, exp.DType.DATE),
    *(exp.DType.SMALLINT, exp.DType.INT, exp.DType.BIGINT),
    *(exp.DType.FLOAT, exp.DType.DOUBLE, exp.DType.DECIMAL),
    *(exp.DType.TIMESTAMP, exp.DType.TIMESTAMPNTZ),
}
TYPE_NAMES = "boolean, smallint, int, bigint, float, double, decimal(p, s), text, date, timestamp"

CONSTRUCTS = (
    "columns, literals, comparisons, and, or, not, like, ilike, in, between, is null, case, "
    "arithmetic and a few functions"
)
FUNCTIONS = (
    "abs, age_days, cast, ceil, coalesce, concat, contains, day, ends_with, extract, floor, greatest, if, is_false, "
    "is_true, least, left, length, lower, ltrim, month, nullif, position, regexp_matches, replace, right, round, "
    "rtrim, starts_with, substring, trim, try_cast, upper, year"
)

ANSWERS = {
    "is_true": r"^\s*(true|t|yes|y|on|1([.]0*)?)\s*$",
    "is_false": r"^\s*(false|f|no|n|off|0([.]0*)?)\s*$",
}
"""Functions of our own: yes and no in columns of any type, as patterns of their text in lower case."""

TIMES = (exp.DType.DATE, exp.DType.TIMESTAMP, exp.DType.TIMESTAMPNTZ)
PLAIN_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?)?( ?(Z|[+-][0-9:]+))?"
)
TIME_OF_A_CLOCK = re.compile(r"\W*(now|today|tomorrow|yesterday|epoch|infinity|allballs)\b[^a-z]*", re.IGNORECASE)
"""Texts that PostgreSQL, compared with a time, reads by the clock or as a time that nobody meant."""

GIVES_TEXT = (
    *(exp.Lower, exp.Upper, exp.Trim, exp.Left, exp.Right, exp.Substring, exp.Replace, exp.Concat, exp.DPipe),
)
TAKES_TEXT = (
    *(*GIVES_TEXT, exp.Length, exp.Like, exp.ILike, exp.RegexpLike, exp.StartsWith, exp.EndsWith, exp.Contains),
    exp.StrPosition,
)

READ_OTHERWISE = {
    *("current_catalog", "current_database", "current_date", "current_role", "current_schema", "current_time"),
    *("current_timestamp", "current_user", "end", "getdate", "localtime", "localtimestamp", "rowid", "rownum"),
    *("session_user", "sysdate", "system_user", "systimestamp", "today", "user"),
}
"""Words that are a column in one database and a keyword or a function without brackets in another."""

PORTABLE_PATTERN = re.compile(r"(?:[^\\(]|\((?!\?)|\\[dsw]|\\[^A-Za-z0-9])*", re.DOTALL)
"""Regular expressions of which all engines think alike: no (?…), no escaped letter except \\d, \\s, \\w."""

DEEPEST_TREE = 120
"""Levels of the syntax tree; every part of a chain of and, or, + is one. Python itself ends at a few hundred."""


class Refusal(NamedTuple):
    """A part of a condition that is not allowed, and why."""

    node: exp.Expr | str
    what: str
    fix: str
    allowed: str = CONSTRUCTS


TOO_DEEP = Refusal("", "it is nested too deeply", "make it two signals")


def read_condition(signal: Signal) -> tuple[Condition | None, list[Problem]]:
    """Parse a signal's condition and check every part of it.

    Returns:
        The condition and no problem, or no condition and all its problems.

    Source: SPEC.md §7, one scalar boolean expression over columns of its input.
    """
    try:
        refusals = list(_refusals(signal.when))
        if not refusals:
            tree = _normalized(sqlglot.parse_one(signal.when, read=DIALECT))
            dates = tuple(sorted({age.expressions[0].name for age in ages_in(tree)}))
            parts = parted(tree) if dates and signal.on == "events" else None
            return Condition(signal, tree, _columns(tree), _yes_no_columns(tree), _literals(tree), dates, parts), []
    except MixedError as error:
        what = "events are read once for all days, so an age is compared with numbers alone"
        fix = "compare the age with a number, or name the column as property of a rule"
        refusals = [Refusal(error.node, what, fix, "and, or, not between such comparisons and others")]
    except TooLongError:
        refusals = [Refusal(signal.when, "ages stand in too many of its alternatives", "make it two signals")]
    except ParseError as error:
        refusals = [_not_sql(signal.when, error)]
    except TokenError:
        refusals = [Refusal(signal.when, "this is not SQL", "close the quotes and comments")]
    except RecursionError:
        refusals = [TOO_DEEP._replace(node=signal.when)]

    return None, [
        Problem(signal.place, refusal.what, _sql(refusal.node), refusal.allowed, refusal.fix) for refusal in refusals
    ]


def _parse(when: str) -> list[exp.Expr | None]:
    try:
        return sqlglot.parse(when, read=DIALECT)
    except ValueError as error:  # sqlglot's own, e.g. on a -> 1e5
        raise ParseError(str(error)) from error


def _refusals(when: str) -> Iterator[Refusal]:
    for char in sorted(set(when) - set("\t\r\n")):
        if not char.isprintable():
            what = f"an invisible character, U+{ord(char):04X}"
            yield Refusal(when, what, "type the line anew", "characters that can be seen")
            return

    trees = _parse(when)
    if not trees:
        raise ParseError("an end without a beginning")
    if len(trees) > 1:
        yield Refusal(when, "several statements", "keep one condition, without ;")
    elif trees[0] is None:
        yield Refusal(when, "there is no condition", "write one")
    elif _depth(trees[0]) > DEEPEST_TREE:
        yield TOO_DEEP._replace(node=when)
    elif refusals := list(_refused_parts(trees[0])):
        yield from refusals
    else:
        yield from _refused_values(trees[0])
        if not trees[0].find(exp.Column):
            what = "it reads no column, so it is the same for every row"
            yield Refusal(when, what, "compare a column")


def _depth(tree: exp.Expr) -> int:
    depth, level = 0, [tree]
    while level:
        depth, level = depth + 1, [child for node in level for child in node.iter_expressions()]
    return depth


def _not_sql(when: str, error: ParseError) -> Refusal:
    details = error.errors[0] if error.errors else {}
    found = details.get("highlight") or when
    at = f", line {details['line']}, column {details['col']}" if details.get("line") else ""
    return Refusal(found, f"this is not one SQL condition{at}", "correct it from there on")


def _sql(node: exp.Expr | str) -> str:
    if isinstance(node, str):
        return node
    try:
        return node.sql(DIALECT, comments=False, normalize_functions="lower")
    except Exception:  # what is refused need not be something that can be written
        return node.key


# --- the parts ------------------------------------------------------------------------------------


def _refused_parts(node: exp.Expr) -> Iterator[Refusal]:
    """Yield the outermost parts that are not on the list, from left to right."""
    refusal = _unknown(node) or _misused(node)
    if refusal:
        yield refusal
        return

    match node:
        case exp.Column() | exp.Literal() | exp.Boolean():
            pass
        case exp.Cast():
            yield from _refused_parts(node.this)
        case exp.Extract():
            yield from _refused_parts(node.expression)
        case _:
            for child in node.iter_expressions():
                yield from _refused_parts(child)


def _unknown(node: exp.Expr) -> Refusal | None:
    allowed = ALLOWED.get(type(node))
    if isinstance(node, exp.Anonymous) and node.name.lower() in (*ANSWERS, AGE):
        is_column = len(node.expressions) == 1 and isinstance(node.expressions[0], exp.Column)
        what = f"{node.name.lower()} takes one column"
        return None if is_column else Refusal(node, what, "name the column", f"{node.name.lower()}(column)")
    if allowed is None:
        what, fix = _construct(node)
        allowed_instead = FUNCTIONS if what.startswith("the function") else CONSTRUCTS
        return Refusal(node, f"{what} is not allowed", fix, allowed_instead)

    if node.error_messages():
        return Refusal(node, f"{_name(node)} lacks an operand", "complete it")

    extra = next((arg for arg, value in node.args.items() if value and arg not in allowed), None)
    if extra is None:
        return None
    match node, extra:
        case exp.Column(this=exp.Star()), _:
            what, fix = "a star", "name the column"
        case exp.Column(), _:
            what, fix = "a table-qualified column", f"write {node.name} alone"
        case exp.In(), "query":
            what, fix = "a subquery", "compare with columns of the same row"
        case exp.In(), _:
            what, fix = "in without a list of literals", "write the list in brackets"
        case _:
            what, fix = f"{_name(node)} with {extra}", "use its plain form"
    return Refusal(node, f"{what} is not allowed", fix)


def _answer(node: exp.Expr | None) -> str | None:
    """The function of our own that this calls, if so."""
    return node.name.lower() if isinstance(node, exp.Anonymous) and node.name.lower() in ANSWERS else None


def _construct(node: exp.Expr) -> tuple[str, str]:
    """Return the name of a construct and what to do about it."""
    match node:
        case exp.Query() | exp.SubqueryPredicate():
            is_statement = node.parent is None and isinstance(node, (exp.Select, exp.SetOperation))
            what = f"a statement, {node.key}," if is_statement else "a subquery"
            return what, "compare columns of one row; count and look up in a scorecard rule"
        case exp.Window() | exp.IgnoreNulls() | exp.RespectNulls():
            return "a window or aggregate", "compare columns of one row"
        case exp.AggFunc() | exp.Filter() | exp.WithinGroup():
            return f"an aggregate, {_name(node)},", "compare columns of one row"
        case exp.Placeholder() | exp.Parameter() | exp.PositionalColumn():
            return "a placeholder", "write the value itself"
        case exp.Star() | exp.Columns():
            return "a star", "name the column"
        case exp.Lambda():
            return "a lambda", "compare columns of one row"
        case exp.Alias():
            return "an alias, or a word too many,", "remove it, or write the operator that is missing"
        case exp.Struct():
            return "a struct", "compare plain values; Jinja is not evaluated in a signal"
        case exp.Anonymous():
            return f"the function {node.name.lower()}", "use a function that is listed"
        case exp.Tuple() | exp.Array():
            return "a list outside of in (…)", "compare plain values"
        case exp.Func():
            return f"the function {_name(node)}", "say it with what is listed"
        case exp.Condition() | exp.Expr(parent=exp.Expr()):
            return f"the construct {node.key}", "say it with what is listed"
        case _:
            return f"a statement, {node.key},", "write a condition"


def _name(node: exp.Expr) -> str:
    return node.sql_name().lower() if isinstance(node, exp.Func) else node.key


def _misused(node: exp.Expr) -> Refusal | None:
    """Return why an allowed part may not stand here like this, if so.

    Most of these are legal in DuckDB and mean something else, or nothing, in another database.
    """
    match node:
        case exp.Column(this=exp.Identifier(this=name, quoted=quoted)):
            if not name.isprintable() or set(name) & set('"`\\'):
                what = "a quote, backslash or line break in a name, which not every database can write"
                return Refusal(node, what, "rename the column in a model before this one")
            if not quoted and not name.isidentifier():
                return Refusal(node, "a name with special characters", "write it in double quotes")
            if not quoted and name.lower() in READ_OTHERWISE:
                what = f"{name} is more than a name in some databases"
                return Refusal(node, what, f'if it is a column, write "{name}"')
        case exp.Column():
            return Refusal(node, "a star is not allowed", "name the column")
        case exp.Literal(this=text, is_string=True) if not text.isprintable():
            return Refusal(node, "a line break or tab in a text", "keep the text on one line")
        case exp.Null() if not isinstance(node.parent, (exp.Is, exp.If, exp.Case)):
            what = "null is nothing to compare or compute with"
            return Refusal(node.parent or node, what, "use is null")
        case exp.Is() if not isinstance(node.expression, (exp.Null, exp.Boolean)):
            return Refusal(node, "is without null, true or false is not allowed", "use =")
        case exp.In() if not node.expressions:
            return Refusal(node, "an empty list is not allowed", "list the values")
        case exp.In() if odd := next((e for e in node.expressions if not _is_value(e)), None):
            return Refusal(odd, "in has something else than literals", "write it as a comparison")
        case exp.Like() | exp.ILike() if not _is_text(node.expression) or "\\" in node.expression.name:
            what = "like without a plain text, or with a backslash, which databases read differently"
            return Refusal(node, what, "use starts_with, ends_with or contains", "'text with % and _'")
        case exp.RegexpLike():
            return _pattern_refusal(node.expression)
        case exp.Literal(this=text, is_string=True) if TIME_OF_A_CLOCK.fullmatch(text) and _is_read_as_time(node):
            what = f"beside a time '{text}' is read by the clock"
            fix = "write the day; if the column is text, write lower(column)"
            return Refusal(node.parent or node, what, fix, "a day 'YYYY-MM-DD', a text beside a text function")
        case exp.Cast() if _is_simple_type(node.to) and node.to.this in TIMES:
            return _time_refusal(node)
        case exp.Cast() if not _is_simple_type(node.to):
            return Refusal(node, "a cast to this type is not allowed", "cast to a simple type", TYPE_NAMES)
        case exp.Extract() if node.name.lower() not in ("year", "month", "day"):
            what = f"extract({node.name.lower()} …) is not allowed"
            return Refusal(node, what, "use one of these", "year, month, day")
        case exp.Div() | exp.Mod() if not _is_never_zero(node.expression):
            what = "a division by what may be zero, which databases treat differently"
            return Refusal(node, what, "divide by nullif(…, 0)", "a number other than 0, nullif(…, 0)")
        case exp.Left() | exp.Right() if not _is_count(node.expression):
            return Refusal(node, f"{node.key} needs a count", "write a number", "a whole number")
        case exp.Substring() if not _is_substring(node):
            what = "substring counts from 1 and takes a number of characters"
            return Refusal(node, what, "use right for the end of a text", "whole numbers")
        case exp.Round() if (decimals := node.args.get("decimals")) and not _is_count(decimals):
            return Refusal(node, "round needs a number of decimals", "write a number", "a whole number")
    return None


def _pattern_refusal(pattern: exp.Expr) -> Refusal | None:
    if _is_text(pattern) and PORTABLE_PATTERN.fullmatch(pattern.name):
        try:
            re.compile(pattern.name)
            return None
        except (re.error, OverflowError):
            pass
    what = "a regular expression that not every database can read in the same way"
    allowed = "'text' without (?…) and without escaped letters except \\d, \\s, \\w"
    return Refusal(pattern, what, "use a plainer one, or like", allowed)


def _is_read_as_time(node: exp.Literal) -> bool:
    """Nothing beside it says that it is text: the type of a column may make a time of it."""
    parent = node.parent
    while isinstance(parent, exp.Paren):
        parent = parent.parent
    if isinstance(parent, (*TAKES_TEXT, exp.Cast)):
        return False
    return not any(isinstance(other.unnest(), GIVES_TEXT) for other in (parent or node).iter_expressions())


def _time_refusal(node: exp.Cast) -> Refusal | None:
    """A text that is cast to a time says the same on every day and in every database."""
    operand = node.this.unnest()
    if isinstance(operand, exp.Literal):
        is_plain = bool(PLAIN_TIME.fullmatch(operand.name))
    else:
        is_plain = operand.find(exp.Column) is not None and not any(
            re.search("[A-Za-z]{3}", text.name) for text in operand.find_all(exp.Literal) if text.is_string
        )
    if is_plain:
        return None
    what = "a time that is not written out: the clock or the database decides which"
    allowed = "a day 'YYYY-MM-DD', a time 'YYYY-MM-DD HH:MM:SS', a column"
    return Refusal(node, what, "write the day; what depends on the scoring date belongs into a rule", allowed)


def _is_text(node: exp.Expr) -> bool:
    return isinstance(node, exp.Literal) and node.is_string


def _is_value(node: exp.Expr) -> bool:
    match node:
        case exp.Neg() | exp.Cast():
            return isinstance(node.this, exp.Literal)
        case _:
            return isinstance(node, (exp.Literal, exp.Boolean))


def _is_count(node: exp.Expr | None) -> bool:
    return isinstance(node, exp.Literal) and not node.is_string and node.name.isdecimal()


def _is_never_zero(node: exp.Expr) -> bool:
    match node:
        case exp.Nullif(expression=exp.Literal(is_string=False, this="0")):
            return True
        case exp.Neg() | exp.Paren():
            return _is_never_zero(node.this)
        case exp.Literal(is_string=False, this=number):
            return any(digit in "123456789" for digit in number.lower().partition("e")[0])
    return False


def _is_substring(node: exp.Substring) -> bool:
    start, length = node.args.get("start"), node.args.get("length")
    is_before_text = isinstance(start, (exp.Neg, exp.Literal)) and not (_is_count(start) and int(start.name))
    return start is not None and not is_before_text and (length is None or _is_count(length))


def _is_simple_type(kind: exp.DataType) -> bool:
    sizes = kind.expressions
    is_sized = kind.is_type(exp.DType.DECIMAL) and all(_is_count(size.this) for size in sizes)
    return kind.this in TYPES and not kind.args.get("nested") and (is_sized or not sizes)


# --- the whole ------------------------------------------------------------------------------------


def _refused_values(tree: exp.Expr) -> Iterator[Refusal]:
    """Yield what is not yes or no where that is expected, and comparisons of comparisons."""
    allowed = "a comparison, a yes/no column, or and/or/not of them"
    for node in (tree, *_yes_no_operands(tree)):
        if not _is_yes_no(node):
            what = "a value stands where a yes/no condition is expected"
            yield Refusal(node, what, "compare it with something", allowed)

    # An age is a number, all else that is not sqlglot's own is yes or no.
    nodes = [
        node
        for node in tree.find_all(*OPERATORS, exp.Connector, exp.Not, exp.Anonymous)
        if not (isinstance(node, exp.Anonymous) and node.name.lower() == AGE)
    ]
    for parent in {id(node.parent): node.parent for node in nodes}.values():
        if not isinstance(parent, (NoneType, *LOGIC)):
            what = "a comparison in a comparison or value, which databases read differently"
            yield Refusal(parent, what, "join by and, use between, or put brackets around it", allowed)


def _yes_no_operands(tree: exp.Expr) -> Iterator[exp.Expr]:
    for node in tree.find_all(exp.Connector, exp.Not, exp.If, exp.Is, bfs=False):
        match node:
            case exp.Connector():
                yield from (node.left, node.right)
            case exp.Is(expression=exp.Null()):
                pass
            case exp.If() if isinstance(node.parent, exp.Case) and node.parent.this:
                pass  # case column when value: compares, and tests nothing by itself
            case _:
                yield node.this


def _is_yes_no(node: exp.Expr) -> bool:
    match node:
        case exp.Paren():
            return _is_yes_no(node.this)
        case exp.Case():
            branches = [branch.args["true"] for branch in node.args["ifs"]]
            return _is_yes_no_choice([*branches, node.args.get("default")])
        case exp.If():
            return _is_yes_no_choice([node.args["true"], node.args.get("false")])
        case exp.Coalesce():
            return _is_yes_no_choice([node.this, *node.expressions])
        case exp.Cast():
            return node.to.is_type(exp.DType.BOOLEAN)
    return isinstance(node, (*PREDICATES, exp.Connector, exp.Not, exp.Column, exp.Boolean)) or bool(_answer(node))


def _is_yes_no_choice(branches: list[exp.Expr | None]) -> bool:
    return all(branch is None or isinstance(branch, exp.Null) or _is_yes_no(branch) for branch in branches)


def _normalized(tree: exp.Expr) -> exp.Expr:
    """Return the tree in the form that is written: names in lower case, brackets in and/or mixtures."""
    for node in reversed(list(tree.walk())):
        node.comments = None
        if answer := _answer(node):
            text = exp.Lower(this=exp.cast(node.expressions[0], "text"))
            plain = exp.RegexpLike(this=text, expression=exp.Literal.string(ANSWERS[answer]))
            tree = plain if node is tree else tree
            node.replace(plain)
        if isinstance(node, exp.Identifier) and not node.quoted:
            node.set("this", node.name.lower())
        elif isinstance(node, exp.And) and isinstance(node.parent, exp.Or):
            node.replace(exp.paren(node))
    return tree.unnest()


def _columns(tree: exp.Expr) -> tuple[str, ...]:
    return tuple(sorted({column.name for column in tree.find_all(exp.Column)}))


def _yes_no_columns(tree: exp.Expr) -> tuple[str, ...]:
    """The columns that stand where yes or no is expected: databases take no other type for one alike."""
    compared = [node for node in tree.find_all(*COMPARISONS) if isinstance(node.right.unnest(), exp.Boolean)]
    nodes = [tree, *_yes_no_operands(tree), *(node.left for node in compared)]
    return tuple(sorted({column.name for node in nodes for column in _chosen_columns(node)}))


def _chosen_columns(node: exp.Expr | None) -> Iterator[exp.Column]:
    match node:
        case exp.Column():
            yield node
        case exp.Paren():
            yield from _chosen_columns(node.this)
        case exp.Coalesce():
            for choice in (node.this, *node.expressions):
                yield from _chosen_columns(choice)
        case exp.Case():
            for choice in (*(branch.args["true"] for branch in node.args["ifs"]), node.args.get("default")):
                yield from _chosen_columns(choice)
        case exp.If():
            for choice in (node.args["true"], node.args.get("false")):
                yield from _chosen_columns(choice)


def _literals(tree: exp.Expr) -> tuple[tuple[str, str], ...]:
    """Return the texts that bare columns are compared with as a whole, each with its column."""
    pairs = set()
    for node in tree.find_all(exp.EQ, exp.NEQ, exp.In):
        values = node.expressions if isinstance(node, exp.In) else [node.expression]
        for left, right in [(node.this, value) for value in values] + [(value, node.this) for value in values]:
            if isinstance(left, exp.Column) and isinstance(right, exp.Literal) and right.is_string:
                pairs.add((left.name, right.name))
    return tuple(sorted(pairs))
