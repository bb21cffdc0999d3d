"""The scores of SPEC.md once more, in plain Python, to check the SQL against.

Written from the page alone, so that agreement of the two means something, and read like the page: inputs (§2),
the rule language (§3), the twelve steps (§4), the output tables (§5), the trace (§10). Speed does not matter here, and
scorecards are taken to be correct: the checks of §6 have no counterpart.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from hashlib import md5
from itertools import groupby, takewhile
from typing import Any, Literal
from zoneinfo import ZoneInfo

Row = dict[str, Any]
Types = dict[str, Literal["text", "number", "boolean", "date", "timestamp"]]
Tables = Mapping[str, list[Mapping[str, str | None]]]
Moment = date | datetime

UTC = UTC
ZERO = Decimal("0.00")
OUTBOUND_EVENT_TYPES = ("email_sent", "email_delivered", "email_bounced", "segment_added", "segment_removed")

# The sentences of entries that have no words of their own; the page leaves them open.
GROUP_LIMIT_DESCRIPTION = "Limit of group {group_id}"
SCORE_LIMIT_DESCRIPTION = "Limit of the score"
OVERRIDE_DESCRIPTION = "Override"

# Why a row of an input does not count: of several reasons that apply, the first one is stated.
# Worlds have typed times and no events of accounts alone: those reasons are stated with 0.
REASONS = {
    "leads": ("no_lead", "no_time", "unreadable_time", "after_scoring_date", "merged", "ended", "repeated_id",
              "not_valid_on_scoring_date"),
    "events": ("no_lead", "unknown_lead", "unknown_account", "no_time", "unreadable_time", "after_scoring_date",
               "before_link", "repeated_id", "machine"),
    "conversions": ("no_lead", "unknown_lead", "no_time", "unreadable_time", "after_scoring_date"),
    "identities": ("no_alias", "no_lead", "no_time", "unreadable_time", "after_scoring_date", "self", "circular",
                   "unknown_lead", "repeated_id"),
    "score_overrides": ("unknown_lead", "not_in_force", "not_scored", "superseded"),
}  # fmt: skip


# ---------------------------------------------------------------------------------------------------------------------
# What goes in and what comes out
# ---------------------------------------------------------------------------------------------------------------------


@dataclass
class World:
    """The input relations of §2: typed rows, and the type of every column (its cells may all be null)."""

    leads: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    conversions: list[Row] = field(default_factory=list)
    identities: list[Row] = field(default_factory=list)
    lead_types: Types = field(default_factory=dict)
    event_types: Types = field(default_factory=dict)


@dataclass(frozen=True)
class Signal:
    """A named condition (§7): true, false, or None where nulls leave it unknown."""

    on: Literal["leads", "events"]
    holds: Callable[[Row], bool | None]


@dataclass
class Result:
    """The output tables of §5 and §10."""

    ledger: list[Row] = field(default_factory=list)
    scores: list[Row] = field(default_factory=list)
    tiers: list[Row] = field(default_factory=list)
    stages: list[Row] = field(default_factory=list)
    audit: list[Row] = field(default_factory=list)
    trace: list[Row] = field(default_factory=list)
    activities: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Event:
    """An event that counts, with its day and its age on the scoring date."""

    row: Row
    day: date
    age: int


@dataclass
class Lead:
    """A lead that exists on the scoring date, with what is its own."""

    lead_id: str
    created_on: date
    attributes: Row
    events: list[Event] = field(default_factory=list)
    machines: list[Event] = field(default_factory=list)  # events that machines made
    converted_on: list[date] = field(default_factory=list)


@dataclass(frozen=True)
class Calendar:
    """What a day is (§2): a calendar day in the scoring time zone, seen from the scoring date."""

    scoring_date: date
    zone: ZoneInfo

    def instant(self, moment: Moment) -> datetime:
        if not isinstance(moment, datetime):
            return datetime.combine(moment, time.min, self.zone).astimezone(UTC)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)

    def day(self, moment: Moment) -> date:
        """A timestamp's day depends on the zone; a date is that calendar day as it stands."""
        if isinstance(moment, datetime):
            return self.instant(moment).astimezone(self.zone).date()
        return moment

    def age(self, moment: Moment) -> int:
        return (self.scoring_date - self.day(moment)).days

    def is_after(self, moment: Moment | None) -> bool:
        """Nothing after the scoring date is ever read."""
        return moment is not None and self.day(moment) > self.scoring_date

    def beside(self, found: Moment, limit: Moment) -> tuple[Moment, Moment]:
        """Both as days where the limit is a day, both as instants where it has a time."""
        if isinstance(limit, datetime):
            return self.instant(found), self.instant(limit)
        return self.day(found), limit


@dataclass(frozen=True)
class Line:
    """One line of a seed table. An empty cell, like a missing column, is not set."""

    cells: Mapping[str, str | None]
    further: tuple[Line, ...] = ()
    """Of a rule: its further lines (§9), which hold a condition each."""

    def text(self, column: str, default: str | None = None) -> str | None:
        return trimmed(self.cells.get(column) or "") or default

    def number(self, column: str, default: str | None = None) -> Decimal | None:
        cell = self.text(column, default)
        return None if cell is None else Decimal(cell)

    def moment(self, column: str) -> Moment | None:
        cell = self.text(column)
        return None if cell is None else read_moment(cell)

    def is_yes(self, column: str, default: str) -> bool:
        return read_yes_no(self.text(column, default))


@dataclass(frozen=True)
class Scorecard:
    """The enabled lines of one scorecard."""

    line: Line
    groups: list[Line]
    rules: list[Line]
    tiers: list[Line]

    @property
    def scorecard_id(self) -> str:
        return self.line.text("scorecard_id")


@dataclass(frozen=True)
class Scoring:
    """All that the steps of §4 look at: who exists, what is known, and how it is read."""

    calendar: Calendar
    leads: list[Lead]
    overrides: list[tuple[str, Line]]
    identities: IdentityMap
    signals: Mapping[str, Signal]
    lead_types: Types
    event_types: Types
    outbound_event_types: Iterable[str] = OUTBOUND_EVENT_TYPES


@dataclass(frozen=True)
class Outcome:
    """What steps 1 to 6 find for a lead and a rule. Without events where the rule is about attributes."""

    rule: Line
    meeting: list[Event] | None  # the condition holds
    matched: list[Event] | None  # and the rule's validity
    in_window: list[Event] | None
    counted: list[Event] | None
    fired: bool
    points: Decimal | None
    after_reset: list[Event] | None = None
    with_value: list[Event] | None = None
    latest: Event | None = None  # the latest counted event, by which points decay


def score(
    world: World,
    tables: Tables,
    signals: Mapping[str, Signal],
    scoring_date: date,
    timezone: str = "UTC",
    dormant_after_days: int = 90,
    outbound_event_types: Iterable[str] = OUTBOUND_EVENT_TYPES,
    stitch: Literal["retroactive", "from_link"] = "retroactive",
) -> Result:
    """State every score, tier and stage of the world for one day."""
    calendar = Calendar(scoring_date, ZoneInfo(timezone))
    with localcontext(prec=60):  # exact decimals throughout; only the factor of a half life is rounded
        scoring, audit = read_inputs(world, tables, signals, calendar, stitch)
        scoring = replace(scoring, outbound_event_types=outbound_event_types)
        result = Result(audit=audit)
        for scorecard in read_scorecards(tables):
            score_scorecard(scorecard, scoring, result)
        for lead in scoring.leads:
            result.stages.append(
                stage_row(lead, lines(tables, "lifecycle_stages"), scoring, result)
                | {"is_dormant": is_dormant(lead, dormant_after_days, scoring)}
            )
        result.activities = activity_rows(activities(tables), scoring)
    return result


