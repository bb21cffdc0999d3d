select
    activity_id,
    person_id,
    kind,
    cast(happened_at as timestamp) as happened_at,
    path
from {{ ref('web_activities') }}
