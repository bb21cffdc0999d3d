{#
    The days, as texts, of which this run writes to a log: its scoring date; none where the log has
    a later day already, and none under `--empty`, which shows a run no leads.

    Args:
        position: where the log ends, see `log_position`.
        warns: whether to say so when the day is too old; one of the logs does.

    Example:
        {{ lead_scoring.days_to_publish(position) }}  ->  ['2026-06-30']
#}
{% macro days_to_publish(position, warns=false) %}
    {%- set day = lead_scoring.scoring_date() -%}
    {%- if flags.EMPTY -%}{{ return([]) }}{%- endif -%}
    {%- if position.last_on is none or day >= position.last_on -%}{{ return([day]) }}{%- endif -%}
    {%- if warns -%}
        {%- do exceptions.warn(
            'lead_scoring: nothing is added to the history, for it has a later day already. Got:'
            ~ ' scoring date ' ~ day ~ ', newest day ' ~ position.last_on
            ~ '. Scores, tiers and stages are those of ' ~ day
            ~ '. Fix: none is needed to look at a past day; else edit lead_scoring__scoring_date.'
        ) -%}
    {%- endif -%}
    {{ return([]) }}
{% endmacro %}
