{#
    The day on which a lead is looked at while learning: SQL of a date, over a lead's `created_on`.
    What it was and did until the end of that day is known, what it became in the horizon after it
    is learned.

    Example:
        {{ lead_scoring.learning_day() }}  ->  date '2026-04-01'
                                           ->  created_on + 14, with learn_after_days: 14
#}
{% macro learning_day() %}
    {{ return(adapter.dispatch('learning_day', 'lead_scoring')()) }}
{% endmacro %}

{% macro default__learning_day() %}
    {%- set day = lead_scoring.setting('learn_date') -%}
    {%- set after_days = lead_scoring.setting('learn_after_days') -%}
    {%- if day is not none and after_days is not none -%}
        {%- do exceptions.raise_compiler_error(
            'lead_scoring: lead_scoring__learn_date and lead_scoring__learn_after_days are both'
            ~ " set. Got: '" ~ day ~ "' and '" ~ after_days
            ~ "'. Allowed: one of them. Fix: remove one."
        ) -%}
    {%- endif -%}
    {%- if after_days is none and day is none and lead_scoring.input_source('events') is none -%}
        {#- Attributes alone: the day matters to nothing but the horizon. -#}
        {%- set after_days = 0 -%}
    {%- elif after_days is not none -%}
        {%- set after_days = lead_scoring.integer_setting('learn_after_days', least=0) -%}
    {%- endif -%}
    {%- if after_days is not none -%}
        {{ return(
            'created_on' if after_days == 0 else lead_scoring.day_after('created_on', after_days)
        ) }}
    {%- endif -%}
    {{ return(lead_scoring.date_literal(lead_scoring._learning_date(day))) }}
{% endmacro %}

{#- One day for all leads: its horizon must be over on the scoring date. -#}
{% macro _learning_date(day) %}
    {%- if not execute -%}{{ return('2000-01-01') }}{%- endif -%}
    {%- set parse, form = modules.datetime.datetime.strptime, '%Y-%m-%d' -%}
    {%- set horizon
        = modules.datetime.timedelta(days=lead_scoring.integer_setting('horizon_days')) -%}
    {%- set last_day = (parse(lead_scoring.scoring_date(), form) - horizon).strftime(form) -%}
    {%- if day is none -%}
        {{ return(last_day) }}
    {%- endif -%}
    {%- set day = day | string | trim -%}
    {%- if lead_scoring._read_date(day) is none or day > last_day -%}
        {%- do exceptions.raise_compiler_error(
            "lead_scoring: the variable lead_scoring__learn_date cannot be used. Got: '" ~ day
            ~ "'. Allowed: a day written YYYY-MM-DD, not after " ~ last_day
            ~ ', which is lead_scoring__horizon_days before the scoring date.'
            ~ ' Fix: edit lead_scoring__learn_date.'
        ) -%}
    {%- endif -%}
    {{ return(day) }}
{% endmacro %}
