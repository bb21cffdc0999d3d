{{ config(enabled = lead_scoring.learns()) }}

{%- do lead_scoring.check_learning() -%}
{%- set inputs = lead_scoring.scorecard_inputs() -%}
{%- set attributes = lead_scoring.learning_attributes() -%}
{%- set population = lead_scoring.setting('learn_population') -%}
{%- set closing_events = lead_scoring.learning_names('learn_closing_events') -%}
{%- set day, horizon = lead_scoring.learning_day(), lead_scoring.integer_setting('horizon_days') -%}
{%- set validity = [] -%}
{%- if 'valid_from' in inputs.leads -%}
    {%- do validity.append(
        '(valid_from is null or ' ~ lead_scoring.local_day('valid_from') ~ ' <= observed_on)'
    ) -%}
{%- endif -%}
{%- if 'valid_to' in inputs.leads -%}
    {%- do validity.append(
        '(valid_to is null or ' ~ lead_scoring.local_day('valid_to') ~ ' > observed_on)'
    ) -%}
{%- endif %}
{%- set check_order = lead_scoring.check_order() -%}
{%- set least = lead_scoring.integer_setting('min_conversions') -%}
{%- set percent = lead_scoring.integer_setting('learn_check_percent', least=0) -%}
{#- Named outside of any condition: dbt learns of dependencies while parsing. -#}
{%- set known_events = lead_scoring.learning_events_known() %}

with
{% if closing_events %}
{{ known_events | trim }},
{% endif %}
created as (

    select
        *,
        {{ lead_scoring.local_day('created_at') }} as created_on
    from {{ ref('lead_scoring', 'stg_lead_scoring__leads') }}

),

observed as (

    select
        *,
        {{ day }} as observed_on
    from created

),

prepared as (

    select
        lead_id,
        created_at,
        created_on,
        observed_on,
        {%- if 'valid_from' in inputs.leads %}
        valid_from,
        {%- endif %}
        {{ validity | join(' and ') or 'true' }} as is_valid,
        {%- for attribute in attributes %}
        {{ attribute.sql }} as attribute_{{ attribute.feature_id }},
        {%- endfor %}
        {%- if population %}
        (
            {{ lead_scoring.signal_condition(population, inputs.leads, 'observed_on') | trim }}
        ) as is_in_population
        {%- else %}
        true as is_in_population
        {%- endif %}
    from observed

),

-- Of several rows of a lead that which was valid on the day counts, the latest of those.
ranked as (

    select
        *,
        row_number() over (
            partition by lead_id
            order by
                is_valid desc,
                {%- if 'valid_from' in inputs.leads %}
                valid_from desc nulls last,
                {%- endif %}
                created_at nulls last
                {%- for attribute in attributes %},
                attribute_{{ attribute.feature_id }} nulls last
                {%- endfor %}
        ) as row_rank
    from prepared
    where lead_id is not null and created_on is not null

),

aliases as (

    select alias_id
    from {{ ref('lead_scoring', 'int_lead_scoring__identity_map') }}
    where ends_at is null and lead_id is not null

),

conversions as (

    select
        lead_id,
        converted_on
    from {{ ref('lead_scoring', 'int_lead_scoring__conversions') }}
    where exclusion_reason is null

),

outcomes as (

    select
        ranked.lead_id as lead_id,
        max(case when conversions.converted_on <= ranked.observed_on then 1 else 0 end)
            as was_converted,
        max(case
            when conversions.converted_on > ranked.observed_on
                and {{ lead_scoring.days_between(
                    'ranked.observed_on', 'conversions.converted_on'
                ) }} <= {{ horizon }} then 1
            else 0
        end) as is_converted
    from ranked
    inner join conversions
        on ranked.lead_id = conversions.lead_id
    where ranked.row_rank = 1
    group by ranked.lead_id

),
{% if closing_events %}
events_of_leads as (

    select *
    from known_events
    where known_on <= {{ lead_scoring.scoring_day() }}

),

{{ lead_scoring.learning_events_of_people('events_of_leads') }},

closing_events as (

    select
        lead_key,
        min(occurred_on) as closed_on
    from events_of_people
    where {{ lead_scoring.in_list('event_type', lead_scoring.text_literals(closing_events)) }}
    group by lead_key

),
{% endif %}
keyed as (

    {{ lead_scoring.indented(
        lead_scoring.with_lead_key('ranked', ['lead_id', 'row_rank']) | trim, 4
    ) }}

),

eligible as (

    select
        keyed.lead_key as lead_key,
        {{ check_order }} as check_order,
        ranked.created_on as created_on,
        ranked.observed_on as observed_on,
        {#- By chance, and the same in every run. #}
        case when {{ lead_scoring.row_hash(['ranked.lead_id']) }} < '8' then 1 else 0 end as half,
        coalesce(outcomes.is_converted, 0) as is_converted,
        {%- for attribute in attributes %}
        {%- set name = 'attribute_' ~ attribute.feature_id %}
        {{ 'case when is_valid then ' ~ name ~ ' end' if validity else 'ranked.' ~ name }}
            as {{ name }},
        {%- endfor %}
        case
            when aliases.alias_id is not null then 'merged'
            when ranked.created_on > ranked.observed_on then 'not_created'
            when {{ lead_scoring.days_between('ranked.observed_on', lead_scoring.scoring_day()) }}
                < {{ horizon }} then 'horizon_not_over'
            when outcomes.was_converted = 1 then 'already_converted'
            {%- if closing_events %}
            when closing_events.closed_on <= ranked.observed_on then 'closed'
            {%- endif %}
            {%- if population %}
            when not coalesce(ranked.is_in_population, false) then 'outside_population'
            {%- endif %}
        end as exclusion_reason
    from ranked
    inner join keyed
        on ranked.lead_id = keyed.lead_id
        and keyed.row_rank = 1
    left join aliases
        on ranked.lead_id = aliases.alias_id
    left join outcomes
        on ranked.lead_id = outcomes.lead_id
    {%- if closing_events %}
    left join closing_events
        on keyed.lead_key = closing_events.lead_key
    {%- endif %}
    where ranked.row_rank = 1

),

-- From the last one on: how many leads there are up to here, and how many of them converted.
counted_backwards as (

    select
        check_order,
        sum(count(*)) over (order by check_order desc rows unbounded preceding) as lead_count,
        sum(sum(is_converted)) over (order by check_order desc rows unbounded preceding)
            as conversion_count,
        sum(count(*)) over () as all_lead_count
    from eligible
    where exclusion_reason is null
    group by check_order

),

-- So many percent at most; none where they would be too few to tell anything.
held_out as (

    select
        case
            when max(conversion_count) >= {{ least }}
                and max(lead_count) - max(conversion_count) >= {{ least }}
                then min(check_order)
        end as first_in_order
    from counted_backwards
    where lead_count * 100 <= all_lead_count * {{ percent }}

),

final as (

    select
        eligible.lead_key as lead_key,
        eligible.created_on as created_on,
        eligible.observed_on as observed_on,
        eligible.half as half,
        eligible.is_converted as is_converted,
        {%- for attribute in attributes %}
        {%- set name = 'attribute_' ~ attribute.feature_id %}
        eligible.{{ name }} as {{ name }},
        {%- endfor %}
        case
            when eligible.exclusion_reason is not null then eligible.exclusion_reason
            when eligible.check_order >= held_out.first_in_order then 'held_out'
        end as exclusion_reason
    from eligible
    cross join held_out

)

select * from final
