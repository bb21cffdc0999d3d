{{ config(enabled = lead_scoring.is_challenged()) }}

{%- set days = lead_scoring.replay_days() %}

with

challenges as (

    {{ lead_scoring.indented(
        lead_scoring.challenge_rows(lead_scoring.scorecards(with_challenger=true)), 4
    ) }}

),

days as (

    {{ lead_scoring.indented(lead_scoring.day_rows(days), 4) }}

),

scores as (

    select
        replay.scorecard_id as scorecard_id,
        replay.lead_id as lead_id,
        replay.tier as tier,
        replay.tier_rank as tier_rank,
        days.day_number as day_number,
        lag(replay.tier) over (
            partition by replay.scorecard_id, replay.lead_id order by replay.scoring_date
        ) as tier_before,
        lag(days.day_number) over (
            partition by replay.scorecard_id, replay.lead_id order by replay.scoring_date
        ) as day_before
    from {{ ref('lead_scoring', 'lead_score_replay').render() }} as replay
    inner join days
        on replay.scoring_date = days.scoring_date

),

-- A lead enters a tier when it was not in it, or not there at all, on the replayed day before.
sums as (

    select
        scorecard_id,
        tier,
        min(tier_rank) as tier_rank,
        count(*) as leads,
        sum(
            case
                when day_number = 1 then 0
                when tier_before = tier and day_before = day_number - 1 then 0
                else 1
            end
        ) as entered
    from scores
    where tier is not null
    group by scorecard_id, tier

),

tiers as (

    select
        challenges.scorecard_id as scorecard_id,
        challenges.challenger_id as challenger_id,
        sums.tier as tier,
        min(sums.tier_rank) as tier_rank
    from challenges
    inner join sums
        on challenges.scorecard_id = sums.scorecard_id
        or challenges.challenger_id = sums.scorecard_id
    group by challenges.scorecard_id, challenges.challenger_id, sums.tier

),

compared as (

    select
        tiers.scorecard_id as scorecard_id,
        tiers.challenger_id as challenger_id,
        tiers.tier as tier,
        tiers.tier_rank as tier_rank,
        {%- for name, key in {'champion': 'scorecard_id', 'challenger': 'challenger_id'}.items() %}
        {{ lead_scoring.double('coalesce(' ~ name ~ 's.leads, 0)') }} / {{ days | length }}
            as {{ name }}_leads_a_day,
        {{ lead_scoring.double('coalesce(' ~ name ~ 's.entered, 0)') }} * 7
            / nullif({{ lead_scoring.days_between(
                lead_scoring.date_literal(days | first), lead_scoring.date_literal(days | last)
            ) }}, 0)
            as {{ name }}_entered_a_week{{ ',' if not loop.last }}
        {%- endfor %}
    from tiers
    left join sums as champions
        on tiers.scorecard_id = champions.scorecard_id
        and tiers.tier = champions.tier
    left join sums as challengers
        on tiers.challenger_id = challengers.scorecard_id
        and tiers.tier = challengers.tier

),

final as (

    select
        scorecard_id,
        challenger_id,
        tier,
        tier_rank,
        {%- for name, sql in {
            'champion_leads_a_day': 'champion_leads_a_day',
            'challenger_leads_a_day': 'challenger_leads_a_day',
            'leads_a_day_change': 'challenger_leads_a_day - champion_leads_a_day',
            'champion_entered_a_week': 'champion_entered_a_week',
            'challenger_entered_a_week': 'challenger_entered_a_week',
            'entered_a_week_change': 'challenger_entered_a_week - champion_entered_a_week',
        }.items() %}
        {{ lead_scoring.rounded(sql) }} as {{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
    from compared

)

{{ lead_scoring.select_contract('final') }}
