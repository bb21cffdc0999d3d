{#
    The lines of lifecycle_stages that admit a lead on a day, and since when (SPEC: How a score is
    computed, step 12): one `select` a line. A whole model.

    Args:
        of: 'lead' or 'replay', see `scope`.
        lines: other lines than those of lifecycle_stages.
        former_tiers: a relation in the place of lead_tiers.

    Example (models/core/int_lead_scoring__admitted_stages.sql, whole):
        {{ lead_scoring.admitted_stages() }}

            lead_id | stage_id | stage_rank | entered_on | is_state
            ann     | lead     | 2          | 2026-01-05 | false
            ann     | mql      | 3          | 2026-06-30 | true
#}
{% macro admitted_stages(of='lead', lines=none, former_tiers=none) %}
{%- set scope = lead_scoring.scope(of) -%}
{%- set scorecards = lead_scoring.scorecards() -%}
{%- set selects = [] -%}
{%- for stage in (scorecards.stages if lines is none else lines) -%}
    {%- do selects.append(lead_scoring._admitted_by(scope, stage, scorecards.inputs) | trim) -%}
{%- endfor -%}
{%- set activities = lead_scoring.counted_activities(scope) -%}
{%- set text = dbt.type_string() -%}
with

{{ lead_scoring.replayed_activities(scope) -}}

{{ lead_scoring.scored_subjects(scope) | trim }},

activities as {{ lead_scoring.inlined_cte() }}(

    {{ lead_scoring.indented(activities | trim, 4) }}

),

conversions as (

    select * from {{ lead_scoring.table_of('conversions', scope) }}
    where exclusion_reason is null

),
{% if scope.is_replay %}
scores as (

    select * from {{ ref('lead_scoring', 'lead_score_replay') }}

),

tiers as (

    select * from scores

),
{% else %}
scores as (

    select * from {{ ref('lead_scoring', 'lead_scores') }}

),

tiers as (

    select * from {{ former_tiers or ref('lead_scoring', 'lead_tiers') }}

),
{% endif %}
admitted as (

    {{ lead_scoring.indented(selects | join('\n\nunion all\n\n') or lead_scoring.inline_rows({
        'lead_id': text, 'scoring_date': 'date', 'stage_id': text, 'stage_rank': dbt.type_int(),
        'funnel_phase': text, 'entered_on': 'date', 'is_state': dbt.type_boolean(),
    }, []), 4) }}

),

final as (

    select
        {{ scope.day }} as scoring_date,
        lead_id,
        cast(stage_id as {{ text }}) as stage_id,
        stage_rank,
        cast(funnel_phase as {{ text }}) as funnel_phase,
        entered_on,
        is_state
    from admitted

)

select * from final
{% endmacro %}

{% macro _admitted_by(scope, stage, inputs) %}
{%- set type = stage.entry_type | lower -%}
{%- set of_leads = 'leads.' if type == 'event' else '' -%}
{%- set conditions = [] -%}
{%- for line in lead_scoring.stage_conditions(stage) if type in ('tier', 'score', 'attribute') -%}
    {%- do conditions.append(
        lead_scoring.lead_condition(line, inputs, scope.day) if type == 'attribute'
        else lead_scoring._stage_condition(line, type)
    ) -%}
{%- endfor %}
-- {{ lead_scoring.comment_text(
    stage.stage_id ~ ': '
    ~ [type, stage.scorecard_id, stage.subject, stage.operator, stage.value] | select | join(' ')
    ~ (', and ' ~ [stage.and_subject, stage.and_operator, stage.and_value] | select | join(' ')
        if lead_scoring.stage_conditions(stage) | length > 1 else '')
) }}
select
    {{ of_leads }}lead_id,
    {%- if scope.is_replay %}
    {{ of_leads }}scoring_date,
    {%- endif %}
    {{ lead_scoring.text_literal(stage.stage_id) }} as stage_id,
    {{ lead_scoring._read_integer(stage.stage_rank) }} as stage_rank,
    {{ lead_scoring.cell_literal(stage.funnel_phase) }} as funnel_phase,
    {{ 'true' if type in ('tier', 'score', 'attribute') else 'false' }} as is_state,
{%- if type == 'always' %}
    created_on as entered_on
from leads
{%- elif type == 'conversion' %}
    min(converted_on) as entered_on
from conversions
group by lead_id{{ ', scoring_date' if scope.is_replay }}
{%- elif type == 'event' %}
    happened.first_on as entered_on
from (
    select {{ scope['keys'] | join(', ') }}, min(occurred_on) as first_on
    from activities
    where {{ lead_scoring.counting_conditions(scope, stage, inputs) | join('\n        and ') }}
    group by {{ scope['keys'] | join(', ') }}
) as happened
inner join leads
    on {{ lead_scoring.same_keys(scope, 'happened', 'leads') | replace('\n        ', '\n    ') }}
{%- elif type == 'attribute' %}
    {{ scope.day }} as entered_on
from leads
where {{ conditions | join('\n    and ') }}
{%- else %}
    {{ scope.day }} as entered_on
from {{ type }}s
where scorecard_id = {{ lead_scoring.text_literal(stage.scorecard_id) }}
    and {{ conditions | join('\n    and ') }}
{%- endif %}
{% endmacro %}
{#- Tier names are compared as text is, scores as numbers. -#}
{% macro _stage_condition(stage, type) %}
    {%- set axis = (stage.subject or 'score') | lower -%}
    {%- set operator = (stage.operator or '=') | lower -%}
    {%- set values = [] -%}
    {%- for value in lead_scoring.operator_values(operator, stage.value) -%}
        {%- do values.append(
            lead_scoring.value_literal(value, 'number' if type == 'score' else 'text')
        ) -%}
    {%- endfor -%}
    {%- set column = {
        'score': {'score': 'score', 'fit': 'fit_score', 'engagement': 'engagement_score'},
        'tier': {
            'score': 'tier', 'fit': 'fit_grade', 'engagement': 'engagement_grade',
            'grade': 'fit_grade || engagement_grade',
        },
    }[type][axis] -%}
    {%- if type == 'tier' -%}{%- set column = lead_scoring.prepared_text(column) -%}{%- endif -%}
    {%- if operator == 'between' -%}
        {{ return(column ~ ' between ' ~ values | join(' and ')) }}
    {%- elif operator in ('in', 'not_in') -%}
        {{ return(column ~ ' ' ~ operator | replace('_', ' ') ~ ' (' ~ values | join(', ') ~ ')') }}
    {%- endif -%}
    {{ return(column ~ ' ' ~ operator ~ ' ' ~ values[0]) }}
{% endmacro %}
