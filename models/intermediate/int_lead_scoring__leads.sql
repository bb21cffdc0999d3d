{%- set scorecards = lead_scoring.scorecards() -%}

with

leads as (

    select *
    from {{ ref('lead_scoring', 'int_lead_scoring__lead_standing') }}
    where left_out_because is null

),

final as (

    select
        lead_id,
        lead_key,
        {%- for column in lead_scoring.prepared_names(scorecards, 'leads') %}
        {{ column }},
        {%- endfor %}
        {%- for key in lead_scoring.entity_keys(scorecards) %}
        {{ key }},
        {%- endfor %}
        created_on
    from leads

)

select * from final
