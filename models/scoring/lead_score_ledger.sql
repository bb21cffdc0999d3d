{#- Compiled from tables that hold numbers alone: the words of an entry are added when it is read. -#}
{{ config(materialized = 'view') }}

{%- set scorecards = lead_scoring.scorecards() %}

with

leads as (

    select lead_key, lead_id from {{ ref('lead_scoring', 'int_lead_scoring__leads') }}

),

points as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__entries') }}

),

entries as (

    {{ lead_scoring.indented(lead_scoring.entry_rows(scorecards), 4) }}

),

final as (

    select
        leads.lead_id,
        entries.scorecard_id,
        points.scoring_date,
        entries.entry_type,
        entries.group_id,
        entries.rule_id,
        points.event_count,
        points.last_event_on,
        points.points,
        entries.description,
        entries.axis
    from points
    inner join leads
        on points.lead_key = leads.lead_key
    inner join entries
        on points.entry_key = entries.entry_key

)

{{ lead_scoring.select_contract('final') }}
