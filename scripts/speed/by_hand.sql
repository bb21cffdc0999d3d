-- What an analyst writes for the scorecard in scorecard/: one wide aggregate with a `case` a rule, then a sum.
-- It gives the score and its tiers, but neither a ledger nor reasons, and another scorecard is another query.
create or replace table bench.by_hand as

with

events as (

    select distinct on (event_id)
        lead_id,
        event_type,
        page_path,
        asset,
        campaign,
        value,
        getvariable('scoring_date') - occurred_at::date as age
    from bench.events
    where occurred_at < getvariable('scoring_date') + 1

),

tallies as (

    select
        lead_id,
        count(case when event_type = 'site_visit' and age < 30 then 1 end) as visits,
        count(case when event_type = 'site_visit' and age < 60 then 1 end) as visits_60,
        count(case when event_type = 'page_view' and page_path like '/pricing%' and age < 14 then 1 end) as pricing_14,
        count(case when event_type = 'page_view' and page_path like '/pricing%' and age < 365 then 1 end) as pricing_365,
        count(case when event_type = 'page_view' and page_path like '%/docs/%' and age < 60 then 1 end) as docs,
        count(case when event_type = 'page_view' and page_path like '/blog%' then 1 end) as blog,
        count(case when event_type = 'page_view' and page_path = '/careers' then 1 end) as careers,
        min(case when event_type = 'page_view' and page_path in ('/compare/alpha', '/compare/beta') then age end) as compare,
        count(case when event_type = 'search' then 1 end) as search,
        min(case when event_type = 'chat_message' then age end) as chat,
        count(case when event_type = 'ad_click' and age < 30 then 1 end) as ad_click,
        count(case when event_type = 'form_view' then 1 end) as form_views,
        sum(case when event_type = 'video_watched' and value >= 60 then pow(0.5, age / 60.0) end) as video,
        count(case when event_type = 'download' and asset like '%e-book%' then 1 end) as ebook,
        min(case when event_type = 'download' and asset like 'white-paper%' then age end) as white_paper,
        count(case when event_type = 'download' and asset like 'case-study%' and age < 180 then 1 end) as case_study,
        count(case when event_type = 'download' and age < 90 then 1 end) as downloads,
        sum(case when event_type = 'webinar_attended' then greatest(0, 1 - 0.2 * (age // 30)) end) as webinar,
        count(case when event_type = 'webinar_registered' then 1 end) as webinar_interest,
        count(case when event_type = 'event_attended' and age < 365 then 1 end) as trade_fair,
        count(case when event_type = 'email_sent' and age < 90 then 1 end) as sent_90,
        count(case when event_type = 'email_opened' and age < 30 then 1 end) as opened_30,
        count(case when event_type = 'email_opened' and age < 90 then 1 end) as opened_90,
        count(case when event_type = 'email_opened' and age < 180 then 1 end) as opened_180,
        count(case when event_type = 'email_opened' then 1 end) as opened,
        sum(case when event_type = 'email_clicked' and age < 60 then pow(0.5, age / 14.0) end) as clicked,
        count(case when event_type = 'email_clicked' and age < 180 then 1 end) as clicked_180,
        count(case when event_type = 'email_bounced' then 1 end) as bounced,
        count(case when event_type = 'unsubscribed' then 1 end) as unsubscribed,
        min(case when event_type = 'demo_requested' then age end) as demo,
        min(case when event_type = 'trial_started' then age end) as trial,
        count(case when event_type = 'meeting_booked' and age < 90 then 1 end) as meeting,
        count(case when event_type = 'form_submitted' and asset in ('contact', 'quote') then 1 end) as contact,
        count(case when event_type = 'form_submitted' and campaign like 'giveaway%' then 1 end) as giveaway
    from events
    group by lead_id

),

-- At most so many of a day.
days as (

    select
        lead_id,
        age,
        count(case when event_type = 'page_view' and page_path like '/pricing%' and age < 90 then 1 end) as pricing,
        count(case when event_type = 'page_view' and page_path like '/product%' then 1 end) as product,
        count(case when event_type = 'call' and value >= 5 then 1 end) as call,
        count(case when event_type = 'form_submitted' then 1 end) as forms
    from events
    where event_type in ('page_view', 'call', 'form_submitted')
    group by lead_id, age

),

daily as (

    select
        lead_id,
        sum(least(pricing, 2) * pow(0.5, age / 21.0)) as pricing,
        sum(least(product, 3) * pow(0.5, age / 30.0)) as product,
        sum(least(call, 1)) as call,
        sum(least(forms, 1)) as forms
    from days
    group by lead_id

),

points as (

    select
        lead_id,
        coalesce(greatest(
            case when regexp_matches(lower(job_title), '\b(director|vp|chief)\b') then 20 end,
            case when regexp_matches(lower(job_title), '\b(manager|head|lead)\b') then 10 end,
            case when regexp_matches(lower(job_title), 'student|intern|professor') then -15 end
        ), 0) as title,
        least(
            30,
            case when department in ('Marketing', 'Sales', 'IT') then 8 else 0 end
            + case when employees between 50 and 249 then 6 when employees >= 250 then 12 else 0 end
            + case when annual_revenue > 10000000 then 5 else 0 end
        ) as company,
        case when industry in ('Technology', 'Finance', 'Healthcare') then 10 when industry = 'Education' then -5 else 0 end
            + case when regexp_matches(lower(technology), 'snowflake|bigquery|databricks') then 6 else 0 end
            + case when country in ('US', 'DE', 'GB', 'FR', 'NL', 'CH', 'AT', 'SE') then 5 else 0 end
            + case when is_opted_in then 2 else 0 end as market,
        case when visits >= 6 then 9 when visits >= 3 then 5 when visits >= 1 then 2 else 0 end as visits,
        greatest(-10, least(
            40,
            round(least(3 * coalesce(daily.pricing, 0), 30), 2)
            + case when pricing_14 >= 3 then 8 else 0 end
            + round(least(coalesce(daily.product, 0), 15), 2)
            + least(0.5 * coalesce(docs, 0), 8)
            + case when blog >= 5 then 3 else 0 end
            + case when careers >= 1 then -10 else 0 end
            + coalesce(round(6 * pow(0.5, compare / 45.0), 2), 0)
            + least(coalesce(search, 0), 5)
            + coalesce(4 * case when chat < 120 then 1 - 0.25 * (chat // 30) end, 0)
            + least(2 * coalesce(ad_click, 0), 6)
            + case when form_views >= 3 then 2 else 0 end
        )) as web,
        least(
            35,
            round(least(5 * coalesce(video, 0), 15), 2)
            + least(4 * coalesce(ebook, 0), 12)
            + coalesce(round(8 * pow(0.5, white_paper / 90.0), 2), 0)
            + case when case_study >= 1 then 5 else 0 end
            + case when downloads >= 3 then 5 else 0 end
            + round(least(10 * coalesce(webinar, 0), 30), 2)
            + case when webinar_interest >= 1 then 4 else 0 end
            + case when trade_fair >= 1 then 8 else 0 end
        ) as content,
        greatest(-30, least(
            20,
            case when opened_30 >= 1 then 2 else 0 end
            + case when opened >= 10 then 3 else 0 end
            + round(least(3 * coalesce(clicked, 0), 15), 2)
            + case when bounced >= 2 then -8 else 0 end
            + case when unsubscribed >= 1 then -20 else 0 end
        )) as mail,
        least(
            60,
            coalesce(round(25 * pow(0.5, demo / 30.0), 2), 0)
            + case when trial < 30 then 20 when trial < 60 then 10 else 0 end
            + case when meeting >= 1 then 15 else 0 end
            + least(6 * coalesce(daily.call, 0), 18)
            + case when contact >= 1 then 12 else 0 end
            + least(2 * coalesce(daily.forms, 0), 8)
            + case when giveaway >= 1 then -3 else 0 end
        ) as intent,
        greatest(
            -20,
            case when coalesce(visits_60, 0) = 0 and lead_age >= 60 then -10 else 0 end
            + case when opened_90 = 0 and sent_90 >= 3 and lead_age >= 90 then -8 else 0 end
            + case when clicked_180 = 0 and opened_180 >= 5 and lead_age >= 180 then -4 else 0 end
            + case when coalesce(pricing_365, 0) = 0 and lead_age >= 365 then -3 else 0 end
        ) as silence,
        coalesce(country in ('US', 'DE', 'GB', 'FR', 'NL', 'CH', 'AT', 'SE') and is_opted_in, false) as is_qualified
    from (select *, getvariable('scoring_date') - created_at::date as lead_age from bench.leads)
    left join tallies using (lead_id)
    left join daily using (lead_id)
    where created_at < getvariable('scoring_date') + 1

),

scores as (

    select
        lead_id,
        is_qualified,
        title + company + market as fit_score,
        visits + web + content + mail + intent + silence as engagement_score,
        greatest(-50, least(150, fit_score + engagement_score)) as score
    from points

)

select
    lead_id,
    score,
    fit_score,
    engagement_score,
    case when not is_qualified then 'disqualified' when score >= 60 then 'hot' when score >= 30 then 'warm' else 'cold' end as tier,
    case when fit_score >= 40 then 'A' when fit_score >= 25 then 'B' when fit_score >= 10 then 'C' else 'D' end
        || case when engagement_score >= 45 then '1' when engagement_score >= 15 then '2' else '3' end as grade
from scores;
