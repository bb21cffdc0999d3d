{#
    The stage of each lead on each published day, and the one on the published day before: lines of
    the log of stages. A second run on one day replaces what the first one wrote of that day.

    Args: none.

    Example (a CTE):
        stages as ( {{ lead_scoring.stages_by_day() }} )

            lead_id | scoring_date | stage_id | former_stage_id | former_scoring_date | …
            L0154   | 2026-06-30   | mql      | lead            | 2026-06-23          | …
#}
{% macro stages_by_day() %}
select
    *,
    lag(stage_id) over (partition by lead_id order by scoring_date) as former_stage_id,
    lag(entered_on) over (partition by lead_id order by scoring_date) as former_entered_on,
    lag(scoring_date) over (partition by lead_id order by scoring_date) as former_scoring_date
from (
    select
        *,
        row_number() over (
            partition by lead_id, scoring_date
            order by run_number desc, stage_rank desc
        ) as line_rank
    from {{ ref('lead_scoring', 'int_lead_scoring__stage_log') }}
    where line_type not in ('state', 'day')
) as lines
where line_rank = 1
{% endmacro %}
