{#
    A field of a column that is a struct, or holds JSON, as text; null where it has no such field.

    Args:
        sql: the column.
        data_type: its type.
        path: names of fields from the outside in; a number in digits is a place in a list.

    Example:
        {{ lead_scoring.nested_text('properties', 'JSON', ['email']) }}
            ->  json_extract_string(properties, '$."email"')
        {{ lead_scoring.nested_text('properties', 'STRUCT(email VARCHAR)', ['email']) }}
            ->  cast(properties."email" as varchar)
#}
{% macro nested_text(sql, data_type, path) %}
    {{ return(adapter.dispatch('nested_text', 'lead_scoring')(
        sql, data_type | lower, path, lead_scoring.is_struct(data_type)
    )) }}
{% endmacro %}

{#- Whether a type names its fields, so that one which is not there would be an error. -#}
{% macro is_struct(data_type) %}
    {{ return(modules.re.match('(struct|record|row|tuple)', data_type | lower) is not none) }}
{% endmacro %}

{#- Whether a struct has a field; one of which only that is known may have any. -#}
{% macro has_field(data_type, name) %}
    {{ return(
        '(' not in data_type and '<' not in data_type
        or modules.re.search(
            '(^|[^\\w$])' ~ modules.re.escape(name | lower) ~ '($|[^\\w$])', data_type | lower
        ) is not none
    ) }}
{% endmacro %}

{#- Whether a column may hold fields: a struct, JSON, or text of JSON. -#}
{% macro may_hold_fields(column) %}
    {{ return(
        column.family in ('other', 'text')
        or modules.re.match('(variant|super|object)', column.data_type | lower) is not none
    ) }}
{% endmacro %}

{% macro default__nested_text(sql, data_type, path, is_struct) %}
    {%- if is_struct -%}
        {{ return(lead_scoring._field_of_struct(sql, path)) }}
    {%- endif -%}
    {{ return('json_extract_scalar(' ~ sql ~ ", '$." ~ path | join('.') ~ "')") }}
{% endmacro %}

{% macro _field_of_struct(sql, path) %}
    {%- set fields = [] -%}
    {%- for name in path -%}
        {%- do fields.append(lead_scoring.quoted(name)) -%}
    {%- endfor -%}
    {{ return('cast(' ~ sql ~ '.' ~ fields | join('.') ~ ' as ' ~ lead_scoring.type_text() ~ ')') }}
{% endmacro %}

{#- A path into JSON as a literal; names are quoted, for they may have any sign in them. -#}
{% macro _json_path(path, name='."%s"') %}
    {%- set steps = [] -%}
    {%- for step in path -%}
        {%- do steps.append(('[%s]' if step.isdigit() else name) | format(step)) -%}
    {%- endfor -%}
    {{ return(lead_scoring.text_literal('$' ~ steps | join)) }}
{% endmacro %}

{% macro duckdb__nested_text(sql, data_type, path, is_struct) %}
    {%- if is_struct -%}
        {{ return(lead_scoring._field_of_struct(sql, path)) }}
    {%- endif -%}
    {{ return('json_extract_string(' ~ sql ~ ', ' ~ lead_scoring._json_path(path) ~ ')') }}
{% endmacro %}

{% macro postgres__nested_text(sql, data_type, path, is_struct) %}
    {%- set json = sql if data_type[:4] == 'json' else 'cast(' ~ sql ~ ' as jsonb)' -%}
    {{ return('(' ~ json ~ " #>> '{\"" ~ path | join('","') ~ "\"}')") }}
{% endmacro %}

{% macro redshift__nested_text(sql, data_type, path, is_struct) %}
    {%- if data_type == 'super' -%}
        {{ return(lead_scoring._field_of_struct(sql, path)) }}
    {%- endif -%}
    {{ return(
        "nullif(json_extract_path_text(" ~ sql ~ ", '" ~ path | join("', '") ~ "', true), '')"
    ) }}
{% endmacro %}

{% macro snowflake__nested_text(sql, data_type, path, is_struct) %}
    {%- set json = sql if data_type in ('variant', 'object') else 'parse_json(' ~ sql ~ ')' -%}
    {%- set steps = [] -%}
    {%- for step in path -%}
        {%- do steps.append(
            '[' ~ step ~ ']' if step.isdigit() else (':' if loop.first else '.') ~ '"' ~ step ~ '"'
        ) -%}
    {%- endfor -%}
    {{ return(json ~ steps | join ~ '::varchar') }}
{% endmacro %}

{% macro bigquery__nested_text(sql, data_type, path, is_struct) %}
    {%- if is_struct -%}
        {{ return(lead_scoring._field_of_struct(sql, path)) }}
    {%- endif -%}
    {{ return('json_value(' ~ sql ~ ', ' ~ lead_scoring._json_path(path) ~ ')') }}
{% endmacro %}

{% macro spark__nested_text(sql, data_type, path, is_struct) %}
    {%- set place = lead_scoring._json_path(path, "['%s']") -%}
    {%- if is_struct -%}
        {{ return(lead_scoring._field_of_struct(sql, path)) }}
    {%- elif data_type == 'variant' -%}
        {{ return('variant_get(' ~ sql ~ ', ' ~ place ~ ", 'string')") }}
    {%- endif -%}
    {{ return('get_json_object(' ~ sql ~ ', ' ~ place ~ ')') }}
{% endmacro %}

{% macro clickhouse__nested_text(sql, data_type, path, is_struct) %}
    {%- if is_struct -%}
        {{ return(lead_scoring._field_of_struct(sql, path)) }}
    {%- endif -%}
    {{ return("nullif(JSONExtractString(" ~ sql ~ ", '" ~ path | join("', '") ~ "'), '')") }}
{% endmacro %}
