{#
    The columns of a model's contract without any row.

    Example (of a table that is asked for by a variable):
        {{ lead_scoring.no_rows() }}  ->  select cast(null as varchar) as lead_id, … where 1 = 0
#}
{% macro no_rows() %}
    {%- set columns = {} -%}
    {%- for column in (model.columns or {}).values() -%}
        {%- do columns.update({column.name: column.data_type}) -%}
    {%- endfor -%}
    {{ return(lead_scoring.inline_rows(columns or {'nothing': dbt.type_int()}, [])) }}
{% endmacro %}
