{%- set scorecards = lead_scoring.scorecards() -%}

with

leads as (

    select *
    from {{ ref('lead_scoring', 'int_lead_scoring__lead_standing') }}
    where left_out_because is null

),

final as (

    select
        {{ lead_scoring.indented(
            (['lead_id', 'created_on'] + lead_scoring.prepared_columns(scorecards, 'leads')) | join(',\n'), 8
        ) }}
    from leads

)

select * from final
