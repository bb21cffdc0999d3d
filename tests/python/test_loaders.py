"""Tables of one tool as several loaders write them become the same leads, events and conversions.

All connectors of a test are read at once, each in a schema of its own, so that a target is parsed once. What must come
out is written by hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from project import BuildError, ScoringProject
from test_connectors import executor

Columns = dict[str, str]
"""Name of a column -> its values, separated by `|`; a type after a colon in the name, else text. `-` is null."""


def as_struct(cell: str, kind: str, is_duckdb: bool) -> str:
    """JSON as a struct, where there are structs."""
    return f"cast({cell!r} as json) as {kind}" if is_duckdb else f"{cell!r} as json"


def lay(project: ScoringProject, schema: str, tables: dict[str, Columns]) -> None:
    """Create a schema with tables."""
    run = executor(project)
    run(f'create schema "{schema}"')
    for name, columns in tables.items():
        values = [column.split("|") for column in columns.values()]
        names = [[*title.split(":"), "text"][:2] for title in columns]
        is_duckdb = project.warehouse.target == "duckdb"
        rows = [
            ", ".join(
                f'cast({as_struct(cell, kind, is_duckdb)}) as "{title}"'
                if kind.startswith("struct")
                else f'cast({"null" if cell == "-" else repr(cell)} as {kind}) as "{title}"'
                for (title, kind), cell in zip(names, row, strict=True)
            )
            for row in zip(*values, strict=True)
        ]
        run(f'create table "{schema}"."{name}" as ' + " union all ".join(f"select {row}" for row in rows))


# Ann, a director, opened an e-mail on 1 February, met sales on 3 February and bought for 500 on 1 March.
ANN, BOB = "ann@acme.example", "bob@acme.example"
HUBSPOT: dict[str, dict[str, Columns]] = {
    # Fivetran: also what counts for nothing, and ids that are doubles. The first by name: its ids stay as they are.
    "hs": {
        "contact": {
            "id:float8": "1|2|3", "property_email": f"{ANN}|{BOB}|gone@acme.example",
            "property_createdate:timestamp": "2024-01-02|2024-01-02|2024-01-02", "property_jobtitle": "Director|-|-",
            "_fivetran_deleted:boolean": "false|false|true", "property_hs_additional_emails": "Ann@Home.example|-|-",
            "property_hs_calculated_merged_vids": "11:1706745600000;12:1706832000000|-|-",
            "property_hs_merged_object_ids": "11;12;13|-|-", "property_hs_persona": "persona_1|-|-",
            "property_seats:float8": "40|-|-", "property_associatedcompanyid:float8": "70|71|71",
            "property_hs_lifecyclestage_opportunity_date:timestamp": "-|2024-02-26|-",
        },
        # Seats were 5 for two hours.
        "contact_property_history": {
            "contact_id:float8": "1|1|1|1|1|1",
            "name": "jobtitle|jobtitle|hs_persona|seats|seats|seats",
            "value": "Manager|Director|persona_1|20|5|40",
            "timestamp:timestamp": "|".join([
                "2024-01-02", "2024-02-10", "2024-02-20", "2024-01-02", "2024-02-01 08:00", "2024-02-01 10:00",
            ]),
        },
        "email_event": {
            "id": "e1|e2", "type": "OPEN|OPEN", "created:timestamp": "2024-02-01|2024-02-02",
            "recipient": f"{ANN}|ann@home.example", "filtered_event:boolean": "false|false",
        },
        "engagement_contact": {
            "engagement_id:bigint": "31|32|33|34|35|37", "contact_id:float8": "1|1|1|1|1|1",
        },
        "engagement_meeting": {
            "engagement_id:bigint": "31|32|33|34", "property_hs_timestamp:timestamp": "|".join(["2024-02-03"] * 4),
            "property_hs_meeting_outcome": "COMPLETED|CANCELED|No show|RESCHEDULED",
        },
        "engagement_call": {
            "engagement_id:bigint": "35|37", "property_hs_timestamp:timestamp": "2024-02-04|2024-02-04",
            "property_hs_call_status": "NO_ANSWER|COMPLETED",
            "property_hs_call_disposition": "-|73a0d17f-1163-4015-bdd5-ec830791da20",
        },
        "deal": {
            "deal_id:bigint": "9|10|11", "deal_pipeline_stage_id": "won|won|won", "property_closedate:timestamp":
            "2024-03-01|2024-03-02|2024-03-03", "property_amount": "500|700|900", "_fivetran_active:boolean":
            "true|false|true", "property_createdate:timestamp": "2024-02-20|2024-02-21|2024-02-22",
            "property_hs_v2_date_entered_proposal:timestamp": "2024-02-25|-|-",
        },
        "deal_pipeline_stage": {"stage_id": "won", "closed_won:boolean": "true"},
        "deal_contact": {"deal_id:bigint": "9|10", "contact_id:bigint": "1|1"},
        # Nobody has a role in deal 11, which is one of Bob's company.
        "deal_company": {"deal_id:bigint": "9|11", "company_id:bigint": "70|71"},
    },
    "hs_airbyte": {
        "contacts": {
            # The first was Ann, and is archived: what is sent to her address is the second's.
            "id": "0|1|2", "properties_email": f"{ANN}|{ANN}|{BOB}", "properties_createdate:timestamptz":
            "2023-01-02 00:00:00+00|2024-01-02 00:00:00+00|2024-01-02 00:00:00+00",
            "properties_jobtitle": "-|Director|-", "properties:json": "{}|{}|{}", "archived:boolean":
            "true|false|false", "_airbyte_raw_id": "a|b|c",
            "_airbyte_extracted_at:timestamp": "2024-04-01|2024-04-01|2024-04-01",
        },
        "email_events": {
            "id": "e1|e2", "type": "OPEN|OPEN", "created:bigint": "1706745600000|1706832000000",
            "recipient": f"{ANN}|{ANN}", "filteredEvent:boolean": "false|true", "_airbyte_raw_id": "a|b",
        },
        "engagements_meetings": {
            "id": "31|32", "properties_hs_timestamp": "2024-02-03T00:00:00Z|2024-02-03T00:00:00Z",
            "properties_hs_meeting_outcome": "COMPLETED|CANCELED", "contacts:json": '["1"]|["1"]',
            "_airbyte_raw_id": "a|b",
        },
        "deals": {
            "id": "9|10", "properties_dealstage": "won|lost", "properties_closedate:timestamp": "2024-03-01|2024-03-02",
            "properties_amount:float8": "500|700", "properties_hs_is_closed_won:boolean": "true|false",
            "contacts:json": '["1"]|["1", "2"]', "_airbyte_raw_id": "a|b",
        },
    },
    # Airbyte again, where properties are nowhere but in JSON.
    "hs_nested": {
        "contacts": {
            "id": "1|2", "archived:boolean": "false|false", "_airbyte_raw_id": "a|b", "properties:json":
            f'{{"email": "{ANN}", "createdate": "2024-01-02T00:00:00Z", "jobtitle": "Director"}}'
            f'|{{"email": "{BOB}", "createdate": "2024-01-02T00:00:00Z"}}',
        },
        "deals": {
            # A struct has no other fields than those that it names.
            "id": "9", "contacts:json": "[1]", "_airbyte_raw_id": "a",
            "properties:struct(closedate varchar, amount varchar, hs_is_closed_won varchar)":
            '{"closedate": "2024-03-01T00:00:00Z", "amount": "500", "hs_is_closed_won": "true"}',
        },
    },
    # Each change is a row more: Ann was a manager, one deal was lost and is won, one was won and is lost.
    "hs_appended": {
        "contacts": {
            "id": "1|2|1", "properties_email": f"{ANN}|{BOB}|{ANN}", "properties_createdate:timestamp":
            "2024-01-02|2024-01-02|2024-01-02", "properties_jobtitle": "Director|-|Manager", "_airbyte_raw_id": "a|b|c",
            "_airbyte_emitted_at:timestamp": "2024-03-02|2024-03-02|2024-03-01", "archived:boolean":
            "false|false|false",
        },
        "deals": {
            "id": "9|9|10|10", "properties_closedate:timestamp": "2024-02-01|2024-03-01|2024-03-02|2024-03-03",
            "properties_amount:float8": "400|500|700|700", "properties_hs_is_closed_won:boolean":
            "false|true|true|false", "contacts:json": '["2"]|["1"]|["1"]|["1"]', "_airbyte_raw_id": "a|b|c|d",
            "_airbyte_emitted_at:timestamp": "2024-03-01|2024-03-02|2024-03-02|2024-03-03",
        },
    },
    "hs_dlt": {
        "contacts": {
            "id": "1|2|3", "email": f"{ANN}|{BOB}|-", "createdate:timestamp": "2024-01-02|2024-01-02|2024-01-02",
            "jobtitle": "Director|-|-", "_dlt_id": "a|b|c", "_dlt_load_id": "l|l|l",
            "is_deleted:boolean": "false|false|true",
        },
        "deals": {
            "id": "9", "dealstage": "won", "closedate:timestamp": "2024-03-01", "amount": "500", "_dlt_id": "d",
        },
        "pipelines_deals__stages": {"id": "won", "metadata__probability": "1.0", "_dlt_id": "s"},
        "contacts__deals": {"value": "1", "deals_id": "9", "_dlt_id": "x", "_dlt_parent_id": "a"},
    },
    "hs_stitch": {
        "contacts": {
            "vid:bigint": "1|2|3", "property_email__value": f"{ANN}|{BOB}|gone@acme.example",
            "property_createdate__value:timestamp": "2024-01-02|2024-01-02|2024-01-02",
            "property_jobtitle__value": "Director|-|-", "_sdc_batched_at:timestamp": "2024-04-01|2024-04-01|2024-04-01",
            "_sdc_deleted_at:timestamp": "-|-|2024-03-01",
        },
        "email_events": {
            "id": "e1", "type": "OPEN", "created:timestamp": "2024-02-01", "recipient": ANN,
            "_sdc_batched_at:timestamp": "2024-04-01",
        },
        "engagements": {
            "engagement_id:bigint": "31|36", "engagement__type": "MEETING|NOTE",
            "engagement__timestamp:timestamp": "2024-02-03|2024-02-03",
            "_sdc_batched_at:timestamp": "2024-04-01|2024-04-01",
        },
        "engagements__associations__contactids": {
            "_sdc_source_key_engagement_id:bigint": "31|36", "value:bigint": "1|1",
            "_sdc_batched_at:timestamp": "2024-04-01|2024-04-01",
        },
        "deals": {
            "dealid:bigint": "9", "property_dealstage__value": "won", "property_closedate__value:timestamp":
            "2024-03-01", "property_amount__value:float8": "500", "_sdc_batched_at:timestamp": "2024-04-01",
        },
        "deal_pipelines__stages": {
            "stageid": "won", "closedwon:boolean": "true", "_sdc_batched_at:timestamp": "2024-04-01",
        },
        "deals__associations__associatedvids": {
            "_sdc_source_key_dealid:bigint": "9", "value:bigint": "1", "_sdc_batched_at:timestamp": "2024-04-01",
        },
    },
    "hs_share": {
        "OBJECTS_CONTACTS": {
            "OBJECTID:bigint": "1|2", "PROPERTY_EMAIL": f"{ANN}|{BOB}", "PROPERTY_CREATEDATE:timestamp":
            "2024-01-02|2024-01-02", "PROPERTY_JOBTITLE": "Director|-", "INGESTEDAT:timestamp": "2024-04-01|2024-04-01",
        },
        "EVENTS_OPENED_EMAIL_V2": {"ID": "e1", "OBJECTID:bigint": "1", "OCCURREDAT:timestamp": "2024-02-01"},
        "OBJECTS_MEETINGS": {"OBJECTID:bigint": "31", "PROPERTY_HS_TIMESTAMP:timestamp": "2024-02-03"},
        "ASSOCIATIONS_MEETINGS_TO_CONTACTS": {"MEETING_OBJECTID:bigint": "31", "CONTACT_OBJECTID:bigint": "1"},
        "OBJECTS_DEALS": {
            "OBJECTID:bigint": "9", "PROPERTY_DEALSTAGE": "won", "PROPERTY_CLOSEDATE:timestamp": "2024-03-01",
            "PROPERTY_AMOUNT": "500", "PROPERTY_HS_IS_CLOSED_WON": "true",
        },
        "ASSOCIATIONS_DEALS_TO_CONTACTS": {"DEAL_OBJECTID:bigint": "9", "CONTACT_OBJECTID:bigint": "1"},
    },
}  # fmt: skip
# What each loader brings besides leads and conversions.
EVENTS = {
    "hs": {("e1", "email_open"), ("e2", "email_open"), ("engagement:31:1", "meeting")},
    "hs_airbyte": {("e1", "email_open"), ("engagement:31:1", "meeting")},
    "hs_nested": set(),
    "hs_appended": set(),
    "hs_dlt": set(),
    "hs_stitch": {("e1", "email_open"), ("engagement:31:1", "meeting")},
    "hs_share": {("e1", "email_open"), ("engagement:31:1", "meeting")},
}
SALESFORCE: dict[str, dict[str, Columns]] = {
    # API names.
    "salesforce": {
        "Lead": {
            "Id": "00Q1|00Q2|00Q3", "Email": "a@x.example|b@x.example|c@x.example", "Title": "VP|Manager|-",
            "CreatedDate:timestamptz": "|".join(["2024-01-02 00:00:00+00"] * 3),
            "IsDeleted:boolean": "false|false|true",
            "ConvertedContactId": "-|0031|-", "ConvertedDate:date": "-|2024-02-01|-", "Region__c": "north|-|-",
            "MasterRecordId": "-|-|00Q1", "LastModifiedDate:timestamp": "2024-01-03|2024-01-03|2024-01-04",
        },
        "Contact": {
            "Id": "0031", "Email": "b@x.example", "CreatedDate:timestamp": "2024-02-01", "IsDeleted:boolean": "false",
            "AccountId": "001a",
        },
        # One meeting: that of a series, to which a colleague was invited.
        "Event": {
            "Id": "00U1|00U2|00U3|00U4", "WhoId": "0031|0031|0031|0031",
            "StartDateTime:timestamp": "|".join(["2024-02-03"] * 4), "IsRecurrence:boolean": "true|false|false|false",
            "IsChild:boolean": "false|false|true|true", "IsGroupEvent:boolean": "true|true|true|true",
            "RecurrenceActivityId": "00U1|00U1|00U1|00U1", "IsDeleted:boolean": "false|false|false|false",
        },
        "Opportunity": {
            "Id": "0061|0062", "IsWon:boolean": "true|false", "CloseDate:date": "2024-03-01|2024-06-01",
            "Amount:float8": "500|50", "IsDeleted:boolean": "false|false", "CreatedDate:timestamp":
            "2024-02-10|2024-02-11", "AccountId": "001a|001a", "StageName": "Closed Won|Proposal",
            "LastStageChangeDate:timestamp": "2024-03-01|2024-02-12",
        },
        "OpportunityContactRole": {"OpportunityId": "0061", "ContactId": "0031"},
        "OpportunityHistory": {
            "OpportunityId": "0061|0061|0061", "StageName": "Proposal|Proposal|Closed Won",
            "CreatedDate:timestamp": "2024-02-15|2024-02-20|2024-03-01",
        },
        "LeadHistory": {
            "LeadId": "00Q1|00Q1", "Field": "Title|Region__c", "OldValue": "Manager|south", "NewValue": "VP|north",
            "CreatedDate:timestamp": "2024-02-15|2024-02-15",
        },
    },
    # History mode: who was a manager is VP; an opportunity has two versions.
    "sf_history": {
        "lead": {
            "id": "00Q1|00Q1", "email": "d@x.example|d@x.example", "title": "Manager|VP",
            "created_date:timestamp": "2024-01-02|2024-01-02", "is_deleted:boolean": "false|false",
            "converted_contact_id": "-|-", "record_type": "-|own",
            "_fivetran_active:boolean": "false|true", "_fivetran_start:timestamp": "2024-01-02|2024-02-01",
            "_fivetran_end:timestamp": "2024-01-31 23:59:59.999|9999-12-31 23:59:59.999",
        },
        "opportunity": {
            "id": "0061|0061", "is_won:boolean": "true|true", "close_date:timestamp": "2024-03-01|2024-03-01",
            "amount:float8": "400|500", "is_deleted:boolean": "false|false", "_fivetran_active:boolean": "false|true",
        },
        "opportunity_contact_role": {"opportunity_id": "0061", "contact_id": "00Q1"},
    },
    # The same as Lakeflow's SCD type 2 keeps it, as a dbt snapshot does, whose deleted lead has a row that says so, and
    # as dlt's scd2 does.
    "sf_lakeflow": {
        "Lead": {
            "Id": "00Q1|00Q1", "Title": "Manager|VP", "CreatedDate:timestamp": "2024-01-02|2024-01-02",
            "IsDeleted:boolean": "false|false", "__START_AT:timestamp": "2024-01-02|2024-02-01",
            "__END_AT:timestamp": "2024-02-01|-",
        },
    },
    "sf_snapshot": {
        "lead": {
            "id": "00Q1|00Q1|00Q4|00Q4", "title": "Manager|VP|VP|VP", "is_deleted:boolean": "false|false|false|false",
            "created_date:timestamp": "|".join(["2024-01-02"] * 4), "dbt_scd_id": "a|b|c|d",
            "dbt_valid_from:timestamp": "2024-01-02|2024-02-01|2024-01-02|2024-02-20",
            "dbt_valid_to:timestamp": "2024-02-01|-|2024-02-20|-", "dbt_is_deleted": "False|False|False|True",
        },
    },
    "sf_dlt": {
        "lead": {
            "id": "00Q1|00Q1", "title": "Manager|VP", "created_date:timestamptz":
            "2024-01-02 00:00:00+00|2024-01-02 00:00:00+00", "is_deleted:boolean": "false|false",
            "_dlt_valid_from:timestamptz": "2024-01-02 00:00:00+00|2024-02-01 00:00:00+00",
            "_dlt_valid_to:timestamptz": "2024-02-01 00:00:00+00|-", "_dlt_id": "a|b",
        },
        # Nobody has responded yet, so dlt has made no first_responded_date.
        "campaign_member": {
            "id": "00v1", "lead_id": "00Q1", "has_responded:boolean": "false", "_dlt_id": "c",
        },
    },
}  # fmt: skip


MARKETO: dict[str, dict[str, Columns]] = {
    "mk": {
        "lead": {
            "id:bigint": "7", "created_at:timestamp": "2024-01-02", "email": "m@x.example", "title": "VP",
            "number_of_employees:bigint": "90",
        },
        "activity_change_data_value": {
            "lead_id:bigint": "7|7", "activity_date:timestamp": "2024-02-15|2024-02-15",
            "primary_attribute_value": "Job Title|Number of Employees", "old_value": "Manager|10", "new_value": "VP|90",
        },
    },
    # Names of the API; an activity's id is marketoGUID.
    "mk_airbyte": {
        "leads": {
            "id:bigint": "7|8", "createdAt:timestamp": "2024-01-02|2024-01-02", "email": "m@x.example|n@x.example",
            "title": "VP|-", "numberOfEmployees:bigint": "90|-", "unsubscribed:boolean": "false|true",
            "_airbyte_raw_id": "a|b",
        },
        "activities_visit_webpage": {
            "marketoGUID": "100", "leadId:bigint": "7", "activityDate:timestamptz": "2024-02-03 00:00:00+00",
            "primaryAttributeValue": "/pricing", "webpage_url": "/pricing", "_airbyte_raw_id": "a",
        },
        "activities_change_data_value": {
            "marketoGUID": "101", "leadId:bigint": "7", "activityDate:timestamp": "2024-02-15",
            "primaryAttributeValue": "Job Title", "old_value": "Manager", "new_value": "VP", "_airbyte_raw_id": "a",
        },
        "activities_delete_lead": {
            "marketoGUID": "102", "leadId:bigint": "8", "activityDate:timestamp": "2024-02-16", "_airbyte_raw_id": "a",
        },
        "activities_merge_leads": {
            "marketoGUID": "103", "leadId:bigint": "7", "activityDate:timestamp": "2024-02-17", "merge_ids": "[9, 10]",
            "_airbyte_raw_id": "a",
        },
    },
    "mk_stitch": {
        "leads": {
            "id:bigint": "7|8", "createdat:timestamptz": "2024-01-02 00:00:00+00|2024-01-02 00:00:00+00",
            "email": "m@x.example|n@x.example", "title": "VP|-", "_sdc_batched_at:timestamp": "2024-04-01|2024-04-01",
            "_sdc_deleted_at:timestamp": "-|2024-03-01",
        },
        "activities_visit_webpage": {
            "marketoguid": "100", "leadid:bigint": "7", "activitydate:timestamptz": "2024-02-03 00:00:00+00",
            "primary_attribute_value": "/pricing", "webpage_url": "/pricing", "_sdc_batched_at:timestamp": "2024-04-01",
        },
    },
}  # fmt: skip
# A prospect that looked at a page before it was known, and one that was deleted.
PARDOT: dict[str, dict[str, Columns]] = {
    "pd_airbyte": {
        "prospects": {
            "id:bigint": "5|6", "createdAt:timestamptz": "2024-01-02 00:00:00+00|2024-01-02 00:00:00+00",
            "email": "p@x.example|q@x.example", "jobTitle": "VP|VP", "isDeleted:boolean": "false|true",
            "optedOut:boolean": "true|false", "_airbyte_raw_id": "a|b",
        },
        "visitor_activities": {
            "id:bigint": "100|101", "prospectId:bigint": "5|-", "visitorId:bigint": "50|50", "type:bigint": "11|4",
            "typeName": "Email|Form", "createdAt:timestamptz": "2024-02-01 00:00:00+00|2024-02-02 00:00:00+00",
            "_airbyte_raw_id": "a|b",
        },
        "visitors": {
            "id:bigint": "50", "prospectId:bigint": "5", "createdAt:timestamp": "2024-02-02", "_airbyte_raw_id": "a",
        },
    },
    "pd_stitch": {
        "prospects": {
            "id:bigint": "5", "created_at:timestamp": "2024-01-02", "email": "p@x.example", "job_title": "VP",
            "opted_out:boolean": "true", "_sdc_batched_at:timestamp": "2024-04-01",
            # A field of somebody's own.
            "valid_to:timestamp": "2024-03-01",
        },
        "visitor_activities": {
            "id:bigint": "100|101", "prospect_id:bigint": "5|-", "visitor_id:bigint": "50|50", "type:bigint": "11|4",
            "type_name": "Email|Form", "created_at:timestamp": "2024-02-01|2024-02-02",
            "_sdc_batched_at:timestamp": "2024-04-01|2024-04-01",
        },
        "visitors": {
            "id:bigint": "50", "created_at:timestamp": "2024-02-02", "_sdc_batched_at:timestamp": "2024-04-01",
        },
        "visits": {
            "id:bigint": "70|71", "visitor_id:bigint": "50|50", "prospect_id:bigint": "5|5",
            "created_at:timestamp": "2024-02-02|2024-02-09", "_sdc_batched_at:timestamp": "2024-04-01|2024-04-01",
        },
    },
}  # fmt: skip
PARDOT["pd_history"] = {
    "prospect": {
        "id:bigint": "5|5", "created_at:timestamp": "2024-01-02|2024-01-02", "job_title": "Manager|VP",
        "_fivetran_active:boolean": "false|true", "_fivetran_start:timestamp": "2024-01-02|2024-02-01",
        "_fivetran_end:timestamp": "2024-01-31 23:59:59.999|9999-12-31 23:59:59.999",
    },
}  # fmt: skip
# Addresses are in a list, or in a table of their own.
PIPEDRIVE: dict[str, dict[str, Columns]] = {
    "pp_airbyte": {
        "persons": {
            "id:bigint": "1|2", "add_time:timestamp": "2024-01-02|2024-01-02", "job_title": "VP|-",
            "emails:json": '[{"value": "w@x.example", "primary": true}, {"value": "h@x.example"}]|[]',
            "postal_address:json": '{"value": "Main St", "country": "Austria"}|-', "_airbyte_raw_id": "a|b",
            "org_id:bigint": "-|10",
        },
        "organizations": {
            "id:bigint": "10", "address:json": '{"country": "Chile"}', "is_deleted:boolean": "false",
            "_airbyte_raw_id": "a",
        },
    },
    "pp_dlt": {
        "persons": {
            "id:bigint": "1|2", "add_time:timestamp": "2024-01-02|2024-01-02", "job_title": "VP|-", "_dlt_id": "x|y",
            "org_id:bigint": "-|10", "postal_address__country": "Austria|-",
        },
        "persons__email": {
            "value": "h@x.example|w@x.example", "primary:boolean": "false|true", "_dlt_parent_id": "x|x",
            "_dlt_id": "p|q",
        },
        "organizations": {"id:bigint": "10", "address__country": "Chile", "_dlt_id": "z"},
    },
    "pp_stitch": {
        "persons": {
            "id:bigint": "1|2", "add_time:timestamp": "2024-01-02|2024-01-02", "job_title": "VP|-",
            "org_id:bigint": "-|10", "postal_address__country": "Austria|-", "is_deleted:boolean": "false|false",
            "_sdc_batched_at:timestamp": "2024-04-01|2024-04-01",
        },
        "persons__emails": {
            "value": "h@x.example|w@x.example", "primary:boolean": "false|true", "_sdc_source_key_id:bigint": "1|1",
            "_sdc_batched_at:timestamp": "2024-04-01|2024-04-01",
        },
        "organizations": {
            "id:bigint": "10", "address__country": "Chile", "_sdc_batched_at:timestamp": "2024-04-01",
        },
    },
}  # fmt: skip
# Ann was qualified as contact c1, who met sales, wrote and bought for 500; Bob is a lead that was called.
DYNAMICS: dict[str, dict[str, Columns]] = {
    "dy_fivetran": {
        "lead": {
            "lead_id": "l1|l2|l3", "created_on:timestamp": "2024-01-02|2024-01-03|2024-01-04", "email_address_1":
            f"{ANN}|{BOB}|gone@acme.example", "job_title": "Director|-|-", "industry_code:float8": "7|-|-",
            "state_code:bigint": "1|0|0", "parent_contact_id": "c1|-|-", "modified_on:timestamp":
            "2024-06-01|2024-06-01|2024-06-01", "_fivetran_deleted:boolean": "false|false|true",
        },
        "contact": {
            "contact_id": "c1", "created_on:timestamp": "2024-02-01", "originating_lead_id": "l1", "state_code:bigint":
            "0", "parent_customer_id": "a1", "email_address_1": ANN, "job_title": "Director",
        },
        "account": {"account_id": "a1", "industry_code:bigint": "7"},
        "stringmap": {
            "objecttypecode": "account|lead", "attributename": "industrycode|industrycode", "attributevalue:bigint":
            "7|7", "value": "Machinery|Machinery", "langid:bigint": "1033|1033", "_fivetran_deleted:boolean":
            "false|false",
        },
        "phonecall": {
            "activity_id": "p1", "state_code:bigint": "1", "actual_end:timestamp": "2024-02-02",
            "regarding_object_id": "l2", "left_voice_mail:boolean": "false",
        },
        "appointment": {
            "activity_id": "m1|m2", "state_code:bigint": "3|2", "scheduled_start:timestamp": "2024-02-03|2024-02-04",
            "regarding_object_id": "c1|c1",
        },
        "email": {
            "activity_id": "e1|e2", "state_code:bigint": "1|1", "status_code:bigint": "4|6",
            "direction_code:boolean": "false|true", "sent_on:timestamp": "2024-02-05|-", "created_on:timestamp":
            "2024-02-05|2024-02-06", "regarding_object_id": "o1|c1",
        },
        "activity_party": {
            "activity_id": "e1|e1", "party_id": "c1|l2", "participation_type_mask:bigint": "1|2",
        },
        "opportunity": {
            # Nobody is named in the second, which is one of Ann's account.
            "opportunity_id": "o1|o2", "state_code:bigint": "1|0", "parent_contact_id": "c1|-",
            "actual_close_date:date": "2024-03-01|-", "actual_value:float8": "500|-",
            "created_on:timestamp": "2024-02-06|2024-02-07",
            "parent_account_id": "-|a1",
        },
    },
    "dy_airbyte": {
        "lead": {
            "leadid": "l1|l2|l3", "createdon:timestamptz": "2024-01-02 00:00:00+00|2024-01-03 00:00:00+00|-",
            "emailaddress1": f"{ANN}|{BOB}|-", "jobtitle": "Director|-|-", "statecode": "1|0|-",
            "_parentcontactid_value": "c1|-|-", "parentaccountid": "-|-|-", "_ab_cdc_deleted_at": "-|-|2024-05-01",
            "_airbyte_raw_id": "a|b|c",
        },
        "contact": {
            "contactid": "c1", "createdon:timestamptz": "2024-02-01 00:00:00+00", "_originatingleadid_value": "l1",
            "statecode": "0", "emailaddress1": ANN, "jobtitle": "Director", "_airbyte_raw_id": "a",
        },
        "phonecall": {
            "activityid": "p1", "statecode": "1", "actualend:timestamptz": "2024-02-02 00:00:00+00",
            "_regardingobjectid_value": "l2", "_airbyte_raw_id": "a",
        },
        "appointment": {
            "activityid": "m1", "statecode": "3", "scheduledstart:timestamptz": "2024-02-03 00:00:00+00",
            "_regardingobjectid_value": "c1", "_airbyte_raw_id": "a",
        },
        "email": {
            "activityid": "e1", "statecode": "1", "directioncode:boolean": "false", "senton:timestamptz":
            "2024-02-05 00:00:00+00", "_airbyte_raw_id": "a",
        },
        "activityparty": {
            "_activityid_value": "e1", "_partyid_value": "c1", "participationtypemask": "1", "_airbyte_raw_id": "a",
        },
        "opportunity": {
            "opportunityid": "o1", "statecode": "1", "_parentcontactid_value": "c1", "actualclosedate": "2024-03-01",
            "actualvalue:float8": "500", "createdon:timestamptz": "2024-02-06 00:00:00+00", "_airbyte_raw_id": "a",
        },
    },
    # Lakeflow's SCD type 2 counts versions where their order is a number.
    "dy_lakeflow": {
        "lead": {
            "leadid": "l1|l1", "createdon:timestamp": "2024-01-02|2024-01-02", "jobtitle": "Manager|Director",
            "sinkmodifiedon:timestamp": "2024-01-02|2024-02-01", "__START_AT:bigint": "1001|1002",
            "__END_AT:bigint": "1002|-",
        },
    },
}  # fmt: skip
# Fivetran's connector of the export has a column for each parameter.
GA4: dict[str, dict[str, Columns]] = {
    "ga_fivetran": {
        "event": {
            "_fivetran_id": "a|b|c", "_fivetran_synced:timestamp": "2024-04-01|2024-04-01|2024-04-01",
            "name": "page_view|file_download|purchase", "timestamp:timestamp": "2024-02-01|2024-02-02|2024-03-01",
            "user_id": "-|g1|g1", "user_pseudo_id": "x.1|x.1|x.1", "geo_country": "Chile|Chile|Chile",
            "bundle_sequence_id:bigint": "1|2|3", "traffic_source_source": "google|google|google",
            "param_page_location": "https://a.example/pricing?x=1|-|-", "param_file_name": "-|guide.pdf|-",
            "param_campaign": "spring|-|-", "ecommerce_purchase_revenue:float8": "-|-|500",
            "ecommerce_transaction_id": "-|-|t1",
        },
    },
}  # fmt: skip
# dlt calls tables as the API calls objects.
STRIPE: dict[str, dict[str, Columns]] = {
    "st_dlt": {
        "customer": {
            "id": "cus_1", "created:timestamptz": "2024-01-02 00:00:00+00", "email": "s@x.example",
            "livemode:boolean": "true", "_dlt_id": "a",
        },
        "charge": {
            "id": "ch_1", "created:timestamptz": "2024-03-01 00:00:00+00", "customer": "cus_1", "amount:bigint":
            "50000", "currency": "eur", "status": "succeeded", "livemode:boolean": "true", "_dlt_id": "b",
        },
        "subscription": {
            "id": "sub_1", "created:timestamptz": "2024-02-01 00:00:00+00", "customer": "cus_1", "livemode:boolean":
            "true", "_dlt_id": "c",
        },
    },
    "st_airbyte": {
        "customers": {
            "id": "cus_1|cus_2", "created:bigint": "1704153600|1704153600", "email": "s@x.example|t@x.example",
            "livemode:boolean": "true|true", "is_deleted:boolean": "false|true", "address:json":
            '{"country": "CL"}|-', "_airbyte_raw_id": "a|b",
        },
        "charges": {
            "id": "ch_1", "created:bigint": "1709251200", "customer": "cus_1", "amount:bigint": "50000", "currency":
            "eur", "status": "succeeded", "livemode:boolean": "true", "_airbyte_raw_id": "a",
        },
        "subscriptions": {
            "id": "sub_1", "created:bigint": "1706745600", "customer": "cus_1", "canceled_at:float8": "-",
            "livemode:boolean": "true", "_airbyte_raw_id": "a",
        },
    },
}  # fmt: skip
# The last call of a user knew the address alone; the table of users has a row too many.
SEGMENT: dict[str, dict[str, Columns]] = {
    "sg": {
        "identifies": {
            "id": "i1|i2|i3", "user_id": "u1|u1|u2", "received_at:timestamp": "2024-01-02|2024-02-01|2024-01-03",
            "timestamp:timestamp": "2024-01-02|2024-02-01|2024-01-03", "email": "u@x.example|u@x.example|-",
            "title": "Manager|-|VP", "plan": "free|-|-",
        },
        "users": {
            "id": "u1|u1", "received_at:timestamp": "2024-01-02|2024-02-01", "title": "Manager|Director",
            "plan": "free|team", "seats:bigint": "1|5",
        },
    },
}  # fmt: skip
CARD = yaml.safe_load("""
    lead_scoring__scorecards: [{scorecard_id: people}]
    lead_scoring__scorecard_groups: [{scorecard_id: people, group_id: who, axis: fit}]
    lead_scoring__scorecard_rules:
      - {scorecard_id: people, rule_id: manager, group_id: who, rule_type: attribute, subject: job_title,
         operator: "=", value: Manager, points: 5}
      - {scorecard_id: people, rule_id: director, group_id: who, rule_type: attribute, subject: job_title,
         operator: in, value: Director|VP, points: 10}
      - {scorecard_id: people, rule_id: persona, group_id: who, rule_type: attribute, subject: property_hs_persona,
         operator: is_not_null, points: 100}
      - {scorecard_id: people, rule_id: seats, group_id: who, rule_type: attribute, subject: property_seats,
         operator: "=", value: 20, points: 1000}
      - {scorecard_id: people, rule_id: north, group_id: who, rule_type: attribute, subject: region__c,
         operator: "=", value: north, points: 10000}
      - {scorecard_id: people, rule_id: employees, group_id: who, rule_type: attribute, subject: employees,
         operator: ">", value: 50, points: 100000}
    lead_scoring__scorecard_tiers: [{scorecard_id: people, axis: score, tier: any}]
