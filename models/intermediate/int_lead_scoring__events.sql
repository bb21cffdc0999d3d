{%- set scorecards = lead_scoring.scorecards() -%}

with

events as (

    select *
    from {{ ref('lead_scoring', 'int_lead_scoring__event_standing') }}
    where left_out_because is null

),

final as (

    select
        {{ lead_scoring.indented((
            ['lead_id', lead_scoring.prepared_text('event_type') ~ ' as event_type', 'occurred_at', 'occurred_on']
            + lead_scoring.prepared_columns(scorecards, 'events')
        ) | join(',\n'), 8) }}
    from events

)

select * from final
