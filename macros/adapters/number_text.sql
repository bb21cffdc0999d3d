{#
    A number as scorecards write it: 250, or 0.25.

    Args:
        sql: a number with a fraction.

    Example:
        {{ lead_scoring.number_text('bound') }}
            ->  case when bound = floor(bound) then … else trim(trailing '0' from cast(…)) end
#}
{% macro number_text(sql) %}
    {{ return(adapter.dispatch('number_text', 'lead_scoring')(sql)) }}
{% endmacro %}

{% macro default__number_text(sql) %}
    {%- set digits = 'cast(cast(' ~ sql ~ ' as ' ~ lead_scoring.type_decimal(38, 10) ~ ') as '
        ~ dbt.type_string() ~ ')' -%}
    {{ return("case when " ~ sql ~ " = floor(" ~ sql ~ ") then cast(cast(" ~ sql ~ " as "
        ~ lead_scoring.type_decimal(38, 0)
        ~ ") as " ~ dbt.type_string() ~ ") else trim(trailing '0' from " ~ digits ~ ') end') }}
{% endmacro %}

{% macro bigquery__number_text(sql) %}
    {{ return('cast(cast(' ~ sql ~ ' as bignumeric) as string)') }}
{% endmacro %}

{% macro clickhouse__number_text(sql) %}
    {{ return('toString(toDecimal128(' ~ sql ~ ', 10))') }}
{% endmacro %}

{% macro snowflake__number_text(sql) %}
    {{ return("case when " ~ sql ~ " = floor(" ~ sql ~ ") then cast(cast(" ~ sql
        ~ " as number(38, 0)) as varchar)"
        ~ " else rtrim(cast(cast(" ~ sql ~ " as number(38, 10)) as varchar), '0') end") }}
{% endmacro %}
