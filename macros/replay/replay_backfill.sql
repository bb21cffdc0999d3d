{#
    The past as the history reads it from a replay, see `backfill`: the replayed days before the
    scoring date. With `true` a log that is not empty is an error, with `if_empty` it is left alone.

    Args:
        position: where the log ends, see `log_position`.

    Returns a mapping: `days` (texts, those that are filled), and where there are any the relations
    `scores` of the replay, and `places` and `entries`, CTEs.

    Example:
        {{ lead_scoring.replay_backfill({'run_number': 0, 'last_on': none}).days }}
            ->  ['2026-06-16', '2026-06-23']
#}
{% macro replay_backfill(position) %}
    {%- set chosen = lead_scoring.choice('backfill', [true, false, 'if_empty']) -%}
    {%- set is_there = position.run_number > 0 -%}
    {%- if is_there and chosen != 'if_empty' and not flags.EMPTY -%}
        {%- do exceptions.raise_compiler_error(
            'lead_scoring: the history is not empty, and what was published is never rewritten.'
            ~ ' Got: lead_scoring__backfill true, and a history up to ' ~ position.last_on
            ~ '. Allowed: a history without any day. Fix: leave lead_scoring__backfill out;'
            ~ ' lead_score_replay has the past days.'
        ) -%}
    {%- endif -%}
    {%- set days = [] -%}
    {%- for day in lead_scoring.replay_days() if day < lead_scoring.scoring_date() -%}
        {%- do days.append(day) -%}
    {%- endfor -%}
    {%- if execute and not days and not is_there and not flags.EMPTY -%}
        {%- do exceptions.raise_compiler_error(
            'lead_scoring: there is nothing to backfill. Got: lead_scoring__backfill '
            ~ (chosen | lower) ~ ' without a day before the scoring date. Allowed: days that are'
            ~ ' replayed. Fix: set lead_scoring__replay_from or lead_scoring__replay_dates.'
        ) -%}
    {%- endif -%}
    {%- if not lead_scoring.is_replayed() -%}
        {{ return({'days': []}) }}
    {%- endif -%}
    {{ return({
        'days': [] if is_there or flags.EMPTY else days,
        'scores': ref('lead_scoring', 'lead_score_replay').render(),
        'places': lead_scoring.backfilled_stages(days) | trim,
        'entries': lead_scoring.backfilled_entries(days) | trim,
    }) }}
{% endmacro %}
