"""Mistakes of analysts, one of each kind, and what the message has to say about each (SPEC.md §3 and §6).

Every mistake stands in a scorecard, stage or override of its own, so that all of them fit into one build. What looks
like a mistake and is none is here as well.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import count

from scorecard_builder import (
    ABSENCE_RULE,
    ATTRIBUTE_RULE,
    EVENT_RULE,
    FILTER,
    FIT_GROUP,
    OVERRIDE,
    REQUIRED_RULE,
    SCORECARD,
    STAGE,
    TIER,
    TRACK,
    TRIGGER,
    Cells,
    Tables,
    good_card,
    together,
)

AS_WRITTEN = "as written"
KEYS = {
    table: [f"{column} in {table}" for column in columns]
    for table, columns in {
        "scorecards": ("scorecard_id",),
        "scorecard_groups": ("scorecard_id", "group_id"),
        "scorecard_rules": ("scorecard_id", "rule_id"),
        "scorecard_tiers": ("scorecard_id", "axis", "tier"),
    }.items()
}
OPERATORS = (
    "=", "!=", "in", "not_in", "is_not", "not_one_of", "<", "<=", ">", ">=", "between", "contains", "not_contains",
    "starts_with", "ends_with", "has_word", "includes_any", "includes_all", "includes_none", "within_last_days",
    "older_than_days", "within_next_days", "is_null", "is_not_null", "is_true", "is_false",
)  # fmt: skip
ENTRY_TYPES = ("always", "tier", "score", "event", "attribute", "conversion")
LIMIT = "13 digits before and 10 after the point"
NUMBER = ("a number such as 10 or -2.5",)
WHOLE = ("a whole number", "at least 1")
YES_NO = ("true or false",)
DAY = ("a day YYYY-MM-DD",)
MOMENT = ("a day YYYY-MM-DD or a time YYYY-MM-DD HH:MM:SS",)
VALUES = ("values separated by |",)
ATTRIBUTES = ("lead_id", "created_at", "job_title", "employees", "is_partner", "trial_ends_on", "last_call_at")
PROPERTIES = ("event_id", "event_type", "page_path", "value", "is_mobile")
NOT_ORDERED = ("=", "!=", "in", "not_in", "is_not", "not_one_of", "is_null", "is_not_null", "is_true", "is_false")
NOT_TEXT = ("=", "<", "between", "is_null")


@dataclass(frozen=True)
class Problem:
    """What one line of the message has to say; of `where` and `allowed` at least these parts.

    `meant` is the word that was probably meant; none where every guess would be far-fetched.
    """

    where: tuple[str, ...]
    wrong: str
    got: str | None
    allowed: tuple[str, ...]
    edit: str
    meant: str | None = None


@dataclass(frozen=True)
class Case:
    """Lines of one table and the problems that are to be told about them; none: they are correct."""

    name: str
    table: str
    own_id: str
    lines: tuple[Cells, ...]
    problems: tuple[Problem, ...] = ()
    has_rules: bool = True

    @property
    def is_about_keys(self) -> bool:
        """Whether the mistake is one in a line that is switched off, too."""
        return any(problem.edit in (self.table, *KEYS[self.table]) for problem in self.problems)

    def tables(self) -> Tables:
        """The lines, and around them a correct scorecard where they belong to one."""
        if self.table in ("lifecycle_stages", "score_overrides", "event_filters", "trigger_rules", "nurture_tracks"):
            return {self.table: list(self.lines)}
        card = good_card(self.own_id)
        for line in self.lines if self.table == "scorecards" and self.has_rules else ():
            if line["scorecard_id"] not in (None, self.own_id):
                card = together([card, good_card(str(line["scorecard_id"]))])
        others = card[self.table] if self.table in ("scorecard_groups", "scorecard_rules") else []
        return {**card, self.table: [*others, *self.lines]}


@dataclass(frozen=True)
class Line:
    """A correct line of a table, of which mistakes change some cells."""

    table: str
    cells: Cells
    own_column: str
    where: tuple[str, ...]

    def written(self, own_id: str, changes: Cells | Sequence[Cells]) -> tuple[Cells, ...]:
        """The line as a case has it, once for each of its changes."""
        cells = {**self.cells, self.own_column: own_id}
        if self.table == "lifecycle_stages":
            cells["stage_rank"] = str(next(RANKS))
        if self.table == "nurture_tracks":
            cells["track_rank"] = str(next(RANKS))
        return tuple({**cells, **change} for change in ([changes] if isinstance(changes, Mapping) else changes))


RANKS = count(100)
CARD = Line("scorecards", SCORECARD, "scorecard_id", ("scorecard {id}",))
GROUP = Line(
    "scorecard_groups", {**FIT_GROUP, "group_id": "more"}, "scorecard_id", ("scorecard {id}", "group more")
)  # fmt: skip
ATTRIBUTE, REQUIRED, EVENT, ABSENCE = (
    Line("scorecard_rules", {**cells, "rule_id": "more"}, "scorecard_id", ("scorecard {id}", "rule more"))
    for cells in (ATTRIBUTE_RULE, REQUIRED_RULE, EVENT_RULE, ABSENCE_RULE)
)
TIERS = Line("scorecard_tiers", TIER, "scorecard_id", ("scorecard {id}", "tier hot"))
STAGES = Line("lifecycle_stages", STAGE, "stage_id", ("stage {id}",))
OVERRIDES = Line("score_overrides", OVERRIDE, "lead_id", ("lead {id}",))
FILTERS = Line("event_filters", FILTER, "filter_id", ("filter {id}",))
TRIGGERS = Line("trigger_rules", TRIGGER, "trigger_id", ("trigger {id}",))
TRACKS = Line("nurture_tracks", TRACK, "track_id", ("track {id}",))
RULES = {"attribute": ATTRIBUTE, "required": REQUIRED, "event": EVENT, "absence": ABSENCE}

# For each setting of a rule a correct value, and the rule types to which it applies.
SETTINGS: dict[str, tuple[str, tuple[str, ...]]] = {
    "property": ("page_path", ("event", "absence")),
    "award": ("each", ("event",)),
    "min_count": ("2", ("event",)),
    "max_count": ("2", ("event", "absence")),
    "window_days": ("30", ("event", "absence")),
    "max_per_day": ("2", ("event",)),
    "half_life_days": ("30", ("event",)),
    "decay_percent": ("50", ("event",)),
    "decay_every_days": ("30", ("event",)),
    "given_subject": ("email_sent", ("absence",)),
    "given_min_count": ("2", ("absence",)),
    "count_by": ("page_path", ("event",)),
    "within_days": ("7", ("event",)),
    "since_subject": ("webinar", ("event",)),
    "valid_from": ("2026-01-01", ("event", "absence")),
    "valid_to": ("2027-01-01", ("event", "absence")),
}
# What has to stand beside a setting.
BESIDE: dict[str, Cells] = {
    "decay_percent": {"decay_every_days": "30"},
    "decay_every_days": {"decay_percent": "50"},
    "given_min_count": {"given_subject": "email_sent"},
    "within_days": {"min_count": "2"},
}  # fmt: skip


def harmless(line: Line, name: str, changes: Cells | Sequence[Cells]) -> Case:
    """A case about which nothing is to be told."""
    own_id = re.sub(r"\W+", "_", name).strip("_")
    return Case(name, line.table, own_id, line.written(own_id, changes))


def mistake(
    line: Line,
    name: str,
    changes: Cells | Sequence[Cells],
    column: str,
    wrong: str,
    allowed: Sequence[str] = (),
    got: str | None = AS_WRITTEN,
    where: Sequence[str] = (),
    meant: str | None = None,
) -> Case:
    """A case with one problem: the cell that stands in `column` of its last line."""
    case = harmless(line, name, changes)
    problem = Problem(
        where=told_where(case, where or line.where),
        wrong=f"{column} {wrong}",
        got=case.lines[-1].get(column) if got == AS_WRITTEN else got,
        allowed=tuple(allowed),
        edit=f"{column} in {line.table}",
        meant=meant,
    )
    return replace(case, problems=(problem,))


def told_where(case: Case, where: Sequence[str]) -> tuple[str, ...]:
    """The words that name a case's line in the message."""
    return tuple(part.replace("{id}", case.own_id) for part in where)


