"""What was published is kept: scores, stages and changes of it, from run to run, whatever becomes of the data.

Random schedules change data and scorecards between runs; `past.py` keeps every published day as it was and says what
the history has to hold. The small tests beside them have one case a rule.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from past import Past, entry_of, seen
from project import HISTORY, OUTPUTS, BuildError
from reference import Result, Row, Tables, Types, World
from strategies import SIGNALS, Draw
from test_incremental import Feed, OngoingProject, feeds

SCHEDULES = max(1, int(os.environ.get("LEAD_SCORING_EXAMPLES", "6")) // 12)
STEPS = 6  # runs of each
PAIRS = Random(16)
POINTS_IN_WORDS = re.compile(r"\(([+-]?\d+(?:\.\d+)?)\)(?=; |$)")
CHANGE_REASONS = (
    "first_scored", "merge", "no_longer_scored", "override", "rule_changed", "limit", "time_passed",
    "attribute_changed", "new_event", "expired", "decayed",
)  # fmt: skip
CHANGES = """
    select lead_id, scorecard_id, changed_on, compared_with_on, score_before, score_after, exact_score_before,
        exact_score_after, tier_before, tier_after, grade_before, grade_after, is_disqualified_before,
        is_disqualified_after
    from lead_score_changes
"""


class HistoryProject(OngoingProject):
    """A project that remembers, and the past that it should."""

    keeps_history = True
    query = ""
    models = (*OUTPUTS.values(), *HISTORY, "lead_sales_queue")
    past = Past()
    signals = SIGNALS

    def begin(self, **options: Any) -> None:
        """A world of its own: nothing has been published yet."""
        self.forget()
        self.forget_history()
        self.past = Past(**options)

    def publish(self, world: World, tables: Tables, on: date, *arguments: str, **options: Any) -> Result:
        """Score a day, and check the whole past as it is published."""
        self.arguments = arguments
        ours = self.score(
            world, tables, on, publish_decimals=self.past.decimals, notable_change=str(self.past.notable), **options
        )
        self.arguments = ()
        zone = {name: options[name] for name in ("timezone", "stitch") if name in options}
        is_newest = self.past.publish(seen(world, tables, self.signals, ours, on, **zone))
        self.check()
        if is_newest:
            self.check_stages(ours)
            self.check_queue(on)
        return ours

    def check(self) -> None:
        """The published tables say what the past says."""
        assert same(self.rows("select * from lead_score_history"), self.past.spans())
        assert same(self.rows(CHANGES), self.past.changes())
        assert same(
            self.rows("""
                select lead_id, stage_id, entered_on, left_on, published_on, is_recycled from lead_stage_history
            """),
            self.past.stage_entries(),
        )
        assert same(
            self.rows("""
                select lead_id, changed_on, stage_before, stage_after from lead_stage_changes
            """),
            self.past.stage_changes(),
        )
        self.check_sums()

    def check_sums(self) -> None:
        """What moved a score adds up, between the days of a change and any others."""
        self.check_differences()
        moved: defaultdict[str, Decimal] = defaultdict(Decimal)
        for row in self.rows("select change_id, points_change, reason from lead_score_change_entries"):
            assert row["reason"] is not None
            moved[row["change_id"]] += row["points_change"]
        changes = self.rows("select * from lead_score_changes")
        assert len({row["change_id"] for row in changes}) == len(changes)
        for row in changes:
            difference = (row["exact_score_after"] or 0) - (row["exact_score_before"] or 0)
            assert moved.pop(row["change_id"], 0) == difference, row
        assert not moved

    def check_differences(self) -> None:
        """Between random days, the first and the last among them, ledgers differ by what the macro says."""
        days = sorted(self.past.days)
        pairs = {(days[0], days[-1]), *(tuple(sorted(PAIRS.choices(days, k=2))) for _ in range(3))}
        for first, last in pairs:
            moved = self.differences(first, last)
            assert {key: row["points_change"] for key, row in moved.items()} == self.past.differences(first, last)
            totals: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
            for row in moved.values():
                assert row["reason"] in CHANGE_REASONS
                assert row["points_after"] - row["points_before"] == row["points_change"]
                totals[row["lead_id"], row["scorecard_id"]] += row["points_change"]
            before, after = (self.past.days[day].scores for day in (first, last))
            for key in {*before, *after}:
                scores = [scored[key]["score"] if key in scored else Decimal(0) for scored in (before, after)]
                assert totals.pop(key, Decimal(0)) == scores[1] - scores[0], (first, last, key)
            assert not totals

    def check_queue(self, on: date) -> None:
        """Why a score is another than a week ago: the largest differences between the two ledgers."""
        before = max((day for day in self.past.days if (on - day).days >= 7), default=min(self.past.days))
        moved: defaultdict[tuple[str, str], list[Decimal]] = defaultdict(list)
        for (lead_id, card, *_), points in self.past.differences(before, on).items():
            moved[lead_id, card].append(abs(points))
        for row in self.rows("select * from lead_sales_queue"):
            assert row["scoring_date"] == on
            told = [abs(Decimal(points)) for points in POINTS_IN_WORDS.findall(row["moved_by"] or "")]
            assert told == sorted(moved[row["lead_id"], row["scorecard_id"]], reverse=True)[:3], row

    def differences(self, first: date, last: date) -> dict[tuple[str, ...], Row]:
        """What a user's query says of two days: it is read from the macro, compiled once."""
        if not self.query:
            found = self.invoke(
                "compile", "--inline", "{{ lead_scoring.lead_score_differences('2001-01-01', '2001-01-02') }}",
                variables={"lead_scoring__keep_history": True},
            ).result.results[0].node.compiled_code  # fmt: skip
            self.query = found
        query = self.query.replace("2001-01-01", str(first)).replace("2001-01-02", str(last))
        rows = with_decimals(self.rows(query))
        return {(row["lead_id"], row["scorecard_id"], *entry_of(row)): row for row in rows}

    def check_stages(self, ours: Result) -> None:
        """The leads that there are have the stage of their last entry."""
        places = {lead_id: places[-1] for lead_id, places in self.past.places().items()}
        for row in ours.stages:
            place = places.get(row["lead_id"])
            expected = (place.stage_id, place.entered_on) if place else (None, None)
            assert (row["stage_id"], row["entered_on"]) == expected, row

    def log_sizes(self) -> list[int]:
        """The number of lines of each log that say more than that a day was published."""
        return [
            len(self.rows(f"select * from int_lead_scoring__{name}_log where line_type <> 'day'"))
            for name in ("score", "stage", "definition", "change", "ledger")
        ]

    def reasons(self, lead_id: str) -> set[tuple[str, str, Decimal]]:
        """Of the newest day: what moved a lead's score, why, and by how much."""
        rows = self.rows(f"""
            select coalesce(rule_id, entry_type) as entry, reason, points_change from lead_score_change_entries
            where lead_id = '{lead_id}' and changed_on = (select max(changed_on) from lead_score_change_entries)
        """)
        return {(row["entry"], row["reason"], row["points_change"]) for row in rows}

    def stage(self, lead_id: str) -> tuple[str, date]:
        row = self.rows(f"select stage_id, entered_on from lead_stages where lead_id = '{lead_id}'")[0]
        return row["stage_id"], row["entered_on"]


