-- Which leads were looked at one by one, and how many of them converted?
select subject, bin, lead_count, conversion_count,
    round(weight_of_evidence, 2) as weight_of_evidence, points, status
from learned_scorecard_bins
where lead_count > 0
order by information_value desc nulls last, subject, bin_number
