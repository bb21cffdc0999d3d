{#
    The tiers, grades and ranks (SPEC: How a score is computed, step 11). A whole model.

    Args:
        of: 'lead' or an entity, see `scope`.

    Example (models/core/lead_tiers.sql, whole but for its layout):
        {{ lead_scoring.tiers() }}
#}
{% macro tiers(of='lead') %}
{%- set scope = lead_scoring.scope(of) -%}
{%- set scores = ref('lead_scoring', scope.entity ~ '_scores') if of in ('lead', 'account')
    else ref(scope.entity ~ '_scores') -%}
with

scores as (

    select * from {{ scores }}

),

{{ lead_scoring.tiers_of(scope, lead_scoring.scorecards_of(scope)) | trim }},

final as (

    select
        {{ scope.entity }}_id,
        scorecard_id,
        scoring_date,
        tier,
        tier_rank,
        fit_grade,
        engagement_grade,
        grade,
        score_rank,
        score_percentile,
        action
    from tiers

)

{{ lead_scoring.select_contract('final') }}
{% endmacro %}

{#- The CTEs that end with `tiers`. Reads the CTE `scores`. -#}
{% macro tiers_of(scope, scorecards) %}
{%- set tier_rows = [] -%}
{%- for card in scorecards.cards -%}
    {%- for tier in card.tiers.score -%}
        {%- do tier_rows.append([
            lead_scoring.cell_literal(card.scorecard_id),
            lead_scoring.cell_literal(tier.tier),
            loop.index,
            lead_scoring.cell_literal(tier.action),
        ]) -%}
    {%- endfor -%}
    {#- Disqualified leads come below the lowest tier. -#}
    {%- do tier_rows.append([
        lead_scoring.cell_literal(card.scorecard_id), "'disqualified'",
        card.tiers.score | length + 1, 'null',
    ]) -%}
{%- endfor -%}
score_tiers as (

    {{ lead_scoring.indented(lead_scoring.inline_rows({
        'scorecard_id': dbt.type_string(), 'tier': dbt.type_string(),
        'tier_rank': dbt.type_int(), 'action': dbt.type_string(),
    }, tier_rows), 4) }}

),

{{ lead_scoring.ranked_scores(scope) | trim }},

graded as (

    select
        *,
        case when is_disqualified then 'disqualified' else
            {{ lead_scoring.indented(lead_scoring.tier_case(scorecards, 'score', 'score'), 12) }}
        end as tier,
        {{ lead_scoring.indented(
            lead_scoring.tier_case(scorecards, 'fit', 'fit_score'), 8
        ) }} as fit_grade,
        {{ lead_scoring.indented(
            lead_scoring.tier_case(scorecards, 'engagement', 'engagement_score'), 8
        ) }} as engagement_grade
    from ranked_scores

),

tiers as (

    select
        graded.*,
        score_tiers.tier_rank as tier_rank,
        graded.fit_grade || graded.engagement_grade as grade,
        score_tiers.action as action
    from graded
    left join score_tiers
        on graded.scorecard_id = score_tiers.scorecard_id
        and graded.tier = score_tiers.tier

)
{%- endmacro %}

{#-
    The CTE `ranked_scores`: the CTE `scores` with the place of each lead in its scorecard
    (`score_rank`), with `qualified_count`, how many leads of the scorecard are not disqualified,
    and with how many percent of these have no higher score (`score_percentile`). In a replay of
    each day.
-#}
{% macro ranked_scores(scope) %}
{%- set of_one = 'scorecard_id' ~ (', scoring_date' if scope.is_replay else '') -%}
{#- Whole numbers of one hundredth, half of one rounded up. -#}
{%- set hundredths = 'floor(cast(20000 * (qualified_count - score_rank + 1) + qualified_count as '
    ~ lead_scoring.type_double() ~ ') / (2 * qualified_count))' -%}
qualified_counts as (

    select {{ of_one }}, count(*) as qualified_count
    from scores
    where not is_disqualified
    group by {{ of_one }}

),

score_ranks as (

    select
        scores.*,
        qualified_counts.qualified_count as qualified_count,
        cast(rank() over (
            partition by scores.{{ of_one | replace(', ', ', scores.') }}
            order by scores.is_disqualified, scores.score desc
        ) as {{ dbt.type_bigint() }}) as score_rank
    from scores
    left join qualified_counts
        on scores.scorecard_id = qualified_counts.scorecard_id
        {{- '\n        and scores.scoring_date = qualified_counts.scoring_date'
            if scope.is_replay }}

),

ranked_scores as (

    select
        *,
        cast(case when not is_disqualified
            then cast({{ hundredths }} as {{ dbt.type_bigint() }})
                * {{ lead_scoring.number_literal('0.01') }}
        end as {{ lead_scoring.type_decimal(18, 2) }}) as score_percentile
    from score_ranks

)
{%- endmacro %}
