{{ config(materialized = 'view') }}

{#- The overrides are compiled first, so that a wrong scorecard fails once and not in each model. -#}
-- depends_on: {{ ref('lead_scoring', 'stg_lead_scoring__score_overrides') }}
{%- set scorecards = lead_scoring.scorecards() -%}
{%- set columns = lead_scoring.prepared_names(scorecards, 'leads') -%}
{%- set day = lead_scoring.scoring_day() -%}
{%- set has_valid_from = 'valid_from' in scorecards.inputs.leads -%}
{#- Attributes kept as history: the row counts that was valid at the end of the scoring date. -#}
{%- set validity = [] -%}
{%- if has_valid_from -%}
    {%- do validity.append('(valid_from is null or ' ~ lead_scoring.local_day('valid_from') ~ ' <= ' ~ day ~ ')') -%}
{%- endif -%}
{%- if 'valid_to' in scorecards.inputs.leads -%}
    {%- do validity.append('(valid_to is null or ' ~ lead_scoring.local_day('valid_to') ~ ' > ' ~ day ~ ')') -%}
{%- endif %}

with

leads as (
    {% if validity %}
    -- What was not valid on the scoring date is not known of it.
    select
        {%- for column in lead_scoring.raw_columns(scorecards) %}
        case when {{ validity | join(' and ') }} then {{ column }} end as {{ column }},
        {%- endfor %}
        {%- for column in ('valid_from', 'valid_to') if column in scorecards.inputs.leads %}
        {{ column }},
        {%- endfor %}
        lead_id,
        created_at
    from {{ ref('lead_scoring', 'stg_lead_scoring__leads') }}
    {% else %}
    select * from {{ ref('lead_scoring', 'stg_lead_scoring__leads') }}
    {% endif %}
),

prepared as (

    select
        {{ lead_scoring.indented((
            ['lead_id', 'created_at'] + (['valid_from'] if has_valid_from else [])
            + [(validity | join(' and ') or 'true') ~ ' as is_valid', lead_scoring.local_day('created_at') ~ ' as created_on']
            + lead_scoring.prepared_columns(scorecards, 'leads')
        ) | join(',\n'), 8) }}
    from leads

),

aliases as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__aliases') }}

),

dated as (

    select
        *,
        case
            when lead_id is null then 'no_lead'
            when created_on is null then 'no_time'
            when created_on > {{ day }} then 'after_scoring_date'
        end as left_out_because
    from prepared

),

-- Of several rows of a lead one counts: a valid one before others, the latest of those.
ranked as (

    select
        *,
        row_number() over (
            partition by lead_id, left_out_because
            order by
                is_valid desc,
                {%- if has_valid_from %}
                valid_from desc nulls last,
                {%- endif %}
                {%- for column in ['created_at'] + columns %}
                {{ column }} nulls last{{ ',' if not loop.last }}
                {%- endfor %}
        ) as row_rank
    from dated

),

existing as (

    select distinct lead_id
    from dated
    where left_out_because is null

),

final as (

    select
        ranked.lead_id as lead_id,
        ranked.created_at,
        ranked.created_on,
        {%- for column in columns %}
        ranked.{{ column }} as {{ column }},
        {%- endfor %}
        case
            when ranked.left_out_because is not null then ranked.left_out_because
            when survivors.lead_id is not null then 'merged'
            when ranked.row_rank > 1 and not ranked.is_valid then 'not_valid_on_scoring_date'
            when ranked.row_rank > 1 then 'repeated_id'
        end as left_out_because
    from ranked
    left join aliases
        on ranked.lead_id = aliases.alias_id
    left join existing as survivors
        on aliases.lead_id = survivors.lead_id

)

select * from final
