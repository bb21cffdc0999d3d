{{ config(enabled = lead_scoring.is_replayed()) }}

{%- set scorecards = lead_scoring.scorecards(with_challenger=true) -%}

with

leads as (

    select *
    from {{ ref('lead_scoring', 'int_lead_scoring__replay_lead_standing') }}
    where left_out_because is null

),

final as (

    select
        lead_id,
        lead_key,
        replayed_on as scoring_date,
        {%- for column in lead_scoring.prepared_names(scorecards, 'leads') %}
        {{ column }},
        {%- endfor %}
        created_on
    from leads

)

select * from final
