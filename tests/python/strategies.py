"""Random worlds and random correct scorecards that use the whole rule language, for hypothesis.

One example becomes one dbt build, so an example is rich: a few scorecards over some two hundred events, drawn from
small pools whose values meet each other and the borders (of days, windows, validities, limits), so that rules fire.

What the page leaves undetermined is left out: of the rows of one lead, two never share the times that decide between
them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from reference import Row, Signal, World

Cells = dict[str, str | None]
Tables = dict[str, list[Cells]]
Draw = Callable[[st.SearchStrategy], Any]
SEEDS = st.integers(0, 2**24 - 1)  # hypothesis draws evenly from a range of at most 24 bits

TIMEZONES = ["UTC", "Europe/Berlin", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Kiritimati"]
# Leap day, turn of the year, and the days on which Berlin or Los Angeles change their clocks.
BORDER_DATES = ["2024-02-29", "2025-01-01", "2024-03-31", "2024-10-27", "2024-11-03", "2025-03-09"]

LEAD_TYPES = {
    "lead_id": "text",
    "created_at": "timestamp",
    "account_id": "text",
    "job_title": "text",
    "industry": "text",
    "country": "text",
    "employees": "number",
    "annual_revenue": "number",
    "interests": "text",
    "is_partner": "boolean",
    "trial_ends_on": "date",
    "last_call_at": "timestamp",
}
EVENT_TYPES = {
    "event_id": "text",
    "lead_id": "text",
    "event_type": "text",
    "occurred_at": "timestamp",
    "page_path": "text",
    "asset": "text",
    "value": "number",
    "is_mobile": "boolean",
    "due_on": "date",
}

# Columns that inputs may have, by which rows are chosen; no condition looks at them.
HISTORY_TYPES = {"valid_from": "timestamp", "valid_to": "timestamp"}
LOAD_TYPES = {"loaded_at": "timestamp"}

# What cells of the inputs hold; None and the ages of dates and times are added where rows are made.
FOUND: dict[str, list] = {
    "account_id": ["acme", "Globex", "acme "],
    "job_title": ["Director", "\u2003director of sales\u00a0", "VP, Sales", "Vice President\tIT", "IT-Manager",
                  "manager", "Développeur", "Developer", "O'Brien's \"chief\"", "МЕНЕДЖЕР", "R|D", "c++ dev", "  "],
    "industry": ["Technology", "technology ", "Education", "Retail & Co", "51", "7372", " 541.5", "n/a", "TRUE",
                 "false"],
    "country": ["Germany", "France", "germany", "Spain\u00a0", "USA", "Côte d'Ivoire", "Cote d'Ivoire"],
    "employees": [0, 1, 49, 50, 51, 200, 999, 1000, 5000],
    "annual_revenue": [Decimal(n) for n in ("0.00", "0.01", "1000000.00", "50000000.00", "50000000.01")],
    "interests": ["Webinars; E-Mail", "e-mail;;\u00a0events ;", ";", " ", "e-mail marketing", "EVENTS",
                  "webinars;events", "c++|r;Développeur"],
    "is_partner": [True, False],
    "event_type": ["page_view", "page_view", "page_view", " Page_View", "email_opened", "email_opened", "email_sent",
                   "email_sent", "\u00a0EMAIL_SENT\u3000", "email_bounced", "download", "download", "webinar", "Démo"],
    "page_path": ["/", "/pricing", "/pricing", "/pricing/50%_off", "/Pricing", " /pricing", "/careers",
                  "/careers/it-manager", "/o'brien", "\\share\\pricing", "/a|b"],
    "asset": ["E-Book", "e-book ", "White Paper", "Übersicht: VP guide", "12", "7.5", " 100 ", "-3", "true", "False"],
    "value": [Decimal(n) for n in ("-5.00", "0.00", "0.50", "1.00", "99.99", "100.00", "250.00")],
    "is_mobile": [True, False],
}  # fmt: skip

# What analysts write into `value`: some of it is found, in their own spelling.
WRITTEN: dict[str, list[str]] = {
    "account_id": ["ACME", "globex"],
    "job_title": ["director", "Manager", "vp", "vice president", "it", "DÉVELOPPEUR", "Developpeur", "dev", "o'brien",
                  "менеджер", "c++", "\"chief\"", "r"],
    "industry": ["Technology", "EDUCATION", "tech", "retail & co", "60", "51", "541.50", "0.5", "true", "'; --"],
    "country": ["germany", "FRANCE", "spain", "côte d'ivoire", "cote", "us"],
    "employees": ["0", "1", "50", "50.0", "200", "999.5", "1000"],
    "annual_revenue": ["0", "0.01", "1000000", "50000000", "50000000.005"],
    "interests": ["webinars", "E-mail", "events", "mail", "e-mail marketing", "développeur", "."],
    "is_partner": ["true", "false", "True"],
    "event_type": ["page_view", "PAGE_VIEW", "email", "opened", "démo"],
    "page_path": ["/pricing", "/PRICING/", "careers", "it", "%", "_off", "pricing", "/", "\\share", "o'brien"],
    "asset": ["e-book", "WHITE", "vp", "paper", "10", "-3.0", "100", "true", "übersicht", "{{ asset }}"],
    "value": ["0", "0.5", "1", "99.99", "100", "250.00", "-5"],
    "is_mobile": ["true", "false", "FALSE"],
}  # fmt: skip

# Conditions at the borders of the rule language, which chance alone would seldom meet.
TRICKY: dict[str, list[tuple]] = {
    "leads": [
        ("job_title", "has_word", "veloppeur"), ("job_title", "has_word", "vice president|менедже"),
        ("job_title", "has_word", "it"), ("job_title", "=", "r|D"), ("job_title", "contains", "r|d"),
        ("job_title", "not_contains", "manager|VP"), ("job_title", "!=", "director"), ("job_title", "is_null", None),
        ("industry", "<", "100"), ("industry", "between", "51|1000"), ("industry", ">", "51"),
        ("industry", ">=", "51a"), ("industry", "is_false", None), ("country", "=", "Cote d'Ivoire"),
        ("country", "not_in", "germany | usa"), ("annual_revenue", ">", "50000000"),
        ("employees", "between", "49.5|50"), ("is_partner", "!=", "true"),
        ("interests", "includes_any", "e-mail|EVENTS"), ("interests", "includes_all", "events|webinars"),
        ("interests", "includes_none", "e-mail"), ("interests", "includes_none", "mail|marketing"),
        ("industry", "not_one_of", "51|education"), ("industry", "is_not", "7372.0"), ("is_partner", "is_not", "true"),
        ("trial_ends_on", "within_next_days", "8"), ("trial_ends_on", "older_than_days", "0"),
        ("last_call_at", "within_last_days", "1"), ("last_call_at", "older_than_days", "30.0"),
    ],
    "events": [
        ("page_path", "starts_with", "%|_"), ("page_path", "contains", "0%_OFF"), ("page_path", "=", "/A|B"),
        ("page_path", "has_word", "o"), ("page_path", "ends_with", "manager|\\Pricing"), ("asset", ">", "9"),
        ("asset", "between", "-3|12"), ("asset", "=", "100"), ("asset", "=", "7.50"), ("asset", "is_true", None),
        ("asset", "<=", "übersicht"), ("value", "in", "100|0.50"), ("value", "not_in", "100"),
        ("is_mobile", "=", "False"), ("due_on", "within_next_days", "8"), ("due_on", "within_last_days", "31"),
        ("occurred_at", "older_than_days", "7"), ("due_on", "is_not", "2024-02-29"),
    ],
}  # fmt: skip

AGES = [0, 0, 1, 1, 2, 3, 5, 6, 7, 8, 13, 14, 15, 29, 30, 31, 59, 60, 61, 89, 90, 91, 180, 364, 365, 400]
# How long an event takes to come in; a clock that is wrong has it come in before it happened.
LAGS = [timedelta(0)] * 3 + [timedelta(hours=hours) for hours in (3, 24, 8 * 24, 45 * 24, -30)]
CLOCKS = [time(0), time(0, 0, 1), time(9, 30), time(12), time(18, 45, 10), time(23, 59, 59), time(23, 59, 59, 999999)]


# -- Signals: the YAML of the project's tests, in Python --------------------------------------------------------------


def equals(found: Any, *values: Any) -> bool | None:
    return None if found is None else found in values


def like(found: str | None, start: str) -> bool | None:
    return None if found is None else found.startswith(start)


def at_least(found: Any, limit: Any) -> bool | None:
    return None if found is None else found >= limit


def above(found: Any, limit: Any) -> bool | None:
    return None if found is None else found > limit


def both(left: bool | None, right: bool | None) -> bool | None:
    """SQL's `and`: false wins over unknown."""
    if left is False or right is False:
        return False
    return None if None in (left, right) else True


