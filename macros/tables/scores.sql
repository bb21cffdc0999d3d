{#
    The scores (SPEC: How a score is computed, steps 9 and 10): the ledger of each scored lead added
    up, with the reasons in words. Without a `day` column of its own a whole model.

    Args:
        of: see `scope`.

    Example (models/core/lead_scores.sql, whole but for its layout):
        {{ lead_scoring.scores() }}
#}
{% macro scores(of='lead') %}
{%- set scope = lead_scoring.scope(of) -%}
with

{{ lead_scoring.scores_of(scope, lead_scoring.scorecards_of(scope)) | trim }},

final as (

    select
        lead_id{{ ' as ' ~ scope.entity ~ '_id' if scope.entity != 'lead' }},
        {{ lead_scoring.columns_of_scores() | join(',\n        ') }}
    from scores

)

{{ lead_scoring.select_contract('final') }}
{% endmacro %}

{% macro columns_of_scores() %}
    {{ return([
        'scorecard_id', 'scoring_date', 'score', 'fit_score', 'engagement_score', 'is_disqualified',
        'rules_fired', 'last_event_on', 'top_reasons', 'disqualified_by',
    ]) }}
{% endmacro %}

{#- The CTEs that end with `scores`. -#}
{% macro scores_of(scope, scorecards) %}
{%- set keys = scope['keys'] | join(', ') -%}
{%- set points_type = lead_scoring.type_decimal(18, 2) -%}
{%- set effects = lead_scoring.effects(scorecards) -%}
{%- set of_effects = [] -%}
{%- for column in scope['keys'] + [
    'scorecard_id', 'axis', 'points', 'last_event_on', 'rule_id'
] if effects -%}
    {%- do of_effects.append(column) -%}
{%- endfor -%}
scored_leads as (

    select * from {{ lead_scoring.table_of('scored_leads', scope) }}

),

rule_points as (
    {%- if effects %}

    select {{ of_effects | join(', ') }}
    from {{ lead_scoring.table_of('rule_points', scope) }}
    where axis is not null

    union all

    -- Rules that changed the score, by what they changed.
    select {{ of_effects | join(', ') }}
    from {{ lead_scoring.table_of('adjustments', scope) }}
    where rule_id is not null
    {%- else %}

    select * from {{ lead_scoring.table_of('rule_points', scope) }}
    {%- endif %}

),

adjustments as (

    select * from {{ lead_scoring.table_of('adjustments', scope) }}
    {{- '\n    where rule_id is null' if effects }}

),

reason_texts as (

    {{ lead_scoring.indented(lead_scoring.reason_rows(scorecards), 4) }}

),

-- Limits and overrides belong to no rule, and have no day.
entries as (

    select
        {%- for key in scope['keys'] %}
        rule_points.{{ key }} as {{ key }},
        {%- endfor %}
        rule_points.scorecard_id as scorecard_id,
        rule_points.axis as axis,
        rule_points.points as points,
        1 as is_rule,
        rule_points.last_event_on as last_event_on,
        reason_texts.place as place
    from rule_points
    left join reason_texts
        on rule_points.scorecard_id = reason_texts.scorecard_id
        and rule_points.rule_id = reason_texts.rule_id

    union all

    select
        {%- for key in scope['keys'] %}
        adjustments.{{ key }} as {{ key }},
        {%- endfor %}
        adjustments.scorecard_id as scorecard_id,
        adjustments.axis as axis,
        adjustments.points as points,
        0 as is_rule,
        cast(null as date) as last_event_on,
        reason_texts.place as place
    from adjustments
    left join reason_texts
        on adjustments.scorecard_id = reason_texts.scorecard_id
        and adjustments.entry_type = reason_texts.entry_type
        and adjustments.description = reason_texts.description
        -- Not `or … is null`: DuckDB would compare each with each.
        and coalesce(cast(adjustments.group_id as {{ dbt.type_string() }}), '')
            = coalesce(cast(reason_texts.group_id as {{ dbt.type_string() }}), '')

),

totals as (

    select
        {{ keys }},
        scorecard_id,
        sum(points) as score,
        sum(case when axis = 'fit' then points else 0 end) as fit_score,
        sum(case when axis = 'engagement' then points else 0 end) as engagement_score,
        sum(is_rule) as rules_fired,
        max(last_event_on) as last_event_on
        {{- lead_scoring.largest_entries(scorecards) }}
    from entries
    group by {{ keys }}, scorecard_id

),

{{ lead_scoring.top_reasons(scope, scorecards) | trim }},

scores as (

    select
        scored_leads.lead_id as lead_id,
        cast(scored_leads.scorecard_id as {{ dbt.type_string() }}) as scorecard_id,
        scored_leads.scoring_date as scoring_date,
        cast(coalesce(totals.score, 0) as {{ points_type }}) as score,
        cast(coalesce(totals.fit_score, 0) as {{ points_type }}) as fit_score,
        cast(coalesce(totals.engagement_score, 0) as {{ points_type }}) as engagement_score,
        scored_leads.is_disqualified as is_disqualified,
        cast(coalesce(totals.rules_fired, 0) as {{ dbt.type_bigint() }}) as rules_fired,
        totals.last_event_on as last_event_on,
        -- What a disqualified lead lacks comes first; three reasons are told.
        case
            when scored_leads.lacks_count = 0
                then totals.first_reason || totals.second_reason || totals.third_reason
            when scored_leads.lacks_count = 1
                then scored_leads.lacks
                    || coalesce('; ' || totals.first_reason || totals.second_reason, '')
            when scored_leads.lacks_count = 2
                then scored_leads.lacks || coalesce('; ' || totals.first_reason, '')
            else scored_leads.lacks
        end as top_reasons,
        scored_leads.disqualified_by as disqualified_by
    from scored_leads
    left join totals_with_reasons as totals
        on {{ lead_scoring.same_keys(scope, 'scored_leads', 'totals') }}
        and scored_leads.scorecard_id = totals.scorecard_id

)
{%- endmacro %}
