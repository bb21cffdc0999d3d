{{ config(enabled = lead_scoring.learns()) }}

{%- set numbers = lead_scoring.learning_attributes() | selectattr('measure', 'equalto', 'number')
    | list -%}
{%- set int, double, text = dbt.type_int(), lead_scoring.type_double(), dbt.type_string() -%}
{%- set least = lead_scoring.integer_setting('learn_min_leads') %}

with

leads as (

    select *
    from {{ ref('lead_scoring', 'int_lead_scoring__learning_leads') }}
    where exclusion_reason is null

),

named as (

    {{ lead_scoring.indented(lead_scoring.inline_rows(
        {'feature_id': int, 'number': double}, lead_scoring.learning_codes()
    ), 4) }}

),

numbers as (
{% for attribute in numbers %}
    -- {{ lead_scoring.comment_text(attribute.name) }}
    select
        {{ attribute.feature_id }} as feature_id,
        attribute_{{ attribute.feature_id }} as number,
        count(*) as lead_count,
        sum(is_converted) as conversion_count
    from leads
    where attribute_{{ attribute.feature_id }} between -1e27 and 1e27
    group by attribute_{{ attribute.feature_id }}
    {{- '\n\n    union all\n' if not loop.last }}
{% else %}
    select
        cast(null as {{ int }}) as feature_id,
        cast(null as {{ double }}) as number,
        0 as lead_count,
        0 as conversion_count
    from leads
    where 1 = 0
{% endfor %}
),

neighbours as (

    select
        *,
        lag(number) over (partition by feature_id order by number) as lower_number,
        lead(number) over (partition by feature_id order by number) as higher_number,
        coalesce(lag(lead_count) over (partition by feature_id order by number), 0)
            as lower_lead_count,
        coalesce(lead(lead_count) over (partition by feature_id order by number), 0)
            as higher_lead_count
    from numbers

),

final as (

    select
        neighbours.feature_id as feature_id,
        neighbours.number as number,
        cast('=' || {{ lead_scoring.number_text('neighbours.number') }} as {{ text }}) as place,
        neighbours.lead_count as lead_count,
        neighbours.conversion_count as conversion_count
    from neighbours
    left join named
        on neighbours.feature_id = named.feature_id
        and neighbours.number = named.number
    where named.feature_id is not null
        or (
            neighbours.lead_count >= {{ least }}
            {%- if lead_scoring.learning_names('learn_special') %}
            and neighbours.feature_id not in (
                select feature_id from named where feature_id is not null
            )
            {%- endif %}
            and {{ lead_scoring.is_code() }}
        )

)

select * from final
