{#- Keys are kept: what is stored under them would belong to others. -#}
{{ config(
    enabled = lead_scoring.has_lead_keys(),
    materialized = 'incremental',
    incremental_strategy = lead_scoring.append_strategy(),
    full_refresh = false,
) }}

{{ lead_scoring.lead_keys_table() }}
