{#
    Whether a mark that some leads have almost decides what becomes of them: SQL over `marks` and
    `base` of int_lead_scoring__learning_leaks. 1: at least nine tenths of those who have it
    convert, or not a tenth as many as of all. 2: the odds of those who have it are also a hundred
    times those of the others, or a hundredth. Three leads are set against it, about what the
    rule of three (Hanley and Lippman-Hand 1983) does, so that a few leads prove nothing.

    Example:
        {{ lead_scoring.decides() }}  ->  case when … then 2 when … then 1 else 0 end
#}
{% macro decides() %}
    {{ return(adapter.dispatch('decides', 'lead_scoring')()) }}
{% endmacro %}

{% macro default__decides() -%}
{%- set failures = '(marks.lead_count - marks.conversion_count)' -%}
{%- set other_conversions = '(base.conversion_count - marks.conversion_count)' -%}
{%- set other_failures = '(base.lead_count - base.conversion_count - ' ~ failures ~ ')' -%}
{%- set converts = 'marks.conversion_count / (marks.lead_count + 3) >= 0.9 and base.rate <= 0.5' -%}
{%- set fails = '(marks.conversion_count + 3) / marks.lead_count <= base.rate / 10' -%}
case
    when {{ converts }} and marks.conversion_count * {{ other_failures }}
        > 100 * ({{ failures }} + 3) * ({{ other_conversions }} + 3) then 2
    when {{ fails }} and {{ failures }} * {{ other_conversions }}
        > 100 * (marks.conversion_count + 3) * ({{ other_failures }} + 3) then 2
    when {{ converts }} or {{ fails }} then 1
    else 0
end
{%- endmacro %}