def score_scorecard(scorecard: Scorecard, scoring: Scoring, result: Result) -> None:
    """Every lead that exists and belongs to the population has its rows, also with no rule fired."""
    scores, tiers = [], []
    for lead in filter(lambda lead: belongs(lead, scorecard, scoring), scoring.leads):
        key = {
            "lead_id": lead.lead_id,
            "scorecard_id": scorecard.scorecard_id,
            "scoring_date": scoring.calendar.scoring_date,
        }
        outcomes = [apply_rule(rule, lead, scoring) for rule in scorecard.rules]
        entries, totals = score_lead(lead, scorecard, outcomes, scoring)
        result.ledger += [key | entry for entry in entries]
        points = {entry["rule_id"]: entry["points"] for entry in entries}
        result.trace += [
            key | trace_row(outcome, lead, scoring) | {"points": points.get(outcome.rule.text("rule_id"))}
            for outcome in outcomes
        ]
        scores.append(key | totals)
    for totals in scores:
        key = {name: totals[name] for name in ("lead_id", "scorecard_id", "scoring_date")}
        tiers.append(key | tier_columns(scorecard, totals, scores))
    result.scores += scores
    result.tiers += tiers


# ---------------------------------------------------------------------------------------------------------------------
# §2 Inputs: what counts, and why the rest does not
# ---------------------------------------------------------------------------------------------------------------------


def read_inputs(
    world: World, tables: Tables, signals: Mapping[str, Signal], calendar: Calendar, stitch: str
) -> tuple[Scoring, list[Row]]:
    """Keep the rows that count and write the audit, where every other row has one reason."""
    identities, link_reasons = identity_map(world, calendar)
    leads, lead_reasons = read_leads(world.leads, world.lead_types, identities, calendar)
    by_id = {lead.lead_id: lead for lead in leads}
    scoring = Scoring(calendar, leads, [], identities, signals, world.lead_types, world.event_types)
    in_force, override_reasons = read_overrides(tables, by_id, scoring)
    reasons = {
        "leads": lead_reasons,
        "events": read_events(world.events, identities, stitch, by_id, calendar, lines(tables, "event_filters")),
        "conversions": read_conversions(world.conversions, identities, by_id, calendar),
        "identities": link_reasons,
        "score_overrides": override_reasons,
    }
    return replace(scoring, overrides=in_force), audit_rows(reasons)


@dataclass(frozen=True)
class Link:
    """A row of the identities, by its place among them: whose an id is since a moment."""

    at: int
    alias_id: str
    since: datetime
    lead_id: str


class IdentityMap:
    """Which lead an id stands for, from when to when.

    Each link of a visitor holds from its time to the next one's. Of a record, which is a lead itself (also one that has
    ended), the latest link alone holds, from the start: merged records bring all that they did.
    """

    def __init__(self, links: Iterable[Link], records: Iterable[str]) -> None:
        self.records = set(records)
        self.links: dict[str, list[Link]] = {}
        for link in sorted(links, key=lambda link: (link.alias_id, link.since, link.lead_id)):
            before = self.links.setdefault(link.alias_id, [])
            if before and (link.alias_id in self.records or before[-1].since == link.since):
                before.pop()  # of two links of one time the greater lead_id holds
            before.append(link)

    def holds(self, link: Link) -> bool:
        """It is in force at some time."""
        return link in self.links[link.alias_id]

    def link_in_force(self, alias_id: str, moment: datetime | None) -> Link | None:
        """The link of this id at a moment, without one the latest; what came before the first belongs to the first."""
        links = self.links.get(alias_id, [])
        begun = [link for link in links if moment is None or link.since <= moment]
        return begun[-1] if begun else next(iter(links), None)

    def chain(self, alias_id: str, moment: datetime | None) -> list[Link] | None:
        """The links from an id to its end at a moment; None where they never end.

        All that a record did is the surviving record's: from a record on the latest links are followed.
        """
        chain: list[Link] = []
        while True:
            moment = None if alias_id in self.records else moment
            link = self.link_in_force(alias_id, moment)
            if link is None:
                return chain
            if link in chain:
                return None
            chain.append(link)
            alias_id = link.lead_id

    def lead_of(self, alias_id: str, moment: datetime | None = None) -> str:
        """The end of the chain at a moment, without one that of the latest links.

        An id whose chain never ends, or that has none, stands for itself.
        """
        chain = self.chain(alias_id, moment)
        return chain[-1].lead_id if chain else alias_id

    def is_before_link(self, alias_id: str, moment: datetime) -> bool:
        """A visitor of the chain was not linked yet. Records belong together from the start."""
        visitors = takewhile(lambda link: link.alias_id not in self.records, self.chain(alias_id, moment) or [])
        return any(link.since > moment for link in visitors)


def identity_map(world: World, calendar: Calendar) -> tuple[IdentityMap, list[str | None]]:
    """The links that say something on the scoring date, and of every link why it does not hold."""
    versions = lead_versions(world.leads, first_lead_reasons(world.leads, calendar))
    leads = {lead_id for lead_id, rows in versions.items() if not has_ended(rows, calendar)}
    rows = world.identities
    reasons = [
        first_reason(
            no_alias=row["alias_id"] is None,
            no_lead=row["lead_id"] is None,
            no_time=row["linked_at"] is None,
            after_scoring_date=calendar.is_after(row["linked_at"]),
            self=row["alias_id"] == row["lead_id"],
        )
        for row in rows
    ]
    links = [
        Link(at, rows[at]["alias_id"], calendar.instant(rows[at]["linked_at"]), rows[at]["lead_id"])
        for at in kept(rows, reasons)
    ]
    saying = links_to_somebody(links, versions, leads)
    identities = IdentityMap(saying, versions)
    for link in links:
        reasons[link.at] = first_reason(
            circular=link in saying and is_circular(link, identities),
            unknown_lead=link not in saying,
            repeated_id=link in saying and not identities.holds(link),
        )
    return identities, reasons


def links_to_somebody(links: list[Link], records: Iterable[str], leads: set[str]) -> list[Link]:
    """Without links of records whose end is no lead: nobody loses events to an id that does not exist.

    Such a link hides no earlier one, and where it goes, a link to its own record may lead to somebody after all.
    """
    while True:
        identities = IdentityMap(links, records)
        saying = [link for link in links if not leads_to_nobody(link, identities, leads)]
        if saying == links:
            return links
        links = saying


def leads_to_nobody(link: Link, identities: IdentityMap, leads: set[str]) -> bool:
    """A link of a record whose end is no lead, with no link of another record nearer to that end."""
    chain = identities.chain(link.lead_id, None)
    if link.alias_id not in identities.records or chain is None:
        return False
    is_nearest = all(further.alias_id not in identities.records for further in chain)
    return is_nearest and identities.lead_of(link.lead_id) not in leads


def is_circular(link: Link, identities: IdentityMap) -> bool:
    """Following from its own time never ends: it lies on a circle, or leads into one."""
    moment = None if link.alias_id in identities.records else link.since
    return identities.chain(link.lead_id, moment) is None


def first_lead_reasons(rows: list[Row], calendar: Calendar) -> list[str | None]:
    """Why rows of the leads say nothing of any lead that there has been."""
    return [
        first_reason(
            no_lead=row["lead_id"] is None,
            no_time=row["created_at"] is None,
            after_scoring_date=calendar.is_after(row["created_at"]),
        )
        for row in rows
    ]


def lead_versions(rows: list[Row], reasons: list[str | None]) -> dict[str, list[Row]]:
    """The rows of each lead that exists or has ended."""
    versions: dict[str, list[Row]] = {}
    for at in kept(rows, reasons):
        versions.setdefault(rows[at]["lead_id"], []).append(rows[at])
    return versions


def has_begun(row: Row, calendar: Calendar) -> bool:
    return not calendar.is_after(row.get("valid_from"))


def is_valid(row: Row, calendar: Calendar) -> bool:
    """Attributes kept as history hold in [valid_from, valid_to); without history they always do."""
    valid_to = row.get("valid_to")
    return has_begun(row, calendar) and (valid_to is None or calendar.is_after(valid_to))


def has_ended(versions: list[Row], calendar: Calendar) -> bool:
    """At least one version has begun, and every such version has ended."""
    begun = [row for row in versions if has_begun(row, calendar)]
    return bool(begun) and not any(is_valid(row, calendar) for row in begun)


