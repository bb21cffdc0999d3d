{#
    How many events had been loaded when the scoring date ended, on how many days in sum (see
    `load_days`), and until when. The time is null where it is not known of each.

    Args:
        receipt: count those only that have come since, see `tally_reading`; none: all.

    Example:
        with delivery as ( {{ lead_scoring.delivered_events(reading.receipt) }} )
#}
{% macro delivered_events(receipt=none) %}
{%- set loaded_until = lead_scoring.timestamp_literal(receipt.loaded_until) if receipt else none -%}
select
    cast(count(*) as {{ dbt.type_bigint() }}) as event_count,
    {{ lead_scoring.load_days() }} as load_days,
    case when count(loaded_at) = count(*) then
        {{- ' coalesce(max(loaded_at), ' ~ loaded_until ~ ')' if receipt else ' max(loaded_at)' }} end as loaded_until
from {{ ref('lead_scoring', 'int_lead_scoring__events') }}
where (loaded_on <= scoring_date or loaded_on is null)
    {%- if receipt %}
    and (loaded_at > {{ loaded_until }} or loaded_at is null)
    {%- endif %}
{%- endmacro %}

{#- The sum of the days since 2000 on which events were loaded. -#}
{% macro load_days() %}
    {%- set loaded_on = 'cast(loaded_at as date)' -%}
    {{ return('cast(sum(' ~ lead_scoring.days_between(lead_scoring.date_literal('2000-01-01'), loaded_on) ~ ') as '
        ~ dbt.type_bigint() ~ ')') }}
{% endmacro %}
