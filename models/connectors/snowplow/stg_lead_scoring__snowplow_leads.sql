{{ config(materialized = 'view', enabled = lead_scoring.is_connected('snowplow')) }}

with

events as (

    {{ lead_scoring.loaded_table('snowplow', 'events', {
        'event_id': 'id',
        'user_id': 'needed id',
        'derived_tstamp': 'moment',
        'collector_tstamp': 'needed moment',
        'geo_country': 'text',
        'mkt_source': 'text',
        'refr_urlhost': 'text',
    }, is_needed=true) }}

),

of_users as (

    select
        events.*,
        coalesce(derived_tstamp, collector_tstamp) as occurred_at
    from events
    where user_id is not null

),

numbered as (

    select
        of_users.*,
        row_number() over (
            partition by user_id
            order by occurred_at, event_id
        ) as place,
        row_number() over (
            partition by user_id
            order by occurred_at desc, event_id desc
        ) as row_number_from_end
    from of_users

),

-- Where somebody came from is what the first event says, where somebody is what the last one does.
final as (

    select
        first_ones.user_id as lead_id,
        first_ones.occurred_at as created_at,
        {{ lead_scoring.null_column('text') }} as account_id,
        {{ lead_scoring.null_column('text') }} as email,
        {{ lead_scoring.null_column('text') }} as job_title,
        {{ lead_scoring.null_column('text') }} as department,
        {{ lead_scoring.null_column('text') }} as industry,
        last_ones.geo_country as country,
        {{ lead_scoring.null_column('text') }} as region,
        {{ lead_scoring.null_column('number') }} as employees,
        {{ lead_scoring.null_column('number') }} as annual_revenue,
        coalesce(first_ones.mkt_source, first_ones.refr_urlhost) as lead_source,
        {{ lead_scoring.null_column('flag') }} as is_unsubscribed,
        {{ lead_scoring.null_column('flag') }} as is_competitor
    from numbered as first_ones
    inner join numbered as last_ones
        on first_ones.user_id = last_ones.user_id
    where first_ones.place = 1
        and last_ones.row_number_from_end = 1

)

select * from final
