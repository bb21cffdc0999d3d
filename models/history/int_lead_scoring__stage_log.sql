{#- Leads move forward only, whatever becomes of what admitted them. Lines are appended only. -#}
{{ config(lead_scoring.log_config(lead_scoring.keeps_history())) }}

{%- set scorecards = lead_scoring.scorecards() -%}
{%- set position = lead_scoring.log_position() -%}
{%- set past = lead_scoring.backfill(position) -%}
{%- set days = lead_scoring.days_to_publish(position) -%}
{%- set day = lead_scoring.scoring_day() -%}
{%- set recycles = lead_scoring.recycles(scorecards.stages) -%}
{%- set columns = lead_scoring.stage_line_columns() -%}
{%- set definitions = ref('lead_scoring', 'int_lead_scoring__definition_log') -%}
{%- set former = lead_scoring.former_lines(definitions, scorecards) -%}
{%- set edited = 'stage_edited' if former.stages is not none
    else 'tier_edited' if former.tiers else none -%}
{#- A recycled lead has beside its stage a line for each stage whose states are watched. -#}
{%- set of_one = "partition by lead_id, case when line_type = 'state' then stage_id end" %}

-- The log of scores is written first: it is what refuses a backfill.
-- depends_on: {{ ref('lead_scoring', 'int_lead_scoring__score_log') }}
with

admitted as (

    select
        *,
        false as is_former
    from {{ ref('lead_scoring', 'int_lead_scoring__admitted_stages') }}

    union all

    -- By the lines of the published day before, where they were others.
    select
        *,
        true as is_former
    from {{ ref('lead_scoring', 'int_lead_scoring__former_stages') }}

),

conversions as (

    select lead_id, converted_on from {{ ref('lead_scoring', 'int_lead_scoring__conversions') }}
    where exclusion_reason is null

),

activities as (

    select * from {{ ref('lead_scoring', 'lead_activities') }}

),

leads as (

    select lead_id, created_on from {{ ref('lead_scoring', 'int_lead_scoring__leads') }}
    where exclusion_reason is null

),

-- Whose an id is now.
aliases as (

    select alias_id, lead_id from {{ ref('lead_scoring', 'int_lead_scoring__identity_map') }}
    where ends_at is null and lead_id is not null

),

-- The day of which this run writes, if it writes.
days as (

    {{ lead_scoring.indented(lead_scoring.day_rows(days), 4) }}

),

stages as (

    {{ lead_scoring.indented(lead_scoring.stage_rows(scorecards), 4) }}

),

{% if past.days -%}
{{ past.places }},

-- With a backfill these are what was published before.
log as (

    select
        cast(1 as {{ dbt.type_bigint() }}) as run_number,
        backfilled_stages.*
    from backfilled_stages

),
{% else -%}
log as (

    {{ lead_scoring.indented(lead_scoring.log_lines(position, dict(
        columns, run_number=dbt.type_bigint(), scoring_date='date', line_type=dbt.type_string(),
    )), 4) }}

),
{% endif %}
-- A second run on one day replaces what the first one wrote of that day.
ranked_lines as (

    select
        *,
        row_number() over ({{ of_one }}, scoring_date order by run_number desc) as line_rank
    from log
    where line_type <> 'day'

),

lines_so_far as (

    select
        *,
        row_number() over ({{ of_one }} order by scoring_date desc) as age_rank
    from ranked_lines
    where line_rank = 1

),

-- What was published before the day of this run.
former_lines as (

    select
        *,
        row_number() over ({{ of_one }} order by scoring_date desc) as former_rank
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

-- The stages that a lead has been in since it was last recycled, and those that a record merged
-- into it brought.
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
        and (
            recycled_records.recycled_on is null
            or former_lines.scoring_date >= recycled_records.recycled_on
        )
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
            row_number() over (
                partition by lead_id
                order by stage_rank desc, entered_on
            ) as stage_row_number
        from former_stages
    ) as ranked_stages
    where stage_row_number = 1

),
{% if recycles %}
-- What happened since a lead was recycled, each day of it.
later_evidence as (

    {% for line in scorecards.stages if line.entry_type | lower == 'event' -%}
    {%- set activity = lead_scoring.activity_of(line, scorecards.inputs).name -%}
    select
        recycled_leads.lead_id as lead_id,
        {{ lead_scoring.text_literal(line.stage_id) }} as stage_id,
        activities.occurred_on as entered_on
    from recycled_leads
    inner join activities
        on recycled_leads.lead_id = activities.lead_id
        and activities.activity = {{ lead_scoring.text_literal(activity) }}
        and activities.occurred_on >= recycled_leads.recycled_on

    union all

    {% endfor -%}
    {%- for line in scorecards.stages if line.entry_type | lower == 'conversion' -%}
    select
        recycled_leads.lead_id as lead_id,
        {{ lead_scoring.text_literal(line.stage_id) }} as stage_id,
        conversions.converted_on as entered_on
    from recycled_leads
    inner join conversions
        on recycled_leads.lead_id = conversions.lead_id
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
-- What admits a lead. A recycled one rises on new evidence only: something that happened since, or
-- a tier, score or attribute that did not admit it the time before.
admitting_stages as (

    select
        admitted.lead_id as lead_id,
        admitted.stage_id as stage_id,
        admitted.stage_rank as stage_rank,
        admitted.entered_on as entered_on,
        admitted.is_former as is_former
    from admitted
    inner join days
        on admitted.scoring_date = days.scoring_date
    left join recycled_leads
        on admitted.lead_id = recycled_leads.lead_id
    left join former_lines as former_states
        on admitted.lead_id = former_states.lead_id
        and admitted.stage_id = former_states.stage_id
        and former_states.line_type = 'state'
        and former_states.former_rank = 1
    where recycled_leads.lead_id is null
        or admitted.stage_rank <= recycled_leads.stage_rank
        or (admitted.is_state and not former_states.is_admitted)
        or (not admitted.is_state and admitted.entered_on >= recycled_leads.recycled_on)
    {%- if recycles %}

    union all

    select
        later_evidence.lead_id as lead_id,
        later_evidence.stage_id as stage_id,
        stages.stage_rank as stage_rank,
        later_evidence.entered_on as entered_on,
        false as is_former
    from later_evidence
    inner join stages
        on later_evidence.stage_id = stages.stage_id
    {%- endif %}

),

-- The highest stage; of what admits to it, what held first.
highest_stages as (

    select
        *,
        row_number() over (
            partition by lead_id
            order by stage_rank desc, entered_on
        ) as stage_row_number
    from admitting_stages
    where not is_former

),

climbs as (

    select
        highest_stages.lead_id as lead_id,
        highest_stages.stage_id as stage_id,
        highest_stages.entered_on as entered_on,
        'entered' as line_type
    from highest_stages
    left join held_stages
        on highest_stages.lead_id = held_stages.lead_id
    where highest_stages.stage_row_number = 1
        and (held_stages.stage_rank is null or highest_stages.stage_rank > held_stages.stage_rank)

),
{% if recycles %}
last_activities as (

    select
        lead_id,
        max(occurred_on) as last_active_on
    from activities
    where activity = '*'
    group by lead_id

),

-- Leads that have done nothing of their own for as long as their stage allows, and for as long in
-- it.
recyclings as (

    select
        held_stages.lead_id as lead_id,
        stages.recycle_to as stage_id,
        {{ day }} as entered_on,
        'recycled' as line_type
    from held_stages
    inner join stages
        on held_stages.stage_id = stages.stage_id
    inner join leads
        on held_stages.lead_id = leads.lead_id
    left join climbs
        on held_stages.lead_id = climbs.lead_id
    left join last_activities
        on held_stages.lead_id = last_activities.lead_id
    where climbs.lead_id is null
        and {{ lead_scoring.days_between('held_stages.entered_on', day) }}
            >= stages.recycle_after_days
        and (
            last_activities.last_active_on is null
            or {{ lead_scoring.days_between('last_activities.last_active_on', day) }}
                >= stages.recycle_after_days
        )

),
{% endif %}
moves as (

    select * from climbs
    {%- if recycles %}
    union all
    select * from recyclings
    {%- endif %}

),

places as (

    select * from moves

    union all

    select
        held_stages.lead_id as lead_id,
        held_stages.stage_id as stage_id,
        held_stages.entered_on as entered_on,
        'entered' as line_type
    from held_stages
    inner join leads
        on held_stages.lead_id = leads.lead_id
    left join moves
        on held_stages.lead_id = moves.lead_id
    where moves.lead_id is null

),

last_stages as (

    select * from lines_so_far
    where age_rank = 1 and line_type <> 'state'

),

stages_held as (

    select * from former_lines
    where former_rank = 1 and line_type <> 'state'

),

published_days as (

    select max(scoring_date) as previous_on from log
    where scoring_date < {{ day }}

),
{% if edited %}
-- Whom the lines before would have moved today, too.
moved_anyway as (

    select distinct admitting_stages.lead_id as lead_id
    from admitting_stages
    left join stages_held
        on admitting_stages.lead_id = stages_held.lead_id
    left join (
        {{ lead_scoring.indented(lead_scoring.stage_rows(
            {'stages': scorecards.stages if former.stages is none else former.stages}
        ), 8) }}
    ) as stages_before
        on stages_held.stage_id = stages_before.stage_id
    where admitting_stages.is_former
        and (
            stages_before.stage_rank is null
            or admitting_stages.stage_rank > stages_before.stage_rank
        )

),
{% endif %}
explained_stages as (

    select
        places.*,
        case
            when not ({{ lead_scoring.differs('places.stage_id', 'stages_held.stage_id') }})
                then null
            when places.line_type = 'recycled' then 'recycled'
            {%- if edited %}
            -- A lead that is new is in its first stage for what it is.
            when moved_anyway.lead_id is null
                {%- if edited == 'tier_edited' %}
                and climbs.lead_id is not null
                {%- endif %}
                and (
                    stages_held.lead_id is not null
                    or leads.created_on <= published_days.previous_on
                )
                then '{{ edited }}'
            {%- endif %}
            when climbs.lead_id is not null then 'admitted'
            else 'merge'
        end as reason
    from places
    cross join published_days
    inner join leads
        on places.lead_id = leads.lead_id
    left join stages_held
        on places.lead_id = stages_held.lead_id
    left join climbs
        on places.lead_id = climbs.lead_id
    {%- if edited %}
    left join moved_anyway
        on places.lead_id = moved_anyway.lead_id
    {%- endif %}

),

changed_stages as (

    select
        days.scoring_date as scoring_date,
        places.line_type as line_type,
        places.lead_id as lead_id,
        places.stage_id as stage_id,
        stages.stage_rank as stage_rank,
        stages.funnel_phase as funnel_phase,
        places.entered_on as entered_on,
        places.reason as reason
    from explained_stages as places
    cross join days
    inner join stages
        on places.stage_id = stages.stage_id
    left join last_stages
        on places.lead_id = last_stages.lead_id
    where {{ lead_scoring.differs('places.stage_id', 'last_stages.stage_id') }}
        or {{ lead_scoring.differs('places.entered_on', 'last_stages.entered_on') }}
        or (
            last_stages.scoring_date = days.scoring_date
            and {{ lead_scoring.differs('places.reason', 'last_stages.reason') }}
        )

),

-- In no stage any more: the lead is gone or merged into another, or nothing of the table holds it.
exits as (

    select
        days.scoring_date as scoring_date,
        last_stages.lead_id as lead_id,
        case when leads.lead_id is null then 'gone' else 'stage_edited' end as reason
    from last_stages
    cross join days
    left join leads
        on last_stages.lead_id = leads.lead_id
    left join places
        on last_stages.lead_id = places.lead_id
    where places.lead_id is null
        and last_stages.line_type <> 'left'

),

-- Of recycled leads: which states admit them to a stage now; the next run compares with them.
watched_leads as (

    select lead_id from recycled_leads
    {%- if recycles %}
    union distinct
    select lead_id from recyclings
    {%- endif %}

),

states as (

    select
        watched_leads.lead_id as lead_id,
        stages.stage_id as stage_id,
        max(case when admitted.lead_id is not null then 1 else 0 end) = 1 as is_admitted
    from watched_leads
    inner join leads
        on watched_leads.lead_id = leads.lead_id
    cross join stages
    left join admitted
        on watched_leads.lead_id = admitted.lead_id
        and stages.stage_id = admitted.stage_id
        and admitted.is_state
        and not admitted.is_former
    where stages.is_state
    group by watched_leads.lead_id, stages.stage_id

),

changed_states as (

    select
        days.scoring_date as scoring_date,
        states.lead_id as lead_id,
        states.stage_id as stage_id,
        states.is_admitted as is_admitted
    from states
    cross join days
    left join lines_so_far
        on states.lead_id = lines_so_far.lead_id
        and states.stage_id = lines_so_far.stage_id
        and lines_so_far.line_type = 'state'
        and lines_so_far.age_rank = 1
    where {{ lead_scoring.differs('states.is_admitted', 'lines_so_far.is_admitted') }}

),

lines as (

    {{ lead_scoring.indented(lead_scoring.lines_of([
        [none, 'changed_stages', [
            'lead_id', 'stage_id', 'stage_rank', 'funnel_phase', 'entered_on', 'reason',
        ]],
        ['left', 'exits', ['lead_id', 'reason']],
        ['state', 'changed_states', ['lead_id', 'stage_id', 'is_admitted']],
        ['day', 'days', []],
    ] + ([[none, 'backfilled_stages', columns]] if past.days else []), columns) | trim, 4) }}

),

final as (

    select
        cast({{ position.run_number + 1 }} as {{ dbt.type_bigint() }}) as run_number,
        lines.*,
        scoring_date < {{ day }} as is_backfilled
    from lines

)

select * from final
