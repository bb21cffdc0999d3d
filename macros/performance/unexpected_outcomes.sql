{#
    Leads that did not do what their score said, with what the ledger says of them: the query of
    `lead_missed_conversions` and of `lead_false_alarms`.

    A score is high in the best tier and low in the lowest one, or where the lead is disqualified;
    on a scorecard without tiers in the best tenth of the leads, and in the lower half.

    Args:
        outcome: 'converted' or 'not_converted'.
        is_high: whether high scores are looked for, or low ones.

    Example:
        {{ lead_scoring.unexpected_outcomes('converted', is_high=false) }}
#}
{% macro unexpected_outcomes(outcome, is_high) %}
{%- set scorecards = lead_scoring.scorecards(with_challenger=true) -%}
{%- set rows = [] -%}
{%- for card in scorecards.cards -%}
    {%- do rows.append(
        [lead_scoring.text_literal(card.scorecard_id), card.tiers.score | length]
    ) -%}
{%- endfor %}

with

outcomes as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__outcomes') }}
    where outcome = '{{ outcome }}'

),

counts as (

    select *
    from {{ ref('lead_scoring', 'int_lead_scoring__score_counts') }}
    where period <> 'all days'

),

scores as (

    select * from {{ ref('lead_scoring', 'lead_score_replay') }}

),

ledger as (

    select * from {{ ref('lead_scoring', 'lead_score_replay_ledger') }}

),

tier_counts as (

    {{ lead_scoring.indented(lead_scoring.inline_rows(
        {'scorecard_id': dbt.type_string(), 'tiers': dbt.type_int()}, rows
    ), 4) }}

),

unexpected as (

    select
        outcomes.scorecard_id as scorecard_id,
        outcomes.scoring_date as scoring_date,
        outcomes.lead_id as lead_id,
        outcomes.converted_on as converted_on,
        outcomes.days_to_conversion as days_to_conversion,
        counts.decile as decile
    from outcomes
    inner join tier_counts
        on outcomes.scorecard_id = tier_counts.scorecard_id
    inner join counts
        on outcomes.scorecard_id = counts.scorecard_id
        and cast(outcomes.scoring_date as {{ dbt.type_string() }}) = counts.period
        and outcomes.is_disqualified = counts.is_disqualified
        and outcomes.score = counts.score
    where case
        {%- if is_high %}
        when outcomes.is_disqualified then false
        when tier_counts.tiers > 0 then outcomes.tier_rank = 1
        else counts.decile = 1
        {%- else %}
        when outcomes.is_disqualified then true
        when tier_counts.tiers > 0 then outcomes.tier_rank = tier_counts.tiers
        else counts.decile > 5
        {%- endif %}
    end

),

entries as (

    select
        ledger.scorecard_id as scorecard_id,
        ledger.scoring_date as scoring_date,
        ledger.lead_id as lead_id,
        ledger.points as points,
        ledger.description || ' (' || {{ lead_scoring.points_in_words('ledger.points') }} || ')'
            as words,
        row_number() over (
            partition by ledger.scorecard_id, ledger.scoring_date, ledger.lead_id
            order by ledger.points, {{ lead_scoring.by_code_point('ledger.description') }}
        ) as place
    from ledger
    inner join unexpected
        on ledger.scorecard_id = unexpected.scorecard_id
        and ledger.scoring_date = unexpected.scoring_date
        and ledger.lead_id = unexpected.lead_id

),

sums as (

    select
        scorecard_id,
        scoring_date,
        lead_id,
        sum(case when points > 0 then points else 0 end) as points_for,
        sum(case when points < 0 then points else 0 end) as points_against,
        max(case when place = 1 and points < 0 then words end) as largest_deduction
    from entries
    group by scorecard_id, scoring_date, lead_id

),

final as (

    select
        unexpected.scorecard_id as scorecard_id,
        unexpected.scoring_date as scoring_date,
        unexpected.lead_id as lead_id,
        scores.score as score,
        scores.tier as tier,
        scores.score_rank as score_rank,
        unexpected.decile as decile,
        {%- if outcome == 'converted' %}
        unexpected.converted_on as converted_on,
        cast(unexpected.days_to_conversion as {{ dbt.type_int() }}) as days_to_conversion,
        {%- endif %}
        scores.rules_fired as rules_fired,
        cast(coalesce(sums.points_for, 0) as {{ lead_scoring.type_decimal(18, 2) }}) as points_for,
        cast(coalesce(sums.points_against, 0) as {{ lead_scoring.type_decimal(18, 2) }})
            as points_against,
        sums.largest_deduction as largest_deduction,
        scores.top_reasons as top_reasons
    from unexpected
    inner join scores
        on unexpected.scorecard_id = scores.scorecard_id
        and unexpected.scoring_date = scores.scoring_date
        and unexpected.lead_id = scores.lead_id
    left join sums
        on unexpected.scorecard_id = sums.scorecard_id
        and unexpected.scoring_date = sums.scoring_date
        and unexpected.lead_id = sums.lead_id

)

{{ lead_scoring.select_contract('final') }}
{% endmacro %}
