{{ config(materialized = 'view', enabled = lead_scoring.is_connected('hubspot')) }}

with

contacts as (

    {{ lead_scoring.loaded_table('hubspot', 'contact', {
        'id': 'needed id',
        'property_email': 'id',
        'property_hs_additional_emails': 'text',
        'is_deleted': 'flag',
        'portal as id_prefix': 'prefix',
    }) }}

),

kept_contacts as (

    select * from contacts
    where not coalesce(is_deleted, false)

),

email_events as (

    {{ lead_scoring.loaded_table('hubspot', 'email_event', {
        'id': 'id',
        'type': 'needed text',
        'created': 'needed moment',
        'recipient': 'id',
        'contact_id': 'id',
        'email_campaign_id': 'id',
        'filtered_event': 'flag',
        '_fivetran_synced': 'moment',
    }) }}

),

status_changes as (

    {{ lead_scoring.loaded_table('hubspot', 'email_event_status_change', {
        'id': 'id', 'portal_subscription_status': 'text',
    }) }}

),

email_campaigns as (

    {{ lead_scoring.loaded_table('hubspot', 'email_campaign', {
        'id': 'id', 'name': 'text', 'subject': 'text',
    }) }}

),

form_submissions as (

    {{ lead_scoring.loaded_table('hubspot', 'contact_form_submission', {
        'conversion_id': 'id',
        'contact_id': 'needed id',
        'form_id': 'id',
        'timestamp as submitted_at': 'needed moment',
        'page_url': 'text',
        'title': 'text',
        '_fivetran_synced': 'moment',
    }) }}

),

forms as (

    {{ lead_scoring.loaded_table('hubspot', 'form', {'guid': 'id', 'name': 'text'}) }}

),

engagement_contacts as (

    {{ lead_scoring.loaded_table('hubspot', 'engagement_contact', {
        'engagement_id': 'needed id', 'contact_id': 'needed id', '_fivetran_synced': 'moment',
    }) }}

),

calls as (

    {{ lead_scoring.loaded_table('hubspot', 'engagement_call', {
        'engagement_id': 'needed id',
        'property_hs_timestamp': 'moment',
        'property_hs_createdate': 'moment',
        'property_hs_call_status': 'text',
        'property_hs_call_disposition': 'text',
        'is_deleted': 'flag',
    }) }}

),

meetings as (

    {{ lead_scoring.loaded_table('hubspot', 'engagement_meeting', {
        'engagement_id': 'needed id',
        'property_hs_timestamp': 'moment',
        'start_time': 'moment',
        'property_hs_meeting_outcome': 'text',
        'meeting_outcome': 'text',
        'is_deleted': 'flag',
    }) }}

),

sales_emails as (

    {{ lead_scoring.loaded_table('hubspot', 'engagement_email', {
        'engagement_id': 'needed id',
        'property_hs_timestamp': 'moment',
        'property_hs_createdate': 'moment',
        'property_hs_email_direction': 'text',
        'property_hs_email_status': 'text',
        'is_deleted': 'flag',
    }) }}

),

additional_emails as (

    {{ lead_scoring.listed_parts(
        'kept_contacts', 'property_hs_additional_emails', ';', ['id', 'id_prefix']
    ) }}

),

addresses as (

    select
        {{ lead_scoring.prepared_text('property_email') }} as email,
        id as contact_id,
        1 as address_rank
    from kept_contacts
    union all
    select
        {{ lead_scoring.prepared_text('id_prefix || part') }} as email,
        id as contact_id,
        2 as address_rank
    from additional_emails

),

numbered_addresses as (

    select
        email,
        contact_id,
        row_number() over (partition by email order by address_rank, contact_id) as place
    from addresses

),

contacts_by_email as (

    select
        email,
        contact_id
    from numbered_addresses
    where place = 1

),

unsubscribes as (

    select distinct id
    from status_changes
    where portal_subscription_status = 'UNSUBSCRIBED'

),

