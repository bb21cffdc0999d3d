"""Tables as connectors land them (tests/connectors) become leads, events, conversions and identities.

What must come out is worked out from the files in plain Python, by the mapping of docs/connectors; it shares nothing
with the models.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from connector_demo import PAGES, SAMPLES, SCORING_DATE, TOOL_OF, scorecard
from project import ROOT, BuildError, ScoringProject

MODELS = ROOT / "models" / "connectors"
EMAIL_DOMAINS = ROOT / "seeds" / "email_domains" / "lead_scoring_email_domains.csv"
CONNECTORS = (
    "hubspot", "marketo", "pardot", "salesforce", "segment", "mautic", "ga4", "posthog", "stripe", "amplitude",
    "snowplow", "product",
    "pipedrive", "dynamics_365",
)  # fmt: skip
# Most of their events have the names that a team gives them.
OWN_EVENT_NAMES = ("segment", "ga4", "posthog", "amplitude", "snowplow", "product")
# Columns of JSON; elsewhere it is in texts.
AS_JSON = {"posthog": ("properties",), "pipedrive": ("email",)}
# Ids and other whole numbers of these arrive as floats, as those of HubSpot's properties do.
AS_FLOATS = ("hubspot", "mautic")
Rows = list[dict[str, str]]


@dataclass
class Facts:
    """What a connector's tables say: ids of leads, events by type, conversions with their worth, and links."""

    leads: set[str]
    events: Counter[str]
    conversions: list[tuple[str, Decimal | None]] = field(default_factory=list)
    identities: set[tuple[str, str]] = field(default_factory=set)
    emails: dict[str, str] = field(default_factory=dict)


def files(connector: str, table: str) -> list[Path]:
    return sorted((SAMPLES / connector).glob(f"{table}.*csv"))


def tables(connector: str) -> list[str]:
    return sorted({path.name.split(".")[0] for path in (SAMPLES / connector).glob("*.csv")})


@cache
def read(connector: str, table: str) -> Rows:
    """The rows of a table, an empty cell as an empty text."""
    found: Rows = []
    for path in files(connector, table):
        with path.open(encoding="utf-8", newline="") as lines:
            found.extend({name: cell or "" for name, cell in row.items()} for row in csv.DictReader(lines))
    return found


def number(text: str) -> str:
    """An id as it is once a warehouse took it for a number."""
    return str(int(text)) if text.isdigit() else text


def yes(row: dict[str, str], *names: str) -> bool:
    return any(row.get(name, "").lower() in ("true", "1") for name in names)


def worth(text: str) -> Decimal | None:
    return Decimal(text).quantize(Decimal("0.01")) if text else None


# -- what the files say -----------------------------------------------------------------------------------------------


def hubspot() -> Facts:
    contacts = [row for row in read("hubspot", "contact") if not yes(row, "_fivetran_deleted")]
    unsubscribed = {
        row["id"] for row in read("hubspot", "email_event_status_change")
        if row["portal_subscription_status"] == "UNSUBSCRIBED"
    }  # fmt: skip
    words = {
        "SENT": "email_sent", "DELIVERED": "email_delivered", "BOUNCE": "email_bounced", "OPEN": "email_open",
        "CLICK": "email_click", "FORWARD": "email_forward", "PRINT": "email_print", "SPAMREPORT": "spam_report",
    }  # fmt: skip
    events: Counter[str] = Counter()
    for row in read("hubspot", "email_event"):
        if yes(row, "filtered_event"):
            continue
        if row["type"] in words:
            events[words[row["type"]]] += 1
        elif row["type"] == "STATUSCHANGE" and row["id"] in unsubscribed:
            events["unsubscribe"] += 1
    events["form_submit"] += len(read("hubspot", "contact_form_submission"))
    people = Counter(row["engagement_id"] for row in read("hubspot", "engagement_contact"))
    for kind in ("call", "meeting", "email"):
        for row in read("hubspot", f"engagement_{kind}"):
            incoming = row.get("property_hs_email_direction") == "INCOMING_EMAIL"
            word = kind if kind != "email" else "email_reply" if incoming else "email_sent"
            if not yes(row, "_fivetran_deleted"):
                events[word] += people[row["engagement_id"]]
    won = {row["stage_id"] for row in read("hubspot", "deal_pipeline_stage") if yes(row, "closed_won")}
    pairs = {(row["deal_id"], row["contact_id"]) for row in read("hubspot", "deal_contact")}
    conversions = [
        (number(contact), worth(deal["property_amount"]))
        for deal in read("hubspot", "deal")
        for deal_id, contact in pairs
        if deal["deal_id"] == deal_id and deal["deal_pipeline_stage_id"] in won
        and not yes(deal, "is_deleted", "_fivetran_deleted")
    ]  # fmt: skip
    links = {(row["vid_to_merge"], row["canonical_vid"]) for row in read("hubspot", "contact_merge_audit")}
    for row in read("hubspot", "contact"):
        links |= {(part, row["id"]) for part in row["property_hs_merged_object_ids"].split(";") if part}
    return Facts(
        {row["id"] for row in contacts}, +events, conversions, links,
        {row["id"]: row["property_email"] for row in contacts},
    )  # fmt: skip


