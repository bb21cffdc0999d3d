{#
    Points as people write them, always with their sign: +10, -7.5, +0.

    Args:
        points: SQL of a decimal with 2 decimals.

    Example:
        {{ lead_scoring.points_in_words('points') }}
#}
{% macro points_in_words(points) %}
    {{ return(adapter.dispatch('points_in_words', 'lead_scoring')(points)) }}
{% endmacro %}

{% macro default__points_in_words(points) %}
    {#- 10.00 loses its zeros, then its point; a plain rtrim of '.0' would make 1 of 10. -#}
    {{ return(
        "case when " ~ points ~ " < 0 then '' else '+' end || rtrim(rtrim(cast(" ~ points ~ ' as '
        ~ dbt.type_string() ~ "), '0'), '.')"
    ) }}
{% endmacro %}

{#- A decimal as text has no zeros at its end here. -#}
{% macro clickhouse__points_in_words(points) %}
    {{ return('if(' ~ points ~ " < 0, '', '+') || toString(" ~ points ~ ')') }}
{% endmacro %}

{% macro bigquery__points_in_words(points) %}
    {{ return(
        "case when " ~ points ~ " < 0 then '' else '+' end || rtrim(rtrim(format('%.2f', " ~ points
        ~ "), '0'), '.')"
    ) }}
{% endmacro %}

{% macro trino__points_in_words(points) %}
    {{ return(
        "case when " ~ points
        ~ " < 0 then '' else '+' end || trim(trailing '.' from trim(trailing '0' from cast("
        ~ points ~ ' as varchar)))'
    ) }}
{% endmacro %}

{#- rtrim takes its arguments the other way round there. -#}
{% macro spark__points_in_words(points) %}
    {{ return(
        "case when " ~ points
        ~ " < 0 then '' else '+' end || trim(trailing '.' from trim(trailing '0' from cast("
        ~ points ~ ' as string)))'
    ) }}
{% endmacro %}

{% macro snowflake__points_in_words(points) %}
    {{ return(
        "case when " ~ points ~ " < 0 then '' else '+' end || regexp_replace(cast(" ~ points
        ~ " as varchar), '[.]?0+$')"
    ) }}
{% endmacro %}
