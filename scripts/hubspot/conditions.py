"""HubSpot's operations on a property, as conditions of rules and of signals.

Every condition has SQL in the language of signals. Where one line of a scorecard says the same, it has the cells of
that line too, which are easier to read and to edit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

from signals.condition import read_condition
from signals.model import Place, Signal, printable

from hubspot import model as api
from hubspot.model import Path
from hubspot.report import Impossible, Report

TEXTS = {
    "IS_EQUAL_TO": "in", "IS_ANY_OF": "in", "IS_NOT_EQUAL_TO": "not_in", "IS_NONE_OF": "not_in",
    "CONTAINS": "contains", "CONTAINS_EXACTLY": "contains", "DOES_NOT_CONTAIN": "not_contains",
    "DOES_NOT_CONTAIN_EXACTLY": "not_contains", "STARTS_WITH": "starts_with", "ENDS_WITH": "ends_with",
}  # fmt: skip
SETS = ("IS_EXACTLY", "IS_NOT_EXACTLY", "CONTAINS_ALL", "DOES_NOT_CONTAIN_ALL")
NUMBERS = {
    "IS_EQUAL_TO": "=", "IS_NOT_EQUAL_TO": "!=", "IS_GREATER_THAN": ">", "IS_GREATER_THAN_OR_EQUAL_TO": ">=",
    "IS_LESS_THAN": "<", "IS_LESS_THAN_OR_EQUAL_TO": "<=",
}  # fmt: skip
PAST = {
    "HAS_EVER_BEEN_EQUAL_TO": "IS_EQUAL_TO", "HAS_NEVER_BEEN_EQUAL_TO": "IS_NOT_EQUAL_TO",
    "HAS_EVER_CONTAINED": "CONTAINS", "HAS_NEVER_CONTAINED": "DOES_NOT_CONTAIN",
    "HAS_EVER_BEEN_ANY_OF": "IS_ANY_OF", "HAS_NEVER_BEEN_ANY_OF": "IS_NONE_OF",
    "HAS_EVER_BEEN_EXACTLY": "IS_EXACTLY", "HAS_NEVER_BEEN_EXACTLY": "IS_NOT_EXACTLY",
    "HAS_EVER_CONTAINED_ALL": "CONTAINS_ALL", "HAS_NEVER_CONTAINED_ALL": "DOES_NOT_CONTAIN_ALL",
}  # fmt: skip
MONTHS = [
    "JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER",
    "DECEMBER",
]  # fmt: skip
COLUMN_TYPES = {"text": "varchar", "number": "double", "boolean": "boolean", "moment": "timestamp"}
INSTANT = timedelta(milliseconds=1)
"""The step of HubSpot's times: after an instant is from the next one on."""
FURTHEST = 10**13
FURTHEST_DAYS = 100_000
MOST_DECIMALS = 15
LONGEST_CONDITION = 2000
RELATIVE = (
    "only days and weeks from the day on which it is asked are counted, no hours, months, quarters or years: have a"
    " column with what is meant in your model of leads, and a rule on it"
)
WHOLE_DAYS = "whole calendar days; HubSpot counts hours"

Span = tuple[Decimal | None, bool, Decimal | None, bool]


@dataclass(frozen=True)
class Condition:
    """What a row has to fulfil.

    `cells` are column, operator and value of a rule that says the same; none: no single line does. `values` or `span`
    are what the column then holds, as far as that is known.
    """

    sql: str
    words: str
    cells: tuple[str, str, str | None] | None = None
    values: frozenset[str] | None = None
    span: Span | None = None

    def excludes(self, other: Condition) -> bool:
        """Whether the two can never hold together, as far as can be seen."""
        if not (self.cells and other.cells and self.cells[0] == other.cells[0]):
            return False
        if self.values is not None and other.values is not None:
            return not self.values & other.values
        if self.span and other.span:
            return _ends_before(self.span, other.span) or _ends_before(other.span, self.span)
        return "is_null" in (self.cells[1], other.cells[1]) and self.cells[1] != other.cells[1]


