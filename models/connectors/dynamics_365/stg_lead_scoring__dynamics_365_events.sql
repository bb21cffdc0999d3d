{{ config(materialized = 'view', enabled = lead_scoring.is_connected('dynamics_365')) }}

with

leads as (

    {{ lead_scoring.loaded_table('dynamics_365', 'lead', {'id': 'id'}, with_deleted=true) }}

),

contacts as (

    {{ lead_scoring.loaded_table('dynamics_365', 'contact', {'id': 'id'}, with_deleted=true) }}

),

phone_calls as (

    {{ lead_scoring.loaded_table('dynamics_365', 'phone_call', {
        'activity_id': 'needed id',
        'regarding_object_id': 'id',
        'subject': 'text',
        'state_code': 'needed text',
        'left_voice_mail': 'flag',
        'actual_end': 'moment',
        'scheduled_end': 'moment',
        'created_on': 'moment',
        '_fivetran_synced': 'moment',
    }) }}

),

appointments as (

    {{ lead_scoring.loaded_table('dynamics_365', 'appointment', {
        'activity_id': 'needed id',
        'regarding_object_id': 'id',
        'subject': 'text',
        'state_code': 'needed text',
        'instance_type_code': 'text',
        'actual_start': 'moment',
        'scheduled_start': 'moment',
        '_fivetran_synced': 'moment',
    }) }}

),

emails as (

    {{ lead_scoring.loaded_table('dynamics_365', 'email', {
        'activity_id': 'needed id',
        'regarding_object_id': 'id',
        'subject': 'text',
        'state_code': 'needed text',
        'status_code': 'text',
        'direction_code': 'flag',
        'sent_on': 'moment',
        'actual_end': 'moment',
        'created_on': 'moment',
        '_fivetran_synced': 'moment',
    }) }}

),

campaign_responses as (

    {{ lead_scoring.loaded_table('dynamics_365', 'campaign_response', {
        'activity_id': 'needed id',
        'regarding_object_id': 'id',
        'subject': 'text',
        'response_code': 'text',
        'state_code': 'text',
        'received_on': 'moment',
        'created_on': 'moment',
        '_fivetran_synced': 'moment',
    }) }}

),

campaigns as (

    {{ lead_scoring.loaded_table('dynamics_365', 'campaign', {'id': 'id', 'name': 'text'}) }}

),

activity_parties as (

    {{ lead_scoring.loaded_table('dynamics_365', 'activity_party', {
        'activity_id': 'needed id', 'party_id': 'needed id', 'participation_type_mask': 'text',
    }) }}

),

-- States of activities: 0 open, 1 completed, 2 canceled, 3 scheduled. A call that reached a mailbox
-- alone was not one; an appointment that nobody canceled took place when its time had come.
activities as (

    select
        activity_id,
        regarding_object_id,
        'call' as event_type,
        coalesce(actual_end, scheduled_end, created_on) as occurred_at,
        subject as asset,
        {{ lead_scoring.null_column('text') }} as campaign,
        _fivetran_synced
    from phone_calls
    where state_code = '1'
        and not coalesce(left_voice_mail, false)
    union all
    select
        activity_id,
        regarding_object_id,
        'meeting' as event_type,
        coalesce(actual_start, scheduled_start) as occurred_at,
        subject as asset,
        {{ lead_scoring.null_column('text') }} as campaign,
        _fivetran_synced
    from appointments
    -- The master of a series is no meeting of its own.
    where state_code in ('1', '3')
        and coalesce(instance_type_code, '0') <> '1'
    union all
    select
        activity_id,
        regarding_object_id,
        case when direction_code then 'email_sent' else 'email_reply' end as event_type,
        coalesce(sent_on, actual_end, created_on) as occurred_at,
        subject as asset,
        {{ lead_scoring.null_column('text') }} as campaign,
        _fivetran_synced
    from emails
    -- 6 and 7 wait to be sent.
    where state_code = '1'
        and coalesce(status_code, '3') not in ('6', '7')
        and direction_code is not null
    union all
    -- Responses: 1 interested, 2 not interested, 3 do not send, 4 error, then those of one's own.
    select
        campaign_responses.activity_id as activity_id,
        {{ lead_scoring.null_column('text') }} as regarding_object_id,
        'campaign_response' as event_type,
        coalesce(campaign_responses.received_on, campaign_responses.created_on) as occurred_at,
        campaign_responses.subject as asset,
        campaigns.name as campaign,
        campaign_responses._fivetran_synced as _fivetran_synced
    from campaign_responses
    left join campaigns
        on campaign_responses.regarding_object_id = campaigns.id
    where coalesce(campaign_responses.response_code, '1') not in ('2', '3', '4')
        and coalesce(campaign_responses.state_code, '0') <> '2'

),

people as (

    select id from leads
    union
    select id from contacts

),

-- Parts of a party: 1 sender, 2 to, 3 cc, 4 bcc, 5 and 6 attendees, 7 organizer, 8 regarding, 9
-- owner, 10 resource, 11 customer. Of an e-mail it is who got it, or who wrote it.
participants as (

    select distinct
        activities.activity_id as activity_id,
        activity_parties.party_id as lead_id
    from activities
    inner join activity_parties
        on activities.activity_id = activity_parties.activity_id
    inner join people
        on activity_parties.party_id = people.id
    where activity_parties.participation_type_mask is null
        or (
            activities.event_type = 'email_sent'
            and activity_parties.participation_type_mask in ('2', '3', '4')
        )
        or (
            activities.event_type = 'email_reply'
            and activity_parties.participation_type_mask = '1'
        )
        or (
            activities.event_type in ('call', 'meeting', 'campaign_response')
            and activity_parties.participation_type_mask in ('1', '2', '5', '6', '7', '11')
        )

),

-- Whom an activity is about counts where no participant is known.
people_of_activities as (

    select
        activity_id,
        lead_id
    from participants
    union all
    select
        activities.activity_id as activity_id,
        activities.regarding_object_id as lead_id
    from activities
    inner join people
        on activities.regarding_object_id = people.id
    left join participants
        on activities.activity_id = participants.activity_id
    where participants.activity_id is null

),

final as (

    select
        activities.event_type || ':' || activities.activity_id || ':'
        || people_of_activities.lead_id as event_id,
        people_of_activities.lead_id as lead_id,
        activities.event_type as event_type,
        activities.occurred_at as occurred_at,
        {{ lead_scoring.null_column('moment') }} as loaded_at,
        {{ lead_scoring.null_column('text') }} as page_path,
        activities.asset as asset,
        activities.campaign as campaign,
        {{ lead_scoring.null_column('number') }} as value,
        activities._fivetran_synced as synced_at
    from activities
    inner join people_of_activities
        on activities.activity_id = people_of_activities.activity_id

)

select * from final