def read_leads(
    rows: list[Row], types: Types, identities: IdentityMap, calendar: Calendar
) -> tuple[list[Lead], list[str | None]]:
    """The leads that exist on the scoring date, each with the attributes valid then."""
    reasons = first_lead_reasons(rows, calendar)
    versions = lead_versions(rows, reasons)
    leads = []
    for lead_id in sorted(versions):
        own = [at for at in kept(rows, reasons) if rows[at]["lead_id"] == lead_id]
        is_merged = identities.lead_of(lead_id) != lead_id
        if is_merged or has_ended(versions[lead_id], calendar):
            for at in own:
                reasons[at] = "merged" if is_merged else "ended"
            continue
        created_first = sorted(own, key=lambda at: calendar.instant(rows[at]["created_at"]))
        valid = [at for at in created_first if is_valid(rows[at], calendar)]
        # Before its first version a lead exists; nothing but its creation is known of it.
        chosen = latest(rows, valid or created_first, calendar)
        for at in set(own) - {chosen}:
            reasons[at] = "repeated_id" if at in valid else "not_valid_on_scoring_date"
        created_at = rows[created_first[0]]["created_at"]
        attributes = (rows[chosen] if valid else dict.fromkeys(types)) | {"lead_id": lead_id, "created_at": created_at}
        leads.append(Lead(lead_id, calendar.day(created_at), attributes))
    for lead in leads:
        fill_from_merged(lead, types, versions, identities, calendar)
    return leads, reasons


def fill_from_merged(
    lead: Lead, types: Types, versions: Mapping[str, list[Row]], identities: IdentityMap, calendar: Calendar
) -> None:
    """§9: a lead takes what it lacks from records that were merged into it: the latest link first, then the smaller id.

    A record that has ended gives its last version, one that has not begun gives nothing.
    """
    records = [one for one in sorted(versions) if one != lead.lead_id and identities.lead_of(one) == lead.lead_id]
    records.sort(key=lambda one: identities.link_in_force(one, None).since, reverse=True)  # of one time the smaller id
    for record in records:
        begun = [row for row in versions[record] if has_begun(row, calendar)]
        valid = [row for row in begun if is_valid(row, calendar)]
        rows = sorted(valid or begun, key=lambda row: calendar.instant(row["created_at"]))
        if not rows:
            continue
        known = rows[latest(rows, list(range(len(rows))), calendar)]
        for column in types.keys() - {"lead_id", "created_at", "valid_from", "valid_to"}:
            if is_blank(lead.attributes[column]) and not is_blank(known[column]):
                lead.attributes[column] = known[column]


def is_blank(found: Any) -> bool:
    return found is None or (isinstance(found, str) and trimmed(found) == "")


def latest(rows: list[Row], versions: list[int], calendar: Calendar) -> int:
    """Of several rows of a lead the latest valid_from (null is the earliest), then the earliest created_at."""

    def since(at: int) -> float:
        valid_from = rows[at].get("valid_from")
        return float("-inf") if valid_from is None else calendar.instant(valid_from).timestamp()

    return max(versions, key=since)  # of equals, max takes the first: the earliest created


def read_events(
    rows: list[Row],
    identities: IdentityMap,
    stitch: str,
    leads: dict[str, Lead],
    calendar: Calendar,
    filters: list[Line],
) -> list[str | None]:
    """Give every event that counts to its lead; a repeated id counts once, an event without an id by itself."""
    owners = [owner_of(row, "occurred_at", identities, calendar) for row in rows]
    deduplicated_events = rows_known_first(rows, calendar)
    reasons = [
        first_reason(
            no_lead=row["lead_id"] is None,
            unknown_lead=owner not in leads,
            no_time=row["occurred_at"] is None,
            after_scoring_date=calendar.is_after(row["occurred_at"]) or calendar.is_after(row.get("loaded_at")),
            before_link=stitch == "from_link"
            and row["occurred_at"] is not None
            and identities.is_before_link(row["lead_id"], calendar.instant(row["occurred_at"])),
            repeated_id=row["event_id"] is not None and at not in deduplicated_events,
        )
        for at, (row, owner) in enumerate(zip(rows, owners))
    ]
    for at in kept(rows, reasons):
        occurred_at = rows[at]["occurred_at"]
        leads[owners[at]].events.append(Event(rows[at], calendar.day(occurred_at), calendar.age(occurred_at)))
    for lead in leads.values():
        lead.events.sort(key=lambda e: (calendar.instant(e.row["occurred_at"]), *nulls_first(e.row["event_id"])))
        machines = events_of_machines(lead.events, filters, calendar)
        lead.machines = [event for event in lead.events if id(event.row) in machines]
        lead.events = [event for event in lead.events if id(event.row) not in machines]
        for at in kept(rows, reasons):
            if id(rows[at]) in machines:
                reasons[at] = "machine"
    return reasons


def events_of_machines(events: list[Event], filters: list[Line], calendar: Calendar) -> set[int]:
    """§9 machines: of the events of a lead that no other reason leaves out, those that a filter leaves out."""

    def times(event_type: str | None) -> list[tuple[datetime, int]]:
        return [
            (calendar.instant(event.row["occurred_at"]), id(event.row))
            for event in events
            if event.row["event_type"] is not None and as_compared(event.row["event_type"]) == as_compared(event_type)
        ]

    machines = set()
    for line in filter(is_enabled, filters):
        own, seconds = times(line.text("event_type")), timedelta(seconds=int(line.number("seconds")))
        if line.text("kind") == "soon_after":
            others = [moment for moment, _ in times(line.text("of_event_type"))]
            machines |= {row for moment, row in own if any(timedelta(0) <= moment - t0 < seconds for t0 in others)}
        else:
            most = int(line.number("max_count"))
            runs = [own[at : at + most + 1] for at in range(len(own) - most)]
            machines |= {row for run in runs if run[-1][0] - run[0][0] < seconds for _, row in run}
    return machines


def owner_of(row: Row, time_column: str, identities: IdentityMap, calendar: Calendar) -> str:
    """Whose an event or a conversion is by the links in force at its time."""
    moment = row[time_column]
    return identities.lead_of(row["lead_id"], None if moment is None else calendar.instant(moment))


def rows_known_first(rows: list[Row], calendar: Calendar) -> set[int]:
    """Of the rows with one event id the one that became known first, whoever exists and whatever the scoring date.

    Rows without a lead id or a time take no part.
    """
    decided_first = ("event_id", "loaded_at", "occurred_at", "lead_id", "event_type")
    others = sorted({column for row in rows for column in row} - {*decided_first})

    def became_known(at: int) -> tuple:
        row = rows[at]
        loaded_at, occurred_at = row.get("loaded_at"), row["occurred_at"]
        return (
            max(calendar.day(moment) for moment in (loaded_at, occurred_at) if moment is not None),
            nulls_last(None if loaded_at is None else calendar.instant(loaded_at)),
            calendar.instant(occurred_at),
            row["lead_id"],
            *(nulls_last(as_text(row.get(column))) for column in ("event_type", *others)),
        )

    taking_part = [
        at
        for at, row in enumerate(rows)
        if None not in (row["event_id"], row["lead_id"], row["occurred_at"])
    ]  # fmt: skip
    first: dict[str, int] = {}
    for at in sorted(taking_part, key=became_known):
        first.setdefault(rows[at]["event_id"], at)
    return set(first.values())


def as_text(value: Any) -> str | None:
    """A value as SQL writes it."""
    return str(value).lower() if isinstance(value, bool) else None if value is None else str(value)


def read_conversions(
    rows: list[Row], identities: IdentityMap, leads: dict[str, Lead], calendar: Calendar
) -> list[str | None]:
    """Give every conversion that counts to its lead; before the first link it belongs to the first."""
    owners = [owner_of(row, "converted_at", identities, calendar) for row in rows]
    reasons = [
        first_reason(
            no_lead=row["lead_id"] is None,
            unknown_lead=owner not in leads,
            no_time=row["converted_at"] is None,
            after_scoring_date=calendar.is_after(row["converted_at"]),
        )
        for row, owner in zip(rows, owners)
    ]
    for at in kept(rows, reasons):
        leads[owners[at]].converted_on.append(calendar.day(rows[at]["converted_at"]))
    return reasons


