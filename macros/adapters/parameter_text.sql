{#
    The value of a key in a list of keys with values, as text; null where the list has no such key.
    A value is a struct of a field for each type that it may have, of which one is not null, as
    Google Analytics 4 exports its parameters.

    Args:
        sql: the column.
        data_type: its type: a list of structs, JSON, or text of JSON.
        key: the key.

    Example:
        {{ lead_scoring.parameter_text('event_params', 'STRUCT(…)[]', 'page_title') }}
            ->  [{key: 'page_title', value: {string_value: 'Prices'}}, …]  is  Prices
#}
{% macro parameter_text(sql, data_type, key) %}
    {{ return(adapter.dispatch('parameter_text', 'lead_scoring')(
        sql, data_type | lower, lead_scoring.text_literal(key)
    )) }}
{% endmacro %}

{% macro default__parameter_text(sql, data_type, key) %}
    {%- do exceptions.raise_compiler_error(
        'lead_scoring: lists of keys and values cannot be read on ' ~ target.type ~ '. Got: ' ~ sql
        ~ '. Allowed: on bigquery, databricks, duckdb, postgres, snowflake, spark. Fix: name a'
        ~ ' model of yours in lead_scoring__leads and lead_scoring__events.'
    ) -%}
{% endmacro %}

{#- The fields of a value, the first that is not null, as text. -#}
{% macro _value_as_text(value, cast='cast(%s as %s)', data_type='') %}
    {%- set texts = [] -%}
    {%- for field in ['string_value', 'int_value', 'double_value', 'float_value']
        if not data_type or field in data_type -%}
        {%- do texts.append(cast | format(value ~ field, lead_scoring.type_text())) -%}
    {%- endfor -%}
    {{ return('coalesce(' ~ texts | join(', ') ~ ')') }}
{% endmacro %}

{% macro bigquery__parameter_text(sql, data_type, key) %}
    {{ return(
        '(select ' ~ lead_scoring._value_as_text('value.') ~ ' from unnest(' ~ sql
        ~ ') where key = ' ~ key ~ ' limit 1)'
    ) }}
{% endmacro %}

{#- A list of structs has in its type the fields that it has; JSON is given one. -#}
{% macro duckdb__parameter_text(sql, data_type, key) %}
    {%- set is_list = data_type[-2:] == '[]' -%}
    {%- set list = sql if is_list else 'from_json(' ~ sql ~ ", '[{\"key\": \"VARCHAR\", \"value\":"
        ~ ' {"string_value": "VARCHAR", "int_value": "VARCHAR", "double_value": "VARCHAR",'
        ~ " \"float_value\": \"VARCHAR\"}}]')" -%}
    {{ return(
        '[' ~ lead_scoring._value_as_text('parameter.value.', data_type=data_type if is_list)
        ~ ' for parameter in ' ~ list ~ ' if parameter.key = ' ~ key ~ '][1]'
    ) }}
{% endmacro %}

{% macro postgres__parameter_text(sql, data_type, key) %}
    {%- set path = "'$[*] ? (@.key == $key).value.* ? (@ != null)'" -%}
    {{ return(
        '(jsonb_path_query_first(' ~ sql ~ '::jsonb, ' ~ path ~ ", jsonb_build_object('key', " ~ key
        ~ "::text)) #>> '{}')"
    ) }}
{% endmacro %}

{% macro redshift__parameter_text(sql, data_type, key) %}
    {{ return(lead_scoring.default__parameter_text(sql, data_type, key)) }}
{% endmacro %}

{% macro snowflake__parameter_text(sql, data_type, key) %}
    {%- set is_text = data_type[:4] in ('varc', 'text', 'stri') -%}
    {%- set list = 'parse_json(' ~ sql ~ ')' if is_text else sql -%}
    {{ return(lead_scoring._value_as_text(
        'filter(' ~ list ~ ', parameter -> parameter:key::varchar = ' ~ key ~ ')[0]:value:',
        '%s::%s'
    )) }}
{% endmacro %}

{% macro spark__parameter_text(sql, data_type, key) %}
    {{ return(lead_scoring._value_as_text(
        'get(filter(' ~ sql ~ ', parameter -> parameter.key = ' ~ key ~ '), 0).value.'
    )) }}
{% endmacro %}
