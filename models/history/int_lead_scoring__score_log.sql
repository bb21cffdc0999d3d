{#- What was published is never rewritten, by `--full-refresh` neither: lines are appended. -#}
{{ config(
    enabled = lead_scoring.keeps_history(),
    materialized = 'incremental',
    incremental_strategy = lead_scoring.append_strategy(),
    full_refresh = false,
) }}

{#- As they stand, so that they can have an alias: under --empty, which puts a query in their place, no day is written. -#}
{%- set scores = ref('lead_scoring', 'lead_scores').render() -%}
{%- set tiers = ref('lead_scoring', 'lead_tiers').render() -%}
{%- set position = lead_scoring.log_position() -%}
{%- set replay = ref('lead_scoring', 'lead_score_replay') -%}
{%- set past_days = lead_scoring.backfilled_days(position) -%}
{%- set days = past_days + lead_scoring.days_to_publish(position, warns=true) -%}
{#- Days before the scoring date are told from a replay. -#}
{%- set is_backfilled = 'days.scoring_date < ' ~ lead_scoring.scoring_day() -%}
{%- set values = lead_scoring.published_values() -%}
{%- set of_one = 'partition by lead_id, scorecard_id order by' %}

with

-- The days of which this run writes.
days as (

    {{ lead_scoring.indented(lead_scoring.day_rows(days), 4) }}

),

-- What is published of them.
published as (

    select
        scores.scoring_date as scoring_date,
        scores.lead_id as lead_id,
        scores.scorecard_id as scorecard_id,
        {{ lead_scoring.published_score('scores.score') }} as score,
        tiers.tier as tier,
        tiers.tier_rank as tier_rank,
        tiers.fit_grade as fit_grade,
        tiers.engagement_grade as engagement_grade,
        scores.is_disqualified as is_disqualified
    from {{ scores }} as scores
    inner join {{ tiers }} as tiers
        on scores.lead_id = tiers.lead_id
        and scores.scorecard_id = tiers.scorecard_id
    {%- if past_days %}

    union all

    select
        scoring_date,
        lead_id,
        scorecard_id,
        {{ lead_scoring.published_score('score') }} as score,
        tier,
        tier_rank,
        fit_grade,
        engagement_grade,
        is_disqualified
    from {{ replay }}
    where scoring_date < {{ lead_scoring.scoring_day() }}
    {%- endif %}

),
{% if position.run_number %}
log as (

    select
        *,
        row_number() over ({{ of_one }} scoring_date desc, run_number desc) as line_rank
    from {{ this }}
    where not is_receipt

),
{% endif %}
-- Day 0 is what the log says so far.
states as (

    select
        days.day_number as day_number,
        published.scoring_date as scoring_date,
        published.lead_id as lead_id,
        published.scorecard_id as scorecard_id,
        {%- for value in values %}
        published.{{ value }},
        {%- endfor %}
        {{ is_backfilled }} as is_backfilled
    from published
    inner join days
        on published.scoring_date = days.scoring_date
    {%- if position.run_number %}

    union all

    select
        0 as day_number,
        scoring_date,
        lead_id,
        scorecard_id,
        {%- for value in values %}
        {{ value }},
        {%- endfor %}
        is_backfilled
    from log
    where line_rank = 1 and is_present
    {%- endif %}

),

compared as (

    select
        *,
        lag(day_number) over ({{ of_one }} day_number) as former_day_number,
        lead(day_number) over ({{ of_one }} day_number) as next_day_number
        {%- for value in values %},
        lag({{ value }}) over ({{ of_one }} day_number) as former_{{ value }}
        {%- endfor %}
    from states

),

changed as (

    select *
    from compared
    where day_number > 0
        and (
            former_day_number is null
            or former_day_number < day_number - 1
            or {{ lead_scoring.indented(lead_scoring.any_differs(values), 12) }}
        )

),

-- Scored the day before, and not on this day: the lead, its place in the population or the scorecard is gone.
gone as (

    select
        days.scoring_date as scoring_date,
        compared.lead_id as lead_id,
        compared.scorecard_id as scorecard_id,
        {{ is_backfilled }} as is_backfilled
    from compared
    inner join days
        on compared.day_number + 1 = days.day_number
    where compared.next_day_number is null
        or compared.next_day_number > compared.day_number + 1

),

lines as (

    select
        scoring_date,
        lead_id,
        scorecard_id,
        true as is_present,
        {%- for value in values %}
        {{ value }},
        {%- endfor %}
        is_backfilled,
        false as is_receipt
    from changed

    union all

    select
        scoring_date,
        lead_id,
        scorecard_id,
        false as is_present,
        cast(null as {{ lead_scoring.type_decimal(18, 2) }}) as score,
        cast(null as {{ dbt.type_string() }}) as tier,
        cast(null as {{ dbt.type_int() }}) as tier_rank,
        cast(null as {{ dbt.type_string() }}) as fit_grade,
        cast(null as {{ dbt.type_string() }}) as engagement_grade,
        cast(null as {{ dbt.type_boolean() }}) as is_disqualified,
        is_backfilled,
        false as is_receipt
    from gone

    union all

    -- That the day was published, also if nothing changed on it.
    select
        scoring_date,
        cast(null as {{ dbt.type_string() }}) as lead_id,
        cast(null as {{ dbt.type_string() }}) as scorecard_id,
        false as is_present,
        cast(null as {{ lead_scoring.type_decimal(18, 2) }}) as score,
        cast(null as {{ dbt.type_string() }}) as tier,
        cast(null as {{ dbt.type_int() }}) as tier_rank,
        cast(null as {{ dbt.type_string() }}) as fit_grade,
        cast(null as {{ dbt.type_string() }}) as engagement_grade,
        cast(null as {{ dbt.type_boolean() }}) as is_disqualified,
        {{ is_backfilled }} as is_backfilled,
        true as is_receipt
    from days

),

final as (

    select
        cast({{ position.run_number + 1 }} as {{ dbt.type_bigint() }}) as run_number,
        scoring_date,
        lead_id,
        scorecard_id,
        is_present,
        {%- for value in values %}
        {{ value }},
        {%- endfor %}
        is_backfilled,
        is_receipt
    from lines

)

select * from final
