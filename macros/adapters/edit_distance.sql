{#
    How many letters have to be put in, left out or replaced to make one text of another. Where
    the database has no function for it: the letters between the beginning and the end that both
    texts share, which is as many for a slip in one place, and more for several.

    Args:
        left, right: SQL of two texts.

    Example:
        {{ lead_scoring.edit_distance('seen', "'germny'") }}
            ->  damerau_levenshtein(seen, 'germny')
#}
{% macro edit_distance(left, right) %}
    {{ return(adapter.dispatch('edit_distance', 'lead_scoring')(left, right)) }}
{% endmacro %}

{% macro default__edit_distance(left, right) %}
    {%- set shared = [] -%}
    {#- No slip is looked for in what is longer. -#}
    {%- for side in ('left', 'right') -%}
        {%- for length in range(1, 31) -%}
            {%- do shared.append(
                'case when length(' ~ left ~ ') >= ' ~ length ~ ' and ' ~ side ~ '(' ~ left ~ ', '
                ~ length ~ ') = ' ~ side ~ '(' ~ right ~ ', ' ~ length ~ ') then 1 else 0 end'
            ) -%}
        {%- endfor -%}
    {%- endfor -%}
    {#- What begins and ends alike may share a letter twice: aa and aaa. -#}
    {{ return(
        'greatest(length(' ~ left ~ '), length(' ~ right ~ ')) - least(length(' ~ left
        ~ '), length(' ~ right ~ '),\n    ' ~ shared | join('\n    + ') ~ '\n)'
    ) }}
{% endmacro %}

{% macro duckdb__edit_distance(left, right) %}
    {{ return('damerau_levenshtein(' ~ left ~ ', ' ~ right ~ ')') }}
{% endmacro %}

{% macro snowflake__edit_distance(left, right) %}
    {{ return('editdistance(' ~ left ~ ', ' ~ right ~ ')') }}
{% endmacro %}

{% macro bigquery__edit_distance(left, right) %}
    {{ return('edit_distance(' ~ left ~ ', ' ~ right ~ ')') }}
{% endmacro %}

{% macro spark__edit_distance(left, right) %}
    {{ return('levenshtein(' ~ left ~ ', ' ~ right ~ ')') }}
{% endmacro %}

{% macro clickhouse__edit_distance(left, right) %}
    {{ return('toInt32(editDistanceUTF8(' ~ left ~ ', ' ~ right ~ '))') }}
{% endmacro %}

{% macro trino__edit_distance(left, right) %}
    {{ return('levenshtein_distance(' ~ left ~ ', ' ~ right ~ ')') }}
{% endmacro %}
