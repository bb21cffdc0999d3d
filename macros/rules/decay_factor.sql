{#
    The share of a rule's points that is left at an age (SPEC: How a score is computed, step 4),
    an exact decimal with at most 12 digits after the point; none for a rule without decay. Override
    `default__decay_factor` in your own project to let points fade in another way.

    Args:
        rule: a line of scorecard_rules.
        age: SQL of the age in days.

    Example:
        {{ lead_scoring.decay_factor(rule, 'age_days') }}
            ->  cast(power(0.5, age_days / 30.0) as decimal(18, 12))
#}
{% macro decay_factor(rule, age) %}
    {{ return(adapter.dispatch('decay_factor', 'lead_scoring')(rule, age)) }}
{% endmacro %}

{% macro default__decay_factor(rule, age) %}
    {%- if rule.half_life_days -%}
        {{ return(lead_scoring.half_life_factor(
            age, lead_scoring._read_number(rule.half_life_days)
        )) }}
    {%- elif rule.decay_percent -%}
        {%- set share = lead_scoring._hundredth(lead_scoring._read_number(rule.decay_percent)) -%}
        {%- set left = 'greatest(0, 1 - ' ~ lead_scoring.number_literal(share) ~ ' * '
            ~ lead_scoring.full_intervals(age, lead_scoring._read_integer(rule.decay_every_days))
            ~ ')' -%}
        {{ return('round(' ~ left ~ ', 12)' if share.partition('.')[2] | length > 12 else left) }}
    {%- endif -%}
    {{ return(none) }}
{% endmacro %}

{#- A hundredth of a number, digit by digit: 33.3 -> 0.333. -#}
{% macro _hundredth(number) %}
    {%- set whole, _, decimals = number.partition('.') -%}
    {%- set digits = '00' ~ whole -%}
    {{ return(lead_scoring._read_number(digits[:-2] ~ '.' ~ digits[-2:] ~ decimals)) }}
{% endmacro %}

{#- As narrow as can be, for the same reason as in `half_life_factor`. -#}
{% macro spark__decay_factor(rule, age) %}
    {%- set factor = lead_scoring.default__decay_factor(rule, age) -%}
    {{ return(
        'cast(' ~ factor ~ ' as decimal(13, 12))'
        if rule.decay_percent and not rule.half_life_days else factor
    ) }}
{% endmacro %}
