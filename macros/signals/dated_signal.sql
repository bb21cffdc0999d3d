{#
    A signal on events that looks at ages. Events are read once for all days, so its `condition`
    says what does not depend on one; its rows in the stream carry the dates, and whether each of
    its `parts` without an age holds; `ages` is looked at where the signal counts.

    Args:
        subject: the cell that names a signal or something else.

    Returns the signal, see `signals`, with its name; none for anything else.

    Example (when: asset = 'demo' or age_days(starts_on) between -13 and 0):
        {{ lead_scoring.dated_signal('signal:soon').ages() }}
            ->  <part 1> or <age of starts_on> between -13 and 0
#}
{% macro dated_signal(subject) %}
    {%- set name = lead_scoring.signal_name(subject) -%}
    {%- set signal = lead_scoring.signals().get(name, {}) if name and execute else {} -%}
    {{ return(dict(signal, name=name) if signal.ages and signal.on == 'events' else none) }}
{% endmacro %}

{#- The name of the yes/no column of a part in the prepared events. -#}
{% macro part_column(signal, number) %}
    {{ return('part_' ~ number ~ '_of_' ~ lead_scoring.signal_column(signal.name)) }}
{% endmacro %}

{#- What rows of a signal carry, a list of values, see `carried_value`. -#}
{% macro values_of_signal(signal, inputs) %}
    {%- set values = [] -%}
    {%- for name in signal.date_columns -%}
        {%- do values.append(lead_scoring.carried_value(
            lead_scoring.property_of(name, inputs, 'timestamp')
        )) -%}
    {%- endfor -%}
    {%- for _ in signal.parts -%}
        {%- set part = lead_scoring.part_column(signal, loop.index) -%}
        {%- do values.append(lead_scoring.carried_condition(part, part, part)) -%}
    {%- endfor -%}
    {{ return(values) }}
{% endmacro %}

{#-
    The ages of a signal as SQL over rows that carry its values.

    Args:
        signal: see `dated_signal`.
        inputs: see `scorecard_inputs`.
        day: SQL of the day that is scored.
        prefix: what stands before the columns.
-#}
{% macro ages_of_signal(signal, inputs, day, prefix='') %}
    {%- set columns, parts = {}, [] -%}
    {%- for name in signal.date_columns -%}
        {%- set column = lead_scoring.property_of(name, inputs, 'timestamp') -%}
        {%- do columns.update({name | lower: dict(
            column, prepared=prefix ~ lead_scoring.carried_value(column).column
        )}) -%}
    {%- endfor -%}
    {%- for value in lead_scoring.values_of_signal(signal, inputs) if value.is_condition -%}
        {%- do parts.append(prefix ~ value.column) -%}
    {%- endfor -%}
    {{ return(
        '(\n    ' ~ lead_scoring.with_ages(signal.ages() | trim, columns, day, parts) ~ '\n)'
    ) }}
{% endmacro %}
