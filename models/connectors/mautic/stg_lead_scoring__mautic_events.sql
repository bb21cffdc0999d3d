{{ config(materialized = 'view', enabled = lead_scoring.is_connected('mautic')) }}

with

page_hits as (

    {{ lead_scoring.loaded_table('mautic', 'page_hits', {
        'id': 'id',
        'lead_id': 'id',
        'date_hit': 'moment',
        'url': 'text',
        'url_title': 'text',
        'email_id': 'id',
        'redirect_id': 'id',
    }) }}

),

email_stats as (

    {{ lead_scoring.loaded_table('mautic', 'email_stats', {
        'id': 'id',
        'lead_id': 'id',
        'email_id': 'id',
        'date_sent': 'moment',
        'date_read': 'moment',
        'is_read': 'flag',
        'is_failed': 'flag',
    }) }}

),

emails as (

    {{ lead_scoring.loaded_table('mautic', 'emails', {
        'id': 'id', 'name': 'text', 'subject': 'text',
    }) }}

),

form_submissions as (

    {{ lead_scoring.loaded_table('mautic', 'form_submissions', {
        'id': 'id', 'lead_id': 'id', 'form_id': 'id', 'date_submitted': 'moment',
        'referer': 'text',
    }) }}

),

forms as (

    {{ lead_scoring.loaded_table('mautic', 'forms', {'id': 'id', 'name': 'text'}) }}

),

asset_downloads as (

    {{ lead_scoring.loaded_table('mautic', 'asset_downloads', {
        'id': 'id', 'lead_id': 'id', 'asset_id': 'id', 'date_download': 'moment',
        'utm_campaign': 'text',
    }) }}

),

assets as (

    {{ lead_scoring.loaded_table('mautic', 'assets', {'id': 'id', 'title': 'text'}) }}

),

refusals as (

    {{ lead_scoring.loaded_table('mautic', 'lead_donotcontact', {
        'id': 'id', 'lead_id': 'id', 'date_added': 'moment', 'reason': 'text',
        'channel': 'text',
    }) }}

),

contact_log as (

    {{ lead_scoring.loaded_table('mautic', 'lead_event_log', {
        'id': 'id',
        'lead_id': 'id',
        'object': 'text',
        'object_id': 'id',
        'action': 'text',
        'date_added': 'moment',
    }) }}

),

segments as (

    {{ lead_scoring.loaded_table('mautic', 'lead_lists', {'id': 'id', 'name': 'text'}) }}

),

happened as (

    -- A link in an e-mail leads over a redirect.
    select
        'page_hit:' || page_hits.id as event_id,
        page_hits.lead_id as lead_id,
        case
            when page_hits.email_id is not null and page_hits.redirect_id is not null
                then 'email_click'
            when page_hits.redirect_id is not null then 'link_click'
            else 'page_view'
        end as event_type,
        page_hits.date_hit as occurred_at,
        {{ lead_scoring.url_path('page_hits.url') }} as page_path,
        case when page_hits.email_id is not null then emails.subject else page_hits.url_title end
            as asset,
        emails.name as campaign
    from page_hits
    left join emails
        on page_hits.email_id = emails.id
    union all
    select
        'email_sent:' || email_stats.id as event_id,
        email_stats.lead_id as lead_id,
        'email_sent' as event_type,
        email_stats.date_sent as occurred_at,
        {{ lead_scoring.null_column('text') }} as page_path,
        emails.subject as asset,
        emails.name as campaign
    from email_stats
    left join emails
        on email_stats.email_id = emails.id
    where not coalesce(email_stats.is_failed, false)
    union all
    select
        'email_open:' || email_stats.id as event_id,
        email_stats.lead_id as lead_id,
        'email_open' as event_type,
        email_stats.date_read as occurred_at,
        {{ lead_scoring.null_column('text') }} as page_path,
        emails.subject as asset,
        emails.name as campaign
    from email_stats
    left join emails
        on email_stats.email_id = emails.id
    where email_stats.is_read
    union all
    select
        'form:' || form_submissions.id as event_id,
        form_submissions.lead_id as lead_id,
        'form_submit' as event_type,
        form_submissions.date_submitted as occurred_at,
        {{ lead_scoring.url_path('form_submissions.referer') }} as page_path,
        forms.name as asset,
        {{ lead_scoring.null_column('text') }} as campaign
    from form_submissions
    left join forms
        on form_submissions.form_id = forms.id
    union all
    select
        'download:' || asset_downloads.id as event_id,
        asset_downloads.lead_id as lead_id,
        'download' as event_type,
        asset_downloads.date_download as occurred_at,
        {{ lead_scoring.null_column('text') }} as page_path,
        assets.title as asset,
        asset_downloads.utm_campaign as campaign
    from asset_downloads
    left join assets
        on asset_downloads.asset_id = assets.id
    union all
    -- Reasons: 1 unsubscribed, 2 bounced; 3 is what a user of Mautic did.
    select
        'refusal:' || id as event_id,
        lead_id,
        case reason when '1' then 'unsubscribe' else 'email_bounced' end as event_type,
        date_added as occurred_at,
        {{ lead_scoring.null_column('text') }} as page_path,
        {{ lead_scoring.null_column('text') }} as asset,
        {{ lead_scoring.null_column('text') }} as campaign
    from refusals
    where channel = 'email' and reason in ('1', '2')
    union all
    select
        'log:' || contact_log.id as event_id,
        contact_log.lead_id as lead_id,
        case
            when contact_log.object = 'sms' then 'sms_reply'
            when contact_log.action = 'added' then 'segment_added'
            else 'segment_removed'
        end as event_type,
        contact_log.date_added as occurred_at,
        {{ lead_scoring.null_column('text') }} as page_path,
        segments.name as asset,
        {{ lead_scoring.null_column('text') }} as campaign
    from contact_log
    left join segments
        on contact_log.object = 'segment' and contact_log.object_id = segments.id
    where (contact_log.object = 'segment' and contact_log.action in ('added', 'removed'))
        or (contact_log.object = 'sms' and contact_log.action = 'reply')

),

final as (

    select
        event_id,
        lead_id,
        event_type,
        occurred_at,
        {{ lead_scoring.null_column('moment') }} as loaded_at,
        page_path,
        asset,
        campaign,
        {{ lead_scoring.null_column('number') }} as value,
        {{ lead_scoring.null_column('moment') }} as synced_at
    from happened

)

select * from final
