{#
    A column that a connector cannot fill: a null of a type.

    Args:
        kind: 'text', 'moment', 'number' or 'flag'.

    Example:
        {{ lead_scoring.nothing_as('text') }} as region  ->  cast(null as varchar) as region
#}
{% macro nothing_as(kind) %}
    {{ return(lead_scoring.landed_column(none, none, kind)) }}
{% endmacro %}
