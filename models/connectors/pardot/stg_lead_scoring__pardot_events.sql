{{ config(materialized = 'view', enabled = lead_scoring.is_connected('pardot')) }}

with

activities as (

    {{ lead_scoring.loaded_table('pardot', 'visitor_activity', {
        'id': 'id',
        'prospect_id': 'id',
        'visitor_id': 'id',
        'type': 'needed text',
        'type_name': 'text',
        'details': 'text',
        'campaign_id': 'id',
        'created_at': 'needed moment',
        '_fivetran_synced': 'moment',
    }) }}

),

page_views as (

    {{ lead_scoring.loaded_table('pardot', 'visitor_page_view', {
        'id': 'id',
        'visitor_id': 'id',
        'url': 'text',
        'title': 'text',
        'campaign_id': 'id',
        'created_at': 'needed moment',
        '_fivetran_synced': 'moment',
    }) }}

),

campaigns as (

    {{ lead_scoring.loaded_table('pardot', 'campaign', {'id': 'id', 'name': 'text'}) }}

),

-- Opportunities come as conversions; errors, invitations and sessions are nothing that a lead did.
typed_activities as (

    select
        id,
        prospect_id,
        visitor_id,
        details,
        campaign_id,
        created_at,
        _fivetran_synced,
        case type
            when '1' then case when type_name = 'Email' then 'email_click' else 'link_click' end
            when '2' then case
                when type_name = 'File' then 'download'
                when type_name in ('Form', 'Form Handler') then 'form_view'
                else 'page_view'
            end
            when '4' then case when type_name = 'File' then 'download' else 'form_submit' end
            when '6' then 'email_sent'
            when '7' then 'site_search'
            when '11' then 'email_open'
            when '12' then 'unsubscribe'
            when '13' then 'email_bounced'
            when '14' then 'spam_report'
            when '15' then 'email_preference'
            when '16' then 'resubscribe'
            when '17' then 'link_click'
            when '20' then 'site_visit'
            when '21' then 'link_click'
            when '24' then 'webinar'
            when '25' then 'webinar_registration'
            when '26' then 'social_click'
            when '27' then 'video_view'
            when '28' then 'event_registration'
            when '29' then 'event'
            when '30' then 'video_conversion'
            when '34' then 'video_watched'
            when '35' then 'unsubscribe'
            when '36' then 'email_bounced'
            when '37' then 'resubscribe'
        end as event_type
    from activities

),

happened as (

    select
        id as event_id,
        coalesce(prospect_id, 'visitor:' || visitor_id) as lead_id,
        event_type,
        created_at as occurred_at,
        {{ lead_scoring.null_column('text') }} as url,
        details as asset,
        campaign_id,
        _fivetran_synced
    from typed_activities
    where event_type is not null
    union all
    select
        'page_view:' || id as event_id,
        'visitor:' || visitor_id as lead_id,
        'page_view' as event_type,
        created_at as occurred_at,
        url,
        title as asset,
        campaign_id,
        _fivetran_synced
    from page_views

),

final as (

    select
        happened.event_id as event_id,
        happened.lead_id as lead_id,
        happened.event_type as event_type,
        happened.occurred_at as occurred_at,
        {{ lead_scoring.null_column('moment') }} as loaded_at,
        {{ lead_scoring.url_path('happened.url') }} as page_path,
        happened.asset as asset,
        campaigns.name as campaign,
        {{ lead_scoring.null_column('number') }} as value,
        happened._fivetran_synced as synced_at
    from happened
    left join campaigns
        on happened.campaign_id = campaigns.id

)

select * from final
