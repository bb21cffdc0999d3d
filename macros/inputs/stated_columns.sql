{#
    The columns of an input's source as `lead_scoring__input_columns` states them, for compiling
    without a connection; none where they are not stated and have to be looked up.

    Args:
        input: 'leads', 'events', 'conversions', 'identities' or 'accounts'.

    Example:
        lead_scoring__input_columns: {leads: {lead_id: varchar, created_at: timestamp}}
        {{ lead_scoring.stated_columns('leads') }}
            ->  [{'name': 'lead_id', 'data_type': 'varchar', 'family': 'text'}, …]
#}
{% macro stated_columns(input) %}
    {%- set stated = lead_scoring.setting('input_columns') -%}
    {%- set types = stated if stated is none or stated is not mapping else stated.get(input) -%}
    {%- if types is none -%}
        {{ return(none) }}
    {%- elif types is not mapping -%}
        {%- do exceptions.raise_compiler_error(
            "lead_scoring: the variable lead_scoring__input_columns cannot be read. Got: '" ~ types
            ~ "'. Allowed: {input: {column: type}}. Fix: edit lead_scoring__input_columns."
        ) -%}
    {%- endif -%}
    {%- set columns = [] -%}
    {%- for name, data_type in types.items() -%}
        {%- do columns.append(
            {'name': name, 'data_type': data_type, 'family': lead_scoring.type_family(data_type)}
        ) -%}
    {%- endfor -%}
    {{ return(columns) }}
{% endmacro %}
