select
    contact_id,
    cast(signed_up as timestamp) as signed_up_at,
    name as full_name,
    title as job_title,
    trade as industry,
    staff as employees
from {{ ref('crm_contacts') }}
