{#
    A number as one with a fraction, so that a division keeps it.

    Args:
        sql: the number.

    Example:
        {{ lead_scoring.double('converted') }} / leads  ->  cast(converted as double) / leads
#}
{% macro double(sql) %}
    {{ return('cast(' ~ sql ~ ' as ' ~ lead_scoring.type_double() ~ ')') }}
{% endmacro %}
