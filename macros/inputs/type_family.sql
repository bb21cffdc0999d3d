{#
    What kind of values a column holds, from its data type: 'text', 'number', 'boolean',
    'date', 'timestamp' (no zone: UTC), 'timestamp_tz', 'list' (an array) or 'other'.

    Args:
        data_type: the type as the warehouse names it.

    Example:
        {{ lead_scoring.type_family('DECIMAL(18,2)') }}  ->  number
#}
{% macro type_family(data_type) %}
    {{ return(adapter.dispatch('type_family', 'lead_scoring')(data_type)) }}
{% endmacro %}

{% macro default__type_family(data_type) %}
    {%- set name = data_type | lower -%}
    {%- set name = modules.re.sub('^(nullable|lowcardinality)\\((nullable\\()?', '', name) -%}
    {%- if modules.re.search(
        '^(struct|map|row|union|record|json|variant|object|super|tuple|interval)', name
    ) and name[-1:] != ']' -%}
        {{ return('other') }}
    {%- elif modules.re.search('\\]$|^(list|array)', name) -%}
        {{ return('list') }}
    {%- elif '[' in name -%}
        {{ return('other') }}
    {%- elif modules.re.match(
        '^(varchar|text|string|char|character|bpchar|nvarchar|uuid|enum|fixedstring|citext)', name
    ) -%}
        {{ return('text') }}
    {%- elif modules.re.match('^bool', name) -%}
        {{ return('boolean') }}
    {%- elif modules.re.match(
        '^(timestamptz|timestamp_tz|timestamp_ltz|timestamp.* with (local )?time zone)', name
    ) -%}
        {{ return('timestamp_tz') }}
    {%- elif modules.re.match('^(timestamp|datetime)', name) -%}
        {#- BigQuery's TIMESTAMP is an instant, which reads as UTC just as well. -#}
        {{ return('timestamp') }}
    {%- elif modules.re.match('^date', name) -%}
        {{ return('date') }}
    {%- elif modules.re.match(
        '^(u?(tiny|small|big|huge)?int|integer|number|numeric|decimal|bignumeric|double|float|real'
        ~ '|bigdecimal|long|short|byte|fixed)',
        name
    ) -%}
        {{ return('number') }}
    {%- endif -%}
    {{ return('other') }}
{% endmacro %}

{#- Spark's TIMESTAMP is an instant; without a zone it is TIMESTAMP_NTZ. -#}
{% macro spark__type_family(data_type) %}
    {{ return(
        'timestamp_tz' if data_type | lower == 'timestamp'
        else lead_scoring.default__type_family(data_type)
    ) }}
{% endmacro %}

{#- What may be an array is one where a rule looks for answers in it. -#}
{% macro snowflake__type_family(data_type) %}
    {{ return(
        'list' if data_type | lower == 'variant' else lead_scoring.default__type_family(data_type)
    ) }}
{% endmacro %}

{% macro redshift__type_family(data_type) %}
    {{ return(
        'list' if data_type | lower == 'super' else lead_scoring.default__type_family(data_type)
    ) }}
{% endmacro %}
