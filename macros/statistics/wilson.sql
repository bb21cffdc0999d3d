{#
    One end of the interval of a rate: E. B. Wilson, Probable inference, the law of succession, and
    statistical inference, JASA 22 (1927) 209-212. Null without trials.

    Args:
        rate: SQL of the rate, a `double`.
        trials: SQL of the number of trials it comes from, see `effective_trials`.
        end: 'low' or 'high'.

    Example:
        {{ lead_scoring.wilson('base_rate', 'trials', 'low') }} as base_rate_low
#}
{% macro wilson(rate, trials, end) %}
    {%- set z = lead_scoring.normal_quantile() -%}
    {%- set trials = 'nullif(' ~ trials ~ ', 0)' -%}
    {%- set bound -%}
(
    {{ rate }} + {{ z }} * {{ z }} / (2 * {{ trials }})
    {{ '-' if end == 'low' else '+' }} {{ z }} * sqrt(
        {{ rate }} * (1 - {{ rate }}) / {{ trials }}
        + {{ z }} * {{ z }} / (4 * {{ trials }} * {{ trials }})
    )
) / (1 + {{ z }} * {{ z }} / {{ trials }})
    {%- endset -%}
    {{ return(bound) }}
{% endmacro %}
