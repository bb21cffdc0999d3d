{#
    The columns of leads that activation reads: who works a lead, and whether it wants messages.
    Found by the core, see `options_with`. A list of lines.

    Example:
        {{ lead_scoring.activation_columns() }}
            ->  [{'subject': 'region', 'kept_as': 'lead_owner'},
                 {'subject': 'is_unsubscribed', 'operator': 'is_true', 'value': none}]
#}
{% macro activation_columns() %}
    {%- set lines = [] -%}
    {%- if lead_scoring.activates() -%}
        {%- set owner = lead_scoring.owner_column() -%}
        {%- if owner is not none -%}
            {%- do lines.append({'subject': owner, 'kept_as': 'lead_owner'}) -%}
        {%- endif -%}
        {%- if lead_scoring.unsubscribed_line() is not none -%}
            {%- do lines.append(lead_scoring.unsubscribed_line()) -%}
        {%- endif -%}
    {%- endif -%}
    {{ return(lines) }}
{% endmacro %}
