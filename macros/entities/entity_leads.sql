{#
    The rows of another entity than leads as rules see them: its attributes, and the scores of its
    leads rolled up. Leads that are disqualified lift no one. A whole model.

    Args:
        entity: its name, one of `lead_scoring__entities`.

    Example (models/accounts/int_lead_scoring__account_leads.sql, whole):
        {{ lead_scoring.entity_leads('account') }}
#}
{% macro entity_leads(entity) %}
{%- set source = lead_scoring.entity_source(entity) -%}
{%- set scorecards = lead_scoring.scorecards(entity, lead_scoring.entity_inputs(entity)) -%}
{#- Named outside of any condition: dbt learns of dependencies while parsing. -#}
{%- set lead_scores = ref('lead_scoring', 'lead_scores') -%}
{%- set day = lead_scoring.scoring_day() -%}
{%- set key = entity ~ '_key' -%}
{%- set names = lead_scoring.prepared_names(scorecards, 'leads') -%}
{%- set roll_ups = [] -%}
{%- set columns = [] -%}
{%- for column in lead_scoring.raw_columns(scorecards) -%}
    {%- set roll_up = lead_scoring.roll_up(column[1:-1]) -%}
    {%- do roll_ups.append('    ' ~ roll_up.sql ~ ' as ' ~ column) if roll_up -%}
    {%- do columns.append(('roll_ups.' if roll_up else 'source.') ~ column ~ ' as ' ~ column) -%}
{%- endfor -%}
with

members as (

    select {{ key }}, lead_id, lead_key, created_on
    from {{ ref('lead_scoring', 'int_lead_scoring__leads') }}
    where exclusion_reason is null and {{ key }} is not null

),

first_members as (

    select {{ key }}, min(created_on) as created_on
    from members
    group by {{ key }}

),
{% if roll_ups %}
ranked_scores as (

    select
        members.{{ key }} as {{ key }},
        scores.scorecard_id as scorecard_id,
        scores.score as score,
        row_number() over (
            partition by members.{{ key }}, scores.scorecard_id
            order by scores.score desc, scores.lead_id
        ) as score_rank
    from {{ lead_scores.render() }} as scores
    inner join members
        on scores.lead_id = members.lead_id
    where not scores.is_disqualified

),

roll_ups as (

    select
        {{ key }},
    {{ roll_ups | join(',\n    ') }}
    from ranked_scores
    group by {{ key }}

),
{% endif %}
source as (

    select
        *,
        cast({{ entity }}_id as {{ dbt.type_string() }}) as {{ key }}
    from {{ source.render() }}

),

entities as (

    select
        cast(source.{{ entity }}_id as {{ dbt.type_string() }}) as lead_id,
        source.{{ key }} as lead_key,
        {%- for column in ('created_at', 'valid_from', 'valid_to')
            if column in scorecards.inputs.leads %}
        source.{{ column }} as {{ column }},
        {%- endfor %}
        {%- for column in columns %}
        {{ column }},
        {%- endfor %}
        {{ 'coalesce(' ~ lead_scoring.local_day('source.created_at') ~ ', first_members.created_on)'
            if 'created_at' in scorecards.inputs.leads
            else 'first_members.created_on' }} as created_on
    from source
    left join first_members
        on source.{{ key }} = first_members.{{ key }}
    {%- if roll_ups %}
    left join roll_ups
        on source.{{ key }} = roll_ups.{{ key }}
    {%- endif %}

),

prepared as (

    select
        {{ lead_scoring.indented((
            ['lead_id', 'lead_key', 'created_on']
            + lead_scoring.prepared_columns(scorecards, 'leads')
        ) | join(',\n'), 8) }}
    from entities
    where lead_id is not null
        and (created_on is null or created_on <= {{ day }})

),

ranked as (

    select
        *,
        row_number() over (
            partition by lead_key
            order by
                {%- for column in ['created_on'] + names %}
                {{ column }} nulls last{{ ',' if not loop.last }}
                {%- endfor %}
        ) as row_rank
    from prepared

),

final as (

    select
        lead_id,
        lead_key,
        created_on,
        {%- for name in names %}
        {{ name }},
        {%- endfor %}
        case when row_rank > 1 then 'repeated_id' end as exclusion_reason
    from ranked

)

select * from final
{% endmacro %}