def read_overrides(
    tables: Tables, leads: dict[str, Lead], scoring: Scoring
) -> tuple[list[tuple[str, Line]], list[str | None]]:
    """The overrides in force on D (`starts_on <= D`, and `D < ends_on` or no end), each with its lead on D."""
    overrides, calendar = lines(tables, "score_overrides"), scoring.calendar
    scorecards = {scorecard.scorecard_id: scorecard for scorecard in read_scorecards(tables)}
    owners = [scoring.identities.lead_of(line.text("lead_id")) for line in overrides]
    reasons = [
        first_reason(
            unknown_lead=owner not in leads,
            not_in_force=calendar.is_after(line.moment("starts_on"))
            or not (line.moment("ends_on") is None or calendar.is_after(line.moment("ends_on"))),
            not_scored=(scorecard := scorecards.get(line.text("scorecard_id"))) is None
            or owner not in leads
            or not belongs(leads[owner], scorecard, scoring),
        )
        for owner, line in zip(owners, overrides)
    ]
    of_one: dict[tuple, list[int]] = {}
    for at in kept(overrides, reasons):
        of_one.setdefault((owners[at], overrides[at].text("scorecard_id")), []).append(at)
    for ats in of_one.values():
        chosen = set_score([overrides[at] for at in ats])
        for at in ats:
            if chosen not in (None, overrides[at]):
                reasons[at] = "superseded"
    return [(owners[at], overrides[at]) for at in kept(overrides, reasons)], reasons


def set_score(overrides: list[Line]) -> Line | None:
    """§9: of the overrides that set the score the latest, then the one with the greater score; others do not apply."""
    setting = [line for line in overrides if line.text("set_to")]
    return max(setting, key=lambda line: (line.text("starts_on"), line.number("set_to")), default=None)


def first_reason(**applies: bool) -> str | None:
    return next((reason for reason, it_applies in applies.items() if it_applies), None)


def kept(rows: list, reasons: list[str | None]) -> list[int]:
    """Where the rows are that no reason leaves out."""
    return [at for at, _ in enumerate(rows) if reasons[at] is None]


def nulls_first(value: Any) -> tuple:
    return (False,) if value is None else (True, value)


def nulls_last(value: Any) -> tuple:
    return (True,) if value is None else (False, value)


def audit_rows(reasons: dict[str, list[str | None]]) -> list[Row]:
    """A row for every reason of every input, also with 0, and one for what counted."""
    rows = []
    for name, stated in reasons.items():
        counts = Counter(reason or "counted" for reason in stated)
        rows += [
            {"input": name, "reason": reason, "row_count": counts[reason]} for reason in ("counted", *REASONS[name])
        ]
    return rows


# ---------------------------------------------------------------------------------------------------------------------
# §3 Scorecards as tables, and the conditions in their cells
# ---------------------------------------------------------------------------------------------------------------------

SEVERAL_VALUES = {"in", "not_in", "not_one_of", "between", "contains", "starts_with", "ends_with", "has_word",
                  "not_contains", "includes_any", "includes_all", "includes_none"}  # fmt: skip
TRUE_ON_NULL = {"is_not": "!=", "not_one_of": "not_in"}
RELATIVE = {"within_last_days", "older_than_days", "within_next_days"}
INCLUDES = {"includes_any", "includes_all", "includes_none"}
LIST_SEPARATOR = ";"
ORDERING = {"<", "<=", ">", ">=", "between"}
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)")
PLAIN_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(DAY.pattern + r"([ t][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?)?", re.IGNORECASE)
YES = ("true", "t", "yes", "y", "on", "1")
NO = ("false", "f", "no", "n", "off", "0")


def lines(tables: Tables, name: str) -> list[Line]:
    return [Line(cells) for cells in tables.get(name, [])]


def read_scorecards(tables: Tables) -> list[Scorecard]:
    """A disabled scorecard or rule does nothing."""
    return [
        Scorecard(
            line,
            groups=lines_of(line, tables, "scorecard_groups"),
            rules=[rule for rule in rules_of(line, tables) if is_enabled(rule)],
            tiers=lines_of(line, tables, "scorecard_tiers"),
        )
        for line in lines(tables, "scorecards")
        if is_enabled(line)
    ]


def lines_of(scorecard: Line, tables: Tables, name: str) -> list[Line]:
    scorecard_id = scorecard.text("scorecard_id")
    return [line for line in lines(tables, name) if line.text("scorecard_id") == scorecard_id]


def rules_of(scorecard: Line, tables: Tables) -> list[Line]:
    """The rules of a scorecard, each with its further lines."""
    of_card = lines_of(scorecard, tables, "scorecard_rules")
    return [
        replace(line, further=tuple(other for other in of_card if other.text("joined_by") and of_one_rule(line, other)))
        for line in of_card
        if not line.text("joined_by")
    ]


def of_one_rule(line: Line, other: Line) -> bool:
    return line.text("rule_id") == other.text("rule_id")


def conditions_of(line: Line) -> list[Line]:
    """The conditions of a rule: a further line looks at what the first does unless it names something else."""
    return [
        line,
        *(
            Line(
                {
                    **other.cells,
                    "subject": other.text("subject") or line.text("subject"),
                    "property": other.text("property") or line.text("property"),
                }
            )
            for other in line.further
        ),
    ]


def joiner_of(line: Line) -> str:
    return line.further[0].text("joined_by").lower() if line.further else "and"


def joined(line: Line, holding: list[bool | None]) -> bool | None:
    """What the conditions of a rule come to together, None where that depends on what is not known: SQL's and, or."""
    decisive = joiner_of(line) == "or"
    if decisive in holding:
        return decisive
    return None if None in holding else not decisive


def is_enabled(line: Line) -> bool:
    return line.is_yes("is_enabled", "true")


def belongs(lead: Lead, scorecard: Scorecard, scoring: Scoring) -> bool:
    """Where the scorecard names a population, that signal holds."""
    population = scorecard.line.text("population")
    return population is None or signal_holds(f"signal:{population}", None, lead.attributes, scoring)


def lead_condition(line: Line, lead: Lead, scoring: Scoring) -> bool | None:
    """Whether the conditions of a line hold; None where that is not known."""
    return joined(line, [single_lead_condition(one, lead, scoring) for one in conditions_of(line)])


def single_lead_condition(line: Line, lead: Lead, scoring: Scoring) -> bool | None:
    """`subject` is an attribute, or `signal:<name>` on leads."""
    subject, operator = line.text("subject"), line.text("operator")
    if line.text("amount") and not operator and not is_signal(subject):
        return lead.attributes[line.text("amount")] is not None
    if is_signal(subject):
        holds = scoring.signals[subject.removeprefix("signal:")].holds(lead.attributes)
        return None if holds is None else holds is (operator != "is_false")
    found, column_type = lead.attributes[subject], scoring.lead_types[subject]
    if found is None and operator not in ("is_null", "is_not_null", *TRUE_ON_NULL):
        return None
    return condition_holds(found, column_type, operator, line.text("value"), scoring.calendar)


def event_condition(line: Line, event: Event, scoring: Scoring) -> bool:
    """`subject` is an event type, or `signal:<name>` on events; conditions on properties narrow it."""
    subject, operator = line.text("subject"), line.text("operator")
    if line.text("property") is None:
        return subject_holds(subject, operator, event, scoring)
    return (
        subject_holds(subject, None, event, scoring)
        and joined(line, [property_condition(one, event, scoring) for one in conditions_of(line)]) is True
    )


def property_condition(line: Line, event: Event, scoring: Scoring) -> bool:
    column = line.text("property")
    found, column_type = event.row[column], scoring.event_types[column]
    return condition_holds(found, column_type, line.text("operator"), line.text("value"), scoring.calendar)


def subject_holds(subject: str, operator: str | None, event: Event, scoring: Scoring) -> bool:
    if is_signal(subject):
        return signal_holds(subject, operator, event.row, scoring)
    event_type = event.row["event_type"]
    if subject == "*":
        return is_own_event(event, scoring.outbound_event_types)
    return event_type is not None and as_compared(event_type) == as_compared(subject)


def is_own_event(event: Event, outbound_event_types: Iterable[str]) -> bool:
    """An event of the lead's own that has a type, not one that was done to it."""
    outbound = {as_compared(event_type) for event_type in outbound_event_types}
    return event.row["event_type"] is not None and as_compared(event.row["event_type"]) not in outbound


def is_signal(subject: str) -> bool:
    return subject.startswith("signal:")


