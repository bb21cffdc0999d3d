{#
    Checks nurture_tracks: each line, and that whom it is for exists.

    Args:
        tables: all scorecard tables, see `scorecards`.
        problems: the list that takes what is wrong.

    Example:
        {% do lead_scoring.check_tracks(tables, problems) %}
#}
{% macro check_tracks(tables, problems) %}
    {%- set table = 'nurture_tracks' -%}
    {%- set phases = tables.lifecycle_stages | map(attribute='funnel_phase') | reject('none')
        | unique | list -%}
    {%- for line in tables.nurture_tracks -%}
        {%- do lead_scoring.check_cells(table, line, {
            'track_id': {'kind': 'text', 'is_required': true},
            'audience': {'kind': lead_scoring.audiences()},
            'scorecard_id': {'kind': 'text', 'is_required': line.tier is not none},
            'tier': {'kind': 'text', 'is_required': line.scorecard_id is not none},
            'max_messages_per_week': {'kind': 'whole', 'at_least': 0, 'is_required': true},
            'lasts_days': {'kind': 'whole', 'at_least': 1},
        }, problems) -%}
        {%- if line.track_rank is not none -%}
            {%- do lead_scoring.check_cells(
                table, line, {'track_rank': {'kind': 'whole'}}, problems
            ) -%}
        {%- endif -%}
        {%- if line.lasts_days is not none and (line.audience or '') | lower != 'dormant' -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, 'lasts_days', 'is set, but the track is not for dormant leads',
                'empty, or dormant in audience'
            )) -%}
        {%- endif -%}
        {%- if line.funnel_phase is not none and line.funnel_phase not in phases -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, 'funnel_phase', 'is the phase of no stage', phases
            )) -%}
        {%- endif -%}
        {%- do lead_scoring.check_stage(
            table, line, 'stage_id', tables.lifecycle_stages, problems
        ) -%}
        {%- do lead_scoring.check_tier(table, line, 'tier', tables, problems) -%}
    {%- endfor -%}
{% endmacro %}

{#- Whom a track is for: everyone where none is named. -#}
{% macro audiences() %}
    {{ return(['active', 'dormant', 'customer']) }}
{% endmacro %}
