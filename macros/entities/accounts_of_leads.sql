{#
    The accounts that leads name in `account_id`: of leads that exist on the scoring date, and
    without attributes. A whole model.

    Example (models/core/staging/stg_lead_scoring__accounts.sql, in part):
        {{ lead_scoring.accounts_of_leads() }}

            account_id
            acme
            bolt
#}
{% macro accounts_of_leads() %}
select distinct account_key as account_id
from {{ ref('lead_scoring', 'int_lead_scoring__leads') }}
where exclusion_reason is null
    and account_key is not null
{% endmacro %}
