"""HubSpot's score, as the lines of a scorecard."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations
from typing import Any

from signals.condition import read_condition
from signals.model import Place, Signal, printable

from hubspot import model as api
from hubspot.conditions import (
    EVENTS,
    FURTHEST,
    Columns,
    Condition,
    Translator,
    Where,
    all_of,
    any_of,
    but_not,
    day_of,
    none_of,
    number_text,
    signal_problem,
    text_literal,
)
from hubspot.model import Path
from hubspot.report import Impossible, Outcome, Report

Row = dict[str, str]

ENTITIES = {"0-1": "lead", "0-2": "account", "0-3": "deal", "0-5": "ticket"}
AXES = {"FIT": "fit", "INTENT": "engagement"}
EVENT_TYPES = {
    "4-96000": "page_view", "4-667638": "email_sent", "4-665536": "email_delivered", "4-666440": "email_open",
    "4-666288": "email_click", "4-665538": "email_reply", "4-5470331": "email_bounced", "4-1639801": "form_submit",
    "4-1720599": "meeting", "4-1733817": "call",
}  # fmt: skip
"""What HubSpot's own events are called here; any other keeps its id."""
PRIMARY = {"lead": (1, 279), "account": (2, 280)}
"""Association types between contacts and companies that HubSpot defines: the primary one, and any."""
# The limits of a rule: the OpenAPI calls them so, the API's pages otherwise.
LOWEST, HIGHEST = ("minimumValue", "minValue"), ("maximumValue", "maxValue")
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


