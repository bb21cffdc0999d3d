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
    {%- do lead_scoring.warn_of_past_day(day, position.last_on) if warns -%}
    {{ return([]) }}
{% endmacro %}