def _ends_before(left: Span, right: Span) -> bool:
    high, low = left[2], right[0]
    return high is not None and low is not None and (high < low or (high == low and not (left[3] and right[1])))


@dataclass
class Columns:
    """The columns that conditions look at, by input, with the kinds of value that each is taken for."""

    kinds: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    mixed: frozenset[tuple[str, str]] = frozenset()
    """Columns that are taken for several kinds, found by a first pass: they are text."""

    def use(self, on: str, name: str, kind: str | None) -> None:
        self.kinds.setdefault(on, {}).setdefault(name, set()).update([kind] if kind else [])

    def several(self) -> frozenset[tuple[str, str]]:
        return frozenset((on, name) for on, names in self.kinds.items() for name in names if len(names[name]) > 1)

    def types(self, on: str) -> dict[str, str]:
        """Each column with its type."""
        return {
            name: COLUMN_TYPES[next(iter(kinds))] if len(kinds) == 1 else "varchar"
            for name, kinds in self.kinds.get(on, {}).items()
        }


@dataclass(frozen=True)
class Where:
    """The rows that a condition is about: an input, and what stands before the names of its columns."""

    on: str
    prefix: str = ""
    table: str = ""
    """The input that has the columns, where it is not the one that signals are on: accounts are scored as leads are."""

    @property
    def input(self) -> str:
        return self.table or self.on


EVENTS = Where("events")
# Columns that mean something of their own.
OWN_COLUMNS = {
    "leads": ("lead_id", "created_at", "account_id", "valid_from", "valid_to"),
    "events": ("event_id", "lead_id", "event_type", "occurred_at", "loaded_at"),
    "accounts": ("account_id", "created_at"),
}


