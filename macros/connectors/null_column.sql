{#
    A column that a connector cannot fill: a null of a type.

    Args:
        kind: 'text', 'moment', 'number' or 'flag'.

    Example:
        {{ lead_scoring.null_column('text') }} as region  ->  cast(null as varchar) as region
#}
{% macro null_column(kind) %}
    {{ return(lead_scoring.loaded_column(none, none, kind)) }}
{% endmacro %}