""")


@pytest.fixture(scope="module")
def loaded(
    tmp_path_factory: pytest.TempPathFactory, new_project: Callable[[Path], ScoringProject], target: str
) -> Iterator[ScoringProject]:
    """All of it at once, each loader in its own schema, found by itself."""
    if target not in ("duckdb", "postgres"):
        pytest.skip("tables of loaders are laid into DuckDB and PostgreSQL")
    project = new_project(tmp_path_factory.mktemp("loaded"))
    project.directory.mkdir(parents=True, exist_ok=True)
    prefix = "" if target == "duckdb" else re.sub(r"\W", "_", project.directory.name)[-20:] + "_"
    connectors: dict[str, dict[str, Any]] = {}
    tools = {
        "hubspot": HUBSPOT, "marketo": MARKETO, "salesforce": SALESFORCE, "dynamics_365": DYNAMICS, "pardot": PARDOT,
        "pipedrive": PIPEDRIVE, "ga4": GA4, "stripe": STRIPE, "segment": SEGMENT,
    }  # fmt: skip
    for tool, connections in tools.items():
        for name, tables in connections.items():
            lay(project, prefix + name, tables)
            connectors[name] = {"tool": tool, "schema": prefix + name, "appended": name == "hs_appended"}
    staged = (f"stg_lead_scoring__connected_{name}" for name in ("leads", "events", "conversions", "identities"))
    project.models = ("lead_scores", "lead_score_replay", "scoring_attribute_audit", *staged)
    project.variables = {  # type: ignore[attr-defined]
        "lead_scoring__connectors": connectors, "lead_scoring__email_types": False, "lead_scoring__keep_history": False,
        "lead_scoring__scoring_date": "2024-12-31", "lead_scoring__replay_dates": ["2024-01-20", "2024-03-15"], **CARD,
    }  # fmt: skip
    project.run_models(project.variables)  # type: ignore[attr-defined]
    yield project
    for name in connectors:
        executor(project)(f'drop schema "{prefix + name}" cascade')


OTHERS = "hs_|sf_|mk|salesforce:|dy_|pd_|pp_|ga_|st_|sg"


def of(name: str, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of one connector, without its name in front of ids."""
    if name == "hs":
        return [row for row in found if not re.match(OTHERS, row.get("alias_id", row["lead_id"]))]
    front = f"{name}:"
    return [
        {key: re.sub(front, "", value) if isinstance(value, str) else value for key, value in row.items()}
        for row in found
        if (row["lead_id"] or "").startswith(front)
    ]


