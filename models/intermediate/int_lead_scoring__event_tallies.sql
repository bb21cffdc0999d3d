{#- Counts are kept from run to run: a run reads the events that are new, and all for a new rule. -#}
{{ config(
    materialized = 'incremental' if lead_scoring.keeps_counts() else 'table',
    incremental_strategy = 'append',
    pre_hook = '{{ lead_scoring.forget_tallies() }}',
) }}

{%- set scorecards = lead_scoring.scorecards() -%}
{%- set events = ref('lead_scoring', 'int_lead_scoring__events') -%}
{%- set aliases = ref('lead_scoring', 'int_lead_scoring__aliases') -%}
{%- set leads = ref('lead_scoring', 'int_lead_scoring__leads') -%}
{%- set reading = lead_scoring.tally_reading(lead_scoring.tallies(scorecards), scorecards) %}

with

delivery as (

    {{ lead_scoring.indented(lead_scoring.delivered_events(scorecards) | trim, 4) }}

),

aliases as (

    select * from {{ aliases }}

),

leads as (

    select lead_id from {{ leads }}

),

events as {{ lead_scoring.read_in_place() }}(

    select
        *,
        {{ lead_scoring.days_between('occurred_on', lead_scoring.scoring_day()) }} as age_days
    from {{ events }}
    where left_out_because is null

),
{% if reading.all_events %}
{{ lead_scoring.event_counts(
    '', reading.all_events, scorecards, reading.may_repeat, counts_copies=not reading.new_events
) | trim }},
{% endif %}
{%- if reading.new_events %}
new_events as {{ lead_scoring.read_in_place() }}(

    select *
    from events
    where {{ reading.is_new }}

),

{{ lead_scoring.event_counts('new_', reading.new_events, scorecards, reading.may_repeat, reading.is_new) | trim }},
{% endif %}
receipts as (

    {{ lead_scoring.indented(lead_scoring.tally_receipts(reading, scorecards) | trim, 4) }}

),

final as (
    {% for prefix in ([''] if reading.all_events else []) + (['new_'] if reading.new_events else []) %}
    select * from {{ prefix }}counts
    union all
    {%- endfor %}
    select * from receipts

)

select * from final
