-- What is not on the card, and why?
select rule_type, subject, status, explanation
from learned_scorecard_subjects
where status not in ('used', 'input')
order by status, subject
