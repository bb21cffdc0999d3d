{{ config(
    materialized = lead_scoring.staged_as('accounts'), enabled = lead_scoring.scores_accounts()
) }}
{% if lead_scoring.accounts_come_from_leads() %}
{{ lead_scoring.accounts_of_leads() }}
{%- else %}
{{ lead_scoring.stage_input('accounts') }}
{%- endif %}