def marketo() -> Facts:
    words = {
        "email_delivered": "email_delivered", "email_bounced": "email_bounced", "open_email": "email_open",
        "click_email": "email_click", "unsubscribe_email": "unsubscribe", "visit_webpage": "page_view",
        "click_link": "link_click", "fill_out_form": "form_submit",
    }  # fmt: skip
    events = Counter({word: len(read("marketo", f"activity_{table}")) for table, word in words.items()})
    events["email_sent"] = sum(
        row["action_result"] in ("", "succeeded") for row in read("marketo", "activity_send_email")
    )
    deleted = {row["lead_id"] for row in read("marketo", "activity_delete_lead")}
    leads = [row for row in read("marketo", "lead") if row["id"] not in deleted]
    links = {
        (part, row["lead_id"])
        for row in read("marketo", "activity_merge_leads")
        for part in re.findall(r"\d+", row["merge_ids"])
    }
    return Facts({row["id"] for row in leads}, +events, [], links, {row["id"]: row["email"] for row in leads})


def pardot() -> Facts:
    mapping = yaml.safe_load("""
        {6: email_sent, 7: site_search, 11: email_open, 12: unsubscribe, 35: unsubscribe, 13: email_bounced,
         36: email_bounced, 14: spam_report, 20: site_visit, 24: webinar, 16: resubscribe, 37: resubscribe}
    """)
    events = Counter({"page_view": len(read("pardot", "visitor_page_view"))})
    for row in read("pardot", "visitor_activity"):
        kind, thing = int(row["type"]), row["type_name"]
        if kind in mapping:
            events[mapping[kind]] += 1
        elif kind == 1:
            events["email_click" if thing == "Email" else "link_click"] += 1
        elif kind in (2, 4) and thing == "File":
            events["download"] += 1
        elif kind == 4:
            events["form_submit"] += 1
        else:
            assert kind in (3, 8, 9, 10), row
    prospects = [row for row in read("pardot", "prospect") if not yes(row, "_fivetran_deleted")]
    won = {row["id"]: row for row in read("pardot", "opportunity") if row["status"] == "Won"}
    conversions = [
        (row["prospect_id"], worth(won[row["opportunity_id"]]["value"]))
        for row in read("pardot", "opportunity_prospect")
        if row["opportunity_id"] in won
    ]
    links = {(f"visitor:{row['id']}", row["prospect_id"]) for row in read("pardot", "visitor") if row["prospect_id"]}
    return Facts(
        {row["id"] for row in prospects}, +events, conversions, links, {r["id"]: r["email"] for r in prospects}
    )


def salesforce() -> Facts:
    people = read("salesforce", "lead") + read("salesforce", "contact")
    events: Counter[str] = Counter()
    for row in read("salesforce", "task"):
        kinds = (row["task_subtype"], row["type"])
        if yes(row, "is_closed") and not yes(row, "is_deleted") and ("Call" in kinds or "Email" in kinds):
            events["call" if "Call" in kinds else "email_sent"] += 1
    for row in read("salesforce", "event"):
        if not yes(row, "is_deleted"):
            events["call" if row["type"] == "Call" else "meeting"] += 1
    events["campaign_response"] = sum(yes(row, "has_responded") for row in read("salesforce", "campaign_member"))
    roles = {(row["opportunity_id"], row["contact_id"]) for row in read("salesforce", "opportunity_contact_role")}
    roles |= {
        (row["converted_opportunity_id"], row["converted_contact_id"])
        for row in read("salesforce", "lead")
        if row["converted_opportunity_id"]
    }
    conversions = [
        (contact, worth(row["amount"]))
        for row in read("salesforce", "opportunity")
        for opportunity, contact in roles
        if row["id"] == opportunity and yes(row, "is_won") and not yes(row, "is_deleted")
    ]
    links = {(row["id"], row["converted_contact_id"]) for row in people if row.get("converted_contact_id")}
    links |= {(row["id"], row["master_record_id"]) for row in people if row["master_record_id"]}
    kept = [row for row in people if not yes(row, "is_deleted")]
    emails = {row["id"]: row.get("email", "") for row in kept}
    return Facts({row["id"] for row in kept}, +events, conversions, links, emails)


def segment(connector: str = "segment") -> Facts:
    users = [row for row in read(connector, "identifies") if row["user_id"]]
    events = Counter(row["event"] for row in read(connector, "tracks"))
    events["page_view"] += len(read(connector, "pages"))
    links = {
        (row["anonymous_id"], row["user_id"])
        for table in ("identifies", "tracks", "pages")
        for row in read(connector, table)
        if row["user_id"] and row["anonymous_id"]
    }
    last = {row["user_id"]: row["email"] for row in sorted(users, key=lambda row: row["received_at"])}
    return Facts({row["user_id"] for row in users}, events, [], links, last)


