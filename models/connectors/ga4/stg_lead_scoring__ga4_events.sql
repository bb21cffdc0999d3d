{{ config(materialized = 'view', enabled = lead_scoring.is_connected('ga4')) }}

{#- The export has no id of an event: these together say which it is. -#}
{%- set parts_of_id = [
    'user_pseudo_id', 'microseconds', 'event_name', 'event_bundle_sequence_id', 'batch_page_id',
    'batch_ordering_id', 'batch_event_index',
] %}

with

events as (

    {{ lead_scoring.loaded_table('ga4', 'event', {
        'user_id': 'id',
        'user_pseudo_id': 'id',
        'event_name': 'text',
        'event_timestamp': 'moment',
        'event_timestamp as microseconds': 'text',
        'event_bundle_sequence_id': 'text',
        'batch_page_id': 'text',
        'batch_ordering_id': 'text',
        'batch_event_index': 'text',
        'event_params{page_location} as page_location': 'text',
        'event_params{page_title} as page_title': 'text',
        'event_params{file_name} as file_name': 'text',
        'event_params{campaign} as campaign': 'text',
        'event_params{value} as event_value': 'number',
    }) }}

),

final as (

    select
        {% for part in parts_of_id -%}
        coalesce({{ part }}, '')
        {%- if not loop.last %} || ':' ||
            {% endif %}
        {%- endfor %} as event_id,
        coalesce(user_id, user_pseudo_id) as lead_id,
        case event_name
            when 'file_download' then 'download'
            when 'view_search_results' then 'site_search'
            else event_name
        end as event_type,
        event_timestamp as occurred_at,
        {{ lead_scoring.null_column('moment') }} as loaded_at,
        {{ lead_scoring.url_path('page_location') }} as page_path,
        coalesce(file_name, page_title) as asset,
        campaign,
        event_value as value,
        {{ lead_scoring.null_column('moment') }} as synced_at
    from events

)

select * from final