-- What did not take place, by the words of HubSpot, is none.
engagements as (

    select
        engagement_id,
        'call' as event_type,
        coalesce(property_hs_timestamp, property_hs_createdate) as occurred_at
    from calls
    where not coalesce(is_deleted, false)
        and upper(replace(coalesce(property_hs_call_status, ''), ' ', '_')) not in (
            'BUSY', 'CALLING_CRM_USER', 'CANCELED', 'CONNECTING', 'FAILED', 'MISSED', 'NO_ANSWER',
            'QUEUED', 'RINGING'
        )
        -- The outcomes that every portal has: busy, no answer, left voicemail, wrong number.
        and coalesce(property_hs_call_disposition, '') not in (
            '9d9162e7-6cf3-4944-bf63-4dff82258764', '73a0d17f-1163-4015-bdd5-ec830791da20',
            'b2cf5968-551e-4856-9783-52b3da59a7d0', '17b47fee-58de-441e-a44c-c6300d46f273'
        )
    union all
    select
        engagement_id,
        'meeting' as event_type,
        coalesce(property_hs_timestamp, start_time) as occurred_at
    from meetings
    where not coalesce(is_deleted, false)
        and upper(replace(
            coalesce(property_hs_meeting_outcome, meeting_outcome, ''), ' ', '_'
        )) not in (
            'CANCELED', 'CANCELLED', 'NO_SHOW', 'RESCHEDULED'
        )
    union all
    select
        engagement_id,
        case property_hs_email_direction
            when 'INCOMING_EMAIL' then 'email_reply'
            else 'email_sent'
        end as event_type,
        coalesce(property_hs_timestamp, property_hs_createdate) as occurred_at
    from sales_emails
    where not coalesce(is_deleted, false)
        and coalesce(property_hs_email_status, '') not in ('FAILED', 'SCHEDULED')

),

typed_email_events as (

    -- What bots did is left out, and so is what is but a step of sending.
    select
        email_events.id as id,
        email_events.contact_id as contact_id,
        email_events.created as created,
        {{ lead_scoring.prepared_text('email_events.recipient') }} as email,
        email_events.email_campaign_id as email_campaign_id,
        email_events._fivetran_synced as _fivetran_synced,
        case email_events.type
            when 'SENT' then 'email_sent'
            when 'DELIVERED' then 'email_delivered'
            when 'BOUNCE' then 'email_bounced'
            when 'OPEN' then 'email_open'
            when 'CLICK' then 'email_click'
            when 'FORWARD' then 'email_forward'
            when 'PRINT' then 'email_print'
            when 'SPAMREPORT' then 'spam_report'
            when 'STATUSCHANGE' then case when unsubscribes.id is not null then 'unsubscribe' end
        end as event_type
    from email_events
    left join unsubscribes
        on email_events.id = unsubscribes.id
    where not coalesce(email_events.filtered_event, false)

),

final as (

    select
        typed_email_events.id as event_id,
        coalesce(contacts_by_email.contact_id, typed_email_events.contact_id) as lead_id,
        typed_email_events.event_type as event_type,
        typed_email_events.created as occurred_at,
        {{ lead_scoring.null_column('moment') }} as loaded_at,
        {{ lead_scoring.null_column('text') }} as page_path,
        email_campaigns.subject as asset,
        email_campaigns.name as campaign,
        {{ lead_scoring.null_column('number') }} as value,
        typed_email_events._fivetran_synced as synced_at
    from typed_email_events
    left join contacts_by_email
        on typed_email_events.email = contacts_by_email.email
    left join email_campaigns
        on typed_email_events.email_campaign_id = email_campaigns.id
    where typed_email_events.event_type is not null
    union all
    select
        'form:' || form_submissions.conversion_id as event_id,
        form_submissions.contact_id as lead_id,
        'form_submit' as event_type,
        form_submissions.submitted_at as occurred_at,
        {{ lead_scoring.null_column('moment') }} as loaded_at,
        {{ lead_scoring.url_path('form_submissions.page_url') }} as page_path,
        coalesce(forms.name, form_submissions.title) as asset,
        {{ lead_scoring.null_column('text') }} as campaign,
        {{ lead_scoring.null_column('number') }} as value,
        form_submissions._fivetran_synced as synced_at
    from form_submissions
    left join forms
        on form_submissions.form_id = forms.guid
    union all
    select
        'engagement:' || engagements.engagement_id || ':' || engagement_contacts.contact_id
            as event_id,
        engagement_contacts.contact_id as lead_id,
        engagements.event_type as event_type,
        engagements.occurred_at as occurred_at,
        {{ lead_scoring.null_column('moment') }} as loaded_at,
        {{ lead_scoring.null_column('text') }} as page_path,
        {{ lead_scoring.null_column('text') }} as asset,
        {{ lead_scoring.null_column('text') }} as campaign,
        {{ lead_scoring.null_column('number') }} as value,
        engagement_contacts._fivetran_synced as synced_at
    from engagements
    inner join engagement_contacts
        on engagements.engagement_id = engagement_contacts.engagement_id

)

select * from final
