{#
    A proposed rule as people read it in reasons: SQL over the columns of a rule.

    Example:
        {{ lead_scoring.learned_rule_in_words() }}
            ->  'employees at least 250', 'page_view at least 3 times in 30 days', 'No webinar'
#}
{% macro learned_rule_in_words() %}
    {{ return(adapter.dispatch('learned_rule_in_words', 'lead_scoring')()) }}
{% endmacro %}

{% macro default__learned_rule_in_words() -%}
case
    when rule_type = 'absence' then 'No ' || subject
    when rule_type = 'event' then subject
        || case
            when min_count is null then ''
            else case when count_by is null then ' at least ' else ' on at least ' end
                || cast(min_count as {{ dbt.type_string() }})
                || case when count_by is null then ' times' else ' days' end
        end
        || case
            when window_days is null then ''
            else ' in ' || cast(window_days as {{ dbt.type_string() }}) || ' days'
        end
    when operator = 'within_last_days' then subject || ' in the last ' || value || ' days'
    when operator = 'older_than_days' then subject || ' has been'
    when operator = '>=' then subject || ' at least ' || value
    when operator = 'is_null' then subject || ' is not known'
    when operator = 'is_not_null' then subject || ' is known'
    when operator = 'is_true' then subject
    when operator = 'is_false' then subject || ' is not so'
    when operator = 'not_in' then subject || ' is another'
    else subject || ' is ' || replace(value, '|', ' or ')
end
{%- endmacro %}
