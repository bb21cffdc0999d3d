"""Write the demo world: a small software company, its leads and what they did in one year.

The company sells planning software to other companies. Nobody in it is real: a lead is an id, a
company is an id, and there are no names and no addresses.

The world, in the order in which it is told below
-------------------------------------------------
*Accounts* are companies with an industry, a country and a size; a few of them are competitors.

*People* work there, or come alone with a free e-mail address. Each is of one kind:

- a **buyer** reads, visits, and now and then starts to look for a solution in earnest;
- a **silent** lead was once put on a list and never reacted to anything;
- a **student** collects e-books and white papers;
- a **job seeker** looks at the careers page;
- a **rival** works for a competitor and studies prices and features.

*Appeal* is the hidden truth about a person: how well the product suits them. Seniority, industry,
size and region make it up, plus luck that no column shows. It is never written to a file.

*Everyday life*: visits at a rhythm of one's own, and mailings every four weeks, of which some are
opened, fewer clicked, and which a few people stop by unsubscribing.

*Searches*: a buyer who looks in earnest comes back within days, compares prices, takes white
papers, asks for a demo, talks to sales. The more appealing the person and the more intense the
search, the likelier it ends in a *conversion* some days later. Most searches come to nothing, and
nothing in the events of a search depends on how it will end: a score can only know what a
salesperson could have known.

*Dirt* comes last, as real exports have it: repeated rows, rows without a lead or a time, visitors
who were never recognised, records of one person that were merged. The data were exported three
days after the scoring date, so some rows lie in the future of a score for that date.

Use
---
    python scripts/make_demo.py            writes seeds/demo/*.csv
    python scripts/make_demo.py --check    exits with 1 if the committed files differ

The same seed writes the same bytes. Everybody has random streams of their own, so that a change
in the life of one does not change the others.
"""

from __future__ import annotations

import csv
import io
import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import TypeVar

import click

Value = TypeVar("Value")

DEFAULT_SEED = 20260754
"""Chosen among a few, so that no month is without a conversion."""
DEFAULT_FOLDER = Path(__file__).resolve().parent.parent / "seeds" / "demo"

# --- the calendar ---------------------------------------------------------------------------------

FIRST_CREATION = date(2025, 1, 1)
"""The oldest leads are half a year older than the oldest event."""
FIRST_DAY = date(2025, 7, 1)
"""Events are recorded from this day on."""
SCORING_DATE = date(2026, 6, 30)
"""The day for which the demo is scored."""
EXPORT_DAY = date(2026, 7, 3)
"""The day on which the files were written: what lies after the scoring date must not be read."""

# --- how much of everything -----------------------------------------------------------------------

PEOPLE = 494
ACCOUNTS = 240
RIVAL_ACCOUNTS = 5
LATECOMERS = 3
"""People who become leads only after the scoring date."""
DUPLICATE_RECORDS = 6
"""Second records of people who are leads already, merged later; one of them in two steps."""

REPEATED_ROWS = 60
REPEATED_ROWS_DELIVERED_LATER = 6
"""Repeats whose time was stamped again: the first delivery counts."""
EVENTS_OF_UNKNOWN_LEADS = 25
EVENTS_WITHOUT_LEAD = 15
EVENTS_WITHOUT_TIME = 10
EVENTS_WITHOUT_ID = 5
STRANGERS = 20
"""Anonymous visitors who were never recognised."""
LATE_LINKS = 2
"""Anonymous visitors who were recognised only after the scoring date."""


@dataclass(frozen=True)
class Odds:
    """Every probability of the world, each between 0 and 1."""

    # people
    created_before_first_day: float = 0.25
    business_email_with_account: float = 0.93
    business_email_alone: float = 0.05
    title_in_capitals: float = 0.03
    title_in_lower_case: float = 0.04
    job_title_missing: float = 0.05
    department_missing: float = 0.07
    industry_missing: float = 0.03
    country_missing: float = 0.03
    employees_missing: float = 0.06
    annual_revenue_missing: float = 0.15
    fed_up: float = 0.07  # will unsubscribe one day
    unsubscribes_from_all_mail: float = 0.5  # the others leave one mailing list

    # everyday visits
    pricing_page_everyday: float = 0.03
    pricing_page_rival: float = 0.25
    careers_page_everyday: float = 0.004
    careers_page_job_seeker: float = 0.55
    visit_from_campaign: float = 0.12
    visit_kept_after_unsubscribing: float = 0.25
    everyday_download: float = 0.05  # a visit ends with a download
    student_download: float = 0.30
    student_white_paper: float = 0.35  # of the downloads
    everyday_white_paper: float = 0.15  # of the downloads
    everyday_webinar: float = 0.015  # a visit is a webinar instead
    idle_demo_request: float = 0.004  # a visit ends with a request that means nothing
    cold_call: float = 0.004  # a visit is followed by a call that leads nowhere

    # mailings
    open_in_search: float = 0.75
    click_after_open: float = 0.22
    click_after_open_in_search: float = 0.45

    # searches
    search_at_the_door: float = 0.16  # a new lead arrives searching
    pricing_page_in_search: float = 0.40
    white_paper_in_search: float = 0.55
    ebook_in_search: float = 0.40
    webinar_in_search: float = 0.35
    demo_request_in_search: float = 0.75  # times the intensity of the search
    call_after_demo_request: float = 0.70
    call_without_demo_request: float = 0.15
    bought_without_search: float = 0.015  # a partner or a colleague bought: nothing to see

    # anonymous visitors
    visited_before_arrival: float = 0.14
    linked_only_later: float = 0.25  # when they log in on that device

    # duplicates
    recorded_under_duplicate: float = 0.50


