{{ config(materialized = 'table', enabled = lead_scoring.has_metrics()) }}

{%- set source_column = lead_scoring.lead_source_column() -%}
{%- set columns = lead_scoring.scorecards().inputs.leads or {} -%}
{%- if source_column is not none and columns and source_column | lower not in columns -%}
    {%- do exceptions.raise_compiler_error(
        "lead_scoring: the variable lead_scoring__source_column is no column of leads. Got: '"
        ~ source_column ~ "'. Allowed: " ~ columns.values() | map(attribute='name') | join(', ')
        ~ '. Fix: edit lead_scoring__source_column.'
    ) -%}
{%- endif -%}
{%- set source = lead_scoring.quoted(columns[source_column | lower].name)
    if source_column and columns else 'null' %}

with

scores as (

    select * from {{ ref('lead_scoring', 'lead_scores') }}

),

tiers as (

    select * from {{ ref('lead_scoring', 'lead_tiers') }}

),

stages as (

    select * from {{ ref('lead_scoring', 'lead_stages') }}

),

leads as (

    select
        lead_key,
        lead_id,
        created_on
    from {{ ref('lead_scoring', 'int_lead_scoring__leads') }}
    where exclusion_reason is null

),

-- Attributes may have a row for each span in which they held: the last one is taken.
sources as (

    select
        lead_id,
        cast({{ source }} as {{ lead_scoring.type_text() }}) as lead_source,
        row_number() over (
            partition by lead_id
            order by
                {{ 'valid_from desc, ' if 'valid_from' in columns }}created_at desc, {{ source }}
        ) as place
    from {{ ref('lead_scoring', 'stg_lead_scoring__leads') }}

),

conversions as (

    select
        lead_key,
        min(converted_on) as converted_on
    from {{ ref('lead_scoring', 'int_lead_scoring__conversions') }}
    where exclusion_reason is null
    group by lead_key

),

final as (

    select
        scores.lead_id || ':' || scores.scorecard_id as report_id,
        scores.lead_id as lead_id,
        scores.scorecard_id as scorecard_id,
        scores.scoring_date as scoring_date,
        sources.lead_source as lead_source,
        leads.created_on as created_on,
        scores.score as score,
        tiers.tier as tier,
        tiers.grade as grade,
        stages.stage_id as stage_id,
        stages.funnel_phase as funnel_phase,
        conversions.converted_on as converted_on,
        case when conversions.converted_on is null then 0 else 1 end as converted
    from scores
    inner join leads
        on scores.lead_id = leads.lead_id
    left join tiers
        on scores.lead_id = tiers.lead_id
        and scores.scorecard_id = tiers.scorecard_id
    left join stages
        on scores.lead_id = stages.lead_id
    left join sources
        on scores.lead_id = sources.lead_id
        and sources.place = 1
    left join conversions
        on leads.lead_key = conversions.lead_key

)

select * from final
