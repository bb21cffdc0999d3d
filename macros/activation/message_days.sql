{#
    The messages of the last seven days by lead and day, as a query: `lead_key`, `occurred_on`,
    `message_count`. Those to a merged record or a linked visitor are its lead's.

    Example:
        with message_days as ( {{ lead_scoring.message_days() }} )
#}
{% macro message_days() %}
    {{- return(lead_scoring._message_days() | trim) -}}
{% endmacro %}

{% macro _message_days() %}
{%- set day = lead_scoring.scoring_day() %}
select
    coalesce(aliases.lead_key, event_tallies.lead_key) as lead_key,
    event_tallies.occurred_on as occurred_on,
    cast(sum(event_tallies.event_count) as {{ dbt.type_bigint() }}) as message_count
from {{ ref('lead_scoring', 'int_lead_scoring__event_tallies').render() }} as event_tallies
left join {{ ref('lead_scoring', 'int_lead_scoring__aliases').render() }} as aliases
    on event_tallies.lead_key = aliases.alias_key
where event_tallies.tally_id in ({{ lead_scoring.activation_tally_ids('message') }})
    and not event_tallies.is_receipt
    and {{ lead_scoring.days_between('event_tallies.occurred_on', day) }} < 7
group by coalesce(aliases.lead_key, event_tallies.lead_key), event_tallies.occurred_on
{% endmacro %}
