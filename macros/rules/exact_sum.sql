{#
    The sum of shares of points, an exact decimal whatever the order of rows.

    Args:
        sql: what is added up.

    Example:
        {{ lead_scoring.exact_sum('power(0.5, age_days / 30.0)') }}
            ->  cast(sum(cast(power(0.5, age_days / 30.0) as decimal(28, 12))) as decimal(28, 12))
#}
{% macro exact_sum(sql) %}
    {%- set type = lead_scoring.type_decimal(28, 12) -%}
    {{ return('cast(sum(cast(' ~ sql ~ ' as ' ~ type ~ ')) as ' ~ type ~ ')') }}
{% endmacro %}
