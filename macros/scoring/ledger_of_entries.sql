{#
    The CTEs that end with `ledger`: entries in words (SPEC: Output tables). Reads the CTEs `points` and
    `leads`.

    Args:
        scorecards: see `scorecards`.
        day: SQL of the day for which they are stated.
        also: further select items, a list.

    Example:
        with leads as (…), points as (…), {{ lead_scoring.ledger_of_entries(scorecards, 'points.scoring_date') }}
#}
{% macro ledger_of_entries(scorecards, day, also=[]) %}
entries as (

    {{ lead_scoring.indented(lead_scoring.entry_rows(scorecards), 4) }}

),

ledger as (

    select
        leads.lead_id as lead_id,
        entries.scorecard_id as scorecard_id,
        {{ day }} as scoring_date,
        entries.entry_type as entry_type,
        entries.group_id as group_id,
        entries.rule_id as rule_id,
        points.event_count as event_count,
        points.last_event_on as last_event_on,
        points.points as points,
        entries.description as description,
        entries.axis as axis
        {%- for column in also %},
        {{ column }}
        {%- endfor %}
    from points
    inner join leads
        on points.lead_key = leads.lead_key
    inner join entries
        on points.entry_key = entries.entry_key

)
{%- endmacro %}