def some(project: ScoringProject, name: str, input_name: str) -> list[dict[str, Any]]:
    """Rows of one connector; of leads what is true now."""
    found = of(name, project.rows(f"select * from stg_lead_scoring__connected_{input_name}"))
    return [row for row in found if row.get("valid_to") is None]


@pytest.mark.parametrize("name", HUBSPOT)
def test_leads_of_hubspot_are_the_same(loaded: ScoringProject, name: str) -> None:
    found = {(row["lead_id"], row["email"], row["job_title"]) for row in some(loaded, name, "leads")}
    assert found == {("1", ANN, "Director"), ("2", BOB, None)}


@pytest.mark.parametrize("name", HUBSPOT)
def test_events_of_hubspot_are_the_same(loaded: ScoringProject, name: str) -> None:
    found = some(loaded, name, "events")
    assert {(re.sub(f"{name}:", "", row["event_id"]), row["event_type"]) for row in found} == EVENTS[name]
    assert {row["lead_id"] for row in found} <= {"1"}
    days = {row["occurred_at"].strftime("%m-%d") for row in found if row["event_id"].endswith("e1")}
    assert days <= {"02-01"}


@pytest.mark.parametrize("name", HUBSPOT)
def test_conversions_of_hubspot_are_the_same(loaded: ScoringProject, name: str) -> None:
    found = [
        (row["lead_id"], f"{row['converted_at']:%Y-%m-%d}", row["value"]) for row in some(loaded, name, "conversions")
    ]
    assert found == [("1", "2024-03-01", 500)]


