{{ config(materialized = 'view') }}

{%- if not lead_scoring.is_replayed() -%}
{#- Not asked for, see lead_scoring__replay_dates. With a wrong scorecard the last replay stays. -#}
-- depends_on: {{ ref('lead_scoring', 'lead_score_replay') }}
{{ lead_scoring.no_rows() }}
{%- else -%}
{{ lead_scoring.ledger('replay') }}
{%- endif %}
