{{ config(materialized = 'view', enabled = lead_scoring.is_connected('pipedrive')) }}

with

activities as (

    {{ lead_scoring.loaded_table('pipedrive', 'activity', {
        'id': 'id',
        'person_id': 'id',
        'type': 'text',
        'subject': 'text',
        'done': 'flag',
        'marked_as_done_time': 'moment',
        'due_date': 'moment',
        'active_flag': 'flag',
        'is_deleted': 'flag',
        '_fivetran_synced': 'moment',
    }) }}

),

inbox as (

    {{ lead_scoring.loaded_table('pipedrive', 'lead', {
        'id': 'id',
        'person_id': 'id',
        'title': 'text',
        'add_time': 'moment',
        '_fivetran_synced': 'moment',
    }) }}

),

deals as (

    {{ lead_scoring.loaded_table('pipedrive', 'deal', {
        'id': 'id',
        'person_id': 'id',
        'title': 'text',
        'value': 'number',
        'status': 'text',
        'lost_time': 'moment',
        'is_deleted': 'flag',
        '_fivetran_synced': 'moment',
    }) }}

),

-- What is only planned did not take place.
final as (

    select
        'activity:' || id as event_id,
        person_id as lead_id,
        case type when 'email' then 'email_sent' else type end as event_type,
        coalesce(marked_as_done_time, due_date) as occurred_at,
        {{ lead_scoring.null_column('moment') }} as loaded_at,
        {{ lead_scoring.null_column('text') }} as page_path,
        subject as asset,
        {{ lead_scoring.null_column('text') }} as campaign,
        {{ lead_scoring.null_column('number') }} as value,
        _fivetran_synced as synced_at
    from activities
    where done
        and coalesce(active_flag, true)
        and not coalesce(is_deleted, false)
    union all
    select
        'lead:' || id as event_id,
        person_id as lead_id,
        'lead_created' as event_type,
        add_time as occurred_at,
        {{ lead_scoring.null_column('moment') }} as loaded_at,
        {{ lead_scoring.null_column('text') }} as page_path,
        title as asset,
        {{ lead_scoring.null_column('text') }} as campaign,
        {{ lead_scoring.null_column('number') }} as value,
        _fivetran_synced as synced_at
    from inbox
    union all
    select
        'deal_lost:' || id as event_id,
        person_id as lead_id,
        'deal_lost' as event_type,
        lost_time as occurred_at,
        {{ lead_scoring.null_column('moment') }} as loaded_at,
        {{ lead_scoring.null_column('text') }} as page_path,
        title as asset,
        {{ lead_scoring.null_column('text') }} as campaign,
        value,
        _fivetran_synced as synced_at
    from deals
    where status = 'lost'
        and not coalesce(is_deleted, false)

)

select * from final
