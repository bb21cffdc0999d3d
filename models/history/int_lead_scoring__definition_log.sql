{#- What entries stood for, and when that changed: a rule may be edited or gone by the time that one asks. -#}
{{ config(
    enabled = lead_scoring.keeps_history(),
    materialized = 'incremental',
    incremental_strategy = lead_scoring.append_strategy(),
    full_refresh = false,
) }}

{%- set scorecards = lead_scoring.scorecards() -%}
{%- set position = lead_scoring.log_position() -%}
{#- What is backfilled was scored by these definitions from its first day on. -#}
{%- set days = (lead_scoring.backfilled_days(position) or lead_scoring.days_to_publish(position))[:1] -%}
{%- set text = dbt.type_string() -%}
{%- set words = {
    'entry_type': text, 'scorecard_id': text, 'group_id': text, 'rule_id': text, 'axis': text, 'description': text,
} %}

-- The log of scores is written first: it is what refuses a backfill.
-- depends_on: {{ ref('lead_scoring', 'int_lead_scoring__score_log') }}
with

days as (

    {{ lead_scoring.indented(lead_scoring.day_rows(days), 4) }}

),

definitions as (

    {{ lead_scoring.indented(lead_scoring.definition_rows(scorecards), 4) }}

),

log as (

    {{ lead_scoring.indented(lead_scoring.log_lines(position, dict(
        words, run_number=dbt.type_bigint(), scoring_date='date', entry_key=dbt.type_bigint(), definition_id=text,
    )), 4) }}

),

ranked_lines as (

    select
        *,
        row_number() over (
            partition by entry_key
            order by scoring_date desc, run_number desc
        ) as line_rank
    from log
    where entry_key is not null

),

last_lines as (

    select * from ranked_lines
    where line_rank = 1

),

lines as (

    select
        definitions.entry_key as entry_key,
        definitions.definition_id as definition_id,
        {%- for name in words %}
        definitions.{{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
    from definitions
    left join last_lines
        on definitions.entry_key = last_lines.entry_key
    where {{ lead_scoring.differs('definitions.definition_id', 'last_lines.definition_id') }}
        or {{ lead_scoring.differs('definitions.description', 'last_lines.description') }}

    union all

    -- Without a definition the entry is no more; its words stay.
    select
        last_lines.entry_key as entry_key,
        cast(null as {{ text }}) as definition_id,
        {%- for name in words %}
        last_lines.{{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
    from last_lines
    left join definitions
        on last_lines.entry_key = definitions.entry_key
    where definitions.entry_key is null
        and last_lines.definition_id is not null

    union all

    -- That the day was published, also if nothing changed on it.
    select
        cast(null as {{ dbt.type_bigint() }}) as entry_key,
        cast(null as {{ text }}) as definition_id,
        {%- for name, type in words.items() %}
        cast(null as {{ type }}) as {{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
    from days

),

final as (

    select
        cast({{ position.run_number + 1 }} as {{ dbt.type_bigint() }}) as run_number,
        days.scoring_date as scoring_date,
        lines.*
    from lines
    cross join days

)

select * from final
