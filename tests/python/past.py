"""What a history has to say, in plain Python: a second implementation, which keeps every published day as it was.

The SQL appends lines and puts them together when they are read; here all days are gone through from the first one,
whenever somebody asks. Nothing of the SQL is shared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from reference import (
    OUTBOUND_EVENT_TYPES,
    Calendar,
    Lead,
    Line,
    Result,
    Row,
    Scoring,
    Signal,
    Tables,
    World,
    as_compared,
    axis_bands,
    band_reached,
    entered_on,
    lines,
    read_inputs,
    read_scorecards,
    rounded,
    subject_holds,
)  # fmt: skip

Key = tuple[str, str]  # a lead and a scorecard
Entry = tuple[str, str]  # its type, and the rule, the group or the reason of an override
STATES = ("tier", "score", "attribute")
COMPARED = ("tier", "fit_grade", "engagement_grade", "is_disqualified")


class Stage(NamedTuple):
    """A stage as the table has it on a day."""

    rank: int
    recycle_after_days: int | None
    recycle_to: str | None
    is_state: bool


class Admission(NamedTuple):
    """That a line admits a lead to a stage, and since when."""

    stage_id: str
    since: date
    is_state: bool


class Place(NamedTuple):
    """Where a lead was found to be on a day: since when, and how it came there."""

    published_on: date
    kind: str  # entered, recycled or left
    stage_id: str | None
    entered_on: date | None
    rank: int | None


@dataclass(frozen=True)
class Known:
    """What is known of a lead on a day."""

    admissions: list[Admission]
    evidence: dict[str, list[date]]  # all days on which something admitted it, by stage
    last_own_on: date | None


@dataclass(frozen=True)
class Day:
    """A published day: what every lead scored, and all that its stage depends on."""

    on: date
    scores: dict[Key, Row]
    ledgers: dict[Key, dict[Entry, Decimal]]
    leads: dict[str, Known]
    stages: dict[str, Stage]
    records: dict[str, str]  # of merged records and visitors: whose they are


def seen(
    world: World, tables: Tables, signals: Mapping[str, Signal], ours: Result, on: date, timezone: str = "UTC",
    stitch: Any = "retroactive",
) -> Day:  # fmt: skip
    """A day as it was scored; what its stages depend on is read from the world."""
    scoring, _ = read_inputs(world, tables, signals, Calendar(on, ZoneInfo(timezone)), stitch)
    stage_lines = lines(tables, "lifecycle_stages")
    tiers = {(row["lead_id"], row["scorecard_id"]): row for row in ours.tiers}
    scores = {(row["lead_id"], row["scorecard_id"]): row for row in ours.scores}
    bands = {card.line.text("scorecard_id"): axis_bands(card, "score") for card in read_scorecards(tables)}
    return Day(
        on,
        {key: {**row, **tiers[key], "bands": bands[key[1]]} for key, row in scores.items()},
        ledgers(ours.ledger),
        {lead.lead_id: known(lead, stage_lines, scoring, ours) for lead in scoring.leads},
        {name: stage(name, stage_lines) for line in stage_lines if (name := line.text("stage_id"))},
        {alias_id: scoring.identities.lead_of(alias_id) for alias_id in scoring.identities.links},
    )


def ledgers(rows: Iterable[Row]) -> dict[Key, dict[Entry, Decimal]]:
    """What each entry of the ledgers is worth; overrides for one reason are one."""
    points: dict[Key, dict[Entry, Decimal]] = {}
    for row in rows:
        entries = points.setdefault((row["lead_id"], row["scorecard_id"]), {})
        entry = entry_of(row)
        entries[entry] = entries.get(entry, Decimal(0)) + row["points"]
    return points


def entry_of(row: Row) -> Entry:
    return row["entry_type"], row["rule_id"] or row["group_id"] or (
        row["description"] if row["entry_type"] == "override" else ""
    )  # fmt: skip


def known(lead: Lead, stage_lines: list[Line], scoring: Scoring, ours: Result) -> Known:
    """What admits a lead, when that happened, and what it last did itself."""
    admissions, evidence = [], {}
    for line in stage_lines:
        stage_id, entry_type = line.text("stage_id"), line.text("entry_type")
        since = entered_on(line, lead, scoring, ours)
        if since:
            admissions.append(Admission(stage_id, since, entry_type in STATES))
        days = {
            "event": [e.day for e in lead.events if subject_holds(line.text("subject"), None, e, scoring)]
            if entry_type == "event" else [],
            "conversion": lead.converted_on,
        }.get(entry_type, [])  # fmt: skip
        evidence.setdefault(stage_id, []).extend(days)
    own = [e.day for e in lead.events if e.row["event_type"] is not None and not is_outbound(e.row["event_type"])]
    return Known(admissions, evidence, max(own, default=None))


def is_outbound(event_type: str) -> bool:
    return as_compared(event_type) in {as_compared(word) for word in OUTBOUND_EVENT_TYPES}


def stage(name: str, stage_lines: list[Line]) -> Stage:
    its_lines = [line for line in stage_lines if line.text("stage_id") == name]
    after = its_lines[0].number("recycle_after_days")
    return Stage(
        int(its_lines[0].number("stage_rank")),
        None if after is None else int(after),
        its_lines[0].text("recycle_to"),
        any(line.text("entry_type") in STATES for line in its_lines),
    )


@dataclass
class Past:
    """All published days; of several runs of a day the last, and none before a later one."""

    decimals: int = 0
    notable: Decimal = Decimal(5)
    days: dict[date, Day] = field(default_factory=dict)

    def publish(self, day: Day) -> bool:
        """Keep a day, unless a later one is known. Whether it was kept."""
        if self.days and day.on < max(self.days):
            return False
        self.days[day.on] = day
        return True

    def __iter__(self) -> Iterator[Day]:
        return iter(self.days[on] for on in sorted(self.days))

    def published(self, row: Row) -> Decimal:
        """A score as it is published: the nearest rounded number of its band, or else the score itself.

        Where tiers are those of the best so many percent it is the score itself.
        """
        if any(band.number("lower_percent") is not None for band in row["bands"]):
            return Decimal(row["score"])
        step = Decimal(1).scaleb(-self.decimals)
        nearest = rounded(row["score"], str(step))
        if row["is_disqualified"]:
            return nearest
        further = nearest - step if nearest > row["score"] else nearest + step
        rank, _ = band_reached(row["bands"], row["score"])
        return next(
            (found for found in (nearest, further) if band_reached(row["bands"], found)[0] == rank), row["score"]
        )

    # -- scores -------------------------------------------------------------------------------------------------------

    def spans(self) -> list[Row]:
        """Of each lead and scorecard the spans in which what is published stayed the same."""
        spans: list[Row] = []
        open_spans: dict[Key, Row] = {}
        for day in self:
            values = {
                key: {"score": self.published(row)}
                | {name: row[name] for name in ("tier", "tier_rank", *COMPARED[1:3], "grade", COMPARED[3])}
                for key, row in day.scores.items()
            }
            for key, span in list(open_spans.items()):
                if values.get(key) != {name: span[name] for name in span if name in values.get(key, {})}:
                    open_spans.pop(key)["valid_to_on"] = day.on
            for key in values.keys() - open_spans.keys():
                row = {"lead_id": key[0], "scorecard_id": key[1], "valid_from_on": day.on, "valid_to_on": None}
                open_spans[key] = row | values[key] | {"is_backfilled": False}
                spans.append(open_spans[key])
        return spans

    def changes(self) -> list[Row]:
        """Changes of scores: of each lead and scorecard whatever is notable beside its last change."""
        rows: list[Row] = []
        last_changes: dict[Key, tuple[date, Row | None]] = {}
        known_cards: set[str] = set()
        for day in self:
            cards = {card for _, card in day.scores}
            for key in {*day.scores, *last_changes}:
                now, (since, before) = day.scores.get(key), last_changes.get(key, (None, None))
                if not self.is_notable(before, now):
                    continue
                if key[1] in (known_cards if now else cards):
                    rows.append({"lead_id": key[0], "scorecard_id": key[1], "changed_on": day.on,
                                 "compared_with_on": since} | self.both(before, now))  # fmt: skip
                last_changes[key] = (day.on, now)
            known_cards |= cards
        return rows

    def is_notable(self, before: Row | None, now: Row | None) -> bool:
        if before is None or now is None:
            return before is not now
        moved = abs(self.published(now) - self.published(before))
        return moved >= self.notable or any(before[name] != now[name] for name in COMPARED)

    def both(self, before: Row | None, now: Row | None) -> Row:
        row: Row = {}
        for when, values in (("before", before), ("after", now)):
            grades = [(values or {}).get(name) for name in ("fit_grade", "engagement_grade")]
            row |= {
                f"score_{when}": values and self.published(values),
                f"exact_score_{when}": values and values["score"],
                f"tier_{when}": values and values["tier"],
                f"grade_{when}": "".join(filter(None, grades)) or None,
                f"is_disqualified_{when}": values and values["is_disqualified"],
            }
        return row

    def differences(self, first: date, last: date) -> dict[tuple[str, str, str, str], Decimal]:
        """By how much the entries of all ledgers differ between two published days."""
        before, after = self.days[first].ledgers, self.days[last].ledgers
        return {
            (*key, *entry): moved
            for key in {*before, *after}
            for entry in {*before.get(key, {}), *after.get(key, {})}
            if (moved := after.get(key, {}).get(entry, Decimal(0)) - before.get(key, {}).get(entry, Decimal(0)))
        }

    # -- stages -------------------------------------------------------------------------------------------------------

    def places(self) -> dict[str, list[Place]]:
        """Of each lead where it was found to be, a place for each day on which that was another one."""
        places: dict[str, list[Place]] = {}
        states: dict[str, dict[str, bool]] = {}
        for day in self:
            found = {lead_id: self.place(lead_id, day, places, states) for lead_id in day.leads}
            for lead_id, its_places in places.items():
                if found.get(lead_id) is None and its_places[-1].kind != "left":
                    found[lead_id] = Place(day.on, "left", None, None, None)
            for lead_id, place in found.items():
                former = places.get(lead_id, [Place(day.on, "left", None, None, None)])[-1]
                if place and (place.stage_id, place.entered_on) != (former.stage_id, former.entered_on):
                    places.setdefault(lead_id, []).append(place)
            for lead_id in day.leads:
                if last(places.get(lead_id, []), "recycled"):
                    admitted = {one.stage_id for one in day.leads[lead_id].admissions if one.is_state}
                    now = {name: name in admitted for name, stage in day.stages.items() if stage.is_state}
                    states.setdefault(lead_id, {}).update(now)
        return places

    def place(
        self, lead_id: str, day: Day, places: dict[str, list[Place]], states: dict[str, dict[str, bool]]
    ) -> Place | None:
        """Forward; or back, if the stage says so and nobody is at home; or where the lead was."""
        lead, recycled = day.leads[lead_id], last(places.get(lead_id, []), "recycled")
        held = self.held(lead_id, day, places, recycled)
        admissions = lead.admissions
        if recycled:
            admissions = [
                one
                for one in admissions
                if day.stages[one.stage_id].rank <= recycled.rank
                or (one.is_state and states.get(lead_id, {}).get(one.stage_id) is False)
                or (not one.is_state and one.since >= recycled.published_on)
            ]
            if any(stage.recycle_after_days for stage in day.stages.values()):
                admissions += [
                    Admission(stage_id, on, False)
                    for stage_id, days in lead.evidence.items()
                    for on in days
                    if on >= recycled.published_on
                ]
        highest = min(admissions, key=lambda one: (-day.stages[one.stage_id].rank, one.since), default=None)
        rank = day.stages[highest.stage_id].rank if highest else None
        if highest and (held is None or rank > day.stages[held.stage_id].rank):
            return Place(day.on, "entered", highest.stage_id, highest.since, rank)
        if held is None:
            return None
        after, to = day.stages[held.stage_id].recycle_after_days, day.stages[held.stage_id].recycle_to
        if after and all((day.on - since).days >= after for since in (held.entered_on, lead.last_own_on) if since):
            return Place(day.on, "recycled", to, day.on, day.stages[to].rank)
        return held._replace(published_on=day.on, kind="entered")

    @staticmethod
    def held(lead_id: str, day: Day, places: dict[str, list[Place]], recycled: Place | None) -> Place | None:
        """The highest stage since the lead was recycled, its own or that of a record which came to it since."""
        found = []
        for record in (lead_id, *(alias for alias, whose in day.records.items() if whose == lead_id)):
            its_places = places.get(record, [])
            start, left = last(its_places, "recycled"), last(its_places, "left")
            if record != lead_id and recycled and left and left.published_on <= recycled.published_on:
                continue
            found += [
                place
                for place in its_places
                if place.stage_id in day.stages and (start is None or place.published_on >= start.published_on)
            ]
        return min(found, key=lambda place: (-day.stages[place.stage_id].rank, place.entered_on), default=None)

    def stage_entries(self) -> list[Row]:
        """Each entry into a stage, and when the lead left it."""
        rows = []
        for lead_id, places in self.places().items():
            for place, following in zip(places, [*places[1:], None]):
                if place.kind == "left":
                    continue
                left_on = following and (following.entered_on or following.published_on)
                rows.append({
                    "lead_id": lead_id, "stage_id": place.stage_id, "entered_on": place.entered_on,
                    "left_on": max(left_on, place.entered_on) if left_on else None,
                    "published_on": place.published_on, "is_recycled": place.kind == "recycled",
                })  # fmt: skip
        return rows

    def stage_changes(self) -> list[Row]:
        """Every change of a stage, but those of the first day."""
        rows = []
        for lead_id, places in self.places().items():
            for former, place in zip([None, *places], places):
                before = former.stage_id if former else None
                if before != place.stage_id and place.published_on > min(self.days):
                    rows.append({"lead_id": lead_id, "changed_on": place.published_on, "stage_before": before,
                                 "stage_after": place.stage_id})  # fmt: skip
        return rows


def last(places: list[Place], kind: str) -> Place | None:
    """The last of a kind."""
    return next((place for place in reversed(places) if place.kind == kind), None)
