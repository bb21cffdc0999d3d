{#
    The overrides, a row each, in a replay once for each day: whose it is by the latest link of its
    id, and why it does not count. A whole model.

    Args:
        of: 'lead' or 'replay', see `scope`.

    Example (models/core/int_lead_scoring__overrides.sql, whole):
        {{ lead_scoring.overrides() }}
#}
{% macro overrides(of='lead') %}
{%- set scope = lead_scoring.scope(of) -%}
{%- set scorecards = lead_scoring.scorecards_of(scope) -%}
{%- set staged = ref('lead_scoring', 'stg_lead_scoring__score_overrides') -%}
{%- set leads = lead_scoring.table_of('leads', scope) -%}
{%- set scored_leads = lead_scoring.table_of('scored_leads', scope) -%}
{%- set by_day = scope.is_replay -%}
{%- set sets_scores = lead_scoring.sets_scores(scorecards) -%}
{%- set identities = lead_scoring.joined_identities(scope, 'lines', 'lead_id', kind='id') -%}
with

{{ lead_scoring.replayed_days(scope) -}}

lines as (
    {% if by_day %}
    -- With the challenger's, which no other table has.
    select
        overrides.*,
        days.scoring_date as scoring_date
    from (
        {{ lead_scoring.indented(lead_scoring.override_rows(scorecards) | trim, 8) }}
    ) as overrides
    cross join days
    {% else %}
    select * from {{ staged }}
    {% endif %}
),

identified as (

    select
        lines.*,
        {{ lead_scoring.identified('lines', 'lead_id', 'id') }} as final_lead_id
    from lines
    {{ lead_scoring.indented(identities | trim, 4) }}

),

{{ 'counted' if sets_scores else 'final' }} as (

    select
        identified.final_lead_id as lead_id,
        leads.lead_key as lead_key,
        {%- if by_day %}
        identified.scoring_date as scoring_date,
        {%- endif %}
        identified.scorecard_id as scorecard_id,
        identified.points as points,
        {%- if sets_scores %}
        identified.set_to as set_to,
        identified.starts_on as starts_on,
        identified.author as author,
        {%- endif %}
        coalesce(identified.reason, 'Override') as description,
        case
            when leads.lead_key is null then 'unknown_lead'
            when identified.starts_on > {{ 'identified.scoring_date' if by_day else scope.day }}
                or identified.ends_on <= {{ 'identified.scoring_date' if by_day else scope.day }}
                then 'not_in_force'
            -- the scorecard is switched off, or the lead is outside its population
            when scored_leads.lead_key is null then 'not_scored'
        end as exclusion_reason
    from identified
    left join {{ leads.render() }} as leads
        on identified.final_lead_id = leads.lead_id
        and leads.exclusion_reason is null
        {{- '\n        and identified.scoring_date = leads.scoring_date' if by_day }}
    left join {{ scored_leads.render() }} as scored_leads
        on leads.lead_key = scored_leads.lead_key
        and identified.scorecard_id = scored_leads.scorecard_id
        {{- '\n        and identified.scoring_date = scored_leads.scoring_date' if by_day }}

)
{%- if sets_scores %},

-- A score that is set leaves nothing to other overrides; of several the latest holds.
final as (

    select
        lead_id,
        lead_key,
        {%- if by_day %}
        scoring_date,
        {%- endif %}
        scorecard_id,
        points,
        set_to,
        description,
        case
            when exclusion_reason is not null then exclusion_reason
            when override_rank > 1 and sets_score = 1 then 'superseded'
        end as exclusion_reason
    from (
        select
            counted.*,
            {{ lead_scoring.override_rank('lead_key' ~ (', scoring_date' if by_day else '')) }}
        from counted
    ) as ranked_overrides

)
{%- endif %}

select * from final
{% endmacro %}

{#- The lines of score_overrides as rows that SQL can join. -#}
{% macro override_rows(scorecards) %}
    {%- set rows, sets_scores = [], lead_scoring.sets_scores(scorecards) -%}
    {%- for line in scorecards.overrides -%}
        {%- do rows.append([
            lead_scoring.cell_literal(line.lead_id),
            lead_scoring.cell_literal(line.scorecard_id),
            lead_scoring.cell_literal(line.points, 'number'),
        ] + ([lead_scoring.cell_literal(line.set_to, 'number')] if sets_scores else []) + [
            lead_scoring.cell_literal(line.starts_on, 'day'),
            lead_scoring.cell_literal(line.ends_on, 'day'),
            lead_scoring.cell_literal(line.author),
            lead_scoring.cell_literal(line.reason),
        ]) -%}
    {%- endfor -%}
    {%- set text, points = dbt.type_string(), lead_scoring.type_decimal(18, 2) -%}
    {%- set columns = {'lead_id': text, 'scorecard_id': text, 'points': points} -%}
    {%- do columns.update({'set_to': points}) if sets_scores -%}
    {{ return(lead_scoring.inline_rows(dict(
        columns, starts_on='date', ends_on='date', author=text, reason=text
    ), rows)) }}
{% endmacro %}

{#-
    Two columns over overrides: `sets_score`, whether one of those that count for a lead and
    scorecard sets the score, and `override_rank`: that one comes first, the latest of several, then
    the one with the greater score.

    Args:
        keys: SQL of the columns that tell leads apart.
-#}
{% macro override_rank(keys) %}
{%- set of_one = 'partition by ' ~ keys ~ ', scorecard_id, exclusion_reason' -%}
max(case when set_to is null then 0 else 1 end) over ({{ of_one }}) as sets_score,
            row_number() over (
                {{ of_one }}
                order by
                    case when set_to is null then 1 else 0 end, starts_on desc, set_to desc,
                    description, author
            ) as override_rank
{%- endmacro %}
