{#
    The CTEs that end with `backfilled_stages`: lines of the stage log for past days, of a replay.
    Leads move forward only; none is recycled, which begins with the first run of its own. Reads the
    CTE `stages`.

    Args:
        days: the past days, a list of texts.

    Example:
        with stages as (…), {{ lead_scoring.backfilled_stages(['2026-06-16', '2026-06-23']) }}

            scoring_date | line_type | lead_id | stage_id | entered_on | …
            2026-06-16   | entered   | ann     | mql      | 2026-06-14 | …
            2026-06-16   | day       |         |          |            | …
#}
{% macro backfilled_stages(days) %}
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
        ) as stage_row_number
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
    where stage_row_number = 1

),

backfilled_entries as (

    select
        past_climbs.scoring_date as scoring_date,
        past_climbs.lead_id as lead_id,
        past_climbs.stage_id as stage_id,
        past_climbs.stage_rank as stage_rank,
        stages.funnel_phase as funnel_phase,
        past_climbs.entered_on as entered_on
    from past_climbs
    inner join stages
        on past_climbs.stage_id = stages.stage_id
    where past_climbs.highest_rank_before is null
        or past_climbs.stage_rank > past_climbs.highest_rank_before

),

last_days as (

    select
        replayed.lead_id as lead_id,
        max(past_days.day_number) as last_number
    from {{ ref('lead_scoring', 'int_lead_scoring__replay_leads').render() }} as replayed
    inner join past_days
        on replayed.scoring_date = past_days.scoring_date
    where replayed.exclusion_reason is null
    group by replayed.lead_id

),

-- Gone on one of these days, and not there again since.
past_exits as (

    select
        past_days.scoring_date as scoring_date,
        last_days.lead_id as lead_id
    from last_days
    inner join past_days
        on last_days.last_number + 1 = past_days.day_number
    where last_days.lead_id in (select lead_id from past_climbs)

),

backfilled_stages as (

    {{ lead_scoring.indented(lead_scoring.lines_of([
        ['entered', 'backfilled_entries', [
            'lead_id', 'stage_id', 'stage_rank', 'funnel_phase', 'entered_on',
        ]],
        ['left', 'past_exits', ['lead_id']],
        ['day', 'past_days', []],
    ], lead_scoring.stage_line_columns()) | trim, 4) }}

)
{%- endmacro %}