ODDS = Odds()

# --- the words of the columns, with their shares --------------------------------------------------

KIND_SHARES = {"buyer": 0.72, "silent": 0.13, "student": 0.06, "job seeker": 0.06, "rival": 0.03}

LEVEL_SHARES = {"chief": 0.08, "vp": 0.09, "director": 0.17, "manager": 0.30, "specialist": 0.36}
DEPARTMENT_SHARES = {
    "Operations": 0.22,
    "Sales": 0.18,
    "Marketing": 0.17,
    "IT": 0.17,
    "Finance": 0.12,
    "Engineering": 0.08,
    "HR": 0.06,
}
CHIEF_TITLES = {
    "Operations": ("COO", "Chief Operating Officer", "Geschäftsführer"),
    "Sales": ("Chief Revenue Officer", "Founder", "CEO"),
    "Marketing": ("CMO", "Chief Marketing Officer"),
    "IT": ("CIO", "Chief Information Officer"),
    "Finance": ("CFO", "Chief Financial Officer"),
    "Engineering": ("CTO", "Chief Technology Officer"),
    "HR": ("Chief People Officer",),
}
TITLES = {
    "vp": ("VP of {}", "Vice President {}", "VP {}"),
    "director": ("Director of {}", "{} Director", "Senior Director {}"),
    "manager": ("{} Manager", "Senior {} Manager", "Manager {}"),
    "specialist": ("{} Analyst", "{} Specialist", "{} Coordinator", "{} Consultant"),
}
STUDENT_TITLES = ("Student", "PhD Student", "Intern", "Working Student")

INDUSTRY_SHARES = {
    "Technology": 0.30,
    "Manufacturing": 0.16,
    "Finance": 0.14,
    "Healthcare": 0.12,
    "Education": 0.11,
    "Retail": 0.10,
    "Public Sector": 0.07,
}
REGION_SHARES = {
    "Europe": 0.48,
    "North America": 0.30,
    "Asia Pacific": 0.14,
    "Latin America": 0.08,
}
COUNTRIES = {
    "Europe": ("Germany", "Germany", "France", "France", "Spain", "United Kingdom", "Netherlands"),
    "North America": ("United States", "United States", "Canada"),
    "Asia Pacific": ("Japan", "Australia", "Singapore", "India"),
    "Latin America": ("Brazil", "Mexico"),
}
SIZE_SHARES = {"small": 0.40, "medium": 0.31, "large": 0.19, "enterprise": 0.10}
EMPLOYEES = {
    "small": (3, 49),
    "medium": (50, 249),
    "large": (250, 999),
    "enterprise": (1_000, 20_000),
}
REVENUE_PER_EMPLOYEE = (40_000, 120_000)

SOURCE_SHARES = {
    "content download": 0.24,
    "newsletter": 0.18,
    "webinar": 0.14,
    "paid search": 0.14,
    "trade fair": 0.12,
    "referral": 0.08,
    "list import": 0.10,
}
SILENT_SOURCE_SHARES = {"list import": 0.70, "trade fair": 0.30}

EVERYDAY_PAGES = ("/", "/product", "/features", "/blog", "/blog/planning", "/customers", "/docs")
SEARCH_PAGES = ("/product", "/features", "/customers", "/integrations", "/security", "/docs")
PRICING_PAGES = ("/pricing", "/pricing", "/pricing/enterprise")
CAREERS_PAGES = ("/careers", "/careers/open-positions")
WEBINARS = ("planning basics", "product tour", "customer story")
VISIT_CAMPAIGNS = ("paid search", "social")

# --- the hidden truth -----------------------------------------------------------------------------

LEVEL_APPEAL = {"chief": 0.9, "vp": 0.9, "director": 0.8, "manager": 0.2, "specialist": -0.9}
INDUSTRY_APPEAL = {
    "Technology": 0.7,
    "Finance": 0.4,
    "Healthcare": 0.1,
    "Education": 0.1,
    "Manufacturing": 0.0,
    "Retail": -0.4,
    "Public Sector": -0.5,
}
SIZE_APPEAL = {"small": -0.6, "medium": 0.1, "large": 0.5, "enterprise": 0.6}
REGION_APPEAL = {"Europe": 0.2, "North America": 0.1, "Asia Pacific": -0.3, "Latin America": -0.4}
APPEAL_LUCK = 0.4
"""Standard deviation of the part of the appeal that no column shows."""

SEARCHES_A_YEAR = 1.0
"""Of a buyer of appeal 0, on average."""
SEARCHES_BY_APPEAL = 0.45
"""A point of appeal multiplies the searches by e to this power."""
DAYS_BETWEEN_SEARCHES = 45

CONVERSION_BASE = -4.3
CONVERSION_BY_APPEAL = 1.1
CONVERSION_BY_INTENSITY = 3.6
"""Log-odds that a search ends in a conversion: base + appeal and intensity times these."""
DAYS_TO_CONVERSION = (2, 18)
"""From the last day of a search to its conversion."""

# --- rhythms --------------------------------------------------------------------------------------

VISITS_A_MONTH = {"buyer": 0.42, "silent": 0.0, "student": 1.0, "job seeker": 1.0, "rival": 1.6}
PAGES_A_VISIT = 3
"""At most, and one at least."""
SEARCH_DAYS = (9, 24)
SEARCH_VISITS = (3, 9)

