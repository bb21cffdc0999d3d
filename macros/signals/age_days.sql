{#
    In the condition of a signal: the age of a date or time on the day that is scored, in whole
    calendar days of the scoring time zone; negative for what lies ahead. A mark, in whose place
    `signal_condition` puts the SQL, for it knows the column's type and the day.

    Args:
        name: the column.

    Example (in a file that scripts/generate_macros.py writes):
        {{ lead_scoring.age_days('trial_ends_on') }} between -13 and 0
            ->  date '2026-06-30' - trial_ends_on between -13 and 0
#}
{% macro age_days(name) %}
    {{- return('\ue000' ~ name ~ '\ue001') -}}
{% endmacro %}

{#- In the ages of a signal on events: its n-th part without an age, see `dated_signal`. A mark. -#}
{% macro known_part(number) %}
    {{- return('\ue000\ue002' ~ number ~ '\ue001') -}}
{% endmacro %}

{#-
    A condition with the SQL in place of each mark.

    Args:
        sql: the condition.
        columns: the columns of the input by lower-case name, see `scorecard_inputs`; one that is
            `prepared` as the SQL that it has.
        day: SQL of the day that is scored.
        parts_of_signal: SQL of the parts that `known_part` names, a list.
-#}
{% macro with_ages(sql, columns, day, parts_of_signal=[]) %}
    {%- set parts = [] -%}
    {%- for part in sql.split('\ue000') -%}
        {%- set name, _, rest = part.partition('\ue001') -%}
        {%- if loop.first -%}
            {%- do parts.append(part) -%}
        {%- elif name[:1] == '\ue002' -%}
            {%- do parts.append(parts_of_signal[name[1:] | int - 1] ~ rest) -%}
        {%- else -%}
            {%- set column = columns.get(name | lower, {'name': name, 'family': 'timestamp'}) -%}
            {%- set value = column.prepared or lead_scoring.quoted(column.name) -%}
            {%- set prepared = value if column.prepared
                else lead_scoring.prepared_text(value) if column.family == 'text'
                else lead_scoring.prepared_timestamp(value, column.family)
                if column.family in ('timestamp', 'timestamp_tz')
                else value -%}
            {%- do parts.append('(' ~ lead_scoring.days_between(
                lead_scoring.day_of_column(prepared, column.family), day
            ) ~ ')' ~ rest) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(parts | join) }}
{% endmacro %}
