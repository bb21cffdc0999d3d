{%- set standings = {
    'leads': ref('lead_scoring', 'int_lead_scoring__lead_standing'),
    'conversions': ref('lead_scoring', 'int_lead_scoring__conversion_standing'),
    'identities': ref('lead_scoring', 'int_lead_scoring__identity_standing'),
    'score_overrides': ref('lead_scoring', 'int_lead_scoring__override_standing'),
} -%}
{%- set reasons = [] -%}
{%- for input, left_out_because in lead_scoring.left_out_reasons().items() -%}
    {%- for reason in ['counted'] + left_out_because -%}
        {%- do reasons.append([lead_scoring.text_literal(input), lead_scoring.text_literal(reason)]) -%}
    {%- endfor -%}
{%- endfor %}

with

-- Each reason has its row, also when no row of the input has it.
reasons as (

    {{ lead_scoring.indented(lead_scoring.inline_rows(
        {'input': dbt.type_string(), 'reason': dbt.type_string()}, reasons
    ), 4) }}

),

-- Events are counted where they are read, by lead: what a lead's id stands for, and whether there is
-- such a lead, is looked up for leads and not for each event.
leads as (

    select lead_id, lead_key from {{ ref('lead_scoring', 'int_lead_scoring__leads') }}

),

aliases as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__aliases') }}

),

event_counts as (

    select
        lead_key,
        case when tally_id = {{ lead_scoring.text_literal(lead_scoring.repeated_tally().tally_id) }}
            then 'repeated_id' end as left_out_because,
        event_count
    from {{ ref('lead_scoring', 'int_lead_scoring__event_tallies') }}
    where not is_receipt
        and tally_id in (
            {{ lead_scoring.text_literal(lead_scoring.counted_tally().tally_id) }},
            {{ lead_scoring.text_literal(lead_scoring.repeated_tally().tally_id) }}
        )

    union all

    select
        lead_key,
        left_out_because,
        1 as event_count
    from {{ ref('lead_scoring', 'int_lead_scoring__events') }}
    where left_out_because is not null

),

event_reasons as (

    select
        case
            when event_counts.lead_key is not null and leads.lead_key is null then 'unknown_lead'
            else event_counts.left_out_because
        end as left_out_because,
        event_counts.event_count as event_count
    from event_counts
    left join aliases
        on event_counts.lead_key = aliases.alias_key
    left join leads
        on coalesce(aliases.lead_key, event_counts.lead_key) = leads.lead_key

),

row_counts as (

    select
        'events' as input,
        coalesce(left_out_because, 'counted') as reason,
        sum(event_count) as row_count
    from event_reasons
    group by left_out_because
    {% for input, standing in standings.items() %}
    union all

    select
        '{{ input }}' as input,
        coalesce(left_out_because, 'counted') as reason,
        count(*) as row_count
    from {{ standing }}
    group by left_out_because
    
    {%- endfor %}
),

final as (

    select
        reasons.input as input,
        reasons.reason as reason,
        cast(coalesce(row_counts.row_count, 0) as {{ dbt.type_bigint() }}) as row_count
    from reasons
    left join row_counts
        on reasons.input = row_counts.input
        and reasons.reason = row_counts.reason

)

{{ lead_scoring.select_contract('final') }}
