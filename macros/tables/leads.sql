{#
    The leads, a row per row of the input: attributes and signals in the form in which rules look at
    them, and why a row is not the one that stands for its lead (`exclusion_reason`; null: it does).
    A whole model.

    Args:
        of: 'lead' or 'replay', see `scope`.

    Example (models/core/int_lead_scoring__leads.sql, whole):
        {{ lead_scoring.leads() }}

            lead_id | created_on | job_title | signal_enterprise | exclusion_reason
            ann     | 2026-01-05 | director  | true              |
            ann     | 2026-02-11 | manager   | true              | repeated_id
#}
{% macro leads(of='lead') %}
{%- set scope = lead_scoring.scope(of) -%}
{%- set scorecards = lead_scoring.scorecards_of(scope) -%}
{%- set columns = lead_scoring.prepared_names(scorecards, 'leads') -%}
{%- set entity_keys = lead_scoring.entity_keys(scorecards) -%}
{%- set day, by_day = scope.day, ['scoring_date'] if scope.is_replay else [] -%}
{%- do lead_scoring.note_changed_types(
    'leads', lead_scoring.used_columns(scorecards, 'leads').columns
) if not scope.is_replay -%}
{#- Leads may have a column scoring_date. -#}
{%- set row_day = 'replayed_on' if scope.is_replay else day -%}
{%- set by_day_of_row = ['replayed_on'] if scope.is_replay else [] -%}
{%- set validity = lead_scoring.validity_of_leads(row_day) -%}
{%- set is_known = lead_scoring.local_day('row_created_at') ~ ' <= ' ~ row_day -%}
{%- set has_valid_from = 'valid_from' in scorecards.inputs.leads -%}
{#- Named outside of any condition: dbt learns of dependencies while parsing. -#}
{%- set identity_map = lead_scoring.table_of('identity_map', scope) -%}
{%- set raw_columns = lead_scoring.raw_columns(scorecards) -%}
{%- set fills = lead_scoring.links_ids()
    and lead_scoring.choice('fill_from_merged', [true, false]) and raw_columns | length > 0 -%}
{%- set identity_links = lead_scoring.table_of('identity_links', scope)
    if fills or not execute -%}
{#- The overrides are compiled first, so that a wrong scorecard fails once and not in each model. #}
-- depends_on: {{ ref('lead_scoring', 'stg_lead_scoring__score_overrides') }}
with

{{ lead_scoring.replayed_days(scope) -}}

-- Windows cost most of what leads cost: only ids of several rows need them.
repeated_ids as (

    select lead_id
    from {{ ref('lead_scoring', 'stg_lead_scoring__leads') }}
    where lead_id is not null
    group by lead_id
    having count(*) > 1

),

staged_leads as (

    {{ lead_scoring.indented(lead_scoring.rows_of_leads(scope, 'replayed_on') | trim, 4) }}

),

-- What was not valid on the day is not known of a lead.
versions as (

    select
        {%- for column in lead_scoring.raw_columns(scorecards) %}
        {{ 'case when ' ~ validity.is_valid ~ ' then ' ~ column ~ ' end' if validity
            else column }} as {{ column }},
        {%- endfor %}
        {%- for column in ('valid_from', 'valid_to') if column in scorecards.inputs.leads %}
        {{ column }},
        {%- endfor %}
        {%- for column in by_day_of_row %}
        {{ column }},
        {%- endfor %}
        staged_leads.lead_id as lead_id,
        created_at as row_created_at,
        unreadable_time,
        repeated_ids.lead_id is not null as is_repeated
    from staged_leads
    left join repeated_ids
        on staged_leads.lead_id = repeated_ids.lead_id

),

-- A lead came to be known with the earliest of its rows.
known_versions as (

    select
        *,
        row_created_at as created_at
    from versions
    where not is_repeated

    union all

    select
        *,
        case
            when {{ is_known }} then min(case when {{ is_known }} then row_created_at end) over (
                partition by lead_id{{ ', replayed_on' if scope.is_replay }}
            )
            else row_created_at
        end as created_at
    from versions
    where is_repeated

),

{% if fills -%}
{{ lead_scoring.filled_from_merged(
    scope, scorecards, raw_columns,
    ['lead_id', 'row_created_at', 'created_at', 'unreadable_time', 'is_repeated'] + by_day_of_row
        + ['valid_from', 'valid_to'] | select('in', scorecards.inputs.leads) | list
) | trim }},

{% endif -%}
prepared as (

    select
        {{ lead_scoring.indented((
            ['lead_id'] + (['replayed_on'] if scope.is_replay else [])
            + ['row_created_at', 'created_at', 'unreadable_time', 'is_repeated']
            + (['valid_from'] if has_valid_from else [])
            + [(validity.is_valid if validity else 'true') ~ ' as is_valid']
            + [(validity.is_over if validity else 'false') ~ ' as is_over']
            + [lead_scoring.local_day('created_at') ~ ' as created_on']
            + entity_keys.values() | list
            + lead_scoring.prepared_columns(scorecards, 'leads', row_day)
        ) | join(',\n'), 8) }}
    from {{ 'filled_versions' if fills else 'known_versions' }}

),

dated as (

    select
        *,
        case
            when lead_id is null then 'no_lead'
            when unreadable_time is not null then 'unreadable_time'
            when created_on is null then 'no_time'
            when created_on > {{ row_day }} then 'after_scoring_date'
        end as first_reason
    from prepared

),

-- Of several rows of a lead one counts: a valid one before others, the latest of those.
ranked as (

    select
        *,
        1 as row_rank
        {%- if validity %},
        case when is_valid then 1 else 0 end as has_valid_version,
        case when is_over then 1 else 0 end as has_version_that_is_over
        {%- endif %}
    from dated
    where not is_repeated

    union all

    select
        *,
        row_number() over (
            partition by lead_id, first_reason{{ ', replayed_on' if scope.is_replay }}
            order by
                is_valid desc,
                {%- if has_valid_from %}
                valid_from desc nulls last,
                {%- endif %}
                {%- for column in ['row_created_at'] + columns + entity_keys | list %}
                {{ column }} nulls last{{ ',' if not loop.last }}
                {%- endfor %}
        ) as row_rank
        {%- if validity %},
        max(case when is_valid then 1 else 0 end) over (
            partition by lead_id, first_reason{{ ', replayed_on' if scope.is_replay }}
        ) as has_valid_version,
        max(case when is_over then 1 else 0 end) over (
            partition by lead_id, first_reason{{ ', replayed_on' if scope.is_replay }}
        ) as has_version_that_is_over
        {%- endif %}
    from dated
    where is_repeated

),

judged as (

    select
        ranked.lead_id as lead_id,
        {%- if scope.is_replay %}
        ranked.replayed_on as scoring_date,
        {%- endif %}
        ranked.created_at as created_at,
        ranked.created_on as created_on,
        {%- for column in columns + entity_keys | list %}
        ranked.{{ column }} as {{ column }},
        {%- endfor %}
        case
            when ranked.first_reason is not null then ranked.first_reason
            {%- if lead_scoring.links_ids() %}
            when identity_map.lead_id is not null then 'merged'
            {%- endif %}
            {%- if validity %}
            when ranked.has_valid_version = 0 and ranked.has_version_that_is_over = 1 then 'ended'
            when ranked.row_rank > 1 and not ranked.is_valid then 'not_valid_on_scoring_date'
            {%- endif %}
            when ranked.row_rank > 1 then 'repeated_id'
        end as exclusion_reason
        {%- if not scope.is_replay %},
        -- By these the audit tells which of several rows counts.
        {{ 'case when ranked.is_repeated then ranked.valid_from end' if has_valid_from
            else 'cast(null as ' ~ lead_scoring.type_utc_timestamp() ~ ')' }} as row_valid_from,
        case when ranked.is_repeated then ranked.row_created_at end as row_created_at
        {%- endif %}
    from ranked
    {%- if lead_scoring.links_ids() %}
    left join {{ identity_map.render() }} as identity_map
        on ranked.lead_id = identity_map.alias_id
        and identity_map.ends_at is null
        {{- '\n        and ranked.replayed_on = identity_map.scoring_date' if scope.is_replay }}
    {%- endif %}

),

final as (

    {{ lead_scoring.indented(lead_scoring.with_lead_key_or_null(
        'judged',
        ['lead_id'] + by_day + ['created_at', 'created_on'] + columns
            + entity_keys | list + ['exclusion_reason']
            + ([] if scope.is_replay else ['row_valid_from', 'row_created_at'])
    ) | trim, 4) }}

)

select * from final
{% endmacro %}

{#-
    The staged leads, in a replay once for each day.

    Args:
        scope: see `scope`.
        day_name: what the day is called.
-#}
{% macro rows_of_leads(scope, day_name='scoring_date') %}
{%- set staged = ref('lead_scoring', 'stg_lead_scoring__leads') -%}
{%- if scope.is_replay -%}
select
    leads.*,
    days.scoring_date as {{ day_name }}
from {{ staged.render() }} as leads
cross join days
{%- else -%}
select * from {{ staged }}
{%- endif -%}
{% endmacro %}

{#-
    Attributes kept as history, half-open and by days: SQL that tells whether a row was valid on a
    day (`is_valid`), and whether it had begun and ended by then (`is_over`), both also as numbers;
    none where leads have no such columns.
-#}
{% macro validity_of_leads(day) %}
    {%- set columns = lead_scoring.scorecard_inputs().leads -%}
    {%- set began, over = [], [] -%}
    {%- if 'valid_from' in columns -%}
        {%- do began.append(
            '(valid_from is null or ' ~ lead_scoring.local_day('valid_from') ~ ' <= ' ~ day ~ ')'
        ) -%}
    {%- endif -%}
    {%- if 'valid_to' in columns -%}
        {%- do over.append(
            '(valid_to is not null and ' ~ lead_scoring.local_day('valid_to') ~ ' <= ' ~ day ~ ')'
        ) -%}
    {%- endif -%}
    {%- if not began and not over -%}{{ return(none) }}{%- endif -%}
    {%- set is_over = (began + over) | join(' and ') if over else 'false' -%}
    {%- set is_valid = (began + (['not ' ~ over[0]] if over else [])) | join(' and ') -%}
    {{ return({
        'is_valid': is_valid,
        'is_over': is_over,
        'is_valid_number': 'case when ' ~ is_valid ~ ' then 1 else 0 end',
        'is_over_number': 'case when ' ~ is_over ~ ' then 1 else 0 end',
    }) }}
{% endmacro %}

{#- The CTE `days` of a replay, with its comma; nothing else. -#}
{% macro replayed_days(scope) %}
    {%- if not scope.is_replay -%}{{ return('') }}{%- endif -%}
    {{ return(
        'days as (\n\n    '
        ~ lead_scoring.indented(lead_scoring.day_rows(lead_scoring.replay_days()), 4) ~ '\n\n),\n\n'
    ) }}
{% endmacro %}
