{#
    The CTEs that book what limits cut (SPEC: How a score is computed, steps 7 to 9):
    `group_limit_entries`, `override_entries`, `score_limit_entries`. Reads the CTEs `rule_entries`,
    `scored_leads` and `overrides`.

    Args:
        scorecards: see `scorecards`.

    Example:
        with rule_entries as (…), {{ lead_scoring.limit_entries(scorecards) }}
#}
{% macro limit_entries(scorecards) %}
{%- set text, points = dbt.type_string(), lead_scoring.type_decimal(18, 2) -%}
{%- set limited_groups, limited_scores = [], [] -%}
{%- for card in scorecards.cards -%}
    {%- for group in card.groups.values() if group.combine | lower == 'max' or group.min_points or group.max_points -%}
        {%- do limited_groups.append([
            lead_scoring.cell_literal(card.scorecard_id),
            lead_scoring.cell_literal(group.group_id),
            lead_scoring.cell_literal(group.axis | lower),
            'true' if group.combine | lower == 'max' else 'false',
            lead_scoring.cell_literal(group.min_points, 'number'),
            lead_scoring.cell_literal(group.max_points, 'number'),
            lead_scoring.text_literal(lead_scoring.limit_in_words(
                'Group ' ~ group.group_id, group.min_points, group.max_points, group.combine | lower == 'max'
            )),
        ]) -%}
    {%- endfor -%}
    {%- if card.min_score or card.max_score -%}
        {%- do limited_scores.append([
            lead_scoring.cell_literal(card.scorecard_id),
            lead_scoring.cell_literal(card.min_score, 'number'),
            lead_scoring.cell_literal(card.max_score, 'number'),
            lead_scoring.text_literal(lead_scoring.limit_in_words('Score', card.min_score, card.max_score)),
        ]) -%}
    {%- endif -%}
{%- endfor -%}
limited_groups as (

    {{ lead_scoring.indented(lead_scoring.inline_rows({
        'scorecard_id': text, 'group_id': text, 'axis': text, 'counts_best_only': dbt.type_boolean(),
        'min_points': points, 'max_points': points, 'description': text,
    }, limited_groups), 4) }}

),

rule_totals as (

    select
        lead_id,
        scorecard_id,
        group_id,
        sum(points) as sum_of_points,
        max(points) as best_points
    from rule_entries
    group by lead_id, scorecard_id, group_id

),

-- Every scored lead has every limited group: a lower limit above 0 holds without any rule.
group_points as (

    select
        scored_leads.lead_id,
        limited_groups.*,
        coalesce(rule_totals.sum_of_points, 0) as sum_of_points,
        coalesce(
            case when limited_groups.counts_best_only then rule_totals.best_points
                else rule_totals.sum_of_points end,
            0
        ) as combined_points
    from scored_leads
    inner join limited_groups
        on scored_leads.scorecard_id = limited_groups.scorecard_id
    left join rule_totals
        on scored_leads.lead_id = rule_totals.lead_id
        and limited_groups.scorecard_id = rule_totals.scorecard_id
        and limited_groups.group_id = rule_totals.group_id

),

group_limits as (

    select
        lead_id,
        scorecard_id,
        group_id,
        axis,
        description,
        {{ lead_scoring.within_limits('combined_points', 'min_points', 'max_points') }}
            - sum_of_points as points
    from group_points

),

group_limit_entries as (

    select * from group_limits
    where points <> 0

),

override_entries as (

    select
        lead_id,
        scorecard_id,
        points,
        coalesce(reason, 'Override') as description
    from overrides

),

limited_scores as (

    {{ lead_scoring.indented(lead_scoring.inline_rows({
        'scorecard_id': text, 'min_score': points, 'max_score': points, 'description': text,
    }, limited_scores), 4) }}

),

unlimited_points as (

    select lead_id, scorecard_id, points from rule_entries
    union all
    select lead_id, scorecard_id, points from group_limit_entries
    union all
    select lead_id, scorecard_id, points from override_entries

),

unlimited_scores as (

    select
        lead_id,
        scorecard_id,
        sum(points) as score
    from unlimited_points
    group by lead_id, scorecard_id

),

limited_leads as (

    select
        scored_leads.lead_id,
        limited_scores.*,
        coalesce(unlimited_scores.score, 0) as score
    from scored_leads
    inner join limited_scores
        on scored_leads.scorecard_id = limited_scores.scorecard_id
    left join unlimited_scores
        on scored_leads.lead_id = unlimited_scores.lead_id
        and scored_leads.scorecard_id = unlimited_scores.scorecard_id

),

score_limit_entries as (

    select
        lead_id,
        scorecard_id,
        description,
        {{ lead_scoring.within_limits('score', 'min_score', 'max_score') }}
            - score as points
    from limited_leads
    where score < min_score or score > max_score

)
{%- endmacro %}

{#- SQL of a value cut to limits; a limit that is null is none. -#}
{% macro within_limits(value, lower, upper) %}
    {{- return(
        'case when ' ~ value ~ ' < ' ~ lower ~ ' then ' ~ lower
        ~ ' when ' ~ value ~ ' > ' ~ upper ~ ' then ' ~ upper
        ~ ' else ' ~ value ~ ' end'
    ) }}
{% endmacro %}

{# What a limit says, for the ledger: 'Group web: at most 30'. #}
{% macro limit_in_words(what, lower, upper, is_best_only=false) %}
    {%- set words = ['only the best rule counts'] if is_best_only else [] -%}
    {%- if lower -%}{%- do words.append('at least ' ~ lead_scoring._read_number(lower)) -%}{%- endif -%}
    {%- if upper -%}{%- do words.append('at most ' ~ lead_scoring._read_number(upper)) -%}{%- endif -%}
    {{ return(what ~ ': ' ~ words | join(', ')) }}
{% endmacro %}

{# A rule entry's columns without any row, for a project without rules. #}
{% macro no_rule_entries() %}
{{- return(lead_scoring.inline_rows({
    'lead_id': dbt.type_string(), 'scorecard_id': dbt.type_string(), 'group_id': dbt.type_string(),
    'axis': dbt.type_string(), 'rule_id': dbt.type_string(), 'event_count': dbt.type_bigint(),
    'last_event_on': 'date', 'points': lead_scoring.type_decimal(18, 2), 'description': dbt.type_string(),
}, [])) }}
{% endmacro %}
