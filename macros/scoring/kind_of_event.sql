{#
    The number whose binary digits say for which tallies of a mask an event counts.

    Args:
        mask: see `tally_masks`.

    Example:
        {{ lead_scoring.kind_of_event(mask) }}
            ->  case event_type when 'download' then 1 + case when … then 2 else 0 end else 0 end
#}
{% macro kind_of_event(mask) %}
    {{- return(lead_scoring._kind_of_event(mask) | trim) -}}
{% endmacro %}

{#- By event type first: an event is then held against the conditions of its own type alone. -#}
{% macro _kind_of_event(mask) %}
    {%- set bits_of_types, other_bits = {}, [] -%}
    {%- for tally in mask.tallies -%}
        {%- set first, rest = tally.conditions[0], tally.conditions[1:] -%}
        {%- if tally.window_days is not none -%}
            {%- set rest = rest + ['age_days < ' ~ tally.window_days] -%}
        {%- endif -%}
        {%- set is_of_type = first[:13] == 'event_type = ' -%}
        {%- set conditions = rest if is_of_type or first == 'true' else [first] + rest -%}
        {%- set bit = 'case when ' ~ conditions | join(' and ') ~ ' then ' ~ tally.bit ~ ' else 0 end' if conditions else tally.bit -%}
        {%- if is_of_type -%}
            {%- do bits_of_types.setdefault(first[13:], []).append(bit) -%}
        {%- else -%}
            {%- do other_bits.append(bit) -%}
        {%- endif -%}
    {%- endfor -%}
cast(0 as {{ dbt.type_bigint() }})
{%- for bit in other_bits %}
+ {{ bit }}
{%- endfor %}
{%- if bits_of_types %}
+ case event_type
    {%- for event_type, bits in bits_of_types.items() %}
    when {{ event_type }} then {{ bits | join('\n        + ') }}
    {%- endfor %}
    else 0
end
{%- endif %}
{% endmacro %}
