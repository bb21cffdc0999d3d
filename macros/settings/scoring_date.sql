{#
    The day for which scores are stated, as text `YYYY-MM-DD`.

    The variable `lead_scoring__scoring_date`; without it the environment variable
    `DBT_LEAD_SCORING_DATE`, of which dbt need not read the project again as of another --vars;
    without either today in the scoring time zone, and for the demo the last day of its data, or it
    would age.

    Example:
        {{ lead_scoring.scoring_date() }}  ->  2026-06-30
#}
{% macro scoring_date() %}
    {{ return(adapter.dispatch('scoring_date', 'lead_scoring')()) }}
{% endmacro %}

{% macro default__scoring_date() %}
    {%- set day, name = lead_scoring.setting('scoring_date'), 'lead_scoring__scoring_date' -%}
    {#- Not asked for while parsing, or dbt would read all that asks again when it changes. -#}
    {%- set given = env_var('DBT_LEAD_SCORING_DATE', '') if execute and day is none else '' -%}
    {%- if given -%}
        {%- set day, name = given, 'DBT_LEAD_SCORING_DATE' -%}
    {%- elif day is none and lead_scoring.is_demo() -%}
        {%- set day = '2026-06-30' -%}
    {%- elif day is none -%}
        {%- set zone = modules.pytz.timezone(lead_scoring.timezone()) -%}
        {%- set day = run_started_at.astimezone(zone).strftime('%Y-%m-%d') -%}
    {%- endif -%}
    {%- set day = day | string | trim -%}
    {%- if lead_scoring._read_date(day) is none -%}
        {%- do exceptions.raise_compiler_error(
            'lead_scoring: the variable ' ~ name ~ " is no day. Got: '" ~ day
            ~ "'. Allowed: a day written YYYY-MM-DD. Fix: edit " ~ name ~ '.'
        ) -%}
    {%- endif -%}
    {{ return(day) }}
{% endmacro %}
