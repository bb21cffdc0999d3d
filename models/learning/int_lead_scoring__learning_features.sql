{{ config(enabled = lead_scoring.learns()) }}

{%- set attributes = lead_scoring.learning_attributes() -%}
{%- set left_out = lead_scoring.learning_names('learn_without')
    + lead_scoring.learning_names('learn_closing_events') -%}
{%- set rows = [] -%}
{%- for attribute in attributes -%}
    {%- do rows.append([
        attribute.feature_id, lead_scoring.text_literal('attribute'),
        lead_scoring.text_literal(attribute.name), lead_scoring.text_literal(attribute.measure),
        'null',
    ]) -%}
{%- endfor %}

with

attributes as (

    {{ lead_scoring.indented(lead_scoring.inline_rows({
        'feature_id': dbt.type_int(), 'rule_type': dbt.type_string(), 'subject': dbt.type_string(),
        'measure': dbt.type_string(), 'window_days': dbt.type_int(),
    }, rows), 4) }}

),

measures as (

    {{ lead_scoring.indented(lead_scoring.inline_rows(
        {'measure': dbt.type_string(), 'window_days': dbt.type_int()}, lead_scoring.event_measures()
    ), 4) }}

),

{{ lead_scoring.learning_base() | trim }},

counted as (

    select
        events.event_type as subject,
        count(*) as lead_count,
        sum(leads.is_converted) as conversion_count,
        count(*) over () as type_count
    from {{ ref('lead_scoring', 'int_lead_scoring__learning_events').render() }} as events
    inner join {{ ref('lead_scoring', 'int_lead_scoring__learning_leads').render() }} as leads
        on events.lead_key = leads.lead_key
    {%- if left_out %}
    where {{ lead_scoring.in_list(
        'events.event_type', lead_scoring.text_literals(left_out), is_negated=true
    ) }}
    {%- endif %}
    group by events.event_type

),

-- What too few leads ever did fills no bin, unless it says much of them.
event_types as (

    select counted.subject as subject
    from counted
    cross join base
    where {{ lead_scoring.indented(lead_scoring.stands_for_itself(
        'counted.lead_count', 'counted.conversion_count', 'counted.type_count'
    ), 4) }}

),

final as (

    select * from attributes

    union all

    select
        cast({{ attributes | length }} + row_number() over (
            order by
                {{ lead_scoring.by_code_point('event_types.subject') }},
                measures.measure, coalesce(measures.window_days, 0)
        ) as {{ dbt.type_int() }}) as feature_id,
        'event' as rule_type,
        event_types.subject as subject,
        measures.measure as measure,
        measures.window_days as window_days
    from event_types
    cross join measures

)

select * from final