def signal_holds(subject: str, operator: str | None, row: Row, scoring: Scoring) -> bool:
    """The signal is known to hold, or with `is_false` known not to hold."""
    return scoring.signals[subject.removeprefix("signal:")].holds(row) is (operator != "is_false")


def condition_holds(found: Any, column_type: str, operator: str, value: str | None, calendar: Calendar) -> bool:
    """A condition on a null is false; only `is_null`, `is_not` and `not_one_of` are true."""
    if operator in ("is_null", "is_not_null"):
        return (found is None) == (operator == "is_null")
    if found is None:
        return operator in TRUE_ON_NULL
    if operator in RELATIVE:
        return is_so_many_days_away(found, column_type, operator, int(Decimal(value)), calendar)
    operator = TRUE_ON_NULL.get(operator, operator)
    if operator in ("is_true", "is_false"):
        return is_yes_no(found, column_type, operator == "is_true")
    values = [trimmed(one) for one in value.split("|")] if operator in SEVERAL_VALUES else [value]
    match operator:
        case "contains":
            return any(as_compared(one) in as_compared(found) for one in values)
        case "not_contains":
            return not any(as_compared(one) in as_compared(found) for one in values)
        case "starts_with":
            return any(as_compared(found).startswith(as_compared(one)) for one in values)
        case "ends_with":
            return any(as_compared(found).endswith(as_compared(one)) for one in values)
        case "has_word":
            return any(has_word(as_compared(found), as_compared(one)) for one in values)
        case "includes_any":
            return not answers_in(found).isdisjoint(map(as_compared, values))
        case "includes_all":
            return answers_in(found).issuperset(map(as_compared, values))
        case "includes_none":
            return answers_in(found).isdisjoint(map(as_compared, values))
    pairs = comparable(found, column_type, operator, values, calendar)
    if pairs is None:
        return False
    (left, right), *_ = pairs
    match operator:
        case "=" | "in":
            return any(left == right for left, right in pairs)
        case "!=" | "not_in":
            return all(left != right for left, right in pairs)
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case ">=":
            return left >= right
        case "between":
            (above, low), (below, high) = pairs  # a day beside one bound, an instant beside the other
            return low <= above and below <= high
    raise ValueError(f"No such operator: {operator}")


def is_so_many_days_away(found: Any, column_type: str, operator: str, days: int, calendar: Calendar) -> bool:
    """By calendar days from the scoring date; a text that is no time is at no distance."""
    if column_type == "text":
        if not is_timestamp(trimmed(found)):
            return False
        found = read_moment(trimmed(found))
    age = calendar.age(found)
    match operator:
        case "within_last_days":
            return 0 <= age < days
        case "older_than_days":
            return age >= days
        case _:
            return 0 <= -age < days


def answers_in(found: str) -> set[str]:
    """The answers in a text of several; empty ones are none."""
    return {as_compared(answer) for answer in found.split(LIST_SEPARATOR)} - {""}


def comparable(
    found: Any, column_type: str, operator: str, values: list[str], calendar: Calendar
) -> list[tuple[Any, Any]] | None:
    """What is found beside each value, both in the column's type; None where they cannot be compared."""
    match column_type:
        case "text" if operator in ORDERING and all(NUMBER.fullmatch(one) for one in values):
            if not NUMBER.fullmatch(trimmed(found)):
                return None
            return [(Decimal(trimmed(found)), Decimal(one)) for one in values]
        case "text" if operator in ORDERING and all(is_timestamp(one) for one in values):
            if not is_timestamp(trimmed(found)):
                return None
            return [calendar.beside(read_moment(trimmed(found)), read_moment(one)) for one in values]
        case "text" if operator in ORDERING:
            return [(as_compared(found), as_compared(one)) for one in values]
        case "text":
            return [meant_the_same(as_compared(found), as_compared(one), calendar) for one in values]
        case "number":
            return [(Decimal(str(found)), Decimal(one)) for one in values]
        case "boolean":
            return [(found, read_yes_no(one)) for one in values]
        case "date" | "timestamp":
            return [calendar.beside(found, read_moment(one)) for one in values]
    raise ValueError(f"No such type: {column_type}")


def meant_the_same(found: str, value: str, calendar: Calendar) -> tuple[Any, Any]:
    """Two texts as what both of them are: numbers, times, yes or no; or else as texts.

    What has a leading zero or plus is a code and no number.
    """
    if PLAIN_NUMBER.fullmatch(found) and PLAIN_NUMBER.fullmatch(value):
        return Decimal(found), Decimal(value)
    if is_timestamp(found) and is_timestamp(value):
        return calendar.beside(read_moment(found), read_moment(value))
    if value in ("true", "false") and is_yes_no(found, "text", value == "true"):
        return value, value
    return found, value


def is_timestamp(text: str) -> bool:
    return bool(MOMENT.fullmatch(text))


def is_yes_no(found: Any, column_type: str, wanted: bool) -> bool:
    """Yes and no are words, numbers (1, 0), or true and false."""
    match column_type:
        case "text" if NUMBER.fullmatch(as_compared(found)):
            return Decimal(as_compared(found)) == wanted
        case "text":
            return as_compared(found) in (YES if wanted else NO)
        case _:
            return found == wanted


def has_word(text: str, word: str) -> bool:
    """A word is bounded by anything that is not a letter or digit of any script."""
    bounded = f" {text} "  # the ends of the text bound a word too
    return any(
        text.startswith(word, at) and not is_in_word(bounded[at]) and not is_in_word(bounded[at + len(word) + 1])
        for at in range(len(text) - len(word) + 1)
    )


def is_in_word(character: str) -> bool:
    category = unicodedata.category(character)
    return category.startswith("L") or category == "Nd"


# Every character that Unicode calls white space; `str.strip` alone would take four control characters more.
BLANKS = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))


def trimmed(text: str) -> str:
    """Without surrounding blanks, no-break space included."""
    return text.strip(BLANKS)


def as_compared(text: str) -> str:
    """Text comparison ignores case and surrounding blanks, never accents."""
    return trimmed(text).lower()


def read_yes_no(cell: str) -> bool:
    return {**dict.fromkeys(YES, True), **dict.fromkeys(NO, False)}[cell.lower()]


def read_moment(cell: str) -> Moment:
    """A day, or a time: UTC unless it names a zone."""
    return date.fromisoformat(cell) if DAY.fullmatch(cell) else datetime.fromisoformat(cell)


# ---------------------------------------------------------------------------------------------------------------------
# §4 How a score is computed
# ---------------------------------------------------------------------------------------------------------------------


def score_lead(lead: Lead, scorecard: Scorecard, outcomes: list[Outcome], scoring: Scoring) -> tuple[list[Row], Row]:
    """The ledger entries of one lead on one scorecard, and the totals that they add up to."""
    entries, axes = [], {"fit": ZERO, "engagement": ZERO}
    for group in scorecard.groups:
        own = [outcome for outcome in outcomes if adds_to(outcome.rule, group)]
        fired = [rule_entry(outcome) for outcome in own if outcome.fired]
        entries += fired + group_limit_entries(group, fired)
        axes[group.text("axis")] += group_points(group, fired)  # step 10
    in_force = [
        line
        for owner, line in scoring.overrides
        if owner == lead.lead_id and line.text("scorecard_id") == scorecard.scorecard_id
    ]
    entries += override_entries(in_force, total(entries))
    entries += effect_entries(outcomes, total(entries), is_set=set_score(in_force) is not None)
    entries += score_limit_entries(scorecard, entries)
    lacking = lacking_rules(outcomes)
    return entries, {
        "score": total(entries),
        "fit_score": axes["fit"],
        "engagement_score": axes["engagement"],
        "is_disqualified": bool(lacking),
        "disqualified_by": ", ".join(rule.text("rule_id") for rule in lacking) or None,
        "rules_fired": sum(entry["rule_id"] is not None for entry in entries),
        "last_event_on": max(filter(None, (e["last_event_on"] for e in entries)), default=None),
        "top_reasons": top_reasons(lacking, entries),
    }


