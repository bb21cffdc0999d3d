{#
    CTEs that end with `unlimited_scores`: scores after factors, ceilings and floors (SPEC:
    Effects), a step each, and before them `effect_points`, what each effect that fired changed.
    Reads the CTEs `rule_points`, `effects`, `added_up_scores` and, where overrides set scores,
    `override_points`.

    Args:
        scope: see `scope`.
        effects: see `effects`.
        sets_scores: see `sets_scores`.

    Example (added_up_scores: ann has 40 on the scorecard b2b):
        {{ lead_scoring.scores_after_effects(scope, effects, sets_scores) }}

            effect_points:    ann | b2b | factor  | student | -4.00
                              ann | b2b | ceiling | no_mail | -6.00
            unlimited_scores: ann | b2b | 30.00
#}
{% macro scores_after_effects(scope, effects, sets_scores) %}
{%- set keys = scope['keys'] | join(', ') -%}
{%- set points_type = lead_scoring.type_decimal(18, 2) -%}
{%- set steps = {} -%}
{%- for effect in effects -%}
    {%- do steps.setdefault(effect.step, []).append(effect) -%}
{%- endfor -%}
fired_effects as (

    select
        {%- for key in scope['keys'] %}
        rule_points.{{ key }} as {{ key }},
        {%- endfor %}
        rule_points.scorecard_id as scorecard_id,
        effects.group_id as group_id,
        rule_points.rule_id as rule_id,
        rule_points.event_count as event_count,
        rule_points.last_event_on as last_event_on,
        effects.entry_type as entry_type,
        effects.step as step,
        effects.factor as factor,
        effects.bound as bound,
        effects.description as description
    from rule_points
    inner join effects
        on rule_points.scorecard_id = effects.scorecard_id
        and rule_points.rule_id = effects.rule_id

),

-- What each step does with a score, null where its effect did not fire.
step_0 as (

    select
        {%- for key in scope['keys'] %}
        fired_effects.{{ key }} as {{ key }},
        {%- endfor %}
        fired_effects.scorecard_id as scorecard_id,
        cast(coalesce(max(added_up_scores.score), 0) as {{ points_type }}) as score_0
        {%- for step, of_step in steps.items() %}
        {%- set amount = 'factor' if of_step[0].entry_type == 'factor' else 'bound' %},
        max(case when fired_effects.step = {{ step }} then fired_effects.{{ amount }} end)
            as {{ amount }}_{{ step }}
        {%- endfor %}
    from fired_effects
    left join added_up_scores
        on {{ lead_scoring.same_keys(scope, 'fired_effects', 'added_up_scores') }}
        and fired_effects.scorecard_id = added_up_scores.scorecard_id
    {%- if sets_scores %}
    left join override_points
        on {{ lead_scoring.same_keys(scope, 'fired_effects', 'override_points') }}
        and fired_effects.scorecard_id = override_points.scorecard_id
        and override_points.set_to is not null
    -- A score that is set is left as it is.
    where override_points.set_to is null
    {%- endif %}
    group by
        {%- for key in scope['keys'] %}
        fired_effects.{{ key }},
        {%- endfor %}
        fired_effects.scorecard_id

),

{% for step, of_step in steps.items() -%}
{%- for effect in of_step -%}
-- {{ lead_scoring.comment_text(
    effect.scorecard_id ~ ', ' ~ effect.rule.rule_id ~ ': '
    ~ lead_scoring.effect_in_words(effect.rule)
) }}
{% endfor -%}
{%- set before = 'score_' ~ (step - 1) -%}
step_{{ step }} as (

    select
        *,
        {%- if of_step[0].entry_type == 'factor' %}
        -- What the factor changes is an entry of the ledger, and rounded as one.
        {{ before }} + coalesce(
            cast(round({{ before }} * factor_{{ step }} - {{ before }}, 2) as {{ points_type }}), 0
        ) as score_{{ step }}
        {%- else %}
        case
            when {{ before }} {{ '>' if of_step[0].entry_type == 'ceiling' else '<' -}}
                {{ ' bound_' ~ step }} then bound_{{ step }}
            else {{ before }}
        end as score_{{ step }}
        {%- endif %}
    from step_{{ step - 1 }}

),

{% endfor -%}
effect_points as (

    select
        {%- for key in scope['keys'] %}
        fired_effects.{{ key }} as {{ key }},
        {%- endfor %}
        fired_effects.scorecard_id as scorecard_id,
        fired_effects.entry_type as entry_type,
        fired_effects.group_id as group_id,
        fired_effects.rule_id as rule_id,
        fired_effects.event_count as event_count,
        fired_effects.last_event_on as last_event_on,
        coalesce(case fired_effects.step
            {%- for step in steps %}
            when {{ step }} then steps.score_{{ step }} - steps.score_{{ step - 1 }}
            {%- endfor %}
        end, 0) as points,
        fired_effects.description as description
    from fired_effects
    left join step_{{ steps | max }} as steps
        on {{ lead_scoring.same_keys(scope, 'fired_effects', 'steps') }}
        and fired_effects.scorecard_id = steps.scorecard_id

),

unlimited_scores as (

    select
        {{ keys }},
        scorecard_id,
        sum(points) as score
    from (
        select {{ keys }}, scorecard_id, score as points from added_up_scores

        union all

        select {{ keys }}, scorecard_id, points from effect_points
    ) as all_points
    group by {{ keys }}, scorecard_id

)
{%- endmacro %}

{#-
    The CTE `override_points`: overrides with their points; of one that sets the score these are the
    difference to the sum of the groups. Reads the CTEs `overrides`, `group_totals` and
    `group_limits`.

    Args:
        scope: see `scope`.
-#}
{% macro scores_that_are_set(scope) %}
{%- set keys = scope['keys'] | join(', ') -%}
points_of_groups as (

    select {{ keys }}, scorecard_id, sum_of_points as points from group_totals

    union all

    select {{ keys }}, scorecard_id, points from group_limits

),

sums_of_groups as (

    select
        {%- for key in scope['keys'] %}
        overrides.{{ key }} as {{ key }},
        {%- endfor %}
        overrides.scorecard_id as scorecard_id,
        sum(points_of_groups.points) as points
    from overrides
    inner join points_of_groups
        on {{ lead_scoring.same_keys(scope, 'overrides', 'points_of_groups') }}
        and overrides.scorecard_id = points_of_groups.scorecard_id
    where overrides.set_to is not null
    group by
        {%- for key in scope['keys'] %}
        overrides.{{ key }},
        {%- endfor %}
        overrides.scorecard_id

),

override_points as (

    select
        {%- for key in scope['keys'] %}
        overrides.{{ key }} as {{ key }},
        {%- endfor %}
        overrides.scorecard_id as scorecard_id,
        case
            when overrides.set_to is null then overrides.points
            else overrides.set_to - coalesce(sums_of_groups.points, 0)
        end as points,
        overrides.set_to as set_to,
        overrides.description as description
    from overrides
    left join sums_of_groups
        on {{ lead_scoring.same_keys(scope, 'overrides', 'sums_of_groups') }}
        and overrides.scorecard_id = sums_of_groups.scorecard_id

)
{%- endmacro %}
