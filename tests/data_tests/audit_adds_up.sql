{# Failing rows: inputs of which the audit has more rows than were delivered, or fewer. #}

{%- set delivered = {
    'leads': ref('lead_scoring', 'stg_lead_scoring__leads'),
    'events': ref('lead_scoring', 'stg_lead_scoring__events'),
    'conversions': ref('lead_scoring', 'stg_lead_scoring__conversions'),
    'identities': ref('lead_scoring', 'stg_lead_scoring__identities'),
    'score_overrides': ref('lead_scoring', 'stg_lead_scoring__score_overrides'),
} %}

with

delivered_rows as (
    {% for input, relation in delivered.items() %}
    select
        '{{ input }}' as input,
        count(*) as row_count
    from {{ relation }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

audited_rows as (

    select
        input,
        sum(row_count) as row_count
    from {{ ref('lead_scoring', 'scoring_input_audit') }}
    group by input

),

final as (

    select
        delivered_rows.input,
        delivered_rows.row_count as delivered,
        coalesce(audited_rows.row_count, 0) as audited
    from delivered_rows
    left join audited_rows
        on delivered_rows.input = audited_rows.input

)

select * from final
where delivered <> audited
