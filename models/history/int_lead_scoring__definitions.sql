{{ config(enabled = lead_scoring.keeps_history(), materialized = 'view') }}

{%- set of_one = 'partition by scorecard_id, entry_type, entry_id' %}

with

log as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__definition_log') }}

),

ranked_lines as (

    select
        *,
        row_number() over ({{ of_one }}, scoring_date order by run_number desc) as line_rank
    from log
    where line_type <> 'day' and entry_type not in ('tiers', 'stages')

),

-- A second run on one day replaces what the first one wrote of that day.
compared as (

    select
        *,
        lag(definition_id) over ({{ of_one }} order by scoring_date) as former_definition_id,
        lead(scoring_date) over ({{ of_one }} order by scoring_date) as valid_to_on
    from ranked_lines
    where line_rank = 1

),

final as (

    select
        scorecard_id,
        entry_type,
        entry_id,
        scoring_date as valid_from_on,
        valid_to_on,
        max(
            case when {{ lead_scoring.any_differs(['definition_id']) }} then scoring_date end
        ) over (
            {{ of_one }}
            order by scoring_date
            rows between unbounded preceding and current row
        ) as changed_on,
        group_id,
        rule_id,
        axis,
        description
    from compared

)

select * from final
