{#
    Whether a prepared text of several answers has one of some values among them. Each answer is
    compared as a text of its own; spaces around it do not count. The answers of an array are parted
    by a sign that no text has, see `list_text`.

    Args:
        sql: the column.
        family: 'text' or 'list', see `type_family`.
        values: a list of texts.

    Example:
        {{ lead_scoring.has_answer('interests', 'text', ['E-mail', 'Events']) }}
            ->  true for 'webinars; e-mail', false for 'e-mail marketing'
#}
{% macro has_answer(sql, family, values) %}
    {{ return(adapter.dispatch('has_answer', 'lead_scoring')(sql, family, values)) }}
{% endmacro %}

{% macro default__has_answer(sql, family, values) %}
    {{ return(sql ~ ' ~ ' ~ lead_scoring._answer_pattern(
        family, values, '[' ~ lead_scoring._spaces() ~ ']*', '\u001f'
    )) }}
{% endmacro %}

{% macro duckdb__has_answer(sql, family, values) %}
    {{ return(
        'regexp_matches(' ~ sql ~ ', ' ~ lead_scoring._answer_pattern(family, values) ~ ')'
    ) }}
{% endmacro %}

{% macro postgres__has_answer(sql, family, values) %}
    {{ return(sql ~ ' ~ ' ~ lead_scoring._answer_pattern(
        family, values,
        '[\\s\\u000b\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]*'
    )) }}
{% endmacro %}

{#- No escapes in patterns there that name a sign by its number. -#}
{% macro redshift__has_answer(sql, family, values) %}
    {{ return(lead_scoring.default__has_answer(sql, family, values)) }}
{% endmacro %}

{% macro spark__has_answer(sql, family, values) %}
    {{ return(sql ~ ' rlike ' ~ lead_scoring._answer_pattern(family, values)) }}
{% endmacro %}

{% macro bigquery__has_answer(sql, family, values) %}
    {{ return(
        'regexp_contains(' ~ sql ~ ', ' ~ lead_scoring._answer_pattern(family, values) ~ ')'
    ) }}
{% endmacro %}

{% macro clickhouse__has_answer(sql, family, values) %}
    {{ return('match(' ~ sql ~ ', ' ~ lead_scoring._answer_pattern(family, values) ~ ')') }}
{% endmacro %}

{% macro trino__has_answer(sql, family, values) %}
    {{ return('regexp_like(' ~ sql ~ ', ' ~ lead_scoring._answer_pattern(family, values) ~ ')') }}
{% endmacro %}

{% macro snowflake__has_answer(sql, family, values) %}
    {{ return('regexp_instr(' ~ sql ~ ', ' ~ lead_scoring._answer_pattern(
        family, values, '[' ~ lead_scoring._spaces() ~ ']*'
    ) ~ ') > 0') }}
{% endmacro %}

{% macro _answer_pattern(family, values, spaces='[\\s\\x0b\\x85\\p{Z}]*', sign='\\x1f') %}
    {%- set separator = sign if family == 'list'
        else modules.re.escape(lead_scoring.list_separator()) -%}
    {%- set escaped = [] -%}
    {%- for value in values -%}
        {%- do escaped.append(modules.re.escape(lead_scoring.folded(value))) -%}
    {%- endfor -%}
    {{ return(lead_scoring.text_literal(
        '(^|' ~ separator ~ ')' ~ spaces ~ '(' ~ escaped | join('|') ~ ')' ~ spaces
        ~ '(' ~ separator ~ '|$)'
    )) }}
{% endmacro %}
