"""HubSpot's calculators, as lines of scorecard_rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from typing import Any

from hubspot import model as api
from hubspot.conditions import (
    EVENTS,
    FURTHEST,
    WHOLE_DAYS,
    Condition,
    Translator,
    Where,
    all_of,
    any_of,
    but_not,
    day_of,
    none_of,
    number_text,
    text_literal,
)
from hubspot.lines import Lines, Names, Output, Part, Row, points_of, shortened, without
from hubspot.model import Path
from hubspot.report import Impossible, Outcome, Report

ENTITIES = {"0-1": "lead", "0-2": "account", "0-3": "deal", "0-5": "ticket"}
EVENT_TYPES = {
    "4-96000": "page_view", "4-667638": "email_sent", "4-665536": "email_delivered", "4-666440": "email_open",
    "4-666288": "email_click", "4-665538": "email_reply", "4-5470331": "email_bounced", "4-1639801": "form_submit",
    "4-1720599": "meeting", "4-1733817": "call",
}  # fmt: skip
"""What HubSpot's own events are called here; any other keeps its id."""
PRIMARY = {"lead": (1, 279), "account": (2, 280)}
"""Association types between contacts and companies that HubSpot defines: the primary one, and any."""


@dataclass
class Calculators:
    """Turns what a score gives points for into lines, and reports on each part.

    Args:
        score: the score.
        output: takes the lines.
        report: takes what becomes of each part.
        event_types: what types of events are called, by HubSpot's id.
        multiple: properties that hold several values.
    """

    score: api.Score
    output: Output
    report: Report
    event_types: Mapping[str, str]
    multiple: frozenset[str]

    def __post_init__(self) -> None:
        self.translator = Translator(self.report, self.output.columns, self.multiple)
        self.entity = ENTITIES.get(self.score.object_type_id, "")
        self.card = self.output.scorecard_names.new(self.score.name, "score")
        self.group_names, self.rule_names = Names(), Names()
        self.where = Where("leads", table="" if self.entity == "lead" else f"{self.entity or 'object'}s")
        # The line of the table scorecards.
        self.scorecard: Row = {}

    # -- calculators of a record --------------------------------------------------------------------------------------

    def _member_of(self, ids: Sequence[int], path: Path, where: Where) -> list[Condition]:
        if not ids:
            raise Impossible(path, "it names no segment")
        conditions = []
        for segment_id in dict.fromkeys(ids):
            column = self.translator.column(f"in_segment_{str(segment_id).replace('-', 'minus_')}", path, where)
            sql = column.of("boolean", path)
            conditions.append(Condition(sql, f"in segment {segment_id}", (column.name, "is_true", None)))
        how = f"the {where.input} need a column in_segment_<id> each, true for members"
        self.report.exact(path, ", ".join(f"in_segment_{one}" for one in dict.fromkeys(ids)), how)
        return conditions

    def _attributes(self, calculator: api.OfRecord, path: Path, name: str, where: Where) -> Lines:
        """Lines about attributes."""
        parts = list(self._parts(calculator, path, where))
        lines = Lines(
            is_always=all(part.condition is None for part in parts),
            at_most_one=_at_most_one(calculator, len(parts)),
        )
        for number, part in enumerate(parts, 1):
            rule_id = name if len(parts) == 1 else self.rule_names.new(f"{name}_{number}", "rule")
            try:
                row = {"rule_type": "attribute", **self._cells(part, rule_id, where)}
                lines.rows.append(self._line(row, part, rule_id))
            except Impossible as cause:
                self.report.not_possible(part.path, cause)
        self._nothing_of(path, lines.rows)
        return lines

    def _nothing_of(self, path: Path, rows: Sequence[Any]) -> None:
        if not rows and self.report.about(path).outcome == Outcome.EXACT:
            how = "nothing of it can be taken over, or there is nothing in it"
            self.report.say(path, Outcome.NOT_POSSIBLE, "", how)

    def _parts(self, calculator: api.OfRecord, path: Path, where: Where) -> Iterator[Part]:
        """What a calculator gives points for, in its order. What cannot be said is reported and left out."""
        self.report.exact(path)
        match calculator:
            case api.Constant():
                yield Part(None, calculator.value, path)
            case api.Conditional():
                try:
                    conditions = list(self._conditions(calculator.where_condition, (*path, "whereCondition"), where))
                    yield Part(all_of(conditions), calculator.value, path)
                except Impossible as cause:
                    self.report.not_possible(path, cause)
            case api.Multi():
                for index, inner in enumerate(calculator.calculators):
                    yield from self._parts(inner, (*path, "calculators", index), where)
            case api.Segments():
                yield from self._segments(calculator, path, where)
            case api.Match():
                yield from self._match(calculator, path, where)

    def _conditions(self, composite: api.Composite, path: Path, where: Where) -> Iterator[Condition]:
        for index, one in enumerate(composite.conditions):
            place = (*path, "conditions", index)
            if isinstance(one, api.Composite):
                yield from self._conditions(one, place, where)
            else:
                yield self.translator.condition(one.operation, (*place, "operation"), one.property, where)

    def _match(self, calculator: api.Match, path: Path, where: Where) -> Iterator[Part]:
        """A line a rule; the first that matches counts."""
        before: list[Condition] = []
        is_integer = True
        for index, rule in enumerate(calculator.match_rules):
            place = (*path, "matchRules", index)
            self.report.exact(place)
            try:
                condition = self.translator.condition(rule.operation, (*place, "operation"), calculator.property, where)
            except Impossible as cause:
                self.report.not_possible(place, cause)
                is_integer = False
                continue
            others = [other for other in before if not condition.excludes(other)]
            how = "several of these rules can match one record: the first of them counts" if others else ""
            if not is_integer:
                how = "a rule before it, which cannot be taken over, may match first"
            yield Part(but_not(condition, others), rule.value, place, how)
            before.append(condition)
        if calculator.default_value:
            how = "" if is_integer else "a rule that cannot be taken over may match instead"
            place = (*path, "defaultValue")
            yield Part(none_of(before) if before else None, calculator.default_value, place, how)
        elif calculator.default_value is not None:
            self.report.exact((*path, "defaultValue"), "no line: it is worth nothing")

    def _segments(self, calculator: api.Segments, path: Path, where: Where) -> Iterator[Part]:
        if where.on == "events":
            raise Impossible(path, "a condition on events looks at events, not at the segments of who did them")
        several = len(calculator.segment_membership_rules) > 1
        for index, rule in enumerate(calculator.segment_membership_rules):
            place = (*path, "segmentMembershipRules", index)
            self.report.exact(place)
            try:
                members = self._member_of(rule.segment_ids, (*place, "segmentIds"), where)
            except Impossible as cause:
                self.report.not_possible(place, cause)
                continue
            condition = {
                "HAS_ALL_SEGMENT_MEMBERSHIP": all_of(members),
                "HAS_AT_LEAST_ONE_SEGMENT_MEMBERSHIP": any_of(members),
                "HAS_NO_SEGMENT_MEMBERSHIP": none_of(members),
            }[rule.operation]
            how = "HubSpot does not say whether one rule counts or all that hold: all do" if several else ""
            yield Part(condition, rule.value, place, how)

    def _cells(self, part: Part, rule_id: str, where: Where) -> Row:
        """The subject of an attribute line, with operator and value."""
        if part.condition is None:
            key = "account_id" if where.prefix else f"{self.entity if where == self.where else 'lead'}_id"
            return {"subject": key, "operator": "is_not_null"}
        if part.condition.cells:
            column, operator, value = part.condition.cells
            return {"subject": column, "operator": operator, **({} if value is None else {"value": value})}
        condition = part.condition
        return {"subject": self.output.signal(condition.sql, "leads", condition.words, rule_id, part.path)}

    def _line(self, row: Row, part: Part, rule_id: str, words: str = "") -> Row:
        """A line with its points and what it says, reported."""
        points = points_of(part.points, part.path)
        how = part.how
        if points != part.points:
            how = "; ".join(filter(None, [how, "points have 2 decimals"]))
        said = f"rule {rule_id}"
        if how:
            self.report.approximate(part.path, how, said)
        else:
            self.report.exact(part.path, said)
        words = words or (part.condition.words if part.condition else "Everybody")
        return {"rule_id": rule_id, **row, "points": number_text(points, part.path), "description": shortened(words)}

    # -- events -------------------------------------------------------------------------------------------------------

    def _events(self, calculator: api.Events, path: Path, name: str, decay: Row) -> Lines:
        """Lines about events, an entry after the other."""
        self.report.exact(path)
        lines = Lines(is_always=False)
        several = len(calculator.event_calculators) > 1
        for index, entry in enumerate(calculator.event_calculators):
            place = (*path, "eventCalculators", index)
            entry_name = self.rule_names.new(f"{name}_{index + 1}", "rule") if several else name
            try:
                lines.add(self._entry(entry, place, entry_name, decay))
            except Impossible as cause:
                self.report.not_possible(place, cause)
        self._nothing_of(path, lines.rows)
        if self.entity != "lead" and lines.rows and self.report.about(path).outcome == Outcome.EXACT:
            self.report.approximate(path, f"the events of all its leads are those of the {self.entity}")
        return lines

    def _entry(self, entry: api.EventEntry, path: Path, name: str, decay: Row) -> Lines:
        event_type = self._event_type(entry.event_type_id, (*path, "eventTypeId"))
        self.report.exact((*path, "eventTypeId"), f"event_type {event_type}")
        frame = self._timeframe(entry.event_timeframe, (*path, "eventTimeframe"))
        place = (*path, "recordCalculation")
        parts = list(self._parts(entry.record_calculation, place, EVENTS))
        if entry.event_frequency_criteria is not None:
            return self._ladder(entry.event_frequency_criteria, parts, path, name, event_type, {**frame, **decay})
        lines = Lines(is_always=False, at_most_one=len(parts) == 1)
        for number, part in enumerate(parts, 1):
            rule_id = name if len(parts) == 1 else self.rule_names.new(f"{name}_{number}", "rule")
            try:
                subject = self._event_cells(event_type, part.condition, rule_id, part.path)
                words = event_type + (f", {part.condition.words}" if part.condition else "")
                row = {"rule_type": "event", **subject, "award": "each", **frame, **decay}
                lines.rows.append(self._line(row, part, rule_id, words))
            except Impossible as cause:
                self.report.not_possible(part.path, cause)
        self._nothing_of(place, lines.rows)
        return lines

    def _event_type(self, event_type_id: str, path: Path) -> str:
        name = self.event_types.get(event_type_id, EVENT_TYPES.get(event_type_id, event_type_id)).strip()
        if not name or not name.isprintable() or name.lower().startswith("signal:"):
            raise Impossible(path, f"no type of events can be called {api.shown(name) or 'nothing'}")
        return name

    def _event_cells(self, event_type: str, condition: Condition | None, rule_id: str, path: Path) -> Row:
        if condition is None:
            return {"subject": event_type}
        if condition.cells:
            column, operator, value = condition.cells
            cells = {"subject": event_type, "property": column, "operator": operator}
            return cells if value is None else {**cells, "value": value}
        sql = f"lower(trim(event_type)) = {text_literal(event_type, path)} and ({condition.sql})"
        return {"subject": self.output.signal(sql, "events", f"{event_type}, {condition.words}", rule_id, path)}

    def _ladder(
        self, criteria: api.Frequencies, parts: list[Part], path: Path, name: str, event_type: str, settings: Row
    ) -> Lines:
        """Lines by how many events there are; a count of 0 is an absence."""
        place = (*path, "eventFrequencyCriteria")
        counts = (*path, "recordCalculation")
        left_out = [
            spot
            for spot, statement in self.report.statements.items()
            if spot[: len(counts)] == counts and statement.outcome == Outcome.NOT_POSSIBLE
        ]
        if left_out or not parts:
            raise Impossible(left_out[0] if left_out else counts, "not all the events that it counts can be named")
        self._counts_only(path, parts)
        conditions = [part.condition for part in parts if part.condition is not None]
        condition = any_of(conditions) if len(conditions) == len(parts) else None
        subject = self._event_cells(event_type, condition, name, (*path, "recordCalculation"))
        words = event_type + (f", {condition.words}" if condition else "")
        self.report.exact(place, "a line a range")
        spans = [span_of(one) for one in criteria.ranges]
        overlap = {
            index for pair in combinations(enumerate(spans), 2) if _meet(pair[0][1], pair[1][1]) for index, _ in pair
        }
        lines = Lines(is_always=False, at_most_one=not overlap)
        for index, (one, (low, high)) in enumerate(zip(criteria.ranges, spans)):
            spot = (*place, "ranges", index)
            hows = ["several of these ranges can hold at once: all do"] if index in overlap else []
            try:
                if low >= FURTHEST or (high is not None and not low <= high < FURTHEST):
                    raise Impossible(spot, "it never holds")
                rows: list[Row] = []
                if low == 0:
                    lasting = without(settings, "decay_percent", "decay_every_days")
                    rows.append({"rule_type": "absence", **subject, **lasting})
                    if "window_days" in settings:
                        hows.append("who is younger than the time frame is given nothing for no events")
                if high is None or high > 0:
                    line = {"rule_type": "event", **subject, **settings, "min_count": str(max(low, 1))}
                    rows.append(line if high is None else {**line, "max_count": str(high)})
                    if "decay_percent" in settings:
                        hows.append("decays by the age of the latest event")
                for number, row in enumerate(rows):
                    rule_id = self.rule_names.new(f"{name}_{low + number}", "rule")
                    text = f"{words}: {'never' if row['rule_type'] == 'absence' else counted(row)}"
                    lines.rows.append(self._line(row, Part(condition, one.value, spot, "; ".join(hows)), rule_id, text))
                if one.type != "BETWEEN":
                    self.report.no_effect((*spot, "to"), f"{one.type} has no upper end of its own")
            except Impossible as cause:
                self.report.not_possible(spot, cause)
        if not criteria.ranges:
            self.report.no_effect((*place, "ranges"), "it is empty")
        return lines

    def _counts_only(self, path: Path, parts: Sequence[Part]) -> None:
        """Of what is counted by ranges, the values of calculators say nothing."""
        for part in parts:
            if part.path[-1] == "defaultValue":
                self.report.approximate(part.path, "the ranges say what a count is worth: all events count")
            else:
                self.report.no_effect((*part.path, "value"), "the ranges say what a count is worth")

    def _timeframe(self, frame: api.Timeframe | None, path: Path) -> Row:
        """The settings of a line that say how old an event may be."""
        if frame is None:
            return {}
        operation, place = frame.event_filter_operation, (*path, "eventFilterOperation")
        operator = operation.operator.upper()
        self.report.no_effect((*place, "includeObjectsWithNoValueSet"), "events have a time, or are not counted")
        self.translator.formalities(operation, place)
        days = 0
        match operation:
            case api.AllProperty() if operator in ("IS_KNOWN", "IS_NOT_BLANK"):
                self.report.exact(path, "no limit", "every event has a time")
                return {}
            case api.Rolling() if operator == "IS_LESS_THAN_X_DAYS_AGO":
                days = operation.number_of_days
                how_days = "days are those of lead_scoring__timezone"
                self.report.no_effect((*place, "requiresTimeZoneConversion"), how_days)
            case api.AtTime(time_point=api.IndexedPoint() as point) if operator == "IS_AFTER":
                days = self._days_back(point, (*place, "timePoint"))
                self.report.no_effect((*place, "endpointBehavior"), "days are whole")
            case api.TimeRanged(lower_bound_time_point=api.IndexedPoint() as point) if operator == "IS_BETWEEN":
                end = operation.upper_bound_time_point
                if not isinstance(end, api.IndexedPoint) or self._days_back(end, (*place, "upperBoundTimePoint")) > 1:
                    raise Impossible(place, "a time frame ends on the day that is scored")
                days = self._days_back(point, (*place, "lowerBoundTimePoint"))
            case api.Rolling() | api.RollingUpdated() | api.Calendar():
                raise Impossible(place, "a time frame reaches so many days back from the day that is scored")
            case _:
                return self._validity(operation, place)
        if not 1 <= days < FURTHEST:
            raise Impossible(place, "it holds for no day")
        self.report.approximate(path, WHOLE_DAYS, f"window_days {days}")
        return {"window_days": str(days)}

    def _days_back(self, point: api.IndexedPoint, path: Path) -> int:
        """How many days, that one included, a moving point lies before the end of the day that is scored.

        Raises:
            Impossible: it is a week, a month, a year, or in the future.
        """
        days = self.translator.age_at(point, path)
        if days < 0:
            raise Impossible(path, "the future is not scored")
        return days

    def _validity(self, operation: api.Operation, path: Path) -> Row:
        """The fixed span in which an event has to fall."""
        operator = operation.operator.upper()
        if isinstance(operation, api.DateTime) and operator in ("IS_BEFORE_DATE", "IS_AFTER_DATE"):
            milliseconds = operation.timestamp // 86_400_000 * 86_400_000
            if operator == "IS_AFTER_DATE":
                milliseconds += 86_400_000 - 1
            operation = operation.model_copy(
                update={"timestamp": milliseconds, "operator": operator.removesuffix("_DATE")}
            )
        if isinstance(operation, api.Date):
            if operator not in ("BEFORE", "AFTER", "EQUAL"):
                raise Impossible(path, f"the operator {operator} is unknown for DATE")
            try:
                day = day_of(operation, path)
                first, after = str(day), str(day + timedelta(days=1))
            except OverflowError as error:
                raise Impossible(path, "no calendar has the day after") from error
            cells = {
                "BEFORE": {"valid_to": first}, "AFTER": {"valid_from": after},
                "EQUAL": {"valid_from": first, "valid_to": after},
            }[operator]  # fmt: skip
        else:
            if operator == "IS_NOT_BETWEEN":
                raise Impossible(path, "a validity is one span, not what is around it")
            low, high = self.translator.moments(operation, path)
            cells = {"valid_from": "" if low is None else str(low), "valid_to": "" if high is None else str(high)}
            cells = {column: cell for column, cell in cells.items() if cell}
        if self.report.about(path).outcome == Outcome.EXACT:
            self.report.exact(path, ", ".join(f"{column} {cell}" for column, cell in cells.items()))
        return cells

    # -- associations -------------------------------------------------------------------------------------------------

    def _associated(
        self, calculator: api.AssociatedRecords | api.AssociatedEvents, path: Path, name: str, decay: Row
    ) -> Lines:
        """Points for what is associated: a contact's company, or a company's contacts."""
        other = ENTITIES.get(calculator.associated_object_type_id)
        self.report.exact(path)
        if self.entity == "lead" and other == "account" and isinstance(calculator, api.AssociatedRecords):
            return self._of_company(calculator, path, name)
        if self.entity == "account" and other == "lead":
            return self._of_contacts(calculator, path, name, decay)
        raise Impossible(
            (*path, "associatedObjectTypeId"),
            "only the attributes of a contact's company and the contacts of a company are associated here",
        )

    def _spec(self, calculator: api.Association, path: Path, how: str) -> None:
        spec, place = calculator.association_spec, (*path, "associationSpec")
        self.report.no_effect((*path, "inverseAssociationSpec"), "the other way round")
        primary, every = PRIMARY[self.entity]
        wanted = primary if self.entity == "lead" else every
        if spec.association_category == "HUBSPOT_DEFINED" and spec.association_type_id == wanted:
            self.report.exact(place, "account_id of leads")
        else:
            self.report.approximate(place, how, "account_id of leads")

    def _filters(self, calculator: api.Association, path: Path, where: Where) -> list[Condition]:
        place = (*path, "associationFilters")
        filters = calculator.association_filters.property_filters if calculator.association_filters else []
        if calculator.association_filters is not None and not filters:
            self.report.no_effect(place, "it is empty")
        return [
            self.translator.condition(
                one.operation, (*place, "propertyFilters", index, "operation"), one.property, where
            )
            for index, one in enumerate(filters)
        ]

    def _of_company(self, calculator: api.AssociatedRecords, path: Path, name: str) -> Lines:
        """Attributes of the company, as columns of the lead whose names begin with company_."""
        where = Where("leads", "company_")
        filters = self._filters(calculator, path, where)
        self._spec(calculator, path, "a lead has one company here, in account_id: that one counts")
        self.report.no_effect((*path, "rollupType"), "of one company the sum, mean, largest and smallest are one")
        place = (*path, "recordCalculation")
        inner = calculator.record_calculation
        parts = list(self._parts(inner, place, where))
        self.output.columns.use("leads", "account_id", "text")
        lines = Lines(is_always=False, at_most_one=_at_most_one(inner, len(parts)))
        for number, part in enumerate(parts, 1):
            rule_id = name if len(parts) == 1 else self.rule_names.new(f"{name}_{number}", "rule")
            known = Condition("account_id is not null", "has a company", ("account_id", "is_not_null", None))
            conditions = [*filters, *([part.condition] if part.condition else [])]
            if part.condition is None or not part.condition.cells:
                conditions = [known, *conditions]
            whole = Part(all_of(conditions), part.points, part.path, part.how)
            try:
                row = {"rule_type": "attribute", **self._cells(whole, rule_id, where)}
                lines.rows.append(self._line(row, whole, rule_id))
            except Impossible as cause:
                self.report.not_possible(part.path, cause)
        self._nothing_of(path, lines.rows)
        return lines

    def _of_contacts(
        self, calculator: api.AssociatedRecords | api.AssociatedEvents, path: Path, name: str, decay: Row
    ) -> Lines:
        """A scorecard of leads of its own, whose scores are rolled up."""
        if calculator.rollup_type == "MIN":
            raise Impossible((*path, "rollupType"), "the smallest score of an account's leads is not rolled up")
        contacts = Where("leads")
        filters = all_of(self._filters(calculator, path, contacts))
        card = self.output.scorecard_names.new(f"{self.card}_{name}", "score")
        inner = copy(self)
        inner.card, inner.entity, inner.where = card, "lead", contacts
        population = {}
        if filters is not None:
            spot = (*path, "associationFilters")
            signal = self.output.signal(filters.sql, "leads", filters.words, f"{card}_population", spot)
            population["population"] = signal
            self.report.exact(spot, f"population {signal}")
        place = (*path, "recordCalculation")
        if isinstance(calculator, api.AssociatedEvents):
            lines = inner._events(calculator.record_calculation, place, name, decay)
        else:
            lines = inner._attributes(calculator.record_calculation, place, name, contacts)
        self._spec(calculator, path, "all leads of the account count, whatever the association is called")
        if not lines.rows:
            self._nothing_of(path, [])
            return Lines()
        self.output.add(
            "scorecards", scorecard_id=card, entity="lead", is_enabled=self.scorecard["is_enabled"],
            description=shortened(f"{self.score.name} (from HubSpot), what its contacts add"), **population,
        )  # fmt: skip
        axis = "engagement" if isinstance(calculator, api.AssociatedEvents) else "fit"
        self.output.add("scorecard_groups", scorecard_id=card, group_id=axis, axis=axis)
        for row in lines.rows:
            self.output.add("scorecard_rules", scorecard_id=card, group_id=axis, **row, is_enabled="true")
        subject = f"{calculator.rollup_type.lower()}_score:{card}"
        self.report.exact((*path, "rollupType"), f"subject {subject}")
        self.output.columns.use("leads", "account_id", "text")
        rule_id = self.rule_names.new(f"{name}_of_leads", "rule")
        rolled = {
            "rule_id": rule_id, "rule_type": "attribute", "subject": subject, "award": "each", "points": "1",
            "description": f"{calculator.rollup_type.capitalize()} of what its leads have",
        }  # fmt: skip
        return Lines([rolled], is_always=False)


def _at_most_one(calculator: api.OfRecord, parts: int) -> bool:
    """Whether no two parts of a calculator hold together."""
    return isinstance(calculator, api.Match) or parts < 2


def span_of(one: api.Frequency) -> tuple[int, int | None]:
    """The lowest and the highest count of a range."""
    low = max(one.from_, 0)
    if one.type == "EXACTLY":
        return low, one.from_
    return low, one.to if one.type == "BETWEEN" else None


def _meet(left: tuple[int, int | None], right: tuple[int, int | None]) -> bool:
    (low, high), (other_low, other_high) = left, right
    return (other_high is None or low <= other_high) and (high is None or other_low <= high)


def counted(row: Row) -> str:
    low, high = row["min_count"], row.get("max_count")
    return f"{low} times or more" if high is None else f"{low} times" if low == high else f"{low} to {high} times"
