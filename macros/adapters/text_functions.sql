{#
    Text functions over prepared (trimmed, lower-case) columns and literals.

    Example:
        {{ lead_scoring.prepared_text('industry') }}           ->  lower(trim(industry))
        {{ lead_scoring.contains('page_path', "'pricing'") }}  ->  contains(page_path, 'pricing')
        {{ lead_scoring.has_word('job_title', ['vp']) }}       ->  'vp' stands alone in the text
        {{ lead_scoring.number_or_null('employees') }}         ->  the number in a text column, or null
#}
{% macro prepared_text(sql) %}
    {{ return(adapter.dispatch('prepared_text', 'lead_scoring')(sql)) }}
{% endmacro %}

{% macro default__prepared_text(sql) %}
    {{ return('lower(trim(cast(' ~ sql ~ ' as ' ~ dbt.type_string() ~ ')))') }}
{% endmacro %}

{% macro duckdb__prepared_text(sql) %}
    {{ return("lower(trim(" ~ sql ~ "::text, e' \\t\\r\\n'))") }}
{% endmacro %}

{% macro contains(sql, literal) %}
    {{ return(adapter.dispatch('contains', 'lead_scoring')(sql, literal)) }}
{% endmacro %}

{% macro default__contains(sql, literal) %}
    {{ return('position(' ~ literal ~ ' in ' ~ sql ~ ') > 0') }}
{% endmacro %}

{% macro duckdb__contains(sql, literal) %}
    {{ return('contains(' ~ sql ~ ', ' ~ literal ~ ')') }}
{% endmacro %}

{% macro starts_with(sql, literal) %}
    {{ return(adapter.dispatch('starts_with', 'lead_scoring')(sql, literal)) }}
{% endmacro %}

{% macro default__starts_with(sql, literal) %}
    {{ return('left(' ~ sql ~ ', length(' ~ literal ~ ')) = ' ~ literal) }}
{% endmacro %}

{% macro duckdb__starts_with(sql, literal) %}
    {{ return('starts_with(' ~ sql ~ ', ' ~ literal ~ ')') }}
{% endmacro %}

{% macro ends_with(sql, literal) %}
    {{ return(adapter.dispatch('ends_with', 'lead_scoring')(sql, literal)) }}
{% endmacro %}

{% macro default__ends_with(sql, literal) %}
    {{ return('right(' ~ sql ~ ', length(' ~ literal ~ ')) = ' ~ literal) }}
{% endmacro %}

{% macro duckdb__ends_with(sql, literal) %}
    {{ return('ends_with(' ~ sql ~ ', ' ~ literal ~ ')') }}
{% endmacro %}

{% macro has_word(sql, words) %}
    {{ return(adapter.dispatch('has_word', 'lead_scoring')(sql, words)) }}
{% endmacro %}

{#- Letters and digits of any script belong to a word; anything else ends it. -#}
{% macro default__has_word(sql, words) %}
    {{ return(sql ~ ' ~ ' ~ lead_scoring._word_pattern(words, '[^[:alnum:]]')) }}
{% endmacro %}

{% macro duckdb__has_word(sql, words) %}
    {{ return('regexp_matches(' ~ sql ~ ', ' ~ lead_scoring._word_pattern(words, '[^\\p{L}\\p{Nd}]') ~ ')') }}
{% endmacro %}

{% macro _word_pattern(words, boundary) %}
    {%- set escaped = [] -%}
    {%- for word in words -%}
        {%- do escaped.append(modules.re.escape(lead_scoring.folded(word))) -%}
    {%- endfor -%}
    {{ return(lead_scoring.text_literal('(^|' ~ boundary ~ ')(' ~ escaped | join('|') ~ ')(' ~ boundary ~ '|$)')) }}
{% endmacro %}

{% macro number_or_null(sql) %}
    {{ return(adapter.dispatch('number_or_null', 'lead_scoring')(sql)) }}
{% endmacro %}

{% macro default__number_or_null(sql) %}
    {{ return(
        'case when ' ~ sql ~ " ~ '^[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)$' then cast(" ~ sql ~ ' as '
        ~ lead_scoring.type_decimal(38, 10) ~ ') end'
    ) }}
{% endmacro %}

{% macro duckdb__number_or_null(sql) %}
    {{ return('try_cast(' ~ sql ~ ' as decimal(38, 10))') }}
{% endmacro %}