@dataclass
class Translator:
    """Translates operations, and reports each.

    Args:
        report: takes what is not exact.
        columns: takes the columns that are looked at.
        multiple: properties that hold several values, `a;b`.
    """

    report: Report
    columns: Columns
    multiple: frozenset[str] = frozenset()

    def condition(self, operation: api.Operation, path: Path, name: str, where: Where) -> Condition:
        """The condition that an operation on a property is.

        Raises:
            Impossible: the rule language cannot say it.
        """
        column = self.column(name, path, where)
        self.formalities(operation, path)
        operator = operation.operator.upper()
        if operator in PAST and not isinstance(operation, api.Strings | api.String | api.Bool | api.NumberOperation):
            raise Impossible(path, f"the operator {operator} is unknown")
        if operator in PAST:
            operator = PAST[operator]
            self.report.approximate(path, "what the property was in the past is not known: its value of today counts")
        match operation:
            case api.AllProperty():
                found = self._known(operator, path, column)
            case api.Bool():
                found = self._bool(operator, operation.value, path, column)
            case api.NumberOperation():
                found = self._number(operator, operation.value, path, column)
            case api.NumberRanged():
                low, high = Decimal(operation.lower_bound), Decimal(operation.upper_bound)
                found = self._between(operator, low, high, path, column)
            case api.String():
                found = self._texts(operator, [operation.value], path, column)
            case api.Strings() if operator in SETS or (
                operation.operation_type == "ENUMERATION" and name in self.multiple
            ):
                found = self._sets(operator, operation.values, path, column)
            case api.Strings():
                found = self._texts(operator, operation.values, path, column)
                if operation.operation_type == "MULTISTRING" and operator in ("CONTAINS", "DOES_NOT_CONTAIN"):
                    self.report.approximate(path, "each text is looked for as a whole; HubSpot looks for its words")
            case api.Comparative():
                found = self._comparative(operation, operator, path, column, where)
            case _:
                found = self._time(operation, operator, path, column, where)
        if operator in ("IS_UNKNOWN", "IS_BLANK", "IS_NOT_KNOWN"):
            self.report.no_effect((*path, "includeObjectsWithNoValueSet"), "it is what the operator asks for")
        elif operation.include_objects_with_no_value_set:
            found = or_unknown(found, column)
        return found

    def formalities(self, operation: api.Operation, path: Path) -> None:
        """Say of an operation on times what of it means nothing more."""
        how = "it says nothing more than is said beside it"
        points = {
            api.AtTime: ("timePoint",),
            api.TimeRanged: ("lowerBoundTimePoint", "upperBoundTimePoint"),
        }.get(type(operation), ())
        for key in points:
            self.report.no_effect((*path, key, "timezoneSource"), how)
        if points:
            self.report.no_effect((*path, "type" if isinstance(operation, api.AtTime) else "operationType"), how)

    def column(self, name: str, path: Path, where: Where) -> Column:
        """The column of a property, which is called as the property is."""
        if not name.strip() or not name.isprintable() or name != name.strip() or set(name) & set(":|"):
            raise Impossible(path, f"no column can be called {api.shown(name) or 'nothing'}")
        full = (where.prefix + name).lower()
        if full in OWN_COLUMNS.get(where.input, ()):
            raise Impossible(path, f"the column {full} has a meaning of its own here: rename the property")
        written = sql_name(full, path)
        self.columns.use(where.input, full, None)
        return Column(full, where, written, self)

    # -- by kind ------------------------------------------------------------------------------------------------------

    def _known(self, operator: str, path: Path, column: Column) -> Condition:
        if operator in ("IS_KNOWN", "IS_NOT_BLANK"):
            return Condition(f"{column.sql} is not null", f"{column.name} is known", (column.name, "is_not_null", None))
        if operator in ("IS_UNKNOWN", "IS_NOT_KNOWN", "IS_BLANK"):
            return Condition(f"{column.sql} is null", f"{column.name} is not known", (column.name, "is_null", None))
        raise Impossible(path, f"the operator {operator} is unknown")

    def _bool(self, operator: str, value: bool, path: Path, column: Column) -> Condition:
        if operator not in ("IS_EQUAL_TO", "IS_NOT_EQUAL_TO"):
            raise Impossible(path, f"the operator {operator} is unknown")
        is_true = value == (operator == "IS_EQUAL_TO")
        sql = column.of("boolean", path)
        return Condition(
            sql if is_true else f"not {sql}",
            f"{column.name} is {'true' if is_true else 'false'}",
            (column.name, "is_true" if is_true else "is_false", None),
            values=frozenset([str(is_true)]),
        )

    def _number(self, operator: str, value: Decimal, path: Path, column: Column) -> Condition:
        if operator not in NUMBERS:
            raise Impossible(path, f"the operator {operator} is unknown")
        sign, number = NUMBERS[operator], number_text(value, path)
        low, high = value if sign in ("=", ">", ">=") else None, value if sign in ("=", "<", "<=") else None
        return Condition(
            f"{column.of('number', path)} {sign} {number}",
            f"{column.name} {sign} {number}",
            (column.name, sign, number),
            span=None if sign == "!=" else (low, sign in ("=", ">="), high, sign in ("=", "<=")),
        )

    def _between(self, operator: str, low: Decimal, high: Decimal, path: Path, column: Column) -> Condition:
        if low > high:
            raise Impossible(path, "it never holds, for its lower bound is above its upper one")
        lower, upper, sql = number_text(low, path), number_text(high, path), column.of("number", path)
        if operator == "IS_BETWEEN":
            cells = (column.name, "between", f"{lower}|{upper}")
            words = f"{column.name} is between {lower} and {upper}"
            return Condition(f"{sql} between {lower} and {upper}", words, cells, span=(low, True, high, True))
        if operator == "IS_NOT_BETWEEN":
            words = f"{column.name} is not between {lower} and {upper}"
            return Condition(f"not ({sql} between {lower} and {upper})", words)
        raise Impossible(path, f"the operator {operator} is unknown")

    def _texts(self, operator: str, texts: Sequence[str], path: Path, column: Column) -> Condition:
        if operator not in TEXTS:
            raise Impossible(path, f"the operator {operator} is unknown")
        if not texts:
            raise Impossible(path, "it names no value")
        ours, sql = TEXTS[operator], f"lower(trim({column.of('text', path)}))"
        literals = [text_literal(text, path) for text in texts]
        if ours in ("in", "not_in"):
            written = f"{sql} {ours.replace('_', ' ')} ({', '.join(literals)})"
        else:
            function = ours.removeprefix("not_")
            written = " or ".join(f"{function}({sql}, {literal})" for literal in literals)
            written = f"not ({written})" if ours == "not_contains" else f"({written})"
        cells = None
        if all(text.strip() for text in texts) and not any("|" in text for text in texts):
            single = {"in": "=", "not_in": "!="}.get(ours, ours) if len(texts) == 1 else ours
            cells = (column.name, single, "|".join(text.strip() for text in texts))
        verb = {"in": "is", "not_in": "is not"}.get(ours, ours.replace("_", " "))
        words = f"{column.name} {verb} {' or '.join(printable(text) or 'empty' for text in texts)}"
        values = frozenset(text.strip().lower() for text in texts) if ours == "in" else None
        return Condition(written, words, cells, values)

    def _sets(self, operator: str, texts: Sequence[str], path: Path, column: Column) -> Condition:
        """Conditions on a property that holds several values, separated by semicolons."""
        values = list(dict.fromkeys(text.strip().lower() for text in texts))
        if not values or any(not value or ";" in value for value in values):
            raise Impossible(path, "it names no value that such a property can hold")
        stored = f"concat(';', lower({column.of('text', path)}), ';')"
        each = [f"contains({stored}, {text_literal(f';{value};', path)})" for value in values]
        length = sum(map(len, values)) + len(values) + 1
        sql, verb = {
            "IS_ANY_OF": (" or ".join(each), "has one of"),
            "IS_NONE_OF": (" or ".join(each), "has none of"),
            "CONTAINS_ALL": (" and ".join(each), "has all of"),
            "DOES_NOT_CONTAIN_ALL": (" and ".join(each), "has not all of"),
            "IS_EXACTLY": (" and ".join([*each, f"length({stored}) = {length}"]), "has exactly"),
            "IS_NOT_EXACTLY": (" and ".join([*each, f"length({stored}) = {length}"]), "has not exactly"),
        }.get(operator, ("", ""))
        if not sql:
            raise Impossible(path, f"the operator {operator} is unknown")
        sql = f"({sql})" if operator in ("IS_ANY_OF", "CONTAINS_ALL", "IS_EXACTLY") else f"not ({sql})"
        # concat() passes over nulls, and what is not known fulfils no condition.
        sql = f"({column.sql} is not null and {sql})"
        ours = {"IS_ANY_OF": "includes_any", "IS_NONE_OF": "includes_none", "CONTAINS_ALL": "includes_all"}
        has_line = operator in ours and not any("|" in value for value in values)
        cells = (column.name, ours[operator], "|".join(values)) if has_line else None
        return Condition(sql, f"{column.name} {verb} {', '.join(map(printable, values))}", cells)

    def _comparative(
        self, operation: api.Comparative, operator: str, path: Path, column: Column, where: Where
    ) -> Condition:
        if operation.operation_type == "COMPARATIVE_PROPERTY_UPDATED":
            raise Impossible(path, "when a property was changed is not known")
        other = self.column(operation.comparison_property_name, path, where)
        if operation.default_comparison_value is not None:
            raise Impossible((*path, "defaultComparisonValue"), "a value that stands in for a property")
        if operation.operation_type == "COMPARATIVE_DATE":
            sign = {"IS_BEFORE": "<", "IS_AFTER": ">"}.get(operator)
            if sign is None:
                raise Impossible(path, f"the operator {operator} is unknown")
            sql = f"{column.of('moment', path)} {sign} {other.of('moment', path)}"
            return Condition(sql, f"{column.name} {sign} {other.name}")
        if operator not in TEXTS:
            raise Impossible(path, f"the operator {operator} is unknown")
        left, right = (f"lower(trim({one.of('text', path)}))" for one in (column, other))
        sql = {
            "in": f"{left} = {right}", "not_in": f"{left} <> {right}", "contains": f"contains({left}, {right})",
            "not_contains": f"not contains({left}, {right})", "starts_with": f"starts_with({left}, {right})",
            "ends_with": f"ends_with({left}, {right})",
        }[TEXTS[operator]]  # fmt: skip
        return Condition(sql, f"{column.name} {operator.lower().replace('_', ' ')} {other.name}")

    def _time(self, operation: api.Operation, operator: str, path: Path, column: Column, where: Where) -> Condition:
        match operation:
            case api.AtTime(time_point=api.PropertyPoint() as point) if operator in ("IS_BEFORE", "IS_AFTER"):
                if point.reference_type != "VALUE" or operation.property_parser not in (None, "VALUE"):
                    raise Impossible(path, "anniversaries and times of change are not known")
                other = self.column(point.property, (*path, "timePoint"), where)
                equal = "=" if (operation.endpoint_behavior or "").upper() == "INCLUSIVE" else ""
                sign = ("<" if operator == "IS_BEFORE" else ">") + equal
                sql = f"{column.of('moment', path)} {sign} {other.of('moment', path)}"
                return Condition(sql, f"{column.name} {sign} {other.name}")
            case api.Rolling():
                self.report.no_effect((*path, "requiresTimeZoneConversion"), "days are those of lead_scoring__timezone")
                return self._days_old(*_rolling_ages(operation, operator, path), path, column)
            case api.Calendar():
                return self._days_old(*_calendar_ages(operation, operator, path), path, column)
            case api.AtTime(time_point=api.IndexedPoint() as point) if operator in ("IS_BEFORE", "IS_AFTER"):
                if operation.property_parser not in (None, "VALUE"):
                    raise Impossible(path, "anniversaries and times of change are not known")
                self.report.no_effect((*path, "endpointBehavior"), "days are whole")
                age = self.age_at(point, (*path, "timePoint"))
                youngest, oldest = (age, None) if operator == "IS_BEFORE" else (None, age)
                return self._days_old(youngest, oldest, path, column)
            case api.TimeRanged(
                lower_bound_time_point=api.IndexedPoint() as start, upper_bound_time_point=api.IndexedPoint() as end
            ) if operator in ("IS_BETWEEN", "IS_NOT_BETWEEN"):
                if operation.property_parser not in (None, "VALUE"):
                    raise Impossible(path, "anniversaries and times of change are not known")
                for key in ("lowerBoundEndpointBehavior", "upperBoundEndpointBehavior"):
                    self.report.no_effect((*path, key), "days are whole")
                youngest = self.age_at(end, (*path, "upperBoundTimePoint"))
                oldest = self.age_at(start, (*path, "lowerBoundTimePoint"))
                return self._days_old(youngest, oldest, path, column, is_outside=operator == "IS_NOT_BETWEEN")
            case api.RollingUpdated():
                raise Impossible(path, "when a property was changed is not known")
            case api.Date() if operator in ("EQUAL", "BEFORE", "AFTER"):
                day, sign = day_of(operation, path), {"EQUAL": "=", "BEFORE": "<", "AFTER": ">"}[operator]
                sql = f"cast({column.of('moment', path)} as date) {sign} cast('{day}' as date)"
                return Condition(sql, f"{column.name} {sign} {day}", (column.name, sign, day.isoformat()))
            case api.DateTime() if operator in ("IS_BEFORE_DATE", "IS_AFTER_DATE"):
                sign = "<" if operator == "IS_BEFORE_DATE" else ">"
                day = self._instant(operation.timestamp, operation, path).date()
                sql = f"cast({column.of('moment', path)} as date) {sign} cast('{day}' as date)"
                return Condition(sql, f"{column.name} {sign} {day}", (column.name, sign, day.isoformat()))
        is_outside = operator == "IS_NOT_BETWEEN"
        low, high = self.moments(operation, path)
        sql_parts, words = [], []
        for bound, sign in ((low, ">="), (high, "<")):
            if bound is not None:
                sql_parts.append(f"{column.of('moment', path)} {sign} cast('{bound}' as timestamp)")
                words.append(f"{sign} {bound}")
        sql, said = " and ".join(sql_parts), f"{column.name} {' and '.join(words)}"
        if is_outside:
            return Condition(f"not ({sql})", f"not ({said})")
        cells = None
        if low is None or high is None:
            cells = (column.name, "<" if low is None else ">=", str(high if low is None else low))
        else:
            last = high - INSTANT
            cells = (column.name, "=", str(low)) if last == low else (column.name, "between", f"{low}|{last}")
        return Condition(f"({sql})", said, cells)

    def _days_old(
        self, youngest: int | None, oldest: int | None, path: Path, column: Column, is_outside: bool = False
    ) -> Condition:
        """The condition that a time is at least `youngest` and less than `oldest` days before the day that is scored;
        what lies after it is less than 0 days old."""
        if youngest is not None and oldest is not None and youngest >= oldest:
            raise Impossible(path, "it holds for no day")
        if max(abs(age) for age in (youngest, oldest) if age is not None) >= FURTHEST_DAYS:
            raise Impossible(path, "no calendar has this day")
        self.report.approximate(path, WHOLE_DAYS)
        age = f"age_days({column.of('moment', path)})"
        parts = [f"{age} >= {youngest}"] if youngest is not None else []
        parts += [f"{age} < {oldest}"] if oldest is not None else []
        sql = " and ".join(parts)
        words = f"{column.name} is " + " and ".join(
            [f"at least {youngest} days old"] * (youngest is not None)
            + [f"less than {oldest} days old"] * (oldest is not None)
        )
        if is_outside:
            return Condition(f"not ({sql})", f"not: {words}")
        cells = None
        if oldest is None and youngest is not None and youngest >= 0:
            cells = (column.name, "older_than_days", str(youngest))
        elif youngest == 0 and oldest is not None:
            cells = (column.name, "within_last_days", str(oldest))
        elif oldest == 1 and youngest is not None:
            cells = (column.name, "within_next_days", str(1 - youngest))
        return Condition(f"({sql})", words, cells)

    def age_at(self, point: api.IndexedPoint, path: Path) -> int:
        """How many days old the oldest day is that lies wholly after a moving point, and one more.

        Raises:
            Impossible: it moves by something else than days.
        """
        if point.index_reference.reference_type not in ("NOW", "TODAY"):
            raise Impossible(path, RELATIVE)
        offset = point.offset
        fields = set(api.Offset.model_fields)
        parts: dict[str, int] = offset.model_dump(exclude_none=True, include=fields) if offset else {}
        days = parts.pop("days", 0) + 7 * parts.pop("weeks", 0)
        if any(parts.values()):
            raise Impossible(path, RELATIVE)
        self.report.no_effect((*path, "zoneId"), "days are those of lead_scoring__timezone")
        return -days + (point.index_reference.reference_type == "TODAY")

    def moments(self, operation: api.Operation, path: Path) -> tuple[datetime | None, datetime | None]:
        """The half-open span, in UTC, that an operation with fixed times means.

        Raises:
            Impossible: it has none, or moves with the day on which it is asked.
        """
        operator = operation.operator.upper()
        low: datetime | None = None
        high: datetime | None = None
        match operation:
            case api.DateTime() if operator in ("IS_EQUAL_TO", "IS_BEFORE", "IS_AFTER"):
                at = self._instant(operation.timestamp, operation, path)
                low = {"IS_EQUAL_TO": at, "IS_AFTER": at + INSTANT}.get(operator)
                high = {"IS_EQUAL_TO": at + INSTANT, "IS_BEFORE": at}.get(operator)
            case api.DateRanged() if operator in ("IS_BETWEEN", "IS_NOT_BETWEEN"):
                low = self._instant(operation.lower_bound, operation, path)
                high = self._instant(operation.upper_bound, operation, path) + INSTANT
            case api.AtTime() if operator in ("IS_BEFORE", "IS_AFTER"):
                if operation.property_parser not in (None, "VALUE"):
                    raise Impossible(path, "anniversaries and times of change are not known")
                at = point_in_time(operation.time_point, (*path, "timePoint"))
                is_inclusive = (operation.endpoint_behavior or "").upper() == "INCLUSIVE"
                if operator == "IS_BEFORE":
                    high = at + INSTANT if is_inclusive else at
                else:
                    low = at if is_inclusive else at + INSTANT
            case api.TimeRanged() if operator in ("IS_BETWEEN", "IS_NOT_BETWEEN"):
                if operation.property_parser not in (None, "VALUE"):
                    raise Impossible(path, "anniversaries and times of change are not known")
                low = point_in_time(operation.lower_bound_time_point, (*path, "lowerBoundTimePoint"))
                high = point_in_time(operation.upper_bound_time_point, (*path, "upperBoundTimePoint"))
                if (operation.lower_bound_endpoint_behavior or "").upper() == "EXCLUSIVE":
                    low += INSTANT
                if (operation.upper_bound_endpoint_behavior or "").upper() != "EXCLUSIVE":
                    high += INSTANT
            case _:
                raise Impossible(path, f"the operator {operator} is unknown for {operation.operation_type}")
        if low is not None and high is not None and low >= high:
            raise Impossible(path, "it never holds, for its end is not after its beginning")
        return low, high

    def _instant(self, milliseconds: int, operation: api.DateTime | api.DateRanged, path: Path) -> datetime:
        if operation.requires_time_zone_conversion:
            self.report.approximate(path, "the time is read as UTC; HubSpot turns it into the time zone of the account")
        try:
            return checked(datetime(1970, 1, 1) + timedelta(milliseconds=milliseconds))
        except OverflowError as error:
            raise Impossible(path, "no calendar has this time") from error


