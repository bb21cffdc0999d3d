{#
    The CTEs that end with `standing`: a row per row of the leads, prepared for the rules, and why it
    does not stand for a lead. Reads the CTEs `staged_leads` and `aliases`.

    Args:
        scorecards: see `scorecards`.
        day: the column of `staged_leads` that holds the day; none: the scoring date.

    Example:
        with staged_leads as (…), aliases as (…), {{ lead_scoring.standing_of_leads(scorecards) }}
#}
{% macro standing_of_leads(scorecards, day=none) %}
{%- set columns = lead_scoring.prepared_names(scorecards, 'leads') -%}
{%- set entity_keys = lead_scoring.entity_keys(scorecards) -%}
{%- set validity = lead_scoring._validity(scorecards, day or lead_scoring.scoring_day()) -%}
{%- set has_valid_from = 'valid_from' in scorecards.inputs.leads -%}
leads as (
    {% if validity %}
    -- What was not valid on the scoring date is not known of it.
    select
        {%- for column in lead_scoring.raw_columns(scorecards) %}
        case when {{ validity }} then {{ column }} end as {{ column }},
        {%- endfor %}
        {%- for column in ('valid_from', 'valid_to') if column in scorecards.inputs.leads %}
        {{ column }},
        {%- endfor %}
        {%- if day %}
        {{ day }},
        {%- endif %}
        lead_id,
        created_at
    from staged_leads
    {% else %}
    select * from staged_leads
    {% endif %}
),

prepared as (

    select
        {{ lead_scoring.indented((
            ['lead_id', lead_scoring.on_day(lead_scoring.lead_key('lead_id'), day) ~ ' as lead_key']
            + ([day] if day else []) + ['created_at'] + (['valid_from'] if has_valid_from else [])
            + [(validity or 'true') ~ ' as is_valid', lead_scoring.local_day('created_at') ~ ' as created_on']
            + entity_keys.values() | list + lead_scoring.prepared_columns(scorecards, 'leads')
        ) | join(',\n'), 8) }}
    from leads

),

dated as (

    select
        *,
        case
            when lead_id is null then 'no_lead'
            when created_on is null then 'no_time'
            when created_on > {{ day or lead_scoring.scoring_day() }} then 'after_scoring_date'
        end as left_out_because
    from prepared

),

-- Of several rows of a lead one counts: a valid one before others, the latest of those.
ranked as (

    select
        *,
        row_number() over (
            partition by lead_key, left_out_because
            order by
                is_valid desc,
                {%- if has_valid_from %}
                valid_from desc nulls last,
                {%- endif %}
                {%- for column in ['created_at'] + columns + entity_keys | list %}
                {{ column }} nulls last{{ ',' if not loop.last }}
                {%- endfor %}
        ) as row_rank
    from dated

),

existing as (

    select distinct lead_key
    from dated
    where left_out_because is null

),

standing as (

    select
        ranked.lead_id as lead_id,
        ranked.lead_key as lead_key,
        {%- if day %}
        ranked.{{ day }} as {{ day }},
        {%- endif %}
        ranked.created_at as created_at,
        ranked.created_on as created_on,
        {%- for column in columns + entity_keys | list %}
        ranked.{{ column }} as {{ column }},
        {%- endfor %}
        case
            when ranked.left_out_because is not null then ranked.left_out_because
            when survivors.lead_key is not null then 'merged'
            when ranked.row_rank > 1 and not ranked.is_valid then 'not_valid_on_scoring_date'
            when ranked.row_rank > 1 then 'repeated_id'
        end as left_out_because
    from ranked
    left join aliases
        on ranked.lead_key = aliases.alias_key
    left join existing as survivors
        on aliases.lead_key = survivors.lead_key

)
{%- endmacro %}

{#- Attributes kept as history: the row counts that was valid at the end of the day. -#}
{% macro _validity(scorecards, day) %}
    {%- set conditions = [] -%}
    {%- if 'valid_from' in scorecards.inputs.leads -%}
        {%- do conditions.append('(valid_from is null or ' ~ lead_scoring.local_day('valid_from') ~ ' <= ' ~ day ~ ')') -%}
    {%- endif -%}
    {%- if 'valid_to' in scorecards.inputs.leads -%}
        {%- do conditions.append('(valid_to is null or ' ~ lead_scoring.local_day('valid_to') ~ ' > ' ~ day ~ ')') -%}
    {%- endif -%}
    {{ return(conditions | join(' and ')) }}
{% endmacro %}
