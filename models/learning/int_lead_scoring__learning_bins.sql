{{ config(enabled = lead_scoring.learns()) }}

{%- set double = lead_scoring.type_double() -%}
{%- set allowed = lead_scoring.learning_names('learn_allow') %}

with

places as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__learning_places') }}

),

features as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__learning_features') }}

),

leads as (

    select
        count(*) as lead_count,
        coalesce(sum(is_converted), 0) as conversion_count
    from {{ ref('lead_scoring', 'int_lead_scoring__learning_leads') }}
    where exclusion_reason is null

),

-- Half a lead is added to each side, so that no odds are infinite.
base as (

    select
        lead_count,
        conversion_count,
        (conversion_count + 0.5) / cast(lead_count + 1 as {{ double }}) as rate
    from leads

),

bins as (

    select
        feature_id,
        bin_id,
        part,
        level,
        cast(sum(lead_count) as {{ double }}) as lead_count,
        cast(sum(conversion_count) as {{ double }}) as conversion_count,
        min(lowest) as lowest,
        max(highest) as highest
    from places
    where bin_id is not null
    group by feature_id, bin_id, part, level

),

-- How well each feature ranks leads by itself. Levels that are too few for a bin of their own count
-- here, too.
rates as (

    select
        feature_id,
        case when lead_count >= {{ lead_scoring.whole_setting('learn_min_leads') }} then place end
            as place,
        cast(sum(conversion_count) as {{ double }}) as conversion_count,
        cast(sum(lead_count) - sum(conversion_count) as {{ double }}) as failure_count
    from places
    group by
        feature_id,
        case when lead_count >= {{ lead_scoring.whole_setting('learn_min_leads') }} then place end

),

ranked as (

    select
        *,
        sum(failure_count) over (
            partition by feature_id
            order by conversion_count / (conversion_count + failure_count), place nulls first
            rows unbounded preceding
        ) - failure_count / 2 as failures_below
    from rates

),

alone as (

    select
        feature_id,
        sum(conversion_count * failures_below)
            / nullif(sum(conversion_count) * sum(failure_count), 0) as auc
    from ranked
    group by feature_id

),

-- Days with an event are counted where they rank leads clearly better than all else that is
-- measured of the event type.
helpful as (

    select
        alone.feature_id as feature_id,
        alone.auc as auc,
        case
            when features.measure = 'days' and alone.auc < 0.01 + max(
                case when features.measure <> 'days' then alone.auc end
            ) over (partition by features.rule_type, features.subject) then 0
            else 1
        end as is_of_help
    from alone
    inner join features
        on alone.feature_id = features.feature_id

),

-- How a bin of numbers stands among those of its feature.
placed as (

    select
        bins.*,
        count(*) over (partition by feature_id) as bin_count,
        row_number() over (partition by feature_id order by bin_id) as bin_rank,
        sum(lead_count) over (partition by feature_id, part) as part_lead_count,
        sum(lead_count) over (
            partition by feature_id, part
            order by lowest, bin_id
            rows unbounded preceding
        ) - lead_count / 2 as middle_rank,
        sum(conversion_count) over (partition by feature_id) as feature_conversion_count,
        sum(lead_count - conversion_count) over (partition by feature_id) as feature_failure_count
    from bins

),

-- The middle of a bin on a scale on which an outlier is not far away: the log odds of its rank.
scaled as (

    select
        placed.*,
        base.rate as rate,
        ln(
            ((placed.conversion_count + base.rate) / (feature_conversion_count + base.rate))
            / (
                (placed.lead_count - placed.conversion_count + 1 - base.rate)
                / (feature_failure_count + 1 - base.rate)
            )
        ) as weight_of_evidence,
        case when part = 'number' then ln(middle_rank / (part_lead_count - middle_rank)) end
            as height
    from placed
    cross join base
    where bin_count > 1

),

centred as (

    select
        *,
        height - sum(height * lead_count) over (partition by feature_id, part) / part_lead_count
            as centred_height
    from scaled

),

measured as (

    select
        *,
        sqrt(
            sum(centred_height * centred_height * lead_count) over (partition by feature_id, part)
            / part_lead_count
        ) as spread,
        sum(
            weight_of_evidence * (conversion_count / nullif(feature_conversion_count, 0)
                - (lead_count - conversion_count) / nullif(feature_failure_count, 0))
        ) over (partition by feature_id) as information_value
    from centred

),

final as (

    select
        measured.bin_id as bin_id,
        measured.feature_id as feature_id,
        features.rule_type as rule_type,
        features.subject as subject,
        features.measure as measure,
        features.window_days as window_days,
        measured.part as part,
        measured.level as level,
        measured.lowest as lowest,
        measured.highest as highest,
        measured.bin_count as bin_count,
        measured.lead_count as lead_count,
        measured.conversion_count as conversion_count,
        measured.weight_of_evidence as weight_of_evidence,
        coalesce(measured.information_value, 0) as information_value,
        coalesce(helpful.auc, 0.5) as auc,
        coalesce(measured.centred_height / nullif(measured.spread, 0), 0) as trend,
        {{ lead_scoring.bin_ridge('measured.part') }} as ridge,
        case when measured.bin_rank = 1 then 1 else 0 end as is_first,
        case
            when max(helpful.auc) over (partition by features.rule_type, features.subject)
                <= {{ lead_scoring.suspect_auc() }} then 0
            {%- if allowed %}
            when {{ lead_scoring.in_list(
                lead_scoring.prepared_text('features.subject'), lead_scoring.text_literals(allowed)
            ) }} then 0
            {%- endif %}
            when helpful.auc is null then 0
            else 1
        end as is_suspect
    from measured
    inner join features
        on measured.feature_id = features.feature_id
    inner join helpful
        on measured.feature_id = helpful.feature_id
    where helpful.is_of_help = 1

    union all

    -- What every lead starts from.
    select
        0 as bin_id,
        0 as feature_id,
        'base' as rule_type,
        null as subject,
        'base' as measure,
        null as window_days,
        'base' as part,
        null as level,
        null as lowest,
        null as highest,
        1 as bin_count,
        cast(lead_count as {{ double }}) as lead_count,
        cast(conversion_count as {{ double }}) as conversion_count,
        0 as weight_of_evidence,
        0 as information_value,
        0.5 as auc,
        0 as trend,
        0 as ridge,
        1 as is_first,
        0 as is_suspect
    from base

)

select * from final
