{#
    The two spans of replayed days that are compared, a mapping of lists of days: `baseline` until
    `lead_scoring__baseline_to` and `recent` from `lead_scoring__recent_from` on. Not set: the first
    half of the days, and those after it.

    Example:
        {{ lead_scoring.stability_spans() }}
            ->  {'baseline': ['2026-06-09', '2026-06-16'], 'recent': ['2026-06-23', '2026-06-30']}
#}
{% macro stability_spans() %}
    {%- set days = lead_scoring.replay_days() -%}
    {%- set ends = {} -%}
    {%- for name in ('baseline_to', 'recent_from') -%}
        {%- set value = lead_scoring.setting(name) -%}
        {%- if value is not none and lead_scoring._read_date(value | string | trim) is none -%}
            {%- do lead_scoring._wrong_span(name, value, 'a day written YYYY-MM-DD') -%}
        {%- endif -%}
        {%- do ends.update({name: none if value is none else value | string | trim}) -%}
    {%- endfor -%}
    {%- if ends.baseline_to is not none and ends.recent_from is not none
        and ends.recent_from <= ends.baseline_to -%}
        {%- do lead_scoring._wrong_span(
            'recent_from', ends.recent_from, 'a day after lead_scoring__baseline_to'
        ) -%}
    {%- endif -%}
    {%- set spans = {'baseline': [], 'recent': []} -%}
    {%- for day in days -%}
        {%- set is_early = day <= ends.baseline_to if ends.baseline_to is not none
            else day < ends.recent_from if ends.recent_from is not none
            else loop.index * 2 <= days | length -%}
        {%- if is_early -%}
            {%- do spans.baseline.append(day) -%}
        {%- elif ends.recent_from is none or day >= ends.recent_from -%}
            {%- do spans.recent.append(day) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(spans) }}
{% endmacro %}

{% macro _wrong_span(name, value, allowed) %}
    {%- do exceptions.raise_compiler_error(
        'lead_scoring: the variable lead_scoring__' ~ name ~ " cannot be used. Got: '" ~ value
        ~ "'. Allowed: " ~ allowed ~ '. Fix: edit lead_scoring__' ~ name ~ '.'
    ) -%}
{% endmacro %}

{#- See `options_with`. -#}
{% macro performance_settings() %}
    {%- do lead_scoring.stability_spans() -%}
{% endmacro %}
