{#
    The number that a prepared text holds, null where it holds none.

    Args:
        sql: the column.

    Example:
        {{ lead_scoring.number_or_null('employees') }}
            ->  case when employees is written as a number
                then try_cast(employees as decimal(38, 10)) end
#}
{% macro number_or_null(sql) %}
    {{ return(adapter.dispatch('number_or_null', 'lead_scoring')(sql)) }}
{% endmacro %}

{% macro default__number_or_null(sql) %}
    {{ return(
        'case when ' ~ sql ~ " ~ '^[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)(e[+-]?[0-9]+)?$' then cast("
        ~ sql ~ ' as ' ~ lead_scoring.type_decimal(38, 10) ~ ') end'
    ) }}
{% endmacro %}

{% macro duckdb__number_or_null(sql) %}
    {#- DuckDB itself would read 1_000 as well. -#}
    {{ return(
        'case when regexp_matches(' ~ sql
        ~ ", '^[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)(e[+-]?[0-9]+)?$')"
        ~ ' then try_cast(' ~ sql ~ ' as decimal(38, 10)) end'
    ) }}
{% endmacro %}

{% macro clickhouse__number_or_null(sql) %}
    {{ return(
        'if(match(' ~ sql ~ ', ' ~ lead_scoring.text_literal(lead_scoring._number_pattern())
        ~ '), toDecimal128OrNull(' ~ sql ~ ', 10), null)'
    ) }}
{% endmacro %}

{% macro bigquery__number_or_null(sql) %}
    {{ return(
        'case when regexp_contains(' ~ sql ~ ', '
        ~ lead_scoring.text_literal(lead_scoring._number_pattern())
        ~ ') then safe_cast(' ~ sql ~ ' as bignumeric) end'
    ) }}
{% endmacro %}

{% macro snowflake__number_or_null(sql) %}
    {{ return(
        'case when regexp_instr(' ~ sql ~ ', '
        ~ lead_scoring.text_literal(lead_scoring._number_pattern())
        ~ ') > 0 then try_to_decimal(' ~ sql ~ ', 38, 10) end'
    ) }}
{% endmacro %}

{#- To Java $ is also before a last line end of any script, which the cast would trim. -#}
{% macro spark__number_or_null(sql) %}
    {{ return(
        'case when ' ~ sql ~ ' rlike '
        ~ lead_scoring.text_literal(lead_scoring._number_pattern()[:-1] ~ '\\z')
        ~ ' then try_cast(' ~ sql ~ ' as decimal(38, 10)) end'
    ) }}
{% endmacro %}

{#- What is written as a number: not 1_000, which DuckDB alone would read, and no blanks. -#}
{% macro _number_pattern() %}
    {{ return('^[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)(e[+-]?[0-9]+)?$') }}
{% endmacro %}

{% macro trino__number_or_null(sql) %}
    {{ return(
        'case when regexp_like(' ~ sql ~ ', '
        ~ lead_scoring.text_literal(lead_scoring._number_pattern())
        ~ ') then try_cast(' ~ sql ~ ' as decimal(38, 10)) end'
    ) }}
{% endmacro %}

{#- A cast that fails stops the query here: what numeric or its 28 digits before the point cannot
    hold is none. -#}
{% macro postgres__number_or_null(sql) %}
    {{ return(
        'case when length(' ~ sql ~ ') < 100 and ' ~ sql
        ~ " ~ '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)(e[+-]?[0-9]{1,4})?$'"
        ~ ' then case when abs(' ~ sql ~ '::numeric) < 1e28 then ' ~ sql
        ~ '::numeric(38, 10) end end'
    ) }}
{% endmacro %}

{#- numeric without its digits is one without decimals here. -#}
{% macro redshift__number_or_null(sql) %}
    {{ return(
        'case when length(' ~ sql ~ ') < 100 and ' ~ sql
        ~ " ~ '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)(e[+-]?[0-9]{1,2})?$'"
        ~ ' then case when abs(' ~ sql ~ '::double precision) < 1e28 then'
        ~ ' case when ' ~ sql ~ " ~ 'e' then " ~ sql ~ '::double precision::numeric(38, 10) else '
        ~ sql ~ '::numeric(38, 10) end end end'
    ) }}
{% endmacro %}