@dataclass(frozen=True)
class Column:
    """A column, and how conditions of each kind read it."""

    name: str
    where: Where
    sql: str
    translator: Translator

    def of(self, kind: str, path: Path) -> str:
        """The column as a value of a kind, in SQL."""
        columns = self.translator.columns
        columns.use(self.where.input, self.name, kind)
        if (self.where.input, self.name) not in columns.mixed:
            return self.sql
        self.translator.report.approximate(
            path, f"{self.name} is compared as values of several kinds: its column is to be text"
        )
        return self.sql if kind == "text" else f"try_cast({self.sql} as {COLUMN_TYPES[kind]})"


def _rolling_ages(operation: api.Rolling, operator: str, path: Path) -> tuple[int | None, int | None]:
    """The least age in days, and the age that is not reached."""
    days = operation.number_of_days
    if days < 1:
        raise Impossible(path, "it holds for no day")
    ages: dict[str, tuple[int | None, int | None]] = {
        "IS_LESS_THAN_X_DAYS_AGO": (0, days),
        "IS_MORE_THAN_X_DAYS_AGO": (days, None),
        "IS_LESS_THAN_X_DAYS_FROM_NOW": (1 - days, 1),
        "IS_MORE_THAN_X_DAYS_FROM_NOW": (None, 1 - days),
    }
    if operator not in ages:
        raise Impossible(path, f"the operator {operator} is unknown")
    return ages[operator]


