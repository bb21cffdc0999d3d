{#
    Why the points of an entry are others than when its lead's last change was published, as a SQL
    `case`: of several reasons the first that applies. Reads columns of the CTE `moved_entries` of
    `int_lead_scoring__change_log`.

    Example:
        {{ lead_scoring.change_reason() }} as reason  ->  case when … then 'new_event' … end
#}
{% macro change_reason() %}
    {{- return(adapter.dispatch('change_reason', 'lead_scoring')() | trim) -}}
{% endmacro %}

{% macro default__change_reason() %}
case
    when compared_with_on is null then 'first_scored'
    when not lead_is_scored and is_merged_away then 'merge'
    when not lead_is_scored then 'no_longer_scored'
    when entry_type = 'override' then 'override'
    when definition_changed_on > compared_with_on then 'rule_changed'
    when entry_type in ('group_limit', 'score_limit') then 'limit'
    when basis = 'attribute' then 'attribute_changed'
    when alias_count <> former_alias_count then 'merge'
    -- too many events before, and nothing has happened since
    when is_capped and former_count is null and last_counted_on <= compared_with_on then 'expired'
    when coalesce(current_count, 0) > coalesce(former_count, 0) then 'new_event'
    when last_counted_on > former_last_event_on then 'new_event'
    when coalesce(current_count, 0) < coalesce(former_count, 0) then 'expired'
    -- the first of the events that an absence waits for
    when basis = 'absence' and last_given_on > compared_with_on then 'new_event'
    when basis = 'absence' then 'expired'
    when is_decaying then 'decayed'
    else 'rule_changed'
end
{% endmacro %}
