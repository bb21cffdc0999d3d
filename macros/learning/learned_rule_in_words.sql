{#
    A proposed rule as people read it in reasons: SQL over the columns of a rule.

    Example:
        {{ lead_scoring.learned_rule_in_words() }}
            ->  'Number of employees at least 250',
                'Page view at least 3 times in the last 30 days',
                'No webinar', 'Last seen in the last 7 days' (of last_seen_at)
#}
{% macro learned_rule_in_words() %}
    {{ return(adapter.dispatch('learned_rule_in_words', 'lead_scoring')()) }}
{% endmacro %}

{% macro default__learned_rule_in_words() -%}
{%- set subject = "replace(subject, '_', ' ')" -%}
{#- Of a time what happened then. -#}
{%- set done = "trim(replace(replace(replace(subject || ' ', '_at ', ''), '_on ', ''),"
    ~ " '_', ' '))" -%}
case
    when rule_type = 'absence' then 'No ' || {{ subject }}
    when operator in ('within_last_days', 'older_than_days')
        then upper(substr({{ done }}, 1, 1)) || substr({{ done }}, 2)
    else upper(substr({{ subject }}, 1, 1)) || substr({{ subject }}, 2)
end || case
    when rule_type = 'absence' then ''
    when rule_type = 'event' then ''
        || case
            when min_count is null then ''
            else case when count_by is null then ' at least ' else ' on at least ' end
                || cast(min_count as {{ dbt.type_string() }})
                || case when count_by is null then ' times' else ' days' end
        end
        || case
            when window_days is null then ''
            else ' in the last ' || cast(window_days as {{ dbt.type_string() }}) || ' days'
        end
    when operator = 'within_last_days' then ' in the last ' || value || ' days'
    when operator = 'older_than_days' then ': any day so far'
    when operator = '>=' then ' at least ' || value
    when operator = 'is_null' then ' is not known'
    when operator = 'is_not_null' then ' is known'
    when operator = 'is_true' then ''
    when operator = 'is_false' then ': no'
    else ' is ' || replace(value, '|', ' or ')
end
{%- endmacro %}
