{#
    A column by its name. Compiling offline, where its type is not known, it is taken for what the
    line asks of it.

    Args:
        name: the column, in any case.
        line: the line, for its operator and value.
        columns: the columns of the input, see `scorecard_inputs`.

    Example:
        {{ lead_scoring.column_of('Industry', rule, inputs.leads) }}
            ->  {'name': 'industry', 'data_type': 'VARCHAR', 'family': 'text'}
#}
{% macro column_of(name, line, columns) %}
    {%- if name | lower in columns -%}
        {{ return(columns[name | lower]) }}
    {%- endif -%}
    {#- Without an operator a rule asks whether the number that is its amount is known. -#}
    {%- set values = lead_scoring.operator_values(line.operator | lower, line.value)
        if line.operator else ['0'] -%}
    {%- set family = 'timestamp' if lead_scoring.is_relative(line.operator)
        else 'boolean' if line.operator | lower in ('is_true', 'is_false')
        else 'number' if values and lead_scoring._read_number(values[0]) is not none
        else 'timestamp' if values and lead_scoring._read_timestamp(values[0]) is not none
        else 'text' -%}
    {{ return({'name': name, 'data_type': family, 'family': family}) }}
{% endmacro %}
