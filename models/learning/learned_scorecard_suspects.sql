{{ config(enabled = lead_scoring.learns()) }}

{%- set text = dbt.type_string() %}

with

bins as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__learning_bins') }}
    where auc > {{ lead_scoring.suspect_auc() }}

),

final as (

    select
        cast(rule_type as {{ text }}) as rule_type,
        cast(subject as {{ text }}) as subject,
        cast(max(auc) as {{ lead_scoring.type_double() }}) as auc,
        max(is_suspect) = 1 as is_left_out,
        cast('Ranks leads by itself as only something does that was written after the outcome. '
            || 'If it was known before, name it in lead_scoring__learn_allow; '
            || 'if not, in lead_scoring__learn_without.'
            as {{ text }}) as advice
    from bins
    group by rule_type, subject

)

{{ lead_scoring.select_contract('final') }}
