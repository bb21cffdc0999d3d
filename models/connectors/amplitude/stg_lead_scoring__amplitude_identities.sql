{{ config(materialized = 'view', enabled = lead_scoring.is_connected('amplitude')) }}

with

events as (

    {{ lead_scoring.loaded_table('amplitude', 'event', {
        'user_id': 'id', 'amplitude_id': 'id', 'event_time': 'moment',
    }) }}

),

-- Amplitude gives the events of a browser and of its user one id of its own.
final as (

    select
        amplitude_id as alias_id,
        user_id as lead_id,
        min(event_time) as linked_at
    from events
    where user_id is not null
        and amplitude_id is not null
        and user_id <> amplitude_id
    group by amplitude_id, user_id

)

select * from final
