{#
    The name of the signal that a cell names, none if it names something else.

    Args:
        text: the cell.

    Example:
        {{ lead_scoring.signal_name('signal:pricing_visit') }}  ->  pricing_visit
        {{ lead_scoring.signal_name('page_view') }}             ->  none
#}
{% macro signal_name(text) %}
    {%- set text = text or '' -%}
    {{ return(lead_scoring.trimmed_cell(text[7:]) if text[:7] | lower == 'signal:' else none) }}
{% endmacro %}
