{{ config(enabled = lead_scoring.learns()) }}

{%- set rounds = 9 if lead_scoring.learning_method() == 'newton' else 0 %}
-- depends_on: {{ ref('lead_scoring', 'int_lead_scoring__learning_passes') }}

with

bins as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__learning_bins') }}

),

weights as (

    {{ lead_scoring.indented(lead_scoring.bin_weights() | trim, 4) }}

),

-- Bins stand in a row: of numbers from the lowest, of levels from the worst. Levels that speak for
-- a lead are never joined with some that speak against it; codes and empty values of numbers stand
-- apart.
ordered as (

    select
        bins.bin_id as bin_id,
        bins.feature_id as feature_id,
        weights.weight as weight,
        weights.curvature as curvature,
        case
            when bins.part = 'null' and bins.measure = 'number' then 'null'
            when bins.part in ('number', 'code') then bins.part
            when weights.weight < 0 then 'worse'
            else 'better'
        end as chain,
        {{ lead_scoring.imposed_direction('bins.subject', 'weights.slope') }} as direction,
        row_number() over (
            partition by
                bins.feature_id,
                case
                    when bins.part in ('null', 'code') and bins.measure = 'number' then 1
                    else 0
                end
            order by bins.lowest, {{ lead_scoring.rounded('weights.weight', 9) }}, bins.bin_id
        ) as position
    from bins
    inner join weights
        on bins.bin_id = weights.bin_id

),

segments_0 as (

    select
        feature_id,
        chain,
        {#- Levels are in order of their weights. #}
        case when chain = 'number' then direction end as direction,
        position,
        weight,
        curvature,
        0 as is_dropped
    from ordered

),

{% for number in range(1, rounds + 1) -%}
{{ lead_scoring.merging_round(number, is_last=loop.last) }},

{% endfor -%}
-- A segment reaches from its first bin to the next segment.
found as (

    select
        ordered.bin_id as bin_id,
        ordered.feature_id as feature_id,
        ordered.chain as chain,
        ordered.direction as direction,
        max(segments.position) as segment
    from ordered
    inner join segments_{{ rounds }} as segments
        on ordered.feature_id = segments.feature_id
        and ordered.chain = segments.chain
        and ordered.position >= segments.position
    group by ordered.bin_id, ordered.feature_id, ordered.chain, ordered.direction

),

final as (

    select
        found.bin_id as bin_id,
        found.feature_id as feature_id,
        found.chain as chain,
        found.direction as direction,
        found.segment as segment,
        segments.weight as weight,
        segments.curvature as curvature,
        segments.is_dropped as is_dropped
    from found
    inner join segments_{{ rounds }} as segments
        on found.feature_id = segments.feature_id
        and found.chain = segments.chain
        and found.segment = segments.position

)

select * from final
