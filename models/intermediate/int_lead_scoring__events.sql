{%- set scorecards = lead_scoring.scorecards() -%}

with

events as (

    select *
    from {{ ref('lead_scoring', 'int_lead_scoring__event_standing') }}
    where left_out_because is null

),

final as (

    select
        lead_id,
        event_type,
        {%- for column in lead_scoring.prepared_names(scorecards, 'events') %}
        {{ column }},
        {%- endfor %}
        occurred_at,
        occurred_on
    from events

)

select * from final
