{#
    The activity stream as a score sees it, as a query: what had become known by the day, under the
    keys of those whose it is. In a replay an activity is there once for each day; the CTE
    `days_known`, see `replayed_activities`, tells which.

    Args:
        scope: see `scope`. For accounts the CTE `members` tells which lead belongs to which.
        values: which of the stream's values are taken along, see `stream_values`.
        machines: what is made by machines, see `machine_events`: 'left_out', or 'only' that, or
            'included', with the column `event_type`.

    Example:
        with activities as ( {{ lead_scoring.counted_activities(scope) }} )
            ->  lead_key, activity, is_event, occurred_on, occurred_at, in a replay scoring_date
#}
{% macro counted_activities(scope, values=[], machines='left_out') %}
{%- set machine_events = lead_scoring.table_of(
    'machine_events', scope if scope.entity == 'lead' else lead_scoring.scope()
).render() if lead_scoring.filters_events() and machines != 'included' -%}
{%- set has_machines = machines != 'included' and lead_scoring.event_filters() | length > 0 -%}
{%- set owner = lead_scoring.identified('activities', 'lead_key') %}
select
    {{ 'members.lead_key' if scope.entity != 'lead' else owner }} as lead_key,
    {%- if scope.is_replay %}
    days.scoring_date as scoring_date,
    {%- endif %}
    activities.activity as activity,
    activities.is_event as is_event,
    activities.occurred_on as occurred_on,
    activities.occurred_at as occurred_at
    {%- if machines == 'included' and lead_scoring.event_filters() %},
    activities.event_type as event_type
    {%- endif %}
    {%- for value in values if not value.is_of_all %},
    activities.{{ value.column }} as {{ value.column }}
    {%- endfor %}
from {{ ref('lead_scoring', 'int_lead_scoring__activities').render() }} as activities
{%- if scope.is_replay %}
inner join days_known as days
    on activities.known_on = days.known_on
{%- endif %}
{{ lead_scoring.joined_identities(scope, 'activities', 'lead_key', 'occurred_at') | trim }}
{%- if scope.entity != 'lead' %}
inner join members
    on {{ owner }} = members.member_key
{%- endif %}
{%- if has_machines %}
left join {{ machine_events }} as machine_events
    on {{ owner }} = machine_events.lead_key
    and activities.event_type = machine_events.event_type
    and activities.occurred_at = machine_events.occurred_at
    {%- if scope.is_replay %}
    and days.scoring_date = machine_events.scoring_date
    {%- endif %}
{%- endif %}
{%- set conditions = [] -%}
{%- do conditions.append(
    'machine_events.lead_key is ' ~ ('not null' if machines == 'only' else 'null')
) if has_machines -%}
{%- if not scope.is_replay -%}
    {%- do conditions.append('activities.known_on <= ' ~ scope.day) -%}
{%- endif -%}
{%- do conditions.extend(lead_scoring.after_link_conditions('activities', 'occurred_at')) %}
{%- if conditions %}
where {{ conditions | join('\n    and ') }}
{%- endif %}
{% endmacro %}

{#-
    The CTEs `days` and `days_known` of a replay, with their comma; nothing else. On which days was
    known what became known on one: a join of equals, which takes DuckDB half as long as one of all
    events with all later days.
-#}
{% macro replayed_activities(scope) %}
{%- if scope.is_replay -%}
{{ lead_scoring.replayed_days(scope) -}}

days_known as {{ lead_scoring.materialized_cte() }}(

    select
        activities.known_on as known_on,
        days.scoring_date as scoring_date
    from (
        select distinct known_on
        from {{ ref('lead_scoring', 'int_lead_scoring__activities').render() }}
    ) as activities
    inner join days
        on activities.known_on <= days.scoring_date

),

{% endif -%}
{% endmacro %}