def no_number(line: Line, column: str, allowed: Sequence[str], text: str = "some", **beside: str | None) -> Case:
    """A case of a number that is none, or none that is allowed."""
    name = f"{line.table} {column} {text}"
    return mistake(line, name, {**beside, column: text}, column, "cannot be read", allowed)


def repeated_key(line: Line, name: str, key: str, **second: str | None) -> Case:
    """A case of two lines with one key; other cells of the second may differ."""
    case = harmless(line, name, [{}, second])
    got = " + ".join(str(case.lines[0][column]) for column in key.split(" + "))
    problem = Problem(
        told_where(case, line.where), f"the key {key} stands more than once", got, ("one line a key",), line.table
    )
    return replace(case, problems=(problem,))


def misapplied(rule_type: str, column: str) -> Case:
    """A case of a setting that does not apply to a rule type, with what has to stand beside it."""
    line = RULES[rule_type]
    cells = {**BESIDE.get(column, {}), column: SETTINGS[column][0]}
    case = harmless(line, f"{column} on {rule_type}", cells)
    problems = (
        Problem(
            where=told_where(case, line.where),
            wrong=f"{setting} does not apply to a rule of type {rule_type}",
            got=cells[setting],
            allowed=("empty", f"or rule_type {' or '.join(SETTINGS[setting][1])}"),
            edit=f"{setting} in {line.table}",
        )
        for setting in cells
        if rule_type not in SETTINGS[setting][1]
    )
    return replace(case, problems=tuple(problems))


def unknown_column(line: Line, known: str) -> Case:
    """A case of a misspelt column."""
    catch_all: list[Cells] = [{"tier": "cold", "lower_bound": None}] if line is TIERS else []
    case = harmless(line, f"unknown column in {line.table}", [{"pionts": "5"}, *catch_all])
    meant = "points" if line.table in ("scorecard_rules", "score_overrides") else None
    wrong = "the table has a column that has no meaning"
    problem = Problem((line.table,), wrong, "pionts", (known,), line.table, meant)
    return replace(case, problems=(problem,))


# -- scorecards -------------------------------------------------------------------------------------------------------

card = partial(mistake, CARD)
SCORECARD_MISTAKES = [
    card("scorecard without an id", [{}, {"scorecard_id": None}], "scorecard_id", "is empty",
         where=["scorecards"]),
    repeated_key(CARD, "scorecard twice", "scorecard_id"),
    repeated_key(CARD, "scorecard twice, once switched off", "scorecard_id", is_enabled="false"),
    card("unknown entity", {"entity": "deal"}, "entity", "is unknown", ["lead", "account"]),
    card("unknown population", {"population": "everyone"}, "population", "names a signal that is not defined",
         ["enterprise", "pricing_visit"]),
    card("population of events", {"population": "pricing_visit"}, "population", "names a signal on events",
         ["a signal on leads"]),
    card("population without its columns", {"population": "signal:competitor"}, "population",
         "names a signal that needs the column is_competitor of leads", ATTRIBUTES, got="competitor"),
    no_number(CARD, "min_score", NUMBER),
    no_number(CARD, "max_score", NUMBER, "1,000"),
    card("score limits the wrong way round", {"min_score": "10", "max_score": "9.5"}, "max_score",
         "is below min_score", ["10 or more"]),
    card("scorecard perhaps enabled", {"is_enabled": "maybe"}, "is_enabled", "cannot be read", YES_NO),
]  # fmt: skip

# -- scorecard_groups -------------------------------------------------------------------------------------------------

group = partial(mistake, GROUP)
GROUP_MISTAKES = [
    group("group without a scorecard", {"scorecard_id": None, "group_id": "homeless"}, "scorecard_id", "is empty",
          where=["group homeless"]),
    group("group without an id", {"group_id": None}, "group_id", "is empty", where=["scorecard {id}"]),
    repeated_key(GROUP, "group twice", "scorecard_id + group_id", axis="engagement"),
    group("group of an unknown scorecard", {"scorecard_id": "gone"}, "scorecard_id", "is no scorecard", ["good"],
          where=["scorecard gone", "group more"]),
    group("group without an axis", {"axis": None}, "axis", "is empty", ["fit", "engagement"]),
    group("unknown axis of a group", {"axis": "interest"}, "axis", "is unknown", ["fit", "engagement"]),
    group("the score is no axis of a group", {"axis": "score"}, "axis", "is unknown", ["fit", "engagement"]),
    group("unknown combine", {"combine": "min"}, "combine", "is unknown", ["sum", "max"]),
    no_number(GROUP, "min_points", NUMBER, "-"),
    no_number(GROUP, "max_points", NUMBER, "NaN"),
    group("group limits the wrong way round", {"min_points": "0", "max_points": "-1"}, "max_points",
          "is below min_points", ["0 or more"]),
]  # fmt: skip

# -- scorecard_rules --------------------------------------------------------------------------------------------------

attribute, required = partial(mistake, ATTRIBUTE), partial(mistake, REQUIRED)
event, absence = partial(mistake, EVENT), partial(mistake, ABSENCE)
NO_PROPERTY = "is set without a property to look at"

RULE_KEY_MISTAKES = [
    attribute("rule without a scorecard", {"scorecard_id": None, "rule_id": "homeless"}, "scorecard_id", "is empty",
              where=["rule homeless"]),
    attribute("rule without an id", {"rule_id": None}, "rule_id", "is empty", where=["scorecard {id}"]),
    repeated_key(ATTRIBUTE, "rule twice", "scorecard_id + rule_id", points="20"),
    repeated_key(ATTRIBUTE, "rule twice, once switched off", "scorecard_id + rule_id", is_enabled="no"),
    attribute("rule of an unknown scorecard", {"scorecard_id": "lost"}, "scorecard_id", "is no scorecard", ["good"],
              where=["scorecard lost", "rule more"]),
    attribute("switched off rule of an unknown scorecard", {"scorecard_id": "lost", "rule_id": "off",
              "is_enabled": "no"}, "scorecard_id", "is no scorecard", ["good"], where=["scorecard lost", "rule off"]),
    attribute("rule without a group", {"group_id": None}, "group_id", "is empty"),
    attribute("unknown group", {"group_id": "jobs"}, "group_id", "is no group of the scorecard", ["job", "web"],
              meant="job"),
    attribute("rule without a type", {"rule_type": None}, "rule_type", "is empty", list(RULES)),
    attribute("unknown rule type", {"rule_type": "action"}, "rule_type", "is unknown", list(RULES)),
    attribute("rule perhaps enabled", {"is_enabled": "maybe"}, "is_enabled", "cannot be read", YES_NO),
]  # fmt: skip

FURTHER: Cells = {"rule_type": None, "group_id": None, "points": None, "description": None, "joined_by": "or"}
ON_PAGE: Cells = {"property": "page_path", "operator": "=", "value": "/"}
NO_TYPE = "is set on a further condition of a rule"
FURTHER_CONDITION_MISTAKES = [
    attribute("only further conditions", FURTHER, "joined_by", "is set, but the rule has no first line",
              ["empty on the first line"]),
    attribute("further condition with points", [{}, {**FURTHER, "points": "5"}], "points", NO_TYPE, ["empty"]),
    attribute("further condition with a type", [{}, {**FURTHER, "rule_type": "attribute"}], "rule_type", NO_TYPE,
              ["empty"]),
    event("further condition with a window", [ON_PAGE, {**FURTHER, **ON_PAGE, "window_days": "30"}], "window_days",
          NO_TYPE, ["empty"]),
    attribute("further condition switched off", [{}, {**FURTHER, "is_enabled": "false"}], "is_enabled", NO_TYPE,
              ["empty"]),
    attribute("unknown joiner", [{}, {**FURTHER, "joined_by": "unless"}], "joined_by", "is unknown", ["or", "and"]),
    attribute("two joiners", [{}, FURTHER, {**FURTHER, "value": "vp", "joined_by": "and"}], "joined_by",
              "differs between the conditions of one rule"),
    attribute("further condition without a joiner", [{}, {**FURTHER, "joined_by": None}], "joined_by", "is empty",
              ["or", "and"]),
    attribute("further condition on nothing known", [{}, {**FURTHER, "subject": "job_tittle"}], "subject",
              "is no column of leads", ATTRIBUTES, meant="job_title"),
    attribute("further condition with a wrong operator", [{}, {**FURTHER, "operator": "has_words"}], "operator",
              "is unknown", OPERATORS, meant="has_word"),
    attribute("further condition without an operator", [{}, {**FURTHER, "operator": None}], "operator", "is empty",
              OPERATORS),
    attribute("further condition on a property", [{}, {**FURTHER, "property": "page_path"}], "property",
              "does not apply to a rule of type attribute", ["empty"]),
    event("further condition on another event", [ON_PAGE, {**FURTHER, **ON_PAGE, "subject": "download"}], "subject",
          "is another one than that of the rule", ["empty"]),
    event("day from the scoring date or something else", [
        ON_PAGE, {**FURTHER, "property": "occurred_at", "operator": "older_than_days", "value": "30"},
    ], "operator", "counts days from the scoring date", ["and in joined_by"]),
    event("further condition on an unknown property", [ON_PAGE, {**FURTHER, **ON_PAGE, "property": "path"}],
          "property", "is no column of events", PROPERTIES),
]  # fmt: skip

