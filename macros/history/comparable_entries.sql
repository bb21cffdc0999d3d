{#
    The entries of a ledger as they are compared with another day's, as a query: a row per lead and
    entry, see `entry_id`. A lead may have several overrides for one reason.

    Args:
        ledger: name of a query with the columns of lead_score_ledger.

    Example:
        with current_entries as ( {{ lead_scoring.comparable_entries('ledger') }} )
#}
{% macro comparable_entries(ledger) %}
select
    lead_id,
    scorecard_id,
    entry_type,
    entry_id,
    max(rule_id) as rule_id,
    cast(sum(points) as {{ lead_scoring.type_decimal(18, 2) }}) as points,
    max(event_count) as event_count,
    max(last_event_on) as last_event_on
from (
    select
        lead_id,
        scorecard_id,
        entry_type,
        rule_id,
        points,
        event_count,
        last_event_on,
        {{ lead_scoring.entry_id() }} as entry_id
    from {{ ledger }}
) as named_entries
group by lead_id, scorecard_id, entry_type, entry_id
{% endmacro %}
