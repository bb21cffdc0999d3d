{{ config(enabled = lead_scoring.learns()) }}

{%- set text, double, whole = dbt.type_string(), lead_scoring.type_double(), dbt.type_bigint() -%}
{%- set learned = lead_scoring.text_literal(lead_scoring.setting('learn_scorecard_id') | string) -%}
{%- set z = lead_scoring.normal_quantile() -%}
{%- set checked = [
    'expected_rate', 'brier', 'brier_low', 'brier_high', 'brier_skill',
    'calibration_slope', 'calibration_slope_low', 'calibration_slope_high',
    'calibration_intercept', 'calibration_intercept_low', 'calibration_intercept_high',
] %}

with

leads as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__learning_leads') }}
    where exclusion_reason is null or exclusion_reason = 'held_out'

),

checks as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__learning_checks') }}

),

base as (

    select coalesce(max(weight), 0) as weight
    from {{ ref('lead_scoring', 'learned_scorecard_bins') }}
    where rule_type = 'base'

),

rules as (

    select count(*) as rule_count
    from {{ ref('lead_scoring', 'learned_scorecard') }}

),

hot as (

    select
        max(cast(lower_bound as {{ double }})) as lower_bound,
        max(conversion_rate) as claimed_rate
    from {{ ref('lead_scoring', 'learned_scorecard_tiers') }}
    where tier = 'hot'

),
{% if lead_scoring.is_replayed() %}
-- What cards in use gave the same leads on the same day, where that is replayed.
replayed as (

    select
        replay.scorecard_id as scorecard_id,
        checks.lead_key as lead_key,
        checks.is_converted as is_converted,
        replay.is_disqualified as is_disqualified,
        {{ lead_scoring.double('replay.score') }} as score,
        checks.score as learned_score
    from checks
    inner join {{ ref('lead_scoring', 'int_lead_scoring__leads').render() }} as leads
        on checks.lead_key = leads.lead_key
        and leads.exclusion_reason is null
    inner join {{ ref('lead_scoring', 'lead_score_replay').render() }} as replay
        on leads.lead_id = replay.lead_id
        and checks.observed_on = replay.scoring_date

),
{% endif %}
-- A period is the leads that a card has a score of: the learned card is compared on those.
scores as (

    select
        {{ learned }} as scorecard_id,
        {{ learned }} as period,
        lead_key as person_id,
        false as is_disqualified,
        score,
        is_converted as converted
    from checks
    {%- if lead_scoring.is_replayed() %}
    {%- for card, is_disqualified, score in [
        ('scorecard_id', 'is_disqualified', 'score'), (learned, 'false', 'learned_score'),
    ] %}

    union all

    select
        {{ card }} as scorecard_id,
        scorecard_id as period,
        lead_key as person_id,
        {{ is_disqualified }} as is_disqualified,
        {{ score }} as score,
        is_converted as converted
    from replayed
    where scorecard_id <> {{ learned }}
    {%- endfor %}
    {%- endif %}

),

counts as (

    select
        scorecard_id,
        period,
        is_disqualified,
        score,
        count(*) as leads,
        sum(converted) as converted
    from scores
    group by scorecard_id, period, is_disqualified, score

),

{{ lead_scoring.ranked_subjects() | trim }},

observations as (

    select
        scores.scorecard_id as scorecard_id,
        scores.period as period,
        scores.person_id as person_id,
        scores.converted as converted,
        ranked_subjects.proportion_beaten as proportion_beaten,
        ranked_subjects.proportion_beaten_by as proportion_beaten_by
    from scores
    inner join ranked_subjects
        on scores.scorecard_id = ranked_subjects.scorecard_id
        and scores.period = ranked_subjects.period
        and scores.is_disqualified = ranked_subjects.is_disqualified
        and scores.score = ranked_subjects.score

),

{{ lead_scoring.roc_areas('ranked_subjects') | trim }},

-- The probability that the learned card claims for each score.
stated as (

    select
        scores.scorecard_id as scorecard_id,
        scores.period as period,
        scores.person_id as person_id,
        scores.converted as converted,
        {{ lead_scoring.logistic(
            'base.weight + scores.score / ' ~ lead_scoring.points_of_log_odds()
        ) }} as rate
    from scores
    cross join base
    where scores.scorecard_id = {{ learned }} and scores.period = {{ learned }}

),

{{ lead_scoring.checked_rates('stated') | trim }},

hot_leads as (

    select
        {{ lead_scoring.double('count(*)') }} as lead_count,
        avg({{ lead_scoring.double('checks.is_converted') }}) as observed_rate
    from checks
    cross join hot
    where checks.score >= hot.lower_bound

),

