{#
    What each lead has done, as scorecards see it: a row per lead, activity and day. An event that
    is several activities counts for each of them; `*` is any event of the lead's own. A whole
    model.

    Example (models/core/lead_activities.sql, whole):
        {{ lead_scoring.lead_activities() }}

            lead_id | activity                         | occurred_on | event_count
            ann     | *                                | 2026-06-29  | 2
            ann     | page_view                        | 2026-06-29  | 2
            ann     | page_view: page_path = /careers  | 2026-06-29  | 1
#}
{% macro lead_activities() %}
{%- set scope = lead_scoring.scope() -%}
{%- set names = lead_scoring.activities_in_use(lead_scoring.scorecards())
    | map(attribute='name') | list -%}
{%- set text = dbt.type_string() -%}
with

leads as (

    select lead_id, lead_key
    from {{ ref('lead_scoring', 'int_lead_scoring__leads') }}
    where exclusion_reason is null

),

activities as (

    {{ lead_scoring.indented(lead_scoring.counted_activities(scope) | trim, 4) }}

),

counted as (

    select
        leads.lead_id as lead_id,
        cast(activities.activity as {{ text }}) as activity,
        activities.occurred_on as occurred_on,
        count(*) as event_count
    from activities
    inner join leads
        on activities.lead_key = leads.lead_key
    where {{ lead_scoring.in_list(
        'activities.activity', lead_scoring.text_literals(names)
    ) if names else '1 = 0' }}
    group by leads.lead_id, activities.activity, activities.occurred_on

    union all

    select
        leads.lead_id as lead_id,
        '*' as activity,
        activities.occurred_on as occurred_on,
        count(*) as event_count
    from activities
    inner join leads
        on activities.lead_key = leads.lead_key
    where {{ lead_scoring.is_own_event('activities.') }}
    group by leads.lead_id, activities.occurred_on

),

final as (

    select
        lead_id,
        activity,
        occurred_on,
        cast(event_count as {{ dbt.type_bigint() }}) as event_count
    from counted

)

{{ lead_scoring.select_contract('final') }}
{% endmacro %}
