{{ config(enabled = lead_scoring.is_replayed(), materialized = 'view') }}

with

final as (

    select lead_key, entry_key, event_count, last_event_on, points
    from {{ ref('lead_scoring', 'int_lead_scoring__replay_rule_entries') }}

    union all

    select
        lead_key,
        entry_key,
        cast(null as {{ dbt.type_bigint() }}) as event_count,
        cast(null as date) as last_event_on,
        points
    from {{ ref('lead_scoring', 'int_lead_scoring__replay_other_entries') }}

)

select * from final
