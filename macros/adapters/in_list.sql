{#
    Whether a prepared column holds one of some values, or none of them.

    Args:
        sql: the column.
        literals: the values as SQL literals.
        is_negated: none of them; a null is neither.

    Example:
        {{ lead_scoring.in_list('industry', ["'technology'", "'education'"]) }}
            ->  industry in ('technology', 'education')
#}
{% macro in_list(sql, literals, is_negated=false) %}
    {{ return(adapter.dispatch('in_list', 'lead_scoring')(sql, literals, is_negated)) }}
{% endmacro %}

{% macro default__in_list(sql, literals, is_negated) %}
    {%- set separator = ', ' if literals | join(', ') | length < 70 else ',\n            ' -%}
    {{ return(sql ~ (' not' if is_negated else '') ~ ' in (' ~ literals | join(separator) ~ ')') }}
{% endmacro %}

{#- Decimals are compared with whole numbers and floats, but not looked for among them. -#}
{% macro clickhouse__in_list(sql, literals, is_negated) %}
    {%- if 'toDecimal' not in literals | join -%}
        {{ return(lead_scoring.default__in_list(sql, literals, is_negated)) }}
    {%- endif -%}
    {%- set conditions = [] -%}
    {%- for literal in literals -%}
        {%- do conditions.append(sql ~ (' != ' if is_negated else ' = ') ~ literal) -%}
    {%- endfor -%}
    {{ return(lead_scoring.any_or_all(conditions, 'and' if is_negated else 'or')) }}
{% endmacro %}
