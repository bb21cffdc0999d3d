{{ config(materialized = 'view', enabled = lead_scoring.is_connected('marketo')) }}

{#- Each of these tables is an activity of one kind, and their ids are unique together. -#}
{%- set kinds = {
    'activity_send_email': 'email_sent',
    'activity_email_delivered': 'email_delivered',
    'activity_email_bounced': 'email_bounced',
    'activity_open_email': 'email_open',
    'activity_click_email': 'email_click',
    'activity_unsubscribe_email': 'unsubscribe',
    'activity_visit_webpage': 'page_view',
    'activity_click_link': 'link_click',
    'activity_fill_out_form': 'form_submit',
} %}

with

{% for table in kinds -%}
{{ table }} as (

    {{ lead_scoring.loaded_table('marketo', table, {
        'id': 'needed id',
        'lead_id': 'needed id',
        'activity_date': 'needed moment',
        'campaign_id': 'id',
        'primary_attribute_value': 'text',
        'action_result': 'text',
        'webpage_url': 'text',
        'referrer_url': 'text',
        '_fivetran_synced': 'moment',
    }) }}

),

{% endfor -%}

campaigns as (

    {{ lead_scoring.loaded_table('marketo', 'campaign', {
        'id': 'id', 'name': 'text',
    }) }}

),

activities as (
    {% for table, event_type in kinds.items() %}
    select
        id,
        lead_id,
        {{ lead_scoring.text_literal(event_type) }} as event_type,
        activity_date,
        campaign_id,
        primary_attribute_value,
        {{ 'webpage_url' if event_type in ('page_view', 'link_click')
            else 'referrer_url' if event_type == 'form_submit'
            else lead_scoring.null_column('text') }} as url,
        _fivetran_synced
    from {{ table }}
    {%- if event_type == 'email_sent' %}
    where coalesce(action_result, 'succeeded') = 'succeeded'
    {%- endif %}
    {{- '\n    union all' if not loop.last }}
    {%- endfor %}

),

final as (

    select
        activities.id as event_id,
        activities.lead_id as lead_id,
        activities.event_type as event_type,
        activities.activity_date as occurred_at,
        {{ lead_scoring.null_column('moment') }} as loaded_at,
        {{ lead_scoring.url_path('activities.url') }} as page_path,
        activities.primary_attribute_value as asset,
        campaigns.name as campaign,
        {{ lead_scoring.null_column('number') }} as value,
        activities._fivetran_synced as synced_at
    from activities
    left join campaigns
        on activities.campaign_id = campaigns.id

)

select * from final