DEAL_VALUE = {"small": (2, 8), "medium": (6, 30), "large": (25, 110), "enterprise": (70, 250)}
"""From least to most, in thousand euros a year."""
DEAL_GUESS_ERROR = (0.6, 1.4)
"""On the phone a deal is guessed; what is signed is something else."""

# --- mailings -------------------------------------------------------------------------------------

FIRST_MAILING = date(2025, 7, 8)
DAYS_BETWEEN_MAILINGS = 28
AUTUMN_SERIES = (date(2025, 10, 1), date(2025, 10, 22), date(2025, 11, 12))
SPRING_LAUNCH = (date(2026, 4, 8), date(2026, 4, 29), date(2026, 5, 20))
MAILINGS_BEFORE_UNSUBSCRIBING = 2


# --- rows of the files ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Lead:
    """A row of demo_leads.csv. None is an empty cell."""

    lead_id: str
    created_at: datetime
    account_id: str | None
    job_title: str | None
    department: str | None
    industry: str | None
    country: str | None
    region: str | None
    employees: int | None
    annual_revenue: int | None
    lead_source: str
    email_type: str
    is_unsubscribed: bool
    is_competitor: bool


@dataclass(frozen=True)
class Event:
    """A row of demo_events.csv."""

    event_id: str | None
    lead_id: str | None
    event_type: str
    occurred_at: datetime | None
    page_path: str | None = None
    asset: str | None = None
    campaign: str | None = None
    value: int | None = None


@dataclass(frozen=True)
class Conversion:
    """A row of demo_conversions.csv."""

    lead_id: str
    converted_at: datetime
    value: int


@dataclass(frozen=True)
class Identity:
    """A row of demo_identities.csv: from linked_at on, alias_id is known to be lead_id."""

    alias_id: str
    lead_id: str
    linked_at: datetime


@dataclass(frozen=True)
class AccountRow:
    """A row of demo_accounts.csv: a company, as a directory lists it."""

    account_id: str
    industry: str
    country: str
    region: str
    employees: int
    annual_revenue: int
    is_competitor: bool


# --- what stands behind the rows ------------------------------------------------------------------


@dataclass(frozen=True)
class Account:
    """A company. Its size is a class of employees; its real numbers follow from it."""

    account_id: str
    industry: str
    region: str
    country: str
    size: str
    employees: int
    annual_revenue: int
    is_rival: bool


@dataclass(frozen=True)
class Person:
    """Who somebody really is: the row that sales sees, and the traits that it does not."""

    lead: Lead
    kind: str
    size: str
    appeal: float
    openness: float
    visits_a_month: float
    unsubscribes_on: date | None

    @property
    def unsubscribes_from(self) -> str:
        """An objection to all mail is in the record; one to a mailing list is not."""
        return "all mail" if self.lead.is_unsubscribed else "newsletter"


@dataclass(frozen=True)
class Search:
    """Some days in which a buyer looks for a solution in earnest."""

    starts_on: date
    days: int
    intensity: float

    @property
    def ends_on(self) -> date:
        return self.starts_on + timedelta(days=self.days)

    def covers(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True)
class World:
    """The five files."""

    leads: tuple[Lead, ...]
    events: tuple[Event, ...]
    conversions: tuple[Conversion, ...]
    identities: tuple[Identity, ...]
    accounts: tuple[AccountRow, ...]

    def files(self) -> dict[str, str]:
        """The text of each file by its name."""
        return {
            "demo_leads.csv": to_csv(Lead, self.leads),
            "demo_events.csv": to_csv(Event, self.events),
            "demo_conversions.csv": to_csv(Conversion, self.conversions),
            "demo_identities.csv": to_csv(Identity, self.identities),
            "demo_accounts.csv": to_csv(AccountRow, self.accounts),
        }


# --- chance ---------------------------------------------------------------------------------------


def happens(rng: Random, probability: float) -> bool:
    return rng.random() < probability


def pick(rng: Random, shares: dict[str, float]) -> str:
    """One of the words, with the probability of its share."""
    return rng.choices(list(shares), weights=list(shares.values()))[0]


def how_many(rng: Random, mean: float) -> int:
    """A Poisson number: how often something happens that happens `mean` times on average."""
    limit, product, count = math.exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        count += 1
    return count


def unless_missing(rng: Random, probability: float, value: Value) -> Value | None:
    """The value, or an empty cell because a form did not ask for it."""
    return None if happens(rng, probability) else value


def day_between(rng: Random, first: date, last: date) -> date:
    return first + timedelta(days=rng.randint(0, (last - first).days))


def office_hours(rng: Random, day: date) -> datetime:
    """A moment of that day, mostly late in the morning."""
    seconds = int(rng.triangular(7 * 3600, 20 * 3600, 11 * 3600))
    return datetime.combine(day, time()) + timedelta(seconds=seconds)


def later(rng: Random, moment: datetime, least: int, most: int) -> datetime:
    """A moment some seconds after another."""
    return moment + timedelta(seconds=rng.randint(least, most))


# --- accounts and people --------------------------------------------------------------------------


def make_account(seed: int, number: int) -> Account:
    rng = Random(f"{seed}/account/{number}")
    is_rival = number <= RIVAL_ACCOUNTS
    region = pick(rng, REGION_SHARES)
    size = pick(rng, SIZE_SHARES)
    least, most = EMPLOYEES[size]
    employees = round(math.exp(rng.uniform(math.log(least), math.log(most))))
    return Account(
        account_id=f"A{number:03}",
        industry="Technology" if is_rival else pick(rng, INDUSTRY_SHARES),
        region=region,
        country=rng.choice(COUNTRIES[region]),
        size=size,
        employees=employees,
        annual_revenue=int(round(employees * rng.uniform(*REVENUE_PER_EMPLOYEE), -4)),
        is_rival=is_rival,
    )


