{#
    The connectors whose tables are read, by name, in the order in which `lead_scoring__connectors`
    has them: one name, a list of names, or a mapping of names to where their tables are.

    Raises one error that lists every name and key that is unknown.

    Example:
        lead_scoring__connectors: {hubspot: {loaded_by: airbyte}, hubspot_eu: {tool: hubspot}}
        {{ lead_scoring.connectors() }}  ->  ['hubspot', 'hubspot_eu']
#}
{% macro connectors() %}
    {%- set names = [] -%}
    {%- for connection in lead_scoring.connections() -%}
        {%- do names.append(connection.name) -%}
    {%- endfor -%}
    {{ return(names) }}
{% endmacro %}

{#-
    Each connector with its settings, those of one tool alone where it is named: a list of {'name',
    'tool', 'loaded_by', 'database', 'schema', 'prefix'}. Two portals of one tool are two
    connectors, of which the second says its `tool`.
-#}
{% macro connections(tool=none) %}
    {%- set value = lead_scoring.setting('connectors') or [] -%}
    {%- set names = [value] if value is string else value.keys() | list if value is mapping
        else value | list if value is sequence else [value] -%}
    {%- set allowed, problems, all = lead_scoring.connector_inputs(), [], [] -%}
    {%- for name in names -%}
        {%- set settings = (value[name] or {}) if value is mapping else {} -%}
        {%- if settings is not mapping -%}
            {%- do problems.append(
                name ~ " says no place. Got: '" ~ settings ~ "'. Allowed: {schema: " ~ name ~ '}'
            ) -%}
            {%- set settings = {} -%}
        {%- endif -%}
        {%- set connection = dict({'tool': name, 'loaded_by': none}, **settings) -%}
        {%- do connection.update({'name': name}) -%}
        {%- if connection.tool not in allowed -%}
            {%- do problems.append(
                ('a connector is unknown' if connection.tool == name
                else name ~ ' names an unknown tool') ~ ". Got: '" ~ connection.tool
                ~ "'. Allowed: " ~ allowed.keys() | join(', ')
                ~ (', or a name of your own with {tool: …}' if connection.tool == name else '')
            ) -%}
        {%- elif not modules.re.match('^[A-Za-z]\\w*$', name) -%}
            {%- do problems.append(
                "the name of a connector has other than letters, digits and _. Got: '" ~ name ~ "'"
            ) -%}
        {%- endif -%}
        {%- set keys = ['tool', 'loaded_by', 'database', 'schema']
            + (['prefix'] if connection.tool == 'mautic' else []) -%}
        {%- for key in settings if key not in keys -%}
            {%- do problems.append(
                name ~ " has an unknown key. Got: '" ~ key ~ "'. Allowed: " ~ keys | join(', ')
            ) -%}
        {%- endfor -%}
        {%- if connection.loaded_by and connection.loaded_by not in lead_scoring.loaders() -%}
            {%- do problems.append(
                name ~ " is loaded by something unknown. Got: '" ~ connection.loaded_by
                ~ "'. Allowed: " ~ lead_scoring.loaders() | join(', ')
            ) -%}
        {%- endif -%}
        {%- do all.append(connection) -%}
    {%- endfor -%}
    {%- if problems -%}
        {%- do exceptions.raise_compiler_error(
            'lead_scoring: the variable lead_scoring__connectors cannot be read.\n  - '
            ~ problems | join('\n  - ')
            ~ '\n  Fix: edit lead_scoring__connectors.'
        ) -%}
    {%- endif -%}
    {{ return(all if tool is none else all | selectattr('tool', 'equalto', tool) | list) }}
{% endmacro %}

{#- The tools that there are, each with the inputs that it fills. -#}
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

{#- The tools that are connected, in the order of their first connectors. -#}
{% macro connected_tools() %}
    {{ return(lead_scoring.connections() | map(attribute='tool') | unique | list) }}
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

{#- Whether a tool's tables are read. -#}
{% macro is_connected(tool) %}
    {{ return(tool in lead_scoring.connected_tools()) }}
{% endmacro %}
