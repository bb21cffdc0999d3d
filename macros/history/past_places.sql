{#
    The CTEs that end with `past_places`: the lines of the log of stages for past days, from a replay.
    Leads move forward only; none is recycled, which begins with the first run of its own. Reads the CTEs
    `stages` and `leads`.

    Args:
        days: the past days, see `backfilled_days`.

    Example:
        with stages as (…), leads as (…), {{ lead_scoring.past_places(['2026-06-16', '2026-06-23']) }}
#}
{% macro past_places(days) %}
past_days as (

    {{ lead_scoring.indented(lead_scoring.day_rows(days), 4) }}

),

-- The highest stage of each day; of what admits to it, what held first.
past_stages as (

    select
        past_days.day_number as day_number,
        past_days.scoring_date as scoring_date,
        admitted.lead_id as lead_id,
        admitted.stage_id as stage_id,
        admitted.stage_rank as stage_rank,
        admitted.entered_on as entered_on,
        row_number() over (
            partition by admitted.lead_id, past_days.day_number
            order by admitted.stage_rank desc, admitted.entered_on
        ) as stage_place
    from {{ ref('lead_scoring', 'int_lead_scoring__replay_admitted_stages').render() }} as admitted
    inner join past_days
        on admitted.scoring_date = past_days.scoring_date

),

past_climbs as (

    select
        *,
        max(stage_rank) over (
            partition by lead_id
            order by day_number
            rows between unbounded preceding and 1 preceding
        ) as highest_rank_before
    from past_stages
    where stage_place = 1

),

last_days as (

    select
        replayed.lead_id as lead_id,
        max(past_days.day_number) as last_number
    from {{ ref('lead_scoring', 'int_lead_scoring__replay_leads').render() }} as replayed
    inner join past_days
        on replayed.scoring_date = past_days.scoring_date
    group by replayed.lead_id

),

past_places as (

    select
        past_climbs.scoring_date as scoring_date,
        'entered' as line_type,
        past_climbs.lead_id as lead_id,
        past_climbs.stage_id as stage_id,
        past_climbs.stage_rank as stage_rank,
        stages.funnel_phase as funnel_phase,
        past_climbs.entered_on as entered_on,
        cast(null as {{ dbt.type_boolean() }}) as is_admitted,
        true as is_backfilled
    from past_climbs
    inner join stages
        on past_climbs.stage_id = stages.stage_id
    where past_climbs.highest_rank_before is null
        or past_climbs.stage_rank > past_climbs.highest_rank_before

    union all

    -- Gone on one of these days, and not there again since.
    select
        past_days.scoring_date as scoring_date,
        'left' as line_type,
        last_days.lead_id as lead_id,
        cast(null as {{ dbt.type_string() }}) as stage_id,
        cast(null as {{ dbt.type_int() }}) as stage_rank,
        cast(null as {{ dbt.type_string() }}) as funnel_phase,
        cast(null as date) as entered_on,
        cast(null as {{ dbt.type_boolean() }}) as is_admitted,
        true as is_backfilled
    from last_days
    inner join past_days
        on last_days.last_number + 1 = past_days.day_number
    where last_days.lead_id in (select lead_id from past_climbs)

    union all

    -- That the day was published, also if nothing changed on it.
    select
        scoring_date,
        'receipt' as line_type,
        cast(null as {{ dbt.type_string() }}) as lead_id,
        cast(null as {{ dbt.type_string() }}) as stage_id,
        cast(null as {{ dbt.type_int() }}) as stage_rank,
        cast(null as {{ dbt.type_string() }}) as funnel_phase,
        cast(null as date) as entered_on,
        cast(null as {{ dbt.type_boolean() }}) as is_admitted,
        true as is_backfilled
    from past_days

)
{%- endmacro %}
