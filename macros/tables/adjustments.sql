{#
    Ledger entries that add no points of a rule (SPEC: How a score is computed, steps 7 to 9, and
    Effects): what the limits of groups and of scores cut, overrides, and factors, ceilings and
    floors. A row per lead and adjustment. A whole model.

    Args:
        of: see `scope`.

    Example (models/core/int_lead_scoring__adjustments.sql, whole):
        {{ lead_scoring.adjustments() }}

            lead_key | scorecard_id | entry_type  | group_id | points | description
            ann      | must_have    | group_limit | interest | -12.00 | Group interest: at most 99
#}
{% macro adjustments(of='lead') %}
{%- set scope = lead_scoring.scope(of) -%}
{%- set scorecards = lead_scoring.scorecards_of(scope) -%}
{%- set keys = scope['keys'] | join(', ') -%}
{%- set scored_leads = lead_scoring.table_of('scored_leads', scope) -%}
{%- set rule_points = lead_scoring.table_of('rule_points', scope) -%}
{%- set overrides = lead_scoring.overrides_in_force(scope, scorecards) -%}
{%- set effects = lead_scoring.effects(scorecards) -%}
{%- set sets_scores = lead_scoring.sets_scores(scorecards) -%}
{%- set override_points = 'override_points' if sets_scores else 'overrides' -%}
{%- set text = dbt.type_string() -%}
{%- set types = lead_scoring.name_types(scorecards) -%}
with

{{ lead_scoring.replayed_days(scope) -}}

scored_leads as (

    select {{ keys }}, scorecard_id
    from {{ scored_leads }}

),

rule_points as (

    select {{ keys }}, scorecard_id, group_id, points
        {{- ', rule_id, event_count, last_event_on' if effects }}
    from {{ rule_points }}

),

overrides as (

    {{ lead_scoring.indented(overrides | trim, 4) }}

),

limits as (

    {{ lead_scoring.indented(lead_scoring.limit_rows(scorecards), 4) }}

),

group_totals as (

    select
        {{ keys }},
        scorecard_id,
        group_id,
        sum(points) as sum_of_points,
        max(points) as best_points
    from rule_points
    group by {{ keys }}, scorecard_id, group_id

),

-- Every scored lead has every limited group: a lower limit above 0 holds without any rule.
group_points as (

    select
        {%- for key in scope['keys'] %}
        scored_leads.{{ key }} as {{ key }},
        {%- endfor %}
        limits.scorecard_id as scorecard_id,
        limits.group_id as group_id,
        limits.axis as axis,
        limits.description as description,
        limits.lower_limit as lower_limit,
        limits.upper_limit as upper_limit,
        coalesce(group_totals.sum_of_points, 0) as sum_of_points,
        coalesce(
            case when limits.counts_best_only then group_totals.best_points
                else group_totals.sum_of_points end,
            0
        ) as combined_points
    from scored_leads
    inner join limits
        on scored_leads.scorecard_id = limits.scorecard_id
        and limits.group_id is not null
    left join group_totals
        on {{ lead_scoring.same_keys(scope, 'scored_leads', 'group_totals') }}
        and limits.scorecard_id = group_totals.scorecard_id
        and limits.group_id = group_totals.group_id

),

group_limits as (

    select
        {{ keys }},
        scorecard_id,
        group_id,
        axis,
        description,
        {{ lead_scoring.within_limits('combined_points', 'lower_limit', 'upper_limit') }}
            - sum_of_points as points
    from group_points

),

score_limits as (

    select * from limits
    where group_id is null

),

{% if effects -%}
effects as (

    {{ lead_scoring.indented(lead_scoring.effect_rows(scorecards, effects), 4) }}

),

{% endif -%}
{% if sets_scores -%}
{{ lead_scoring.scores_that_are_set(scope) | trim }},

{% endif -%}
unlimited_points as (

    select {{ keys }}, scorecard_id, sum_of_points as points from group_totals
    where scorecard_id in (select scorecard_id from score_limits
        {{- ' union all select scorecard_id from effects' if effects }})

    union all

    select {{ keys }}, scorecard_id, points from group_limits
    where points <> 0

    union all

    select {{ keys }}, scorecard_id, points from {{ override_points }}

),

{{ 'added_up_scores' if effects else 'unlimited_scores' }} as (

    select
        {{ keys }},
        scorecard_id,
        sum(points) as score
    from unlimited_points
    group by {{ keys }}, scorecard_id

),

{% if effects -%}
{{ lead_scoring.scores_after_effects(scope, effects, sets_scores) | trim }},

{% endif -%}
limited_leads as (

    select
        {%- for key in scope['keys'] %}
        scored_leads.{{ key }} as {{ key }},
        {%- endfor %}
        score_limits.scorecard_id as scorecard_id,
        score_limits.description as description,
        score_limits.lower_limit as lower_limit,
        score_limits.upper_limit as upper_limit,
        coalesce(unlimited_scores.score, 0) as score
    from scored_leads
    inner join score_limits
        on scored_leads.scorecard_id = score_limits.scorecard_id
    left join unlimited_scores
        on {{ lead_scoring.same_keys(scope, 'scored_leads', 'unlimited_scores') }}
        and scored_leads.scorecard_id = unlimited_scores.scorecard_id

),

{% set no_rule %}
        {%- if effects %},
        cast(null as {{ types.rule_id }}) as rule_id,
        cast(null as {{ dbt.type_bigint() }}) as event_count,
        cast(null as date) as last_event_on
        {%- endif %}
{%- endset -%}
adjustments as (

    select
        {{ keys }},
        scorecard_id,
        'group_limit' as entry_type,
        group_id,
        axis,
        points,
        description
        {{- no_rule }}
    from group_limits
    where points <> 0

    union all

    select
        {{ keys }},
        scorecard_id,
        'override' as entry_type,
        cast(null as {{ types.group_id }}) as group_id,
        cast(null as {{ types.axis }}) as axis,
        points,
        description
        {{- no_rule }}
    from {{ override_points }}

    union all

    {% if effects -%}
    select
        {{ keys }},
        scorecard_id,
        entry_type,
        group_id,
        cast(null as {{ types.axis }}) as axis,
        points,
        description,
        rule_id,
        event_count,
        last_event_on
    from effect_points

    union all

    {% endif -%}
    select
        {{ keys }},
        scorecard_id,
        'score_limit' as entry_type,
        cast(null as {{ types.group_id }}) as group_id,
        cast(null as {{ types.axis }}) as axis,
        {{ lead_scoring.within_limits('score', 'lower_limit', 'upper_limit') }}
            - score as points,
        description
        {{- no_rule }}
    from limited_leads
    where score < lower_limit or score > upper_limit

)

select
    lead_key,
    scorecard_id,
    cast(entry_type as {{ text }}) as entry_type,
    group_id,
    axis,
    {{ scope.day }} as scoring_date,
    cast(points as {{ lead_scoring.type_decimal(18, 2) }}) as points,
    description
    {%- if effects %},
    rule_id,
    event_count,
    last_event_on
    {%- endif %}
from adjustments
{% endmacro %}

{#-
    The limits of groups and of scores as rows that SQL can join; of a score without a group.

    Args:
        scorecards: see `scorecards`.
-#}
{% macro limit_rows(scorecards) %}
    {%- set rows = [] -%}
    {%- for card in scorecards.cards -%}
        {%- for group in card.groups.values()
            if group.combine | lower == 'max' or group.min_points or group.max_points -%}
            {%- set is_best_only = group.combine | lower == 'max' -%}
            {%- do rows.append([
                lead_scoring.cell_literal(card.scorecard_id),
                lead_scoring.cell_literal(group.group_id),
                lead_scoring.cell_literal(group.axis | lower),
                'true' if is_best_only else 'false',
                lead_scoring.cell_literal(group.min_points, 'number'),
                lead_scoring.cell_literal(group.max_points, 'number'),
                lead_scoring.cell_literal(lead_scoring.limit_in_words(
                    'Group ' ~ group.group_id, group.min_points, group.max_points, is_best_only
                )),
            ]) -%}
        {%- endfor -%}
        {%- if card.min_score or card.max_score -%}
            {%- do rows.append([
                lead_scoring.cell_literal(card.scorecard_id), 'null', 'null', 'false',
                lead_scoring.cell_literal(card.min_score, 'number'),
                lead_scoring.cell_literal(card.max_score, 'number'),
                lead_scoring.cell_literal(lead_scoring.limit_in_words(
                    'Score', card.min_score, card.max_score
                )),
            ]) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set types, points = lead_scoring.name_types(scorecards),
        lead_scoring.type_decimal(18, 2) -%}
    {{ return(lead_scoring.inline_rows({
        'scorecard_id': types.scorecard_id, 'group_id': types.group_id, 'axis': types.axis,
        'counts_best_only': dbt.type_boolean(), 'lower_limit': points, 'upper_limit': points,
        'description': dbt.type_string(),
    }, rows)) }}
{% endmacro %}

{#-
    The overrides that are in force, as a query: `lead_key`, `scorecard_id`, `points`,
    `description`. For leads from `int_lead_scoring__overrides`; of another entity `lead_id` of
    their table is its id.
-#}
{% macro overrides_in_force(scope, scorecards) %}
{%- set sets_scores = lead_scoring.sets_scores(scorecards) -%}
{%- if scope.entity == 'lead' -%}
select
    {%- for key in scope['keys'] %}
    scored_leads.{{ key }} as {{ key }},
    {%- endfor %}
    scored_leads.scorecard_id as scorecard_id,
    overrides.points as points,
    {%- if sets_scores %}
    overrides.set_to as set_to,
    {%- endif %}
    overrides.description as description
from {{ lead_scoring.table_of('overrides', scope).render() }} as overrides
inner join scored_leads
    on {{ lead_scoring.same_keys(
        scope, 'overrides', 'scored_leads'
    ) | replace('\n        ', '\n    ') }}
    and overrides.scorecard_id = scored_leads.scorecard_id
where overrides.exclusion_reason is null
{%- else -%}
{%- if sets_scores -%}
select
    lead_key,
    scorecard_id,
    points,
    set_to,
    description
from (
    select
        counted.*,
        {{ lead_scoring.indented(lead_scoring.override_rank('lead_key'), 0) }}
    from (
        {{ lead_scoring.indented(lead_scoring._overrides_of_entity(scope, scorecards) | trim, 8) }}
    ) as counted
) as ranked_overrides
-- A score that is set leaves nothing to other overrides; of several the latest holds.
where override_rank = 1 or sets_score = 0
{%- else -%}
{{ lead_scoring._overrides_of_entity(scope, scorecards) | trim }}
{%- endif -%}
{%- endif -%}
{% endmacro %}

{% macro _overrides_of_entity(scope, scorecards) %}
{%- set sets_scores = lead_scoring.sets_scores(scorecards) -%}
select
    scored_leads.lead_key as lead_key,
    scored_leads.scorecard_id as scorecard_id,
    lines.points as points,
    {%- if sets_scores %}
    lines.set_to as set_to,
    lines.starts_on as starts_on,
    lines.author as author,
    cast(null as {{ dbt.type_string() }}) as exclusion_reason,
    {%- endif %}
    coalesce(lines.reason, 'Override') as description
from (
    {{ lead_scoring.indented(lead_scoring.override_rows(scorecards) | trim, 4) }}
) as lines
inner join scored_leads
    on lines.lead_id = scored_leads.lead_key
    and lines.scorecard_id = scored_leads.scorecard_id
where lines.starts_on <= {{ scope.day }}
    and (lines.ends_on is null or lines.ends_on > {{ scope.day }})
{% endmacro %}
