{{ config(enabled = lead_scoring.learns()) }}

{%- set text = dbt.type_string() -%}
{%- set what_to_do = ' If it was known before, name it in lead_scoring__learn_allow;'
    ~ ' if not, in lead_scoring__learn_without.' %}

with

leaks as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__learning_leaks') }}
    where reason is not null

),

subjects as (

    select
        rule_type,
        subject,
        max(auc) as auc,
        max(is_leaking) as is_left_out,
        -- The strongest of several.
        case
            when max(case when reason = 'ranks_leads_alone' then 1 else 0 end) = 1
                then 'ranks_leads_alone'
            when max(case when reason = 'filled_with_one_outcome' then 1 else 0 end) = 1
                then 'filled_with_one_outcome'
            else 'level_with_one_outcome'
        end as reason
    from leaks
    group by rule_type, subject

),

final as (

    select
        cast(rule_type as {{ text }}) as rule_type,
        cast(subject as {{ text }}) as subject,
        cast(auc as {{ lead_scoring.type_double() }}) as auc,
        is_left_out = 1 as is_left_out,
        cast(case
            when reason = 'ranks_leads_alone' then
                'Ranks leads by itself as only something does that was written after the outcome.'
            when reason = 'filled_with_one_outcome' and rule_type = 'event' then
                'Whoever did it had one outcome: it may be a part of the outcome.'
            when reason = 'filled_with_one_outcome' then
                'Where it is filled the outcome is almost always one: it may be filled after it.'
            else 'One of its values has almost always the same outcome: it may be written after it.'
        end || {{ lead_scoring.text_literal(what_to_do) }} as {{ text }}) as advice,
        cast(reason as {{ text }}) as reason
    from subjects

)

{{ lead_scoring.select_contract('final') }}
