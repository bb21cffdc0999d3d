{#
    When this run publishes, as a literal: the scoring date, and within it a second for each run
    before on that day. It moves on from run to run, and no clock has a say in it.

    Args:
        position: where the log ends, see `log_position`.

    Example:
        {{ lead_scoring.published_at(position) }}  ->  timestamp '2026-06-30 00:00:00'
#}
{% macro published_at(position) %}
    {%- set day = lead_scoring.scoring_date() -%}
    {%- set runs = 0 -%}
    {%- if position.last_on == day -%}
        {%- set runs = run_query(
            'select count(distinct run_number) from ' ~ this.render()
            ~ ' where scoring_date = ' ~ lead_scoring.date_literal(day)
        ).columns[0].values()[0] | int -%}
    {%- endif -%}
    {%- set seconds = [runs, 86399] | min -%}
    {{ return(lead_scoring.timestamp_literal(
        day ~ ' %02d:%02d:%02d' | format(seconds // 3600, seconds // 60 % 60, seconds % 60)
    )) }}
{% endmacro %}
