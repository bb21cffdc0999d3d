{#
    The names of the prepared columns and signals, see `prepared_columns`.

    Args:
        scorecards: see `scorecards`.
        on: 'leads' or 'events'.

    Example:
        {{ lead_scoring.prepared_names(scorecards, 'leads') }}
            ->  ['"industry"', 'signal_enterprise']
#}
{% macro prepared_names(scorecards, on) %}
    {%- set used = lead_scoring.used_columns(scorecards, on) -%}
    {%- set names = [] -%}
    {%- for column in used.columns -%}
        {%- do names.append(lead_scoring.rule_column(column.name)) -%}
    {%- endfor -%}
    {%- for signal in used.signals -%}
        {%- do names.append(lead_scoring.signal_column(signal)) -%}
        {%- set dated = lead_scoring.dated_signal('signal:' ~ signal) -%}
        {%- for _ in dated.parts if dated -%}
            {%- do names.append(lead_scoring.part_column(dated, loop.index)) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for line in lead_scoring.option_columns(scorecards) if on == 'leads' and line.kept_as -%}
        {%- do names.append(line.kept_as) -%}
    {%- endfor -%}
    {{ return(names) }}
{% endmacro %}