def account_row(account: Account) -> AccountRow:
    return AccountRow(
        account_id=account.account_id,
        industry=account.industry,
        country=account.country,
        region=account.region,
        employees=account.employees,
        annual_revenue=account.annual_revenue,
        is_competitor=account.is_rival,
    )


def make_creations(seed: int) -> list[datetime]:
    """When each person becomes a lead, in order: the first has the lowest id."""
    rng = Random(f"{seed}/creations")
    days = [
        day_between(rng, FIRST_CREATION, FIRST_DAY - timedelta(days=1))
        if happens(rng, ODDS.created_before_first_day)
        else day_between(rng, FIRST_DAY, SCORING_DATE)
        for _ in range(PEOPLE - LATECOMERS)
    ]
    first_late_day = SCORING_DATE + timedelta(days=1)
    days += [day_between(rng, first_late_day, EXPORT_DAY) for _ in range(LATECOMERS)]
    return sorted(office_hours(rng, day) for day in days)


def make_person(seed: int, number: int, created_at: datetime, accounts: Sequence[Account]) -> Person:
    """Somebody with the record that sales sees and the traits that it does not."""
    rng = Random(f"{seed}/person/{number}")
    kind = pick(rng, KIND_SHARES)
    level = pick(rng, LEVEL_SHARES)
    department = None if kind == "student" else pick(rng, DEPARTMENT_SHARES)
    account = choose_account(rng, kind, accounts)
    unsubscribes_on = choose_unsubscribing(rng, kind, created_at.date())
    from_all_mail = happens(rng, ODDS.unsubscribes_from_all_mail)
    lead = Lead(
        lead_id=f"L{number:04}",
        created_at=created_at,
        job_title=unless_missing(rng, ODDS.job_title_missing, job_title(rng, level, department)),
        department=unless_missing(rng, ODDS.department_missing, department),
        lead_source=pick(rng, SILENT_SOURCE_SHARES if kind == "silent" else SOURCE_SHARES),
        email_type=email_type(rng, account),
        is_unsubscribed=unsubscribes_on is not None and from_all_mail,
        **(columns_with_company(rng, account) if account else columns_without_company(rng, kind)),
    )
    return Person(
        lead=lead,
        kind=kind,
        size=account.size if account else "small",
        appeal=appeal(rng, level, account),
        openness=0.0 if kind == "silent" else rng.betavariate(2, 5),
        visits_a_month=VISITS_A_MONTH[kind] * rng.lognormvariate(0, 0.6),
        unsubscribes_on=unsubscribes_on,
    )


def columns_with_company(rng: Random, account: Account) -> dict[str, object]:
    """What a record says about the company, with the gaps of a hurried form."""
    is_located = not happens(rng, ODDS.country_missing)
    return {
        "account_id": account.account_id,
        "industry": unless_missing(rng, ODDS.industry_missing, account.industry),
        "country": account.country if is_located else None,
        "region": account.region if is_located else None,
        "employees": unless_missing(rng, ODDS.employees_missing, account.employees),
        "annual_revenue": unless_missing(rng, ODDS.annual_revenue_missing, account.annual_revenue),
        "is_competitor": account.is_rival,
    }


def columns_without_company(rng: Random, kind: str) -> dict[str, object]:
    """The same columns for somebody without a company."""
    region = pick(rng, REGION_SHARES)
    return {
        "account_id": None,
        "industry": "Education" if kind == "student" else None,
        "country": rng.choice(COUNTRIES[region]),
        "region": region,
        "employees": None,
        "annual_revenue": None,
        "is_competitor": False,
    }


def choose_account(rng: Random, kind: str, accounts: Sequence[Account]) -> Account | None:
    """Rivals work for rivals, students and job seekers come alone."""
    if kind in ("student", "job seeker"):
        return None
    return rng.choice([account for account in accounts if account.is_rival == (kind == "rival")])


def job_title(rng: Random, level: str, department: str | None) -> str:
    """A title as people type it, capitals and all; who has no department is a student."""
    if department is None:
        title = rng.choice(STUDENT_TITLES)
    elif level == "chief":
        title = rng.choice(CHIEF_TITLES[department])
    else:
        title = rng.choice(TITLES[level]).format(department)
    if happens(rng, ODDS.title_in_capitals) and title.isascii():
        return title.upper()
    if happens(rng, ODDS.title_in_lower_case):
        return title.lower()
    return title


def email_type(rng: Random, account: Account | None) -> str:
    odds = ODDS.business_email_with_account if account else ODDS.business_email_alone
    return "business" if happens(rng, odds) else "free"


def appeal(rng: Random, level: str, account: Account | None) -> float:
    """How well the product suits a person: about 0 on average, 2 is excellent."""
    luck = rng.gauss(0, APPEAL_LUCK)
    if account is None:
        return LEVEL_APPEAL[level] + luck
    return (
        LEVEL_APPEAL[level]
        + INDUSTRY_APPEAL[account.industry]
        + SIZE_APPEAL[account.size]
        + REGION_APPEAL[account.region]
        + luck
    )