def mautic() -> Facts:
    contacts = [row for row in read("mautic", "leads") if row["date_identified"]]
    events: Counter[str] = Counter()
    for row in read("mautic", "page_hits"):
        events["email_click" if row["email_id"] else "link_click" if row["redirect_id"] else "page_view"] += 1
    for row in read("mautic", "email_stats"):
        events["email_sent"] += not yes(row, "is_failed")
        events["email_open"] += yes(row, "is_read")
    events["form_submit"] = len(read("mautic", "form_submissions"))
    events["download"] = len(read("mautic", "asset_downloads"))
    events["unsubscribe"] = sum(row["reason"] == "1" for row in read("mautic", "lead_donotcontact"))
    for row in read("mautic", "lead_event_log"):
        if row["object"] == "segment":
            events[f"segment_{row['action']}"] += 1
        elif row["object"] == "sms":
            events["sms_reply"] += 1
    links = {(row["merged_id"], row["contact_id"]) for row in read("mautic", "contact_merge_records")}
    return Facts({row["id"] for row in contacts}, +events, [], links, {row["id"]: row["email"] for row in contacts})


def ga4() -> Facts:
    rows = [json.loads(line) for path in sorted((SAMPLES / "ga4").glob("*.jsonl")) for line in path.open("rb")]
    words = {"file_download": "download", "view_search_results": "site_search"}
    events = Counter(words.get(row["event_name"], row["event_name"]) for row in rows)
    purchases = {
        (row["user_id"], row["ecommerce"]["transaction_id"]): Decimal(str(row["ecommerce"]["purchase_revenue"]))
        for row in rows
        if row["event_name"] == "purchase"
    }
    links = {(row["user_pseudo_id"], row["user_id"]) for row in rows if row["user_id"]}
    conversions = [(user, worth(str(value))) for (user, _), value in purchases.items()]
    return Facts({row["user_id"] for row in rows} - {None}, events, conversions, links)


def posthog() -> Facts:
    calls = read("posthog", "events")
    identified = {row["distinct_id"] for row in calls if row["event"] == "$identify"}
    people: dict[str, str] = {}
    emails: dict[str, str] = {}
    leads = set()
    for row in sorted(read("posthog", "persons"), key=lambda row: int(row["person_distinct_id_version"])):
        email = json.loads(row["properties"]).get("email", "")
        if yes(row, "is_deleted"):
            continue
        people[row["distinct_id"]] = row["person_id"]
        if email or row["distinct_id"] in identified:
            leads.add(row["person_id"])
            emails[row["person_id"]] = email
    words = {"$pageview": "page_view", "$screen": "screen_view"}
    events = Counter(
        words.get(row["event"], row["event"]) for row in calls
        if row["event"] not in ("$identify", "$feature_flag_called", "$pageleave")
    )  # fmt: skip
    return Facts(leads, events, [], set(people.items()), emails)


def stripe() -> Facts:
    customers = [row for row in read("stripe", "customer") if yes(row, "livemode") and not yes(row, "is_deleted")]
    charges = [row for row in read("stripe", "charge") if yes(row, "livemode")]
    events = Counter({"payment": 0, "payment_failed": 0})
    first: dict[str, Decimal] = {}
    for row in charges:
        events["payment"] += row["status"] == "succeeded"
        events["payment_failed"] += row["status"] == "failed"
        if row["status"] == "succeeded" and int(row["amount"]) and row["customer_id"]:
            first.setdefault(row["customer_id"], Decimal(row["amount"]) / (1 if row["currency"] == "jpy" else 100))
    for row in read("stripe", "subscription_history"):
        if yes(row, "livemode") and yes(row, "_fivetran_active"):
            events["subscription_started"] += 1
            events["trial_started"] += bool(row["trial_start"])
            events["subscription_canceled"] += bool(row["canceled_at"])
    conversions = [(customer, worth(str(value))) for customer, value in first.items()]
    return Facts(
        {row["id"] for row in customers}, events, conversions, set(), {row["id"]: row["email"] for row in customers}
    )


def snowplow() -> Facts:
    rows = read("snowplow", "events")
    events = Counter(
        row["se_action"] if row["event"] == "struct" else row["event_name"] for row in rows
        if row["event"] != "page_ping"
    )  # fmt: skip
    links = {(row["domain_userid"], row["user_id"]) for row in rows if row["user_id"]}
    return Facts({row["user_id"] for row in rows} - {""}, events, [], links)


def amplitude() -> Facts:
    rows = read("amplitude", "EVENTS_218028")
    words = {"[Amplitude] Page Viewed": "page_view", "[Amplitude] Form Submitted": "form_submit"}
    events = Counter(
        words.get(row["event_type"], row["event_type"]) for row in rows
        if row["event_type"] not in ("session_start", "$identify")
    )  # fmt: skip
    users = [row for row in rows if row["user_id"]]
    emails = {row["user_id"]: json.loads(row["user_properties"]).get("email", "") for row in users}
    return Facts(set(emails), events, [], {(row["amplitude_id"], row["user_id"]) for row in users}, emails)


def product() -> Facts:
    return Facts(
        {row["lead_id"] for row in read("product", "leads")},
        Counter(row["event_type"] for row in read("product", "events")),
        [(row["lead_id"], worth(row["value"])) for row in read("product", "conversions")],
        {(row["alias_id"], row["lead_id"]) for row in read("product", "identities")},
        {row["lead_id"]: row["email"] for row in read("product", "leads")},
    )


