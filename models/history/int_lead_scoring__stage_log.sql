{#- Leads move forward only, whatever becomes of what admitted them; lines are appended, never rewritten. -#}
{{ config(
    enabled = lead_scoring.keeps_history(),
    materialized = 'incremental',
    incremental_strategy = lead_scoring.append_strategy(),
    full_refresh = false,
) }}

{#- As they stand, so that they can have an alias: under --empty, which puts a query in their place, no day is written. -#}
{%- set scorecards = lead_scoring.scorecards() -%}
{%- set leads = ref('lead_scoring', 'int_lead_scoring__leads').render() -%}
{%- set aliases = ref('lead_scoring', 'int_lead_scoring__aliases').render() -%}
{%- set admitted = ref('lead_scoring', 'int_lead_scoring__admitted_stages').render() -%}
{%- set tallies = ref('lead_scoring', 'int_lead_scoring__tallies').render() -%}
{%- set event_tallies = ref('lead_scoring', 'int_lead_scoring__event_tallies').render() -%}
{%- set conversions = ref('lead_scoring', 'int_lead_scoring__conversion_standing').render() -%}
{%- set position = lead_scoring.log_position() -%}
{%- set past_days = lead_scoring.backfilled_days(position) -%}
{%- set days = lead_scoring.days_to_publish(position) -%}
{%- set day = lead_scoring.scoring_day() -%}
{%- set recycles = lead_scoring.recycles(scorecards.stages) %}

-- The log of scores is written first: it is what refuses a backfill.
-- depends_on: {{ ref('lead_scoring', 'int_lead_scoring__score_log') }}
with

-- The days of which this run writes.
days as (

    {{ lead_scoring.indented(lead_scoring.day_rows(days), 4) }}

),

stages as (

    {{ lead_scoring.indented(lead_scoring.stage_rows(scorecards), 4) }}

),

leads as (

    select lead_id from {{ leads }}

),

-- Where the other does not exist, a record stands for itself.
aliases as (

    select alias_id, lead_id from {{ aliases }}
    where lead_id in (select lead_id from leads)

),

{% if past_days -%}
{{ lead_scoring.past_places(past_days) | trim }},

-- With a backfill these are what had been said before.
log as (

    select
        cast(1 as {{ dbt.type_bigint() }}) as run_number,
        past_places.*
    from past_places

),
{% else -%}
log as (

    {{ lead_scoring.indented(lead_scoring.log_lines(position, {
        'run_number': dbt.type_bigint(), 'scoring_date': 'date', 'line_type': dbt.type_string(),
        'lead_id': dbt.type_string(), 'stage_id': dbt.type_string(), 'stage_rank': dbt.type_int(),
        'entered_on': 'date', 'is_admitted': dbt.type_boolean(),
    }), 4) }}

),
{% endif %}
-- A second run on one day replaces what the first one said of that day.
ranked_lines as (

    select
        *,
        row_number() over (
            partition by lead_id, case when line_type = 'standing' then stage_id end, scoring_date
            order by run_number desc
        ) as line_rank
    from log
    where line_type <> 'receipt'

),

lines_so_far as (

    select
        *,
        row_number() over (
            partition by lead_id, case when line_type = 'standing' then stage_id end
            order by scoring_date desc
        ) as age_rank
    from ranked_lines
    where line_rank = 1

),

-- What had been said before the days of this run.
former_lines as (

    select
        *,
        row_number() over (
            partition by lead_id, case when line_type = 'standing' then stage_id end
            order by scoring_date desc
        ) as former_rank
    from lines_so_far
    where scoring_date < {{ day }}

),

recycled_leads as (

    select
        lead_id,
        scoring_date as recycled_on,
        stage_rank
    from (
        select
            *,
            row_number() over (partition by lead_id order by scoring_date desc) as recycling_rank
        from former_lines
        where line_type = 'recycled'
    ) as recyclings
    where recycling_rank = 1

),

merged_records as (

    select
        lead_id,
        max(scoring_date) as merged_on
    from former_lines
    where line_type = 'left'
    group by lead_id

),

-- The stages that a lead has been in since it was last recycled, and those that a record merged into it brought.
former_stages as (

    select
        coalesce(aliases.lead_id, former_lines.lead_id) as lead_id,
        stages.stage_id as stage_id,
        stages.stage_rank as stage_rank,
        former_lines.entered_on as entered_on
    from former_lines
    left join aliases
        on former_lines.lead_id = aliases.alias_id
    inner join stages
        on former_lines.stage_id = stages.stage_id
    left join recycled_leads as recycled_records
        on former_lines.lead_id = recycled_records.lead_id
    left join recycled_leads
        on aliases.lead_id = recycled_leads.lead_id
    left join merged_records
        on former_lines.lead_id = merged_records.lead_id
    where former_lines.line_type in ('entered', 'recycled')
        and (recycled_records.recycled_on is null or former_lines.scoring_date >= recycled_records.recycled_on)
        and (
            recycled_leads.recycled_on is null
            or merged_records.merged_on is null
            or merged_records.merged_on > recycled_leads.recycled_on
        )

),

held_stages as (

    select lead_id, stage_id, stage_rank, entered_on
    from (
        select
            *,
            row_number() over (partition by lead_id order by stage_rank desc, entered_on) as stage_place
        from former_stages
    ) as ranked_stages
    where stage_place = 1

),
{% if recycles %}
-- What happened since a lead was recycled. Days of events are kept for stages where leads are.
later_evidence as (

    {% for line in scorecards.stages if line.entry_type | lower == 'event' -%}
    {%- set tally = lead_scoring.tally_of(line, scorecards.inputs) -%}
    select
        recycled_leads.lead_id as lead_id,
        {{ lead_scoring.text_literal(line.stage_id) }} as stage_id,
        event_tallies.occurred_on as entered_on
    from {{ event_tallies }} as event_tallies
    left join {{ aliases }} as aliases
        on event_tallies.lead_key = aliases.alias_key
    inner join {{ leads }} as leads
        on coalesce(aliases.lead_key, event_tallies.lead_key) = leads.lead_key
    inner join recycled_leads
        on leads.lead_id = recycled_leads.lead_id
    where event_tallies.tally_id = {{ lead_scoring.text_literal(tally.tally_id) }} -- {{ lead_scoring.tally_in_words(tally) }}
        and not event_tallies.is_receipt
        and event_tallies.occurred_on >= recycled_leads.recycled_on

    union all

    {% endfor -%}
    {%- for line in scorecards.stages if line.entry_type | lower == 'conversion' -%}
    select
        recycled_leads.lead_id as lead_id,
        {{ lead_scoring.text_literal(line.stage_id) }} as stage_id,
        conversions.converted_on as entered_on
    from {{ conversions }} as conversions
    inner join recycled_leads
        on conversions.lead_id = recycled_leads.lead_id
    where conversions.left_out_because is null
        and conversions.converted_on >= recycled_leads.recycled_on

    union all

    {% endfor -%}
    select
        lead_id,
        cast(null as {{ dbt.type_string() }}) as stage_id,
        recycled_on as entered_on
    from recycled_leads
    where 1 = 0

),
{% endif %}
-- What admits a lead. A recycled one rises on new evidence only: something that happened since, or a tier, score or
-- attribute that did not admit it the time before.
admitted_stages as (

    select
        days.day_number as day_number,
        admitted.scoring_date as scoring_date,
        admitted.lead_id as lead_id,
        admitted.stage_id as stage_id,
        admitted.stage_rank as stage_rank,
        admitted.entered_on as entered_on,
        false as is_backfilled
    from {{ admitted }} as admitted
    inner join days
        on admitted.scoring_date = days.scoring_date
    left join recycled_leads
        on admitted.lead_id = recycled_leads.lead_id
    left join former_lines as standings
        on admitted.lead_id = standings.lead_id
        and admitted.stage_id = standings.stage_id
        and standings.line_type = 'standing'
        and standings.former_rank = 1
    where recycled_leads.lead_id is null
        or admitted.stage_rank <= recycled_leads.stage_rank
        or (admitted.is_standing and not standings.is_admitted)
        or (not admitted.is_standing and admitted.entered_on >= recycled_leads.recycled_on)
    {%- if recycles %}

    union all

    select
        days.day_number as day_number,
        days.scoring_date as scoring_date,
        later_evidence.lead_id as lead_id,
        later_evidence.stage_id as stage_id,
        stages.stage_rank as stage_rank,
        later_evidence.entered_on as entered_on,
        false as is_backfilled
    from later_evidence
    inner join stages
        on later_evidence.stage_id = stages.stage_id
    inner join days
        on days.scoring_date = {{ day }}
    {%- endif %}

),

-- The highest stage of a day; of what admits to it, what held first.
highest_stages as (

    select
        *,
        max(stage_rank) over (
            partition by lead_id
            order by day_number
            rows between unbounded preceding and 1 preceding
        ) as highest_rank_before
    from (
        select
            *,
            row_number() over (
                partition by lead_id, day_number
                order by stage_rank desc, entered_on
            ) as stage_place
        from admitted_stages
    ) as ranked_stages
    where stage_place = 1

),

climbs as (

    select
        highest_stages.scoring_date as scoring_date,
        highest_stages.lead_id as lead_id,
        highest_stages.stage_id as stage_id,
        highest_stages.entered_on as entered_on,
        'entered' as line_type,
        highest_stages.is_backfilled as is_backfilled
    from highest_stages
    left join held_stages
        on highest_stages.lead_id = held_stages.lead_id
    where (held_stages.stage_rank is null or highest_stages.stage_rank > held_stages.stage_rank)
        and (
            highest_stages.highest_rank_before is null
            or highest_stages.stage_rank > highest_stages.highest_rank_before
        )

),

-- Leads that have done nothing of their own for as long as their stage allows, and for as long in it.
recyclings as (

    select
        days.scoring_date as scoring_date,
        held_stages.lead_id as lead_id,
        stages.recycle_to as stage_id,
        days.scoring_date as entered_on,
        'recycled' as line_type,
        false as is_backfilled
    from held_stages
    inner join stages
        on held_stages.stage_id = stages.stage_id
    inner join days
        on days.scoring_date = {{ day }}
    inner join {{ leads }} as leads
        on held_stages.lead_id = leads.lead_id
    left join climbs
        on held_stages.lead_id = climbs.lead_id
    left join {{ tallies }} as own_events
        on leads.lead_key = own_events.lead_key
        and own_events.tally_id = {{ lead_scoring.text_literal(lead_scoring.own_tally().tally_id) }}
    where climbs.lead_id is null
        and {{ lead_scoring.days_between('held_stages.entered_on', day) }} >= stages.recycle_after_days
        and (
            own_events.last_event_on is null
            or {{ lead_scoring.days_between('own_events.last_event_on', day) }} >= stages.recycle_after_days
        )

),

moves as (

    select * from climbs
    union all
    select * from recyclings

),

places as (

    select * from moves

    union all

    select
        days.scoring_date as scoring_date,
        held_stages.lead_id as lead_id,
        held_stages.stage_id as stage_id,
        held_stages.entered_on as entered_on,
        'entered' as line_type,
        false as is_backfilled
    from held_stages
    inner join days
        on days.scoring_date = {{ day }}
    inner join leads
        on held_stages.lead_id = leads.lead_id
    left join moves
        on held_stages.lead_id = moves.lead_id
    where moves.lead_id is null

),

last_places as (

    select * from lines_so_far
    where age_rank = 1 and line_type <> 'standing'

),

changed_places as (

    select
        places.scoring_date as scoring_date,
        places.line_type as line_type,
        places.lead_id as lead_id,
        places.stage_id as stage_id,
        stages.stage_rank as stage_rank,
        stages.funnel_phase as funnel_phase,
        places.entered_on as entered_on,
        cast(null as {{ dbt.type_boolean() }}) as is_admitted,
        places.is_backfilled as is_backfilled
    from places
    inner join stages
        on places.stage_id = stages.stage_id
    left join last_places
        on places.lead_id = last_places.lead_id
    where {{ lead_scoring.differs('places.stage_id', 'last_places.stage_id') }}
        or {{ lead_scoring.differs('places.entered_on', 'last_places.entered_on') }}

),

-- In no stage any more: the lead is gone or merged into another, or nothing of the table holds it.
leavings as (

    select
        days.scoring_date as scoring_date,
        'left' as line_type,
        last_places.lead_id as lead_id,
        cast(null as {{ dbt.type_string() }}) as stage_id,
        cast(null as {{ dbt.type_int() }}) as stage_rank,
        cast(null as {{ dbt.type_string() }}) as funnel_phase,
        cast(null as date) as entered_on,
        cast(null as {{ dbt.type_boolean() }}) as is_admitted,
        false as is_backfilled
    from last_places
    inner join days
        on days.scoring_date = {{ day }}
    left join places
        on last_places.lead_id = places.lead_id
    where places.lead_id is null
        and last_places.line_type <> 'left'

),

-- Of recycled leads: whether what is so today admits them to a stage, so that the next run can tell what is new.
watched_leads as (

    select lead_id from recycled_leads
    union distinct
    select lead_id from recyclings

),

standings as (

    select
        days.scoring_date as scoring_date,
        watched_leads.lead_id as lead_id,
        stages.stage_id as stage_id,
        max(case when admitted.lead_id is not null then 1 else 0 end) = 1 as is_admitted
    from watched_leads
    inner join leads
        on watched_leads.lead_id = leads.lead_id
    cross join stages
    inner join days
        on days.scoring_date = {{ day }}
    left join {{ admitted }} as admitted
        on watched_leads.lead_id = admitted.lead_id
        and stages.stage_id = admitted.stage_id
        and admitted.is_standing
    where stages.is_standing
    group by days.scoring_date, watched_leads.lead_id, stages.stage_id

),

changed_standings as (

    select
        standings.scoring_date as scoring_date,
        'standing' as line_type,
        standings.lead_id as lead_id,
        standings.stage_id as stage_id,
        cast(null as {{ dbt.type_int() }}) as stage_rank,
        cast(null as {{ dbt.type_string() }}) as funnel_phase,
        cast(null as date) as entered_on,
        standings.is_admitted as is_admitted,
        false as is_backfilled
    from standings
    left join lines_so_far
        on standings.lead_id = lines_so_far.lead_id
        and standings.stage_id = lines_so_far.stage_id
        and lines_so_far.line_type = 'standing'
        and lines_so_far.age_rank = 1
    where {{ lead_scoring.differs('standings.is_admitted', 'lines_so_far.is_admitted') }}

),

lines as (

    select * from changed_places
    union all
    select * from leavings
    union all
    select * from changed_standings
    {%- if past_days %}
    union all
    select * from past_places
    {%- endif %}
    union all
    select
        scoring_date,
        'receipt' as line_type,
        cast(null as {{ dbt.type_string() }}) as lead_id,
        cast(null as {{ dbt.type_string() }}) as stage_id,
        cast(null as {{ dbt.type_int() }}) as stage_rank,
        cast(null as {{ dbt.type_string() }}) as funnel_phase,
        cast(null as date) as entered_on,
        cast(null as {{ dbt.type_boolean() }}) as is_admitted,
        false as is_backfilled
    from days

),

final as (

    select
        cast({{ position.run_number + 1 }} as {{ dbt.type_bigint() }}) as run_number,
        scoring_date,
        cast(line_type as {{ dbt.type_string() }}) as line_type,
        lead_id,
        stage_id,
        stage_rank,
        funnel_phase,
        entered_on,
        is_admitted,
        is_backfilled
    from lines

)

select * from final
