{#
    The audit of the inputs (SPEC: Output tables): which rows counted, and why the others did not. A
    whole model.

    Example (models/core/scoring_input_audit.sql, whole):
        {{ lead_scoring.input_audit() }}
#}
{% macro input_audit() %}
{%- set scope = lead_scoring.scope() -%}
{%- set scorecards = lead_scoring.scorecards(entity=none) -%}
{%- set links_ids = lead_scoring.links_ids() -%}
{%- set inputs = {
    'leads': ref('lead_scoring', 'int_lead_scoring__leads'),
    'conversions': ref('lead_scoring', 'int_lead_scoring__conversions'),
    'score_overrides': ref('lead_scoring', 'int_lead_scoring__overrides'),
} -%}
{%- set staged = {
    'leads': ref('lead_scoring', 'stg_lead_scoring__leads'),
    'conversions': ref('lead_scoring', 'stg_lead_scoring__conversions'),
    'identities': ref('lead_scoring', 'stg_lead_scoring__identities'),
} -%}
{%- set activities = ref('lead_scoring', 'int_lead_scoring__activities') -%}
{%- set events = ref('lead_scoring', 'stg_lead_scoring__events') -%}
{%- set machine_events = ref('lead_scoring', 'int_lead_scoring__machine_events')
    if lead_scoring.filters_events() -%}
{%- set links = ref('lead_scoring', 'int_lead_scoring__identity_links') -%}
{%- set identity_map = ref('lead_scoring', 'int_lead_scoring__identity_map') -%}
{%- set columns = lead_scoring.prepared_names(lead_scoring.scorecards_of(scope), 'leads')
    + lead_scoring.entity_keys(lead_scoring.scorecards_of(scope)) | list -%}
{%- set text = dbt.type_string() -%}
{%- set reasons = [] -%}
{%- for input, exclusion_reasons in lead_scoring.exclusion_reasons().items() -%}
    {%- for reason in ['counted'] + exclusion_reasons -%}
        {%- do reasons.append([
            lead_scoring.text_literal(input), lead_scoring.text_literal(reason)
        ]) -%}
    {%- endfor -%}
{%- endfor %}
with

-- Each reason has its row, also when no row of the input has it.
reasons as (

    {{ lead_scoring.indented(lead_scoring.inline_rows(
        {'input': dbt.type_string(), 'reason': dbt.type_string()}, reasons
    ), 4) }}

),

leads as (

    select lead_id, lead_key
    from {{ ref('lead_scoring', 'int_lead_scoring__leads') }}
    where exclusion_reason is null

),

-- Every event that has a lead and a time, and every row that only repeats one.
known_events as (

    select
        case
            when leads.lead_key is null then 'unknown_lead'
            when activities.known_on > {{ scope.day }} then 'after_scoring_date'
            {%- if links_ids and lead_scoring.stitch() == 'from_link' %}
            when activities.occurred_at < identity_map.first_linked_at then 'before_link'
            {%- endif %}
            when not activities.is_event then 'repeated_id'
            {%- if lead_scoring.event_filters() %}
            when machine_events.lead_key is not null then 'machine'
            {%- endif %}
        end as exclusion_reason
    from {{ activities.render() }} as activities
    {{ lead_scoring.joined_identities(scope, 'activities', 'lead_key', 'occurred_at') | trim }}
    left join leads
        on {{ lead_scoring.identified('activities', 'lead_key') }} = leads.lead_key
    {%- if lead_scoring.event_filters() %}
    left join {{ machine_events.render() }} as machine_events
        on {{ lead_scoring.identified('activities', 'lead_key') }} = machine_events.lead_key
        and activities.event_type = machine_events.event_type
        and activities.occurred_at = machine_events.occurred_at
    {%- endif %}
    where activities.known_on is not null
        and (
            activities.is_event
            or activities.activity
                = {{ lead_scoring.text_literal(lead_scoring.repeated_activity()) }}
        )

),

other_events as (

    select
        case
            when events.lead_id is null then 'no_lead'
            when leads.lead_id is null then 'unknown_lead'
            when events.unreadable_time is not null then 'unreadable_time'
            else 'no_time'
        end as exclusion_reason,
        events.unreadable_time as unreadable_time
    from {{ events.render() }} as events
    {{ lead_scoring.joined_identities(
        scope, 'events', 'lead_id', 'occurred_at', kind='id'
    ) | trim }}
    left join leads
        on {{ lead_scoring.identified('events', 'lead_id', 'id') }} = leads.lead_id
    where events.lead_id is null or events.occurred_at is null

),

identities as (
    {% if links_ids %}
    select
        case
            when links.exclusion_reason is not null
                and links.exclusion_reason not in ('repeated_id', 'unknown_lead')
                then links.exclusion_reason
            when identity_map.is_circular then 'circular'
            when links.exclusion_reason = 'unknown_lead' then 'unknown_lead'
            when links.is_record and leads.lead_id is null and identity_map.lead_id is null
                then 'unknown_lead'
            else links.exclusion_reason
        end as exclusion_reason
    from {{ links.render() }} as links
    left join {{ identity_map.render() }} as identity_map
        on links.lead_id = identity_map.alias_id
        and links.linked_at is not null
        and case
            -- from a record on the latest links hold
            when links.is_record then identity_map.ends_at is null
            else coalesce(links.linked_at >= identity_map.starts_at, true)
                and coalesce(links.linked_at < identity_map.ends_at, true)
        end
    left join leads
        on links.lead_id = leads.lead_id
    {% else %}
    select exclusion_reason from {{ links }}
    {% endif %}
),

-- Which of two rows of a lead counts: by their times, or by a column, whose values are not shown.
repeated_leads as (

    select
        left_out.lead_id || ': the row ' || case
            {%- for name, of in {
                'row_valid_from': 'valid from', 'row_created_at': 'created at',
            }.items() %}
            {%- set times = [] -%}
            {%- for row in ('counted', 'left_out') -%}
                {%- set time = 'cast(' ~ row ~ '.' ~ name ~ ' as ' ~ text ~ ')' -%}
                {%- do times.append('coalesce(' ~ time ~ ", 'the beginning')") -%}
            {%- endfor %}
            when {{ lead_scoring.differs('counted.' ~ name, 'left_out.' ~ name) }}
                then '{{ of }} ' || {{ times | join(" || ' counts, not that of ' || ") }}
            {%- endfor %}
            {%- for column in columns %}
            when {{ lead_scoring.differs('counted.' ~ column, 'left_out.' ~ column) }}
                then {{ lead_scoring.text_literal('with the smaller ' ~ column ~ ' counts') }}
            {%- endfor %}
            else 'differs in nothing that counts'
        end as example
    from {{ inputs.leads.render() }} as left_out
    inner join {{ inputs.leads.render() }} as counted
        on left_out.lead_id = counted.lead_id
        and counted.exclusion_reason is null
    where left_out.exclusion_reason = 'repeated_id'

),

row_counts as (

    select
        'events' as input,
        exclusion_reason,
        count(*) as row_count,
        cast(null as {{ dbt.type_string() }}) as example
    from known_events
    group by exclusion_reason

    union all

    select
        'events' as input,
        exclusion_reason,
        count(*) as row_count,
        min(case when exclusion_reason = 'unreadable_time' then unreadable_time end) as example
    from other_events
    group by exclusion_reason

    union all

    select 'identities' as input, exclusion_reason, count(*) as row_count, null as example
    from identities
    group by exclusion_reason

    union all

    select
        'leads' as input,
        'repeated_id' as exclusion_reason,
        0 as row_count,
        min(example) as example
    from repeated_leads
    {%- for input, relation in staged.items() %}

    union all

    select
        '{{ input }}' as input,
        'unreadable_time' as exclusion_reason,
        0 as row_count,
        min(unreadable_time) as example
    from {{ relation }}
    {%- endfor %}
    {%- for input, relation in inputs.items() %}

    union all

    select '{{ input }}' as input, exclusion_reason, count(*) as row_count, null as example
    from {{ relation }}
    group by exclusion_reason
    {%- endfor %}

),

totals as (

    select
        input,
        coalesce(exclusion_reason, 'counted') as reason,
        sum(row_count) as row_count,
        min(example) as example
    from row_counts
    group by input, coalesce(exclusion_reason, 'counted')

),

final as (

    select
        reasons.input as input,
        reasons.reason as reason,
        cast(coalesce(totals.row_count, 0) as {{ dbt.type_bigint() }}) as row_count,
        case when totals.row_count > 0 then substring(totals.example, 1, 100) end as example
    from reasons
    left join totals
        on reasons.input = totals.input
        and reasons.reason = totals.reason

)

{{ lead_scoring.select_contract('final') }}
{% endmacro %}
