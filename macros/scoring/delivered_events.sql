{#
    How many events have been delivered, until when. The time is null where it is not known of each.

    Args:
        scorecards: see `scorecards`.

    Example:
        with delivery as ( {{ lead_scoring.delivered_events(scorecards) }} )
#}
{% macro delivered_events(scorecards) %}
select
    count(*) as event_count,
    {%- if 'loaded_at' in scorecards.inputs.events %}
    case when count(loaded_at) = count(*) then max(loaded_at) end as loaded_until
    {%- else %}
    cast(null as {{ lead_scoring.type_moment() }}) as loaded_until
    {%- endif %}
from {{ ref('lead_scoring', 'stg_lead_scoring__events') }}
{%- endmacro %}
