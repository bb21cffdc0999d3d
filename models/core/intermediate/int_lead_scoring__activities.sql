{#- Rows are kept from run to run: a run reads the events that are new, and all
    for a new condition. -#}
{{ config(
    materialized = 'incremental' if lead_scoring.keeps_activities() else 'table',
    incremental_strategy = lead_scoring.append_strategy(),
    pre_hook = [
        '{{ lead_scoring.give_keys_to_events() }}', '{{ lead_scoring.widen_activities() }}',
        '{{ lead_scoring.forget_activities() }}',
    ],
) }}

{{ lead_scoring.activities() }}
