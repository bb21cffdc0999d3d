{#- The model itself is pass 0; each further pass reads the one before and adds its rows. -#}
{%- set passes = [] -%}
{%- for number in range(1, lead_scoring.learning_passes() + 1) -%}
    {%- do passes.append('{{ lead_scoring.learning_pass(' ~ number ~ ') }}') -%}
{%- endfor -%}
{{ config(enabled = lead_scoring.learns(), post_hook = passes) }}

{#- Named here: dbt learns of dependencies from the model. -#}
-- depends_on: {{ ref('lead_scoring', 'int_lead_scoring__learning_lead_bins') }}
{%- set double = lead_scoring.type_double() %}

with

bins as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__learning_bins') }}
    where is_leaking = 0

),

base as (

    select
        conversion_count,
        (conversion_count + 0.5) / (lead_count + 1) as rate
    from bins
    where bin_id = 0

),

moved as (

    select
        {%- for column in lead_scoring.bin_columns() %}
        {{ 'cast(bins.' ~ column ~ ' as ' ~ double ~ ')' if column in ('trend', 'ridge')
            else 'bins.' ~ column }} as {{ column }},
        {%- endfor %}
        case when bins.bin_id = 0 then 1 else 0 end as was_in_use,
        cast(case
            when bins.bin_id = 0 then ln(base.rate / (1 - base.rate))
            else 0
        end as {{ double }}) as own,
        cast(0 as {{ double }}) as slope,
        cast(0 as {{ double }}) as own_step,
        cast(0 as {{ double }}) as slope_step,
        cast(0 as {{ double }}) as previous_own_gradient,
        cast(0 as {{ double }}) as previous_slope_gradient,
        cast(null as {{ double }}) as previous_push,
        cast(bins.conversion_count - bins.lead_count * base.rate as {{ double }}) as gradient,
        cast(bins.lead_count * base.rate * (1 - base.rate) as {{ double }}) as curvature
    from bins
    cross join base

),

{{ lead_scoring.next_directions(0) }}

select * from directed
