{{ config(enabled = lead_scoring.learns(), materialized = 'view') }}

{%- set windows = lead_scoring.learning_windows() %}

with

counts as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__learning_event_counts') }}
    where is_held_out = 0

),

final as (

    select
        lead_key,
        event_type,
        event_count,
        day_count,
        {%- for days in windows %}
        event_count_{{ days }},
        {%- endfor %}
        last_age_days
    from counts

)

select * from final
