{#
    What a line counts, so that lines which count the same share it: a tally.

    Args:
        line: a line of scorecard_rules of type event or absence, or a stage line with a subject.
        inputs: see `scorecard_inputs`.
        subject: what happened; left out: the line's subject with its property. `given_subject` is
            counted without its own conditions, in the rule's window.

    Returns a mapping:
        tally_id: the same for the same question, whatever else changes, see `tally_id`
        conditions: a list, over the columns of `int_lead_scoring__events`
        window_days: count only events younger than this; none
        max_per_day: count at most so many of a day; none
        share: SQL of what an event of `age_days` still counts; none
        is_daily: whether the days matter: counts are kept by day then, else by lead

    Example:
        {{ lead_scoring.tally_of(rule, inputs).conditions }}  ->  ["event_type = 'download'"]
#}
{% macro tally_of(line, inputs, subject=none) %}
    {%- set conditions = lead_scoring.event_conditions(line, inputs, subject) -%}
    {%- set window_days = lead_scoring._read_whole(line.window_days) if line.window_days else none -%}
    {%- set counts_points = subject is none and line.rule_type | lower == 'event' -%}
    {%- set max_per_day = lead_scoring._read_whole(line.max_per_day) if counts_points and line.max_per_day else none -%}
    {%- set share = lead_scoring.decay_factor(line, 'age_days') if counts_points and line.award | lower == 'each' else none -%}
    {#- A recycled lead rises by what happened since: then the days of a stage's events matter too. -#}
    {%- set keeps_days = line.keeps_days | default(false) -%}
    {{ return({
        'tally_id': lead_scoring.tally_id(conditions + [window_days, max_per_day, share] + (['by day'] if keeps_days else [])),
        'conditions': conditions,
        'window_days': window_days,
        'max_per_day': max_per_day,
        'share': share,
        'is_daily': window_days is not none or max_per_day is not none or share is not none or keeps_days,
    }) }}
{% endmacro %}
