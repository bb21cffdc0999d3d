{{ config(enabled = lead_scoring.is_replayed()) }}

{%- set spans, days, rules = lead_scoring.stability_spans(), [], [] -%}
{%- for name, days_of_span in spans.items() -%}
    {%- for day in days_of_span -%}
        {%- do days.append([lead_scoring.date_literal(day), lead_scoring.text_literal(name)]) -%}
    {%- endfor -%}
{%- endfor -%}
{%- for card in lead_scoring.scorecards(with_challenger=true).cards -%}
    {%- for rule in card.rules -%}
        {%- do rules.append(
            [lead_scoring.text_literal(card.scorecard_id), lead_scoring.text_literal(rule.rule_id)]
        ) -%}
    {%- endfor -%}
{%- endfor %}

with

spans as (

    {{ lead_scoring.indented(lead_scoring.inline_rows(
        {'scoring_date': 'date', 'span': dbt.type_string()}, days
    ), 4) }}

),

rules as (

    {{ lead_scoring.indented(lead_scoring.inline_rows(
        {'scorecard_id': dbt.type_string(), 'rule_id': dbt.type_string()}, rules
    ), 4) }}

),

replay as (

    select
        *,
        lag(tier, 1) over (partition by scorecard_id, lead_id order by scoring_date) as tier_before,
        lag(tier, 2) over (partition by scorecard_id, lead_id order by scoring_date)
            as tier_before_that
    from {{ ref('lead_scoring', 'lead_score_replay') }}

),

leads as (

    select
        replay.*,
        spans.span as span
    from replay
    inner join spans
        on replay.scoring_date = spans.scoring_date

),

ledger as (

    select
        ledger.scorecard_id as scorecard_id,
        ledger.rule_id as rule_id,
        spans.span as span,
        count(*) as leads
    from {{ ref('lead_scoring', 'lead_score_replay_ledger').render() }} as ledger
    inner join spans
        on ledger.scoring_date = spans.scoring_date
    where ledger.entry_type = 'rule'
    group by ledger.scorecard_id, ledger.rule_id, spans.span

),

sizes as (

    select
        scorecard_id,
        sum(case when span = 'baseline' then 1 else 0 end) as baseline_leads,
        sum(case when span = 'recent' then 1 else 0 end) as recent_leads,
        avg(case when span = 'baseline' then {{ lead_scoring.double('score') }} end)
            as baseline_score,
        avg(case when span = 'recent' then {{ lead_scoring.double('score') }} end) as recent_score
    from leads
    group by scorecard_id

),

-- The tenths of the first span.
scores as (

    select
        scorecard_id,
        score,
        count(*) as leads,
        0 as converted
    from leads
    where span = 'baseline' and not is_disqualified
    group by scorecard_id, score

),

{{ lead_scoring.strata_of_scores() | trim }},

score_bins as (

    select
        leads.scorecard_id as scorecard_id,
        leads.span as span,
        cast(strata.stratum as {{ dbt.type_int() }}) as bin,
        count(*) as leads
    from leads
    inner join strata
        on leads.scorecard_id = strata.scorecard_id
        and (leads.score >= strata.lower_bound or strata.place = 1)
        and (leads.score < strata.upper_bound or strata.upper_bound is null)
    where not leads.is_disqualified
    group by leads.scorecard_id, leads.span, strata.stratum

    union all

    select
        scorecard_id,
        span,
        -1 as bin,
        count(*) as leads
    from leads
    where is_disqualified
    group by scorecard_id, span

),

tier_bins as (

    select
        scorecard_id,
        span,
        tier_rank as bin,
        count(*) as leads
    from leads
    where tier_rank is not null
    group by scorecard_id, span, tier_rank

),

bins as (

    {% for measure in ('score', 'tier') -%}
    select
        scorecard_id,
        '{{ measure }}' as measure,
        cast(null as {{ dbt.type_string() }}) as rule_id,
        bin,
        {%- for span in ('baseline', 'recent') %}
        cast(sum(case when span = '{{ span }}' then leads else 0 end) as {{ dbt.type_bigint() }})
            as {{ span }}_leads{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ measure }}_bins
    group by scorecard_id, bin

    union all

    {% endfor -%}
    {% for bin in (0, 1) -%}
    select
        rules.scorecard_id as scorecard_id,
        'rule' as measure,
        rules.rule_id as rule_id,
        {{ bin }} as bin,
        {%- for span in ('baseline', 'recent') %}
        cast(
            {{ 'max(sizes.' ~ span ~ '_leads) - ' if bin == 0 }}
            {{- "sum(case when ledger.span = '" ~ span ~ "' then ledger.leads else 0 end)" }}
            as {{ dbt.type_bigint() }}
        ) as {{ span }}_leads{{ ',' if not loop.last }}
        {%- endfor %}
    from rules
    inner join sizes
        on rules.scorecard_id = sizes.scorecard_id
    left join ledger
        on rules.scorecard_id = ledger.scorecard_id
        and rules.rule_id = ledger.rule_id
    group by rules.scorecard_id, rules.rule_id
    {{- '\n\n    union all\n' if not loop.last }}
    {% endfor %}

),

-- Half a lead is added to each bin, so that an empty one has a logarithm.
shares as (

    select
        *,
        {%- for span in ('baseline', 'recent') %}
        (sum({{ span }}_leads) over (partition by scorecard_id, measure, rule_id))
            as all_{{ span }}_leads,
        ({{ lead_scoring.double(span ~ '_leads') }} + 0.5) / (
            sum({{ span }}_leads) over (partition by scorecard_id, measure, rule_id)
            + 0.5 * count(*) over (partition by scorecard_id, measure, rule_id)
        ) as {{ span }}_proportion{{ ',' if not loop.last }}
        {%- endfor %}
    from bins

),

