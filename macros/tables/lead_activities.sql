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
{%- set scorecards = lead_scoring.scorecards() -%}
{#- Not as rules read them with values: those are the same events under another name. -#}
{%- set names = lead_scoring.activities_in_use(scorecards) | rejectattr('is_of_rule')
    | map(attribute='name') | list -%}
{%- set dated = lead_scoring._dated_activities(scope, scorecards) -%}
{%- set text = dbt.type_string() -%}
with

leads as (

    select lead_id, lead_key
    from {{ ref('lead_scoring', 'int_lead_scoring__leads') }}
    where exclusion_reason is null

),

activities as (

    {{ lead_scoring.indented(lead_scoring.counted_activities(
        scope, lead_scoring.stream_values(scorecards) if dated else []
    ) | trim, 4) }}

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
        {%- if dated %}
        and case activities.activity
            {%- for name, condition in dated.items() %}
            when {{ lead_scoring.text_literal(name) }} then {{
                lead_scoring.indented(condition, 12) }}
            {%- endfor %}
            else true
        end
        {%- endif %}
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

{#- Activities that look at ages: the name of each, and its ages as SQL. -#}
{% macro _dated_activities(scope, scorecards) %}
    {%- set found = {} -%}
    {%- for line in lead_scoring.lines_over_events(scorecards) -%}
        {%- for subject in (line.subject, line.given_subject, line.since_subject)
            if lead_scoring.dated_signal(subject) -%}
            {%- set activity = lead_scoring.activity_of(
                line, scorecards.inputs, none if subject == line.subject else subject
            ) -%}
            {%- do found.update({activity.name: lead_scoring.ages_of_signal(
                lead_scoring.dated_signal(subject), scorecards.inputs, scope.day, 'activities.'
            )}) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(found) }}
{% endmacro %}
