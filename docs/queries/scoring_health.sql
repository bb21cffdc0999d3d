-- What is probably wrong with the inputs or the scorecards, and what can be done about it?
select
    severity,
    finding,
    found_in,
    row_count,
    example,
    what_to_do
from scoring_health
order by severity, finding, found_in