def apply_rule(rule: Line, lead: Lead, scoring: Scoring) -> Outcome:
    """Steps 1 to 6, for every rule, fired or not."""
    if rule.text("rule_type") in ("attribute", "required"):
        fired = lead_condition(rule, lead, scoring) is True
        raw = raw_points(rule, [], None) * amount_of(rule, lead.attributes)
        points = limited_points(rule, raw) if fired else None
        return Outcome(rule, None, None, None, None, fired, points)
    meeting = [event for event in lead.events if event_condition(rule, event, scoring)]
    matched = [event for event in meeting if is_in_validity(rule, event, scoring.calendar)]
    in_window = [event for event in matched if is_in_window(rule, event)]
    after_reset = events_after_reset(rule, in_window, lead, scoring)
    with_value = [event for event in after_reset if counted_by(rule, event, scoring) is not None]
    counted = count_events(rule, latest_of_each_value(rule, with_value, scoring))
    latest = latest_counted(rule, counted)
    fired = fires(rule, lead, in_window, counted, latest, scoring)
    points = limited_points(rule, raw_points(rule, counted, latest)) if fired else None
    return Outcome(rule, meeting, matched, in_window, counted, fired, points, after_reset, with_value, latest)


def events_after_reset(rule: Line, events: list[Event], lead: Lead, scoring: Scoring) -> list[Event]:
    """§9 `since_subject`: only events strictly later than the latest such event of the lead, of all time."""
    subject, calendar = rule.text("since_subject"), scoring.calendar
    if subject is None:
        return events
    resets = [
        calendar.instant(event.row["occurred_at"])
        for event in lead.events
        if subject_holds(subject, None, event, scoring)
    ]  # fmt: skip
    return [event for event in events if not resets or calendar.instant(event.row["occurred_at"]) > max(resets)]


def counted_by(rule: Line, event: Event, scoring: Scoring) -> Any:
    """§9 `count_by`: the value of the event, as conditions compare; a blank is none. Without one all values differ."""
    column = rule.text("count_by")
    if column is None:
        return id(event)
    if column == "day":
        return event.day
    value = event.row[column]
    return as_compared(value) or None if isinstance(value, str) else value


def latest_of_each_value(rule: Line, events: list[Event], scoring: Scoring) -> list[Event]:
    """§9 `count_by`: of events with the same value the latest alone counts."""
    latest = {counted_by(rule, event, scoring): event for event in in_order(rule, events)}
    return in_order(rule, latest.values())


def in_order(rule: Line, events: Iterable[Event]) -> list[Event]:
    """By time and id, as events of a lead are; what has both in common by the rule's amount."""
    return sorted(
        events,
        key=lambda event: (
            event.day,
            event.row["occurred_at"].replace(tzinfo=None),
            *nulls_first(event.row["event_id"]),
            nulls_first(event.row[rule.text("amount")] if rule.text("amount") else None),
        ),
    )


def latest_counted(rule: Line, counted: list[Event]) -> Event | None:
    """The latest counted event; with `within_days` the last one of the latest span that holds `min_count` of them."""
    within = rule.number("within_days")
    if within is None:
        return counted[-1] if counted else None
    close = [
        event
        for event in counted
        if sum(event.age <= other.age < event.age + within for other in counted) >= rule.number("min_count")
    ]
    return close[-1] if close else None


def is_in_validity(rule: Line, event: Event, calendar: Calendar) -> bool:
    """Step 1, match: the event falls in [valid_from, valid_to)."""
    occurred_at = event.row["occurred_at"]
    if valid_from := rule.moment("valid_from"):
        found, limit = calendar.beside(occurred_at, valid_from)
        if found < limit:
            return False
    if valid_to := rule.moment("valid_to"):
        found, limit = calendar.beside(occurred_at, valid_to)
        if found >= limit:
            return False
    return True


def is_in_window(rule: Line, event: Event) -> bool:
    """Step 1, match: `age < window_days`."""
    window = rule.number("window_days")
    return window is None or event.age < window


def count_events(rule: Line, matched: list[Event]) -> list[Event]:
    """Step 2, count: at most `max_per_day` of each day, keeping the latest. (Events come in order of time.)"""
    max_per_day = int(rule.number("max_per_day") or len(matched))
    return [
        event for _, of_day in groupby(matched, key=lambda event: event.day) for event in list(of_day)[-max_per_day:]
    ]


def fires(
    rule: Line, lead: Lead, in_window: list[Event], counted: list[Event], latest: Event | None, scoring: Scoring
) -> bool:
    """Step 3, fire, of rules on events."""
    match rule.text("rule_type"):
        case "event":
            at_least, at_most = rule.number("min_count", "1"), rule.number("max_count")
            is_enough = at_least <= len(counted) and (at_most is None or len(counted) <= at_most)
            return is_enough and latest is not None
        case "absence":
            is_absent = len(in_window) <= rule.number("max_count", "0")
            return is_absent and given_holds(rule, lead, scoring) and is_old_enough(rule, lead, scoring)
    raise ValueError(f"No such rule type: {rule.text('rule_type')}")


def given_holds(rule: Line, lead: Lead, scoring: Scoring) -> bool:
    """Step 3, `absence`: no blame for not opening mail that was never sent."""
    subject = rule.text("given_subject")
    if subject is None:
        return True
    given = [
        event
        for event in lead.events
        if is_in_validity(rule, event, scoring.calendar)
        and is_in_window(rule, event)
        and subject_holds(subject, None, event, scoring)
    ]
    return len(given) >= rule.number("given_min_count", "1")


def is_old_enough(rule: Line, lead: Lead, scoring: Scoring) -> bool:
    """Step 3, `absence`: where there is a window, the lead is at least `window_days` old."""
    window = rule.number("window_days")
    return window is None or scoring.calendar.age(lead.created_on) >= window


def lacking_rules(outcomes: list[Outcome]) -> list[Line]:
    """Step 3, `required`: if the condition does not hold, the lead is disqualified on this scorecard."""
    lacking = [it.rule for it in outcomes if it.rule.text("rule_type") == "required" and not it.fired]
    return sorted(lacking, key=lambda rule: rule.text("rule_id"))


