{#
    The number whose binary digits say for which tallies of a mask an event counts.

    Args:
        mask: see `tally_masks`.

    Example:
        {{ lead_scoring.kind_of_event(mask) }}
            ->  case when event_type = 'download' then 1 else 0 end + case when … then 2 else 0 end
#}
{% macro kind_of_event(mask) %}
    {{- return(lead_scoring._kind_of_event(mask) | trim) -}}
{% endmacro %}

{% macro _kind_of_event(mask) %}
cast(0 as {{ dbt.type_bigint() }})
{%- for tally in mask.tallies %}
    {%- set conditions = tally.conditions + (['age_days < ' ~ tally.window_days] if tally.window_days is not none else []) %}
+ {{ tally.bit if conditions == ['true'] else 'case when ' ~ conditions | join(' and ') ~ ' then ' ~ tally.bit ~ ' else 0 end' }}
{%- endfor %}
{% endmacro %}
