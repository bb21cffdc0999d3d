{#
    The CTE `base`: of all leads that are learned from how many there are, how many converted, and
    at which rate. Half a lead is added to each side, so that no odds are infinite.

    Example:
        with {{ lead_scoring.learning_base() }}  ->  lead_count, conversion_count, rate
#}
{% macro learning_base() %}
base as (

    select
        count(*) as lead_count,
        coalesce(sum(is_converted), 0) as conversion_count,
        (coalesce(sum(is_converted), 0) + 0.5)
            / cast(count(*) + 1 as {{ lead_scoring.type_double() }}) as rate
    from {{ ref('lead_scoring', 'int_lead_scoring__learning_leads') }}
    where exclusion_reason is null

)
{%- endmacro %}
