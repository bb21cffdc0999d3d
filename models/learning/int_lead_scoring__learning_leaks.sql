{{ config(enabled = lead_scoring.learns()) }}

{%- set double = lead_scoring.type_double() -%}
{%- set allowed = lead_scoring.learning_names('learn_allow') %}

with

features as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__learning_features') }}

),

places as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__learning_value_bins') }}

),

{{ lead_scoring.learning_base() | trim }},

-- How often the leads of each place convert, as the other half of them says. A place that it does
-- not know is like all.
halves as (

    select
        places.feature_id as feature_id,
        1 as half,
        places.half_conversion_count as conversion_count,
        places.half_lead_count - places.half_conversion_count as failure_count,
        (places.conversion_count - places.half_conversion_count + base.rate)
            / (places.lead_count - places.half_lead_count + 1) as rate
    from places
    cross join base

    union all

    select
        places.feature_id as feature_id,
        0 as half,
        places.conversion_count - places.half_conversion_count as conversion_count,
        places.lead_count - places.half_lead_count
            - (places.conversion_count - places.half_conversion_count) as failure_count,
        (places.half_conversion_count + base.rate) / (places.half_lead_count + 1) as rate
    from places
    cross join base

),

rates as (

    select
        feature_id,
        half,
        {{ lead_scoring.rounded('rate', 9) }} as rate,
        sum(conversion_count) as conversion_count,
        sum(failure_count) as failure_count
    from halves
    group by feature_id, half, {{ lead_scoring.rounded('rate', 9) }}

),

ranked as (

    select
        *,
        sum(failure_count) over (
            partition by feature_id, half
            order by rate
            rows unbounded preceding
        ) - failure_count / 2 as failures_below
    from rates

),

pairs as (

    select
        feature_id,
        half,
        sum(conversion_count * failures_below) as ordered_pair_count,
        sum(conversion_count) * sum(failure_count) as pair_count
    from ranked
    group by feature_id, half

),

areas as (

    select
        feature_id,
        sum(ordered_pair_count) / nullif(sum(pair_count), 0) as auc
    from pairs
    group by feature_id

),

-- What may say the outcome of those who have it: that there is a value at all (of an event that it
-- happened), or one level.
marks as (

    select
        places.feature_id as feature_id,
        'value' as mark,
        sum(places.lead_count) as lead_count,
        sum(places.conversion_count) as conversion_count
    from places
    inner join features
        on places.feature_id = features.feature_id
    where places.place <> ''
        and case
            when features.measure in ('recency', 'days_ago')
                then case when places.lowest > {{ lead_scoring.never() }} then 1 else 0 end
            when features.rule_type = 'event' then case when places.lowest > 0 then 1 else 0 end
            else 1
        end = 1
    group by places.feature_id

    union all

    select
        feature_id,
        'level' as mark,
        lead_count,
        conversion_count
    from places
    where place like '=%'

),

marked as (

    select
        marks.feature_id as feature_id,
        max(case when marks.mark = 'value' then {{ lead_scoring.decides() }} else 0 end)
            as decides_by_value,
        max(case when marks.mark = 'level' then {{ lead_scoring.decides() }} else 0 end)
            as decides_by_level
    from marks
    cross join base
    where marks.lead_count < base.lead_count
    group by marks.feature_id

),

judged as (

    select
        features.feature_id as feature_id,
        features.rule_type as rule_type,
        features.subject as subject,
        coalesce(areas.auc, 0.5) as auc,
        case
            when areas.auc > {{ lead_scoring.leak_auc() }} then 'ranks_leads_alone'
            when marked.decides_by_value >= 1 then 'filled_with_one_outcome'
            when marked.decides_by_level >= 1 then 'level_with_one_outcome'
        end as reason,
        case
            when areas.auc > {{ lead_scoring.leak_auc() }} then 1
            {#- Some levels and events decide for good reasons: only the extreme are left out. #}
            when marked.decides_by_value >= case when features.rule_type = 'event' then 2 else 1 end
                then 1
            when marked.decides_by_level >= 2 then 1
            else 0
        end as is_leak
    from features
    left join areas
        on features.feature_id = areas.feature_id
    left join marked
        on features.feature_id = marked.feature_id

),

final as (

    select
        feature_id,
        rule_type,
        subject,
        auc,
        reason,
        {% if allowed -%}
        case
            when {{ lead_scoring.in_list(
                lead_scoring.prepared_text('subject'), lead_scoring.text_literals(allowed)
            ) }} then 0
            else max(is_leak) over (partition by rule_type, subject)
        end
        {%- else -%}
        max(is_leak) over (partition by rule_type, subject)
        {%- endif %} as is_leaking
    from judged

)

select * from final
