{#
    A query of the weight of each bin: what it adds to the log odds that a lead converts, with the
    `slope` of its feature and the `curvature` (how much evidence there is). Bins of features that
    are not used have no row.

    Example:
        with weights as ( {{ lead_scoring.bin_weights() }} ) …
#}
{% macro bin_weights() %}
    {%- if lead_scoring.learning_method() == 'naive_bayes' -%}
        {{ return(adapter.dispatch('naive_bayes_weights', 'lead_scoring')()) }}
    {%- endif -%}
    {{ return(adapter.dispatch('newton_weights', 'lead_scoring')()) }}
{% endmacro %}

{#- What the last pass came to. -#}
{% macro default__newton_weights() %}
select
    bin_id,
    own + slope * trend as weight,
    slope,
    curvature
from {{ ref('lead_scoring', 'int_lead_scoring__learning_passes') }}
where pass = {{ lead_scoring.learning_passes() }}
    and is_in_use = 1
{%- endmacro %}

{#- Each value by itself, as Odoo's predictive lead scoring does it: its share among the leads that
    converted over its share among the others, each count with a tenth more. What is empty says
    nothing. An event is compared with all leads, and says nothing where it did not happen. -#}
{% macro default__naive_bayes_weights() %}
select
    bin_id,
    case
        when measure = 'base'
            then ln((conversion_count + 0.1) / (lead_count - conversion_count + 0.1))
        when part = 'null' or (measure = 'presence' and lowest = 0) then 0
        when measure = 'presence' then
            ln(
                (conversion_count + 0.1)
                / (sum(conversion_count) over (partition by feature_id) + 0.1)
                / (lead_count - conversion_count + 0.1)
                * (sum(lead_count - conversion_count) over (partition by feature_id) + 0.1)
            )
        else
            ln(
                (conversion_count + 0.1) / sum(conversion_count + 0.1) over (
                    partition by feature_id, case when part = 'null' then 1 else 0 end
                )
                / (lead_count - conversion_count + 0.1)
                * sum(lead_count - conversion_count + 0.1) over (
                    partition by feature_id, case when part = 'null' then 1 else 0 end
                )
            )
    end as weight,
    0 as slope,
    lead_count as curvature
from {{ ref('lead_scoring', 'int_lead_scoring__learning_bins') }}
where is_leaking = 0
{%- endmacro %}
