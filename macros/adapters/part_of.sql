{#
    One part of a text that is cut at a separator; empty where there are fewer.

    Args:
        sql: the text.
        separator: one character.
        number: which part, from 1 on; a number or SQL.

    Example:
        {{ lead_scoring.part_of('email', '@', 2) }}  ->  split_part(email, '@', 2)
#}
{% macro part_of(sql, separator, number) %}
    {{ return(adapter.dispatch('part_of', 'lead_scoring')(sql, separator, number)) }}
{% endmacro %}

{% macro default__part_of(sql, separator, number) %}
    {{ return('split_part(' ~ sql ~ ", '" ~ separator ~ "', " ~ number ~ ')') }}
{% endmacro %}

{#- Null, and not empty, beyond the last part. -#}
{% macro trino__part_of(sql, separator, number) %}
    {{ return('coalesce(split_part(' ~ sql ~ ", '" ~ separator ~ "', " ~ number ~ "), '')") }}
{% endmacro %}

{% macro bigquery__part_of(sql, separator, number) %}
    {{ return(
        'coalesce(split(' ~ sql ~ ", '" ~ separator ~ "')[safe_ordinal(" ~ number ~ ")], '')"
    ) }}
{% endmacro %}

{#- An array cannot be null there, nor be made of what can. -#}
{% macro clickhouse__part_of(sql, separator, number) %}
    {{ return(
        "arrayElement(splitByChar('" ~ separator ~ "', ifNull(" ~ sql ~ ", '')), " ~ number ~ ')'
    ) }}
{% endmacro %}