SUBJECT_MISTAKES = [
    attribute("rule without an attribute", {"subject": None}, "subject", "is empty"),
    event("rule without an event type", {"subject": None}, "subject", "is empty"),
    attribute("unknown attribute", {"subject": "job_tittle"}, "subject", "is no column of leads", ATTRIBUTES,
              meant="job_title"),
    required("unknown must-have", {"subject": "page_path"}, "subject", "is no column of leads", ATTRIBUTES),
    event("unknown event column", {"property": "path", "operator": "=", "value": "/"}, "property",
          "is no column of events", PROPERTIES),
    absence("attribute instead of an event column", {"property": "job_title", "operator": "is_null"}, "property",
            "is no column of events", PROPERTIES),
    event("unknown signal", {"subject": "signal:pricing"}, "subject", "names a signal that is not defined",
          ["pricing_visit"], got="pricing"),
    event("signal without a name", {"subject": "signal:"}, "subject", "names a signal that is not defined",
          ["pricing_visit"], got=""),
    event("signal of leads in an event rule", {"subject": "signal:enterprise"}, "subject", "names a signal on leads",
          ["a signal on events"], got="enterprise"),
    absence("signal of leads in an absence", {"subject": "signal:enterprise"}, "subject", "names a signal on leads",
            ["a signal on events"], got="enterprise"),
    attribute("signal of events in an attribute rule", {"subject": "signal:pricing_visit", "operator": None,
              "value": None}, "subject", "names a signal on events", ["a signal on leads"], got="pricing_visit"),
    required("signal of events as a must-have", {"subject": "signal:pricing_visit", "operator": None, "value": None},
             "subject", "names a signal on events", ["a signal on leads"], got="pricing_visit"),
    attribute("signal without its columns", {"subject": "signal:business_email", "operator": None, "value": None},
              "subject", "names a signal that needs the column email_type of leads", ATTRIBUTES, got="business_email"),
    absence("unknown signal given", {"given_subject": "signal:mail"}, "given_subject",
            "names a signal that is not defined", ["pricing_visit"], got="mail"),
    absence("signal of leads given", {"given_subject": "signal:enterprise"}, "given_subject",
            "names a signal on leads", ["a signal on events"], got="enterprise"),
    absence("any event given", {"given_subject": "*"}, "given_subject", "is any event, which only the subject",
            ["an event type or signal:<name>"]),
    absence("a count of nothing given", {"given_min_count": "2"}, "given_subject", "is empty",
            ["an event type or signal:<name>"]),
]  # fmt: skip

OPERATOR_MISTAKES = [
    attribute("unknown operator", {"operator": "has_words"}, "operator", "is unknown", OPERATORS, meant="has_word"),
    attribute("attribute without an operator", {"operator": None}, "operator", "is empty", OPERATORS),
    event("event column without an operator", {"property": "page_path"}, "operator", "is empty", OPERATORS),
    event("unknown operator over an event column", {"property": "page_path", "operator": "like", "value": "/%"},
          "operator", "is unknown", OPERATORS),
    event("operator without an event column", {"operator": "is_null"}, "operator", NO_PROPERTY),
    event("value without an event column", {"value": "/pricing"}, "value", NO_PROPERTY),
    absence("operator of an absence without an event column", {"operator": "is_null"}, "operator", NO_PROPERTY),
    event("operator on a signal", {"subject": "signal:pricing_visit", "operator": "="}, "operator", "is unknown",
          ["is_true", "is_false"]),
    attribute("value for a signal", {"subject": "signal:enterprise", "operator": "is_true"}, "value",
              "is set, but a signal takes none", ["empty"]),
    attribute("text operator on a number", {"subject": "employees", "operator": "contains", "value": "5"},
              "operator", "does not go with employees", NOT_TEXT),
    attribute("text operator on a yes or no", {"subject": "is_partner", "operator": "starts_with", "value": "true"},
              "operator", "does not go with is_partner", NOT_ORDERED),
    attribute("text operator on a date", {"subject": "trial_ends_on", "operator": "has_word", "value": "2026-01-01"},
              "operator", "does not go with trial_ends_on", NOT_TEXT),
    attribute("text operator on a time", {"subject": "last_call_at", "operator": "ends_with", "value": "2026-01-01"},
              "operator", "does not go with last_call_at", NOT_TEXT),
    event("text operator on a number of an event", {"property": "value", "operator": "not_contains", "value": "5"},
          "operator", "does not go with value", NOT_TEXT),
    attribute("order of a yes or no", {"subject": "is_partner", "operator": "<", "value": "true"}, "operator",
              "does not go with is_partner", NOT_ORDERED),
    event("span of a yes or no", {"property": "is_mobile", "operator": "between", "value": "false|true"}, "operator",
          "does not go with is_mobile", NOT_ORDERED),
    attribute("truth of a date", {"subject": "trial_ends_on", "operator": "is_true", "value": None}, "operator",
              "does not go with trial_ends_on", NOT_TEXT),
    attribute("truth of a time", {"subject": "last_call_at", "operator": "is_false", "value": None}, "operator",
              "does not go with last_call_at", NOT_TEXT),
    attribute("days since a number", {"subject": "employees", "operator": "within_last_days", "value": "5"}, "operator",
              "does not go with employees", NOT_TEXT),
    attribute("answers in a number", {"subject": "employees", "operator": "includes_any", "value": "5"}, "operator",
              "does not go with employees", NOT_TEXT),
]  # fmt: skip

