{{ config(enabled = lead_scoring.learns()) }}

{%- set double = lead_scoring.type_double() %}

with

places as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__learning_value_bins') }}

),

features as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__learning_features') }}

),

{{ lead_scoring.learning_base() | trim }},

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

leaks as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__learning_leaks') }}

),

-- Days with an event are counted where they rank leads clearly better than all else that is
-- measured of the event type.
helpful as (

    select
        leaks.feature_id as feature_id,
        leaks.auc as auc,
        case
            when features.measure = 'days' and leaks.auc < 0.01 + max(
                case when features.measure <> 'days' then leaks.auc end
            ) over (partition by features.rule_type, features.subject) then 0
            else 1
        end as is_of_help
    from leaks
    inner join features
        on leaks.feature_id = features.feature_id

),

-- How a bin of numbers stands among those of its feature.
placed as (

    select
        bins.*,
        count(*) over (partition by feature_id) as bin_count,
        sum(lead_count) over (partition by feature_id) as feature_lead_count,
        row_number() over (partition by feature_id order by bin_id) as bin_rank,
        sum(lead_count) over (partition by feature_id, part) as part_lead_count,
        sum(lead_count) over (
            partition by feature_id, part
            order by lowest, bin_id
            rows unbounded preceding
        ) - lead_count / 2 as middle_rank
    from bins

),

-- The middle of a bin on a scale on which an outlier is not far away: the log odds of its rank.
scaled as (

    select
        placed.*,
        cast(base.conversion_count as {{ double }}) as all_conversion_count,
        cast(base.lead_count - base.conversion_count as {{ double }}) as all_failure_count,
        case when feature_lead_count < base.lead_count then 1 else 0 end as has_others,
        ln(
            ((placed.conversion_count + base.rate) / (base.conversion_count + base.rate))
            / (
                (placed.lead_count - placed.conversion_count + 1 - base.rate)
                / (base.lead_count - base.conversion_count + 1 - base.rate)
            )
        ) as weight_of_evidence,
        case when part = 'number' then ln(middle_rank / (part_lead_count - middle_rank)) end
            as height
    from placed
    cross join base
    {#- A bin that holds all leads says nothing, and of one outcome there is nothing to learn. #}
    where placed.lead_count < base.lead_count
        and base.conversion_count > 0
        and base.conversion_count < base.lead_count

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
            weight_of_evidence * (conversion_count / all_conversion_count
                - (lead_count - conversion_count) / all_failure_count)
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
        measured.bin_count + measured.has_others as bin_count,
        measured.lead_count as lead_count,
        measured.conversion_count as conversion_count,
        measured.weight_of_evidence as weight_of_evidence,
        coalesce(measured.information_value, 0) as information_value,
        coalesce(helpful.auc, 0.5) as auc,
        coalesce(measured.centred_height / nullif(measured.spread, 0), 0) as trend,
        {{ lead_scoring.bin_ridge('measured.part') }} as ridge,
        case when measured.bin_rank = 1 then 1 else 0 end as is_first,
        leaks.is_leaking as is_leaking
    from measured
    inner join features
        on measured.feature_id = features.feature_id
    inner join helpful
        on measured.feature_id = helpful.feature_id
    inner join leaks
        on measured.feature_id = leaks.feature_id
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
        0 as is_leaking
    from base

)

select * from final
