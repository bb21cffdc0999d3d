{{ config(
    enabled = lead_scoring.keeps_activation() and lead_scoring.has_lines_of('trigger_rules'),
    materialized = 'view',
) }}

with

final as (

    select
        {{ lead_scoring.row_hash(['trigger_id', 'lead_id', 'run_number', 'scoring_date']) }}
            as lead_trigger_id,
        trigger_id,
        lead_id,
        scorecard_id,
        kind,
        value,
        action,
        scoring_date as triggered_on,
        cast(published_at as {{ lead_scoring.type_utc_timestamp() }}) as triggered_at
    from {{ ref('lead_scoring', 'int_lead_scoring__trigger_log') }}
    where line_type = 'fired'

)

{{ lead_scoring.select_contract('final') }}