VALUE_MISTAKES = [
    attribute("operator without a value", {"operator": "=", "value": None}, "value", "is empty, but = needs one"),
    attribute("list without a value", {"operator": "in", "value": None}, "value", "is empty, but in needs one"),
    event("event column without a value", {"property": "page_path", "operator": "contains"}, "value",
          "is empty, but contains needs one"),
    *(
        attribute(f"{operator} with a value", {"operator": operator, "value": "director"}, "value",
                  f"is set, but {operator} takes none", ["empty"])
        for operator in ("is_null", "is_not_null", "is_true", "is_false")
    ),
    attribute("between one value", {"subject": "employees", "operator": "between", "value": "50"}, "value",
              "must be two values for between", ["two values separated by |"]),
    attribute("between three values", {"subject": "employees", "operator": "between", "value": "1|2|3"}, "value",
              "must be two values for between", ["two values separated by |"]),
    attribute("between a value and nothing", {"subject": "employees", "operator": "between", "value": "50|"}, "value",
              "has an empty value", VALUES),
    *(
        attribute(f"between the wrong way round: {value}", {"subject": subject, "operator": "between", "value": value},
                  "value", "never holds, for its first value is greater than its second", [turned])
        for subject, value, turned in (
            ("employees", "249|50", "50|249"),
            ("employees", "-5 | -10", "-10|-5"),
            ("trial_ends_on", "2026-03-01|2026-02-28", "2026-02-28|2026-03-01"),
            ("last_call_at", "2026-03-01 12:00|2026-03-01 12:00+01:00", "2026-03-01 12:00+01:00|2026-03-01 12:00"),
            # A column of text: numbers compare as numbers in it, anything else as text.
            ("job_title", "10|9", "9|10"),
            ("job_title", "Manager|director", "director|Manager"),
        )
    ),
    event("values of an event the wrong way round", {"property": "value", "operator": "Between", "value": "100|99.5"},
          "value", "never holds, for its first value is greater than its second", ["99.5|100"]),
    *(
        attribute(f"{operator} {value}", {"subject": "trial_ends_on", "operator": operator, "value": value}, "value",
                  f"is no number of days, which {operator} takes", ["a whole number", at_least])
        for operator, value, at_least in (
            ("within_last_days", "0", "at least 1"), ("within_last_days", "1.5", "at least 1"),
            ("within_next_days", "soon", "at least 1"), ("older_than_days", "-1", "at least 0"),
            ("older_than_days", "2026-01-01", "at least 0"), ("older_than_days", "100001", "at most 100000"),
        )
    ),
    attribute("days without a number", {"subject": "trial_ends_on", "operator": "older_than_days", "value": None},
              "value", "is empty, but older_than_days needs one"),
    attribute("answers that are one", {"operator": "includes_any", "value": "director|sales;marketing"}, "value",
              "is no single answer", ["answers separated by |"], got="sales;marketing"),
    attribute("answers with a gap", {"operator": "includes_none", "value": "director||manager"}, "value",
              "has an empty value", VALUES),
    attribute("list with a gap", {"operator": "in", "value": "director| |manager"}, "value", "has an empty value",
              VALUES),
    attribute("list of nothing", {"operator": "not_contains", "value": "|"}, "value", "has an empty value", VALUES),
    attribute("text in place of a number", {"subject": "employees", "operator": ">", "value": "many"}, "value",
              "cannot be compared with employees", NUMBER),
    attribute("number with a thousands separator", {"subject": "employees", "operator": "=", "value": "1,000"},
              "value", "cannot be compared with employees", NUMBER),
    attribute("text among numbers", {"subject": "employees", "operator": "in", "value": "50|many"}, "value",
              "cannot be compared with employees", NUMBER, got="many"),
    event("text in place of a number of an event", {"property": "value", "operator": ">=", "value": "lots"}, "value",
          "cannot be compared with value", NUMBER),
    attribute("text in place of a yes or no", {"subject": "is_partner", "operator": "=", "value": "perhaps"}, "value",
              "cannot be compared with is_partner", YES_NO),
    *(
        attribute(f"no day {value}", {"subject": "trial_ends_on", "operator": "=", "value": value}, "value",
                  "cannot be compared with trial_ends_on", DAY)
        for value in ("soon", "2026-02-30", "2025-02-29", "2026-13-01", "2026-00-10", "01.03.2026", "2026-3-1",
                      "2026-03-01 12:00:00")
    ),
    attribute("impossible end of a span", {"subject": "trial_ends_on", "operator": "between",
              "value": "2026-02-01|2026-02-30"}, "value", "cannot be compared with trial_ends_on", DAY,
              got="2026-02-30"),
    *(
        attribute(f"no time {value}", {"subject": "last_call_at", "operator": ">", "value": value}, "value",
                  "cannot be compared with last_call_at", MOMENT)
        for value in ("yesterday", "2026-02-30", "2026-02-30 10:00:00", "2026-03-01 25:00", "2026-03-01 12:61")
    ),
]  # fmt: skip

COUNTS = {
    "min_count": EVENT, "max_count": EVENT, "window_days": EVENT, "max_per_day": EVENT, "decay_every_days": EVENT,
    "given_min_count": ABSENCE, "within_days": EVENT,
}  # fmt: skip

BEYOND = f"a number of at most {LIMIT}"
NUMBER_MISTAKES = [
    attribute("rule without points", {"points": None}, "points", "is empty", NUMBER),
    *(no_number(ATTRIBUTE, "points", NUMBER, text) for text in ("ten", "1,5", "5 points", "--5", ".", "inf")),
    *(
        attribute(f"{name} beyond measure", {"points": points}, "points", "cannot be read", [BEYOND])
        for name, points in (("points", "1e16"), ("large points", "10000000000000"), ("decimals", "0.12345678901"))
    ),
    attribute("value of 29 digits", {"subject": "employees", "operator": ">", "value": "9" * 29}, "value",
              "cannot be compared with employees", ["a number of at most 28 digits before and 10 after the point"]),
    *(
        no_number(line, column, WHOLE, text, **BESIDE.get(column, {}))
        for column, line in COUNTS.items()
        for text in ("some", "0", "-1", "1.5")
    ),
    *(no_number(EVENT, "half_life_days", ["a number such as 10 or -2.5", "above 0"], text)
      for text in ("some", "0", "-5")),
    *(no_number(EVENT, "decay_percent", ["above 0", "at most 100"], text, decay_every_days="30")
      for text in ("some", "0", "-1", "100.5")),
    *(no_number(EVENT, "max_points", ["at least 0"], text) for text in ("some", "-1")),
    *(absence(f"absence of at most {text}", {"max_count": text}, "max_count", "cannot be read",
              ["a whole number", "at least 0"]) for text in ("some", "-1", "1.5")),
    event("counts the wrong way round", {"min_count": "3", "max_count": "2"}, "max_count", "is below min_count",
          ["3 or more"]),
    attribute("unknown award", {"rule_type": "event", "subject": "page_view", "operator": None, "value": None,
              "award": "twice"}, "award", "is unknown", ["once", "each"]),
    event("half life with step decay", {"half_life_days": "30", "decay_percent": "50", "decay_every_days": "30"},
          "half_life_days", "stands together with step decay",
          ["half_life_days", "or decay_percent with decay_every_days"]),
    event("step decay without its interval", {"decay_percent": "50"}, "decay_every_days",
          "is empty, but decay_percent is set", ["both or none"]),
    event("step decay without its percent", {"decay_every_days": "30"}, "decay_percent",
          "is empty, but decay_every_days is set", ["both or none"]),
]  # fmt: skip

EFFECT: Cells = {"effect": "multiply", "points": "0.9"}
FACTOR = ("a number such as 10 or -2.5", "at least 0", "at most 1000")
EFFECT_MISTAKES = [
    attribute("unknown effect", {"effect": "multiplies"}, "effect", "is unknown",
              ["add", "multiply", "ceiling", "floor"], meant="multiply"),
    required("must-have with an effect", {"effect": "ceiling"}, "effect", "does not apply to a rule of type required",
             ["or rule_type attribute or event or absence"]),
    attribute("effect of an unknown group", {**EFFECT, "group_id": "jobs"}, "group_id", "is no group of the scorecard",
              ["job", "web"], meant="job"),
    attribute("factor without points", {**EFFECT, "points": None}, "points", "is empty", FACTOR),
    *(attribute(f"factor of {points}", {**EFFECT, "points": points}, "points", "cannot be read", FACTOR)
      for points in ("-1", "1000.5", "90%")),
    attribute("ceiling that is no number", {"effect": "ceiling", "points": "low"}, "points", "cannot be read", NUMBER),
    *(
        event(f"{column} of an effect", {**EFFECT, **beside, column: cell}, column,
              "does not apply to the effect multiply", ["empty", "or effect add"])
        for column, cell, beside in (
            ("award", "each", {}), ("half_life_days", "30", {}), ("max_points", "10", {}), ("amount", "value", {}),
        )
    ),
]  # fmt: skip

NUMBERS = ("employees", "annual_revenue")
COUNTING_MISTAKES = [
    event("unknown property to count by", {"count_by": "page"}, "count_by", "is no column of events", PROPERTIES),
    event("days without a count", {"within_days": "7"}, "min_count", "is empty, but within_days is set", got=None),
    event("each within days", {"within_days": "7", "min_count": "2", "award": "each"}, "within_days",
          "stands together with award each", ["empty", "or award once"]),
    event("since an unknown signal", {"since_subject": "signal:returned"}, "since_subject",
          "names a signal that is not defined", ["pricing_visit"], got="returned"),
    event("since a signal of leads", {"since_subject": "signal:enterprise"}, "since_subject",
          "names a signal on leads", ["a signal on events"], got="enterprise"),
    event("since any event", {"since_subject": "*"}, "since_subject", "is any event, which only the subject",
          ["an event type or signal:<name>"]),
    event("since itself", {"since_subject": "Page_View"}, "since_subject", "is the subject itself",
          ["another event type or signal:<name>"]),
    event("unknown amount of events", {"amount": "price"}, "amount", "is no column of events", PROPERTIES),
    event("text for an amount of events", {"amount": "page_path"}, "amount", "is no number", ["value"]),
    attribute("unknown amount of leads", {"amount": "staff"}, "amount", "is no column of leads", ATTRIBUTES),
    attribute("text for an amount of leads", {"amount": "job_title"}, "amount", "is no number", NUMBERS),
    attribute("a value without an operator beside an amount", {"amount": "employees", "operator": None},
              "operator", "is empty", OPERATORS),
    required("amount of a must-have", {"amount": "employees"}, "amount", "does not apply to a rule of type required",
             ["empty", "or rule_type attribute or event"]),
    absence("amount of an absence", {"amount": "value"}, "amount", "does not apply to a rule of type absence",
            ["empty", "or rule_type attribute or event"]),
]  # fmt: skip

