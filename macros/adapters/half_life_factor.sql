{#
    The share of points that is left at an age, where half of them go in every half life: an exact
    decimal with 12 digits after the point, for a sum of floats depends on the order of its rows.

    Args:
        age: SQL of the age in days.
        half_life: the half life in days, as `_read_number` gives it.

    Example:
        {{ lead_scoring.half_life_factor('age_days', '30') }}
            ->  cast(power(0.5, age_days / 30.0) as decimal(18, 12))
#}
{% macro half_life_factor(age, half_life) %}
    {{ return(adapter.dispatch('half_life_factor', 'lead_scoring')(
        age, half_life ~ ('' if '.' in half_life else '.0')
    )) }}
{% endmacro %}

{% macro default__half_life_factor(age, half_life) %}
    {{ return(
        'cast(power(0.5, ' ~ age ~ ' / ' ~ half_life ~ ') as '
        ~ lead_scoring.type_decimal(18, 12) ~ ')'
    ) }}
{% endmacro %}

{#- 0.5 is a numeric here, and a power of numerics is worked out digit by digit:
    many times as long. -#}
{% macro postgres__half_life_factor(age, half_life) %}
    {{ return(
        'cast(power(0.5::float8, ' ~ age ~ ' / ' ~ half_life ~ '::float8) as '
        ~ lead_scoring.type_decimal(18, 12) ~ ')'
    ) }}
{% endmacro %}

{#- Divided by a decimal an age has 6 digits after the point here. Of a product with more than 38
    digits some decimals are dropped: of a narrow type all are kept. -#}
{% macro spark__half_life_factor(age, half_life) %}
    {{ return('cast(power(0.5, ' ~ age ~ ' / ' ~ half_life ~ 'D) as decimal(13, 12))') }}
{% endmacro %}