def pipedrive() -> Facts:
    people = [row for row in read("pipedrive", "persons") if yes(row, "active_flag")]
    deals = [row for row in read("pipedrive", "deals") if not yes(row, "deleted")]
    done = [row for row in read("pipedrive", "activities") if yes(row, "done")]
    events = Counter({"email": "email_sent"}.get(row["type"], row["type"]) for row in done)
    events["lead_created"] = len(read("pipedrive", "leads"))
    events["deal_lost"] = sum(row["status"] == "lost" for row in deals)
    won = [(row["person_id"], worth(row["value"])) for row in deals if row["status"] == "won" and row["person_id"]]
    emails = {row["id"]: json.loads(row["email"])[0]["value"] for row in people}
    return Facts({row["id"] for row in people}, events, won, set(), emails)


def dynamics_365() -> Facts:
    leads, contacts = (
        [row for row in read("dynamics_365", table) if not yes(row, "IsDelete")] for table in ("lead", "contact")
    )
    people = {row["leadid"] for row in leads} | {row["contactid"] for row in contacts}
    took_part: dict[str, set[tuple[str, str]]] = {}
    for row in read("dynamics_365", "activityparty"):
        if row["partyid"] in people:
            took_part.setdefault(row["activityid"], set()).add((row["partyid"], row["participationtypemask"]))
    events: Counter[str] = Counter()

    def count(word: str, row: dict[str, str], roles: str) -> None:
        whom = {party for party, role in took_part.get(row["activityid"], ()) if role in roles.split()}
        events[word] += len(whom or people & {row["regardingobjectid"]})

    for row in read("dynamics_365", "phonecall"):
        if row["statecode"] == "1" and not yes(row, "leftvoicemail"):
            count("call", row, "1 2")
    for row in read("dynamics_365", "appointment"):
        if row["statecode"] in ("1", "3") and row["instancetypecode"] != "1":
            count("meeting", row, "5 6 7")
    for row in read("dynamics_365", "email"):
        if row["statecode"] == "1":
            sent = yes(row, "directioncode")
            count("email_sent" if sent else "email_reply", row, "2 3 4" if sent else "1")
    for row in read("dynamics_365", "campaignresponse"):
        if row["responsecode"] == "1":
            count("campaign_response", row, "11")
    won = [
        (row["parentcontactid"] or row["customerid"], worth(row["actualvalue"] or row["estimatedvalue"]))
        for row in read("dynamics_365", "opportunity")
        if row["statecode"] == "1" and not yes(row, "IsDelete")
        and (row["parentcontactid"] or row["customerid_entitytype"] == "contact")
    ]  # fmt: skip
    links = {(row["leadid"], row["parentcontactid"]) for row in leads if row["parentcontactid"]}
    links |= {(row["leadid"], row["masterid"]) for row in leads if row["masterid"]}
    links |= {(row["contactid"], row["masterid"]) for row in contacts if row["masterid"]}
    emails = {row["leadid"]: row["emailaddress1"] for row in leads}
    emails |= {row["contactid"]: row["emailaddress1"] for row in contacts if row["statecode"] == "0"}
    return Facts(set(emails), +events, won, links, emails)


FACTS: dict[str, Callable[[], Facts]] = {
    "hubspot": hubspot, "marketo": marketo, "pardot": pardot, "salesforce": salesforce, "segment": segment,
    "mautic": mautic, "ga4": ga4, "posthog": posthog, "stripe": stripe, "snowplow": snowplow,
    "amplitude": amplitude, "product": product, "pipedrive": pipedrive,
    "dynamics_365": dynamics_365,
    "rudderstack": lambda: segment("rudderstack"),
}  # fmt: skip


# -- in a warehouse ---------------------------------------------------------------------------------------------------


def schema_of(project: ScoringProject, connector: str) -> str:
    """The schema of a connector's tables."""
    named = f"{project.directory.name}_{connector}".lower() if project.warehouse.target != "duckdb" else connector
    return re.sub(r"\W", "_", named)[-60:]


def land(project: ScoringProject, connector: str) -> str:
    """Lay a connector's tables into a schema of their own, with types as a connector finds them; say its name."""
    warehouse = project.warehouse
    project.directory.mkdir(parents=True, exist_ok=True)
    schema = schema_of(project, connector)
    statement = executor(project)
    statement(f"create schema {schema}")
    for table in tables(connector):
        with duckdb.connect() as connection:
            paths = [str(path) for path in files(connector, table)]
            found = connection.execute(
                f"select * from read_csv({paths}, union_by_name = true, delim = ',', header = true, sample_size = -1)"
            )
            columns = {column[0]: str(column[1]) for column in found.description}
            if connector in AS_FLOATS:
                columns = {name: "DOUBLE" if kind == "BIGINT" else kind for name, kind in columns.items()}
            columns.update({name: "JSON" for name in AS_JSON.get(connector, ()) if name in columns})
            made = warehouse.create(table, columns, found.fetchall())
        statement(f"create table {schema}.{table} as select * from {made}")
    for path in (SAMPLES / connector).glob("*.jsonl"):
        statement(f"create table {schema}.{path.stem} as {nested_rows(project, path)}")
    return schema