def decay_factor(rule: Line, age: int) -> Decimal:
    """Step 4, decay: f(age), to 12 decimals."""
    half_life, percent = rule.number("half_life_days"), rule.number("decay_percent")
    if half_life is not None:
        return rounded(Decimal("0.5") ** (age / half_life), "1e-12")
    if percent is not None:
        return rounded(max(Decimal(0), 1 - percent / 100 * (age // rule.number("decay_every_days"))), "1e-12")
    return Decimal(1)


def raw_points(rule: Line, counted: list[Event], latest: Event | None) -> Decimal:
    """Step 5, raw points: decayed by the latest counted event, or for `each` by every one; times the amount of each."""
    points = rule.number("points", "0")
    if rule.text("rule_type") != "event":
        return points
    events = counted if rule.text("award", "once") == "each" else [latest]
    # Of an amount and a factor 12 decimals are kept, as of a factor alone.
    shares = [rounded(amount_of(rule, e.row) * decay_factor(rule, e.age), "1e-12") for e in events]
    return points * sum(shares)


def amount_of(rule: Line, row: Row) -> Decimal:
    """§9 `amount`: the number that points are multiplied by, to 4 decimals; null is 0."""
    column = rule.text("amount")
    return rounded(Decimal(str(row[column] or 0)), "1e-4") if column else Decimal(1)


def limited_points(rule: Line, raw: Decimal) -> Decimal:
    """Step 6, rule limit: the absolute value cut to `max_points`, then rounded, half away from zero.

    No rule gives more than 10 ** 13 points; the page leaves open where they end.
    """
    limit = rule.number("max_points", "10000000000000")
    return rounded(cut(raw, -limit, limit))


def rule_entry(outcome: Outcome) -> Row:
    """Steps 1 to 6: the entry of a rule that fires, also where its points are 0."""
    return ledger_entry(
        "rule",
        outcome.points,
        description_of(outcome.rule),
        group_id=outcome.rule.text("group_id"),
        rule_id=outcome.rule.text("rule_id"),
        event_count=None if outcome.counted is None else len(outcome.counted),
        last_event_on=last_day(outcome),
    )


def last_day(outcome: Outcome) -> date | None:
    return outcome.latest.day if outcome.latest else None


def description_of(rule: Line) -> str:
    return rule.text("description", rule.text("rule_id"))


def group_points(group: Line, fired: list[Row]) -> Decimal:
    """Step 7, group: the sum of its rules, or with `max` the largest; then cut to its limits."""
    if group.text("combine", "sum") == "max":
        points = max((entry["points"] for entry in fired), default=ZERO)
    else:
        points = total(fired)
    return rounded(cut(points, group.number("min_points"), group.number("max_points")))


def group_limit_entries(group: Line, fired: list[Row]) -> list[Row]:
    """Step 7: the difference to the plain sum is an entry of its own."""
    group_id = group.text("group_id")
    description = GROUP_LIMIT_DESCRIPTION.format(group_id=group_id)
    difference = group_points(group, fired) - total(fired)
    return [ledger_entry("group_limit", difference, description, group_id=group_id)] if difference else []


def override_entries(in_force: list[Line], of_groups: Decimal) -> list[Row]:
    """Step 8, overrides: an entry for each; of one that sets the score the difference to the sum of the groups."""
    return [
        ledger_entry(
            "override",
            rounded(line.number("set_to")) - of_groups if line.text("set_to") else rounded(line.number("points")),
            line.text("reason", OVERRIDE_DESCRIPTION),
        )
        for line in in_force
    ]


def adds_to(rule: Line, group: Line) -> bool:
    """A rule of effect is in no group's sum, whatever its group."""
    return effect_of(rule) == "add" and rule.text("group_id") == group.text("group_id")


def effect_of(rule: Line) -> str:
    return rule.text("effect", "add")


def effect_entries(outcomes: list[Outcome], score: Decimal, is_set: bool) -> list[Row]:
    """§9, effects: all factors, all ceilings, all floors, each by rule_id; a score that is set is left as it is."""
    entries = []
    for effect, entry_type in {"multiply": "factor", "ceiling": "ceiling", "floor": "floor"}.items():
        own = [outcome for outcome in outcomes if outcome.fired and effect_of(outcome.rule) == effect]
        for outcome in sorted(own, key=lambda outcome: outcome.rule.text("rule_id")):
            amount, before = outcome.rule.number("points"), score
            if not is_set:
                changed = {"multiply": score * amount, "ceiling": min(score, amount), "floor": max(score, amount)}
                score = before + rounded(changed[effect] - before)
            entries.append(rule_entry(outcome) | {"entry_type": entry_type, "points": score - before})
    return entries


def score_limit_entries(scorecard: Scorecard, entries: list[Row]) -> list[Row]:
    """Step 9, score: the sum of all entries is cut; negative and positive points are netted before."""
    netted, line = total(entries), scorecard.line
    difference = rounded(cut(netted, line.number("min_score"), line.number("max_score"))) - netted
    return [ledger_entry("score_limit", difference, SCORE_LIMIT_DESCRIPTION)] if difference else []


def tier_columns(scorecard: Scorecard, totals: Row, scores: list[Row]) -> Row:
    """Step 11, tier: the band of the published score, and the grades of the two axes."""
    bands, place = axis_bands(scorecard, "score"), score_rank(totals, scores)
    qualified = [row for row in scores if not row["is_disqualified"]]
    rank, band = band_reached(bands, totals["score"], place, len(qualified))
    _, fit = band_reached(axis_bands(scorecard, "fit"), totals["fit_score"])
    _, engagement = band_reached(axis_bands(scorecard, "engagement"), totals["engagement_score"])
    fit_grade, engagement_grade = fit.text("tier"), engagement.text("tier")
    if totals["is_disqualified"]:
        rank, band = len(bands) + 1, Line({"tier": "disqualified"})
    return {
        "tier": band.text("tier"),
        "tier_rank": rank,
        "fit_grade": fit_grade,
        "engagement_grade": engagement_grade,
        "grade": fit_grade + engagement_grade if fit_grade and engagement_grade else None,
        "score_rank": place,
        "score_percentile": None if totals["is_disqualified"] else score_percentile(totals, qualified),
        "action": band.text("action"),
    }


def axis_bands(scorecard: Scorecard, axis: str) -> list[Line]:
    """Step 11: the bands of one axis, the highest bound first, the one without a bound last.

    Of percents (§9) the best few come first.
    """
    own = [line for line in scorecard.tiers if line.text("axis") == axis]
    own.sort(key=lambda line: line.number("lower_percent", "Infinity"))
    return sorted(own, key=lambda line: line.number("lower_bound", "-Infinity"), reverse=True)


def band_reached(
    bands: list[Line], points: Decimal, place: int | None = None, qualified: int = 0
) -> tuple[int | None, Line]:
    """Step 11: the band with the highest bound that is reached, and its place from the top.

    A percent (§9) is reached by the leads whose rank is within so many percent of those not disqualified.
    """
    for rank, band in enumerate(bands, start=1):
        bound, percent = band.number("lower_bound", "-Infinity"), band.number("lower_percent")
        if percent is not None:
            if place <= qualified * percent // 100:
                return rank, band
        elif points > bound or (points == bound and not band.is_yes("is_strict", "false")):
            return rank, band
    return None, Line({})


def score_percentile(totals: Row, qualified: list[Row]) -> Decimal:
    """§9: of the leads that are not disqualified, how many percent have a score that is no higher."""
    no_higher = sum(row["score"] <= totals["score"] for row in qualified)
    return rounded(Decimal(100 * no_higher) / len(qualified))


def score_rank(totals: Row, scores: list[Row]) -> int:
    """Qualified leads before disqualified ones, then by score; equals share a rank."""

    def place(row: Row) -> tuple:
        return row["is_disqualified"], -row["score"]

    return 1 + sum(place(other) < place(totals) for other in scores)


def stage_row(lead: Lead, stages: list[Line], scoring: Scoring, result: Result) -> Row:
    """Step 12, stage: the highest rank that any of its lines admits, since the earliest of them."""
    admitted = [(line, day) for line in stages if (day := entered_on(line, lead, scoring, result))]
    highest = max((line.number("stage_rank") for line, _ in admitted), default=None)
    reached = [(line, day) for line, day in admitted if line.number("stage_rank") == highest]
    line = reached[0][0] if reached else Line({})
    since = min((day for _, day in reached), default=None)
    return {
        "lead_id": lead.lead_id,
        "scoring_date": scoring.calendar.scoring_date,
        "stage_id": line.text("stage_id"),
        "stage_rank": highest if highest is None else int(highest),
        "funnel_phase": line.text("funnel_phase"),
        "entered_on": since,
        "days_in_stage": since and scoring.calendar.age(since),
    }


def entered_on(line: Line, lead: Lead, scoring: Scoring, result: Result) -> date | None:
    """Step 12: the day since which this line admits the lead; for an event or conversion, its day."""
    match line.text("entry_type"):
        case "always":
            return lead.created_on
        case "event":
            subject = line.text("subject")
            days = [e.day for e in lead.events if subject_holds(subject, None, e, scoring)]
            return min(days, default=None)
        case "conversion":
            return min(lead.converted_on, default=None)
        case "attribute" | "tier" | "score":
            holds = all(state_holds(one, lead, scoring, result) for one in (line, *second_condition(line)))
        case entry_type:
            raise ValueError(f"No such entry type: {entry_type}")
    return scoring.calendar.scoring_date if holds else None


def second_condition(line: Line) -> list[Line]:
    """§9: a further condition of the line's own entry type, on its own scorecard."""
    cells = {name: line.text(f"and_{name}") for name in ("subject", "operator", "value")}
    return [Line({**line.cells, **cells})] if any(cells.values()) else []


def state_holds(line: Line, lead: Lead, scoring: Scoring, result: Result) -> bool:
    """Step 12: a condition on the lead, or on its published tier, grade or score."""
    match line.text("entry_type"):
        case "tier":
            column = {"score": "tier", "fit": "fit_grade", "engagement": "engagement_grade", "grade": "grade"}
            return published_holds(line, lead, result.tiers, column, "text", scoring.calendar)
        case "score":
            column = {"score": "score", "fit": "fit_score", "engagement": "engagement_score"}
            return published_holds(line, lead, result.scores, column, "number", scoring.calendar)
    return lead_condition(line, lead, scoring) is True


def published_holds(
    line: Line, lead: Lead, rows: list[Row], column: dict[str, str], column_type: str, calendar: Calendar
) -> bool:
    """Step 12: a condition on the lead's published tier or score; without a row there is none."""
    key = (lead.lead_id, line.text("scorecard_id"))
    found = (row for row in rows if (row["lead_id"], row["scorecard_id"]) == key)
    row, name = next(found, {}), column[line.text("subject", "score")]
    return condition_holds(row.get(name), column_type, line.text("operator", "="), line.text("value"), calendar)


def is_dormant(lead: Lead, dormant_after_days: int, scoring: Scoring) -> bool:
    """Step 12: no counted event of its own (not one that was done to it) for so many days."""
    return not any(
        event.age < dormant_after_days and is_own_event(event, scoring.outbound_event_types) for event in lead.events
    )


# ---------------------------------------------------------------------------------------------------------------------
# §5 The ledger and its arithmetic
# ---------------------------------------------------------------------------------------------------------------------


def ledger_entry(
    entry_type: str,
    points: Decimal,
    description: str,
    group_id: str | None = None,
    rule_id: str | None = None,
    event_count: int | None = None,
    last_event_on: date | None = None,
) -> Row:
    return {
        "entry_type": entry_type,
        "group_id": group_id,
        "rule_id": rule_id,
        "event_count": event_count,
        "last_event_on": last_event_on,
        "points": points,
        "description": description,
    }


def top_reasons(lacking: list[Line], entries: list[Row]) -> str | None:
    """The (at most) three entries with the largest absolute points, each `description (+10)`.

    What a disqualified lead lacks comes first, and counts towards the three.
    """

    def place(entry: Row) -> tuple:
        rule_id, group_id = entry["rule_id"], entry["group_id"]
        return (
            -abs(entry["points"]),
            rule_id is None, rule_id or "",
            entry["entry_type"],
            group_id is None, group_id or "",
            entry["description"],
        )  # fmt: skip

    reasons = [f"Lacks: {description_of(rule)}" for rule in lacking]
    reasons += [f"{e['description']} ({signed(e['points'])})" for e in sorted(entries, key=place)]
    return "; ".join(reasons[:3]) or None


def signed(points: Decimal) -> str:
    """Always with a sign, never with trailing zeros: +10, -7.5, +0."""
    return format(points.normalize(), "+f")


def total(entries: Iterable[Row]) -> Decimal:
    return sum((entry["points"] for entry in entries), ZERO)


def cut(points: Decimal, low: Decimal | None, high: Decimal | None) -> Decimal:
    if low is not None:
        points = max(points, low)
    if high is not None:
        points = min(points, high)
    return points


def rounded(points: Decimal, to: str = "0.01") -> Decimal:
    """Half away from zero, and never a negative zero."""
    return points.quantize(Decimal(to), rounding=ROUND_HALF_UP) + Decimal(0)


# ---------------------------------------------------------------------------------------------------------------------
# §10 The trace, and what leads did
# ---------------------------------------------------------------------------------------------------------------------


def trace_row(outcome: Outcome, lead: Lead, scoring: Scoring) -> Row:
    """A rule and a lead, fired or not. (`needed`, which is words, is left out.)"""

    def number(events: list[Event] | None) -> int | None:
        return None if events is None else len(events)

    rule, counted = outcome.rule, outcome.counted
    return {
        "group_id": rule.text("group_id"),
        "rule_id": rule.text("rule_id"),
        "description": description_of(rule),
        "activity": None if counted is None else activity_name(undated(rule)),
        "events_matched": number(outcome.matched),
        "events_in_window": number(outcome.in_window),
        "events_counted": number(counted),
        "last_event_on": last_day(outcome) if outcome.fired else None,
        "fired": outcome.fired,
        "no_points_because": no_points_because(outcome, lead, scoring),
    }


def no_points_because(outcome: Outcome, lead: Lead, scoring: Scoring) -> str | None:
    """Of a closed list the first reason that applies to a rule of this type."""
    rule, calendar = outcome.rule, scoring.calendar
    if outcome.fired:
        decays = effect_of(rule) == "add"
        return first_reason(decayed_to_zero=decays and outcome.points == 0 and points_without_decay(outcome) != 0)
    match rule.text("rule_type"):
        case "attribute" | "required":
            return first_reason(value_unknown=lead_condition(rule, lead, scoring) is None, condition_false=True)
        case "event":
            return first_reason(
                rule_not_valid_yet=calendar.is_after(rule.moment("valid_from")),
                outside_validity=bool(outcome.meeting) and not outcome.matched,
                only_machines=not outcome.meeting
                and any(event_condition(rule, event, scoring) for event in lead.machines),
                no_such_event=not outcome.matched,
                outside_window=not outcome.in_window,
                before_reset=not outcome.after_reset,
                no_value=not outcome.with_value,
                too_few=len(outcome.counted) < rule.number("min_count", "1"),
                not_close_enough=outcome.latest is None,
                too_many=True,
            )
        case "absence":
            return first_reason(
                not_exposed=not given_holds(rule, lead, scoring),
                lead_too_young=not is_old_enough(rule, lead, scoring),
                happened=True,
            )
    raise ValueError(f"No such rule type: {rule.text('rule_type')}")


def points_without_decay(outcome: Outcome) -> Decimal:
    rule = Line({**outcome.rule.cells, "half_life_days": None, "decay_percent": None})
    # Attributes do not decay.
    return limited_points(rule, raw_points(rule, outcome.counted, outcome.latest)) if outcome.latest else ZERO


def activity_name(line: Line) -> str:
    """An event type, a signal, or one of them under a condition: `download: asset contains e-book`.

    Values are written as they are compared, so that rules with the same condition count the same activity.
    """
    subject, column, operator = line.text("subject"), line.text("property"), line.text("operator")
    name = subject.removeprefix("signal:") if is_signal(subject) else as_compared(subject)
    if column is None:
        return f"{name}: is_false" if operator == "is_false" else name
    words = sorted({condition_in_words(one) for one in conditions_of(line)})
    conditions = words[0]
    if len(words) > 1:
        conditions = "(" + f") {joiner_of(line)} (".join(words) + ")"
        if any(")" in one for one in words):  # so that no two conditions have one name
            conditions += " " + md5("\x00".join(words).encode()).hexdigest()[:8]
    name = f"{name}: {conditions}"
    return name if len(name) <= 200 else f"{name[:190]}… {md5(name.encode()).hexdigest()[:8]}"


def condition_in_words(line: Line) -> str:
    column, operator, value = line.text("property"), line.text("operator"), line.text("value")
    if operator in SEVERAL_VALUES:
        value = "|".join(trimmed(one) for one in value.split("|"))
    return f"{column} {operator} {as_compared(value)}" if value else f"{column} {operator}"


def undated(line: Line) -> Line:
    """A rule without conditions that look from the scoring date: what a lead did is the same on all days."""
    of_event = [one for one in conditions_of(line) if one.text("operator") not in RELATIVE]
    if len(of_event) == len(line.further) + 1:
        return line
    if not of_event or joiner_of(line) == "or":
        return Line({"subject": line.text("subject")})
    further = tuple(Line({**one.cells, "joined_by": "and"}) for one in of_event[1:])
    return Line({**of_event[0].cells, "subject": line.text("subject")}, further)


def activities(tables: Tables) -> dict[str, Line]:
    """What enabled rules and stages call an activity: the event type, signal or condition that they look for."""
    rules = [rule for scorecard in read_scorecards(tables) for rule in scorecard.rules]
    stages = [line for line in lines(tables, "lifecycle_stages") if line.text("entry_type") == "event"]
    others = [subject for rule in rules for name in ("given_subject", "since_subject") if (subject := rule.text(name))]
    looked_for = [
        *(undated(rule) for rule in rules if rule.text("rule_type") in ("event", "absence")),
        *(Line({"subject": subject}) for subject in others),
        *(Line({"subject": line.text("subject")}) for line in stages),
    ]
    return {activity_name(line): line for line in looked_for}


def activity_rows(used: Mapping[str, Line], scoring: Scoring) -> list[Row]:
    """What each lead did on each day, as scorecards see it."""
    return [
        {"lead_id": lead.lead_id, "activity": activity, "occurred_on": day, "event_count": event_count}
        for lead in scoring.leads
        for activity, line in used.items()
        for day, event_count in Counter(
            event.day for event in lead.events if event_condition(line, event, scoring)
        ).items()
    ]
