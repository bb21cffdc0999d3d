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
    'tool', 'loaded_by', 'database', 'schema', 'appended', 'prefix', 'user_ids_of', 'properties'}.
    `appended` says that a row is loaded again whenever it changed, and none is replaced. Two
    portals of one tool are two connectors, of which the second says its `tool`. `user_ids_of` names
    the connector whose ids a tool sends as user ids, `properties` what becomes an attribute.
-#}
{% macro connections(tool=none) %}
    {%- set value = lead_scoring.setting('connectors') or [] -%}
    {%- set names = [value] if value is string else value.keys() | list if value is mapping
        else value | list if value is sequence else [value] -%}
    {%- set allowed, problems, all, earlier = lead_scoring.connector_inputs(), [], [], [] -%}
    {%- for name in names if name is not string -%}
        {%- do problems.append(
            "a list has names alone. Got: '" ~ name ~ "'. Allowed: a mapping of names to where"
            ~ ' their tables are, {hubspot: {schema: hubspot_eu}, segment: {}}'
        ) -%}
    {%- endfor -%}
    {%- for name in names if name is string -%}
        {%- set settings = (value[name] or {}) if value is mapping else {} -%}
        {%- if settings is not mapping -%}
            {%- do problems.append(
                name ~ " says no place. Got: '" ~ settings ~ "'. Allowed: {schema: " ~ name ~ '}'
            ) -%}
            {%- set settings = {} -%}
        {%- endif -%}
        {%- set connection = dict(
            {'tool': name, 'loaded_by': none, 'appended': none}, **settings
        ) -%}
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
        {%- set keys = ['tool', 'loaded_by', 'database', 'schema', 'appended'] + {
            'mautic': ['prefix'],
            'segment': ['user_ids_of'],
            'snowplow': ['user_ids_of'],
            'ga4': ['user_ids_of', 'properties'],
            'posthog': ['user_ids_of', 'properties'],
            'amplitude': ['user_ids_of', 'properties'],
            'product': ['user_ids_of'],
        }.get(connection.tool, []) -%}
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
        {%- if connection.appended not in (none, true, false) -%}
            {%- do problems.append(
                name ~ " says neither yes nor no of appended. Got: '" ~ connection.appended
                ~ "'. Allowed: true, false"
            ) -%}
        {%- endif -%}
        {%- if connection.user_ids_of and connection.user_ids_of not in earlier -%}
            {%- do problems.append(
                name ~ " has the user ids of no connector that stands before it. Got: '"
                ~ connection.user_ids_of ~ "'. Allowed: " ~ (earlier | join(', ') or 'none')
            ) -%}
        {%- endif -%}
        {%- for property in connection.properties or []
            if not modules.re.match('^[A-Za-z_]\\w*$', property | string)
            or property | lower in lead_scoring.lead_attributes() + ['email_type'] -%}
            {%- do problems.append(
                name ~ " names a property that cannot be an attribute. Got: '" ~ property
                ~ "'. Allowed: letters, digits and _, and no attribute that every lead has"
            ) -%}
        {%- endfor -%}
        {%- do earlier.append(name) -%}
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
        'ga4': all,
        'pipedrive': ['leads', 'events', 'conversions'],
        'dynamics_365': all,
        'posthog': without_conversions,
        'snowplow': without_conversions,
        'amplitude': without_conversions,
        'stripe': ['leads', 'events', 'conversions'],
        'product': all,
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
    {%- do lead_scoring.conversion() -%}
    {%- do lead_scoring.counts_by_account() -%}
    {%- do lead_scoring.check_email_types() -%}
{% endmacro %}

{#- The properties that the connectors of a tool name: attributes of leads, of any connector. -#}
{% macro named_properties(tool) %}
    {%- set names = [] -%}
    {%- for connection in lead_scoring.connections(tool) -%}
        {%- do names.extend(connection.properties or []) -%}
    {%- endfor -%}
    {{ return(names | unique | list) }}
{% endmacro %}

{#- Whether a tool's tables are read. -#}
{% macro is_connected(tool) %}
    {{ return(tool in lead_scoring.connected_tools()) }}
{% endmacro %}