def nested_rows(project: ScoringProject, path: Path) -> str:
    """A query of the rows of a file: lists and structs as such on DuckDB, as JSON on PostgreSQL."""
    query = f"select * from read_json('{path}', format = 'newline_delimited')"
    if project.warehouse.target == "duckdb":
        return query
    with duckdb.connect() as connection:
        kinds = {row[0]: str(row[1]) for row in connection.execute(f"describe {query}").fetchall()}
    columns = ", ".join(
        f"{name} {project.warehouse.column_type(kind) if kind in ('BIGINT', 'VARCHAR') else 'jsonb'}"  # type: ignore[attr-defined]
        for name, kind in kinds.items()
    )
    rows = "[" + ",".join(path.read_text(encoding="utf-8").splitlines()) + "]"
    return f"select * from jsonb_to_recordset('{rows}'::jsonb) as rows ({columns})"


def executor(project: ScoringProject) -> Callable[[str], None]:
    """Runs a statement that gives no rows."""
    if project.warehouse.target == "duckdb":

        def run(sql: str) -> None:
            with duckdb.connect(str(project.database)) as connection:
                connection.execute(sql)

        return run

    def send(sql: str) -> None:
        with project.warehouse.connection.cursor() as cursor:  # type: ignore[attr-defined]
            cursor.execute(sql)

    return send


def places(project: ScoringProject, connectors: tuple[str, ...]) -> dict[str, Any]:
    """The value of `lead_scoring__connectors` once the tables are there, and the seed that a build loads with them."""
    with EMAIL_DOMAINS.open(encoding="utf-8", newline="") as lines:
        domains = ", ".join(f"('{domain}', '{kind}')" for domain, kind in list(csv.reader(lines))[1:])
    statement = executor(project)
    project.directory.mkdir(parents=True, exist_ok=True)
    statement(f"create table {EMAIL_DOMAINS.stem} (domain varchar, email_type varchar)")
    statement(f"insert into {EMAIL_DOMAINS.stem} values {domains}")
    return {
        name: {"schema": land(project, name), **({"tool": TOOL_OF[name]} if name in TOOL_OF else {})}
        for name in connectors
    }


@pytest.fixture(scope="session")
def has_samples(target: str) -> None:
    """Tables of a connector lie in schemas of their own, which tests make on these two warehouses."""
    if target not in ("duckdb", "postgres"):
        pytest.skip("the samples are laid into DuckDB and PostgreSQL")


@pytest.fixture(scope="module")
def connected(
    tmp_path_factory: pytest.TempPathFactory, new_project: Callable[[Path], ScoringProject], has_samples: None
) -> ScoringProject:
    """All connectors at once, scored by the card of HubSpot's page."""
    project = new_project(tmp_path_factory.mktemp("connected"))
    project.models = ("lead_scores", "scoring_input_audit")
    connectors = places(project, CONNECTORS)
    for name in ("ga4", "posthog", "amplitude"):
        connectors[name]["properties"] = ["plan"]
    connectors["snowplow"]["user_ids_of"] = "amplitude"
    variables = {
        "lead_scoring__connectors": connectors, "lead_scoring__scoring_date": SCORING_DATE,
        "lead_scoring__email_domains": {"partner.example": "free", "london.com": "business"},
        "lead_scoring__keep_history": False, **scorecard("hubspot"),
    }  # fmt: skip
    project.run_models(variables)
    return project


def rows(project: ScoringProject, connector: str, input_name: str, columns: str) -> list[tuple[Any, ...]]:
    found = project.rows(f"select {columns} from stg_lead_scoring__{connector}_{input_name}")
    return [tuple(row.values()) for row in found]


@pytest.mark.slow
@pytest.mark.parametrize("connector", CONNECTORS)
def test_leads_are_those_that_are_not_deleted(connected: ScoringProject, connector: str) -> None:
    found = [lead for (lead,) in rows(connected, connector, "leads", "lead_id")]
    assert sorted(found) == sorted(FACTS[connector]().leads)


@pytest.mark.parametrize("connector", CONNECTORS)
def test_each_event_type_has_its_rows(connected: ScoringProject, connector: str) -> None:
    found = Counter(kind for (kind,) in rows(connected, connector, "events", "event_type"))
    assert found == FACTS[connector]().events


@pytest.mark.parametrize("connector", CONNECTORS)
def test_ids_and_times_of_events_are_there(connected: ScoringProject, connector: str) -> None:
    found = rows(connected, connector, "events", "event_id, occurred_at")
    assert len({event for event, _ in found}) == len(found)
    assert [event for event, occurred_at in found if not event or not occurred_at] == []


@pytest.mark.parametrize(
    "connector", ["hubspot", "pardot", "salesforce", "ga4", "stripe", "product", "pipedrive", "dynamics_365"]
)
def test_conversions_are_what_was_won(connected: ScoringProject, connector: str) -> None:
    expected = FACTS[connector]().conversions
    assert expected
    found = rows(connected, connector, "conversions", "lead_id, value")
    assert sorted(found, key=str) == sorted(expected, key=str)


