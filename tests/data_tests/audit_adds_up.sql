{# Failing rows: inputs whose audited rows are not their rows, or whose counted rows are not those that were read. #}

{%- set delivered = {
    'leads': ref('lead_scoring', 'stg_lead_scoring__leads'),
    'events': ref('lead_scoring', 'stg_lead_scoring__events'),
    'conversions': ref('lead_scoring', 'stg_lead_scoring__conversions'),
    'identities': ref('lead_scoring', 'stg_lead_scoring__identities'),
    'score_overrides': ref('lead_scoring', 'stg_lead_scoring__score_overrides'),
} -%}
{%- set counted = {
    'leads': ref('lead_scoring', 'int_lead_scoring__leads'),
    'events': ref('lead_scoring', 'int_lead_scoring__events'),
} %}

with

audited_rows as (

    select
        input,
        sum(row_count) as audited,
        sum(case when reason = 'counted' then row_count else 0 end) as audited_as_counted
    from {{ ref('lead_scoring', 'scoring_input_audit') }}
    group by input

),

delivered_rows as (
    {% for input, relation in delivered.items() %}
    select
        '{{ input }}' as input,
        count(*) as delivered
    from {{ relation }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

counted_rows as (
    {% for input, relation in counted.items() %}
    select
        '{{ input }}' as input,
        count(*) as counted
    from {{ relation }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

final as (

    select
        delivered_rows.input,
        delivered_rows.delivered,
        audited_rows.audited,
        counted_rows.counted,
        audited_rows.audited_as_counted
    from delivered_rows
    left join audited_rows
        on delivered_rows.input = audited_rows.input
    left join counted_rows
        on delivered_rows.input = counted_rows.input

)

select * from final
where coalesce(audited, 0) <> delivered
    or (input in ('{{ counted | join("', '") }}') and audited_as_counted <> counted)
