{#
    Whether a text is there and has more than spaces, see `trimmed`; null or false where not.

    Args:
        sql: the column.

    Example:
        {{ lead_scoring.has_letters('industry') }}
            ->  regexp_matches(industry::text, '[^\s\x0b\x85\p{Z}]')
#}
{% macro has_letters(sql) %}
    {{ return(adapter.dispatch('has_letters', 'lead_scoring')(sql)) }}
{% endmacro %}

{% macro default__has_letters(sql) %}
    {{ return(lead_scoring.trimmed(sql) ~ " <> ''") }}
{% endmacro %}

{% macro duckdb__has_letters(sql) %}
    {{ return(
        'regexp_matches(' ~ sql ~ '::text, '
        ~ lead_scoring.text_literal('[^\\s\\x0b\\x85\\p{Z}]') ~ ')'
    ) }}
{% endmacro %}