def same(ours: Iterable[Row], theirs: Iterable[Row]) -> bool:
    """Whether rows are the same in any order; shown row by row if not."""
    found, expected = ({repr(sorted(row.items())) for row in rows} for rows in map(with_decimals, (ours, theirs)))
    assert found == expected, "\n".join(
        [*(f"ours only:     {row}" for row in sorted(found - expected)),
         *(f"expected only: {row}" for row in sorted(expected - found))]
    )  # fmt: skip
    return True


def with_decimals(rows: Iterable[Row]) -> list[Row]:
    """Decimals of two digits, however many a database shows."""
    return [
        {name: cell.quantize(Decimal("0.01")) if isinstance(cell, Decimal) else cell for name, cell in row.items()}
        for row in rows
    ]


@pytest.fixture(scope="module")
def remembering(tmp_path_factory: pytest.TempPathFactory, target: str) -> HistoryProject:
    return HistoryProject(tmp_path_factory.mktemp("history"), target)


# -- Random schedules -------------------------------------------------------------------------------------------------


@st.composite
def recycling_feeds(draw: Draw) -> Feed:
    """A schedule whose stages recycle leads after few days."""
    feed = draw(feeds())
    lines = feed.tables["lifecycle_stages"]
    by_rank = sorted({(int(line["stage_rank"] or 0), (line["stage_id"] or "").strip()) for line in lines})
    for line in lines:
        if (line["stage_id"] or "").strip() != by_rank[0][1]:
            line |= {"recycle_after_days": "3", "recycle_to": by_rank[0][1]}
    return feed


