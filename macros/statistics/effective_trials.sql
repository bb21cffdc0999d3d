{#
    How many independent trials a rate is worth whose rows are the same leads on several days: the
    rows, divided by the design effect, which is the variance of the rate with leads as clusters
    over that of independent rows (L. Kish, Survey Sampling, 1965, §8.2; E. L. Korn and
    B. I. Graubard, Survey Methodology 24, 1998, for Wilson's interval with it). With each lead once
    it is the rows.

    Args:
        trials, rate: SQL of the rows and of the rate.
        squares: SQL of the sum over leads of (successes - rate * rows of the lead) squared.
        leads: SQL of the number of leads.

    Example:
        {{ lead_scoring.effective_trials('leads', 'base_rate', 'base_squares', 'people') }}
#}
{% macro effective_trials(trials, rate, squares, leads) %}
    {%- set variance = trials ~ ' * ' ~ rate ~ ' * (1 - ' ~ rate ~ ')' -%}
    {%- set sql -%}
case
    -- without variance there is no telling how much alike the rows of a lead are
    when {{ rate }} <= 0 or {{ rate }} >= 1 then {{ lead_scoring.double(leads) }}
    when {{ squares }} > {{ variance }} then {{ trials }} * {{ variance }} / {{ squares }}
    else {{ lead_scoring.double(trials) }}
end
    {%- endset -%}
    {{ return(sql) }}
{% endmacro %}