VALIDITY_MISTAKES = [
    event("impossible first day", {"valid_from": "2026-02-30"}, "valid_from", "cannot be read", MOMENT),
    event("valid to some day", {"valid_to": "soon"}, "valid_to", "cannot be read", MOMENT),
    event("impossible hour", {"valid_to": "2026-02-28 24:30"}, "valid_to", "cannot be read", MOMENT),
    event("valid for no day", {"valid_from": "2026-03-01", "valid_to": "2026-03-01"}, "valid_to",
          "is not after valid_from", ["a later day than 2026-03-01"]),
    event("validity the wrong way round", {"valid_from": "2026-03-01", "valid_to": "2026-02-01"}, "valid_to",
          "is not after valid_from", ["a later day than 2026-03-01"]),
    # 12:00+02:00 is 10:00 UTC, an hour before 11:00Z.
    event("validity the wrong way round across zones", {"valid_from": "2026-03-01 11:00Z",
          "valid_to": "2026-03-01 12:00+02:00"}, "valid_to", "is not after valid_from"),
]  # fmt: skip

MISAPPLIED_SETTINGS = [
    misapplied(rule_type, column)
    for rule_type in RULES
    for column, (_, types) in SETTINGS.items()
    if rule_type not in types
]

# -- scorecard_tiers --------------------------------------------------------------------------------------------------

tiers = partial(mistake, TIERS)
COLD: Cells = {"tier": "cold", "lower_bound": None}
WARM: Cells = {"tier": "warm", "lower_bound": "30"}
NO_CATCH_ALL = "so a low score has no tier"
TIER_MISTAKES = [
    tiers("tier without a scorecard", [COLD, {"scorecard_id": None, "tier": "homeless"}], "scorecard_id", "is empty",
          where=["tier homeless"]),
    tiers("tier without an axis", [COLD, {"axis": None}], "axis", "is empty", ["score", "fit", "engagement"]),
    tiers("tier without a name", [COLD, {"tier": None}], "tier", "is empty", where=["scorecard {id}"]),
    tiers("tier of an unknown scorecard", [COLD, {"scorecard_id": "away"}], "scorecard_id", "is no scorecard",
          ["good"], where=["scorecard away", "tier hot"]),
    repeated_key(TIERS, "tier twice", "scorecard_id + axis + tier", lower_bound=None),
    repeated_key(TIERS, "tier twice by two spellings", "scorecard_id + axis + tier", axis="Score", lower_bound=None),
    tiers("tier of the disqualified", [COLD, {"tier": "disqualified"}], "tier", "", where=["tier disqualified"]),
    tiers("unknown axis of a tier", [COLD, {"axis": "interest"}], "axis", "is unknown", ["score", "fit", "engagement"]),
    tiers("bound that is no number", [COLD, {"lower_bound": "high"}], "lower_bound", "cannot be read", NUMBER),
    tiers("tier perhaps strict", [COLD, {"is_strict": "perhaps"}], "is_strict", "cannot be read", YES_NO),
    tiers("tiers without a catch-all", [WARM, {}], "lower_bound", "is set on every line of the axis score",
          ["one line with an empty lower_bound"], got=None, where=["scorecard {id}"]),
    tiers("grades without a catch-all", [COLD, {}, {"axis": "fit", "tier": "A"}], "lower_bound",
          "is set on every line of the axis fit", ["one line with an empty lower_bound"], got=None,
          where=["scorecard {id}"]),
    tiers("one bound twice", [COLD, {}, {"tier": "warm"}], "lower_bound", "stands more than once on the axis score",
          ["one line a bound"], where=["scorecard {id}", "tier warm"]),
    tiers("one bound in two spellings", [COLD, {}, {"tier": "warm", "lower_bound": "050.0"}], "lower_bound",
          "stands more than once on the axis score", ["one line a bound"], where=["scorecard {id}", "tier warm"]),
    *(tiers(f"percent of {percent}", [COLD, {"lower_bound": None, "lower_percent": percent}], "lower_percent",
            "cannot be read", ["above 0", "at most 100"]) for percent in ("0", "101", "ten")),
    tiers("percent of an axis", [COLD, {}, {"axis": "fit", "tier": "B", "lower_bound": None},
          {"axis": "fit", "tier": "A", "lower_bound": None, "lower_percent": "10"}], "lower_percent",
          "does not apply to the axis fit", ["empty", "or a lower_bound"], where=["scorecard {id}", "tier A"]),
    tiers("bound and percent in one line", [COLD, {"lower_percent": "10"}], "lower_percent",
          "stands together with lower_bound", ["lower_bound or lower_percent"]),
    tiers("bounds and percents", [COLD, {"lower_bound": None, "lower_percent": "10"}, WARM], "lower_bound",
          "stands beside a lower_percent of the same scorecard", ["bounds or percents on all its lines"],
          where=["scorecard {id}", "tier warm"]),
    tiers("strict percent", [COLD, {"lower_bound": None, "lower_percent": "10", "is_strict": "true"}], "is_strict",
          "does not apply to a lower_percent", ["empty"]),
    tiers("one percent twice", [COLD, {"lower_bound": None, "lower_percent": "10"}, {"tier": "warm",
          "lower_bound": None, "lower_percent": "10.0"}], "lower_percent", "stands more than once on the axis score",
          ["one line a percent"], where=["scorecard {id}", "tier warm"]),
    tiers("percents without a catch-all", {"lower_bound": None, "lower_percent": "10"}, "lower_percent",
          "is set on every line of the axis score", ["one line with an empty lower_percent"], got=None,
          where=["scorecard {id}"]),
    tiers("two catch-alls", [COLD, {}, {"tier": "warm", "lower_bound": None}], "lower_bound",
          "stands more than once on the axis score", ["one line a bound"], got="empty",
          where=["scorecard {id}", "tier warm"]),
]  # fmt: skip

# -- lifecycle_stages -------------------------------------------------------------------------------------------------

stages = partial(mistake, STAGES)
TIER_ENTRY: Cells = {"entry_type": "tier", "scorecard_id": "good", "value": "hot"}
SCORE_ENTRY: Cells = {"entry_type": "score", "scorecard_id": "good", "operator": ">=", "value": "50"}
EVENT_ENTRY: Cells = {"entry_type": "event", "subject": "page_view"}
ATTRIBUTE_ENTRY: Cells = {
    "entry_type": "attribute", "subject": "job_title", "operator": "has_word", "value": "director",
}  # fmt: skip
SIGNAL_ENTRY: Cells = {"entry_type": "attribute", "subject": "signal:enterprise"}
OF_GOOD = ("scorecard good", "stage {id}")


def before(rank: str) -> Cells:
    """A stage beside, by its rank."""
    return {"stage_id": f"before_{rank}", "stage_rank": rank}


