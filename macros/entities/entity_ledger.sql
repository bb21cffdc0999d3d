{#
    The ledger of another entity than leads: rules over its attributes, over the events of all its leads
    and over their scores, rolled up; limits and overrides. A whole model.

    Args:
        entity: its name, one of `lead_scoring__entities`.
        source: its relation: `<entity>_id`, perhaps `created_at`, and attributes.

    Example (models/account_score_ledger.sql, whole):
        {{ lead_scoring.entity_ledger('account', ref('lead_scoring', 'stg_lead_scoring__accounts')) }}
#}
{% macro entity_ledger(entity, source) %}
{%- set scorecards = lead_scoring.scorecards(entity, lead_scoring.entity_inputs(entity, source)) -%}
{%- set event_tallies = ref('lead_scoring', 'int_lead_scoring__event_tallies') -%}
{%- set aliases = ref('lead_scoring', 'int_lead_scoring__aliases') -%}
{%- set day = lead_scoring.scoring_day() -%}
with

{{ lead_scoring.entity_rows(scorecards, entity, source) | trim }},

-- What its leads did, under whatever id, the {{ entity }} did.
aliases as (

    select
        lead_key as alias_key,
        {{ entity }}_key as lead_key
    from members

    union all

    select
        aliases.alias_key as alias_key,
        members.{{ entity }}_key as lead_key
    from {{ aliases.render() }} as aliases
    inner join members
        on aliases.lead_key = members.lead_key

),

event_tallies as (

    select * from {{ event_tallies }}
    where not is_receipt

),

tallies as (

    with {{ lead_scoring.indented(lead_scoring.tallies_of_leads(lead_scoring.tallies(scorecards)) | trim, 4) }}

    select * from tallies_of_leads

),

rule_entries as (

    {{ lead_scoring.indented(
        (lead_scoring.rule_entries(scorecards) or [lead_scoring.no_rule_entries()]) | join('\n\nunion all\n\n'), 4
    ) }}

),

overrides as (

    {{ lead_scoring.indented(lead_scoring.entity_overrides(scorecards, entity) | trim, 4) }}

),

limits_and_overrides as (

    with {{ lead_scoring.indented(lead_scoring.other_entries(scorecards) | trim, 4) }}

    select * from other_entries

),

points as (

    select lead_key, entry_key, event_count, last_event_on, points
    from rule_entries

    union all

    select
        lead_key,
        entry_key,
        cast(null as {{ dbt.type_bigint() }}) as event_count,
        cast(null as date) as last_event_on,
        cast(points as {{ lead_scoring.type_decimal(18, 2) }}) as points
    from limits_and_overrides

),

{{ lead_scoring.ledger_of_entries(scorecards, day, also=['points.entry_key']) | trim }},

final as (

    select
        lead_id as {{ entity }}_id,
        scorecard_id,
        scoring_date,
        entry_type,
        group_id,
        rule_id,
        event_count,
        last_event_on,
        points,
        description,
        axis,
        entry_key
    from ledger

)

{{ lead_scoring.select_contract('final') }}
{% endmacro %}
