{#
    Lines of a log from several queries, each with the columns that it has and nulls for the others.

    Args:
        queries: a list of [line_type, name of a query, its columns]; each has a `scoring_date`
            besides. A line_type of none: the query has its own.
        columns: the columns of a line, column -> SQL type.

    Example:
        with lines as ( {{ lead_scoring.lines_of([['day', 'days', []]], {'lead_id': 'varchar'}) }} )
            ->  select scoring_date, 'day' as line_type, cast(null as varchar) as lead_id from days
#}
{% macro lines_of(queries, columns) %}
{%- for line_type, query, filled in queries %}
select
    scoring_date,
    cast({{ "'" ~ line_type ~ "'" if line_type else 'line_type' }} as {{ dbt.type_string() }})
        as line_type
    {%- for name, type in columns.items() %},
    cast({{ name if name in filled else 'null' }} as {{ type }}) as {{ name }}
    {%- endfor %}
from {{ query }}
{{ '\nunion all\n' if not loop.last }}
{%- endfor %}
{% endmacro %}
