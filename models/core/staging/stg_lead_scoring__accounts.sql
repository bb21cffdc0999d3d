{{ config(
    materialized = lead_scoring.staged_as('accounts'), enabled = lead_scoring.scores_accounts()
) }}

{{ lead_scoring.stage_input('accounts') }}
