{#
    A whole number that is made of the values of a row: another one, but for chance, whenever one of
    them differs. Numbers of many rows are added up to tell whether they are still the same.

    Args:
        columns: SQL of the values.

    Example:
        sum({{ lead_scoring.number_of_row(['event_id', 'occurred_at']) }})
            ->  sum(hash(event_id, occurred_at))
#}
{% macro number_of_row(columns) %}
    {{ return(adapter.dispatch('number_of_row', 'lead_scoring')(columns)) }}
{% endmacro %}

{#- Fifteen hexadecimal digits are the most that fit a bigint. -#}
{% macro default__number_of_row(columns) %}
    {{ return(
        "cast(('x' || left(" ~ dbt.hash(lead_scoring.row_text(columns))
        ~ ", 15)) as bit(60))::bigint"
    ) }}
{% endmacro %}

{% macro duckdb__number_of_row(columns) %}
    {{ return('hash(' ~ columns | join(', ') ~ ')') }}
{% endmacro %}

{% macro postgres__number_of_row(columns) %}
    {{ return('hashtextextended(' ~ lead_scoring.row_text(columns) ~ ', 0)') }}
{% endmacro %}

{% macro redshift__number_of_row(columns) %}
    {{ return('strtol(left(md5(' ~ lead_scoring.row_text(columns) ~ '), 15), 16)') }}
{% endmacro %}

{% macro snowflake__number_of_row(columns) %}
    {{ return('hash(' ~ columns | join(', ') ~ ')') }}
{% endmacro %}

{% macro bigquery__number_of_row(columns) %}
    {{ return('cast(farm_fingerprint(' ~ lead_scoring.row_text(columns) ~ ') as bignumeric)') }}
{% endmacro %}

{% macro spark__number_of_row(columns) %}
    {{ return('cast(xxhash64(' ~ columns | join(', ') ~ ') as decimal(20, 0))') }}
{% endmacro %}

{% macro clickhouse__number_of_row(columns) %}
    {{ return('toDecimal128(sipHash64(' ~ lead_scoring.row_text(columns) ~ '), 0)') }}
{% endmacro %}

{% macro trino__number_of_row(columns) %}
    {{ return(
        'cast(from_big_endian_64(xxhash64(to_utf8(' ~ lead_scoring.row_text(columns)
        ~ '))) as decimal(38, 0))'
    ) }}
{% endmacro %}

{#-
    One text for the values of a row: it differs whenever one of them does, null and empty text
    included.
-#}
{% macro row_text(columns) %}
    {%- set parts = [] -%}
    {%- for column in columns -%}
        {#- A bar ends a value, two are one in it; what is not null begins with a sign. -#}
        {%- do parts.append(
            "coalesce('+' || replace(cast(" ~ column ~ ' as ' ~ lead_scoring.type_text()
            ~ "), '|', '||'), '-')"
        ) -%}
    {%- endfor -%}
    {{ return(parts | join("\n    || '|' || ")) }}
{% endmacro %}
