{#- Counts are kept from run to run: a run reads the events that are new, and all for a new rule. -#}
{{ config(
    materialized = 'incremental' if lead_scoring.keeps_counts() else 'table',
    incremental_strategy = lead_scoring.append_strategy(),
    pre_hook = '{{ lead_scoring.forget_tallies(sql) }}',
) }}

{%- set scorecards = lead_scoring.scorecards(entity=none) -%}
{%- set events = ref('lead_scoring', 'int_lead_scoring__events') -%}
{%- set aliases = ref('lead_scoring', 'int_lead_scoring__aliases') -%}
{%- set leads = ref('lead_scoring', 'int_lead_scoring__leads') -%}
{%- set reading = lead_scoring.tally_reading(lead_scoring.tallies(scorecards), scorecards) -%}
{%- set leaves_receipts = lead_scoring.leaves_receipts(scorecards) %}

{{ lead_scoring.kept_tallies(reading) }}
with

aliases as (

    select * from {{ aliases }}

),

leads as (

    select lead_key from {{ leads }}

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
{%- if leaves_receipts %}
delivery as (

    {{ lead_scoring.indented(lead_scoring.delivered_events(reading.receipt) | trim, 4) }}

),

-- Until which day events are known: another one than the scoring date if these were not built anew.
known_day as (

    select scoring_date from {{ events }}
    limit 1

),

receipts as (

    {{ lead_scoring.indented(lead_scoring.tally_receipts(reading) | trim, 4) }}

),
{% endif %}
{%- set parts = (['counts'] if reading.all_events else []) + (['new_counts'] if reading.new_events else [])
    + (['receipts'] if leaves_receipts else []) %}
final as (

    {{ lead_scoring.indented('select * from ' ~ parts | join('\nunion all\nselect * from '), 4) }}

)

select * from final