indexes as (

    select
        scorecard_id,
        measure,
        rule_id,
        max(all_baseline_leads) as baseline_leads,
        max(all_recent_leads) as recent_leads,
        {%- for span in ('baseline', 'recent') %}
        {{ lead_scoring.double(
            "sum(case when bin = 1 and measure = 'rule' then " ~ span ~ '_leads end)'
        ) }} / nullif(max(all_{{ span }}_leads), 0) as {{ span }}_support,
        {%- endfor %}
        sum(
            (recent_proportion - baseline_proportion)
            * ln(recent_proportion / baseline_proportion)
        ) as drift
    from shares
    group by scorecard_id, measure, rule_id

),

-- A lead flaps that is in a tier, in another one on the next day, and back on the day after that.
people_in_spans as (

    select
        scorecard_id,
        'tier_flapping' as measure,
        span,
        lead_id as person_id,
        {{ lead_scoring.double('count(*)') }} as leads,
        {{ lead_scoring.double(
            'sum(case when tier = tier_before_that and tier <> tier_before then 1 else 0 end)'
        ) }} as successes
    from leads
    where tier_before_that is not null
    group by scorecard_id, span, lead_id

    union all

    select
        outcomes.scorecard_id as scorecard_id,
        'base_rate' as measure,
        spans.span as span,
        outcomes.person_id as person_id,
        {{ lead_scoring.double('count(*)') }} as leads,
        {{ lead_scoring.double("sum(case when outcomes.outcome = 'converted' then 1 else 0 end)") }}
            as successes
    from {{ ref('lead_scoring', 'int_lead_scoring__outcomes').render() }} as outcomes
    inner join spans
        on outcomes.scoring_date = spans.scoring_date
    where outcomes.outcome in ('converted', 'not_converted')
    group by outcomes.scorecard_id, spans.span, outcomes.person_id

),

sums as (

    select
        scorecard_id,
        measure,
        span,
        count(*) as people,
        sum(leads) as leads,
        sum(successes) / sum(leads) as rate,
        sum(successes * successes) as success_squares,
        sum(leads * successes) as products,
        sum(leads * leads) as lead_squares
    from people_in_spans
    group by scorecard_id, measure, span

),

trials as (

    select
        *,
        {{ lead_scoring.indented(lead_scoring.effective_trials(
            'leads', 'rate',
            '(success_squares - 2 * rate * products + rate * rate * lead_squares)', 'people'
        ), 8) }} as trials
    from sums

),

rates as (

    select
        *,
        {{ lead_scoring.indented(lead_scoring.wilson('rate', 'trials', 'low'), 8) }} as low,
        {{ lead_scoring.indented(lead_scoring.wilson('rate', 'trials', 'high'), 8) }} as high
    from trials

),

-- Newcombe's interval of the difference, as in `scorecard_performance`.
differences as (

    select
        baseline.scorecard_id as scorecard_id,
        baseline.measure as measure,
        baseline.leads as baseline_leads,
        recent.leads as recent_leads,
        baseline.rate as baseline_value,
        recent.rate as recent_value,
        recent.rate - baseline.rate as drift,
        recent.rate - baseline.rate - sqrt(
            (recent.rate - recent.low) * (recent.rate - recent.low)
            + (baseline.high - baseline.rate) * (baseline.high - baseline.rate)
        ) as drift_low,
        recent.rate - baseline.rate + sqrt(
            (recent.high - recent.rate) * (recent.high - recent.rate)
            + (baseline.rate - baseline.low) * (baseline.rate - baseline.low)
        ) as drift_high
    from rates as baseline
    inner join rates as recent
        on baseline.scorecard_id = recent.scorecard_id
        and baseline.measure = recent.measure
        and baseline.span = 'baseline'
        and recent.span = 'recent'

),

measures as (

    select
        indexes.scorecard_id as scorecard_id,
        indexes.measure as measure,
        indexes.rule_id as rule_id,
        indexes.baseline_leads as baseline_leads,
        indexes.recent_leads as recent_leads,
        case indexes.measure
            when 'score' then sizes.baseline_score
            else indexes.baseline_support
        end as baseline_value,
        case indexes.measure
            when 'score' then sizes.recent_score
            else indexes.recent_support
        end as recent_value,
        indexes.drift as drift,
        cast(null as {{ lead_scoring.type_double() }}) as drift_low,
        cast(null as {{ lead_scoring.type_double() }}) as drift_high,
        {{ lead_scoring.drift_band('indexes.drift') }} as band
    from indexes
    inner join sizes
        on indexes.scorecard_id = sizes.scorecard_id
    where indexes.baseline_leads > 0 and indexes.recent_leads > 0

    union all

    select
        scorecard_id,
        measure,
        cast(null as {{ dbt.type_string() }}) as rule_id,
        baseline_leads,
        recent_leads,
        baseline_value,
        recent_value,
        drift,
        drift_low,
        drift_high,
        case when drift_low > 0 or drift_high < 0 then 'shifted' else 'stable' end as band
    from differences

),

final as (

    select
        scorecard_id,
        measure,
        rule_id,
        cast(baseline_leads as {{ dbt.type_bigint() }}) as baseline_leads,
        cast(recent_leads as {{ dbt.type_bigint() }}) as recent_leads,
        {%- for column in ('baseline_value', 'recent_value', 'drift', 'drift_low', 'drift_high') %}
        {{ lead_scoring.rounded(column) }} as {{ column }},
        {%- endfor %}
        band
    from measures

)

{{ lead_scoring.select_contract('final') }}
