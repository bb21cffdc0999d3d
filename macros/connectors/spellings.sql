{#
    How loaders spell the tables and columns of a tool. Models name them as Fivetran does; what
    stands here is how others call the same. A name is found whatever its case and underscores are
    (`CreatedDate`, `CREATEDDATE` and `created_date` are one), so only other words stand here.

    One line a spelling: table, column (none: the table itself), loaders, names. `*` as a table is
    any table, and in a column the rest of its name.

    Tables may be
        a + b             several whose rows make up the one (on further lines)
        a where b = C     those of its rows whose column b is C
        a_#               all that end in digits, such as those of a day each
        a as C            rows whose type, which no column says, is C; as a column: `word`
    columns may be
        a.b               a field of a struct or of JSON
        a[]               a list, of which each part is a row
        a[0].b            a field of the first part of a list
        a{b}              the value of the key b in a list of keys with values

    Sources. Fivetran: the seeds of its dbt packages. Airbyte: the JSON schemas of source-hubspot,
    source-salesforce and source-marketo. dlt: verified-sources, sources/hubspot and
    sources/salesforce. Stitch: the schemas of tap-hubspot, whose lists become tables of their own
    with `_sdc_source_key_…`. HubSpot's share: "Query HubSpot data in Snowflake" in its knowledge
    base. Lakeflow: the references of its HubSpot and Salesforce connectors; it names no columns of
    HubSpot there, so they are looked for as the API, Airbyte and dlt have them. Google Analytics
    4, PostHog and Amplitude: the references of their exports, and Fivetran's ga4_export. Stripe:
    the seeds of Fivetran's package, the JSON schemas of Airbyte's source-stripe, dlt's package.
    Pardot and Marketo: the schemas of Airbyte's source-pardot and source-marketo, and of tap-pardot
    and tap-marketo. Pipedrive: Fivetran's schema, those of Airbyte's source-pipedrive and of
    tap-pipedrive, and dlt's package. Dynamics 365: Fivetran's schema, the names of Dataverse's
    tables, as Synapse Link and Link to Fabric export them, and what Airbyte's
    source-microsoft-dataverse makes of them; tables of labels as "Access choice labels" of Synapse
    Link has them.

    Args:
        tool: e.g. 'hubspot'.

    Returns a list of {'table', 'column', 'loaders', 'names'}.

    Example:
        {{ lead_scoring.spellings('marketo')[0] }}
            ->  {'table': 'lead', 'column': '', 'loaders': ['airbyte', …], 'names': ['leads']}
#}
{% macro spellings(tool) %}
    {%- set memory = lead_scoring.run_memory() or {} -%}
    {%- set key, rows = 'spellings ' ~ tool, [] -%}
    {%- if key in memory -%}{{ return(memory[key]) }}{%- endif -%}
    {%- for line in lead_scoring._spellings().get(tool, '').split('\n') if '|' in line -%}
        {%- set cells = line.split('|') | map('trim') | list -%}
        {%- if cells[0] -%}
            {%- do rows.append({
                'table': cells[0], 'column': cells[1], 'loaders': cells[2].split(', '),
                'names': cells[3].split(', '),
            }) -%}
        {%- else -%}
            {%- do rows[-1].update({'names': [rows[-1].names[0] ~ ' ' ~ cells[3]]}) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do memory.update({key: rows}) -%}
    {{ return(rows) }}
{% endmacro %}

{% macro loaders() %}
    {{ return([
        'fivetran', 'airbyte', 'dlt', 'stitch', 'snowflake_share', 'lakeflow', 'synapse_link',
    ]) }}
{% endmacro %}

{#-
    The names by which a table, or a column of it, is looked for, in this order: those of the loader
    that is named, else all, the models' own name among them.
-#}
{% macro spelled(tool, table, column='', loaded_by=none) %}
    {%- set own, names = column or table, [] -%}
    {%- do names.append(own) if loaded_by in (none, 'fivetran') -%}
    {%- for row in lead_scoring.spellings(tool)
        if (loaded_by is none or loaded_by in row.loaders)
        and (row.column if column else not row.column)
        and (not column or row.table in (table, '*')) -%}
        {%- set cell = row.column or row.table -%}
        {#- What the star stands for. -#}
        {%- set rest = own[cell | length - 1:] if cell[-1:] == '*' else '' -%}
        {%- for name in row.names if cell == own or (rest and cell[:-1] ~ rest == own) -%}
            {%- do names.append(name | replace('*', rest)) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- do names.append(own) -%}
    {{ return(names | unique | list) }}
{% endmacro %}

{% macro _spellings() %}
    {{ return({
        'hubspot': lead_scoring._spellings_of_hubspot(),
        'marketo': lead_scoring._spellings_of_marketo(),
        'pardot': lead_scoring._spellings_of_pardot(),
        'ga4': lead_scoring._spellings_of_ga4(),
        'dynamics_365': lead_scoring._spellings_of_dynamics_365(),
        'pipedrive': lead_scoring._spellings_of_pipedrive(),
        'posthog': lead_scoring._spellings_of_posthog(),
        'stripe': lead_scoring._spellings_of_stripe(),
        'amplitude': lead_scoring._spellings_of_amplitude(),
    }) }}
{% endmacro %}

{% macro _spellings_of_hubspot() %}
    {% set rows %}
*                        | property_*   | airbyte, lakeflow | properties_*, properties.*
*                        | property_*   | stitch    | property_*__value
*                        | property_*   | stitch    | properties__*__value
*                        | property_*   | stitch    | properties.*.value
*                        | property_*   | dlt, lakeflow | *
*                        | is_deleted   | airbyte, lakeflow | archived
*                        | _fivetran_synced | airbyte   | _airbyte_extracted_at, _airbyte_emitted_at
*                        | _fivetran_synced | stitch    | _sdc_batched_at
*                        | _fivetran_synced | snowflake_share | ingestedat
contact                  |              | airbyte, dlt, stitch, lakeflow | contacts
contact                  |              | snowflake_share | objects_contacts
contact                  | id           | dlt       | hs_object_id
contact                  | id           | stitch    | vid, canonical_vid
contact                  | id           | snowflake_share | objectid
company                  |              | airbyte, dlt, stitch, lakeflow | companies
company                  |              | snowflake_share | objects_companies
company                  | id           | dlt       | hs_object_id
company                  | id           | stitch    | companyid
company                  | id           | snowflake_share | objectid
contact_property_history |              | airbyte, dlt | contacts_property_history
contact_property_history |              | snowflake_share | object_properties_history
contact_property_history | contact_id   | airbyte   | vid
contact_property_history | contact_id   | dlt       | object_id
contact_property_history | contact_id   | snowflake_share | objectid
contact_property_history | name         | airbyte   | property
contact_property_history | name         | dlt       | property_name
contact_property_history | timestamp    | snowflake_share | updatedat
contact_property_history | object_type_id | snowflake_share | objecttypeid
email_event              |              | airbyte, stitch, lakeflow | email_events
email_event              |              | snowflake_share | events_sent_email_v2 as SENT
                         | | | + events_mta_delivered_email_v2 as DELIVERED
                         | | | + events_mta_bounced_email_v2 as BOUNCE
                         | | | + events_opened_email_v2 as OPEN
                         | | | + events_clicked_link_in_email_v2 as CLICK
email_event              | type         | snowflake_share | word
email_event              | created      | snowflake_share | occurredat
email_event              | contact_id   | snowflake_share | objectid
email_event              | email_campaign_id | snowflake_share | property_hs_email_campaign_id
email_event_status_change |              | airbyte, stitch, lakeflow | email_events
email_campaign           |              | airbyte, stitch | campaigns
contact_form_submission  |              | airbyte   | contacts_form_submissions
contact_form_submission  | contact_id   | airbyte   | canonical_vid
form                     |              | airbyte, stitch, lakeflow | forms
form                     | guid         | airbyte, lakeflow | id
engagement_call          |              | airbyte   | engagements_calls
engagement_call          |              | stitch    | engagements where engagement__type = CALL
engagement_call          |              | snowflake_share | objects_calls
engagement_call          |              | lakeflow  | calls
engagement_meeting       |              | airbyte   | engagements_meetings
engagement_meeting       |              | stitch    | engagements where engagement__type = MEETING
engagement_meeting       |              | snowflake_share | objects_meetings
engagement_meeting       |              | lakeflow  | meetings
engagement_meeting       | meeting_outcome | stitch    | metadata__meetingoutcome
engagement_meeting       | start_time   | stitch    | metadata__starttime
engagement_email         |              | airbyte   | engagements_emails
engagement_email         |              | stitch    | engagements where engagement__type = EMAIL
                         | | | + engagements where engagement__type = INCOMING_EMAIL
engagement_email         |              | snowflake_share | objects_emails
engagement_email         |              | lakeflow  | emails
engagement_email         | property_hs_email_direction | stitch    | engagement__type
engagement_call          | property_hs_call_status | stitch | metadata__status
engagement_call          | property_hs_call_disposition | stitch | metadata__disposition
*                        | property_hs_timestamp | stitch    | engagement__timestamp
*                        | engagement_id | airbyte, lakeflow | id
*                        | engagement_id | snowflake_share | objectid
engagement_contact       |              | airbyte   | engagements_calls
                         | | | + engagements_meetings
                         | | | + engagements_emails
engagement_contact       |              | stitch    | engagements__associations__contactids
engagement_contact       |              | snowflake_share | associations_calls_to_contacts
                         | | | + associations_meetings_to_contacts
                         | | | + associations_emails_to_contacts
engagement_contact       |              | lakeflow  | calls + meetings + emails
engagement_contact       | contact_id   | airbyte, lakeflow | contacts[]
engagement_contact       | contact_id   | stitch    | value
engagement_contact       | contact_id   | snowflake_share | contact_objectid
engagement_contact       | engagement_id | stitch    | _sdc_source_key_engagement_id
engagement_contact       | engagement_id | snowflake_share | call_objectid
engagement_contact       | engagement_id | snowflake_share | meeting_objectid
engagement_contact       | engagement_id | snowflake_share | email_objectid
deal                     |              | airbyte, dlt, stitch, lakeflow | deals
deal                     |              | snowflake_share | objects_deals
deal                     | deal_id      | airbyte, dlt, lakeflow | id, hs_object_id
deal                     | deal_id      | snowflake_share | objectid
deal                     | deal_pipeline_stage_id | airbyte, lakeflow | properties_dealstage
deal                     | deal_pipeline_stage_id | airbyte, lakeflow | properties.dealstage
deal                     | deal_pipeline_stage_id | dlt, lakeflow | dealstage
deal                     | deal_pipeline_stage_id | stitch    | property_dealstage__value
deal                     | deal_pipeline_stage_id | stitch    | properties__dealstage__value
deal                     | deal_pipeline_stage_id | snowflake_share | property_dealstage
deal_contact             |              | airbyte, lakeflow | deals
deal_contact             |              | dlt       | contacts__deals
deal_contact             |              | stitch    | deals__associations__associatedvids
deal_contact             |              | snowflake_share | associations_contacts_to_deals
deal_contact             |              | snowflake_share | associations_deals_to_contacts
deal_contact             | deal_id      | airbyte, lakeflow | id
deal_contact             | deal_id      | dlt       | deals_id
deal_contact             | deal_id      | stitch    | _sdc_source_key_dealid
deal_contact             | deal_id      | snowflake_share | deal_objectid
deal_contact             | contact_id   | airbyte, lakeflow | contacts[]
deal_contact             | contact_id   | dlt, stitch | value
deal_contact             | contact_id   | snowflake_share | contact_objectid
deal_company             |              | airbyte, lakeflow | deals
deal_company             |              | dlt       | companies__deals
deal_company             |              | stitch    | deals__associations__associatedcompanyids
deal_company             |              | snowflake_share | associations_companies_to_deals
deal_company             |              | snowflake_share | associations_deals_to_companies
deal_company             | deal_id      | airbyte, lakeflow | id
deal_company             | deal_id      | dlt       | deals_id
deal_company             | deal_id      | stitch    | _sdc_source_key_dealid
deal_company             | deal_id      | snowflake_share | deal_objectid
deal_company             | company_id   | airbyte, lakeflow | companies[]
deal_company             | company_id   | dlt, stitch | value
deal_company             | company_id   | snowflake_share | company_objectid
deal_pipeline_stage      |              | dlt       | pipelines_deals__stages
deal_pipeline_stage      |              | stitch    | deal_pipelines__stages
deal_pipeline_stage      |              | snowflake_share | pipeline_stages
deal_pipeline_stage      | stage_id     | dlt       | id
deal_pipeline_stage      | probability  | dlt, stitch | metadata__probability
contact_merge_audit      |              | airbyte   | contacts_merged_audit
contact_merge_audit      |              | stitch    | contacts__merge_audits
    {% endset %}
    {{ return(rows) }}
{% endmacro %}

{% macro _spellings_of_marketo() %}
    {% set rows %}
lead                     |              | airbyte, dlt, stitch, lakeflow | leads
campaign                 |              | airbyte, dlt, stitch, lakeflow | campaigns
activity_*               |              | airbyte, dlt, stitch, lakeflow | activities_*
*                        | id           | airbyte, stitch | marketoguid
*                        | _fivetran_synced | airbyte   | _airbyte_extracted_at, _airbyte_emitted_at
*                        | _fivetran_synced | stitch    | _sdc_batched_at
    {% endset %}
    {{ return(rows) }}
{% endmacro %}

{% macro _spellings_of_pardot() %}
    {% set rows %}
prospect                 |              | airbyte, dlt, stitch | prospects
visitor                  |              | airbyte, dlt, stitch | visitors
visit                    |              | airbyte, dlt, stitch | visits
visitor_activity         |              | airbyte, dlt, stitch | visitor_activities
visitor_page_view        |              | airbyte, dlt, stitch | visitor_page_views, page_views
campaign                 |              | airbyte, dlt, stitch | campaigns
opportunity              |              | airbyte, dlt, stitch | opportunities
opportunity_prospect     |              | airbyte, dlt, stitch | opportunity_prospects
*                        | _fivetran_synced | airbyte   | _airbyte_extracted_at, _airbyte_emitted_at
*                        | _fivetran_synced | stitch    | _sdc_batched_at
    {% endset %}
    {{ return(rows) }}
{% endmacro %}

{% macro _spellings_of_ga4() %}
    {% set rows %}
event                    |              | itself    | events_#
                         | | | + events_intraday_#
event                    |              | itself    | events
event                    | event_name   | fivetran  | name
event                    | event_timestamp | fivetran | timestamp
event                    | event_bundle_sequence_id | fivetran | bundle_sequence_id
event                    | event_params{page_location} | fivetran | param_page_location
event                    | event_params{page_title} | fivetran | param_page_title
event                    | event_params{file_name} | fivetran | param_file_name
event                    | event_params{campaign} | fivetran | param_campaign
event                    | event_params{value} | fivetran | param_value
event                    | event_params{transaction_id} | fivetran | param_transaction_id
event                    | ecommerce.transaction_id | fivetran | ecommerce_transaction_id
event                    | ecommerce.purchase_revenue | fivetran | ecommerce_purchase_revenue
event                    | ecommerce.purchase_revenue | fivetran | ecommerce_purchase_revenue_in_usd
event                    | geo.country  | fivetran  | geo_country
event                    | geo.continent | fivetran | geo_continent
event                    | traffic_source.source | fivetran | traffic_source_source
    {% endset %}
    {{ return(rows) }}
{% endmacro %}

{% macro _spellings_of_pipedrive() %}
    {% set rows %}
person                   |              | airbyte, dlt, stitch | persons
person                   | email_address | airbyte   | email[0].value, emails[0].value
person                   | email_address | fivetran  | email
person                   | row_id       | dlt       | _dlt_id
person                   | row_id       | stitch    | id
person                   | country      | fivetran  | postal_address_country
person                   | country      | airbyte   | postal_address.country
person                   | country      | dlt, stitch | postal_address__country
person_email             |              | dlt, stitch | persons__email, persons__emails
person_email             | row_id       | dlt       | _dlt_parent_id
person_email             | row_id       | stitch    | _sdc_source_key_id
organization             |              | airbyte, dlt, stitch | organizations
organization             | country      | fivetran, airbyte | address_country
organization             | country      | airbyte   | address.country
organization             | country      | dlt, stitch | address__country
lead                     |              | airbyte, dlt, stitch | leads
deal                     |              | airbyte, dlt, stitch | deals
deal                     | is_deleted   | airbyte, dlt, stitch | deleted
activity                 |              | airbyte, dlt, stitch | activities
*                        | _fivetran_synced | airbyte | _airbyte_extracted_at, _airbyte_emitted_at
*                        | _fivetran_synced | stitch | _sdc_batched_at
    {% endset %}
    {{ return(rows) }}
{% endmacro %}

{% macro _spellings_of_posthog() %}
    {% set rows %}
events                   |              | itself    | posthog_events
persons                  |              | itself    | posthog_persons
    {% endset %}
    {{ return(rows) }}
{% endmacro %}

{% macro _spellings_of_stripe() %}
    {% set rows %}
customer                 |              | airbyte, dlt, stitch | customers
customer                 | address_country | airbyte | address.country
customer                 | address_country | dlt, stitch | address__country
charge                   |              | airbyte, dlt, stitch | charges
subscription_history     |              | fivetran  | subscription
subscription_history     |              | airbyte, dlt, stitch | subscriptions
subscription_history     |              | dlt       | subscription
*                        | customer_id  | airbyte, dlt, stitch | customer
*                        | _fivetran_synced | airbyte | _airbyte_extracted_at, _airbyte_emitted_at
*                        | _fivetran_synced | stitch | _sdc_batched_at
    {% endset %}
    {{ return(rows) }}
{% endmacro %}

{% macro _spellings_of_amplitude() %}
    {% set rows %}
event                    |              | itself    | events_#
    {% endset %}
    {{ return(rows) }}
{% endmacro %}

{% macro _spellings_of_dynamics_365() %}
    {% set rows %}
lead                     | id           | fivetran, airbyte, synapse_link, lakeflow | leadid
contact                  | id           | fivetran, airbyte, synapse_link, lakeflow | contactid
account                  | id           | fivetran, airbyte, synapse_link, lakeflow | accountid
opportunity              | id           | fivetran, airbyte, synapse_link, lakeflow | opportunityid
campaign                 | id           | fivetran, airbyte, synapse_link, lakeflow | campaignid
string_map               |              | synapse_link, lakeflow | optionsetmetadata
                         | | | + globaloptionsetmetadata
string_map               | object_type_code | synapse_link, lakeflow | entityname
string_map               | attribute_name | synapse_link, lakeflow | optionsetname
string_map               | attribute_value | synapse_link, lakeflow | option
string_map               | value        | synapse_link, lakeflow | localizedlabel
string_map               | lang_id      | synapse_link, lakeflow | localizedlabellanguagecode
*                        | master_id    | airbyte   | _masterid_value
*                        | parent_contact_id | airbyte | _parentcontactid_value
*                        | parent_account_id | airbyte | _parentaccountid_value
*                        | originating_lead_id | airbyte | _originatingleadid_value
*                        | regarding_object_id | airbyte | _regardingobjectid_value
*                        | activity_id  | airbyte   | activityid, _activityid_value
*                        | party_id     | airbyte   | _partyid_value
*                        | _fivetran_synced | airbyte | _airbyte_extracted_at, _airbyte_emitted_at
*                        | _fivetran_synced | synapse_link, lakeflow | sinkmodifiedon
    {% endset %}
    {{ return(rows) }}
{% endmacro %}
