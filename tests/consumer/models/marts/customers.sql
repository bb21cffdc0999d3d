select
    contact_id,
    min(won_at) as customer_since
from {{ source('crm', 'deals') }}
group by contact_id
