-- How many rows of each input were counted, and how many were not?
select
    input,
    sum(row_count) as delivered,
    sum(case when reason = 'counted' then row_count end) as counted,
    sum(case when reason <> 'counted' then row_count end) as left_out
from scoring_input_audit
group by input
order by input