def test_merges_have_their_times_and_further_addresses_are_identities(loaded: ScoringProject) -> None:
    """1706745600 is 1 February 2024; a merge without a time is as old as the contact."""
    found = {row["alias_id"]: f"{row['linked_at']:%m-%d}" for row in some(loaded, "hs", "identities")}
    assert found == {"11": "02-01", "12": "02-02", "13": "01-02", "ann@home.example": "01-02"}


def test_names_of_the_api_are_found(loaded: ScoringProject) -> None:
    leads = [{name.lower(): cell for name, cell in row.items()} for row in some(loaded, "salesforce", "leads")]
    found = {(row["lead_id"], row["job_title"], row["region__c"]) for row in leads}
    assert found == {("00Q1", "VP", "north"), ("00Q2", "Manager", None), ("0031", None, None)}
    links = {(row["alias_id"], row["lead_id"]) for row in some(loaded, "salesforce", "identities")}
    assert links == {("00Q2", "0031"), ("00Q3", "00Q1")}
    assert [row["lead_id"] for row in some(loaded, "salesforce", "conversions")] == ["0031"]


def test_an_activity_of_marketo_is_found_by_its_guid(loaded: ScoringProject) -> None:
    for name in ("mk_airbyte", "mk_stitch"):
        leads = {(row["lead_id"], row["job_title"]) for row in some(loaded, name, "leads")}
        assert leads == {("7", "VP")}
        [event] = some(loaded, name, "events")
        assert (event["event_type"], event["lead_id"], event["page_path"]) == ("page_view", "7", "/pricing")
        assert event["event_id"] == "100"
    links = {row["alias_id"] for row in some(loaded, "mk_airbyte", "identities") if "@" not in row["alias_id"]}
    assert links == {"9", "10"}


