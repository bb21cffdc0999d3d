{#
    Text as it is put in order: by the code points of its letters, whatever the database's locale.

    Args:
        sql: the text.

    Example:
        order by {{ lead_scoring.by_code_point('rule_id') }}  ->  order by rule_id collate "C"
#}
{% macro by_code_point(sql) %}
    {{ return(adapter.dispatch('by_code_point', 'lead_scoring')(sql)) }}
{% endmacro %}

{% macro default__by_code_point(sql) %}
    {{ return(sql) }}
{% endmacro %}

{% macro postgres__by_code_point(sql) %}
    {{ return(sql ~ ' collate "C"') }}
{% endmacro %}

{% macro redshift__by_code_point(sql) %}
    {{ return(sql) }}
{% endmacro %}
