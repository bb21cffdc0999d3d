"""HubSpot's score, as a scorecard: its groups, limits and tiers around the lines of its rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from hubspot import model as api
from hubspot.calculators import Calculators
from hubspot.conditions import FURTHEST, Where, any_of, none_of, number_text
from hubspot.lines import Limits, Lines, Names, Row, limit_line, limits_of, never_reached, set_limits, shortened
from hubspot.model import Path
from hubspot.report import Impossible, Outcome

AXES = {"FIT": "fit", "INTENT": "engagement"}
# The limits of a rule: the OpenAPI calls them so, the API's pages otherwise.
LOWEST, HIGHEST = ("minimumValue", "minValue"), ("maximumValue", "maxValue")


@dataclass
class Importer(Calculators):
    """Turns one score into lines of scorecard tables, and reports on it."""

    bands: dict[str, tuple[list[Row], Path, set[str]]] = field(default_factory=dict, init=False)
    """By axis: its tiers, highest first; where the lowest threshold stands; names that are taken."""

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
        self._status()
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
                f"leads need a column {self.entity}_id, and the project models of a line each, see"
                " docs/guides/accounts.md"
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
        report.no_effect(("allowedGroupTypes",), "the groups say it")
        for key in ("id", "scoreType", "createdAt", "updatedAt", "publishedAt"):
            report.no_effect((key,), "it says nothing about points")
        if score.filter_configuration is not None:
            self._population(score.filter_configuration, ("filterConfiguration",))

    def _status(self) -> None:
        """Whether the scorecard is on; one without a rule scores nobody, and no build takes it."""
        rules = self.output.tables.get("scorecard_rules", [])
        if self.scorecard["is_enabled"] == "false" or any(row["scorecard_id"] == self.card for row in rules):
            becomes = f"is_enabled {self.scorecard['is_enabled']}"
            self.report.exact(("scoreStatus",), becomes, "HubSpot scores by what is published")
        else:
            self.scorecard["is_enabled"] = "false"
            self.report.approximate(("scoreStatus",), "none of its rules could be taken over", "is_enabled false")

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
                elif len(used) > 1 and not never_reached(rows, axis_limits):
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


def has_events(calculator: api.Calculator) -> bool:
    return isinstance(calculator, api.Events | api.AssociatedEvents)