@pytest.mark.parametrize("name", ["pd_airbyte", "pd_stitch"])
def test_tables_of_pardot_are_the_same(loaded: ScoringProject, name: str) -> None:
    assert [(row["lead_id"], row["is_unsubscribed"]) for row in some(loaded, name, "leads")] == [("5", True)]
    events = loaded.rows(
        f"select * from stg_lead_scoring__connected_events where event_id like '{name}:%' order by event_id"
    )
    assert [row["event_type"] for row in events] == ["email_open", "form_submit"]
    links = {
        row["alias_id"]: (row["lead_id"], f"{row['linked_at']:%m-%d}")
        for row in loaded.rows("select * from stg_lead_scoring__connected_identities")
    }
    assert events[0]["lead_id"] == f"{name}:5"
    assert links[events[1]["lead_id"]] == (f"{name}:5", "02-02")


@pytest.mark.parametrize("name", PIPEDRIVE)
def test_addresses_of_pipedrive_are_found(loaded: ScoringProject, name: str) -> None:
    found = {(row["lead_id"], row["email"], row["country"]) for row in some(loaded, name, "leads")}
    assert found == {("1", "w@x.example", "Austria"), ("2", None, "Chile")}


def test_columns_of_the_export_by_fivetran_are_found(loaded: ScoringProject) -> None:
    [lead] = some(loaded, "ga_fivetran", "leads")
    assert (lead["lead_id"], lead["country"], lead["lead_source"]) == ("g1", "Chile", "google")
    found = sorted(
        (row["event_type"], row["lead_id"], row["page_path"], row["asset"], row["campaign"])
        for row in some(loaded, "ga_fivetran", "events")
    )
    assert found == [
        ("download", "g1", None, "guide.pdf", None), ("page_view", "x.1", "/pricing", None, "spring"),
        ("purchase", "g1", None, None, None),
    ]  # fmt: skip
    assert [(row["lead_id"], row["value"]) for row in some(loaded, "ga_fivetran", "conversions")] == [("g1", 500)]
    assert [row["alias_id"] for row in some(loaded, "ga_fivetran", "identities")] == ["x.1"]


