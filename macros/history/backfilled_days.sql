{#
    The past days, as texts, with which this run fills an empty log from a replay: those that are
    replayed, up to the scoring date. None unless the variable `lead_scoring__backfill` asks for it;
    with `true` a log that is not empty is an error, with `if_empty` it is left alone.

    Args:
        position: where the log ends, see `log_position`.

    Example:
        {{ lead_scoring.backfilled_days(position) }}  ->  ['2026-06-16', '2026-06-23']
#}
{% macro backfilled_days(position) %}
    {%- set chosen = lead_scoring.choice('backfill', [true, false, 'if_empty']) -%}
    {%- if not chosen or flags.EMPTY or (position.run_number and chosen == 'if_empty') -%}{{ return([]) }}{%- endif -%}
    {%- if position.run_number -%}
        {%- do exceptions.raise_compiler_error(
            'lead_scoring: the history is not empty, and what was published is never rewritten. Got: lead_scoring__backfill'
            ~ ' true, and a history up to ' ~ position.last_on ~ '. Allowed: a history without any day. Fix: leave'
            ~ ' lead_scoring__backfill out; lead_score_replay has the past days.'
        ) -%}
    {%- endif -%}
    {%- if lead_scoring.is_challenged() -%}
        {%- do exceptions.raise_compiler_error(
            'lead_scoring: a challenger is compared, not published. Got: lead_scoring__backfill ' ~ (chosen | lower)
            ~ ' and a lead_scoring__challenger. Allowed: one of the two. Fix: leave one out.'
        ) -%}
    {%- endif -%}
    {%- set days = [] -%}
    {%- for day in lead_scoring.replay_days() if day < lead_scoring.scoring_date() -%}
        {%- do days.append(day) -%}
    {%- endfor -%}
    {%- if execute and not days -%}
        {%- do exceptions.raise_compiler_error(
            'lead_scoring: there is nothing to backfill. Got: lead_scoring__backfill ' ~ (chosen | lower)
            ~ ' without a day before the scoring date. Allowed: days that are replayed. Fix: set lead_scoring__replay_from'
            ~ ' or lead_scoring__replay_dates.'
        ) -%}
    {%- endif -%}
    {{ return(days) }}
{% endmacro %}
