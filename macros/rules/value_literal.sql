{#
    A value of a cell as a literal of a column's family.

    Args:
        value: the value's text.
        family: the column's, see `type_family`.

    Example:
        {{ lead_scoring.value_literal('Technology', 'text') }}  ->  'technology'
        {{ lead_scoring.value_literal('+1000.0', 'number') }}   ->  1000
#}
{% macro value_literal(value, family) %}
    {%- if family == 'number' and value | lower in ('true', 'false') -%}
        {{ return('1' if value | lower == 'true' else '0') }}
    {%- elif family == 'number' -%}
        {{ return(lead_scoring.number_literal(lead_scoring._read_number(value))) }}
    {%- elif family == 'boolean' -%}
        {{ return('true' if lead_scoring._read_yes_no(value) else 'false') }}
    {%- elif family == 'date' -%}
        {{ return(lead_scoring.date_literal(value)) }}
    {%- endif -%}
    {{ return(lead_scoring.text_literal(lead_scoring.folded(value))) }}
{% endmacro %}
