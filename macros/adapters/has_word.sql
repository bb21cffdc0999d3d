{#
    Whether any of some words stands in a prepared text, bounded by anything that is not a letter
    or digit of any script.

    Args:
        sql: the column.
        words: a list of texts.

    Example:
        {{ lead_scoring.has_word('job_title', ['vp']) }}
            ->  true for 'vp, sales', false for 'svp'
#}
{% macro has_word(sql, words) %}
    {{ return(adapter.dispatch('has_word', 'lead_scoring')(sql, words)) }}
{% endmacro %}

{#- Letters and digits of any script belong to a word; anything else ends it. -#}
{% macro default__has_word(sql, words) %}
    {{ return(sql ~ ' ~ ' ~ lead_scoring._word_pattern(words, '[^[:alnum:]]')) }}
{% endmacro %}

{% macro duckdb__has_word(sql, words) %}
    {{ return(
        'regexp_matches(' ~ sql ~ ', ' ~ lead_scoring._word_pattern(words, '[^\\p{L}\\p{Nd}]') ~ ')'
    ) }}
{% endmacro %}

{% macro spark__has_word(sql, words) %}
    {{ return(sql ~ ' rlike ' ~ lead_scoring._word_pattern(words, '[^\\p{L}\\p{Nd}]')) }}
{% endmacro %}

{% macro _word_pattern(words, boundary) %}
    {%- set escaped = [] -%}
    {%- for word in words -%}
        {%- do escaped.append(modules.re.escape(lead_scoring.folded(word))) -%}
    {%- endfor -%}
    {{ return(lead_scoring.text_literal(
        '(^|' ~ boundary ~ ')(' ~ escaped | join('|') ~ ')(' ~ boundary ~ '|$)'
    )) }}
{% endmacro %}

{% macro bigquery__has_word(sql, words) %}
    {{ return(
        'regexp_contains(' ~ sql ~ ', '
        ~ lead_scoring._word_pattern(words, '[^\\p{L}\\p{Nd}]') ~ ')'
    ) }}
{% endmacro %}

{% macro clickhouse__has_word(sql, words) %}
    {{ return(
        'match(' ~ sql ~ ', ' ~ lead_scoring._word_pattern(words, '[^\\p{L}\\p{Nd}]') ~ ')'
    ) }}
{% endmacro %}

{% macro trino__has_word(sql, words) %}
    {{ return(
        'regexp_like(' ~ sql ~ ', ' ~ lead_scoring._word_pattern(words, '[^\\p{L}\\p{Nd}]') ~ ')'
    ) }}
{% endmacro %}

{#-
    [:alnum:] knows ASCII only here, and no class knows the letters of other scripts: these are the
    blocks of Unicode that hold letters, from À to the last.
-#}
{% macro redshift__has_word(sql, words) %}
    {%- set letters = 'ªµºÀ-ÖØ-öø-ˁ\u0370-\u1fff\u2c00-\u2dff\u3005-\u3007\u3041-\ud7ff'
        ~ '\uf900-\ufdff\ufe70-\ufefc'
        ~ '０-９Ａ-Ｚａ-ｚｦ-ﾾ\U00010000-\U0001efff\U00020000-\U0003ffff' -%}
    {{ return(sql ~ ' ~ ' ~ lead_scoring._word_pattern(words, '[^a-z0-9' ~ letters ~ ']')) }}
{% endmacro %}

{#- Regular expressions know the classes of POSIX there, which are of ASCII, and none of Unicode:
    https://docs.snowflake.com/en/sql-reference/functions-regexp. So beyond ASCII the signs are
    listed that are no letters: Latin-1's, accents that stand alone, punctuation, currencies,
    arrows, boxes, emoji. -#}
{% macro snowflake__has_word(sql, words) %}
    {%- set signs = '\u0080-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7'
        ~ '\u0300-\u036f\u2000-\u2070\u2074-\u207e\u2080-\u208e\u20a0-\u20ff\u2190-\u2bff'
        ~ '\u2e00-\u2e2e\u2e30-\u2e7f\u3000-\u3004\u3007-\u3030\u3036-\u303a\u303d-\u3040'
        ~ '\ufe00-\ufe6f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65'
        ~ '\U0001f000-\U0001faff' -%}
    {{ return(
        'regexp_instr(' ~ sql ~ ', '
        ~ lead_scoring._word_pattern(words, '[\\x01-/:-@[-`{-\\x7f' ~ signs ~ ']') ~ ') > 0'
    ) }}
{% endmacro %}