def choose_unsubscribing(rng: Random, kind: str, created_on: date) -> date | None:
    """The day of the newsletter that is one too many; silent leads do not even unsubscribe."""
    if kind == "silent" or not happens(rng, ODDS.fed_up):
        return None
    received = [day for day, campaign in mailings() if campaign == "newsletter" and created_on < day <= SCORING_DATE]
    one_too_many = received[MAILINGS_BEFORE_UNSUBSCRIBING:]
    return rng.choice(one_too_many) if one_too_many else None


# --- the events of one person ---------------------------------------------------------------------


def story(seed: int, person: Person) -> tuple[list[Event], Conversion | None]:
    """Everything that a person did, still without event ids, and the conversion, if any.

    Each part has its own random stream: what happens before a conversion would have happened in
    just the same way without it.
    """

    def stream(part: str) -> Random:
        return Random(f"{seed}/{part}/{person.lead.lead_id}")

    searches, conversion = live_through_searches(stream("searches"), stream("outcome"), person)
    mailing_rng, search_rng = stream("mailings"), stream("search events")
    events = [
        *arrival(stream("arrival"), person),
        *everyday_visits(stream("everyday"), person),
        *reactions_to_mailings(mailing_rng, person, searches),
        *(event for search in searches for event in search_events(search_rng, person, search)),
    ]
    return [event for event in events if is_recorded(event)], conversion


def is_recorded(event: Event) -> bool:
    return FIRST_DAY <= event.occurred_at.date() <= EXPORT_DAY


def arrival(rng: Random, person: Person) -> list[Event]:
    """The door through which a lead came in, where it leaves a trace."""
    lead_id, moment = person.lead.lead_id, person.lead.created_at
    match person.lead.lead_source:
        case "content download":
            return [Event(None, lead_id, "download", moment, asset="e-book")]
        case "newsletter":
            return [Event(None, lead_id, "form_submit", moment, asset="newsletter")]
        case "webinar":
            return [Event(None, lead_id, "webinar", moment, asset=rng.choice(WEBINARS))]
        case "paid search":
            return visit(rng, person, moment, campaign="paid search")
        case _:
            return []


def everyday_visits(rng: Random, person: Person) -> Iterator[Event]:
    """Visits without a purpose, at the rhythm of the person."""
    first = max(person.lead.created_at.date(), FIRST_DAY)
    days = (EXPORT_DAY - first).days
    for _ in range(how_many(rng, person.visits_a_month * days / 30)):
        day = day_between(rng, first, EXPORT_DAY)
        moment = office_hours(rng, day)
        if moment <= person.lead.created_at:
            continue
        if has_unsubscribed(person, day) and not happens(rng, ODDS.visit_kept_after_unsubscribing):
            continue
        yield from everyday_visit(rng, person, moment)


def has_unsubscribed(person: Person, day: date) -> bool:
    return person.unsubscribes_on is not None and day > person.unsubscribes_on


def everyday_visit(rng: Random, person: Person, moment: datetime) -> Iterator[Event]:
    lead_id = person.lead.lead_id
    if happens(rng, ODDS.everyday_webinar):
        yield Event(None, lead_id, "webinar", moment, asset=rng.choice(WEBINARS))
        return
    campaign = rng.choice(VISIT_CAMPAIGNS) if happens(rng, ODDS.visit_from_campaign) else None
    yield from visit(rng, person, moment, campaign=campaign)
    end = later(rng, moment, 600, 1200)
    is_student = person.kind == "student"
    if happens(rng, ODDS.student_download if is_student else ODDS.everyday_download):
        white_paper = ODDS.student_white_paper if is_student else ODDS.everyday_white_paper
        asset = "white paper" if happens(rng, white_paper) else "e-book"
        yield Event(None, lead_id, "download", end, asset=asset)
    if happens(rng, ODDS.idle_demo_request):
        yield demo_request(rng, person, end)
    if happens(rng, ODDS.cold_call):
        yield call(rng, person, office_hours(rng, moment.date() + timedelta(days=1)))


def visit(
    rng: Random,
    person: Person,
    moment: datetime,
    campaign: str | None = None,
    searching: bool = False,
    lead_id: str | None = None,
) -> list[Event]:
    """A visit to the site and the pages looked at; under another id while not recognised."""
    lead_id = lead_id or person.lead.lead_id
    events = [Event(None, lead_id, "site_visit", moment, campaign=campaign)]
    for _ in range(rng.randint(1, PAGES_A_VISIT)):
        moment = later(rng, moment, 10, 140)
        path = choose_page(rng, person.kind, searching)
        events.append(Event(None, lead_id, "page_view", moment, page_path=path))
    return events


def choose_page(rng: Random, kind: str, searching: bool) -> str:
    pricing = ODDS.pricing_page_everyday
    if searching:
        pricing = ODDS.pricing_page_in_search
    elif kind == "rival":
        pricing = ODDS.pricing_page_rival
    is_job_seeker = kind == "job seeker"
    if happens(rng, pricing):
        return rng.choice(PRICING_PAGES)
    if happens(rng, ODDS.careers_page_job_seeker if is_job_seeker else ODDS.careers_page_everyday):
        return rng.choice(CAREERS_PAGES)
    return rng.choice(SEARCH_PAGES if searching else EVERYDAY_PAGES)


def demo_request(rng: Random, person: Person, moment: datetime) -> Event:
    return Event(None, person.lead.lead_id, "form_submit", moment, asset="demo request")


def call(rng: Random, person: Person, moment: datetime) -> Event:
    """A talk with sales, and what sales believes that a deal would be worth."""
    guess = deal_value(rng, person) * rng.uniform(*DEAL_GUESS_ERROR)
    return Event(None, person.lead.lead_id, "call", moment, value=round(guess))


