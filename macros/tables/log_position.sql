{#
    Where the log that is being built ends: the newest day in it and how many runs have written to
    it. Runs are numbered by the log itself, so no clock has a say in which came last.

    Returns a mapping: last_on (text; none where the log is empty), run_number (0 then).

    Example:
        {{ lead_scoring.log_position() }}  ->  {'last_on': '2026-06-30', 'run_number': 12}
#}
{% macro log_position() %}
    {%- if not (execute and flags.INTROSPECT and is_incremental()) -%}
        {{ return({'last_on': none, 'run_number': 0}) }}
    {%- endif -%}
    {%- set last = run_query(
        'select max(scoring_date), max(run_number) from ' ~ this.render()
    ).rows[0] -%}
    {%- if last[0] is none -%}
        {{ return({'last_on': none, 'run_number': 0}) }}
    {%- endif -%}
    {{ return({'last_on': (last[0] | string)[:10], 'run_number': last[1] | int}) }}
{% endmacro %}
