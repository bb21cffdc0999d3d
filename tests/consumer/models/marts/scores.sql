-- A page for sales: names beside scores.
with

lead_scores as (

    select * from {{ ref('lead_scoring', 'lead_scores') }}

),

lead_tiers as (

    select * from {{ ref('lead_scoring', 'lead_tiers') }}

),

contacts as (

    select * from {{ ref('stg_leads') }}

),

customers as (

    select * from {{ ref('customers') }}

),

final as (

    select
        lead_scores.lead_id as contact_id,
        contacts.full_name,
        lead_scores.score,
        lead_tiers.tier,
        lead_scores.top_reasons,
        customers.customer_since is not null as is_customer
    from lead_scores
    inner join lead_tiers
        on lead_scores.lead_id = lead_tiers.lead_id
        and lead_scores.scorecard_id = lead_tiers.scorecard_id
    inner join contacts
        on lead_scores.lead_id = contacts.contact_id
    left join customers
        on lead_scores.lead_id = customers.contact_id

)

select * from final
