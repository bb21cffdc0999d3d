{{ config(enabled = lead_scoring.activates()) }}

{%- set scorecards = lead_scoring.scorecards() -%}
{%- set families = [] -%}
{%- for card in scorecards.cards if card.family is not none -%}
    {%- do families.append([
        lead_scoring.text_literal(card.scorecard_id), lead_scoring.text_literal(card.family),
    ]) -%}
{%- endfor %}

with

families as (

    {{ lead_scoring.indented(lead_scoring.inline_rows(
        {'scorecard_id': dbt.type_string(), 'family': dbt.type_string()}, families
    ), 4) }}

),

scores as (

    select
        families.family as family,
        scores.lead_id as lead_id,
        scores.scorecard_id as scorecard_id,
        scores.scoring_date as scoring_date,
        scores.score as score,
        tiers.tier as tier
    from {{ ref('lead_scoring', 'lead_scores').render() }} as scores
    inner join {{ ref('lead_scoring', 'lead_tiers').render() }} as tiers
        on scores.lead_id = tiers.lead_id
        and scores.scorecard_id = tiers.scorecard_id
    inner join families
        on scores.scorecard_id = families.scorecard_id
    where not scores.is_disqualified

),

ranked as (

    select
        *,
        row_number() over (
            partition by lead_id, family
            order by score desc, {{ lead_scoring.by_code_point('scorecard_id') }}
        ) as place,
        count(*) over (partition by lead_id, family) as scorecard_count
    from scores

),

final as (

    select
        best.lead_id as lead_id,
        best.family as family,
        best.scoring_date as scoring_date,
        best.scorecard_id as scorecard_id,
        best.score as score,
        best.tier as tier,
        second.scorecard_id as second_scorecard_id,
        second.score as second_score,
        cast(best.score - second.score as {{ lead_scoring.type_decimal(18, 2) }}) as margin,
        cast(best.scorecard_count as {{ dbt.type_bigint() }}) as scorecard_count
    from ranked as best
    left join ranked as second
        on best.lead_id = second.lead_id
        and best.family = second.family
        and second.place = 2
    where best.place = 1

)

{{ lead_scoring.select_contract('final') }}
