{%- set standings = {
    'leads': ref('lead_scoring', 'int_lead_scoring__lead_standing'),
    'events': ref('lead_scoring', 'int_lead_scoring__event_standing'),
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

row_counts as (
    {% for input, standing in standings.items() %}
    select
        '{{ input }}' as input,
        coalesce(left_out_because, 'counted') as reason,
        count(*) as row_count
    from {{ standing }}
    group by left_out_because
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

final as (

    select
        reasons.input as input,
        reasons.reason as reason,
        coalesce(row_counts.row_count, 0) as row_count
    from reasons
    left join row_counts
        on reasons.input = row_counts.input
        and reasons.reason = row_counts.reason

)

{{ lead_scoring.select_contract('final') }}