def _calendar_ages(operation: api.Calendar, operator: str, path: Path) -> tuple[int, int]:
    if operation.time_unit.upper() != "DAY" or operation.time_unit_count not in (None, 1):
        raise Impossible(path, RELATIVE)
    ages = {"IN_THIS_TIME_UNIT": (0, 1), "IN_LAST_TIME_UNIT": (1, 2), "IN_NEXT_TIME_UNIT": (-1, 0)}
    if operator not in ages:
        raise Impossible(path, f"the operator {operator} is unknown for days")
    return ages[operator]


# -- combined ---------------------------------------------------------------------------------------------------------


def all_of(conditions: Sequence[Condition]) -> Condition | None:
    """The condition that all hold; none where there is none."""
    if len(conditions) < 2:
        return conditions[0] if conditions else None
    return Condition(" and ".join(f"({one.sql})" for one in conditions), " and ".join(one.words for one in conditions))


def any_of(conditions: Sequence[Condition]) -> Condition:
    """The condition that one of them holds."""
    if len(conditions) == 1:
        return conditions[0]
    return Condition(" or ".join(f"({one.sql})" for one in conditions), " or ".join(one.words for one in conditions))


def none_of(conditions: Sequence[Condition]) -> Condition:
    """The condition that none of them holds, also where that is not known."""
    one = any_of(conditions)
    return Condition(f"not coalesce({one.sql}, false)", f"not: {one.words}")


