-- Where do leads stay, and how long have they been there?
select stage_id, count(*) as leads, round(avg(days_in_stage)) as days,
    count(case when is_dormant then 1 end) as dormant
from lead_stages
where stage_id is not null
group by stage_id, stage_rank
order by stage_rank