def deal_value(rng: Random, person: Person) -> int:
    return round(rng.uniform(*DEAL_VALUE[person.size]))


# --- mailings -------------------------------------------------------------------------------------


def mailings() -> list[tuple[date, str]]:
    """The day and the campaign of every mailing of the year."""
    newsletters = (
        (FIRST_MAILING + timedelta(days=offset), "newsletter")
        for offset in range(0, (EXPORT_DAY - FIRST_MAILING).days, DAYS_BETWEEN_MAILINGS)
    )
    autumn = ((day, "autumn series") for day in AUTUMN_SERIES)
    spring = ((day, "spring launch") for day in SPRING_LAUNCH)
    return sorted([*newsletters, *autumn, *spring])


def reactions_to_mailings(rng: Random, person: Person, searches: Sequence[Search]) -> Iterator[Event]:
    """Mail sent, and perhaps opened, clicked, or answered by unsubscribing."""
    lead_id = person.lead.lead_id
    for day, campaign in mailings():
        if day <= person.lead.created_at.date() or no_longer_receives(person, day, campaign):
            continue
        sent_at = later(rng, datetime.combine(day, time(9)), 0, 1800)
        yield Event(None, lead_id, "email_sent", sent_at, campaign=campaign)
        if day == person.unsubscribes_on:
            opened_at = later(rng, sent_at, 60, 36_000)
            yield Event(None, lead_id, "email_open", opened_at, campaign=campaign)
            moment = later(rng, opened_at, 10, 90)
            yield Event(None, lead_id, "unsubscribe", moment, asset=person.unsubscribes_from)
            continue
        searching = any(search.covers(day) for search in searches)
        if not happens(rng, ODDS.open_in_search if searching else person.openness):
            continue
        opened_at = later(rng, sent_at, 60, 36_000)
        yield Event(None, lead_id, "email_open", opened_at, campaign=campaign)
        if happens(rng, ODDS.click_after_open_in_search if searching else ODDS.click_after_open):
            clicked_at = later(rng, opened_at, 5, 90)
            yield Event(None, lead_id, "email_click", clicked_at, campaign=campaign)
            yield from visit(rng, person, later(rng, clicked_at, 1, 5), campaign, searching)


def no_longer_receives(person: Person, day: date, campaign: str) -> bool:
    return has_unsubscribed(person, day) and person.unsubscribes_from in ("all mail", campaign)


# --- searches and conversions ---------------------------------------------------------------------


def live_through_searches(rng: Random, outcome_rng: Random, person: Person) -> tuple[list[Search], Conversion | None]:
    """The searches of a person up to the first that ends in a conversion.

    Whether a search succeeds is drawn from a random stream of its own: its events do not know it.
    """
    if person.kind != "buyer":
        return [], None
    searches: list[Search] = []
    for search in plan_searches(rng, person):
        searches.append(search)
        if happens(outcome_rng, conversion_probability(person.appeal, search.intensity)):
            return searches, conversion_after(outcome_rng, person, search.ends_on)
    if happens(outcome_rng, ODDS.bought_without_search):
        first = max(person.lead.created_at.date(), FIRST_DAY)
        day = day_between(outcome_rng, first, EXPORT_DAY)
        return searches, conversion_after(outcome_rng, person, day)
    return searches, None


def plan_searches(rng: Random, person: Person) -> Iterator[Search]:
    """When a buyer would look in earnest, if there were no purchase before."""
    created_on = person.lead.created_at.date()
    first = max(created_on, FIRST_DAY - timedelta(days=SEARCH_DAYS[0]))
    last = person.unsubscribes_on or EXPORT_DAY
    if last < first:
        return
    a_year = SEARCHES_A_YEAR * math.exp(SEARCHES_BY_APPEAL * person.appeal)
    starts = [day_between(rng, first, last) for _ in range(how_many(rng, a_year * (last - first).days / 365))]
    if created_on >= first and happens(rng, ODDS.search_at_the_door):
        starts.append(created_on)
    free_from = first
    for starts_on in sorted(starts):
        search = Search(starts_on, rng.randint(*SEARCH_DAYS), rng.betavariate(2, 2))
        if starts_on >= free_from:
            yield search
            free_from = search.ends_on + timedelta(days=DAYS_BETWEEN_SEARCHES)


def conversion_probability(appeal: float, intensity: float) -> float:
    log_odds = CONVERSION_BASE + CONVERSION_BY_APPEAL * appeal + CONVERSION_BY_INTENSITY * intensity
    return 1 / (1 + math.exp(-log_odds))


def conversion_after(rng: Random, person: Person, day: date) -> Conversion | None:
    """The signature, unless it lies outside the year that was exported."""
    day += timedelta(days=rng.randint(*DAYS_TO_CONVERSION))
    if not FIRST_DAY <= day <= EXPORT_DAY:
        return None
    return Conversion(person.lead.lead_id, office_hours(rng, day), deal_value(rng, person))


