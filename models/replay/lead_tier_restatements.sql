{{ config(materialized = 'view') }}

{%- if not (lead_scoring.is_replayed() and lead_scoring.keeps_history()) -%}
{#- Not asked for, see lead_scoring__replay_dates. With a wrong scorecard the last replay stays. -#}
-- depends_on: {{ ref('lead_scoring', 'lead_score_replay') }}
{{ lead_scoring.no_rows() }}
{%- else %}

with

scores as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__restated_scores') }}

),

final as (

    select
        scorecard_id,
        scoring_date,
        published_tier,
        restated_tier,
        published_tier_rank,
        restated_tier_rank,
        cast(count(*) as {{ dbt.type_bigint() }}) as lead_count,
        cast(sum(coalesce(restated_score, 0) - coalesce(published_score, 0))
            as {{ lead_scoring.type_decimal(18, 2) }}) as score_difference
    from scores
    group by
        scorecard_id, scoring_date, published_tier, restated_tier, published_tier_rank,
        restated_tier_rank

)

{{ lead_scoring.select_contract('final') }}
{%- endif %}
