{#
    The connectors whose tables are read, by name, in the order in which `lead_scoring__connectors`
    has them: one name, a list of names, or a mapping of names to where their tables are.

    Raises one error that lists every name and key that is unknown.

    Example:
        lead_scoring__connectors: {hubspot: {database: raw, schema: hubspot_eu}, segment: {}}
        {{ lead_scoring.connectors() }}  ->  ['hubspot', 'segment']
#}
{% macro connectors() %}
    {%- set value = lead_scoring.setting('connectors') or [] -%}
    {%- set names = [value] if value is string else value.keys() | list if value is mapping
        else value | list if value is sequence else [value] -%}
    {%- set allowed, problems = lead_scoring.connector_inputs(), [] -%}
    {%- for name in names if name not in allowed -%}
        {%- do problems.append(
            "a connector is unknown. Got: '" ~ name ~ "'. Allowed: " ~ allowed.keys() | join(', ')
        ) -%}
    {%- endfor -%}
    {%- for name in names if value is mapping and name in allowed -%}
        {%- set keys = ['database', 'schema'] + (['prefix'] if name == 'mautic' else []) -%}
        {%- if value[name] and value[name] is not mapping -%}
            {%- do problems.append(
                name ~ " says no place. Got: '" ~ value[name] ~ "'. Allowed: {schema: " ~ name ~ '}'
            ) -%}
        {%- endif -%}
        {%- for key in value[name] or {} if value[name] is mapping and key not in keys -%}
            {%- do problems.append(
                name ~ " has an unknown key. Got: '" ~ key ~ "'. Allowed: " ~ keys | join(', ')
            ) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- if problems -%}
        {%- do exceptions.raise_compiler_error(
            'lead_scoring: the variable lead_scoring__connectors cannot be read.\n  - '
            ~ problems | join('\n  - ')
            ~ '\n  Fix: edit lead_scoring__connectors.'
        ) -%}
    {%- endif -%}
    {{ return(names) }}
{% endmacro %}

{#- The connectors that there are, each with the inputs that it fills. -#}
{% macro connector_inputs() %}
    {%- set all = ['leads', 'events', 'conversions', 'identities'] -%}
    {%- set without_conversions = ['leads', 'events', 'identities'] -%}
    {{ return({
        'hubspot': all,
        'marketo': without_conversions,
        'pardot': all,
        'salesforce': all,
        'segment': without_conversions,
        'mautic': without_conversions,
    }) }}
{% endmacro %}

{#- The model that fills an input, see `options_with`. -#}
{% macro connectors_sources(input) %}
    {{ return(
        'stg_lead_scoring__connected_' ~ input if lead_scoring.connectors() and input != 'accounts'
        else none
    ) }}
{% endmacro %}

{% macro connectors_settings() %}
    {%- do lead_scoring.connectors() -%}
    {%- do lead_scoring.check_email_types() -%}
{% endmacro %}

{#- Whether a connector's tables are read. -#}
{% macro is_connected(connector) %}
    {{ return(connector in lead_scoring.connectors()) }}
{% endmacro %}