@pytest.mark.parametrize("connector", [name for name in CONNECTORS if name not in ("stripe", "pipedrive")])
def test_links_are_merges_and_visitors(connected: ScoringProject, connector: str) -> None:
    found = rows(connected, connector, "identities", "alias_id, lead_id")
    assert len(found) == len(set(found))
    assert set(found) == FACTS[connector]().identities


ANN = {
    "hubspot": ("900001", "IT Director", "Technology", "Germany", 420, "business"),
    "marketo": ("900001", "IT Director", "Technology", "Germany", 420, "business"),
    "pardot": ("900001", "IT Director", "Technology", "Germany", 420, "business"),
    "salesforce": ("003added01", "VP IT", "Software", "Germany", 420, "business"),
    "segment": ("u1", "IT Director", "Technology", None, 420, "business"),
    "mautic": ("1", "IT Manager", "Technology", "Germany", 420, "business"),
    "ga4": ("u1", None, None, "Austria", None, None),
    "posthog": ("p1", "IT Director", "Technology", "Germany", 420, "business"),
    "stripe": ("cus_1", None, None, "DE", None, "business"),
    "snowplow": ("u1", None, None, "AT", None, None),
    "pipedrive": ("1", "IT Director", "Technology", "Germany", 420, "business"),
    "dynamics_365": (
        "a0000000-0000-4000-8000-000000000001",
        "IT Director",
        "Technology",
        "Germany",
        420,
        "business",
    ),
    "product": ("501", None, "Technology", None, None, "business"),
    "amplitude": ("u1", "IT Director", "Technology", "Germany", 420, "business"),
}
"""What each connector knows of one person, by hand: lead, title, industry, country, employees, mailbox."""


@pytest.mark.parametrize("connector", CONNECTORS)
def test_attributes_have_the_names_of_the_shipped_scorecards(connected: ScoringProject, connector: str) -> None:
    """Also where they come from a company, an account or the last of several calls."""
    columns = "lead_id, job_title, industry, country, employees, email_type"
    lead, *attributes = ANN[connector]
    assert (prefixed(connector, lead), *attributes) in rows(connected, "connected", "leads", columns)


MAILBOXES = {
    "ann@widgets.example": "business", "ann@müller.example": "business", "ann@a.b.c.widgets.example": "business",
    "bob@yahoo.co.uk": "free", "Bob+News@Yahoo.co.uk": "free", "\u00a0bob@GMX.AT ": "free",
    "bob@mail.gmail.com": "free", "bob@hey.com": "free", "bob@yahoo.com.widgets.example": "business",
    "bob@notgmail.com": "business",
    "c@mailinator.com": "disposable", "c@eu.mailinator.com": "disposable", "c@a.eu.mailinator.com": "disposable",
    "d@partner.example": "free", "d@london.com": "business", "d@eu.london.com": "business",
    "none": None, "@gmail.com": None, "e@": None, "e@localhost": None, "e@gmail..com": None, "e@gmail.com.": None,
    "e@.gmail.com": None, "e f@gmail.com": None, "e@gmail.com,f@gmail.com": None, "E <e@gmail.com>": None, "": None,
}  # fmt: skip
"""Addresses with their kinds, by hand."""


def test_an_address_is_free_disposable_or_of_a_business(connected: ScoringProject) -> None:
    """Rows that were not there when the views were made, and are gone afterwards."""
    table = f"{schema_of(connected, 'segment')}.identifies"
    statement = executor(connected)
    values = ", ".join(f"('mailbox', 'm{number}', '{address}')" for number, address in enumerate(MAILBOXES))
    statement(f"insert into {table} (id, user_id, email) values {values}, ('mailbox', 'm_none', null)")
    try:
        found = rows(connected, "connected", "leads", "lead_id, email_type")
    finally:
        statement(f"delete from {table} where id = 'mailbox'")
    expected = {f"segment:m{number}": kind for number, kind in enumerate(MAILBOXES.values())}
    assert {lead: kind for lead, kind in found if lead.startswith("segment:m")} == {**expected, "segment:m_none": None}


@pytest.mark.parametrize(
    ("connector", "column", "value"),
    [
        ("hubspot", "property_hs_persona", "persona_1"), ("pardot", "grade", "A-"), ("salesforce", "region_c", "north"),
        ("segment", "plan", "pro"), ("mautic", "favourite_colour", "blue"), ("marketo", "company", "Acme"),
        ("ga4", "plan", "pro"), ("posthog", "plan", "pro"), ("amplitude", "plan", "pro"),
        ("stripe", "metadata_plan", "pro"), ("product", "plan", "team"),
        ("pipedrive", "first_char", "a"), ("dynamics_365", "new_region", "north"),
    ],
)  # fmt: skip
def test_further_columns_keep_their_names(connected: ScoringProject, connector: str, column: str, value: str) -> None:
    assert (ANN[connector][0], value) in rows(connected, connector, "leads", f"lead_id, {column}")


def test_pages_are_paths_without_what_was_asked(connected: ScoringProject) -> None:
    found = rows(connected, "hubspot", "events", "event_id, page_path, asset")
    assert {row for row in found if row[0] in ("form:900301", "form:900302")} == {
        ("form:900301", "/demo/ask", "demo request"), ("form:900302", "/", "Newsletter"),
    }  # fmt: skip