def test_a_trait_that_the_last_call_lacks_is_that_of_the_user(loaded: ScoringProject) -> None:
    found = {(row["lead_id"], row["job_title"], row["plan"], row["seats"]) for row in some(loaded, "sg", "leads")}
    assert found == {("u1", "Director", "team", 5), ("u2", "VP", None, None)}


@pytest.mark.parametrize("name", STRIPE)
def test_tables_of_stripe_are_the_same(loaded: ScoringProject, name: str) -> None:
    [lead] = some(loaded, name, "leads")
    assert (lead["lead_id"], lead["email"], f"{lead['created_at']:%m-%d}") == ("cus_1", "s@x.example", "01-02")
    assert lead["country"] == ("CL" if name == "st_airbyte" else None)
    found = {(row["event_type"], row["lead_id"], f"{row['occurred_at']:%m-%d}") for row in some(loaded, name, "events")}
    assert found == {("payment", "cus_1", "03-01"), ("subscription_started", "cus_1", "02-01")}
    assert [(row["lead_id"], row["value"]) for row in some(loaded, name, "conversions")] == [("cus_1", 500)]


def test_versions_that_are_counted_have_no_times(loaded: ScoringProject) -> None:
    found = of("dy_lakeflow", loaded.rows("select * from stg_lead_scoring__connected_leads"))
    assert [(row["lead_id"], row["job_title"]) for row in found] == [("l1", "Director")]


