{#
    The parts of a column that lists several ids, a row each.

    Args:
        table: a CTE.
        column: the list, e.g. `[12, 34]` or `12;34`; brackets and blanks are passed over.
        separator: what stands between two ids.
        columns: columns that come along.
        most: how many parts of a list are read.

    Example:
        merged as (
            {{ lead_scoring.listed_parts('merges', 'merge_ids', ',', ['lead_id', 'merged_on']) }}
        )
#}
{% macro listed_parts(table, column, separator, columns, most=25) %}
    {%- set list = 'replace(replace(replace(' ~ column ~ ", '[', ''), ']', ''), ' ', '')" -%}
select *
    from (
        select
            {{ columns | join(',\n            ') }},
            {{ lead_scoring.part_of(list, separator, 'numbers.number') }} as part
        from {{ table }}
        cross join (
            {%- for number in range(1, most + 1) %}
            select {{ number }} as number{{ '' if loop.last else ' union all' }}
            {%- endfor %}
        ) as numbers
        where {{ column }} is not null
    ) as parts
    where part <> ''
{%- endmacro %}