def or_unknown(condition: Condition, column: Column) -> Condition:
    """A condition that holds as well where the column has no value."""
    cells = None
    if condition.cells and condition.cells[1] in ("!=", "not_in"):
        operator = {"!=": "is_not", "not_in": "not_one_of"}[condition.cells[1]]
        cells = (condition.cells[0], operator, condition.cells[2])
    return Condition(f"({column.sql} is null or ({condition.sql}))", f"{condition.words}, or is not known", cells)


def but_not(condition: Condition, others: Sequence[Condition]) -> Condition:
    """A condition that holds where none of the others does."""
    if not others:
        return condition
    rest = none_of(others)
    return replace(condition, sql=f"({condition.sql}) and {rest.sql}", words=condition.words, cells=None)


def signal_problem(sql: str, on: str) -> str | None:
    """Why a condition can be no signal; none: it can."""
    if len(sql) > LONGEST_CONDITION:
        return f"its condition would be longer than the {LONGEST_CONDITION} characters of a signal"
    _, problems = read_condition(Signal("a", on, sql, None, Place("")))
    return f"signals cannot say it: {problems[0].what}" if problems else None


# -- values -----------------------------------------------------------------------------------------------------------


def text_literal(text: str, path: Path) -> str:
    """A text as SQL, in lower case and without blanks around, as texts are compared."""
    value = text.strip().lower()
    if not value.isprintable():
        raise Impossible(path, "a text with a line break or an invisible character")
    return "'" + value.replace("'", "''") + "'"