# -- several connectors -----------------------------------------------------------------------------------------------


def prefixed(connector: str, lead: str) -> str:
    return lead if connector == CONNECTORS[0] else f"{connector}:{lead}"


def remaining(leads: set[str], links: set[tuple[str, str]]) -> set[str]:
    """The leads that were not merged into one that is there."""
    return leads - {alias for alias, lead in links if lead in leads}


def links_of_all() -> set[tuple[str, str]]:
    """Links of all connectors, and by e-mail address to the first connector that knows it."""
    links, homes = set(), {}
    for connector in CONNECTORS:
        facts = FACTS[connector]()
        links |= {(prefixed(connector, alias), prefixed(connector, lead)) for alias, lead in facts.identities}
        by_email = {lead: email.lower() for lead, email in sorted(facts.emails.items()) if email}
        for lead, email in by_email.items():
            if email in homes and homes[email][0] != connector:
                links.add((prefixed(connector, lead), prefixed(*homes[email])))
        for lead, email in by_email.items():
            homes.setdefault(email, (connector, lead))
    links |= {(prefixed("snowplow", lead), prefixed("amplitude", lead)) for lead in ("u1", "u2")}
    return links


def test_of_several_connectors_the_later_ones_have_their_names_in_front(connected: ScoringProject) -> None:
    found = [lead for (lead,) in rows(connected, "connected", "leads", "lead_id")]
    assert sorted(found) == sorted(prefixed(name, lead) for name in CONNECTORS for lead in FACTS[name]().leads)


def test_leads_with_one_email_address_are_one(connected: ScoringProject) -> None:
    expected = links_of_all()
    assert ("marketo:900001", "900001") in expected and ("mautic:1", "900001") in expected
    found = rows(connected, "connected", "identities", "alias_id, lead_id")
    assert len(found) == len(set(found))
    assert set(found) == expected


def test_the_audit_has_every_row(connected: ScoringProject) -> None:
    found = connected.rows("select input, sum(row_count) as row_count from scoring_input_audit group by input")
    audited = {row["input"]: int(row["row_count"]) for row in found}
    all_facts = [FACTS[name]() for name in CONNECTORS]
    assert {name: count for name, count in audited.items() if name != "score_overrides"} == {
        "leads": sum(len(facts.leads) for facts in all_facts),
        "events": sum(facts.events.total() for facts in all_facts),
        "conversions": sum(len(facts.conversions) for facts in all_facts),
        "identities": len(links_of_all()),
    }


def test_the_score_counts_what_all_connectors_know(connected: ScoringProject) -> None:
    """By hand: 10 company, 5 mailbox, 20 form, 15 call, and e-mails opened on 1, 2 and 4 May at 2 points a day."""
    found = connected.rows("select lead_id, score from lead_scores")
    scores = {row["lead_id"]: row["score"] for row in found}
    assert scores["900001"] == 10 + 5 + 20 + 15 + 3 * 2
    leads = {prefixed(name, lead) for name in CONNECTORS for lead in FACTS[name]().leads}
    assert scores.keys() == remaining(leads, links_of_all())


# -- one variable -----------------------------------------------------------------------------------------------------


def build_alone(project: ScoringProject, connector: str, **variables: Any) -> dict[tuple[str, str], Any]:
    """Build with one connector on, and give the scores by scorecard and lead."""
    project.invoke(
        "build", "--select", "+lead_scores", "+scoring_input_audit",
        "--exclude-resource-type", "test", "--exclude-resource-type", "unit_test",
        variables={"lead_scoring__connectors": places(project, (connector,)), **variables},
    )  # fmt: skip
    return {
        (row["scorecard_id"], row["lead_id"]): row["score"]
        for row in project.rows("select scorecard_id, lead_id, score from lead_scores")
    }


@pytest.mark.slow
def test_nothing_else_has_to_be_set(fresh_project: ScoringProject, has_samples: None) -> None:
    """The shipped scorecards, on the day of the test: of behaviour only what has no window counts."""
    scores = build_alone(fresh_project, "hubspot")
    facts = hubspot()
    assert {lead for card, lead in scores if card == "must_have"} == remaining(facts.leads, facts.identities)
    # Technology 10, opens e-mail 5; a director 10.
    assert scores["b2b_software", "900001"] == 25


@pytest.mark.slow
def test_switched_off_there_is_nothing_of_it(fresh_project: ScoringProject) -> None:
    manifest = fresh_project.invoke("parse").result
    assert [name for name in (*manifest.nodes, *manifest.sources) if re.search("|".join(CONNECTORS), name)] == []
    assert [node.path for node in manifest.nodes.values() if node.path.startswith("connectors")] == []