STAGE_MISTAKES = [
    stages("stage without an id", {"stage_id": None}, "stage_id", "is empty", where=["lifecycle_stages"]),
    stages("stage without a rank", {"stage_rank": None}, "stage_rank", "is empty", ["a whole number"]),
    stages("rank that is no number", {"stage_rank": "first"}, "stage_rank", "cannot be read", ["a whole number"]),
    stages("rank between two", {"stage_rank": "1.5"}, "stage_rank", "cannot be read", ["a whole number"]),
    stages("stage without an entry type", {"entry_type": None}, "entry_type", "is empty", ENTRY_TYPES),
    stages("unknown entry type", {"entry_type": "rule"}, "entry_type", "is unknown", ENTRY_TYPES),
    stages("tier of no scorecard", {**TIER_ENTRY, "scorecard_id": None}, "scorecard_id", "is empty"),
    stages("score of no scorecard", {**SCORE_ENTRY, "scorecard_id": None}, "scorecard_id", "is empty"),
    stages("tier of an unknown card", {**TIER_ENTRY, "scorecard_id": "gone"}, "scorecard_id", "is no scorecard",
           ["good"], where=["scorecard gone", "stage {id}"]),
    stages("no tier of a stage", {**TIER_ENTRY, "value": None}, "value", "is empty", where=OF_GOOD),
    stages("unknown tier", {**TIER_ENTRY, "value": "hottest"}, "value", "is no tier", ["hot", "cold"], where=OF_GOOD),
    stages("unknown tier among known ones", {**TIER_ENTRY, "operator": "in", "value": "hot|warmish"}, "value",
           "is no tier", ["hot", "cold"], got="warmish", where=OF_GOOD),
    stages("tier of an axis without tiers", {**TIER_ENTRY, "subject": "engagement", "value": "1"}, "value",
           "is no tier", where=OF_GOOD),
    stages("tiers with a gap", {**TIER_ENTRY, "operator": "in", "value": "hot||cold"}, "value", "is no tier",
           ["hot", "cold"], got="", where=OF_GOOD),
    stages("order of tiers", {**TIER_ENTRY, "operator": ">="}, "operator", "", ["=", "!=", "in", "not_in"],
           where=OF_GOOD),
    stages("unknown operator of a tier", {**TIER_ENTRY, "operator": "no_in"}, "operator", "is unknown",
           ["=", "!=", "in", "not_in"], where=OF_GOOD, meant="not_in"),
    stages("unknown axis of a stage's tier", {**TIER_ENTRY, "subject": "intent"}, "subject", "is unknown",
           ["score", "fit", "engagement", "grade"], where=OF_GOOD),
    stages("grade of a card without grades", {**TIER_ENTRY, "subject": "grade", "value": "A1"}, "value",
           "is no grade of the scorecard", where=OF_GOOD),
    stages("unknown tier of a second condition", {**TIER_ENTRY, "and_subject": "fit", "and_operator": "in",
           "and_value": "A|BB"}, "and_value", "is no tier of the scorecard on the axis fit", ["A", "B"], got="BB",
           where=OF_GOOD),
    stages("second condition without a value", {**TIER_ENTRY, "and_subject": "fit"}, "and_value", "is empty",
           where=OF_GOOD),
    stages("second condition of a score", {**SCORE_ENTRY, "and_subject": "fit", "and_operator": ">=",
           "and_value": "high"}, "and_value", "cannot be compared with the score", NUMBER, where=OF_GOOD),
    stages("second condition without an operator", {**SCORE_ENTRY, "and_value": "5"}, "and_operator", "is empty",
           OPERATORS, where=OF_GOOD),
    stages("second condition of no attribute", {**ATTRIBUTE_ENTRY, "and_operator": "=", "and_value": "5"},
           "and_subject", "is empty"),
    stages("second condition of an unknown attribute", {**ATTRIBUTE_ENTRY, "and_subject": "employes",
           "and_operator": ">", "and_value": "5"}, "and_subject", "is no column of leads", ATTRIBUTES,
           meant="employees"),
    stages("second condition of everyone", {"entry_type": "always", "and_subject": "score"}, "and_subject",
           "does not apply to the entry type always", ["empty"]),
    stages("unknown axis of a stage's score", {**SCORE_ENTRY, "subject": "intent"}, "subject", "is unknown",
           ["score", "fit", "engagement"], where=OF_GOOD),
    stages("score without an operator", {**SCORE_ENTRY, "operator": None}, "operator", "is empty", OPERATORS,
           where=OF_GOOD),
    stages("unknown operator of a score", {**SCORE_ENTRY, "operator": "=>"}, "operator", "is unknown",
           [">=", "between"], where=OF_GOOD, meant=">="),
    stages("text operator of a score", {**SCORE_ENTRY, "operator": "contains"}, "operator",
           "does not go with", [">=", "between"], where=OF_GOOD),
    stages("truth of a score", {**SCORE_ENTRY, "operator": "is_true", "value": None}, "operator", "", [">=", "between"],
           where=OF_GOOD),
    stages("score without a value", {**SCORE_ENTRY, "value": None}, "value", "is empty, but >= needs one",
           where=OF_GOOD),
    stages("score that is no number", {**SCORE_ENTRY, "value": "high"}, "value", "cannot be compared with the score",
           NUMBER, where=OF_GOOD),
    stages("score between one value", {**SCORE_ENTRY, "operator": "between"}, "value",
           "must be two values for between", ["two values separated by |"], where=OF_GOOD),
    stages("score between the wrong way round", {**SCORE_ENTRY, "operator": "between", "value": "90|60"}, "value",
           "never holds, for its first value is greater than its second", ["60|90"], where=OF_GOOD),
    stages("stage of no event", {**EVENT_ENTRY, "subject": None}, "subject", "is empty"),
    stages("stage of any event", {**EVENT_ENTRY, "subject": "*"}, "subject", "is any event, which only the subject",
           ["an event type or signal:<name>"]),
    stages("stage of an unknown signal", {**EVENT_ENTRY, "subject": "signal:demo"}, "subject",
           "names a signal that is not defined", ["demo_request"], got="demo"),
    stages("stage of events by a signal of leads", {**EVENT_ENTRY, "subject": "signal:enterprise"}, "subject",
           "names a signal on leads", ["a signal on events"], got="enterprise"),
    stages("stage of no attribute", {**ATTRIBUTE_ENTRY, "subject": None}, "subject", "is empty"),
    stages("stage of an unknown attribute", {**ATTRIBUTE_ENTRY, "subject": "status"}, "subject",
           "is no column of leads", ATTRIBUTES),
    stages("stage with an unknown operator", {**ATTRIBUTE_ENTRY, "operator": "equals"}, "operator", "is unknown",
           OPERATORS),
    stages("stage by text in a number", {**ATTRIBUTE_ENTRY, "subject": "employees"}, "operator",
           "does not go with employees", NOT_TEXT),
    stages("stage by a number that is none", {**ATTRIBUTE_ENTRY, "subject": "employees", "operator": "="}, "value",
           "cannot be compared with employees", NUMBER),
    stages("stage of leads by a signal of events", {**SIGNAL_ENTRY, "subject": "signal:pricing_visit"}, "subject",
           "names a signal on events", ["a signal on leads"], got="pricing_visit"),
    stages("stage by an operator on a signal", {**SIGNAL_ENTRY, "operator": "="}, "operator", "is unknown",
           ["is_true", "is_false"]),
    stages("stage by a value for a signal", {**SIGNAL_ENTRY, "value": "yes"}, "value",
           "is set, but a signal takes none", ["empty"]),
    *(
        stages(f"{column} for a stage of {entry['entry_type']}", {**entry, column: text}, column,
               f"does not apply to the entry type {entry['entry_type']}", ["empty"], where=where)
        for entry, columns in (
            ({"entry_type": "always"}, ("scorecard_id", "subject", "operator", "value")),
            ({"entry_type": "conversion"}, ("scorecard_id", "subject", "operator", "value")),
            (EVENT_ENTRY, ("scorecard_id", "operator", "value")),
            (ATTRIBUTE_ENTRY, ("scorecard_id",)),
        )
        for column in columns
        for text, where in [{"scorecard_id": ("good", OF_GOOD), "operator": ("=", ())}.get(column, ("score", ()))]
    ),
    stages("lines of a stage with two ranks", [{"stage_rank": "51"}, {"stage_rank": "52"}], "stage_rank",
           "differs between lines of one stage", ["51"]),
    stages("lines of a stage with two phases", [{"funnel_phase": "BOFU"}, {"funnel_phase": "MOFU"}], "funnel_phase",
           "differs between lines of one stage", ["BOFU"]),
    stages("two stages of one rank", [{"stage_rank": "53"}, {"stage_rank": "53", "stage_id": "yet_another"}],
           "stage_rank", "is the rank of another stage", ["a rank of its own"], where=["stage yet_another"]),
    stages("two stages of one rank in two spellings", [{"stage_rank": "54"}, {"stage_rank": "54.0",
           "stage_id": "yet_another_spelt"}], "stage_rank", "is the rank of another stage", ["a rank of its own"],
           where=["stage yet_another_spelt"]),
    stages("days without a stage to go back to", {"recycle_after_days": "30"}, "recycle_to", "is empty"),
    stages("a stage to go back to without days", [before("61"), {"recycle_to": "before_61"}], "recycle_after_days",
           "is empty", ["a whole number"]),
    stages("a stage that nobody can stay in", [before("62"), {"recycle_after_days": "0", "recycle_to": "before_62"}],
           "recycle_after_days", "cannot be read", WHOLE),
    stages("back to no stage", {"recycle_after_days": "30", "recycle_to": "nowhere"}, "recycle_to", "is no stage"),
    stages("back to a later stage", [before("9000"), {"recycle_after_days": "30", "recycle_to": "before_9000"}],
           "recycle_to", "is no stage of a lower rank"),
    stages("lines of a stage that give back after other times",
           [before("63"), *({"stage_rank": "64", "recycle_after_days": days, "recycle_to": "before_63"}
                            for days in ("30", "40"))],
           "recycle_after_days", "differs between lines of one stage", ["30"]),
]  # fmt: skip

