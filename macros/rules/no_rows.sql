{#
    The columns of a model's contract without any row.

    Example (of a table that is asked for by a variable):
        {{ lead_scoring.no_rows() }}
            ->  with no_rows as (select cast(null as varchar) as lead_id, … where 1 = 0) select * from no_rows
#}
{% macro no_rows() %}
    {%- set columns = {} -%}
    {%- for column in (model.columns or {}).values() -%}
        {%- do columns.update({column.name: column.data_type}) -%}
    {%- endfor -%}
    {%- set nothing = lead_scoring.inline_rows(columns or {'nothing': dbt.type_int()}, []) -%}
    {{ return(
        'with\n\nno_rows as (\n\n    ' ~ lead_scoring.indented(nothing, 4) ~ '\n\n)\n\n'
        ~ lead_scoring.select_contract('no_rows')
    ) }}
{% endmacro %}