def test_a_lead_that_a_snapshot_marks_as_deleted_has_ended(loaded: ScoringProject) -> None:
    found = of("sf_snapshot", loaded.rows("select * from stg_lead_scoring__connected_leads"))
    assert [f"{row['valid_to']:%m-%d}" for row in found if row["lead_id"] == "00Q4"] == ["02-20"]
    assert loaded.rows("select lead_id from lead_scores where lead_id like '%00Q4'") == []


@pytest.mark.parametrize("name", ["dy_fivetran", "dy_airbyte"])
def test_tables_of_dynamics_are_the_same(loaded: ScoringProject, name: str) -> None:
    industry = "Machinery" if name == "dy_fivetran" else None
    found = {(row["lead_id"], row["job_title"], row["industry"]) for row in some(loaded, name, "leads")}
    assert found == {("l1", "Director", industry), ("l2", None, None), ("c1", "Director", industry)}
    found = {(row["event_type"], row["lead_id"], f"{row['occurred_at']:%m-%d}") for row in some(loaded, name, "events")}
    assert found == {("call", "l2", "02-02"), ("meeting", "c1", "02-03"), ("email_reply", "c1", "02-05")}
    won = [(row["lead_id"], f"{row['converted_at']:%m-%d}", row["value"]) for row in some(loaded, name, "conversions")]
    assert won == [("c1", "03-01", 500)]
    links = [
        (row["alias_id"], row["lead_id"], f"{row['linked_at']:%m-%d}") for row in some(loaded, name, "identities")
        if "@" not in row["alias_id"]
    ]  # fmt: skip
    assert links == [("l1", "c1", "02-01")]


def test_one_meeting_is_one(loaded: ScoringProject) -> None:
    found = [(row["event_id"], row["event_type"]) for row in some(loaded, "salesforce", "events")]
    assert found == [("00U2", "meeting")]


def test_of_several_versions_the_one_in_force_is_read(loaded: ScoringProject) -> None:
    assert [(row["lead_id"], row["job_title"]) for row in some(loaded, "sf_history", "leads")] == [("00Q1", "VP")]
    assert [row["value"] for row in some(loaded, "sf_history", "conversions")] == [500]


@pytest.mark.parametrize(
    ("lead", "then", "later"),
    [
        # The property history of HubSpot: persona, title, seats, each with its days.
        ("1", 5 + 1000, 10 + 100),
        # Field history of Salesforce under its API names, and Fivetran's history mode.
        ("salesforce:00Q1", 5, 10 + 10000),
        ("sf_history:00Q1", 5, 10),
        ("sf_lakeflow:00Q1", 5, 10),
        ("sf_snapshot:00Q1", 5, 10),
        ("sf_dlt:00Q1", 5, 10),
        ("pd_history:5", 5, 10),
        # Marketo's changes of data values, by the labels of fields.
        ("mk:7", 5, 10 + 100000),
    ],
)
def test_a_past_day_sees_the_values_of_that_day(loaded: ScoringProject, lead: str, then: int, later: int) -> None:
    found = loaded.rows(
        f"select scoring_date, score, attributes_as_of from lead_score_replay where lead_id = '{lead}'"
        " order by scoring_date"
    )
    assert [(row["score"], row["attributes_as_of"]) for row in found] == [
        (then, "scoring_date"), (later, "scoring_date"),
    ]  # fmt: skip
    assert [row["score"] for row in loaded.rows(f"select score from lead_scores where lead_id = '{lead}'")] == [later]


