{#
    The parts of a column that lists several ids, a row each.

    Args:
        table: a CTE.
        column: the list, e.g. `[12, 34]` or `12;34`; brackets, quotes and blanks are passed over.
        separator: what stands between two ids.
        columns: columns that come along.
        most: how many parts of a list are read.

    Example:
        merged as (
            {{ lead_scoring.listed_parts('merges', 'merge_ids', ',', ['lead_id', 'merged_on']) }}
        )
#}
{% macro listed_parts(table, column, separator, columns, most=25) %}
select *
    from (
        select
            {{ columns | join(',\n            ') }},
            {{ lead_scoring.part_of(
                lead_scoring._bare_list(column), separator, 'numbers.number'
            ) }} as part
        from {{ table }}
        cross join (
            {{- lead_scoring._numbers_to(most) }}
        ) as numbers
        where {{ column }} is not null
    ) as parts
    where part <> ''
{%- endmacro %}

{#- A loaded table with a row for each part of a list among its columns, as `listed_part`. -#}
{% macro listed_rows(relation, column, most=100) %}
(
        select
            loaded.*,
            {{ lead_scoring.part_of(
                lead_scoring._bare_list(column), ',', 'numbers.number'
            ) }} as listed_part
        from {{ relation }} as loaded
        cross join (
            {{- lead_scoring._numbers_to(most) }}
        ) as numbers
        where {{ column }} is not null
    ) as listed
{%- endmacro %}

{% macro _bare_list(column) %}
    {%- set list = namespace(sql=column) -%}
    {%- for sign in ['[', ']', '{', '}', '"', ' '] -%}
        {%- set list.sql = 'replace(' ~ list.sql ~ ", '" ~ sign ~ "', '')" -%}
    {%- endfor -%}
    {{ return(list.sql) }}
{% endmacro %}

{% macro _numbers_to(most) %}
    {%- for number in range(1, most + 1) %}
            select {{ number }} as number{{ '' if loop.last else ' union all' }}
    {%- endfor %}
{% endmacro %}
