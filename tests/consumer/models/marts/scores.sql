-- A page for sales: names beside scores.
select
    lead_scores.lead_id as contact_id,
    stg_leads.full_name,
    lead_scores.score,
    lead_tiers.tier,
    lead_scores.top_reasons,
    customers.customer_since is not null as is_customer
from {{ ref('lead_scoring', 'lead_scores') }} as lead_scores
inner join {{ ref('lead_scoring', 'lead_tiers') }} as lead_tiers
    on lead_scores.lead_id = lead_tiers.lead_id
    and lead_scores.scorecard_id = lead_tiers.scorecard_id
inner join {{ ref('stg_leads') }} as stg_leads
    on lead_scores.lead_id = stg_leads.contact_id
left join {{ ref('customers') }} as customers
    on lead_scores.lead_id = customers.contact_id
