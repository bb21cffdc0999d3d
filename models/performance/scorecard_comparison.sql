{{ config(enabled = lead_scoring.is_challenged()) }}

with

challenges as (

    {{ lead_scoring.indented(
        lead_scoring.challenge_rows(lead_scoring.scorecards(with_challenger=true)), 4
    ) }}

),

scores as (

    select * from {{ ref('lead_scoring', 'lead_score_replay') }}

),

outcomes as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__outcomes') }}

),

changes as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__entry_changes') }}

),

-- A lead may be in the population of one of the two alone.
sides as (

    {% for side in ('scorecard_id', 'challenger_id') -%}
    select
        challenges.scorecard_id as scorecard_id,
        challenges.challenger_id as challenger_id,
        scores.scoring_date as scoring_date,
        scores.lead_id as lead_id,
        {%- for column in ('score', 'tier', 'tier_rank', 'score_rank') %}
        {%- for name in ('champion', 'challenger') %}
        {%- if (name == 'champion') == (side == 'scorecard_id') %}
        scores.{{ column }} as {{ name }}_{{ column }},
        {%- elif column == 'tier' %}
        cast(null as {{ dbt.type_string() }}) as {{ name }}_{{ column }},
        {%- elif column == 'score' %}
        cast(null as {{ lead_scoring.type_decimal(18, 2) }}) as {{ name }}_{{ column }},
        {%- else %}
        cast(null as {{ dbt.type_bigint() }}) as {{ name }}_{{ column }},
        {%- endif %}
        {%- endfor %}
        {%- endfor %}
        outcomes.outcome as outcome
    from scores
    inner join challenges
        on scores.scorecard_id = challenges.{{ side }}
    inner join outcomes
        on scores.scorecard_id = outcomes.scorecard_id
        and scores.scoring_date = outcomes.scoring_date
        and scores.lead_id = outcomes.lead_id
    {{- '\n\n    union all\n' if not loop.last }}
    {% endfor %}

),

compared as (

    select
        scorecard_id,
        challenger_id,
        scoring_date,
        lead_id,
        {%- for column in ('score', 'tier', 'tier_rank', 'score_rank') %}
        max(champion_{{ column }}) as champion_{{ column }},
        max(challenger_{{ column }}) as challenger_{{ column }},
        {%- endfor %}
        max(outcome) as outcome
    from sides
    group by scorecard_id, challenger_id, scoring_date, lead_id

),

ranked_changes as (

    select
        *,
        description || ' (' || {{ lead_scoring.points_in_words('points_change') }} || ')' as words,
        row_number() over (
            partition by scorecard_id, challenger_id, scoring_date, lead_id
            order by
                abs(points_change) desc,
                {{ lead_scoring.by_code_point('description') }}
        ) as place
    from changes

),

reasons as (

    select
        scorecard_id,
        challenger_id,
        scoring_date,
        lead_id,
        max(case when place = 1 then words end)
            || coalesce('; ' || max(case when place = 2 then words end), '')
            || coalesce('; ' || max(case when place = 3 then words end), '') as moved_by
    from ranked_changes
    where place <= 3
    group by scorecard_id, challenger_id, scoring_date, lead_id

),

final as (

    select
        compared.scorecard_id as scorecard_id,
        compared.challenger_id as challenger_id,
        compared.scoring_date as scoring_date,
        compared.lead_id as lead_id,
        compared.champion_score as champion_score,
        compared.challenger_score as challenger_score,
        cast(
            compared.challenger_score - compared.champion_score
            as {{ lead_scoring.type_decimal(18, 2) }}
        ) as score_change,
        compared.champion_tier as champion_tier,
        compared.challenger_tier as challenger_tier,
        cast(compared.champion_score_rank as {{ dbt.type_bigint() }}) as champion_score_rank,
        cast(compared.challenger_score_rank as {{ dbt.type_bigint() }}) as challenger_score_rank,
        case
            when compared.champion_score is null then 'new'
            when compared.challenger_score is null then 'gone'
            when compared.challenger_tier_rank < compared.champion_tier_rank then 'up'
            when compared.challenger_tier_rank > compared.champion_tier_rank then 'down'
            else 'same'
        end as tier_move,
        case
            when compared.champion_score is not null and compared.challenger_score is not null
                then reasons.moved_by
        end as moved_by,
        compared.outcome as outcome
    from compared
    left join reasons
        on compared.scorecard_id = reasons.scorecard_id
        and compared.challenger_id = reasons.challenger_id
        and compared.scoring_date = reasons.scoring_date
        and compared.lead_id = reasons.lead_id

)

{{ lead_scoring.select_contract('final') }}
