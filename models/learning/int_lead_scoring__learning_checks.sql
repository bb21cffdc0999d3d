{{ config(enabled = lead_scoring.learns()) }}

{%- set text, double = dbt.type_string(), lead_scoring.type_double() -%}
{%- set never = lead_scoring.never() -%}
{%- set among = lead_scoring.contains(
    "'|' || rules.value || '|'", "'|' || answers.answer || '|'"
) %}

with

leads as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__learning_leads') }}
    where exclusion_reason = 'held_out'

),

rules as (

    select
        rule_id,
        rule_type,
        subject,
        operator,
        value,
        case when operator in ('>=', 'within_last_days', 'older_than_days')
            then cast(value as {{ double }})
        end as bound,
        cast(points as {{ double }}) as points,
        cast(coalesce(min_count, '1') as {{ dbt.type_int() }}) as min_count,
        cast(window_days as {{ dbt.type_int() }}) as window_days,
        count_by
    from {{ ref('lead_scoring', 'learned_scorecard') }}

),

-- What is known of each lead; of a time it is how many days ago it was, with its sign turned.
answers as (
{% for attribute in lead_scoring.learning_attributes() %}
{%- set sql = 'attribute_' ~ attribute.feature_id %}
    {{ 'union all\n\n    ' if not loop.first }}-- {{ lead_scoring.comment_text(attribute.name) }}
    select
        lead_key,
        {{ lead_scoring.text_literal(attribute.name) }} as subject,
        {%- if attribute.measure in ('level', 'flag') %}
        cast(null as {{ double }}) as number,
        cast({{ sql }} as {{ text }}) as answer
        {%- elif attribute.measure == 'number' %}
        case when {{ sql }} between -1e27 and 1e27 then {{ sql }} end as number,
        case when {{ sql }} between -1e27 and 1e27 then cast({{ lead_scoring.number_text(sql) }}
            as {{ text }})
        end as answer
        {%- else %}
        {{ sql }} as number,
        cast(null as {{ text }}) as answer
        {%- endif %}
    from leads
{% else %}
    select
        lead_key,
        cast(null as {{ text }}) as subject,
        cast(null as {{ double }}) as number,
        cast(null as {{ text }}) as answer
    from leads
    where 1 = 0
{% endfor %}
),

-- The rules of attributes that hold.
attribute_points as (

    select
        answers.lead_key as lead_key,
        rules.points as points
    from answers
    inner join rules
        on answers.subject = rules.subject
        and rules.rule_type = 'attribute'
    where case rules.operator
            when '>=' then answers.number >= rules.bound
            when 'within_last_days'
                then answers.number > -rules.bound and answers.number > {{ never }}
            when 'older_than_days'
                then answers.number <= -rules.bound and answers.number > {{ never }}
            when 'is_null' then answers.number is null and answers.answer is null
            when 'is_not_null' then answers.number is not null or answers.answer is not null
            when 'is_true' then answers.answer = 'true'
            when 'is_false' then answers.answer = 'false'
            when '=' then answers.answer = rules.value
            when 'in' then {{ among }}
            when 'not_in' then not {{ among }}
        end

),

events as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__learning_event_counts') }}
    where is_held_out = 1

),

event_points as (

    select
        events.lead_key as lead_key,
        rules.points as points
    from events
    inner join rules
        on events.event_type = rules.subject
        and rules.rule_type = 'event'
    where case
            when rules.count_by = 'day' then events.day_count
            when rules.window_days is null then events.event_count
            {%- for days in lead_scoring.learning_windows() %}
            when rules.window_days = {{ days }} then events.event_count_{{ days }}
            {%- endfor %}
            {#- How long ago it was asks for one event alone. #}
            when events.last_age_days < rules.window_days then 1
            else 0
        end >= rules.min_count

),

absence_points as (

    select
        leads.lead_key as lead_key,
        rules.points as points
    from leads
    inner join rules
        on rules.rule_type = 'absence'
    left join events
        on leads.lead_key = events.lead_key
        and rules.subject = events.event_type
    where events.lead_key is null

),

points as (

    select * from attribute_points

    union all

    select * from event_points

    union all

    select * from absence_points

),

scores as (

    select
        lead_key,
        sum(points) as score
    from points
    group by lead_key

),

final as (

    select
        leads.lead_key as lead_key,
        leads.observed_on as observed_on,
        leads.is_converted as is_converted,
        coalesce(scores.score, 0) as score
    from leads
    left join scores
        on leads.lead_key = scores.lead_key

)

select * from final
