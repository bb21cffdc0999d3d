{#
    One pass over all leads: every lead is scored with the weights of the pass before, all bins are
    moved together along their direction, as far as the leads' likelihood says, and each gets the
    direction of the next pass. A query of two GROUP BYs over the cells (lead by lead, bin by bin),
    however many bins there are.

    It is Newton's method with the diagonal of the curvature, made conjugate from pass to pass
    (Polak and Ribière 1969), so that bins which say the same share the weight, not overshoot;
    the length of a step is damped as self-concordance allows (Sun and Tran-Dinh 2019), so that no
    pass makes it worse.

    Args:
        number: of the pass, from 1.

    Example (a post-hook of int_lead_scoring__learning_passes):
        {{ lead_scoring.learning_pass(1) }}  ->  insert into … with previous as (…), …
#}
{% macro learning_pass(number) %}
{%- set cells = ref('lead_scoring', 'int_lead_scoring__learning_lead_bins') -%}
insert into {{ this }}
with

previous as {{ lead_scoring.materialized_cte() }}(

    select * from {{ this }}
    where pass = {{ number - 1 }}

),

-- The log odds of each lead, and how a whole step would change them.
leads as {{ lead_scoring.materialized_cte() }}(

    select
        cells.lead_key as lead_key,
        cells.is_converted as is_converted,
        {{ lead_scoring.bounded('sum(previous.own + previous.slope * previous.trend)') }}
            as log_odds,
        sum(previous.own_step + previous.slope_step * previous.trend) as log_odds_step
    from {{ cells }} as cells
    inner join previous
        on cells.bin_id = previous.bin_id
    where previous.is_in_use = 1
    group by cells.lead_key, cells.is_converted

),

likelihood as (

    select
        sum(log_odds_step * (is_converted - 1 / (1 + exp(-log_odds)))) as gradient,
        sum(log_odds_step * log_odds_step / (1 + exp(-log_odds)) / (1 + exp(log_odds)))
            as curvature,
        max(abs(log_odds_step)) as reach
    from leads

),

ridge as (

    select
        sum(
            ridge * own * own_step
            + is_first * {{ lead_scoring.slope_ridge() }} * slope * slope_step
        ) as gradient,
        sum(
            ridge * own_step * own_step
            + is_first * {{ lead_scoring.slope_ridge() }} * slope_step * slope_step
        ) as curvature
    from previous

),

newton as (

    select
        coalesce(
            (likelihood.gradient - ridge.gradient)
            / nullif(likelihood.curvature + ridge.curvature, 0),
            0
        ) as length,
        likelihood.reach as reach
    from likelihood
    cross join ridge

),

step as (

    select case
        when abs(length) * reach > 1e-9
            then length * ln(1 + abs(length) * reach) / (abs(length) * reach)
        else length
    end as length
    from newton

),

moved_leads as (

    select
        leads.lead_key as lead_key,
        leads.is_converted as is_converted,
        {{ lead_scoring.bounded('leads.log_odds + step.length * leads.log_odds_step') }} as log_odds
    from leads
    cross join step

),

-- What the leads of each bin say against their scores.
evidence as (

    select
        cells.bin_id as bin_id,
        sum(moved_leads.is_converted - 1 / (1 + exp(-moved_leads.log_odds))) as gradient,
        sum(1 / (1 + exp(-moved_leads.log_odds)) / (1 + exp(moved_leads.log_odds))) as curvature
    from {{ cells }} as cells
    inner join moved_leads
        on cells.lead_key = moved_leads.lead_key
    group by cells.bin_id

),

moved as (

    select
        {%- for column in lead_scoring.bin_columns() %}
        previous.{{ column }} as {{ column }},
        {%- endfor %}
        previous.is_in_use as was_in_use,
        previous.own + step.length * previous.own_step as own,
        previous.slope + step.length * previous.slope_step as slope,
        previous.own_step as own_step,
        previous.slope_step as slope_step,
        previous.own_gradient as previous_own_gradient,
        previous.slope_gradient as previous_slope_gradient,
        previous.push as previous_push,
        evidence.gradient as gradient,
        evidence.curvature as curvature
    from previous
    inner join evidence
        on previous.bin_id = evidence.bin_id
    cross join step

),

{{ lead_scoring.next_directions(number) }}

select * from directed
{{ lead_scoring.query_settings() }}
{% endmacro %}
