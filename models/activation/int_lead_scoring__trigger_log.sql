{#- What fired stays fired, whatever becomes of the rules: lines are appended. -#}
{{ config(lead_scoring.log_config(
    lead_scoring.keeps_activation() and lead_scoring.has_lines_of('trigger_rules')
)) }}

{%- set goes_on = execute and flags.INTROSPECT and is_incremental() -%}
{%- set scorecards = lead_scoring.scorecards() -%}
{%- set text = dbt.type_string() -%}
{%- set lists = lead_scoring.triggers_on_lists(scorecards.tables.trigger_rules) -%}
{%- set of_grades = lists | selectattr('column', 'equalto', 'grade')
    | map(attribute='trigger_id') | list -%}
{%- set values = ['score', 'tier', 'stage_id', 'is_dormant'] + (['grade'] if of_grades else []) -%}
{%- set on_one_tier = '\n            and rules.trigger_id not in ('
    ~ lists | map(attribute='trigger_id') | join(', ') ~ ')' if lists else '' -%}
{%- set of_edits = lead_scoring.choice('triggers_on_edits', [true, false]) -%}
{%- set score_changes = ref('lead_scoring', 'lead_score_changes') -%}
{%- set stage_changes = ref('lead_scoring', 'lead_stage_changes') %}

with

log as (

    select
        *,
        coalesce(scorecard_id, '') as of_scorecard_id
        {%- for value in values %},
        lag({{ value }}) over (
            partition by lead_id, scorecard_id
            order by run_number
        ) as former_{{ value }}
        {%- endfor %}
    from {{ ref('lead_scoring', 'int_lead_scoring__activation_log') }}
    where line_type <> 'day'

),

leads as (

    select lead_id, created_on
    from {{ ref('lead_scoring', 'int_lead_scoring__leads') }}
    where exclusion_reason is null

),

rules as (

    {{ lead_scoring.indented(lead_scoring.trigger_rows(scorecards.tables.trigger_rules), 4) }}

),

-- The run up to which the log has been read. What it had before the first time fires nothing.
watermarks as (

    {% if goes_on -%}
    select max(read_until) as read_until
    from {{ this }}
    {%- else -%}
    select coalesce(max(run_number), 0) as read_until
    from {{ ref('lead_scoring', 'int_lead_scoring__activation_log') }}
    {%- endif %}

),

-- Nor does the first run of a scorecard, which has all leads at once.
first_runs as (

    select
        of_scorecard_id,
        min(run_number) as run_number
    from log
    group by of_scorecard_id

),

new_lines as (

    select log.*
    from log
    inner join first_runs
        on log.of_scorecard_id = first_runs.of_scorecard_id
        and log.run_number > first_runs.run_number
    where log.run_number > (select read_until from watermarks)

),

{% if not of_edits -%}
-- Whose tier or stage is another by the edit of a bound alone: nothing has happened.
edited as (

    select lead_id, scorecard_id, changed_on
    from {{ score_changes }}
    where tier_reason = 'tier_edited'

    union all

    select lead_id, '' as scorecard_id, changed_on
    from {{ stage_changes }}
    where reason in ('stage_edited', 'tier_edited')

),

{% if of_grades -%}
edited_grades as (

    select lead_id, scorecard_id, changed_on
    from {{ score_changes }}
    where grade_reason = 'tier_edited'

),

{% endif -%}
{% endif -%}
occurrences as (

    select
        rules.trigger_id as trigger_id,
        rules.kind as kind,
        rules.value as value,
        rules.action as action,
        rules.cooldown_days as cooldown_days,
        new_lines.lead_id as lead_id,
        new_lines.scorecard_id as scorecard_id,
        new_lines.run_number as run_number,
        new_lines.scoring_date as scoring_date,
        new_lines.published_at as published_at,
        row_number() over (
            partition by rules.trigger_id, new_lines.lead_id
            order by new_lines.run_number
        ) as occurrence_rank
    from new_lines
    inner join rules
        on new_lines.of_scorecard_id = rules.scorecard_id
    left join leads
        on new_lines.lead_id = leads.lead_id
    {%- if not of_edits %}
    left join edited
        on new_lines.lead_id = edited.lead_id
        and new_lines.of_scorecard_id = edited.scorecard_id
        and new_lines.scoring_date = edited.changed_on
    {%- if of_grades %}
    left join edited_grades
        on new_lines.lead_id = edited_grades.lead_id
        and new_lines.of_scorecard_id = edited_grades.scorecard_id
        and new_lines.scoring_date = edited_grades.changed_on
    {%- endif %}
    {%- endif %}
    where (
        {%- for list in lists %}
        {%- set came, went = ('', 'former_') if list.entered else ('former_', '') %}
        (
            rules.trigger_id = {{ list.trigger_id }}
            and new_lines.{{ came ~ list.column }} in {{ list['values'] }}
            and (
                new_lines.{{ went ~ list.column }} is null
                or new_lines.{{ went ~ list.column }} not in {{ list['values'] }}
            )
        )
        or
        {%- endfor %}
        (
            rules.kind = 'entered_tier'
            {{- on_one_tier }}
            and new_lines.tier = rules.value
            and (new_lines.former_tier is null or new_lines.former_tier <> rules.value)
        )
        or (
            rules.kind = 'left_tier'
            {{- on_one_tier }}
            and new_lines.former_tier = rules.value
            and (new_lines.tier is null or new_lines.tier <> rules.value)
        )
        or (
            rules.kind = 'crossed_up'
            and new_lines.score >= rules.bound
            and (new_lines.former_score is null or new_lines.former_score < rules.bound)
        )
        or (
            rules.kind = 'entered_stage'
            and new_lines.stage_id = rules.value
            and (new_lines.former_stage_id is null or new_lines.former_stage_id <> rules.value)
        )
        or (
            rules.kind = 'became_dormant'
            and new_lines.is_dormant
            and not new_lines.former_is_dormant
        )
        -- A lead that is new does not wake up: it has not slept.
        or (
            rules.kind = 'woke_up'
            and not new_lines.is_dormant
            and new_lines.former_is_dormant
            and {{ lead_scoring.days_between('leads.created_on', 'new_lines.scoring_date') }}
                >= {{ lead_scoring.integer_setting('dormant_after_days') }}
        )
    )
    {%- if not of_edits %}
        and (
            edited.lead_id is null
            or rules.kind not in ('entered_tier', 'left_tier', 'entered_stage')
            {%- if of_grades %}
            or rules.trigger_id in ({{ of_grades | join(', ') }})
            {%- endif %}
        )
        {%- if of_grades %}
        and (
            edited_grades.lead_id is null
            or rules.trigger_id not in ({{ of_grades | join(', ') }})
        )
        {%- endif %}
    {%- endif %}

),

fired_before as (

    {% if goes_on -%}
    select
        trigger_id,
        lead_id,
        max(scoring_date) as fired_on
    from {{ this }}
    where line_type = 'fired'
    group by trigger_id, lead_id
    {%- else -%}
    {{ lead_scoring.indented(lead_scoring.inline_rows(
        {'trigger_id': text, 'lead_id': text, 'fired_on': 'date'}, []
    ), 4) }}
    {%- endif %}

),

fired as (

    select occurrences.*
    from occurrences
    left join fired_before
        on occurrences.trigger_id = fired_before.trigger_id
        and occurrences.lead_id = fired_before.lead_id
    where occurrences.cooldown_days is null
        or (
            occurrences.occurrence_rank = 1
            and (
                fired_before.fired_on is null
                or occurrences.cooldown_days <= {{ lead_scoring.days_between(
                    'fired_before.fired_on', 'occurrences.scoring_date'
                ) }}
            )
        )

),

last_runs as (

    select coalesce(max(log.run_number), 0) as read_until
    from {{ ref('lead_scoring', 'int_lead_scoring__activation_log').render() }} as log

),

final as (

    select
        fired.trigger_id as trigger_id,
        fired.lead_id as lead_id,
        fired.scorecard_id as scorecard_id,
        fired.kind as kind,
        fired.value as value,
        fired.action as action,
        fired.run_number as run_number,
        fired.scoring_date as scoring_date,
        fired.published_at as published_at,
        last_runs.read_until as read_until,
        cast('fired' as {{ text }}) as line_type
    from fired
    cross join last_runs

    union all

    select
        cast(null as {{ text }}) as trigger_id,
        cast(null as {{ text }}) as lead_id,
        cast(null as {{ text }}) as scorecard_id,
        cast(null as {{ text }}) as kind,
        cast(null as {{ text }}) as value,
        cast(null as {{ text }}) as action,
        cast(null as {{ dbt.type_bigint() }}) as run_number,
        cast(null as date) as scoring_date,
        cast(null as {{ lead_scoring.type_utc_timestamp() }}) as published_at,
        read_until,
        cast('watermark' as {{ text }}) as line_type
    from last_runs

)

select * from final
