{#
    Whether a number looks like a code that stands for "not known": SQL over the CTE `neighbours` of
    int_lead_scoring__learning_codes. It is one of those that people take for it, and stands apart:
    far from all others (-1 where nothing else is below 0, 0 where the next is at least 10, 999
    where the next is not half of it), or ten times as many leads have it as the numbers next to it.
    A 0 that many have is mostly none, and a number: what it says by itself its bin says.

    Example:
        {{ lead_scoring.is_code() }}  ->  (number in (0, -1, …) and (… or …))
#}
{% macro is_code() %}
    {{ return(adapter.dispatch('is_code', 'lead_scoring')()) }}
{% endmacro %}

{% macro default__is_code() -%}
(
    (
        neighbours.number in (-1, -9, -99, -999, -9999)
        and neighbours.lower_number is null
        and neighbours.higher_number >= 0
    )
    or (
        neighbours.number = 0
        and neighbours.lower_number is null
        and neighbours.higher_number >= 10
    )
    or (
        neighbours.number in (99, 999, 9999, 99999, 999999)
        and neighbours.higher_number is null
        and neighbours.lower_number <= neighbours.number / 2
    )
    or (
        neighbours.number in (
            -1, -9, -99, -999, -9999, 99, 999, 9999, 99999, 999999
        )
        and neighbours.lead_count
            >= 10 * greatest(neighbours.lower_lead_count, neighbours.higher_lead_count)
    )
)
{%- endmacro %}
