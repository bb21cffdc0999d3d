{{ config(enabled = lead_scoring.learns()) }}

{%- set attributes = lead_scoring.learning_attributes() -%}
{%- set double = lead_scoring.type_double() -%}
{%- set bins = 'greatest(2, least(' ~ lead_scoring.integer_setting('learn_bins', least=2)
    ~ ', floor(count(ranked_number) over (partition by feature_id) / '
    ~ lead_scoring.least_leads('count(*) over (partition by feature_id)') ~ ')))' %}

with

leads as (

    select *
    from {{ ref('lead_scoring', 'int_lead_scoring__learning_leads') }}
    where exclusion_reason is null

),

features as (

    select *
    from {{ ref('lead_scoring', 'int_lead_scoring__learning_features') }}
    where rule_type = 'event'

),

events as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__learning_events') }}

),

numbers as (
{% for attribute in attributes if attribute.measure not in ('level', 'flag') %}
    -- {{ lead_scoring.comment_text(attribute.name) }}
    select
        lead_key,
        half,
        is_converted,
        {{ attribute.feature_id }} as feature_id,
        {%- if attribute.measure == 'number' %}
        {#- Neither infinite nor no number. #}
        case
            when attribute_{{ attribute.feature_id }} between -1e27 and 1e27
                then attribute_{{ attribute.feature_id }}
        end as number
        {%- else %}
        coalesce(attribute_{{ attribute.feature_id }}, {{ lead_scoring.never() }}) as number
        {%- endif %}
    from leads

    union all
{% endfor %}
    -- Events: how often, or how many days ago (the more recent the higher; never is the lowest).
    select
        leads.lead_key as lead_key,
        leads.half as half,
        leads.is_converted as is_converted,
        features.feature_id as feature_id,
        cast(case
            when features.measure = 'presence'
                then case when events.event_count > 0 then 1 else 0 end
            when features.measure = 'days' then coalesce(events.day_count, 0)
            when features.measure = 'recency'
                then coalesce(-events.last_age_days, {{ lead_scoring.never() }})
            {%- for days in lead_scoring.learning_windows() %}
            when features.window_days = {{ days }} then coalesce(events.event_count_{{ days }}, 0)
            {%- endfor %}
            else coalesce(events.event_count, 0)
        end as {{ double }}) as number
    from leads
    cross join features
    left join events
        on leads.lead_key = events.lead_key
        and features.subject = events.event_type

),

codes as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__learning_codes') }}

),

-- A code is a level, whatever number it is.
coded_numbers as (

    select
        numbers.lead_key as lead_key,
        numbers.half as half,
        numbers.is_converted as is_converted,
        numbers.feature_id as feature_id,
        numbers.number as number,
        case when codes.feature_id is null then numbers.number end as ranked_number,
        codes.place as code_position
    from numbers
    left join codes
        on numbers.feature_id = codes.feature_id
        and numbers.number = codes.number

),

-- The share of the values that are lower tells the bin: equal values are never parted. There are as
-- many bins as have enough leads each.
binned_numbers as (

    select
        lead_key,
        half,
        is_converted,
        feature_id,
        number,
        case
            when number is null then ''
            when code_position is not null then code_position
            else cast(cast(floor(
                {{ bins }} * 1.0
                * (rank() over (partition by feature_id order by ranked_number nulls last) - 1)
                / count(ranked_number) over (partition by feature_id)
            ) as {{ dbt.type_int() }}) as {{ dbt.type_string() }})
        end as place
    from coded_numbers

),

final as (

    select * from binned_numbers
    {%- for attribute in attributes if attribute.measure in ('level', 'flag') %}

    union all

    -- {{ lead_scoring.comment_text(attribute.name) }}
    select
        lead_key,
        half,
        is_converted,
        {{ attribute.feature_id }} as feature_id,
        cast(null as {{ double }}) as number,
        coalesce('=' || attribute_{{ attribute.feature_id }}, '') as place
    from leads
    {%- endfor %}

)

select * from final
