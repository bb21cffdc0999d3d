{#
    The tables of a schema that are parts of one: their names begin alike and end in digits. On
    BigQuery it is one name with a star, by which all of them are read.

    Args:
        name: the name, with # for the digits.
        names: those that there are.

    Example:
        {{ lead_scoring.shards_of('events_#', ['events_20240501', 'events_20240502', 'pages']) }}
            ->  ['events_20240501', 'events_20240502'], on BigQuery ['events_2024050*']
#}
{% macro shards_of(name, names) %}
    {%- set pattern, shards = '^' ~ name | lower | replace('#', '[0-9]+') ~ '$', [] -%}
    {%- for other in names | sort if modules.re.match(pattern, other | lower) -%}
        {%- do shards.append(other) -%}
    {%- endfor -%}
    {{ return(adapter.dispatch('shards_of', 'lead_scoring')(shards) if shards else []) }}
{% endmacro %}

{% macro default__shards_of(shards) %}
    {{ return(shards) }}
{% endmacro %}

{#- What all of them begin with has a digit at its end, so that events_* is not events_intraday_*
    as well. -#}
{% macro bigquery__shards_of(shards) %}
    {%- set common = namespace(length=shards[0] | length) -%}
    {%- for length in range(shards[0] | length, 0, -1) -%}
        {%- for shard in shards if shard[:length] != shards[0][:length] -%}
            {%- set common.length = length - 1 -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return([shards[0][:common.length] ~ '*']) }}
{% endmacro %}
