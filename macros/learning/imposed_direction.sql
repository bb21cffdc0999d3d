{#
    In which direction the points of a feature may go: 1 (they may only rise, or are only given), -1
    or null.

    Args:
        subject: SQL of the attribute or event type.
        slope: SQL of the direction in which it goes by itself.

    Example:
        {{ lead_scoring.imposed_direction('subject', 'slope') }}
            ->  case when lower(subject) in ('page_view') then 1 when … then sign(slope) end
#}
{% macro imposed_direction(subject, slope) %}
    {%- set subject = lead_scoring.prepared_text(subject) -%}
    {%- set signs = lead_scoring.learning_signs() -%}
    {%- set monotone = lead_scoring.text_literals(lead_scoring.learning_names('learn_monotone')) -%}
    {%- set cases = [] -%}
    {%- for sign, names in signs.items() if names -%}
        {%- do cases.append(
            'when ' ~ lead_scoring.in_list(subject, lead_scoring.text_literals(names)) ~ ' then '
            ~ ('1' if sign == 'positive' else '-1')
        ) -%}
    {%- endfor -%}
    {%- if monotone -%}
        {%- do cases.append(
            'when ' ~ lead_scoring.in_list(subject, monotone) ~ ' then case when ' ~ slope
            ~ ' < 0 then -1 else 1 end'
        ) -%}
    {%- endif -%}
    {%- set direction = 'case ' ~ cases | join(' ') ~ ' end' if cases else 'null' -%}
    {{ return('cast(' ~ direction ~ ' as ' ~ dbt.type_int() ~ ')') }}
{% endmacro %}
