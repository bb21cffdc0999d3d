{#
    The elements of an array as one text, with the unit separator of ASCII between them, without
    those that are null; null where the array is.

    Args:
        sql: the column.

    Example:
        {{ lead_scoring.list_text('interests') }}  ->  array_to_string(interests, chr(31))
#}
{% macro list_text(sql) %}
    {{ return(adapter.dispatch('list_text', 'lead_scoring')(sql)) }}
{% endmacro %}

{% macro default__list_text(sql) %}
    {{ return('array_to_string(' ~ sql ~ ', chr(31))') }}
{% endmacro %}

{#- Where all elements are null, it says null there. -#}
{% macro duckdb__list_text(sql) %}
    {{ return(
        'case when ' ~ sql ~ ' is not null then coalesce('
        ~ lead_scoring.default__list_text(sql) ~ ", '') end"
    ) }}
{% endmacro %}

{#- Those of another type than text have to become texts before. -#}
{% macro bigquery__list_text(sql) %}
    {{ return(
        'if(' ~ sql ~ ' is null, null, array_to_string(array(select cast(answer as string) from'
        ~ ' unnest(' ~ sql ~ ') as answer), chr(31)))'
    ) }}
{% endmacro %}

{#- A null among them would be an empty text, which is no answer. -#}
{% macro snowflake__list_text(sql) %}
    {{ return('array_to_string(to_array(' ~ sql ~ '), chr(31))') }}
{% endmacro %}

{% macro spark__list_text(sql) %}
    {{ return('array_join(cast(' ~ sql ~ ' as array<string>), char(31))') }}
{% endmacro %}

{% macro trino__list_text(sql) %}
    {{ return('array_join(cast(' ~ sql ~ ' as array(varchar)), chr(31))') }}
{% endmacro %}

{% macro clickhouse__list_text(sql) %}
    {{ return(
        'arrayStringConcat(arrayMap(answer -> toString(answer), arrayFilter(answer -> answer is not'
        ~ ' null, ' ~ sql ~ ')), char(31))'
    ) }}
{% endmacro %}

{#- There is no other way from an array to a text than JSON there, of which the brackets and quotes
    around the elements are taken away. -#}
{% macro redshift__list_text(sql) %}
    {%- set json = 'json_serialize(' ~ sql ~ ')' -%}
    {{ return(
        "replace(replace(regexp_replace(" ~ json
        ~ ", '^\\\\[\"?|\"?\\\\]$', ''), '\",\"', chr(31)), ',', chr(31))"
    ) }}
{% endmacro %}
