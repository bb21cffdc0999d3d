{# Failing rows: inputs whose audited rows are not their rows, or whose rows of leads that exist are not those that were read. #}

{%- set delivered = {
    'leads': ref('lead_scoring', 'stg_lead_scoring__leads'),
    'events': ref('lead_scoring', 'stg_lead_scoring__events'),
    'conversions': ref('lead_scoring', 'stg_lead_scoring__conversions'),
    'identities': ref('lead_scoring', 'stg_lead_scoring__identities'),
    'score_overrides': ref('lead_scoring', 'stg_lead_scoring__score_overrides'),
} -%}
{%- set leads = ref('lead_scoring', 'int_lead_scoring__leads') -%}
{%- set aliases = ref('lead_scoring', 'int_lead_scoring__aliases') %}

with

audited_rows as (

    select
        input,
        sum(row_count) as audited,
        -- repeated events were read too, and one of each counts
        sum(case when reason = 'counted' or input = 'events' and reason = 'repeated_id' then row_count else 0 end)
            as audited_as_read
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

read_rows as (

    select
        'leads' as input,
        count(*) as rows_read
    from {{ leads }}

    union all

    select
        'events' as input,
        count(*) as rows_read
    from {{ ref('lead_scoring', 'int_lead_scoring__events') }} as events
    left join {{ aliases }} as aliases
        on events.lead_id = aliases.alias_id
    inner join {{ leads }} as leads
        on coalesce(aliases.lead_id, events.lead_id) = leads.lead_id
    where events.left_out_because is null

),

final as (

    select
        delivered_rows.input,
        delivered_rows.delivered,
        audited_rows.audited,
        read_rows.rows_read,
        audited_rows.audited_as_read
    from delivered_rows
    left join audited_rows
        on delivered_rows.input = audited_rows.input
    left join read_rows
        on delivered_rows.input = read_rows.input

)

select * from final
where coalesce(audited, 0) <> delivered
    or audited_as_read <> rows_read