def search_events(rng: Random, person: Person, search: Search) -> Iterator[Event]:
    """Visits all along the search, material on the way, a demo request towards its end.

    The more intense the search, the more visits and the likelier a request.
    """
    lead_id = person.lead.lead_id
    least, most = SEARCH_VISITS
    for _ in range(round(least + (most - least) * search.intensity)):
        moment = search_time(rng, person, search, 0, 1)
        yield from visit(rng, person, moment, searching=True)
    if happens(rng, ODDS.ebook_in_search):
        moment = search_time(rng, person, search, 0, 0.5)
        yield Event(None, lead_id, "download", moment, asset="e-book")
    if happens(rng, ODDS.white_paper_in_search):
        moment = search_time(rng, person, search, 0.2, 0.9)
        yield Event(None, lead_id, "download", moment, asset="white paper")
    if happens(rng, ODDS.webinar_in_search):
        moment = search_time(rng, person, search, 0.2, 0.9)
        yield Event(None, lead_id, "webinar", moment, asset=rng.choice(WEBINARS))
    wants_demo = happens(rng, ODDS.demo_request_in_search * search.intensity)
    if wants_demo:
        yield demo_request(rng, person, search_time(rng, person, search, 0.6, 0.9))
    if happens(rng, ODDS.call_after_demo_request if wants_demo else ODDS.call_without_demo_request):
        yield call(rng, person, search_time(rng, person, search, 0.9, 1))


def search_time(rng: Random, person: Person, search: Search, least: float, most: float) -> datetime:
    """A moment of a search, between two shares of its length, never before the lead exists."""
    offset = round(search.days * rng.uniform(least, most))
    moment = office_hours(rng, search.starts_on + timedelta(days=offset))
    return max(moment, later(rng, person.lead.created_at, 60, 3600))


# --- visitors without a name, and records of one person -------------------------------------------


def visits_before_arrival(seed: int, people: Sequence[Person]) -> tuple[list[Event], list[Identity]]:
    """Some leads had visited before anyone knew them: the anonymous id is linked afterwards."""
    events: list[Event] = []
    identities: list[Identity] = []
    for person in people:
        rng = Random(f"{seed}/visitor/{person.lead.lead_id}")
        created_at = person.lead.created_at
        too_early = created_at.date() <= FIRST_DAY
        if person.kind == "silent" or too_early or not happens(rng, ODDS.visited_before_arrival):
            continue
        alias_id = f"anon-{len(identities) + 1:04}"
        first = max(FIRST_DAY, created_at.date() - timedelta(days=30))
        for _ in range(rng.randint(1, 3)):
            day = day_between(rng, first, created_at.date() - timedelta(days=1))
            events += visit(rng, person, office_hours(rng, day), lead_id=alias_id)
        linked_at = created_at
        if happens(rng, ODDS.linked_only_later):
            linked_at = min(
                office_hours(rng, created_at.date() + timedelta(days=rng.randint(5, 60))),
                max(created_at, datetime.combine(SCORING_DATE, time(12))),
            )
        identities.append(Identity(alias_id, person.lead.lead_id, linked_at))
    return events, identities


def late_and_repeated_links(seed: int, identities: Sequence[Identity]) -> list[Identity]:
    """Links that do not count: made after the scoring date, corrected later, or in a circle."""
    rng = Random(f"{seed}/links")
    after = datetime.combine(SCORING_DATE + timedelta(days=2), time(10, 30))
    late = [Identity(f"anon-{8001 + n}", identities[10 + n].lead_id, after) for n in range(LATE_LINKS)]
    earliest = min(identities, key=lambda identity: identity.linked_at)
    wrong_at_first = replace(earliest, lead_id="L0001", linked_at=later(rng, earliest.linked_at, -7200, -3600))
    noon = datetime.combine(date(2026, 2, 3), time(12))
    circle = [
        Identity("anon-8101", "anon-8102", noon),
        Identity("anon-8102", "anon-8101", later(rng, noon, 60, 600)),
    ]
    return [*late, wrong_at_first, *circle]


def strangers(seed: int, people: Sequence[Person]) -> Iterator[Event]:
    """Visitors who were never recognised, and those recognised too late."""
    rng = Random(f"{seed}/strangers")
    aliases = [f"anon-{9001 + n}" for n in range(STRANGERS)]
    aliases += [f"anon-{8001 + n}" for n in range(LATE_LINKS)]
    for alias_id in aliases:
        for _ in range(rng.randint(1, 2)):
            moment = office_hours(rng, day_between(rng, FIRST_DAY, SCORING_DATE))
            yield from visit(rng, rng.choice(people), moment, lead_id=alias_id)


def duplicate_records(seed: int, people: Sequence[Person]) -> tuple[list[Lead], list[Identity]]:
    """Second records of known buyers, made at a trade fair and merged some weeks later.

    The last record is a copy of the one before it: it leads to the person in two steps.
    """
    rng = Random(f"{seed}/duplicates")
    last_start = datetime.combine(SCORING_DATE - timedelta(days=180), time())
    known = [p for p in people if p.kind == "buyer" and p.lead.created_at < last_start]
    originals = [person.lead for person in rng.sample(known, DUPLICATE_RECORDS - 1)]
    leads: list[Lead] = []
    identities: list[Identity] = []
    for number in range(DUPLICATE_RECORDS):
        is_copy_of_copy = number == DUPLICATE_RECORDS - 1
        original = leads[-1] if is_copy_of_copy else originals[number]
        day = max(original.created_at.date(), FIRST_DAY) + timedelta(days=rng.randint(20, 60))
        duplicate = replace(
            original,
            lead_id=f"L{PEOPLE + number + 1:04}",
            created_at=office_hours(rng, day),
            department=None,
            annual_revenue=None,
            lead_source="trade fair",
        )
        leads.append(duplicate)
        merged_at = office_hours(rng, day + timedelta(days=rng.randint(10, 40)))
        identities.append(Identity(duplicate.lead_id, original.lead_id, merged_at))
    return leads, identities


