{#- What rules, limits, tiers and stages said, and when that changed. -#}
{{ config(lead_scoring.log_config(lead_scoring.keeps_history())) }}

{%- set scorecards = lead_scoring.scorecards() -%}
{%- set position = lead_scoring.log_position() -%}
{#- What is backfilled was scored by these definitions from its first day on. -#}
{%- set past_days = lead_scoring.backfill(position).days -%}
{%- set days = (past_days or lead_scoring.days_to_publish(position))[:1] -%}
{%- set columns = {} -%}
{%- for name in (
    'scorecard_id', 'entry_type', 'entry_id', 'group_id', 'rule_id', 'axis', 'description',
    'definition_id',
) -%}
    {%- do columns.update({name: dbt.type_string()}) -%}
{%- endfor -%}
{%- do columns.update({'cells': lead_scoring.type_text()}) %}

-- The log of scores is written first: it is what refuses a backfill.
-- depends_on: {{ ref('lead_scoring', 'int_lead_scoring__score_log') }}
with

days as (

    {{ lead_scoring.indented(lead_scoring.day_rows(days), 4) }}

),

entries as (

    {{ lead_scoring.indented(lead_scoring.definition_rows(scorecards), 4) }}

),

tiers_and_stages as (

    {{ lead_scoring.indented(lead_scoring.line_rows(scorecards), 4) }}

),

definitions as (

    select
        {%- for name in columns if name != 'cells' %}
        {{ name }},
        {%- endfor %}
        cast(null as {{ columns.cells }}) as cells
    from entries

    union all

    select
        {%- for name, type in columns.items() %}
        {{ name if name in ('scorecard_id', 'entry_type', 'entry_id', 'definition_id', 'cells')
            else 'entry_id as description' if name == 'description'
            else 'cast(null as ' ~ type ~ ') as ' ~ name }}{{ ',' if not loop.last }}
        {%- endfor %}
    from tiers_and_stages

),

log as (

    {{ lead_scoring.indented(lead_scoring.log_lines(position, dict(
        columns, run_number=dbt.type_bigint(), scoring_date='date', line_type=dbt.type_string(),
    )), 4) }}

),

ranked_lines as (

    select
        *,
        row_number() over (
            partition by scorecard_id, entry_type, entry_id
            order by scoring_date desc, run_number desc
        ) as line_rank
    from log
    where line_type <> 'day'

),

last_lines as (

    select * from ranked_lines
    where line_rank = 1

),

defined as (

    select
        days.scoring_date as scoring_date,
        {%- for name in columns %}
        definitions.{{ name }} as {{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
    from definitions
    cross join days
    left join last_lines
        on {{ lead_scoring.same_entry('definitions', 'last_lines') }}
    where {{ lead_scoring.differs('definitions.definition_id', 'last_lines.definition_id') }}
        or {{ lead_scoring.differs('definitions.description', 'last_lines.description') }}

),

-- Without a definition the entry is no more; its words stay.
removed as (

    select
        days.scoring_date as scoring_date,
        {%- for name in columns if name not in ('definition_id', 'cells') %}
        last_lines.{{ name }} as {{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
    from last_lines
    cross join days
    left join definitions
        on {{ lead_scoring.same_entry('last_lines', 'definitions') }}
    where definitions.entry_id is null
        and last_lines.line_type = 'defined'

),

lines as (

    {{ lead_scoring.indented(lead_scoring.lines_of([
        ['defined', 'defined', columns],
        ['removed', 'removed', columns.keys() | reject('in', ['definition_id', 'cells']) | list],
        ['day', 'days', []],
    ], columns) | trim, 4) }}

),

final as (

    select
        cast({{ position.run_number + 1 }} as {{ dbt.type_bigint() }}) as run_number,
        lines.*
    from lines

)

select * from final
