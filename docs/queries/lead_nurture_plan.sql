-- Who may get a message today, by track?
select track_id, count(*) as leads
from lead_nurture_plan
where may_send and next_send_on <= scoring_date
group by track_id
order by track_id
