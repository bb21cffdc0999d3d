{#
    Failing rows: inputs whose audited rows are not their rows, or whose counted rows of leads that exist
    are not those that were read.
#}

{%- set delivered = {
    'leads': ref('lead_scoring', 'stg_lead_scoring__leads'),
    'events': ref('lead_scoring', 'stg_lead_scoring__events'),
    'conversions': ref('lead_scoring', 'stg_lead_scoring__conversions'),
    'identities': ref('lead_scoring', 'stg_lead_scoring__identities'),
    'score_overrides': ref('lead_scoring', 'stg_lead_scoring__score_overrides'),
} -%}
{%- set leads = ref('lead_scoring', 'int_lead_scoring__leads') -%}
{%- set activities = lead_scoring.counted_activities(lead_scoring.scope()) | trim %}

with

audited_rows as (

    select
        input,
        sum(row_count) as audited,
        sum(case when reason = 'counted' then row_count else 0 end) as audited_as_read
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

activities as (

    {{ lead_scoring.indented(activities, 4) }}

),

read_rows as (

    select
        'leads' as input,
        count(*) as rows_read
    from {{ leads }}
    where exclusion_reason is null

    union all

    select
        'events' as input,
        count(*) as rows_read
    from activities
    inner join {{ leads }} as leads
        on activities.lead_key = leads.lead_key
    where activities.is_event
        and leads.exclusion_reason is null

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
