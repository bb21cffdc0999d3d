{#
    The CTEs that end with `backfilled_entries` and `past_leads`: lines of the ledger log for past
    days, from a replay, with `past_days`. A replay does not say why an entry moved, so the reason
    is `backfilled`; there is none on the first day.

    Args:
        days: the past days, a list of texts.

    Example:
        with {{ lead_scoring.backfilled_entries(['2026-06-16', '2026-06-23']) }}

            scoring_date | lead_id | scorecard_id | entry_type | entry_id | points_after | …
            2026-06-16   | ann     | card         | rule       | visit    | 5.00         | …
#}
{% macro backfilled_entries(days) %}
{%- set keys = ['lead_id', 'scorecard_id', 'entry_type', 'entry_id'] -%}
{%- set values = ['points', 'event_count', 'last_event_on'] -%}
past_days as (

    {{ lead_scoring.indented(lead_scoring.day_rows(days), 4) }}

),

past_states as (

    select
        day_number,
        scoring_date,
        {{ keys | join(',\n        ') }},
        sum(points) as points,
        max(event_count) as event_count,
        max(last_event_on) as last_event_on
    from (
        select
            past_days.day_number as day_number,
            ledger.*,
            {{ lead_scoring.entry_id() }} as entry_id
        from {{ ref('lead_scoring', 'lead_score_replay_ledger').render() }} as ledger
        inner join past_days
            on ledger.scoring_date = past_days.scoring_date
    ) as named_entries
    group by day_number, scoring_date, {{ keys | join(', ') }}

),

compared_states as (

    select
        *,
        {%- for name in ['day_number'] + values %}
        lag({{ name }}) over (
            partition by {{ keys | join(', ') }}
            order by day_number
        ) as former_{{ name }},
        {%- endfor %}
        lead(day_number) over (
            partition by {{ keys | join(', ') }}
            order by day_number
        ) as next_day_number
    from past_states

),

backfilled_entries as (

    select
        scoring_date,
        {{ keys | join(',\n        ') }},
        true as is_present,
        case when former_day_number = day_number - 1 then former_points else 0 end as points_before,
        points as points_after,
        event_count,
        last_event_on,
        case when day_number > 1 then 'backfilled' end as reason
    from compared_states
    where former_day_number is null
        or former_day_number < day_number - 1
        or {{ lead_scoring.indented(lead_scoring.any_differs(values), 8) }}

    union all

    -- There on the day before, and not on this one.
    select
        past_days.scoring_date as scoring_date,
        {%- for key in keys %}
        compared_states.{{ key }} as {{ key }},
        {%- endfor %}
        false as is_present,
        compared_states.points as points_before,
        0 as points_after,
        null as event_count,
        null as last_event_on,
        'backfilled' as reason
    from compared_states
    inner join past_days
        on compared_states.day_number + 1 = past_days.day_number
    where compared_states.next_day_number is null
        or compared_states.next_day_number > compared_states.day_number + 1

),

past_leads as (

    select
        scoring_date,
        lead_id,
        count(*) as alias_count
    from {{ ref('lead_scoring', 'int_lead_scoring__replay_identity_map').render() }}
    where scoring_date = {{ lead_scoring.date_literal(days | last) }}
        and ends_at is null
        and lead_id is not null
    group by scoring_date, lead_id

)
{%- endmacro %}