def either(left: bool | None, right: bool | None) -> bool | None:
    """SQL's `or`: true wins over unknown."""
    if left or right:
        return True
    return None if None in (left, right) else False


SIGNALS = {
    "pricing_visit": Signal(
        "events", lambda e: both(equals(e["event_type"], "page_view"), like(e["page_path"], "/pricing"))
    ),
    "careers_visit": Signal(
        "events", lambda e: both(equals(e["event_type"], "page_view"), like(e["page_path"], "/careers"))
    ),
    "big_value": Signal("events", lambda e: at_least(e["value"], 100)),
    "enterprise": Signal(
        "leads",
        lambda lead: either(at_least(lead["employees"], 1000), above(lead["annual_revenue"], 50_000_000)),
    ),
    "europe": Signal("leads", lambda lead: equals(lead["country"], "Germany", "France", "Spain")),
}


# -- Worlds -----------------------------------------------------------------------------------------------------------
# A row is one choice of hypothesis, the seed of its own generator: so a few hundred rows fit into one example, and
# shrinking drops whole rows.


@dataclass(frozen=True)
class Setting:
    """What the rows of one world have in common."""

    scoring_date: date
    zone: ZoneInfo
    lead_ids: list[str]

    def day(self, random: Random) -> date:
        """Seldom in the future."""
        ages = AGES if random.random() < 0.95 else [-1, -2, -30]
        return self.scoring_date - timedelta(days=random.choice(ages))

    def moment(self, random: Random) -> datetime | None:
        """Often at the border of a day, as the zone has it."""
        local = datetime.combine(self.day(random), random.choice(CLOCKS), self.zone)
        return seldom_none(random, local.astimezone(UTC).replace(tzinfo=None))

    def lead_id(self, random: Random) -> str | None:
        """Few leads do most; some events belong to an alias, to nobody, or to one whose name only looks alike."""
        busy = self.lead_ids[: len(self.lead_ids) // 3 + 1]
        strangers = ["nobody", "l00", None]
        pools = [busy] * 9 + [self.lead_ids] * 8 + [ALIASES] * 2 + [strangers]
        return random.choice(random.choice(pools))


ALIASES = [f"anonymous-{n}" for n in range(5)]


def seldom_none(random: Random, value: Any, chance: float = 0.03) -> Any:
    return None if random.random() < chance else value


def found(random: Random, column: str) -> Any:
    return seldom_none(random, random.choice(FOUND[column]), chance=0.15)


def lead_row(random: Random, at: int, setting: Setting) -> Row:
    return {
        "lead_id": seldom_none(random, setting.lead_ids[at]),
        "created_at": setting.moment(random),
        **{column: found(random, column) for column in LEAD_TYPES if column in FOUND},
        "trial_ends_on": seldom_none(random, setting.day(random), chance=0.15),
        "last_call_at": setting.moment(random),
    }


def versions(random: Random, row: Row, setting: Setting) -> list[Row]:
    """A lead's row as history has it: up to three versions, at times with a gap, of which the last may have ended too.

    The first one may begin after the lead was created, and even after the scoring date.
    """
    changes = sorted({moment for _ in range(random.randint(0, 3)) if (moment := setting.moment(random))})
    moments = [*([None] if random.random() < 0.7 else []), *changes, *([None] if random.random() < 0.85 else [])]
    if random.random() < 0.07:
        moments = [datetime.combine(setting.scoring_date + timedelta(days=2), time(0)), None]
    made = []
    for since, until in pairwise(moments):
        if random.random() < 0.1:
            continue
        changed = {column: found(random, column) for column in LEAD_TYPES if made and column in FOUND}
        created_at = setting.moment(random) if random.random() < 0.1 else row["created_at"]
        made.append({**row, **changed, "created_at": created_at, "valid_from": since, "valid_to": until})
    return made or [{**row, "valid_from": None, "valid_to": None}]


def event_row(random: Random, at: int, setting: Setting) -> Row:
    return {
        "event_id": seldom_none(random, f"e{at}"),
        "lead_id": setting.lead_id(random),
        "event_type": seldom_none(random, random.choice(FOUND["event_type"])),
        "occurred_at": setting.moment(random),
        **{column: found(random, column) for column in ("page_path", "asset", "value", "is_mobile")},
        "due_on": seldom_none(random, setting.day(random), chance=0.15),
    }


def copy_of(random: Random, row: Row, setting: Setting) -> Row:
    """The same event once more, or a correction of it, which may be another lead's or have no lead at all."""
    column = random.choice(["event_id", "lead_id", "event_type", "occurred_at", "page_path", "value", "is_mobile"])
    other = event_row(random, 0, setting)[column]
    return {**row, column: row["event_id"] if column == "event_id" else other}


def with_load_time(random: Random, row: Row) -> Row:
    """Often the very moment at which the event happened, which its copies share."""
    loaded_at = (row["occurred_at"] or datetime(2024, 1, 1)) + random.choice(LAGS)
    return {**row, "loaded_at": seldom_none(random, loaded_at, chance=0.05)}


def conversion_row(random: Random, at: int, setting: Setting) -> Row:
    return {
        "lead_id": setting.lead_id(random),
        "converted_at": setting.moment(random),
        "value": found(random, "annual_revenue"),
    }


def identity_row(random: Random, at: int, setting: Setting) -> Row:
    """A visitor who turned out to be a lead, and later another one; or a record that was merged.

    Chains come about by chance, and so do links to nobody and links of one moment.
    """
    records = setting.lead_ids[-6:]
    alias_id = random.choice(random.choice([ALIASES, ALIASES, records]))
    lead_id = random.choice(random.choice([setting.lead_ids, setting.lead_ids, records, [*ALIASES, "nobody", "l00"]]))
    noon = datetime.combine(setting.scoring_date - timedelta(days=random.choice([0, 7, 30])), time(12))
    return {
        "alias_id": seldom_none(random, alias_id),
        "lead_id": seldom_none(random, alias_id if random.random() < 0.06 else lead_id),
        "linked_at": noon if random.random() < 0.3 else setting.moment(random),
    }


@st.composite
def rows(
    draw: Draw,
    make_row: Callable[[Random, int, Setting], Row],
    at_most: int,
    setting: Setting,
    key: str | None = None,
    decided_by: str | None = None,
) -> list[Row]:
    """Up to so many rows; where they have a key, some repeat one, and a column may tell which of them is kept."""
    made = []
    for at in range(draw(sizes(at_most))):
        random = Random(f"{draw(SEEDS)} {at}")  # so that rows of one seed differ too
        row = make_row(random, at, setting)
        if key and made and random.random() < 0.08:
            row[key] = random.choice(made)[key]
        for other in made:
            if decided_by and (other[key], other[decided_by]) == (row[key], row[decided_by]):
                row = other
        if made and random.random() < 0.02:
            row = random.choice(made)
        made.append(dict(row))
    return made


def sizes(at_most: int) -> st.SearchStrategy[int]:
    """Mostly the most, and at least a fifth, so that a build is worth its while.

    Hypothesis often falls back on the simplest choice when it varies an example; without a least size, half of the
    worlds would be empty.
    """
    at_least = max(1, at_most // 5)
    return st.integers(at_least, 20 * at_most).map(lambda size: min(size, at_most))


@st.composite
def worlds(draw: Draw, setting: Setting, events: int, loads: bool, history: bool) -> World:
    leads = len(setting.lead_ids)
    return World(
        leads=draw(lead_rows(leads, setting, history)),
        events=draw(event_rows(events, setting, loads)),
        conversions=draw(rows(conversion_row, leads // 2, setting)),
        identities=draw(identity_rows(leads * 2 // 3, setting)),
        lead_types=LEAD_TYPES | (HISTORY_TYPES if history else {}),
        event_types=EVENT_TYPES | (LOAD_TYPES if loads else {}),
    )


@st.composite
def lead_rows(draw: Draw, at_most: int, setting: Setting, history: bool) -> list[Row]:
    """Leads as they are, or as they were from when to when."""
    leads = draw(rows(lead_row, at_most, setting, key="lead_id", decided_by="created_at"))
    if not history:
        return leads
    random = Random(draw(SEEDS))
    deciding = ("lead_id", "valid_from", "created_at")
    made = [version for row in leads for version in versions(random, row, setting)]
    return list({tuple(row[column] for column in deciding): row for row in made}.values())


@st.composite
def event_rows(draw: Draw, at_most: int, setting: Setting, loads: bool) -> list[Row]:
    """Events, some of which come again, as they were or otherwise."""
    events = draw(rows(event_row, at_most, setting, key="event_id"))
    random = Random(draw(SEEDS))
    events += [copy_of(random, row, setting) for row in random.sample(events, len(events) // 8)]
    return [with_load_time(random, row) for row in events] if loads else events


@st.composite
def identity_rows(draw: Draw, at_most: int, setting: Setting) -> list[Row]:
    """Links, a few of which somebody drew the other way round as well."""
    links = draw(rows(identity_row, at_most, setting))
    random = Random(draw(SEEDS))
    turned_round = [
        {"alias_id": row["lead_id"], "lead_id": row["alias_id"], "linked_at": setting.moment(random)}
        for row in random.sample(links, len(links) // 6)
    ]
    return links + turned_round


# -- Scorecards -------------------------------------------------------------------------------------------------------
# Each line is drawn cell by cell, so that shrinking empties cells one by one.

OPERATORS = {
    "text": ["=", "!=", "in", "not_in", "is_not", "not_one_of", "<", "<=", ">", ">=", "between", "contains",
             "not_contains", "starts_with", "ends_with", "has_word", "includes_any", "includes_all", "includes_none",
             "within_last_days", "is_null", "is_not_null", "is_true", "is_false"],
    "number": ["=", "!=", "in", "not_in", "is_not", "not_one_of", "<", "<=", ">", ">=", "between", "is_null",
               "is_not_null", "is_true", "is_false"],
    "boolean": ["=", "!=", "is_not", "is_null", "is_not_null", "is_true", "is_false"],
    "date": ["=", "!=", "in", "not_in", "is_not", "not_one_of", "<", "<=", ">", ">=", "between", "is_null",
              "is_not_null", "within_last_days", "older_than_days", "within_next_days"],
    "timestamp": ["=", "!=", "in", "not_in", "is_not", "not_one_of", "<", "<=", ">", ">=", "between", "is_null",
                   "is_not_null", "within_last_days", "older_than_days", "within_next_days"],
}  # fmt: skip
LISTS = ["in", "not_in", "not_one_of", "contains", "not_contains", "starts_with", "ends_with", "has_word",
         "includes_any", "includes_all", "includes_none"]  # fmt: skip
RELATIVE = ["within_last_days", "older_than_days", "within_next_days"]
WITHOUT_VALUE = ["is_null", "is_not_null", "is_true", "is_false"]
POINTS = ["10", "5", "20", "-5", "-10", "1", "15", "2.5", "-7.5", "33.33", "0.125", "-0.125", "2.345", "100", "0"]
SUBJECTS = ["page_view", "PAGE_VIEW ", "email_opened", "Email_Sent", "download", "webinar", "démo", "never_seen",
            "signal:pricing_visit", "signal:careers_visit", "signal:big_value"]  # fmt: skip
DESCRIPTIONS = [None, "Visited the pricing page", "Größe & Umsatz", 'It\'s "50% off" */ -- {{ now }}', "two\nlines"]
LIMITS = [(None, None), (None, None), ("0", "20"), (None, "15"), ("-10", None), ("-5", "7.5"), ("5", "9"), ("-9", "-1")]
SCORE_LIMITS = [(None, None), (None, None), ("0", "100"), ("0", None), (None, "50"), ("10", "60"), ("-50", "-0.5")]
BOUNDS = ["0", "5", "10", "15", "20", "30", "-5", "2.5", "50"]


def sometimes(*cells: str, empty: int = 1) -> st.SearchStrategy[str | None]:
    """One of the cells, or empty: in so many of `empty + 1` cases, and whenever hypothesis shrinks."""
    return st.sampled_from([None] * (empty * len(cells)) + list(cells))


def days(setting: Setting, min_age: int = -30) -> st.SearchStrategy[date]:
    """Days on which things happen, of at least so great an age."""
    ages = [age for age in (-30, -1, *AGES) if age >= min_age]
    return st.sampled_from(ages or [min_age]).map(lambda age: setting.scoring_date - timedelta(days=age))


def moments(setting: Setting) -> st.SearchStrategy[str]:
    return days(setting).flatmap(moments_of)


@st.composite
def moments_of(draw: Draw, day: date) -> str:
    """A day, or a time of it with or without a zone."""
    clock = draw(st.sampled_from([None, None, *CLOCKS]))
    if clock is None:
        return day.isoformat()
    written = datetime.combine(day, clock).isoformat(sep=draw(st.sampled_from(" T")))
    return written + draw(st.sampled_from(["", "", "Z", "+02:00", "-08:00"]))


@st.composite
def spans(draw: Draw, setting: Setting) -> list[str]:
    """Two moments, so far apart that no zone turns them round."""
    late = draw(days(setting))
    early = draw(days(setting, min_age=(setting.scoring_date - late).days + 2))
    return [draw(moments_of(early)), draw(moments_of(late))]


@st.composite
def conditions(draw: Draw, on: str, setting: Setting) -> tuple[str, Cells]:
    """A column with an operator and a value that its type allows."""
    if draw(st.sampled_from([False, False, True])):
        column, operator, value = draw(st.sampled_from(TRICKY[on]))
        return column, {"operator": operator, "value": value}
    types = {"leads": LEAD_TYPES, "events": EVENT_TYPES}[on]
    column = draw(st.sampled_from([name for name in types if name in WRITTEN or types[name] in ("date", "timestamp")]))
    operator = draw(st.sampled_from(OPERATORS[types[column]]))
    if operator in WITHOUT_VALUE:
        return column, {"operator": operator}
    if operator in RELATIVE:
        return column, {"operator": operator, "value": str(draw(st.sampled_from([1, 2, 7, 30, 31, 90, 365])))}
    match types[column]:
        case "date":
            values = days(setting).map(date.isoformat)
        case "timestamp":
            values = moments(setting)
        case _:
            values = st.sampled_from(WRITTEN[column] + [one for one in written_as_found(column) if one])
    if operator == "between":
        bounds = spans(setting) if types[column] == "timestamp" else bounds_of(values)
        return column, {"operator": operator, "value": "|".join(draw(bounds))}
    if operator not in LISTS:
        return column, {"operator": operator, "value": draw(values)}
    separator = draw(st.sampled_from(["|", " | "]))
    refused = "|;" if operator.startswith("includes") else "|"
    fitting = values.filter(lambda one: not set(refused) & set(one))
    several = draw(st.lists(fitting, min_size=1, max_size=3, unique=True))
    return column, {"operator": operator, "value": separator.join(several)}


def written_as_found(column: str) -> list[str]:
    if LEAD_TYPES.get(column, EVENT_TYPES.get(column)) != "text":
        return []
    return [one.strip() for one in FOUND[column]]


def bounds_of(values: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    """Two values, the lower one first as `between` compares them: as numbers where both are, else as text."""

    def ascending(two: list[str]) -> list[str]:
        try:
            return sorted(two, key=Decimal)
        except ArithmeticError:
            return sorted(two, key=str.lower)

    return st.lists(values.filter(lambda one: "|" not in one), min_size=2, max_size=2).map(ascending)


@st.composite
def further_lines(draw: Draw, on: str, rule: Cells, setting: Setting) -> list[Cells]:
    """Seldom one or two further conditions of a rule; often on what its first line looks at."""
    if draw(st.sampled_from([True, True, False])):
        return []
    joiner = draw(st.sampled_from(["or", "and"]))
    lines = []
    for _ in range(draw(st.integers(1, 2))):
        column, condition = draw(conditions(on, setting))
        name = "subject" if on == "leads" else "property"
        if on == "leads" and draw(st.sampled_from([False] * 4 + [True])):
            column, condition = draw(st.sampled_from(["signal:enterprise", "signal:europe"])), {"operator": None}
        is_same = column == rule[name]
        lines.append({name: None if is_same and draw(st.booleans()) else column, **condition, "joined_by": joiner})
    return lines


@st.composite
def points_cells(draw: Draw) -> Cells:
    return {"points": draw(st.sampled_from(POINTS)), "max_points": draw(sometimes("5", "12.5", "50", empty=2))}


FACTORS = ["0.9", "0.5", "0", "1.25", "2", "0.333", "1", "0.0000000001"]


@st.composite
def effect_cells(draw: Draw, rule: Cells) -> Cells:
    """A rule as it stands or, of those that may, one in five as a factor, a ceiling or a floor."""
    effect = draw(st.sampled_from([None] * 7 + ["add", "multiply", "ceiling", "floor"]))
    if rule["rule_type"] == "required" or effect in (None, "add") or rule.get("amount"):
        return {**rule, "effect": None if rule["rule_type"] == "required" or effect not in (None, "add") else effect}
    without = ("award", "amount", "half_life_days", "decay_percent", "decay_every_days", "max_points")
    return {
        **{column: cell for column, cell in rule.items() if column not in without},
        "effect": effect,
        "points": draw(st.sampled_from(FACTORS if effect == "multiply" else [*BOUNDS, "12.345", "-0.005"])),
        "group_id": draw(st.sampled_from([None, rule["group_id"]])),
    }


@st.composite
def lead_rules(draw: Draw, setting: Setting) -> Cells:
    """`attribute`, or seldom `required`."""
    rule_type = draw(st.sampled_from(["attribute"] * 4 + ["required"]))
    if draw(st.sampled_from([False] * 4 + [True])):
        subject = draw(st.sampled_from(["signal:enterprise", "signal:europe"]))
        condition = {"operator": draw(st.sampled_from([None, "is_true", "is_false"]))}
    else:
        subject, condition = draw(conditions("leads", setting))
    defaults = {"award": draw(sometimes("once", empty=5)), "min_count": draw(sometimes("1", empty=5))}
    amount = draw(sometimes("employees", "annual_revenue", empty=4)) if rule_type == "attribute" else None
    if amount and not subject.startswith("signal:") and draw(st.booleans()):
        condition = {}
    return {"rule_type": rule_type, "subject": subject, **condition, **defaults, "amount": amount}


@st.composite
def event_subjects(draw: Draw, setting: Setting) -> Cells:
    """The events that a rule looks at, and when."""
    subject = draw(st.sampled_from([*SUBJECTS, "*"]))
    cells = {"subject": subject, "window_days": draw(sometimes("1", "7", "30", "60", "90", "365"))}
    if draw(st.sampled_from([False, False, True])):
        cells["property"], condition = draw(conditions("events", setting))
        cells |= condition
    elif subject.startswith("signal:"):
        cells["operator"] = draw(st.sampled_from([None, "is_true", "is_false"]))
    if draw(st.sampled_from([False, False, False, True])):
        early, late = draw(spans(setting))
        cells["valid_from"] = draw(st.sampled_from([early, None]))
        cells["valid_to"] = draw(st.sampled_from([late, None]))
    return cells


@st.composite
def event_rules(draw: Draw, setting: Setting) -> Cells:
    min_count = draw(sometimes("1", "2", "3"))
    max_counts = [n for n in ("1", "2", "5", "9") if int(n) >= int(min_count or 1)]
    decay = draw(
        st.one_of(
            st.just({}),
            st.fixed_dictionaries({"half_life_days": st.sampled_from(["30", "7", "14.5"])}),
            st.fixed_dictionaries(
                {
                    "decay_percent": st.sampled_from(["50", "10", "33.3", "100"]),
                    "decay_every_days": st.sampled_from(["30", "7", "1"]),
                }
            ),
        )
    )
    subjects = draw(event_subjects(setting))
    within_days = draw(sometimes("1", "7", "30", "60", empty=2)) if min_count else None
    awards = [None, "once"] if within_days else [None, "once", "each", "each"]
    resets = [
        one
        for one in ("email_opened", "webinar", "Download", "signal:pricing_visit")
        if one.lower() != subjects["subject"].lower()
    ]
    return {
        "rule_type": "event",
        **subjects,
        "award": draw(st.sampled_from(awards)),
        "min_count": min_count,
        "max_count": draw(sometimes(*max_counts, empty=2)),
        "max_per_day": draw(sometimes("1", "2")),
        **decay,
        "count_by": draw(sometimes("day", "asset", "page_path", "value", "is_mobile", empty=2)),
        "within_days": within_days,
        "since_subject": draw(sometimes(*resets, empty=3)),
        "amount": draw(sometimes("value", empty=3)),
    }


@st.composite
def absence_rules(draw: Draw, setting: Setting) -> Cells:
    given = draw(sometimes("email_sent", "Page_View", "webinar", "signal:pricing_visit"))
    return {
        "rule_type": "absence",
        **draw(event_subjects(setting)),
        "max_count": draw(sometimes("0", "1", "3")),
        "given_subject": given,
        "given_min_count": draw(sometimes("1", "2", "3")) if given else draw(sometimes("1", empty=5)),
    }


@st.composite
def scorecards(draw: Draw, scorecard_id: str, most_rules: int, setting: Setting) -> Tables:
    """One scorecard: its line, and those of its groups, rules and tiers."""
    min_score, max_score = draw(st.sampled_from(SCORE_LIMITS))
    groups = [draw(groups_of(f"g{at}")) for at in range(draw(st.integers(1, 4)))]
    rules = []
    for at in range(draw(sizes(most_rules))):
        kind = draw(st.sampled_from([event_rules] * 4 + [lead_rules] * 4 + [absence_rules] * 2))
        rule_id = f"r{at * 3}"  # r12 sorts before r3
        rule = {
            "rule_id": rule_id,
            "group_id": draw(st.sampled_from(groups))["group_id"],
            **draw(kind(setting)),
            **draw(points_cells()),
            "is_enabled": draw(enabled_cells()),
            "description": draw(st.sampled_from(DESCRIPTIONS)),
        }
        rules.append(draw(effect_cells(rule)))
        on = "leads" if kind is lead_rules else "events"
        if on == "leads" or rule.get("property"):
            rules += [{"rule_id": rule_id, **line} for line in draw(further_lines(on, rule, setting))]
    scorecard = {
        "entity": "lead",
        "population": draw(sometimes("enterprise", "europe", empty=3)),
        "min_score": min_score,
        "max_score": max_score,
        "is_enabled": draw(enabled_cells()),
        "description": draw(st.sampled_from(DESCRIPTIONS)),
    }
    tiers = [
        *draw(bands("score", ["cold", "warm", "Hot", "on fire"], bands_at_least=1)),
        *draw(bands("fit", ["D", "C", "B", "A"])),
        *draw(bands("engagement", ["4", "3", "2", "1"])),
    ]
    tables = {"scorecards": [scorecard], "scorecard_groups": groups, "scorecard_rules": rules}
    tables["scorecard_tiers"] = draw(st.permutations(tiers))
    return {name: [{"scorecard_id": scorecard_id, **line} for line in lines] for name, lines in tables.items()}


def enabled_cells() -> st.SearchStrategy[str | None]:
    return st.sampled_from([None, "true", "yes", "1", "TRUE", "y"] * 2 + ["false", "No"])


@st.composite
def groups_of(draw: Draw, group_id: str) -> Cells:
    min_points, max_points = draw(st.sampled_from(LIMITS))
    return {
        "group_id": group_id,
        "axis": draw(st.sampled_from(["engagement", "fit"])),
        "combine": draw(st.sampled_from([None, "sum", "max"])),
        "min_points": min_points,
        "max_points": max_points,
    }


@st.composite
def bands(draw: Draw, axis: str, names: list[str], bands_at_least: int = 0) -> list[Cells]:
    """The bands of one axis: a catch-all, and some above bounds that scores do meet, or of the best so many percent."""
    lines = []
    if axis == "score" and draw(st.sampled_from([False, False, True])):
        percents = draw(st.permutations(["10", "20", "33.3", "50", "80", "100", "0.5"]))
        return [
            {"axis": axis, "tier": name, "lower_percent": percent, "action": draw(sometimes("Call today"))}
            for name, percent in zip(names, [None, *percents[: draw(st.integers(1, len(names) - 1))]])
        ]
    for name in names[: draw(st.integers(bands_at_least, len(names)))]:
        taken = [line["lower_bound"] for line in lines]
        lines.append(
            {
                "axis": axis,
                "tier": name,
                "lower_bound": draw(st.sampled_from([b for b in BOUNDS if b not in taken])) if lines else None,
                "is_strict": draw(st.sampled_from([None, "true", "false"])) if lines else None,
                "action": draw(sometimes("Call today", "Send the newsletter")),
            }
        )
    return lines


@st.composite
def stages(draw: Draw, tables: Tables, setting: Setting) -> list[Cells]:
    """A few stages, each with one or two lines that are alternatives."""
    lines = []
    names = ["subscriber", "lead", "mql", "sql", "customer"]
    for rank, name in zip((1, 2, 5, 10, 20), names[: draw(sizes(len(names)))]):
        phase = draw(sometimes("TOFU", "MOFU", "BOFU"))
        entries = draw(st.lists(stage_entries(tables, setting), min_size=1, max_size=2, unique_by=str))
        lines += [{"stage_id": name, "stage_rank": str(rank), "funnel_phase": phase, **entry} for entry in entries]
    return draw(st.permutations(lines))


@st.composite
def stage_entries(draw: Draw, tables: Tables, setting: Setting) -> Cells:
    entry_type = draw(st.sampled_from(["always", "event", "conversion", "attribute", "score", "tier"]))
    cells = {"entry_type": entry_type}
    match entry_type:
        case "event":
            cells["subject"] = draw(st.sampled_from(SUBJECTS))
        case "score" | "tier" | "attribute":
            cards = {line["scorecard_id"] for line in tables["scorecard_tiers"]}
            card = draw(st.sampled_from(sorted(cards))) if entry_type != "attribute" else None
            cells |= {"scorecard_id": card, **draw(stage_conditions(entry_type, card, tables, setting))}
            if draw(st.sampled_from([False, True])):
                second = draw(stage_conditions(entry_type, card, tables, setting))
                cells |= {f"and_{name}": cell for name, cell in second.items()}
    return cells


@st.composite
def stage_conditions(draw: Draw, entry_type: str, card: str | None, tables: Tables, setting: Setting) -> Cells:
    """What a stage asks of a lead, its score, its tier or its grade."""
    if entry_type == "attribute":
        subject, condition = draw(conditions("leads", setting))
        return {"subject": subject, **condition}
    if entry_type == "score":
        several = draw(st.sampled_from([False, False, True]))
        return {
            "subject": draw(sometimes("score", "fit", "engagement")),
            "operator": draw(st.sampled_from(["between", "in"] if several else [">=", ">", "<", "<=", "=", "!="])),
            "value": draw(st.sampled_from(["0|20", "10|50"] if several else BOUNDS)),
        }
    axes = {line["axis"] for line in tables["scorecard_tiers"] if line["scorecard_id"] == card}
    axis = draw(st.sampled_from(sorted(axes) + (["grade"] * 2 if {"fit", "engagement"} <= axes else [])))
    tiers = tier_names(tables, card, axis)
    operator = draw(st.sampled_from([None, "=", "!=", "in", "not_in"]))
    named = st.lists(st.sampled_from(tiers), min_size=1, max_size=3, unique=True).map("|".join)
    return {
        "subject": draw(st.sampled_from(["score", None])) if axis == "score" else axis,
        "operator": operator,
        "value": draw(named if operator in LISTS else st.sampled_from(tiers)),
    }


def tier_names(tables: Tables, card: str, axis: str) -> list[str]:
    """The tiers of a scorecard on an axis, or its grades, one in somebody's own spelling."""
    if axis == "grade":
        return [
            fit + engagement
            for fit in tier_names(tables, card, "fit")
            for engagement in tier_names(tables, card, "engagement")
        ]
    lines = tables["scorecard_tiers"]
    names = [line["tier"] for line in lines if (line["scorecard_id"], line["axis"]) == (card, axis)]
    return [names[0].upper(), *names[1:], *(["disqualified"] if axis == "score" else [])]


@st.composite
def overrides(draw: Draw, tables: Tables, setting: Setting) -> list[Cells]:
    """Around the scoring date; no two of one lead and scorecard start on one day."""
    lines = []
    for _ in range(draw(st.integers(0, 6))):
        starts_on = setting.scoring_date + timedelta(days=draw(st.sampled_from([-40, -1, 0, 1])))
        lasts = draw(st.sampled_from([None, 1, 2, 40, 41]))
        lines.append(
            {
                "lead_id": draw(st.sampled_from([*setting.lead_ids, *ALIASES, "nobody"])),
                "scorecard_id": draw(st.sampled_from(tables["scorecards"]))["scorecard_id"],
                draw(st.sampled_from(["points", "points", "set_to"])): draw(st.sampled_from(POINTS)),
                "starts_on": starts_on.isoformat(),
                "ends_on": lasts and (starts_on + timedelta(days=lasts)).isoformat(),
                "author": "pat",
                "reason": draw(st.sampled_from(DESCRIPTIONS)),
            }
        )
    return list({(line["lead_id"], line["scorecard_id"], line["starts_on"]): line for line in lines}.values())


@st.composite
def event_filters(draw: Draw) -> list[Cells]:
    """What machines do: within a second, an hour or two days, since events of these worlds are seldom closer."""
    filters = []
    for at in range(draw(st.integers(1, 3))):
        event_type, other = draw(st.permutations(["Email_opened ", "page_view", "email_sent", "download"]))[:2]
        is_burst = draw(st.booleans())
        filters.append(
            {
                "filter_id": f"f{at}",
                "event_type": event_type,
                "kind": "burst" if is_burst else "soon_after",
                "of_event_type": None if is_burst else other,
                "seconds": draw(st.sampled_from(["1", "3600", "172800"])),
                "max_count": draw(st.sampled_from(["1", "2", "3"])) if is_burst else None,
                "is_enabled": draw(enabled_cells()),
            }
        )
    return filters


COLUMNS = {
    "scorecards": "scorecard_id entity population min_score max_score is_enabled description",
    "scorecard_groups": "scorecard_id group_id axis combine min_points max_points",
    "scorecard_rules": "scorecard_id rule_id group_id rule_type subject property operator value joined_by points "
    "effect award min_count max_count window_days max_per_day half_life_days decay_percent decay_every_days "
    "max_points given_subject given_min_count valid_from valid_to is_enabled description count_by within_days "
    "since_subject amount",
    "scorecard_tiers": "scorecard_id axis tier lower_bound lower_percent is_strict action",
    "lifecycle_stages": "stage_id stage_rank funnel_phase entry_type scorecard_id subject operator value "
    "and_subject and_operator and_value",
    "event_filters": "filter_id event_type kind of_event_type seconds max_count is_enabled",
    "score_overrides": "lead_id scorecard_id points set_to starts_on ends_on author reason",
}


def written(name: str, line: Cells, random: Random) -> Cells:
    """A whole line in the order of the page's columns, a few of its cells with blanks around."""

    def padded(cell: str | None) -> str | None:
        return f" {cell} " if cell is not None and random.random() < 0.02 else cell

    return {column: padded(line.get(column)) for column in COLUMNS[name].split()}


@st.composite
def worlds_and_scorecards(
    draw: Draw,
    most_scorecards: int = 3,
    rules: int = 8,
    leads: int = 25,
    events: int = 250,
    loads: bool | None = None,
    history: bool | None = None,
) -> tuple[World, Tables, dict[str, Any]]:
    """A world, the tables of its scorecards, and its options: `scoring_date`, `timezone`, `stitch`.

    Whether events have load times, and leads a history, is drawn where it is not said.
    """
    zone = draw(st.sampled_from(TIMEZONES))
    scoring_date = draw(
        st.one_of(
            st.dates(date(2023, 1, 1), date(2025, 12, 31)),
            st.sampled_from(BORDER_DATES).map(date.fromisoformat),
        )
    )
    setting = Setting(scoring_date, ZoneInfo(zone), [f"L{at:02}" for at in range(draw(sizes(leads)))])
    loads, history = (draw(st.booleans()) if said is None else said for said in (loads, history))
    world = draw(worlds(setting, events, loads, history))
    tables: Tables = {name: [] for name in COLUMNS}
    for scorecard_id in ["software", "smb", "partners"][: draw(sizes(most_scorecards))]:
        for name, lines in draw(scorecards(scorecard_id, rules, setting)).items():
            tables[name] += lines
    tables["lifecycle_stages"] = draw(stages(tables, setting))
    tables["score_overrides"] = draw(overrides(tables, setting))
    tables["event_filters"] = draw(event_filters()) if draw(st.booleans()) else []
    random = Random(draw(SEEDS))
    tables = {name: [written(name, line, random) for line in lines] for name, lines in tables.items()}
    stitch = draw(st.sampled_from(["retroactive", "from_link"]))
    return world, tables, {"scoring_date": scoring_date, "timezone": zone, "stitch": stitch}
