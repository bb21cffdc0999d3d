-- What do accounts get their points for?
select description, count(*) as accounts, sum(points) as points
from account_score_ledger
where entry_type = 'rule'
group by description
order by sum(points) desc