def test_the_audit_says_which_attributes_have_a_past_and_since_when(loaded: ScoringProject) -> None:
    found = {
        (row["connector"], row["attribute"]): (row["kept_in"], row["known_since"] and f"{row['known_since']:%m-%d}")
        for row in loaded.rows("select * from scoring_attribute_audit")
    }
    assert found["hubspot", "job_title"] == ("contact_property_history", "01-02")
    assert found["hubspot", "property_hs_persona"] == ("contact_property_history", "02-20")
    assert found["hubspot", "region__c"] == (None, None)
    assert found["marketo", "job_title"] == ("activity_change_data_value", "02-15")
    assert found["salesforce", "job_title"] == ("lead", "01-02")
    assert found["pardot", "job_title"] == ("prospect", "01-02")
    assert found["pipedrive", "job_title"] == (None, None)
    # Event types and scores that stages name are no attributes.
    assert [name for _, name in found if ":" in name or name in ("webinar", "download", "score")] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("conversion", "by_account", "of_hubspot", "of_salesforce", "of_dynamics"),
    [
        ("won", True, {("1", "03-01"), ("2", "03-03")}, {("0031", "03-01")}, {("c1", "03-01")}),
        ("opportunity_created", False, {("1", "02-20")}, {("0031", "02-10")}, {("c1", "02-06")}),
        (
            "opportunity_created", True, {("1", "02-20"), ("2", "02-22")}, {("0031", "02-10"), ("0031", "02-11")},
            {("c1", "02-06"), ("c1", "02-07")},
        ),
        ("lead_converted", False, {("2", "02-26")}, {("0031", "02-01")}, {("l1", "02-01")}),
        ("stage: proposal", True, {("1", "02-25")}, {("0031", "02-15"), ("0031", "02-12")}, set()),
    ],
)  # fmt: skip
def test_what_counts_as_a_conversion_is_a_choice(
    loaded: ScoringProject, conversion: str, by_account: bool, of_hubspot: set[Any], of_salesforce: set[Any],
    of_dynamics: set[Any],
) -> None:  # fmt: skip
    loaded.models = ("stg_lead_scoring__connected_conversions",)
    choice = {"lead_scoring__conversion": conversion, "lead_scoring__conversions_by_account": by_account}
    loaded.run_models(loaded.variables | choice)  # type: ignore[attr-defined]
    for name, expected in (("hs", of_hubspot), ("salesforce", of_salesforce), ("dy_fivetran", of_dynamics)):
        found = {(row["lead_id"], f"{row['converted_at']:%m-%d}") for row in some(loaded, name, "conversions")}
        assert found == expected, name


@pytest.mark.slow
def test_a_conversion_that_nobody_knows_is_reported(loaded: ScoringProject) -> None:
    for value in ("first_payment", "stage:", "lost"):
        with pytest.raises(BuildError, match=f"lead_scoring__conversion .*Got: '{value}'"):
            loaded.invoke(
                "compile", "--select", "stg_lead_scoring__hubspot_conversions",
                variables=loaded.variables | {"lead_scoring__conversion": value},  # type: ignore[attr-defined]
            )  # fmt: skip


@pytest.mark.slow
def test_what_a_needed_column_lacks_is_told_with_the_names_that_were_looked_for(fresh_project: ScoringProject) -> None:
    fresh_project.directory.mkdir(parents=True, exist_ok=True)
    lay(fresh_project, "loaded_by_airbyte", {"contacts": {"id": "1", "email_address": "-", "_airbyte_raw_id": "a"}})
    fresh_project.models = ("stg_lead_scoring__connected_leads",)
    with pytest.raises(BuildError) as error:
        fresh_project.run_models({"lead_scoring__connectors": {"hubspot": {"schema": "loaded_by_airbyte"}}, **CARD})
    assert re.search(
        r"is property_createdate\. Looked for: properties_createdate, properties\.createdate, property_createdate\."
        r" Got: id, email_address, _airbyte_raw_id",
        str(error.value),
    )


# Marketing works in HubSpot, sales in Salesforce; Dee and Eli are in both.
TWO_TOOLS: dict[str, dict[str, Columns]] = {
    "hubspot": {
        "contact": {
            "id:bigint": "1|2", "property_email": "dee@corp.invalid|eli@corp.invalid", "property_jobtitle": "-|Clerk",
            "property_createdate:timestamp": "2026-01-05|2026-01-05",
        },
        "email_event": {
            "id": "e1", "type": "OPEN", "created:timestamp": "2026-06-01", "recipient": "dee@corp.invalid",
            "filtered_event:boolean": "false",
        },
    },
    "salesforce": {
        "lead": {
            "id": "00Q1|00Q2|00Q3", "email": "DEE@corp.invalid|eli@corp.invalid|fay@corp.invalid",
            "title": "CFO|CFO|CFO", "industry": "Banking|-|Banking", "is_deleted:boolean": "false|false|false",
            "created_date:timestamp": "2025-11-05|2026-02-05|2026-02-05", "region_c": "north|-|-",
        },
        "task": {
            "id": "T1", "who_id": "00Q1", "type": "Call", "task_subtype": "Call", "is_closed:boolean": "true",
            "completed_date_time:timestamp": "2026-06-02", "is_deleted:boolean": "false",
        },
    },
}  # fmt: skip
TWO_TOOLS_CARD = yaml.safe_load("""
    lead_scoring__scorecards: [{scorecard_id: s}]
    lead_scoring__scorecard_groups:
      - {scorecard_id: s, group_id: does, axis: engagement}
      - {scorecard_id: s, group_id: is, axis: fit}
    lead_scoring__scorecard_rules:
      - {scorecard_id: s, rule_id: opens, group_id: does, rule_type: event, subject: email_open, points: 1}
      - {scorecard_id: s, rule_id: calls, group_id: does, rule_type: event, subject: call, points: 10}
      - {scorecard_id: s, rule_id: cfo, group_id: is, rule_type: attribute, subject: job_title,
         operator: has_word, value: cfo, points: 100}
      - {scorecard_id: s, rule_id: bank, group_id: is, rule_type: attribute, subject: industry,
         operator: contains, value: bank, points: 1000}
    lead_scoring__scorecard_tiers: [{scorecard_id: s, axis: score, tier: any}]
""")


@pytest.mark.slow
def test_what_the_first_tool_does_not_know_a_further_one_does(fresh_project: ScoringProject) -> None:
    """Dee is a CFO of a bank in Salesforce alone; Eli is a clerk, as the first tool says; Fay is in one tool only."""
    fresh_project.directory.mkdir(parents=True, exist_ok=True)
    connectors = {tool: {"schema": f"two_tools_{tool}"} for tool in TWO_TOOLS}
    for tool, tables in TWO_TOOLS.items():
        executor(fresh_project)(f"drop schema if exists two_tools_{tool} cascade")
        lay(fresh_project, f"two_tools_{tool}", tables)
    fresh_project.models = ("lead_scores",)
    fresh_project.run_models({
        "lead_scoring__connectors": connectors, "lead_scoring__email_types": False,
        "lead_scoring__scoring_date": "2026-06-30", **TWO_TOOLS_CARD,
    })  # fmt: skip
    found = sorted(row["score"] for row in fresh_project.rows("select score from lead_scores"))
    assert found == [0, 1100, 1111]
