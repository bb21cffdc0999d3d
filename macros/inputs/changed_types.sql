{#
    The columns of inputs whose type is another than on the last run, for `scoring_health`: those of
    CSV files, and those of leads that a rule looks at. (Tables of the last run are still there when
    a model is compiled; a view may show the types of today.)

    Args: none.

    Example:
        {{ lead_scoring.changed_types() }}
            ->  [{'input': 'leads', 'column': 'employees', 'before': 'BIGINT', 'now': 'varchar'}]
#}
{% macro changed_types() %}
    {{ return((lead_scoring.run_memory() or {}).get('changed_types', {}).values() | list) }}
{% endmacro %}

{#-
    Notes for the run what has changed, while a model is compiled that has columns of an input.

    Args:
        input: 'leads', 'events', …
        columns: those that it has now, see `columns_of`.
-#}
{% macro note_changed_types(input, columns) %}
    {%- set memory = lead_scoring.run_memory() -%}
    {%- if memory is none or flags.WHICH not in ('run', 'build') -%}{{ return('') }}{%- endif -%}
    {%- set former, before = load_relation(this), {} -%}
    {%- for column in (adapter.get_columns_in_relation(former) if former else []) -%}
        {%- do before.update({column.name | lower: column.data_type}) -%}
    {%- endfor -%}
    {%- set changes = memory.setdefault('changed_types', {}) -%}
    {%- for column in columns if column.name | lower in before -%}
        {%- set data_type = before[column.name | lower] -%}
        {%- do changes.update({input ~ ' ' ~ column.name | lower: {
            'input': input, 'column': column.name, 'before': data_type, 'now': column.data_type,
        }}) if lead_scoring.type_family(data_type) != column.family -%}
    {%- endfor -%}
{% endmacro %}