def record_under_duplicates(
    seed: int, events: Iterable[Event], duplicates: Sequence[Lead], links: Sequence[Identity]
) -> Iterator[Event]:
    """A second record begins with the form of the trade fair; until it is merged, half of what the
    person does is recorded under it.
    """
    rng = Random(f"{seed}/recorded")
    created_at = {lead.lead_id: lead.created_at for lead in duplicates}
    link_to = {link.lead_id: link for link in links}
    for lead in duplicates:
        yield Event(None, lead.lead_id, "form_submit", lead.created_at, asset="contact form")
    for event in events:
        link = link_to.get(event.lead_id)
        is_between = link and created_at[link.alias_id] < event.occurred_at < link.linked_at
        if is_between and happens(rng, ODDS.recorded_under_duplicate):
            event = replace(event, lead_id=link.alias_id)
        yield event


# --- dirt -----------------------------------------------------------------------------------------


def number_events(events: Iterable[Event]) -> list[Event]:
    """Events in order of time, with their ids."""
    ordered = sorted(events, key=event_order)
    return [replace(event, event_id=f"E{n:05}") for n, event in enumerate(ordered, start=1)]


def event_order(event: Event) -> tuple:
    """Time first, rows without one last; the rest only makes the order definite."""
    return (
        event.occurred_at or datetime.max,
        event.event_id or "",
        event.lead_id or "",
        event.event_type,
        event.page_path or "",
    )


def soil(seed: int, events: Sequence[Event]) -> list[Event]:
    """The same events with the flaws of a real export, each in rows of its own."""
    rng = Random(f"{seed}/dirt")
    past = [n for n, event in enumerate(events) if event.occurred_at.date() < SCORING_DATE]
    rng.shuffle(past)

    def rows(count: int) -> list[int]:
        return [past.pop() for _ in range(count)]

    soiled = list(events)
    for row in rows(EVENTS_OF_UNKNOWN_LEADS):
        soiled[row] = replace(soiled[row], lead_id=f"L9{rng.randint(1, 12):03}")
    for row in rows(EVENTS_WITHOUT_LEAD):
        soiled[row] = replace(soiled[row], lead_id=None)
    for row in rows(EVENTS_WITHOUT_TIME):
        soiled[row] = replace(soiled[row], occurred_at=None)
    for row in rows(EVENTS_WITHOUT_ID):
        soiled[row] = replace(soiled[row], event_id=None)
    soiled += [soiled[row] for row in rows(REPEATED_ROWS - REPEATED_ROWS_DELIVERED_LATER)]
    for row in rows(REPEATED_ROWS_DELIVERED_LATER):
        again_at = later(rng, soiled[row].occurred_at, 60, 600)
        soiled.append(replace(soiled[row], occurred_at=again_at))
    return sorted(soiled, key=event_order)


# --- the whole world ------------------------------------------------------------------------------


def make_world(seed: int = DEFAULT_SEED) -> World:
    """Accounts, people, what they did, and what the export made of it."""
    accounts = [make_account(seed, number) for number in range(1, ACCOUNTS + 1)]
    people = [
        make_person(seed, number, created_at, accounts)
        for number, created_at in enumerate(make_creations(seed), start=1)
    ]
    stories = [story(seed, person) for person in people]
    duplicates, merges = duplicate_records(seed, people)
    own_events = record_under_duplicates(seed, (event for events, _ in stories for event in events), duplicates, merges)
    visitor_events, visitor_links = visits_before_arrival(seed, people)
    events = number_events([*own_events, *visitor_events, *strangers(seed, people)])
    links = [*visitor_links, *merges, *late_and_repeated_links(seed, visitor_links)]
    return World(
        leads=tuple([person.lead for person in people] + duplicates),
        events=tuple(soil(seed, events)),
        conversions=tuple(
            sorted(
                (conversion for _, conversion in stories if conversion),
                key=lambda conversion: (conversion.converted_at, conversion.lead_id),
            )
        ),
        identities=tuple(sorted(links, key=lambda link: (link.linked_at, link.alias_id))),
        accounts=tuple(account_row(account) for account in accounts),
    )


# --- files ----------------------------------------------------------------------------------------


def to_csv(row_type: type, rows: Iterable) -> str:
    """A header of the field names, then a line a row."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([field.name for field in fields(row_type)])
    writer.writerows([to_cell(value) for value in astuple(row)] for row in rows)
    return text.getvalue()


def to_cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    return str(value)


def outdated_files(folder: Path, files: dict[str, str]) -> list[str]:
    """The names of the files that are missing or not, byte for byte, what they should be."""
    return [
        name
        for name, text in files.items()
        if not (folder / name).is_file() or (folder / name).read_bytes() != text.encode()
    ]


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a file is not current.")
@click.option("--seed", default=DEFAULT_SEED, show_default=True, help="Of the world.")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=DEFAULT_FOLDER,
    show_default=True,
    help="Where the four files are.",
)
def main(check: bool, seed: int, folder: Path) -> None:
    """Write the demo's leads, events, conversions, identities and accounts."""
    files = make_world(seed).files()
    if check:
        outdated = outdated_files(folder, files)
        for name in outdated:
            click.echo(
                f"make_demo: {folder / name} is not current. Fix: python scripts/make_demo.py",
                err=True,
            )
        sys.exit(1 if outdated else 0)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
        click.echo(f"wrote {folder / name}")


if __name__ == "__main__":
    main()