@pytest.mark.slow
@pytest.mark.parametrize("connector", [*CONNECTORS, *TOOL_OF])
def test_the_scorecard_of_its_page_runs(fresh_project: ScoringProject, has_samples: None, connector: str) -> None:
    card = scorecard(connector)
    scores = build_alone(fresh_project, connector, lead_scoring__scoring_date=SCORING_DATE, **card)
    expected = {
        "hubspot": 10 + 5 + 20 + 15 + 2 * 2, "marketo": 5 + 20 + 5, "pardot": 10 + 10 + 20,
        "salesforce": 15 + 10 + 20 + 5, "segment": 5 + 5 + 25, "mautic": 10 + 20 + 10 + 5,
        "ga4": 10 + 20 + 5 + 15, "posthog": 5 + 20 + 2 * 10, "stripe": 10 + 20, "snowplow": 10 + 20 + 25,
        "amplitude": 5 + 20 + 2 * 5, "product": 5 + 15 + 2 * 5, "pipedrive": 15 + 10 + 15 + 20,
        "dynamics_365": 15 + 10 + 15 + 20 + 5,
        "rudderstack": 5 + 5 + 25,
    }[connector]  # fmt: skip
    assert scores[f"from_{connector}", ANN[TOOL_OF.get(connector, connector)][0]] == expected
    facts = FACTS[connector]()
    assert {lead for _, lead in scores} == remaining(facts.leads, facts.identities)


@pytest.mark.slow
def test_what_is_wrong_is_told_at_once(fresh_project: ScoringProject) -> None:
    wrong = {
        "hubspott": {}, "segment": {"shema": "web"}, "pardot": "there", "ga4": {"user_ids_of": "hubspot"},
        "posthog": {"properties": ["plan", "country"]},
    }  # fmt: skip
    with pytest.raises(BuildError) as error:
        fresh_project.invoke("parse", variables={"lead_scoring__connectors": wrong})
    for part in (
        "a connector is unknown. Got: 'hubspott'. Allowed: hubspot, marketo, pardot, salesforce, segment, mautic",
        "segment has an unknown key. Got: 'shema'. Allowed: tool, loaded_by, database, schema",
        "pardot says no place. Got: 'there'. Allowed: {schema: pardot}",
        "ga4 has the user ids of no connector that stands before it. Got: 'hubspot'. Allowed: hubspott, segment,",
        "posthog names a property that cannot be an attribute. Got: 'country'",
    ):
        assert part in str(error.value)


@pytest.mark.slow
def test_a_list_of_places_is_reported(fresh_project: ScoringProject) -> None:
    wrong = [{"hubspot": {"schema": "hs"}}, "segment"]
    with pytest.raises(BuildError, match=r"a list has names alone\. Got: '\{'hubspot': .*'\. Allowed: a mapping"):
        fresh_project.invoke("parse", variables={"lead_scoring__connectors": wrong})


@pytest.mark.slow
def test_wrong_email_domains_are_told_at_once(fresh_project: ScoringProject) -> None:
    wrong = {"Mail.example": "free", "a.example": "private"}
    with pytest.raises(BuildError) as error:
        fresh_project.invoke("compile", "--select", "lead_scores", variables={"lead_scoring__email_domains": wrong})
    for part in (
        "a name is no domain. Got: 'Mail.example'. Allowed: mail.example, in lower case",
        "a.example has an unknown kind. Got: 'private'. Allowed: free, disposable, business",
    ):
        assert part in str(error.value)


@pytest.mark.slow
def test_a_schema_without_its_tables_is_reported(fresh_project: ScoringProject) -> None:
    fresh_project.models = ("stg_lead_scoring__connected_leads",)
    with pytest.raises(BuildError, match="lead_scoring: the connector segment has no table identifies"):
        fresh_project.run_models({"lead_scoring__connectors": ["segment"]})


# -- pages ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("connector", CONNECTORS)
def test_its_page_names_every_table_column_and_event_type(connector: str) -> None:
    page = (PAGES / f"{connector}.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE))
    sources = yaml.safe_load((MODELS / connector / f"{connector}_sources.yml").read_text(encoding="utf-8"))["sources"]
    for path in (MODELS / connector).glob("stg_*.yml"):
        model = yaml.safe_load(path.read_text(encoding="utf-8"))["models"][0]
        assert {column["name"] for column in model["columns"]} <= listed, model["name"]
    assert {table["name"] for source in sources for table in source["tables"]} <= listed
    if connector not in OWN_EVENT_NAMES:
        assert set(FACTS[connector]().events) <= listed
    assert "## What is missing\n\n- " in page


@pytest.mark.parametrize("connector", [*CONNECTORS, *TOOL_OF])
def test_its_page_says_how_late_it_is_and_where_that_is_from(connector: str) -> None:
    page = (PAGES / f"{connector}.md").read_text(encoding="utf-8")
    late = page.split("## How late it is\n\n")[1].split("\n\n## ")[0]
    assert "loaded_at" in late or "received_at" in late
    assert "](https://" in late or connector == "product"


@pytest.mark.parametrize("connector", CONNECTORS)
def test_samples_say_where_they_are_from_and_name_nobody(connector: str) -> None:
    folder = SAMPLES / connector
    assert (folder / "LICENSE").exists() and (folder / "PROVENANCE").exists()
    addresses = {
        address for path in folder.glob("*.csv") for address in re.findall(r"[\w.+-]+@[\w.-]+", path.read_text("utf-8"))
    }
    invented = {
        address for address in addresses if address.lower().endswith((".example", "@example.com", "@gmail.com"))
    }
    assert addresses == invented
