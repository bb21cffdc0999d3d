{{ config(materialized = 'view', enabled = lead_scoring.is_connected('salesforce')) }}

with

tasks as (

    {{ lead_scoring.loaded_table('salesforce', 'task', {
        'id': 'needed id',
        'who_id': 'needed id',
        'type': 'text',
        'task_subtype': 'text',
        'subject': 'text',
        'is_closed': 'needed flag',
        'is_recurrence': 'flag',
        'completed_date_time': 'moment',
        'activity_date': 'moment',
        'created_date': 'moment',
        'is_deleted': 'flag',
        '_fivetran_synced': 'moment',
    }) }}

),

meetings as (

    {{ lead_scoring.loaded_table('salesforce', 'event', {
        'id': 'needed id',
        'who_id': 'needed id',
        'type': 'text',
        'subject': 'text',
        'start_date_time': 'moment',
        'activity_date_time': 'moment',
        'activity_date': 'moment',
        'is_child': 'flag',
        'is_recurrence': 'flag',
        'is_deleted': 'flag',
        '_fivetran_synced': 'moment',
    }) }}

),

campaign_members as (

    {{ lead_scoring.loaded_table('salesforce', 'campaign_member', {
        'id': 'id',
        'lead_id': 'id',
        'contact_id': 'id',
        'campaign_id': 'id',
        'status': 'text',
        'has_responded': 'needed flag',
        'first_responded_date': 'needed moment',
        'is_deleted': 'flag',
        '_fivetran_synced': 'moment',
    }) }}

),

campaigns as (

    {{ lead_scoring.loaded_table('salesforce', 'campaign', {'id': 'id', 'name': 'text'}) }}

),

final as (

    -- A task that is open has not happened; one that is neither a call nor a mail is work of one's
    -- own.
    select
        id as event_id,
        who_id as lead_id,
        case
            when 'Call' in (task_subtype, type) then 'call'
            when 'Email' in (task_subtype, type) then 'email_sent'
        end as event_type,
        coalesce(completed_date_time, activity_date, created_date) as occurred_at,
        {{ lead_scoring.null_column('moment') }} as loaded_at,
        {{ lead_scoring.null_column('text') }} as page_path,
        subject as asset,
        {{ lead_scoring.null_column('text') }} as campaign,
        {{ lead_scoring.null_column('number') }} as value,
        _fivetran_synced as synced_at
    from tasks
    where is_closed
        and not coalesce(is_recurrence, false)
        and not coalesce(is_deleted, false)
        and ('Call' in (task_subtype, type) or 'Email' in (task_subtype, type))
    union all
    -- A meeting has a child for each invited colleague, and a series of meetings a row besides
    -- those of its meetings: neither is a meeting of its own.
    select
        id as event_id,
        who_id as lead_id,
        case when type = 'Call' then 'call' else 'meeting' end as event_type,
        coalesce(start_date_time, activity_date_time, activity_date) as occurred_at,
        {{ lead_scoring.null_column('moment') }} as loaded_at,
        {{ lead_scoring.null_column('text') }} as page_path,
        subject as asset,
        {{ lead_scoring.null_column('text') }} as campaign,
        {{ lead_scoring.null_column('number') }} as value,
        _fivetran_synced as synced_at
    from meetings
    where not coalesce(is_child, false)
        and not coalesce(is_recurrence, false)
        and not coalesce(is_deleted, false)
    union all
    select
        campaign_members.id as event_id,
        coalesce(campaign_members.contact_id, campaign_members.lead_id) as lead_id,
        'campaign_response' as event_type,
        campaign_members.first_responded_date as occurred_at,
        {{ lead_scoring.null_column('moment') }} as loaded_at,
        {{ lead_scoring.null_column('text') }} as page_path,
        campaign_members.status as asset,
        campaigns.name as campaign,
        {{ lead_scoring.null_column('number') }} as value,
        campaign_members._fivetran_synced as synced_at
    from campaign_members
    left join campaigns
        on campaign_members.campaign_id = campaigns.id
    where campaign_members.has_responded
        and not coalesce(campaign_members.is_deleted, false)

)

select * from final