totals as (

    select
        sum(case when exclusion_reason is null then 1 else 0 end) as learned_leads,
        sum(case when exclusion_reason is null then is_converted else 0 end)
            as learned_conversions,
        sum(case when exclusion_reason = 'held_out' then 1 else 0 end) as held_out_leads,
        min(case when exclusion_reason = 'held_out' then created_on end) as first_created_on,
        count(distinct created_on) as day_count
    from leads

),

compared as (

    select
        scorecard_id,
        {{ lead_scoring.double('sum(leads)') }} as leads,
        {{ lead_scoring.double('sum(converted)') }} as converted
    from counts
    where scorecard_id = period
    group by scorecard_id

    union all

    select
        {{ learned }} as scorecard_id,
        0 as leads,
        0 as converted
    from totals
    where held_out_leads = 0 or held_out_leads is null

),

figures as (

    select
        compared.*,
        compared.converted / nullif(compared.leads, 0) as observed_rate,
        own.auc as auc,
        own.standard_error as standard_error,
        best.auc as learned_auc,
        best.standard_error as learned_standard_error
    from compared
    left join roc_areas as own
        on compared.scorecard_id = own.scorecard_id
        and compared.scorecard_id = own.period
    left join roc_areas as best
        on best.scorecard_id = {{ learned }}
        and compared.scorecard_id = best.period

),

final as (

    select
        cast(figures.scorecard_id as {{ text }}) as scorecard_id,
        figures.scorecard_id = {{ learned }} as is_learned,
        cast(totals.learned_leads as {{ whole }}) as learned_leads,
        cast(totals.learned_conversions as {{ whole }}) as learned_conversions,
        totals.first_created_on as first_created_on,
        cast(figures.leads as {{ whole }}) as leads,
        cast(figures.converted as {{ whole }}) as converted,
        {%- for end in (none, 'low', 'high') %}
        {{ lead_scoring.indented(lead_scoring.rounded(
            lead_scoring.wilson('figures.observed_rate', 'figures.leads', end) if end
            else 'figures.observed_rate'
        ), 8) }} as observed_rate{{ '_' ~ end if end else '' }},
        {%- endfor %}
        {%- for name, area, error in [
            ('auc', 'figures.auc', 'figures.standard_error'),
            ('learned_auc', 'figures.learned_auc', 'figures.learned_standard_error'),
        ] %}
        {{ lead_scoring.rounded(area) }} as {{ name }},
        {%- for end, sign in {'low': '-', 'high': '+'}.items() %}
        {{ lead_scoring.rounded(lead_scoring.within_limits(
            area ~ ' ' ~ sign ~ ' ' ~ z ~ ' * ' ~ error, 0, 1
        )) }} as {{ name }}_{{ end }},
        {%- endfor %}
        {%- endfor %}
        {{ lead_scoring.rounded('(figures.auc - 0.5) / nullif(figures.learned_auc - 0.5, 0)') }}
            as part_reached,
        {%- for name in checked %}
        {{ lead_scoring.rounded('checked_rates.' ~ name) }} as {{ name }},
        {%- endfor %}
        cast(checked_rates.calibration as {{ text }}) as calibration,
        case when figures.scorecard_id = {{ learned }} then
            {{ lead_scoring.rounded('hot.claimed_rate') }}
        end as hot_claimed_rate,
        cast(case when figures.scorecard_id = {{ learned }} then hot_leads.lead_count end
            as {{ whole }}) as hot_leads,
        {%- for end in (none, 'low', 'high') %}
        case when figures.scorecard_id = {{ learned }} then
            {{ lead_scoring.indented(lead_scoring.rounded(
                lead_scoring.wilson('hot_leads.observed_rate', 'hot_leads.lead_count', end) if end
                else 'hot_leads.observed_rate'
            ), 12) }}
        end as hot_observed_rate{{ '_' ~ end if end else '' }},
        {%- endfor %}
        cast(case
            when figures.leads > 0 and rules.rule_count > 0 then null
            when figures.leads > 0 then 'nothing_learned'
            {%- if lead_scoring.integer_setting('learn_check_percent', least=0) == 0 %}
            else 'learned_from_all'
            {%- else %}
            when totals.day_count <= 1 and {{ 'true' if lead_scoring.setting('learn_check')
                == 'later' else 'false' }} then 'created_on_one_day'
            else 'too_few_conversions'
            {%- endif %}
        end as {{ text }}) as no_check_because
    from figures
    cross join totals
    cross join rules
    cross join hot
    cross join hot_leads
    left join checked_rates
        on figures.scorecard_id = checked_rates.scorecard_id

)

{{ lead_scoring.select_contract('final') }}
