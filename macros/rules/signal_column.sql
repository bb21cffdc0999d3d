{#
    The name of the yes/no column of a signal in the prepared tables.

    Args:
        name: the signal.

    Example:
        {{ lead_scoring.signal_column('pricing_visit') }}  ->  signal_pricing_visit
#}
{% macro signal_column(name) %}
    {{ return('signal_' ~ name) }}
{% endmacro %}