def number_text(value: Decimal, path: Path) -> str:
    """A number without an exponent.

    Raises:
        Impossible: no scorecard holds it.
    """
    exponent = value.as_tuple().exponent
    if abs(value) >= FURTHEST or (isinstance(exponent, int) and exponent < -MOST_DECIMALS):
        raise Impossible(path, "a number of more digits than scorecards take")
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def day_of(operation: api.Date, path: Path) -> date:
    """The day of an operation; its month is a name or a number."""
    text = operation.month.strip().upper()
    month = MONTHS.index(text) + 1 if text in MONTHS else int(text) if text.isdecimal() and len(text) < 3 else 0
    try:
        return date(operation.year, month, operation.day)
    except (ValueError, OverflowError) as error:
        raise Impossible(path, "no calendar has this day") from error


def point_in_time(point: api.TimePoint, path: Path) -> datetime:
    """A fixed point in time, in UTC.

    Raises:
        Impossible: it is none, or moves.
    """
    if not isinstance(point, api.DatePoint):
        raise Impossible(path, RELATIVE if isinstance(point, api.IndexedPoint) else "it is a property of the record")
    try:
        zone = zone_of(point.zone_id)
        local = datetime(
            point.year, point.month, point.day, point.hour or 0, point.minute or 0, point.second or 0,
            (point.millisecond or 0) * 1000, zone,
        )  # fmt: skip
        return checked(local.astimezone(UTC).replace(tzinfo=None))
    except (ValueError, OverflowError) as error:
        raise Impossible(path, "no calendar has this time") from error


@cache
def zone_of(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, OSError) as error:
        raise ValueError(name) from error


def checked(moment: datetime) -> datetime:
    """A moment that leaves room for a day beside it."""
    if not 2 <= moment.year <= 9998:
        raise OverflowError
    return moment


@cache
def sql_name(name: str, path: Path) -> str:
    """A column's name as signals write it."""
    quoted = '"' + name.replace('"', '""') + '"'
    for written in (name, quoted):
        condition, _ = read_condition(Signal("a", "leads", f"{written} is null", None, Place("")))
        if condition and [column.lower() for column in condition.columns] == [name.lower()]:
            return written
    raise Impossible(path, f"signals cannot name the column {api.shown(name)}")
