{#
    Why an entry of the ledger moved since the day that was published before, as a SQL `case`: of
    several reasons the first that applies. Reads columns of the CTE `known_entries` of
    `int_lead_scoring__ledger_log`.

    Example:
        {{ lead_scoring.change_reason() }} as reason  ->  case when … then 'new_event' … end
#}
{% macro change_reason() %}
    {{- return(adapter.dispatch('change_reason', 'lead_scoring')() | trim) -}}
{% endmacro %}

{% macro default__change_reason() %}
case
    when not was_scored then 'first_scored'
    when not is_scored and is_merged_away then 'merge'
    when not is_scored then 'no_longer_scored'
    when entry_type = 'override' then 'override'
    when is_redefined then 'rule_changed'
    when entry_type in ('group_limit', 'score_limit') then 'limit'
    -- it fired then and now: what it changed is another score
    when entry_type <> 'rule' and was_present and is_present then 'limit'
    when is_moved_by_time then 'time_passed'
    when basis = 'attribute' then 'attribute_changed'
    when alias_count <> former_alias_count then 'merge'
    -- too many events before, and nothing has happened since
    when is_capped and former_count is null and last_counted_on <= previous_on then 'expired'
    when coalesce(current_count, 0) > coalesce(former_count, 0) then 'new_event'
    when last_counted_on > former_last_event_on then 'new_event'
    when coalesce(current_count, 0) < coalesce(former_count, 0) then 'expired'
    -- the first of the events that an absence waits for
    when basis = 'absence' and last_given_on > previous_on then 'new_event'
    when basis = 'absence' then 'expired'
    when is_decaying then 'decayed'
    else 'rule_changed'
end
{% endmacro %}

{#- All reasons, in the order in which they are looked for. -#}
{% macro change_reasons() %}
    {{ return([
        'first_scored', 'merge', 'no_longer_scored', 'override', 'rule_changed', 'limit',
        'time_passed', 'attribute_changed', 'new_event', 'expired', 'decayed', 'backfilled',
    ]) }}
{% endmacro %}
