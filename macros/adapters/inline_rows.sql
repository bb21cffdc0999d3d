{#
    A few rows as a query: what a scorecard says, where SQL has to join it.

    Args:
        columns: column -> SQL type.
        rows: a list of rows, each a list of SQL literals in the order of the columns.

    Example:
        {{ lead_scoring.inline_rows(
            {'tier': 'text', 'tier_rank': 'int'}, [["'hot'", '1'], ["'cold'", '2']]
        ) }}
#}
{% macro inline_rows(columns, rows) %}
    {{- return(adapter.dispatch('inline_rows', 'lead_scoring')(columns, rows) | trim) -}}
{% endmacro %}

{% macro default__inline_rows(columns, rows) %}
select
    {%- for name, type in columns.items() %}
    cast({{ name if rows else 'null' }} as {{ type }}) as {{ name }}{{ ',' if not loop.last }}
    {%- endfor %}
{%- if rows %}
from (
    values
    {%- for row in rows %}
    ({{ row | join(', ') }}){{ ',' if not loop.last }}
    {%- endfor %}
) as lines ({{ columns.keys() | join(', ') }})
{%- else %}
from (select 1 as nothing) as no_lines
where 1 = 0
{%- endif %}
{% endmacro %}

{#- There are no values without a table; an array of structs is as good. -#}
{% macro bigquery__inline_rows(columns, rows) %}
{%- if rows %}
select
    {%- for name, type in columns.items() %}
    cast({{ name }} as {{ type }}) as {{ name }}{{ ',' if not loop.last }}
    {%- endfor %}
from unnest(array<struct<{% for name, type in columns.items() %}{{ name }} {{ type }}{{ ', '
    if not loop.last }}{% endfor %}>>[
    {%- for row in rows %}
    ({{ row | join(', ') }}){{ ',' if not loop.last }}
    {%- endfor %}
])
{%- else -%}
{{ lead_scoring.default__inline_rows(columns, rows) }}
{%- endif %}
{% endmacro %}

{#- Cells that a cast to String would not keep as null: the types say so. -#}
{% macro clickhouse__inline_rows(columns, rows) %}
{%- if rows %}
select *
from values(
    '{% for name, type in columns.items() %}{{ name }} Nullable({{ type | replace("'", "''") }}){{
        ', ' if not loop.last }}{% endfor %}',
    {%- for row in rows %}
    ({{ row | join(', ') }}){{ ',' if not loop.last }}
    {%- endfor %}
)
{%- else -%}
{{ lead_scoring.default__inline_rows(columns, rows) }}
{%- endif %}
{% endmacro %}

{#- Without `values` in a from clause, and each cell with its type: a union does not find
    it for a null. -#}
{% macro redshift__inline_rows(columns, rows) %}
{%- if not rows -%}
    {{ return(lead_scoring.default__inline_rows(columns, rows)) }}
{%- endif -%}
{%- for row in rows %}
select
    {%- for name, type in columns.items() %}
    cast({{ row[loop.index0] }} as {{ type }}) as {{ name }}{{ ',' if not loop.last }}
    {%- endfor %}
{{ 'union all' if not loop.last }}
{%- endfor %}
{% endmacro %}