@pytest.mark.random
def test_random_schedules_keep_what_was_published(remembering: HistoryProject) -> None:
    @settings(
        max_examples=SCHEDULES,
        deadline=None,
        derandomize="CI" in os.environ,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(recycling_feeds())
    def agrees(feed: Feed) -> None:
        remembering.begin()
        history = []
        for _ in range(STEPS):
            history.append((str(feed.today), feed.happened))
            arguments = feed.random.choice([(), (), ("--full-refresh",)])
            options = {name: value for name, value in feed.options.items() if name != "scoring_date"}
            try:
                remembering.publish(feed.world, feed.tables, feed.today, *arguments, **options)
            except AssertionError as difference:
                difference.add_note("\n".join(map(str, history)))
                raise
            feed.change()

    agrees()


# -- Small worlds -----------------------------------------------------------------------------------------------------

TODAY = date(2026, 3, 10)
NOON = datetime(2026, 3, 10, 12)
LEAD_TYPES: Types = {"lead_id": "text", "created_at": "timestamp", "industry": "text", "trial_ends_on": "date"}
EVENT_TYPES: Types = {
    "event_id": "text", "lead_id": "text", "event_type": "text", "occurred_at": "timestamp",
}  # fmt: skip


def days(number: int) -> timedelta:
    return timedelta(days=number)


def a_lead(lead_id: str, industry: str | None = None, age: int = 90, trial_ends_on: date | None = None) -> Row:
    return {
        "lead_id": lead_id, "created_at": NOON - days(age), "industry": industry, "trial_ends_on": trial_ends_on,
    }  # fmt: skip


def an_event(lead_id: str, event_type: str, age: int = 0) -> Row:
    """So many days before the first one that is scored; after it, if negative."""
    event_id = f"{lead_id} {event_type} {age}"
    return {"event_id": event_id, "lead_id": lead_id, "event_type": event_type, "occurred_at": NOON - days(age)}


def a_link(alias_id: str, lead_id: str, age: int = 0) -> Row:
    return {"alias_id": alias_id, "lead_id": lead_id, "linked_at": NOON - days(age)}


def a_world(leads: list[Row], events: list[Row], **others: list[Row]) -> World:
    return World(leads, events, others.get("conversions", []), others.get("identities", []), LEAD_TYPES, EVENT_TYPES)


def a_rule(rule_id: str, points: str, group_id: str = "web", **cells: str) -> dict[str, str | None]:
    return {
        "scorecard_id": "card", "rule_id": rule_id, "group_id": group_id, "rule_type": "event", "subject": rule_id,
        "points": points, **cells,
    }  # fmt: skip


GROUPS = [
    {"scorecard_id": "card", "group_id": "who", "axis": "fit"},
    {"scorecard_id": "card", "group_id": "web", "axis": "engagement"},
    {"scorecard_id": "card", "group_id": "chats", "axis": "engagement", "max_points": "6"},
]
TECHNOLOGY = a_rule(
    "technology", "8", "who", rule_type="attribute", subject="industry", operator="=", value="technology"
)
RULES = [
    TECHNOLOGY,
    a_rule("visit", "5", award="each"),
    a_rule("download", "10", window_days="30"),
    a_rule("call", "20", half_life_days="1"),
    a_rule("form", "3"),
    a_rule("webinar", "9"),
    a_rule("chat", "4", "chats", award="each"),
    a_rule("silent", "-5", rule_type="absence", subject="login", window_days="10", given_subject="email_sent"),
    a_rule("ping", "2", max_count="1", window_days="30"),
    a_rule(
        "trial", "6", "who", rule_type="attribute", subject="trial_ends_on", operator="within_next_days", value="14"
    ),
]
TABLES: Tables = {"scorecards": [{"scorecard_id": "card"}], "scorecard_groups": GROUPS, "scorecard_rules": RULES}
NAMES = "ann bob cem dee eve fay gus hal joe kim leo mia ned oli pam quo ron sam tim"
TRIALS = {"uma": 14, "val": 0, "wes": None, "xia": 13}
LEADS = [
    *(a_lead(lead_id) for lead_id in NAMES.split()),
    *(a_lead(lead_id, trial_ends_on=None if ends is None else TODAY + days(ends)) for lead_id, ends in TRIALS.items()),
]
EVENTS = [
    an_event("ann", "visit", 1), an_event("bob", "download", 29), an_event("cem", "call"), an_event("eve", "form"),
    an_event("visitor", "visit", 2), an_event("hal", "chat"), an_event("joe", "visit"), an_event("kim", "visit"),
    an_event("mia", "login", 9), an_event("mia", "email_sent", 1), an_event("ned", "email_sent", 1),
    an_event("pam", "ping"), an_event("quo", "ping"), an_event("quo", "ping", 29), an_event("ron", "visit"),
    an_event("sam", "webinar"),
]  # fmt: skip
THE_NEXT_DAY = [
    an_event("ann", "visit", -1), an_event("hal", "chat", -1), an_event("ned", "login", -1),
    an_event("oli", "email_sent", -1), an_event("pam", "ping", -1), an_event("ron", "visit", 5),
]  # fmt: skip
CHANGED_RULES = [
    {**rule, "points": "4"} if rule["rule_id"] == "form" else rule for rule in RULES if rule["rule_id"] != "webinar"
]
CHANGED_TABLES: Tables = {
    **TABLES,
    "scorecard_rules": CHANGED_RULES,
    "score_overrides": [
        {"lead_id": "fay", "scorecard_id": "card", "points": "7", "starts_on": "2026-03-11", "reason": "Met her"}
    ],
}
CHANGED_LEADS = [
    *(lead for lead in LEADS if lead["lead_id"] not in ("dee", "joe", "wes", "xia")),
    a_lead("dee", "technology"), a_lead("ida", "technology", -1),
    a_lead("wes", trial_ends_on=TODAY + days(5)), a_lead("xia"),
]  # fmt: skip
LINKS = [a_link("visitor", "gus", -1), a_link("kim", "leo", -1)]
REASONS: dict[str, list[tuple[str, str, str]]] = {
    "ann": [("visit", "new_event", "5")],
    "bob": [("download", "expired", "-10")],
    "cem": [("call", "decayed", "-10")],
    "dee": [("technology", "attribute_changed", "8")],
    "eve": [("form", "rule_changed", "1")],
    "fay": [("override", "override", "7")],
    "gus": [("visit", "merge", "5")],
    "hal": [("chat", "new_event", "4"), ("group_limit", "limit", "-2")],
    "ida": [("technology", "first_scored", "8")],
    "joe": [("visit", "no_longer_scored", "-5")],
    "kim": [("visit", "merge", "-5")],
    "leo": [("visit", "merge", "5")],
    "mia": [("silent", "expired", "-5")],
    "ned": [("silent", "new_event", "5")],
    "oli": [("silent", "new_event", "-5")],
    "pam": [("ping", "new_event", "-2")],
    "quo": [("ping", "expired", "2")],
    "ron": [("visit", "new_event", "5")],
    "sam": [("webinar", "rule_changed", "-9")],
    "tim": [],
    "uma": [("trial", "time_passed", "6")],
    "val": [("trial", "time_passed", "-6")],
    "wes": [("trial", "attribute_changed", "6")],
    "xia": [("trial", "attribute_changed", "-6")],
}


@pytest.fixture(scope="module")
def two_days(remembering: HistoryProject) -> HistoryProject:
    """Two days, and on the second everything that can move a score has happened to somebody."""
    remembering.begin(decimals=2, notable=Decimal("0.01"))
    remembering.publish(a_world(LEADS, EVENTS), TABLES, TODAY)
    remembering.publish(
        a_world(CHANGED_LEADS, [*EVENTS, *THE_NEXT_DAY], identities=LINKS), CHANGED_TABLES, TODAY + days(1)
    )
    return remembering


@pytest.mark.parametrize("lead_id", REASONS)
def test_each_reason(two_days: HistoryProject, lead_id: str) -> None:
    assert two_days.reasons(lead_id) == {(entry, why, Decimal(points)) for entry, why, points in REASONS[lead_id]}


def test_words_of_a_rule_that_is_gone(two_days: HistoryProject) -> None:
    [row] = two_days.rows("select description, group_id, axis from lead_score_change_entries where rule_id = 'webinar'")
    assert row == {"description": "webinar", "group_id": "web", "axis": "engagement"}


@pytest.mark.slow
def test_a_day_that_is_run_again(two_days: HistoryProject) -> None:
    """The same adds nothing; something else replaces what was said of the day, and of that day alone."""
    before, tomorrow = two_days.log_sizes(), TODAY + days(1)
    world = a_world(CHANGED_LEADS, [*EVENTS, *THE_NEXT_DAY], identities=LINKS)
    two_days.publish(world, CHANGED_TABLES, tomorrow, "--full-refresh")
    assert two_days.log_sizes() == before

    two_days.publish(world, {**CHANGED_TABLES, "score_overrides": []}, tomorrow)
    assert not two_days.rows("select * from lead_score_changes where lead_id = 'fay'")
    two_days.publish(world, CHANGED_TABLES, tomorrow)
    assert two_days.reasons("fay") == {("override", "override", Decimal(7))}

    # A day before the newest writes nothing, nor does a run without any rows.
    before = two_days.log_sizes()
    two_days.publish(a_world(LEADS, EVENTS), TABLES, TODAY)
    two_days.arguments = ("--empty",)
    two_days.score(a_world(LEADS, EVENTS), TABLES, TODAY + days(5))
    two_days.arguments = ()
    assert two_days.log_sizes() == before


@pytest.mark.slow
def test_a_past_day_says_which_tables_are_of_it(two_days: HistoryProject) -> None:
    """And nobody calls by its scores."""
    two_days.score(a_world(CHANGED_LEADS, EVENTS), CHANGED_TABLES, TODAY + days(1))
    queue = two_days.rows("select * from lead_sales_queue order by lead_id")
    assert {row["scoring_date"] for row in queue} == {TODAY + days(1)}
    two_days.score(a_world(LEADS, EVENTS), TABLES, TODAY)
    assert two_days.rows("select * from lead_sales_queue order by lead_id") == queue

    two_days.arguments = ("--warn-error-options", "{error: [JinjaLogWarning]}")
    with pytest.raises(BuildError) as error:
        two_days.score(a_world(LEADS, EVENTS), TABLES, TODAY)
    two_days.arguments = ()
    now, still = re.findall(r"are (?:now|still): (.*?)\. ", str(error.value))
    assert {*OUTPUTS.values()} <= {*now.split(", ")}
    assert {*HISTORY, "lead_sales_queue"} == {*still.split(", ")}


# -- Stages -----------------------------------------------------------------------------------------------------------

STAGES: list[dict[str, str | None]] = [
    {"stage_id": "lead", "stage_rank": "1", "entry_type": "always"},
    {"stage_id": "mql", "stage_rank": "2", "entry_type": "tier", "scorecard_id": "card", "value": "hot",
     "recycle_after_days": "30", "recycle_to": "lead"},
    {"stage_id": "sql", "stage_rank": "3", "entry_type": "event", "subject": "demo", "recycle_after_days": "60",
     "recycle_to": "lead"},
    {"stage_id": "customer", "stage_rank": "4", "entry_type": "conversion"},
]  # fmt: skip
STAGE_TABLES: Tables = {
    "scorecards": [{"scorecard_id": "card"}],
    "scorecard_groups": GROUPS,
    "scorecard_rules": [TECHNOLOGY, a_rule("visit", "8", window_days="5")],
    "scorecard_tiers": [
        {"scorecard_id": "card", "axis": "score", "tier": "hot", "lower_bound": "8"},
        {"scorecard_id": "card", "axis": "score", "tier": "cold"},
    ],
    "lifecycle_stages": STAGES,
}


@pytest.mark.slow
def test_stages_hold_and_are_recycled(remembering: HistoryProject) -> None:
    remembering.begin()
    leads = [a_lead(lead_id) for lead_id in ("ann", "bob", "cem", "dan")] + [a_lead("eli", "technology")]
    events = [an_event("ann", "visit"), an_event("bob", "demo", 3)]
    sold = {"conversions": [{"lead_id": "dan", "converted_at": NOON - days(1)}]}

    def publish(after: int, **others: Any) -> None:
        tables = {**STAGE_TABLES, "lifecycle_stages": others.pop("stages", STAGES)}
        remembering.publish(a_world(leads, events, **sold, **others), tables, TODAY + days(after))

    publish(0)
    assert remembering.stage("ann") == remembering.stage("eli") == ("mql", TODAY)
    assert remembering.stage("bob") == ("sql", TODAY - days(3))
    assert remembering.stage("dan") == ("customer", TODAY - days(1))

    # Ann is cold again, and stays; the survivor of a merge has the higher stage of both, also once they part.
    publish(7, identities=[a_link("dan", "cem", -7)])
    assert remembering.stage("ann") == ("mql", TODAY)
    assert remembering.stage("cem") == ("customer", TODAY - days(1))
    publish(8)
    assert remembering.stage("cem") == remembering.stage("dan") == ("customer", TODAY - days(1))

    # Both have done nothing for 30 days. Eli is hot as before, which is nothing new.
    publish(30)
    assert remembering.stage("ann") == remembering.stage("eli") == ("lead", TODAY + days(30))
    events.append(an_event("ann", "visit", -31))
    publish(31)
    assert remembering.stage("ann") == ("mql", TODAY + days(31))
    assert remembering.stage("eli") == ("lead", TODAY + days(30))
    leads[-1] = a_lead("eli")
    publish(32)
    leads[-1] = a_lead("eli", "technology")
    publish(33)
    assert remembering.stage("eli") == ("mql", TODAY + days(33))

    # Of demos only those count that come after bob was recycled, from their own day on.
    publish(60)
    assert remembering.stage("bob") == ("lead", TODAY + days(60))
    events.append(an_event("bob", "demo", -20))
    publish(61)
    assert remembering.stage("bob") == ("lead", TODAY + days(60))
    events.extend([an_event("bob", "demo", -62), an_event("bob", "demo", -64)])
    publish(64)
    assert remembering.stage("bob") == ("sql", TODAY + days(62))

    # A stage that is no more holds nobody.
    publish(65, stages=[line for line in STAGES if line["stage_id"] != "sql"])
    assert remembering.stage("bob") == ("lead", TODAY + days(60))


# -- Edits of bounds --------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_an_edit_of_a_bound_is_told_apart_from_what_happened(remembering: HistoryProject) -> None:
    """The bound falls to 8 and the lead with 8 points is hot by that alone; ann would be hot by 16 points as well."""
    remembering.begin(decimals=2)
    leads = [a_lead(lead_id, "technology") for lead_id in ("ann", "bob", "dan")] + [a_lead("cem")]
    events = [an_event("ann", "visit", -1), an_event("cem", "visit", -2)]
    tier, rest = STAGE_TABLES["scorecard_tiers"]
    grades = [
        {"scorecard_id": "card", "axis": "fit", "tier": "A", "lower_bound": "9"},
        {"scorecard_id": "card", "axis": "fit", "tier": "B"},
    ]

    def publish(after: int, bound: str, grade: str = "9", stages: list[dict[str, str | None]] = STAGES) -> None:
        lines = [{**tier, "lower_bound": bound}, rest, {**grades[0], "lower_bound": grade}, grades[1]]
        tables = {**STAGE_TABLES, "scorecard_tiers": lines, "lifecycle_stages": stages}
        new = [a_lead("eve", "technology", -after)] if after == 1 else []
        remembering.publish(a_world([*leads, *new], events), tables, TODAY + days(after))

    def reasons(after: int) -> dict[str, tuple[str | None, ...]]:
        told: defaultdict[str, list[str | None]] = defaultdict(lambda: [None, None, None])
        day = f"changed_on = date '{TODAY + days(after)}'"
        for row in remembering.rows(f"select lead_id, tier_reason, grade_reason from lead_score_changes where {day}"):
            told[row["lead_id"]][:2] = row["tier_reason"], row["grade_reason"]
        for row in remembering.rows(f"select lead_id, reason from lead_stage_changes where {day}"):
            told[row["lead_id"]][2] = row["reason"]
        return {lead_id: tuple(row) for lead_id, row in told.items()}

    publish(0, "12")
    publish(1, "8")
    by_edit = ("tier_edited", None, "tier_edited")
    assert reasons(1) == {
        "ann": ("score", None, "admitted"),
        "bob": by_edit,
        "dan": by_edit,
        "eve": ("first_scored", "first_scored", "admitted"),
    }
    # A second run of the day says the same of the day, also where it changes its mind.
    publish(1, "12")
    assert reasons(1)["ann"] == ("score", None, "admitted") and "bob" not in reasons(1)
    publish(1, "8")
    assert reasons(1)["bob"] == by_edit

    # A grade, and lines of stages: cem is hot by a visit, and stays a lead until the line asks for less.
    publish(2, "8", grade="8", stages=[line for line in STAGES if line["stage_id"] != "mql"])
    assert reasons(2)["bob"] == (None, "tier_edited", "stage_edited")
    assert reasons(2)["cem"] == ("score", None, None)
    publish(3, "8", grade="8")
    assert reasons(3)["cem"] == (None, None, "stage_edited")
    publish(4, "8", grade="8")
    assert reasons(4) == {}
