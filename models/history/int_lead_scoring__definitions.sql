{{ config(enabled = lead_scoring.keeps_history(), materialized = 'view') }}

with

log as (

    select
        *,
        row_number() over (
            partition by entry_key, scoring_date
            order by run_number desc
        ) as line_rank
    from {{ ref('lead_scoring', 'int_lead_scoring__definition_log') }}
    where entry_key is not null

),

-- A second run on one day replaces what the first one said of that day.
compared as (

    select
        *,
        lag(definition_id) over (partition by entry_key order by scoring_date) as former_definition_id,
        lead(scoring_date) over (partition by entry_key order by scoring_date) as valid_to_on
    from log
    where line_rank = 1

),

final as (

    select
        entry_key,
        scoring_date as valid_from_on,
        valid_to_on,
        max(case when {{ lead_scoring.any_differs(['definition_id']) }} then scoring_date end) over (
            partition by entry_key
            order by scoring_date
            rows between unbounded preceding and current row
        ) as changed_on,
        entry_type,
        scorecard_id,
        group_id,
        rule_id,
        axis,
        description
    from compared

)

select * from final