@dataclass
class Importer:
    """Turns one score into lines of scorecard tables, and reports on it.

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
        # By axis: its tiers, highest first; where the lowest threshold stands; names that are taken.
        self.bands: dict[str, tuple[list[Row], Path, set[str]]] = {}
        self.where = Where("leads", table="" if self.entity == "lead" else f"{self.entity or 'object'}s")

    def run(self) -> None:
        """Translate the score."""
        self._scorecard()
        self._tiers()
        groups = [self._group(group, ("groupConfigs", index)) for index, group in enumerate(self.score.group_configs)]
        if not groups:
            self.report.no_effect(("groupConfigs",), "it is empty")
        rows = [row for rows in groups for row in rows]
        self._limits_of_score(rows)
        self._everyone_else(rows)
        for row in rows:
            self.output.add("scorecard_groups", **row)
        for path in api.unknown_keys(self.score):
            self.report.not_possible(path, Impossible(path, "the import does not know this key"))

    # -- the score ----------------------------------------------------------------------------------------------------

    def _scorecard(self) -> None:
        score, report = self.score, self.report
        if not self.entity:
            self.entity = Names().new(f"object_{score.object_type_id}", "object")
            self.where = Where("leads", table=f"{self.entity}s")
        if self.entity in ("lead", "account"):
            report.exact(("objectTypeId",), f"entity {self.entity}")
        else:
            how = (
                f"leads need a column {self.entity}_id, and the project three models of a line, see the README on what"
                " else leads belong to"
            )
            report.approximate(("objectTypeId",), how, f"entity {self.entity}")
        if self.entity != "lead" and self.entity not in self.output.entities:
            self.output.entities.append(self.entity)
        is_on = score.score_status is None or score.score_status.lower() in ("published", "active")
        self.scorecard = self.output.add(
            "scorecards", scorecard_id=self.card, entity=self.entity, is_enabled=str(is_on).lower(),
            description=shortened(f"{score.name} (from HubSpot)"),
        )  # fmt: skip
        report.exact(("name",), f"scorecard {self.card}")
        report.exact(("scoreStatus",), f"is_enabled {str(is_on).lower()}", "HubSpot scores by what is published")
        report.no_effect(("allowedGroupTypes",), "the groups say it")
        for key in ("id", "scoreType", "createdAt", "updatedAt", "publishedAt"):
            report.no_effect((key,), "it says nothing about points")
        if score.filter_configuration is not None:
            self._population(score.filter_configuration, ("filterConfiguration",))

    def _population(self, population: api.Population, path: Path) -> None:
        ids = (*path, "segmentIds")
        try:
            members = self._member_of(population.segment_ids, ids, self.where)
            is_in = population.list_filter_type == "INCLUDES"
            condition = any_of(members) if is_in else none_of(members)
            name = self.output.signal(condition.sql, "leads", condition.words, f"{self.card}_population", path)
            self.scorecard["population"] = name
            self.report.exact(path, f"population {name}")
            if len(members) > 1 and is_in:
                self.report.approximate(ids, "HubSpot does not say whether any or all of them: read as any", name)
        except Impossible as cause:
            self.report.not_possible(path, cause)

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

    def _limits_of_score(self, groups: Sequence[Row]) -> None:
        """The limit of each category, which scorecards have not, and of the whole."""
        by_axis = {axis: [row for row in groups if row["axis"] == axis] for axis in AXES.values()}
        used = [axis for axis in by_axis if by_axis[axis]]
        limits = Limits()
        per, place = self.score.max_score_per_category, ("maxScorePerCategory",)
        if per is not None and (per < 0 or per >= FURTHEST):
            self.report.not_possible(place, Impossible(place, "a limit below 0, or beyond measure"))
        elif per is not None:
            axis_limits, hows = Limits(Decimal(-per), Decimal(per)), []
            for axis in used:
                rows = by_axis[axis]
                if len(rows) == 1:
                    set_limits(rows[0], limits_of(rows[0]).within(axis_limits))
                elif len(used) > 1 and not _never_reached(rows, axis_limits):
                    hows.append(axis)
            if used:
                limits = Limits(Decimal(-per * len(used)), Decimal(per * len(used)))
            said = "limits of groups and of the score; below as above 0"
            if hows:
                axes = " and of ".join(hows)
                how = f"the groups of {axes} together are not limited by themselves, the score is"
                self.report.approximate(place, how, said)
            else:
                self.report.exact(place, said)
        whole, place = self.score.max_score, ("maxScore",)
        if whole is not None and (whole < 0 or whole >= FURTHEST):
            self.report.not_possible(place, Impossible(place, "a limit below 0, or beyond measure"))
        elif whole is not None:
            limits = limits.within(Limits(Decimal(-whole), Decimal(whole)))
            self.report.exact(place, f"max_score {whole}, min_score -{whole}", "HubSpot's limit is one below 0 too")
        for column, value in (("min_score", limits.low), ("max_score", limits.high)):
            if value is not None:
                self.scorecard[column] = number_text(value, place)

    # -- tiers --------------------------------------------------------------------------------------------------------

    def _tiers(self) -> None:
        outputs = self.score.output_configuration
        if outputs is None:
            return
        if not outputs.outputs:
            self.report.no_effect(("outputConfiguration", "outputs"), "it is empty")
        # A matrix has both axes: it goes before what is said of one of them.
        order = sorted(enumerate(outputs.outputs), key=lambda one: not isinstance(one[1], api.MatrixOutput))
        for index, output in order:
            path = ("outputConfiguration", "outputs", index)
            self.report.no_effect(path, "it says nothing about points")
            if isinstance(output, api.ScoreOutput):
                how = "lead_scores has the score of each axis and of both"
                self.report.exact((*path, "outputType"), "score, fit_score, engagement_score", how)
            elif isinstance(output, api.ThresholdOutput):
                categories = set(output.categories or ())
                axis = AXES[categories.pop()] if len(categories) == 1 else "score"
                self.report.exact((*path, "outputType"), f"tiers of the axis {axis}")
                if output.categories:
                    self.report.exact((*path, "categories"), f"axis {axis}")
                self._band(axis, output.boundaries, (*path, "boundaries"))
            else:
                self.report.exact((*path, "outputType"), "grade of lead_tiers: fit and engagement grade together")
                for key, boundaries in output.boundaries.items():
                    place = (*path, "boundaries", key)
                    if key.upper() in AXES:
                        self._band(AXES[key.upper()], boundaries, place)
                    else:
                        self.report.not_possible(place, Impossible(place, "it is no category: FIT and INTENT are"))

    def _band(self, axis: str, boundaries: Sequence[api.Boundary], path: Path) -> None:
        if axis in self.bands:
            reason = f"the axis {axis} has tiers already, from {api.pointer(self.bands[axis][1][:-2])}"
            self.report.not_possible(path, Impossible(path, reason))
            return
        names, bounds, rows = {"disqualified"}, set(), []
        for index, boundary in enumerate(boundaries):
            place = (*path, index)
            tier = (boundary.new_label or boundary.label).strip()
            try:
                bound = number_text(boundary.threshold, (*place, "threshold"))
                if not tier or not tier.isprintable() or tier in names:
                    raise Impossible((*place, "label"), "each tier needs a name of its own; disqualified is taken")
                if bound in bounds:
                    raise Impossible((*place, "threshold"), "another tier has the same threshold")
            except Impossible as cause:
                self.report.not_possible(place, cause)
                continue
            names.add(tier)
            bounds.add(bound)
            rows.append({"scorecard_id": self.card, "axis": axis, "tier": tier, "lower_bound": bound})
            self.report.exact(place, f"tier {tier} of the axis {axis}", "at the threshold or above")
            self.report.no_effect((*place, "color"), "colours belong to the BI tool")
            if boundary.new_label is not None:
                self.report.no_effect((*place, "label"), "the new label stands in for it")
        if not rows:
            if not boundaries:
                self.report.no_effect(path, "it is empty")
            return
        rows.sort(key=lambda row: -Decimal(row["lower_bound"]))
        lowest_bound = Decimal(rows[-1]["lower_bound"])
        lowest = next(index for index, one in enumerate(boundaries) if one.threshold == lowest_bound)
        self.bands[axis] = (rows, (*path, lowest, "threshold"), names)

    def _everyone_else(self, groups: Sequence[Row]) -> None:
        """Add to each axis a tier for those below its lowest threshold, if anybody can be there."""
        least: dict[str, Decimal | None] = {"score": limits_of(self.scorecard, "score").low}
        for axis in AXES.values():
            lows = [limits_of(row).low for row in groups if row["axis"] == axis]
            least[axis] = sum((low for low in lows if low is not None), Decimal(0)) if None not in lows else None
        for axis, (rows, place, names) in self.bands.items():
            low = least[axis]
            if low is not None and Decimal(rows[-1]["lower_bound"]) <= low:
                del rows[-1]["lower_bound"]
                self.report.exact(place, "everyone else", f"nobody has less than {number_text(low, ())}")
            else:
                rest = next(name for name in ("none", "below", "no tier", "rest") if name not in names)
                rows.append({"scorecard_id": self.card, "axis": axis, "tier": rest})
            for row in rows:
                self.output.add("scorecard_tiers", **row)

    # -- groups and rules ---------------------------------------------------------------------------------------------

    def _group(self, group: api.Group, path: Path) -> list[Row]:
        """The rows of scorecard_groups that a group becomes."""
        report = self.report
        axis, name = AXES[group.group_category], self.group_names.new(group.group_name, "group")
        limits = self._limits(group.min_value, group.max_value, path, ("minValue",), ("maxValue",))
        report.no_effect((*path, "id"), "an id of HubSpot's")
        report.exact((*path, "groupName"), f"group {name}")
        report.exact((*path, "groupCategory"), f"axis {axis}")
        decay = self._decay(group, path)
        rows = [{"scorecard_id": self.card, "group_id": name, "axis": axis}]
        set_limits(rows[0], limits)
        is_alone = len(group.rule_configurations) == 1
        if not group.rule_configurations:
            report.no_effect((*path, "ruleConfigurations"), "it is empty")
        in_group = 0
        for index, rule in enumerate(group.rule_configurations):
            place = (*path, "ruleConfigurations", index)
            rule_name = self.rule_names.new(f"{name}_{index + 1}", "rule")
            lines = self._rule(rule, place, rule_name, decay)
            own = self._limits(rule.minimum_value, rule.maximum_value, place, LOWEST, HIGHEST)
            group_id = name
            if own and not lines.rows:
                self._say_limits(place, rule, Outcome.NOT_POSSIBLE, "", "nothing of the rule can be taken over")
            elif own and not self._limit_lines(lines, own):
                if is_alone or not limits:
                    group_id = name if is_alone else self.group_names.new(f"{name}_{index + 1}", "group")
                    if not is_alone:
                        rows.append({"scorecard_id": self.card, "group_id": group_id, "axis": axis})
                    set_limits(rows[-1], own.within(limits))
                    self._say_limits(place, rule, Outcome.EXACT, f"limits of group {group_id}")
                elif own.holds_zero:
                    for row in lines.rows:
                        limit_line(row, own)
                    how = "each of its lines is limited by itself: the group has a limit already"
                    self._say_limits(place, rule, Outcome.APPROXIMATE, "max_points", how)
                else:
                    how = "points that are there without a match, in a group that has a limit already"
                    self._say_limits(place, rule, Outcome.NOT_POSSIBLE, "", how)
            elif own:
                self._say_limits(place, rule, Outcome.EXACT, "points and max_points of its lines")
            in_group += group_id == name
            for row in lines.rows:
                cells = {"group_id": group_id, **row, "is_enabled": str(rule.enabled).lower()}
                self.output.add("scorecard_rules", scorecard_id=self.card, **cells)
        return rows if in_group or len(rows) == 1 else rows[1:]

    def _limits(
        self, low: Decimal | None, high: Decimal | None, path: Path, low_keys: Sequence[str], high_keys: Sequence[str]
    ) -> Limits:
        """Limits as they stand, or none where they cannot be meant; those of groups are exact."""
        try:
            for value in (low, high):
                if value is not None:
                    number_text(value, path)
            if low is not None and high is not None and low > high:
                raise Impossible(path, "the maximum is below the minimum: neither holds")
        except Impossible as cause:
            for key in (*low_keys, *high_keys):
                self.report.not_possible((*path, key), Impossible((*path, key), cause.reason))
            return Limits()
        for key, value, column in ((low_keys[0], low, "min_points"), (high_keys[0], high, "max_points")):
            if value is not None:
                self.report.exact((*path, key), f"{column} {number_text(value, path)}")
        return Limits(low, high)

    def _say_limits(self, path: Path, rule: api.Rule, outcome: Outcome, becomes: str, how: str = "") -> None:
        for keys, value in ((LOWEST, rule.minimum_value), (HIGHEST, rule.maximum_value)):
            if value is not None:
                for key in keys:
                    self.report.say((*path, key), outcome, becomes, how)

    def _decay(self, group: api.Group, path: Path) -> Row:
        if group.group_decay is None:
            return {}
        place, decay = (*path, "groupDecay"), group.group_decay
        percent, days = decay.percent_to_decay_per_interval, decay.decay_interval_days
        if percent == 0:
            self.report.no_effect(place, "nothing decays")
            return {}
        if not 0 < percent <= 100 or not 1 <= days < FURTHEST:
            reason = "a decay needs 1 to 100 percent and at least 1 day"
            self.report.not_possible(place, Impossible(place, reason))
            return {}
        said = f"decay_percent {percent}, decay_every_days {days} of its event lines"
        if any(has_events(rule.configuration.calculation) for rule in group.rule_configurations):
            self.report.exact(place, said, "of the original points, by the age of each event in whole days")
        else:
            self.report.no_effect(place, "nothing in the group is about events, and nothing else decays")
        return {"decay_percent": str(percent), "decay_every_days": str(days)}

    def _rule(self, rule: api.Rule, path: Path, name: str, decay: Row) -> Lines:
        self.report.no_effect((*path, "id"), "an id of HubSpot's")
        self.report.exact((*path, "enabled"), f"is_enabled {str(rule.enabled).lower()}")
        place = (*path, "configuration", "calculation")
        calculation = rule.configuration.calculation
        try:
            if isinstance(calculation, api.Events):
                lines = self._events(calculation, place, name, decay)
            elif isinstance(calculation, api.AssociatedRecords | api.AssociatedEvents):
                lines = self._associated(calculation, place, name, decay)
            else:
                lines = self._attributes(calculation, place, name, self.where)
        except Impossible as cause:
            self.report.not_possible(place, cause)
            lines = Lines()
        if not lines.rows:
            self.report.no_effect((*path, "enabled"), "the rule has no line")
        return lines

    def _limit_lines(self, lines: Lines, limits: Limits) -> bool:
        """Limit the points of lines by themselves, if that is the same as limiting their sum."""
        rows = lines.rows
        if not rows:
            return True
        if (lines.is_always and len(rows) == 1) or (lines.at_most_one and limits.holds_zero):
            for row in rows:
                if row["rule_type"] == "event":
                    limit_line(row, limits)
                elif row.get("award") == "each":
                    return False
                else:
                    row["points"] = number_text(limits.cut(Decimal(row["points"])), ())
            return True
        return False

    # -- calculators of a record --------------------------------------------------------------------------------------

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
        is_whole = True
        for index, rule in enumerate(calculator.match_rules):
            place = (*path, "matchRules", index)
            self.report.exact(place)
            try:
                condition = self.translator.condition(rule.operation, (*place, "operation"), calculator.property, where)
            except Impossible as cause:
                self.report.not_possible(place, cause)
                is_whole = False
                continue
            others = [other for other in before if not condition.excludes(other)]
            how = "several of these rules can match one record: the first of them counts" if others else ""
            if not is_whole:
                how = "a rule before it, which cannot be taken over, may match first"
            yield Part(but_not(condition, others), rule.value, place, how)
            before.append(condition)
        if calculator.default_value:
            how = "" if is_whole else "a rule that cannot be taken over may match instead"
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
        days, how = 0, "whole calendar days; HubSpot counts hours"
        match operation:
            case api.AllProperty() if operator in ("IS_KNOWN", "IS_NOT_BLANK"):
                self.report.exact(path, "no limit", "every event has a time")
                return {}
            case api.Rolling() if operator == "IS_LESS_THAN_X_DAYS_AGO":
                days = operation.number_of_days
                how_days = "days are those of lead_scoring__timezone"
                self.report.no_effect((*place, "requiresTimeZoneConversion"), how_days)
            case api.AtTime(time_point=api.IndexedPoint() as point) if operator == "IS_AFTER":
                days = days_back(point, (*place, "timePoint"))
                self.report.no_effect((*place, "endpointBehavior"), "days are whole")
            case api.TimeRanged(lower_bound_time_point=api.IndexedPoint() as point) if operator == "IS_BETWEEN":
                end = operation.upper_bound_time_point
                if not isinstance(end, api.IndexedPoint) or days_back(end, (*place, "upperBoundTimePoint")) > 1:
                    raise Impossible(place, "a time frame ends on the day that is scored")
                days = days_back(point, (*place, "lowerBoundTimePoint"))
            case api.Rolling() | api.RollingUpdated() | api.Calendar():
                raise Impossible(place, "a time frame reaches so many days back from the day that is scored")
            case _:
                return self._validity(operation, place)
        if not 1 <= days < FURTHEST:
            raise Impossible(place, "it holds for no day")
        self.report.approximate(path, how, f"window_days {days}")
        return {"window_days": str(days)}

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


# -- small things -----------------------------------------------------------------------------------------------------


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


def has_events(calculator: api.Calculator) -> bool:
    return isinstance(calculator, api.Events | api.AssociatedEvents)


def _at_most_one(calculator: api.OfRecord, parts: int) -> bool:
    """Whether no two parts of a calculator hold together."""
    return isinstance(calculator, api.Match) or parts < 2


def _never_reached(groups: Sequence[Row], limits: Limits) -> bool:
    all_limits = [limits_of(row) for row in groups]
    lows = [one.low for one in all_limits if one.low is not None]
    highs = [one.high for one in all_limits if one.high is not None]
    if len(lows) < len(groups) or len(highs) < len(groups) or limits.low is None or limits.high is None:
        return False
    return sum(lows) >= limits.low and sum(highs) <= limits.high


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


def days_back(point: api.IndexedPoint, path: Path) -> int:
    """How many days, that one included, a moving point lies before the end of the day that is scored.

    Raises:
        Impossible: it is a week, a month, a year, or in the future.
    """
    if point.index_reference.reference_type not in ("NOW", "TODAY"):
        raise Impossible(path, "weeks, months, quarters and years of the calendar move otherwise than days do")
    offset = point.offset
    parts: dict[str, int] = offset.model_dump(exclude_none=True, include=set(api.Offset.model_fields)) if offset else {}
    days = parts.pop("days", 0) + 7 * parts.pop("weeks", 0)
    if any(parts.values()):
        raise Impossible(path, "days and weeks back are counted; hours, months and years are not")
    if days > 0:
        raise Impossible(path, "the future is not scored")
    return -days + (point.index_reference.reference_type == "TODAY")
