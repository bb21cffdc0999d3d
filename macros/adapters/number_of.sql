{#
    The single number that a query gives.

    Example:
        {{ lead_scoring.number_of('select count(*) from leads') }}  ->  500
#}
{% macro number_of(query) %}
    {{ return(run_query(query).columns[0].values()[0] | int) }}
{% endmacro %}
