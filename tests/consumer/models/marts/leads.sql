select
    contact_id,
    signed_up_at,
    job_title,
    industry,
    employees
from {{ ref('stg_leads') }}