# -- score_overrides --------------------------------------------------------------------------------------------------

override = partial(mistake, OVERRIDES)
OVERRIDE_MISTAKES = [
    override("override of no lead", {"lead_id": None}, "lead_id", "is empty", where=["scorecard good"]),
    override("override of no scorecard", {"scorecard_id": None}, "scorecard_id", "is empty"),
    override("override of an unknown scorecard", {"scorecard_id": "gone"}, "scorecard_id", "is no scorecard", ["good"]),
    override("override without points", {"points": None}, "points", "is empty", NUMBER),
    no_number(OVERRIDES, "points", NUMBER),
    override("override that adds and sets", {"set_to": "50"}, "set_to", "stands together with points",
             ["points (added to the score) or set_to (the score itself)"]),
    override("override that sets no number", {"points": None, "set_to": "high"}, "set_to", "cannot be read", NUMBER),
    override("override without a first day", {"starts_on": None}, "starts_on", "is empty", DAY),
    override("override from some day", {"starts_on": "soon"}, "starts_on", "cannot be read", DAY),
    override("override from an impossible day", {"starts_on": "2026-02-30"}, "starts_on", "cannot be read", DAY),
    override("override from a time", {"starts_on": "2026-02-28 12:00"}, "starts_on", "cannot be read", DAY),
    override("override to an impossible day", {"ends_on": "2026-06-31"}, "ends_on", "cannot be read", DAY),
    override("override of no day", {"ends_on": "2026-01-01"}, "ends_on", "is not after starts_on",
             ["a later day than 2026-01-01"]),
]  # fmt: skip

# -- event_filters ----------------------------------------------------------------------------------------------------

filters = partial(mistake, FILTERS)
BURST: Cells = {"kind": "burst", "of_event_type": None, "max_count": "3"}
FILTER_MISTAKES = [
    repeated_key(FILTERS, "filter twice", "filter_id", seconds="6"),
    filters("filter of no kind", {"kind": None}, "kind", "is empty", ["soon_after", "burst"]),
    filters("unknown kind of filter", {"kind": "bursts"}, "kind", "is unknown", ["soon_after", "burst"], meant="burst"),
    filters("filter of no event", {"event_type": None}, "event_type", "is empty"),
    filters("soon after nothing", {"of_event_type": None}, "of_event_type", "is empty"),
    filters("soon after itself", {"of_event_type": "Email_Open"}, "of_event_type", "is the event type itself",
            ["another event type", "or the kind burst"]),
    filters("filter of a signal", {"event_type": "signal:pricing_visit"}, "event_type", "is no event type",
            ["an event type"]),
    filters("filter of any event", {"event_type": "*"}, "event_type", "is no event type", ["an event type"]),
    filters("soon after without seconds", {"seconds": None}, "seconds", "is empty", WHOLE),
    no_number(FILTERS, "seconds", WHOLE, "0"),
    no_number(FILTERS, "seconds", WHOLE, "1.5"),
    filters("burst without a count", {**BURST, "max_count": None}, "max_count", "is empty", WHOLE),
    no_number(FILTERS, "max_count", WHOLE, "0", kind="burst", of_event_type=None),
    filters("burst of another event", {**BURST, "of_event_type": "email_sent"}, "of_event_type",
            "does not apply to the kind burst", ["empty"]),
    filters("soon after with a count", {"max_count": "3"}, "max_count", "does not apply to the kind soon_after",
            ["empty"]),
    filters("filter perhaps enabled", {"is_enabled": "maybe"}, "is_enabled", "cannot be read", YES_NO),
]  # fmt: skip

# -- trigger_rules, nurture_tracks and families ------------------------------------------------------------------------

trigger, track = partial(mistake, TRIGGERS), partial(mistake, TRACKS)
KINDS = ("entered_tier", "left_tier", "crossed_up", "entered_stage", "became_dormant", "woke_up")
ACTIVATION_MISTAKES = [
    trigger("trigger without an id", {"trigger_id": None}, "trigger_id", "is empty", where=["scorecard good"]),
    repeated_key(TRIGGERS, "trigger twice", "trigger_id", value="cold"),
    trigger("trigger of an unknown scorecard", {"scorecard_id": "lost"}, "scorecard_id", "is no scorecard", ["good"]),
    trigger("trigger without a scorecard", {"scorecard_id": None}, "scorecard_id", "is empty"),
    trigger("trigger without a kind", {"kind": None}, "kind", "is empty", KINDS),
    trigger("unknown kind of trigger", {"kind": "enter_tier"}, "kind", "is unknown", KINDS, meant="entered_tier"),
    trigger("trigger without a value", {"value": None}, "value", "is empty"),
    trigger("trigger on an unknown tier", {"value": "Hot"}, "value", "is no tier of the scorecard",
            ["hot", "cold", "disqualified"], meant="hot"),
    trigger("trigger on an unknown tier among known ones", {"operator": "in", "value": "cold|warmish"}, "value",
            "is no tier of the scorecard", ["hot", "cold", "disqualified"], got="warmish"),
    trigger("trigger on a grade that there is not", {"subject": "grade", "value": "A1"}, "value",
            "is no grade of the scorecard"),
    trigger("trigger on an unknown subject", {"subject": "grades"}, "subject", "is unknown", ["score", "grade"],
            meant="grade"),
    trigger("trigger with an unknown operator", {"operator": "not_in"}, "operator", "is unknown", ["=", "in"]),
    trigger("grade of a crossing", {"kind": "crossed_up", "subject": "grade", "value": "5"}, "subject",
            "does not apply to the kind crossed_up", ["empty"]),
    trigger("trigger on no bound", {"kind": "crossed_up", "value": "hot"}, "value", "cannot be read", NUMBER),
    trigger("trigger on an unknown stage", {"kind": "entered_stage", "scorecard_id": None, "value": "unknown"},
            "value", "is no stage", ["known"], meant="known"),
    trigger("stage of a scorecard", {"kind": "entered_stage", "value": "known"}, "scorecard_id",
            "does not apply to the kind entered_stage", ["empty"]),
    trigger("dormant with a value", {"kind": "woke_up", "scorecard_id": None, "value": "hot"}, "value",
            "does not apply to the kind woke_up", ["empty"]),
    no_number(TRIGGERS, "cooldown_days", WHOLE, "0"),
    trigger("trigger perhaps enabled", {"is_enabled": "maybe"}, "is_enabled", "cannot be read", YES_NO),
    track("track without an id", {"track_id": None}, "track_id", "is empty", where=["nurture_tracks"]),
    track("track without a rank", {"track_rank": None}, "track_rank", "is empty"),
    track("rank that is none", {"track_rank": "first"}, "track_rank", "cannot be read", ["a whole number"]),
    repeated_key(TRACKS, "rank of two tracks", "track_rank"),
    track("unknown audience", {"audience": "customers"}, "audience", "is unknown", ["active", "dormant", "customer"],
          meant="customer"),
    track("track of an unknown stage", {"stage_id": "unknown"}, "stage_id", "is no stage", ["known"], meant="known"),
    track("track of an unknown phase", {"funnel_phase": "tofu"}, "funnel_phase", "is the phase of no stage", ["TOFU"],
          meant="TOFU"),
    track("tier without a scorecard", {"tier": "hot"}, "scorecard_id", "is empty"),
    track("scorecard without a tier", {"scorecard_id": "good"}, "tier", "is empty"),
    track("track of an unknown tier", {"scorecard_id": "good", "tier": "tepid"}, "tier",
          "is no tier of the scorecard", ["hot", "cold"]),
    track("track without a number", {"max_messages_per_week": None}, "max_messages_per_week", "is empty"),
    no_number(TRACKS, "max_messages_per_week", ("a whole number", "at least 0"), "-1"),
    no_number(TRACKS, "lasts_days", WHOLE, "0", audience="dormant"),
    track("a track for those awake that ends", {"lasts_days": "10"}, "lasts_days",
          "is set, but the track is not for dormant leads", ["empty", "or dormant in audience"]),
    card("a family of other limits", [{"family": "kin"}, {"family": "kin", "max_score": "10",
         "scorecard_id": "a_family_of_other_limits_2"}], "max_score", "differs between scorecards of the family kin",
         ["empty"], where=["scorecard a_family_of_other_limits_2"]),
]  # fmt: skip

