{#
    The days for which scores are replayed, a list of texts `YYYY-MM-DD` in their order: those of
    the variable `lead_scoring__replay_dates`, or one every `lead_scoring__replay_every` days from
    `lead_scoring__replay_from` to `lead_scoring__replay_to` (not set: the scoring date). Empty if
    no replay is asked for.

    Example:
        {{ lead_scoring.replay_days() }}  ->  ['2026-06-16', '2026-06-23', '2026-06-30']
#}
{% macro replay_days() %}
    {%- set dates = lead_scoring.setting('replay_dates') -%}
    {%- set first, last = lead_scoring.setting('replay_from'), lead_scoring.setting('replay_to') -%}
    {%- if dates is not none and (dates is string or dates is mapping or dates is not sequence) -%}
        {%- do lead_scoring._wrong_replay(
            'replay_dates', dates, 'a list of days written YYYY-MM-DD'
        ) -%}
    {%- elif dates is not none and first is not none -%}
        {%- do lead_scoring._wrong_replay(
            'replay_from', first, 'nothing beside lead_scoring__replay_dates'
        ) -%}
    {%- elif first is none and last is not none -%}
        {%- do lead_scoring._wrong_replay(
            'replay_to', last, 'nothing without lead_scoring__replay_from'
        ) -%}
    {%- endif -%}
    {%- if first is none -%}
        {%- set days = [] -%}
        {%- for day in dates or [] -%}
            {%- do days.append(lead_scoring._replay_day('replay_dates', day)) -%}
        {%- endfor -%}
        {{ return(days | unique | sort) }}
    {%- endif -%}
    {{ return(lead_scoring._days_from_to(
        lead_scoring._replay_day('replay_from', first),
        lead_scoring._replay_day('replay_to', last or lead_scoring.scoring_date()),
        lead_scoring.integer_setting('replay_every')
    )) }}
{% endmacro %}

{#- Whether a replay is asked for, without a look at what is asked: known while parsing. -#}
{% macro is_replayed() %}
    {{ return(
        lead_scoring.setting('replay_dates') is not none
        or lead_scoring.setting('replay_from') is not none
    ) }}
{% endmacro %}

{#- A day that was, as text; anything else is an error. -#}
{% macro _replay_day(name, value) %}
    {%- set day = value | string | trim -%}
    {%- set last = lead_scoring.scoring_date() -%}
    {%- if lead_scoring._read_date(day) is none or (execute and day > last) -%}
        {%- do lead_scoring._wrong_replay(
            name, day, 'a day written YYYY-MM-DD, not after the scoring date ' ~ last
        ) -%}
    {%- endif -%}
    {{ return(day) }}
{% endmacro %}

{% macro _wrong_replay(name, value, allowed) %}
    {%- do exceptions.raise_compiler_error(
        'lead_scoring: the variable lead_scoring__' ~ name ~ " cannot be used. Got: '" ~ value
        ~ "'. Allowed: " ~ allowed ~ '. Fix: edit lead_scoring__' ~ name ~ '.'
    ) -%}
{% endmacro %}

{% macro _days_from_to(first, last, every) %}
    {%- set start = modules.datetime.datetime.strptime(first, '%Y-%m-%d') -%}
    {%- set end = modules.datetime.datetime.strptime(last, '%Y-%m-%d') -%}
    {%- set days = [] -%}
    {%- for step in range(0, (end - start).days // every + 1) -%}
        {%- set day = start + modules.datetime.timedelta(days=step * every) -%}
        {%- do days.append(day.strftime('%Y-%m-%d')) -%}
    {%- endfor -%}
    {{ return(days) }}
{% endmacro %}
