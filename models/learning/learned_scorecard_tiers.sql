{{ config(enabled = lead_scoring.learns()) }}

{%- set text = dbt.type_string() %}

with

scores as (

    select
        score,
        is_converted,
        cast(row_number() over (order by score desc) as {{ lead_scoring.type_double() }})
            / count(*) over () as top_proportion
    from {{ ref('lead_scoring', 'int_lead_scoring__learning_scores') }}

),

-- Where all have the same score, nobody is hot.
bounds as (

    select
        min(
            case when top_proportion <= {{ lead_scoring.tier_proportions().hot }} then score end
        ) as hot,
        min(
            case when top_proportion <= {{ lead_scoring.tier_proportions().warm }} then score end
        ) as warm
    from scores
    having min(score) < max(score)

),

tiered as (

    select
        case
            when scores.score >= bounds.hot then 'hot'
            when scores.score >= bounds.warm then 'warm'
            else 'cold'
        end as tier,
        scores.score as score,
        scores.is_converted as is_converted
    from scores
    cross join bounds

),

final as (

    select
        cast({{ lead_scoring.text_literal(
            lead_scoring.setting('learn_scorecard_id') | string
        ) }} as {{ text }}) as scorecard_id,
        cast('score' as {{ text }}) as axis,
        cast(tier as {{ text }}) as tier,
        cast(case when tier <> 'cold' then min(score) end as {{ text }}) as lower_bound,
        cast(null as {{ text }}) as is_strict,
        cast(null as {{ text }}) as action,
        cast(count(*) as {{ dbt.type_bigint() }}) as lead_count,
        cast(sum(is_converted) as {{ dbt.type_bigint() }}) as conversion_count,
        cast(sum(is_converted) as {{ lead_scoring.type_double() }}) / count(*) as conversion_rate
    from tiered
    group by tier

)

{{ lead_scoring.select_contract('final') }}