# -- tables as such ---------------------------------------------------------------------------------------------------

RULELESS = harmless(CARD, "scorecard without a rule", [{}, {"scorecard_id": "ruleless"}])
TABLE_MISTAKES = [
    replace(RULELESS, has_rules=False, problems=(
        Problem(("scorecard ruleless",), "has no rule", None, ("or is_enabled false",), "scorecards"),
    )),
    attribute("text with a NUL", {"value": "dir\0ector"}, "value", "holds a NUL character", ["text without it"],
              got="dir␀ector"),
    unknown_column(CARD, "min_score"),
    unknown_column(GROUP, "min_points"),
    unknown_column(EVENT, "points"),
    unknown_column(TIERS, "lower_bound"),
    unknown_column(STAGES, "stage_rank"),
    unknown_column(OVERRIDES, "points"),
    unknown_column(FILTERS, "max_count"),
    unknown_column(TRIGGERS, "cooldown_days"),
    unknown_column(TRACKS, "lasts_days"),
]  # fmt: skip

MISTAKES = [
    *SCORECARD_MISTAKES, *GROUP_MISTAKES, *RULE_KEY_MISTAKES, *FURTHER_CONDITION_MISTAKES,
    *SUBJECT_MISTAKES, *OPERATOR_MISTAKES, *VALUE_MISTAKES,
    *NUMBER_MISTAKES, *EFFECT_MISTAKES, *COUNTING_MISTAKES, *VALIDITY_MISTAKES, *MISAPPLIED_SETTINGS, *TIER_MISTAKES,
    *STAGE_MISTAKES, *OVERRIDE_MISTAKES, *FILTER_MISTAKES, *ACTIVATION_MISTAKES, *TABLE_MISTAKES,
]  # fmt: skip

# -- no mistakes ------------------------------------------------------------------------------------------------------

HARMLESS = [
    *(
        harmless(line, f"defaults spelt out on {rule_type}", {"award": "once", "min_count": "1",
                 "given_min_count": "1", "is_enabled": "Yes"})
        for rule_type, line in RULES.items()
    ),
    replace(harmless(CARD, "no rule in what is switched off", [{}, {"scorecard_id": "off", "is_enabled": "no"}]),
            has_rules=False),
    harmless(EVENT, "different days close together", {"count_by": "Day", "within_days": "7", "min_count": "2",
             "since_subject": "signal:pricing_visit", "amount": "value"}),
    harmless(ATTRIBUTE, "an amount without an operator", {"amount": "employees", "operator": None, "value": None}),
    harmless(FILTERS, "burst of one event type", BURST),
    harmless(REQUIRED, "must-have that is worth nothing", {"points": None}),
    harmless(ATTRIBUTE, "further conditions", [
        {}, {**FURTHER, "value": "vp", "operator": "is_not"},
        {**FURTHER, "subject": "employees", "operator": ">", "value": "5"},
        {**FURTHER, "joined_by": "OR", "subject": "signal:enterprise", "operator": None, "value": None},
    ]),
    harmless(EVENT, "further conditions on an event", [
        ON_PAGE, {**FURTHER, "subject": None, "operator": "contains", "value": "pricing"},
        {**FURTHER, "subject": "PAGE_VIEW", "property": "is_mobile", "operator": "is_true", "value": None},
    ]),
    harmless(EVENT, "day from the scoring date and something else", [
        ON_PAGE,
        {**FURTHER, "joined_by": "and", "property": "occurred_at", "operator": "older_than_days", "value": "3"},
    ]),
    harmless(ATTRIBUTE, "words in capitals", {"rule_type": "Attribute", "operator": "HAS_WORD"}),
    harmless(ATTRIBUTE, "a bar in one value", {"operator": "=", "value": "||"}),
    harmless(ATTRIBUTE, "between a value and itself", {"subject": "employees", "operator": "between",
             "value": "5|5.0"}),
    *(
        harmless(ATTRIBUTE, f"between in order: {subject} {value}", {"subject": subject, "operator": "between",
                 "value": value})
        for subject, value in (
            # As text the first would be the greater one.
            ("employees", "9|10"),
            ("job_title", "9|1000"),
            ("last_call_at", "2026-03-01 12:00+01:00|2026-03-01 11:30"),
            # The day is one of the scoring time zone, the time one of UTC: there may be such moments.
            ("last_call_at", "2026-03-02 01:00|2026-03-01"),
            # How warehouses sort these differs.
            ("job_title", "élève|manager"),
        )
    ),
    harmless(ATTRIBUTE, "number in another spelling", {"points": "+1.5e1"}),
    harmless(ATTRIBUTE, "leap day", {"subject": "trial_ends_on", "operator": "=", "value": "2024-02-29"}),
    harmless(ATTRIBUTE, "time with a zone", {"subject": "last_call_at", "operator": "<",
             "value": "2026-03-01T12:00:00+05:30"}),
    harmless(ATTRIBUTE, "truth of a text", {"operator": "is_true", "value": None}),
    harmless(ATTRIBUTE, "truth of a number", {"subject": "employees", "operator": "is_false", "value": None}),
    harmless(ATTRIBUTE, "signal that does not hold", {"subject": "signal:enterprise", "operator": "is_false",
             "value": None}),
    harmless(ATTRIBUTE, "column of a loader", {"_loaded_at": "2026-01-01"}),
    # 12:00+02:00 is 10:00 UTC, an hour before 11:00Z.
    harmless(EVENT, "validity across zones", {"valid_from": "2026-03-01 12:00+02:00", "valid_to": "2026-03-01 11:00Z"}),
    harmless(EVENT, "valid for half a day", {"valid_from": "2026-03-01", "valid_to": "2026-03-01 12:00"}),
    harmless(CARD, "score that cannot move", {"min_score": "5", "max_score": "5.0"}),
    harmless(CARD, "population with its prefix", {"population": "signal:enterprise", "entity": "Lead"}),
    harmless(GROUP, "group that cannot move", {"min_points": "0", "max_points": "0"}),
    harmless(TIERS, "the best so many percent", [
        COLD, {"lower_bound": None, "lower_percent": "12.5"}, {"tier": "all", "lower_bound": None,
                                                               "lower_percent": "100"},
    ]),
    harmless(TIERS, "one bound on each axis", [
        {"axis": axis, **cells} for axis in ("score", "Fit", "engagement") for cells in ({}, COLD)
    ]),
    harmless(STAGES, "one rank in two spellings", [{"stage_rank": "60"}, {"stage_rank": "060"}]),
    harmless(STAGES, "stage that gives leads back", [
        {"stage_id": "before_65", "stage_rank": "65"}, {"recycle_after_days": "1", "recycle_to": "before_65"},
    ]),
    harmless(STAGES, "tier and fit", {**TIER_ENTRY, "and_subject": "fit", "and_value": "a"}),
    harmless(STAGES, "score and score", {**SCORE_ENTRY, "and_subject": "score", "and_operator": "<",
             "and_value": "90"}),
    harmless(STAGES, "attribute and signal", {**ATTRIBUTE_ENTRY, "and_subject": "signal:enterprise"}),
    harmless(STAGES, "stage of disqualified leads", {**TIER_ENTRY, "operator": "in", "value": "cold|disqualified"}),
    harmless(ATTRIBUTE, "effect without a group", {**EFFECT, "group_id": None}),
    harmless(ABSENCE, "effect with a group", {"effect": "Ceiling", "points": "-5.5"}),
    harmless(ATTRIBUTE, "effect that only adds", {"effect": "Add"}),
    harmless(OVERRIDES, "score that is set", {"points": None, "set_to": "-5"}),
    harmless(OVERRIDES, "two overrides of a lead", [{}, {"points": "-5", "ends_on": "2026-01-02"}]),
]  # fmt: skip
