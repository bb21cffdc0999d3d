"""The benchmark's data: a made-up CRM's leads and what they did in two years, made by DuckDB from a seed.

What is like real data, because it decides how fast a query is:

- *Ids are text*: `0035e00000000BR4AA`, 18 characters as CRMs have them, most of which all ids share. Event ids are
  `ev_` and 12 characters that begin with the time, as ULIDs do, or UUIDs.
- *The number of events per lead has a long tail*: log-normal, a median of 7 where the mean is 30; a few leads have
  tens of thousands.
- *Events come in sessions* of one to five within minutes.
- *Events stand in the order in which they arrived*: two of a hundred up to five days late.
- *Dirt*: events that were delivered twice, of leads that nobody knows, without a lead, and dated in the future.

The same parameters write the same rows on the same version of DuckDB, whose `hash` is the only source of chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b
from typing import Any

import duckdb

SCORING_DATE = date(2026, 6, 30)
"""The last day of the data, and the day that is scored first."""
HISTORY_DAYS = 730
"""How far back events go, in days."""
LEADS_HISTORY_DAYS = 910
"""The same for leads: some are older than any event."""
SLOTS = 1024
"""How finely the likelihood of pages, assets and campaigns is graded."""
SPREAD = 1.7
"""Standard deviation of the logarithm of the number of events per lead."""

# Event type: how many of a thousand events; whether it has a page, an asset, a campaign; its largest value.
EVENT_TYPES = {
    "page_view": (320, True, False, False, 0),
    "email_sent": (180, False, False, True, 0),
    "email_opened": (130, False, False, True, 0),
    "site_visit": (90, True, False, False, 0),
    "email_clicked": (45, True, False, True, 0),
    "ad_click": (30, True, False, True, 0),
    "form_view": (30, True, True, False, 0),
    "video_watched": (28, True, True, False, 300),
    "chat_message": (25, True, False, False, 0),
    "form_submitted": (22, True, True, True, 0),
    "download": (22, True, True, True, 0),
    "search": (20, True, False, False, 0),
    "webinar_registered": (14, False, True, True, 0),
    "email_bounced": (12, False, False, True, 0),
    "webinar_attended": (9, False, True, False, 90),
    "unsubscribed": (6, False, False, True, 0),
    "event_attended": (5, False, True, True, 0),
    "call": (5, False, False, False, 45),
    "meeting_booked": (3, False, False, False, 0),
    "trial_started": (2, True, False, False, 0),
    "demo_requested": (2, True, False, True, 0),
}

# Each list is drawn from so that an early entry is likelier than a late one.
PAGES = [
    "/", "/pricing", "/product", "/blog", "/product/planning", "/docs/start", "/pricing/enterprise", "/careers",
    "/compare/alpha", "/product/reports", "/contact", "/compare/beta", "/pricing/teams", "/about", "/customers",
    *(f"/{section}/{number:03}" for number in range(1, 96) for section in ("blog", "docs", "customers", "product")),
]  # fmt: skip
ASSETS = [
    "contact", "newsletter", "e-book planning", "quote", "white-paper scheduling", "case-study acme",
    *(f"{kind} {count:02}" for count in range(1, 15) for kind in ("e-book", "white-paper", "case-study", "recording")),
]  # fmt: skip
CAMPAIGNS = [f"{kind}-{number:02}" for number in range(1, 15) for kind in ("newsletter", "nurture", "giveaway")]
TITLES = [
    "Marketing Manager", "Sales Manager", "Student", "Engineer", "Consultant", "Head of Operations", "Owner",
    "VP, Sales", "Director of Marketing", "Analyst", "IT Manager", "Chief Financial Officer", "Intern", "Buyer",
    "Director of IT", "Assistant", "Professor", "VP Operations", "Team Lead", "Planner",
]  # fmt: skip
DEPARTMENTS = ["Marketing", "Sales", "IT", "Operations", "Finance", "Purchasing", "Research", "Legal"]
INDUSTRIES = [
    "Technology", "Manufacturing", "Finance", "Education", "Retail", "Healthcare", "Logistics", "Media", "Energy",
    "Public Sector", "Hospitality", "Agriculture",
]  # fmt: skip
COUNTRIES = ["US", "DE", "GB", "FR", "IN", "NL", "CH", "BR", "AT", "ES", "PL", "IT", "SE", "JP"]
SOURCES = ["Web", "Event", "Referral", "List", "Partner", "Advertisement"]
TECHNOLOGIES = ["Postgres", "Snowflake", "BigQuery; Looker", "Excel", "Databricks; Spark", "SAP", "Oracle", "None"]


@dataclass(frozen=True)
class Data:
    """What the data are made from, and the SQL that makes them.

    Args:
        leads, events: how many; of events a few more or fewer, 0.2 % of them delivered twice.
        seed: another seed, other data.
        event_ids: `time` (15 characters in the order of time) or `uuid` (36 characters in none).
    """

    leads: int
    events: int
    seed: int = 1
    event_ids: str = "time"

    @property
    def file_name(self) -> str:
        return f"data_{self.leads}_{self.events}_{self.seed}_{self.event_ids}.duckdb"

    def chance(self, about: str, key: str) -> str:
        """SQL of a large whole number that looks random, and depends on nothing but a whole number below 2 ** 62."""
        salt = int.from_bytes(blake2b(f"{about} {self.seed}".encode(), digest_size=7).digest())
        return f"hash({key} + {salt})"

    def share(self, about: str, key: str) -> str:
        """SQL of such a number in [0, 1)."""
        return f"({self.chance(about, key)} >> 11) / 9007199254740992.0"

    def early(self, values: list[str], about: str, key: str) -> str:
        """SQL of one of some texts, the first ones likelier."""
        texts = ", ".join(f"'{value}'" for value in values)
        return f"[{texts}][1 + cast(floor({len(values)} * pow({self.share(about, key)}, 2)) as integer)]"

    def event_id(self, number: str, occurred_at: str) -> str:
        """SQL of an event's id from the event's number, which makes it unique."""
        if self.event_ids == "uuid":
            return f"cast(cast(md5('{self.seed} ' || {number}) as uuid) as varchar)"
        return f"'ev_' || to_base(cast(epoch({occurred_at}) as bigint), 36, 6) || to_base({number}, 36, 6)"

    def created_at(self) -> str:
        """SQL of the time at which a lead was made, later times likelier."""
        span = f"{LEADS_HISTORY_DAYS} * 86400 * (1 - sqrt({self.share('created', 'number')}))"
        return f"timestamp '{SCORING_DATE} 20:00:00' - to_seconds({span})"

    def leads_query(self, first: int, end: int) -> str:
        """SQL of rows of the lead table: those of the lead numbers from the first up to, not including, the end."""

        def known(part: float, about: str, value: str) -> str:
            return f"case when {self.share(f'{about} known', 'number')} < {part} then {value} end as {about}"

        employees = f"cast(exp(1 + 8 * {self.share('size', 'number')}) as integer)"
        revenue = f"cast(exp(10 + 10 * {self.share('sales', 'number')}) as decimal(18, 2))"

        return f"""
            select
                {lead_id("number")} as lead_id,
                {self.created_at()} as created_at,
                '0015e00000' || to_base(number // 3 * 7919 % 60466176, 36, 6) || 'AA' as account_id,
                {known(0.9, "job_title", self.early(TITLES, "title", "number"))},
                {known(0.7, "department", self.early(DEPARTMENTS, "department", "number"))},
                {known(0.85, "industry", self.early(INDUSTRIES, "industry", "number"))},
                {known(1, "country", self.early(COUNTRIES, "country", "number"))},
                {known(0.75, "employees", employees)},
                {known(0.5, "annual_revenue", revenue)},
                {known(1, "lead_source", self.early(SOURCES, "source", "number"))},
                {known(0.4, "technology", self.early(TECHNOLOGIES, "technology", "number"))},
                {self.share("consent", "number")} < 0.8 as is_opted_in
            from (select unnest(range({first}, {end})) as number)
        """

    def activity_query(self) -> str:
        """SQL with a row per lead: how many events, from which day on, in sessions of how many.

        Three leads in a thousand are in no lead table; events of a third of these have no lead id.
        """
        return f"""
            with

            people as (
                select
                    number,
                    number < {self.leads} as is_known,
                    number < {self.leads} or number % 3 > 0 as has_id,
                    -- log-normal, by the method of Box and Muller
                    exp({SPREAD} * sqrt(-2 * ln(1 - {self.share("radius", "number")}))
                        * cos(2 * pi() * {self.share("angle", "number")})) as liveliness,
                    greatest(
                        date_trunc('day', {self.created_at()}),
                        timestamp '{SCORING_DATE - timedelta(days=HISTORY_DAYS - 1)}'
                    ) as first_day
                from (select unnest(range({self.leads + max(self.leads * 3 // 1000, 3)})) as number)
            ),

            counted as (
                select
                    *,
                    cast(floor(
                        {self.events} * liveliness / sum(liveliness) over () + {self.share("rounding", "number")}
                    ) as bigint) as event_count
                from people
            )

            select
                *,
                cast(1 + {self.chance("session", "number")} % 5 as bigint) as session_size,
                date_diff('day', first_day, timestamp '{SCORING_DATE}') + 1 as days,
                cast(sum(event_count) over (order by number) - event_count as bigint) as first_event
            from counted
            where event_count > 0
        """

    def arrivals_query(self) -> str:
        """SQL with a row per event in the order of arrival, from the table `activity`."""
        end = f"timestamp '{SCORING_DATE + timedelta(days=1)}'"
        return f"""
            with

            sessions as (
                select
                    *,
                    number as lead_number,
                    number * 1048576 + place as session,
                    first_event + place * session_size as first_of_session,
                    least(session_size, event_count - place * session_size) as events_of_session
                from (select *, unnest(range((event_count - 1) // session_size + 1)) as place from activity)
            ),

            -- A third of the sessions come soon after the first, and more of them in the middle of a day.
            timed_sessions as (
                select
                    lead_number,
                    has_id,
                    first_of_session,
                    events_of_session,
                    first_day
                        + to_days(cast(floor(
                            days * pow({self.share("day", "session")},
                                case when {self.share("soon", "session")} < 0.35 then 3 else 1 end)
                        ) as integer))
                        + to_seconds(cast(floor(
                            21600 + 27000 * ({self.share("morning", "session")} + {self.share("evening", "session")})
                        ) as bigint)) as started_at
                from sessions
            ),

            -- An event has a number of its own, and luck that depends on it.
            timed as (
                select
                    lead_number,
                    has_id,
                    first_of_session + place as event_number,
                    {self.chance("event", "event_number")} as luck,
                    -- now and then by a clock that is wrong
                    started_at + to_seconds(place * 97 + if(luck % 5000 = 1, 40 * 86400, 0)) as occurred_at
                from (select *, unnest(range(events_of_session)) as place from timed_sessions)
            ),

            -- At once, or up to five days late; some once more after an hour.
            delivered as (
                select
                    *,
                    occurred_at + to_seconds(if(luck % 50 = 2, cast(luck // 64 % 432000 as bigint), 0)) as arrived_at
                from timed

                union all

                select *, occurred_at + interval 1 hour
                from timed
                where luck % 500 = 3
            )

            select lead_number, has_id, event_number, occurred_at, luck // 8192 as luck
            from delivered
            order by least(arrived_at, {end}), event_number
        """

    def events_query(self) -> str:
        """SQL of the event table from the tables `arrivals` and `some_…`.

        Every slot is there; a left join tells DuckDB so, which otherwise guesses few rows and loses their order.
        """
        return f"""
            select
                {self.event_id("event_number", "occurred_at")} as event_id,
                case when has_id then {lead_id("lead_number")} end as lead_id,
                types.event_type,
                occurred_at,
                case when types.has_page then pages.entry end as page_path,
                case when types.has_asset then assets.entry end as asset,
                case when types.has_campaign then campaigns.entry end as campaign,
                case when types.most > 0 then cast(luck % (types.most * 100) / 100.0 as decimal(10, 2)) end as value
            from arrivals
            left join some_types as types on types.slot = luck % 1000
            left join some_pages as pages on pages.slot = luck // 1024 % {SLOTS}
            left join some_assets as assets on assets.slot = luck // 1048576 % {SLOTS}
            left join some_campaigns as campaigns on campaigns.slot = luck // 1073741824 % {SLOTS}
        """

    def some_types_query(self) -> str:
        """SQL with a thousand rows: each event type as often as it comes among a thousand events."""
        rows = ", ".join(str((name, *parts)) for name, parts in EVENT_TYPES.items())
        return f"""
            select *, cast(row_number() over () - 1 as ubigint) as slot
            from (values {rows}) as types (event_type, times, has_page, has_asset, has_campaign, most), range(times)
        """

    def make(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Write `bench.leads` and `bench.events` into the open database."""
        connection.execute("create schema bench")
        connection.execute(f"create table bench.leads as {self.leads_query(0, self.leads)}")
        connection.execute(f"create temp table activity as {self.activity_query()}")
        connection.execute(f"create temp table some_types as {self.some_types_query()}")
        for name, entries in (("pages", PAGES), ("assets", ASSETS), ("campaigns", CAMPAIGNS)):
            connection.execute(
                f"create temp table some_{name} as select slot, {self.early(entries, name, 'slot')} as entry "
                f"from (select cast(unnest(range({SLOTS})) as ubigint) as slot)"
            )
        connection.execute(f"create temp table arrivals as {self.arrivals_query()}")
        connection.execute(f"create table bench.events as {self.events_query()}")

    def append_day(self, connection: duckdb.DuckDBPyConnection, day: date, part: float) -> None:
        """Append what arrives on a later day: this part of the events again, as new ones of other pages and times.

        Of a hundred rows two are earlier events delivered once more, and five are late by up to 30 days. There are
        new leads, among them some that events had already, and of two leads in a thousand the job has changed.
        """
        salt = day.isoformat()
        new_id = self.event_id("cast(luck % 2176782336 as bigint)", "moved_to")
        session = "hash(lead_id) // 4 + cast(epoch(date_trunc('day', occurred_at)) as ubigint)"
        connection.execute(f"""
            insert into bench.events
            with

            chosen as (
                select *, {self.chance(f"which {salt}", "hash(event_id) // 4")} as luck
                from bench.events
                where {self.share(f"day {salt}", session)} < {part}
            ),

            moved as (
                select
                    *,
                    timestamp '{day}'
                        - to_days(if(luck % 100 < 5, cast(luck // 100 % 30 as integer), 0))
                        + (occurred_at - date_trunc('day', occurred_at))
                        + to_seconds(cast(luck // 4096 % 60 as bigint)) as moved_to
                from chosen
            )

            select
                case when luck % 100 >= 98 then event_id else {new_id} end as event_id,
                lead_id,
                event_type,
                case when luck % 100 >= 98 then occurred_at else moved_to end as occurred_at,
                page_path,
                asset,
                campaign,
                value
            from moved
            order by moved_to
        """)
        [(known,)] = connection.execute("select count(*) from bench.leads").fetchall()
        connection.execute(f"""
            insert into bench.leads
            select * replace (timestamp '{day} 12:00:00' as created_at)
            from ({self.leads_query(known, known + max(self.leads // 1000, 1))})
        """)
        connection.execute(f"""
            update bench.leads set job_title = 'VP Sales'
            where {self.chance(f"promoted {salt}", "hash(lead_id) // 4")} % 500 = 0
        """)


def make(connection: duckdb.DuckDBPyConnection, data: dict[str, Any]) -> None:
    """`Data.make` for a process of its own."""
    Data(**data).make(connection)


def append_day(connection: duckdb.DuckDBPyConnection, data: dict[str, Any], day: str, part: float) -> None:
    """`Data.append_day` for a process of its own."""
    Data(**data).append_day(connection, date.fromisoformat(day), part)


def lead_id(number: str) -> str:
    """SQL of a lead's id; the factor is prime to 36 ** 6, so that numbers in a row give ids all over the place."""
    return f"'0035e00000' || to_base(({number} + 1) * 1299709 % 2176782336, 36, 6) || 'AA'"
