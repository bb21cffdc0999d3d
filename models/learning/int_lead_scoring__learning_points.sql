{{ config(enabled = lead_scoring.learns()) }}

{%- set double = lead_scoring.type_double() -%}
{%- set signs = lead_scoring.learning_signs() -%}
{%- set is_newton = lead_scoring.learning_method() == 'newton' -%}
{%- set subject = lead_scoring.prepared_text('subject') -%}
{%- set upwards = 'over (partition by feature_id, chain order by segment'
    ~ ' rows between unbounded preceding and current row)' %}

with

bins as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__learning_bins') }}

),

segments as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__learning_merged_bins') }}

),

{{ lead_scoring.learning_base() | trim }},

-- One row for each line that may come of it; bins that are not used stand for themselves.
grouped as (

    select
        bins.feature_id as feature_id,
        bins.rule_type as rule_type,
        bins.subject as subject,
        bins.measure as measure,
        bins.window_days as window_days,
        bins.part as part,
        bins.is_leaking as is_leaking,
        bins.information_value as information_value,
        bins.auc as auc,
        segments.chain as chain,
        segments.direction as direction,
        segments.weight as weight,
        segments.curvature as curvature,
        segments.is_dropped as is_dropped,
        coalesce(segments.segment, bins.bin_id) as segment,
        case when segments.bin_id is null then 0 else 1 end as is_in_use,
        sum(bins.lead_count) as lead_count,
        sum(bins.conversion_count) as conversion_count,
        min(bins.lowest) as lowest,
        max(bins.highest) as highest,
        count(bins.level) as level_count,
        {{ dbt.listagg('substr(bins.level, 2)', "'|'", 'order by bins.level') }} as levels
    from bins
    left join segments
        on bins.bin_id = segments.bin_id
    group by
        bins.feature_id, bins.rule_type, bins.subject, bins.measure, bins.window_days, bins.part,
        bins.is_leaking, bins.information_value, bins.auc, segments.chain, segments.direction,
        segments.weight, segments.curvature, segments.is_dropped,
        coalesce(segments.segment, bins.bin_id),
        case when segments.bin_id is null then 0 else 1 end

),

ranked as (

    select
        *,
        sum(lead_count) over (partition by feature_id, chain, segment) as segment_lead_count,
        sum(lead_count) over (partition by feature_id) as feature_lead_count,
        {#- Texts may have levels that nobody knows yet: those get nothing, as an average lead. #}
        max(case when measure = 'level' and part = 'level' then 1 else 0 end) over (
            partition by feature_id
        ) as is_against_prior,
        lag(highest) over (partition by feature_id, chain order by segment) as lower_highest
    from grouped

),

-- What gets no points: of numbers the lowest, of yes and no the most common, of texts what is like
-- an average lead.
referred as (

    select
        *,
        row_number() over (
            partition by feature_id
            order by
                case when chain = 'number' then 0 else 1 end,
                case when chain = 'number' then lowest else -segment_lead_count end,
                segment,
                part
        ) as reference_rank
    from ranked

),

compared as (

    select
        *,
        {% if is_newton -%}
        case
            when measure = 'base' or is_against_prior = 1 then 0
            else sum(case when reference_rank = 1 then weight else 0 end) over (
                partition by feature_id
            )
        end
        {%- else -%}
        0
        {%- endif %} as reference_weight
    from referred

),

rounded as (

    select
        *,
        case
            when is_in_use = 0 or measure = 'base' then null
            when is_dropped = 1 then 0
            {%- if is_newton %}
            when is_against_prior = 1
                and weight * weight * curvature < {{ lead_scoring.smallest_step() }} then 0
            {%- endif %}
            else {{ lead_scoring.rounded(
                '(weight - reference_weight) * ' ~ lead_scoring.points_of_log_odds(), 0
            ) }}
        end as free_points
    from compared

),

-- Points of the wrong sign, or in the wrong direction, are not given.
bounded as (

    select
        *,
        case
            when chain = 'number' and direction = 1 then max(free_points) {{ upwards }}
            when chain = 'number' and direction = -1 then min(free_points) {{ upwards }}
            {%- if signs.positive %}
            when {{ lead_scoring.in_list(subject, lead_scoring.text_literals(signs.positive)) }}
                then greatest(free_points, 0)
            {%- endif %}
            {%- if signs.negative %}
            when {{ lead_scoring.in_list(subject, lead_scoring.text_literals(signs.negative)) }}
                then least(free_points, 0)
            {%- endif %}
            else free_points
        end as bound_points
    from rounded

),

stepped as (

    select
        *,
        bound_points - lag(bound_points) over (partition by feature_id, chain order by segment)
            as step_points,
        {#- What most leads did is worth nothing: that it was not done is. #}
        max(case
            when rule_type = 'event' and window_days is null
                and segment_lead_count * 2 < feature_lead_count
                and highest in (0, {{ lead_scoring.never() }}) and reference_rank = 1 then 1
            else 0
        end) over (partition by feature_id) as is_absence,
        row_number() over (partition by feature_id, chain order by segment) as merged_bin_rank
    from bounded

),

shifted as (

    select
        *,
        {% for extreme in ('max', 'min') -%}
        {{ '+ ' if not loop.first }}is_absence * {{ extreme }}(
            case when chain = 'number' and merged_bin_rank = 2 then bound_points else 0 end
        ) over (partition by feature_id)
        {% endfor -%}
        as shift
    from stepped

),

final as (

    select
        shifted.feature_id as feature_id,
        shifted.rule_type as rule_type,
        shifted.subject as subject,
        shifted.measure as measure,
        shifted.window_days as window_days,
        shifted.chain as chain,
        shifted.part as part,
        cast(shifted.segment as {{ dbt.type_int() }}) as segment,
        shifted.merged_bin_rank as merged_bin_rank,
        shifted.is_in_use as is_in_use,
        shifted.is_leaking as is_leaking,
        shifted.is_absence as is_absence,
        shifted.levels as levels,
        shifted.level_count as level_count,
        shifted.lowest as lowest,
        shifted.highest as highest,
        shifted.lower_highest as lower_highest,
        shifted.lead_count as lead_count,
        shifted.conversion_count as conversion_count,
        shifted.auc as auc,
        shifted.information_value as information_value,
        ln(
            (
                (shifted.conversion_count + base.rate)
                / (base.conversion_count + base.rate)
            )
            / (
                (shifted.lead_count - shifted.conversion_count + 1 - base.rate)
                / (base.lead_count - base.conversion_count + 1 - base.rate)
            )
        ) as weight_of_evidence,
        shifted.weight as weight,
        {#- What a lead with 0 points of the feature adds to the log odds. #}
        shifted.reference_weight + shifted.shift / {{ lead_scoring.points_of_log_odds() }}
            as reference_weight,
        cast(shifted.bound_points - shifted.shift as {{ dbt.type_int() }}) as points,
        cast(case
            when shifted.chain = 'number' and shifted.merged_bin_rank = 1 then shifted.bound_points
            when shifted.chain = 'number' then shifted.step_points
            else shifted.bound_points
        end as {{ dbt.type_int() }}) as line_points
    from shifted
    cross join base

)

select * from final
