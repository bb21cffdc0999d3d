-- A test of this project on a table of lead_scoring.
select *
from {{ ref('lead_scoring', 'lead_scores') }}
where score not between 0 and 100
