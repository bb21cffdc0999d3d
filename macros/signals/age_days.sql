{#
    In the condition of a signal on leads: the age of a date or time on the day that is scored, in
    whole calendar days of the scoring time zone; negative for what lies ahead. A mark, in whose
    place `signal_condition` puts the SQL, for it knows the column's type and the day.

    Args:
        name: the column.

    Example (in a file that scripts/generate_macros.py writes):
        {{ lead_scoring.age_days('trial_ends_on') }} between -13 and 0
            ->  date '2026-06-30' - trial_ends_on between -13 and 0
#}
{% macro age_days(name) %}
    {{- return('\ue000' ~ name ~ '\ue001') -}}
{% endmacro %}

{#-
    A condition with the SQL in place of each mark.

    Args:
        sql: the condition.
        columns: the columns of the input by lower-case name, see `scorecard_inputs`.
        day: SQL of the day that is scored.
-#}
{% macro with_ages(sql, columns, day) %}
    {%- set parts = [] -%}
    {%- for part in sql.split('\ue000') -%}
        {%- set name, _, rest = part.partition('\ue001') -%}
        {%- if loop.first -%}
            {%- do parts.append(part) -%}
        {%- else -%}
            {%- set column = columns.get(name | lower, {'name': name, 'family': 'timestamp'}) -%}
            {%- set value = lead_scoring.quoted(column.name) -%}
            {%- set prepared = lead_scoring.prepared_text(value) if column.family == 'text'
                else lead_scoring.prepared_moment(value, column.family)
                if column.family in ('timestamp', 'timestamp_tz')
                else value -%}
            {%- do parts.append('(' ~ lead_scoring.days_between(
                lead_scoring.day_of_column(prepared, column.family), day
            ) ~ ')' ~ rest) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(parts | join) }}
{% endmacro %}
