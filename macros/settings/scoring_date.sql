{#
    The day for which scores are stated, as text `YYYY-MM-DD`.

    The variable `lead_scoring__scoring_date`; without it today in the scoring time zone,
    and for the demo the last day of its data, or it would age.

    Example:
        {{ lead_scoring.scoring_date() }}  ->  2026-06-30
#}
{% macro scoring_date() %}
    {{ return(adapter.dispatch('scoring_date', 'lead_scoring')()) }}
{% endmacro %}

{% macro default__scoring_date() %}
    {%- set day = lead_scoring.setting('scoring_date') -%}
    {%- if day is none and lead_scoring.is_demo() -%}
        {%- set day = '2026-06-30' -%}
    {%- elif day is none -%}
        {%- set zone = modules.pytz.timezone(lead_scoring.timezone()) -%}
        {%- set day = run_started_at.astimezone(zone).strftime('%Y-%m-%d') -%}
    {%- endif -%}
    {%- set day = day | string | trim -%}
    {%- if lead_scoring._read_date(day) is none -%}
        {%- do exceptions.raise_compiler_error(
            "lead_scoring: the variable lead_scoring__scoring_date is no day. Got: '" ~ day
            ~ "'. Allowed: a day written YYYY-MM-DD. Fix: edit lead_scoring__scoring_date."
        ) -%}
    {%- endif -%}
    {{ return(day) }}
{% endmacro %}
