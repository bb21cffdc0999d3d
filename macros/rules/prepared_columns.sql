{#
    The columns and signals that scorecards look at, prepared once so that no rule has to: text
    trimmed and in lower case, times in UTC, signals as yes/no columns. A list of select items.

    Args:
        scorecards: see `scorecards`.
        on: 'leads' or 'events'.
        day: SQL of the day that is scored, for signals; none: the scoring date.

    Example:
        {{ lead_scoring.prepared_columns(scorecards, 'leads') | join(',\n    ') }}
#}
{% macro prepared_columns(scorecards, on, day=none) %}
    {%- set used = lead_scoring.used_columns(scorecards, on) -%}
    {%- set items = [] -%}
    {%- for column in used.columns -%}
        {%- set sql = lead_scoring.quoted(column.name) -%}
        {%- set prepared = lead_scoring.prepared_text(sql) if column.family == 'text'
            else lead_scoring.prepared_timestamp(sql, column.family)
            if column.family in ('timestamp', 'timestamp_tz')
            else lead_scoring.prepared_text(lead_scoring.list_text(sql)) if column.family == 'list'
            else sql -%}
        {%- do items.append(prepared ~ ' as ' ~ lead_scoring.rule_column(column.name)) -%}
    {%- endfor -%}
    {%- for name in used.signals -%}
        {%- do items.append(
            '(\n    '
            ~ lead_scoring.signal_condition(name, scorecards.inputs[on], day) | trim
            ~ '\n) as ' ~ lead_scoring.signal_column(name)
        ) -%}
        {%- set signal = lead_scoring.dated_signal('signal:' ~ name) -%}
        {%- for part in signal.parts if signal -%}
            {%- do items.append(
                '(\n    ' ~ part() | trim ~ '\n) as ' ~ lead_scoring.part_column(signal, loop.index)
            ) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for line in lead_scoring.option_columns(scorecards) if on == 'leads' and line.kept_as -%}
        {%- set column = scorecards.inputs.leads.get(
            line.subject | lower, {'name': line.subject}
        ) -%}
        {%- do items.append(
            'cast(' ~ lead_scoring.quoted(column.name) ~ ' as ' ~ lead_scoring.type_text() ~ ') as '
            ~ line.kept_as
        ) -%}
    {%- endfor -%}
    {{ return(items) }}
{% endmacro %}
