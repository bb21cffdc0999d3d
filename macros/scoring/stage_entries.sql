{#
    One `select` for each line of lifecycle_stages: the leads that it admits and since when (SPEC:
    How a score is computed, step 12). Reads the CTEs `leads`, `tallies`, `conversions`, `scores` and
    `tiers`. A list.

    Args:
        scorecards: see `scorecards`.
        day: the column of all of them that holds the day; none: the scoring date.

    Example:
        {{ lead_scoring.stage_entries(scorecards) | join('\n\nunion all\n\n') }}
#}
{% macro stage_entries(scorecards, day=none) %}
    {%- set entries = [] -%}
    {%- for stage in scorecards.stages -%}
        {%- do entries.append(lead_scoring._stage_entry(stage, scorecards.inputs, day) | trim) -%}
    {%- endfor -%}
    {{ return(entries) }}
{% endmacro %}

{% macro _stage_entry(stage, inputs, day) %}
{%- set type = stage.entry_type | lower -%}
-- {{ lead_scoring.comment_text(
    stage.stage_id ~ ': ' ~ [type, stage.scorecard_id, stage.subject, stage.operator, stage.value] | select | join(' ')
) }}
{%- set tally = lead_scoring.tally_of(stage, inputs) if type == 'event' else none %}
select
    {{ 'leads.' if type == 'event' }}lead_id,
    {%- if day %}
    {{ 'leads.' if type == 'event' }}{{ day }},
    {%- endif %}
    {{ lead_scoring.text_literal(stage.stage_id) }} as stage_id,
    {{ lead_scoring._read_whole(stage.stage_rank) }} as stage_rank,
    {{ lead_scoring.cell_literal(stage.funnel_phase) }} as funnel_phase,
    {{ 'true' if type in ('tier', 'score', 'attribute') else 'false' }} as is_standing,
{%- if type == 'always' %}
    created_on as entered_on
from leads
{%- elif type == 'conversion' %}
    min(converted_on) as entered_on
from conversions
group by lead_id{{ ', ' ~ day if day else '' }}
{%- elif type == 'event' %}
    tallies.first_event_on as entered_on
from tallies
inner join leads
    on tallies.lead_key = leads.lead_key
where tallies.tally_id = {{ lead_scoring.text_literal(tally.tally_id) }} -- {{ lead_scoring.tally_in_words(tally) }}
{%- elif type == 'attribute' %}
    {{ day or lead_scoring.scoring_day() }} as entered_on
from leads
where {{ lead_scoring.lead_condition(stage, inputs) }}
{%- else %}
    {{ day or lead_scoring.scoring_day() }} as entered_on
from {{ type }}s
where scorecard_id = {{ lead_scoring.text_literal(stage.scorecard_id) }}
    and {{ lead_scoring._stage_condition(stage, type) }}
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
        'tier': {'score': 'tier', 'fit': 'fit_grade', 'engagement': 'engagement_grade'},
    }[type][axis] -%}
    {%- if type == 'tier' -%}{%- set column = lead_scoring.prepared_text(column) -%}{%- endif -%}
    {%- if operator == 'between' -%}
        {{ return(column ~ ' between ' ~ values | join(' and ')) }}
    {%- elif operator in ('in', 'not_in') -%}
        {{ return(column ~ ' ' ~ operator | replace('_', ' ') ~ ' (' ~ values | join(', ') ~ ')') }}
    {%- endif -%}
    {{ return(column ~ ' ' ~ operator ~ ' ' ~ values[0]) }}
{% endmacro %}
